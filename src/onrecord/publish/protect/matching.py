"""Where protected names stand in a text, in whatever spelling."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.publish.protect.folding import fold_word, needs_alike
from onrecord.publish.protect.names import Protected
from onrecord.publish.protect.spelling import Form, Kind, is_acronym, is_particle, list_forms, split_name
from onrecord.publish.protect.standing import Standing, tell_standing
from onrecord.publish.protect.view import Setting, View, read_gap
from onrecord.publish.protect.words import is_common, is_made_of_words, list_words

_KEY = 4  # letters by which forms are looked up
_SHORT = 3  # letters of a name that may also be initials of something
_EMBEDDED = 5  # letters of a name that is found within a longer word of an address
_TELLING = 6  # and of any text
_BROKEN = 4  # letters of a name that may be broken over two lines without a hyphen
_FARTHEST = 60  # characters between two parts of one name
_LONGEST_WORD = 14  # letters of a common word that could hold a name by chance

_JOINT = re.compile(r"[\s_+]{0,4}[-'’`´.·/&|]{0,2}[\s_+]{0,6}|\s{0,20}|,[ \n]{0,2}")
_SAME_NAME = re.compile(r"[^\S\n]*(?:[-._/+'’]|\n)?[^\S\n]*")
_INITIAL_BEFORE = re.compile(r"(?:(?<![^\W_])([^\W\d_])(?:\.[\s-]*|[\s_-]+))$")
_PARTICLE_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,6})[\s\-\u2010-\u2015\uff0d'’`ʿ_.]{1,2}$")
_INITIAL_AFTER = re.compile(r"^(?:,? ([^\W\d_])\.|[._-]([^\W\d_])(?![^\W_]))")


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
                _Candidate(start, end, form, placeholder, _judge(view, start, end, form))
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

    def replace(self, text: str, setting: Setting = Setting.PROSE, known: frozenset[str] = frozenset()) -> str:
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
            for shortest in (_KEY, 3, 2):
                for size in sizes.get(letters[start : start + shortest], ()):
                    for form, placeholder in forms.get(letters[start : start + size], ()):
                        if len(form.letters) == size and (size == shortest or shortest == _KEY):
                            yield start, start + size, form, placeholder

    def _choose(self, view: View, candidates: list[_Candidate], known: frozenset[str]) -> Iterator[Match]:
        """Yield the places of those that stand for a name; what stands beside one is looked at by itself."""
        waiting, edges = candidates, view.edges
        while waiting:
            new, rest, covered = set(), [], -1
            for item in waiting:
                if item.standing is Standing.NO and {item.start, item.end} & edges:
                    item.standing = _judge(view, item.start, item.end, item.form)
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
        for match in sorted(found, key=lambda match: (match.start, -match.end)):
            match = self._widen(text, match)
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
        initials, particles = self._initials[match.placeholder], self._particles[match.placeholder] | {"al", "el"}
        while True:
            before = text[max(0, start - 12) : start]
            initial, particle = _INITIAL_BEFORE.search(before), _PARTICLE_BEFORE.search(before)
            if initial and fold_word(initial[1]) in initials:
                start -= len(initial[0])
            elif particle and fold_word(particle[1]) in particles:
                start -= len(particle[0])
            else:
                break
        after = _INITIAL_AFTER.match(text[end : end + 4])
        if after and fold_word(after[1] or after[2]) in initials:
            end += len(after[0])
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        return Match(start, end, match.placeholder)


def _place(view: View, item: _Candidate) -> Match:
    """Return where letters stand in the text, with the last point of initials."""
    start, end = view.starts[item.start], view.ends[item.end - 1]
    pointed = item.form.kind is Kind.INITIALS and view.gap(item.start + 1).startswith(".")
    return Match(start, end + (pointed and view.text[end : end + 1] == "."), item.placeholder)


def _list_known(candidates: Iterable[_Candidate]) -> frozenset[str]:
    """Return the words of every name that stands for somebody for sure."""
    known: set[str] = set()
    for item in candidates:
        if item.standing is Standing.SURE and (item.form.common or item.form.cuts):
            cuts = [0, *sorted(item.form.cuts), len(item.form.letters)]
            known |= {item.form.letters[a:b] for a, b in zip(cuts, cuts[1:], strict=False)}
    return frozenset(known)


def _list_all(somebody: Protected) -> Iterable[Form]:
    found: dict[tuple[str, Kind], Form] = {}
    for name in somebody.names:
        for form in list_forms(name, person=somebody.person, listed=name in somebody.listed):
            key = form.letters, form.kind
            if len(form.letters) > 1 and (key not in found or form.listed):
                found[key] = form
    return found.values()


def _judge(view: View, start: int, end: int, form: Form) -> Standing:
    """Tell whether letters that spell a name stand for it."""
    if form.kind is Kind.INITIALS:
        return _sure(_are_initials(view, start, end, form))
    inner = [place for place in range(start + 1, end) if place - start not in form.cuts and view.gap(place)]
    joints = [view.gap(start + cut) for cut in form.cuts]
    if not inner and not all(_JOINT.fullmatch(joint) for joint in joints):
        return Standing.NO
    if inner:
        if not (view.is_edge(start) and _ends(view, start, end, form, edge=True)):
            return Standing.NO
        if not _holds_together(view, start, end, form, inner):
            return Standing.NO
    elif not (view.is_bound(start) and _ends(view, start, end, form, edge=False)):
        return _sure(_is_embedded(view, start, end, form))
    if form.kind is Kind.HANDLE:
        if any("." in joint for joint in joints) and not view.is_address(start, end):
            return _sure(all(view.capital[place] for place in (start, *(start + cut for cut in form.cuts))))
        return _sure(view.is_address(start, end) and not inner and not is_common(form.letters))
    if form.kind is Kind.PART:
        return _judge_part(view, start, end, form)
    return _sure(_names_together(view, start, form, joints))


def _sure(yes: bool) -> Standing:
    return Standing.SURE if yes else Standing.NO


def _ends(view: View, start: int, end: int, form: Form, *, edge: bool) -> bool:
    """Tell whether a word ends behind some letters, or an ending makes another word of the name."""
    if view.is_edge(end) if edge else view.is_bound(end):
        return True
    last = view.token(end, end)[1]
    ending = view.letters[end:last]
    if ending not in list_words("endings") or (len(form.letters) < _SHORT and form.kind is not Kind.INITIALS):
        return False
    if form.common and form.kind is Kind.PART:  # 'the Grants', but not 'grants'
        family = fold_word(view.before(start)[0]) == "the" and view.capital[start] and not view.opens_sentence(start)
        return ending == "s" and family
    return not is_common(view.letters[start:last])


def _judge_part(view: View, start: int, end: int, form: Form) -> Standing:
    if form.common:
        plural = not view.is_bound(end)
        return Standing.LIKELY if plural else tell_standing(view, start, end, form)
    size = end - start
    if size > 2:
        short = size == _SHORT and all(view.capital[start:end]) and not view.is_headline(start, end)
        return _sure(not short or form.listed or view.setting is not Setting.PROSE or view.gap(start + 1) != "")
    if view.is_address(start, end):
        suffix = view.text[view.starts[start] - 1 : view.starts[start]] == "." and view.setting is Setting.PROSE
        return _sure(view.is_edge(start) and view.is_edge(end) and not suffix)
    title = fold_word(view.before(start)[0]) in list_words("honorifics")
    return _sure(view.capital[start] and (title or form.listed or not view.capital[start + 1]))


def _names_together(view: View, start: int, form: Form, joints: list[str]) -> bool:
    """Tell whether several words of a name beside each other stand for it: 'Will Grant', but not 'will grant'."""
    places = [start, *(start + cut for cut in sorted(form.cuts))]
    ends = [*places[1:], start + len(form.letters)]
    words = [view.letters[a:b] for a, b in zip(places, ends, strict=True)]
    main = [word not in list_words("particles") for word in words]
    main = main if any(main) else [True] * len(words)
    capitals = [view.capital[place] for place, whole in zip(places, main, strict=True) if whole]
    words = [word for word, whole in zip(words, main, strict=True) if whole]
    if all(capitals) or not any(" " in joint or "\n" in joint for joint in joints):
        return view.is_address(start, ends[-1]) or all(capitals) or not form.common or "" in joints
    if view.is_address(start, ends[-1]) and view.setting is Setting.ADDRESS:
        return True
    if form.kind is Kind.TURNED:
        return False
    if not any(capitals):
        return not form.common and len(form.letters) > _BROKEN
    return all(capital or not is_common(word) for capital, word in zip(capitals, words, strict=True))


def _are_initials(view: View, start: int, end: int, form: Form) -> bool:
    """Tell whether letters stand for a body by its initials: all capitals, whole or each with its point."""
    gaps = [view.gap(place) for place in range(start + 1, end)]
    if not view.is_edge(start) or not _ends(view, start, end, form, edge=True):
        return False
    if not (all(gap == "" for gap in gaps) or all(re.match(r"^\.\s?$|^[\s]$", gap) for gap in gaps)):
        return False
    if view.is_address(start, end):
        return True
    if not all(view.capital[start:end]):
        return False
    return not (form.common and view.is_headline(start, end))


def _holds_together(view: View, start: int, end: int, form: Form, inner: list[int]) -> bool:
    """Tell whether a name that something parts is still read as one: over a line's end, or letter by letter."""
    every = [view.gap(place) for place in range(start + 1, end)]
    if all(every):
        return end - start > 2 and all(len(gap) <= 8 for gap in every)
    if any(re.search(r"[^\s\-*_~`'’.·]", gap) or len(gap) > 8 for gap in every):
        return False
    pieces = [view.letters[a:b] for a, b in zip([start, *inner], [*inner, end], strict=True)]
    foreign = any(not is_common(piece) for piece in pieces)
    if all(view.is_hyphened(place) for place in inner):
        broken = any("\n" in view.gap(place) for place in inner)
        return broken or foreign or (view.capital[start] and not form.common)
    if any("." in view.gap(place) or "'" in view.gap(place) or "’" in view.gap(place) for place in inner):
        return False
    return foreign and view.capital[start] and end - start >= _BROKEN and form.kind is Kind.PART or (
        foreign and view.capital[start] and form.kind in (Kind.WHOLE, Kind.TURNED) and end - start > _TELLING
    )


