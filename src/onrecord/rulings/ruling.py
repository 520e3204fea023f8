"""A ruling, and the one line of JSON that it is kept as."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

import msgspec
from msgspec import Struct

from onrecord.errors import InvalidRulings
from onrecord.model import Act, ActorType, DenialKind, DocumentEntry, Outcome, RelayKind, Span, Verdict

_FORMAT = 1
_LONGEST_NAME = 200  # characters of the name of who rules, or of whom a line is about
_LONGEST_REASON = 2_000  # characters of a reason
_LONGEST_WORDS = 20_000  # characters that one ruling is about
_LONGEST_LINE = 400_000  # bytes: all of these twice over, escaped
_LONGEST_NUMBER = 60  # characters
_MOST_REPLACED = 1_000
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z")
_HASH = re.compile(r"[0-9a-f]{64}")


class LineKind(StrEnum):
    """What kind of line a ruling is about."""

    STATEMENT = "statement"
    VERSION = "version"
    TERM = "term"
    DENIAL = "denial"
    OUTCOME = "outcome"
    PAIR = "pair"  # two mentions: accepted, both name one actor; rejected, two
    NAMES = "names"  # some of the names under which an actor was filed are another's
    FIGURE = "figure"  # one value of a quantity
    NAMING = "naming"  # one of the rival names for a thing
    RELAY = "relay"
    QUOTATION = "quotation"  # one version of an altered quotation
    EVENT = "event"
    SILENCE = "silence"


# Of a pair, the mention that stands second. Of a relay, the outlet's name or the opening of the document that is
# repeated; of an event, the words that give its day: they tell it from other lines on the same words.
_HAS_OTHER = frozenset((LineKind.PAIR,))
_MAY_HAVE_OTHER = frozenset((LineKind.PAIR, LineKind.RELAY, LineKind.EVENT))


class Anchor(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """Words of a document: the SHA-256 of its bytes, and their place in its text in code points."""

    sha256: str
    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not _HASH.fullmatch(self.sha256):
            raise ValueError(f"{self.sha256!r} is no SHA-256")
        if not 0 <= self.start < self.end or self.end - self.start != len(self.exact):
            raise ValueError(f"[{self.start}, {self.end}) is not the place of {self.exact[:40]!r}")
        if len(self.exact) > _LONGEST_WORDS:
            raise ValueError(f"a ruling on more than {_LONGEST_WORDS:,} characters")


class Whom(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody: the actor whom a mention names, or else the one of this name, or else somebody new of it."""

    name: str
    mention: Anchor | None = None
    type: ActorType = ActorType.PERSON  # of somebody new

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > _LONGEST_NAME:
            raise ValueError(f"a name has from 1 to {_LONGEST_NAME} characters")


