"""Cells of tables as figures: of what, in which unit, by whom, and told from the cells beside them."""

import hashlib

import pytest

from onrecord.builder import build_record
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.model import Relation
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.verify import verify

TOP = "The numbers of those who came to harm at Norvik differ, Ida Holt said on Monday, by who counts them."
FOOT = "The board told the council on Monday that it would publish its count in full."


def write(table):
    return f"Who counts what at Norvik\n\n{TOP}\n\n{table}\n\n{FOOT}\n"


def read(table):
    """Return the figures of a text with a table."""
    data = write(table).encode()
    source = Source("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
    return read_document(make_document(source), load_pipeline(), load_tagger())


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "| Town | People killed | Boats lost |\n| Elm | 12 | at least 40 |\n| Oak | 7 | 1,400 |",
            [("12", "12", "people"), ("40", None, "boats"), ("7", "7", "people"), ("1400", "1400", "boats")],
        ),
        (
            "| Indicator | Number |\n| Schools closed | 12 |\n| Deaths | 30–40 |",
            [("12", "12", "schools"), ("30", "40", "people")],
        ),
        (
            "| Town | Homes dry (%) |\n| Elm | 12 |\n| Oak | 40% |",
            [("12", "12", "percent"), ("40", "40", "percent")],
        ),
        (
            "| Town | Damage (US$) |\n| Elm | 1,200 |\n| Oak | 4,000 |",
            [("1200", "1200", "USD"), ("4000", "4000", "USD")],
        ),
        (
            (
                "| Indicator | Council | Relief Board |\n| Boats lost | 12 | 40 |\n| Pages read | 9 | 7 |\n"
                "| Page of report | 8 | 21 |"
            ),
            [("12", "12", "boats"), ("40", "40", "boats"), ("9", "9", "pages"), ("7", "7", "pages")],
        ),
    ],
)
def test_a_cell_is_a_number_of_what_its_heads_name(table, expected):
    """Its unit stands in it, in its head's brackets, or is what its head counts."""
    assert expected == [(one.low, one.high, one.unit) for one in read(table).figures]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("| Town | Damage (million marks) |\n| Elm | 12 |\n| Oak | 40 |", id="in millions"),
        pytest.param("| Town | Reopens on |\n| Elm | 12 May 2031 |\n| Oak | 14 May 2031 |", id="days"),
        pytest.param("| Town | Founded |\n| Elm | 1931 |\n| Oak | 1940 |", id="years"),
        pytest.param("| Ferry | Leaves |\n| Elm | 10:30 |\n| Oak | 12:15 |", id="times"),
    ],
)
def test_a_cell_that_does_not_say_its_number_is_none(table):
    """What its head multiplies is not in its words; a day and a time are no counts."""
    assert () == read(table).figures


def test_the_row_is_what_a_reader_sees_of_a_cell():
    """A figure's sentence is the row that it stands in."""
    reading = read("| Town | People killed |\n| Elm | 12 |\n| Oak | 7 |")
    first = reading.figures[0]

    assert "| Elm | 12 |" == reading.document.text[slice(*reading.sentence_at(first.start))]
    assert "people killed, Elm" == first.label


def test_rows_of_a_table_are_told_apart(tmp_path):
    """The dead of two towns are two quantities, and those of both together a third."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        write("| Town | People killed |\n| Elm | 12 |\n| Oak | 7 |\n| Total | 19 |"), encoding="utf-8"
    )

    figures = build_record(tmp_path / "in", tmp_path / "out").record.figures

    assert [Relation.SINGLE] * 3 == [figure.relation for figure in figures]


@pytest.mark.parametrize(("words", "stands"), [("in the flood", False), ("in Elm", True)])
def test_a_row_with_a_name_is_of_a_report_that_names_it(tmp_path, words, stands):
    """Twelve dead of one town are not the twelve of a report that does not say where."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        write("| Town | People killed |\n| Elm | 12 |\n| Oak | 7 |\n| Total | 19 |"), encoding="utf-8"
    )
    (tmp_path / "in" / "b.txt").write_text(
        f"After the flood\n\nThe Harbour Board said on Tuesday that 12 people were killed {words}.\n",
        encoding="utf-8",
    )

    figures = build_record(tmp_path / "in", tmp_path / "out").record.figures

    assert stands == any(["12", "12"] == [value.low for value in figure.values] for figure in figures)


