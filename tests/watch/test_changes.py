"""What is news of a record, told once and the same in text, Markdown and Atom."""

import re
import sqlite3
from contextlib import closing
from datetime import date

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from tests.handwritten import cited, entry, written

from onrecord.errors import InvalidWatch
from onrecord.model import Outcome, Record
from onrecord.watch.changes import Change, Sort, find_changes, tell_failing
from onrecord.watch.config import read_config
from onrecord.watch.run import Asked, check_news
from onrecord.watch.state import Capture, Place, open_state
from onrecord.watch.telling import tell_atom, tell_markdown, tell_text
from onrecord.watch.wording import compare_words

__all__ = ["written"]

EARLY, LATE = date(2024, 4, 3), date(2024, 6, 2)
SOME = st.sampled_from(["the", "weir", "will", "open", "in", "June", "or", "May", ",", "she", "said"])
WORDS = st.lists(SOME, max_size=30)


def told(record, sort, today=EARLY, captures=(), places=()):
    """Return the news of one sort."""
    return [change for change in find_changes(record, captures, places, today) if change.sort is sort]


def test_a_day_that_moved_is_told_with_the_words_of_both(written):
    """From which window to which, and by how many days."""
    [moved] = told(written, Sort.MOVED)
    assert (
        "Anna Brandt: the ferry report would be out: from 2024-03-04/2024-04-30 to 2024-05, 31 days later"
        == (moved.title)
    )
    assert (
        "the ferry report would be out by 30 April",
        "The report on the ferry will now come in May",
    ) == moved.words


def test_a_promise_is_due_once_and_gone_by_once(written):
    """By today's date, whatever the last day on record is; and no more once it is told to have come out."""
    assert [] == told(written, Sort.DUE)
    [due] = told(written, Sort.DUE, date(2024, 5, 2))
    assert due.key == told(written, Sort.DUE, date(2024, 5, 20))[0].key
    [passed] = told(written, Sort.DUE, LATE)
    assert ("due now" in due.title, "gone by" in passed.title) == (True, True)
    assert due.key != passed.key
    [commitment] = written.commitments
    kept = replace(
        commitment, outcome=Outcome.KEPT, outcome_evidence=(cited(written.documents[1], "the radio said"),)
    )
    record = replace(written, commitments=(kept,))
    assert [] == told(record, Sort.DUE, LATE)
    [outcome] = told(record, Sort.OUTCOME, LATE)
    assert (True, ("the radio said",)) == (outcome.title.endswith(": kept"), outcome.words)


def test_a_deadline_is_due_on_its_day_and_not_from_when_it_was_set(written):
    """'By 30 April', said on 4 March, is nothing to be told of in March."""
    [commitment] = written.commitments
    early = replace(written, commitments=(replace(commitment, versions=commitment.versions[:1]),))
    for day, told_of in ((date(2024, 3, 5), 0), (date(2024, 4, 29), 0), (date(2024, 4, 30), 1)):
        assert told_of == len(told(early, Sort.DUE, day))


def test_what_is_told_in_the_same_words_is_told_once(written):
    """As two events of one sentence."""
    twice = replace(written.events[0], id="event-000000000002")
    record = replace(written, events=(*written.events, twice))
    assert [*find_changes(written, (), (), EARLY)] == [*find_changes(record, (), (), EARLY)]


def test_lines_are_news_by_their_words(written):
    """Who speaks may be read otherwise as documents come in: the line is the same, and told once."""
    before = {change.key for change in told(written, Sort.LINE)}
    assert 8 <= len(before)
    otherwise = replace(written, statements=tuple(replace(one, speaker=None) for one in written.statements))
    assert before == {change.key for change in told(otherwise, Sort.LINE)}


PAGE = "http://courier.example/weir"


def versions(old, new, **later):
    """Return a record of two versions of one page, and its captures."""
    documents = tuple(
        entry(
            f"document-00000000000{number}",
            f"captures/{number}.warc.gz#1",
            text,
            EARLY,
            url=PAGE,
            title="Weir",
        )
        for number, text in ((1, old), (2, new))
    )
    captures = (
        Capture(PAGE, "captures/1.warc.gz", "", "2031-05-01T08:00:00Z", PAGE),
        replace(Capture(PAGE, "captures/2.warc.gz", "", "2031-05-02T08:00:00Z", PAGE), **later),
    )
    return Record(documents=documents), captures


