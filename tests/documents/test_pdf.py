"""PDF files, written here by hand."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead

LEAD = ["The mayor of Elmsworth said on Monday", "that the dam would open in May."]


def write_pdf(*pages, info=""):
    """Return a PDF with the lines of each page in Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 12 Tf 72 {720 - 20 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def lock(data, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def test_pdf_is_its_text(read):
    """Its lines are joined, title and author are read; the day the file was made is no day of publication."""
    info = "/Title (Dam opens in May) /Author (Ana Lima) /CreationDate (D:20310504120000Z)"

    document = read(write_pdf(LEAD, info=info), "report.pdf")

    assert " ".join(LEAD) == document.text
    assert ("Dam opens in May", "Ana Lima") == (document.title, document.byline)
    assert "unknown" == document.published.basis


def test_running_titles_are_furniture(read):
    """What stands at the edge of every page is not the article."""
    pages = [
        ["Elm Report 2031", f"The {word} year was wet.", f"Rain fell in the {word} week.", f"Page {n} of 4"]
        for n, word in enumerate(["first", "second", "third", "fourth"], 1)
    ]

    document = read(write_pdf(*pages), "report.pdf")

    marked = [document.text[start:end] for start, end in document.furniture]
    assert ["Elm Report 2031", "Page 1 of 4"] == marked[:2]
    assert 8 == len(marked)


def test_running_titles_of_two_pages_are_furniture(read):
    """Of two pages only the outermost lines are looked at, and a single page has none."""
    pages = [["Elm Report 2031", f"The {word} year was wet.", "Page of Elm"] for word in ("first", "second")]

    document = read(write_pdf(*pages), "report.pdf")

    marked = [document.text[start:end] for start, end in document.furniture]
    assert ["Elm Report 2031", "Page of Elm"] * 2 == marked
    assert () == read(write_pdf(pages[0]), "report.pdf").furniture


@pytest.mark.parametrize(
    "title", ["untitled", "Microsoft Word - draft3.docx", "report_final.indd", " ", "anonymous"]
)
def test_programs_title_is_none(read, title):
    """What a program put in the place of a title is not shown as one."""
    assert read(write_pdf(LEAD, info=f"/Title ({title})"), "report.pdf").title is None


def test_pdf_with_an_empty_password_is_read(read):
    """A file that opens for everyone is read like one without a lock."""
    assert "the dam would open" in read(lock(write_pdf(LEAD), ""), "report.pdf").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lock(write_pdf(LEAD), "secret"), "locked by a password"),
        (write_pdf(LEAD)[:200], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"", "damaged"),
        (write_pdf([]), "run text recognition"),
        (write_pdf([" ", " "]), "run text recognition"),
    ],
)
def test_pdf_that_can_not_be_read_says_why(read, data, reason):
    """Each has one clear line that says what to do."""
    with pytest.raises(CannotRead, match=reason):
        read(data, "report.pdf")


def test_damage_makes_no_noise(read, caplog, capsys):
    """What the library thinks of a broken file stays out of the user's terminal."""
    with pytest.raises(CannotRead):
        read(write_pdf(LEAD)[:300], "report.pdf")

    assert ("", "") == capsys.readouterr()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=12), st.integers(0, 2_000))
def test_damaged_pdf_is_read_or_refused(changes, cut):
    """Whatever is broken in a file, it stops no other."""
    data = bytearray(write_pdf(LEAD, LEAD))
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        make_document(Source("x.pdf", bytes(data[: len(data) - cut % 50]), "", "application/pdf"))
    except CannotRead:
        return


