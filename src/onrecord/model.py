"""The vocabulary of a record, as immutable types.

The types below, in this order of keys, are format 1 of record.json: see docs/record-format.md. Offsets are
Unicode code points of a document's text, half-open and never empty.
"""

import calendar
import hashlib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from onrecord.errors import InvalidSpan


def identify(kind: str, *parts: object) -> str:
    """Return an id made of the content it names, so that a second run makes the same ids.

    >>> identify("actor", "Mia Rao") == identify("actor", "Mia Rao")
    True
    """
    content = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


class Offsets(NamedTuple):
    """Where some words stand in the text of the document at hand: `text[start:end]`."""

    start: int
    end: int

    def covers(self, other: "Offsets") -> bool:
        """Tell whether every character of `other` is one of these."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Offsets") -> bool:
        """Tell whether at least one character is shared."""
        return self.start < other.end and other.start < self.end


class Span(Struct, frozen=True, order=True):
    """Words of a document and where they stand; made only by `Document.cite`."""

    document: str
    start: int
    end: int
    exact: str

    def covers(self, other: "Span") -> bool:
        """Tell whether every character of `other` is one of these."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether at least one character is shared."""
        return self.document == other.document and self.start < other.end and other.start < self.end


class Basis(StrEnum):
    """How a day is known."""

    EXPLICIT = "explicit"  # the text states it
    RELATIVE = "relative"  # the text states it against another day
    METADATA = "metadata"  # sources.csv, a page's metadata or an address states it
    INFERRED = "inferred"  # what else is said bounds it, or makes it likely
    UNKNOWN = "unknown"


RECORD_FORMAT = 1  # the number of the format of record.json


def edtf(earliest: date | None, latest: date | None) -> str:
    """Return a closed interval of days in EDTF (ISO 8601-2:2019, level 1).

    >>> edtf(date(2021, 9, 1), date(2021, 9, 30))
    '2021-09'
    >>> edtf(date(2021, 9, 13), None)
    '2021-09-13/..'
    """
    if earliest is None or latest is None:
        if earliest is None and latest is None:
            return "XXXX"
        return f"{earliest or '..'}/{latest or '..'}"
    if earliest == latest:
        return earliest.isoformat()
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        first, last = f"{earliest.year:04d}", f"{latest.year:04d}"
        return first if first == last else f"{first}/{last}"
    month_end = calendar.monthrange(latest.year, latest.month)[1]
    if earliest.day == 1 and latest.day == month_end:
        first, last = f"{earliest:%Y-%m}", f"{latest:%Y-%m}"
        return first if first == last else f"{first}/{last}"
    return f"{earliest}/{latest}"


class When(Struct, frozen=True):
    """A closed interval of calendar days, either end open (`None`), with how it is known and from which words.

    Where the words count from a named occasion, as 'after the Games' does, `anchor` are the words, in this document
    or another, that give the occasion its day.
    """

    earliest: date | None = None
    latest: date | None = None
    edtf: str = "XXXX"
    basis: Basis = Basis.UNKNOWN
    span: Span | None = None
    anchor: Span | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"a window from {self.earliest} to {self.latest} ends before it begins")
        if self.edtf != edtf(self.earliest, self.latest):
            raise ValueError(f"{self.edtf} is not the window from {self.earliest} to {self.latest}")


def when(
    earliest: date | None = None,
    latest: date | None = None,
    basis: Basis = Basis.UNKNOWN,
    span: Span | None = None,
    anchor: Span | None = None,
) -> When:
    """Return the window from `earliest` to `latest`, both included.

    Raises:
        ValueError: the window ends before it begins.

    >>> when(date(2022, 5, 1), date(2022, 5, 31), Basis.EXPLICIT).edtf
    '2022-05'
    """
    return When(earliest, latest, edtf(earliest, latest), basis, span, anchor)


UNKNOWN = When()


