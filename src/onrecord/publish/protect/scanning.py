"""Published files, read once more as their readers read them, for every protected name.

This looks for names by itself, with nothing of what replaced them: whole words of the folded text, words side by side,
and letters without what stands between them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from onrecord.errors import NameLeft
from onrecord.publish import lede, method, promises, tables, wording
from onrecord.publish.protect.folding import Folded, fold, fold_word, is_unseen, needs_alike
from onrecord.publish.protect.names import Protected
from onrecord.publish.protect.showing import Shown, Where, decode_address, list_shown
from onrecord.publish.protect.spelling import is_acronym, is_particle, spell, split_name
from onrecord.publish.protect.words import is_common, list_words

_SHORTEST = 3  # letters of a word that is looked for by itself
_SQUEEZED = 8  # letters of a whole name that is looked for without regard to what parts it
_SHOWN = 60  # characters around a name that the error repeats
_PLACEHOLDER = re.compile(r"\[Protected \d+\]")


def refuse_left(folder: Path, protected: Sequence[Protected]) -> None:
    """Read every file in `folder`, and its name, for protected names.

    In pages, single words that the pages' own wording uses are not looked for: record.json holds the same content
    without that wording, and is read for all.

    Raises:
        NameLeft: one was found.
    """
    sought = _Sought(protected)
    read: set[tuple[Shown, bool]] = set()  # a page repeats much, and what was read once is not read again
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        _refuse(sought, name, Shown(name, Where.ADDRESS), own=True)
        if path.is_file():
            content = path.read_text(encoding="utf-8")
            own = path.suffix != ".json"
            for shown in list_shown(path.suffix, content):
                if (shown, own) not in read:
                    read.add((shown, own))
                    _refuse(sought, name, shown, own=own)


def _refuse(sought: "_Sought", name: str, shown: Shown, *, own: bool) -> None:
    text = decode_address(shown.text) if shown.where is Where.ADDRESS else shown.text
    text = _PLACEHOLDER.sub(" \u2020 ", text)
    for alike in (False, True) if needs_alike(text) else (False,):
        for left in sought.find(text, alike=alike, own=own):
            around = " ".join(text[max(0, left.start - _SHOWN) : left.end + _SHOWN].split())
            raise NameLeft(
                f"{name}: a name of {left.placeholder} is left, in '{around}'; nothing was published. Add this"
                " spelling to the list of names"
            )


class _Left(Struct, frozen=True):
    """A name that was found, and where."""

    start: int
    end: int
    placeholder: str


class _Sought:
    """The names to look for: words that are no common ones, and words side by side."""

    def __init__(self, protected: Sequence[Protected]) -> None:
        self.words: dict[str, str] = {}
        self.pairs: dict[tuple[str, str], str] = {}
        self.wholes: dict[str, str] = {}
        for somebody in protected:
            for name in somebody.names:
                words = split_name(name)
                if len(words) == 1:
                    self._add_word(words[0], name, somebody)
                elif words:
                    self._add_whole(words, somebody)

    def _add_word(self, word: str, name: str, somebody: Protected) -> None:
        if is_acronym(name) and len(word) < 4:
            return
        for letters in spell(word):
            if len(letters) >= _SHORTEST and not is_common(letters):
                self.words.setdefault(letters, somebody.placeholder)

    def _add_whole(self, words: Sequence[str], somebody: Protected) -> None:
        folded = [fold_word(word) for word in words]
        whole = "".join(folded)
        if len(whole) >= _SQUEEZED and not all(is_common(word) for word in folded):
            self.wholes.setdefault(whole, somebody.placeholder)
        main = [word for word in words if not is_particle(word)]
        if somebody.person and len(main) > 1:
            self.pairs.setdefault((fold_word(main[0]), fold_word(main[-1])), somebody.placeholder)

    def find(self, text: str, *, alike: bool, own: bool) -> Iterator[_Left]:
        """Yield what is left of names in a text; with `own`, words of the pages' own wording are none."""
        folded = fold(text, alike=alike)
        words = list(_list_words(text, folded))
        for word, start, end in [*words, *_list_pieces(folded)]:
            if word in self.words and not (own and word in _list_own_words()):
                short = len(word) == _SHORTEST and (text[start:end].isupper() or text[start:end].islower())
                suffix = word in list_words("suffixes") and text[start - 1 : start] == "."
                if not short and not suffix:
                    yield _Left(start, end, self.words[word])
        for (one, first, middle), (other, again, end) in pairwise(words):
            broken = text[middle:again].strip() in ("-", "\u2010", "\u2011", "\u00ad")
            seen = text[first].isupper() or not (is_common(one) and is_common(other))
            if broken and seen and one + other in self.words:
                yield _Left(first, end, self.words[one + other])
            beside = text[middle:again].strip(" \xa0\t_-") == ""
            if (one, other) in self.pairs and beside and text[first].isupper() and text[again].isupper():
                yield _Left(first, end, self.pairs[one, other])
        for whole, placeholder in self.wholes.items():
            place = folded.letters.find(whole)
            while place >= 0:
                start, end = folded.starts[place], folded.ends[place + len(whole) - 1]
                if not re.search(r"[.!?:;,]\s|\n\s*\n|†", text[start:end]):
                    yield _Left(start, end, placeholder)
                place = folded.letters.find(whole, place + 1)


def _list_words(text: str, folded: Folded) -> Iterator[tuple[str, int, int]]:
    """Yield each run of folded letters between which nothing is seen, with where it stands."""
    first = 0
    for place in range(1, len(folded.letters) + 1):
        if place < len(folded.letters):
            start, end = folded.ends[place - 1], folded.starts[place]
            if end <= start or all(map(is_unseen, text[start:end])):
                continue
        if folded.letters:
            yield folded.letters[first:place], folded.starts[first], folded.ends[place - 1]
            first = place


def _list_pieces(folded: Folded) -> Iterator[tuple[str, int, int]]:
    """Yield what stands between the capitals of words in camel case, as hashtags and handles are written."""
    edges = [
        place
        for place in range(1, len(folded.letters))
        if folded.capital[place]
        and not folded.capital[place - 1]
        and folded.letters[place].isalpha()
        and folded.starts[place] == folded.ends[place - 1]
    ]
    for first in edges:
        last = first + 1
        while (
            last < len(folded.letters)
            and folded.starts[last] == folded.ends[last - 1]
            and not folded.capital[last]
        ):
            last += 1
        start = first - 1
        while start and folded.starts[start] == folded.ends[start - 1] and not folded.capital[start]:
            start -= 1
        if folded.letters[start:first] not in list_words("particles"):  # 'McDonald'
            yield folded.letters[first:last], folded.starts[first], folded.ends[last - 1]


@cache
def _list_own_words() -> frozenset[str]:
    """Return the words that pages have of their own, folded: those of the templates and of the wording."""
    root = Path(str(files("onrecord.publish") / "templates"))
    texts = [path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.j2"))]
    texts += [
        Path(str(module.__file__)).read_text(encoding="utf-8")
        for module in (wording, promises, method, lede, tables)
    ]
    texts.append(
        "onrecord January February March April May June July August September October November December"
    )
    texts.append("Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec")
    return frozenset(fold_word(word) for text in texts for word in re.findall(r"[^\W\d_]+", text))
