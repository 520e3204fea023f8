"""Rulings on relays, events, silences, rival names and altered quotations -> these lines as they stand."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from onrecord.model import (
    UNKNOWN,
    AlteredQuotation,
    Basis,
    Event,
    Name,
    Naming,
    Record,
    Relay,
    RelayKind,
    Silence,
    Span,
    identify,
    when,
)
from onrecord.rulings.grouping import Slot, find_groups, gather_slots, put_rulings
from onrecord.rulings.lines import Placed, Setting, keep_words, name_line, rule_lines
from onrecord.rulings.people import join_marks
from onrecord.rulings.ruling import LineKind, Told
from onrecord.rulings.support import count_anew
from onrecord.rulings.telling import Reader
from onrecord.world import fold_name

Part = TypeVar("Part")


def rule_relays(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its relays as they were ruled, and origins counted by those that are left."""
    if not placed:
        return record
    reader = Reader(record)

    def change(relay: Relay | None, item: Placed, after: Told) -> Relay:
        known = relay or _make_relay(item, setting)
        return replace(
            known,
            kind=after.relay or known.kind,
            outlet=setting.people.find(after.party),
            ruling=item.standing.checked,
        )

    kept, _ = rule_lines(
        record.relays, lambda one: one.evidence, placed, change, setting.places,
        lambda one: reader.relay(one).target.other,
    )  # fmt: skip
    return count_anew(replace(record, relays=kept), record)


def _make_relay(item: Placed, setting: Setting) -> Relay:
    """Return a relay that the program had not told, or tells no more."""
    elsewhere = [
        span.document
        for span in setting.places.find(item.standing.target.other)
        if span.document != item.span.document
    ]
    return Relay(item.span.document, RelayKind.CITES, None, elsewhere[0] if elsewhere else None, (item.span,))


def rule_events(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its events as they were ruled, each found by any of the sentences that tell it."""

    def change(event: Event | None, item: Placed, after: Told) -> Event:
        known = event or _make_event(item.span, setting)
        days = after.due or (None, None)
        if days != (known.when.earliest, known.when.latest):
            told_by = next(iter(setting.places.find(item.standing.target.other)), item.span)
            basis = Basis.EXPLICIT if after.due else Basis.UNKNOWN
            known = replace(known, when=when(*days, basis, told_by if after.due else None))
        return replace(known, ruling=item.standing.checked)

    kept, _ = rule_lines(
        record.events, lambda one: (one.span, *one.also), placed, change, setting.places,
        lambda one: Reader(record).anchor(one.when.span) if one.when.span else None,
    )  # fmt: skip
    return replace(record, events=kept)


def _make_event(span: Span, setting: Setting) -> Event:
    outlet = setting.places.by_id[span.document].outlet
    return Event(name_line(LineKind.EVENT, span), UNKNOWN, span, (), 1, 1, (outlet,) if outlet else ())


def rule_silences(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with who did not answer as it was ruled."""

    def change(silence: Silence | None, item: Placed, after: Told) -> Silence:
        told_on = setting.places.by_id[item.span.document].published
        known = silence or Silence(name_line(LineKind.SILENCE, item.span), None, item.span, told_on)
        return replace(
            known,
            span=keep_words(known.span, item),
            party=setting.people.find(after.party),
            ruling=item.standing.checked,
        )

    kept, _ = rule_lines(record.silences, lambda one: (one.span,), placed, change, setting.places)
    return replace(record, silences=kept)


def rule_namings(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its rival names as they were ruled; a name without a rival is none any more."""
    if not placed:
        return record

    def name(part: Name | None, item: Placed) -> Name:
        party = setting.people.find(item.after.party) if item.after else None
        return replace(part or Name(None, item.span), holder=party, ruling=item.standing.checked)

    parts = [[(one, one.span) for one in naming.names] for naming in record.namings]
    kept: list[Naming] = []
    for number, slots, moved in _group(parts, placed, setting, name):
        names = tuple(slot.part for slot in slots)
        if moved and not are_rivals(names):
            continue
        known = record.namings[number] if number is not None else None
        ident = known.id if known else identify("naming", *(one.span for one in names))
        kept.append(Naming(ident, names))
    return replace(record, namings=tuple(kept))


def are_rivals(names: Sequence[Name]) -> bool:
    """Tell whether at least two names for a thing differ."""
    return len({fold_name(one.span.exact) for one in names}) > 1


def rule_quotations(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its altered quotations as their versions were ruled; one version alone differs from none.

    A quotation is marked where every version of it was ruled on.
    """
    if not placed:
        return record

    parts = [[(span, span) for span in one.versions] for one in record.altered_quotations]
    kept: list[AlteredQuotation] = []
    for number, slots, _ in _group(parts, placed, setting, lambda part, item: part or item.span):
        spans = tuple(slot.part for slot in slots)
        if len(spans) < 2:
            continue
        known = record.altered_quotations[number] if number is not None else None
        made = known or AlteredQuotation(identify("altered", *spans), None, spans)
        ruled = [slot.ruled for slot in slots if slot.ruled]
        party = ruled[0].after.party if ruled and ruled[0].after else None
        marks = [item.standing.checked for item in ruled]
        kept.append(
            replace(
                made,
                speaker=setting.people.find(party) if ruled else made.speaker,
                versions=spans,
                differing=tuple(one for one in made.differing if any(span.covers(one) for span in spans)),
                original=made.original if made.original in spans else None,
                ruling=join_marks(marks) if len(marks) == len(slots) else None,
            )
        )
    return replace(record, altered_quotations=tuple(kept))


def _group(
    parts: Sequence[Sequence[tuple[Part, Span]]],
    placed: Sequence[Placed],
    setting: Setting,
    change: Callable[[Part | None, Placed], Part],
) -> list[tuple[int | None, list[Slot[Part]], bool]]:
    """Return the groups as they stand, each with its number in the record, and whether a part came or went."""
    slots = [Slot(part, span, number) for number, group in enumerate(parts) for part, span in group]

    def rule(slot: Slot[Part], item: Placed) -> bool:
        slot.part = change(slot.part, item)
        return False

    changes = put_rulings(slots, placed, rule, lambda item: Slot(change(None, item), item.span, None, item))
    find_groups(slots, setting, part=False)
    found = []
    for (kind, number), members in gather_slots(slots, changes).items():
        home = number if kind == "home" else None
        inside = [slots[member] for member in members]
        moved = home is None or home in changes.moved
        if moved:
            inside.sort(key=lambda slot: setting.places.rank(slot.span))
        found.append((home, inside, moved))
    return found
