"""A page that a browser saved with all its parts (MHTML) -> its article."""

from email.message import EmailMessage

from msgspec.structs import replace

from onrecord.collect.articles import clean_web_address
from onrecord.collect.days import read_stated_days
from onrecord.collect.mail import parse_mail
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content
from onrecord.documents.page import read_page
from onrecord.errors import CannotRead


def read_saved_page(source: Source) -> Content:
    """Return the article of a saved page, with the address that it was saved from and the day of it.

    The page is the first of the file's parts (RFC 2557, section 9); the others are its frames and pictures.

    Raises:
        CannotRead: there is no page in it, or none with an article.
    """
    mail = parse_mail(source.data)
    pages = (part for part in mail.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise CannotRead(source.file, "there is no page in it: save the page again")
    content = read_page(replace(source, data=_recode(page, payload)))
    saved = read_stated_days(str(mail["Date"] or ""))
    stated = mail["Snapshot-Content-Location"] or page["Content-Location"]
    return replace(
        content,
        title=content.title or clean_stated(str(mail["Subject"] or "")),
        url=content.url or clean_web_address(str(stated or "")),
        captured=content.captured or (saved[0] if saved else None),
    )


def _recode(page: EmailMessage, data: bytes) -> bytes:
    """Return the page in UTF-8 where the part that holds it names its encoding: that goes before the page's word."""
    try:
        return data.decode(page.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeError):
        return data
