"""Make the table by which undated documents are dated: how far from their own day articles name others.

    python training/days.py --piles TRAIN.jsonl.gz --readings FOLDER --out src/onrecord/story/judge

PILES and READINGS are those of pairs.py. Every article of the piles has a day. Counted is how far from it the days,
months, weekdays and years lie that its text names, by how the sentence speaks of them; and of every two articles of one
pile how far apart they lie, by how like their words are (by expectation and maximisation: an article is near one of
those whose day is known, and nobody says which).

What a clue of each kind weighs is chosen by the likelihood of the true days, half of each pile being dated by the other
half with a table of the other piles. Printed is how many days are told within so many days, and how many of those
windows hold the true one. Without `--out` that is all.
"""

import random
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np

from judged import FOLDS, read_arguments
from onrecord.annotations import Reading
from onrecord.model import UNKNOWN
from onrecord.story.dating_chances import DOUBT, SURE, find_window
from onrecord.story.judge.days import (
    APART,
    KINDS,
    Calendar,
    Clue,
    Likeness,
    Table,
    find_steps,
    lay_calendar,
    lay_out,
    list_clues,
    measure_apart,
    measure_steps,
    weigh_clue,
    weigh_nearness,
)
from onrecord.times.redating import tell_times
from piles import read_piles

DEGREES = (0.15, 0.35, 0.55, 0.75, 0.88, 0.95, 0.985)  # of the likeness of two articles of a pile
ROUNDS, STEADY = 30, 8.0  # of maximisation; as many pairs of every degree speak in each
KIND, EVEN = 10.0, 0.5  # as many names of its kind or surer sort, and of all steps alike, speak in each sort
TRUSTS = (0.2, 0.4, 0.6, 0.8, 1.0)
WIDTHS = (7, 31, 62, 183, 366)
REACH = 3  # years before the first and after the last document of a pile
NEVER = 1e-9  # the chance of a day beyond those that are weighed


class Article(NamedTuple):
    """A document of a pile with its day, and what it names."""

    text: str
    day: date
    clues: list[Clue]


def read(reading: Reading) -> Article:
    """Return an article as it would be read if nobody knew its day."""
    published = reading.document.published
    day = published.latest or date.fromisoformat(published.edtf)
    document = msgspec.structs.replace(reading.document, published=UNKNOWN)
    times = tell_times(document, reading.sentences, UNKNOWN)
    bare = msgspec.structs.replace(reading, document=document, times=times)
    return Article(document.text, day, list_clues(bare))


def teach(piles: Sequence[Sequence[Article]], trust: dict[str, float]) -> Table:
    """Return what the articles of some piles show."""
    rows = [np.stack([lay_out(article.text) for article in pile]) for pile in piles]
    alike = [own @ own.T for own in rows]
    likeness = np.concatenate([one[np.triu_indices(len(one), 1)] for one in alike])
    bounds = tuple(round(float(value), 4) for value in np.quantile(likeness, DEGREES))
    weight, apart = _teach_nearness(piles, alike, bounds, several=True)
    _, alone = _teach_nearness(piles, alike, bounds, several=False)
    return Table(bounds, weight, apart, alone, _count_named(piles), trust)


def _teach_nearness(
    piles: Sequence[Sequence[Article]],
    alike: Sequence[np.ndarray],
    bounds: tuple[float, ...],
    *,
    several: bool,
) -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    luck, wide, degrees = random.Random(1), measure_apart(), len(bounds) + 1
    samples = []
    for pile, own in zip(piles, alike, strict=True):
        for place, article in enumerate(pile):
            others = [n for n in range(len(pile)) if n != place]
            for _ in range(2 if len(others) > several else 0):
                some = luck.sample(others, luck.randint(2, len(others)) if several else 1)
                steps = [
                    np.searchsorted(APART, abs((pile[n].day - article.day).days), side="right") - 1
                    for n in some
                ]
                found = [int(np.searchsorted(bounds, own[place, n], side="right")) for n in some]
                samples.append((np.array(found), np.minimum(np.array(steps), len(wide) - 1)))
    weight, share = np.ones(degrees), np.full((degrees, len(wide)), 1 / len(wide))
    for _ in range(ROUNDS):
        taken, offered, counts = np.zeros(degrees), np.zeros(degrees), np.zeros((degrees, len(wide)))
        for found, steps in samples:
            likely = weight[found] * share[found, steps] / wide[steps]
            likely /= likely.sum()
            np.add.at(taken, found, likely)
            np.add.at(offered, found, weight[found] / weight[found].sum())
            np.add.at(counts, (found, steps), likely)
        weight = weight * taken / np.maximum(offered, 1e-9)
        weight /= weight.max()
        whole = counts.sum(0) + 0.5
        share = counts + STEADY * whole / whole.sum()
        share /= share.sum(1, keepdims=True)
    return _round(weight), tuple(_round(row) for row in share)


