"""Two announcements -> what speaks for and against their being of one act."""

from datetime import date
from math import log1p

from msgspec import Struct

from onrecord.story.announcements import Announcement, words
from onrecord.story.judge.passages import Bag, Weights, match, match_both, measure_cosine
from onrecord.story.moves import agree

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
    party: Bag
    text: Bag  # its document's beginning


def read_said(item: Announcement, place: int, text: Bag, weights: Weights) -> Said:
    """Return an announcement with the words around it."""
    reading, frame = item.reading, item.frame
    told = reading.document.text
    published = reading.document.published
    first, last = (
        reading.sentence_at(frame.words.start),
        reading.sentence_at(max(frame.words.start, frame.words.end - 1)),
    )
    return Said(
        item=item,
        document=place,
        day=published.latest or published.earliest,
        lemmas=weights.make_bag(" ".join((*frame.heads, *frame.objects))),
        act=weights.make_bag(told[slice(*item.act)]),
        words=weights.make_bag(told[slice(*frame.words)]),
        whole=weights.make_bag(told[first.start : last.end]),
        party=weights.make_bag(told[slice(*frame.party)] if frame.party else ""),
        text=text,
    )


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
    }
    f |= _compare_parties(first, second)
    f |= _compare_windows(first, second)
    for name in ("lemmas", "act", "words", "whole", "party", "text"):
        a, b = getattr(one, name), getattr(other, name)
        shared, share = weights.share(a, b)
        f |= {
            f"{name}_shared": min(shared, 3.0),
            f"{name}_share": share,
            f"{name}_cosine": measure_cosine(a, b),
        }
    there, back = match(one.lemmas, other.whole), match(other.lemmas, one.whole)
    f["match"], f["match_least"] = (there + back) / 2, min(there, back)
    there, back = match_both(one.lemmas, other.lemmas)
    f["lemma_match"], f["lemma_match_least"] = (there + back) / 2, min(there, back)
    there, back = match_both(one.whole, other.whole)
    f["whole_match"] = (there + back) / 2
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
    }
    return {name: float(value) for name, value in f.items()}


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
    }


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
