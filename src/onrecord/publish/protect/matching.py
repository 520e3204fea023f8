"""Where protected names stand in a text, in whatever spelling."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from onrecord.publish.protect.folding import fold_word, needs_alike
from onrecord.publish.protect.judging import judge
from onrecord.publish.protect.names import Protected
from onrecord.publish.protect.spelling import Form, Kind, is_particle, list_forms, split_name
from onrecord.publish.protect.standing import Standing
from onrecord.publish.protect.view import Setting, View, read_gap

_KEY = 4  # letters by which forms are looked up
_FARTHEST = 60  # characters between two parts of one name

_SAME_NAME = re.compile(r"[^\S\n]*(?:[-._+'’]|\n)?[^\S\n]*")
_INITIAL_BEFORE = re.compile(r"(?:(?<![^\W_])([^\W\d_])(?:\.[\s-]*|[\s_-]+))$")
_PARTICLE_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,6})[\s\-\u2010-\u2015\uff0d'’`ʿ_.]{1,2}$")
_INITIALS_AFTER = re.compile(r",?((?:[^\S\n]?[^\W\d_]\.)+)(?![^\S\n]?[A-Z])|[._-]([^\W\d_])(?![^\W_])")


class Match(Struct, frozen=True, order=True):
    """Where a name stands in a text."""

    start: int
    end: int
    placeholder: str


class Found(Struct, frozen=True):
    """The names in a text, in order and apart from each other."""

    matches: tuple[Match, ...]
    known: frozenset[str]  # common words that stand as names there for sure


class _Candidate(Struct):
    """Letters that spell a name, and whether they stand for it."""

    start: int
    end: int
    form: Form
    placeholder: str
    standing: Standing


class Matcher:
    """Finds every protected name in a text."""

    def __init__(self, protected: Iterable[Protected]) -> None:
        self._forms: dict[str, list[tuple[Form, str]]] = defaultdict(list)
        self._sizes: dict[str, list[int]] = defaultdict(list)  # of the forms that begin so, the longest first
        self._initials: dict[str, set[str]] = defaultdict(set)
        self._particles: dict[str, set[str]] = defaultdict(set)
        for somebody in protected:
            for form in _list_all(somebody):
                self._forms[form.letters].append((form, somebody.placeholder))
            for word in (word for name in somebody.names for word in split_name(name)):
                folded = fold_word(word)
                self._initials[somebody.placeholder].add(fold_word(word[0]))
                if is_particle(word) and len(folded) > 1:
                    self._particles[somebody.placeholder].add(folded)
        for letters in sorted(self._forms, key=len, reverse=True):
            sizes = self._sizes[letters[:_KEY]]
            if len(letters) not in sizes:
                sizes.append(len(letters))

    def read(self, text: str, setting: Setting = Setting.PROSE, known: frozenset[str] = frozenset()) -> Found:
        """Return the names in a text.

        `known` are common words that are known to be names in the document that the text belongs to.
        """
        matches: list[Match] = []
        for alike in (False, True) if needs_alike(text) else (False,):
            view = View(text, setting, alike=alike)
            candidates = [
                _Candidate(start, end, form, placeholder, judge(view, start, end, form))
                for start, end, form, placeholder in self._spelled(view.letters)
            ]
            if setting is Setting.PROSE:
                known |= _list_known(candidates)
            matches += self._choose(view, candidates, known)
        return Found(tuple(self._join(text, matches)), known)

    def find(
        self, text: str, setting: Setting = Setting.PROSE, known: frozenset[str] = frozenset()
    ) -> tuple[Match, ...]:
        """Return where names stand in a text, in order and apart from each other."""
        return self.read(text, setting, known).matches

    def replace(
        self, text: str, setting: Setting = Setting.PROSE, known: frozenset[str] = frozenset()
    ) -> str:
        """Return the text with a placeholder for each name."""
        pieces, position = [], 0
        for match in self.find(text, setting, known):
            pieces += [text[position : match.start], match.placeholder]
            position = match.end
        return "".join([*pieces, text[position:]])

    def _spelled(self, letters: str) -> Iterator[tuple[int, int, Form, str]]:
        """Yield every place where letters spell a name, whether they stand for it or not."""
        forms, sizes = self._forms, self._sizes
        for start in range(len(letters) - 1):
            found = dict.fromkeys(
                size
                for shortest in (_KEY, 3, 2)
                for size in sizes.get(letters[start : start + shortest], ())
                if shortest in (size, _KEY) and start + size <= len(letters)
            )
            for size in found:
                for form, placeholder in forms.get(letters[start : start + size], ()):
                    yield start, start + size, form, placeholder

    def _choose(self, view: View, candidates: list[_Candidate], known: frozenset[str]) -> Iterator[Match]:
        """Yield the places of those that stand for a name; what stands beside one is looked at by itself."""
        waiting, edges = candidates, view.edges
        while waiting:
            new, rest, covered = set(), [], -1
            for item in waiting:
                if item.standing is Standing.NO and {item.start, item.end} & edges:
                    item.standing = judge(view, item.start, item.end, item.form)
                if item.standing is Standing.SURE or (
                    item.standing is Standing.LIKELY and item.form.letters in known
                ):
                    if item.end > covered:
                        covered = item.end
                        new |= {item.start, item.end}
                        yield _place(view, item)
                else:
                    rest.append(item)
            waiting = rest if new - edges else []
            edges |= new

    def _join(self, text: str, found: list[Match]) -> list[Match]:
        """Return the places apart from each other; what makes one name together is one place."""
        joined: list[Match] = []
        for found_match in sorted(found, key=lambda one: (one.start, -one.end)):
            match = self._widen(text, found_match)
            while joined and self._belongs(text, joined[-1], match):
                last = joined.pop()
                wider = max((last, match), key=lambda one: one.end - one.start)
                match = Match(min(last.start, match.start), max(last.end, match.end), wider.placeholder)
            joined.append(match)
        return joined

    def _belongs(self, text: str, one: Match, other: Match) -> bool:
        if other.start < one.end:
            return True
        if one.placeholder != other.placeholder or other.start - one.end > _FARTHEST:
            return False
        plain = read_gap(text[one.end : other.start])
        words = plain.split()
        if words and all(fold_word(word) in self._particles[one.placeholder] for word in words):
            return True
        return _SAME_NAME.fullmatch(plain) is not None

    def _widen(self, text: str, match: Match) -> Match:
        """Return the place with the initials and the particles of the name that stand beside it."""
        start, end = match.start, match.end
        initials, particles = (
            self._initials[match.placeholder],
            self._particles[match.placeholder] | {"al", "el"},
        )
        while True:
            before = text[max(0, start - 12) : start]
            initial, particle = _INITIAL_BEFORE.search(before), _PARTICLE_BEFORE.search(before)
            if initial and fold_word(initial[1]) in initials:
                start -= len(initial[0])
            elif particle and fold_word(particle[1]) in particles:
                start -= len(particle[0])
            else:
                break
        after = _INITIALS_AFTER.match(text[end : end + 12])
        if after and all(fold_word(letter) in initials for letter in after[0] if letter.isalpha()):
            end += len(after[0])
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        return Match(start, end, match.placeholder)


def _place(view: View, item: _Candidate) -> Match:
    """Return where letters stand in the text, with the last point of initials."""
    start, end = view.starts[item.start], view.ends[item.end - 1]
    initials = item.form.kind is Kind.INITIALS and view.gap(item.start + 1).startswith(".")
    pointed = initials or len(item.form.letters) - max(item.form.cuts, default=0) == 1
    return Match(start, end + (pointed and view.text[end : end + 1] == "."), item.placeholder)


def _list_known(candidates: Iterable[_Candidate]) -> frozenset[str]:
    """Return the words of every name that stands for somebody for sure."""
    known: set[str] = set()
    for item in candidates:
        if item.standing is Standing.SURE and (item.form.common or item.form.cuts):
            cuts = [0, *sorted(item.form.cuts), len(item.form.letters)]
            known |= {item.form.letters[a:b] for a, b in pairwise(cuts)}
    return frozenset(known)


def _list_all(somebody: Protected) -> Iterable[Form]:
    found: dict[tuple[str, Kind], Form] = {}
    for name in somebody.names:
        for form in list_forms(name, person=somebody.person, listed=name in somebody.listed):
            key = form.letters, form.kind
            if len(form.letters) > 1 and (key not in found or form.listed):
                found[key] = form
    return found.values()
