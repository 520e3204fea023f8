"""Two figures -> what speaks for and against their being values of one quantity."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from math import log1p, log10
from operator import attrgetter

from msgspec import Struct

from onrecord.annotations import FigureMention, MentionType, Reading
from onrecord.numbers.number_words import length_units
from onrecord.story.figures_context import Context
from onrecord.story.figures_disputes import Given
from onrecord.story.interval import overlap
from onrecord.story.judge.passages import Bag, Weights, find_day, match, measure_cosine
from onrecord.story.quantities import (
    Quantity,
    are_apart,
    contradict,
    is_measure,
    is_money,
    is_told_apart,
    share_setting,
    touch,
)
from onrecord.story.resemblance import find_resemblance

_NEAR, _BESIDE = 75, 28  # characters on either side
_NAMING = frozenset(
    {MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE, MentionType.GROUP, MentionType.PLACE}
)
_CLOSE, _FAR = log10(1.3), log10(20)  # how many times apart two numbers are
_APART = 3.0  # and no more than so many powers of ten
_SURE = 5  # a resemblance of which the words alone are nearly sure
_START = attrgetter("start")
_UNDATED = 30  # days between two documents of which one has no day


Number = tuple[str | None, str | None]


class Gives(Struct, frozen=True):
    """What numbers a document gives."""

    numbers: frozenset[Number]
    held: frozenset[tuple[Number, str | None]]  # each with who gives it


def find_gives(given: Sequence[Given]) -> Gives:
    """Return what numbers a document gives."""
    held = frozenset(((item.mention.low, item.mention.high), item.value.holder) for item in given)
    return Gives(frozenset(number for number, _ in held), held)


class Told(Struct, frozen=True):
    """A figure with the words around it."""

    mention: FigureMention
    quantity: Quantity
    document: int  # place in the pile
    sentence: int  # place in the document
    day: date | None
    holder: str | None
    kind: str
    digits: int
    size: float
    what: Bag  # what it is a number of
    head: Bag
    beside: Bag
    near: Bag
    whole: Bag  # its sentence
    text: Bag  # its document's beginning
    names: frozenset[str]  # near it
    when: tuple[date | None, date | None] | None  # the days told next to it
    others: frozenset[Number]  # other numbers of its sentence
    document_gives: Gives  # of its document


def read_told(reading: Reading, place: int, given: Given, text: Bag, weights: Weights, gives: Gives) -> Told:
    """Return a figure with the words around it."""
    mention, quantity = given.mention, given.quantity
    words = reading.document.text
    start, end = reading.sentence_at(mention.start)

    in_cell = mention.part is not None
    # the words beside a cell are those of other cells: its heads are what it stands by
    sentence = mention.label if in_cell else words[start:end]

    def around(width: int) -> str:
        if in_cell:
            return mention.label
        before = words[max(start, mention.start - width) : mention.start]
        return f"{before} {words[mention.end : min(end, mention.end + width)]}"

    counted = words[slice(*mention.counted)] if mention.counted else ""
    inside = [f for f in reading.figures if start <= f.start < end and f is not mention]
    near = max(start, mention.start - _NEAR), min(end, mention.end + _NEAR)
    first, last = (bisect_left(reading.mentions, place, key=_START) for place in near)
    published = reading.document.published
    return Told(
        mention=mention,
        quantity=quantity,
        document=place,
        sentence=bisect_right(reading.sentences, start, key=lambda sentence: sentence.start),
        day=find_day(published),
        holder=given.value.holder,
        kind=_find_kind(quantity.unit),
        digits=len(quantity.size.normalize().as_tuple().digits),
        size=float(quantity.size),
        what=weights.make_bag(" ".join((mention.label, counted, mention.unit, *mention.keys))),
        head=weights.make_bag(f"{quantity.unit} {quantity.head}"),
        beside=weights.make_bag(around(_BESIDE)),
        near=weights.make_bag(around(_NEAR)),
        whole=weights.make_bag(sentence),
        text=text,
        names=frozenset(
            mention_.exact.casefold()
            for mention_ in reading.mentions[first:last]
            if mention_.type in _NAMING and mention_.exact[:1].isupper()
        ),
        when=_find_time(reading, mention, start, end),
        others=frozenset((f.low, f.high) for f in inside if not in_cell),
        document_gives=gives,
    )


def _find_time(
    reading: Reading, mention: FigureMention, start: int, end: int
) -> tuple[date | None, date | None] | None:
    """Return the days that are told nearest to a figure, in its sentence."""
    near = [
        (min(abs(time.start - mention.end), abs(mention.start - time.end)), time.start, time)
        for time in reading.times
        if start <= time.start < end
        and (time.earliest or time.latest)
        and not time.offsets.overlaps(mention.offsets)
        and min(abs(time.start - mention.end), abs(mention.start - time.end)) <= _NEAR
    ]
    found = min(near, default=None, key=lambda item: item[:2])
    return (found[2].earliest, found[2].latest) if found else None


def _find_kind(unit: str) -> str:
    if not unit:
        return "bare"
    if is_measure(unit):
        return "measure"
    if is_money(unit):
        return "money"
    return "length" if unit in length_units() else "people" if unit == "people" else "count"


def compare(one: Told, other: Told, weights: Weights) -> dict[str, float]:
    """Return the features of a pair by name; which of the two comes first changes nothing."""
    first, second = one.quantity, other.quantity
    same = one.document == other.document
    equal = first.value == second.value
    low, high = sorted((one.size, other.size))
    ratio = min(_APART, log10(high / low)) if low > 0 else 0.0 if equal else _APART
    unit = first.unit == second.unit
    named = unit and first.unit != ""
    here = same and one.sentence == other.sentence
    kinds = {one.kind, other.kind}
    resemblance = find_resemblance(first, second)
    f: dict[str, float] = {
        "unit_same": named,
        "unit_bare": "bare" in kinds and len(kinds) == 2,
        "unit_both_bare": kinds == {"bare"},
        "unit_differs": not unit and "bare" not in kinds,
        "kind_differs": len(kinds) == 2 and "bare" not in kinds and kinds != {"people", "count"},
        "equal": equal,
        "equal_digits": equal * min(one.digits - 1, 3),
        "equal_large": equal * min(3.0, max(0.0, log10(max(high, 1)) - 1)),
        "equal_small": equal and high <= 3,
        "equal_elsewhere": equal and not same,
        "equal_unit": equal and unit,
        "ratio": ratio,
        "near": not equal and ratio < _CLOSE,
        "far": ratio > _FAR,
        "overlap": not equal and overlap(first.interval, second.interval),
        "same_document": same,
        "same_document_unequal": same and not equal,
        "same_sentence": here,
        "same_sentence_unequal": here and not equal,
        "next_sentence": same and abs(one.sentence - other.sentence) == 1,
        "head_same": first.head != "" and first.head == second.head,
        "head_differs": "" not in (first.head, second.head) and first.head != second.head,
        "strong_same": bool(first.strong & second.strong),
        "strong_differs": bool(first.strong and second.strong) and not first.strong & second.strong,
        "strong_one": bool(first.strong) != bool(second.strong),
        "weak_same": bool((first.weak | first.hints) & (second.weak | second.hints)),
        "places_same": bool(first.places and second.places) and touch(first.places, second.places),
        "places_differ": bool(first.places and second.places) and not touch(first.places, second.places),
        "names_same": bool(first.names & second.names),
        "names_differ": bool(first.names and second.names) and not first.names & second.names,
        "near_names_same": min(2, len(one.names & other.names)),
        "near_names_differ": bool(one.names and other.names) and not one.names & other.names,
        "occasions_same": bool(first.occasions & second.occasions),
        "occasions_differ": bool(first.occasions and second.occasions)
        and not first.occasions & second.occasions,
        "holder_same": one.holder is not None and one.holder == other.holder,
        "holder_differs": None not in (one.holder, other.holder) and one.holder != other.holder,
        "others_same": min(3, len(one.others & other.others)),
        **_compare_documents(one, other, equal=equal),
        "qualifier_same": one.mention.qualifier is not None
        and one.mention.qualifier == other.mention.qualifier,
        "former": one.mention.former or other.mention.former,
        "vague": first.vague or second.vague,
        "told_apart": is_told_apart(first, second),
        "contradict": contradict(first, second),
        "apart": are_apart(first, second),
        "setting": share_setting(first, second),
        "resemblance": resemblance,
        "resemble": resemblance > 0,
        "resemble_surely": resemblance >= _SURE,
        "subgroup_differs": first.subgroup != second.subgroup,
    }
    for kind in ("measure", "money", "length", "people", "count"):
        f[f"both_{kind}"] = kinds == {kind}
        f[f"both_{kind}_unequal"] = kinds == {kind} and not equal
    f |= _compare_contexts(first.context, second.context)
    f |= _compare_days(one, other, equal=equal)
    f |= _compare_words(one, other, weights)
    what, near, whole = (max(f[f"{k}_cosine"], f[f"{k}_share"]) for k in ("what", "near", "whole"))
    f |= {
        "equal*what": equal * what,
        "equal*near": equal * near,
        "equal*whole": equal * whole,
        "equal*match": equal * f["match"],
        "unit*what": named * what,
        "unit*near": named * near,
        "unit*whole": named * whole,
        "unit*match": named * f["match"],
        "ratio*what": ratio * what,
        "ratio*whole": ratio * whole,
        "ratio*match": ratio * f["match"],
        "unequal_here*what": f["same_document_unequal"] * what,
        "unequal_here*whole": f["same_document_unequal"] * whole,
        "strong*near": f["strong_same"] * near,
        "strong*whole": f["strong_same"] * whole,
        "strong*places": f["strong_same"] * f["places_same"],
        "what*match": what * f["match"],
        "unequal*what": (not equal) * what,
        "resemblance*match": resemblance * f["match"],
        "resemblance*whole": resemblance * whole,
    }
    return f


def _compare_documents(one: Told, other: Told, *, equal: bool) -> dict[str, float]:
    """Return what the documents of both give beside.

    Who gives the other's number too means another thing by this one, unless it is given on somebody else's word or one
    has taken the other's place.
    """
    there = [
        ((item.mention.low, item.mention.high), beside.holder) in beside.document_gives.held
        for item, beside in ((one, other), (other, one))
    ]
    first, second = one.document_gives.numbers, other.document_gives.numbers
    shared = 0 if one.document == other.document else len(first & second)
    return {
        "given_there": 0.0 if equal or one.mention.former or other.mention.former else sum(there),
        "numbers_shared": min(shared, 10),
        "numbers_share": shared / min(len(first), len(second)),
    }


def _compare_contexts(one: Context, other: Context) -> dict[str, float]:
    return {
        "per_same": one.per != "" and one.per == other.per,
        "per_differs": one.per != other.per,
        "years_same": bool(one.years & other.years),
        "years_differ": bool(one.years or other.years) and not one.years & other.years,
        "forecast_differs": one.forecast != other.forecast,
        "forecast_both": one.forecast and other.forecast,
        "listed": one.listed or other.listed,
        "added_differs": one.added != other.added,
        "partial_differs": one.partial != other.partial,
        "sure_differs": one.sure != other.sure,
        "limits_differ": one.limits != other.limits,
    }


def _compare_days(one: Told, other: Told, *, equal: bool) -> dict[str, float]:
    days = abs((one.day - other.day).days) if one.day and other.day else _UNDATED
    early, late = (one, other) if (one.day or date.min) <= (other.day or date.min) else (other, one)
    unequal = not equal and days > 0
    when = one.when is not None and other.when is not None
    return {
        "days": min(log1p(days), 6.0),
        "days_unequal": min(log1p(days), 6.0) * (not equal),
        "grew": unequal and late.size > early.size,
        "fell": unequal and late.size < early.size,
        "when_same": when and one.when == other.when,
        "when_differs": when and one.when != other.when,
        "when_one": (one.when is None) != (other.when is None),
    }


def _compare_words(one: Told, other: Told, weights: Weights) -> dict[str, float]:
    f: dict[str, float] = {}
    for name in ("what", "beside", "near", "whole", "text"):
        first, second = getattr(one, name), getattr(other, name)
        shared, share = (weights.share_openings if name == "text" else weights.share)(first, second)
        f |= {
            f"{name}_shared": min(shared, 2.0),
            f"{name}_share": share,
            f"{name}_cosine": measure_cosine(first, second),
        }
    f["head_cosine"] = measure_cosine(one.head, other.head)
    there, back = match(one.what, other.whole), match(other.what, one.whole)
    f["match"], f["match_least"] = (there + back) / 2, min(there, back)
    there, back = match(one.near, other.whole), match(other.near, one.whole)
    f["near_match"], f["near_match_least"] = (there + back) / 2, min(there, back)
    return f