class BlockKind(StrEnum):
    """What a part of a document is, where its structure shows that it is no plain prose."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TURN = "turn"
    QUESTION = "question"
    POST = "post"
    MAIL = "mail"  # or a letter
    TABLE = "table"
    CORRECTION = "correction"
    CLAIM = "claim"  # quoted in order to be checked
    STRUCK = "struck"  # words struck through
    MARK = "mark"  # of a footnote


class Block(Struct, frozen=True):
    """A part of a document that its structure tells apart from prose: `text[start:end]`, without its label.

    What is in no block is prose. `voice` are the words of the document that name who speaks in all of the block that
    is not given to another; `day` is its own day, where it has one.
    """

    start: int
    end: int
    kind: BlockKind
    sure: float  # how sure the shape is, between 0 and 1
    voice: Offsets | None = None
    day: When = UNKNOWN

    @property
    def offsets(self) -> Offsets:
        """Where the block stands."""
        return Offsets(self.start, self.end)


class Cell(Struct, frozen=True):
    """A cell of a table that holds a number, and the heads by which a reader knows of what it is one.

    `voice` are the words of the table that name who gives the number, where a head says so: 'Source'.
    """

    start: int
    end: int
    row: tuple[Offsets, ...]  # the heads at the side, the outermost first
    column: tuple[Offsets, ...]  # the heads above, the outermost first
    line: Offsets  # the row
    voice: Offsets | None = None

    @property
    def offsets(self) -> Offsets:
        """Where the words of the cell stand."""
        return Offsets(self.start, self.end)


class Flaw(StrEnum):
    """What is amiss with the text of a document, by what its file shows."""

    CUT_SHORT = "cut short"  # by a paywall, by what exported it, or in the file: the rest is not in it
    MENDED = "mended"  # a wrong encoding had spoilt it before it was saved
    DAMAGED = "damaged"  # some of its characters can't be read


class Document(Struct, frozen=True):
    """What the `documents` stage made of one source: the text that every span points into."""

    id: str
    file: str  # path relative to the folder, with '/'; a line of a JSONL file is 'articles.jsonl#L12'
    sha256: str  # of the bytes read
    text: str
    title: str | None = None
    outlet: str | None = None  # as written; an actor's id in the record
    byline: str | None = None
    url: str | None = None
    language: str = "en"  # BCP 47
    published: When = UNKNOWN
    furniture: tuple[Offsets, ...] = ()  # what is not the article: sign-up boxes, copyright lines, captions
    blocks: tuple[Block, ...] = ()  # in the order of the text; none overlap but for marks and struck words

    cells: tuple[Cell, ...] = ()  # of its tables, in the order of the text
    archived: str | None = None  # the address of an archive's copy of the page that `url` is the address of
    captured: date | None = None  # when the page was saved
    flaws: tuple[Flaw, ...] = ()

    def day_at(self, position: int) -> When:
        """Return the day of the block in which `position` lies, where it has one of its own, else the document's."""
        for block in self.blocks:
            if block.start <= position < block.end and block.day != UNKNOWN:
                return block.day
        return self.published

    def cite(self, start: int, end: int) -> Span:
        """Return the words at `start` to `end` as evidence.

        Evidence is made nowhere else, so no words reach the record that are not in the document.

        Raises:
            InvalidSpan: the offsets lie outside the text or mark nothing.

        >>> note = Document("document-1", "note.txt", "", "“It will open in May,” the mayor said.")
        >>> note.cite(1, 21).exact
        'It will open in May,'
        """
        if not 0 <= start < end <= len(self.text):
            raise InvalidSpan(start, end, len(self.text))
        return Span(self.id, start, end, self.text[start:end])


class Unread(Struct, frozen=True):
    """A file that could not be read, and a line that says why and what to do."""

    file: str
    reason: str


class Verdict(StrEnum):
    """What a person rules on a line."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"  # the program had missed it
    REJECTED = "rejected"
    UNDONE = "undone"  # another ruling is taken back


class Checked(Struct, frozen=True):
    """Who ruled on a line of the record, on which day, and how; what was rejected is not in the record."""

    by: str
    on: date
    kind: Verdict


class ActorType(StrEnum):
    """What kind of actor speaks or acts."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"


