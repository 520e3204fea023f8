"""Options that several commands have."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def read_day(value: str) -> date:
    """Return a day as it is written on a command line."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"'{value}' is not a day; write it like 2022-01-21") from None


AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=read_day,
        metavar="DAY",
        help="Know only what was published by this day.",
        show_default="the last day",
    ),
]
Record = Annotated[Path, typer.Argument(metavar="DIR", help="Holds the record.")]
Protect = Annotated[
    Path | None,
    typer.Option(
        "--protect",
        metavar="FILE",
        help="The names with which the record was built, which nothing that leaves it may hold.",
        show_default=False,
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        "--pipeline",
        envvar="ONRECORD_PIPELINE",
        metavar="NAME",
        help="Any installed spaCy pipeline for English.",
        show_default="the small one",
    ),
]
