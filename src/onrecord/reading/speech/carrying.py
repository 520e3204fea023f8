"""Days carried on: what a speaker goes on to say was said on the day of what he said or did just before."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, TimeMention, TimeType, find_outer
from onrecord.model import Basis, Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.happenings import find_verb_of, is_told
from onrecord.reading.speech.cues import list_words

_NEAR = 4  # line ends between what a speaker says and what he goes on to say: a paragraph may stand between
_PERSONAL = "PRP"
# subjects of whom the sentences before tell who they are
_TOLD_OF = frozenset({"he", "she", "they"})


class _Turn(Struct, frozen=True):
    """Where the text tells what somebody says or does, and the index of its day words."""

    place: int
    speaker: int | None
    day: int | None
    attribution: int | None = None


def carry_days(
    doc: Doc,
    attributions: Sequence[Attribution],
    times: Sequence[TimeMention],
    chain_at: Callable[[Offsets], int | None],
) -> tuple[Attribution, ...]:
    """Return the attributions, what a speaker goes on to say with the day of what he said or did just before.

    'The dam was shut in May, Rao said on Monday. She blamed the rain.' 'Rao led a march on Monday. She blamed the
    council.' A report names the day of an occasion once. What is told in another tense ('Rao says'), with a day of its
    own or after somebody else spoke is said on no known day. Whose words somebody tells of in his own parts nothing.
    """
    found = list(attributions)
    outer = find_outer(found)
    said = [_Turn(_place(one), one.speaker, one.said, number) for number, one in enumerate(found)]
    turns = sorted([*said, *_find_deeds(doc, attributions, times, chain_at)], key=lambda turn: turn.place)
    last: tuple[_Turn, ...] = ()  # the last saying and what was done since, the later first
    for turn in turns:
        number = turn.attribution
        if number is None:
            last = (turn, *last[-1:])
            continue
        before = next(
            (one for one in last if turn.day is None and _goes_on(doc, found[number], one, turn)), None
        )
        if before is not None:
            found[number] = replace(found[number], said=before.day)
            last = (replace(turn, day=before.day),)
        elif number not in outer or turn.day not in (None, found[outer[number]].said):
            last = (turn,)
    return tuple(found)


def _goes_on(doc: Doc, attribution: Attribution, last: _Turn, turn: _Turn) -> bool:
    return (
        last.day is not None
        and turn.speaker is not None
        and turn.speaker == last.speaker
        and read_columns(doc).text.count("\n", last.place, turn.place) <= _NEAR
        and _is_past(doc, attribution)
    )


def _find_deeds(
    doc: Doc,
    attributions: Sequence[Attribution],
    times: Sequence[TimeMention],
    chain_at: Callable[[Offsets], int | None],
) -> Iterator[_Turn]:
    """Yield what the text tells in the simple past that somebody did on a day of the news: 'led a march on Monday'."""
    contents = [piece for one in attributions for piece in one.content]
    for index, time in enumerate(times):
        if time.type is not TimeType.DATE or time.basis is not Basis.RELATIVE or time.earliest != time.latest:
            continue
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is None or span.root.head.lower_ in list_words("planning_preposition"):
            continue
        verb = find_verb_of(span.root)
        doer = None if verb is None or verb.tag_ != "VBD" or not is_told(verb) else _find_doer(verb)
        if verb is None or doer is None or (doer.tag_ == _PERSONAL and doer.lower_ not in _TOLD_OF):
            continue
        words = Offsets(doer.idx, doer.idx + len(doer))
        if any(piece.overlaps(words) for piece in contents):
            continue
        if (speaker := chain_at(words)) is not None:
            yield _Turn(max(time.start, verb.idx), speaker, index)


def _find_doer(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one that it goes on with: 'flew home and met the council on Monday'."""
    while True:
        if subject := next((child for child in verb.children if child.dep_ == "nsubj"), None):
            return subject
        if verb.dep_ != "conj" or verb.head == verb:
            return None
        verb = verb.head


def _place(attribution: Attribution) -> int:
    return (attribution.cue or attribution.content[0]).start


def _is_past(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether the words of saying are a verb in the simple past, told of no other time: 'later said'."""
    span = doc.char_span(*attribution.cue, alignment_mode="expand") if attribution.cue else None
    verbs = [token for token in span or () if token.tag_ == "VBD" and token.dep_ != "aux"]
    apart = list_words("another_time")
    return bool(verbs) and not any(child.lower_ in apart for verb in verbs for child in verb.children)
