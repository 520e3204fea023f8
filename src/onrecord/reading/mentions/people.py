"""Names of people -> drafts: which full names are one person's, and whose a surname alone is.

A surname goes to somebody who can be meant: whose given name, gender and office of state the text does not contradict.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.annotations import MentionType
from onrecord.names import drop_generation, find_pair_keys, is_same_person
from onrecord.reading.mentions.beside import Beside, join_beside
from onrecord.reading.mentions.chains import Book, Draft
from onrecord.reading.mentions.names import Name

_Words = tuple[str, ...]

_JUST = 600  # characters back to where somebody who acts is meant by the surname that follows


def group_people(
    book: Book,
    names: Sequence[Name],
    owners: dict[Name, Draft],
    beside: Mapping[Name, Beside],
    title: int = 0,
) -> None:
    """Enter a draft for every person named, and whose each name is. `title` is where the first line ends."""
    full = _group_full_names(book, names, owners)
    singles: dict[_Words, list[Name]] = {}
    for name in names:
        if len(name.words) == 1:
            singles.setdefault(name.words, []).append(name)
    alone = {words[0]: found[0].start for words, found in singles.items()}
    ends = _leave_out_juniors(_index_ends(full), full, alone)
    named = [name for name in names if len(name.words) > 1]
    known = _join_by_owner(named, owners, beside)
    acting = frozenset(owners[name] for name in _list_first(named, owners) if beside.get(name, Beside()).acts)
    for [word], found in singles.items():
        parts = _part_by_gender(found, beside)
        for called in parts:
            surname = _Surname(book, ends, known, acting, title, couple=len(parts) > 1)
            surname.give(word, called, owners, beside)
    for draft, told in _join_by_owner(names, owners, beside).items():
        draft.offices, draft.aside = told.offices, told.aside
        draft.indefinite = told.introduced and len(draft.key) == 1
        draft.gender = draft.gender or told.gender


def _list_first(names: Iterable[Name], owners: Mapping[Name, Draft]) -> Iterable[Name]:
    """Return the first name of each owner."""
    found: dict[Draft, Name] = {}
    for name in names:
        if owners[name] not in found or name.start < found[owners[name]].start:
            found[owners[name]] = name
    return found.values()


def _join_by_owner(
    names: Sequence[Name], owners: Mapping[Name, Draft], beside: Mapping[Name, Beside]
) -> dict[Draft, Beside]:
    found: dict[Draft, list[Beside]] = {}
    for name in names:
        found.setdefault(owners[name], []).append(beside.get(name, Beside()))
    return {draft: join_beside(told) for draft, told in found.items()}


def _group_full_names(
    book: Book, names: Sequence[Name], owners: dict[Name, Draft]
) -> dict[Draft, list[tuple[_Words, int]]]:
    full: dict[Draft, list[tuple[_Words, int]]] = {}
    by_key: dict[tuple[str, str], dict[_Words, Draft]] = {}
    for name in sorted(names, key=lambda name: (-len(name.words), name.start)):
        if len(name.words) < 2:
            continue
        keys = find_pair_keys(name.words)
        near = {words: draft for key in keys for words, draft in by_key.get(key, {}).items()}
        same = list(
            dict.fromkeys(draft for words, draft in near.items() if is_same_person(name.words, words))
        )
        owner = near.get(name.words) or (same[0] if len(same) == 1 else None)
        owner = owner or book.open(Draft(MentionType.PERSON, key=frozenset(name.words)))
        full.setdefault(owner, []).append((name.words, name.start))
        for key in keys:
            by_key.setdefault(key, {})[name.words] = owner
        owners[name] = owner
    return full


def _part_by_gender(names: Sequence[Name], beside: Mapping[Name, Beside]) -> list[list[Name]]:
    """Return the mentions of one surname, apart where 'Mr' and 'Mrs' tell of two, who may be others than the plain."""
    by_gender: dict[str, list[Name]] = {}
    for name in names:
        by_gender.setdefault(beside.get(name, Beside()).gender, []).append(name)
    plain = by_gender.pop("", [])
    parts = sorted(by_gender.values(), key=lambda part: (-len(part), part[0].start))
    if len(parts) != 1:
        return [part for part in (plain, *parts) if part]
    return [sorted([*plain, *parts[0]], key=lambda name: name.start)]


class _Surname:
    """Whose a surname alone is, in one document."""

    def __init__(
        self,
        book: Book,
        ends: Mapping[tuple[int, str], Mapping[Draft, int]],
        known: Mapping[Draft, Beside],
        acting: Collection[Draft],
        title: int,
        *,
        couple: bool,  # the surname stands with 'Mr' and with 'Mrs'
    ) -> None:
        self.book, self.ends, self.known = book, ends, known
        self.acting, self.title, self.couple = acting, title, couple

    def give(
        self, word: str, names: Sequence[Name], owners: dict[Name, Draft], beside: Mapping[Name, Beside]
    ) -> None:
        """Give every mention of the word to whoever is meant there; in doubt, to one known by it only."""
        called = join_beside(beside.get(name, Beside()) for name in names)
        able = self._list_able(word, called, names[0].start)
        held: Draft | None = None
        for name in names:
            held = self._choose(able, name, held)
            owners[name] = held or self._stand_alone(word, called)

    def _list_able(self, word: str, called: Beside, first: int) -> dict[Draft, int]:
        """Return who bears the word and can be meant, and where each is first named in full.

        A surname comes before a given name, and both before a name between them: 'Inés Rao Lund' goes by 'Rao', too.
        """
        for place in (-1, 0, 1):
            bearers = self.ends.get((place, word), {})
            able = {
                draft: start
                for draft, start in bearers.items()
                if can_be(called, self.known[draft], earlier=start < first)
            }
            # 'Mr Brandt' is 'her husband, Piet Brandt'
            kin = [draft for draft in able if self.couple and called.gender and self.known[draft].aside]
            told = {draft: able[draft] for draft in kin if self.known[draft].gender == called.gender}
            if able or bearers:
                return told or able
        return {}

    def _choose(self, able: Mapping[Draft, int], name: Name, held: Draft | None) -> Draft | None:
        """Return the only one, else whom the surname has meant so far, else who was just named in full and acts.

        Else it is the first one named in full: the other is named beside him. A headline's names give way to others'.
        """
        if len(able) == 1:
            return next(iter(able))
        before = sorted((draft for draft in able if able[draft] < name.start), key=lambda draft: able[draft])
        first = [draft for draft in before if not self.known[draft].aside] or before
        first = [draft for draft in first if able[draft] >= self.title] or first
        if held in first or not first:
            return held if held in first else None
        just = name.start - able[first[-1]] < _JUST and first[-1] in self.acting
        return first[-1] if just else first[0]

    def _stand_alone(self, word: str, called: Beside) -> Draft:
        for draft in self.book.of_type(MentionType.PERSON):
            if draft.key == {word} and draft.gender == called.gender:
                return draft
        return self.book.open(Draft(MentionType.PERSON, key=frozenset({word}), gender=called.gender))


def can_be(called: Beside, bearer: Beside, *, earlier: bool) -> bool:
    """Tell whether a surname, with what stands beside it, can mean somebody with a full name.

    `earlier` tells that the full name comes first. Who is called 'President Lund' is not a Lund of another office, nor
    a Lund whom the text names only later and gives no office; a relative, named later, is not the Lund of before.

    >>> can_be(Beside(frozenset({"king"})), Beside(frozenset({"crown prince"})), earlier=True)
    False
    """
    if called.gender and bearer.gender and called.gender != bearer.gender:
        return False
    if called.offices and bearer.offices:
        return not called.offices.isdisjoint(bearer.offices)
    return earlier or not (bearer.aside or called.offices)


def _leave_out_juniors(
    ends: Mapping[tuple[int, str], Mapping[Draft, int]],
    full: Mapping[Draft, Sequence[tuple[_Words, int]]],
    alone: Mapping[str, int],
) -> dict[tuple[int, str], Mapping[Draft, int]]:
    """Leave out who bears a surname with 'Jr.' only, where the surname alone means somebody else.

    It does where somebody bears it without, and where it stands alone (`alone`) before the junior is named.
    """
    juniors = {
        draft for draft, known in full.items() if all(drop_generation(words) != words for words, _ in known)
    }
    left: dict[tuple[int, str], Mapping[Draft, int]] = {}
    for (place, word), bearers in ends.items():
        elders = {draft: start for draft, start in bearers.items() if draft not in juniors}
        first = alone.get(word, 0)
        left[place, word] = elders or {draft: start for draft, start in bearers.items() if start < first}
    return left


def _index_ends(
    full: Mapping[Draft, Sequence[tuple[_Words, int]]],
) -> Mapping[tuple[int, str], Mapping[Draft, int]]:
    """Return who bears a first (0), last (-1) or middle (1) word, and where each is first named so."""
    ends: dict[tuple[int, str], dict[Draft, int]] = {}
    for draft, known in full.items():
        for full_words, start in known:
            words = drop_generation(full_words)
            middle = [(1, word) for word in words[1:-1]]
            for place, word in ((-1, words[-1]), (0, words[0]), *middle):
                bearers = ends.setdefault((place, word), {})
                bearers[draft] = min(start, bearers.get(draft, start))
    return ends