def test_a_form_that_is_drawn_again_and_again_is_refused(read):
    """A page of a few bytes can draw as much as it likes."""
    lines = "BT /F1 12 Tf 72 700 Td " + "(The dam) Tj " * 250 + "ET"
    data = write_pdf(LEAD, [""])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    page = writer.pages[1]
    form = StreamObject()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/Resources"): page["/Resources"],
        }
    )
    form.set_data(lines.encode())
    contents = StreamObject()
    contents.set_data(b"/Fm Do " * 2_000)
    page["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/Fm"): writer._add_object(form)}
    )
    page[NameObject("/Contents")] = writer._add_object(contents)
    written = io.BytesIO()
    writer.write(written)

    with pytest.raises(CannotRead, match=r"longer than 150,000|more than 400,000 operators"):
        read(written.getvalue(), "a.pdf")


def test_a_page_of_countless_strokes_is_refused(read):
    """Before they are drawn, by their bytes once unpacked."""
    drawn = b"1 0 0 1 0 0 cm " * 300_000 + b"BT /F1 12 Tf (The dam opens.) Tj ET"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(write_pdf(LEAD))))
    contents = StreamObject()
    contents.set_data(drawn)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(contents.flate_encode())
    written = io.BytesIO()
    writer.write(written)

    assert 60_000 > len(written.getvalue())
    with pytest.raises(CannotRead, match="more than 4 MiB of drawing"):
        read(written.getvalue(), "a.pdf")


def write_placed(*drawn):
    """Return a PDF of one page with words at places: (text, x, y, size)."""
    data = write_pdf(["x"])
    stream = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y, size in drawn).encode()
    before, _, rest = data.partition(b"stream\n")
    after = rest[rest.index(b"endstream") :]
    head, _, _ = before.rpartition(b"<< /Length")
    return head + b"<< /Length %d >>\nstream\n" % len(stream) + stream + after


LEFT = [
    "The gate of the north harbour",
    "stays shut, Ana Lima, head of",
    "the harbour office, said. She",
    "put the count at 12.",
]
RIGHT = [
    "The council of Norvik will go",
    "to court, its head, Jon Rao,",
    "said on Tuesday. He put the",
    "count at 31.",
]


def test_columns_drawn_row_by_row_are_read_one_after_the_other(read):
    """No sentence is made of both."""
    rows = [
        (text, x, 700 - 14 * n, 10)
        for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for text, x in zip(pair, (60, 320), strict=True)
    ]

    document = read(write_placed(("Harbour bulletin", 60, 740, 16), *rows), "report.pdf")

    assert ["Harbour bulletin", " ".join(LEFT), " ".join(RIGHT)] == document.text.split("\n\n")


THIRD = [
    "The pumps at the south gate",
    "have not run since winter, a",
    "diver said. They will be sold",
    "in the autumn, he added.",
]


def test_three_columns_are_read_one_after_the_other(read):
    """What stands right of the first column is read as columns again."""
    rows = [
        (text, x, 700 - 14 * n, 9)
        for n, three in enumerate(zip(LEFT, RIGHT, THIRD, strict=True))
        for text, x in zip(three, (40, 220, 400), strict=True)
    ]

    document = read(write_placed(("Harbour bulletin", 40, 740, 16), *rows), "report.pdf")

    assert ["Harbour bulletin", *map(" ".join, (LEFT, RIGHT, THIRD))] == document.text.split("\n\n")


def place(columns, *, size=9, lower=0):
    """Return the lines of columns where they are drawn, each column so many points lower than the one before."""
    return [
        (text, 40 + 180 * n, 700 - 14 * line - lower * n, size)
        for n, column in enumerate(columns)
        for line, text in enumerate(column)
    ]


def draw_by_rows(drawn):
    """Return lines in the order of the page, from the top and the left."""
    return sorted(drawn, key=lambda one: (-one[2], one[1]))


@pytest.mark.parametrize("lower", [0, 5, 14])
@pytest.mark.parametrize("order", [draw_by_rows, list, lambda drawn: list(reversed(draw_by_rows(drawn)))])
def test_columns_are_read_however_they_are_drawn_and_wherever_their_lines_stand(read, lower, order):
    """Their lines need not stand on one height, nor come in one order."""
    document = read(write_placed(*order(place([LEFT, RIGHT, THIRD], lower=lower))), "report.pdf")

    assert [*map(" ".join, (LEFT, RIGHT, THIRD))] == document.text.split("\n\n")


