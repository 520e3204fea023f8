"""Tables: which cells hold numbers, under which heads, as their file says or as their places show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.handed_in import make_docx, make_mail, make_odt, pack_names

from onrecord.collect import kinds
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.table_rows import TableCell, lay_out_rows
from onrecord.documents.tables import choose_mark, part_row

TOP = (
    "The harbour board and the union differ over how many boats were lost at Norvik, Ida Holt said on Monday, and "
    "both say that theirs is the count."
)
FOOT = "The board stood by its count, Ida Holt told the council on Monday, and would publish it by the end of June."


def list_cells(document):
    """Return each cell with the words of its heads and of who gives its number."""
    text = document.text

    def words(spans):
        return tuple(text[slice(*span)] for span in spans)

    return [
        (
            text[cell.start : cell.end],
            words(cell.row),
            words(cell.column),
            cell.voice and text[slice(*cell.voice)],
        )
        for cell in document.cells
    ]


def read_table(read, table):
    """Return the document of a page with a table."""
    return read(
        f"<html><head><title>Boats lost at Norvik</title></head><body><article><h1>Boats lost at Norvik</h1>"
        f"<p>{TOP}</p>{table}<p>{FOOT}</p></article></body></html>",
        "a.html",
    )


SPANNED = """<figure><table><caption>Losses by quay</caption>
<thead><tr><th rowspan="2">Quay</th><th colspan="2">Boats lost</th><th rowspan="2">Nets</th></tr>
<tr><th>Old</th><th>New</th></tr></thead>
<tbody><tr><th>East</th><td>12</td><td>31</td><td>n/a</td></tr>
<tr><th>West</th><td>7</td><td>-</td><td>1,400</td></tr></tbody></table></figure>"""


def test_the_heads_of_a_page_s_table_are_told_with_their_spans(read):
    """A head that reaches over two columns is a head of both; a blank cell has no number."""
    document = read_table(read, SPANNED)

    assert [
        ("12", ("Losses by quay", "East"), ("Boats lost", "Old"), None),
        ("31", ("Losses by quay", "East"), ("Boats lost", "New"), None),
        ("7", ("Losses by quay", "West"), ("Boats lost", "Old"), None),
        ("1,400", ("Losses by quay", "West"), ("Nets",), None),
    ] == list_cells(document)
    assert "| Losses by quay |\n| Quay | Boats lost |" in document.text
    assert FOOT in document.text


def test_a_column_says_who_gives_the_numbers_of_a_row(read):
    """Its words are read, and all else of the table is nobody's."""
    document = read_table(
        read,
        "<table><tr><td>Source</td><td>Boats lost</td></tr><tr><td>Harbour Board</td><td>12</td></tr>"
        "<tr><td>Dockers’ Union</td><td>31</td></tr></table>",
    )

    assert [
        ("12", (), ("Boats lost",), "Harbour Board"),
        ("31", (), ("Boats lost",), "Dockers’ Union"),
    ] == list_cells(document)
    silent = [document.text[slice(*span)] for span in document.furniture]
    assert not any("Harbour Board" in words for words in silent)
    assert any("31" in words for words in silent)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "| Quay | Boats | Nets |\n|---|---:|---:|\n| East | 12 | 40 |\n| West | 7 | |", id="bars"
        ),
        pytest.param("Quay\tBoats\tNets\nEast\t12\t40\nWest\t7\t-", id="tabs"),
        pytest.param("Quay     Boats   Nets\nEast     12      40\nWest     7       n/a", id="spaces"),
        pytest.param("Quay,Boats,Nets\nEast,12,40\nWest,7,", id="commas"),
        pytest.param("Quay, Boats, Nets\nEast, 12, 40\nWest, 7, none", id="commas and spaces"),
        pytest.param('"Quay";"Boats";"Nets"\n"East";12;40\n"West";7;"unknown"', id="semicolons"),
    ],
)
def test_a_table_in_a_text_has_heads_where_words_stand_above_and_beside_numbers(read, table):
    """However its cells are parted."""
    assert [
        ("12", ("East",), ("Boats",), None),
        ("40", ("East",), ("Nets",), None),
        ("7", ("West",), ("Boats",), None),
    ] == list_cells(read(f"Boats lost at Norvik\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "| Boats | 12 |\n| Nets | 40 |", [("12", ("Boats",), ()), ("40", ("Nets",), ())], id="beside"
        ),
        pytest.param(
            "| | 2030 | 2031 |\n| Boats | 12 | 40 |",
            [("12", ("Boats",), ("2030",)), ("40", ("Boats",), ("2031",))],
            id="years above",
        ),
        pytest.param(
            "| Quay | Boats |\n| Norvik | |\n| East | 12 |\n| West | 7 |",
            [("12", ("Norvik", "East"), ("Boats",)), ("7", ("Norvik", "West"), ("Boats",))],
            id="a head of several rows",
        ),
        pytest.param(
            "| Quay | Boats | | Nets |\n| | Old | New | Old |\n| East | 12 | 31 | 4 |",
            [
                ("12", ("East",), ("Boats", "Old")),
                ("31", ("East",), ("Boats", "New")),
                ("4", ("East",), ("Nets", "Old")),
            ],
            id="two rows of heads",
        ),
        pytest.param(
            "| Quay | Boats | |\n| East | 12 | 31 |\n| West | 7 | 9 |",
            [("12", ("East",), ("Boats",)), ("7", ("West",), ("Boats",))],
            id="a column without a head",
        ),
        pytest.param("| Mon | Tue |\n| 1 | 2 |\n| 8 | 9 |", [], id="a calendar"),
        pytest.param("| 12 | 40 |\n| 7 | 9 |", [], id="no heads"),
        pytest.param("| Club | W | D |\n| Norvik | 12 | 4 |\n| Elm | 7 | 9 |", [], id="a league"),
    ],
)
def test_what_can_not_be_told_has_no_cells(read, table, expected):
    """A number without a head that says of what it is is left to whoever reads the table."""
    found = list_cells(read(f"Boats lost at Norvik\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))

    assert expected == [cell[:3] for cell in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            '<tr><th colspan="2">Norvik</th></tr><tr><th>Boats</th><td>12</td></tr><tr><th>Nets</th><td>40</td></tr>',
            [("12", ("Norvik", "Boats"), ()), ("40", ("Norvik", "Nets"), ())],
            id="a title over all columns",
        ),
        pytest.param(
            "<tr><th>Quay</th><th>Boats<br>lost</th></tr><tr><td>East</td><td>12<sup>1</sup></td></tr>"
            "<tr><td>West</td><td>7*</td></tr>",
            [("12", ("East",), ("Boats lost",)), ("7", ("West",), ("Boats lost",))],
            id="marks of notes and line ends",
        ),
        pytest.param(
            "<tr><th>Quay</th><th>Boats</th><th>Nets</th></tr><tr><td>East</td><td colspan=2>12</td></tr>"
            "<tr><td>West</td><td>7</td><td>at least 9</td></tr>",
            [("7", ("West",), ("Boats",)), ("at least 9", ("West",), ("Nets",))],
            id="a number over two columns",
        ),
        pytest.param(
            "<tr><td>Call</td><td>on 555</td></tr><tr><td>Or write</td><td>to 12 Quay Street</td></tr>",
            [],
            id="addresses",
        ),
    ],
)
def test_a_page_s_table_is_read_as_it_is_shown(read, rows, expected):
    """What reaches over columns, ends lines and marks notes is seen as a reader sees it."""
    document = read_table(read, f"<table>{rows}</table>")

    assert expected == [cell[:3] for cell in list_cells(document)]


