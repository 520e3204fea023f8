"""Quotations -> attributions: words in quotation marks are found whole, whatever became of the parse."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.model import Offsets
from onrecord.reading.speech.drafts import Draft, Speech, is_sentence, join, says, span_of
from onrecord.reading.speech.tags import find_subject_before, find_tag, first_name

_LONGEST_NAME = 25  # tokens of a speaker's name with title and apposition
_LONGEST_GAP = 1500  # characters from the words of one paragraph to the quotation that is the next
_LONGEST_LINE = 120  # characters of a line that holds a signature
_CLOSING = frozenset("”\"’'»“,")  # a closing mark, or a comma that lost it
_SENTENCE_ENDS = frozenset(".!?…")


def attribute_quotations(speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with quotations made whole, and drafts of those that nobody was told to have said.

    A quotation without words that say whose it is goes on with the speech before it: after the tag in its own
    paragraph, or in a paragraph of its own.
    """
    whole = [make_whole(speech, name_inverted(speech, draft)) for draft in drafts]
    ends = sorted(
        (_end_of(draft), number) for number, draft in enumerate(whole) if draft.cue and draft.source
    )
    owners = _find_owners(speech, whole)
    last: int | None = None  # the last quotation that somebody is told to have said
    for index, quotation in enumerate(speech.quotations):
        if index in owners:
            last = index
            continue
        tagged = find_tag(speech, index)
        if tagged is not None:
            whole.append(tagged)
            owners[index] = len(whole) - 1
            insort(ends, (_end_of(tagged), len(whole) - 1))
            last = index
            continue
        if last is not None and _goes_on(speech, index, last, whole[owners[last]]):
            previous, last = owners[last], index
            draft = whole[previous]
            whole[previous] = replace(draft, content=join([*draft.content, quotation.offsets], speech.text))
            owners[index] = previous
            continue
        about = find_subject_before(speech, index)
        if about is not None:
            whole.append(about)
            owners[index], last = len(whole) - 1, index
            continue
        before = find_speaker_before(speech, index, whole, ends)
        if before is not None:
            whole.append(Draft(before.source, before.cue, (quotation.offsets,), before.verb, continued=True))
            owners[index], last = len(whole) - 1, index
    return whole


def _end_of(draft: Draft) -> int:
    return max(draft.content[-1].end, draft.cue.end if draft.cue else 0)


def _find_owners(speech: Speech, drafts: Sequence[Draft]) -> dict[int, int]:
    """Return which draft each quotation belongs to: the one whose content takes it in and whose cue stands outside."""
    owners: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        for piece in draft.content:
            for index in speech.overlapping(piece):
                quotation = speech.quotations[index].offsets
                if draft.cue is not None and draft.cue.overlaps(quotation):
                    continue
                held = owners.get(index)
                if held is None or (says(draft) and not says(drafts[held])):
                    owners[index] = number
    return owners


def _goes_on(speech: Speech, index: int, last: int, draft: Draft) -> bool:
    """Tell whether a quotation that has no tag of its own continues the `last` that has a speaker."""
    quotation, before = speech.quotations[index], speech.quotations[last]
    if quotation.continues and last == index - 1:
        return True
    if not says(draft) or not is_sentence(speech.text, quotation):
        return False
    gap = speech.text[before.end : quotation.start]
    if "\n" in gap.strip(" ") and not gap.strip():
        return True
    starts = speech.text[max(0, quotation.start - 8) : quotation.start].rstrip()[-1:]
    return "\n" not in gap and starts in _SENTENCE_ENDS | {",", ":", ""} and len(gap) < 300


def name_inverted(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with the speaker who follows the verb: '“The gate,” said Mia Rao, “was never safe.”'.

    The parse takes such a name for the subject of the words said.
    """
    if draft.source is not None or draft.cue is None or not says(draft) or draft.verb is None:
        return draft
    if speech.text[max(0, draft.cue.start - 4) : draft.cue.start].rstrip()[-1:] not in _CLOSING:
        return draft
    behind = speech.tokens_between(draft.cue.end, draft.cue.end + _LONGEST_LINE)
    end = next((n for n, token in enumerate(behind) if token.is_punct or token.is_space), len(behind))
    name = first_name(behind[:end])
    if not name or name[0] != behind[0]:
        return draft
    source = span_of(name)
    cut = (part for piece in draft.content for part in _without(piece, source))
    content = tuple(part for part in cut if any(c.isalnum() for c in speech.text[part.start : part.end]))
    return replace(draft, source=source, content=content) if content else draft


def make_whole(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with every quotation that its content cuts into taken whole."""
    content: list[Offsets] = []
    for piece in draft.content:
        start, end = piece
        for index in speech.overlapping(piece):
            quotation = speech.quotations[index].offsets
            outside = [w for w in (draft.cue, draft.source) if w is not None and w.overlaps(quotation)]
            if not outside:
                start, end = min(start, quotation.start), max(end, quotation.end)
        content.append(Offsets(start, end))
    return _reclaim_speaker(speech, replace(draft, content=join(content, speech.text)))


def _reclaim_speaker(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with the name that the parse took into the quotation: '“No,” Mia Rao, 40, told us'."""
    if draft.source is not None or draft.cue is None or len(draft.content) != 1:
        return draft
    piece = draft.content[0]
    held = speech.overlapping(piece)
    if not held or piece.end > draft.cue.start:
        return draft
    quotation = speech.quotations[held[-1]]
    rest = [t for t in speech.tokens_between(quotation.end, piece.end) if not t.is_punct and not t.is_space]
    if not rest or len(rest) > _LONGEST_NAME or any(token.pos_ == "AUX" for token in rest):
        return draft
    if quotation.start - piece.start > 1:
        return draft
    return replace(draft, source=span_of(rest), content=(quotation.offsets,))


def find_speaker_before(
    speech: Speech, index: int, drafts: Sequence[Draft], ends: Sequence[tuple[int, int]]
) -> Draft | None:
    """Return whose words end the paragraph before a quotation that is a paragraph of its own."""
    quotation = speech.quotations[index]
    if not speech.stands_alone(index) or not is_sentence(speech.text, quotation):
        return None
    position = bisect_left(ends, (quotation.start, 0))
    near = [
        drafts[number]
        for end, number in ends[max(0, position - 12) : position]
        if _adjoins(speech, end, index)
    ]
    near = [draft for draft in near if speech.around(draft.cue) is None]
    outer = [d for d in near if d.cue and not any(p.covers(d.cue) for other in near for p in other.content)]
    return max(outer, key=lambda draft: draft.cue or Offsets(0, 0), default=None)


def _adjoins(speech: Speech, end: int, index: int) -> bool:
    """Tell whether one paragraph break lies between `end` and the quotation."""
    gap = speech.text[end : speech.quotations[index].start]
    return (
        len(gap) < _LONGEST_GAP
        and len([line for line in gap.split("\n") if line.strip()]) <= 1
        and "\n" in gap
    )


def _without(piece: Offsets, words: Offsets) -> Iterator[Offsets]:
    """Yield what is left of the piece before and after the words."""
    if not piece.overlaps(words):
        yield piece
        return
    if piece.start < words.start:
        yield Offsets(piece.start, words.start)
    if words.end < piece.end:
        yield Offsets(words.end, piece.end)
