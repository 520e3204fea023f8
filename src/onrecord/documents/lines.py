"""Lines -> paragraphs: lines that were broken to fit a width are joined, and words that a hyphen parted are one again.

A text is taken for wrapped by its paragraphs: one of several lines of which some break in mid-sentence was wrapped, and
each of its line ends is a space, but for one that ends a short line with a full stop.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.english import is_english
from onrecord.lexicon import load_lexicon

_SHORTEST = 25  # characters, on average, of the lines of a wrapped paragraph but its last
_NARROWEST = 16  # of those in a narrow column, where most lines break in mid-sentence
_LONGEST = 140  # of any; a longer line was not broken to fit
_FULL = 0.7  # share of the longest line's length from which a line may have been broken
_ROOM = 0.95  # share of it up to which another word would have fitted
_FEWEST_FILLED = 3  # breaks of a paragraph that was broken wherever no more words had room
_ENDS = frozenset('.!?:;…”"’»)')
_ITEM = re.compile(r"(?:[-*•·▪●–—+#|>]|\d{1,3}[.)]|[(\[][a-z\d]{1,3}[)\]]|[A-Za-z][.)])\s|\||\t")
_LABEL = re.compile(r"[^\W\d_a-z][^\s:]{0,24}(?: [^\s:]{1,24}){0,4}:(?:\s|$)|Q[.:)]? |A[.:)] ")
_POSSESSIVE = re.compile(r"[a-z]s’$")
_GAP = re.compile(r"\S(?:\t+| {3,})\S")
# Who speaks and when, as programs that write speech down put it over the words: 'Ana Lima  00:12', '[0:35] Ana Lima'.
_TIMED = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){0,4}(?:\t+| {2,}| (?=[\[(]|\d+:\d\d:))[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?:?\s*"
    r"|[\[(]\d{1,2}:\d\d(?::\d\d)?[\])] [^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){0,4}:?\s*"
)
_QUOTED = re.compile(r"(?:> ?)+")
_BETWEEN = re.compile(r"(\n(?:[ \t]*(?:>[ \t]*)*\n)+\s*)")  # two paragraphs, which may be quoted
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})[-\u00ad\u2010]$")
_HYPHENS = ("-", "\u00ad", "\u2010")
_WORD = re.compile(r"[^\W\d_]{2,}")
_AMID = re.compile(r"[a-z,;] $")  # before a word that has its capital not from beginning a sentence
_NAME_GOES_ON = re.compile(r"(?<=[a-z,] )[^\W\d_a-z][\w.’'-]*\n[^\W\d_a-z][\w’'-]*(?:['’]s)?,")
_PARTED = re.compile(r"\b([^\W\d_]{2,20})- ([a-z]{2,20})\b")
_BEGINS_LOWER = re.compile(r"[“\"‘'(]?[a-z](?![\w-]*:)")
_SENTENCE = re.compile(r"[a-z\d%)][.!?][”\"’')\]]*(?:\s|$)")
_LEAVES_OPEN = re.compile(
    r"(?:,|\b(?:a|an|and|at|by|for|from|in|its|of|on|or|that|the|their|to|with|which|who|said|was|were|is|are|has|had|will|would))$",
    re.IGNORECASE,
)
# Raised digits behind a word, a number or a stop, and behind no unit or power of ten.
_RAISED = re.compile(
    r"(?<=[\w.,;:”\"’)%])(?<!\b[kcm]m)(?<!\bm)(?<!\bft)(?<!\bmi)(?<!\bin)(?<!\b10)(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}"
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ANSWERED = re.compile(
    r"^((?:\*\*|__)?(?:Q\.?\d{0,3}[.:)]|Question(?: \d{1,3})?:)(?:\*\*|__)?[ \t][^\n]{1,600}?[.?!…”\"’)*_])[ \t]+"
    r"(?=(?:\*\*|__)?(?:A\.?\d{0,3}[.:)]|Answer(?: \d{1,3})?:)(?:\*\*|__)?[ \t]+\S)",
    re.MULTILINE,
)
_SOFT_HYPHEN = "\u00ad"


def join_lines(text: str) -> str:
    r"""Return a text with the lines of wrapped paragraphs joined.

    >>> join_lines("The road at Norvik will be shut until the govern-\nment has paid for the works, which\nit will.")
    'The road at Norvik will be shut until the government has paid for the works, which it will.'
    """
    if "\n" not in text:
        return text
    return "".join(_join_all(text))


def part_answers(text: str) -> str:
    r"""Return a text in which an answer that stands in the line of its question begins a line of its own.

    >>> part_answers("Q: Is it shut? A: It is.")
    'Q: Is it shut?\nA: It is.'
    """
    return _ANSWERED.sub(r"\1\n", text) if "A" in text else text


def unquote(text: str) -> str:
    r"""Return a text of which every line is marked as quoted without the marks that all lines have.

    >>> unquote("> The quay is shut.\n>\n> > It rains.\n")
    'The quay is shut.\n\n> It rains.\n'
    """
    lines = text.split("\n")
    deep = min((_depth(line) for line in lines if line.strip()), default=0)
    if deep > 1 and not any(line.strip(" \t>") == "" for line in lines if line.strip()):
        return text  # arrows before who speaks in captions: '>> ANA LIMA: It leaks.'
    form = re.compile(rf"[ \t]*(?:>[ \t]?){{{deep}}}")
    return "\n".join(form.sub("", line, count=1) for line in lines) if deep else text


def mend_hyphens(text: str) -> str:
    """Return a text in which words that a converter left parted at the end of a line are one again.

    >>> mend_hyphens("She told the coun- cil of a two- or three-day strike.")
    'She told the council of a two- or three-day strike.'
    """
    return _PARTED.sub(
        lambda found: (
            found[1] + found[2] if not is_english(found[1]) and is_english(found[1] + found[2]) else found[0]
        ),
        text,
    )


def set_marks_apart(text: str) -> str:
    """Return a text with raised digits that are marks of footnotes in brackets, so that they are part of no number.

    >>> set_marks_apart("It cost 12⁴ marks, over 30 km², in May.⁷")
    'It cost 12[4] marks, over 30 km², in May.[7]'
    """
    return (
        _RAISED.sub(lambda found: f"[{found[0].translate(_PLAIN)}]", text) if _RAISED.search(text) else text
    )


def leaves_open(line: str) -> bool:
    """Tell whether a line ends with a word that needs another behind it, as those within names do.

    >>> [leaves_open(line) for line in ("The quay will be shut until the", "The quay is shut", "Ana van den")]
    [True, False, True]
    """
    bare = line.rstrip()
    small = load_lexicon("onrecord.documents", "blocks.toml").words("small")
    return _LEAVES_OPEN.search(bare) is not None or bare.rpartition(" ")[2] in small


def begins_anew(line: str, before: str) -> bool:
    """Tell whether a line is an item of a list, or begins with who speaks below the end of a sentence.

    >>> begins_anew("2. The quay.", "1. The gate"), begins_anew("Lima: No.", "Is it?"), begins_anew("Lima: No.", "and")
    (True, True, False)
    """
    begin = line.lstrip()
    labelled = _LABEL.match(begin) is not None and before.rstrip()[-1:] in _ENDS
    return _ITEM.match(begin) is not None or labelled


def _join_all(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        if "\n" in part and part.strip(" \t\n>"):
            yield _join_paragraph(part, text)
        else:
            yield part


def _join_paragraph(part: str, text: str) -> str:
    lines = part.split("\n")
    if not is_wrapped(lines):
        return part
    longest = max(len(line) for line in lines)
    joined, begins = lines[0], True  # whether the line begins a paragraph
    for line, following in pairwise(lines):
        if _stays(line, following, longest) or (begins and _is_heading(line, following, longest)):
            joined, begins = f"{joined}\n{following}", True
        else:
            joined, begins = join_two(joined, following, text), False
    return joined


def _is_heading(line: str, following: str, longest: int) -> bool:
    """Tell whether a line at the head of a paragraph was ended by its author: it is short, and no sentence goes on."""
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    room = len(line.strip()) + 1 + len(word) <= _ROOM * longest  # its author left room for the next word
    short = room and line.strip()[-1:] not in ",-" and not _NAME_GOES_ON.search(f"{line.rstrip()}\n{word}")
    return short and not leaves_open(line) and not _is_first_name(line) and following.lstrip()[:1].isupper()


def _is_first_name(line: str) -> bool:
    """Tell whether a line is a title and the first name behind it: 'Sir Leopold', above 'Lind declined to comment'."""
    words = line.strip().split()
    known = load_lexicon("onrecord.documents", "blocks.toml").words("honorific")
    return len(words) == 2 and words[0].strip(".").casefold() in known and words[1][:1].isupper()


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a paragraph were broken to fit: some break in mid-sentence, and none is a list's.

    >>> is_wrapped(["The quay will be shut until the end of", "the year, the board said. Nobody knows why."])
    True
    """
    told = [line for line in lines if line.strip()]
    if len(told) < 2 or max(map(len, told)) > _LONGEST:
        return False
    if not _SENTENCE.search("\n".join(told)):
        return False
    full = [len(line) for line in told[:-1]]
    if sum(full) < _NARROWEST * len(full):
        return False
    if sum(bool(_GAP.search(line.strip())) for line in told) * 2 > len(told):
        return False
    breaks = list(pairwise(told))
    open_ = sum(_is_open(line, following) for line, following in breaks)
    narrow = sum(full) < _SHORTEST * len(full)  # a column's, or a list's or a poem's
    filled = (
        len(breaks) >= _FEWEST_FILLED and open_ > 0 and all(_is_filled(*pair, max(full)) for pair in breaks)
    )
    return filled or open_ * (2 if narrow else 4) >= len(breaks)


