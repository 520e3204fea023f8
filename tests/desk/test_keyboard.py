"""A record is ruled from its first line to its last without a mouse, in a real browser.

Needs Chromium, as `test_walk.py` does.
"""

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.desk.opening import OpenDesk
from tests.desk.test_walk import CHROMIUM, Walk, pytestmark  # noqa: F401 - marks these tests too
from tests.rulings.making import make_wide_record

from onrecord import open_record
from onrecord.model import Act, Outcome, RelayKind
from onrecord.own import RECORD_FILE
from onrecord.record.write import write_record
from onrecord.rulings.ruling import LineKind
from onrecord.rulings.store import read_rulings


class Keys(Walk):
    """Somebody who has a keyboard and no mouse."""

    def type(self, text):
        """Write over what stands in the field that has the focus."""
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def press_key(self, key):
        """Press a key once the page is whole."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)

    def go_to(self, name):
        """Go to a field, or to a link of some words, as Tab does."""
        for _ in range(60):
            found = self.page.evaluate(
                "[document.activeElement.name, document.activeElement.textContent.trim()]"
            )
            if name in found:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name} can't be reached")

    def choose(self, name, words):
        """Choose in a list by the first letters of what is chosen."""
        self.go_to(name)
        self.page.keyboard.type(words)

    def save(self, left):
        """Say why, and save by Enter, as in any form."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("w")
        self.page.keyboard.type("as it says")
        self.page.keyboard.press("Enter")
        self.wait(left)

    def wait(self, left):
        """Wait until so many lines are left."""
        expect(self.page.locator("nav a").first).to_contain_text(f"({left} left)")
        self.page.wait_for_load_state()


def set_party(keys, name):
    """Write another name for who is meant."""
    keys.press_key("e")
    keys.go_to("party")
    keys.type(name)


def correct_statement(keys):
    """Somebody else speaks, and does something else by it."""
    set_party(keys, "Ludo Sand")
    keys.choose("act", "regrets")


def correct_day(keys):
    """Another first and last day, by the digits of a date field."""
    keys.press_key("e")
    for name in ("first", "last"):
        keys.go_to(name)
        keys.page.keyboard.type("05152025")


def part_version(keys):
    """An announcement is an act of its own."""
    keys.press_key("e")
    keys.choose("group", "none other")


def group_version(keys):
    """An announcement is of the act of another."""
    keys.press_key("e")
    keys.choose("group", "sail again")


ACTIONS = {
    "Statement": [correct_statement],
    "Announcement": [correct_day, part_version, group_version],
    "Term": [lambda keys: set_party(keys, "port office")],
    "Denial": [lambda keys: keys.press_key("e") or keys.choose("denial", "declined")],
    "Outcome": [lambda keys: keys.press_key("e") or keys.choose("outcome", "partly")],
    "Figure": [lambda keys: set_party(keys, "Ludo Sand")],
    "Rival name": [lambda keys: set_party(keys, "Ludo Sand")],
    "Relay": [None, lambda keys: keys.press_key("e") or keys.choose("relay", "rewrites")],
    "Event": [correct_day],
    "Silence": [lambda keys: set_party(keys, "pilots' guild")],
}


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a record that has a line of every kind."""
    write_record(tmp_path / RECORD_FILE, make_wide_record())
    return tmp_path


def test_every_kind_of_line_is_ruled_by_the_keyboard_alone(folder):
    """Accept, undo, reject, undo, skip; then a correction of each kind with a reason, until nothing is left."""
    opened = OpenDesk(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-US")
            keys = Keys(page, opened.origin)
            page.goto(opened.address)
            _go_through(keys)
            browser.close()
    finally:
        opened.kill()

    assert [] == keys.faults
    record = open_record(folder)
    after = {kind: [] for kind in LineKind}
    for ruling in read_rulings(folder).rulings:
        if ruling.verdict == "corrected":
            assert "as it says" == ruling.why
            after[ruling.kind].append((ruling, ruling.after))
    [(_, said)] = after[LineKind.STATEMENT]
    assert ("Ludo Sand", Act.REGRET) == (said.party.name, said.act)
    days, alone, grouped = after[LineKind.VERSION]
    assert ["2025-05-15", "2025-05-15"] == [str(day) for day in days[1].due]
    assert alone[0].words == alone[1].group
    assert "the ferry would sail again in April" == grouped[1].group.exact
    assert {"declined"} == {told.denial for _, told in after[LineKind.DENIAL]}
    assert {Outcome.PARTLY_KEPT} == {told.outcome for _, told in after[LineKind.OUTCOME]}
    assert {RelayKind.REWRITES} <= {told.relay for _, told in after[LineKind.RELAY]}
    assert "2025-05-15" == record.events[0].when.edtf
    assert ["pilots' guild"] == [told.party.name for _, told in after[LineKind.SILENCE]]
    assert "Ludo Sand" in {actor.name for actor in record.actors}


def _go_through(keys):
    left = keys.left
    for key, said, by in (
        ("a", "Ruled.", -1),
        ("u", "Undone: accepted.", 0),
        ("r", "Ruled.", -1),
        ("u", "Undone: rejected.", 0),
    ):
        keys.press(key, said, left + by)
    before = keys.page.url
    keys.press_key("s")
    keys.page.wait_for_url(lambda address: address != before, wait_until="commit")
    rest = {kind: list(actions) for kind, actions in ACTIONS.items()}
    seen = set()
    while left:
        keys.page.wait_for_load_state()
        heading = keys.page.locator("h1").inner_text()
        if heading.startswith("That was the last"):
            keys.look("skipped")
            keys.go_to("go through them")
            keys.press_key("Enter")
            expect(keys.page.locator("h1")).to_contain_text("is this right?")
            continue
        kind = heading.partition(":")[0]
        if kind not in seen:
            keys.look(f"kind-{len(seen)}")
            seen.add(kind)
        action = rest[kind].pop(0) if rest.get(kind) else None
        left -= 1
        if action is None:
            keys.press_key("r" if kind == "Two names" else "a")
            keys.wait(left)
        else:
            action(keys)
            keys.save(left)
    expect(keys.page.locator("h1")).to_have_text("Everything is ruled on")
    keys.look("done")
    keys.go_to("Publish what was ruled")
    keys.press_key("Enter")
    expect(keys.page.locator("h1")).to_have_text("Rulings")
    keys.look("rulings")
    assert set(ACTIONS) <= seen
