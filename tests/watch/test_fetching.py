"""However a server behaves: what fails stays, says why and is asked again; what came in is kept; nobody is pressed."""

import gzip
from datetime import timedelta
from email.utils import format_datetime

import pytest
from tests.watch import server
from tests.watch.server import article, feed, serve, sitemap

TEXT = "The weir at Holm will be mended by June, Nadia Orlov said on Monday. The farmers there denied it."
SLOW = (server.drip, server.drip_head)
PAGE = '[[page]]\nurl = "{site}/weir"\n'


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (server.promise_more, "breaks off"),
        (server.break_off_chunks, "breaks off"),
        (server.drip, "no whole answer within 1 seconds"),
        (server.drip_head, "no whole answer within 1 seconds"),
        (server.never_end, "larger than 64 MiB"),
        (server.speak_nonsense, "breaks off or is none"),
        (server.hang_up, "breaks off or is none"),
    ],
)
def test_an_answer_that_is_not_whole_is_none(desk, site, behave, said):
    """It ends within bounds, nothing of it is among the documents, and the page is asked for again."""
    site.put_raw("/weir", behave)
    desk.watch(PAGE, seconds=1 if behave in SLOW else 600)
    assert said in desk.gather()["/weir"].reason
    assert [] == desk.captures()

    desk.watch(PAGE)
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.wait(minutes=2)
    assert desk.gather()["/weir"].failing is None
    assert 1 == len(desk.captures())


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 502])
def test_a_page_that_never_was_there_fails_and_stays(desk, site, status):
    """It says with which status, and since when, however often it is asked for."""
    site.put("/weir", "no", status=status)
    desk.watch(PAGE)
    began = desk.gather()["/weir"].failing
    desk.wait(days=1)
    place = desk.gather()["/weir"]
    assert f"status {status}" in place.reason
    assert (2, began) == (place.failures, place.failing)


def test_what_fails_is_left_alone_longer_each_time(desk, site):
    """A minute, two, four: between, it is not asked for."""
    site.put("/weir", "no", status=500)
    desk.watch(PAGE)
    asked = []
    for _ in range(8):
        site.forget()
        desk.gather()
        asked.append("/weir" in site.paths())
        desk.wait(seconds=61)
    assert [True, True, False, True, False, False, False, True] == asked


@pytest.mark.parametrize("dated", [False, True])
def test_a_host_that_asks_for_rest_gets_it(desk, site, dated):
    """With 429 or 503 it says for how long, in seconds or as a time; till then it is asked for nothing at all."""
    until = format_datetime(desk.now + timedelta(hours=1), usegmt=True) if dated else "3600"
    site.put("/weir", "later", status=503 if dated else 429, Retry_After=until)
    desk.watch(PAGE + '[[page]]\nurl = "{site}/other"\n')
    assert "asked for rest" in desk.gather()["/weir"].reason
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    site.put("/other", article("Other", TEXT, "2031-05-01"))
    site.forget()
    desk.wait(minutes=59)
    assert "left alone until 2031-05-01T09:00:00Z" in desk.gather()["/other"].reason
    assert [] == site.paths()
    desk.wait(minutes=2)
    assert {"/weir", "/other"} == {path for path, place in desk.gather().items() if place.failing is None}


def test_a_host_that_is_not_there_is_named(desk):
    """And the others are asked all the same."""
    with serve() as away:
        address = away.address
    desk.site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE + f'[[page]]\nurl = "{address}/away"\n')
    places = desk.gather()
    assert "can't be reached" in places[f"{address}/away"].reason
    assert places["/weir"].failing is None


