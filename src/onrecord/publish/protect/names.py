"""Which strings a list of names protects: each name, its aliases in the record, parts of a person's name."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.errors import InvalidNames
from onrecord.model import Actor, ActorType, Record
from onrecord.names import is_variant

_SHORTEST_PART = 3  # letters: 'de' and 'Al' are parts of too many names


class Protected(Struct, frozen=True):
    """Somebody whose names are replaced by a placeholder."""

    placeholder: str
    names: tuple[str, ...]
    actors: tuple[str, ...]  # their ids in the record; empty where it knows no such actor


def read_names(path: Path) -> tuple[str, ...]:
    """Return the names in a file, one a line; empty lines and lines that begin with '#' are no names.

    Raises:
        InvalidNames: the file can't be read, is not UTF-8, or holds no name or one without a letter.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidNames(f"{path}: the names to protect can't be read: {reason}") from error
    names = tuple(
        " ".join(line.split()) for line in lines if line.strip() and not line.lstrip().startswith("#")
    )
    if not names:
        raise InvalidNames(f"{path}: there is no name in it; write one a line")
    for name in names:
        if sum(character.isalnum() for character in name) < 2:
            raise InvalidNames(f"{path}: '{name}' is no name; write one of two letters or more")
    return tuple(dict.fromkeys(names))


def find_protected(record: Record, names: Sequence[str]) -> list[Protected]:
    """Return whom the names protect, with every string that would tell who it is.

    The placeholder has the number of the name in the list, so it stays from build to build where names are added at
    the end. Names of one actor have the placeholder of the first.
    """
    taken: dict[str, int] = {}
    found: dict[int, tuple[list[str], list[Actor]]] = {}
    for number, name in enumerate(names, start=1):
        actors = [actor for actor in record.actors if _bears(actor, name)]
        place = next((taken[actor.id] for actor in actors if actor.id in taken), number)
        strings, known = found.setdefault(place, ([], []))
        strings.append(name)
        known += [actor for actor in actors if actor.id not in taken]
        taken.update({actor.id: place for actor in actors if actor.id not in taken})
    return [
        Protected(
            f"[Protected {place}]",
            tuple(_list_strings(strings, actors)),
            tuple(actor.id for actor in actors),
        )
        for place, (strings, actors) in sorted(found.items())
    ]


def _bears(actor: Actor, name: str) -> bool:
    wanted = _fold(name)
    return any(_fold(known) == wanted for known in (actor.name, *actor.aliases))


def _fold(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _list_strings(names: Sequence[str], actors: Sequence[Actor]) -> list[str]:
    aliases = [alias for actor in actors for alias in (actor.name, *actor.aliases)]
    strings = [*names, *aliases]
    if not actors or any(actor.type is ActorType.PERSON for actor in actors):
        strings += _list_parts(names, strings)
    usable = {string.strip() for string in strings if sum(c.isalnum() for c in string) >= 2}
    return sorted(usable, key=lambda string: (-len(string), string))


def _list_parts(names: Sequence[str], strings: Sequence[str]) -> list[str]:
    """Return the words of a person's name in every spelling met: 'Mia', 'Rao' and, of an alias, 'Raho'.

    Of an alias only what spells a word of the name: the others are titles and descriptions.
    """
    own = {word for name in names for word in _split_parts(name)}
    spelled = {
        word
        for string in strings
        for word in _split_parts(string)
        if any(is_variant(word.casefold(), part.casefold()) for part in own)
    }
    return [*own, *spelled]


def _split_parts(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", name)
    return [word for word in words if len(word) >= _SHORTEST_PART and word[0].isupper()]
