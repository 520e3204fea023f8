"""An edition's charts: which rows each has, how they are worded, and what is said to those who do not see it."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Commitment, Figure, Version, When
from onrecord.publish import summary
from onrecord.publish.charts.amounts import Held, can_draw, draw_amounts
from onrecord.publish.charts.paths import Path, draw_paths
from onrecord.publish.charts.slip import Announced, draw_slip
from onrecord.publish.charts.strip import draw_strip
from onrecord.publish.charts.svg import Legend, draw_both
from onrecord.publish.edition import Edition
from onrecord.publish.promises import choose_drawn, list_rows
from onrecord.publish.quantities import Value, to_number
from onrecord.publish.relayed import Route
from onrecord.publish.speakers import Part
from onrecord.publish.wording import (
    begin,
    count,
    say_day,
    say_due,
    say_move,
    say_short_said,
    say_short_when,
    say_when,
)

_MOST_ROWS = 24  # of one chart: about a page


class Drawing(Struct, frozen=True):
    """A chart in two widths, with a title and a note on what is not drawn."""

    wide: Markup
    narrow: Markup
    title: str
    note: str


class Drawings:
    """The charts of an edition, each with a key of its own."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made = self._strips = 0

    def slip(self, commitment: Commitment) -> Drawing | None:
        """Return the slip chart of a commitment, if a day was announced for it."""
        announced = [row.version for row in list_rows(commitment)]
        drawn = choose_drawn(announced, _MOST_ROWS)
        if not drawn:
            return None
        rows = [self._announced(version) for version in drawn]
        as_of = self._edition.record.as_of
        who = self._edition.name(commitment.party, "somebody not named")
        legend = self._legend(f"Days announced by or for {who}", _describe(drawn, as_of))
        wide, narrow = draw_both(lambda canvas: draw_slip(rows, as_of, canvas), legend)
        left = len(announced) - len(drawn)
        note = f"{count(left, 'announcement')} not drawn, but listed below." if left else ""
        return Drawing(wide, narrow, legend.title, note)

    def _announced(self, version: Version) -> Announced:
        edition = self._edition
        name = edition.giver(version.by, [version.span])
        said = version.said_on.latest or version.said_on.earliest
        first = begin(say_short_said(version.said_on))
        return Announced(
            said=said,
            first=version.due.earliest,
            last=version.due.latest,
            move=version.move,
            label=f"{first}, {name}: {say_due(version)} ({say_move(version)})",
            short=f"{first}: {say_short_when(version.due)}, {name}",
            known=edition.known(version.span),
        )

    def amounts(self, figure: Figure) -> Drawing | None:
        """Return the chart of a figure's values, if there are several that can stand on one axis."""
        values = self._edition.values(figure)
        rows = [self._held(figure, value) for value in values[:_MOST_ROWS]]
        if not can_draw(rows):
            return None
        said = "; ".join(row.label for row in rows)
        legend = self._legend(
            f"Values given for “{begin(figure.quantity)}”", f"{count(len(rows), 'value')}: {said}."
        )
        wide, narrow = draw_both(lambda canvas: draw_amounts(rows, canvas), legend)
        left = len(values) - len(rows)
        return Drawing(
            wide, narrow, legend.title, f"{count(left, 'value')} not drawn, but listed below." if left else ""
        )

    def _held(self, figure: Figure, value: Value) -> Held:
        name = begin(self._edition.giver(value.holder, value.spans, value.words))
        label = f"{name}: {value.amount(figure.unit)}"
        qualifier = value.value.qualifier
        notes = [f"“{qualifier}”"] if qualifier and not value.bounds.startswith(qualifier) else []
        if len(value.spans) > 1:
            notes.append(count(len(value.spans), "passage"))
        return Held(
            low=to_number(value.value.low),
            high=to_number(value.value.high),
            label=f"{label} ({', '.join(notes)})" if notes else label,
            short=f"{value.bounds}: {name}",
            known=self._edition.known(*value.spans),
        )

    def routes(self, routes: Sequence[Route]) -> Drawing | None:
        """Return the relay map."""
        edition = self._edition
        paths = [
            Path(
                edition.origin(route),
                edition.taker(route),
                route.kind,
                len(route.takers),
            )
            for route in routes[: summary.SHOWN_ROUTES]
        ]
        if not paths:
            return None
        drawn = routes[: len(paths)]
        said = "; ".join(
            f"{path.taker} {route.how} {path.origin}" for path, route in zip(paths, drawn, strict=True)
        )
        legend = self._legend("Who has it from whom", f"{said}.")
        wide, narrow = draw_both(lambda canvas: draw_paths(paths, canvas), legend)
        left = len(routes) - len(paths)
        notes = [f"{count(left, 'path')} not drawn, but listed below."] if left else []
        if doubt := [path for path, route in zip(paths, drawn, strict=True) if not route.directed]:
            pairs = "; ".join(f"{path.origin} and {path.taker}" for path in doubt)
            notes.append(f"Which was first is not told: {pairs}.")
        return Drawing(wide, narrow, legend.title, " ".join(notes))

    def strip(self, part: Part) -> Drawing | None:
        """Return an actor's lines by day, where there are two days to tell apart and room for the drawing."""
        edition = self._edition
        kinds: dict[str, list[tuple[When, date | None]]] = {
            "said": [
                (one.said_on, edition.known(*one.content))
                for line in part.lines
                for one in (line.first, *line.others)
            ],
            "announced": [
                (one.said_on, edition.known(one.span)) for item in part.commitments for one in item.versions
            ],
            "denied": [(edition.day_of(one), edition.known(one.span)) for one in part.denials],
            "required": [(edition.day_of(one), edition.known(one.span)) for one in part.terms],
        }
        rows = []
        for name, dots in kinds.items():
            found = {(day, known) for said, known in dots if (day := said.latest or said.earliest)}
            if found:
                rows.append((name, sorted(found, key=lambda dot: (dot[0], dot[1] or date.max))))
        if len({day for _, dots in rows for day, _ in dots}) < 2 or self._strips >= summary.STRIPS:
            return None
        self._strips += 1
        said = "; ".join(f"{name} on {count(len(dots), 'day')}" for name, dots in rows)
        who = edition.name(part.actor.id) if part.actor else "those not named"
        legend = self._legend(f"The days of {who}", f"{said}.")
        wide, narrow = draw_both(lambda canvas: draw_strip(rows, canvas), legend)
        return Drawing(wide, narrow, legend.title, "")

    def _legend(self, title: str, description: str) -> Legend:
        self._made += 1
        return Legend(f"chart-{self._made}", title, description)


def _describe(versions: Sequence[Version], as_of: date | None) -> str:
    first, last = versions[0], versions[-1]
    told = f"{count(len(versions), 'announcement')}. The first gives {say_when(first.due)}"
    if len(versions) > 1:
        told += f", the last {say_when(last.due)}"
    return f"{told}. A dashed line marks the as-of day, {say_day(as_of)}." if as_of else f"{told}."
