"""A web archive (WARC) -> the pages and papers that were captured, each with its address and the time of it."""

import io
from collections.abc import Iterable, Iterator
from functools import cache
from typing import BinaryIO, Literal
from urllib.parse import unquote, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.collect.articles import clean_web_address
from onrecord.collect.kinds import HEAD, PLAIN, tell_kind
from onrecord.collect.parcels import Inner, Parcel, name_inner
from onrecord.lexicon import load_lexicon
from onrecord.limits import LARGEST_FILE
from onrecord.model import Unread

_ANSWER = (
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)
_SIGN, _PACKED = b"WARC/1.", b"\x1f\x8b\x08"
_PIECE = 1024 * 1024  # bytes that are searched at once
_MOST_DAMAGES = 100  # of an archive, behind which reading goes on
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


def read_captured(parcel: Parcel, first: int = 1) -> Iterator[Inner | Unread | None]:
    """Yield what each record holds, the first having the number given, and None for what is no page or paper.

    Raises:
        OSError: the archive is damaged.
    """
    for number, record in enumerate(iterate_captured(parcel.stream), start=first):
        item, _ = _take(record, parcel.file, number)
        yield item


def unpack_warc(parcel: Parcel) -> Iterator[Inner | Unread]:
    """Yield what was captured with success, under the number of its record.

    Where a record is damaged, that is said, and what begins behind it is read, in an archive that can be read from any
    place; of one that is packed in another file, what came before.

    Raises:
        OSError: it is damaged from its beginning on, and no record follows.
    """
    start: int | None = 0
    number = damaged = 0
    while start is not None:
        begun, fault, before = start, "", number
        try:
            for record in _read_records(parcel, start):
                number, begun = number + 1, record.stream_pos
                item, whole = _take(record, parcel.file, number)
                if item is not None:
                    yield item
                if not whole:
                    fault = "breaks off"
                    break
        except OSError as error:
            fault = str(error)[:60] or "damaged"
            if not number and _find_record(parcel, begun + 1) is None:
                raise
            if number > before or not damaged:  # else it is the same damage still
                number += 1
                name = name_inner(parcel.file, str(number))
                yield Unread(name, f"the archive is damaged behind the record before ({fault}): get it again")
        damaged += bool(fault)
        start = _find_record(parcel, begun + 1) if fault else None
        if start is not None and damaged > _MOST_DAMAGES:
            number += 1
            name = name_inner(parcel.file, str(number))
            yield Unread(
                name, "the archive is damaged in too many places; what follows is not read: get it again"
            )
            return


def _read_records(parcel: Parcel, start: int) -> Iterable[WarcRecord]:
    if parcel.seekable:
        parcel.stream.seek(start)
    return iterate_captured(parcel.stream)


def _take(record: WarcRecord, file: str, number: int) -> tuple[Inner | Unread | None, bool]:
    """Return what a record holds that is read, or why it is not; and whether the record is whole."""
    name, size = name_inner(file, str(number)), record.content_length
    if size > LARGEST_FILE:
        what = f"what was captured is larger than {LARGEST_FILE // 1024**2} MiB: save it by itself"
        return Unread(name, what), True
    block = record.reader.read(size + 1)
    if len(block) < size or record.headers.get("Content-Length") is None:
        return Unread(name, "the archive breaks off in this record: get it again"), False
    return _read_record(record, block, number), True


def _find_record(parcel: Parcel, start: int) -> int | None:
    """Return where the next record begins, or None where none does or the archive can't be searched.

    A record begins with the name of the format; in an archive that is packed, each is packed by itself.
    """
    if not parcel.seekable:
        return None
    parcel.stream.seek(0)
    sign = _PACKED if parcel.stream.read(len(_PACKED)) == _PACKED else _SIGN
    parcel.stream.seek(start)
    held = b""
    while piece := parcel.stream.read(_PIECE):
        held += piece
        if (found := held.find(sign)) >= 0:
            return parcel.stream.tell() - len(held) + found
        held = held[1 - len(sign) :]
    return None


def _read_record(record: WarcRecord, block: bytes, number: int) -> Inner | None:
    """Return what a record holds, or None where that is no page or paper."""
    stated, data = record.headers.get("Content-Type") or "", block
    if record.is_http:
        answer = read_answer(block)
        if answer is None:
            return None
        stated, data = answer
    address = clean_web_address(record.headers.get("WARC-Target-URI"))
    media_type = stated.partition(";")[0].strip().lower()
    if "/" not in media_type or media_type in load_lexicon("onrecord.collect", "kinds.toml").words("untold"):
        media_type = _tell_type(address, data)
    ending = _endings().get(media_type)
    if ending is None or _is_for_robots(address):
        return None
    moment = record.record_date
    captured = moment.isoformat() if moment else None
    return Inner(str(number), f"captured{ending}", io.BytesIO(data), address, captured)


def _tell_type(address: str | None, data: bytes) -> str:
    """Return what was captured by what is in it, where the server did not say: '' where it is no page or paper."""
    head = data[:HEAD]
    kind = tell_kind(_name_of(address), head)
    bytes_only = kind.media_type == PLAIN and b"\0" in head
    return "" if kind.refusal is not None or bytes_only else kind.media_type


def read_answer(block: bytes) -> tuple[str, bytes] | None:
    """Return the kind and the bytes of what a server gave with success, or None where it gave nothing.

    Some archives hold pages unpacked, under the head of the packed ones.
    """
    return _decode_answer(block, "all") or _decode_answer(block, "none")


def _decode_answer(block: bytes, decode: Literal["all", "none"]) -> tuple[str, bytes] | None:
    """Return the same, or None where it can't be decoded like this."""
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


def _name_of(address: str | None) -> str:
    """Return the last part of an address."""
    try:
        return unquote(urlsplit(address or "").path).rpartition("/")[2]
    except ValueError:  # an address that is none
        return ""


def _is_for_robots(address: str | None) -> bool:
    return _name_of(address) in load_lexicon("onrecord.collect", "kinds.toml").words("for_robots")
