"""Rulings on announcements and on told outcomes -> the commitments of a record."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.model import (
    Basis,
    Checked,
    Clock,
    Commitment,
    Move,
    Outcome,
    Record,
    Span,
    Version,
    identify,
    is_owed,
    read_clock,
    when,
)
from onrecord.rulings.grouping import Changes, Root, Slot, find_groups, gather_slots, put_rulings
from onrecord.rulings.lines import Placed, Setting
from onrecord.rulings.placing import Lines
from onrecord.story.moves import agree, measure_slip, slip_between

_LONGEST = 90  # characters of an action that is read at a glance, as in `story.commitments`


def rule_versions(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its commitments as their versions were ruled: dates, parties, and what belongs together.

    What a commitment's versions do to each other is told anew where one of them came, went or has another window.
    """
    if not placed:
        return record
    slots = [
        Slot(version, version.span, number)
        for number, commitment in enumerate(record.commitments)
        for version in commitment.versions
    ]
    changes = put_rulings(slots, placed, _rule_version, lambda item: _make_slot(item, setting))
    find_groups(slots, setting, part=True)
    return _regroup(record, slots, changes, setting)


def _rule_version(slot: Slot[Version], item: Placed) -> bool:
    """Put a ruling to a version; tell whether its window changed."""
    before = slot.part.due
    due = item.after.due if item.after else None
    if due is not None and due != (before.earliest, before.latest):
        slot.part = replace(slot.part, due=when(*due, Basis.EXPLICIT, item.span), due_text=None)
    slot.part, slot.span = replace(slot.part, span=item.span, ruling=item.standing.checked), item.span
    return slot.part.due != before


def _make_slot(item: Placed, setting: Setting) -> Slot[Version]:
    said = setting.places.by_id[item.span.document].published
    due = item.after.due if item.after else None
    version = Version(
        statement=None,
        span=item.span,
        by=None,
        said_on=said,
        due=when(
            *(due or (None, None)), Basis.EXPLICIT if due else Basis.UNKNOWN, item.span if due else None
        ),
        due_text=None,
        move=Move.ORIGINAL,
        slip_days=None,
        hedged=False,
        ruling=item.standing.checked,
    )
    return Slot(version, item.span, None, item)


def _regroup(record: Record, slots: Sequence[Slot[Version]], changes: Changes, setting: Setting) -> Record:
    groups = gather_slots(slots, changes)
    kept: list[Commitment] = []
    new: list[Commitment] = []
    for (kind, number), members in groups.items():
        inside = [slots[member] for member in members]
        if kind == "home":
            commitment, changed = record.commitments[number], number in changes.moved
        else:
            commitment, changed = _found_commitment(record, slots[number]), True
        left = _find_left(record, groups, inside, commitment)
        commitment = _fill(commitment, inside, left, record.as_of, setting, changed=changed)
        (kept if kind == "home" else new).append(commitment)
    new.sort(key=lambda one: setting.places.rank(one.versions[0].span))
    return replace(record, commitments=(*kept, *new))


def _found_commitment(record: Record, slot: Slot[Version]) -> Commitment:
    """Return a commitment that the program does not have, after the one from which its version was taken."""
    span, words = slot.part.span, " ".join(slot.part.span.exact.split())
    return Commitment(
        id=identify("commitment", "ruled", span.document, span.start, span.end),
        party=None if slot.home is None else record.commitments[slot.home].party,
        action=words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …",
        beneficiary=None,
        versions=(slot.part,),
        slip_days=None,
        outcome=Outcome.UNKNOWN,
        outcome_evidence=(),
        clock=Clock.UNDATED,
    )


def _find_left(
    record: Record, groups: dict[Root, list[int]], inside: Sequence[Slot[Version]], into: Commitment
) -> list[Commitment]:
    """Return the commitments of which no version is left and some are here now."""
    homes = dict.fromkeys(slot.home for slot in inside if slot.home is not None)
    return [
        one
        for home in homes
        if ("home", home) not in groups and (one := record.commitments[home]).id != into.id
    ]


