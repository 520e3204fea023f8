"""The rules for time expressions, read from `rules.toml` and `words.toml` and compiled once."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from onrecord.errors import InvalidLexicon

# White space within a paragraph: some blanks, or one line break among them.
_SPACE = r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,8})"
_PLACEHOLDER = re.compile(r"\{(=?)([a-z]+)\}")  # '=' in words.toml: the word is not asked for
_GROUP = re.compile(r"\(\?P<([a-z]+)>")
FIGURE = "figure"  # stands for every word that begins with a figure
_MOST_NESTED = 3  # 'clockday' holds 'month', which holds no other


class Rule(Struct, frozen=True):
    """A form of time expression and the name of what reads it."""

    order: int
    form: str
    read: str
    on: frozenset[str]  # the words near which it is tried; 'figure' is every word that begins with one
    pattern: re.Pattern[str]
    settings: Mapping[str, str | int]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Words(Struct, frozen=True):
    """The tables of words.toml: what each word means, and the patterns of the placeholders."""

    tables: Mapping[str, Mapping[str, Any]]
    forms: Mapping[str, str]

    def meaning(self, table: str, word: str) -> Any:
        """Return what `word` means in `table`, or None where the table has no such word.

        >>> load_words().meaning("month", "Sept.")
        9
        """
        return self.tables[table].get(" ".join(word.lower().rstrip(".").split()))


@cache
def load_words() -> Words:
    """Return the words that rules are built of."""
    content = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    forms = content.pop("forms")
    for name, table in content.items():
        if name not in forms:
            words = sorted(table, key=lambda word: (-len(word), word))
            forms[name] = "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in words) + ")"
    return Words(MappingProxyType(content), MappingProxyType(forms))


def compile_rule(form: str) -> re.Pattern[str]:
    """Return a form as a pattern, its placeholders as named groups and its spaces as any white space.

    Raises:
        InvalidLexicon: the form names an unknown table or is no regular expression.
    """
    expanded = form
    for _ in range(_MOST_NESTED):
        expanded = _PLACEHOLDER.sub(_expand, expanded)
    seen: Counter[str] = Counter()

    def number(found: re.Match[str]) -> str:
        seen[found[1]] += 1
        return f"(?P<{found[1]}{seen[found[1]] if seen[found[1]] > 1 else ''}>"

    expanded = _GROUP.sub(number, expanded)
    expanded = re.sub(r"(?<!\\) ", lambda _: _SPACE, expanded)
    try:
        return re.compile(rf"(?<![\w$£€])(?:{expanded})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise InvalidLexicon(f"rules.toml: '{form}' is not a regular expression: {error}") from None


def _expand(found: re.Match[str]) -> str:
    silent, name = found.groups()
    if name not in load_words().forms:
        raise InvalidLexicon(f"rules.toml: words.toml has no table or form '{name}'")
    form = load_words().forms[name]
    return f"(?:{form})" if silent else f"(?P<{name}>{form})"


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the file, which decides between matches of one length."""
    content = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    kept = {"form", "read", "on", "examples", "counterexamples"}
    return tuple(
        Rule(
            order,
            table["form"],
            table["read"],
            _found_on(table["on"]),
            compile_rule(table["form"]),
            MappingProxyType({key: value for key, value in table.items() if key not in kept}),
            tuple(table["examples"]),
            tuple(table.get("counterexamples", ())),
        )
        for order, table in enumerate(content["rule"])
    )


def _found_on(on: str | list[str]) -> frozenset[str]:
    """Return the words of a table, or those of a list, or 'figure'."""
    if isinstance(on, list):
        return frozenset(on)
    if on == FIGURE:
        return frozenset({FIGURE})
    return frozenset(re.sub(r"^.*[\s-]", "", word) for word in load_words().tables[on])
