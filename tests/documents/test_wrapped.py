"""Pages that an archive or a search engine shows inside its own page."""

import pytest

OWN = "https://www.millrowpost.example/local/sluice"
STORY = (
    "<p>The sluice at Millrow will be rebuilt by 1 October, the canal board said on Monday.</p>"
    "<p>“We will begin tomorrow,” said Orla Pim, who heads the board. She denied that the gates were sold.</p>"
    "<p>The sluice broke in February, when the canal stood higher than in any year since the mill was shut.</p>"
)
HEAD = (
    '<meta property="og:site_name" content="{site}"><meta property="og:url" content="http://{site}/Ab3dE">'
    '<meta property="article:published_time" content="2031-03-09T10:00:00Z">'
)
BAR = (
    f'<div id="HEADER"><a>archive.today</a> webpage capture <form><input name="q" value="{OWN}"></form>'
    '<time itemprop="pubdate" datetime="2031-03-09T10:00:00Z">9 Mar 2031 10:00:00 UTC</time></div>'
)


def make_copy(site, link="", bar=BAR, story=STORY):
    return (
        f"<html><head><title>Sluice to be rebuilt | Millrow Post</title>{HEAD.format(site=site)}{link}</head><body>"
        f'{bar}<div id="SOLID"><div id="CONTENT"><h1>Sluice to be rebuilt</h1><div>2 March 2031</div>'
        f"<div>{story}</div></div></div></body></html>"
    )


@pytest.mark.parametrize("site", ["archive.ph", "archive.is", "archive.li"])
@pytest.mark.parametrize(
    "link", ["", f'<link rel="canonical" href="https://archive.ph/2031.03.09-100000/{OWN}">']
)
def test_what_an_archive_s_page_states_is_of_the_copy(read, site, link):
    """The page inside has its own outlet, day and address; what stands around it is not read."""
    document = read(make_copy(site, link), "a.html")

    assert (OWN, "Millrow Post", "2031-03-02") == (document.url, document.outlet, document.published.edtf)
    assert "2031-03-09" == str(document.captured)
    assert "webpage capture" not in document.text
    assert "We will begin tomorrow" in document.text


def test_a_copy_that_tells_no_day_of_its_own_came_out_by_the_day_of_the_copy(read):
    """The day of the copy is no day of publication."""
    page = make_copy("archive.md").replace("<div>2 March 2031</div>", "")

    assert "../2031-03-10" == read(page, "a.html").published.edtf


def test_a_day_in_the_head_of_an_archive_s_page_that_is_not_the_copy_s_is_the_article_s(read):
    """Some archives keep what a page stated of itself."""
    page = make_copy("archive.is").replace("2031-03-09T10:00:00Z", "2031-03-01T10:00:00Z", 1)
    page = page.replace("<div>2 March 2031</div>", "")

    assert "2031-03-01" == read(page, "a.html").published.edtf


def test_a_short_address_of_a_copy_is_stated_of_the_copy(read):
    """sources.csv may hold what the archive gives to be passed on."""
    document = read(make_copy("archive.ph"), "a.html", url="https://archive.ph/Ab3dE")

    assert (OWN, "https://archive.ph/Ab3dE") == (document.url, document.archived)
    assert "Millrow Post" == document.outlet


def test_what_a_search_engine_puts_over_a_page_that_it_kept_is_none_of_it(read):
    """It names the page's address and the day on which it was kept."""
    bar = (
        f'<div>This is Elmo\'s cache of <a href="{OWN}">{OWN}</a>. It is a snapshot of the page as it appeared on '
        "12 Mar 2031 04:11:09 GMT. The <a>current page</a> could have changed in the meantime.</div>"
    )
    page = f"<html><body>{bar}<article><h1>Sluice to be rebuilt</h1>{STORY}</article></body></html>"
    document = read(page, "a.html")

    assert (OWN, "../2031-03-13") == (document.url, document.published.edtf)
    assert "snapshot" not in document.text


