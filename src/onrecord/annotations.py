"""What the `reading` stage found in one document: plain values that point into its text by offsets.

The `story` stage sees these and no text-processing library, so whatever it needs of the syntax (lemmas, heads,
what is counted) is written down here. Every field that names words holds `Offsets` into the document's text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Act, Basis, Document, Offsets, Outcome, Quoted, Span
from onrecord.names import goes_on_after_head, tells_of_another

# with these a clause begins that says more of whoever is named before it
_CLAUSE = re.compile(r",\s+(?:\w+ of )?(?:who|whom|whose|which|where)\b")


class TimeType(StrEnum):
    """The types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeMention(Struct, frozen=True):
    """A time expression: its TIMEX3 type and value, the days it names, and the window it gives an act.

    'By the end of the year', read on 13 September 2021, names 2021-12-31 at the latest, and an act that is to
    happen by then has the window from 2021-09-13 to 2021-12-31. Which words are found never depends on the
    document's day; what they resolve to does.
    """

    start: int
    end: int
    exact: str
    type: TimeType
    value: str
    earliest: date | None = None  # the days that the words name
    latest: date | None = None
    basis: Basis = Basis.UNKNOWN
    window: Offsets | None = None  # the words with their signal: 'by the end of the year'
    act_earliest: date | None = None  # the window of an act to which the words are attached
    act_latest: date | None = None
    occasion: Offsets | None = None  # the named occasion it is told against: 'the Lagoon Winter Games'
    anchor: Span | None = None  # words of any document that give the occasion its day

    @property
    def offsets(self) -> Offsets:
        """Where the expression stands."""
        return Offsets(self.start, self.end)


class Occasion(Struct, frozen=True):
    """A named occasion to which the document gives a day: 'the Games, which open on February 4'."""

    name: Offsets
    key: str  # the name folded for comparison: 'winter games'
    time: int  # index into the reading's times


