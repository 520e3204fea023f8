"""The dossier in a real browser: what it asks for, what a reader reaches, with and without scripts.

Needs Chromium as the system's package `chromium` installs it; elsewhere the tests are skipped.
"""

import io
import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import expect, sync_playwright
from pypdf import PdfReader
from tests.publish.test_dossier import HOSTILE, make_denials, make_record

import onrecord
from onrecord.model import Relation
from onrecord.publish.dossier import render_dossier

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
STORY = Path(__file__).parents[2] / "examples" / "zerava"
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM, reason="there is no chromium on the path; install it, or name one in ONRECORD_CHROMIUM"
    ),
]


@pytest.fixture(scope="module")
def out(example, tmp_path_factory):
    """The example story, published with a page of each document."""
    folder = tmp_path_factory.mktemp("pages") / "record"
    shutil.copytree(example.out, folder)
    onrecord.build(STORY, folder, pages=True)
    return folder


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Open a file in a window of its own; afterwards, nothing was asked for and nothing was complained of."""
    opened = []

    def open_file(path, **settings):
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 900}, **settings})
        page = context.new_page()
        asked, complaints = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        opened.append((context, path.as_uri(), asked, complaints))
        return page

    yield open_file
    for context, address, asked, complaints in opened:
        context.close()
        assert [] == [url for url in asked if url.partition("#")[0] != address]
        assert [] == complaints


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_every_citation_reaches_its_words_and_lights_them_up(out, visit, scripts):
    """Each number leads to an element that is visible, highlighted, and holds the words that its note shows."""
    page = visit(out / "dossier.html", java_script_enabled=scripts)

    wrong = page.evaluate(
        """async () => {
          const fold = (text) => text.replace(/\\s+/g, "");
          const plain = (element) => getComputedStyle(element).backgroundColor;
          const wrong = [];
          const links = [...document.querySelectorAll(".c > a, .links a")];
          if (links.length < 100) wrong.push("too few: " + links.length);
          for (const link of links) {
            const target = document.getElementById(link.hash.slice(1));
            if (!target) { wrong.push(link.hash + " is nowhere"); continue; }
            const before = plain(target);
            location.hash = link.hash;
            if (plain(target) === before && location.hash !== "" && before === "rgba(0, 0, 0, 0)")
              wrong.push(link.hash + " is not highlighted");
            const lit = [target, ...document.querySelectorAll(".rest")].filter((part) => plain(part) === plain(target));
            const shown = lit.map((part) => part.textContent).join("");
            const mark = link.parentElement.querySelector("mark");
            if (mark && !mark.textContent.includes(" … ") && !fold(shown).includes(fold(mark.textContent)))
              wrong.push(link.hash + ": " + mark.textContent + " / " + shown);
          }
          return wrong;
        }"""
    )

    assert [] == wrong


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_click_brings_the_words_into_view(out, visit, scripts):
    """After a click on a number, its words stand within the window."""
    page = visit(out / "dossier.html", java_script_enabled=scripts)

    for place in (0, 4, 9):
        link = page.locator("#statements .said .c > a:visible").nth(place)
        link.click()
        box = page.locator(f'[id="{link.get_attribute("href")[1:]}"]').bounding_box()
        assert 0 <= box["y"] <= 900


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_pointing_at_a_number_or_reaching_it_by_keyboard_shows_its_note(out, visit, scripts):
    """The note is hidden until the pointer or the focus is on the number, and within the window then."""
    page = visit(out / "dossier.html", java_script_enabled=scripts)
    mark = page.locator("#statements .said .c:visible").nth(3)
    note = mark.locator(".n")
    assert not note.is_visible()

    mark.locator("a").hover()
    assert note.is_visible()
    box = note.bounding_box()
    assert 0 <= box["x"]
    assert box["x"] + box["width"] <= 1100
    page.mouse.move(5, 5)
    assert not note.is_visible()
    mark.locator("a").focus()
    assert note.is_visible()


def test_escape_closes_a_note(out, visit):
    """A note that covers what somebody reads goes away without moving the pointer."""
    page = visit(out / "dossier.html")
    mark = page.locator("#statements .said .c:visible").nth(3)
    mark.locator("a").hover()

    page.keyboard.press("Escape")

    assert not mark.locator(".n").is_visible()


def test_without_scripts_nothing_is_lost_and_nothing_is_dead(out, visit):
    """What needs the script is not shown without it; what is folded opens, and every line can be reached."""
    page = visit(out / "dossier.html", java_script_enabled=False)

    assert not page.locator("#tools").is_visible()
    assert 0 == page.locator(".cite").count()
    assert page.locator(".untold").count() == 1
    assert not page.locator(".untold").is_visible()
    fold = page.locator("#statements details.rest").first
    hidden = fold.locator(".line").first
    assert not hidden.is_visible()
    fold.locator("summary").first.click()
    assert hidden.is_visible()


def seen(page):
    """Return what each line in sight belongs to and says, folded; a document's with what is shown of its text."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main .line")].filter((e) => e.checkVisibility()).map((e) =>
          ((e.dataset.w ?? "") + " " + (e.closest(".item")?.querySelector("h3, h4")?.textContent ?? "") + " "
            + e.textContent + (e.parentElement.matches(".document") ? e.nextElementSibling.textContent : ""))
          .toLowerCase())"""
    )


def test_the_search_leaves_what_holds_the_words(out, visit):
    """Lines that hold the words stay, others and empty sections go, folds open, and counts follow."""
    page = visit(out / "dossier.html")
    before = len(seen(page))

    page.locator("#find").fill("helicopter")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ lines?$"))

    lines = seen(page)
    assert lines
    assert all("helicopter" in line for line in lines)
    for section in page.locator("main > section:visible").all():
        assert section.locator(".line:visible").count() > 0
    counted = page.locator("nav [data-of]:visible").all_inner_texts()
    assert int(page.locator("#found").inner_text().split()[0]) == sum(int(many) for many in counted)
    assert page.evaluate("CSS.highlights.get('found').size") >= len(lines) - 1
    page.locator("#find").fill("")
    expect(page.locator("#found")).to_have_text("")
    assert len(seen(page)) == before
    assert page.locator("#method").is_visible()


def test_the_search_finds_what_stands_only_in_a_document(out, visit):
    """A word beside the cited words, in no line, leads to its document, and is lit there; another says why not."""
    page = visit(out / "dossier.html")
    only = page.evaluate(
        """() => {
          const fold = (text) => text.toLowerCase();
          const lines = fold([...document.querySelectorAll("main .line")].map((line) => line.textContent).join(" "));
          return fold([...document.querySelectorAll("main .text")].map((text) => text.textContent).join(" "))
            .match(/[a-z]{9,}/g).find((word) => !lines.includes(word));
        }"""
    )

    page.locator("#find").fill(only)
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ lines?$"))

    shown = page.locator("article.document:visible")
    assert shown.count() > 0
    assert all(only in text.lower() for text in shown.locator(".text").all_inner_texts())
    assert ["Documents"] == [h.split(" ")[0] for h in page.locator("main h2:visible").all_inner_texts()]
    assert page.evaluate("CSS.highlights.get('found').size") > 0
    page.locator("#find").fill("xylophonist")
    expect(page.locator("#found")).to_contain_text(
        "0 lines. Of each document, only the sentences about cited words"
    )
    assert [] == seen(page)


def test_the_search_takes_words_in_any_order_and_any_spelling_of_their_letters(tmp_path, visit):
    """All of the words are found, in quotes together; an accent and the shape of a quotation mark don't matter."""
    path = tmp_path / "dossier.html"
    path.write_text(render_dossier(make_record("Zoë Lind’s ferry, the mayor said, leaks.")), encoding="utf-8")
    page = visit(path)

    for typed, some in (
        ("leaks zoe", True),
        ("ZOË LIND'S", True),
        ('"lind\'s ferry"', True),
        ("leak*", True),
        ("leaks zebra", False),
        ('"leaks zoe"', False),
    ):
        page.locator("#find").fill(typed)
        expect(page.locator("#found")).to_have_text(re.compile(r"^[1-9]" if some else "^0"))


