"""Names -> whose each is: the drafts of one document, one for everyone and everything named."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.annotations import MentionType
from onrecord.reading.mentions.beside import Beside
from onrecord.reading.mentions.chains import ORGANISED, Book, Draft, find_same_key, group_bodies
from onrecord.reading.mentions.name_types import list_words
from onrecord.reading.mentions.names import Name
from onrecord.reading.mentions.people import group_people
from onrecord.world import find_country, find_demonym, find_governed


def group_names(
    book: Book,
    names: Sequence[Name],
    beside: Mapping[Name, Beside],
    title: int,
    spelt_out: Mapping[str, str],
) -> dict[Name, Draft]:
    """Enter a draft for everyone named and return which name is whose.

    `title` is where the first line of the text ends. Full names come first, so that a surname in a headline finds the
    person whom the text introduces later. `spelt_out` gives the full names of initials that the text explains.
    """
    owners: dict[Name, Draft] = {}
    parts = _name_by_part(names)
    for name in names:
        if name.text in parts and name.type is not MentionType.PERSON:
            owners[name] = book.state(parts[name.text])
        elif name.type is MentionType.STATE and (country := find_country(name.text)):
            owners[name] = book.state(country)
        elif name.type in ORGANISED and (place := find_governed(name.text)):
            owners[name] = book.state(place)
        elif name.type is MentionType.GROUP and not find_demonym(name.text):
            owners[name] = find_same_key(book, name, MentionType.GROUP)
    group_people(book, [name for name in names if name.type is MentionType.PERSON], owners, beside, title)
    bodies = [name for name in names if name.type in ORGANISED and name not in owners]
    group_bodies(book, bodies, owners, spelt_out)
    for name in names:
        if name not in owners:
            continue
        if owners[name].type is MentionType.STATE and find_governed(name.text):
            owners[name].entitle(name.text)
        else:
            owners[name].call(name.text)
    return owners


def _name_by_part(names: Iterable[Name]) -> dict[str, str]:
    """Return what a point of the compass alone means where one state named in the text begins with it: 'the North'."""
    found: dict[str, set[str]] = {}
    for name in names:
        first, _, rest = name.text.partition(" ")
        if rest and first.lower() in list_words("compass") and (country := find_country(name.text)):
            found.setdefault(first, set()).add(country)
    return {part: min(countries) for part, countries in found.items() if len(countries) == 1}
