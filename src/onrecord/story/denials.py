"""Statements and frames that deny -> denials, each with the statements that it answers."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.lexicon import compile_any, load_lexicon
from onrecord.model import Act, ActorType, Denial, DenialKind, Offsets, Quoted, Span, Statement, identify
from onrecord.openness import find_open
from onrecord.story.actors import Cast
from onrecord.story.judge.answer_pairs import ANSWERABLE, Passages
from onrecord.story.judge.passages import Weights
from onrecord.story.parties import find_actor, find_party
from onrecord.story.statements import Statements
from onrecord.story.stems import stem
from onrecord.story.thresholds import find_sure, least_of

# chance that what somebody says of himself denies what another said in the same words; too few are marked to measure it
_CONTRADICTS = 0.5


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.story", "denials.toml").entries
    return compile_any(entry for entry in entries if entry.get("kind") == kind)


def declines(words: str) -> bool:
    """Tell whether somebody says by these words that he will say nothing.

    >>> declines("declined to comment"), declines("did not respond"), declines("declined the offer")
    (True, False, False)
    """
    return _pattern("declining").search(words.lower()) is not None


def denies(words: str) -> bool:
    """Tell whether there is a negation or a word of denying among some words: without one they deny nothing.

    >>> denies("denied any part in it"), denies("It wasn't us"), denies("defended the plan")
    (True, True, False)
    >>> denies("refused to rule out a sale"), denies("ruled out a sale")
    (False, True)
    """
    told = words.lower().replace("’", "'")
    kept_open = find_open(told)
    if kept_open is not None:
        told = told[: kept_open.start()] + told[kept_open.end() :]
    found = set(re.findall(r"[a-z']+", told))
    negated = not found.isdisjoint(load_lexicon("onrecord.story", "denials.toml").words("negating")) or any(
        word.endswith("n't") for word in found
    )
    return negated or _pattern("denying").search(told) is not None


def negates_own(words: str) -> bool:
    """Tell whether a sentence in somebody's own voice says that he did not do a thing, or that it was not done to him.

    What he will not do, cannot do or has not done yet is no such thing.

    >>> negates_own("Nobody warned us."), negates_own("I have hidden nothing."), negates_own("The dam did not fail.")
    (True, True, False)
    >>> negates_own("We will not go."), negates_own("I have not decided yet."), negates_own("I am not sure.")
    (False, False, False)
    """
    told = words.lower().replace("’", "'")
    return _pattern("own").search(told) is not None and _pattern("unsettled").search(told) is None


def name_own_act(words: str) -> frozenset[str]:
    """Return the stems of what somebody says by a negation of himself that was not done, and of the next word.

    >>> sorted(name_own_act("Nobody warned us of it.")), sorted(name_own_act("I never sold the boat."))
    (['nobody', 'of', 'us', 'warn'], ['i', 'never', 'sold'])
    """
    told = words.lower().replace("’", "'")
    found = _pattern("own").search(told)
    behind = "" if found is None else " ".join(told[found.end() :].split()[:1])
    return frozenset(map(stem, re.findall(r"[a-z']+", f"{found.group()} {behind}"))) if found else frozenset()


def sides(cue: str) -> bool:
    """Tell whether a cue takes a side, or something back, and denies nothing: so may what stands in its object.

    >>> sides("has defended"), sides("disagrees with"), sides("denied"), sides("denied and downplayed")
    (True, True, False, False)
    """
    words = cue.lower()
    return _pattern("siding").search(words) is not None and _pattern("denying").search(words) is None


def collect_denials(
    readings: Sequence[Reading], cast: Cast, statements: Statements, weights: Weights
) -> tuple[tuple[Denial, ...], Statements]:
    """Return the denials in the order of the documents' texts, and the statements with what they answer.

    A denial answers a charge or claim of somebody else, told in the same document or in none that is later, where the
    judge of pairs is sure enough of it. Where it is of none, the denial answers nothing on record.
    """
    found = find_denials(readings, cast, statements)
    passages = Passages(readings, cast, statements, weights)
    by_id = {statement.id: statement for statement in statements.statements}
    answering = [
        replace(
            denial, answers=passages.answer(passages.read_denial(denial, by_id.get(denial.statement or "")))
        )
        for denial in found
    ]
    answering += _find_answering(readings, statements, found, passages)
    places = {reading.document.id: place for place, reading in enumerate(readings)}
    denials = tuple(
        sorted(
            answering,
            key=lambda one: (places[one.span.document], one.span.start, one.span.end, one.id),
        )
    )
    answered = {denial.statement: denial.answers for denial in denials if denial.answers and denial.statement}
    told = {
        key: replace(statement, answers=answered[statement.id])
        if statement.act is Act.DENY and statement.id in answered
        else statement
        for key, statement in statements.by_attribution.items()
    }
    return denials, Statements(tuple(told.values()), told)


def find_denials(readings: Sequence[Reading], cast: Cast, statements: Statements) -> list[Denial]:
    """Return the denials in the order of the documents' texts, whatever they answer."""
    return [denial for reading in readings for denial in _find_denials(reading, cast, statements)]