def test_a_heading_within_a_speaker_goes_with_its_lines(out, visit):
    """Under a filter that leaves nothing of what somebody announced, no heading says that it follows."""
    page = visit(out / "dossier.html")
    page.locator(".facets summary").click()
    page.locator("[data-facet=a]").select_option("denial")
    expect(page.locator("#found")).to_have_text(re.compile(r"\d+ lines?"))

    headings = page.locator("#statements h4:visible").all()
    assert headings
    for heading in headings:
        assert heading.locator("xpath=..").locator(".line:visible").count() > 0


def test_a_fold_opens_for_a_search_and_closes_after_it(out, visit):
    """What a search unfolded is folded again when it is cleared; what the reader opened stays open."""
    page = visit(out / "dossier.html")
    own = page.locator("#statements details.rest").first
    own.locator("summary").first.click()
    before = page.locator("details[open]").count()

    page.locator("#find").fill("helicopter")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ lines?$"))
    page.locator("#find").fill("")
    expect(page.locator("#found")).to_have_text("")

    assert before == page.locator("details[open]").count()
    assert own.evaluate("(fold) => fold.open")


def test_the_address_keeps_the_filter(out, visit):
    """A filter by actor and act is in the address, and opens again from it."""
    page = visit(out / "dossier.html")
    page.locator(".facets summary").click()
    page.locator("[data-facet=w]").select_option("Leyla Sadrieva")
    page.locator("[data-facet=a]").select_option("denial")
    expect(page.locator("#found")).to_have_text(re.compile(r"\d+ lines?"))
    lines, address = seen(page), page.evaluate("location.hash")

    assert lines
    assert all("leyla sadrieva" in line for line in lines)
    page.evaluate("(address) => { location.hash = ''; location.hash = address; }", address)
    assert lines == seen(page)
    again = visit(out / "dossier.html")
    again.evaluate("(address) => { location.hash = address; }", address)
    expect(again.locator("#found")).to_have_text(page.locator("#found").inner_text())
    assert lines == seen(again)
    again.locator(".facets summary").click()
    again.locator(".facets button").click()
    expect(again.locator("#found")).to_have_text("")


