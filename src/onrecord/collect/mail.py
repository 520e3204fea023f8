"""A mail -> itself and the files attached to it; a mailbox -> its mails."""

import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import cast

from onrecord.collect import kinds
from onrecord.collect.parcels import Inner, Parcel, name_inner
from onrecord.collect.source import Source, clean_stated, make_source
from onrecord.limits import LARGEST_FILE, LONGEST_LINE
from onrecord.model import Unread

_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
# Parts that seal a mail or describe it to programs, and are nothing that somebody attached.
_OF_THE_MAIL = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_FROM = re.compile(rb"From [^\n]{1,200} (?:19|20)\d\d")  # RFC 4155: the line before each mail of a mailbox
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def parse_mail(data: bytes) -> EmailMessage:
    """Return a mail parsed by the rules of today's mail, whatever is wrong in it."""
    return message_from_bytes(data, policy=policy.default)


def find_body(mail: EmailMessage) -> MIMEPart | None:
    """Return the part that is what the mail says: plain text if it has any words, else a page."""
    plain = mail.get_body(("plain",))
    if plain is not None and (plain.get_payload(decode=True) or b"").strip():  # type: ignore[union-attr]
        return plain
    page = mail.get_body(("html",))
    return page if page is not None else plain


def unpack_mail(parcel: Parcel) -> Iterator[Source | Inner | Unread]:
    """Yield a mail, and then each file attached to it; a mail that is forwarded as a file is one of them.

    Pictures that stand in the mail itself, as in a signature, are no documents.
    """
    data = parcel.read_whole()
    mail = parse_mail(data)
    if mail.get_content_type() in _ENCRYPTED:
        yield Unread(parcel.file, "the mail is encrypted: save it decrypted, or its text as .txt")
        return
    body = find_body(mail)
    attached = [part for part in _find_attached(mail) if part is not body]
    text = (body.get_payload(decode=True) if body is not None else b"") or b""
    if not attached or bytes(cast("bytes", text)).strip():
        yield make_source(parcel.file, data, kinds.MAIL)
    for number, part in enumerate(attached, start=1):
        name = clean_stated(part.get_filename()) or ""
        if part.get_content_type() == kinds.MAIL:
            inside = next(iter(part.iter_parts()), None)
            content = inside.as_bytes() if inside is not None else b""
            yield Inner(name or f"mail {number}", "mail.eml", io.BytesIO(content))
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
            yield Inner(name or f"attachment {number}", name.rpartition("/")[2], io.BytesIO(content))


def _find_attached(mail: EmailMessage) -> Iterator[MIMEPart]:
    """Yield the parts of a mail that somebody attached, not those of a mail that is attached whole."""
    waiting: list[MIMEPart] = [mail]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if kind == kinds.MAIL:
            yield part
        elif part.is_multipart():
            waiting[:0] = [inner for inner in part.iter_parts() if isinstance(inner, MIMEPart)]
        elif kind not in _OF_THE_MAIL and part is not mail:
            in_the_mail = kind.startswith("image/") and (
                part.get_content_disposition() != "attachment" or part["Content-ID"]
            )
            attached = part.get_content_disposition() == "attachment" or part.get_filename()
            if attached and not in_the_mail:
                yield part


def unpack_mailbox(parcel: Parcel) -> Iterator[Inner | Unread]:
    """Yield the mails of a mailbox by their numbers; one that is too large is named and passed over."""
    number, size = 0, 0
    lines: list[bytes] = []
    after_blank = True
    while line := parcel.stream.readline(LONGEST_LINE):
        if after_blank and _FROM.match(line):
            if number:
                yield _give_mail(parcel.file, number, lines, size)
            number, lines, size = number + 1, [], 0
        else:
            size += len(line)
            if size > LARGEST_FILE:
                lines.clear()
            else:
                lines.append(line)
        after_blank = not line.strip()
    if number:
        yield _give_mail(parcel.file, number, lines, size)


def _give_mail(file: str, number: int, lines: list[bytes], size: int) -> Inner | Unread:
    if size > LARGEST_FILE:
        reason = (
            f"the mail is larger than {LARGEST_FILE // 1024**2} MiB: save what is attached to it by itself"
        )
        return Unread(name_inner(file, str(number)), reason)
    return Inner(str(number), "mail.eml", io.BytesIO(_QUOTED_FROM.sub(rb"\1", b"".join(lines))))
