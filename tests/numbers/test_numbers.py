"""Number words and the intervals they give."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.numbers.number_words import is_money
from onrecord.numbers.numbers import count, find_quantities, print_decimal, states


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("300 crates", "300", "300", None),
        ("some 300 crates", "300", "300", "some"),
        ("about 1,250 crates", "1250", "1250", "about"),
        ("at least 3 million crates", "3000000", None, "at least"),
        ("well over 40 crates", "40", None, "well over"),
        ("nearly 2 million crates", "1800000", "2000000", "nearly"),
        ("up to 60 crates", None, "60", "up to"),
        ("as many as 60 crates", None, "60", "as many as"),
        ("fewer than 60 crates", None, "60", "fewer than"),
        ("a load that does not exceed 60 crates", None, "60", "not exceed"),
        ("the load mustn’t exceed 60 crates", None, "60", "mustn’t exceed"),
        ("between 20 and 30 crates", "20", "30", "between"),
        ("20-30 crates", "20", "30", None),
        ("five to 10 million crates", "5000000", "10000000", None),
        ("ranged from about 20 to more than 30 crates", "20", "30", "about"),
        ("dozens of crates", "24", None, "dozens"),
        ("hundreds of thousands of crates", "200000", None, "hundreds of thousands"),
        ("one hundred and five crates", "105", "105", None),
        ("twenty-one crates", "21", "21", None),
        ("half a million crates", "500000", "500000", None),
        ("three quarters of a million crates", "750000", "750000", None),
        ("3.1m trees", "3100000", "3100000", None),
        ("600 crates or more", "600", "600", None),
        ("600 or more crates", "600", None, "or more"),
        ("the count has passed 600 crates", "600", None, "passed"),
        ("at least the sixth crate", "6", None, "at least the"),
        ("1.5m people", "1500000", "1500000", None),
        ("one in five crates", "0.2", "0.2", None),
        ("more than nine in 10 crates", "0.9", None, "more than"),
        ("nearly one in ten crates", "0.09", "0.1", "nearly"),
        ("40-odd crates", "40", "40", "odd"),
        ("sixty odd crates", "60", "60", "odd"),
        ("some five dozen crates", "60", "60", "some"),
        ("30 dozen crates", "360", "360", None),
        ("a few hundred crates", "200", None, "a few hundred"),
        ("a few dozen crates", "24", None, "a few dozen"),
        ("400+ crates", "400", None, "+"),
        ("a hundred and forty crates", "140", "140", None),
        ("two and a half million crates", "2500000", "2500000", None),
        ("30 000-40 000 crates", "30000", "40000", None),
        ("between 30\u202f000 and\n40\u202f000 crates", "30000", "40000", "between"),
        ("2.4m displaced", "2400000", "2400000", None),
        ("2.4m were moved", "2400000", "2400000", None),
        ("1.3 billions people", "1300000000", "1300000000", None),
        ("three millions of crates", "3000000", "3000000", None),
        ("$3 billions in aid", "3000000000", "3000000000", None),
        ("2½ millions of crates", "2500000", "2500000", None),
    ],
)
def test_words_give_the_interval_of_the_record_format(text, low, high, qualifier):
    """Each qualifier is read as docs/record-format.md says, and is kept."""
    [found] = find_quantities(text)
    assert (low, high, qualifier) == (print_decimal(found.low), print_decimal(found.high), found.qualifier)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("$3.5bn", "3500000000", "USD"),
        ("US$300 million", "300000000", "USD"),
        ("£40m", "40000000", "GBP"),
        ("€2-3 million", "2000000", "EUR"),
        ("three million euros", "3000000", "EUR"),
        ("Billions of Dollars", "2000000000", "USD"),
        ("18 percent", "18", "percent"),
        ("18 per cent", "18", "percent"),
        ("18%", "18", "percent"),
        ("3.5 percentage points", "3.5", "percentage points"),
        ("half a percent", "0.5", "percent"),
        ("two-thirds of the seats", "0.667", "share"),
        ("a third of the seats", "0.333", "share"),
        ("two years", "2", "years"),
        ("six more months", "6", "months"),
        ("90 km per hour", "90", "km per hour"),
        ("3pc of the seats", "3", "percent"),
        ("70 million naira", "70000000", "NGN"),
        ("400 Kenyan shillings", "400", "KES"),
        ("400 shillings", "400", "shillings"),
        ("Sh4.5bn", "4500000000", "shillings"),
        ("KSh 300", "300", "KES"),
        ("300 million córdobas", "300000000", "NIO"),
        ("300 million cordobas", "300000000", "NIO"),
        ("40 million Norwegian kroner", "40000000", "NOK"),
        ("PGK 20 million", "20000000", "PGK"),
        ("20 million TZS", "20000000", "TZS"),
        ("RM 20 million", "20000000", "MYR"),
        ("Tk 500 crore", "5000000000", "BDT"),
        ("600 billion won", "600000000000", "won"),
        ("3 billion CFA francs", "3000000000", "CFA francs"),
    ],
)
def test_units_are_read_with_the_number(text, low, unit):
    """Currencies, percent, percentage points, shares and lengths of time are each a unit of their own."""
    [found] = find_quantities(text)
    assert (low, unit) == (print_decimal(found.low), found.unit)


@pytest.mark.parametrize(
    "text",
    ["COVID-19", "open 24/7", "at 10:45", "the first half of the year", "a sixth visit", "page A4", "a year"],
)
def test_what_gives_no_quantity_is_left(text):
    """Names with digits, clock times, halves of a year and places in a row are no quantities."""
    assert () == find_quantities(text)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("$13 009 million", "13009000000", "USD"),
        ("lost 816 000 tonnes of grain", "816000", "tonnes"),
        ("1\u2009250\u2009000 people", "1250000", ""),
        ("1\u202f250\u202f000 people", "1250000", ""),
        ("CHF 13'009", "13009", "CHF"),
        ("1’250’000 francs", "1250000", "francs"),
        ("2,50,000 homes", "250000", ""),
        ("Rs 3 lakh crore", "3000000000000", "INR"),
        ("40 crores", "400000000", ""),
        ("three lakh crore rupees", "3000000000000", "INR"),
        ("K20 million", "20000000", "K"),
        ("GBP3.4 million", "3400000", "GBP"),
        ("5\nmillion people", "5000000", ""),
        ("€1 234,5", "1234.5", "EUR"),
        ("12\u202f345,67 dollars", "12345.67", "USD"),
        ("EUR 2.500,40", "2500.4", "EUR"),
    ],
)
def test_sums_are_read_as_they_are_printed(text, low, unit):
    """Thousands are parted by spaces, thin ones, dots and apostrophes, and counted in lakh and crore."""
    [found] = find_quantities(text)
    assert (low, unit) == (print_decimal(found.low), found.unit)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("On Flight 370 239 passengers died", ["370", "239"]),
        ("On May 14 300 people came", ["14", "300"]),
        ("In 2031 300 people came", ["2031", "300"]),
        ("12 300 450", ["12", "300", "450"]),
    ],
)
def test_numbers_side_by_side_are_several(text, numbers):
    """A name's number, a day and a year are no thousands of the count behind them."""
    assert numbers == [print_decimal(found.low) for found in find_quantities(text)]