@pytest.mark.parametrize("facet", ["w", "a", "o", "s"])
def test_every_choice_leads_to_as_many_lines_as_it_says(out, visit, facet):
    """What stands behind a choice is how many lines it leaves, and headings say how many of theirs."""
    page = visit(out / "dossier.html")
    page.locator(".facets summary").click()
    select = page.locator(f"[data-facet={facet}]")
    choices = [choice for choice in select.locator("option").all_inner_texts() if choice.endswith(")")]

    assert choices
    for choice in choices:
        value, many = re.fullmatch(r"(.+) \((\d+)\)", choice).groups()
        select.select_option(value)
        expect(page.locator("#found")).to_have_text(re.compile(rf"^{many} lines?$"))
        for heading in page.locator("#statements h3:has([data-part]):visible").all():
            left = heading.locator("xpath=..").locator("[data-one]:visible").count()
            assert f"{left} of " == heading.locator("[data-part]").inner_text()[: len(f"{left} of ")]
    select.select_option("")
    expect(page.locator("#found")).to_have_text("")
    assert not [text for text in page.locator("h3 [data-part]").all_inner_texts() if " of " in text]


def test_a_line_gives_its_citation(out, visit):
    """The button copies the words, who, outlet, title, day, address, hash, place and version, by keyboard too."""
    page = visit(out / "dossier.html", permissions=["clipboard-read", "clipboard-write"])
    line = page.locator("#statements .said > .line:visible").first
    button = line.get_by_role("button", name="Copy a citation of this line")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert f"“{line.locator('mark').first.text_content().strip()}”" in copied
    assert line.get_attribute("data-w") in copied
    for part in (r"https://\S+", r"SHA-256 [0-9a-f]{64}", r"characters \d+–\d+", r"onrecord \d", r"20\d\d"):
        assert re.search(part, copied), part
    assert "not checked by a person" in copied


