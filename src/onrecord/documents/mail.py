"""A mail -> its text, below the lines of its head that say who wrote it to whom, when and on what."""

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from msgspec.structs import replace

from onrecord.collect.days import read_stated_days
from onrecord.collect.encoding import decode_text, mend_encoding, tell_mended
from onrecord.collect.mail import find_body, parse_mail
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, Markup, unify_line_ends
from onrecord.documents.plain import clean_lines
from onrecord.documents.tables import holds_numbers
from onrecord.documents.whole import Marked, move_marks, read_marked
from onrecord.errors import CannotRead
from onrecord.model import Offsets

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_SHOWN = 500  # characters of a line of the head: a mail to a whole list names its readers
_SOFT_END = re.compile(r"(?<=[^ \n]) \n(?=[^\n>])")  # RFC 3676, section 4.1: the paragraph goes on


def read_mail(source: Source) -> Content:
    """Return a mail's text with its subject, its author and its day.

    Raises:
        CannotRead: its text is too long, no text, or its head can't be made out.
    """
    try:
        mail = parse_mail(source.data)
        body = find_body(mail)
        text = "" if body is None else _decode_body(source.file, body)
        words, marked = ("", ()) if body is None else _read_body(text, body)
        if shown := _find_tables(source.file, mail, body):
            words, marked = shown
        content = compose({name: _read_line(mail, name) for name in _SHOWN}, words, marked)
        return replace(content, flaws=tell_mended(text, words))
    except (RecursionError, ValueError) as error:  # the library's, over a head made to defeat it
        what = str(error)[:100] or type(error).__name__
        raise CannotRead(source.file, f"the mail is damaged ({what}): save its text as .txt") from None


def _read_line(mail: EmailMessage, name: str) -> str | None:
    try:
        return clean_stated(str(mail[name] or ""))
    except (
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ):  # the library's, over a damaged address or day
        return None


def _find_tables(file: str, mail: EmailMessage, body: MIMEPart | None) -> tuple[str, Marked] | None:
    """Return a mail as its page shows it, where that has a table of numbers: its plain text has lost the cells."""
    page = mail.get_body(("html",))
    if page is None or page is body:
        return None
    markup = _decode_body(file, page)
    shown = _read_body(markup, page) if "<table" in markup.lower() else None
    return shown if shown and holds_numbers(shown[0]) else None


def compose(head: dict[str, str | None], words: str, marked: Marked = ()) -> Content:
    """Return a mail of the lines of its head, by their names in English, and its words with their markup."""
    shown = [f"{name}: {value[:_LONGEST_SHOWN]}" for name in _SHOWN if (value := head.get(name))]
    begin = "\n".join(shown)
    days = read_stated_days(head.get("Date") or "")
    writer = parseaddr(head.get("From") or "")[0]
    text = f"{begin}\n\n{words}"
    ahead = len(text) - len(text.lstrip("\n"))
    return Content(
        text.strip("\n"),
        title=head.get("Subject"),
        byline=clean_stated(writer),
        published=days[0] if days and days[0] == days[1] else None,
        furniture=tuple(_around(begin, writer)),
        marked=move_marks(marked, len(begin) + 2 - ahead),
    )


def _around(head: str, writer: str) -> Iterator[Offsets]:
    """Yield the head of a mail without the name of its writer, whose words the mail holds."""
    start = head.find(writer) if writer else -1
    ends = (0, start, start + len(writer), len(head)) if start >= 0 else (0, len(head))
    return (Offsets(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b)


def _decode_body(file: str, part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    charset = part.get_content_charset()
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):  # a name that Python doesn't know, or the wrong one
        return decode_text(file, data)


def _read_body(text: str, part: MIMEPart) -> tuple[str, Marked]:
    if part.get_content_type() == "text/html":
        words, marked = read_marked(mend_encoding(text))
        return words, tuple(
            one for one in marked if one[0] is not Markup.QUOTE
        )  # whose they are, `letters` tells
    text = unify_line_ends(text)
    return clean_lines(_SOFT_END.sub(" ", text) if part.get_param("format") == "flowed" else text), ()
