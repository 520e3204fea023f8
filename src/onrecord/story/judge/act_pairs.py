"""Two announcements -> what speaks for and against their being of one act."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import log1p

from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.model import Act, Offsets
from onrecord.story.announcements import Announcement, words
from onrecord.story.judge.passages import Bag, Weights, find_day, match, match_both, measure_cosine
from onrecord.story.moves import agree

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z]\w+")
_BEFORE = 2  # sentences before an announcement that tell what it is about
_UNDATED = 30  # days between two documents of which one has no day
_SHARPEST = 31  # days; a wider window ('by 2030', 'this year') is shared by too much to tie two acts


class Said(Struct, frozen=True):
    """An announcement with the words around it."""

    item: Announcement
    document: int  # place in the pile
    day: date | None
    lemmas: Bag  # of the act and what it is about
    act: Bag
    words: Bag
    whole: Bag  # its sentences
    context: Bag  # these and those before them, which tell what 'it' is
    party: Bag
    who: Bag  # the party under all its names
    verbs: Bag
    things: Bag
    text: Bag  # its document's beginning
    topic: float  # how much of the act that tells
    numbers: frozenset[str]  # in its words, but those of its day
    names: frozenset[str]  # likewise, but those of its party


def read_said(item: Announcement, place: int, text: Bag, weights: Weights) -> Said:
    """Return an announcement with the words around it."""
    reading, frame = item.reading, item.frame
    told = reading.document.text
    published = reading.document.published
    first, last = (
        reading.sentence_at(frame.words.start),
        reading.sentence_at(max(frame.words.start, frame.words.end - 1)),
    )
    lemmas = weights.make_bag(" ".join((*frame.heads, *frame.objects)))
    party = told[slice(*frame.party)] if frame.party else ""
    bare = _leave_out(told, frame.words, (frame.party, frame.due_words))
    return Said(
        item=item,
        document=place,
        day=find_day(published),
        lemmas=lemmas,
        act=weights.make_bag(told[slice(*item.act)]),
        words=weights.make_bag(told[slice(*frame.words)]),
        whole=weights.make_bag(told[first.start : last.end]),
        context=weights.make_bag(told[_find_start(reading, first) : last.end]),
        party=weights.make_bag(party),
        who=weights.make_bag(" ".join((*sorted(item.named), party))),
        verbs=weights.make_bag(" ".join(frame.heads)),
        things=weights.make_bag(" ".join(frame.objects)),
        text=text,
        topic=match(lemmas, text),
        numbers=frozenset(_NUMBER.findall(bare)),
        names=frozenset(map(str.casefold, _NAME.findall(bare))) - item.named,
    )


def _leave_out(told: str, words: Offsets, out: Sequence[Offsets | None]) -> str:
    """Return some words of a text without others."""
    return "".join(
        " " if any(span is not None and span.start <= place < span.end for span in out) else told[place]
        for place in range(*words)
    )


def _find_start(reading: Reading, first: Offsets) -> int:
    """Return where the sentences begin that stand before one and tell what it is about."""
    place = bisect_right(reading.sentences, first.start, key=lambda sentence: sentence.start) - 1
    return reading.sentences[max(0, place - _BEFORE)].start


def compare_acts(one: Said, other: Said, weights: Weights) -> dict[str, float]:
    """Return the features of a pair by name; which of the two comes first changes nothing."""
    first, second = one.item, other.item
    same = one.document == other.document
    gap = max(first.frame.words.start, second.frame.words.start) - min(
        first.frame.words.end, second.frame.words.end
    )
    days = abs((one.day - other.day).days) if one.day and other.day else _UNDATED
    f: dict[str, float] = {
        "same_document": same,
        "overlapping": same and gap < 0,
        "close": same and 0 <= gap < 200,
        "days": min(log1p(days), 6.0),
        "acts_same": min(2, len(first.acts & second.acts)),
        "acts_differ": bool(first.acts and second.acts) and not first.acts & second.acts,
        "things_same": min(3, len(first.things & second.things)),
        "things_differ": bool(first.things and second.things) and not first.things & second.things,
        "refuses_differ": first.refuses != second.refuses,
        "refuse_both": first.refuses and second.refuses,
        "recalled": first.frame.recalled or second.frame.recalled,
        "occasions": bool(first.acts & second.acts & words("occasions")),
        "moved": first.puts_off
        or second.puts_off
        or not words("moving").isdisjoint((*first.frame.heads, *second.frame.heads)),
        "speaker_same": _find_speaker(first) is not None and _find_speaker(first) == _find_speaker(second),
        "spoken": (first.statement is not None) + (second.statement is not None),
        "promised": _is_promise(first) + _is_promise(second),
        "names_other": names_the_other(first, second) or names_the_other(second, first),
        "sure_least": min(first.frame.probability, second.frame.probability),
    }
    f |= _compare_parties(first, second)
    f |= _compare_windows(first, second)
    f |= _compare_days(one, other)
    for name in ("lemmas", "act", "words", "whole", "party", "text"):
        a, b = getattr(one, name), getattr(other, name)
        shared, share = (weights.share_openings if name == "text" else weights.share)(a, b)
        f |= {
            f"{name}_shared": min(shared, 3.0),
            f"{name}_share": share,
            f"{name}_cosine": measure_cosine(a, b),
        }
    f |= _compare_words(one, other, weights)
    f |= {
        "window*match": f["window_same"] * f["match"],
        "window*lemmas": f["window_same"] * f["lemma_match"],
        "party*match": f["party_same"] * f["match"],
        "party*lemmas": f["party_same"] * f["lemma_match"],
        "differ*match": f["window_differs"] * f["match"],
        "differ*occasions": f["window_differs"] * f["occasions"],
        "window*party": f["window_same"] * f["party_same"],
        "here*match": same * f["match"],
        "here*differ": same * f["window_differs"],
        "match*match": f["match"] ** 2,
        "lemmas*lemmas": f["lemma_match"] ** 2,
        "context*sides": f["context_match"] * f["sides_same"],
        "slipped*match": f["slipped"] * f["context_match"],
    }
    return f


def _compare_words(one: Said, other: Said, weights: Weights) -> dict[str, float]:
    """Return how much of the words of the one the other has, and what stands around it."""
    f: dict[str, float] = {}

    def tell(name: str, there: float, back: float) -> None:
        f[name], f[f"{name}_least"] = (there + back) / 2, min(there, back)

    tell("match", match(one.lemmas, other.whole), match(other.lemmas, one.whole))
    tell("lemma_match", *match_both(one.lemmas, other.lemmas))
    tell("whole_match", *match_both(one.whole, other.whole))
    tell("context_match", match(one.lemmas, other.context), match(other.lemmas, one.context))
    tell("topic_match", match(one.lemmas, other.text), match(other.lemmas, one.text))
    tell("topic_own", one.topic, other.topic)
    tell("who_match", *match_both(one.who, other.who))
    tell("who_there", match(one.who, other.whole), match(other.who, one.whole))
    shared, f["context_share"] = weights.share(one.context, other.context)
    f["context_shared"] = min(shared, 5.0)
    f["context_cosine"] = measure_cosine(one.context, other.context)
    f["who_cosine"] = measure_cosine(one.who, other.who)
    f["verb_cosine"] = measure_cosine(one.verbs, other.verbs)
    f["thing_cosine"] = measure_cosine(one.things, other.things)
    f["noun_cosine"] = max(measure_cosine(one.verbs, other.things), measure_cosine(one.things, other.verbs))
    f |= _compare_told("numbers", one.numbers, other.numbers) | _compare_told("names", one.names, other.names)
    f["thing_none"] = (not one.things.told) + (not other.things.told)
    f["lemmas_least"] = min(one.lemmas.weight, other.lemmas.weight)
    f["lemmas_most"] = max(one.lemmas.weight, other.lemmas.weight)
    return f


def _compare_told(name: str, one: frozenset[str], other: frozenset[str]) -> dict[str, float]:
    """Return whether two announcements tell the same numbers or names, and whether they tell different ones."""
    return {
        f"{name}_same": min(len(one & other), 3),
        f"{name}_differ": bool(one and other) and one.isdisjoint(other),
        f"{name}_part": bool(one and other)
        and not one.isdisjoint(other)
        and not (one <= other or other <= one),
        f"{name}_one": bool(one) != bool(other),
    }


def _is_promise(item: Announcement) -> bool:
    return item.statement is not None and item.statement.act is Act.COMMIT


def names_the_other(one: Announcement, other: Announcement) -> bool:
    """Tell whether one speaks of the other's act and does another: 'publish it with or without a visit' and 'visit'."""
    apart = one.acts.isdisjoint(other.acts) and one.things.isdisjoint(other.things)
    return bool(one.acts) and apart and not one.things.isdisjoint(other.acts)