def _is_filled(line: str, following: str, width: int) -> bool:
    """Tell whether the next word had no room on a line, as where a program broke it."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _is_open(line: str, following: str) -> bool:
    """Tell whether a sentence goes on over the end of a line."""
    end, begin = line.rstrip(), _QUOTED.sub("", following.lstrip(), count=1)
    if not end or _ITEM.match(begin) or end[-1] in ".!?":
        return False
    return bool(_BEGINS_LOWER.match(begin) or leaves_open(end) or _HYPHEN.search(end))


def _stays(line: str, following: str, longest: int) -> bool:
    """Tell whether a line end in a wrapped paragraph ends more than a line."""
    begin = following.lstrip()
    if not line.strip() or not begin or _depth(line) != _depth(following) or _TIMED.fullmatch(line):
        return True
    if not _depth(following) and begins_anew(following, line):
        return True
    if _POSSESSIVE.search(line.rstrip()) and begin[0].isupper() and "‘" not in line:
        return False  # 'the Rowers’' above 'House'
    return line.rstrip()[-1:] in _ENDS and len(line) < _FULL * longest


def _depth(line: str) -> int:
    found = _QUOTED.match(line.lstrip())
    return found[0].count(">") if found else 0


def join_two(before: str, following: str, text: str) -> str:
    """Return two lines as one; a hyphen at the end of the first goes where it only parted a word."""
    begin = _QUOTED.sub("", following.lstrip(), count=1).lstrip()
    end = before.rstrip()
    parted = end.endswith(_HYPHENS)
    first = (
        _HYPHEN.search(end, end.rfind(" ") + 1) if parted else None
    )  # of a long paragraph, its last word alone
    second = _WORD.match(begin)
    if first is None or second is None:
        return f"{end} {begin}"
    named = first[1][0].isupper() and second[0].islower() and _AMID.search(end[: first.start()]) is not None
    clan = first[1] in ("Mac", "Mc") and second[0][0].isupper()
    if end[-1] == _SOFT_HYPHEN or named or clan or _is_one_word(first[1], second[0], text):
        return end[:-1] + begin
    return end + begin


def _is_one_word(first: str, second: str, text: str) -> bool:
    """Tell whether two halves make a word that exists: in the same text, or in the language."""
    whole = first + second
    if re.search(rf"\b{re.escape(first)}-{re.escape(second)}\b", text, re.IGNORECASE):
        return False
    if re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE):
        return True
    return second[0].islower() and (is_english(whole) or not (is_english(first) and is_english(second)))
