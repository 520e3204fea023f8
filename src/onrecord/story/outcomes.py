"""Frames of told outcomes, in all documents -> what became of a commitment, by cited words only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import log
from typing import NamedTuple

from msgspec import Struct

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import UNKNOWN, Link, Move, Outcome, Span, Statement, Tie, Version, When
from onrecord.story.actors import Cast
from onrecord.story.announcements import Announcement, name_acts, name_things
from onrecord.story.judge.passages import find_day
from onrecord.story.judge.settling import Sign
from onrecord.story.parties import find_party
from onrecord.story.statements import Statements, said_on
from onrecord.story.thresholds import least_of, load_thresholds

_IS_OF, _MAY_BE_OF = 0.5, 0.1  # how like an announcement words are that tell its outcome, and that may
_FEW = 0.8  # the weight of nearly one word that nothing else has: words that are alike must share more
_PARTY, _DAY = 0.1, 0.15  # what one party, one day adds; a party alone makes words ones that may


class Ending(Struct, frozen=True):
    """Words that say what became of an act, in terms that compare across documents."""

    outcome: Outcome
    span: Span
    probability: float
    party: str | None
    stranger: bool  # they name a doer who is no actor of the story
    acts: frozenset[str]
    things: frozenset[str]
    told: date
    first: date | None  # the day it happened, where the words give one
    last: date | None
    said: When
    statement: Statement | None

    @property
    def sure(self) -> bool:
        """Whether the words are sure enough to be told as an outcome."""
        return self.probability >= least_of(FrameKind.OUTCOME)


class Fit(NamedTuple):
    """An ending and the announcement that it is most like."""

    ending: Ending
    item: Announcement
    like: float
    tie: Tie


class Fate(Struct, frozen=True):
    """What became of a commitment, the words that say so, and its versions with those that withdraw it."""

    outcome: Outcome
    evidence: tuple[Span, ...]
    versions: tuple[Version, ...]


def gather_endings(readings: Sequence[Reading], cast: Cast, statements: Statements) -> list[Ending]:
    """Return the words that may tell an outcome, in the order in which they were told.

    What a document without a day tells is left out: it may be older than the promise.
    """
    found = [
        _read_ending(reading, frame, frame.outcome, told, cast, statements)
        for reading in readings
        if (told := find_day(reading.document.published)) is not None
        for frame in reading.frames
        if frame.kind is FrameKind.OUTCOME
        and frame.outcome is not None
        and frame.probability >= load_thresholds().candidate
    ]
    return sorted(found, key=lambda ending: (ending.told, ending.span))


def _read_ending(
    reading: Reading, frame: Frame, outcome: Outcome, told: date, cast: Cast, statements: Statements
) -> Ending:
    document = reading.document
    statement = statements.of(reading, frame.attribution)
    party = find_party(reading, frame, cast, statement)
    days = {
        (time.earliest, time.latest)
        for time in reading.times
        if time.earliest and time.latest and frame.words.covers(time.offsets)
    }
    first, last = days.pop() if len(days) == 1 else (None, None)
    return Ending(
        outcome=outcome,
        span=document.cite(*frame.words),
        probability=frame.probability,
        party=party,
        stranger=party is None and frame.party is not None and document.text[frame.party.start].isupper(),
        acts=name_acts(frame.heads),
        things=name_things(frame.objects),
        told=told,
        first=first,
        last=last,
        said=said_on(reading, statements.attribution_of(reading, frame.attribution)),
        statement=statement,
    )


def assign_endings(
    endings: Sequence[Ending], chains: Sequence[Sequence[Announcement]]
) -> list[tuple[list[Fit], list[Ending]]]:
    """Return for each chain the endings that are of its act, and those that may be.

    Words tell what became of one act: the one they are most like, if they are like it enough. Those that are less like
    it, or only tell what its party did, may still be of it.
    """
    rarity = weigh_words([item for chain in chains for item in chain])
    near: dict[str, list[tuple[int, Announcement]]] = defaultdict(list)
    for number, chain in enumerate(chains):
        for item in chain:
            for key in _list_keys(item.reading.document.id, item.party, item.acts | item.things):
                near[key].append((number, item))
    found: list[tuple[list[Fit], list[Ending]]] = [([], []) for _ in chains]
    for ending in endings:
        fits: dict[int, Fit] = {}
        for key in _list_keys(ending.span.document, ending.party, ending.acts | ending.things):
            for number, item in near.get(key, ()):
                fit = _fit(ending, item, rarity)
                if number not in fits or fit.like > fits[number].like:
                    fits[number] = fit
        best = max((fit.like for fit in fits.values()), default=0.0)
        for number, fit in sorted(fits.items()):
            if fit.like >= _IS_OF and fit.like == best and ending.sure:
                found[number][0].append(fit)
            elif fit.like >= _MAY_BE_OF:
                found[number][1].append(ending)
    return found


def _list_keys(document: str, party: str | None, named: frozenset[str]) -> list[str]:
    """Return what an ending shares with every announcement that it can be of."""
    return sorted({document, *named} | ({party} if party is not None else set()))


def _fit(ending: Ending, item: Announcement, rarity: Mapping[str, float]) -> Fit:
    """Return how like an ending is to an announcement, and what they have in common."""
    words = item.frame.words
    here = ending.span.document == item.reading.document.id
    if here and ending.span.start < words.end and words.start < ending.span.end:
        return Fit(ending, item, 1.0, Tie.DOCUMENT)
    same = ending.party is not None and ending.party == item.party
    named = item.party is not None and (ending.stranger or ending.party is not None)
    if named and not same and ending.party not in item.actors:
        return Fit(ending, item, 0.0, Tie.CONTEXT)
    acts, things = ending.acts & item.acts, ending.things & item.things
    like = compare_words(ending.acts | ending.things, item.acts | item.things, rarity)
    like += _PARTY * same + _DAY * (bool(like) and _is_on_day(ending, item.due))
    if things:
        return Fit(ending, item, like, Tie.THING if acts else Tie.THING_AND_PARTY if same else Tie.CONTEXT)
    return Fit(ending, item, like, Tie.PARTY if same else Tie.DAY)


def weigh_words(announcements: Sequence[Announcement]) -> Mapping[str, float]:
    """Return the rarity of each lemma among the announcements: 1 for one that a single announcement has.

    It is their inverse document frequency (Spärck Jones 1972), as a part of the highest.
    """
    counts: dict[str, int] = defaultdict(int)
    for item in announcements:
        for word in item.acts | item.things:
            counts[word] += 1
    most = log(1 + len(announcements))
    return {word: log(1 + len(announcements) / count) / most for word, count in counts.items()}


def compare_words(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Return how much of the fewer words, by rarity, the more have too; one that no announcement has weighs most.

    >>> compare_words(frozenset({"open", "dam"}), frozenset({"dam"}), {"open": 0.5, "dam": 1.0})
    1.0
    """
    weights = [sum(rarity.get(word, 1.0) for word in sorted(words)) for words in (one, other, one & other)]
    return weights[2] / max(min(weights[:2]), _FEW)