def _find_speaker(item: Announcement) -> str | None:
    return item.statement.speaker if item.statement is not None else None


def _compare_parties(one: Announcement, other: Announcement) -> dict[str, float]:
    known = one.party is not None and other.party is not None
    same = known and one.party == other.party
    part = bool(one.named and other.named) and (one.named <= other.named or other.named <= one.named)
    named = one.party in other.actors or other.party in one.actors
    return {
        "party_same": same,
        "party_part": known and not same and part,
        "party_named": known and not same and named,
        "party_differs": known and not same and not part and not named,
        "party_differs_kind": known and not same and one.person != other.person,
        "party_one": (one.party is None) != (other.party is None),
        "actors_same": min(2, len(one.actors & other.actors)),
        "sides_same": not same and not one.sides.isdisjoint(other.sides),
        "voices_same": not (one.sides | one.voices).isdisjoint(other.sides | other.voices),
        "party_two": _name_two(one, other),
    }


def _name_two(one: Announcement, other: Announcement) -> bool:
    """Tell whether different people are to do it, neither of whom the other names or acts on behalf of."""
    if one.party is None or other.party is None or not (one.person and other.person):
        return False
    apart = one.party not in other.actors and other.party not in one.actors
    return apart and one.sides.isdisjoint(other.sides)


