"""Text -> the numbers in it, with the interval that their words give.

Only the words are read here: what is counted, and whether the number is a figure at all, is decided by
the reading of figures. The interval follows docs/record-format.md, 'How number words are read'.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon import load_lexicon, lower_in_place
from onrecord.model import Offsets
from onrecord.numbers.number_words import find_base, number_words, read_digits

# A qualifier with the words between it and the number is never longer: 'significantly more than'.
_LONGEST_QUALIFIER = 48
# 'Nearly N' is read as 0.9 N to N: docs/record-format.md.
NEARLY = Decimal("0.9")
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "lakh": 10**5, "crore": 10**7, "lakhcrore": 10**12}
# A number written out below this one behind 'passed' is what was passed, and none that was exceeded.
_SMALL = 20
_LARGE = 10_000  # from which a noun that has another meaning is a currency
_WORD_BEFORE = re.compile(r"[^\W_][\w’'-]*\s$")
_PACKAGE = "onrecord.numbers"
_BETWEEN_NUMBERS = re.compile(r"[0-9][ \xa0]$")
_MONTHS = frozenset((*month_name, *month_abbr))
_SHORT_WORD = 3  # letters of 'The' and 'In', which name nothing
_COUNTED = re.compile(r"(?:[-–—][1-9]\d{0,2}(?: \d{3}){1,4})?(?: [a-z]|%| ?%)")
_FOOTNOTE = re.compile(r"\[\^?\d{1,3}\]|~~[^~\n]{1,500}~~")
_KEPT = 16_384  # words whose numbers are kept at hand: of a figure that is read, told, proved and stored
_ADDED = re.compile(r" more\b(?! than)")  # 'a year more'


class Quantity(Struct, frozen=True):
    """Number words with their qualifier and, where one stands beside them, their unit of measure."""

    start: int
    end: int
    core: Offsets  # the number without qualifier and unit
    low: Decimal | None
    high: Decimal | None
    qualifier: str | None = None
    unit: str = ""  # '' where the words beside it name no unit of measure
    duration: bool = False
    money: bool = False
    spelled: bool = False  # written in words
    vague: bool = False  # 'dozens'
    ordinal: bool = False
    bare: bool = True  # no scale, unit, qualifier or separator: could be a year, an age, a label
    article: bool = False  # 'another year': a number only beside words that make it one
    ranged: bool = False  # 'A to B', 'A or B', 'between A and B', 'A-B'
    versus: bool = False  # one side of 'A-B' or 'A to B' where B is not above A
    scaled: bool = False

    @property
    def offsets(self) -> Offsets:
        """Where the words stand."""
        return Offsets(self.start, self.end)


def print_decimal(value: Decimal | None) -> str | None:
    """Return the number as a decimal string without an exponent.

    >>> print_decimal(Decimal("1E+6"))
    '1000000'
    """
    return None if value is None else format(value.normalize(), "f")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the number words of `text` in order, ranges as one.

    >>> [(q.qualifier, str(q.low), q.high) for q in find_quantities("It took at least 300 crates.")]
    [('at least', '300', None)]
    """
    matches = _find_numbers(text, lower_in_place(text))
    singles = [found for match in matches if (found := _read(text, match))]
    return tuple(
        quantity
        for quantity in _join(text, singles)
        if not quantity.article or quantity.qualifier is not None
    )


