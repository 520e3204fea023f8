"""What the tagger found -> drafts of attributions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.annotations import Attribution, Stance, Unstated
from onrecord.model import Offsets
from onrecord.reading.speech.cues import is_nobodys_question, is_silent, lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech
from onrecord.reading.speech.speakers import is_title
from onrecord.reading.tagger.model import Tagged

_EDGES = frozenset(",;:–—-“”\"„«»‘’'` \t\r\n\u00a0")
_SENTENCE_ENDS = frozenset('.!?…”"')
# a name set in lines of its own goes on behind a comma
_BETWEEN_PARAGRAPHS = re.compile(r"(?<![,\s])\s*\n\s*\n\s*")
_LIKELIER_RIGHT = 0.5  # what is likelier wrong than right is no statement of the record
_NARRATED = 3  # words between two pieces of content, from which they and a sentence's end are the writer's own sentence


def draft_tagged(speech: Speech, tagged: Iterable[Tagged]) -> Iterator[Draft]:
    """Yield the tagger's attributions with the verb of each cue, and none of what was not said."""
    for one in tagged:
        if one.probability < _LIKELIER_RIGHT:
            continue
        cue = _strip(one.cue, speech.text)
        source = (
            None if one.source is None else _strip(_find_source(speech, one.source, one.cue), speech.text)
        )
        verb = None if cue is None else find_verb(speech, cue)
        if verb is not None and source is None and lemma_of(verb) in list_words("quoting"):
            source, one = _quote(speech, verb, one)  # noqa: PLW2901 - the words are told apart otherwise
        if verb is not None and (
            is_silent(verb, sourced=source is not None)
            or is_nobodys_question(verb)
            or _is_told_of(verb, source, one.content[0])
        ):
            continue
        content = tuple(
            _after_colon(speech, _within_sentence(speech, piece, one.cue)) for piece in _beside(speech, one)
        )
        quoted = any(speech.overlapping(piece) for piece in content)
        if quoted and ((source is None and verb is None) or is_quoted_title(speech.text, content)):
            continue
        yield Draft(source, cue, content, verb, probability=one.probability)


def find_unstated(
    text: str, tagged: Iterable[Tagged], stated: Sequence[Attribution], stances: Mapping[Offsets, Stance]
) -> Iterator[Unstated]:
    """Yield the tagger's attributions whose cues are none of those by which something was stated."""
    held = {place for one in stated if one.cue for place in range(one.cue.start, one.cue.end)}
    for one in tagged:
        cue = _strip(one.cue, text)
        if cue is not None and held.isdisjoint(range(cue.start, cue.end)):
            source = None if one.source is None else _strip(one.source, text)
            content = tuple(piece for piece in (_strip(words, text) for words in one.content) if piece)
            if content:
                stance = stances.get(cue, Stance.NO_SAYING)
                yield Unstated(source, cue, content, one.probability, stance)


def _quote(speech: Speech, verb: Token, tagged: Tagged) -> tuple[Offsets | None, Tagged]:
    """Return whom the verb quotes, where the tagger takes the name for a part of what was said.

    '[The minister] was quoted as [saying that it was safe]'.
    """
    named, *rest = tagged.content
    if not rest or not _is_done_to(verb, named):
        return None, tagged
    first = rest[0]
    saying = next(iter(speech.tokens_between(first.start, first.end)), None)
    if saying is not None and saying.lower_ == "saying":
        first = Offsets(saying.idx + len(saying) + 1, first.end)
    return named, tagged._replace(source=named, content=(first, *rest[1:]))


def _is_told_of(verb: Token, source: Offsets | None, content: Offsets) -> bool:
    """Tell whether the source, or all that is told, is what the verb is done to: 'the visit is planned for May'."""
    lemma = lemma_of(verb)
    if lemma in list_words("quoting") or (source is None and lemma in list_words("saying")):
        return False
    return _is_done_to(verb, source or content)


def _is_done_to(verb: Token, words: Offsets) -> bool:
    return any(words.start <= child.idx < words.end for child in verb.children if child.dep_ == "nsubjpass")


def _strip(words: Offsets, text: str) -> Offsets | None:
    """Return the words without marks at their ends; none where they are marks alone, as a dash before a name is."""
    start, end = words
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Offsets(start, end) if any(char.isalnum() for char in text[start:end]) else None


def _find_source(speech: Speech, source: Offsets, cue: Offsets) -> Offsets:
    """Return what of the source names who speaks, in the paragraph nearest to the cue.

    A byline, a section's name or a caption above the first words is none of it.
    """
    start, end = _before_quotation(speech, source)
    for gap in _BETWEEN_PARAGRAPHS.finditer(speech.text, start, end):
        if cue.start < source.start:
            return Offsets(start, gap.start())
        start = gap.end()
    return Offsets(start, end)


def _before_quotation(speech: Speech, source: Offsets) -> Offsets:
    """Return the source without a sentence in quotation marks that follows the name: 'Mia Rao, 40, “and so on.”'."""
    for index in speech.overlapping(source):
        quotation = speech.quotations[index].offsets
        if (
            source.start < quotation.start
            and speech.text[quotation.start : quotation.end].count(" ") >= _NARRATED
        ):
            return Offsets(source.start, quotation.start)
    return source


def _beside(speech: Speech, tagged: Tagged) -> Iterator[Offsets]:
    """Yield the pieces of content up to one that a sentence of the writer's own parts from all before it.

    What stands in another paragraph, in no quotation marks, is no part of what is said here.
    """
    told = [
        piece for piece in tagged.content if speech.text[slice(*piece)].lower() not in list_words("relative")
    ]
    first, *rest = told or tagged.content
    yield first
    held = max(first.end, tagged.cue.end, tagged.source.end if tagged.source else 0)
    for piece in rest:
        between = speech.tokens_between(held, piece.start)
        words = sum(token.is_alpha for token in between)
        if "\n" in speech.text[held : piece.start] and not speech.overlapping(piece):
            return
        if (
            words >= _NARRATED
            and sum(bool(token.is_sent_start) for token in between)
            and between[-1].text in '.!?"“'
        ):
            return
        yield piece
        held = max(held, piece.end)


