"""From the first line to a published dossier, in a real browser and by the keyboard.

Needs Chromium, as `tests/publish/test_browser.py` does; elsewhere it is skipped. With ONRECORD_SCREENS, a picture of
every step is kept in the folder that it names.
"""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from tests.conftest import STORY
from tests.desk.opening import OpenDesk
from typer.testing import CliRunner

from onrecord import open_record
from onrecord.cli import app
from onrecord.desk.queue import name_target
from onrecord.rulings.ruling import LineKind
from onrecord.rulings.telling import Reader

expect.set_options(timeout=60_000)  # a machine that is busy is slow, and no test of this one
CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = os.environ.get("ONRECORD_SCREENS")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM, reason="there is no chromium on the path; install it, or name one in ONRECORD_CHROMIUM"
    ),
]


@pytest.fixture
def place(example, tmp_path):
    """Return a folder with the documents of the example, and their record."""
    shutil.copytree(STORY, tmp_path / "coverage")
    shutil.copytree(example.out, tmp_path / "record")
    (tmp_path / "record" / "folder.txt").write_bytes(b"../coverage\n")
    return tmp_path


class Walk:
    """A browser at a desk, which looks at each page that it comes to."""

    def __init__(self, page, origin):
        self.page, self.origin = page, origin
        self.faults = []
        self.steps = 0
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def look(self, name):
        """Keep a picture of the page, and note whatever keeps somebody from reading it."""
        self.page.wait_for_load_state()
        self.steps += 1
        if SCREENS:
            self.page.screenshot(path=Path(SCREENS) / f"{self.steps:02}-{name}.png")
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": AA}})
        self.faults += [f"{name}: {one['id']}" for one in found.response["violations"]]

    def open(self, path):
        """Open an address of the desk."""
        self.page.goto(self.origin + path)

    def press(self, key, said, left=None):
        """Press a key and wait for what the desk says of it, and for how many lines are then left."""
        self.page.wait_for_load_state()  # the keys are known once the page is whole
        self.page.keyboard.press(key)
        if left is not None:
            expect(self.page.locator("nav a").first).to_contain_text(f"({left} ", timeout=30_000)
        expect(self.page.locator(".said")).to_have_text(said)

    @property
    def left(self):
        """Return how many lines are still asked about."""
        return int(self.page.locator("nav a").first.inner_text().partition("(")[2].partition(" ")[0])


def test_a_story_is_checked_from_the_first_line_to_the_dossier(place):
    """Search, accept, correct, merge, split, group, add, undo; a document comes, and everything is still ruled."""
    out = place / "record"
    record = open_record(out)
    rows = list(Reader(record).rows())
    version = next(row for row in rows if row.target.kind is LineKind.VERSION and row.told.due)
    document = record.documents[0]
    whom, name = next(
        (actor, forms[-1])
        for actor in record.actors
        if len(forms := sorted({" ".join(span.exact.split()) for span in actor.mentions})) > 1
    )
    opened = OpenDesk(out)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            walk = Walk(browser.new_page(viewport={"width": 1280, "height": 860}), opened.origin)
            walk.page.goto(opened.address)
            _review(walk)
            _correct(walk, name_target(version.target))
            merged = _merge(walk, record, whom)
            _split(walk, whom, name)
            _group(walk, record, version)
            missed = _add(walk, document.id)
            walk.open("/rulings")
            walk.look("rulings")
            walk.page.get_by_role("button", name="Publish", exact=True).click()
            expect(walk.page.locator(".said")).to_contain_text("Published")
            walk.look("published")
            browser.close()
    finally:
        opened.kill()
    (place / "coverage" / "13-late.txt").write_text("2024-06-18\n\nA note on the weather of the week.\n")
    built = CliRunner().invoke(app, ["build", str(place / "coverage"), "--out", str(out)])

    assert [] == walk.faults
    assert 0 == built.exit_code, built.output
    published = json.loads((out / "record.json").read_bytes())
    ruled = open_record(out)
    assert missed in [term["span"]["exact"] for term in published["terms"]]
    due = [v for c in ruled.commitments for v in c.versions if v.span == version.span and v.ruling]
    assert date(2024, 5, 5) == due[0].due.latest
    assert {"accepted", "corrected", "added"} <= {
        one.ruling.kind
        for kind in (ruled.statements, ruled.terms, ruled.denials, *(c.versions for c in ruled.commitments))
        for one in kind
        if one.ruling
    }
    names = {actor.name for actor in ruled.actors}
    assert {"Nobody Known", "Somebody Else"} <= names
    assert 1 == len(
        {actor.id for actor in record.actors if actor.id in merged} & {a.id for a in ruled.actors}
    )
    assert names == {actor["name"] for actor in published["actors"]}
    assert 0 == CliRunner().invoke(app, ["verify", str(out)]).exit_code