@pytest.mark.parametrize(
    "line",
    [
        "On Monday, 12 boats sank, and on Tuesday, 7 more, at the East Quay, at noon\nOn Friday, 9 boats sank",
        "The board, the union\nThe council, the mayor\nThe crew, the pilot",
        "Ida Holt, 41\nJo Park, 38",
        "* the gate is mended, 512\n* the crane is tested, 441\n* the quay is swept, 433",
        "Gate: 65 m, 64 m, old\nCrane: 65 m, 64 m, new\nQuay: 262 m, 64 m, new",
    ],
)
def test_lines_with_commas_are_no_table(read, line):
    """Sentences and lists of names have commas too."""
    assert () == read(f"Boats lost at Norvik\n\n{TOP}\n\n{line}\n\n{FOOT}\n").cells


WORD_TABLE = (
    "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>".format(
        *(
            "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
            for row in (("Quay", "Boats"), ("East", "12"), ("West", "7"))
        )
    )
)
ODT_TABLE = (
    "<table:table><table:table-header-rows><table:table-row>{}</table:table-row></table:table-header-rows>"
    "<table:table-row>{}</table:table-row><table:table-row>{}</table:table-row></table:table>".format(
        *(
            "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            for row in (("Quay", "Boats"), ("East", "12"), ("West", "7"))
        )
    )
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(make_docx(body=WORD_TABLE), kinds.DOCX, id="Word"),
        pytest.param(make_odt(body=ODT_TABLE), kinds.ODT, id="OpenDocument"),
    ],
)
def test_an_office_file_s_table_has_its_heads(data, kind):
    """Its header row is one by its file's word."""
    document = make_document(Source("a", data, "0" * 64, kind))

    assert [
        ("12", ("East",), ("Boats",), None),
        ("7", ("West",), ("Boats",), None),
    ] == list_cells(document)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_a_row_that_is_laid_out_has_the_same_cells(rows):
    """What stands in a cell is found where it was put, with the bars in it turned."""
    lines = lay_out_rows([[TableCell(cell) for cell in row] for row in rows], signed=False)

    for row, line in zip(rows, lines, strict=True):
        if line:
            places = part_row(line, choose_mark([line]))
            assert [cell.replace("|", "/").strip('" \t') for cell in row] == [line[a:b] for a, b in places]


