"""Doc -> plans and what became of them."""

import calendar
from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Span, Token

from onrecord.annotations import Attribution, Plan, PlanMove, TimeMention, TimeType
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets
from onrecord.reading.plans.actions import cover_act, cover_party
from onrecord.reading.plans.clauses import (
    SUBJECTS,
    children,
    cover_phrase,
    enclosing,
    is_verb,
    offsets_of,
)
from onrecord.reading.plans.crews import find_crew, find_sender
from onrecord.reading.plans.futures import find_futures
from onrecord.reading.plans.heads import name_act
from onrecord.reading.plans.hindsight import is_marked, is_retold, is_told_in_past, looks_back
from onrecord.reading.plans.outturns import find_outturns
from onrecord.reading.plans.promises import Future, can_promise, find_sayer, is_believed, words

__all__ = ["find_outturns", "find_plans"]

_PASSED = frozenset(
    {"xcomp", "pcomp", "acl", "prep", "pobj", "npadvmod"}
)  # dependencies through which a day reaches up
_WEEKDAYS = tuple(day.lower() for day in calendar.day_name)
_SHARP = 62  # days in which something that 'could' be done is on record with its day


def find_plans(
    document: Document,
    doc: Doc,
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
) -> tuple[Plan, ...]:
    """Return the words that announce, repeat or call off a future act."""
    futures = find_futures(doc)
    dues = _assign_days(doc, times, futures)
    return tuple(
        _make_plan(future, dues.get(index), times, attributions)
        for index, future in enumerate(futures)
        if future.alone
        or (future.ordered and enclosing(list(attributions), future.act.idx) is not None)
        or (index in dues and not _is_under_way(future, times[dues[index]], document))
    )


def _is_under_way(future: Future, time: TimeMention, document: Document) -> bool:
    """Tell whether a step in progress fills a long time that has begun: 'is cutting posts this year'."""
    told, first = document.published.latest, time.act_earliest
    if future.act.i != future.cue.i or future.act.tag_ != "VBG" or told is None:
        return False
    named = any(time.exact.lower().endswith(day) for day in _WEEKDAYS)
    return first is None or (first <= told and not (named and first == told))


def _assign_days(doc: Doc, times: Sequence[TimeMention], futures: Sequence[Future]) -> dict[int, int]:
    """Return which time gives the day of which act: index of the future -> index of the time."""
    by_token: dict[int, list[int]] = {}
    for index, future in enumerate(futures):
        for token in {future.cue.i, future.act.i}:
            by_token.setdefault(token, []).append(index)
    for members in by_token.values():
        members.sort(key=lambda index: (not futures[index].ahead, index))
    occasions = {token.i for time in times for token in _cover_occasion(doc, time)}
    found: dict[int, int] = {}
    for index, time in enumerate(times):
        span = _span_of_day(doc, time)
        if span is None:
            continue
        if _is_length(time, span):
            owner = next((at for at, future in enumerate(futures) if _is_given(future, span)), None)
        else:
            owner = _find_owner(span, futures, by_token, occasions)
        if owner is not None and not _share_paragraph(span, futures[owner].act):
            continue
        if owner is not None and _is_vague(time, futures[owner]):
            continue
        if owner is not None and (
            owner not in found or _ranks_above(time, times[found[owner]], futures[owner])
        ):
            found[owner] = index
    return found


def _cover_occasion(doc: Doc, time: TimeMention) -> Span | tuple[()]:
    """Return the tokens of the occasion that a time is told against: 'the Games' in 'after the Games'."""
    if time.occasion is None:
        return ()
    return doc.char_span(*time.occasion, alignment_mode="expand") or ()


def _share_paragraph(span: Span, act: Token) -> bool:
    first, last = sorted((span.start, act.i))
    return not any("\n\n" in token.text for token in span.doc[first:last])


def _span_of_day(doc: Doc, time: TimeMention) -> Span | None:
    """Return the tokens of a time that can be the day of an act: no rate, no day that is told as past."""
    start, end = time.window or time.offsets
    window = doc.char_span(start, end, alignment_mode="expand")
    span = doc.char_span(*time.offsets, alignment_mode="expand")
    if (
        span is None
        or window is None
        or time.type is TimeType.SET
        or time.value in {"PRESENT_REF", "PAST_REF"}
    ):
        return None
    lexicon = load_lexicon("onrecord.reading.plans", "plans.toml")
    lowered = {token.lower_ for token in doc[max(window.start - 1, span.sent.start) : span.end]}
    if lowered & lexicon.words("past") or window.text.lower() == "at the end of the day":
        return None
    if len(span) == 1 and (_is_name(span.root) or (span.text.isdigit() and _names_thing(span.root, time))):
        return None  # 'the 2024 race' is named after a year
    return span


def _is_length(time: TimeMention, span: Span) -> bool:
    """Tell whether a time is a bare length, and not a limit: 'six months', but not 'within six months'."""
    start = time.window.start if time.window else time.start
    window = span.doc.char_span(start, time.end, alignment_mode="expand") or span
    lowered = {token.lower_ for token in span.doc[max(window.start - 1, span.sent.start) : span.end]}
    return time.type is TimeType.DURATION and not lowered & words("within")


