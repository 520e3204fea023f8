"""What is amiss with a text: it was cut short, mended or damaged, and the record says so."""

import pytest

from onrecord.builder import build_record
from onrecord.model import Flaw
from onrecord.record.load import load_record

FIRST = (
    "The harbour board will open the quay in May, Ida Holt said on Monday, after three years of delay and two "
    "reports that nobody had read."
)
SECOND = (
    "Nobody had warned the board of the crack in the wall, she told the council at its last meeting, and the wall "
    "had been looked at in spring."
)
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Quay opens in May, board says", '
    '"isAccessibleForFree": %s}</script>'
)


def make_page(body, head="", end="</article></body></html>"):
    """Return a page of some paragraphs."""
    return (
        f"<!DOCTYPE html><html><head><title>Quay opens in May, board says</title>{head}</head><body><article>"
        f"<h1>Quay opens in May, board says</h1>{body}{end}"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{FIRST}\n\n{SECOND[:-1]}…", id="dots"),
        pytest.param(f"{FIRST}\n\n{SECOND[:-1]} [...]", id="dots in brackets"),
        pytest.param(f"{FIRST}\n\n{SECOND[:90]}… [+1834 chars]", id="counted by what exported it"),
        pytest.param(f"{FIRST}\n\n{SECOND[:110]}", id="half a word"),
        pytest.param(f"{FIRST}\n\n{SECOND[:-1]} and the", id="a word that needs another"),
        pytest.param(
            f"{FIRST}\n\nSubscribe now to read the full story.\n\nSign up for our newsletter", id="offer"
        ),
        pytest.param(f"{FIRST}\n\nThe rest of this article is for members only.", id="for members"),
        pytest.param(f"{FIRST[:88]}…\n\nContinue reading →", id="a teaser"),
    ],
)
def test_a_text_that_was_cut_short_is_said_to_be(read, text):
    """What exported it says so behind its last words, or these break off."""
    assert (Flaw.CUT_SHORT,) == read(text).flaws


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(make_page(f"<p>{FIRST}</p>", LINKED % "false"), id="not for all"),
        pytest.param(
            make_page(f"<p>{FIRST}</p>", LINKED % 'true, "hasPart": [{"isAccessibleForFree": "False"}]'),
            id="a part not for all",
        ),
        pytest.param(make_page(f"<p>{FIRST}</p><div><h2>Log in to read on</h2></div>"), id="an offer"),
        pytest.param(make_page(f"<p>{FIRST}</p><p>{SECOND[:70]}", end=""), id="the file breaks off"),
        pytest.param(
            make_page(f"<p>{FIRST}</p><p>{SECOND[:70]} <a hre", end=""), id="it breaks off in a tag"
        ),
    ],
)
def test_a_page_that_was_cut_short_is_said_to_be(read, page):
    """Its data, its offer or its missing end say so."""
    assert (Flaw.CUT_SHORT,) == read(page, "a.html").flaws


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n{SECOND}\n\nAna Lima is on Elm at @lima",
        f"{FIRST}\n\n“{SECOND}”",
        f"{FIRST}\n\n{SECOND}\n\nSubscribe for 2 marks a month.",
        f"{FIRST}\n\n{SECOND}\n\nWho knows...",
        f"{FIRST}\n\nTo continue reading, subscribe.\n\n{SECOND * 5}\n\n{FIRST * 4}",
        f"{FIRST}\n\n{SECOND} (Reporting by Ana Lima)",
        f"{FIRST}\n\n| Quay | 12 |\n| Gate | 14 |",
    ],
)
def test_a_whole_text_has_no_flaw(read, text):
    """Foot lines, offers beside a whole article and dots behind a short line cut nothing short."""
    assert () == read(text).flaws


