"""A text set flush on both sides -> the text with one blank between words and each paragraph in a line.

Typewriters and printers' programs fill lines with blanks until all are as long as each other. Such a text is prose all
the same: its lines go on wherever no sentence has ended, whatever they are set in by, and what stands apart between two
blank lines is a paragraph. Its tables are left as they are, and so are lines none of which was filled.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.documents.lines import begins_anew, join_two

_GAP = re.compile(r"(?<=[^\s.!?:]) {2,}(?=\S)")  # two blanks behind a full stop are a typist's
_GAPS, _FEWEST_WORDS = 2, 4  # of a line that was filled
_FEWEST, _LEAST = 5, 0.4  # lines, and the share of those of so many words, that were filled
_LEAST_OPEN = 0.5  # of the lines end in mid-sentence
_WIDE = re.compile(r"\S( {3,})(?=\S)")
_FEWEST_ALIGNED = 3  # lines with a wide gap that ends at the same place: a table's column
_INSET = 3  # blanks by which the first line of a paragraph is set in
_ENDS = '.!?:”"'


def fill_justified(text: str) -> str:
    r"""Return a text that was set flush on both sides with its lines joined; another as it is.

    >>> lines = ["  The  quay  will  be  shut  until", "the  end   of   the   year,  Ana", "  Lima  told  all  the"]
    >>> text = "\n".join([*lines, "councils  on  Monday.  She  is   to", "ask  the   port  for  help."])
    >>> fill_justified(text)[:70]
    'The quay will be shut until the end of the year, Ana Lima told all the'
    """
    lines = text.replace("\f", "\n").split("\n")
    cut = list(_cut_blocks(lines))
    if not _is_justified([block for block in cut if not _is_table(block)]):
        return text
    blocks = ("\n".join(_fill(block, text) if _is_filled(block) else block) for block in cut)
    return "\n\n".join(blocks) + "\n"


def _is_justified(blocks: Sequence[Sequence[str]]) -> bool:
    told = [line for block in blocks for line in block if len(line.split()) >= _FEWEST_WORDS]
    filled = [line for line in told if len(_GAP.findall(line)) >= _GAPS]
    if len(filled) < _FEWEST or len(filled) < _LEAST * len(told):
        return False
    breaks = [pair for block in blocks for pair in pairwise(block)]
    open_ = sum(line.rstrip()[-1] not in _ENDS for line, _ in breaks)
    going_on = any(below.lstrip()[0].islower() for _, below in breaks)
    return going_on and open_ >= _LEAST_OPEN * len(breaks)


def _is_filled(block: Sequence[str]) -> bool:
    """Tell whether a block is prose some of which was filled: a title, its author and day below are lines each."""
    return any(map(_GAP.search, block)) and not _is_table(block)


def _is_table(block: Sequence[str]) -> bool:
    """Tell whether wide gaps of several lines end at one place."""
    wide = Counter(gap.end() for line in block for gap in _WIDE.finditer(line))
    return max(wide.values(), default=0) >= _FEWEST_ALIGNED


def _cut_blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _fill(block: Sequence[str], text: str) -> list[str]:
    """Return the paragraphs of lines that touch, each in one."""
    paragraphs: list[str] = []
    for line in block:
        words = " ".join(line.split())
        inset = len(line) - len(line.lstrip()) >= _INSET
        ended = bool(paragraphs) and inset and paragraphs[-1][-1] in _ENDS
        if paragraphs and not (ended or begins_anew(words, paragraphs[-1])):
            paragraphs[-1] = join_two(paragraphs[-1], words, text)
        else:
            paragraphs.append(words)
    return paragraphs