def test_a_link_to_a_folded_line_opens_it(out, visit):
    """Whoever follows the address of a line sees it, whatever it is folded in."""
    page = visit(out / "dossier.html")
    line = page.locator("#statements details .line[id]").last
    assert not line.is_visible()

    page.evaluate("(id) => { location.hash = id; }", line.get_attribute("id"))

    expect(line).to_be_in_viewport()


def test_the_contents_stay_in_sight(out, visit):
    """However far down, the contents and the search stand at the top of the window."""
    page = visit(out / "dossier.html")
    page.locator("#timeline h2").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 600)")

    assert page.locator(".rail").bounding_box()["y"] == pytest.approx(0, abs=2)
    page.locator("nav a", has_text="Denied").click()
    assert (
        page.locator("#denials h2").bounding_box()["y"] >= page.locator(".rail").bounding_box()["height"] - 2
    )


def test_what_an_actor_did_stands_by_day_in_one_place(out, visit):
    """Folded with each speaker are a strip of days and what they announced, denied and required."""
    page = visit(out / "dossier.html")
    actor = page.locator("article.actor", has=page.locator("h3", has_text="Leyla Sadrieva")).first
    fold = actor.locator("details.rest").first
    assert re.search(r"\d+ said.*\d+ denied", fold.locator("summary").first.inner_text())
    fold.locator("summary").first.click()

    assert fold.locator(".chart .wide svg").first.is_visible()
    assert fold.locator("h4", has_text="Denied").is_visible()
    assert fold.locator(".links .line:visible").count() > 0


def test_going_back_in_time_hides_what_was_published_later(out, visit):
    """As of the first day only the first document's lines are there, in the lede too, and nothing is told of later."""
    page = visit(out / "dossier.html")
    before = len(seen(page))
    page.locator(".facets summary").click()

    page.locator("#as-of").fill("0")
    expect(page.locator("#as-of-day")).to_contain_text("18 September 2023")
    expect(page.locator("#as-of-told")).to_have_text("18 September 2023")

    days = page.evaluate(
        "[...document.querySelectorAll('[data-d]')].filter(e => e.checkVisibility()).map(e => e.dataset.d)"
    )
    assert {"2023-09-18"} == set(days)
    assert 0 < len(seen(page)) < before
    assert page.locator(".untold").is_visible()
    assert 0 == page.locator("main :is(.slip, .due, .what, .doubt):visible, .today:visible").count()
    assert 0 == page.get_by_text("For a day that has gone by").locator("visible=true").count()
    assert "as-of=2023-09-18" in page.evaluate("location.hash")


@pytest.mark.parametrize("width", [1100, 390])
def test_a_heading_says_who_does_what_by_when(out, visit, width):
    """The headings read as a list of contents: the party, its act in whole words, the day; none is too wide."""
    page = visit(out / "dossier.html", viewport={"width": width, "height": 900})
    heading = page.locator("#commitments h4", has=page.locator(".what")).first

    expect(heading).to_be_visible()
    said, act = heading.inner_text(), heading.locator(".what").inner_text()
    assert re.search(r"“[^“”]+”$", act)
    assert said.index(act) < said.index(heading.locator(".due").inner_text())
    words = re.findall(r"[\w’'-]+", act.partition("“")[2])
    told = page.evaluate("document.querySelector('main').textContent")
    assert all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told.replace(act, "")) for word in words)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_going_back_in_time_leaves_every_fold_its_handle(out, visit):
    """What a speaker said by then can still be unfolded; how many lines of later days there are is not told."""
    page = visit(out / "dossier.html")
    page.locator(".facets summary").click()
    page.locator("#as-of").fill("3")
    expect(page.locator("#as-of-day")).to_contain_text("later documents are hidden")

    folds = page.locator("#statements .actor:visible > details.rest:visible").all()
    assert folds
    for fold in folds:
        summary = fold.locator("summary").first
        assert summary.is_visible()
        assert not re.search(r"\d", summary.inner_text())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