def test_a_page_that_not_all_may_read_may_hold_its_whole_article(read):
    """A subscriber saved it; a page without an end tag is whole where its last sentence is."""
    long = "".join(f"<p>Point {number}. {SECOND} {FIRST}</p>" for number in range(6))

    assert () == read(make_page(long, LINKED % "false"), "a.html").flaws
    assert () == read(make_page(f"<p>{FIRST}</p>", end=""), "a.html").flaws


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (f"{FIRST} â€œNo,â€\u009d she said.", "a.txt"),
        (make_page(f"<p>{FIRST}</p><p>â€œNo,â€\u009d she said.</p>"), "a.html"),
        (f'{{"text": "{FIRST} â€œNo,â€\u009d she said."}}', "a.json"),
    ],
)
def test_mended_text_is_said_to_be(read, content, file):
    """The words are as they were written, and a reader is told that they were not saved so."""
    document = read(content, file)

    assert (Flaw.MENDED,) == document.flaws
    assert document.text.endswith("“No,” she said.")


def test_only_what_stands_in_the_text_is_mended(read):
    """What is spoilt in a script is nobody's concern; an old encoding is none that spoils."""
    script = make_page(f"<p>{FIRST}</p>", '<script>var no = "â€œNo,â€\u009d"</script>')

    assert () == read(script, "a.html").flaws
    assert () == read(f"{FIRST} “No,” Zoë said.".encode("cp1252")).flaws


def test_damaged_characters_are_said(read):
    """Two bytes of a long text can't be read."""
    data = f"{FIRST} “Zo".encode() + b"\xff\xfe" + f"” said no. {SECOND}".encode()

    assert (Flaw.DAMAGED,) == read(data).flaws


def test_the_record_and_the_dossier_say_it(tmp_path):
    """It stands in the store, in record.json, in the table of documents and in words in the dossier."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{FIRST}\n\n{SECOND[:-1]}…", encoding="utf-8")
    (folder / "b.txt").write_text(f"{SECOND} â€œNo,â€\u009d she said.", encoding="utf-8")

    built = build_record(folder, out)

    assert [(Flaw.CUT_SHORT,), (Flaw.MENDED,)] == [one.flaws for one in built.record.documents]
    assert built.record.documents == load_record(out / "record.sqlite").documents
    assert "cut short" in (out / "tables" / "documents.csv").read_text(encoding="utf-8")
    for page in ("dossier.html", "dossier.md"):
        words = (out / page).read_text(encoding="utf-8").lower()
        assert "cut short: the rest of the text is not in the file" in words
        assert "mended: a wrong encoding had spoilt" in words


_LOCKED = '<meta property="article:content_tier" content="%s">'


def test_a_page_that_says_it_is_locked_is_cut_short(read):
    """As one that says so in linked data; a metered page may be whole."""
    body = f"<p>{FIRST}</p>"

    assert (Flaw.CUT_SHORT,) == read(make_page(body, _LOCKED % "locked"), "a.html").flaws
    assert () == read(make_page(body, _LOCKED % "metered"), "a.html").flaws


@pytest.mark.parametrize(
    "offer", ["Want to read more? Start your trial today", "You have 2 free articles left."]
)
@pytest.mark.parametrize("last", ["She denied that it was hidden, and added that", f"{SECOND[:-1]} …"])
def test_what_stands_behind_any_offer_is_nobody_s_where_the_text_stops_short(read, offer, last):
    """What it costs is no number of the story."""
    document = read(f"{FIRST}\n\n{last}\n\n{offer}\n\nCancel any time. 120 marks a year after.\n")

    assert (Flaw.CUT_SHORT,) == document.flaws
    assert "Cancel any time. 120 marks a year after." in [
        document.text[slice(*span)] for span in document.furniture
    ]


def test_an_offer_amid_an_article_takes_nothing_from_it(read):
    """The text goes on below it, and ends."""
    document = read(f"{FIRST}\n\nYou have 2 free articles left.\n\nThe quay cost 120 marks.\n\n{SECOND}\n")

    assert () == document.flaws
    assert ["You have 2 free articles left."] == [document.text[slice(*span)] for span in document.furniture]
