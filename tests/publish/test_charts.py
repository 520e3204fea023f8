"""The charts: what is drawn, where it stands, and that nothing in them can act."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Move, RelayKind
from onrecord.publish.charts.amounts import Held, can_draw, draw_amounts
from onrecord.publish.charts.paths import Path, draw_paths
from onrecord.publish.charts.slip import Announced, draw_slip
from onrecord.publish.charts.strip import draw_strip
from onrecord.publish.charts.svg import NARROW, WIDE, Canvas, Legend, wrap
from onrecord.publish.charts.ticks import find_amount_ticks, find_day_ticks, find_power_ticks

LEGEND = Legend("chart-1", "Announced days", "Two announcements.")
SVG = "{http://www.w3.org/2000/svg}"
FIRST = Announced(
    date(2023, 9, 18), date(2023, 9, 18), date(2023, 11, 30), Move.ORIGINAL, "Rao: by November", "Rao", None
)
SECOND = Announced(
    date(2023, 11, 30),
    date(2023, 11, 30),
    date(2024, 1, 31),
    Move.REVISED,
    "Lund: by January",
    "Lund",
    date(2023, 12, 1),
)
TODAY = date(2024, 6, 17)


def parse(svg):
    """Return the drawing as a tree; it was made here, a moment ago."""
    return ET.fromstring(svg)  # noqa: S314


def canvas(width=WIDE):
    return Canvas(width, LEGEND)


def texts(svg):
    return ["".join(element.itertext()) for element in parse(svg).iter(f"{SVG}text")]


def bars(svg):
    """Return the left and right end of each window's bar, as drawn."""
    found = []
    for line in parse(svg).iter(f"{SVG}path"):
        if line.get("class") == "bar":
            left, _, right, _ = (float(number) for number in re.findall(r"-?[\d.]+", line.get("d")))
            found.append((left, right))
    return found


def test_each_announcement_is_a_line_with_its_window():
    """Two announcements make two labelled bars; the second begins where the first ends, and ends later."""
    svg = draw_slip([FIRST, SECOND], TODAY, canvas())
    [first, second] = bars(svg)

    assert {"Rao: by November", "Lund: by January", "as of 17 Jun 2024"} <= set(texts(svg))
    assert first[0] < first[1] == pytest.approx(second[0])
    assert second[0] < second[1]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_mark_leaves_the_chart(width):
    """An open end, an announcement without a day and a far-off year all stay within the width."""
    rows = [
        FIRST,
        Announced(None, None, date(2031, 1, 1), Move.WITHDRAWN, "x" * 500, "y" * 500, None),
        Announced(date(2024, 1, 1), date(2024, 2, 1), None, Move.REAFFIRMED, "open", "open", None),
    ]
    svg = draw_slip(rows, TODAY, canvas(width))

    assert all(-1 <= left <= right <= width + 1 for left, right in bars(svg))
    assert max(len(text) for text in texts(svg)) <= width / 6


def test_a_chart_says_what_it_shows_to_those_who_do_not_see_it():
    """The drawing has the role of an image, with a title and a description."""
    root = parse(draw_slip([FIRST], TODAY, canvas()))

    assert "img" == root.get("role")
    assert "Announced days" == root.find(f"{SVG}title").text
    assert "Two announcements." == root.find(f"{SVG}desc").text
    assert root.find(f"{SVG}title").get("id") == root.get("aria-labelledby")


def test_marks_carry_the_day_from_which_they_are_known():
    """The page's script finds by its day what an earlier day does not know, and the line of the as-of day."""
    svg = draw_slip([FIRST, SECOND], TODAY, canvas())

    assert 'data-d="2023-12-01"' in svg
    assert 'today"' in svg


def test_the_same_chart_is_the_same_bytes():
    """Drawing twice gives the same SVG."""
    assert draw_slip([FIRST, SECOND], TODAY, canvas()) == draw_slip([FIRST, SECOND], TODAY, canvas())


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</text></svg><img src=x>", "&lt;b&gt;", "a\u202eb", "\x00\x1b"]
)
def test_hostile_labels_stay_text(hostile):
    """Markup in a name is drawn as letters."""
    rows = [Held(1, 2, hostile, hostile, None), Held(3, None, hostile, hostile, None)]
    svg = draw_amounts(rows, Canvas(WIDE, Legend("c", hostile, hostile)))

    tags = {element.tag.removeprefix(SVG) for element in parse(svg).iter()}
    assert tags <= {"svg", "path", "text", "title", "desc"}