def test_an_article_that_links_to_an_archive_is_its_own(read):
    """Whose page it is, its head says."""
    link = (
        '<p>The <a href="https://archive.ph/2030.01.02-030405/https://other.example/a">plan</a> is old.</p>'
    )
    page = (
        f'<html><head><link rel="canonical" href="{OWN}"><meta property="article:published_time" '
        f'content="2031-03-02T09:00:00Z"></head><body><article><h1>Sluice</h1>{STORY}{link}</article></body></html>'
    )
    document = read(page, "a.html")

    assert (OWN, None, "2031-03-02") == (document.url, document.captured, document.published.edtf)


def test_a_day_below_the_headline_is_the_article_s_only_in_a_copy(read):
    """An ordinary page states its own day, and shows others there."""
    days = "<div>12 June 2031</div><div>Open day</div>"
    page = f"<html><body><h1>Sluice to be rebuilt</h1>{days}<article>{STORY}</article></body></html>"

    assert "XXXX" == read(page, "a.html").published.edtf


@pytest.mark.parametrize(
    "body",
    [
        "<div><div>{bar}</div><div><h1>Sluice to be rebuilt</h1>{story}</div></div>",
        "<div><span>{bar}</span><h1>Sluice to be rebuilt</h1>{story}</div>",
        "<center>{bar}</center><div>{story}</div>",
    ],
)
def test_only_what_a_search_engine_put_over_a_page_goes(read, body):
    """However short the article is, and in whatever it stands with it."""
    bar = f"This is Elmo's cache of <a>{OWN}</a>. It is a snapshot of the page as it appeared on 12 Mar 2031."
    document = read(f"<html><body>{body.format(bar=bar, story=STORY)}</body></html>", "a.html")

    assert (OWN, "2031-03-12") == (document.url, str(document.captured))
    assert all(words in document.text for words in ("rebuilt by 1 October", "begin tomorrow", "in February"))
    assert "snapshot" not in document.text


@pytest.mark.parametrize("tag", ["p", "div"])
def test_an_article_that_quotes_such_a_notice_is_its_own(read, tag):
    """It tells neither its address nor its day."""
    notice = f"This is Elmo's cache of {OWN}. It is a snapshot of the page as it appeared on 14 May 2031"
    told = (
        f"<{tag}>“{notice}” will be shown no more, said Orla Pim, who had run the service for years.</{tag}>"
    )
    page = f"<html><body><article><h1>Elmo ends its cache</h1>{told}{STORY}</article></body></html>"
    document = read(page, "a.html")

    assert (None, None) == (document.url, document.captured)
    assert "will be shown no more" in document.text


@pytest.mark.parametrize(
    "page",
    [
        make_copy("archive.ph").replace("<head>", "<head></head><body>").replace("</head><body><div", "<div"),
        make_copy("archive.ph").replace("<html>", '<html id="CONTENT">'),
        make_copy("archive.ph").replace("<body>", '<body id="CONTENT">'),
    ],
)
def test_a_copy_is_read_wherever_its_parts_stand(read, page):
    """A browser that saves a page moves some of its head into its body."""
    document = read(page, "a.html")

    assert "archive.ph" != document.outlet
    assert "We will begin tomorrow" in document.text


def test_what_stands_behind_a_part_that_goes_is_kept(read):
    """An archive may leave the day of its copy in a sentence of the article."""
    page = make_copy("archive.ph").replace('id="CONTENT"', "")
    page = page.replace("<p>The sluice at", '<p><meta content="2031-03-09">The sluice at')
    document = read(page, "a.html")

    assert (OWN, "2031-03-09") == (document.url, str(document.captured))
    assert "The sluice at Millrow will be rebuilt" in document.text


def test_an_archive_s_own_page_is_its_own(read):
    """It shows none inside it."""
    head = (
        '<link rel="canonical" href="https://perma.cc/about"><meta property="og:site_name" content="perma.cc">'
        '<meta property="article:published_time" content="2031-03-09">'
    )
    page = f"<html><head>{head}</head><body><article><h1>Copies are kept</h1>{STORY}</article></body></html>"
    document = read(page, "a.html")

    assert ("perma.cc", "https://perma.cc/about") == (document.outlet, document.url)
    assert "2031-03-09" == document.published.edtf


def test_an_article_outside_what_should_hold_it_is_read(read):
    """What is empty holds no page."""
    page = make_copy("archive.ph").replace('<div id="CONTENT">', '<div id="CONTENT"></div><div>')

    assert "We will begin tomorrow" in read(page, "a.html").text
