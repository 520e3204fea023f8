"""What people ruled on the lines of a record."""

from typing import Protocol

from onrecord.model import Checked, Record


class _Ruled(Protocol):
    @property
    def ruling(self) -> Checked | None: ...


def list_rulings(record: Record) -> list[Checked]:
    """Return the rulings on lines that the record tells, in the order of its sections."""
    lines: tuple[_Ruled, ...] = (
        *record.statements,
        *record.terms,
        *record.denials,
        *record.commitments,
        *(version for commitment in record.commitments for version in commitment.versions),
        *(value for figure in record.figures for value in figure.values),
        *(name for naming in record.namings for name in naming.names),
        *record.relays,
        *record.altered_quotations,
        *record.events,
        *record.silences,
    )
    return [line.ruling for line in lines if line.ruling is not None]
