"""Word lists and patterns kept as data: TOML files beside the modules that read them.

A lexicon holds `[[entry]]` tables. Each has a `form`, a regular expression that is matched between word
boundaries without regard to case, `examples` that it must match and `counterexamples` that it must not, and
whatever keys its reader asks for (`act = "deny"`). A file may also hold a `[lists]` table of plain word lists.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from onrecord.errors import InvalidLexicon


class Entry(Struct, frozen=True):
    """One pattern of a lexicon, with its own examples."""

    form: str
    values: tuple[tuple[str, str | bool | int | float], ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def get(self, key: str, default: str = "") -> str:
        """Return the text under `key`, or `default`."""
        return str(dict(self.values).get(key, default))

    def flag(self, key: str) -> bool:
        """Return whether `key` is set to true."""
        return dict(self.values).get(key) is True

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form between word boundaries, compiled."""
        return compile_form(self.form)


@cache
def compile_form(form: str) -> re.Pattern[str]:
    """Return `form` as a pattern that matches whole words, whatever their case."""
    return re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)


def compile_any(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Return one pattern for lower-case text, found where the pattern of any of the entries is."""
    return compile_lower(rf"(?<!\w)(?:{'|'.join(f'(?:{entry.form})' for entry in entries)})(?!\w)")


def compile_forms(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Return one pattern, without regard to case, for any of the entries' forms as they are written."""
    return re.compile("|".join(f"(?:{entry.form})" for entry in entries), re.IGNORECASE)


def compile_lower(form: str) -> re.Pattern[str]:
    """Return a pattern for text in lower case, where one without regard to case takes two to four times as long.

    Raises:
        InvalidLexicon: the pattern asks for capitals.
    """
    if re.search(r"[A-Z]", re.sub(r"\\.|\(\?P", "", form)):
        raise InvalidLexicon(f"'{form}' holds capitals, and is for text in lower case")
    return re.compile(form)


def lower_in_place(text: str) -> str:
    """Return the text in lower case, each character where it stood.

    >>> lower_in_place("İZMİR"), len("İZMİR".lower())
    ('İzmİr', 7)
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


class Lexicon(Struct, frozen=True):
    """The entries and plain lists of one file."""

    name: str
    entries: tuple[Entry, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    sets: Mapping[str, frozenset[str]]  # the lists again, for asking whether a word is in one

    def words(self, name: str) -> frozenset[str]:
        """Return the plain list `name`.

        Raises:
            InvalidLexicon: the file has no such list.
        """
        try:
            return self.sets[name]
        except KeyError:
            raise InvalidLexicon(f"{self.name} has no list '{name}'") from None


@cache
def load_lexicon(package: str, name: str) -> Lexicon:
    """Read the lexicon `name` that lies beside the modules of `package`.

    Raises:
        InvalidLexicon: the file breaks the format above.
    """
    content = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return Lexicon(
        name,
        tuple(_read_entry(name, table) for table in content.get("entry", [])),
        tuple((key, tuple(words)) for key, words in content.get("lists", {}).items()),
        {key: frozenset(words) for key, words in content.get("lists", {}).items()},
    )


def _read_entry(name: str, table: dict[str, Any]) -> Entry:
    try:
        form, examples = table["form"], tuple(table["examples"])
    except KeyError as missing:
        raise InvalidLexicon(f"{name}: an entry without {missing}: {table}") from None
    try:
        compile_form(form)
    except re.error as error:
        raise InvalidLexicon(f"{name}: '{form}' is not a regular expression: {error}") from None
    kept = {"form", "examples", "counterexamples"}
    values = tuple((key, value) for key, value in table.items() if key not in kept)
    return Entry(form, values, examples, tuple(table.get("counterexamples", ())))
