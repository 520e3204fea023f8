"""Figures -> which of them are values of one quantity."""

import re
from collections.abc import Sequence, Set
from decimal import Decimal
from functools import cache, cached_property

from msgspec import Struct

from onrecord.annotations import FigureMention
from onrecord.lexicon import Entry, Lexicon, load_lexicon
from onrecord.numbers.number_words import RATES, SHARES, find_base, is_vague, length_units, number_words
from onrecord.numbers.numbers import print_decimal
from onrecord.story.figures_context import Context
from onrecord.world import find_country

_PACKAGE = __package__ or "onrecord.story"
# Numbers this many times apart need more than a word in common to be values of one quantity.
_FAR_APART = 20
_MONEY_APART = 2
# Measured: documents of one story share a tenth and more of the actors of the one with fewer, others less.
_SHARED_ACTORS = 0.1
_STANDINGS = ("confirmed", "suspected")
_LONGEST_INITIALS = 3


@cache
def _lexicon() -> Lexicon:
    return load_lexicon(_PACKAGE, "quantities.toml")


def is_measure(unit: str) -> bool:
    """Tell whether a unit measures a share or a change, and counts nothing."""
    return unit in RATES


def is_volume(unit: str) -> bool:
    """Tell whether a unit is one of volume or weight."""
    return unit in _lexicon().words("volumes")


def is_money(unit: str) -> bool:
    """Tell whether a unit is a currency by its code of ISO 4217."""
    return len(unit) == 3 and unit.isupper()


@cache
def _scales() -> frozenset[str]:
    return frozenset(unit.name for unit in number_words().units if unit.name)


def is_side(unit: str) -> bool:
    """Tell whether a unit is one side of a vote: 'votes for'."""
    return unit.startswith("votes ")


class Quantity(Struct, frozen=True, dict=True):  # what is worked out of it is kept in the dict
    """What decides whether a figure is a value of the same quantity as another."""

    document: str
    unit: str
    head: str  # the lemma of the noun counted
    value: tuple[str | None, str | None]
    strong: frozenset[str]  # what it is a number of: 'death'
    weak: frozenset[str]  # the same, where the word alone does not decide
    keys: frozenset[str]
    names: frozenset[str]  # those of the keys that are proper names
    places: frozenset[str]
    occasions: frozenset[str]
    level: bool
    subgroup: str
    added: bool  # a length of time that is added to one: 'four more weeks'
    standing: frozenset[str] = frozenset()  # how sure each case is: 'suspected', and whether it comes on top
    setting: frozenset[str] = frozenset()  # the actors of its document
    hints: frozenset[str] = frozenset()  # what it may be a number of, which only a near number makes sure
    vague: bool = False  # 'hundreds': as much as any other number of some hundreds
    context: Context = Context()  # per what, of which years, and whether it is a forecast
    part: str | None = None  # of a cell of a table: what tells it from the cells beside it

    @cached_property
    def size(self) -> Decimal:
        """The number, or the end of the interval that is told."""
        return Decimal(self.value[1] or self.value[0] or 0)

    @cached_property
    def interval(self) -> tuple[Decimal | None, Decimal | None]:
        """The numbers that the words allow."""
        low, high = self.value
        return None if low is None else Decimal(low), None if high is None else Decimal(high)

    @cached_property
    def is_round(self) -> bool:
        """Tell whether the number has but one digit that is not zero, as many sums have."""
        return len(self.size.normalize().as_tuple().digits) == 1

    @cached_property
    def distinct(self) -> bool:
        """Tell whether the number is unlikely to be met twice by chance."""
        digits = len(self.size.normalize().as_tuple().digits)
        return self.value[0] == self.value[1] and (digits >= 2 and self.size > 20)


@cache
def _concepts(key: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in _lexicon().entries if entry.pattern.fullmatch(key))


