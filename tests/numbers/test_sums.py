"""Sums of money as papers of many countries write them."""

import pytest

from onrecord.numbers.numbers import find_quantities, print_decimal


def find_sums(words):
    """Return the numbers of a sentence about some words, each with its unit."""
    found = find_quantities(f"It cost {words} last year.")
    return [(print_decimal(one.low), one.unit) for one in found]


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("R2 700 million", "2700000000", "ZAR"),
        ("R2\u202f700 million", "2700000000", "ZAR"),
        ("R8.5bn", "8500000000", "ZAR"),
        ("Rs 4 500", "4500", "INR"),
        ("kr 4 500", "4500", "kr"),
        ("4 500 kr", "4500", "kr"),
        ("Sh4 500 million", "4500000000", "shillings"),
        ("K45 million", "45000000", "K"),
        ("N700 billion", "700000000000", "NGN"),
        ("A$\xa04\xa0500\xa0million", "4500000000", "AUD"),
        ("N$ 45 million", "45000000", "NAD"),
        ("4 500 zł", "4500", "PLN"),
        ("₦4 500 000", "4500000", "NGN"),
        ("CFA 4 500 000", "4500000", "CFA francs"),
        ("CHF 4'500", "4500", "CHF"),
        ("€\u202f4\u2009500", "4500", "EUR"),
        ("4 500 €", "4500", "EUR"),
        ("SEK 4 500 million", "4500000000", "SEK"),
        ("Sh4,500/-", "4500", "shillings"),
    ],
)
def test_a_sum_is_read_with_its_currency_however_its_thousands_are_parted(words, number, unit):
    """It is one number in one currency."""
    assert [(number, unit)] == find_sums(words)


@pytest.mark.parametrize(
    ("words", "unit"), [("R2,700", "ZAR"), ("R 2,700", "ZAR"), ("N 2,700", "NGN"), ("K2,700", "K")]
)
def test_a_letter_is_a_currency_where_the_text_names_one(words, unit):
    """It is then one before any sum."""
    found = find_quantities(f"It cost {words}, and they pay in rand, naira and kwacha.")
    assert [("2700", unit)] == [(print_decimal(one.low), one.unit) for one in found]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("20 € 30 times", [("20", "EUR"), ("30", "")]),
        ("in 2031 € 30 million", [("2031", ""), ("30000000", "EUR")]),
        ("in 2031 kr 30 million", [("2031", ""), ("30000000", "kr")]),
    ],
)
def test_a_sign_between_two_numbers_is_of_one(words, numbers):
    """It is of the latter where that is a sum."""
    assert numbers == find_sums(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("vitamin K 4,500", "4500"),
        ("the Q&P 4,500", "4500"),
        ("Block R 4,500", "4500"),
        ("the MK 4,500", "4500"),
        ("rm 4,500", "4500"),
        ("more tha n 4,500", "4500"),  # a slip of the type
        ("as much as Line K2 450", "450"),
        ("a seat on Gate R3 450", "450"),
    ],
)
def test_a_letter_that_is_no_currency_leaves_its_number_alone(words, number):
    """A small letter is none, nor one before what looks like no sum."""
    assert [(number, "")] == find_sums(words)