def settle_outcome(
    chain: Sequence[Announcement],
    versions: Sequence[Version],
    fits: Sequence[Fit],
    doubts: Sequence[Ending],
    sign: Sign,
    final: date | None,
) -> Fate:
    """Return what became of the act: what the last words say that surely tell it; open where no words do.

    Where later words may tell it but not surely, it is unknown: what may have been done is not told as late. So is what
    became of a refusal, of which no deed tells. Where documents came out after its day, `final` being that of the last,
    and none of their sentences may tell its end, the last announcement is the last word on it, and it is still owed.
    """
    told = tuple(versions)
    if all(item.refuses for item in chain):
        dated = any(item.dated for item in chain)
        return Fate(Outcome.UNKNOWN if dated else Outcome.OPEN, (), told)
    sure = [fit for fit in fits if _comes_after(fit.ending, versions)]
    told = _withdraw(told, sure, chain)
    last = max(
        (fit.ending for fit in sure if not _is_superseded(fit.ending, chain)),
        key=lambda ending: (ending.told, ending.outcome is not Outcome.OPEN, ending.span),
        default=None,
    )
    if last is not None and last.outcome is not Outcome.OPEN:
        same = sorted(fit.ending.span for fit in sure if fit.ending.outcome is last.outcome)
        return Fate(last.outcome, tuple(same), told)
    since = last.told if last is not None else date.min
    if sign.done is not None and sign.done.told > since:
        return Fate(Outcome.KEPT, (sign.done.words,), told)
    doubtful = any(
        ending.told > since
        and ending.outcome is not Outcome.OPEN
        and _comes_after(ending, versions)
        and not _is_superseded(ending, chain)
        for ending in doubts
    )
    if doubtful or last is not None:
        return Fate(Outcome.UNKNOWN if doubtful else Outcome.OPEN, (last.span,) if last else (), told)
    due = _find_window(versions).latest
    gone = due is not None and final is not None and due < final
    return Fate(Outcome.OPEN, (told[-1].span,) if gone and not sign.settled else (), told)