def test_a_data_file_is_no_table_of_a_story(read):
    """So many cells are data, of which nothing is told."""
    rows = "\n".join(f"| Quay {number} | {number + 3} |" for number in range(400))

    assert () == read(f"Boats lost at Norvik\n\n{TOP}\n\n| Quay | Boats |\n{rows}\n\n{FOOT}\n").cells


@pytest.mark.parametrize(
    "text",
    [
        "| Town, district | Killed | Note |\n| Zerava, Oresk | 12 |\n| Elm, Oresk | 7 |",
        "Place, x|Killed|c\n|Zerava, x|12\n|Zerava, y|13",
        "Town; x\n|a; b|\n|c; 7|",
    ],
)
def test_ragged_rows_cost_no_document(text):
    """A row that lacks a cell, between marks of two kinds, is read as far as it goes."""
    made = make_document(Source("note.txt", text.encode(), "", "text/plain"))

    assert "12" in made.text or "7" in made.text


@given(st.lists(st.text("ab1,;| \t", min_size=1, max_size=12), max_size=8))
def test_any_lines_are_read(lines):
    """However rows are parted, nothing of a text is lost."""
    text = "The town met.\n" + "\n".join(lines)
    made = make_document(Source("note.txt", text.encode(), "", "text/plain"))

    assert made.text.startswith("The town met.")


@pytest.mark.parametrize("label", ["Source", "According to"])
def test_who_counts_may_stand_above_the_columns(read, label):
    """The label in the corner is for the names beside it where those below it are none."""
    table = (
        f"<table><tr><td>{label}</td><td>Harbour Board</td><td>Boat Owners’ Union</td></tr>"
        "<tr><td>Boats lost</td><td>12</td><td>31</td></tr><tr><td>Nets lost</td><td>7</td><td>40</td></tr></table>"
    )

    assert ("31", ("Boats lost",), (), "Boat Owners’ Union") in list_cells(read_table(read, table))


@pytest.mark.parametrize(
    "span",
    ["<w:gridSpan w:val='two'/>", "<w:gridSpan w:val=''/>", "<w:gridSpan w:val='1.5'/>", "<w:gridSpan/>"],
)
def test_a_word_file_with_a_broken_span_is_read(span):
    """The cell is one of a single column, and the others keep their heads."""
    broken = WORD_TABLE.replace("<w:tc>", f"<w:tc><w:tcPr>{span}</w:tcPr>", 1)
    symbol = "<w:p><w:r><w:sym w:char='none'/><w:t>It rains.</w:t></w:r></w:p>"
    document = make_document(Source("a", make_docx(body=broken + symbol), "0" * 64, kinds.DOCX))

    assert [("12", ("East",), ("Boats",), None), ("7", ("West",), ("Boats",), None)] == list_cells(document)
    assert "It rains." in document.text


