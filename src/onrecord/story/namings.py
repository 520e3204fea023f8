"""Namings of all documents -> rival names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from onrecord.annotations import Reading
from onrecord.model import Name, Naming, Offsets, Span, identify
from onrecord.story.actors import Cast
from onrecord.story.thresholds import is_stated

# A name is short; longer words in quotation marks are a statement.
_QUOTED = re.compile(r"[“\"‘](?P<name>\w[^“”\"‘’\n]{1,60}\w)[,.]?[”\"’]")


def pair_namings(readings: Sequence[Reading], cast: Cast) -> tuple[Naming, ...]:
    """Return the things for which parties use different names, every name with who uses it.

    Names are rivals where one document sets them against each other; the same name in another document, however
    it is spelt, stands for the same thing, marked as somebody's name or set in quotation marks. The names stand
    in the order in which the documents use them, so none is preferred.
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
    names_of: dict[str, set[str]] = defaultdict(set)
    for folded, _ in uses:
        names_of[_lead(leader, folded)].add(folded)
    rival = frozenset(folded for names in names_of.values() if len(names) > 1 for folded in names)
    marked: dict[str, list[Span]] = defaultdict(list)
    for _, name in uses:
        marked[name.span.document].append(name.span)
    order = {reading.document.id: index for index, reading in enumerate(readings)}
    for reading in readings:
        quoted = _find_quoted(reading, cast, rival)
        uses += [
            (folded, name)
            for folded, name in quoted
            if not any(name.span.overlaps(span) for span in marked[reading.document.id])
        ]
    uses.sort(key=lambda use: (order[use[1].span.document], use[1].span.start))
    groups: dict[str, list[Name]] = defaultdict(list)
    for folded, name in uses:
        if folded in rival:
            groups[_lead(leader, folded)].append(name)
    return tuple(
        Naming(identify("naming", *(name.span for name in group)), tuple(group)) for group in groups.values()
    )


def _find_quoted(reading: Reading, cast: Cast, names: Collection[str]) -> Iterator[tuple[str, Name]]:
    """Yield where the document sets one of the names in quotation marks, and who speaks there."""
    document = reading.document
    for match in _QUOTED.finditer(document.text) if names else ():
        words = Offsets(*match.span("name"))
        folded = fold_name(match["name"])
        if folded not in names or any(words.overlaps(Offsets(*part)) for part in document.furniture):
            continue
        around = [
            (content.end - content.start, index)
            for index, attribution in enumerate(reading.attributions)
            for content in attribution.content
            if content.covers(words) and attribution.speaker is not None and is_stated(attribution)
        ]
        speaker = reading.attributions[min(around)[1]].speaker if around else None
        yield folded, Name(cast.of_chain(reading, speaker), document.cite(*words))


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
