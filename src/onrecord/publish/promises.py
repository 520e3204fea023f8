"""Commitments in the order in which a reader wants them: what is late first, then what slipped, then the rest."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import (
    Clock,
    Commitment,
    Move,
    Outcome,
    Record,
    Span,
    Version,
    When,
    is_owed,
    is_scheduled,
    read_clock,
    when,
)
from onrecord.publish import summary
from onrecord.publish.method import say_doubt
from onrecord.publish.wording import count, looks_back, say_day, say_due
from onrecord.rulings.promises import keep_links, recount_origins, tell_moves
from onrecord.rulings.support import Support
from onrecord.story.moves import measure_slip


class Standing(StrEnum):
    """Under which heading a commitment stands."""

    LATE = "late"
    SLIPPING = "slipping"
    AHEAD = "ahead"
    ENDED = "ended"
    UNDATED = "undated"
    SCHEDULED = "scheduled"


HEADINGS = {
    Standing.LATE: "For a day that has gone by",
    Standing.SLIPPING: "Still to come, and moved later",
    Standing.AHEAD: "Still to come",
    Standing.ENDED: "Told to have come out, or not to",
    Standing.UNDATED: "Without a day",
    Standing.SCHEDULED: "Only scheduled: promised by nobody on record",
}


def tell_standing(commitment: Commitment) -> Standing:
    """Return under which heading a commitment stands.

    What nobody on record promised stands apart. What words say of its outcome goes before what the calendar says.
    """
    if is_scheduled(commitment.versions):
        return Standing.SCHEDULED
    if commitment.outcome not in (Outcome.OPEN, Outcome.UNKNOWN):
        return Standing.ENDED
    if commitment.clock in (Clock.OVERDUE, Clock.PASSED):
        return Standing.LATE
    if commitment.clock is Clock.UNDATED:
        return Standing.UNDATED
    return Standing.SLIPPING if (commitment.slip_days or 0) > 0 else Standing.AHEAD


def order(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Return the commitments in reading order: by heading, named parties first, then what slipped most."""
    headings = list(Standing)
    return sorted(
        commitments,
        key=lambda item: (
            headings.index(tell_standing(item)),
            item.party is None,
            -(item.slip_days or 0),
            -len(item.versions),
            last_day(item) or date.max,
        ),
    )


def tell_surely(commitment: Commitment, as_of: date | None, support: Support) -> Commitment:
    """Return a commitment as a page tells it: each announcement that was surely read, or that a person ruled on.

    Those of which nobody knows surely that they are of one act do not stand together: those that were ruled on do, or
    else the last stands alone, and how a day moved before and what came of it are not told. Where none was surely read
    the last stays, by which the page leaves the commitment out. By `support` the origins are those of what is told.
    """
    versions = commitment.versions
    together = (
        commitment.probability is None
        or commitment.probability >= summary.TOLD["chain"]
        or commitment.ruling is not None
    )
    if together:
        kept = tuple(one for one in versions if _is_sure(one)) or versions[-1:]
    else:
        kept = tuple(one for one in versions if one.ruling) or (_find_last(commitment),)
        commitment = replace(
            commitment, outcome=Outcome.OPEN, outcome_evidence=(), probability=None, ground=None
        )
    if together and len(kept) == len(versions):
        return commitment
    told = keep_links(tell_moves(kept, versions), [one.span for one in versions])
    told = recount_origins(told, [versions], support)
    if together and not is_scheduled(versions):  # it is promised, though in words that are left out
        told = tuple(replace(one, schedule=False) for one in told)
    # what was said after the last that is told may be that the day moved: that nobody is late by
    owed = kept[-1] is versions[-1] and is_owed(
        commitment.party, commitment.outcome, commitment.outcome_evidence
    )
    return replace(
        commitment,
        versions=told,
        slip_days=measure_slip(told),
        clock=read_clock(told, as_of, owed=owed) if as_of else Clock.UNDATED,
    )


def leave_unnamed(commitment: Commitment, as_of: date | None) -> Commitment:
    """Return a commitment as nobody's: whose words do not bear out the party that it was read to have.

    Nobody is late with it then, nor was what came of it told of anybody.
    """
    versions = tuple(
        replace(one, by=None) if one.by == commitment.party else one for one in commitment.versions
    )
    return leave_unsettled(replace(commitment, party=None, versions=versions), as_of)


def leave_unsettled(commitment: Commitment, as_of: date | None) -> Commitment:
    """Return a commitment as one of which nothing is told that came of it, and with which nobody is late."""
    return replace(
        commitment,
        outcome=Outcome.OPEN,
        outcome_evidence=(),
        clock=read_clock(commitment.versions, as_of, owed=False) if as_of else Clock.UNDATED,
    )


def _is_sure(version: Version, least: float = summary.TOLD["announcement"]) -> bool:
    """Tell whether an announcement was read surely by itself; what was read by rule was."""
    return version.ruling is not None or version.probability is None or version.probability >= least