def test_a_line_across_the_columns_parts_what_is_above_from_what_is_below(read):
    """Each part of the page is read by itself, and the line between them."""
    across = "And in the other news of the week from the harbour of Norvik, by those who work there"
    above, below = (
        place([LEFT, RIGHT]),
        [(text, x, y - 200, size) for text, x, y, size in place([THIRD, LEFT])],
    )
    drawn = draw_by_rows([*above, (across, 40, 560, 9), *below])

    paragraphs = read(write_placed(*drawn), "report.pdf").text.split("\n\n")

    assert [*map(" ".join, (LEFT, RIGHT)), across, *map(" ".join, (THIRD, LEFT))] == paragraphs


def test_rows_of_a_table_stay_rows(read):
    """Short cells side by side are no columns of prose, and stay beside each other."""
    rows = [
        (text, x, 700 - 14 * n, 10)
        for n, pair in enumerate([("Norvik", "12"), ("Alder", "31"), ("Sund", "7"), ("Elm", "40")])
        for text, x in zip(pair, (60, 320), strict=True)
    ]

    text = read(write_placed(*rows), "report.pdf").text

    assert ["| Norvik | 12 |", "| Alder | 31 |"] == text.splitlines()[:2]


def test_a_wider_gap_ends_a_paragraph(read):
    """As an empty line does in a text."""
    lines = [("The gate stays shut for now", 60, 700, 10), ("and nobody knows why.", 60, 686, 10)]
    more = [("The council meets on Friday", 60, 658, 10), ("in the old fish market.", 60, 644, 10)]

    assert 2 == len(read(write_placed(*lines, *more), "report.pdf").text.split("\n\n"))


def test_raised_digits_of_a_pdf_are_marks(read):
    """They are smaller than the number before them, and stand higher."""
    drawn = [
        ("The office of Norvik counted 12", 60, 700, 10),
        ("4", 205, 704, 6),
        (" people in the harbour on Monday.", 209, 700, 10),
    ]

    assert "counted 12[4] people" in read(write_placed(*drawn), "report.pdf").text


@pytest.mark.parametrize(("rise", "expected"), [(4, "drowned[4] in"), (-3, "drowned4 in")])
def test_letters_that_are_raised_in_their_line_are_marks(read, rise, expected):
    """A file may raise letters without moving to another place; those that it lowers are part of a word."""
    data = write_placed(("x", 0, 0, 1))
    drawn = (
        "BT /F1 10 Tf 60 700 Td (The office of Norvik said that nobody had drowned) Tj "
        f"/F1 6 Tf {rise} Ts (4) Tj 0 Ts /F1 10 Tf ( in the harbour.) Tj ET\n"
    ).encode()
    head, _, rest = data.partition(b"<< /Length")
    stream = b"<< /Length %d >>\nstream\n%s" % (len(drawn), drawn)

    assert expected in read(head + stream + rest[rest.index(b"endstream") :], "report.pdf").text


def test_a_headline_of_two_lines_is_one_paragraph(read):
    """Large letters stand further apart than those of the text below."""
    drawn = [("The gate of the north harbour stays", 60, 740, 18), ("shut until Friday", 60, 718, 18)]
    text = [(line, 60, 680 - 11 * n, 9) for n, line in enumerate([*LEFT, *RIGHT])]

    assert 2 == len(read(write_placed(*drawn, *text), "report.pdf").text.split("\n\n"))


def test_a_sentence_runs_on_over_the_end_of_a_page(read):
    """The running title stands beside it."""
    first = [
        "Elm Report 2031",
        "The gate of the north harbour will be",
        "shut, the harbour office said, until",
    ]
    pages = [first, ["Elm Report 2031", "Friday, and the council knows it."]]

    text = read(write_pdf(*pages), "report.pdf").text

    assert "will be shut, the harbour office said, until Friday, and" in text
