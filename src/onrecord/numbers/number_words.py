"""The lexicon of numbers, compiled: what `onrecord.numbers.numbers` matches with."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from msgspec import Struct

from onrecord.lexicon import Entry, Lexicon, compile_lower, load_lexicon
from onrecord.numbers.currencies import list_codes, list_currencies, list_shared

_PACKAGE = __package__ or "onrecord.numbers"
SHARES = frozenset({"percent", "share"})  # units of a part of something
RATES = SHARES | {"percentage points", "times"}  # units that measure nothing by themselves
# Codes of ISO 4217 have three capitals; these are currencies that several states share the name of.
_SHARED_CURRENCIES = frozenset({"pounds", "cents", "K", "P", "kr", "CFA francs", *list_shared()})


_DOTTED = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2}(?:,\d{1,2})?|\.000)")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3}|(?:[ \xa0\u2009\u202f]\d{3}){1,3})?,\d{1,2}")
_LARGE_WORDS = "hundred|thousand|million|billion|trillion|lakh|crore"
_GAP = r" \xa0\u2009\u202f"  # spaces between thousands, and between a currency and its sum
_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.333"),
    "⅔": Decimal("0.667"),
}
_SEPARATORS = re.compile("[, \xa0\u2009\u202f'’]")
_LOOK_AROUND = re.compile(r"^(?:\(\?<![^)]*\))+|\(\?=.*$")


class Fixed(Struct, frozen=True):
    """Words that are a number by themselves: 'dozens', 'a million', 'a third'."""

    form: re.Pattern[str]
    low: Decimal
    high: Decimal | None
    vague: bool
    share: bool


class Unit(Struct, frozen=True):
    """Words that say what a number measures, and what it is compared in: a year is `times` 12 of `base` months."""

    form: re.Pattern[str]
    name: str
    duration: bool
    base: str
    times: Decimal
    large: bool = False  # it is one behind a large number alone

    @property
    def money(self) -> bool:
        """Tell whether it is a currency."""
        return is_money(self.name)


class NumberWords(Struct, frozen=True):
    """Every pattern that finds or reads a number."""

    number: re.Pattern[str]
    unit: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    scales: tuple[tuple[re.Pattern[str], Decimal], ...]
    fixed: tuple[Fixed, ...]
    units: tuple[Unit, ...]
    symbols: tuple[tuple[re.Pattern[str], str], ...]
    bounds: tuple[tuple[re.Pattern[str], str], ...]
    exceeding: re.Pattern[str]  # verbs that say that a number is exceeded
    ages: re.Pattern[str]  # qualifiers that make a number an age
    words: tuple[tuple[str, int], ...]
    ordinals: tuple[str, ...]
    in_millions: frozenset[str]  # nouns before which 'm' is no metre
    changing: frozenset[str]  # words right before a number by which something changed
    timing: frozenset[str]  # before a length of time


def is_money(unit: str) -> bool:
    """Tell whether a unit is a currency.

    >>> is_money("USD"), is_money("km")
    (True, False)
    """
    return (len(unit) == 3 and unit.isupper()) or unit in _SHARED_CURRENCIES


def read_digits(digits: str) -> Decimal:
    """Return what digits are worth: '1.234.567,89' and '2,5' have a comma for their decimals, '3½' a fraction.

    >>> str(read_digits("1.234.567,89")), str(read_digits("3½")), str(read_digits("12,34,567"))
    ('1234567.89', '3.5', '1234567')
    >>> str(read_digits("1 234,5")), str(read_digits("1.234,50"))
    ('1234.5', '1234.50')
    """
    if _DOTTED.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(digits):
        whole, _, part = digits.partition(",")
        return Decimal(f"{_SEPARATORS.sub('', whole).replace('.', '')}.{part}")
    fraction = _FRACTIONS.get(digits[-1], Decimal(0))
    return Decimal(_SEPARATORS.sub("", digits.rstrip("".join(_FRACTIONS)))) + fraction


@cache
def length_units() -> frozenset[str]:
    """Return the units of time in which a length is given.

    >>> "weeks" in length_units(), "miles" in length_units()
    (True, False)
    """
    return frozenset(unit.name for unit in number_words().units if unit.duration and unit.name)


def find_base(unit: str) -> tuple[str, Decimal]:
    """Return the unit that another is compared in, and how many of it one is.

    >>> find_base("years"), find_base("miles")
    (('months', Decimal('12')), ('miles', Decimal('1')))
    """
    return _bases().get(unit) or (unit, Decimal(1))


@cache
def _bases() -> dict[str, tuple[str, Decimal]]:
    units = (unit for unit in reversed(number_words().units) if unit.name)  # the first of a name counts
    return {unit.name: (unit.base, unit.times) for unit in units}


def is_vague(words: str) -> bool:
    """Tell whether words give a count without a number.

    >>> is_vague("hundreds of boats"), is_vague("300 boats")
    (True, False)
    """
    return any(fixed.vague and fixed.form.search(words) for fixed in number_words().fixed)


@cache
def number_words() -> NumberWords:
    """Return the patterns made of numbers.toml and qualifiers.toml."""
    numbers, qualifiers = load_lexicon(_PACKAGE, "numbers.toml"), load_lexicon(_PACKAGE, "qualifiers.toml")
    lists = dict(numbers.lists)
    words = [(word, value) for value, word in enumerate(lists["ones"])]
    words += [(word, 10 * value) for value, word in enumerate(lists["tens"], 2)]
    return NumberWords(
        number=_compile_number(numbers, [word for word, _ in words]),
        unit=_compile(
            rf"(?:[{_GAP}-]|[ ]of[ ])?(?:(?:more|extra|additional|further|full|straight|consecutive)[ ])?"
            rf"(?P<unit>{_choice(_of_kind(numbers, 'unit', 'duration'))}|{_money()})(?!\w)"
        ),
        before=_compile(rf"(?<![\w-])(?P<qualifier>{_choice(_on_side(qualifiers, 'before'))})[ \n]$"),
        after=_compile(rf"(?:[ -]|(?=\+))(?P<qualifier>{_choice(_on_side(qualifiers, 'after'))})(?!\w)"),
        scales=tuple((_compile(e.form), Decimal(e.get("times"))) for e in _of_kind(numbers, "scale")),
        fixed=tuple(_read_fixed(entry) for entry in _of_kind(numbers, "vague", "word", "share")),
        units=(
            *(_read_unit(entry) for entry in _of_kind(numbers, "unit", "duration")),
            *(_make_unit(one.words, one.unit, large=one.large) for one in list_currencies()),
            *(_make_unit((code,), code.upper(), large=True) for code in list_codes()),
        ),
        symbols=(
            *((_compile(_LOOK_AROUND.sub("", e.form)), e.get("unit")) for e in _of_kind(numbers, "symbol")),
            *((_compile(code), code.upper()) for code in list_codes()),
        ),
        bounds=tuple((_compile(entry.form), entry.get("bound")) for entry in qualifiers.entries),
        exceeding=_compile(_choice([entry for entry in qualifiers.entries if entry.flag("exceeding")])),
        ages=_compile(_choice([entry for entry in qualifiers.entries if entry.flag("age")])),
        words=tuple(words),
        ordinals=lists["ordinals"],
        in_millions=frozenset(lists["in_millions"]),
        changing=frozenset(lists["changing"]),
        timing=frozenset(lists["timing"]),
    )


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _of_kind(lexicon: Lexicon, *kinds: str) -> list[Entry]:
    return [entry for entry in lexicon.entries if entry.get("kind") in kinds]


def _on_side(lexicon: Lexicon, side: str) -> list[Entry]:
    return [entry for entry in lexicon.entries if entry.get("side") == side]


def _choice(entries: list[Entry]) -> str:
    """Return the forms as one choice, the longest first, so that 'tens of thousands' is no 'thousands'."""
    return "|".join(f"(?:{form})" for form in sorted((e.form for e in entries), key=len, reverse=True))


def _compile_number(numbers: Lexicon, spelled: list[str]) -> re.Pattern[str]:
    words = "|".join(sorted(spelled, key=len, reverse=True))
    ordinals = "|".join(dict(numbers.lists)["ordinals"][2:])
    return compile_lower(
        r"(?<![\w.,/:#@'’])(?<![^\W\d_][-–])(?:"
        rf"(?P<fixed>{_choice(_of_kind(numbers, 'vague', 'word', 'share'))})"
        rf"|(?:(?P<symbol>{_symbols(numbers)}|(?:{_group(list_codes())}){_make_sum(numbers, parted=1)})[{_GAP}]?)?"
        # thousands are parted by commas, by spaces thin or not, as in Switzerland by apostrophes, and in India by
        # commas after each two digits above the thousands; where a comma parts decimals, dots part thousands
        r"(?P<digits>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2}(?:,[0-9]{1,2})?|[1-9][0-9]{0,2}\.000(?=[ \xa0][a-z])"
        r"|[1-9][0-9]{0,2}(?:\.[0-9]{3}|(?:[ \xa0\u2009\u202f][0-9]{3}){1,3}),[0-9]{1,2}(?![0-9,])"
        rf"|[0-9]{{1,3}},[0-9]{{1,2}}(?=[ \xa0](?:{_choice(_of_kind(numbers, 'scale'))})(?!\w))"
        r"|(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}"
        r"|[1-9][0-9]{0,2}(?:(?:[ \xa0\u2009\u202f][0-9]{3}){1,4}|(?:['’][0-9]{3}){1,4})(?![ \xa0\u2009\u202f'’]?[0-9])"
        r"|[0-9]{1,15})(?P<part>\.[0-9]{1,6}|[½¼¾⅓⅔])?)"
        # '1.3 billions' and '$3 billions' are one number, 'in 2019 thousands' are none
        rf"(?:(?:-|[ \xa0\u2009\u202f]{{0,6}}\n?)(?P<scale>(?:{_choice(_of_kind(numbers, 'scale'))})"
        r"(?(symbol)(?:(?<=[a-z]{4})s)?|(?(part)(?:(?<=[a-z]{4})s)?)))(?!\w))?"
        rf"|(?P<spelled>(?:{words}|a(?=[ ](?:hundred|thousand)[ ](?:and[ ])?(?:{words})\b))"
        r"(?:(?:[ -]|(?<=hundred)[ ]and[ ]|(?<=thousand)[ ]and[ ])"
        rf"(?:{words}|dozen|(?:{_LARGE_WORDS})s?|and[ ]a[ ]half(?=[ ](?:{_LARGE_WORDS})))){{0,9}})"
        r"|(?P<article>(?:another|an?)(?=[ ](?:year|month|week)\b))"
        rf"|(?P<ordinal>(?:{ordinals}|[0-9]{{1,4}}(?:st|nd|rd|th)))"
        r")(?:(?![\w:]|/(?![-–=])|[.,][0-9])|(?=(?:km|kms|kg|ft|cm|mph|kph|lbs?|pct?)(?!\w)))"
    )


def _symbols(numbers: Lexicon) -> str:
    """Return the signs of currencies as one form; some are one before what looks like a sum alone."""
    symbols = _of_kind(numbers, "symbol")
    sums = _choice([entry for entry in symbols if entry.flag("sum")])
    return (
        f"{_choice([one for one in symbols if not one.flag('sum')])}|(?:{sums}){_make_sum(numbers, parted=2)}"
    )


def _make_sum(numbers: Lexicon, *, parted: int) -> str:
    """Return what a sum is by its look: letters before less may be an abbreviation of something else.

    It has a scale, or its thousands are parted: by a comma, or so many times by a space or an apostrophe.
    """
    scale = _choice(_of_kind(numbers, "scale"))
    return (
        rf"(?=[{_GAP}]?[0-9](?:[0-9.,'’]{{0,14}}(?:[{_GAP}][0-9]{{3}}){{0,4}}(?:[.,][0-9]{{1,2}})?[{_GAP}]?(?:{scale})(?!\w)"
        rf"|[0-9]{{0,2}}(?:(?:,[0-9]{{3}}){{1,5}}|(?:['’{_GAP}][0-9]{{3}}){{{parted},5}})(?!\w)))"
    )


def _money() -> str:
    """Return the names and codes of currencies as one form, the longest first."""
    words = (word for one in list_currencies() for word in one.words)
    return _group(sorted({*words, *list_codes()}, key=len, reverse=True))


def _group(words: Iterable[str]) -> str:
    """Return words as one form in which those with one first letter are looked at together, in their order."""
    grouped: dict[str, list[str]] = {}
    for word in words:
        grouped.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in grouped.items())


def _make_unit(words: tuple[str, ...], unit: str, *, large: bool = False) -> Unit:
    return Unit(_compile("|".join(map(re.escape, words))), unit, False, unit, Decimal(1), large)


def _read_fixed(entry: Entry) -> Fixed:
    low, high = Decimal(entry.get("low")), entry.get("high")
    kind = entry.get("kind")
    vague = kind == "vague"
    top = (Decimal(high) if high else None) if vague else low
    # What must follow is checked where the number is found; here the words stand alone.
    return Fixed(_compile(_LOOK_AROUND.sub("", entry.form)), low, top, vague, kind == "share")


def _read_unit(entry: Entry) -> Unit:
    name, times = entry.get("unit"), Decimal(entry.get("times", "1"))
    form = _compile(_LOOK_AROUND.sub("", entry.form))
    return Unit(form, name, entry.get("kind") == "duration", entry.get("base", name), times)
