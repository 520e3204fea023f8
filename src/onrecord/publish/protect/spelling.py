"""A name -> the folded letters of every way in which it is written."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import islice, product

from msgspec import Struct

from onrecord.publish.protect.folding import fold_word
from onrecord.publish.protect.words import is_common, list_pairs, list_words
from onrecord.world import find_body

_MOST_SPELLINGS = 12  # of one word
_MOST_FORMS = 48  # of several words together
_MOST_WORDS = 6  # of a name whose words are also put in other orders


class Kind(Enum):
    """What a form is of its name."""

    PART = "part"  # one word
    WHOLE = "whole"  # several words, in an order in which they name somebody
    TURNED = "turned"  # two words, the later one first
    HANDLE = "handle"  # a word and an initial, as in an address
    INITIALS = "initials"  # what a body goes by, in capitals


class Form(Struct, frozen=True):
    """Letters that are a name, and between which of them a word of it ends."""

    letters: str
    kind: Kind
    cuts: frozenset[int] = frozenset()
    common: bool = False  # each of its words is a common word too
    listed: bool = False  # it is a name as listed, no part of one


def split_name(name: str) -> list[str]:
    """Return the words of a name, without what stands between them.

    >>> split_name("Anna Smith-Jones"), split_name("Liam O’Brien")
    (['Anna', 'Smith', 'Jones'], ['Liam', 'O', 'Brien'])
    """
    return [
        word
        for word in re.findall(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200f])+", name)
        if fold_word(word)
    ]


def is_particle(word: str) -> bool:
    """Tell whether a word of a name is never protected alone: 'al', 'van', an initial."""
    folded = fold_word(word)
    return len(folded) < 2 or folded in list_words("particles")


def list_forms(name: str, *, person: bool, listed: bool) -> Iterator[Form]:
    """Yield the forms of a name of one word or of several."""
    words = split_name(name)
    if words and is_acronym(name):
        yield Form(fold_word(name), Kind.INITIALS, common=is_common(fold_word(name)), listed=listed)
        if not person:
            return
    if len(words) == 1:
        yield from _list_parts(words[0], listed=listed)
    elif words:
        yield from _list_wholes(name, words, person=person, listed=listed)


def is_acronym(name: str) -> bool:
    """Tell whether a name is nothing but a few capitals: 'UN', 'U.N.'."""
    letters = [character for character in name if character.isalnum()]
    return 2 <= len(letters) <= 6 and all(letter.isupper() or letter.isdigit() for letter in letters)


def _list_parts(word: str, *, listed: bool) -> Iterator[Form]:
    particle = is_particle(word)
    for letters in dict.fromkeys((*spell(word), *_lengthen(fold_word(word)))):
        yield Form(letters, Kind.PART, common=particle or is_common(letters), listed=listed)


def _list_wholes(name: str, words: Sequence[str], *, person: bool, listed: bool) -> Iterator[Form]:
    known = not person and (len(words) > 2 or find_body(name) is not None)
    yield from _join(words, Kind.WHOLE, listed=listed, known=known)
    if len(words) > _MOST_WORDS:
        return
    main = [word for word in words if not is_particle(word)]
    if main != list(words) and len(main) > 1:
        yield from _join(main, Kind.WHOLE)
    if not person:
        return
    for first, word in enumerate(words):  # 'alrashid': particles and what they belong to are written as one
        last = next((n for n in range(first, len(words)) if not is_particle(words[n])), first)
        if last > first and len(fold_word(word)) > 1:
            yield from _join(words[first : last + 1], Kind.WHOLE)
    for first, word in enumerate(main):
        for other in main[first + 1 :]:
            yield from _join([word, other], Kind.WHOLE)
            yield from _join([other, word], Kind.TURNED)
    if len(words) > 2:
        yield from _join([*words[-1:], *words[:-1]], Kind.TURNED)
    for family in main[1:]:
        yield from _list_handles(main[0], family)


def _list_handles(given: str, family: str) -> Iterator[Form]:
    """Yield a name with one of its words as an initial: 'A. Lund', 'alund', 'annal'."""
    first, last = fold_word(given[0]), fold_word(family[0])
    for letters in spell(family):
        yield Form(first + letters, Kind.HANDLE, frozenset((len(first),)))
        yield Form(letters + first, Kind.HANDLE, frozenset((len(letters),)))
    for letters in spell(given):
        yield Form(letters + last, Kind.HANDLE, frozenset((len(letters),)))


def _join(words: Sequence[str], kind: Kind, *, listed: bool = False, known: bool = False) -> Iterator[Form]:
    common = not known and all(is_common(fold_word(word)) or is_particle(word) for word in words)
    for spelled in islice(product(*map(spell, words)), _MOST_FORMS):
        cuts, place = set(), 0
        for word in spelled[:-1]:
            place += len(word)
            cuts.add(place)
        yield Form("".join(spelled), kind, frozenset(cuts), common, listed)


@cache
def spell(word: str) -> tuple[str, ...]:
    """Return the folded spellings of a word, the plainest first.

    A spelling that is a common word where the name is none would be looked for in vain, and is left out.

    >>> spell("Müller"), spell("Mueller"), spell("Baer")
    (('muller', 'mueller'), ('mueller', 'muller'), ('baer',))
    """
    plain = fold_word(word)
    marked = [(letter, other) for letter, other in list_pairs("spelled") if letter in word.casefold()]
    choices = [
        dict.fromkeys((fold_word(letter), *(other for mark, other in marked if mark == letter)))
        for letter in word.casefold()
    ]
    found = dict.fromkeys(
        ["".join(choice) for choice in islice(product(*choices), _MOST_SPELLINGS)] or [plain]
    )
    if not marked:
        for long, short in list_pairs("shortened"):
            if long in plain:
                found.setdefault(plain.replace(long, short))
    if plain.startswith("mac") and len(plain) > 5:
        found.setdefault(f"mc{plain[3:]}")
    if plain.startswith("mc") and len(plain) > 4:
        found.setdefault(f"mac{plain[2:]}")
    return tuple(letters for letters in found if letters and (letters == plain or not is_common(letters)))


def _lengthen(plain: str) -> Iterator[str]:
    """Yield the spellings that a name without marks may have with them, one letter at a time: 'Muller', 'Mueller'."""
    for short, long in list_pairs("lengthened"):
        for place, letter in enumerate(plain):
            spelled = plain[:place] + long + plain[place + 1 :]
            if letter == short and len(plain) > 2 and not is_common(spelled):
                yield spelled
