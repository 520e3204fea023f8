"""The dossier: what a reader and a hostile document meet."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    Clock,
    Commitment,
    Document,
    DocumentEntry,
    Figure,
    FigureValue,
    Move,
    Offsets,
    Outcome,
    Quoted,
    Record,
    Relation,
    Statement,
    Unread,
    Version,
    when,
)
from onrecord.publish.dossier import render_dossier
from onrecord.publish.highlight import mark_spans

MARCH = when(date(2024, 3, 4), date(2024, 3, 4), Basis.EXPLICIT)
TEXT = "Dam report due by May, minister says\n\nThe minister said the report would be out by May. At least 40 died."


class _Page(HTMLParser):
    """What a browser would see of a page: its elements, the ids, the links and the words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.attributes, self.words = set(), [], [], set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.words.append(data)


def make_record(text=TEXT, name="The minister", title="Dam report due by May, minister says"):
    """A record of one document with a statement, a commitment and a disputed figure."""
    document = Document("document-1", "a.txt", "0" * 64, text)
    half = max(1, len(text) // 2)
    words, rest = document.cite(0, half), document.cite(half - 1, len(text))
    actor = Actor("actor-1", name, ActorType.PERSON, (name,), (words,))
    statement = Statement(
        "statement-1", "document-1", "actor-1", None, None, (rest,), Quoted.INDIRECT, Act.COMMIT
    )
    due = when(date(2024, 3, 4), date(2024, 5, 31), Basis.RELATIVE, words)
    version = Version("statement-1", rest, "actor-1", MARCH, due, "by May", Move.ORIGINAL, None, hedged=False)
    commitment = Commitment(
        "c-1", "actor-1", "publish the report", None, (version,), None, Outcome.OPEN, (), Clock.AHEAD
    )
    values = tuple(FigureValue(low, low, None, None, words, None, MARCH) for low in ("40", "60"))
    entry = DocumentEntry(
        "document-1", "a.txt", "0" * 64, "1" * 64, text, title, None, None, "en", MARCH, (Offsets(0, 1),)
    )
    return Record(
        as_of=date(2024, 3, 4),
        documents=(entry,),
        unread=(Unread("b.pdf", "encrypted: save a copy without a password"),),
        actors=(actor,),
        statements=(statement,),
        commitments=(commitment,),
        figures=(Figure("f-1", "people killed", "people", Relation.CONTRADICT, values),),
    )


def test_every_citation_reaches_its_words():
    """A click on a quotation's source leads to an element of the page that marks the words."""
    page = _Page(render_dossier(make_record()))

    targets = [link[1:] for link in page.links if link.startswith("#")]

    assert targets
    assert set() == set(targets) - set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_reader_sees_what_is_promised_disputed_and_unread():
    """The page answers who promised what by when, which values contradict, and what was not read."""
    words = re.sub(r"\s+", " ", " ".join(_Page(render_dossier(make_record())).words))

    for expected in (
        "The minister: publish the report",
        "4 March 2024 to 31 May 2024",
        "clock: ahead",
        "people killed contradict",
        "b.pdf",
        "encrypted: save a copy without a password",
    ):
        assert expected in words


def test_page_asks_for_nothing_and_runs_nothing():
    """The page holds no script, no frame and no address outside itself."""
    page = _Page(render_dossier(make_record()))

    assert set() == page.tags & {"script", "iframe", "img", "link", "object", "form", "base"}
    assert [] == [link for link in page.links if not link.startswith("#")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script> said the report was late.",
        '"><img src=x onerror=alert(1)> said it.',
        "{{ 7 * 7 }} {% raw %} said it.",
        "javascript:alert(1) said it.",
        "x" * 200_000,
    ],
)
def test_hostile_words_come_out_inert(hostile):
    """Markup in texts, names and titles is shown as text and never becomes an element."""
    page = _Page(render_dossier(make_record(hostile, hostile, hostile)))

    assert set() == page.tags & {"script", "img"}
    assert set() == {name for name in page.attributes if name.startswith("on")}
    assert hostile[:20] in "".join(page.words)


def test_direction_overrides_are_shown_and_not_obeyed():
    """A right-to-left override in a document cannot reorder the page."""
    page = render_dossier(make_record("The \u202eminister said \x1b[31mit."))

    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\ufffdminister" in page


def test_empty_sections_are_left_out():
    """A record without commitments shows no heading for them."""
    page = _Page(render_dossier(replace(make_record(), commitments=(), figures=())))

    assert "commitments" not in page.ids
    assert "disputed" not in page.ids


@given(st.data())
def test_marked_text_keeps_every_word_and_nests(data):
    """However spans cross, the marked text reads as before, is well-formed, and each span has its place."""
    text = data.draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda pair: pair[0] != pair[1]
    )
    spans = {tuple(sorted(pair)) for pair in data.draw(st.lists(ends, max_size=8))}

    marked = str(mark_spans("d", text, spans, ()))

    page = _Page(marked)
    depth = 0
    for tag in re.findall(r"</?span", marked):
        depth += 1 if tag == "<span" else -1
        assert depth >= 0
    assert depth == 0
    assert text == "".join(page.words)
    assert {f"d-{start}-{end}" for start, end in spans} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
