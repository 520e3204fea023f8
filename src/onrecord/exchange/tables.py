"""Record -> typed tables, read off the types of `onrecord.model`, so that a new key is a new column.

Each kind of item has a table; what an item holds several of has a table of its own, `statements_content` for one,
whose first two columns name the item and the place in it. `lines` holds every line once, with names for ids.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.errors import MissingExtra
from onrecord.exchange.lines import Index, join_words, list_lines, tell_address, tell_day
from onrecord.model import Record
from onrecord.publish.json import UNPUBLISHED


class Type(StrEnum):
    """What the cells of a column hold; any may be empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"


class Column(Struct, frozen=True):
    """A column and the type of its cells."""

    name: str
    type: Type


Cell = str | int | float | bool | date | None


class Table(Struct, frozen=True):
    """Rows of one kind of thing. Whatever reads Arrow takes it as it is: `pyarrow.table(table)`."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def to_dicts(self) -> list[dict[str, Cell]]:
        """Return each row by the names of its columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def to_arrow(self) -> Any:
        """Return the table as an `arro3.core.Table`, with a type for each column.

        Raises:
            MissingExtra: the packages for it are not installed.
        """
        try:
            from arro3.core import Array, DataType, Field, Schema  # noqa: PLC0415 - an extra
            from arro3.core import Table as ArrowTable  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtra("Arrow tables and Parquet", "tables") from error
        types = {
            Type.TEXT: DataType.utf8(),
            Type.INTEGER: DataType.int64(),
            Type.NUMBER: DataType.float64(),
            Type.BOOLEAN: DataType.bool(),
            Type.DAY: DataType.date32(),
        }
        fields = [Field(column.name, types[column.type], nullable=True) for column in self.columns]
        cells = zip(*self.rows, strict=True) if self.rows else [()] * len(fields)
        arrays = [
            Array([_count_days(cell) for cell in column], DataType.int32()).cast(field.type)
            if field.type == types[Type.DAY]
            else Array(list(column), field.type)
            for field, column in zip(fields, cells, strict=True)
        ]
        return ArrowTable.from_arrays(arrays, schema=Schema(fields))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)


def _count_days(cell: Cell) -> int | None:
    """Return a day as Arrow counts it: from the first of 1970."""
    return (cell - _FIRST).days if isinstance(cell, date) else None


_FIRST = date(1970, 1, 1)


def list_tables(record: Record) -> dict[str, Table]:
    """Return every table of a record by its name."""
    found = {table.name: table for table in (_list_lines(record),)}
    info = msgspec.inspect.type_info(type(record))
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101 - narrows a type
    for field in info.fields:
        if isinstance(field.type, msgspec.inspect.VarTupleType) and field.name not in UNPUBLISHED:
            items = getattr(record, field.name)
            for table in _Shape(field.name, field.type.item_type, ()).make([((), item) for item in items]):
                found[table.name] = table
    return found


def _list_lines(record: Record) -> Table:
    index = Index(record)
    rows = []
    for line in list_lines(record):
        document = index.document(line)
        rows.append(
            (
                line.kind.value,
                line.id,
                index.name(line.party),
                join_words(line),
                document.file,
                index.name(document.outlet),
                tell_day(document.published),
                tell_address(document),
                line.spans[0].start,
                line.spans[-1].end,
                line.probability,
                msgspec.json.encode(line.state).decode(),
            )
        )
    texts = ("kind", "id", "party", "words", "document", "outlet", "day", "address")
    columns = (
        *(Column(name, Type.TEXT) for name in texts),
        Column("start", Type.INTEGER),
        Column("end", Type.INTEGER),
        Column("probability", Type.NUMBER),
        Column("state", Type.TEXT),
    )
    return Table("lines", columns, tuple(rows))


Keyed = tuple[tuple[Cell, ...], Any]  # what names the row, and the value to spread over it


class _Shape:
    """The columns that one type gives, and the tables that lie within it."""

    def __init__(self, name: str, item: msgspec.inspect.Type, keys: tuple[Column, ...]) -> None:
        self._name = name
        self._keys = keys
        self._columns: list[Column] = []
        self._paths: list[tuple[str, ...]] = []
        self._inner: list[tuple[tuple[str, ...], msgspec.inspect.Type]] = []
        self._spread(item, ())

    def _spread(self, kind: msgspec.inspect.Type, path: tuple[str, ...]) -> None:
        match _without_none(kind):
            case msgspec.inspect.StructType(fields=fields) | msgspec.inspect.NamedTupleType(fields=fields):
                for field in fields:
                    self._spread(field.type, (*path, field.name))
            case msgspec.inspect.VarTupleType(item_type=inner) | msgspec.inspect.ListType(item_type=inner):
                self._inner.append((path, inner))
            case msgspec.inspect.UnionType() | msgspec.inspect.DictType():
                pass  # nothing in a record is one
            case scalar:
                self._columns.append(Column("_".join(path) or "value", _TYPES.get(type(scalar), Type.TEXT)))
                self._paths.append(path)

    def make(self, items: Sequence[Keyed]) -> Iterator[Table]:
        """Yield the table of some items, and those of what lies within them."""
        rows = tuple((*key, *(_cell(_follow(item, path)) for path in self._paths)) for key, item in items)
        yield Table(self._name, (*self._keys, *self._columns), rows)
        numbered = not self._keys and "id" not in (column.name for column in self._columns)
        owner = self._keys or (
            Column(f"{self._name}_{'row' if numbered else 'id'}", Type.INTEGER if numbered else Type.TEXT),
        )
        for path, kind in self._inner:
            inner = [
                ((*(key or (row if numbered else item.id,)), place), part)
                for row, (key, item) in enumerate(items)
                for place, part in enumerate(_follow(item, path) or ())
            ]
            name = "_".join((self._name, *path))
            place = Column(f"{path[-1]}_place", Type.INTEGER)
            yield from _Shape(name, kind, (*owner, place)).make(inner)


_TYPES = {
    msgspec.inspect.IntType: Type.INTEGER,
    msgspec.inspect.FloatType: Type.NUMBER,
    msgspec.inspect.BoolType: Type.BOOLEAN,
    msgspec.inspect.DateType: Type.DAY,
}


def _without_none(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    if isinstance(kind, msgspec.inspect.UnionType):
        kinds = [one for one in kind.types if not isinstance(one, msgspec.inspect.NoneType)]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def _follow(item: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        item = None if item is None else getattr(item, name)
    return item


def _cell(value: Any) -> Cell:
    return value.value if isinstance(value, StrEnum) else value
