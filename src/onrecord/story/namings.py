"""Namings of all documents -> rival names."""

import re
from collections import defaultdict
from collections.abc import Sequence

from onrecord.annotations import Reading
from onrecord.model import Name, Naming, identify
from onrecord.story.actors import Cast


def pair_namings(readings: Sequence[Reading], cast: Cast) -> tuple[Naming, ...]:
    """Return the things for which parties use different names, every name with who uses it.

    Names are rivals where one document sets them against each other; the same name in another document, however
    it is spelt, stands for the same thing. The names stand in the order in which the documents use them, so none
    is preferred.
    """
    leader: dict[str, str] = {}
    uses: list[tuple[str, Name]] = []
    for reading in readings:
        names = [
            fold_name(reading.document.text[naming.name.start : naming.name.end])
            for naming in reading.namings
        ]
        for folded, naming in zip(names, reading.namings, strict=True):
            name = Name(cast.at(reading, naming.holder), reading.document.cite(*naming.name))
            uses.append((folded, name))
            if naming.rival is not None:
                leader[_lead(leader, folded)] = _lead(leader, names[naming.rival])
    groups: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for folded, name in uses:
        groups[_lead(leader, folded)].append((folded, name))
    return tuple(
        Naming(identify("naming", *(name.span for _, name in group)), tuple(name for _, name in group))
        for group in groups.values()
        if len({folded for folded, _ in group}) > 1
    )


def _lead(leader: dict[str, str], name: str) -> str:
    while leader.get(name, name) != name:
        name = leader[name]
    return name


def fold_name(name: str) -> str:
    """Return a name as it compares: without case, hyphens, plural and the spellings of two continents.

    >>> fold_name("Re-education Centres") == fold_name("re-education center")
    True
    """
    words = re.findall(r"\w+", name.casefold())
    return " ".join(fold_spelling(re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", word)) for word in words)


def fold_spelling(word: str) -> str:
    """Return a word in lower case without the differences between British and American spelling.

    >>> [fold_spelling(word) for word in ("centres", "labour", "organised")]
    ['centers', 'labor', 'organized']
    """
    word = re.sub(r"(?<=[a-z]{2})tre(?=s?$)", "ter", word)
    return re.sub(r"(?<=[a-z]{2})our", "or", re.sub(r"(?<=[a-z]{2})is(?=e[ds]?$|ation|ing$)", "iz", word))