def _is_given(future: Future, span: Span) -> bool:
    """Tell whether a length of time is the one that a party is given: 'gave them two weeks to answer'."""
    given = future.cue.lemma_ in words("giving") or bool(children(future.cue, "auxpass"))
    return given and future.cue.lemma_ in words("granting") and future.cue.i < span.start < future.act.i


def _is_vague(time: TimeMention, future: Future) -> bool:
    """Tell whether a wish or a chance has no day to speak of: 'wants to reopen it soon', 'could halt it next year'."""
    if future.alone:
        return False
    if time.act_latest is None and any(child.lower_ == "must" for child in children(future.act, "aux")):
        return True  # 'must solve it within weeks'
    if any(child.lower_ in words("open_modals") for child in children(future.act, "aux")):
        first, last = time.act_earliest, time.act_latest
        if future.act.doc.text[slice(*(time.window or time.offsets))].lower().startswith("until"):
            return True  # 'could wait until Friday'
        return time.value == "FUTURE_REF" or (
            first is not None and last is not None and (last - first).days > _SHARP
        )
    wished = words("wishing") | words("attempt_nouns")
    return time.value == "FUTURE_REF" and future.cue.lemma_.lower() in wished


def _is_name(token: Token) -> bool:
    """Tell whether a word that could be a month is somebody's name: 'May said', but not 'a Friday deadline'."""
    if token.pos_ != "PROPN":
        return False
    if token.dep_ == "compound" and token.ent_type_ == "DATE":
        named = words("date_nouns") | (words("act_nouns") if token.lower_.endswith("day") else frozenset())
        return token.head.lemma_.lower() not in named
    return token.ent_type_ == "PERSON" or token.dep_ in SUBJECTS | {"poss", "compound"}


def _names_thing(year: Token, time: TimeMention) -> bool:
    """Tell whether a year is part of a name: 'in the 2024 race', but not 'in 2024'."""
    if time.window in {None, time.offsets}:
        return True
    return year.dep_ in {"amod", "compound", "nmod", "nummod"} and year.head.i > year.i


def _ranks_above(time: TimeMention, other: TimeMention, future: Future) -> bool:
    """Tell whether `time` is the better day of an act: a day before a clock time or an occasion, the nearer after."""

    def rank(item: TimeMention) -> tuple[bool, bool, bool, int]:
        return (
            item.value == "XXXX",
            item.type is not TimeType.DATE,
            item.start < future.act.idx,
            abs(item.start - future.act.idx),
        )

    return rank(time) < rank(other)


def _find_owner(
    span: Span, futures: Sequence[Future], by_token: dict[int, list[int]], occasions: Set[int]
) -> int | None:
    """Return the future whose act the day is of: the first met on the way up the parse."""
    found: int | None = None
    for token in (*_beside(span), *_climb(span)):
        if token.i in occasions and token.i not in by_token:
            break  # 'after the Games, which open on Friday': the day of the Games
        for index in by_token.get(token.i, ()):
            future = futures[index]
            if (
                span.start <= future.act.i < span.end
                or not _takes(future, token, span)
                or (future.moved and _signal(span) in words("origins"))
                or (future.move is PlanMove.POSTPONE and not _is_target(span, future))
            ):
                continue
            if found is None or _carries(future, futures[found]):
                found = index
                break
        if _is_possessor(span):
            break
    return found


def _signal(span: Span) -> str:
    """Return the word before a day."""
    return str(span.doc[span.start - 1].lower_) if span.start > span.sent.start else ""


def _is_target(span: Span, future: Future) -> bool:
    """Tell whether a day can be the one to which an act is put off, and not the one on which that was said."""
    return span.start > future.cue.i and _signal(span) in words("targets")


def _is_possessor(span: Span) -> bool:
    """Tell whether the day only marks a thing: 'next year's games'."""
    return span.root.dep_ == "poss" or any(child.dep_ == "case" for child in span.root.children)


def _beside(span: Span) -> Iterator[Token]:
    """Yield the noun before a day, which a parser often passes over, and the noun that says what the day is."""
    start = span.start - 1
    while start > span.sent.start and span.doc[start].pos_ == "ADP" and start > span.start - 3:
        start -= 1
    before = span.doc[start] if start >= span.sent.start else None
    if before is not None and before.pos_ in {"NOUN", "PROPN"}:
        yield before
    yield from children(span.root, "appos")
    if span.root.dep_ == "nsubj" and span.root.head.lemma_ == "be":
        yield from children(span.root.head, "attr")


def _climb(span: Span) -> Iterator[Token]:
    """Yield the words above a day, up to the verb whose clause it stands in."""
    token = span.root
    for _ in range(12):  # deeper nesting is a parser's mistake
        if not span.start <= token.i < span.end:
            yield token
            if token.lemma_ == "be":
                yield from children(token, "acomp")  # 'is due to meet them, at noon on Friday'
                if not children(token, "attr", "acomp"):
                    yield from children(token, "nsubj")  # 'the hearing is on Friday'
            if token.pos_ in {"VERB", "AUX"} and not _lets_through(token):
                if _signal(span) in words("limits"):
                    yield from children(token, "dobj")
                return
        if token.head.i == token.i:
            return
        token = token.head


