"""Every rule for time expressions carries its own examples; here they are run."""

from datetime import date
from importlib.resources import files

import pytest

from onrecord.model import Offsets, when
from onrecord.times import find_times
from onrecord.times.grammar import load_rules
from onrecord.times.holidays import load_holidays, place_holiday
from onrecord.times.matching import find_matches
from onrecord.times.resolution import READERS

RULES = load_rules()
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTEREXAMPLES = [(rule, example) for rule in RULES for example in rule.counterexamples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: str(value)[:40])
def test_a_rule_matches_its_examples_whole(rule, example):
    """A form finds what it says it finds, to the last character."""
    found = rule.pattern.search(example)

    assert found is not None
    assert example == found.group()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: str(value)[:40])
def test_an_example_is_found_where_its_rule_is_tried(rule, example):
    """The word a rule is found on stands in each of its examples, so the rule is tried there."""
    text = f"Reports of {example}: they came in."

    assert any(match.end > match.start for match in find_matches(text)), rule.form


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES, ids=lambda value: str(value)[:40])
def test_a_rule_leaves_its_counterexamples(rule, example):
    """A form does not find what it says it leaves."""
    assert rule.pattern.search(example) is None


def test_every_rule_is_read_by_something_and_every_reader_is_used():
    """A rule names a reader that exists, and no reader is left over."""
    assert {rule.read for rule in RULES} == set(READERS)


@pytest.mark.parametrize("name", ["rules.toml", "words.toml", "holidays.toml"])
def test_the_file_says_what_it_is(name):
    """The first line of the rules says what they hold."""
    first = files("onrecord.times").joinpath(name).read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# ")


@pytest.mark.parametrize("name", sorted(load_holidays()))
def test_every_holiday_has_a_day_in_every_year(name):
    """A holiday's rule gives a day of that year, and its name is found in a text."""
    assert all(place_holiday(load_holidays()[name], year).year == year for year in range(1900, 2100))
    text = f"It opened on {name.title().replace(chr(39) + 'S', chr(39) + 's')} 2030."
    [found] = find_times(text, [Offsets(0, len(text))], when(date(2031, 5, 15), date(2031, 5, 15)))
    assert found.earliest is not None
    assert 2030 == found.earliest.year


def test_known_holidays_fall_on_their_days():
    """Easter, a Thursday of November, a last Monday and the day after a first Monday, from a printed calendar."""
    assert [date(2024, 3, 29), date(2023, 11, 23), date(2022, 5, 30), date(2016, 11, 8)] == [
        place_holiday(load_holidays()[name], year)
        for name, year in (
            ("good friday", 2024),
            ("thanksgiving", 2023),
            ("memorial day", 2022),
            ("election day", 2016),
        )
    ]


def test_hostile_text_takes_no_time_to_speak_of():
    """A long line of half-finished expressions is read to its end."""
    text = "the early late the first half of the year after the the the 1 2 3 of May 12:3 " * 2000

    assert find_times(text, [], when())
