"""Rulings on announcements and on told outcomes -> the commitments of a record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    When,
    identify,
    is_owed,
    read_clock,
    when,
)
from onrecord.rulings.grouping import Changes, Root, Slot, find_groups, gather_slots, put_rulings
from onrecord.rulings.lines import Placed, Setting
from onrecord.rulings.placing import Lines
from onrecord.rulings.support import Support
from onrecord.story.moves import agree, measure_slip, slip_between

_LONGEST = 90  # characters of an action that is read at a glance, as in `story.commitments`


def rule_versions(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its commitments as their versions were ruled: dates, parties, and what belongs together.

    What a commitment's versions do to each other is told anew where one of them came, went or has another window;
    nothing told of those that stay leans on one that is gone.
    """
    if not placed:
        return record
    slots = [
        Slot(version, version.span, number)
        for number, commitment in enumerate(record.commitments)
        for version in commitment.versions
    ]
    told = [slot.span for slot in slots]
    changes = put_rulings(slots, placed, _rule_version, lambda item: _make_slot(item, setting))
    find_groups(slots, setting, part=True)
    read = {before: slot.span for before, slot in zip(told, slots, strict=False)}  # none of what was added
    return _regroup(record, slots, changes, setting, _Before(record, read))


class _Before:
    """What was told before the rulings: which versions stood together, under the words that they have now."""

    def __init__(self, record: Record, read: Mapping[Span, Span]) -> None:
        self.as_of = record.as_of
        self.support = Support(record)
        self.read = read  # by the words that the program has for it, those under which a version was ruled on
        self.homes = [self.rename(commitment.versions) for commitment in record.commitments]
        self.spans = {version.span for home in self.homes for version in home}

    def rename(self, versions: Sequence[Version]) -> tuple[Version, ...]:
        """Return the versions with the words that they have now, and with links to such words."""
        return tuple(self.follow(replace(one, span=self.read.get(one.span, one.span))) for one in versions)

    def follow(self, version: Version) -> Version:
        """Return a version whose link leads to the words that the one at its end has now."""
        link = version.link
        if link is None or self.read.get(link.to, link.to) == link.to:
            return version
        return replace(version, link=replace(link, to=self.read[link.to]))


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


def _regroup(
    record: Record, slots: Sequence[Slot[Version]], changes: Changes, setting: Setting, before: _Before
) -> Record:
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
        commitment = _fill(commitment, inside, left, setting, before, changed=changed)
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
    setting: Setting,
    before: _Before,
    *,
    changed: bool,
) -> Commitment:
    """Return a commitment with these versions; what was known of those that went up in it is kept."""
    if not changed and not any(slot.ruled for slot in slots):
        return commitment
    versions = tuple(before.follow(slot.part) for slot in slots)
    if changed:
        homes = {slot.home for slot in slots if slot.home is not None}
        was = [before.homes[home] for home in sorted(homes)]
        versions = tuple(sorted(versions, key=lambda version: _order(version, setting)))
        versions = tell_moves(versions, [one for home in was for one in home] if len(was) == 1 else ())
        versions = keep_links(versions, before.spans)
        versions = recount_origins(versions, was, before.support)
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
        before.as_of,
    )


def _order(version: Version, setting: Setting) -> tuple[date, tuple[int, int, int]]:
    said = version.said_on.earliest or version.said_on.latest or date.min
    return said, setting.places.rank(version.span)


def tell_moves(versions: Sequence[Version], before: Sequence[Version] = ()) -> tuple[Version, ...]:
    """Return the versions with what each does to those before it; that one withdraws was read, and stays.

    So does what was read of one that follows the same window as it did among those that stood there `before`: the
    program knows of its words what the record does not hold.
    """
    known = dict(_list_windows(before))
    told = []
    for number, (version, (_, (current, due))) in enumerate(
        zip(versions, _list_windows(versions), strict=True)
    ):
        slip, move = None, Move.REAFFIRMED
        if version.move is Move.WITHDRAWN and number:
            move = Move.WITHDRAWN
        elif not number:
            move = Move.ORIGINAL
        elif version.move is not Move.ORIGINAL and known.get(version.span) == (current, due):
            move, slip = version.move, version.slip_days
        elif version.move is Move.REVISED and due.earliest is None and due.latest is None:
            move = Move.REVISED  # it puts the act off to no day, whatever day it was for
        elif current is not None and due.latest is not None and not agree(due, current):
            move, slip = Move.REVISED, slip_between(current, due)
        told.append(replace(version, move=move, slip_days=slip))
    return tuple(told)


def _list_windows(versions: Sequence[Version]) -> list[tuple[Span, tuple[When | None, When]]]:
    """Return of each version the window with an end that was told last before it, and its own."""
    current: When | None = None
    found = []
    for version in versions:
        found.append((version.span, (current, version.due)))
        if version.due.latest is not None:
            current = version.due
    return found


def keep_links(versions: Sequence[Version], known: Iterable[Span]) -> tuple[Version, ...]:
    """Return the versions without each link to one that does not stand with them; `known` were versions before.

    A link to words that repeat a version in their document stays as long as one of that document does.
    """
    spans = {one.span for one in versions}
    documents = {span.document for span in spans}
    others: dict[str, list[Span]] = defaultdict(list)
    for span in known:
        if span not in spans:
            others[span.document].append(span)

    def stands(to: Span) -> bool:
        gone = any(map(to.overlaps, others[to.document]))
        return to in spans or (to.document in documents and not gone)

    return tuple(
        one if one.link is None or stands(one.link.to) else replace(one, link=None) for one in versions
    )


def recount_origins(
    versions: Sequence[Version], homes: Iterable[Sequence[Version]], support: Support
) -> tuple[Version, ...]:
    """Return the versions with the origins and outlets of those that tell of their windows now.

    Each has as many more or fewer than in its home, where the program, which reads sentences, counted them.
    """
    was = {one.span: _share_window(one, home) for home in homes for one in home}
    told = []
    for version in versions:
        spans, before = _share_window(version, versions), was.get(version.span, [version.span])
        if set(spans) != set(before):
            most = len({span.document for span in spans})
            count = version.origins + support.count(spans) - support.count(before)
            told.append(replace(version, origins=max(1, min(most, count)), outlets=support.outlets(spans)))
        else:
            told.append(version)
    return tuple(told)


def _share_window(version: Version, versions: Sequence[Version]) -> list[Span]:
    return [one.span for one in versions if one.due.edtf == version.due.edtf]


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
