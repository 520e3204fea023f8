"""One story, watched over five days on a real server: a page is edited in silence, another goes, a source fails."""

import re

import feedparser
import pytest
from fastwarc.warc import ArchiveIterator
from tests.watch.server import article, feed
from typer.testing import CliRunner

from onrecord import __version__
from onrecord.cli import app
from onrecord.custody.log import read_log
from onrecord.errors import InvalidNames
from onrecord.verify import verify
from onrecord.watch.changes import Sort

FIRST = (
    "The weir at Holm will be mended by 30 June 2031, Nadia Orlov, who runs the water board, said on Monday.\n"
    "“We have paid for the stone,” she told The Weir Post. At least 40 houses were flooded in March, the board said."
)
SECOND = (
    "Farmers denied on Tuesday that they had opened the weir. “We were asleep,” Per Holm, who speaks for them, said.\n"
    "The union of farmers demands that the board publish its logs before any talks."
)
THIRD = (
    "The weir at Holm will now be mended by 31 August 2031, Nadia Orlov, who runs the water board, said on Thursday.\n"
    "The farmers' union said that its members had lost patience with the board."
)


def told(found, sort):
    """Return the news of one sort."""
    return [change for change in found.changes if change.sort is sort]


def see_first(desk, site):
    """The first day: what is there is known, and no news."""
    site.put("/weir", article("Weir to be mended", FIRST, "2031-05-01"))
    site.put("/feed", feed(site.address, ["/weir"]), kind="application/rss+xml", ETag='"one"')
    desk.watch('[[feed]]\nurl = "{site}/feed"\n')
    found = desk.look()
    assert (True, (), ()) == (found.first, found.changes, found.failing)
    assert ["Weir to be mended"] == [document.title for document in found.built.record.documents]
    assert ["/robots.txt", "/feed", "/weir"] == site.paths()
    assert all(
        headers["User-Agent"].startswith("onrecord/") and "desk@courier.example" in headers["User-Agent"]
        for _, headers in site.asked
    )


def see_new_page(desk, site):
    """The second: another page."""
    site.put("/farmers", article("Farmers deny it", SECOND, "2031-05-02"))
    site.put("/feed", feed(site.address, ["/farmers", "/weir"]), kind="application/rss+xml", ETag='"two"')
    found = desk.look()
    assert [f"{site.address}/farmers"] == [change.address for change in told(found, Sort.PAGE)]
    words = " ".join(passage for change in told(found, Sort.LINE) for passage in change.words)
    assert "We were asleep" in words
    assert "paid for the stone" not in words
    assert [] == told(found, Sort.EDITED)


def see_edit(desk, site):
    """The third: a page is edited without a word; what changes on another with every visit is none of its words."""
    site.put("/farmers", article("Farmers deny it", SECOND, "2031-05-02", "<footer>Visitor 7781</footer>"))
    site.put(
        "/weir", article("Weir to be mended", FIRST.replace("At least 40", "At least 140"), "2031-05-01")
    )
    found = desk.look()
    [edited] = told(found, Sort.EDITED)
    assert "without a word" in edited.title
    assert [("40", "140")] == [(difference.old, difference.new) for difference in edited.differences]
    assert f"{site.address}/weir" == edited.address
    assert [] == told(found, Sort.PAGE)
    assert 3 == len(desk.captures())


def see_move_and_gone(desk, site):
    """The fourth: the promise moves on a new page, and the farmers' page is gone."""
    site.put("/delay", article("Weir to be mended later", THIRD, "2031-05-04"))
    site.put("/farmers", "gone", status=410)
    site.put("/feed", feed(site.address, ["/delay", "/farmers", "/weir"]), kind="application/rss+xml")
    found = desk.look()
    [gone] = told(found, Sort.GONE)
    assert f"{site.address}/farmers" == gone.address
    assert [f"{site.address}/delay"] == [change.address for change in told(found, Sort.PAGE)]
    [moved] = told(found, Sort.MOVED)
    assert "62 days later" in moved.title
    assert "31 August 2031" in moved.words[1]


def see_due(desk, site):
    """The fifth, after the announced day: the server fails, what is on record stays, and the promise is due."""
    site.put("/feed", "oh", status=500)
    found = desk.look()
    assert [f"{site.address}/feed"] == [place.address for place in found.failing]
    assert 1 == len(told(found, Sort.FAILING))
    [due] = told(found, Sort.DUE)
    assert "31 August 2031" in due.words[0]
    assert 4 == len(found.built.record.documents)
    assert () == desk.look().changes


