"""A transcript whose lines are numbered on each page -> the text without the numbers and what stands between pages.

Courts and commissions number the lines of each page from one up. The numbers are no words of anybody, and the lines are
those of a wrapped text: a speaker's name begins one, and a line set further in than the others is a heading.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.documents.lines import join_two

_NUMBERED = re.compile(
    r"(?P<indent>[ \t]{0,12})(?P<number>\d{1,4})(?:(?P<gap>[ \t]{1,40})(?P<words>\S.*))?[ \t]*"
)
_FEWEST = 10  # lines of the first page
_LEAST_SHARE = 0.8  # of the lines with words that are numbered
_LEAST_OPEN = 0.2  # of the lines end in the middle of a sentence, as those of a list do not
_SHORTEST = 25  # characters, on average, of a line
_ENDS = '.;:!?”"'
_INSET = 3  # blanks by which a heading, or the first line of a paragraph, stands further in than most lines
_SHORT = 0.85  # of the longest line, up to which a heading reaches that is not in capitals
_SPEAKER = re.compile(
    r"[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,5}(?: \([^()]{2,40}\))?:(?=\s|$)|[QA](?:[.:]|\s{2})\s*\S"
)
# The same in small letters, where it stands behind the end of a sentence and such a name more than once in the text.
_NAMED = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,5})(?: \([^()]{2,40}\))?:(?=\s|$)")
_SENTENCE_ENDS = '.?!…–—-”"’)'
_PAGE_ENDS = 6  # lines at most between two pages


def drop_line_numbers(text: str) -> str:
    r"""Return a text whose lines are numbered from one up on each page without the numbers; another as it is.

    >>> told = ["THE CHAIR: It leaks.", *9 * ["so far as all of us were told and"]]
    >>> page = "\n".join(f"{number:>4}    {words}" for number, words in enumerate(told, 1))
    >>> drop_line_numbers(page)[:27]
    'THE CHAIR: It leaks. so far'
    """
    lines = text.replace("\f", "\n").split("\n")
    pages = list(_find_pages(lines))
    numbered = sum(len(page) for page in pages)
    told = sum(1 for line in lines if line.strip())
    if not pages or len(pages[0]) < _FEWEST or numbered < _LEAST_SHARE * told:
        return text
    found = [match for page in pages for number in page if (match := _NUMBERED.fullmatch(lines[number]))]
    phrases = [match["words"].rstrip() for match in found if match["words"]]
    open_ = sum(one[-1] not in _ENDS and other[0].islower() for one, other in pairwise(phrases))
    if open_ < _LEAST_OPEN * len(phrases) or sum(map(len, phrases)) < _SHORTEST * len(phrases):
        return text  # a list
    columns = Counter(match.start("words") for match in found if match["words"])
    usual = columns.most_common(1)[0][0] if columns else 0
    longest = max(len(match[0].rstrip()) for match in found)
    names = Counter(match["name"] for words in phrases if (match := _NAMED.match(words)))
    named = any(count > 1 for count in names.values())
    paragraphs = [line for line in lines[: pages[0][0]] if line.strip()]
    begins = True
    for place, page in enumerate(pages):
        for number in page:
            words, apart, alone = _read_line(lines[number], usual, longest)
            if not words:
                begins = True
            elif begins or apart or (named and _begins_turn(paragraphs[-1], words)):
                paragraphs.append(words)
                begins = alone
            else:
                paragraphs[-1] = join_two(paragraphs[-1], words, text)
        between = range(page[-1] + 1, pages[place + 1][0]) if place + 1 < len(pages) else range(0)
        if len(foot := [lines[number].strip() for number in between if lines[number].strip()]) > _PAGE_ENDS:
            paragraphs += foot
            begins = True
    return "\n\n".join([*paragraphs, *_keep_foot(lines[pages[-1][-1] + 1 :])]) + "\n"


def _find_pages(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the places of the lines of each page: those with words that count from one up, each by one."""
    page: list[int] = []
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        found = _NUMBERED.fullmatch(line)
        number = int(found["number"]) if found else 0
        if page and number == len(page) + 1:
            page.append(place)
            continue
        if page:
            yield page
        page = [place] if number == 1 else []
    if page:
        yield page


def _read_line(line: str, usual: int, longest: int) -> tuple[str, bool, bool]:
    """Return the words of a line, whether they begin a paragraph, and whether they are a heading."""
    found = _NUMBERED.fullmatch(line)
    words = ((found["words"] if found else line) or "").rstrip()
    if not words or found is None:
        return words, False, False
    inset = found.start("words") >= usual + _INSET
    spoken = _SPEAKER.match(words) is not None
    heading = inset and not spoken and (words.isupper() or len(line.rstrip()) < _SHORT * longest)
    return words, inset or spoken, heading


def _begins_turn(before: str, words: str) -> bool:
    """Tell whether a line begins with the name of who speaks, right behind the end of a sentence."""
    return before[-1:] in _SENTENCE_ENDS and _NAMED.match(words) is not None


def _keep_foot(lines: Sequence[str]) -> list[str]:
    """Return what stands below the last page, unless it is no more than such a page's foot."""
    told = [line for line in lines if line.strip()]
    foot = len(told) == 1 and told[0][:1] == " " and told[0].strip()[-1:].isdigit()
    return [] if foot else [line.strip() for line in told]