def _find_window(versions: Sequence[Version]) -> When:
    """Return the last window that has an end."""
    return next((version.due for version in reversed(versions) if version.due.latest is not None), UNKNOWN)


def _comes_after(ending: Ending, versions: Sequence[Version]) -> bool:
    """Tell whether words can be the outcome by their day: told after the act was announced, and was due."""
    window = _find_window(versions)
    announced = versions[0].said_on.earliest or versions[0].said_on.latest
    if announced is None or ending.told < announced or (ending.last is not None and ending.last < announced):
        return False
    if ending.outcome in (Outcome.OPEN, Outcome.WITHDRAWN):
        return True
    if window.earliest is not None and ending.told < window.earliest:
        return False
    missed = ending.outcome is Outcome.NOT_KEPT and window.latest is not None
    return not missed or window.latest is None or ending.told > window.latest


def _is_on_day(ending: Ending, due: When) -> bool:
    if ending.first is None or ending.last is None or due.earliest is None or due.latest is None:
        return False
    return ending.first <= due.latest and due.earliest <= ending.last


def _is_superseded(ending: Ending, chain: Sequence[Announcement]) -> bool:
    """Tell whether the act was given a day again after it had been withdrawn."""
    return ending.outcome is Outcome.WITHDRAWN and any(
        item.dated
        and not item.frame.recalled
        and item.said.earliest is not None
        and item.said.earliest > ending.told
        and (item.due.latest is None or item.due.latest >= item.said.earliest)
        for item in chain
    )


def _withdraw(
    versions: tuple[Version, ...],
    fits: Sequence[Fit],
    chain: Sequence[Announcement],
) -> tuple[Version, ...]:
    """Return the versions with one for each document that withdraws the act: the last, unless it was dated again."""
    told, documents = list(versions), set[str]()
    for ending, item, _, tie in fits:
        if ending.outcome is not Outcome.WITHDRAWN or ending.span.document in documents:
            continue
        documents.add(ending.span.document)
        before = [
            place for place, other in enumerate(told) if (other.said_on.latest or date.max) <= ending.told
        ]
        place = max(before, default=0) + 1 if _is_superseded(ending, chain) else len(told)
        told.insert(place, _make_version(ending, item, tie))
    return tuple(told)


def _make_version(ending: Ending, item: Announcement, tie: Tie) -> Version:
    shared = (ending.acts & item.acts) | (ending.things & item.things)
    return Version(
        statement=ending.statement.id if ending.statement else None,
        span=ending.span,
        by=ending.statement.speaker if ending.statement else None,
        said_on=ending.said,
        due=UNKNOWN,
        due_text=None,
        move=Move.WITHDRAWN,
        slip_days=None,
        hedged=ending.statement.hedged if ending.statement else False,
        link=Link(item.reading.document.cite(*item.frame.words), tie, tuple(sorted(shared))),
        probability=ending.probability,
    )