def test_a_story_is_watched_for_five_days(desk, site):
    """Each day tells what is new and nothing twice, and at the end the record verifies with all that came in."""
    see_first(desk, site)
    for see in (see_new_page, see_edit, see_move_and_gone):
        desk.wait(days=1)
        see(desk, site)
    desk.now = desk.now.replace(month=9, day=2)
    see_due(desk, site)

    assert () == verify(desk.out).differences
    captured = [line.event for line in read_log(desk.out).lines if line.event.kind == "captured"]
    assert [f"{site.address}/{name}" for name in ("weir", "farmers", "weir", "delay")] == [
        event.address for event in captured
    ]
    assert {"Ada Lund"} == {event.by for event in captured}
    assert 0 == run("bag", desk.out, "--out", desk.base / "bag").exit_code
    assert "Onrecord-Custody: 4 captured by onrecord\n" in (desk.base / "bag/bag-info.txt").read_text()
    custody = (desk.base / "bag/data/custody.csv").read_text(encoding="utf-8-sig").splitlines()
    how = f"captured from {site.address}/weir at 2031-05-01T08:00:00Z by onrecord {__version__} for Ada Lund"
    assert custody[1].endswith(how)
    news = feedparser.parse((desk.base / "news.xml").read_bytes())
    assert not news.bozo
    assert len(news.entries) == len({entry.id for entry in news.entries})
    assert any("[40 → 140]" in entry.content[0].value for entry in news.entries)
    assert "Sources that fail" in {tag.term for entry in news.entries for tag in entry.tags}


def test_each_answer_is_kept_with_its_headers_and_its_time(desk, site):
    """Pages that say something new among the documents, every other answer beside, all as archives that others read."""
    site.put("/weir", article("Weir to be mended", FIRST, "2031-05-01"), ETag='"a"')
    site.put("/other", article("Farmers deny it", SECOND, "2031-05-02"))
    desk.watch('[[page]]\nurl = "{site}/weir"\n[[page]]\nurl = "{site}/other"\n')
    desk.look()
    desk.wait(hours=1)
    desk.look()

    kept = [*(desk.folder / "captures").iterdir(), *(desk.folder / ".onrecord-watch/answers").iterdir()]
    records = []
    for path in sorted(kept):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, parse_http=False):
                assert record.verify_block_digest(consume=False)
                records.append(
                    (str(record.record_type), record.headers.get("WARC-Target-URI"), record.reader.read())
                )
    kinds = [(kind, (address or "").removeprefix(site.address)) for kind, address, _ in records]
    assert 2 == kinds.count(("response", "/robots.txt"))
    assert [1, 1] == [kinds.count(("response", path)) for path in ("/weir", "/other")]
    assert [1, 1] == [kinds.count(("revisit", path)) for path in ("/weir", "/other")]
    assert [2, 2] == [kinds.count(("request", path)) for path in ("/weir", "/other")]
    [page] = [
        content
        for kind, address, content in records
        if (kind, address) == ("response", f"{site.address}/weir")
    ]
    assert page.startswith(b"HTTP/1.1 200 OK\r\n")
    assert re.search(rb"(?i)\r\nETag: \"a\"\r\n", page)
    assert FIRST[:40].encode() in page
    assert any(kind == "revisit" and content.startswith(b"HTTP/1.1 304") for kind, _, content in records)
    [document] = [one for one in desk.look().built.record.documents if one.url == f"{site.address}/weir"]
    assert "2031-05-01" == str(document.captured)


def run(*arguments):
    """Run a command and return what it gave."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_says_what_failed_and_ends_with_a_status(desk, site):
    """What was had is on record all the same."""
    site.put("/weir", article("Weir to be mended", FIRST, "2026-05-01"))
    options = ("--out", desk.out, "--once", "--markdown", desk.base / "news.md")
    told = run("watch", desk.folder, *options)
    assert (2, True) == (told.exit_code, "watch.toml: it is not there" in told.output)
    desk.watch('[[page]]\nurl = "{site}/weir"\n[[page]]\nurl = "{site}/away"\n')
    told = run("watch", desk.folder, *options)
    assert 1 == told.exit_code, told.output
    assert f"{site.address}/away: it answers with status 404" in told.stderr
    assert "On record: 1 documents" in told.stdout
    assert "Sources that fail: 1" in told.stdout
    desk.watch('[[page]]\nurl = "{site}/weir"\n')
    told = run("watch", desk.folder, *options)
    assert 0 == told.exit_code, told.output
    assert "Nothing is new." in (desk.base / "news.md").read_text(encoding="utf-8")


def test_no_protected_name_is_in_the_news(desk, site):
    """Without the list nothing is fetched or built; with it, the words are told without the names."""
    names = desk.base / "names.txt"
    names.write_text("Per Holm\nNadia Orlov\n")
    site.put("/weir", article("Weir to be mended", FIRST, "2031-05-01"))
    desk.watch('[[page]]\nurl = "{site}/weir"\n[[page]]\nurl = "{site}/farmers"\n')
    desk.look(protect=names)
    site.forget()
    with pytest.raises(InvalidNames, match="--protect"):
        desk.look()
    assert [] == site.paths()
    desk.wait(days=1)
    site.put("/farmers", article("Farmers deny it", SECOND, "2031-05-02"))
    assert () != told(desk.look(protect=names), Sort.LINE)
    for name in ("news.xml", "news.md"):
        text = (desk.base / name).read_text(encoding="utf-8")
        assert ("asleep" in text, "Holm, who" in text, "Orlov" in text) == (True, False, False)
