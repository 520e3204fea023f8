"""Heads of a table -> which of its columns hold who said something, in what words and on which day."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.collect.articles import key_of
from onrecord.lexicon import load_lexicon


class SaidColumns(NamedTuple):
    """The places of the columns of a table of which each row is something that somebody said."""

    who: int
    words: int
    day: int | None


def find_said_columns(heads: Sequence[str]) -> SaidColumns | None:
    """Return which columns of a table hold a speaker, the words and the day; None where it is of anything else.

    >>> find_said_columns(["Date", "Who", "Quote"])
    SaidColumns(who=1, words=2, day=0)
    >>> find_said_columns(["Quay", "Boats lost"]) is None
    True
    """
    lists = load_lexicon("onrecord.collect", "said.toml")
    keys = [key_of(head) for head in heads]
    if lists.words("checked") & set(keys):
        return None
    names = dict(lists.lists)
    surely = bool(lists.words("surely") & set(keys))
    who = _find(keys, names["who"])
    words = _find(keys, (*names["words"], *(names["plain"] if surely else ())))
    return None if who is None or words is None else SaidColumns(who, words, _find(keys, names["day"]))


def _find(keys: Sequence[str], names: Sequence[str]) -> int | None:
    return next((keys.index(name) for name in names if name in keys), None)