def _is_embedded(view: View, start: int, end: int, form: Form) -> bool:
    """Tell whether a name stands within a longer word: '@freebrandvold', 'Brandvoldgate'."""
    if form.kind in (Kind.HANDLE, Kind.INITIALS) or (form.common and form.kind is Kind.PART):
        return False
    first, last = view.token(start, end)
    letters = view.letters
    before = "" if view.is_bound(start) else letters[first:start]
    after = "" if view.is_bound(end) else letters[end:last]
    if view.gap(start + 1) or any(view.gap(place) for place in range(start + 1, end)):
        return False
    if _is_by_chance(letters, first, last, start, end):
        return False
    size = end - start
    if view.is_address(start, end):
        words = is_made_of_words(before.strip("0123456789")) and is_made_of_words(after.strip("0123456789"))
        return size >= _EMBEDDED or (size >= _SHORT and words)
    joined = form.kind is not Kind.PART and size > _TELLING
    words = is_made_of_words(before, 4) and (after in list_words("endings") or is_made_of_words(after, 4))
    return size >= _TELLING and (joined or words)


def _is_by_chance(letters: str, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether a common word holds the letters of a name by chance, as 'commander' holds 'Mander'."""
    return any(
        is_common(letters[a:b])
        for a in range(max(first, end - _LONGEST_WORD), start + 1)
        for b in range(end, min(last, start + _LONGEST_WORD) + 1)
        if b - a > end - start
    )