def test_axe_finds_no_barrier(out, visit, scheme, width):
    """The rules of WCAG 2.2 A and AA that a program can check hold, in light and dark, at a desk and on a phone."""
    page = visit(out / "dossier.html", color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("""() => { for (const part of document.querySelectorAll("section, form")) {
          const fold = part.querySelector("details");
          if (fold) fold.open = true;
        } }""")
    page.locator("#statements .said .c a").first.focus()

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})

    assert len(found.response["passes"]) > 15
    assert [] == [
        (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]])
        for rule in found.response["violations"]
    ]


def test_axe_finds_no_barrier_on_the_page_of_a_document(out, visit):
    """The pages of documents keep the same rules."""
    path = sorted((out / "pages").iterdir())[0]

    found = Axe().run(visit(path), options={"runOnly": {"type": "tag", "values": AA}})

    assert [] == [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_denials_and_how_surely_lines_were_read_are_no_barrier_on_a_phone(tmp_path, visit, scheme):
    """Every line's word for sureness is text in sight, the rules hold, and nothing needs sideways scrolling."""
    path = tmp_path / "dossier.html"
    path.write_text(render_dossier(make_denials()), encoding="utf-8", newline="\n")
    page = visit(path, color_scheme=scheme, viewport={"width": 320, "height": 800})

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})

    assert [] == [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found.response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("for (const fold of document.querySelectorAll('#denials details')) fold.open = true")
    assert 3 == page.locator("#denials .denial > p:first-child .read:visible").count()
    assert re.search(r"(?:sure|likely|unsure), \d+%", page.locator("#denials .read").first.inner_text())


@pytest.mark.parametrize("width", [320, 390, 768, 1100])
def test_no_width_needs_sideways_scrolling(out, visit, width):
    """At the width of a small phone, and at any other, the page is no wider than the window."""
    page = visit(out / "dossier.html", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1100])
