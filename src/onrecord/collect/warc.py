"""A web archive (WARC) -> the pages and papers that were captured, each with its address and the time of it."""

import io
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, Literal
from urllib.parse import unquote, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.collect.articles import clean_web_address
from onrecord.collect.parcels import Inner, Parcel, name_inner
from onrecord.lexicon import load_lexicon
from onrecord.limits import LARGEST_FILE
from onrecord.model import Unread

_ANSWER = (
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)
_CAPTURED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


@cache
def _endings() -> dict[str, str]:
    """Return the ending of a name for each media type that is read of an archive."""
    lists = dict(load_lexicon("onrecord.collect", "kinds.toml").lists)
    return {
        media_type: ending for media_type, _, ending in (item.partition(" ") for item in lists["captured"])
    }


def iterate_captured(stream: BinaryIO) -> ArchiveIterator:
    """Return the records that hold what was captured; each is to be read before the next is asked for.

    `stream_pos` of a record is its place in the stream, from which another iterator can begin.
    """
    # a reader of addresses and remote stores is not asked for, and nothing is unpacked before it is measured
    return ArchiveIterator(stream, record_types=_CAPTURED, parse_http=False, fsspec_args=False)


def unpack_warc(parcel: Parcel, first: int = 1) -> Iterator[Inner | Unread]:
    """Yield what was captured with success, under the number of its record; of one that breaks off, what came before.

    The stream begins with the record number `first` of the archive.

    Raises:
        OSError: the archive is damaged.
    """
    return (item for item in read_captured(parcel, first) if item is not None)


def read_captured(parcel: Parcel, first: int = 1) -> Iterator[Inner | Unread | None]:
    """Yield what each record holds: as `unpack_warc`, and None for what is no page or paper."""
    for number, record in enumerate(iterate_captured(parcel.stream), start=first):
        file = name_inner(parcel.file, str(number))
        size = record.content_length
        if size > LARGEST_FILE:
            yield Unread(
                file, f"what was captured is larger than {LARGEST_FILE // 1024**2} MiB: save it by itself"
            )
            continue
        block = record.reader.read(size + 1)
        if len(block) < size or record.headers.get("Content-Length") is None:
            yield Unread(
                file, "the archive breaks off in this record; what came before is read: get it again"
            )
        else:
            yield _read_record(record, block, number)


def _read_record(record: WarcRecord, block: bytes, number: int) -> Inner | None:
    """Return what a record holds, or None where that is no page or paper."""
    stated, data = record.headers.get("Content-Type") or "", block
    if record.is_http:
        answer = _read_answer(block, "all") or _read_answer(block, "none")
        if answer is None:
            return None
        stated, data = answer
    ending = _endings().get(stated.partition(";")[0].strip().lower())
    address = clean_web_address(record.headers.get("WARC-Target-URI"))
    if ending is None or _is_for_robots(address):
        return None
    moment = record.record_date
    captured = moment.isoformat() if moment else None
    return Inner(str(number), f"captured{ending}", io.BytesIO(data), address, captured)


def _read_answer(block: bytes, decode: Literal["all", "none"]) -> tuple[str, bytes] | None:
    """Return the kind and the bytes of what a server gave, or None where it gave nothing or they can't be decoded.

    Some archives hold pages unpacked, under the head of the packed ones.
    """
    # a record of its own, so that the place in the archive does not depend on what is made of this one
    answer = WarcRecord.from_bytes(_ANSWER % len(block) + block)
    try:
        answer.parse_http(auto_decode=decode)
        headers = answer.http_headers
        if headers is None or headers.status_code != 200:
            return None
        # one byte more than is read, so that what unpacks into more is named by whoever reads it
        return answer.http_content_type or "", answer.reader.read(LARGEST_FILE + 1)
    except OSError:
        return None


def _is_for_robots(address: str | None) -> bool:
    try:
        path = unquote(urlsplit(address or "").path)
    except ValueError:  # an address that is none
        return False
    return path.rpartition("/")[2] in load_lexicon("onrecord.collect", "kinds.toml").words("for_robots")
