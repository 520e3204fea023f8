"""A time stamp's certificates in the order that DER asks for, which many authorities do not keep.

OpenSSL writes the certificates in a stamp (RFC 3161, a CMS SignedData of RFC 5652) in the order in which it was given
them; as a SET OF in DER they are in the order of their bytes (X.690, 11.6), and a strict reader takes no other. No
signature covers their order.
"""

from typing import NamedTuple

_SEQUENCE, _FIRST_TAG = 0x30, 0xA0


class _Part(NamedTuple):
    """A value and where it stands: its header begins at `begin`, its content at `start`, and `end` is behind it."""

    tag: int
    begin: int
    start: int
    end: int


def sort_certificates(stamp: bytes) -> bytes:
    """Return a time stamp with its certificates in order; what is no time stamp is returned as it is."""
    try:
        whole = _read(stamp, 0, len(stamp))
        token = _list(stamp, whole)[1]
        signed = _list(stamp, _list(stamp, token)[1])[0]
        [held] = [part for part in _list(stamp, signed) if part.tag == _FIRST_TAG]
        pieces = sorted(stamp[part.begin : part.end] for part in _list(stamp, held))
    except (IndexError, ValueError):
        return stamp
    return stamp[: held.start] + b"".join(pieces) + stamp[held.end :]


def _list(data: bytes, whole: _Part) -> list[_Part]:
    """Return the values in a constructed one.

    Raises:
        ValueError: it is not made of whole values.
    """
    if whole.tag not in {_SEQUENCE, _FIRST_TAG}:
        raise ValueError("a value that holds no others")
    parts, place = [], whole.start
    while place < whole.end:
        parts.append(_read(data, place, whole.end))
        place = parts[-1].end
    return parts


def _read(data: bytes, begin: int, limit: int) -> _Part:
    tag, length = data[begin], data[begin + 1]
    start = begin + 2
    if length >= 0x80:  # so many bytes of length follow
        start += length & 0x7F
        length = int.from_bytes(data[begin + 2 : start], "big")
    if start + length > limit:
        raise ValueError("a value that ends behind the one it is in")
    return _Part(tag, begin, start, start + length)
