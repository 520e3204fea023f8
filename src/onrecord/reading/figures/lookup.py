"""Which of many stretches of text lie over a position, without trying them all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.model import Offsets

# Stretches are noted under every block of so many characters that they touch.
_BLOCK = 500


class Lookup:
    """Stretches of one text, each with a number, found by where they stand."""

    def __init__(self, stretches: Iterable[tuple[Offsets, int]]) -> None:
        self._blocks: dict[int, list[tuple[Offsets, int]]] = defaultdict(list)
        for offsets, number in stretches:
            for block in range(offsets.start // _BLOCK, (offsets.end - 1) // _BLOCK + 1):
                self._blocks[block].append((offsets, number))

    def at(self, words: Offsets) -> Iterator[tuple[Offsets, int]]:
        """Yield the stretches that share a character with `words`.

        >>> list(Lookup([(Offsets(0, 5), 7), (Offsets(6, 9), 8)]).at(Offsets(4, 6)))
        [(Offsets(start=0, end=5), 7)]
        """
        for block in range(words.start // _BLOCK, (words.end - 1) // _BLOCK + 1):
            for offsets, number in self._blocks.get(block, ()):
                # What lies over several blocks is yielded in the first that it shares with the words.
                if offsets.overlaps(words) and block == max(offsets.start, words.start) // _BLOCK:
                    yield offsets, number
