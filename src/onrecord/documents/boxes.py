"""Lines -> the boxes in an article that are none of it: sign-ups, offers, notices, advertisements, lists of links.

A box is told by speaking to its reader of what its site gives or takes, or by a label of advertisements or of a list of
other stories, and by holding nothing that the article would: no line of it reports, and a line of it that is a sentence
speaks to the reader or is known as furniture. Where a page or a blank line parts it from the rest, it goes as a whole.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from onrecord.documents.content import Line
from onrecord.lexicon import compile_forms, load_lexicon

_LONGEST_LINE = 400  # characters of a line that may speak to the reader
_LONGEST_BOX = 700
_LONGEST_LABEL = 80  # characters of a line of a box that is no sentence
_PROSE = 100  # characters of a line that, being a sentence, shows that the article has begun
_LONGEST_SOLD = 160  # characters of a line that sells the rest of an article
_MOST_SOLD = 20  # lines of what does
_FEWEST_SOLD = 2
_QUOTED = re.compile(r"[“\"«„][^”\"»“]{0,300}[”\"»“]")
_SENTENCE_END = re.compile(r"[.…][”\"’)\]]*$")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_DRESS = re.compile(r"^(?:[>#]+ ?|[-*+•·▪●–—] |\d{1,2}[.)] |[*_]{1,3}(?=\S))+|(?<=\S)[*_]{1,3}$")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)|(?<=\S)\*\*(?![\w*])")


@cache
def _form(part: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.documents", "boxes.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == part)


def undress(text: str) -> str:
    """Return a line without the signs of Markdown around it, its links as their words.

    >>> undress("> **Read also:** [Island clinic to shut](https://elm.example/1)")
    'Read also: Island clinic to shut'
    """
    bare = _DRESS.sub("", _BOLD.sub("", _LINK.sub(r"\1", text)))
    return bare.strip() or text


def speaks_of_site(text: str) -> bool:
    """Tell whether a line speaks to its reader of what a site gives or takes, and reports nothing.

    >>> speaks_of_site("Join 3,000 readers of our newsletter"), speaks_of_site("The mayor said you must sign up.")
    (True, False)
    """
    return (
        len(text) <= _LONGEST_LINE
        and _form("service").search(text) is not None
        and is_spoken(text)
        and not reports(text)
    )


def is_spoken(text: str) -> bool:
    """Tell whether a line speaks to its reader, or of those who made it."""
    return any(_form(part).search(text) for part in ("address", "own"))


def is_advertised(text: str) -> bool:
    """Tell whether a line is an advertisement behind its label."""
    return _form("labelled").match(text) is not None and not reports(text)


def reports(text: str) -> bool:
    """Tell whether a line tells what somebody said: it is the article's, whatever it says besides.

    >>> reports("“You must pay.”"), reports("Pay now.")
    (True, False)
    """
    return _form("told").search(text) is not None


def sells(text: str) -> bool:
    """Tell whether a line speaks to its reader or names a price, and reports nothing.

    >>> sells("Gutters cleaned from 99 marks. Call Elm & Sons."), sells("The board is to meet on 2 June.")
    (True, False)
    """
    if len(text) > _LONGEST_LINE:
        return False
    spoken = _form("address").search(text) or _form("price").search(text)
    return spoken is not None and not reports(text)


def is_box(
    texts: Sequence[str],
    is_known: Callable[[str], bool],
    is_opener: Callable[[str], bool],
    *,
    told: bool = False,
) -> bool:
    """Tell whether lines that something parts from the rest are a box: `is_known` and `is_opener` tell furniture.

    With `told`, something beside its words says that it is none of the article.
    """
    if not texts or sum(map(len, texts)) > _LONGEST_BOX:
        return False
    bare = [undress(text) for text in texts]
    told = (
        told
        or any(_form("label").match(text) or is_advertised(text) or is_opener(text) for text in bare)
        or (any(map(is_spoken, bare)) and any(_form("service").search(text) for text in bare))
    )
    return told and all(is_known(text) or is_advertised(text) or may_be_boxed(text) for text in bare)


def is_wall(texts: Sequence[str], is_known: Callable[[str], bool], *, named: bool = False) -> bool:
    """Tell whether all lines stand in place of an article's rest: an offer, prices, and what the site's own say of it.

    `named` where the page's markup says so too.

    >>> texts = ["Keep reading for 2 marks a month", "“We dig deep,” says our editor, Ana Lima.", "Already a member?"]
    >>> is_wall(texts, lambda _: False), is_wall(texts[1:2], lambda _: False)
    (True, False)
    """
    if not 0 < len(texts) <= _MOST_SOLD:
        return False
    bare = [undress(text) for text in texts]
    walls = sum(map(_is_of_wall, bare))  # prices alone are also the article's
    if walls < (1 if named else _FEWEST_SOLD) or not (named or _sells_rest(bare[0])):
        return False
    return all(_may_stand_in_wall(bare[n : n + 2], is_known) for n in range(len(bare)))


def find_walls(lines: Sequence[Line], is_known: Callable[[str], bool]) -> Iterator[int]:
    """Yield the indices of the lines below an article's first paragraph that stand in place of its rest."""
    bare = [undress(line.text) for line in lines]
    begun = False
    index = 0
    while index < len(lines):
        begun = begun or is_prose(lines[index].text) or reports(lines[index].text)
        end, reach, walls = index, 0, 0
        if begun and _sells_rest(bare[index]):
            most = min(len(lines), index + _MOST_SOLD)
            while end < most and _may_stand_in_wall(bare[end : end + 2], is_known):
                walls += _is_of_wall(bare[end])
                end += 1
                if _sells_rest(bare[end - 1]):
                    reach = end - index
            yield from range(index, index + reach) if walls >= _FEWEST_SOLD else ()
        index += max(1, reach)