def _find_answering(
    readings: Sequence[Reading], statements: Statements, denials: Sequence[Denial], passages: Passages
) -> Iterator[Denial]:
    """Yield what somebody says of himself by a negation, in the words of what another said: 'Nobody warned us'.

    By itself that only asserts; it denies where another has said the contrary.
    """
    told = {denial.statement for denial in denials}
    for reading in readings:
        here = [denial.span for denial in denials if denial.span.document == reading.document.id]
        for number, attribution in enumerate(reading.attributions):
            statement = statements.of(reading, number)
            if (
                statement is None
                or statement.act not in ANSWERABLE
                or attribution.quoted is not Quoted.DIRECT
            ):
                continue
            words = next((words for piece in statement.content if (words := _find_own(reading, piece))), None)
            if words is None or statement.id in told:
                continue
            if any(span.start < words.end and words.start < span.end for span in here):
                continue
            ident = identify("denial", statement.id)
            denial = Denial(ident, statement.speaker, DenialKind.DENIED, words, None, statement.id)
            done = name_own_act(words.exact)
            answers = passages.find_contradicted(passages.read_denial(denial, statement), done)
            if answers:
                yield replace(denial, answers=answers, probability=_CONTRADICTS)


def _find_own(reading: Reading, piece: Span) -> Span | None:
    """Return the first sentence of some words that says of the speaker himself that something was not so."""
    for sentence in reading.sentences:
        start, end = max(sentence.start, piece.start), min(sentence.end, piece.end)
        if start < end and negates_own(reading.document.text[start:end]):
            return reading.document.cite(start, end)
    return None


def _find_denials(reading: Reading, cast: Cast, statements: Statements) -> list[Denial]:
    """Return the denials of one document: statements that deny, then what no such statement stands beside."""
    frames = [frame for frame in reading.frames if frame.kind is FrameKind.DENIAL]
    taken: list[Offsets] = []  # the words by which it is denied, each with its cue
    silent = [silence.words for silence in reading.silences]
    found = []
    for number, attribution in enumerate(reading.attributions):
        statement = statements.of(reading, number)
        if statement is None or attribution.act is not Act.DENY:
            continue
        pieces = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
        denial = _file_statement(reading, statement, pieces, frames, cast)
        if denial is not None:
            taken += pieces
            found.append(denial)
    for frame in find_sure(reading, FrameKind.DENIAL):
        sentence = reading.sentence_at(frame.words.start)
        denial = _file_frame(reading, frame, cast, statements)
        if denial is not None and not any(sentence.overlaps(words) for words in taken):
            found.append(denial)
    found = [_name_asked(denial, reading, cast) for denial in found if not _is_silence(denial, silent)]
    told = [*taken, *(Offsets(denial.span.start, denial.span.end) for denial in found)]
    for silence in reading.silences:
        span = reading.document.cite(*silence.words)
        if declines(span.exact) and not any(silence.words.overlaps(words) for words in told):
            ident = identify("denial", reading.document.id, *silence.words)
            party = find_actor(reading, silence.party, cast, None)
            found.append(Denial(ident, party, DenialKind.DECLINED, span, None, None))
    return sorted(found, key=lambda denial: (denial.span.start, denial.span.end, denial.id))


