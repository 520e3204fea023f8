"""A story that is followed for months: what would be told again and again, or for ever, and is not."""

from tests.watch.server import article, feed, sitemap

from onrecord.watch.changes import Sort

TEXT = (
    "The weir at Holm will be mended by 30 June 2031, Nadia Orlov, who runs the water board, said on Monday.\n"
    "At least 40 houses were flooded in March, the board said. The farmers there denied that they had opened it."
)


def told(found, sort):
    """Return the news of one sort."""
    return [change for change in found.changes if change.sort is sort]


def test_what_a_long_list_named_at_first_is_no_news_when_its_turn_comes(desk, site):
    """However many looks it takes to fetch it all; what the list names later is news."""
    old = [f"/press/{number}" for number in range(5)]
    for number, path in enumerate(old):
        site.put(path, article(f"Weir {number}", f"{TEXT}\nThe board met {number + 2} times.", "2031-04-01"))
    site.put("/map", sitemap(site.address, old))
    desk.watch('[[sitemap]]\nurl = "{site}/map"\n', most=2)
    assert (True, 3) == ((found := desk.look()).first, found.left)
    for left in (1, 0):
        desk.wait(hours=1)
        found = desk.look()
        assert ((), left) == (found.changes, found.left)
    assert 5 == len(found.built.record.documents)

    site.put("/press/new", article("Stones", "The stones came on Friday, Nadia Orlov said.", "2031-05-01"))
    site.put("/map", sitemap(site.address, [*old, "/press/new"]))
    site.put("/press/4", article("Weir 4", TEXT.replace("40 houses", "90 houses"), "2031-04-01"))
    desk.wait(hours=1)
    found = desk.look()
    assert [f"{site.address}/press/new"] == [change.address for change in told(found, Sort.PAGE)]
    assert [f"{site.address}/press/4"] == [change.address for change in told(found, Sort.EDITED)]


def test_one_page_under_several_addresses_is_one_document(desk, site):
    """As where each feed adds to its links by which feed they were found; whichever of them is had first that day."""
    for path in ("/weir", "/weir?from=world", "/weir?from=rivers"):
        site.put(path, article("Weir", TEXT, "2031-05-01"))
    for name in ("world", "rivers"):
        site.put(f"/{name}", feed(site.address, [f"/weir?from={name}"]), kind="application/rss+xml")
    desk.watch("".join(f'[[feed]]\nurl = "{{site}}/{name}"\n' for name in ("world", "rivers")))
    [document] = desk.look().built.record.documents
    assert f"{site.address}/weir?from=world" == document.url

    desk.wait(days=1)
    for path in ("/weir?from=world", "/weir?from=rivers"):
        site.put(path, article("Weir", TEXT.replace("At least 40", "At least 140"), "2031-05-01"))
    found = desk.look()
    [edited] = told(found, Sort.EDITED)
    assert [("40", "140")] == [(difference.old, difference.new) for difference in edited.differences]
    assert [] == told(found, Sort.PAGE)
    assert 2 == len(found.built.record.documents)

    desk.wait(days=1)
    site.put("/weir?from=rivers", "", status=404)
    assert [] == told(desk.look(), Sort.GONE)
    desk.wait(days=1)
    site.put("/weir?from=world", "", status=404)
    assert told(desk.look(), Sort.GONE)


def test_the_same_words_on_another_host_are_a_document_of_their_own(desk, site):
    """A reprint is what the record is to know of."""
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    other = site.address.replace("127.0.0.1", "localhost")
    desk.watch(f'[[page]]\nurl = "{{site}}/weir"\n[[page]]\nurl = "{other}/weir"\n')
    assert 2 == len(desk.look().built.record.documents)


def test_a_page_that_moves_and_is_edited_meanwhile_is_told_with_the_words(desk, site):
    """Another address hides no silent edit."""
    site.put("/weir", article("Weir", TEXT, "2031-05-01"))
    desk.watch('[[page]]\nurl = "{site}/weir"\n')
    desk.look()
    desk.wait(days=1)
    site.put("/weir", "", status=301, Location="/news/weir")
    site.put("/news/weir", article("Weir", TEXT.replace("At least 40", "At least 140"), "2031-05-01"))
    found = desk.look()
    [edited] = told(found, Sort.EDITED)
    assert [("40", "140")] == [(difference.old, difference.new) for difference in edited.differences]
    assert f"{site.address}/weir now leads to {site.address}/news/weir" in edited.title
    assert [] == told(found, Sort.ELSEWHERE)