class ActorTie(StrEnum):
    """Why the words of two documents name one actor."""

    NAME = "same name"
    DIVISION = "same name divided otherwise"  # 'Han Do-in', 'Han Do In'
    SPELLING = "spelling"
    FULLER = "fuller name"  # 'Mia K. Rao', 'Mia Rao'
    SURNAME = "surname"  # of the only one in the pile who can be meant
    OFFICE = "surname and office"
    INITIALS = "initials"
    SHORTER = "shorter name"  # 'the Roads Department', 'the Chilean Roads Department'
    KNOWN = "known name"  # of a country or an international body, by the program's tables
    DESCRIPTION = "description"  # 'the mayor of Lund', whom another document names
    BELONGING = "whose it is"  # 'her office', 'Lund’s spokesman'


class ActorLink(Struct, frozen=True):
    """Why the words of one document name the actor whom the words of another name."""

    span: Span
    to: Span
    tie: ActorTie
    probability: float | None = None


class Actor(Struct, frozen=True):
    """Someone who speaks or acts, under every name met."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    links: tuple[ActorLink, ...] = ()  # of the documents that call it otherwise
    ruling: Checked | None = None  # whom a person merged or split


class Quoted(StrEnum):
    """Whether a statement's content stands in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a speaker does by saying it (after Searle 1976)."""

    ASSERT = "assert"
    DENY = "deny"
    ACCUSE = "accuse"
    COMMIT = "commit"
    REFUSE = "refuse"
    CALL = "call"
    CONDITION = "condition"
    REGRET = "regret"
    HOPE = "hope"
    WELCOME = "welcome"


class Statement(Struct, frozen=True):
    """A speaker's words or reported words."""

    id: str
    document: str
    speaker: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quoted: Quoted
    act: Act
    hedged: bool = False
    said_on: When = UNKNOWN
    via: tuple[str, ...] = ()  # actors it came through, nearest first
    answers: tuple[str, ...] = ()  # statements that a denial denies
    probability: float | None = None  # that the speaker is on record with the content
    act_probability: float | None = None
    ruling: Checked | None = None


class Move(StrEnum):
    """What a version does to the versions before it."""

    ORIGINAL = "original"
    REAFFIRMED = "reaffirmed"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What cited words say became of a commitment."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly kept"
    NOT_KEPT = "not kept"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class Clock(StrEnum):
    """Where the as-of day stands against the last due window; arithmetic, never stored."""

    UNDATED = "undated"
    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"  # gone by, by an actor on record, and no words say that it was done
    PASSED = "passed"  # gone by, and nobody can be told to be late


class Tie(StrEnum):
    """What two announcements have in common, so that they are told to be of one act."""

    THING = "the same act on the same thing"
    PARTY = "the same act by the same party"
    DAY = "the same act on the same day"
    DOCUMENT = "the same act in one document"
    THING_AND_PARTY = "the same thing by the same party"
    THING_AND_DAY = "the same thing on the same day"
    ONLY_DAY = "the same day"
    CONTEXT = "words that lean on those near by"


class Link(Struct, frozen=True):
    """Why a version stands with the others of its commitment."""

    to: Span  # the words with which it was joined; they need not be a version themselves
    tie: Tie
    shared: tuple[str, ...] = ()  # the lemmas of acts and things that both name


class Version(Struct, frozen=True):
    """One announcement of a commitment: its words, who said it when, and the window it gives."""

    statement: str | None
    span: Span
    by: str | None
    said_on: When
    due: When
    due_text: str | None
    move: Move
    slip_days: int | None  # from the end of the window before to the end of this one
    hedged: bool
    link: Link | None = None  # none: the first that was told, to which the others lead
    origins: int = 1  # independent ones, of all that tell of this window
    outlets: tuple[str, ...] = ()
    probability: float | None = None
    schedule: bool = False  # nobody on record promises it: an election, a hearing, the end of a law
    ruling: Checked | None = None


