"""Lines that say one thing: told by several outlets, quoted twice, or read twice in one sentence."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from rapidfuzz import fuzz

from onrecord.publish.speakers import fold

Item = TypeVar("Item")

_ALIKE = 88  # of 100: so alike are the words of two outlets for one line
_FEWEST = 5  # words that tell a line from others, where they are a part of another's


def gather_alike(
    items: Iterable[Item], words_of: Callable[[Item], str], place_of: Callable[[Item], Hashable]
) -> list[list[Item]]:
    """Return some items of one party, those together that stand in one place or have nearly the same words.

    >>> told = ["no fish has died in the bay", "No fish has died in the bay, ", "the dam is safe"]
    >>> gather_alike(told, str, str)
    [['no fish has died in the bay', 'No fish has died in the bay, '], ['the dam is safe']]
    """
    groups: list[list[Item]] = []
    known: list[tuple[set[Hashable], list[str]]] = []
    for item in items:
        words, place = fold(words_of(item)), place_of(item)
        for group, (places, told) in zip(groups, known, strict=True):
            if place in places or any(_is_alike(words, other) for other in told):
                group.append(item)
                places.add(place)
                told.append(words)
                break
        else:
            groups.append([item])
            known.append(({place}, [words]))
    return groups


def _is_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short.split()) >= _FEWEST and short in long:
        return True
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0
