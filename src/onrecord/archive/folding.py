"""A batch whose units are read -> the files of its days. Done again, it writes the same files."""

from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from onrecord.archive.layout import DONE, READINGS, UNREAD, Batch, put, put_json
from onrecord.archive.reading import name_staged
from onrecord.archive.tables import open_writer, schema_of

# ruff: noqa: PLC0415 - pyarrow is an extra


def fold(archive: Path, batch: str, source: str, units: int) -> Batch:
    """Put the readings of a batch into files by day, in the order of its units, and say that it is done.

    A group of rows is in memory at a time: the pages of one day in one unit.
    """
    import pyarrow.parquet

    with ExitStack() as opened:
        days: dict[str, list[tuple[Any, int]]] = defaultdict(list)
        counts = {"": 0}
        for number in range(1, units + 1):
            path = name_staged(archive, batch, number)
            staged = opened.enter_context(pyarrow.parquet.ParquetFile(path, memory_map=False))
            for group in range(staged.num_row_groups):
                rows = staged.read_row_group(group, columns=["day", "reason"])
                day = "" if rows.column("reason")[0].is_valid else rows.column("day")[0].as_py()
                days[day].append((staged, group))
                counts[day] = counts.get(day, 0) + rows.num_rows
        files = tuple(
            _put_rows(archive, f"{READINGS}/day={day}/part-{batch}.parquet", days[day], "readings")
            for day in sorted(days)
            if day
        )
        unread = (
            _put_rows(archive, f"{UNREAD}/part-{batch}.parquet", days[""], "unread") if days[""] else None
        )
    done = Batch(source, files, unread, sum(counts.values()) - counts[""], counts[""])
    put_json(archive / DONE / f"{batch}.json", done)
    return done


def _put_rows(archive: Path, name: str, groups: list[tuple[Any, int]], part: str) -> str:
    schema = schema_of(part)

    def write(passing: Path) -> None:
        with open_writer(passing, schema) as writer:
            for staged, group in groups:
                rows = staged.read_row_group(group, columns=schema.names)
                writer.write_table(
                    rows.select(schema.names).cast(schema), row_group_size=max(1, rows.num_rows)
                )

    put(archive / name, write)
    return name
