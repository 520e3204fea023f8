"""Commitments in the order in which a reader wants them: what is late first, then what slipped, then the rest."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from onrecord.model import Clock, Commitment, Move, Outcome, Record, Span, Version, When, when
from onrecord.publish.wording import count, say_day, say_due


class Standing(StrEnum):
    """Under which heading a commitment stands."""

    LATE = "late"
    SLIPPING = "slipping"
    AHEAD = "ahead"
    ENDED = "ended"
    UNDATED = "undated"


HEADINGS = {
    Standing.LATE: "The last announced day is past",
    Standing.SLIPPING: "Moved later, and still to come",
    Standing.AHEAD: "Still to come",
    Standing.ENDED: "Said to have ended",
    Standing.UNDATED: "Announced without a day",
}


def tell_standing(commitment: Commitment) -> Standing:
    """Return under which heading a commitment stands.

    What words say of its outcome goes before what the calendar says.
    """
    if commitment.outcome not in (Outcome.OPEN, Outcome.UNKNOWN):
        return Standing.ENDED
    if commitment.clock in (Clock.OVERDUE, Clock.PASSED):
        return Standing.LATE
    if commitment.clock is Clock.UNDATED:
        return Standing.UNDATED
    return Standing.SLIPPING if (commitment.slip_days or 0) > 0 else Standing.AHEAD


def order(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Return the commitments in reading order: by heading, then those that slipped most and were announced most."""
    headings = list(Standing)
    return sorted(
        commitments,
        key=lambda item: (
            headings.index(tell_standing(item)),
            -(item.slip_days or 0),
            -len(item.versions),
            last_day(item) or date.max,
        ),
    )


def last_version(commitment: Commitment) -> Version | None:
    """Return the last version whose window has an end."""
    dated = [version for version in commitment.versions if version.due.latest is not None]
    return dated[-1] if dated else None


def last_day(commitment: Commitment) -> date | None:
    """Return the last day announced for a commitment."""
    version = last_version(commitment)
    return version.due.latest if version else None


def count_windows(commitment: Commitment) -> int:
    """Return how many different last days were announced."""
    return len({version.due.latest for version in commitment.versions if version.due.latest})


class Status(Struct, frozen=True):
    """Where a commitment stands, in phrases; any may be empty."""

    past: str  # how many days its last announced day is past
    clock: str  # the last announced day
    slip: str  # how far the day has moved
    outcome: str  # what words say of it


def say_status(commitment: Commitment, record: Record) -> Status:
    """Return where a commitment stands on the as-of day, in phrases that say no more than the record does."""
    as_of = record.as_of
    version = last_version(commitment)
    past = ""
    clock = "No day was given for it."
    if version is not None and version.due.latest is not None:
        if as_of and commitment.clock in (Clock.OVERDUE, Clock.PASSED):
            if commitment.clock is Clock.OVERDUE:
                past = f"{count((as_of - version.due.latest).days, 'day')} past."
            clock = f"The last day announced for it was {say_day(version.due.latest)}."
        else:
            clock = f"Last announced as due {say_due(version)}."
        if version is not commitment.versions[-1] and commitment.versions[-1].due.latest is None:
            clock += " What was said since gives none."
        elif commitment.clock is Clock.DUE:
            clock += " It falls due now."
    slip = ""
    if days := commitment.slip_days or 0:
        slip = f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than first announced"
        windows = count_windows(commitment)
        slip += f", over {count(windows, 'different day')}." if windows > 2 else "."
    outcome = _OUTCOMES.get(commitment.outcome, "")
    if commitment.outcome is Outcome.OPEN:
        until = f" up to {say_day(as_of)}" if as_of else ""
        outcome = f"No outcome found in {count(len(record.documents), 'document')}{until}."
        outcome += " Last word on it:" if commitment.outcome_evidence else ""
    return Status(past, clock, slip, outcome)


_OUTCOMES = {
    Outcome.UNKNOWN: "The documents do not agree on what became of it, or do not tell.",
    Outcome.KEPT: "It is said to have been kept.",
    Outcome.PARTLY_KEPT: "It is said to have been kept in part.",
    Outcome.NOT_KEPT: "It is said not to have been kept.",
    Outcome.WITHDRAWN: "It is said to have been withdrawn.",
}


class Bond(Struct, frozen=True):
    """Announcements that stand with some others of their commitment for one reason."""

    spans: tuple[Span, ...]
    to: Span
    why: str


def list_bonds(commitment: Commitment) -> list[Bond]:
    """Return why the announcements of a commitment are told to be of one act, those of one reason together."""
    grouped: dict[tuple[Span, str], list[Span]] = defaultdict(list)
    for version in commitment.versions:
        if version.link is not None:
            shared = f" ({', '.join(version.link.shared)})" if version.link.shared else ""
            grouped[version.link.to, f"{version.link.tie}{shared}"].append(version.span)
    return [Bond(tuple(spans), to, why) for (to, why), spans in grouped.items()]


def list_supported(commitment: Commitment) -> list[tuple[Version, bool]]:
    """Return the announcements, each with whether to say who tells of its window.

    It is said once for each window that more than one origin or outlet tells of.
    """
    told: set[When] = set()
    found = []
    for version in commitment.versions:
        window = when(version.due.earliest, version.due.latest)
        several = version.origins > 1 or len(version.outlets) > 1
        found.append((version, several and window not in told))
        told.add(window)
    return found


def choose_drawn(versions: Sequence[Version], most: int) -> list[Version]:
    """Return the versions that a chart has room for: all, or without as many repetitions as is needed.

    What was first announced, what moved it and the last word always stay.
    """
    dated = [version for version in versions if version.due.latest or version.due.earliest]
    if len(dated) <= most:
        return dated
    spare = len(dated) - most
    kept: list[Version] = []
    for version in dated[:-1]:
        if spare and version.move is Move.REAFFIRMED:
            spare -= 1
        else:
            kept.append(version)
    kept.append(dated[-1])
    return kept[-most:]
