"""Which strings a list of names protects: each name, its aliases in the record, parts of a person's name."""

import os
import stat
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from onrecord.errors import InvalidNames
from onrecord.model import Actor, ActorType, Record
from onrecord.names import is_same_person, is_variant
from onrecord.publish.protect.folding import fold_word
from onrecord.publish.protect.spelling import is_acronym, is_particle, spell, split_name
from onrecord.publish.protect.words import is_common, list_roles, list_titles, list_words
from onrecord.world import find_body, find_country, load_bodies

_MOST_BYTES = 1 << 20  # of a list of names: some 50,000 of them
_MOST_NAMES = 10_000
_LONGEST_NAME = 200  # characters


class Protected(Struct, frozen=True):
    """Somebody whose names are replaced by a placeholder."""

    placeholder: str
    names: tuple[str, ...]  # whole names, and words that are protected by themselves
    actors: tuple[str, ...]  # their ids in the record; empty where it knows no such actor
    listed: tuple[str, ...] = ()  # those of the names that stand in the list
    person: bool = True


def read_names(path: Path) -> tuple[str, ...]:
    """Return the names in a file, one a line; empty lines and lines that begin with '#' are no names.

    Raises:
        InvalidNames: the file can't be read, is no file, is too large, is not UTF-8, or holds no name or one
            without two letters.
    """
    try:
        lines = _read_file(path).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidNames(f"{path}: the names to protect can't be read: {reason}") from error
    names = tuple(
        dict.fromkeys(
            " ".join(line.split()) for line in lines if line.strip() and not line.lstrip().startswith("#")
        )
    )
    if not names:
        raise InvalidNames(f"{path}: there is no name in it; write one a line")
    if len(names) > _MOST_NAMES:
        raise InvalidNames(
            f"{path}: it holds {len(names):,} names, more than {_MOST_NAMES:,}; protect fewer at a time"
        )
    for name in names:
        if len(name) > _LONGEST_NAME:
            raise InvalidNames(f"{path}: '{name[:40]}…' is too long for a name; write one a line")
        if sum(len(fold_word(word)) for word in split_name(name)) < 2:
            raise InvalidNames(f"{path}: '{name}' is no name; write one of two letters or more")
    return names


def _read_file(path: Path) -> bytes:
    """Return what a file holds; a pipe, a device or a folder is none, and is never waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InvalidNames(
            f"{path}: the names to protect can't be read: it is no file but a folder, a pipe or a device; "
            "name a file that holds one a line"
        )
    with os.fdopen(handle, "rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InvalidNames(
            f"{path}: the names to protect can't be read: it is larger than {_MOST_BYTES // 1024:,} KiB; "
            "is it a list of names, one a line?"
        )
    return content


def find_protected(record: Record, names: Sequence[str]) -> list[Protected]:
    """Return whom the names protect, with every string that would tell who it is.

    The placeholder has the number of the name in the list, so it stays from build to build where names are added at
    the end. Names of one actor have the placeholder of the first.
    """
    taken: dict[str, int] = {}
    found: dict[int, tuple[list[str], list[Actor]]] = {}
    known = [(actor, {_fold(name) for name in (actor.name, *actor.aliases)}) for actor in record.actors]
    for number, name in enumerate(names, start=1):
        wanted = {_fold(name), _fold(_drop_titles(name))}
        actors = [actor for actor, folded in known if wanted & folded or _is_fuller(actor, name)]
        place = next((taken[actor.id] for actor in actors if actor.id in taken), number)
        strings, bearers = found.setdefault(place, ([], []))
        strings.append(name)
        bearers += [actor for actor in actors if actor.id not in taken]
        taken.update({actor.id: place for actor in actors if actor.id not in taken})
    return [
        _protect(f"[Protected {place}]", strings, actors)
        for place, (strings, actors) in sorted(found.items())
    ]


def _protect(placeholder: str, names: Sequence[str], actors: Sequence[Actor]) -> Protected:
    listed = [*names, *(_drop_titles(name) for name in names)]
    aliases = [
        alias for actor in actors for alias in (actor.name, *actor.aliases) if _is_telling(alias, names)
    ]
    listed += [_list_initials()[folded] for folded in map(_fold, names) if folded in _list_initials()]
    strings = [*listed, *(_drop_titles(alias) for alias in aliases), *aliases]
    person = any(_is_person(name, actors) for name in names)
    if person:
        strings += _list_parts(names, aliases)
    usable = {string.strip() for string in strings if sum(map(str.isalnum, string)) >= 2}
    return Protected(
        placeholder,
        tuple(sorted(usable, key=lambda string: (-len(string), string))),
        tuple(actor.id for actor in actors),
        tuple(dict.fromkeys(listed)),
        person,
    )


@cache
def _list_initials() -> dict[str, str]:
    """Return the initials of international bodies, by their folded names."""
    return {_fold(body.name): body.initials for body in load_bodies()}


def _fold(name: str) -> str:
    words = [fold_word(word) for word in split_name(name)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _is_fuller(actor: Actor, name: str) -> bool:
    """Tell whether the record knows somebody by a fuller name: 'John Robert Smith' for 'J. R. Smith'."""
    if actor.type is not ActorType.PERSON:
        return False
    mine = _fold(_drop_titles(name)).split()
    return len(mine) > 1 and any(
        _names_same(mine, _fold(alias).split()) for alias in (actor.name, *actor.aliases)
    )


def _names_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names in folded words are one person's, some words by their initials alone.

    >>> _names_same(["j", "r", "kettle"], ["john", "robert", "kettle"])
    True
    """
    if is_same_person(tuple(one), tuple(other)):
        return True
    if len(one) != len(other) or one[-1] != other[-1]:
        return False
    pairs = list(zip(one[:-1], other[:-1], strict=True))
    return all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in pairs)


