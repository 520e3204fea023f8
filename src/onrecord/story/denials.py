"""Statements and frames that deny -> denials, each with the statements that it answers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.lexicon import compile_any, load_lexicon
from onrecord.model import Act, Denial, DenialKind, Offsets, Span, Statement, identify
from onrecord.story.actors import Cast
from onrecord.story.parties import find_actor, find_party
from onrecord.story.statements import Statements
from onrecord.story.stems import list_stems, stem
from onrecord.story.thresholds import find_sure, least_of

_ANSWERABLE = frozenset({Act.ACCUSE, Act.ASSERT})
_ENOUGH = 0.4  # share of a denial's words, weighted by rarity, that what it answers has too
_NEAR = 700  # characters: 'the allegations' go back to what stands this far before at most
_LONGEST = 3  # answers of one denial; a reader wants the statements denied, not all that resemble them
_RAREST = 12  # words of a denial by which what it may answer is looked up


class _Words(Struct, frozen=True):
    """What somebody says, with the words that tell it from others."""

    id: str
    document: str
    speaker: str | None
    act: Act
    start: int
    words: frozenset[str]
    pointing: bool  # it names an allegation without repeating it


@cache
def _list(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.story", "denials.toml").words(name)


@cache
def _declining() -> re.Pattern[str]:
    return compile_any(load_lexicon("onrecord.story", "denials.toml").entries)


def declines(words: str) -> bool:
    """Tell whether somebody says by these words that he will say nothing.

    >>> declines("declined to comment"), declines("did not respond"), declines("declined the offer")
    (True, False, False)
    """
    return _declining().search(words.lower()) is not None


def collect_denials(
    readings: Sequence[Reading], cast: Cast, statements: Statements
) -> tuple[tuple[Denial, ...], Statements]:
    """Return the denials in the order of the documents' texts, and the statements with what they answer.

    A denial answers a statement of somebody else whose words it repeats, or, if it only says 'the allegations',
    the accusation that stands shortly before it. Where neither is found it answers nothing on record.
    """
    found = [denial for reading in readings for denial in _find_denials(reading, cast, statements)]
    days = {reading.document.id: reading.document.published.latest for reading in readings}
    answers = _find_answers(found, statements, days)
    denials = tuple(replace(denial, answers=answers.get(denial.id, ())) for denial in found)
    answered = {denial.statement: denial.answers for denial in denials if denial.answers and denial.statement}
    told = {
        key: replace(statement, answers=answered[statement.id])
        if statement.act is Act.DENY and statement.id in answered
        else statement
        for key, statement in statements.by_attribution.items()
    }
    return denials, Statements(tuple(told.values()), told)


def _find_denials(reading: Reading, cast: Cast, statements: Statements) -> list[Denial]:
    """Return the denials of one document: statements that deny, then what no such statement stands beside."""
    frames = [frame for frame in reading.frames if frame.kind is FrameKind.DENIAL]
    taken: list[Offsets] = []  # the words by which it is denied, each with its cue
    found = []
    for number, attribution in enumerate(reading.attributions):
        statement = statements.of(reading, number)
        if statement is None or attribution.act is not Act.DENY:
            continue
        pieces = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
        denial = _file_statement(reading, statement, pieces, frames)
        if denial is not None:
            taken += pieces
            found.append(denial)
    for frame in find_sure(reading, FrameKind.DENIAL):
        sentence = reading.sentence_at(frame.words.start)
        if not any(sentence.overlaps(words) for words in taken):
            found.append(_file_frame(reading, frame, cast, statements))
    told = [*taken, *(Offsets(denial.span.start, denial.span.end) for denial in found)]
    for silence in reading.silences:
        span = reading.document.cite(*silence.words)
        if declines(span.exact) and not any(silence.words.overlaps(words) for words in told):
            ident = identify("denial", reading.document.id, *silence.words)
            party = find_actor(reading, silence.party, cast, None)
            found.append(Denial(ident, party, DenialKind.DECLINED, span, None, None))
    return sorted(found, key=lambda denial: (denial.span.start, denial.span.end, denial.id))


def _file_statement(
    reading: Reading, statement: Statement, pieces: Sequence[Offsets], frames: Sequence[Frame]
) -> Denial | None:
    """Return the denial that a statement makes, as sure as its act or a frame of the same words, or `None`."""
    beside = [frame for frame in frames if any(frame.words.overlaps(piece) for piece in pieces)]
    frame = max(beside, key=lambda item: (item.probability, -item.words.start), default=None)
    chances = [statement.act_probability, frame.probability if frame else None]
    probability = max((chance for chance in chances if chance is not None), default=None)
    if probability is not None and probability < least_of(FrameKind.DENIAL):
        return None
    document = reading.document
    words = document.text[min(pieces).start : max(piece.end for piece in pieces)]
    return Denial(
        id=identify("denial", statement.id),
        party=statement.speaker,
        kind=DenialKind.DECLINED if declines(words) else DenialKind.DENIED,
        span=statement.content[0],
        denied=document.cite(*frame.act) if frame is not None and frame.act is not None else None,
        statement=statement.id,
        probability=probability,
    )


def _file_frame(reading: Reading, frame: Frame, cast: Cast, statements: Statements) -> Denial:
    document = reading.document
    statement = statements.of(reading, frame.attribution)
    span = document.cite(*frame.words)
    return Denial(
        id=identify("denial", document.id, *frame.words),
        party=find_party(reading, frame, cast, statement),
        kind=DenialKind.DECLINED if declines(span.exact) else DenialKind.DENIED,
        span=span,
        denied=document.cite(*frame.act) if frame.act is not None else None,
        statement=statement.id if statement is not None else None,
        probability=frame.probability,
    )


def _find_answers(
    denials: Sequence[Denial], statements: Statements, days: Mapping[str, object]
) -> Mapping[str, tuple[str, ...]]:
    """Return what each denial answers, where that can be told."""
    said = [
        _read_words(item.id, item.speaker, item.act, item.content)
        for item in statements.statements
        if item.content
    ]
    by_id = {item.id: item for item in said}
    told: list[_Words] = []
    for denial in denials:
        own = by_id.get(denial.statement or "")
        words = own if own is not None and own.act is Act.DENY else None
        words = words or _read_words(denial.id, denial.party, Act.DENY, (denial.denied or denial.span,))
        told.append(replace(words, id=denial.id))
    narrated = [item for item, denial in zip(told, denials, strict=True) if denial.statement is None]
    rarity = _weigh([*said, *narrated])
    index: dict[str, list[_Words]] = defaultdict(list)
    accusations: dict[str, list[_Words]] = defaultdict(list)
    for item in said:
        if item.act in _ANSWERABLE:
            for word in sorted(item.words):
                index[word].append(item)
        if item.act is Act.ACCUSE:
            accusations[item.document].append(item)
    found = {}
    for item in told:
        known = (other for other in _find_candidates(item, index, rarity) if _came_before(item, other, days))
        found[item.id] = _rank_answers(item, known, rarity) or _find_pointed(item, accusations[item.document])
    return found


def _read_words(ident: str, speaker: str | None, act: Act, content: Sequence[Span]) -> _Words:
    words = " ".join(span.exact for span in content)
    found = {stem(word) for word in re.findall(r"\w+", words.lower())}
    pointing = bool(found & {stem(word) for word in _list("allegations")})
    return _Words(ident, content[0].document, speaker, act, content[0].start, list_stems(words), pointing)


def _weigh(said: Sequence[_Words]) -> Mapping[str, float]:
    """Return the rarity of each word among the statements (inverse document frequency, Spärck Jones 1972)."""
    counts: dict[str, int] = defaultdict(int)
    for item in said:
        for word in item.words:
            counts[word] += 1
    return defaultdict(
        lambda: log(1 + len(said)), {word: log(1 + len(said) / n) for word, n in counts.items()}
    )


def _find_candidates(
    denial: _Words, index: Mapping[str, Sequence[_Words]], rarity: Mapping[str, float]
) -> Iterator[_Words]:
    """Yield the statements that share one of the denial's rarer words."""
    rarest = sorted(denial.words, key=lambda word: (-rarity[word], word))[:_RAREST]
    found = {item.id: item for word in rarest for item in index.get(word, ())}
    return (found[key] for key in sorted(found))


