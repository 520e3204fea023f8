"""Answers -> web archives (WARC 1.1, ISO 28500), each record packed by itself."""

import gzip
import hashlib
import io
import uuid

from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord import __version__
from onrecord.custody.log import tell_time
from onrecord.watch.client import Answer

_SPACE = uuid.UUID("5f6b4d1e-6f0e-5c39-9a53-3b6a4a8d0c11")  # of the names of our records
# what a record holds that tells of an answer without repeating it (WARC 1.1, 6.7)
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def write_info(agent: str, by: str | None, moment: str) -> bytes:
    """Return the record that says with what, how and for whom the others were made."""
    told = {
        "software": f"onrecord/{__version__}",
        "format": "WARC File Format 1.1",
        "http-header-user-agent": agent,
        "robots": "obey",
        **({"operator": by} if by else {}),
    }
    content = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
    headers = {"WARC-Date": moment, "Content-Type": "application/warc-fields"}
    return _write(WarcRecordType.warcinfo, headers, content)


def write_answer(answer: Answer, revisit: str | None = None) -> bytes:
    """Return the records of an answer and of its request; as a `revisit`, the answer's head alone."""
    shared = {"WARC-Date": tell_time(answer.at), "WARC-Target-URI": answer.address}
    if answer.ip:
        shared["WARC-IP-Address"] = answer.ip
    payload = f"sha256:{hashlib.sha256(answer.body).hexdigest()}"
    headers = {**shared, "Content-Type": "application/http; msgtype=response"}
    if revisit != NOT_MODIFIED:
        headers["WARC-Payload-Digest"] = payload
    if revisit:
        headers["WARC-Profile"] = revisit
    kind = WarcRecordType.revisit if revisit else WarcRecordType.response
    given = _write(kind, headers, answer.head if revisit else answer.block)
    asked = _write(
        WarcRecordType.request,
        {
            **shared,
            "WARC-Concurrent-To": f"<{_name(kind, headers, answer.head if revisit else answer.block)}>",
            "Content-Type": "application/http; msgtype=request",
        },
        answer.asked,
    )
    return given + asked


def _write(kind: WarcRecordType, headers: dict[str, str], content: bytes) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, _name(kind, headers, content).removeprefix("urn:").encode())
    for name, value in headers.items():
        record.headers[name] = value
    record.headers["WARC-Block-Digest"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    record.set_bytes_content(content)
    stream = io.BytesIO()
    record.write(stream)
    return gzip.compress(stream.getvalue(), mtime=0)


def _name(kind: WarcRecordType, headers: dict[str, str], content: bytes) -> str:
    """Return the name of a record, made of what is in it."""
    digest = hashlib.sha256(content).hexdigest()
    told = "\n".join([str(int(kind)), digest, *(f"{name}: {value}" for name, value in headers.items())])
    return f"urn:uuid:{uuid.uuid5(_SPACE, told)}"
