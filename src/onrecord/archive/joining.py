"""Readings -> pairs that may tell one story, by joins over what is rare in them; never all pairs.

Each reading has keys (names and words), of which it keeps the weightiest: those it has often and few others have. A
key's holders stand in the order of their days, and each is paired with those next to it there and no others, so that
the work grows with the number of readings however many hold a key. All weights are whole numbers, so that no order in
which an engine adds them up changes a sum.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.archive.engine import Running

# Chosen on the training piles of bench/grouping.py.
NAME_WEIGHT = 1.5  # of a name against a word
DISCOUNT = 3  # the key that a text has n-th often weighs 1 / sqrt(1 + n / DISCOUNT)
MOST_KEYS = 60  # of one reading that are kept
# A key with fewer holders than this weighs no more: what three readings share by chance is not their story. In a small
# archive it is one of so many.
RAREST, RAREST_PART = 50, 40
WINDOW = 30  # days between two readings of one story that nothing lies between
_EPOCH = date(1970, 1, 1).toordinal()  # from which Parquet counts days
_UNIT = 10_000  # the length of a reading's weights, squared and added up
_SLOT = 8  # neighbours with which a holder of a key is paired: at least so many, less than twice as many
LEAST = 600_000  # of `_UNIT` squared: a likeness of .006 by the keys for which two readings are neighbours
# Readings that share half of the runs of words that the shorter one has repeat one text; fewer runs say nothing.
FEWEST_RUNS = 3
NAME, WORD = "n:", "w:"  # marks of keys


class Pair(Struct, frozen=True):
    """Two readings by their numbers, that may tell one story."""

    one: int
    other: int
    copied: bool  # they share half of the shorter one's runs of words


class Joined(Struct, frozen=True):
    """What is known of readings for grouping them: in the order of their names, numbered from 0."""

    files: tuple[str, ...]
    days: tuple[int, ...]  # ordinals
    vectors: tuple[dict[int, int], ...]  # weights by key
    pairs: tuple[Pair, ...]
    keys: tuple[str, ...]  # the name or word that each key stands for, with its mark


def join_readings(running: Running, files: Sequence[Path]) -> Joined:
    """Return the keys of the readings in some files of an archive, and the pairs that may tell one story.

    A reading without any day stands in no story.
    """
    daft = running.daft
    col, functions = daft.col, daft.functions
    day = functions.coalesce(col("latest"), col("earliest")).cast(daft.DataType.int32())
    documents = daft.read_parquet([str(file) for file in files]).with_column("day", day)
    documents = documents.where(documents["day"].not_null()).with_column("id", col("file").hash())
    known = documents.select("id", "file", "day").to_pydict()
    days = (day + _EPOCH for day in known["day"])
    order = sorted(zip(known["file"], known["id"], days, strict=True))
    numbers = {identity: number for number, (_, identity, _) in enumerate(order)}
    vectors = _weigh(daft, documents, len(order)).collect()
    pairs = _pair(daft, vectors, "key", "unit").where(col("sum") >= LEAST).select("one", "other").to_pydict()
    found = {_order(numbers[one], numbers[other]): False for one, other in _rows(pairs)}
    found |= {
        _order(numbers[one], numbers[other]): True for one, other in _rows(_find_copies(daft, documents))
    }
    keys: dict[str, int] = {}
    weights: list[dict[int, int]] = [{} for _ in order]
    table = vectors.select("id", "key", "unit").sort(["id", "key"]).to_pydict()
    for identity, key, unit in zip(table["id"], table["key"], table["unit"], strict=True):
        weights[numbers[identity]][keys.setdefault(key, len(keys))] = unit
    return Joined(
        tuple(file for file, _, _ in order),
        tuple(day for _, _, day in order),
        tuple(weights),
        tuple(Pair(one, other, copied) for (one, other), copied in sorted(found.items())),
        tuple(keys),
    )


def _order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _rows(columns: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    return zip(columns["one"], columns["other"], strict=True)


def _weigh(daft: Any, documents: Any, count: int) -> Any:
    """Return a row for each key that a reading keeps, with its weight: those of one reading have the length `_UNIT`."""
    col, functions = daft.col, daft.functions
    integer, number = daft.DataType.int64(), daft.DataType.float64()
    spread = daft.func(
        _spread,
        return_dtype=daft.DataType.list(
            daft.DataType.struct({"key": daft.DataType.string(), "heft": integer})
        ),
    )
    keys = documents.select("id", "day", spread(col("names"), col("words")).alias("spread")).explode("spread")
    keys = keys.select(
        "id", "day", col("spread").get("key").alias("key"), col("spread").get("heft").alias("heft")
    )
    holders = keys.groupby("key").agg(col("id").count().alias("holders")).where(col("holders") > 1)
    rarest = min(float(RAREST), count / RAREST_PART)
    rarity = (1.0 + count / col("holders").cast(number).clip(min=rarest)).ln()
    weighed = keys.join(holders, on="key").with_column("weight", (col("heft") * rarity).round().cast(integer))
    weighed = weighed.where(col("weight") > 0)
    first = daft.Window().partition_by("id").order_by(["weight", "key"], desc=[True, False])
    kept = weighed.with_column("place", functions.row_number().over(first)).where(col("place") <= MOST_KEYS)
    lengths = kept.groupby("id").agg((col("weight") * col("weight")).sum().cast(number).alias("square"))
    unit = (col("weight").cast(number) * _UNIT / col("square").sqrt()).round().cast(integer)
    return kept.join(lengths, on="id").select("id", "day", "key", unit.alias("unit"))


def _spread(names: list[str], words: list[str]) -> list[dict[str, object]]:
    """Return the keys of a reading, each with its weight in a thousand before it is known how rare it is."""
    return [
        {"key": f"{mark}{key}", "heft": round(1000 * weight / (1 + place / DISCOUNT) ** 0.5)}
        for mark, keys, weight in ((NAME, names, NAME_WEIGHT), (WORD, words, 1.0))
        for place, key in enumerate(keys)
    ]


def _pair(daft: Any, rows: Any, key: str, unit: str) -> Any:
    """Return the pairs of readings that stand near each other among the holders of a key, with what they share.

    `sum` is the product of their weights, added up over the keys for which they are neighbours.
    """
    col, functions = daft.col, daft.functions
    integer = daft.DataType.int64()
    by_day = daft.Window().partition_by(key).order_by(["day", "id"])
    held = rows.with_column("place", functions.row_number().over(by_day).cast(integer))
    held = held.with_column("slot", (col("place") // _SLOT).cast(integer))
    later = held.select(key, "slot", *(col(name).alias(f"{name}_") for name in ("id", "day", "place", unit)))
    earlier = held.select(key, "slot", "id", "day", "place", unit)
    near = later.join(
        earlier.concat(earlier.with_column("slot", col("slot") + 1)),
        left_on=[key, "slot"],
        right_on=[key, "slot"],
    )
    near = near.where((col("place") < col("place_")) & (col("day_") - col("day") <= WINDOW))
    return (
        near.select(
            col("id").alias("one"), col("id_").alias("other"), (col(unit) * col(f"{unit}_")).alias("product")
        )
        .groupby("one", "other")
        .agg(col("product").sum().alias("sum"))
    )


def _find_copies(daft: Any, documents: Any) -> dict[str, list[int]]:
    """Return the pairs that share half of the runs of words of the one that has fewer."""
    col = daft.col
    integer = daft.DataType.int64()
    runs = documents.select("id", "day", "runs").explode("runs").where(col("runs").not_null())
    runs = runs.with_column("once", daft.lit(1).cast(integer))
    sizes = runs.groupby("id").agg(col("once").sum().alias("size"))
    shared = _pair(daft, runs, "runs", "once").where(col("sum") >= FEWEST_RUNS)
    shared = shared.join(sizes.select(col("id").alias("one"), col("size").alias("size_one")), on="one")
    shared = shared.join(sizes.select(col("id").alias("other"), col("size").alias("size_other")), on="other")
    half = (col("sum") * 2 >= col("size_one")) | (col("sum") * 2 >= col("size_other"))
    found: dict[str, list[int]] = shared.where(half).select("one", "other").to_pydict()
    return found