def _came_before(denial: _Words, other: _Words, days: Mapping[str, object]) -> bool:
    """Tell whether a statement can be what is denied: of somebody else, and told before."""
    if denial.speaker is not None and denial.speaker == other.speaker:
        return False
    if denial.document == other.document:
        return other.start < denial.start
    return not _is_later(days.get(other.document), days.get(denial.document))


def _is_later(one: object, other: object) -> bool:
    return one is not None and other is not None and str(one) > str(other)


def _rank_answers(
    denial: _Words, candidates: Iterable[_Words], rarity: Mapping[str, float]
) -> tuple[str, ...]:
    whole = sum(rarity[word] for word in sorted(denial.words))
    scored = []
    for other in candidates:
        shared = denial.words & other.words
        if len(shared) < 2:
            continue
        share = sum(rarity[word] for word in sorted(shared)) / whole
        if share >= _ENOUGH:
            near = other.document == denial.document
            scored.append((other.act is not Act.ACCUSE, not near, -share, other.id))
    return tuple(key for *_, key in sorted(scored)[:_LONGEST])


def _find_pointed(denial: _Words, accusations: Sequence[_Words]) -> tuple[str, ...]:
    """Return the accusation that 'the allegations' go back to: the nearest before in the document, by another."""
    if not denial.pointing:
        return ()
    before = [
        other
        for other in accusations
        if 0 < denial.start - other.start <= _NEAR
        and (other.speaker is None or other.speaker != denial.speaker)
    ]
    nearest = max(before, key=lambda other: (other.start, other.id), default=None)
    return (nearest.id,) if nearest else ()