def _count_named(piles: Sequence[Sequence[Article]]) -> dict[str, dict[str, tuple[float, ...]]]:
    counts: dict[str, dict[str, np.ndarray]] = {
        kind: {"": np.full(len(measure_steps(kind)), 0.5)} for kind in KINDS
    }
    for article in (article for pile in piles for article in pile):
        own = lay_calendar(article.day, article.day)
        for clue in article.clues:
            [step] = find_steps(clue.kind, clue.value, own)
            sorts = counts[clue.kind]
            for sort in ("", clue.sort.split()[0], clue.sort):
                sorts.setdefault(sort, np.zeros(len(sorts[""])))[step] += 1
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    for kind, sorts in counts.items():
        wide = measure_steps(kind)
        whole = sorts[""] / sorts[""].sum()
        shares = {"": whole}
        for sort in sorted(sorts.keys() - {""}, key=len):  # how surely it is past or to come before all else
            known = shares.get(sort.split()[0], whole)
            told = sorts[sort] + KIND * known + EVEN * wide / wide.sum()
            shares[sort] = told / told.sum()
        found[kind] = {sort: _round(share) for sort, share in sorted(shares.items())}
    return found


def _round(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(f"{value:.3g}") for value in values)


class Hidden(NamedTuple):
    """An article whose day is to be found, the days that may be it, and how near it is to others."""

    article: Article
    calendar: Calendar
    near: np.ndarray  # how likely each day is by the others alone


def hide(piles: Sequence[Sequence[Article]], table: Table) -> list[Hidden]:
    """Return half of the articles of each pile, as their other half lets them be dated."""
    found = []
    for number, pile in enumerate(piles):
        order = random.Random(number).sample(range(len(pile)), len(pile))
        hidden, dated = order[: len(pile) // 2], order[len(pile) // 2 :]
        likeness = Likeness([(str(n), pile[n].text, pile[n].day) for n in dated])
        known = [pile[n].day.year for n in dated]
        years = range(min(known) - REACH, max(known) + REACH + 1)
        calendar = lay_calendar(date(years[0], 1, 1), date(years[-1], 12, 31))
        for n in hidden:
            near = weigh_nearness(table, likeness.find_nearest(pile[n].text, str(n)), calendar.days)
            found.append(Hidden(pile[n], calendar, near / near.sum()))
    return found


def weigh(hidden: Hidden, table: Table) -> np.ndarray:
    """Return how likely each day is."""
    sums = np.log(hidden.near)
    for clue in hidden.article.clues:
        sums = sums + weigh_clue(table, clue, hidden.calendar)
    chances = np.exp(sums - sums.max())
    return (1 - DOUBT) * chances / chances.sum() + DOUBT * hidden.near


def measure(parts: Sequence[Sequence[Hidden]], tables: Sequence[Table]) -> float:
    """Return the mean logarithm of the chance of the true days, those of each part being weighed by its table."""
    found = []
    for part, table in zip(parts, tables, strict=True):
        for hidden in part:
            place = hidden.article.day.toordinal() - int(hidden.calendar.days[0])
            inside = 0 <= place < len(hidden.calendar.days)
            found.append(np.log(weigh(hidden, table)[place] if inside else NEVER))
    return float(np.mean(found))


def show(parts: Sequence[Sequence[Hidden]], tables: Sequence[Table]) -> None:
    """Print how many days are told how closely, and how many are right."""
    windows = []
    for part, table in zip(parts, tables, strict=True):
        for hidden in part:
            first, last = find_window(weigh(hidden, table), SURE)
            true = hidden.article.day.toordinal()
            windows.append(
                (last - first + 1, hidden.calendar.days[first] <= true <= hidden.calendar.days[last])
            )
    print(f"documents {len(windows)}")
    for most in WIDTHS:
        held = [right for width, right in windows if width <= most]
        print(f"within {most} days: {len(held)}, {np.mean(held) if held else 0:.3f} right")


def main() -> None:
    """Read the piles, and count, check and write the table."""
    args = read_arguments(__doc__)
    piles = []
    for pile in read_piles(args.piles):
        kept = (args.readings / f"{pile['pile']}.msgpack").read_bytes()
        piles.append([read(reading) for reading in msgspec.msgpack.decode(kept, type=list[Reading])])
    parts = [piles[n::FOLDS] for n in range(FOLDS)]
    others = [[pile for m, part in enumerate(parts) if m != n for pile in part] for n in range(FOLDS)]
    trust = dict.fromkeys(KINDS, 0.6)
    tables = [teach(some, trust) for some in others]
    hidden = [hide(part, table) for part, table in zip(parts, tables, strict=True)]
    for kind in (*KINDS, *KINDS):
        scores = {
            share: measure(hidden, [msgspec.structs.replace(t, trust={**trust, kind: share}) for t in tables])
            for share in TRUSTS
        }
        trust[kind] = max(scores, key=lambda share: scores[share])
        print(f"{kind}: {trust[kind]}, log likelihood {scores[trust[kind]]:.3f}")
    show(hidden, [msgspec.structs.replace(table, trust=trust) for table in tables])
    if args.out:
        content = msgspec.json.encode(teach(piles, trust))
        (args.out / "days.json").write_bytes(content + b"\n")


if __name__ == "__main__":
    main()