def test_robots_are_obeyed(desk, site):
    """Whatever the file says to this program or to all; the reason is told, and the page is not asked for."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /\n", kind="text/plain")
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    site.put("/private/notes", article("Notes", TEXT, "2031-05-01"))
    desk.watch(PAGE + '[[page]]\nurl = "{site}/private/notes"\n')
    places = desk.gather()
    assert "asks not to fetch it" in places["/private/notes"].reason
    assert (None, ["/robots.txt", "/weir"]) == (places["/weir"].failing, site.paths())


def test_where_robots_can_not_be_had_nothing_is_fetched(desk, site):
    """A server that fails may have forbidden it (RFC 9309, 2.3.1.4)."""
    site.put("/robots.txt", "no", status=500)
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE)
    assert "can't be had" in desk.gather()["/weir"].reason
    assert ["/robots.txt"] == site.paths()


def test_a_host_that_asks_for_long_pauses_gets_one_request_a_look(desk, site):
    """Each look asks for what was not seen for longest, so that each page has its turn."""
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n", kind="text/plain")
    for path in ("/other", "/weir"):
        site.put(path, article(path, TEXT, "2031-05-01"))
    desk.watch(PAGE + '[[page]]\nurl = "{site}/other"\n')
    for _ in range(2):
        site.forget()
        desk.gather()
        desk.wait(days=1)
        assert 2 == len(site.paths())
    assert 2 == len(desk.captures())


def test_robots_hold_where_a_page_leads_too(desk, site):
    """A redirect is no way around them."""
    site.put("/robots.txt", "User-agent: onrecord\nDisallow: /secret\n", kind="text/plain")
    site.put("/weir", "", status=302, Location="/secret")
    desk.watch(PAGE)
    assert "asks not to fetch it" in desk.gather()["/weir"].reason
    assert "/secret" not in site.paths()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://courier.example/weir", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("http://user:word@courier.example/", "name or password"),
        ("ssh://courier.example/weir", "only http and https"),
        ("http://[::1/", "no address"),
        ("/weir", "in a circle"),
        ("/" + "x" * 3000, "longer than"),
    ],
)
def test_a_page_that_leads_astray_is_not_followed(desk, site, target, said):
    """To a file, to another scheme, in a circle: the reason says so, and nothing is opened."""
    site.put("/weir", "", status=301, Location=target)
    desk.watch(PAGE)
    assert said in desk.gather()["/weir"].reason
    assert [] == desk.captures()


def test_a_page_that_leads_on_for_ever_ends(desk, site):
    """Five times are enough."""
    site.put("/weir", "", status=302, Location="/1")
    for number in range(1, 20):
        site.put(f"/{number}", "", status=302, Location=f"/{number + 1}")
    desk.watch(PAGE)
    assert "more than 5 times" in desk.gather()["/weir"].reason


def test_a_page_is_found_where_it_leads(desk, site):
    """The document has the address of the page that was read."""
    site.put("/weir", "", status=301, Location="/2031/weir")
    site.put("/2031/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE)
    assert desk.gather()["/weir"].failing is None
    [name] = desk.captures()
    held = gzip.decompress((desk.folder / "captures" / name).read_bytes())
    assert f"WARC-Target-URI: {site.address}/2031/weir\r\n".encode() in held


@pytest.mark.parametrize(
    "headers",
    [{"Content_Encoding": "gzip"}, {"Content_Encoding": "br"}, {"Content_Encoding": "x-unheard-of"}],
)
def test_a_page_under_a_wrong_encoding_is_read(desk, site, headers):
    """A server that says 'packed' and gives plain text, as some do, is kept as it answered, and read."""
    site.put("/weir", article("Weir", TEXT, "2031-05-01"), **headers)
    desk.watch(PAGE)
    assert desk.gather()["/weir"].failing is None
    assert 1 == len(desk.captures())


def test_a_packed_page_is_kept_packed_and_read(desk, site):
    """What is kept is what was sent."""
    packed = gzip.compress(article("Weir", TEXT, "2031-05-01").encode())
    site.put("/weir", packed, Content_Encoding="gzip")
    desk.watch(PAGE)
    assert desk.gather()["/weir"].failing is None
    [name] = desk.captures()
    assert packed in gzip.decompress((desk.folder / "captures" / name).read_bytes())


def test_a_page_that_unpacks_without_end_is_no_page(desk, site):
    """A small answer that would fill the memory is named as any page that can't be read."""
    site.put("/weir", gzip.compress(b"x" * (65 << 20), 1), Content_Encoding="gzip")
    desk.watch(PAGE)
    assert "no text can be read from it" in desk.gather()["/weir"].reason
    assert [] == desk.captures()