MARKED_TABLE = (
    "<p>The board gave its count.</p><table><tr><th>Quay</th><th>2029</th><th>2030</th></tr>"
    "<tr><th>East</th><td>12</td><td>31</td></tr></table>"
)


@pytest.mark.parametrize("plain", ["Quay\n\n2029\n\n2030\n\nEast\n\n12\n\n31\n", ""])
def test_a_mail_s_table_has_its_heads(plain):
    """They are in the page of a mail, and lost in its plain text."""
    data = (
        make_mail(plain, html=MARKED_TABLE)
        if plain
        else make_mail(MARKED_TABLE).replace(b"text/plain", b"text/html")
    )
    document = make_document(Source("a.eml", data, "0" * 64, kinds.MAIL))

    assert [("12", ("East",), ("2029",), None), ("31", ("East",), ("2030",), None)] == list_cells(document)


def test_a_mail_whose_page_has_no_numbers_in_rows_is_its_plain_text():
    """Pages of mails lay their text out in tables, which are none."""
    page = (
        "<table><tr><td>Logo</td><td>Read it in your browser</td></tr></table><p>The board met in 2029.</p>"
    )
    document = make_document(Source("a.eml", make_mail("It met.\n", html=page), "0" * 64, kinds.MAIL))

    assert document.text.endswith("It met.")


def test_a_chapter_s_table_has_its_heads():
    """Those that the markup of an e-book names."""
    members = {"one.xhtml": f"<html><body>{MARKED_TABLE}</body></html>"}
    document = make_document(Source("a.epub", pack_names(members), "0" * 64, kinds.EPUB))

    assert [("12", ("East",), ("2029",), None), ("31", ("East",), ("2030",), None)] == list_cells(document)


RICH_TABLE = (
    r"\trowd\intbl Quay\cell Boats\cell\row\intbl East\cell 12\cell\row\intbl West\cell 7\cell\row\pard "
)


def read_rich(markup):
    """Return the document of a rich text."""
    return make_document(Source("a.rtf", rf"{{\rtf1\ansi {markup}\par}}".encode(), "0" * 64, kinds.RTF))


def test_a_rich_text_s_table_has_its_heads():
    """Its rows are lines with bars, and the paragraphs around them stay apart."""
    document = read_rich(rf"The board met.\par {RICH_TABLE} It rained.")

    assert [("12", ("East",), ("Boats",), None), ("7", ("West",), ("Boats",), None)] == list_cells(document)
    assert ["The board met.", "It rained."] == [
        document.text.split("\n\n")[0],
        document.text.split("\n\n")[-1],
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"It lost 12{\super 4} boats.", "It lost 12[4] boats."),
        (r"It lost 12{\super\fs16 4} boats.", "It lost 12[4] boats."),
        (r"It covers 12 km{\super 2} of sea.", "It covers 12 km2 of sea."),
        (r"{\strike It lost 40.} It lost 12.", "~~It lost 40.~~ It lost 12."),
        (r"{\b\strike It\'92s lost.}\strike0  It floats.", "~~It’s lost.~~ It floats."),
    ],
)
def test_marks_and_struck_words_of_a_rich_text_are_told(markup, text):
    """A raised digit is none of the number before it, and what is struck through is said to be."""
    assert " ".join(text.split()) == " ".join(read_rich(markup).text.split())


def head_columns(*heads, corner="Loss"):
    cells = "".join(f"<th>{head}</th>" for head in (corner, *heads))
    numbers = "".join(f"<td>{number}</td>" for number in (12, 31, 19)[: len(heads)])
    return f"<table><tr>{cells}</tr><tr><td>Barges sunk</td>{numbers}</tr><tr><td>Crew lost</td>{numbers}</tr></table>"


