"""The log of a record -> a time stamp of its last line, by an authority (RFC 3161) that is asked over HTTP."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.x509 import Certificate

from onrecord.custody.log import Event, Kind, Line, open_log
from onrecord.custody.seals import Seal
from onrecord.custody.stamps import ask_for, check_stamp, read_certificates
from onrecord.errors import CannotFetch, InvalidCustody
from onrecord.own import SEALS_FOLDER
from onrecord.record.write import draft
from onrecord.watch.client import Client, Limits, clean_web, name_agent

_LIMITS = Limits(seconds=60.0, bytes=1 << 20)  # a time stamp has some 10 kB


def seal(directory: Path, tsa: str, authority: Path | None = None) -> Seal:
    """Have the last line of the log stamped by the authority at the address `tsa`, and keep the stamp in `directory`.

    Nothing but the SHA-256 of that line leaves this machine. What the authority answers is checked before it is kept:
    against the certificates in the file `authority`, if one is given.

    Raises:
        InvalidCustody: there is no log, it was changed, or the answer is no time stamp of its last line.
        CannotFetch: the authority gave no answer.
        RecordError: the seal can't be written, or another run is at the log.
    """
    roots = read_certificates(authority) if authority else []
    with open_log(directory) as keeper:
        if not keeper.log.lines:
            raise InvalidCustody(
                f"{directory}: there is no log to seal; make a record with 'onrecord build FOLDER --out {directory}'"
            )
        last = keeper.log.lines[-1]
        address = clean_web(tsa)
        content, found = asyncio.run(_stamp(address, last, roots))
        name = f"{SEALS_FOLDER}/{last.entry}.tsr"  # one that a killed run left, and never wrote down, is replaced
        with draft(directory / name) as part:
            part.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        keeper.add([Event(Kind.SEALED, name, digest, len(content), address=address, line=last.entry)])
    return found


async def _stamp(address: str, line: Line, roots: Sequence[Certificate]) -> tuple[bytes, Seal]:
    request = ask_for(line)
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    async with Client(name_agent(None), _LIMITS) as client:
        try:
            answer = await client.ask(address, headers, request.as_bytes())
        except CannotFetch as error:
            raise CannotFetch(f"{address}: {error}; try again, or name another authority") from error
    if answer.status != 200:
        raise CannotFetch(
            f"{address}: it answers with status {answer.status} and no time stamp; name another authority"
        )
    try:
        return answer.body, check_stamp(answer.body, line, roots, request)
    except InvalidCustody as error:
        raise InvalidCustody(f"{address}: {error}; nothing was sealed") from error