def test_no_label_of_a_chart_leaves_it_or_lies_on_another(out, visit, width):
    """Every word of the visible charts lies within its drawing, and no two words overlap."""
    page = visit(out / "dossier.html", viewport={"width": width, "height": 900})

    wrong = page.evaluate(
        """() => [...document.querySelectorAll(".chart svg")]
          .filter((svg) => svg.checkVisibility()).flatMap((svg) => {
          const frame = svg.getBoundingClientRect();
          const words = [...svg.querySelectorAll("text")].map((e) => [e.textContent, e.getBoundingClientRect()]);
          const leaves = (box) => box.left < frame.left - 3 || box.right > frame.right + 3
            || box.top < frame.top - 3 || box.bottom > frame.bottom + 3;
          const share = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
          const out = words.filter(([, box]) => leaves(box)).map(([text]) => "out: " + text);
          const over = words.flatMap(([text, a], i) => words.slice(i + 1).filter(([, b]) => share(a, b))
            .map(([other]) => "over: " + text + " / " + other));
          return [...out, ...over];
        })"""
    )

    assert [] == wrong


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile[:20])
def test_hostile_documents_do_nothing_and_stay_legible(tmp_path, visit, hostile):
    """Nothing runs, nothing is fetched, and the page keeps its width."""
    path = tmp_path / "dossier.html"
    path.write_text(render_dossier(make_record(hostile, hostile, hostile)), encoding="utf-8", newline="\n")

    page = visit(path, viewport={"width": 390, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    document = page.locator("article.document").first
    document.scroll_into_view_if_needed()
    expect(document).to_contain_text(hostile[:20], use_inner_text=True)


@pytest.mark.parametrize(("paper", "width"), [("A4", 595), ("Letter", 612)])
def test_it_prints_with_its_notes(out, visit, paper, width):
    """On paper, every number has its note, and what only works on a screen is gone."""
    page = visit(out / "dossier.html")
    numbers = page.locator(".notes span").count()

    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)

    assert numbers > 40
    assert len(printed.pages) <= 12
    assert "Notes" in text
    assert "Find in this record" not in text
    assert "As of" in text
    assert width == pytest.approx(float(printed.pages[0].mediabox.width), abs=2)


def test_what_is_printed_fits_the_paper(out, visit):
    """Nothing is wider than the printed column of an A4 sheet."""
    page = visit(out / "dossier.html", viewport={"width": 665, "height": 900})
    page.emulate_media(media="print")

    assert page.evaluate("document.documentElement.scrollWidth") <= 665
    assert page.locator(".notes").is_visible()
    assert not page.locator("article.document .text").first.is_visible()
    assert page.locator("article.document code").first.is_visible()


def test_no_heading_is_printed_over_nothing(visit, tmp_path):
    """Where all lines of a section or of a part of one are folded, paper has no heading for them."""
    record = make_record()
    [commitment] = record.commitments
    unsure = replace(
        commitment, versions=tuple(replace(one, probability=0.82) for one in commitment.versions)
    )
    figures = tuple(replace(one, relation=Relation.SINGLE, evidence=()) for one in record.figures)
    file = tmp_path / "folded.html"
    file.write_text(render_dossier(replace(record, commitments=(unsure,), figures=figures)), encoding="utf-8")
    page = visit(file)
    headings = page.locator("#commitments .group h3"), page.locator("#disputed > h2")
    on_screen = [heading.first.is_visible() for heading in headings]
    page.emulate_media(media="print")

    assert [True, True] == on_screen
    assert [False, False] == [heading.first.is_visible() for heading in headings]
    assert page.locator("#documents > h2").is_visible()


def test_an_earlier_announcement_found_stands_under_its_name(out, visit):
    """Where only what was announced before fits a search, the heading over it says whose it is, and it is counted."""
    page = visit(out / "dossier.html")
    words = page.evaluate(
        """() => {
          for (const item of document.querySelectorAll(".promise:has(ol.said)")) {
            const above = [item.querySelector("h4"), item.querySelector(":scope > .line")];
            const head = above.map((part) => part.textContent).join(" ").toLowerCase();
            for (const line of item.querySelectorAll("ol.said > .line"))
              for (const word of line.querySelector("b").textContent.toLowerCase().match(/[a-z]{6,}/g) ?? [])
                if (!head.includes(word)) return word;
          }
        }"""
    )

    page.locator("#find").fill(words)
    expect(page.locator("#found")).to_have_text(re.compile(r"^[1-9]\d* lines?$"))

    items = page.locator(".promise:visible").all()
    assert any(item.locator(":scope > .line:visible").count() == 0 for item in items)
    assert all(item.locator("h4").first.is_visible() for item in items)
    assert str(len(items)) == page.locator("nav [data-of=commitments]").inner_text()


def test_a_fold_says_how_much_of_it_is_left(out, visit):
    """Under a filter, the number that a fold was made with is not the last word on what is in it."""
    page = visit(out / "dossier.html")
    page.locator("#find").fill("helicopter")
    expect(page.locator("#found")).to_have_text(re.compile(r"^[1-9]\d* lines?$"))

    for fold in page.locator("details.rest:visible").all():
        left = fold.locator("summary").first.get_attribute("data-left")
        assert str(fold.locator("[data-one]:visible").count()) == left
    page.locator("#find").fill("")
    expect(page.locator("#found")).to_have_text("")
    assert 0 == page.locator("summary[data-left]").count()


def test_an_address_leads_below_the_contents_also_where_the_filters_are_open(out, visit):
    """The contents take more room with the filters: a heading that somebody goes to is not behind them."""
    page = visit(out / "dossier.html")
    page.locator(".facets summary").click()
    page.locator("nav a", has_text="Denied").click()

    rail = page.locator(".rail").bounding_box()
    assert page.locator("#denials h2").bounding_box()["y"] >= rail["y"] + rail["height"] - 2
