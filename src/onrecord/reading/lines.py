"""Text as lines were cut from it -> the same text with its sentences whole; no character changes its place."""

import re
from itertools import pairwise

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)+")  # lines with no empty one between them
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*\s*$")
_OPEN = re.compile(
    r"(?:[,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with))\s*$", re.IGNORECASE
)
_SURE, _SHARE = 2, 3  # breaks within a sentence, and one in so many of all, by which a block is running prose
_FULL = 0.8  # of the longest line: a first line as long may run on, a shorter one is a heading


def join_lines(text: str) -> str:
    r"""Return the text with a space for every line break that falls within a sentence of running prose.

    Names run over a line end in every mail and every PDF. A block of lines is running prose where several of its
    breaks can be nothing else: the line ends in a comma or a small word, or the next begins with a small letter.

    >>> join_lines("The road will open, said the head of the River\nCommission, who had\nseen it, and the\nmayor.")
    'The road will open, said the head of the River Commission, who had seen it, and the mayor.'
    >>> join_lines("Road to open\nRiver Commission\nMayor")
    'Road to open\nRiver Commission\nMayor'
    """
    return _BLOCK.sub(lambda block: _join(block[0]), text)


def _join(block: str) -> str:
    lines = block.split("\n")
    breaks = list(pairwise(lines))
    sure = [_runs_on(line, following) for line, following in breaks]
    within = [not _ENDED.search(line) for line, _ in breaks]
    if sum(sure) < _SURE or sum(sure) * _SHARE < sum(within):
        return block
    longest = max(map(len, lines))
    joined = lines[0]
    for number, (line, following) in enumerate(breaks):
        long = number > 0 or len(line) >= _FULL * longest
        joined += (" " if sure[number] or (within[number] and long) else "\n") + following
    return joined


def _runs_on(line: str, following: str) -> bool:
    return not _ENDED.search(line) and (following.lstrip()[:1].islower() or bool(_OPEN.search(line)))
