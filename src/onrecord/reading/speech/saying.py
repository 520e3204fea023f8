"""What stands beside the words of saying: when it was said, and to or through whom."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import TimeMention, TimeType, find_outer
from onrecord.model import Offsets
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, span_of
from onrecord.reading.speech.sources import phrase_of

_HIGHEST = 12  # governors between day words and the verb they belong to


def find_said(doc: Doc, draft: Draft, times: Sequence[TimeMention]) -> int | None:
    """Return the index of the day words that belong to the saying: 'said on Friday', not 'opens on Friday'.

    What somebody says in doing a thing is said when it is done: 'she closed the gate on Friday, saying it leaked'.
    """
    verb = draft.verb
    if verb is None or not times:
        return None
    sentence = verb.sent
    start, end = sentence.start_char, sentence.end_char
    first = bisect_left(times, start, key=lambda time: time.start)
    best: tuple[int, int] | None = None
    for index in range(first, len(times)):
        time = times[index]
        if time.start >= end:
            break
        if time.type not in (TimeType.DATE, TimeType.TIME) or _within(draft, time.offsets):
            continue
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        between = draft.cue is not None and draft.cue.end <= time.start and time.end <= draft.content[0].start
        if span is None or not (_belongs(span.root, verb) or between or _is_done_then(span.root, verb)):
            continue
        distance = abs(time.start - verb.idx)
        if best is None or distance < best[0]:
            best = distance, index
    return best[1] if best else None


def _is_done_then(token: Token, verb: Token) -> bool:
    """Tell whether the token hangs on what is done in saying it, by the verb whose participle the word of saying is."""
    while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_ == "VBG":  # 'calling it old and saying that'
        verb = verb.head
    above = verb.head
    beside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and above.tag_ in ("VBD", "VBZ", "VBP")
    lead = any(child.dep_ == "mark" for child in verb.children)  # 'before saying', 'while saying'
    return beside and not lead and _belongs(token, above)


def release_day(draft: Draft, text: str, times: Sequence[TimeMention]) -> Draft:
    """Return the draft without day words between the verb of saying and the words said: 'said in May it was late'."""
    if draft.cue is None or draft.verb is None or lemma_of(draft.verb) not in list_words("saying"):
        return draft
    first = draft.content[0]
    if text[draft.cue.end : first.start].strip():
        return draft
    index = bisect_left(times, first.start, key=lambda time: time.start)
    if index == len(times) or times[index].end >= first.end or times[index].type is not TimeType.DATE:
        return draft
    time = times[index]
    lead = text[first.start : time.start].strip().lower()
    if (lead and lead not in list_words("day_preposition")) or text[time.end : time.end + 1] == ",":
        return draft
    return replace(draft, content=(Offsets(time.end, first.end), *draft.content[1:]))


def _within(draft: Draft, words: Offsets) -> bool:
    held = [*draft.content, *([draft.source] if draft.source else [])]
    return any(piece.overlaps(words) for piece in held)


def _belongs(token: Token, verb: Token) -> bool:
    """Tell whether the token hangs on the verb by no other verb."""
    for _ in range(_HIGHEST):
        if token == verb:
            return True
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            return False
        token = token.head
    return False


def find_addressed_outlet(draft: Draft) -> Offsets | None:
    """Return the outlet that was told: 'told the Valley Post', 'said in an interview with Radio Norte'."""
    verb = draft.verb
    if verb is None:
        return None
    if lemma_of(verb) == "tell":
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and _is_outlet(child):
                return span_of(phrase_of(child))
        return None
    if lemma_of(verb) not in list_words("saying") | list_words("speaking"):
        return None  # 'the groups called on Radio Norte to cancel'
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "on", "in", "with"):
            for name in _names_under(child):
                if _is_outlet(name) and (child.lower_ != "in" or name.head.lower_ in ("with", "to")):
                    return span_of(phrase_of(name))
    return None


def _names_under(preposition: Token) -> list[Token]:
    tops = [token for token in preposition.children if token.dep_ == "pobj"]
    return [
        *tops,
        *(low for top in tops for mid in top.children if mid.dep_ == "prep" for low in mid.children),
    ]


def _is_outlet(token: Token) -> bool:
    if token.ent_type_ not in ("ORG", "PRODUCT", "WORK_OF_ART"):
        return token.pos_ in ("PROPN", "NOUN") and lemma_of(token) in list_words("outlet")
    words = {word.lower_ for word in phrase_of(token)}
    return not words & list_words("assembly")


def inherit_days(said: Sequence[int | None], outer: Mapping[int, int]) -> list[int | None]:
    """Return the day of each saying, told without one as of the saying it is told in.

    'She said in May that the office hoped to finish it': the hope is the office's as of May.
    """
    days = []
    for number in range(len(said)):
        at, seen = number, {number}
        while said[at] is None and at in outer and outer[at] not in seen:
            at = outer[at]
            seen.add(at)
        days.append(said[at])
    return days


def trace_via(drafts: Sequence[Draft]) -> list[tuple[Offsets, ...]]:
    """Return for each draft the outlets and sources it came through, nearest first."""
    outer = find_outer(drafts)
    told = [find_addressed_outlet(draft) for draft in drafts]
    chains = []
    for number, draft in enumerate(drafts):
        chain: list[Offsets] = []
        seen = {number}
        at: int | None = number
        while at is not None:
            if (outlet := told[at]) is not None:
                chain.append(outlet)
            at = outer.get(at)
            if at is None or at in seen:
                break
            seen.add(at)
            source = drafts[at].source
            if source is not None and source != draft.source:
                chain.append(source)
        chains.append(tuple(dict.fromkeys(chain)))
    return chains
