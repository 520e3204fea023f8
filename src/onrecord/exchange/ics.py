"""Record -> iCalendar (RFC 5545): each commitment with a last day as an event of that day, with how the day moved."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from onrecord import __version__
from onrecord.exchange.lines import find_due_days, tell_address
from onrecord.model import Commitment, DocumentEntry, Outcome, Record, Version, is_scheduled
from onrecord.publish.inert import make_inert
from onrecord.publish.method import say_sureness
from onrecord.publish.naming import call_act
from onrecord.publish.promises import last_version

_UNDATED = date(1970, 1, 1)  # DTSTAMP must be there; a record without any day has none to give


def make(record: Record) -> bytes:
    """Return one calendar, its events in the order of the record."""
    calendar = Calendar()
    calendar.add("prodid", f"-//onrecord//onrecord {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Due days on record")
    names = {actor.id: actor.name for actor in record.actors}
    documents = {document.id: document for document in record.documents}
    taken: list[Version] = []
    for commitment in record.commitments:
        version = last_version(commitment)
        if version is None or version.due.latest is None or version.due.latest == date.max:
            continue
        if not any(_is_same(version, other) for other in taken):
            taken.append(version)
            calendar.add_component(_make_event(commitment, version, record.as_of, names, documents))
    return bytes(calendar.to_ical())


def _is_same(one: Version, other: Version) -> bool:
    """Tell whether two announcements are some of the same words, for one day: a calendar has that day once."""
    return (
        one.span.document == other.span.document
        and one.span.start < other.span.end
        and other.span.start < one.span.end
        and find_due_days(one) == find_due_days(other)
    )


def _make_event(
    commitment: Commitment,
    last: Version,
    as_of: date | None,
    names: dict[str, str],
    documents: dict[str, DocumentEntry],
) -> Event:
    event = Event()
    event.add("uid", f"{commitment.id}@onrecord")
    event.add("dtstamp", datetime.combine(as_of or _UNDATED, time(), UTC))
    first, latest = find_due_days(last)
    event.add("dtstart", first)
    event.add("dtend", latest + timedelta(days=1))
    party = names.get(commitment.party or "", "Party unknown")
    event.add("summary", _plain(f"{party}: {call_act(commitment)}"))
    event.add("description", "\n".join(_tell(version, names, documents) for version in commitment.versions))
    scheduled = ["scheduled"] if is_scheduled(commitment.versions) else []
    event.add("categories", [commitment.clock.value, commitment.outcome.value, *scheduled])
    event.add("sequence", len(commitment.versions) - 1)
    event.add("status", "CANCELLED" if commitment.outcome is Outcome.WITHDRAWN else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    address = tell_address(documents[commitment.versions[-1].span.document])
    if address:
        event.add("url", address)
    return event


def _tell(version: Version, names: dict[str, str], documents: dict[str, DocumentEntry]) -> str:
    slip = "" if version.slip_days is None else f", {version.slip_days:+d} days"
    document = documents[version.span.document]
    read = say_sureness(version.probability, ruling=version.ruling).removeprefix("read ")
    said = f"{version.said_on.edtf}, {names.get(version.by or '', 'unknown')}"
    return _plain(
        f"{said}: {version.move.value}, due {version.due.edtf}{slip}. “{version.span.exact}”"
        f" ({document.file}, {version.span.start}-{version.span.end}; reading: {read})"
    )


def _plain(text: str) -> str:
    return make_inert(" ".join(text.split()))