def _compare_windows(one: Announcement, other: Announcement) -> dict[str, float]:
    dated = one.dated and other.dated
    last = dated and one.due.latest is not None and one.due.latest == other.due.latest
    sharp = share_day(one, other)
    alike = dated and agree(one.due, other.due)
    apart = (
        min(log1p(abs((one.due.latest - other.due.latest).days)), 6.0)
        if one.due.latest is not None and other.due.latest is not None
        else 0.0
    )
    overlapping = dated and _overlap(one, other)
    return {
        "dated_both": dated,
        "dated_one": one.dated != other.dated,
        "window_same": sharp,
        "window_wide": last and not sharp,
        "window_agrees": alike,
        "window_overlaps": overlapping and not alike,
        "window_differs": dated and not overlapping and not alike,
        "window_apart": apart,
        "due_words_same": bool(one.frame.due_words and other.frame.due_words)
        and _due_text(one) == _due_text(other),
    }


def _compare_days(one: Said, other: Said) -> dict[str, float]:
    """Return how the windows stand to the days on which they were told: a later one may put off what has lapsed."""
    before, after = (one, other) if (one.day or date.min) <= (other.day or date.min) else (other, one)
    told, first, last = after.day, before.item.due.latest, after.item.due.latest
    later = bool(before.day and told and before.day < told)
    both = first is not None and last is not None
    widths = [_measure_width(said.item) for said in (one, other)]
    return {
        "slipped": later
        and first is not None
        and last is not None
        and first < last
        and first <= (told or date.min),
        "moved_early": later and first is not None and last is not None and (told or date.max) < first < last,
        "moved_ahead": later and first is not None and last is not None and last < first,
        "told_once": bool(one.day and one.day == other.day),
        "lapsed": sum(
            bool(said.day and said.item.due.latest and said.item.due.latest < said.day)
            for said in (one, other)
        ),
        "width_differs": abs(widths[0] - widths[1]),
        "width_most": max(widths),
        "window_within": both and is_within(one.item, other.item),
    }


def _measure_width(item: Announcement) -> float:
    """Return how wide a window is, from 0 for a day to 6 for years; one without an end is told as a month is."""
    if item.due.latest is None:
        return log1p(_SHARPEST)
    return min(log1p((item.due.latest - (item.due.earliest or item.due.latest)).days), 6.0)


def share_day(one: Announcement, other: Announcement) -> bool:
    """Tell whether both are due on one day, told sharply enough for the day to tie them."""
    if one.due.latest is None or one.due.latest != other.due.latest:
        return False
    return any(
        window.earliest is not None and (one.due.latest - window.earliest).days <= _SHARPEST
        for window in (one.due, other.due)
    )


def is_within(one: Announcement, other: Announcement) -> bool:
    """Tell whether one window may hold the other: 'in May' and 'on 12 May', 'in the coming weeks' and 'on 12 May'."""
    if one.due.latest is None or other.due.latest is None:
        return True
    (first, last), (start, end) = sorted(
        (due.earliest or due.latest, due.latest) for due in (one.due, other.due) if due.latest is not None
    )
    return start <= last and (end <= last or first == start) and (last - first).days <= _SHARPEST


def _due_text(item: Announcement) -> str:
    words_ = item.frame.due_words
    return item.reading.document.text[slice(*words_)].casefold() if words_ else ""


def _overlap(one: Announcement, other: Announcement) -> bool:
    first, last = one.due.earliest or one.due.latest, one.due.latest or one.due.earliest
    start, end = other.due.earliest or other.due.latest, other.due.latest or other.due.earliest
    return (
        first is not None
        and last is not None
        and start is not None
        and end is not None
        and first <= end
        and start <= last
    )
