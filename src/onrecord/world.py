"""The world's countries and international bodies under their many names, and how names are folded."""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii
from babel import Locale
from msgspec import Struct

from onrecord.lexicon import load_lexicon

_CODE = 2  # letters of a territory's code; numbers stand for continents


class Country(Struct, frozen=True):
    """A state or territory: its usual name, its other names, its people's names and its seat of government."""

    name: str
    others: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


class Body(Struct, frozen=True):
    """An international body, the initials by which it goes, and the city that stands for it."""

    name: str
    initials: str
    seat: str


@lru_cache(1 << 16)  # a large archive has more names than memory should hold
def fold_name(name: str) -> str:
    """Return `name` for comparison: one case, no accents, points, possessive or article, one kind of space.

    >>> fold_name("the U.N.") == fold_name("UN’s")
    True
    >>> fold_name("Médecins Sans Frontières")
    'medecins sans frontieres'
    >>> fold_name("Jørn Łuk")
    'jorn luk'
    """
    plain = name if name.isascii() else _write_in_ascii(name)
    plain = " ".join(plain.casefold().split())
    if "'" in plain:
        plain = re.sub(r"(?<=\w)'s?(?!\w)", "", plain)
    if "." in plain:
        plain = re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\w)\.(?!\w)", "", plain)
    if plain.startswith(("the ", "a ", "an ")):
        plain = plain.partition(" ")[2]
    return plain.strip(" .,;:\"'()[]")


def _write_in_ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).replace("’", "'").replace("‘", "'")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain if plain.isascii() else anyascii(plain)


def _read(name: str) -> list[dict[str, str]]:
    lines = files("onrecord").joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@cache
def load_countries() -> tuple[Country, ...]:
    """Return the countries and territories of countries.csv, and those that Unicode's CLDR knows beside them.

    CLDR, by way of Babel, names every territory of ISO 3166-1; it has no adjectives, no peoples and no capitals.
    """
    own = tuple(
        Country(row["name"], _split(row["others"]), _split(row["demonyms"]), _split(row["capital"]))
        for row in _read("countries.csv")
    )
    known = {fold_name(form) for country in own for form in (country.name, *country.others)}
    skipped = load_lexicon("onrecord", "names.toml").words("no_territories")
    further = {
        name.replace("&", "and")
        for code, name in Locale("en").territories.items()
        if len(code) == _CODE and code.isalpha() and fold_name(name) not in skipped
    }
    return (*own, *(Country(name, (), (), ()) for name in sorted(further) if fold_name(name) not in known))


@cache
def load_bodies() -> tuple[Body, ...]:
    """Return the international bodies of bodies.csv."""
    return tuple(Body(row["name"], row["initials"], row["seat"]) for row in _read("bodies.csv"))


@cache
def _countries_by(field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in load_countries():
        forms = {
            "name": (country.name, *country.others),
            "demonym": country.demonyms,
            "capital": country.capitals,
        }[field]
        for form in forms:
            found.setdefault(fold_name(form), country.name)
    return found


def _is_pronoun_like(form: str) -> bool:
    """Tell whether `form` is written like the pronoun 'us' and not like the initials of a country."""
    return form.strip("'’s ").islower()


@cache
def _country_forms() -> frozenset[str]:
    return frozenset(form for field in ("name", "demonym", "capital") for form in _countries_by(field))


def may_mean_country(form: str) -> bool:
    """Tell whether `form` is, however it is written, what a country, its people or its capital is called."""
    return fold_name(form) in _country_forms()


def find_country(form: str) -> str | None:
    """Return the usual name of the country that `form` names.

    >>> find_country("the U.S."), find_country("Britain"), find_country("us")
    ('United States', 'United Kingdom', None)
    """
    return None if _is_pronoun_like(form) else _countries_by("name").get(fold_name(form))


def find_demonym(form: str) -> str | None:
    """Return the country whose people or language `form` names: 'Chilean' is Chile's."""
    return _countries_by("demonym").get(fold_name(form)) if form[:1].isupper() else None


def find_capital(form: str) -> str | None:
    """Return the country whose government sits in the city `form`."""
    return _countries_by("capital").get(fold_name(form)) if form[:1].isupper() else None


@cache
def _bodies() -> dict[str, str]:
    found = {fold_name(body.initials): body.name for body in load_bodies()}
    return found | {fold_name(body.name): body.name for body in load_bodies()}


def find_body(form: str) -> str | None:
    """Return the full name of the international body that `form` names in full or by its initials.

    >>> find_body("U.N."), find_body("who")
    ('United Nations', None)
    """
    return None if form.strip().islower() else _bodies().get(fold_name(form))


def find_seated(form: str) -> str | None:
    """Return the full name of the international body that the city `form` stands for: 'Geneva insisted'."""
    key = fold_name(form)
    return next((body.name for body in load_bodies() if body.seat and fold_name(body.seat) == key), None)


def find_governed(text: str) -> str | None:
    """Return whose government the name names, a place that is no country as it is written.

    >>> find_governed("Peruvian Government"), find_governed("Government of Lund"), find_governed("Peru")
    ('Peru', 'Lund', None)
    """
    words = text.split()
    if len(words) > 2 and [word.lower() for word in words[:2]] == ["government", "of"]:
        place = " ".join(word for word in words[2:] if word.lower() != "the")
        return find_country(place) or place
    before = " ".join(words[:-1])
    return find_country(before) or find_demonym(before) if words[-1].lower() == "government" else None