def _lets_through(verb: Token) -> bool:
    if verb.tag_ in {"VBZ", "VBP", "VBD"} and verb.dep_ in _PASSED:
        return False  # a finite clause keeps its days
    conditional = verb.dep_ == "advcl" and any(
        child.lower_ in words("conditional") for child in verb.children
    )
    return verb.dep_ in _PASSED or conditional or (verb.dep_ == "relcl" and verb.tag_ in {"VBZ", "VBP"})


def _takes(future: Future, token: Token, span: Span) -> bool:
    """Tell whether a day met at `token` can be the act's and not the saying's: 'agreed on Monday to go'."""
    named = future.cue.pos_ == "NOUN" and future.cue.lemma_.lower() in words("commitment_nouns")
    if named and future.cue.i < span.start < future.act.i:
        return False  # 'unveiled a plan on Friday to close it'
    if future.act.i == future.cue.i and future.alone and span.start < future.act.i:
        return False  # 'said on Friday that it was closing'
    if token.i == future.act.i or token.pos_ not in {"VERB", "AUX"}:
        return True
    said = words("commissive") | words("hoping") | words("refusing") | words("accepting") | words("reporting")
    if any(child.tag_ in {"VBZ", "VBP"} for child in children(token, "auxpass")):
        return True  # 'in August, the dam is expected to close'
    if future.cue.lemma_.lower() in said - words("scheduled") and token.tag_ in {"VBD", "VBN"}:
        return span.start > future.act.i
    return True


def _carries(verb: Future, noun: Future) -> bool:
    """Tell whether the act of `verb` is to do what `noun` names: 'will hold an election on Friday'."""
    if verb.act.pos_ != "VERB" or not verb.ahead:
        return False
    if noun.act.pos_ == "VERB":
        return False
    token = noun.act
    for _ in range(4):  # a verb's object, or a noun in its preposition
        if token.dep_ in SUBJECTS or token.head.i == token.i:
            return False
        token = token.head
        if token.i == verb.act.i:
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _make_plan(
    future: Future, due: int | None, times: Sequence[TimeMention], attributions: Sequence[Attribution]
) -> Plan:
    time = times[due] if due is not None else None
    due_words = (time.window or time.offsets) if time else None
    heads, objects = name_act(future, due_words)
    crew = find_crew(future.party, future.act)
    sayer = find_sayer(future.party, future.act)
    party = find_sender(crew) if crew is not None else sayer or future.party
    action = cover_act(future, crew, due_words)
    return Plan(
        words=_cover_plan(future, action, due_words),
        party=cover_party(party) if party is not None and can_promise(party) else None,
        action=action,
        heads=heads,
        objects=objects,
        beneficiary=_find_beneficiary(future.act),
        due=due,
        due_words=due_words,
        attribution=enclosing(list(attributions), future.act.idx),
        hedged=future.hedged,
        alone=future.alone,
        ordered=future.ordered,
        # put off to another day is announced for it
        move=PlanMove.ANNOUNCE if time and future.move is PlanMove.POSTPONE else future.move,
        ahead=future.ahead,
        recalled=looks_back(future.cue),
        retold=is_retold(future.cue),
        lasts=time is not None and time.type is TimeType.DURATION and future.cue.lemma_ in words("granting"),
        pledged=sayer is not None
        or (
            future.party is not None
            and future.cue.lemma_.lower() in words("commissive") | words("hoping") | words("commitment_nouns")
        ),
        crew=crew is not None,
        foretold=future.cue.dep_ == "aux" or future.cue.lower_ == "going",
        past=not is_verb(future.act) and (is_told_in_past(future.act) or is_marked(future.act, time)),
        believed=is_verb(future.act) and is_believed(future.act),
    )


def _find_beneficiary(act: Token) -> Offsets | None:
    """Return whom the act is for, where the words say so: 'build homes for the islanders'."""
    if act.pos_ != "VERB":
        return None
    for child in [*children(act, "dative"), *children(act, "prep")]:
        if child.dep_ == "dative" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            return cover_phrase(child)
        if child.lower_ in {"for", "to"} or child.dep_ == "dative":
            for pobj in children(child, "pobj"):
                if pobj.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or pobj.lemma_.lower() in words(
                    "agents"
                ):
                    return cover_phrase(pobj)
    return None


def _cover_plan(future: Future, action: Offsets, due_words: Offsets | None) -> Offsets:
    """Return the words from the one that says it lies ahead to the end of the act or its day."""
    cue = next(iter(children(future.cue, "aux", "auxpass")), future.cue)
    first = cue if future.cue.pos_ == "VERB" and cue.i < future.cue.i else future.cue
    pieces = [action, Offsets(first.idx, future.cue.idx + len(future.cue))]
    pieces += [due_words] if due_words is not None else []
    sentence = offsets_of(future.act.sent) or action
    start = max(min(piece.start for piece in pieces), sentence.start)
    end = min(max(piece.end for piece in pieces), sentence.end)
    return Offsets(start, end) if start < end else action