@pytest.mark.parametrize(("noted", "said"), [(False, "without a word"), (True, "with a note of correction")])
def test_an_edited_page_is_told_with_the_words_that_differ(noted, said):
    """And whether it says so itself; it is no new page."""
    old = "The weir will open in June, she said. At least 40 houses were flooded."
    new = "The weir will open in August, she said. At least 40 houses were flooded, and a barn."
    record, captures = versions(old, new, noted=noted)
    [edited] = told(record, Sort.EDITED, captures=captures)
    assert said in edited.title
    assert [("June,", "August,"), ("flooded.", "flooded, and a barn.")] == [
        (difference.old, difference.new) for difference in edited.differences
    ]
    assert ["captures/1.warc.gz#1"] == [change.file for change in told(record, Sort.PAGE, captures=captures)]


def test_a_page_that_leads_elsewhere_is_not_told_as_edited():
    """Another page is no edit of this one."""
    record, captures = versions("The weir is shut.", "Subscribe today.", url="http://courier.example/")
    [elsewhere] = told(record, Sort.ELSEWHERE, captures=captures)
    assert f"{PAGE} now leads to http://courier.example/" == elsewhere.title
    assert [] == told(record, Sort.EDITED, captures=captures)


def test_a_page_that_is_gone_is_told_under_its_title():
    """Each time that it goes."""
    record, captures = versions("The weir is shut.", "The weir is open.")
    place = Place(
        PAGE, "page", "2031-05-01T08:00:00Z", file="captures/2.warc.gz", gone="2031-05-09T08:00:00Z"
    )
    [gone] = told(record, Sort.GONE, captures=captures, places=[place])
    assert ("Weir: not there any more, found 2031-05-09T08:00:00Z", PAGE) == (gone.title, gone.address)
    again = told(record, Sort.GONE, captures=captures, places=[replace(place, gone="2031-07-01T08:00:00Z")])
    assert gone.key != again[0].key


def test_a_source_that_fails_is_news_when_it_begins_to():
    """Not each time, and again when it fails anew."""
    place = Place(PAGE, "page", "2031-05-01T08:00:00Z", failing="2031-05-02T08:00:00Z", reason="status 500")
    [first] = tell_failing([place, Place("http://courier.example/", "page", "2031-05-01T08:00:00Z")])
    [still] = tell_failing([replace(place, failures=4, reason="status 502")])
    [anew] = tell_failing([replace(place, failing="2031-06-02T08:00:00Z")])
    assert (True, True) == (first.key == still.key, first.key != anew.key)


@given(WORDS, WORDS)
def test_the_differences_make_one_text_of_the_other(old, new):
    """Each word that was taken out and each that was put in is told, in order."""
    differences = compare_words(old, new)
    taken = " ".join(difference.old for difference in differences).split()
    put = " ".join(difference.new for difference in differences).split()
    assert (old == new) == (differences == [])
    assert len(new) - len(old) == len(put) - len(taken)
    remaining = iter(old)
    assert all(word in remaining for word in taken)


def test_very_long_texts_that_differ_all_over_are_told_as_one_difference():
    """Within bounds of time and memory."""
    [difference] = compare_words(["a"] * 20_000 + ["x"], ["b"] * 20_000 + ["x"])
    assert (39_999, 39_999, "x") == (len(difference.old), len(difference.new), difference.after)


HOSTILE = Change(
    "k" * 32,
    Sort.LINE,
    "statement: <b>A\x1b[31m & \u202eB</b> ]]> [x](javascript:alert(1))",
    ("<script>alert(1)</script> \ud800 \x00 &amp; ",),
    address="http://courier.example/a?b=1&c=<2>",
    file="a.txt",
)