class MentionType(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"
    PLACE = "place"
    PRONOUN = "pronoun"
    THING = "thing"


class Mention(Struct, frozen=True):
    """Words that name someone or something; mentions with one `chain` name the same."""

    start: int
    end: int
    exact: str
    type: MentionType
    chain: int | None = None  # index into the reading's chains

    @property
    def offsets(self) -> Offsets:
        """Where the mention stands."""
        return Offsets(self.start, self.end)


class Chain(Struct, frozen=True):
    """Someone this document names, under every name it uses: what links actors across documents."""

    name: str  # the fullest name met
    type: MentionType
    names: tuple[str, ...] = ()  # proper names, as written
    titles: tuple[str, ...] = ()  # descriptions the text ties to the name: 'UN rights chief'
    part_of: int | None = None  # 'her office' belongs to her chain; 'a spokesman for X' to X
    gender: str = ""  # 'm', 'f', or not told
    offices: tuple[str, ...] = ()  # of state, held now: 'crown prince'
    aside: bool = False  # named as somebody's relative, or as dead
    indefinite: bool = (
        False  # described as one of many: 'a judge'; called so at the only name: 'Rao, a judge'
    )


class Attribution(Struct, frozen=True):
    """A source, its cue and the content attributed to it (PARC's words), with what the speaker does by it."""

    source: Offsets | None
    cue: Offsets | None
    content: tuple[Offsets, ...]
    quoted: Quoted
    act: Act
    hedged: bool = False
    via: tuple[Offsets, ...] = ()  # outlets and sources it came through, nearest first
    said: int | None = None  # index into times: the day words of the saying
    speaker: int | None = None  # index into chains
    via_chains: tuple[int, ...] = ()
    probability: float | None = None  # that the source is on record with the content
    act_probability: float | None = None


class Stance(StrEnum):
    """What the text does with a saying."""

    SAID = "said"
    NOT_SAID = "not said"  # 'did not say', 'nobody said', 'has yet to announce', 'stopped short of saying'
    REFUSED = "refused"  # 'refused to promise', 'would not say'
    ASKED = "asked"  # 'did he promise it?'
    DEMANDED = "demanded"  # 'urged him to promise'
    FORETOLD = "foretold"  # 'is expected to say', 'if he says'
    WITHDRAWN = "withdrawn"  # 'withdrew his statement that', 'is a forgery'
    NO_SAYING = "no saying"  # the words name no saying at all


class Unstated(Struct, frozen=True):
    """An attribution in the literature's sense by which nobody is on record with the content.

    'The minister has not said when', 'voters must decide who', 'the union endorsed Lund', and what is likelier wrong
    than right: no statement comes of it.
    """

    source: Offsets | None
    cue: Offsets
    content: tuple[Offsets, ...]
    probability: float | None  # none where a rule found it, whose words the literature may cut otherwise
    stance: Stance = Stance.NO_SAYING


class _Cued(Protocol):
    @property
    def cue(self) -> Offsets | None: ...

    @property
    def content(self) -> tuple[Offsets, ...]: ...


class FigureMention(Struct, frozen=True):
    """A number with its qualifier and what it counts."""

    start: int
    end: int
    exact: str
    low: str | None
    high: str | None
    unit: str
    qualifier: str | None
    counted: Offsets | None = None  # the words that name what is counted
    keys: tuple[str, ...] = ()  # lemmas that say of what, where: ('villager', 'hold', 'camp')
    holder: Offsets | None = None  # who gives it, where the sentence says so and no attribution does
    attribution: int | None = None  # index into attributions
    places: tuple[str, ...] = ()  # folded names of the places it is told of
    occasions: tuple[str, ...] = ()  # folded names of the occasions: 'Hurricane Ada' gives 'ada'
    former: bool = False  # the words say that another number replaces it: 'raised from 12'
    names: tuple[str, ...] = ()  # those of the keys that are proper names
    whole: bool = False  # the number of which another is a part: 12 in 'seven of the 12 ferries'
    label: str = ""  # a short noun phrase that says of what it is a number: 'people held in the huts'
    part: str | None = None  # of a cell of a table: the folded heads that tell it from the cells beside it
    series: Offsets | None = None  # the head of cells in which each holder gives a number of the same

    @property
    def offsets(self) -> Offsets:
        """Where the figure stands."""
        return Offsets(self.start, self.end)


class Citation(Struct, frozen=True):
    """The document says that it has something from an outlet."""

    outlet: Offsets
    evidence: Offsets


class NamingMention(Struct, frozen=True):
    """A name that the text marks as somebody's name for a thing."""

    name: Offsets
    holder: Offsets | None
    rival: int | None = None  # index into the reading's namings: the other name for the same thing
    keys: tuple[str, ...] = ()  # lemmas of the thing named


class FrameKind(StrEnum):
    """What a frame is of."""

    ANNOUNCEMENT = "announcement"
    TERM = "term"
    DENIAL = "denial"
    OUTCOME = "outcome"


class Frame(Struct, frozen=True):
    """What the reader found to be done by some words: somebody announces, requires, denies, or tells an outcome.

    `heads` and `objects` are lemmas of the words of the act, for a later stage to compare acts by.
    """

    kind: FrameKind
    words: Offsets  # the words that do it: 'the report would be out by the end of March'
    probability: float  # calibrated, that the words do it
    party: Offsets | None = None  # who is to act, requires, denies
    act: Offsets | None = None  # the act with its object; what is required; what is denied
    due: int | None = None  # index into times
    due_words: Offsets | None = None
    outcome: Outcome | None = None  # of an outcome: what became of the act
    attribution: int | None = None  # index into attributions; None: the narrator
    heads: tuple[str, ...] = ()  # lemmas of the act's verbs, or of the noun that names it
    objects: tuple[str, ...] = ()  # lemmas of what the act is about
    recalled: bool = False  # its words look back: 'had been due in May'
    wording: tuple[Offsets, ...] = ()  # of an announcement: the words that name its act best by themselves
    worth: float = 0.0  # how well they do so, to choose among those of several announcements


class SilenceMention(Struct, frozen=True):
    """Words that tell that somebody was asked and did not answer."""

    words: Offsets
    party: Offsets | None


class Happening(Struct, frozen=True):
    """A time by which the main clause of its sentence, or what somebody is said to say there, is dated."""

    time: int  # index into times
    verb: Offsets  # of that clause
    present: bool = False  # it stands in the simple present: 'the ferry sails on Monday'


_start_of = attrgetter("start")


class Reading(Struct, frozen=True):
    """One document and everything found in it."""

    document: Document
    sentences: tuple[Offsets, ...] = ()
    times: tuple[TimeMention, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    mentions: tuple[Mention, ...] = ()  # in the order of their starts, as sentences are
    chains: tuple[Chain, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    unstated: tuple[Unstated, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    citations: tuple[Citation, ...] = ()
    namings: tuple[NamingMention, ...] = ()
    frames: tuple[Frame, ...] = ()  # in the order of their words
    silences: tuple[SilenceMention, ...] = ()
    happenings: tuple[Happening, ...] = ()

    def chain_at(self, offsets: Offsets | None) -> int | None:
        """Return the chain of the mention at `offsets`: of the same words, else of the widest inside them.

        Where nobody knows whom the words mean, a name inside them that only tells of whom more is said, as 'Lund' in
        'the Lund candidate', is not the one. Where none is inside, it is that of the phrase whose head the words are:
        'clerks' of 'clerks in two towns'.
        """
        if offsets is None:
            return None
        first = bisect_left(self.mentions, offsets.start, key=_start_of)
        last = bisect_right(self.mentions, offsets.start, lo=first, key=_start_of)
        same = [mention for mention in self.mentions[first:last] if mention.end == offsets.end]
        known = same and all(mention.chain is not None for mention in same)
        if known and not self._is_told_of(same[0], offsets):
            return same[0].chain  # none inside is wider
        last = bisect_right(self.mentions, offsets.end, lo=last, key=_start_of)
        inside = [
            mention
            for mention in self.mentions[first:last]
            if mention.end <= offsets.end
            and mention.chain is not None
            and not self._is_told_of(mention, offsets)
        ]
        if any(mention.chain is None for mention in same):
            inside = [mention for mention in inside if not self._modifies(mention, offsets)]
        widest = max(inside, key=lambda mention: (mention.end - mention.start, -mention.start), default=None)
        return widest.chain if widest else self._chain_around(offsets)

    def _is_told_of(self, mention: Mention, words: Offsets) -> bool:
        """Tell whether a clause that says more of whom the words name holds a mention: 'the mill, whose 30 clerks'."""
        behind = min(mention.end, mention.start + len("whose"))  # a mention may begin with the clause
        return _CLAUSE.search(self.document.text, words.start, behind) is not None

    def _chain_around(self, offsets: Offsets) -> int | None:
        before = bisect_right(self.mentions, offsets.start, key=_start_of)
        around = [
            mention
            for mention in self.mentions[:before]
            if mention.end >= offsets.end and mention.chain is not None and self._heads(offsets, mention)
        ]
        nearest = min(around, key=lambda mention: mention.end - mention.start, default=None)
        return nearest.chain if nearest else None

    def _modifies(self, mention: Mention, words: Offsets) -> bool:
        """Tell whether a plain word follows a name or pronoun within longer words: 'Lund' in 'the Lund candidate'."""
        if mention.type is MentionType.GROUP:  # 'village clerks abroad'
            return False
        return tells_of_another(self.document.text[mention.end : words.end])

    def _heads(self, words: Offsets, mention: Mention) -> bool:
        """Tell whether the words are the surname in a full name or what a phrase says more of after them."""
        if words.end == mention.end:
            return mention.type is MentionType.PERSON
        rest = self.document.text[words.end : mention.end]
        return words.start == mention.start and goes_on_after_head(rest)

    def sentence_at(self, position: int) -> Offsets:
        """Return the sentence in which `position` lies, or the last one that begins before it."""
        if not self.sentences:
            return Offsets(0, len(self.document.text))
        return self.sentences[max(0, bisect_right(self.sentences, position, key=_start_of) - 1)]


def part_nested(
    attributions: Sequence[Attribution],
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """Return the document's own attributions, and those told within the words of another.

    PolNeAR's annotators, and so the literature's figures, know the former alone.
    """
    outer = find_outer(attributions)
    flat = tuple(one for number, one in enumerate(attributions) if number not in outer)
    return flat, tuple(attributions[number] for number in sorted(outer))


def find_outer(found: Sequence[_Cued]) -> dict[int, int]:
    """Return for each attribution whose cue lies in another's content the nearest such other."""
    outer: dict[int, int] = {}
    order = sorted(
        ((piece.start, piece.end, number) for number, one in enumerate(found) for piece in one.content)
    )
    for number, one in enumerate(found):
        if one.cue is None:
            continue
        cue = one.cue
        position = bisect_left(order, (cue.start + 1,))
        best: tuple[int, int] | None = None
        for start, end, other in reversed(order[max(0, position - 40) : position]):
            if (
                other != number
                and start <= cue.start
                and cue.end <= end
                and (best is None or end - start < best[0])
            ):
                best = end - start, other
        if best is not None:
            outer[number] = best[1]
    return outer


def join_units(text: str, attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    """Yield attributions as a reader sees them: the acts told apart within one source's words by one cue are one again.

    Pieces of content with nothing but marks and spaces between them, within a line, are one piece.
    """
    together: dict[object, list[Attribution]] = {}
    for number, attribution in enumerate(attributions):
        key = number if attribution.cue is None else (attribution.source, attribution.cue)
        together.setdefault(key, []).append(attribution)
    for units in together.values():
        pieces: list[Offsets] = []
        for piece in sorted({piece for unit in units for piece in unit.content}):
            gap = text[pieces[-1].end : piece.start] if pieces else "\n"
            if "\n" in gap or any(char.isalnum() for char in gap):
                pieces.append(piece)
            else:
                pieces[-1] = Offsets(pieces[-1].start, max(pieces[-1].end, piece.end))
        yield replace(units[0], content=tuple(pieces))
