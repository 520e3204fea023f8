"""Quotations -> attributions: words in quotation marks are found whole, whatever became of the parse."""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from onrecord.model import Offsets
from onrecord.reading.speech.drafts import Draft, Speech, join, says
from onrecord.reading.speech.mending import make_whole, mend_source, name_inverted, settle_tagged
from onrecord.reading.speech.quotations import Quotation, is_sentence
from onrecord.reading.speech.speakers import can_speak, is_title
from onrecord.reading.speech.tags import find_tag
from onrecord.reading.speech.unlisted import find_subject_before

_LONGEST_GAP = 1500  # characters from the words of one paragraph to the quotation that is the next
_SENTENCE_ENDS = frozenset(".!?…")
_MARKS = "”\"’'»“ "
_ENDING = re.compile(r"[.!?…][”\"’'»]*\s")
_LED = re.compile(r"[.!?…][”\"’'»]*\s+[A-Z]\w+,\s*$")  # a word between the end of a sentence and a quotation
_FEW = 3  # words
_LONGEST_WITHIN = 150  # characters between two quotations of one sentence
_LONGEST_BETWEEN = 300  # characters from one quotation of a speaker to the next


def attribute_quotations(speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with quotations made whole, and drafts of those that nobody was told to have said.

    A quotation without words that say whose it is goes on with the speech before it: after the tag in its own
    paragraph, or in a paragraph of its own.
    """
    whole = [make_whole(speech, name_inverted(speech, mend_source(speech, draft))) for draft in drafts]
    whole = settle_tagged(speech, whole)
    ends = sorted(
        (_end_of(draft), number) for number, draft in enumerate(whole) if draft.cue and draft.source
    )
    owners = _find_owners(speech, whole)
    told = {number for number, draft in enumerate(whole) if says(draft)}  # what the text presents as speech
    cues = {draft.cue for draft in whole}
    last: int | None = None  # the last quotation that somebody is told to have said
    tagged: Draft | None
    for index, quotation in enumerate(speech.quotations):
        if index in owners:
            parts = _part_speakers(speech, index, whole[owners[index]], cues)
            if parts is None:
                whole[owners[index]] = _name_source(speech, index, whole[owners[index]])
                last = index
                continue
            whole[owners[index]], tagged = parts
        else:
            tagged = find_tag(speech, index)
        if tagged is None and last is not None and _is_narrated(speech, index, last, whole[owners[last]]):
            tagged = find_subject_before(speech, index)
        if tagged is None and last is not None and _goes_on(speech, index, last, told=owners[last] in told):
            previous, last = owners[last], index
            draft = whole[previous]
            whole[previous] = replace(draft, content=join([*draft.content, quotation.offsets], speech.text))
            owners[index] = previous
            continue
        tagged = tagged or find_subject_before(speech, index)
        if tagged is None:
            before = find_speaker_before(speech, index, whole, ends)
            if before is None:
                continue
            tagged = Draft(before.source, before.cue, (quotation.offsets,), before.verb, continued=True)
        elif tagged.cue is not None:
            insort(ends, (_end_of(tagged), len(whole)))
        owners[index], last = len(whole), index
        told.add(len(whole))
        whole.append(tagged)
    return whole


def _part_speakers(
    speech: Speech, index: int, draft: Draft, cues: Collection[Offsets | None]
) -> tuple[Draft, Draft] | None:
    """Return the draft without a quotation that it took from another speaker, and that one's.

    '“It is safe,” Lund insisted, but Rao shot back: “It never was.”': two speakers, whom a parse makes one.
    """
    words = speech.quotations[index].offsets
    before = [piece for piece in draft.content if piece.end <= words.start]
    if draft.cue is None or draft.source is None or not before or draft.cue.start > words.start:
        return None
    tagged = find_tag(speech, index)
    if tagged is None or tagged.cue is None or tagged.source is None or tagged.cue in cues:
        return None
    if tagged.source.overlaps(draft.source) or not draft.cue.start < tagged.cue.start < words.start:
        return None
    return replace(draft, content=tuple(before)), tagged


def _name_source(speech: Speech, index: int, draft: Draft) -> Draft:
    """Return the draft with the speaker whom the words beside the quotation name, where the parse found nobody."""
    if draft.cue is None or _speaks(speech, draft.source):
        return draft
    tagged = find_tag(speech, index)
    if tagged is None or tagged.cue is None or not tagged.cue.overlaps(draft.cue):
        return draft
    better = draft.source is None or _speaks(speech, tagged.source)
    return replace(draft, source=tagged.source) if better else draft


def _speaks(speech: Speech, source: Offsets | None) -> bool:
    return source is not None and any(can_speak(token) for token in speech.tokens_between(*source))


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


def _goes_on(speech: Speech, index: int, last: int, *, told: bool) -> bool:
    """Tell whether a quotation that has no tag of its own continues the `last` that has a speaker."""
    quotation, before = speech.quotations[index], speech.quotations[last]
    if quotation.continues and last == index - 1:
        return True
    gap = speech.text[before.end : quotation.start]
    if not told or len(gap) > _LONGEST_BETWEEN:
        return False
    ends = gap.rstrip().rstrip(_MARKS)[-1:] or "."
    if "\n" in gap.strip(" "):
        return not gap.strip() and is_sentence(speech.text, quotation)
    if ends in _SENTENCE_ENDS or ends == ":":
        return is_sentence(speech.text, quotation) or _begins_sentence(speech.text, quotation)
    if ends == "," and _LED.search(gap):  # '“It is safe,” she said. Now, “we have to wait.”'
        return True
    if _is_same_sentence(gap) and _is_fragment(speech.text, quotation):
        return True
    split = ends in ",;" and speech.text[before.words.end - 1] in ",—–-"
    return split and not any(mark in gap for mark in ".!?")  # '“The gate,” said Mia Rao, “was never safe”'


def _begins_sentence(text: str, quotation: Quotation) -> bool:
    """Tell whether the words begin a sentence that the narrator ends: '“The gate was never safe” for us.'."""
    words = text[quotation.words.start : quotation.words.end]
    return len(words.split()) > _FEW and words[0].isupper() and not is_title(words)


def _is_fragment(text: str, quotation: Quotation) -> bool:
    words = text[quotation.words.start : quotation.words.end]
    return len(words.split()) >= _FEW and words[0].islower()


def _is_same_sentence(gap: str) -> bool:
    return len(gap) < _LONGEST_WITHIN and "\n" not in gap and not _ENDING.search(gap)


def _is_narrated(speech: Speech, index: int, last: int, draft: Draft) -> bool:
    """Tell whether a sentence of the narrator's stands between two quotations, beside the tag of the first."""
    start, end = speech.quotations[last].end, speech.quotations[index].start
    tagged = draft.cue is not None and start <= draft.cue.start < end
    return len(_ENDING.findall(speech.text, start, end)) > tagged


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