def _fill(
    commitment: Commitment,
    slots: Sequence[Slot[Version]],
    left: Sequence[Commitment],
    as_of: date | None,
    setting: Setting,
    *,
    changed: bool,
) -> Commitment:
    """Return a commitment with these versions; what was known of those that went up in it is kept."""
    if not changed and not any(slot.ruled for slot in slots):
        return commitment
    versions = tuple(slot.part for slot in slots)
    if changed:
        versions = tell_moves(sorted(versions, key=lambda version: _order(version, setting)))
    ruled = next((slot.ruled for slot in slots if slot.ruled is not None), None)
    party = commitment.party
    if ruled is not None and ruled.after is not None:
        party = setting.people.find(ruled.after.party)
    told = next((one for one in left if one.outcome_evidence), commitment)
    fate = commitment if commitment.outcome_evidence else told
    terms = dict.fromkeys(term for one in (commitment, *left) for term in one.terms)
    return set_clock(
        replace(
            commitment,
            party=party,
            versions=versions,
            slip_days=measure_slip(versions) if changed else commitment.slip_days,
            outcome=fate.outcome,
            outcome_evidence=fate.outcome_evidence,
            terms=tuple(terms),
        ),
        as_of,
    )


def _order(version: Version, setting: Setting) -> tuple[date, tuple[int, int, int]]:
    said = version.said_on.earliest or version.said_on.latest or date.min
    return said, setting.places.rank(version.span)


def tell_moves(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions with what each does to those before it; that one withdraws was read, and stays."""
    current = None
    told = []
    for number, version in enumerate(versions):
        slip, move = None, Move.REAFFIRMED
        if version.move is Move.WITHDRAWN and number:
            move = Move.WITHDRAWN
        elif not number:
            move = Move.ORIGINAL
        elif current is not None and version.due.latest is not None and not agree(version.due, current):
            move, slip = Move.REVISED, slip_between(current, version.due)
        if version.due.latest is not None:
            current = version.due
        told.append(replace(version, move=move, slip_days=slip))
    return tuple(told)


def set_clock(commitment: Commitment, as_of: date | None) -> Commitment:
    """Return a commitment with its clock as of a day."""
    owed = is_owed(commitment.party, commitment.outcome, commitment.outcome_evidence)
    clock = read_clock(commitment.versions, as_of, owed=owed) if as_of else Clock.UNDATED
    return replace(commitment, clock=clock)


def rule_outcomes(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with what became of its commitments as it was ruled, each with the words that say so.

    Where people accepted words that tell different outcomes of one commitment, the words that came out last hold.
    """
    if not placed:
        return record
    commitments = list(record.commitments)
    told = [(n, span) for n, one in enumerate(commitments) for span in one.outcome_evidence]
    matches = Lines(span for _, span in told).match([item.span for item in placed])
    versions = [(n, version.span) for n, one in enumerate(commitments) for version in one.versions]
    lines = Lines(span for _, span in versions)
    ruled: dict[int, list[Placed]] = {}
    for item, found in zip(placed, matches, strict=True):
        for number, span in (told[one] for one in found):
            commitments[number] = _take_away(commitments[number], span, item.standing.checked)
        if item.after is None or item.after.outcome is None:
            continue
        group = setting.places.find(item.after.group)
        [named] = lines.match(group[:1]) if group else [()]
        number_of = [versions[one][0] for one in named] or [told[one][0] for one in found]
        if number_of:
            ruled.setdefault(number_of[0], []).append(item)
    for number, items in ruled.items():
        commitments[number] = _settle(commitments[number], items, setting)
    pairs = zip(record.commitments, commitments, strict=True)
    return replace(
        record,
        commitments=tuple(new if new is old else set_clock(new, record.as_of) for old, new in pairs),
    )


def _take_away(commitment: Commitment, span: Span, mark: Checked) -> Commitment:
    evidence = tuple(one for one in commitment.outcome_evidence if one != span)
    outcome = commitment.outcome if evidence else Outcome.UNKNOWN
    return replace(commitment, outcome=outcome, outcome_evidence=evidence, ruling=mark)


def _settle(commitment: Commitment, items: Sequence[Placed], setting: Setting) -> Commitment:
    def order(item: Placed) -> tuple[date, tuple[int, int, int]]:
        published = setting.places.by_id[item.span.document].published
        return published.latest or published.earliest or date.min, setting.places.rank(item.span)

    ordered = sorted(items, key=order)
    last = ordered[-1]
    outcome = last.after.outcome if last.after and last.after.outcome else commitment.outcome
    same = [item.span for item in ordered if item.after and item.after.outcome is outcome]
    kept = commitment.outcome_evidence if commitment.outcome is outcome else ()
    return replace(
        commitment,
        outcome=outcome,
        outcome_evidence=tuple(dict.fromkeys((*same, *kept))),
        ruling=last.standing.checked,
    )
