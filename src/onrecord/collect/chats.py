"""JSON of a chat, as messengers export it -> its text: each message with its stamp and its sender, oldest first."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from onrecord.collect.days import FIRST_YEAR, LAST_YEAR
from onrecord.lexicon import load_lexicon

_FEWEST = 2  # messages
# a stamp as the text of a chat has it, which nobody's words may hold: another message would begin there
_STAMP = re.compile(r"[\[(]\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}[^\])]{0,12}[\])]")
_MILLISECONDS = 1_000
_LATEST = 10_000_000_000  # seconds since 1970; a larger number counts thousandths of one
_COUNTED = re.compile(r"\d{9,13}(?:\.\d{1,6})?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_chat(content: object) -> str | None:
    r"""Return the text of a chat, or None where the content is none.

    >>> sent = {"from": "Ana", "date": "2031-05-14T09:12:00", "text": "It leaks."}
    >>> read_chat({"messages": [sent, {**sent, "from": "Ivo", "text": ["No, ", {"text": "Ana"}]}]})
    '[2031-05-14, 09:12] Ana: It leaks.\n[2031-05-14, 09:12] Ivo: No, Ana\n'
    """
    messages = _find_messages(content)
    told = [found for message in messages if (found := _read_message(message))]
    if len(told) < _FEWEST:
        return None
    told.sort(key=lambda one: one[0].astimezone(UTC) if one[0].tzinfo else one[0].replace(tzinfo=UTC))
    return "".join(f"[{moment:%Y-%m-%d, %H:%M}] {sender}: {words}\n" for moment, sender, words in told)


def _find_messages(content: object) -> Sequence[Mapping[str, object]]:
    """Return the messages of a chat: below the name for them, or a list of what only a chat's messages have."""
    listed = _take(content, "messages") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        return ()
    messages = [message for message in listed if isinstance(message, dict)]
    bare = _names("bare")
    if any(any(name in message for name in _names("articles")) for message in messages) or (
        listed is content and not all(any(name in message for name in bare) for message in messages)
    ):
        return ()
    return messages


def _read_message(message: Mapping[str, object]) -> tuple[datetime, str, str] | None:
    given, words = _take(message, "sender"), _say(_take(message, "words"))
    if isinstance(given, dict):
        given = next((given[name] for name in _names("named") if given.get(name)), None)
    # a line end or a colon of one's own making would begin a message of somebody else
    sender = _clean(given.replace(":", " ")) if isinstance(given, str) else ""
    moment = _read_moment(_take(message, "moment"))
    if not sender or not words or moment is None:
        return None
    return moment, sender, _clean(_STAMP.sub(" ", words)) or "…"


def _take(fields: Mapping[str, object], part: str) -> object:
    return next((fields[name] for name in _names(part) if name in fields), None)


def _names(part: str) -> tuple[str, ...]:
    return dict(load_lexicon("onrecord.collect", "chats.toml").lists)[part]


def _say(value: object) -> str:
    """Return words that stand whole, or in pieces of which some are links, names or in bold."""
    if isinstance(value, list):
        pieces = [piece.get("text") if isinstance(piece, dict) else piece for piece in value]
        return "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    return value.strip() if isinstance(value, str) else ""


def _clean(words: str) -> str:
    """Return words in one line, without the control characters that JSON escapes and no text holds."""
    return " ".join(_CONTROLS.sub(" ", words).split())


def _read_moment(value: object) -> datetime | None:
    """Return the moment of a message as its clock had it, or in UTC where it is counted in seconds or thousandths."""
    moment: datetime | None = None
    if isinstance(value, str) and _COUNTED.fullmatch(value):
        value = float(value)
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / (_MILLISECONDS if value > _LATEST else 1), UTC)
        elif isinstance(value, str):
            moment = datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment is not None and FIRST_YEAR <= moment.year <= LAST_YEAR else None