class Told(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a line says, as far as people rule on it; what its kind does not have is `None`."""

    party: Whom | None = None  # who speaks, is to act, requires, denies, gives a number, or is relayed
    act: Act | None = None
    denial: DenialKind | None = None
    due: tuple[date | None, date | None] | None = None  # earliest and latest day; of an event, when it was
    group: Anchor | None = (
        None  # words of another line of the same commitment, quantity or thing; its own: alone
    )
    outcome: Outcome | None = None
    names: tuple[str, ...] = ()
    number: tuple[str | None, str | None] | None = (
        None  # lowest and highest, decimal; open where nothing is given
    )
    relay: RelayKind | None = None
    quantity: str | None = None  # of a number: what is counted, and in what
    unit: str | None = None

    def __post_init__(self) -> None:
        if self.due and self.due[0] and self.due[1] and self.due[0] > self.due[1]:
            raise ValueError(f"a window from {self.due[0]} to {self.due[1]} ends before it begins")
        if max(len(self.quantity or ""), len(self.unit or "")) > _LONGEST_NAME:
            raise ValueError(f"what is counted, and its unit, have at most {_LONGEST_NAME} characters")
        if self.number is not None:
            low, high = map(_read_number, self.number)
            if (low is None and high is None) or (low is not None and high is not None and low > high):
                raise ValueError(f"no number lies from {self.number[0]} to {self.number[1]}")


def _read_number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or len(text) > _LONGEST_NUMBER:
        raise ValueError(f"{text[:_LONGEST_NUMBER]!r} is no number like 2100000 or 4.5")
    return found


class Target(NamedTuple):
    """The line that a ruling is about."""

    kind: LineKind
    words: Anchor
    other: Anchor | None = None

    @property
    def order(self) -> tuple[LineKind, Anchor, Anchor]:
        """Return what targets are sorted by."""
        return self.kind, self.words, self.other or self.words


class Ruling(Struct, frozen=True, forbid_unknown_fields=True):
    """What one person ruled on one line; made only by `make_ruling`."""

    onrecord: int  # the number of this format
    ruling: str  # its id, the hash of the rest
    by: str
    at: str  # UTC, to the second
    verdict: Verdict
    kind: LineKind
    words: Anchor
    other: Anchor | None
    before: Told | None  # what the line said; none where the program had no such line
    after: Told | None  # what it says now; none where it is rejected or a ruling undone
    published: bool | None  # whether the program had told it; false where it was a candidate
    why: str
    replaces: tuple[str, ...]  # rulings that stood on this line before; of an undoing, what is undone

    def __post_init__(self) -> None:
        if self.onrecord != _FORMAT:
            raise ValueError(f"format {self.onrecord} is not known")
        if not self.by.strip() or len(self.by) > _LONGEST_NAME:
            raise ValueError(f"who rules has a name of 1 to {_LONGEST_NAME} characters")
        if len(self.why) > _LONGEST_REASON:
            raise ValueError(f"a reason has at most {_LONGEST_REASON:,} characters")
        if not _INSTANT.fullmatch(self.at):
            raise ValueError(f"{self.at!r} is no instant like 2026-03-01T09:30:00Z")
        datetime.fromisoformat(self.at)
        if len(self.replaces) > _MOST_REPLACED:
            raise ValueError(f"a ruling that replaces more than {_MOST_REPLACED:,} others")
        if (self.after is None) != (self.verdict in {Verdict.REJECTED, Verdict.UNDONE}):
            raise ValueError(f"what is {self.verdict} says {'something' if self.after else 'nothing'}")
        if self.kind not in _MAY_HAVE_OTHER and self.other is not None:
            raise ValueError(f"a {self.kind} is told by its own words")
        if self.kind in _HAS_OTHER and self.other is None:
            raise ValueError("a pair has two mentions")
        if self.ruling != _identify(self):
            raise ValueError("the ruling was changed: its id is not that of its content")

    @property
    def target(self) -> Target:
        """Return the line that it is about."""
        return Target(self.kind, self.words, self.other)

    @property
    def day(self) -> date:
        """Return the day on which it was made, in UTC."""
        return date.fromisoformat(self.at[:10])


_FIELDS = tuple(name for name in Ruling.__struct_fields__ if name != "ruling")


def _identify(ruling: Ruling) -> str:
    content = msgspec.json.encode([getattr(ruling, name) for name in _FIELDS])
    return f"ruling-{hashlib.sha256(content).hexdigest()[:32]}"


class _Unnamed(Struct):
    """The fields of a ruling, before it has its id."""

    onrecord: int
    by: str
    at: str
    verdict: Verdict
    kind: LineKind
    words: Anchor
    other: Anchor | None
    before: Told | None
    after: Told | None
    published: bool | None
    why: str
    replaces: tuple[str, ...]


class Maker(NamedTuple):
    """Who rules, and when."""

    by: str
    at: datetime

    @property
    def instant(self) -> str:
        """Return the instant as it is kept."""
        # to the microsecond: who accepts, takes it back and accepts again within a second rules three times
        at = self.at.astimezone(UTC)
        return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{at.microsecond:06d}Z" if at.microsecond else "Z")


def make_ruling(  # noqa: PLR0913 - the fields of a ruling, by name
    maker: Maker,
    verdict: Verdict,
    target: Target,
    *,
    before: Told | None = None,
    after: Told | None = None,
    published: bool | None = None,
    why: str = "",
    replaces: Iterable[str] = (),
) -> Ruling:
    """Return a ruling under the id that its content gives.

    Raises:
        InvalidRulings: it can't be one: no name, a window that ends before it begins.
    """
    kind, words, other = target
    if kind is LineKind.PAIR and other is not None and other < words:
        words, other = other, words
    fields = _Unnamed(
        _FORMAT, maker.by.strip(), maker.instant, verdict, kind, words, other, before, after, published,
        why.strip(), tuple(sorted(set(replaces))),
    )  # fmt: skip
    try:
        return Ruling(
            ruling=_identify(fields),  # type: ignore[arg-type] # has the fields that are hashed
            **{name: getattr(fields, name) for name in _FIELDS},
        )
    except ValueError as error:
        raise InvalidRulings(f"this can't be ruled: {error}") from None


def anchor(document: DocumentEntry, span: Span) -> Anchor:
    """Return the words of a span as a ruling names them: of very long ones the beginning."""
    words = clip(span)
    return Anchor(document.sha256, words.start, words.end, words.exact)


def clip(span: Span) -> Span:
    """Return as much of a span as a ruling names."""
    if span.end - span.start <= _LONGEST_WORDS:
        return span
    return Span(span.document, span.start, span.start + _LONGEST_WORDS, span.exact[:_LONGEST_WORDS])


def encode_ruling(ruling: Ruling) -> bytes:
    """Return the one line, with its end, as which a ruling is written."""
    return msgspec.json.encode(ruling) + b"\n"


def decode_rulings(content: bytes, name: str) -> tuple[Ruling, ...]:
    """Return the rulings in the lines of a file, in their order.

    Raises:
        InvalidRulings: a line is none; the error names the file `name` and the line.
    """
    found = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        if len(line) > _LONGEST_LINE:
            raise InvalidRulings(f"{name}, line {number}: longer than any ruling; take it out of the file")
        try:
            found.append(msgspec.json.decode(line, type=Ruling))
        except (ValueError, RecursionError) as error:
            raise InvalidRulings(
                f"{name}, line {number}: no ruling ({error}); take it from a copy of the file, or out of it"
            ) from None
    return tuple(found)


def sort_rulings(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Return the rulings without repetition, in the one order in which they are exported: oldest first."""
    known = {ruling.ruling: ruling for ruling in rulings}
    return tuple(sorted(known.values(), key=lambda ruling: (ruling.at, ruling.ruling)))


def name_makers(rulings: Sequence[Ruling]) -> str:
    """Return the names of those who made the rulings, each once, the first first."""
    return ", ".join(dict.fromkeys(ruling.by for ruling in sorted(rulings, key=lambda r: (r.at, r.ruling))))
