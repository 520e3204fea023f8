"""Figures of all documents -> quantities."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Attribution, FigureMention, Reading
from onrecord.model import Figure, FigureValue, Relation, Span, When, identify
from onrecord.reading.figures.numbers import states
from onrecord.story.actors import Cast
from onrecord.story.interval import Interval, is_approximate, is_before, overlap, relate, rose
from onrecord.story.origins import Origins
from onrecord.story.quantities import Quantity, are_comparable, describe, join
from onrecord.story.statements import Statements, said_on

# Values beyond these many different ones change nothing about whether a quantity is disputed.
_MOST_COMPARED = 200


class _Given(Struct, frozen=True):
    """A value with what decides whether it can be compared."""

    value: FigureValue
    mention: FigureMention
    document: str
    sentence: Span
    quantity: Quantity

    @property
    def interval(self) -> Interval:
        """The numbers that the words allow: 'three others' leaves open how many there are with the first ones."""
        others = re.search(r"\bothers?\b", self.mention.exact) is not None
        return _decimal(self.value.low), None if others else _decimal(self.value.high)


def _decimal(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def group_figures(
    readings: Sequence[Reading], cast: Cast, statements: Statements, origins: Origins
) -> tuple[Figure, ...]:
    """Return every quantity with all the values given for it.

    Values stand together where unit, what is counted and of what, place and occasion allow it. They are related
    by their intervals: only values of different holders or documents are compared, a later higher value of a
    quantity that grows is an update and names the value whose place it takes, and of a level that moves both ways
    (a price, a share without power) only values of one day are compared. The two sentences that show the relation
    stand with it.
    """
    settings: dict[str, set[str]] = defaultdict(set)
    for actor in cast.actors:
        for mention in actor.mentions:
            settings[mention.document].add(actor.id)
    given: list[_Given] = []
    for reading in readings:
        ident = reading.document.id
        setting = frozenset(settings[ident])
        for figure in reading.figures:
            if not states(figure.exact, figure.low, figure.high):
                continue  # nothing is on record whose words do not say it
            value = _value(reading, figure, cast, statements)
            sentence = reading.document.cite(*reading.sentence_at(figure.start))
            given.append(_Given(value, figure, ident, sentence, describe(figure, ident, setting)))
    groups: dict[int, list[_Given]] = defaultdict(list)
    for item, group in zip(given, join([item.quantity for item in given]), strict=True):
        groups[group].append(item)
    return tuple(_make_figure(groups[group], origins) for group in sorted(groups))


def _value(reading: Reading, mention: FigureMention, cast: Cast, statements: Statements) -> FigureValue:
    statement = statements.of(reading, mention.attribution)
    attribution: Attribution | None = None
    if mention.attribution is not None and mention.attribution < len(reading.attributions):
        attribution = reading.attributions[mention.attribution]
    holder = cast.at(reading, mention.holder)
    if holder is None and mention.holder is None and statement is not None:
        holder = statement.speaker
    return FigureValue(
        mention.low,
        mention.high,
        mention.qualifier,
        holder,
        reading.document.cite(mention.start, mention.end),
        statement.id if statement else None,
        said_on(reading, attribution),
    )


def _make_figure(given: list[_Given], origins: Origins) -> Figure:
    units = [item.mention.unit for item in given if item.mention.unit]
    spans = [item.value.span for item in given]
    level = any(item.quantity.level for item in given)
    # What different parties want to add to a time are wishes: they do not contradict, as counts of the dead do.
    wished = any(item.quantity.added for item in given)
    relation, shown = _relate(given, level=level, wished=wished)
    return Figure(
        identify("figure", *((span.document, span.start) for span in spans)),
        _label(given),
        max(dict.fromkeys(units), key=units.count) if units else "",
        relation,
        tuple(
            item.value if level else replace(item.value, updates=_find_updated(item, given)) for item in given
        ),
        evidence=shown,
        origins=origins.count(spans),
        outlets=origins.outlets(spans),
    )


def _label(given: list[_Given]) -> str:
    """Return what is counted, in the words of the value that has most in common with the others.

    A value whose words do not say is named by its unit, or by itself.
    """
    met = Counter(key for item in given for key in item.mention.keys)
    told = [item.mention for item in given if item.mention.label]
    if not told:
        mention = given[0].mention
        return (
            mention.unit
            if mention.counted is None and " " in mention.unit
            else " ".join(mention.exact.split())
        )
    central = max(
        told,
        key=lambda mention: (
            sum(met[key] for key in mention.keys if key in mention.label.lower()),
            len(mention.label.split()) > 1,
            -len(mention.label),
        ),
    )
    return central.label


def _relate(given: list[_Given], *, level: bool, wished: bool) -> tuple[Relation, tuple[Span, ...]]:
    """Return how the values stand to each other, and the two sentences that show it."""
    if len(given) == 1:
        return Relation.SINGLE, ()
    unlike: dict[tuple[object, ...], _Given] = {}
    for item in given:
        unlike.setdefault(
            (item.interval, item.value.qualifier, item.value.on, item.value.holder, item.document), item
        )
    compared = list(unlike.values())[:_MOST_COMPARED]
    found: tuple[Relation, tuple[Span, ...]] = Relation.AGREE, ()
    for index, one in enumerate(compared):
        for other in compared[:index]:
            if not _are_comparable(one, other, level=level):
                continue
            approximate = is_approximate(one.value.qualifier) or is_approximate(other.value.qualifier)
            relation = relate(one.interval, other.interval, approximate=approximate)
            shown = tuple(dict.fromkeys((other.sentence, one.sentence)))
            if relation is Relation.CONTRADICT and not wished:
                return relation, shown
            if relation is not Relation.AGREE and found[0] is Relation.AGREE:
                found = Relation.TENSION, shown
            elif not found[1]:
                found = relation, shown
    return found


def _find_updated(item: _Given, given: list[_Given]) -> Span | None:
    """Return the words of the latest lower value, by the same holder on an earlier day, that a value replaces.

    A lower value that anybody still gives on that day or later is a rival, and replaced by none.
    """
    earlier = [
        other
        for other in given
        if other.document != item.document
        and _share_holder(other, item)
        and are_comparable(other.quantity, item.quantity)
        and is_before(other.value.on, item.value.on)
        and rose(other.interval, item.interval)
        and not any(
            overlap(other.interval, one.interval) and not is_before(one.value.on, item.value.on)
            for one in given
            if one is not item
        )
    ]
    return max(earlier, key=lambda other: _starts(other.value.on)).value.span if earlier else None


def _share_holder(one: _Given, other: _Given) -> bool:
    """Tell whether two values are given by the same holder, or both by the documents themselves."""
    if one.value.holder is not None or other.value.holder is not None:
        return one.value.holder == other.value.holder
    return one.mention.holder is None and other.mention.holder is None


def _are_comparable(one: _Given, other: _Given, *, level: bool) -> bool:
    if one.mention.former or other.mention.former:
        return False  # the words themselves say that another number replaces it
    if not are_comparable(one.quantity, other.quantity):
        return False
    same_holder = one.value.holder == other.value.holder and one.mention.holder == other.mention.holder
    if one.document == other.document and same_holder:
        return False
    first, second = (one, other) if _starts(one.value.on) <= _starts(other.value.on) else (other, one)
    if is_before(first.value.on, second.value.on):
        return not level and not rose(first.interval, second.interval)
    return one.document == other.document or not level


def _starts(on: When) -> str:
    return str(on.earliest or on.latest or "")