def _name_asked(denial: Denial, reading: Reading, cast: Cast) -> Denial:
    """Return words by which somebody would not say with whoever was asked, where they were read without that one."""
    if denial.party is not None or denial.kind is not DenialKind.DECLINED:
        return denial
    words = Offsets(denial.span.start, denial.span.end)
    parties = {
        find_actor(reading, silence.party, cast, None)
        for silence in reading.silences
        if words.overlaps(silence.words)
    } - {None}
    return replace(denial, party=parties.pop()) if len(parties) == 1 else denial


def _is_silence(denial: Denial, silent: Sequence[Offsets]) -> bool:
    """Tell whether what was read as a denial tells that somebody did not answer: 'had no comment on the fire'."""
    words = Offsets(denial.span.start, denial.span.end)
    return denial.kind is DenialKind.DENIED and any(words.overlaps(silence) for silence in silent)


def _file_statement(
    reading: Reading, statement: Statement, pieces: Sequence[Offsets], frames: Sequence[Frame], cast: Cast
) -> Denial | None:
    """Return the denial that a statement makes, as sure as its act or a frame of the same words, or `None`.

    An outlet that reports a denial denies nothing itself.
    """
    beside = [frame for frame in frames if any(frame.words.overlaps(piece) for piece in pieces)]
    frame = max(beside, key=lambda item: (item.probability, -item.words.start), default=None)
    naming = max(
        (item for item in beside if item.act is not None),
        key=lambda item: (item.probability, -item.words.start),
        default=None,
    )
    chances = [statement.act_probability, frame.probability if frame else None]
    probability = max((chance for chance in chances if chance is not None), default=None)
    if probability is not None and probability < least_of(FrameKind.DENIAL):
        return None
    document = reading.document
    words = document.text[min(pieces).start : max(piece.end for piece in pieces)]
    declined = declines(words)
    if not declined and (not denies(words) or (statement.cue is not None and sides(statement.cue.exact))):
        return None
    party = statement.speaker
    if party is not None and cast.type_of(party) is ActorType.OUTLET:
        party = find_actor(reading, frame.party, cast, statement) if frame is not None else None
    return Denial(
        id=identify("denial", statement.id),
        party=party,
        kind=DenialKind.DECLINED if declined else DenialKind.DENIED,
        span=statement.content[0],
        denied=_cite_denied(reading, naming, [*pieces, naming.words]) if naming is not None else None,
        statement=statement.id,
        probability=probability,
    )


def _file_frame(reading: Reading, frame: Frame, cast: Cast, statements: Statements) -> Denial | None:
    document = reading.document
    statement = statements.of(reading, frame.attribution)
    span = document.cite(*frame.words)
    sentence = reading.sentence_at(frame.words.start)
    told = document.text[sentence.start : frame.words.end].lower()
    declining = _pattern("declining").finditer(told)  # 'neither [confirmed nor denied a report]'
    declined = any(match.end() > frame.words.start - sentence.start for match in declining)
    if not declined and not denies(span.exact):
        return None
    return Denial(
        id=identify("denial", document.id, *frame.words),
        party=find_party(reading, frame, cast, statement),
        kind=DenialKind.DECLINED if declined else DenialKind.DENIED,
        span=span,
        denied=_cite_denied(reading, frame, [frame.words]),
        statement=statement.id if statement is not None else None,
        probability=frame.probability,
    )


def _cite_denied(reading: Reading, frame: Frame, beside: Sequence[Offsets]) -> Span | None:
    """Return what the frame says is denied, where it stands in a sentence with words by which it is."""
    act = frame.act
    if act is None or not any(reading.sentence_at(act.start).overlaps(words) for words in beside):
        return None
    return reading.document.cite(*act)