def is_owed(party: str | None, outcome: Outcome, evidence: Sequence[Span]) -> bool:
    """Tell whether cited words say that somebody on record is still to do it, so that a day gone by makes him late.

    That no document tells what became of an act makes nobody late: most acts that come off are never told of again.
    """
    return party is not None and outcome == Outcome.OPEN and bool(evidence)


def is_scheduled(versions: Sequence[Version]) -> bool:
    """Tell whether nobody on record promises an act: no version of it is a promise, a withdrawal aside."""
    told = [version for version in versions if version.move is not Move.WITHDRAWN]
    return bool(told) and all(version.schedule for version in told)


def read_clock(versions: Sequence[Version], as_of: date, *, owed: bool = True) -> Clock:
    """Tell where `as_of` stands against the last window that has an end.

    A deadline ('by the end of the year') lies ahead until its last day; a window that opens later than it was
    announced ('in May') is due from its first. What somebody on record still owes by cited words is overdue once its
    window has gone by; of all else, and of what nobody on record promised, the window has only passed.
    """
    dated = [version for version in versions if version.due.latest is not None]
    if not dated:
        return Clock.UNDATED
    version = dated[-1]
    first, last = version.due.earliest, version.due.latest
    if last is None or as_of > last:
        return Clock.OVERDUE if owed and not is_scheduled(versions) else Clock.PASSED
    announced = version.said_on.latest
    opens_later = first is not None and (announced is None or first > announced)
    opens = first if opens_later and first is not None else last
    return Clock.DUE if as_of >= opens else Clock.AHEAD


class Ground(StrEnum):
    """What speaks most for the members of a group being one, by the judge of pairs."""

    WORDS = "the same words for it"
    SENTENCES = "sentences that say the same"
    PARTY = "the same party"
    DAY = "the same day"
    NUMBER = "the same number"
    PLACE = "the same place or name"
    HOLDER = "the same holder"
    STORY = "documents that tell of the same"
    TOGETHER = "words that stand together"


class Commitment(Struct, frozen=True):
    """An act that an actor is on record as going to do, with every announced date."""

    id: str
    party: str | None
    action: str
    beneficiary: str | None
    versions: tuple[Version, ...]
    slip_days: int | None  # latest due.latest minus first due.latest
    outcome: Outcome
    outcome_evidence: tuple[Span, ...]
    clock: Clock
    terms: tuple[str, ...] = ()
    probability: float | None = None  # that its announcements are of one act; None: there is but one
    ground: Ground | None = None  # what speaks most for it
    action_worth: float | None = None  # how well the words of the act are likely to name it
    ruling: Checked | None = None  # on the outcome

    def __post_init__(self) -> None:
        if self.outcome not in (Outcome.OPEN, Outcome.UNKNOWN) and not self.outcome_evidence:
            raise ValueError(f"{self.id}: outcome '{self.outcome}' without the words that say so")


class Term(Struct, frozen=True):
    """What a party requires for something to happen."""

    id: str
    party: str | None
    about: str
    span: Span
    statement: str | None
    probability: float | None = None
    ruling: Checked | None = None


class DenialKind(StrEnum):
    """How something is denied."""

    DENIED = "denied"
    DECLINED = "declined"  # would not comment, confirm or say: it denies nothing


class Denial(Struct, frozen=True):
    """Someone says that something said or asked is not so, or would not say."""

    id: str
    party: str | None
    kind: DenialKind
    span: Span
    denied: Span | None  # the words for what is denied
    statement: str | None  # the statement whose words they are
    answers: tuple[str, ...] = ()  # the lines that it answers, where they are on record
    probability: float | None = None
    ruling: Checked | None = None


class CandidateKind(StrEnum):
    """What a candidate would be a line of."""

    STATEMENT = "statement"
    VERSION = "version"
    TERM = "term"
    DENIAL = "denial"
    OUTCOME = "outcome"
    LINK = "link"  # the words may name the party, and are told as somebody else's