def test_a_picture_is_no_page(desk, site):
    """What no document can be made of is kept beside, and the source says so."""
    site.put("/weir", b"\x89PNG\r\n", kind="image/png")
    desk.watch(PAGE)
    assert "no text can be read from it" in desk.gather()["/weir"].reason
    assert [] == desk.captures()


def test_only_what_changed_is_asked_for(desk, site):
    """By the mark that the server gave, and kept as a note that nothing had."""
    site.put(
        "/weir",
        article("Weir", TEXT, "2031-05-01"),
        ETag='"7"',
        Last_Modified="Thu, 01 May 2031 07:00:00 GMT",
    )
    desk.watch(PAGE)
    desk.gather()
    site.forget()
    desk.wait(hours=1)
    desk.gather()
    [headers] = [headers for path, headers in site.asked if path == "/weir"]
    assert ('"7"', "Thu, 01 May 2031 07:00:00 GMT") == (
        headers["If-None-Match"],
        headers["If-Modified-Since"],
    )
    assert 1 == len(desk.captures())
    assert not any("Cookie" in headers for _, headers in site.asked)


@pytest.mark.parametrize("kind", ["page", "feed"])
def test_not_changed_is_no_answer_to_who_has_nothing(desk, site, kind):
    """A server that says so all the same fails: nothing is taken for had that was not."""
    site.put("/weir", "", status=304)
    desk.watch(f'[[{kind}]]\nurl = "{{site}}/weir"\n')
    place = desk.gather()["/weir"]
    assert (True, None) == ("status 304" in place.reason, place.seen)


def test_what_a_server_gives_beyond_the_length_it_told_answers_no_other_question(desk, site):
    """Each page is what was answered to the request for it."""
    site.put_raw(
        "/weir", server.give_more(article("Weir", TEXT, "2031-05-01"), article("Forged", TEXT, "2031-05-01"))
    )
    site.put("/other", article("Other", TEXT + " So it stands.", "2031-05-01"))
    desk.watch(PAGE + '[[page]]\nurl = "{site}/other"\n')
    record = desk.look().built.record
    assert {"/weir": "Weir", "/other": "Other"} == {
        document.url.removeprefix(site.address): document.title for document in record.documents
    }


def test_one_request_at_a_time(desk, site):
    """However many pages of a host are watched."""
    site.pause = 0.05
    for number in range(6):
        site.put(f"/{number}", article(f"Weir {number}", TEXT, "2031-05-01"))
    desk.watch("".join(f'[[page]]\nurl = "{{site}}/{number}"\n' for number in range(6)))
    desk.gather()
    assert 1 == site.most_at_once
    assert 6 == len(desk.captures())


def test_pages_of_a_feed_that_failed_are_not_forgotten(desk, site):
    """The feed says 'not changed' the next time, or names the page no more: it is still asked for until it was had."""
    site.put("/feed", feed(site.address, ["/weir", "/late"]), kind="application/rss+xml", ETag='"1"')
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    site.put("/late", "no", status=500)
    desk.watch('[[feed]]\nurl = "{site}/feed"\n')
    assert "status 500" in desk.gather()["/late"].reason
    site.put("/feed", feed(site.address, ["/weir"]), kind="application/rss+xml", ETag='"2"')
    site.put("/late", article("Late", TEXT, "2031-05-01"))
    desk.wait(days=40)
    assert desk.gather()["/late"].failing is None
    assert 2 == len(desk.captures())


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Sign in</body></html>", b"\x00\xff" * 99, b"<rss><channel>", b"{}" * 9]
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_a_list_that_is_none_fails_and_loses_nothing(desk, site, kind, content):
    """What it named before is watched still."""
    site.put(
        "/list", server.feed(site.address, ["/weir"]) if kind == "feed" else sitemap(site.address, ["/weir"])
    )
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(f'[[{kind}]]\nurl = "{{site}}/list"\n')
    desk.gather()
    site.put("/list", content)
    site.forget()
    desk.wait(hours=1)
    places = desk.gather()
    assert "what it answers" in places["/list"].reason
    assert "/weir" in site.paths()


