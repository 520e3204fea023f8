"""What the finders of blocks share: how a block looks before the document is made, and the forms of lines."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from onrecord.documents.content import Line, Markup
from onrecord.english import is_english
from onrecord.lexicon import compile_forms, load_lexicon
from onrecord.model import BlockKind, Offsets

_PACKAGE = "onrecord.documents"
_NOTED = re.compile(r"\s?(?:\[\^?\w{1,4}\]|[⁰¹²³⁴-⁹]{1,3})\s?$")
_LONGEST_NOTED = 10  # characters
_LONGEST_FORM = 600  # characters of a line that are looked at
# A run of words written as a name, with the small words that names hold.
NAME_WORD = r"(?:[^\W\d_a-z][\w.’'-]*)"


_WHOLE_NAME = re.compile(
    r"(?<![\w-])(?=(?P<first>[^\W\d_a-z][a-z][\w’'-]{0,40})(?: [^\W\d_a-z]\.)?"
    r" (?P<last>[^\W\d_a-z][\w’'-]{1,40})(?![\w-]))"
)
_WHOLE_NAME_IN_CAPITALS = re.compile(
    r"(?<![\w.-])(?:(?P<before>[\w.]{1,40}) )?(?<![\w-])(?=(?P<first>[^\W\d_a-z][^\W\d_a-z’'-]{1,40})"
    r"(?: [^\W\d_a-z]\.)? (?P<last>[^\W\d_a-z][\w’'-]{1,40})(?![\w-]))"
)
_ENDS_NAME = re.compile(r"(?=$|\n|[,;:.(–—]| (?:[-–—(]|and\b))", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]")
_SURNAME = re.compile(r"[^\W\d_][^\W\d_]*(?:[’'-][^\W\d_]+)*")


class Shape(NamedTuple):
    """A part of the text that its structure tells apart from prose."""

    start: int
    end: int
    kind: BlockKind
    sure: float
    voice: Offsets | None = None
    day: date | None = None
    day_words: Offsets | None = None
    silent: tuple[Offsets, ...] = ()  # labels, and all else of it that nobody says


class Page(Struct, frozen=True, dict=True):
    """A text with its lines and what its markup says of it."""

    text: str
    lines: Sequence[Line]
    title: str | None
    outlet: str | None
    marked: Sequence[tuple[Markup, Offsets]]
    published: date | None

    def holds(self, kind: Markup, line: Line) -> bool:
        """Tell whether the whole line is marked up so."""
        starts, ends = self._reach[kind]
        place = bisect_right(starts, line.start)
        return place > 0 and line.end <= ends[place - 1]

    def is_bold(self, line: Line) -> bool:
        """Tell whether all of a line is bold."""
        return self.holds(Markup.STRONG, line) or self.holds(Markup.LABEL, line)

    def find_label(self, line: Line) -> Offsets | None:
        """Return what is bold at the head of a line that goes on in plain type."""
        starts, ends = self._labels
        place = bisect_right(starts, line.start)
        if not place or starts[place - 1] != line.start or ends[place - 1] >= line.end:
            return None
        return Offsets(line.start, ends[place - 1])

    def quoted_deep(self, line: Line) -> int:
        """Return in how many blocks of quotation, one in the other, a line is set."""
        starts, ends = self._quotes
        return bisect_right(starts, line.start) - bisect_right(ends, line.start)

    def in_one_quote(self, line: Line, following: Line) -> bool:
        """Tell whether two lines are set in a block of quotation, and none begins between them."""
        starts = self._quotes[0]
        held = self.holds(Markup.QUOTE, line) and self.holds(Markup.QUOTE, following)
        return held and bisect_right(starts, line.start) == bisect_right(starts, following.start)

    def lines_within(self, words: Offsets) -> Sequence[Line]:
        """Return the lines that stand whole between two places."""
        first = bisect_left(self._begins, words.start)
        last = bisect_left(self._begins, words.end)
        return [line for line in self.lines[first:last] if line.end <= words.end]

    def find_introduced(self, label: str) -> Offsets | None:
        """Return where the text has the whole name of whom a label calls by the surname alone.

        The surname is in capitals, or has what its bearer is before it; of the latter whoever the text names only below
        may be another. Where it tells of two who have that surname, the label says no more than it says.

        >>> text = "Fire Commissioner Abel Strand spoke. STRAND: It is out. MS. HOLT: Ivo Holt went."
        >>> page = Page(text, (), None, None, (), None)
        >>> page.find_introduced("STRAND"), page.find_introduced("MS. HOLT")
        (Offsets(start=18, end=29), None)
        """
        known, (*before, surname) = list_words("honorific") | list_words("office"), label.split() or ("",)
        entitled = bool(before) and all(_fold(word) in known for word in before)
        if not (entitled or (label.isupper() and not before)) or _SURNAME.fullmatch(surname) is None:
            return None
        places = self._introduced.get(_fold_surname(surname), ())
        sex = next((_sexes()[_fold(word)] for word in before if _fold(word) in _sexes()), None)
        for place, shouted in places:
            if not (entitled or shouted) or self._is_introduced(place, sex):
                below = entitled and self.text.find(label, 0, place.start) >= 0
                return None if below else place
        return None

    def _is_introduced(self, name: Offsets, sex: str | None) -> bool:
        """Tell whether a name stands behind what its bearer is, or behind 'with' or 'by', and ends there.

        'HEARING BY NORVIK HOLT SCHOOL' names none; whom a label calls 'Ms.' is not told of as 'him'.
        """
        start = self.text.rfind("\n", 0, name.start) + 1
        end = self.text.find("\n", name.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        before = self.text[start : name.start].split()
        word = _fold(before[-1]) if before else ""
        named = word in offices() or word in ("by", "with")
        ended = _ENDS_NAME.match(self.text, name.end) is not None
        if sex is None:
            return named and ended
        sexes = {_sexes()[one] for one in map(_fold, re.findall(r"\w+", line)) if one in _sexes()}
        return sexes == {sex} or (named and ended and not sexes)

    @cached_property
    def _introduced(self) -> Mapping[str, Sequence[tuple[Offsets, bool]]]:
        """Where each surname stands behind a first name, and whether in capitals, but for those that several have.

        In a line that is all in capitals a common word is a first name right behind an office alone: 'SECRETARY ROSE
        HOLT', and not 'FIRE MARSHAL HOLT'.
        """
        known = list_words("honorific") | list_words("office")
        names: dict[str, dict[str, list[tuple[Offsets, bool]]]] = {}
        shouted = (
            (line.start, found)
            for line in self.lines
            if line.text.isupper()
            for found in _WHOLE_NAME_IN_CAPITALS.finditer(line.text)
            if not is_english(found["first"]) or _fold(found["before"] or "") in known
        )
        for start, found in (*((0, found) for found in _WHOLE_NAME.finditer(self.text)), *shouted):
            if found["first"].casefold() not in known:
                last = re.sub(r"['’]s$", "", found["last"], flags=re.IGNORECASE)
                place = Offsets(start + found.start("first"), start + found.start("last") + len(last))
                full = self.text[slice(*place)]
                same = names.setdefault(_fold_surname(last), {}).setdefault(full.casefold(), [])
                same.append((place, full.isupper()))
        return {last: next(iter(places.values())) for last, places in names.items() if len(places) == 1}

    @cached_property
    def _begins(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        found = [words for mark, words in self.marked if mark is Markup.QUOTE]
        return sorted(words.start for words in found), sorted(words.end for words in found)

    @cached_property
    def _labels(self) -> tuple[list[int], list[int]]:
        found = sorted(words for mark, words in self.marked if mark is Markup.LABEL)
        return [words.start for words in found], [words.end for words in found]

    @cached_property
    def _reach(self) -> Mapping[Markup, tuple[list[int], list[int]]]:
        """Where the words marked up in each way begin, in order, and how far those up to each reach."""
        words = {kind: sorted(words for mark, words in self.marked if mark is kind) for kind in Markup}
        return {
            kind: ([one.start for one in found], list(accumulate((one.end for one in found), max)))
            for kind, found in words.items()
        }


@cache
def form_of(part: str) -> re.Pattern[str]:
    """Return the form of one part, matched without regard to case."""
    entries = load_lexicon(_PACKAGE, "blocks.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == part)


def match_form(part: str, line: Line) -> re.Match[str] | None:
    """Return the match of a form at the beginning of a line."""
    return form_of(part).match(line.text, 0, _LONGEST_FORM)


def bare_of_notes(text: str) -> str:
    """Return a line without the marks of footnotes at its end, so that its last mark shows.

    >>> bare_of_notes("We asked for it in May.[3] [4]")
    'We asked for it in May.'
    """
    while found := _NOTED.search(text[-_LONGEST_NOTED:]):
        text = text[: len(text) - len(found[0])]
    return text


def list_words(name: str) -> frozenset[str]:
    """Return a word list of blocks.toml."""
    return load_lexicon(_PACKAGE, "blocks.toml").words(name)


@cache
def _sexes() -> Mapping[str, str]:
    """Return the words that tell whether a man or a woman is spoken of."""
    return {word: sex for sex in ("man", "woman") for word in list_words(sex)}


@cache
def _name_form() -> re.Pattern[str]:
    small = "|".join(sorted(list_words("small") - list_words("joining")))
    return re.compile(rf"{NAME_WORD}(?:[ ](?:{NAME_WORD}|(?:{small})(?= {NAME_WORD})))*")


def find_name(text: str, start: int, end: int) -> Offsets | None:
    """Return the first name of a person or body between two places: of several words, or behind an honorific.

    Of 'the Dam Council spokeswoman Ana Lima' that is hers, and not her council's.

    >>> found = find_name("Statement by the commissioner, Ana Lima, on the dam", 13, 51)
    >>> found
    Offsets(start=31, end=39)
    """
    name = _find_first(text, start, end)
    if name is not None and (office := _OFFICE.match(text, name.end, end)):
        person = _find_first(text, office.end(), end)
        if person is not None and person.start == office.end() and _fold(office["word"]) in offices():
            return person
    return name


def _find_first(text: str, start: int, end: int) -> Offsets | None:
    office: Offsets | None = None
    for found in _name_form().finditer(text, start, end):
        words = found[0].rstrip(".").split()
        if len(words) < 2 or all(_fold(word) in list_words("honorific") for word in words):
            continue
        name = Offsets(found.start(), found.start() + len(found[0].rstrip(".’'-")))
        if _fold(words[-1]) not in list_words("honorific"):
            return name
        office = office or name
    return office


# The office between the name of a body and that of whoever holds it.
_OFFICE = re.compile(r"(?:['’]s?)? (?:[a-z][a-z-]* ){0,2}(?P<word>[a-z][a-z-]*) ")


def offices() -> frozenset[str]:
    """Return the words for who stands for a body or in it, in lower case."""
    return (list_words("honorific") | list_words("office")) - list_words("small")


def is_office(name: str) -> bool:
    """Tell whether a name is that of an office which one person holds: its last word, or the one before 'of' or 'for'.

    >>> [is_office(one) for one in ("Lock Commissioner", "Minister for Roads", "The Economist", "Mayor Weekly")]
    [True, True, False, False]
    """
    words = [_fold(word) for word in name.removeprefix("Office of ").split()]
    words = words[words[:1] == ["the"] :]
    held = list_words("held")
    place = next((n for n, word in enumerate(words) if word in ("of", "for")), None)
    return len(words) > 1 and (
        words[-1] in held or (place is not None and place > 0 and words[place - 1] in held)
    )


def _fold_surname(word: str) -> str:
    return word.casefold().replace("’", "'")


def _fold(word: str) -> str:
    return word.strip(".").casefold()


def name_key(name: str) -> tuple[str, ...]:
    """Return the words of a name by which its bearer is known again, in lower case.

    >>> name_key("MS. ANA LIMA (Norvik)"), name_key("A.L.")
    (('ana', 'lima'), ('al',))
    """
    bare = re.sub(r"\([^)]*\)", " ", name)
    words = [_join_initials(word.strip(".,:'’").casefold()) for word in bare.split()]
    told = tuple(word for word in words if word and word not in list_words("honorific"))
    return told or tuple(word for word in words if word)


def _join_initials(word: str) -> str:
    return word.replace(".", "") if _INITIALS.fullmatch(word) else word


def is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two keys are of one bearer: the same words, the surname alone, or the initials.

    >>> is_same_name(("ana", "lima"), ("lima",)), is_same_name(("al",), ("ana", "lima"))
    (True, True)
    >>> is_same_name(("ana", "lima"), ("ivo", "lima"))
    False
    """
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long)
    return bool(short) and (long[-len(short) :] == short or (len(long) > 1 and short == (initials,)))
