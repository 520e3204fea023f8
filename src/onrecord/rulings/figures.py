"""Rulings on numbers that somebody gives -> the figures of a record, and how their values stand to each other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec.structs import replace

from onrecord.model import Figure, FigureValue, Record, Relation, Span, identify
from onrecord.numbers.numbers import states
from onrecord.rulings.grouping import Slot, find_groups, gather_slots, put_rulings
from onrecord.rulings.lines import Placed, Setting
from onrecord.rulings.ruling import Told
from onrecord.rulings.support import Support
from onrecord.story.interval import Interval, is_approximate, is_before, relate, rose

_LONGEST = 90  # characters of what is counted, as it is read at a glance
_NOTHING: tuple[Span, ...] = ()
_WORST_FIRST = (Relation.CONTRADICT, Relation.TENSION, Relation.AGREE)


def rule_figures(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its figures as their values were ruled: numbers, holders, and what is of one quantity.

    How the values of a figure stand to each other is told anew where one of them came, went or changed. Only values
    that people ruled to be of the quantity are then held against each other: a record that misses a dispute is better
    than one that makes one up.
    """
    if not placed:
        return record
    slots = [
        Slot(value, value.span, number)
        for number, figure in enumerate(record.figures)
        for value in figure.values
    ]

    def rule(slot: Slot[FigureValue], item: Placed) -> bool:
        before = slot.part
        slot.part = _correct(before, item, setting)
        return _says(before) != _says(slot.part)

    def make(item: Placed) -> Slot[FigureValue] | None:
        """Return a value that the program does not have; nothing where its words do not say the number."""
        said = setting.places.by_id[item.span.document].published
        value = FigureValue(None, None, None, None, item.span, None, said)
        made = _correct(value, item, setting)
        told = made.low is not None or made.high is not None
        return Slot(made, item.span, None, item) if told else None

    changes = put_rulings(slots, placed, rule, make)
    find_groups(slots, setting, part=True)
    support = Support(record)
    kept: list[Figure] = []
    new: list[Figure] = []
    for (kind, number), members in gather_slots(slots, changes).items():
        inside = [slots[member] for member in members]
        home = inside[0].home if kind == "alone" else number
        figure = record.figures[home] if home is not None else _name_quantity(slots[number].span)
        figure = _call(figure, inside)
        values = [slot.part for slot in inside]
        if kind == "alone":
            span = slots[number].span
            ident = identify("figure", "ruled", span.document, span.start, span.end)
            figure = replace(figure, id=ident, evidence=(), relation=Relation.SINGLE)
            new.append(_fill(figure, values, setting, support))
        elif number in changes.moved:
            kept.append(_fill(figure, values, setting, support))
        else:
            kept.append(replace(figure, values=tuple(values)))
    new.sort(key=lambda figure: setting.places.rank(figure.values[0].span))
    return replace(record, figures=(*kept, *new))


def _correct(value: FigureValue, item: Placed, setting: Setting) -> FigureValue:
    after = item.after
    if after is None:
        return value
    given = after.number
    low, high = given if given and states(value.span.exact, *given) else (value.low, value.high)
    return replace(
        value, low=low, high=high, holder=setting.people.find(after.party), ruling=item.standing.checked
    )


def _says(value: FigureValue) -> tuple[object, ...]:
    return value.span, value.low, value.high, value.holder


def _call(figure: Figure, slots: Sequence[Slot[FigureValue]]) -> Figure:
    """Return a figure under the label and the unit that people gave it on any of its values.

    What somebody changed goes before what somebody accepted with a value; where such labels differ, neither wins.
    """
    rulings = [slot.ruled.standing.decided for slot in slots if slot.ruled]
    given = [(ruling.before or Told(), ruling.after) for ruling in rulings if ruling and ruling.after]
    names: dict[str, str] = {}
    for field in ("quantity", "unit"):
        told = [(getattr(before, field), getattr(after, field)) for before, after in given]
        changed = {new for old, new in told if new and new != old}
        kept = changed or {new for _, new in told if new}
        if len(kept) == 1:
            names[field] = kept.pop()
    return replace(figure, **names)


def _name_quantity(span: Span) -> Figure:
    """Return a figure that the program does not have: what is counted is told by the words themselves."""
    words = " ".join(span.exact.split())
    label = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"
    return Figure("", label, "", Relation.SINGLE, ())


def _fill(figure: Figure, values: list[FigureValue], setting: Setting, support: Support) -> Figure:
    values.sort(key=lambda value: setting.places.rank(value.span))
    told = tell_relation(figure, values)
    spans = [value.span for value in values]
    return replace(told, origins=support.count(spans), outlets=support.outlets(spans))


def tell_relation(figure: Figure, values: Sequence[FigureValue]) -> Figure:
    """Return a figure with these values, and with how they stand to each other as far as that can still be said."""
    spans = {value.span for value in values}
    told = tuple(
        value if value.updates is None or value.updates in spans else replace(value, updates=None)
        for value in values
    )
    relation, evidence = Relation.SINGLE, _NOTHING
    if len(told) > 1:
        found = sorted(_list_relations(figure, told), key=lambda item: _WORST_FIRST.index(item[0]))
        relation, evidence = found[0] if found else (Relation.UNCOMPARED, _NOTHING)
    sure = figure.probability if len(told) > 1 else None
    return replace(
        figure, values=told, relation=relation, evidence=evidence, probability=sure,
        ground=figure.ground if len(told) > 1 else None,
    )  # fmt: skip


def _list_relations(
    figure: Figure, values: Sequence[FigureValue]
) -> Iterator[tuple[Relation, tuple[Span, ...]]]:
    """Yield what the program found, where the values that showed it are as they were, and what ruled values show."""
    same = {_says(value) for value in values}
    shown = [value for value in figure.values if any(span.covers(value.span) for span in figure.evidence)]
    if figure.relation in _WORST_FIRST and shown and all(_says(value) in same for value in shown):
        yield figure.relation, figure.evidence
    for one, other in combinations([value for value in values if value.ruling], 2):
        first, second = (other, one) if is_before(other.on, one.on) else (one, other)
        later = is_before(first.on, second.on) and rose(_interval(first), _interval(second))
        if later or (one.span.document == other.span.document and one.holder == other.holder):
            continue  # what is counted has grown; and nobody disputes himself
        approximate = is_approximate(one.qualifier) or is_approximate(other.qualifier)
        yield (
            relate(_interval(one), _interval(other), approximate=approximate),
            (one.span, other.span),
        )


def _interval(value: FigureValue) -> Interval:
    low, high = value.low, value.high
    return Decimal(low) if low is not None else None, Decimal(high) if high is not None else None