def test_words_of_documents_are_harmless_in_every_form():
    """A feed that any reader takes, Markdown without markup in it, and text that steers no terminal."""
    atom = tell_atom([("2031-05-01T08:00:00Z", HOSTILE)], "coverage", "2031-05-01T08:00:00Z")
    feed = feedparser.parse(atom)
    assert not feed.bozo
    [item] = feed.entries
    assert "text/plain" == item.content[0].type
    assert "<script>alert(1)</script>" in item.content[0].value
    assert b"\x1b" not in atom
    html = MarkdownIt().render(tell_markdown([HOSTILE], "2031-05-01T08:00:00Z"))
    assert re.search(r"<(?!/?(?:h1|h2|ul|li|p|strong)>)", html) is None
    assert "\x1b" not in html
    assert ["New lines: 1"] == [text for indent, text in tell_text([HOSTILE]) if text and not indent]


def test_a_look_that_finds_nothing_says_so():
    """An empty feed is still one."""
    assert "Nothing is new." in tell_markdown([], "2031-05-01T08:00:00Z")
    assert not feedparser.parse(tell_atom([], "coverage", "2031-05-01T08:00:00Z")).bozo


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names nothing to watch"),
        ("[[feed]]\n", "url"),
        ('[[feed]]\nurl = "file:///etc/passwd"\n', "only http and https"),
        ('[[feed]]\nurl = "https://a.example/"\nmtch = "x"\n', "mtch"),
        ('[[feed]]\nurl = "https://a.example/"\nmatch = "("\n', "no regular expression"),
        ('every = 0\n[[page]]\nurl = "https://a.example/"\n', "every = 0"),
        ('contact = "a\\nb"\n[[page]]\nurl = "https://a.example/"\n', "one line"),
        ('[[page]]\nurl = "https://a.example/"\n[[feed]]\nurl = "https://A.example/"\n', "named twice"),
        ('[[folder]]\npath = "x"\nname = "../up"\n', "letters, digits"),
        ('[[folder]]\npath = "x"\nname = "captures"\n', "give another"),
        ('[[folder]]\npath = "x"\nname = "a"\n[[folder]]\npath = "y"\nname = "a"\n', "one name"),
        ("[[page]\n", "watch.toml"),
        ("\xff", "watch.toml"),
    ],
)
def test_a_watch_toml_that_can_not_be_used_says_why(tmp_path, text, said):
    """It names the file and what to write instead."""
    (tmp_path / "watch.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(InvalidWatch, match=re.escape(said)) as told:
        read_config(tmp_path)
    assert str(tmp_path / "watch.toml") in str(told.value)


def test_a_folder_without_one_is_told_what_to_write(tmp_path):
    """The message leads to the documentation."""
    with pytest.raises(InvalidWatch, match=r"docs/watch\.md"):
        read_config(tmp_path)


@pytest.mark.parametrize("name", ["coverage/news.xml", "mine.xml"])
def test_news_are_put_neither_among_the_documents_nor_over_a_file(tmp_path, name):
    """Whoever's file it is stays as it was."""
    (tmp_path / "coverage").mkdir()
    (tmp_path / "mine.xml").write_text("<feed>mine</feed>")
    with pytest.raises(InvalidWatch, match="name another place"):
        check_news(tmp_path / "coverage", Asked(tmp_path / "record", atom=tmp_path / name))
    check_news(tmp_path / "coverage", Asked(tmp_path / "record", atom=tmp_path / "record/news.xml"))


def test_who_has_it_fetched_is_named_in_any_letters(tmp_path):
    """Only what is told to every server must be ASCII."""
    text = 'by = "Åsa Öberg"\n[[page]]\nurl = "https://courier.example/"\n'
    (tmp_path / "watch.toml").write_text(text, encoding="utf-8")
    assert "Åsa Öberg" == read_config(tmp_path).by


def test_a_memory_that_another_program_holds_is_not_called_damaged(tmp_path):
    """Whoever is told to move it away would lose what the watch knows."""
    path = tmp_path / "state.sqlite"
    with open_state(path):
        pass
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InvalidWatch, match="can't be used now") as told, open_state(path) as state:
            state.told()
    assert "move it away" not in str(told.value)


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 600])
def test_a_damaged_memory_of_a_watch_is_named(tmp_path, content):
    """With what to do."""
    (tmp_path / "state.sqlite").write_bytes(content)
    with pytest.raises(InvalidWatch, match="move it away"), open_state(tmp_path / "state.sqlite") as state:
        state.told()
