"""When something was said: the days that stand beside the words of saying."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Span, Token

from onrecord.annotations import TimeMention, TimeType
from onrecord.model import Offsets
from onrecord.reading.clauses import SUBJECTS, has_subject
from onrecord.reading.happenings import find_verb_of, parts_noun
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import Draft

_HIGHEST = 12  # governors between day words and the verb they belong to
_PARTICIPLES = frozenset({"VBG", "VBN"})


def find_said(doc: Doc, draft: Draft, times: Sequence[TimeMention]) -> int | None:
    """Return the index of the day words that belong to the saying: 'said on Friday', not 'opens on Friday'.

    The verb's own day comes first, then that of what goes on together with it ('speaking on Friday, she said', 'said on
    Friday that it was late and called for a vote', 'in a letter sent on Friday, she said'), then one within its phrase.
    """
    verb = draft.verb
    if verb is None or not times:
        return None
    found = list(_list_beside(doc, verb.sent, draft, times))
    told = {index: find_verb_of(day) for index, day in found}
    source = [draft.source] if draft.source else []
    outside = [
        (index, day)
        for index, day in found
        if not _within(source, times[index].offsets) or _dates_writing(day)
    ]
    together = _find_together(verb, _find_doer(doc, draft))
    cue = [draft.cue] if draft.cue else []
    ways: tuple[tuple[Sequence[tuple[int, Token]], Callable[[int, Token], bool]], ...] = (
        (found, lambda index, _: told[index] == verb),
        (found, lambda index, _: _within(cue, times[index].offsets)),
        (found, lambda index, _: told[index] in together),
        (outside, lambda index, day: told[index] is None and _belongs(day, verb)),
    )
    for beside, belongs in ways:
        if own := [index for index, day in beside if belongs(index, day)]:
            return min(own, key=lambda index: abs(times[index].start - verb.idx))
    between = (one for one in outside if _stands_between(draft, times[one[0]].offsets))
    return next(
        (i for i, day in between if not (day.dep_ in SUBJECTS or parts_noun(day) or _is_spoken_of(day))),
        None,
    )


def _dates_writing(day: Token) -> bool:
    """Tell whether a day names the writing that speaks: 'a Monday survey found', 'the May 3 letter said'."""
    return day.head.i > day.i and _is_writing(day.head)


def _list_beside(
    doc: Doc, sentence: Span, draft: Draft, times: Sequence[TimeMention]
) -> Iterator[tuple[int, Token]]:
    """Yield the days of a sentence that are no part of what is said, each with the head of its words."""
    first = bisect_left(times, sentence.start_char, key=lambda time: time.start)
    for index in range(first, len(times)):
        time = times[index]
        if time.start >= sentence.end_char:
            return
        if time.type not in (TimeType.DATE, TimeType.TIME) or _within(draft.content, time.offsets):
            continue
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is not None and span.root.head.lower_ not in list_words("planning_preposition"):
            yield index, span.root


def _within(pieces: Iterable[Offsets], words: Offsets) -> bool:
    return any(piece.overlaps(words) for piece in pieces)


def _stands_between(draft: Draft, words: Offsets) -> bool:
    """Tell whether words stand between those of saying and what is said."""
    return draft.cue is not None and draft.cue.end <= words.start and words.end <= draft.content[0].start


def _find_doer(doc: Doc, draft: Draft) -> Token | None:
    """Return the head of the words for who spoke."""
    span = doc.char_span(*draft.source, alignment_mode="expand") if draft.source else None
    return None if span is None else span.root


def _find_together(verb: Token, doer: Token | None) -> set[Token]:
    """Return the verbs of what goes on at the same time as a saying, whose day is its own."""
    found = [verb]
    while len(found) < _HIGHEST and _goes_with(found[-1]):
        found.append(_find_main(found[-1], doer))
    return {part for one in found for part in (one, *_list_parts(one))}


def _find_main(verb: Token, doer: Token | None) -> Token:
    """Return the verb that a verb goes with: of a participle, the one whose subject is who spoke.

    'The mill shut in May, a step that Lund mocked on Friday, saying': he said it on Friday.
    """
    if doer is None or verb.dep_ != "advcl" or verb.tag_ != "VBG" or doer.dep_ not in SUBJECTS:
        return verb.head
    chain = [verb.head]
    while chain[-1].dep_ == "conj" and not has_subject(chain[-1]) and len(chain) < _HIGHEST:
        chain.append(chain[-1].head)
    again = chain[-1].dep_ == "conj" and any(child.tag_ == "PRP" for child in chain[-1].children)
    main = doer.head
    if main in chain or again or main.i > verb.i or main.pos_ not in ("VERB", "AUX"):
        return verb.head
    return main


def _goes_with(verb: Token) -> bool:
    """Tell whether a verb tells of what is done together with that of the verb it hangs on.

    'Said on Friday it was late and called for a vote', 'rejected it on Friday, saying', 'began on Friday as she said'.
    """
    if verb.head == verb or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    match verb.dep_:
        case "conj":
            return verb.tag_ == verb.head.tag_ and not has_subject(verb) and not _has_auxiliary(verb)
        case "advcl":
            return _is_bare(verb, ("VBG",)) or _is_meanwhile(verb)
        case "xcomp":
            return True
        case _:
            return False


def _list_parts(verb: Token) -> Iterator[Token]:
    """Yield the verbs of the phrases by which a verb tells where and how: 'speaking in May', 'in a letter sent in May'.

    What a participle behind it tells of may be long past, unless it goes on with the saying: 'said, referring to the
    strike in May', but 'pushed back, saying on Monday'.
    """
    if verb.dep_ == "relcl" and _is_writing(verb.head):  # 'the report published in May, which said'
        yield from _list_sent(verb.head)
    for child in verb.children:
        if child.dep_ == "advcl" and _is_bare(child, _PARTICIPLES):
            if child.i < verb.i or lemma_of(child) in list_words("saying"):
                yield child
        elif child.dep_ == "advcl" and _is_meanwhile(child):
            # 'when they met on Friday, she said', 'said while running in 2000'; 'while others slept' is set against it
            if not has_subject(child) or (child.i < verb.i and verb.tag_ == "VBD"):
                yield child
        elif child.dep_ == "prep" and _tells_where(child, verb):
            for noun in child.children:
                if noun.dep_ == "pobj" and not noun.ent_type_:
                    yield from _list_sent(noun)
        elif child.dep_ in SUBJECTS:
            if _is_writing(child):
                yield from _list_sent(child)
            yield from (one for one in child.children if one.dep_ == "acl" and one.tag_ == "VBG")


def _tells_where(preposition: Token, verb: Token) -> bool:
    """Tell whether a phrase tells on what occasion or in what writing something is said."""
    return preposition.lower_ in list_words("occasion_preposition") or verb.lower_ in list_words(
        "source_preposition"
    )


def _is_writing(noun: Token) -> bool:
    return lemma_of(noun) in list_words("document") | list_words("utterance")


def _list_sent(noun: Token) -> Iterator[Token]:
    """Yield the verbs that tell when something was said or sent: 'a letter sent', 'an interview that was aired'."""
    for child in noun.children:
        if (child.dep_ == "acl" and child.tag_ in _PARTICIPLES) or child.dep_ == "relcl":
            yield child


def _is_bare(verb: Token, tags: Iterable[str]) -> bool:
    """Tell whether a clause has neither subject nor conjunction: 'speaking in the council'."""
    return verb.tag_ in tags and not any(child.dep_ in {*SUBJECTS, "mark", "aux"} for child in verb.children)


def _is_meanwhile(verb: Token) -> bool:
    return any(
        child.dep_ in ("mark", "advmod") and child.lower_ in list_words("meanwhile")
        for child in verb.children
    )


def _has_auxiliary(verb: Token) -> bool:
    """Tell whether a verb has another before it, but for one that only stresses it: 'did say'."""
    return any(child.dep_ == "aux" and child.tag_ != "VBD" for child in verb.children)


def _belongs(token: Token, verb: Token) -> bool:
    """Tell whether the token hangs on the verb by no other verb, nor by a phrase of what is spoken of."""
    return _climb(token)[-1] == verb and not (parts_noun(token) or _is_spoken_of(token))


def _is_spoken_of(token: Token) -> bool:
    """Tell whether a phrase of what is spoken of holds the token: 'said of the blockade in May' was not said in May."""
    return any(above.lower_ in list_words("about") for above in _climb(token))


def _climb(token: Token) -> list[Token]:
    """Return the token and what governs it, up to the first verb."""
    above = [token]
    while len(above) < _HIGHEST and above[-1].pos_ not in ("VERB", "AUX") and above[-1].head != above[-1]:
        above.append(above[-1].head)
    return above


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
