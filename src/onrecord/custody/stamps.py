"""Time stamps of an authority (RFC 3161) on lines of the log: what is asked for, and what an answer is worth.

What is stamped is the SHA-256 of a line as it stands in the log, its end included, so that whoever has `openssl ts` can
check a seal without onrecord. Nothing here opens a connection.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from msgspec import Struct
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from onrecord.custody.der import sort_certificates
from onrecord.custody.log import Event, Kind, Line, Log, encode_line
from onrecord.errors import InvalidCustody
from onrecord.own import SEALS_FOLDER
from onrecord.record.place import look_at

_LARGEST = 1 << 20  # bytes of a stamp; with a long chain of certificates, some 10 kB
_LISTED = re.compile(rf"{SEALS_FOLDER}/[0-9]+\.tsr")


class Seal(Struct, frozen=True):
    """A time stamp that was checked."""

    line: int  # of the log, which it and all before it are sealed by
    at: datetime  # by the authority's clock
    authority: str  # the name in its certificate
    trusted: bool  # whether its certificate leads to one that was given


def ask_for(line: Line) -> TimeStampRequest:
    """Return the request for a stamp on a line, with a number of its own that the answer must repeat."""
    builder = TimestampRequestBuilder().data(encode_line(line)).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build()


def read_certificates(path: Path) -> list[Certificate]:
    """Return the certificates in a PEM file.

    Raises:
        InvalidCustody: there are none, or the file can't be read.
    """
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise InvalidCustody(f"{path}: it can't be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidCustody(f"{path}: there is no certificate in it ({error}); give one as PEM") from error


def check_stamp(
    content: bytes, line: Line, roots: Sequence[Certificate], request: TimeStampRequest | None = None
) -> Seal:
    """Return what a time stamp proves of a line.

    Its signature must lead to one of `roots`; without any, only to a certificate that it holds itself, which anybody
    can make. Of an answer to a `request`, the number in it must be the one asked with.

    Raises:
        InvalidCustody: it is no time stamp, of something else, or not signed as it should be.
    """
    response = _decode(content)
    try:
        held = [load_der_x509_certificate(one) for one in response.signed_data.certificates]
        signer = _find_signer(response, [*held, *roots])
        # certificates that the stamp holds are used to find the way to a root, and are trusted where there is no other
        verifier = VerifierBuilder(
            roots=list(roots) or held,
            tsa_certificate=None if held else signer,
            nonce=request.nonce if request else None,
        )
        verifier.build().verify(response, hashlib.sha256(encode_line(line)).digest())
        at = response.tst_info.gen_time
    except (VerificationError, ValueError, TypeError) as error:
        raise InvalidCustody(f"the time stamp does not hold: {error}") from error
    name = signer.subject.rfc4514_string() if signer else "unknown"
    return Seal(line.entry, at, name, bool(roots))


def _decode(content: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(sort_certificates(content))
        if response.status == PKIStatus.GRANTED:
            return response
        told = "; ".join(response.status_string) or f"status {response.status}"
    except (ValueError, TypeError) as error:
        raise InvalidCustody(f"this is no time stamp: {error}") from error
    raise InvalidCustody(f"the authority gave no time stamp: {told}")


def _find_signer(response: TimeStampResponse, held: Sequence[Certificate]) -> Certificate | None:
    """Return the certificate of whoever signed, which the signature itself names."""
    named = {(signer.issuer, signer.serial_number) for signer in response.signed_data.signer_infos}
    return next((one for one in held if (one.issuer, one.serial_number) in named), None)


def check_seals(directory: Path, log: Log, roots: Sequence[Certificate]) -> Iterator[Seal | str]:
    """Yield every seal on a log, or what is wrong with it."""
    listed = set()
    for line in log.lines:
        event = line.event
        if event.kind is Kind.SEALED:
            listed.add(event.file)
            try:
                yield _check_seal(directory, event, log, roots)
            except InvalidCustody as error:
                yield f"{event.file}: {error}"
    folder = directory / SEALS_FOLDER
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    for name in (f"{SEALS_FOLDER}/{path.name}" for path in there):
        if name not in listed:
            yield f"{name}: the log does not have it"


def _check_seal(directory: Path, event: Event, log: Log, roots: Sequence[Certificate]) -> Seal:
    if not _LISTED.fullmatch(event.file) or not event.line or event.line > len(log.lines):
        raise InvalidCustody("the log does not say of which line this is a seal")
    content = read_stamp(directory / event.file)
    if hashlib.sha256(content).hexdigest() != event.sha256:
        raise InvalidCustody("its bytes are not those that the authority gave")
    return check_stamp(content, log.lines[event.line - 1], roots)


def read_stamp(path: Path) -> bytes:
    """Return the bytes of a time stamp.

    Raises:
        InvalidCustody: it can't be read, or is too large to be one.
    """
    found = look_at(path)
    if found is None or not path.is_file() or path.is_symlink():
        raise InvalidCustody("it is not there")
    try:
        if found.st_size > _LARGEST:
            raise InvalidCustody("it is too large to be a time stamp")
        return path.read_bytes()
    except OSError as error:
        raise InvalidCustody(f"it can't be read: {error.strerror}") from error