def _find_numbers(text: str, lower: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of a text; two groups of digits with a plain space between are one only as in print.

    '816 000 tonnes' and '$13 009 million' are one; 'Flight 370 239 passengers' are two. A currency that is one letter
    is a capital: 'R3 400 million', not 'more tha n 1,200'.
    """
    form, place = number_words().number, 0
    named = _named_currency().search(text) is not None
    while match := form.search(lower, place):
        if match["symbol"] and not _is_currency(text, match, named=named):
            place = match.start("digits")  # the number stands alone; of 'N1 200 motorists' it is the second
            continue
        place = match.end()
        digits = match["digits"] or ""
        if " " not in digits or _is_grouped(text, match):
            yield match
            continue
        for group in re.finditer(r"[0-9.½¼¾⅓⅔]+", digits):
            start = match.start("digits") + group.start()
            last = start + len(group[0]) == match.end("digits")
            if part := form.match(
                lower,
                match.start() if not group.start() else start,
                match.end() if last else start + len(group[0]),
            ):
                yield part


@cache
def _named_currency() -> re.Pattern[str]:
    names = sorted(load_lexicon(_PACKAGE, "numbers.toml").words("named_currencies"))
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


def _is_currency(text: str, match: re.Match[str], *, named: bool) -> bool:
    """Tell whether what stands before a number is a currency's sign, and its own.

    Letters are in capitals, before a number with a scale, which one alone touches; or the text names the currency.
    A sign between two numbers that touches neither is of the latter where that is a sum by its look: 'In 2024 € 30
    million'.
    """
    symbol = text[slice(*match.span("symbol"))]
    if symbol.upper() in load_lexicon(_PACKAGE, "numbers.toml").words("letters_of_currencies"):
        touches = len(symbol) > 1 or text[match.end("symbol")] != " "
        return symbol.isupper() and (named or (touches and match["scale"] is not None))
    between = _BETWEEN_NUMBERS.search(text, max(0, match.start() - 2), match.start()) is not None
    touches = match.end("symbol") == match.start("digits")
    return not between or touches or bool(match["scale"]) or "," in match["digits"]


def _is_grouped(text: str, match: re.Match[str]) -> bool:
    """Tell whether the groups are thousands: something is counted by them, and no name goes with the first of them.

    They are where one is '000', which nobody counts by itself.
    """
    if match["symbol"] or match["scale"] or " 000" in match[0]:
        return True
    left = text[max(0, match.start() - _LONGEST_QUALIFIER) : match.start()]
    before = _WORD_BEFORE.search(left)
    word = before[0].strip() if before else ""
    named = word[:1].isupper() and (len(word) > _SHORT_WORD or word in _MONTHS)
    if named and not number_words().before.search(left):
        return False
    unit = number_words().unit.match(text, match.end())  # '1 200 €'
    return unit is not None or bool(_COUNTED.match(text, match.end()))


@lru_cache(_KEPT)
def states(words: str, low: str | None, high: str | None) -> bool:
    """Tell whether words state a number with one of these bounds, or deny one just above: 'not 3,000'.

    >>> states("at least 300 crates", "300", None), states("the crates", "300", None)
    (True, False)
    """
    words = _FOOTNOTE.sub("", words)  # as reading passes over it: '12[4] people'
    found = find_quantities(words)
    named = (*(quantity.unit for quantity in found), *words.lower().split())  # 'six long years' are 72 months
    bounds = {
        print_decimal(bound * times)
        for quantity in found
        for bound in (quantity.low, quantity.high)
        for times in {Decimal(1), *(find_base(unit)[1] for unit in named)}
        if bound is not None
    }
    denied = {print_decimal(quantity.low - 1) for quantity in found if quantity.low is not None}
    return low in bounds or high in bounds | denied


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    core = Offsets(match.start(), match.end())
    if (quantity := _value(match, core)) is None:
        return None
    quantity = _qualify(text, _measure(text, quantity))
    if quantity.ordinal and not (quantity.qualifier or "").startswith("at least"):
        return None  # 'the sixth' is a place in a row; 'at least the sixth' says how many there were
    if quantity.article and not quantity.duration:
        return None
    return quantity


def _value(match: re.Match[str], core: Offsets) -> Quantity | None:
    words = number_words()
    plain = Quantity(core.start, core.end, core, None, None, spelled=match["digits"] is None)
    if match["fixed"]:
        found = next(fixed for fixed in words.fixed if fixed.form.fullmatch(match["fixed"]))
        unit = "share" if found.share else ""
        # 'Dozens' is its own qualifier: a reader must not take it for an exact 24.
        word = match["fixed"].lower() if found.vague else None
        low, high = found.low, found.high
        return replace(plain, low=low, high=high, vague=found.vague, unit=unit, bare=False, qualifier=word)
    if match["article"]:
        return replace(plain, low=Decimal(1), high=Decimal(1), article=True)
    if match["ordinal"]:
        name = match["ordinal"].lower()
        place = words.ordinals.index(name) + 1 if name in words.ordinals else int(name[:-2])
        return replace(plain, low=Decimal(place), high=Decimal(place), ordinal=True)
    if match["spelled"]:
        number = count(match["spelled"])
        if number is None:
            return None
        scaled = number >= _HUNDRED and " " in match["spelled"]  # 'five million'
        return replace(plain, low=Decimal(number), high=Decimal(number), scaled=scaled)
    return _digits(match, plain)


def _digits(match: re.Match[str], plain: Quantity) -> Quantity | None:
    words = number_words()
    value, scale, symbol = read_digits(match["digits"]), match["scale"], match["symbol"]
    if scale:
        behind = re.match(r" (\w+)", match.string[match.end() : match.end() + 20])
        summed = behind is not None and _names_money(behind[1])
        if (
            len(scale) == 1
            and not symbol
            and not summed
            and (behind is None or behind[1] not in words.in_millions)
        ):
            end = match.end("digits")  # '300 m deep' is in metres, '3m people' are millions
            if words.unit.match(match.string, end) is None:
                return None
            return replace(plain, end=end, core=Offsets(plain.start, end), low=value, high=value)
        forms = {scale, scale.removesuffix("s")}
        value *= next(times for form, times in words.scales if any(map(form.fullmatch, forms)))
    bare = not scale and not symbol and not re.search(r"[^0-9]", match["digits"])
    unit = next((unit for form, unit in words.symbols if form.fullmatch(symbol)), "") if symbol else ""
    return replace(plain, low=value, high=value, bare=bare, unit=unit, money=bool(symbol), scaled=bool(scale))


def _names_money(word: str) -> bool:
    """Tell whether a word is a currency's: 'marks' in '14m marks'."""
    found = number_words().unit.match(f" {word}")
    return found is not None and any(
        unit.money and unit.form.fullmatch(found["unit"]) for unit in number_words().units
    )


def count(spelled: str) -> int | None:
    """Return the number that the words spell, or `None` where they spell none ('two three').

    >>> count("three hundred and five thousand"), count("three millions")
    (305000, 3000000)
    """
    values = dict(number_words().words)
    if half := re.search(r" and a half(?= ([a-z]+)$)", spelled.lower()):
        return (count(spelled[: half.start()]) or 0) * _SCALES[half[1]] + _SCALES[half[1]] // 2
    total, part, last = 0, 0, 0
    for word in re.findall(r"[a-z]+", re.sub(r"lakh[ -]crore", "lakhcrore", spelled.lower())):
        if word == "and":
            continue
        scale = word.removesuffix("s")
        if scale in _SCALES:
            part = max(part, 1) * _SCALES[scale]
            if scale not in ("dozen", "hundred"):
                total, part = total + part, 0
            last = 0
            continue
        value = 1 if word == "a" else values[word]
        if last and not (last >= 20 and last % 10 == 0 and 0 < value < 10):
            return None
        part, last = part + value, value
    return total + part


def count_word(word: str) -> int | None:
    """Return the number that one word is.

    >>> count_word("Five"), count_word("custody")
    (5, None)
    """
    return dict(number_words().words).get(word.lower())


def _measure(text: str, quantity: Quantity) -> Quantity:
    """Return the quantity with the unit of measure that stands behind it."""
    found = number_words().unit.match(text, quantity.end)
    if found is None or quantity.ordinal or quantity.money:
        return quantity
    unit = next(unit for unit in number_words().units if unit.form.fullmatch(found["unit"]))
    if unit.large and not (quantity.scaled or (quantity.low or 0) >= _LARGE):
        return quantity  # 'the 12 won', '2019 NPR'
    added = _ADDED.match(text, found.end("unit")) if unit.duration else None
    return replace(
        quantity,
        end=added.end() if added else found.end("unit"),
        unit=unit.name,
        duration=unit.duration,
        money=unit.money,
        bare=False,
    )


def _qualify(text: str, quantity: Quantity) -> Quantity:
    """Return the quantity with its qualifier and the interval it gives."""
    left = text[max(0, quantity.start - _LONGEST_QUALIFIER) : quantity.start]
    found = number_words().before.search(left)
    if found is None:
        after = number_words().after.match(text, quantity.end)
        if after is None or quantity.duration:
            return quantity
        return replace(_bound(quantity, after["qualifier"]), end=after.end("qualifier"))
    word = " ".join(found["qualifier"].lower().split())
    if (
        quantity.duration
        and word in number_words().timing
        and not left[: found.start()].lower().endswith("for ")
    ):
        return quantity
    small = quantity.spelled and (quantity.low or 0) < _SMALL
    if small and number_words().exceeding.fullmatch(word):
        return quantity  # 'it passed three laws'
    start = quantity.start - len(left) + found.start("qualifier")
    aged = not quantity.unit and number_words().ages.fullmatch(word)
    return replace(_bound(quantity, word), start=start, unit="years" if aged else quantity.unit)


def _bound(quantity: Quantity, qualifier: str) -> Quantity:
    bounds = number_words().bounds
    bound = next((bound for form, bound in bounds if form.fullmatch(qualifier)), "exactly")
    low, high = quantity.low, quantity.high
    if bound == "from":
        high = None
    elif bound == "to" and not quantity.vague:
        low = None
    elif bound == "below" and low is not None:
        low *= NEARLY
    return replace(quantity, low=low, high=high, qualifier=qualifier.lower(), bare=False)


def _join(text: str, singles: list[Quantity]) -> Iterator[Quantity]:
    """Yield the quantities, two that are the ends of one range as one."""
    index = 0
    while index < len(singles):
        first = singles[index]
        second = singles[index + 1] if index + 1 < len(singles) else None
        joined = _pair(text, first, second) if second is not None else None
        yield from joined or (first,)
        index += 2 if joined else 1


# 'From A to B' is a range after these and a change after others: 'ranging from 3 to 5', 'rose from 3 to 5'.
_RANGING = re.compile(
    r"\b(?:rang|vari|vary|differ|anywhere|somewhere)\w{0,6}\b[^.]{0,24}\bfrom\s(?:[\w-]+\s){0,5}$",
    re.IGNORECASE,
)
# 'One in five' and 'seven out of 10' are shares: a whole that is reckoned with, or one of it.
_RATIO = re.compile(r" (?:in|out of)(?: every)? ")
_WHOLES = frozenset(map(Decimal, (3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000)))
# 'from ', 'from a low of '
_FROM = re.compile(r"\bfrom\s(?:(?:[\w-]+\s){1,5}of\s)?$", re.IGNORECASE)
# No range reaches so many times its beginning where that may be a change: 'prices rose 10 to 15 percent'.
_FAR_APART = 5
_HUNDRED, _THOUSAND = 100, 1000
_LINK = re.compile(r"(?P<dash>[-–—]\n?| [-–]\s)|(?P<to>\sto\s)|(?P<and>\sand\s)|(?P<or>\sor\s)")


def _pair(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, ...] | None:
    """Return what two neighbours are together, or `None` where they are two figures."""
    if (share := _divide(text, first, second)) is not None:
        return (share,)
    link = _LINK.fullmatch(text, first.end, second.start) if second.start - first.end < 6 else None
    if link is None or first.ordinal or second.ordinal or first.low is None or second.vague:
        return None
    if link["or"] and first.unit and second.unit and not first.duration:
        return None  # '10 percent or 25 percent' is the one or the other
    first, second = _like(first, second)
    before = text[max(0, first.start - 60) : first.start]
    if first.low is None or first.unit != second.unit:
        return None
    if link["and"] and not before.lower().endswith(("between ", "between\n")):
        return None
    top = second.low if second.low is not None else second.high
    if top is None or (link["to"] and _is_change(before, first.low, top)):
        return None
    if first.low >= top and (link["dash"] or link["to"]):
        return (replace(first, versus=True), replace(second, versus=True))
    return (_span(text, first, second, between=bool(link["and"])),)


def _is_change(before: str, low: Decimal, top: Decimal) -> bool:
    """Tell whether 'A to B' is a change: from A to B, or by A and to B, as in 'fell 12,000 to 2.1 million'."""
    if _FROM.search(before):
        return not _RANGING.search(before)
    word = before.rstrip().rpartition(" ")[2].lower()
    return low * _FAR_APART < top and word in number_words().changing


def _divide(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Return the share that 'nine in 10' gives, or `None` where two numbers are no part and whole."""
    part, whole = first.low if first.low is not None else first.high, second.low
    if _RATIO.fullmatch(text, first.end, second.start) is None or part is None or whole is None:
        return None
    plain = second.bare and not second.unit and not first.unit and not first.vague and not second.ordinal
    if not plain or not 0 < part < whole or not (whole in _WHOLES or (part == 1 and whole < 1000)):
        return None
    low, high = (
        None if end is None else (end / whole).quantize(Decimal("0.001")) for end in (first.low, first.high)
    )
    core = Offsets(first.core.start, second.core.end)
    return replace(first, end=second.end, core=core, low=low, high=high, unit="share", bare=False)


def _like(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Return the ends of a range, each with what only the other says: '5 to 10 million', '$2-3 million'."""
    if first.low is None or first.vague:
        return first, second
    if first.money and not second.unit:
        second = replace(second, unit=first.unit, money=True)
    top = second.low if second.low is not None else second.high
    if second.scaled and not first.scaled and first.low < _THOUSAND and top is not None:
        factor = Decimal(10) ** (3 * (top.adjusted() // 3)) if top >= _THOUSAND else Decimal(100)
        if first.low * factor < top:  # 'three to one hundred' begins with three
            high = None if first.high is None else first.high * factor
            first = replace(first, low=first.low * factor, high=high)
    if not first.unit:
        first = replace(first, unit=second.unit, duration=second.duration, money=second.money)
    if first.unit != second.unit and find_base(first.unit)[0] == find_base(second.unit)[0]:
        return _in_base(first), _in_base(second)  # 'nine months or a year'
    return first, second


def _in_base(quantity: Quantity) -> Quantity:
    """Return the quantity in the unit that its own is compared in: a year as 12 months."""
    unit, times = find_base(quantity.unit)
    low, high = (None if end is None else end * times for end in (quantity.low, quantity.high))
    return replace(quantity, unit=unit, low=low, high=high)


def _span(text: str, first: Quantity, second: Quantity, *, between: bool) -> Quantity:
    ends = [end for end in (first.low, second.low, second.high) if end is not None]
    start = first.start - len("between ") if between else first.start
    qualifier = "between" if between else first.qualifier or second.qualifier
    return replace(
        second,
        start=start,
        core=Offsets(first.core.start, second.core.end),
        low=min(ends),
        high=max(ends),
        qualifier=text[start : start + len("between")].lower() if between else qualifier,
        bare=first.bare and second.bare,
        article=False,
        ranged=True,
    )