def _review(walk):
    """Accept, take it back, accept again, reject and skip: each by one key."""
    walk.look("first-line")
    first = walk.left
    walk.press("a", "Ruled.", first - 1)
    walk.press("u", "Undone: accepted.", first)
    walk.press("a", "Ruled.", first - 1)
    walk.press("r", "Ruled.", first - 2)
    before = walk.page.url
    walk.page.wait_for_load_state()
    walk.page.keyboard.press("s")
    walk.page.wait_for_url(lambda address: address != before, wait_until="commit")
    assert first - 2 == walk.left
    assert walk.page.locator("#words").is_visible()
    walk.open("/search?words=commission")
    walk.look("search")
    walk.page.locator(".hits a").first.click()
    walk.look("found")


def _correct(walk, key):
    """Give an announcement another last day, with the reason that is asked for, without a mouse."""
    walk.open(f"/?line={key}#words")
    walk.page.locator("input[name=first]").fill("2024-05-05")
    walk.page.locator("input[name=last]").fill("2024-05-05")
    walk.page.keyboard.press("Enter")  # a reason is asked for, and what was typed stays
    expect(walk.page.locator("input[name=why]:invalid")).to_be_focused()
    assert "2024-05-05" == walk.page.locator("input[name=last]").input_value()
    walk.page.locator("input[name=why]").fill("The text says the fifth")
    walk.page.keyboard.press("Escape")
    walk.press("c", "Ruled.")
    walk.look("corrected")


def _merge(walk, record, whom):
    """Merge two actors after a look at what moves, part them again, and merge them for good."""
    pair = [actor.id for actor in record.actors if actor.mentions and actor.id != whom.id][:2]
    for last in (False, True):
        walk.open("/people")
        walk.look("people")
        walk.page.locator("select[name=one]").select_option(pair[0])
        walk.page.locator("select[name=other]").select_option(pair[1])
        walk.page.get_by_role("button", name="Show what moves").click()
        walk.look("merge")
        walk.page.get_by_role("button", name="They are one").click()
        expect(walk.page.locator(".said")).to_have_text("Merged.")
        if not last:
            walk.press("u", "Undone: accepted.")
    return pair


def _split(walk, whom, name):
    """Give one name of an actor to somebody else, after a look at what moves."""
    walk.open(f"/people?split={whom.id}")
    walk.look("split")
    walk.page.locator(f'input[name=names][value="{name}"]').check()
    walk.page.locator("input[name=name]").fill("Somebody Else")
    walk.page.get_by_role("button", name="Show what would move").click()
    expect(walk.page.locator("#part")).to_contain_text("Part Somebody Else from")
    walk.look("split-preview")
    walk.page.get_by_role("button", name="They are two").click()
    expect(walk.page.locator(".said")).to_have_text("Split.")


def _group(walk, record, version):
    """Put an announcement with those of another commitment, take it back, and then let it stand alone."""
    home = next(one for one in record.commitments if one.id == version.line)
    other = next(one for one in record.commitments if one.id != home.id)
    for choice, undone in ((other.id, True), ("alone", False)):
        walk.open(f"/?line={name_target(version.target)}#words")
        for day in ("first", "last"):
            walk.page.locator(f"input[name={day}]").fill("2024-05-05")
        walk.page.locator("select[name=group]").select_option(choice)
        walk.page.locator("input[name=why]").fill("It is another act")
        walk.page.keyboard.press("Enter")
        expect(walk.page.locator(".said")).to_have_text("Ruled.")
        if undone:
            walk.press("u", "Undone: corrected.")
    walk.look("parted")


def _add(walk, document):
    """Select the first words of a document and say that they are a term."""
    walk.open(f"/document/{document}")
    chosen = walk.page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (node && node.data.trim().length < 20) node = walker.nextNode();
            const start = node.data.search(/\\S/);
            document.getSelection().setBaseAndExtent(node, start, node, start + 15);
            return document.getSelection().toString();
        }"""
    )
    expect(walk.page.locator("#chosen")).to_have_value(chosen)
    walk.page.locator("#kind").select_option("term")
    walk.page.locator("input[name=party]").fill("Nobody Known")
    walk.look("selected")
    walk.page.get_by_role("button", name="Add", exact=True).click()
    expect(walk.page.locator(".said")).to_have_text("Added.")
    expect(walk.page.locator("#words")).to_have_text(chosen.strip())
    return chosen.strip()
