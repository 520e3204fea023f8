"""Figures of all documents -> quantities."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from onrecord.annotations import Attribution, FigureMention, Reading
from onrecord.model import Figure, FigureValue, Relation, When, identify
from onrecord.story.actors import Cast
from onrecord.story.interval import Interval, is_approximate, is_before, relate, rose
from onrecord.story.quantities import Quantity, describe, join
from onrecord.story.statements import Statements, said_on

# Values beyond these many different ones change nothing about whether a quantity is disputed.
_MOST_COMPARED = 200


class _Given(Struct, frozen=True):
    """A value with what decides whether it can be compared."""

    value: FigureValue
    mention: FigureMention
    document: str

    @property
    def interval(self) -> Interval:
        """The numbers that the words allow: 'three others' leaves open how many there are with the first ones."""
        others = re.search(r"\bothers?\b", self.mention.exact) is not None
        return _decimal(self.value.low), None if others else _decimal(self.value.high)


def _decimal(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def group_figures(readings: Sequence[Reading], cast: Cast, statements: Statements) -> tuple[Figure, ...]:
    """Return every quantity with all the values given for it.

    Values stand together where unit, what is counted and of what, place and occasion allow it. They are related
    by their intervals: only values of different holders or documents are compared, a later higher value of a
    quantity that grows is an update, and of a level that moves both ways (a price, a share without power) only
    values of one day are compared.
    """
    settings: dict[str, set[str]] = defaultdict(set)
    for actor in cast.actors:
        for mention in actor.mentions:
            settings[mention.document].add(actor.id)
    given: list[tuple[Quantity, _Given]] = []
    for reading in readings:
        ident = reading.document.id
        setting = frozenset(settings[ident])
        for figure in reading.figures:
            value = _value(reading, figure, cast, statements)
            given.append((describe(figure, ident, setting), _Given(value, figure, ident)))
    groups: dict[int, list[_Given]] = defaultdict(list)
    quantities: dict[int, list[Quantity]] = defaultdict(list)
    for (quantity, item), group in zip(given, join([quantity for quantity, _ in given]), strict=True):
        groups[group].append(item)
        quantities[group].append(quantity)
    return tuple(_make_figure(groups[group], quantities[group]) for group in sorted(groups))


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


def _make_figure(given: list[_Given], quantities: list[Quantity]) -> Figure:
    values = tuple(item.value for item in given)
    units = [item.mention.unit for item in given if item.mention.unit]
    spans = [(value.span.document, value.span.start) for value in values]
    return Figure(
        identify("figure", *spans),
        _label(given),
        max(dict.fromkeys(units), key=units.count) if units else "",
        _relate(given, quantities),
        values,
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


def _relate(given: list[_Given], quantities: list[Quantity]) -> Relation:
    if len(given) == 1:
        return Relation.SINGLE
    level = any(quantity.level for quantity in quantities)
    # What different parties want to add to a time are wishes: they do not contradict, as counts of the dead do.
    wished = any(quantity.added for quantity in quantities)
    unlike: dict[tuple[object, ...], _Given] = {}
    for item in given:
        unlike.setdefault(
            (item.interval, item.value.qualifier, item.value.on, item.value.holder, item.document), item
        )
    compared = list(unlike.values())[:_MOST_COMPARED]
    found = Relation.AGREE
    for index, one in enumerate(compared):
        for other in compared[:index]:
            if not _are_comparable(one, other, level=level):
                continue
            approximate = is_approximate(one.value.qualifier) or is_approximate(other.value.qualifier)
            relation = relate(one.interval, other.interval, approximate=approximate)
            if relation is Relation.CONTRADICT:
                if not wished:
                    return relation
                relation = Relation.TENSION
            if relation is Relation.TENSION:
                found = relation
    return found


def _are_comparable(one: _Given, other: _Given, *, level: bool) -> bool:
    if one.mention.former or other.mention.former:
        return False  # the words themselves say that another number replaces it
    same_holder = one.value.holder == other.value.holder and one.mention.holder == other.mention.holder
    if one.document == other.document and same_holder:
        return False
    first, second = (one, other) if _starts(one.value.on) <= _starts(other.value.on) else (other, one)
    if is_before(first.value.on, second.value.on):
        return not level and not rose(first.interval, second.interval)
    return one.document == other.document or not level


def _starts(on: When) -> str:
    return str(on.earliest or on.latest or "")