def test_a_sitemap_is_read_by_its_pattern_and_in_measure(desk, site):
    """Also one of sitemaps, packed; of many new pages so many are fetched, and the rest the next time."""
    site.put(
        "/map",
        sitemap(site.address, ["/inner.gz"]).replace("urlset", "sitemapindex").replace("url>", "sitemap>"),
    )
    pages = [f"/weir/{number}" for number in range(5)]
    site.put(
        "/inner.gz",
        gzip.compress(sitemap(site.address, [*pages, "/sport/1"]).encode()),
        kind="application/gzip",
    )
    for page in pages:
        site.put(page, article(f"Weir {page}", TEXT, "2031-05-01"))
    desk.watch('[[sitemap]]\nurl = "{site}/map"\nmatch = "/weir/"\n', most=3)
    desk.gather()
    assert (3, 2) == (len(desk.captures()), desk.last.left)
    desk.wait(hours=1)
    desk.gather()
    assert (5, 0) == (len(desk.captures()), desk.last.left)
    assert "/sport/1" not in site.paths()


def test_pages_that_a_feed_named_are_looked_at_for_a_while(desk, site):
    """For so many days; a page that watch.toml names is looked at for ever."""
    site.put("/feed", feed(site.address, ["/old"]), kind="application/rss+xml")
    for path in ("/old", "/weir"):
        site.put(path, article(path, TEXT, "2031-05-01"))
    desk.watch('[[feed]]\nurl = "{site}/feed"\n' + PAGE, again=10)
    desk.gather()
    desk.wait(days=11)
    site.forget()
    desk.gather()
    assert ["/feed", "/robots.txt", "/weir"] == sorted(site.paths())


def test_a_copy_is_made_of_each_file_of_a_watched_folder(desk, tmp_path):
    """A later version stands beside the first, and a folder that is not there fails and stays."""
    desk.watch('[[folder]]\npath = "../inbox"\nname = "inbox"\n')
    assert "there is no folder" in desk.gather()["folder:inbox"].reason
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "note.txt").write_text(TEXT)
    places = desk.gather()
    assert (None, None) == (places["folder:inbox"].failing, places["folder:inbox/note.txt"].failing)
    (inbox / "note.txt").write_text(TEXT.replace("June", "July"))
    desk.gather()
    desk.gather()
    first, second = sorted(desk.folder.glob("inbox/*"), key=lambda path: len(path.name))
    assert (TEXT, TEXT.replace("June", "July")) == (first.read_text(), second.read_text())
    (inbox / "note.txt").unlink()
    assert desk.gather()["folder:inbox/note.txt"].gone
    assert first.exists()


def test_the_folder_of_the_documents_is_not_watched_by_itself(desk):
    """It would be copied into itself without end."""
    desk.watch('[[folder]]\npath = ".."\nname = "all"\n')
    assert "lie in each other" in desk.gather()["folder:all"].reason


@pytest.mark.parametrize("path", ["/" + "x" * 300, "/a\\u0000b", "~nobody-of-that-name/scans"])
def test_a_folder_that_can_not_be_looked_into_is_named(desk, site, path):
    """As one that is not there; the pages are fetched all the same."""
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE + f'[[folder]]\nname = "scans"\npath = "{path}"\n')
    places = desk.gather()
    assert "no folder" in places["folder:scans"].reason
    assert places["/weir"].failing is None


def test_two_looks_at_once_are_told_apart(desk, site):
    """The second ends with a clear error."""
    from onrecord.errors import RecordError
    from onrecord.record.place import hold
    from onrecord.watch.place import Room

    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE)
    room = Room(desk.folder)
    room.make()
    with hold(room.lock), pytest.raises(RecordError, match="another run"):
        desk.look()


def test_what_a_killed_run_left_is_put_right(desk, site):
    """What was decided is done, and what was not is kept beside and asked for anew."""
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch(PAGE)
    held = desk.folder / ".onrecord-watch/held"
    held.mkdir(parents=True)
    (held / "left.warc.gz").write_bytes(b"an answer")
    desk.gather()
    assert 1 == len(desk.captures())
    assert b"an answer" == (desk.folder / ".onrecord-watch/answers/left.warc.gz").read_bytes()
    assert [] == list(held.iterdir())