@pytest.mark.parametrize("text", ["between 30 and\n40 boats", "30 to\n40 boats", "30–\n40 boats"])
def test_a_range_may_run_over_a_line_end(text):
    """It is one range."""
    [found] = find_quantities(text)
    assert ("30", "40") == (print_decimal(found.low), print_decimal(found.high))


@pytest.mark.parametrize("words", ["4.5[8] million crowns", "~~31~~ 4.5 million crowns"])
def test_marks_in_the_words_of_a_number_change_nothing(words):
    """A footnote's mark and a struck number stand in the evidence, and state nothing."""
    assert states(words, "4500000", "4500000")


def test_a_bracketed_conversion_is_its_own_quantity():
    """The sum in another currency is not joined with the first."""
    units = [quantity.unit for quantity in find_quantities("a $36bn (£28bn) bill")]
    assert ["USD", "GBP"] == units


def test_a_falling_pair_is_two_sides():
    """'61-44' is a score, no range from 44 to 61."""
    assert [("61", True), ("44", True)] == [
        (print_decimal(found.low), found.versus) for found in find_quantities("lost 61-44")
    ]


def test_a_change_is_two_quantities():
    """'From A to B' after a verb of change gives both numbers."""
    assert ["12", "90"] == [print_decimal(found.low) for found in find_quantities("was raised from 12 to 90")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("applications fell 12,000 to 2,140,000", ["12000", "2140000"]),
        ("last month's count was revised up by 800 to 43,800", ["800", "43800"]),
        ("with the fee up $2 to $35", ["2", "35"]),
        ("Rents rose 10 to 15 percent", ["10 15"]),
        ("they lost two to three boats", ["2 3"]),
    ],
)
def test_by_how_much_and_to_what_are_two_quantities(text, numbers):
    """'Fell 12,000 to 2,140,000' is no range; 'rose 10 to 15 percent' is."""
    found = [
        " ".join(print_decimal(end) for end in sorted({quantity.low, quantity.high}))
        for quantity in find_quantities(text)
    ]
    assert numbers == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("three to five million people", ["3000000 5000000"]),
        ("some two to three hundred boats", ["200 300"]),
        ("between four and six thousand crates", ["4000 6000"]),
        ("from three to one hundred crates", ["3", "100"]),
        ("the share fell from a low of 3.5% to 2.4%", ["3.5", "2.4"]),
        ("from the cap of 70,000 to 85,000 next year", ["70000", "85000"]),
        ("prices range from a low of $3 to $5", ["3 5"]),
        ("a duty of 10 percent or 25 percent", ["10", "25"]),
        ("those aged 20 to 60, or 27 percent of all", ["20 60", "27"]),
    ],
)
def test_two_numbers_beside_each_other_are_a_range_or_two(text, numbers):
    """The ends of a range share their scale; what changes, and what is the one or the other, are two numbers."""
    found = [
        " ".join(print_decimal(end) for end in sorted({quantity.low, quantity.high}))
        for quantity in find_quantities(text)
    ]
    assert numbers == found


