"""Time stamps of an authority (RFC 3161) on lines of the log: what is asked for, and what an answer is worth.

What is stamped is the SHA-256 of a line as it stands in the log, its end included, so that whoever has `openssl ts` can
check a seal without onrecord. Nothing here opens a connection. What it takes is an extra: `seals.load_stamps` loads it.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
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
from onrecord.custody.log import Line, encode_line
from onrecord.custody.seals import Seal
from onrecord.errors import InvalidCustody


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
    except VerificationError as error:
        raise InvalidCustody(f"the time stamp does not hold: {error}") from error
    except Exception as fault:  # of whatever a hostile stamp brings out in a library
        raise InvalidCustody(f"the time stamp does not hold: {_name(fault)}") from fault
    name = signer.subject.rfc4514_string() if signer else "unknown"
    return Seal(line.entry, at, name, bool(roots))


def _decode(content: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(sort_certificates(content))
        if response.status == PKIStatus.GRANTED:
            return response
        told = "; ".join(response.status_string) or f"status {response.status}"
    except Exception as fault:  # as in `check_stamp`
        raise InvalidCustody(f"this is no time stamp: {_name(fault)}") from fault
    raise InvalidCustody(f"the authority gave no time stamp: {told}")


def _name(fault: Exception) -> str:
    return f"{fault} ({type(fault).__name__})"


def _find_signer(response: TimeStampResponse, held: Sequence[Certificate]) -> Certificate | None:
    """Return the certificate of whoever signed, which the signature itself names."""
    named = {(signer.issuer, signer.serial_number) for signer in response.signed_data.signer_infos}
    return next((one for one in held if (one.issuer, one.serial_number) in named), None)