def list_voices(document):
    """Return who gives each number of the first row, with the heads above it."""
    return [(voice, *column) for _, row, column, voice in list_cells(document) if "Barges sunk" in row]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("as counted by the ministry", "by the union"), [("ministry",), ("union",)]),
        (("The board’s figures", "Rowers' count"), [("board",), ("Rowers",)]),
        (
            ("According to the port", "According to Elm Watch", "Difference"),
            [("port",), ("Elm Watch",), (None, "Difference")],
        ),
        (("By night", "By day"), [(None, "By night"), (None, "By day")]),
        (
            ("Figures from the board", "Still afloat"),
            [(None, "Figures from the board"), (None, "Still afloat")],
        ),
    ],
)
def test_heads_of_columns_that_say_who_counts_are_voices(read, heads, expected):
    """The others stay heads; one column alone is compared with none."""
    document = read_table(read, head_columns(*heads))

    assert expected == list_voices(document)


@pytest.mark.parametrize(
    ("words", "voices"),
    [
        (
            "The two counts of the barges differ, and neither side has shown its list.",
            ["Elm Harbour", "Rowers' club"],
        ),
        (
            "Elm Harbour puts the loss at 12 barges. According to the rowers' club it is 31.",
            ["Elm Harbour", "Rowers' club"],
        ),
        ("The numbers of barges differ by region and year.", [None, None]),
        (
            "Elm Harbour said that it would rebuild, and the rowers' club said that it would not.",
            [None, None],
        ),
    ],
)
def test_heads_of_columns_are_voices_where_the_text_says_that_these_count(read, words, voices):
    """What two bodies lost is no matter of who says so, unless the text has them count."""
    text = (
        f"Barges at Elm\n\n{FOOT}\n\n{words}\n\n| Loss | Elm Harbour | Rowers' club |\n| --- | --- | --- |\n"
    )
    text += "| Barges sunk | 12 | 31 |\n| Crew lost | 1 | 4 |\n\nIt rained on Monday."

    assert voices == [voice for voice, *_ in list_voices(read(text))]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31 (on 4 March)", ["31"]),
        ("1,400 (as of 4 March 2031)", ["1,400"]),
        ("31 (est.)", ["31"]),
        ("at least 31 (provisional)", ["at least 31"]),
        ("31 (of whom 9 are children)", ["31"]),
        ("31 (thousand)", ["31 (thousand)"]),
        ("31 (Elm Watch)", ["31 (Elm Watch)"]),
        ("(31)", ["(31)"]),
        ("Pier 4 (on 4 March)", []),
    ],
)
def test_words_in_brackets_behind_a_number_leave_it_one(read, cell, expected):
    """When it was counted, and how surely, is no part of the number; who counted it, or in what, is."""
    table = f"| Quay | Boats lost |\n|---|---|\n| East | 12 |\n| West | {cell} |"

    assert ["12", *expected] == [
        words for words, *_ in list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Total", ["Harbour Board", "Elm Watch"]),
        ("Average of all sources", ["Harbour Board", "Elm Watch"]),
        ("Grand total", ["Harbour Board", "Elm Watch"]),
        ("Combined", ["Harbour Board", "Elm Watch"]),
        ("Total Rowers Union", ["Harbour Board", "Elm Watch", "Total Rowers Union"]),
        ("All Elm Rowers", ["Harbour Board", "Elm Watch", "All Elm Rowers"]),
    ],
)
def test_a_row_that_sums_up_what_rivals_count_is_nobody_s(read, label, expected):
    """It has no voice of its own, and contradicts none."""
    table = (
        f"| Source | Boats lost |\n|---|---|\n| Harbour Board | 12 |\n| Elm Watch | 31 |\n| {label} | 43 |"
    )

    assert expected == [voice for *_, voice in list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))]


@pytest.mark.parametrize("day", ["4 March 2031", "March 2031", "04.03.2031", "2 March"])
def test_a_row_of_days_leaves_the_heads_of_a_table_heads(read, day):
    """A column holds numbers though one of its cells is the day of them."""
    table = f"| | Quays | Piers |\n| Boats lost | 12 | 31 |\n| Crew lost | 1 | 4 |\n| As of | {day} | {day} |"

    assert [
        ("12", ("Boats lost",), ("Quays",), None),
        ("31", ("Boats lost",), ("Piers",), None),
    ] == list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))[:2]


