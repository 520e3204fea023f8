"""Why the versions of a commitment stand together: the bonds of its chain, told of its versions."""

from collections import deque
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Link, Span, Version
from onrecord.story.announcements import Announcement
from onrecord.story.chaining import Bond, Chain


def explain_versions(versions: Sequence[Version], chain: Chain) -> tuple[Version, ...]:
    """Return the versions, each but the first told with the link on its way to the first.

    A link may lead to words that are no version: those that repeat a window in their own document.
    """
    links = _lead_to(versions[0].span, chain)
    return tuple(replace(version, link=links.get(version.span)) for version in versions)


def _lead_to(first: Span, chain: Chain) -> dict[Span, Link]:
    """Return, by the words of each announcement, the link by which it is reached from the first one."""
    spans = [_cite(item) for item in chain.members]
    beside: dict[int, list[tuple[int, Bond]]] = {place: [] for place in range(len(spans))}
    for bond in chain.bonds:
        beside[bond.one].append((bond.other, bond))
        beside[bond.other].append((bond.one, bond))
    start = spans.index(first)
    links: dict[Span, Link] = {}
    reached, queue = {start}, deque([start])
    while queue:
        place = queue.popleft()
        for other, bond in sorted(beside[place], key=lambda pair: pair[0]):
            if other in reached:
                continue
            reached.add(other)
            queue.append(other)
            if spans[other] not in (first, spans[place]):
                links.setdefault(spans[other], Link(spans[place], bond.tie, tuple(sorted(bond.shared))))
    return links


def _cite(item: Announcement) -> Span:
    return item.reading.document.cite(*item.frame.words)