class Candidate(Struct, frozen=True):
    """A finding that is not sure enough to be published: it waits for a person."""

    id: str
    kind: CandidateKind
    span: Span
    party: str | None
    probability: float


class Silence(Struct, frozen=True):
    """Someone was asked and did not answer: 'declined to comment', 'did not respond'. It is never a denial."""

    id: str
    party: str | None
    span: Span
    told_on: When  # the day of the document that tells it
    ruling: Checked | None = None


class Relation(StrEnum):
    """How the values that several holders give for one quantity stand to each other."""

    SINGLE = "single"
    AGREE = "agree"
    UNCOMPARED = "uncompared"  # several values, of which no two can be held against each other
    TENSION = "tension"
    CONTRADICT = "contradict"


class FigureValue(Struct, frozen=True):
    """A number someone gives; `low` and `high` are decimal strings, `None` where open."""

    low: str | None
    high: str | None
    qualifier: str | None
    holder: str | None
    span: Span
    statement: str | None
    on: When
    updates: Span | None = None  # the earlier, lower value whose place it takes: what is counted grows
    ruling: Checked | None = None


class Figure(Struct, frozen=True):
    """Every value given for one quantity."""

    id: str
    quantity: str
    unit: str
    relation: Relation
    values: tuple[FigureValue, ...]
    evidence: tuple[Span, ...] = ()  # the two sentences that show the relation
    origins: int = 1
    outlets: tuple[str, ...] = ()
    probability: float | None = None  # that its values are of one quantity; None: there is but one
    ground: Ground | None = None  # what speaks most for it


class Name(Struct, frozen=True):
    """A name for a thing, and who uses it."""

    holder: str | None
    span: Span
    ruling: Checked | None = None


class Naming(Struct, frozen=True):
    """Two parties' different names for the same thing; the record never picks one."""

    id: str
    names: tuple[Name, ...]


class RelayKind(StrEnum):
    """How a document has what it has from elsewhere."""

    CITES = "cites"
    COPIES = "copies"
    REWRITES = "rewrites"


class Relay(Struct, frozen=True):
    """A document has it from an outlet, or repeats another document's text."""

    document: str
    kind: RelayKind
    outlet: str | None
    of: str | None
    evidence: tuple[Span, ...]
    directed: bool = True  # false: neither day nor credit tells which of the two was first
    ruling: Checked | None = None


class AlteredQuotation(Struct, frozen=True):
    """One speaker's words on one occasion that differ between documents."""

    id: str
    speaker: str | None
    versions: tuple[Span, ...]
    differing: tuple[Span, ...] = ()  # the words in which the versions differ
    original: Span | None = None  # told only where the speaker published a version
    ruling: Checked | None = None  # where every version was ruled to be one


class Event(Struct, frozen=True):
    """Something that happened or is due, the sentence that says so, and how many origins support it."""

    id: str
    when: When
    span: Span
    also: tuple[Span, ...]
    documents: int
    origins: int
    outlets: tuple[str, ...]
    ruling: Checked | None = None


class DocumentEntry(Struct, frozen=True):
    """A document as the record lists it."""

    id: str
    file: str
    sha256: str
    text_sha256: str
    text: str
    title: str | None
    outlet: str | None  # an actor
    url: str | None
    language: str
    published: When
    furniture: tuple[Offsets, ...]
    archived: str | None = None
    captured: date | None = None
    flaws: tuple[Flaw, ...] = ()


class Record(Struct, frozen=True):
    """What the documents say together, as of a day."""

    onrecord: int = RECORD_FORMAT
    as_of: date | None = None
    documents: tuple[DocumentEntry, ...] = ()
    unread: tuple[Unread, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    namings: tuple[Naming, ...] = ()
    relays: tuple[Relay, ...] = ()
    altered_quotations: tuple[AlteredQuotation, ...] = ()
    events: tuple[Event, ...] = ()
    silences: tuple[Silence, ...] = ()
    denials: tuple[Denial, ...] = ()
    candidates: tuple[Candidate, ...] = ()  # kept in the database, and in no published form