def test_a_table_sets_the_numbers_of_two_holders_against_each_other(tmp_path):
    """Each row is somebody's, and a report in words that gives one of the numbers stands with them."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        write("Source;Killed;Rescued\nHarbour Board;12;140\nDivers Union;31;2,300"), encoding="utf-8"
    )
    (tmp_path / "in" / "b.txt").write_text(
        "Storm at Norvik\n\nThe Divers Union said on Tuesday that 31 people were killed in Norvik.\n",
        encoding="utf-8",
    )

    record = build_record(tmp_path / "in", tmp_path / "out").record

    names = {actor.id: actor.name for actor in record.actors}
    told = {
        figure.relation: {(names.get(value.holder), value.low) for value in figure.values}
        for figure in record.figures
        if {"12", "31"} <= {value.low for value in figure.values}
    }
    assert {Relation.CONTRADICT: {("Harbour Board", "12"), ("Divers Union", "31")}} == told
    assert {"140", "2300"} <= {
        value.low
        for figure in record.figures
        for value in figure.values
        if figure.relation is Relation.CONTRADICT
    }
    assert () == verify(tmp_path / "out").differences


def test_nobody_says_what_stands_in_a_table():
    """The words that name who gives its numbers are no part of a sentence."""
    reading = read("| Source | Killed |\n| Harbour Board | 12 |\n| Mayor of Norvik | 31 |")

    text = reading.document.text
    said = [
        text[slice(*words)] for one in reading.attributions for words in (one.source, *one.content) if words
    ]
    assert not any("|" in words for words in said)


def test_columns_of_who_counts_are_compared_and_lend_no_unit(tmp_path):
    """Each row is one quantity: what it counts is the row's, by whom the column's."""
    text = "Boats lost at Elm\n\nHow many boats were lost at Elm is disputed, and the counts differ by source.\n\n"
    text += "| Loss | Elm Harbour | Rowers' club |\n| --- | --- | --- |\n"
    text += f"| Boats lost | 12 | 31 |\n| Masts broken | 4 | 9 |\n\n{FOOT}\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    record = build_record(tmp_path / "in", tmp_path / "out").record
    names = {actor.id: actor.name for actor in record.actors}

    told = {
        (figure.unit, figure.relation, tuple((value.low, names[value.holder]) for value in figure.values))
        for figure in record.figures
    }
    assert {
        ("boats", Relation.CONTRADICT, (("12", "Elm Harbour"), ("31", "Rowers' club"))),
        ("masts", Relation.CONTRADICT, (("4", "Elm Harbour"), ("9", "Rowers' club"))),
    } == told


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Deaths: 12 (county), 31 (Norvik Relief)",
            [("12", "people", "county"), ("31", "people", "Norvik Relief")],
        ),
        (
            "Families in tents – 220 (the county); 300 (Norvik Relief)",
            [("220", "families", "county"), ("300", "families", "Norvik Relief")],
        ),
        ("* Injured: at least 40 (hospital)", [("at least 40", "people", "hospital")]),
        (
            "Boats lost: 3 (county estimate) and 9 (Norvik Relief)",
            [("3", "boats", "county"), ("9", "boats", "Norvik Relief")],
        ),
        ("Opened: 1961 (see page 4)", []),
        ("Deaths: 12 (county), and more are feared", []),
    ],
)
def test_a_number_with_its_giver_in_brackets_is_his(line, expected):
    """A line of such numbers is like a row of a table; where it says more, it is none."""
    reading = read(line)

    listed = [figure for figure in reading.figures if figure.series is not None]
    text = reading.document.text
    assert expected == [(one.exact, one.unit, text[slice(*one.holder)]) for one in listed]


def test_a_body_at_the_head_of_a_column_is_not_what_is_counted():
    """'Miners' Union' lends its cells no people, and a head in millions gives no number."""
    reading = read(
        "| | Norvik Council | Miners' Union |\n| --- | --- | --- |\n"
        "| Houses lost | 12 | 31 |\n| Damage (million crowns) | 4 | 9 |"
    )

    assert [("12", "houses"), ("31", "houses")] == [(one.exact, one.unit) for one in reading.figures]