def test_words_with_another_meaning_are_no_currency_behind_a_small_number():
    """They win, are seen, are a room, or a verb; the number is one all the same."""
    text = "The 12 won it; 30 marks on the wall; Rm 20; try 3 times; all 12 came; 7 SOS calls; the 8 million mark; "
    text += "© 2019 NPR; heard on NPR 3 times; AMD 12 chips"

    assert [""] * 10 == [found.unit for found in find_quantities(text)]


@given(st.integers(min_value=0, max_value=10**15))
def test_decimals_print_without_exponent(number):
    """What is printed is the number, digit by digit."""
    assert str(number) == print_decimal(Decimal(number) * Decimal("1.00"))


@given(st.text(alphabet=st.sampled_from("1 2,.-–$£%¥abom nthsd\n\u00a0٣½"), max_size=120))
def test_any_text_is_read(text):
    """Every quantity lies within the text, is not empty, and its low end is not above its high one."""
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low is None or found.high is None or found.low <= found.high


def test_long_text_is_read_in_linear_steps():
    """A line of digits and a line of number words of a hundred thousand characters are both read."""
    assert () == find_quantities("1" * 100_000)
    assert find_quantities("one " * 25_000) is not None


def test_spelled_numbers():
    """Number words add up; words that spell no number give nothing."""
    assert 305_000 == count("three hundred and five thousand")
    assert count("two three") is None


def test_currencies_are_known_by_their_code():
    """A unit of three capitals is money."""
    assert [True, True, False] == [is_money("BRL"), is_money("pounds"), is_money("percent")]


@pytest.mark.parametrize(
    ("words", "number", "stated"),
    [("six long years", "72", True), ("six long years", "6", True), ("six long years", "12", False)],
)
def test_a_length_states_its_months_too(words, number, stated):
    """The words of a length that stands among others told in months are its evidence in either unit."""
    assert states(words, number, number) is stated


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.234.567,89 crowns", "1234567.89"),
        ("45.000 boats", "45000"),
        ("1,5 million people", "1500000"),
        ("3½ tonnes of grain", "3.5"),
        ("1,500 million people", "1500000000"),
    ],
)
def test_numbers_as_printed_where_a_comma_parts_decimals(words, value):
    """Dots part thousands there; fractions stand behind the digits."""
    [found] = find_quantities(f"It took {words} in all.")

    assert Decimal(value) == found.low == found.high


@pytest.mark.parametrize("words", ["version 1.2.3", "192.168.100.200", "12.345 seconds"])
def test_what_only_looks_like_thousands_is_none(words):
    """A release, an address and a time are measured otherwise."""
    assert all(
        found.low is not None and found.low < 1000 for found in find_quantities(f"It was {words} then.")
    )