def _within_sentence(speech: Speech, piece: Offsets, cue: Offsets) -> Offsets:
    """Return what of the piece is in one sentence or paragraph, the nearest to the cue.

    Where a quotation goes on in the next, so does the piece.
    """
    start = piece.start
    for token in speech.tokens_between(piece.start, piece.end):
        before = speech.text[start : token.idx]
        kept = before.rstrip()
        if token.is_sent_start and kept and ("\n" in before[len(kept) :] or kept[-1] in _SENTENCE_ENDS):
            gap = Offsets(token.idx - 1, token.idx)
            if any(speech.quotations[i].offsets.covers(gap) for i in speech.overlapping(piece)):
                continue
            if cue.start < piece.end:
                return Offsets(start, start + len(kept))
            start = token.idx
    return Offsets(start, piece.end)


def _after_colon(speech: Speech, piece: Offsets) -> Offsets:
    """Return the quotation alone where the writer leads up to it: 'tired by [the time they came: “We are late.”]'."""
    for index in speech.overlapping(piece):
        quotation = speech.quotations[index].offsets
        before = speech.text[piece.start : quotation.start].rstrip()
        if before.endswith(":") and quotation.end >= piece.end - 1:
            return Offsets(quotation.start, piece.end)
    return piece


def is_quoted_title(text: str, content: Sequence[Offsets]) -> bool:
    """Tell whether the words are written as a name: 'the crews sang “Over the Grey Water”'."""
    words = text[content[0].start : content[-1].end].strip("“”\"„«»‘’'` ")
    return len(content) == 1 and words[-1:].isalnum() and is_title(words)


def find_verb(speech: Speech, cue: Offsets) -> Token | None:
    """Return the verb of the cue, of several the one on which the others hang; none in 'according to'."""
    tokens = speech.tokens_between(cue.start, cue.end)
    verbs = [t for t in tokens if t.pos_ == "VERB"] or [t for t in tokens if t.pos_ == "AUX"]
    return next((verb for verb in verbs if verb.head not in verbs or verb.head == verb), None)


def add_unfound(
    speech: Speech, tagged: Sequence[Draft], ruled: Sequence[Draft], likely_cues: Sequence[Offsets]
) -> list[Draft]:
    """Return the tagger's drafts and those by rule that it has no part of, where it does not rule out their cues.

    What is in quotation marks stands whatever its cue. A source that the tagger leaves open is that of the rule with
    the same cue; a quotation without one is left to those who look at its neighbours.
    """
    held = [words for draft in tagged for words in (draft.cue, *draft.content) if words is not None]
    found = [_complete(speech, _fill_source(draft, ruled), ruled) for draft in tagged]
    found = [draft for draft in found if draft.source is not None or not _is_quoted(speech, draft)]
    for draft in ruled:
        own = [words for words in (draft.cue, *draft.content) if words is not None]
        apart = not any(words.overlaps(other) for words in own for other in held)
        if (apart and (_is_quoted(speech, draft) or _is_likely(draft, likely_cues))) or _is_told_within(
            draft, tagged
        ):
            found.append(draft)
    return found


def _is_quoted(speech: Speech, draft: Draft) -> bool:
    return all(speech.overlapping(piece) for piece in draft.content)


def _is_likely(draft: Draft, likely_cues: Sequence[Offsets]) -> bool:
    return draft.cue is None or any(word.overlaps(draft.cue) for word in likely_cues)


def _fill_source(draft: Draft, ruled: Sequence[Draft]) -> Draft:
    if draft.source is not None or draft.cue is None:
        return draft
    same = (r.source for r in ruled if r.source and r.cue and r.cue.overlaps(draft.cue))
    return replace(draft, source=next(same, None))


def _complete(speech: Speech, draft: Draft, ruled: Sequence[Draft]) -> Draft:
    """Return the draft with the whole clause where its content is the subject alone: 'said the dam [was safe]'."""
    if draft.cue is None or draft.verb is None or len(draft.content) != 1:
        return draft
    [held] = draft.content
    if not _is_subject(speech, held, draft.verb):
        return draft
    for other in ruled:
        if other.cue is not None and other.cue.overlaps(draft.cue) and other.content[0].covers(held):
            return replace(draft, content=other.content[:1])
    return draft


def _is_subject(speech: Speech, words: Offsets, verb: Token) -> bool:
    """Tell whether the words are the subject of a clause that hangs on the verb."""
    inside = speech.tokens_between(words.start, words.end)
    return any(
        token.dep_ in ("nsubj", "nsubjpass")
        and token.head.dep_ == "ccomp"
        and token.head.head == verb
        and token.head not in inside
        for token in inside
    )


def _is_told_within(draft: Draft, tagged: Sequence[Draft]) -> bool:
    """Tell whether the draft is somebody's saying within another's words: 'Radio Norte said that she had denied it'.

    The tagger gives the outer one alone, as PolNeAR does.
    """
    if draft.cue is None or draft.source is None or draft.verb is None:
        return False
    if lemma_of(draft.verb) not in list_words("saying"):
        return False
    first, last = min(draft.source.start, draft.cue.start), draft.content[-1].end
    return any(
        piece.start <= first
        and last <= piece.end + 1
        and (other.cue is None or not other.cue.overlaps(draft.cue))
        for other in tagged
        for piece in other.content
    )
