"""Parts that a record keeps in groups (announcements, values, names, versions of a quotation), as they were ruled."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from onrecord.model import Span
from onrecord.rulings.lines import Placed, Setting
from onrecord.rulings.placing import Lines

Part = TypeVar("Part")
Root = tuple[
    str, int
]  # a group of the program's by its number ("home"), or a part that leads its own ("alone")


class Slot(Struct, Generic[Part]):
    """A part on its way to its group."""

    part: Part
    span: Span
    home: int | None  # the number of the group in which the program has it
    ruled: Placed | None = None
    group: int | None = None  # the slot with which it was ruled to stand; its own: alone


class Changes(Struct):
    """What rulings did to some slots."""

    gone: set[int]  # slots that were rejected
    moved: set[int | None]  # groups of which a part came, went or says something else


def put_rulings(
    slots: list[Slot[Part]],
    placed: Sequence[Placed],
    rule: Callable[[Slot[Part], Placed], bool],
    make: Callable[[Placed], Slot[Part] | None],
) -> Changes:
    """Put every ruling to the slot that it is about, or add one; `rule` tells whether it changed what it says."""
    changes = Changes(set(), set())
    numbers = Lines(slot.span for slot in slots).match([item.span for item in placed])
    for item, found in zip(placed, numbers, strict=True):
        if item.after is None:
            changes.gone.update(found)
            changes.moved.update(slots[one].home for one in found)
            continue
        for one in found:
            slots[one].ruled = item
            if rule(slots[one], item):
                changes.moved.add(slots[one].home)
        if not found and (made := make(item)) is not None:
            slots.append(made)
    return changes


def find_groups(slots: Sequence[Slot[Part]], setting: Setting, *, part: bool) -> None:
    """Note with which slot each was ruled to stand; without `part`, none leaves the group that it shares with it."""
    wanted = [
        (number, spans[0])
        for number, slot in enumerate(slots)
        if slot.ruled and slot.ruled.after and (spans := setting.places.find(slot.ruled.after.group))
    ]
    own = Lines(slot.span for slot in slots)
    for (number, _), found in zip(wanted, own.match([span for _, span in wanted]), strict=True):
        if not found:
            continue
        lead = number if number in found else found[0]
        home = slots[number].home
        if part or home is None or slots[lead].home != home:
            slots[number].group = lead


def gather_slots(slots: Sequence[Slot[Part]], changes: Changes) -> dict[Root, list[int]]:
    """Return the slots of each group as it stands, those of the program first, in its order."""
    groups: dict[Root, list[int]] = {}
    for number, slot in enumerate(slots):
        if number not in changes.gone:
            root = _find_root(slots, number)
            groups.setdefault(root, []).append(number)
            if root != ("home", slot.home):
                changes.moved.update((slot.home, root[1] if root[0] == "home" else None))
    return dict(sorted(groups.items(), key=lambda item: (item[0][0] != "home", item[0][1])))


def _find_root(slots: Sequence[Slot[Part]], number: int) -> Root:
    seen = [number]
    while True:
        slot = slots[seen[-1]]
        if slot.group is None:
            return ("home", slot.home) if slot.home is not None else ("alone", seen[-1])
        if slot.group in seen:  # alone, or in a ring, which is one group
            return "alone", min(seen[seen.index(slot.group) :])
        seen.append(slot.group)
