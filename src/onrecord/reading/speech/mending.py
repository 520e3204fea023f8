"""Drafts -> drafts that hold each quotation whole, and none that the words beside it give to another speaker."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.model import Offsets
from onrecord.reading.speech.cues import list_words
from onrecord.reading.speech.drafts import Draft, Speech, join, says, span_of
from onrecord.reading.speech.quotations import Quotation, is_sentence
from onrecord.reading.speech.sources import find_agent, phrase_of
from onrecord.reading.speech.speakers import first_name
from onrecord.reading.speech.tags import find_tag_after

_LONGEST_LINE = 120  # characters of a line that holds a signature
_CLOSING = frozenset("”\"’'»“,")  # a closing mark, or a comma that lost it
_ENDED = frozenset(".!?…”\"’'»")


def mend_source(speech: Speech, draft: Draft) -> Draft:
    """Return the draft without a source that is a mark, and with all who speak together or do it as its source."""
    if draft.source is None:
        return draft
    words = speech.text[draft.source.start : draft.source.end]
    if not any(char.isalnum() for char in words):
        return replace(draft, source=None)
    return _name_agent(speech, _join_first(speech, _name_antecedent(speech, draft)))


def _name_antecedent(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with whom a relative pronoun stands for: '[Mia Rao], who spoke for the crew, denied it'."""
    tokens = speech.tokens_between(*draft.source) if draft.source is not None else []
    if not tokens or tokens[0].lower_ not in list_words("of_people"):
        return draft
    verb = next((token for token in tokens[0].ancestors if token.dep_ == "relcl"), None)
    return draft if verb is None else replace(draft, source=span_of(phrase_of(verb.head, [verb])))


def _join_first(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with all who speak together, where its source begins with 'and': '[Mia Rao] and Ivo Lund'."""
    tokens = speech.tokens_between(*draft.source) if draft.source is not None else []
    if draft.source is None or not tokens or tokens[0].dep_ != "cc":
        return draft
    first = next(
        (token.head for token in tokens if token.dep_ == "conj" and token.head.i < tokens[0].i), None
    )
    if first is None or first.pos_ not in ("NOUN", "PROPN", "PRON"):
        return draft
    return replace(draft, source=Offsets(first.left_edge.idx, draft.source.end))


def _name_agent(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with who does it where the verb is passive: 'a claim by the crew was denied by [the owner]'."""
    if draft.cue is None or draft.source is None:
        return draft
    for verb in speech.tokens_between(draft.cue.start, draft.cue.end):
        agent = find_agent(verb) if verb.tag_ == "VBN" else None
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        if agent is not None and passive and draft.source.end <= verb.idx:
            return replace(draft, source=span_of(phrase_of(agent, [verb])))
    return draft


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
    return replace(draft, content=join(content, speech.text))


def _without(piece: Offsets, words: Offsets) -> Iterator[Offsets]:
    """Yield what is left of the piece before and after the words."""
    if not piece.overlaps(words):
        yield piece
        return
    if piece.start < words.start:
        yield Offsets(piece.start, words.start)
    if words.end < piece.end:
        yield Offsets(words.end, piece.end)


def settle_tagged(speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with each quotation that is a sentence given to the words of saying that follow it.

    Another verb that took it for its content was wrong; 'according to' may stand beside.
    """
    settled: list[Draft | None] = list(drafts)
    held = _find_holders(speech, drafts)
    for index, quotation in enumerate(speech.quotations):
        holders = held.get(index, [])
        tagged = find_tag_after(speech, index) if holders and _begins(speech, quotation) else None
        if tagged is None or tagged.cue is None or tagged.source is None:
            continue
        told = [n for n in holders if (d := settled[n]) and d.cue and d.cue.overlaps(tagged.cue)]
        if not told and not any((d := settled[n]) and d.cue and d.source for n in holders):
            continue  # words that nobody was found to say go through the rules below
        for number in holders:
            draft = settled[number]
            if draft is None or number in told or draft.verb is None:
                continue
            rest = [part for piece in draft.content for part in _without(piece, quotation.offsets)]
            rest = [part for part in rest if holds_words(speech, part)]
            settled[number] = replace(draft, content=tuple(rest)) if rest else None
        for number in told:
            draft = settled[number]
            if draft and draft.source and not draft.source.overlaps(tagged.source):
                settled[number] = replace(draft, source=tagged.source)
        if not told:
            settled.append(tagged)
    return [draft for draft in settled if draft is not None]


def _begins(speech: Speech, quotation: Quotation) -> bool:
    """Tell whether a quotation is a sentence, and nothing of a sentence stands before it."""
    ahead = speech.text[max(0, quotation.start - 4) : quotation.start]
    alone = not ahead.strip() or "\n" in ahead or ahead.rstrip()[-1] in _ENDED
    return alone and is_sentence(speech.text, quotation)


def _find_holders(speech: Speech, drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """Return which drafts have a part of each quotation in their content."""
    held: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        for index in sorted({index for piece in draft.content for index in speech.overlapping(piece)}):
            held.setdefault(index, []).append(number)
    return held


def holds_words(speech: Speech, piece: Offsets) -> bool:
    """Tell whether the piece holds more than marks."""
    return any(char.isalnum() for char in speech.text[piece.start : piece.end])