def _may_stand_in_wall(texts: Sequence[str], is_known: Callable[[str], bool]) -> bool:
    """Tell whether a line, the first of two, may be one of a wall's."""
    text = texts[0]
    return _sells_rest(text) or is_known(text) or may_be_boxed(text) or _is_of_site(texts)


def _is_of_wall(text: str) -> bool:
    return _sells_rest(text) and _form("wall").search(text) is not None


def _sells_rest(text: str) -> bool:
    """Tell whether a line sells an article's rest; a sentence that does not speak to its reader is the article's."""
    return (
        len(text) <= _LONGEST_SOLD
        and not reports(text)
        and any(_form(part).search(text) for part in ("wall", "fee"))
        and (not _SENTENCE_END.search(text) or _form("address").search(text) is not None)
    )


def _is_of_site(texts: Sequence[str]) -> bool:
    """Tell whether a line is a word of the site's own people, or of one who has paid, as offers quote them.

    Who says it stands in the line or alone in the next. A sentence without a quotation, and one that tells what
    somebody said once, are the article's.
    """
    unquoted = [_QUOTED.sub("", text) for text in texts]
    if len(texts[0]) > _LONGEST_LINE or (unquoted[0] == texts[0] and _SENTENCE_END.search(texts[0])):
        return False
    beside = (
        unquoted[1:] if not any(map(str.isalnum, unquoted[0])) and len(texts[-1]) <= _LONGEST_LABEL else []
    )
    said = (unquoted[0], *beside)
    return any(_form("of_site").search(text) for text in said) and not any(
        _form("once").search(text) for text in said
    )


def may_be_boxed(text: str) -> bool:
    """Tell whether a line has no more than a label, a button or a headline, or is of what a site gives or takes.

    >>> may_be_boxed("See all offers"), may_be_boxed("The board is to meet on 2 June.")
    (True, False)
    """
    short = len(text) <= _LONGEST_LABEL and (
        not _SENTENCE_END.search(text) or _form("service").search(text) is not None
    )
    return sells(text) or speaks_of_site(text) or (short and not reports(text))


def is_prose(text: str) -> bool:
    """Tell whether a line is a paragraph of an article, by its length and its end."""
    return len(text) >= _PROSE and _SENTENCE_END.search(text) is not None and not sells(text)


def find_boxes(
    lines: Sequence[Line], is_known: Callable[[str], bool], is_opener: Callable[[str], bool]
) -> Iterator[int]:
    """Yield the indices of the lines that are in boxes: lines that blank ones part from the article's."""
    begun = False
    for block in _cut_blocks(lines):
        texts = [lines[index].text for index in block]
        if begun and len(block) > 1 and is_box(texts, is_known, is_opener):
            yield from block
        elif not begun or len(block) > 1:
            yield from _find_below(lines, block, is_known, is_opener)
        begun = begun or any(map(is_prose, texts))


def _cut_blocks(lines: Sequence[Line]) -> Iterator[range]:
    """Yield the runs of lines that touch."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].number > lines[index - 1].number + 1:
            yield range(start, index)
            start = index


def _find_below(
    lines: Sequence[Line], block: range, is_known: Callable[[str], bool], is_opener: Callable[[str], bool]
) -> Iterator[int]:
    """Yield what touches a label of advertisements or of a list from below, up to the first line of the article."""
    boxed = False
    for index in block:
        text = undress(lines[index].text)
        label = _form("label").match(text) is not None
        boxed = label or is_opener(text) or (boxed and (is_known(text) or may_be_boxed(text)))
        if boxed and not label:
            yield index