def _find_last(commitment: Commitment) -> Version:
    """Return the last announcement that can stand alone, as surely read as the page asks of such; or else the last.

    Of what is not the party's own more is asked, and of nobody's that it has a day.
    """
    party, versions = commitment.party, commitment.versions
    sure = [one for one in versions if _is_sure(one)]
    best = [
        one
        for one in sure
        if (party is not None and one.by == party)
        or (_is_sure(one, summary.LEAST["announcement"]) and (party is not None or _is_dated(one)))
    ]
    return (best or sure or list(versions))[-1]


def _is_dated(version: Version) -> bool:
    return version.due.earliest is not None or version.due.latest is not None


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


def has_moved(commitment: Commitment) -> bool:
    """Tell whether an announcement changed the day: one that only gives it more closely repeats it."""
    return any(version.move in (Move.REVISED, Move.WITHDRAWN) for version in commitment.versions)


class Status(Struct, frozen=True):
    """Where a commitment stands, in phrases; any may be empty."""

    clock: str  # the last announced day
    slip: str  # how far the day has moved
    outcome: str  # before the cited words on what became of it
    together: str  # how surely its announcements are of one act, where that is not sure


def say_status(commitment: Commitment, record: Record) -> Status:
    """Return where a commitment stands on the as-of day, in phrases that say no more than the record does."""
    as_of = record.as_of
    version = last_version(commitment)
    begins = [one for one in commitment.versions if one.due.earliest is not None]
    clock = say_due(begins[-1]) if version is None and begins else "no day was given"
    if version is not None and version.due.latest is not None:
        words = say_due(version)
        clock = words if words.startswith(("by ", "from ")) else f"for {words}"
        if as_of and commitment.clock is Clock.OVERDUE:
            clock += f", {count((as_of - version.due.latest).days, 'day')} before the as-of day"
        if commitment.clock is Clock.PASSED and is_scheduled(commitment.versions):
            clock += ", a day that has gone by"
        if version is not commitment.versions[-1] and commitment.versions[-1].due.latest is None:
            clock += "; what was said since gives no day"
    slip = ""
    if (days := commitment.slip_days or 0) and has_moved(commitment) and _are_sure(commitment):
        slip = f"moved {count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
        windows = count_windows(commitment)
        slip += f", over {count(windows, 'different day')}" if windows > 2 else ""
    outcome = _OUTCOMES[commitment.outcome] if commitment.outcome_evidence else ""
    return Status(clock, slip, outcome, _say_together(commitment))


def _say_together(commitment: Commitment) -> str:
    """Return how surely the announcements of a commitment are of one act; nothing where that is sure."""
    return say_doubt("one act", commitment.probability) if len(commitment.versions) > 1 else ""


def _are_sure(commitment: Commitment) -> bool:
    """Tell whether every announcement with a day was read surely enough for the page to say that the day moved."""
    least = summary.TOLD["announcement"]
    return all(
        one.probability is None or one.ruling is not None or one.probability >= least
        for one in commitment.versions
        if one.due.latest is not None
    )


def say_searched(record: Record, told: bool) -> str:
    """Return where an outcome was looked for, to stand over the announcements for days gone by.

    `told`: below some of them stand words that do not settle it.
    """
    until = f" up to {say_day(record.as_of)}" if record.as_of else ""
    return f"No outcome could be matched to these in {count(len(record.documents), 'document')}{until}" + (
        ", but for what stands below an announcement." if told else "."
    )


# over what nobody on record promised
SCHEDULED = (
    "Elections, hearings, the last day of a law: as these were read, a calendar holds them, and nobody on record"
    " promises them. Some three in ten are promised all the same."
)
_OUTCOMES = {
    Outcome.OPEN: "Last word on it:",
    Outcome.UNKNOWN: "On what became of it the documents differ:",
    Outcome.KEPT: "Said to have been done:",
    Outcome.PARTLY_KEPT: "Said to have been done in part:",
    Outcome.NOT_KEPT: "Said not to have been done:",
    Outcome.WITHDRAWN: "Said to have been withdrawn:",
}


class Row(Struct, frozen=True):
    """An announcement, with those that only repeated its day after it, and whether several tell of that day."""

    version: Version
    again: tuple[Version, ...]
    supported: bool


def list_rows(commitment: Commitment) -> list[Row]:
    """Return the announcements, a run of those that repeat one day as one row, and of those told after it another.

    Who tells of a day is said once for each that more than one origin or outlet tells of.
    """
    told: set[When] = set()
    rows: list[Row] = []
    for version in commitment.versions:
        window = when(version.due.earliest, version.due.latest)
        repeated = (
            version.move is Move.REAFFIRMED
            and rows
            and version.due.latest == rows[-1].version.due.latest
            and looks_back(version) == looks_back(rows[-1].version)
        )
        if repeated:
            rows[-1] = replace(rows[-1], again=(*rows[-1].again, version))
            continue
        several = version.origins > 1 or len(version.outlets) > 1
        rows.append(Row(version, (), several and window not in told))
        told.add(window)
    return rows


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