def test_values_stand_on_one_axis():
    """A value that is larger stands further right, whoever gives it."""
    svg = draw_amounts(
        [Held(17, 17, "Ministry: 17", "17", None), Held(63, None, "Aid: at least 63", "63", None)], canvas()
    )
    points = re.findall(r'<path transform="translate\(([\d.]+)', svg)

    assert "Ministry: 17" in texts(svg)
    assert float(min(points, key=float)) < WIDE / 2 < float(max(points, key=float))


@pytest.mark.parametrize(
    "rows",
    [
        [Held(1, 1, "", "", None)],
        [Held(5, 5, "", "", None), Held(5, 5, "", "", None)],
        [Held(1, 1, "", "", None), Held(1e30, 1e30, "", "", None)],
        [Held(-1, -1, "", "", None), Held(5, 5, "", "", None)],
    ],
)
def test_what_no_axis_can_show_is_left_to_the_table(rows):
    """One value, equal values and absurd ones make no chart."""
    assert not can_draw(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.001, 1e14), min_size=2, max_size=6, unique=True))
def test_any_amounts_can_be_drawn(amounts):
    """Amounts of whatever size get an axis with few, rising marks."""
    rows = [Held(amount, amount, "a", "a", None) for amount in amounts]
    if can_draw(rows):
        svg = draw_amounts(rows, canvas(NARROW))
        places = [float(x) for x in re.findall(r'<path transform="translate\(([\d.]+)', svg)]
        assert all(0 <= place <= NARROW for place in places)


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)), st.integers(1, 200_000))
def test_days_are_marked_in_order_and_not_too_often(first, length):
    """However long the time, at most as many days are marked as there is room for."""
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    found = [day for day, _ in find_day_ticks(first, last, 8)]

    assert found == sorted(found)
    assert len(found) <= 8
    assert all(first <= day <= last for day in found)


@given(st.floats(0, 1e12), st.floats(0.001, 1e12))
def test_amounts_are_marked_in_order_and_not_too_often(low, size):
    """However large the amounts, at most eight are marked, within the axis."""
    found = find_amount_ticks(low, low + size, 8)

    assert found == sorted(found)
    assert len(found) <= 8


def test_powers_of_ten_are_marked():
    """Amounts far apart get marks at powers of ten."""
    assert [10, 100] == find_power_ticks(7, 300)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_map_names_every_outlet(width):
    """Each origin and each taker stands in the map, wrapped where it is long, and each path is drawn in its way."""
    paths = [
        Path("Ostwire", "The Harrow Bay Evening Star", RelayKind.COPIES, 1),
        Path("Ostwire", "Beam", RelayKind.REWRITES, 1),
        Path("Chronicle", "Ostwire", RelayKind.CITES, 2),
    ]
    svg = draw_paths(paths, canvas(width))
    words = " ".join(texts(svg))

    assert all(name in words for name in ("Ostwire", "The Harrow", "Star", "Beam", "Chronicle"))
    assert ["copies", "rewrites", "cites"] == re.findall(r'class="way (\w+)"', svg)


def test_a_strip_has_a_dot_for_each_day_in_the_row_of_its_kind():
    """What was said earlier stands further left, and each kind of line has its own row."""
    rows = [
        ("said", [(date(2024, 1, 1), None), (date(2024, 3, 1), date(2024, 3, 2))]),
        ("denied", [(date(2024, 2, 1), None)]),
    ]
    svg = draw_strip(rows, canvas())
    dots = [
        tuple(map(float, place))
        for place in re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*class="dotted"', svg)
    ]

    assert {"said", "denied"} <= set(texts(svg))
    first, last, denied = dots
    assert first[0] < denied[0] < last[0]
    assert first[1] == last[1] < denied[1]
    assert 1 == svg.count('data-d="2024-03-02"')


@given(st.text(st.characters(categories=["L", "Zs"]), max_size=80), st.integers(40, 300))
def test_wrapped_names_fit(name, width):
    """No line of a wrapped name is wider than its column, and there are at most three."""
    lines = wrap(name, width, 3)

    assert len(lines) <= 3
    assert all(len(line) <= max(4, width / 6) for line in lines)
