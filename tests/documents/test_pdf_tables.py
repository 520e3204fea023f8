"""Tables of PDF pages: their words are placed, and nothing says which are cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.test_pdf import LEFT, RIGHT, place, write_placed

from onrecord.documents.drawn import Rule, Run
from onrecord.documents.layout import read_lines

DISTRICTS = [
    ["District", "Drowned", "Missing"],
    ["Alder Bay", "12", "3"],
    ["Upper Norvik", "31", "1,402"],
    ["Elm", "0", "7"],
]


def draw(rows, columns=(60, 200, 300), *, top=600, down=20):
    """Return the cells of rows where they are drawn."""
    return [
        (text, x, top - down * n, 10)
        for n, row in enumerate(rows)
        for text, x in zip(row, columns, strict=True)
        if text
    ]


def list_cells(document):
    """Return each cell with its heads, those beside it and those above."""

    def say(spans):
        return [document.text[slice(*words)] for words in spans]

    return {
        (document.text[cell.start : cell.end], *say(cell.row), *say(cell.column)) for cell in document.cells
    }


def test_cells_have_the_heads_above_and_beside_them(read):
    """A number of a table is one of what its column and its row name."""
    document = read(write_placed(*draw(DISTRICTS)), "report.pdf")

    assert {
        ("12", "Alder Bay", "Drowned"),
        ("3", "Alder Bay", "Missing"),
        ("31", "Upper Norvik", "Drowned"),
        ("1,402", "Upper Norvik", "Missing"),
        ("0", "Elm", "Drowned"),
        ("7", "Elm", "Missing"),
    } == list_cells(document)


@pytest.mark.parametrize("order", [lambda drawn: sorted(drawn, key=lambda one: one[1]), reversed])
def test_a_table_is_read_however_it_is_drawn(read, order):
    """Column by column, or from its end."""
    drawn = draw(DISTRICTS)

    assert list_cells(read(write_placed(*drawn), "a.pdf")) == list_cells(
        read(write_placed(*order(drawn)), "a.pdf")
    )


def test_numbers_stand_under_the_right_of_their_heads(read):
    """Numbers are set to the right of their column, and none of them under the head of the next."""
    drawn = [*draw(DISTRICTS[:1]), ("Alder Bay", 60, 580, 10), ("12", 226, 580, 10), ("1,400", 311, 580, 10)]
    drawn += [("Elm", 60, 560, 10), ("3", 232, 560, 10), ("9", 330, 560, 10)]

    cells = list_cells(read(write_placed(*drawn), "a.pdf"))

    assert {("1,400", "Alder Bay", "Missing"), ("3", "Elm", "Drowned")} < cells


def test_the_lines_of_a_cell_are_one(read):
    """Lines of a cell stand closer than rows."""
    drawn = draw([["Counted by", "People", "Houses"]])
    drawn += [("who drowned", 200, 588, 10), ("that were lost", 300, 588, 10)]
    drawn += [
        ("The Ministry of", 60, 560, 10),
        ("12", 200, 560, 10),
        ("40", 300, 560, 10),
        ("Water", 60, 548, 10),
    ]
    drawn += [("Lake Aid", 60, 520, 10), ("31", 200, 520, 10), ("75", 300, 520, 10)]

    document = read(write_placed(*drawn), "a.pdf")

    assert "| The Ministry of Water | 12 | 40 |" in document.text
    assert ("31", "People who drowned") in list_cells(document)


def test_a_head_reaches_over_the_columns_under_it(read):
    """It is set over their middle."""
    drawn = [("Persons", 232, 620, 10), ("Houses", 434, 620, 10)]
    drawn += draw(
        [
            ["", "drowned", "missing", "lost", "damaged"],
            ["Elm", "1", "2", "3", "4"],
            ["Alder", "5", "6", "7", "8"],
        ],
        (60, 200, 280, 400, 480),
    )

    cells = list_cells(read(write_placed(*drawn), "a.pdf"))

    assert {("6", "Alder", "Persons", "missing"), ("3", "Elm", "Houses", "lost")} < cells


@pytest.mark.parametrize(
    "rows",
    [
        [["Chapter", "Page", ""], ["The gate", "see the annex", ""], ["The quay", "and its note", ""]],
        [["The gate", "3", ""], ["The quay", "12", ""], ["The pumps", "31", ""], ["The town", "44", ""]],
        [["", "Drowned 12", ""], ["Elm", "", "about"], ["", "31 missing", "of Alder"]],
    ],
)
def test_what_can_not_be_told_has_no_cells(read, rows):
    """Words without numbers, a list of contents, words that stand anywhere."""
    assert () == read(write_placed(*draw(rows)), "a.pdf").cells


def test_no_table_is_made_of_columns_of_prose(read):
    """A number at the head of a line of prose is in no cell, and the columns are read one after the other."""
    left = [
        "The office counted, it says,",
        "12 boats in the harbour of",
        "Norvik. It put the others at",
        "31 in the end.",
    ]

    document = read(write_placed(*place([left, RIGHT, LEFT])), "a.pdf")

    assert () == document.cells
    assert [*map(" ".join, (left, RIGHT, LEFT))] == document.text.split("\n\n")


def test_a_table_beside_a_column_of_prose_is_one(read):
    """The column of prose is read by itself."""
    table = [
        (text, x + 260, y - 100, size)
        for text, x, y, size in draw(DISTRICTS, (60, 160, 220), top=800, down=14)
    ]
    prose = [(text, x, y, size) for text, x, y, size in place([LEFT])]

    document = read(write_placed(*sorted([*prose, *table], key=lambda one: -one[2])), "a.pdf")

    assert " ".join(LEFT) in document.text.split("\n\n")
    assert ("31", "Upper Norvik", "Drowned") in list_cells(document)


def test_rows_that_lines_part_are_rows():
    """Lines of cells in the middle of a row, of which some are higher than others, are one row."""
    runs = [
        *(
            Run(text, x, y, 10, x + 5 * len(text))
            for text, x, y in [("Who\n", 60, 620), ("Drowned\n", 200, 620)]
        ),
        *(Run(text, 60, y, 10, 150) for text, y in [("The Ministry of\n", 606), ("Water\n", 594)]),
        Run("12\n", 200, 600, 10, 210),
        *(Run(text, 60, y, 10, 150) for text, y in [("The Aid of\n", 576), ("the Lake\n", 564)]),
        Run("31\n", 200, 570, 10, 210),
    ]
    rules = [Rule(50, 260, y) for y in (632, 615, 585, 555)]

    assert ["| Who | Drowned |", "| The Ministry of Water | 12 |", "| The Aid of the Lake | 31 |"] == [
        "".join(char for char in line if char < "\u4dc0") for line in read_lines(runs, rules)
    ]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Elm", "12", "1,400", "Drowned", "The gate is shut", "~", "3 May", "| a"]),
            st.integers(0, 6).map(lambda n: 60 + 70 * n),
            st.integers(0, 8).map(lambda n: 700 - 9 * n),
        ),
        max_size=24,
    )
)
def test_no_word_of_a_page_is_lost(drawn):
    """However words are placed, each is read once."""
    runs = [Run(f"{text}\n", x, y, 10, x + 5 * len(text)) for text, x, y in drawn]

    words = sorted(" ".join(read_lines(runs)).replace("|", " ").replace("/", " ").split())

    assert sorted(word for text, _, _ in drawn for word in text.replace("|", " ").split()) == [
        word for word in words if not "\u4dc0" <= word[0] <= "\u4dff"
    ]


def test_a_page_of_hundreds_of_columns_is_read():
    """They are no columns of prose, and cost neither depth nor much time."""
    runs = [
        Run(f"word number {n} of the page\n", 100 * n, 700 - 12 * row, 8, 100 * n + 90)
        for row in range(4)
        for n in range(500)
    ]

    assert 2_000 == sum(map(len, (line.split("word") for line in read_lines(runs)))) - len(read_lines(runs))