def counts_people(quantity: Quantity) -> bool:
    """Tell whether a number counts people, by whatever name: 'recipients', 'Norlanders'."""
    return quantity.unit == "people" or quantity.head in _lexicon().words("persons")


def are_of_two_sorts(one: Quantity, other: Quantity) -> bool:
    """Tell whether one counts what the other can't: miles and drivers, cities and people who live in them."""
    if not one.unit or not other.unit:
        return False
    measured = (one.unit in _scales()) != (other.unit in _scales())
    return measured or _counts_places(one, other) or _counts_places(other, one)


def _counts_places(one: Quantity, other: Quantity) -> bool:
    """Tell whether one counts places, and the other people who do not stand for places as leaders do."""
    polities = _lexicon().words("polities") - {"people"}
    named = other.head not in {"", "other"} and other.unit not in polities
    return one.unit in _lexicon().words("territories") and named and counts_people(other)


def is_generic(key: str) -> bool:
    """Tell whether a word says nothing of which quantity it is: 'people' of all that are counted."""
    return key in _lexicon().words("generic")


def share_units(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers may be given in one unit."""
    return _units(one, other) > 0


def is_kind(key: str, unit: str = "") -> bool:
    """Tell whether a lemma names a kind of quantity: 'kill' that of the dead, 'leak' that of what runs out."""
    return any(is_volume(unit) or not entry.flag("volume") for entry in _concepts(key))


def describe(
    mention: FigureMention,
    document: str,
    setting: frozenset[str] = frozenset(),
    context: Context = Context(),  # noqa: B008 - it can't change
) -> Quantity:
    """Return what decides which quantity a figure is a value of."""
    volume = is_volume(mention.unit)
    entries = [
        entry for key in mention.keys for entry in _concepts(key) if volume or not entry.flag("volume")
    ]
    if not _lexicon().words("saving").isdisjoint(mention.keys):
        entries = [entry for entry in entries if entry.get("concept") != "death"]
    if mention.counted is None and mention.keys:
        # 'Five dead, more than 100 injured': the word behind the number decides
        entries = [entry for entry in _concepts(mention.keys[0]) if not entry.flag("weak")] or entries
    words = mention.exact.lower().replace("more than", "").split()
    added = mention.unit in length_units() and not _lexicon().words("adding").isdisjoint(words)
    if mention.unit in length_units():
        # of a length of time the nearest word decides: 'a delay after two years of talks'; nobody dies of it
        entries = [entry for entry in entries if entry.flag("weak")][:1]
        if added:
            entries = [entry for entry in _lexicon().entries if entry.get("concept") == "extension"]
    hints = [entry for entry in entries if entry.flag("hint")]
    entries = [entry for entry in entries if not entry.flag("hint")]
    base, times = find_base(mention.unit)
    head = mention.keys[0] if mention.keys and mention.counted is not None else ""
    subgroups = _lexicon().words("subgroups")
    return Quantity(
        document,
        base,
        head,
        (convert(mention.low, times), convert(mention.high, times)),
        frozenset(entry.get("concept") for entry in entries if not entry.flag("weak")),
        frozenset(entry.get("concept") for entry in entries if entry.flag("weak")),
        frozenset(mention.keys),
        frozenset(mention.names),
        _find_places(
            mention, happened=any(not entry.flag("weak") or entry.flag("placed") for entry in entries)
        ),
        frozenset(mention.occasions),
        mention.unit in RATES or _is_level(entries),
        "whole" if mention.whole else head if head in subgroups else "",
        added,
        _find_standing(mention, counted=bool(entries) and mention.unit not in length_units())
        | {entry.get("concept") for entry in entries if entry.flag("own")},
        setting,
        frozenset(entry.get("concept") for entry in hints),
        is_vague(mention.exact),
        context,
        mention.part,
    )


def convert(number: str | None, times: Decimal) -> str | None:
    """Return so many times a decimal string.

    >>> convert("2", Decimal(12)), convert(None, Decimal(12))
    ('24', None)
    """
    return number if number is None or times == 1 else print_decimal(Decimal(number) * times)


def _is_level(entries: Sequence[Entry]) -> bool:
    """Tell whether a count moves both ways: those killed in a protest are a toll, those who came to it are not."""
    strong = [entry for entry in entries if not entry.flag("weak")]
    return bool(entries) and (
        all(entry.flag("level") for entry in strong)
        if strong
        else any(entry.flag("level") for entry in entries)
    )


def _find_standing(mention: FigureMention, *, counted: bool) -> frozenset[str]:
    """Return what sets a count apart from others of its kind: suspected cases are not confirmed, nor new ones all."""
    if not counted:
        return frozenset()
    words = {*re.findall(r"[a-z]+", mention.exact.lower())}
    found = {name for name in _STANDINGS if not _lexicon().words(name).isdisjoint(words)}
    if not found:
        found = {name for name in _STANDINGS[:2] if not _lexicon().words(name).isdisjoint(mention.keys)}
        found = found if len(found) == 1 else set()
    if not _lexicon().words("adding").isdisjoint(words - {"more"}) or re.search(
        r"\bmore\b(?! than)", mention.exact
    ):
        found.add("added")
    return frozenset(found)


def _find_places(mention: FigureMention, *, happened: bool) -> frozenset[str]:
    """Return the places a figure is told of, a country under its one name: 'Britain' and 'the UK' are one.

    Of what `happened` to people, any country in its words is the place: 'Norland puts the deaths at 12'.
    """
    told = {country for name in mention.names if happened and (country := _find_country(name))}
    return frozenset(told | {_find_country(place) or place for place in mention.places})


def _find_country(name: str) -> str | None:
    """Return the country that a folded name names; its initials are no pronoun: 'us'."""
    return find_country(name.upper() if len(name) <= _LONGEST_INITIALS else name.title())


def are_comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether two values that stand together would do so by themselves, without the others between them."""
    if one.occasions and other.occasions and not one.occasions & other.occasions:
        return False
    if one.places and other.places and not touch(one.places, other.places):
        return False
    return find_likeness(one, other) > 0


def touch(places: Set[str], others: Set[str]) -> bool:
    """Tell whether one of the places is, or is named as a part of, one of the others."""
    return any(place in other or other in place for place in places for other in others)


def are_apart(one: Quantity, other: Quantity) -> bool:
    """Tell whether the words of two figures say that they are values of two quantities."""
    return contradict(one, other) or _is_of_other_times(one, other)


def contradict(one: Quantity, other: Quantity) -> bool:
    """Tell whether the words of both figures say what they are a number of, and it is not the same."""
    per = {one.context.per, other.context.per} - {""}
    apart = bool(one.strong and other.strong and not one.strong & other.strong)
    # Every vote has a result of its own.
    voted = is_side(one.unit) and one.value != other.value
    timed = one.value != other.value and len(per) > 1
    return apart or voted or timed or one.subgroup != other.subgroup or is_told_apart(one, other)


def find_likeness(one: Quantity, other: Quantity) -> int:
    """Return how surely two figures are values of one quantity; 0 where they are not."""
    units = _units(one, other)
    if not units or are_apart(one, other) or not share_setting(one, other):
        return 0
    shared = len(one.keys & other.keys)
    strong = bool(one.strong & other.strong)
    same, far = one.value == other.value, is_far(one, other)
    telling = any(not _concepts(key) for key in one.keys & other.keys)
    if strong and (not far or telling or one.occasions & other.occasions):
        return 6 + same
    if (one.strong & other.weak or one.weak & other.strong) and units == 2 and shared and not far:
        return 5
    if bool(one.strong) != bool(other.strong) and not same:
        return 0
    return _weak_likeness(one, other, same=same, far=far, units=units)


def is_told_apart(one: Quantity, other: Quantity) -> bool:
    """Tell whether one counts the suspected and the other the confirmed, or only one what came on top.

    'Another 300 crates' that come on top are 'the 300 crates' of a text that leaves it out.
    """
    if one.value != other.value and _is_added(one) != _is_added(other):
        return True
    if not (one.standing or other.standing):
        return False
    sure, unsure = one.standing & {*_STANDINGS}, other.standing & {*_STANDINGS}
    own = {"added", *_STANDINGS}
    return one.standing - own != other.standing - own or bool(sure and unsure and not sure & unsure)


def _is_added(quantity: Quantity) -> bool:
    return "added" in quantity.standing or (quantity.context.added and quantity.unit not in length_units())


def _is_of_other_times(one: Quantity, other: Quantity) -> bool:
    """Tell whether two different values are per different lengths of time, or of different years."""
    if one.value == other.value:
        return False
    years, others = one.context.years, other.context.years
    return one.context.per != other.context.per or (bool(years or others) and not years & others)


def share_setting(one: Quantity, other: Quantity) -> bool:
    """Tell whether two documents are about the same people: the dead of two disasters are not compared."""
    if one.document == other.document or not one.setting or not other.setting:
        return True
    if one.occasions & other.occasions:
        return True
    smaller = min(len(one.setting), len(other.setting))
    return len(one.setting & other.setting) >= _SHARED_ACTORS * smaller


def _weak_likeness(one: Quantity, other: Quantity, *, same: bool, far: bool, units: int) -> int:
    """Return how surely figures whose words do not name one kind of quantity are values of one."""
    shared = one.keys & other.keys
    common = len(shared - one.names - other.names)
    weak = bool(one.weak & other.weak)
    if same and (weak or _share_enough(one, other)):
        return 5
    # Of a length to be added one text speaks once: different values are what different parties want.
    if one.added and other.added and one.document == other.document and units == 2:
        return 4
    if units != 2 or far:
        return 0
    if weak and common >= (1 if one.unit in length_units() else 2):
        return 4
    # A share of the same group by the same verb: '60 percent of the ferries run', 'half of the ferries ran'.
    if one.unit in SHARES and one.head and one.head == other.head and common >= 2:
        return 4
    return 3 if one.head and one.head == other.head and common >= 3 else 0


def _share_enough(one: Quantity, other: Quantity) -> bool:
    """Tell whether two equal numbers have so many words in common that they are one: many things are 25 percent."""
    if one.unit in RATES and one.value[0] == one.value[1]:
        return len([key for key in one.keys & other.keys if not is_generic(key)]) > 1
    return one.distinct or bool(one.keys & other.keys)


def _units(one: Quantity, other: Quantity) -> int:
    """Return 2 where units are the same, 1 where they may be, 0 where they differ."""
    if one.unit == other.unit and one.unit:
        return 2
    if not one.unit or not other.unit:
        named, bare = (one, other) if one.unit else (other, one)
        if is_money(named.unit) or named.unit in RATES | length_units():
            return 0
        # 'It rose to 18' counts what its words name: cases, and not the continents that have them.
        return 0 if bare.unit == named.unit == "" or not _names(bare, named) else 1
    kinds = (_lexicon().words("polities"), _lexicon().words("bodies"))
    return 1 if any(one.unit in kind and other.unit in kind for kind in kinds) else 0


def _names(bare: Quantity, named: Quantity) -> bool:
    """Tell whether the words of a number without a unit name what another one counts, or its kind."""
    if not named.unit or not bare.keys or named.unit == "people" or named.head in bare.keys:
        return True
    return not any(_concepts(key) and key != named.head for key in bare.keys)


def is_far(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are so many times apart that more than a word in common has to join them."""
    low, high = sorted((one.size, other.size))
    return low <= 0 or high / low > (_MONEY_APART if is_money(one.unit) else _FAR_APART)