def _drop_titles(name: str) -> str:
    """Return a name without the titles before it and the generation behind it.

    >>> _drop_titles("Commissioner Dr. Ada Brandvold Jr."), _drop_titles("Dean Holm")
    ('Ada Brandvold', 'Dean Holm')
    """
    pieces = name.split()
    while len(pieces) > 1 and fold_word(pieces[0]) in list_titles():
        pieces = pieces[1:]
    while len(pieces) > 1 and fold_word(pieces[-1].strip(".,")) in list_words("generations"):
        pieces = pieces[:-1]
    return " ".join(pieces).rstrip(",")


def _is_telling(alias: str, names: Sequence[str]) -> bool:
    """Tell whether an alias says who it is: one with a part of the name, initials, or a description of some length.

    'the Commissioner' is an office; the place that the record gives it among the aliases makes no name of it.
    """
    own = {letters for name in names for word in split_name(name) for letters in spell(word)}
    words = [fold_word(word) for word in split_name(alias)]
    if own & set(words) or is_acronym(alias) or any(_is_spelling(word, own) for word in words):
        return True
    main = [word for word in words if word not in list_words("function_words")]
    if any(not is_common(word) for word in main):
        return True
    return len(main) > 1 and not set(main) <= list_roles() | list_words("vague")


def _is_spelling(word: str, own: set[str]) -> bool:
    return any(is_variant(word, part) for part in own)


def _is_person(name: str, actors: Sequence[Actor]) -> bool:
    """Tell whether a name is a person's, as far as the record and the name itself say."""
    words = [fold_word(word) for word in split_name(_drop_titles(name))]
    if find_body(name) or find_country(name) or is_acronym(name):
        return False
    bodies = list_words("organisations") | list_words("company_endings") | list_words("joining")
    if len(words) > 1 and set(words) & bodies and not any(actor.type is ActorType.PERSON for actor in actors):
        return False
    every = all(is_common(word) for word in words)
    return not (every and actors and all(actor.type is not ActorType.PERSON for actor in actors))


def _list_parts(names: Sequence[str], aliases: Sequence[str]) -> Iterator[str]:
    """Yield the words of a person's name in every spelling met: 'Mia', 'Rao' and, of an alias, 'Raho'.

    Of an alias only what spells a word of the name, and the whole of a fuller name: else they are titles and
    descriptions.
    """
    own: set[str] = set()
    for name in names:
        parts = list(_split_parts(_drop_titles(name)))
        own |= {fold_word(part) for part in parts}
        yield from parts
    for alias in aliases:
        plain = _drop_titles(alias)
        fuller = any(_names_same(_fold(_drop_titles(name)).split(), _fold(plain).split()) for name in names)
        for part in _split_parts(plain):
            if (fuller and part[:1].isupper()) or _is_spelling(fold_word(part), own):
                yield part


def _split_parts(name: str) -> Iterator[str]:
    words = split_name(name)
    for place, word in enumerate(words):
        folded = fold_word(word)
        if len(folded) < 2:
            continue
        if not is_particle(word) or place == len(words) - 1 or name.startswith(f"{word} "):
            yield word
    for piece in name.split():
        if piece.count("'") + piece.count("’") and len(split_name(piece)) > 1:
            yield piece
