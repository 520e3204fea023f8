"""Rulings on who is who -> the actors of a record, some split and some merged, and its lines under their names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Actor, Checked, Commitment, Record, Span
from onrecord.rulings.placing import People
from onrecord.rulings.standing import Standing

Item = TypeVar("Item", bound=Struct)

ACTORS = frozenset(
    ("speaker", "party", "beneficiary", "by", "holder", "outlet")
)  # fields that name one actor
MANY = frozenset(("via", "outlets"))  # and those that name several
_INNER = frozenset(("versions", "values", "names"))  # arrays of what names some


def split_actors(record: Record, standings: Sequence[Standing], people: People) -> Record:
    """Return the record with the lines of each actor who was split under the right one of the two.

    The mentions under the names that were ruled to be another's become that other's, and so does what was said by
    them: a statement goes by the words that name its source, and all else by its statement.
    """
    for standing in standings:
        ruling, actor = standing.decided, people.at(standing.target.words)
        if ruling is None or ruling.after is None or ruling.after.party is None or actor is None:
            continue
        names = {*ruling.after.names}
        known = people.by_id[actor]
        moving = tuple(span for span in known.mentions if " ".join(span.exact.split()) in names)
        if not moving or len(moving) == len(known.mentions):
            continue
        other = _make_other(people, standing, known, moving)
        left = tuple(span for span in known.mentions if span not in moving)
        aliases = tuple(name for name in known.aliases if name not in names)
        called = aliases[0] if known.name in names and aliases else known.name
        people.by_id[actor] = replace(
            known, name=called, mentions=left, aliases=tuple(n for n in aliases if n != called),
            ruling=standing.checked,
        )  # fmt: skip
        people.index()
        record = _move_lines(record, actor, other, moving)
    return record


def _make_other(people: People, standing: Standing, known: Actor, moving: tuple[Span, ...]) -> str:
    ruling = standing.heads[0]
    whom = ruling.after.party if ruling.after else None
    name = whom.name if whom else moving[0].exact
    other = people.add(name, known.type, moving)
    forms = sorted({" ".join(span.exact.split()) for span in moving} - {name})
    people.by_id[other] = replace(people.by_id[other], aliases=tuple(forms), ruling=standing.checked)
    return other


def _move_lines(record: Record, actor: str, other: str, moving: Sequence[Span]) -> Record:
    at: dict[str, list[Span]] = defaultdict(list)
    for span in moving:
        at[span.document].append(span)

    def is_moved(source: Span | None) -> bool:
        return source is not None and any(map(source.overlaps, at.get(source.document, ())))

    said = {
        statement.id
        for statement in record.statements
        if statement.speaker == actor and is_moved(statement.source)
    }

    def move(item: Item, field: str) -> Item:
        moved = getattr(item, "statement", None) in said and getattr(item, field) == actor
        return replace(item, **{field: other}) if moved else item

    def move_at(item: Item, words: Span, field: str) -> Item:
        """Return a line that no statement makes, moved by its own words."""
        moved = getattr(item, field) == actor and is_moved(words)
        return replace(item, **{field: other}) if moved else item

    def move_commitment(item: Commitment) -> Commitment:
        versions = tuple(move(version, "by") for version in item.versions)
        lead = item.party == actor and versions[0].by == other
        return replace(item, versions=versions, party=other if lead else item.party)

    return replace(
        record,
        statements=tuple(replace(one, speaker=other) if one.id in said else one for one in record.statements),
        terms=tuple(move(term, "party") for term in record.terms),
        denials=tuple(move(denial, "party") for denial in record.denials),
        commitments=tuple(map(move_commitment, record.commitments)),
        figures=tuple(
            replace(figure, values=tuple(move(value, "holder") for value in figure.values))
            for figure in record.figures
        ),
        silences=tuple(move_at(silence, silence.span, "party") for silence in record.silences),
        namings=tuple(
            replace(naming, names=tuple(move_at(name, name.span, "holder") for name in naming.names))
            for naming in record.namings
        ),
    )


def merge_actors(record: Record, standings: Sequence[Standing], people: People) -> Record:
    """Return the record with those who were ruled to be one under one id: that of the most mentioned of them."""
    group = {actor: actor for actor in people.by_id}

    def find(actor: str) -> str:
        while group[actor] != actor:
            actor = group[actor]
        return actor

    marks: dict[str, list[Checked]] = defaultdict(list)
    pairs = []
    for standing in standings:
        one, other = people.at(standing.target.words), people.at(standing.target.other)
        ruling = standing.decided
        if one and other and ruling is not None and ruling.after is not None:
            pairs.append((one, other, standing.checked))
            first, second = sorted((find(one), find(other)))
            group[second] = first
    members: dict[str, list[str]] = defaultdict(list)
    for actor in people.by_id:
        members[find(actor)].append(actor)
    for one, _, mark in pairs:
        marks[find(one)].append(mark)
    swapped: dict[str, str] = {}
    for lead, same in members.items():
        if len(same) > 1:
            merged = _join([people.by_id[actor] for actor in same], join_marks(marks[lead]))
            for actor in same:
                people.by_id.pop(actor)
                swapped[actor] = merged.id
            people.by_id[merged.id] = merged
    return swap_actors(record, swapped) if swapped else record


def _join(same: Iterable[Actor], mark: Checked) -> Actor:
    """Return one actor of several, with everything that each is called."""
    ordered = sorted(same, key=lambda actor: (-len(actor.mentions), actor.id))
    lead = ordered[0]
    forms = {name for actor in ordered for name in (actor.name, *actor.aliases)}
    mentions = {span for actor in ordered for span in actor.mentions}
    return replace(
        lead, aliases=tuple(sorted(forms - {lead.name})), mentions=tuple(sorted(mentions)), ruling=mark
    )


def join_marks(marks: Sequence[Checked]) -> Checked:
    """Return the one mark of what several rulings come to: all who ruled, and the last day."""
    names = dict.fromkeys(name for mark in marks for name in mark.by.split(", "))
    return Checked(", ".join(names), max(mark.on for mark in marks), marks[0].kind)


@cache
def _list_naming(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields of a type that name actors, or hold what names some."""
    return tuple(field for field in kind.__struct_fields__ if field in ACTORS | MANY | _INNER)


def swap_actors(record: Record, swapped: Mapping[str, str]) -> Record:
    """Return the record with every id of an actor that is a key of `swapped` replaced by its value."""

    def swap(item: Item) -> Item:
        changes: dict[str, object] = {}
        for field in _list_naming(type(item)):
            value = getattr(item, field)
            if field in ACTORS:
                if value in swapped:
                    changes[field] = swapped[value]
            elif field in MANY:
                if any(actor in swapped for actor in value):
                    changes[field] = tuple(dict.fromkeys(swapped.get(actor, actor) for actor in value))
            elif (
                field in _INNER and value and isinstance(value[0], Struct) and not isinstance(value[0], Span)
            ):
                changes[field] = tuple(map(swap, value))
        return replace(item, **changes) if changes else item

    arrays = {
        field: tuple(map(swap, items))
        for field in record.__struct_fields__
        if isinstance(items := getattr(record, field), tuple) and field not in {"actors", "unread"}
    }
    return replace(record, **arrays)
