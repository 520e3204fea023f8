"""Record -> a folder of Parquet files, one a table, with a type for each column."""

import io
from collections.abc import Iterator

from onrecord.errors import MissingExtra
from onrecord.exchange.tables import list_tables
from onrecord.model import Record


def make(record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file.

    Raises:
        MissingExtra: the packages for it are not installed.
    """
    try:
        from arro3.io import write_parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra("Arrow tables and Parquet", "tables") from error
    for table in list_tables(record).values():
        content = io.BytesIO()
        write_parquet(table.to_arrow(), content)
        yield f"{table.name}.parquet", content.getvalue()