_FIRST = (
    "| Source | Boats lost | Nets lost |\n|---|---|---|\n| Elm Watch | 12 | 40 |\n| Harbour Board | 7 | 9 |\n"
)
_REST = "| Rowers Union | 31 | 80 |\n| Crew Club | 33 | 81 |\n"


@pytest.mark.parametrize(
    "between",
    ["", "Page 2 of 9\n\n", "3\n\n", "Losses in the storm | page 3\n\n", "- 3 -\n\nTable 1 (continued)\n\n"],
)
@pytest.mark.parametrize("tabs", [False, True])
def test_a_table_goes_on_behind_the_end_of_a_page(read, between, tabs):
    """Its heads stand once, on the first page, and are those of all its rows."""
    table = f"{_FIRST}\n{between}{_REST}"
    if tabs:
        table = table.replace("|---|---|---|\n", "").replace("| page", "- page")
        table = "\n".join(line.strip("| ").replace(" | ", "\t") for line in table.split("\n"))
    cells = list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))

    assert [
        ("31", (), ("Boats lost",), "Rowers Union"),
        ("80", (), ("Nets lost",), "Rowers Union"),
        ("33", (), ("Boats lost",), "Crew Club"),
        ("81", (), ("Nets lost",), "Crew Club"),
    ] == cells[4:]


@pytest.mark.parametrize(
    "table",
    [
        f"{_FIRST}\nLosses by pier\n\n{_REST}",
        f"{_FIRST}\nIt is not known who counted these.\n\n{_REST}",
        f"{_FIRST}\n3\n\n| Rowers Union | 31 |\n| Crew Club | 33 |\n",
    ],
)
def test_another_table_has_not_the_heads_of_the_one_before(read, table):
    """Words stand between them, or it has another number of columns."""
    cells = list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))

    assert not any("Boats lost" in heads for words, _, heads, _ in cells[-2:])


@pytest.mark.parametrize("head", ["By", "Promised by", "Reported by"])
def test_a_column_of_days_names_nobody(read, head):
    """'By' stands over the day by which a thing is due too."""
    table = f"| Quay | Boats lost | {head} |\n|---|---|---|\n| East | 12 | 31 March 2032 |\n| West | 7 | - |"

    assert [None, None] == [told for *_, told in list_cells(read(f"Boats\n\n{TOP}\n\n{table}\n\n{FOOT}\n"))]


def make_across(top, label, corner, first, second):
    head = f"<tr><th rowspan=2>{corner}</th><th colspan=2>{label}</th></tr>" if label else ""
    row = f"<tr>{'' if label else f'<th>{corner}</th>'}<th>{first}</th><th>{second}</th></tr>"
    return (
        f"<html><body><h1>Flood</h1><p>{top}</p><table>{head}{row}<tr><td>Boats lost</td><td>12</td><td>47</td></tr>"
        f"<tr><td>Sheds under water</td><td>3</td><td>18</td></tr></table><p>{FOOT}</p></body></html>"
    )


@pytest.mark.parametrize(
    ("label", "corner", "counted"),
    [
        ("Number according to", "What", ()),
        ("Figures as given by", "", ()),
        ("Lost at Norvik, according to", "", ("Lost at Norvik",)),
    ],
)
def test_those_below_a_head_that_says_that_they_count_give_its_numbers(read, label, corner, counted):
    """The sources stand as columns, what is counted as rows; what the head says beside that is what is counted."""
    page = make_across(
        "The flood came in the night to Monday.", label, corner, "Harbour board's office", "The union"
    )
    cells = list_cells(read(page, "a.html"))

    first, second = "Harbour board's office", "The union"
    assert [("12", first), ("47", second), ("3", first), ("18", second)] == [
        (cell[0], cell[-1]) for cell in cells
    ]
    assert {counted} == {cell[2] for cell in cells}


@pytest.mark.parametrize(
    "label", ["Number of boats", "Results by party", "Power, by source", "Totals by agency"]
)
def test_heads_that_say_what_is_counted_name_nobody(read, label):
    """Nor do those that say how it is parted."""
    page = make_across("The flood came in the night to Monday.", label, "", "East Quay", "West Quay")

    assert {None} == {cell[-1] for cell in list_cells(read(page, "a.html"))}
