"""Events for a timeline: one line an event, told by a sentence; days set for what was to come stand by themselves."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from math import inf

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from onrecord.model import Basis, DocumentEntry, Event, Record, Span, When

_SENTENCE = re.compile(
    r"[.!…][\"”’'»)\]]*\s*$"
)  # a caption and a heading end otherwise, and so does a question
_FEWEST = 5  # words of a sentence that tells of something
_NUMBER = re.compile(r"\d[\d.,]*")
_AHEAD = timedelta(days=500)
_ALIKE = 92  # of 100: two sentences of one day with nearly the same words and equal numbers tell of one event


def list_happenings(record: Record) -> list[Event]:
    """Return the events that a sentence of an article tells of, in their order, those told alike on one day as one.

    A sentence of which several days were read stands at the one that is told most closely, and one that stands beside
    another event stands there alone.
    """
    documents = {document.id: document for document in record.documents}
    found: list[Event] = []
    by_day: dict[str, list[int]] = {}
    closest: dict[Span, Event] = {}
    told = [event for event in record.events if _may_be(event, documents[event.span.document])]
    for event in told:
        known = closest.get(event.span)
        if known is None or _length(event) < _length(known):
            closest[event.span] = event
    for event in told:
        if closest[event.span] is not event or not _is_told(event.span, documents[event.span.document]):
            continue
        same = by_day.setdefault(event.when.edtf, [])
        for place in same:
            if _is_alike(found[place].span, event.span):
                found[place] = _join(found[place], event)
                break
        else:
            same.append(len(found))
            found.append(event)
    beside = {span for event in found for span in event.also}
    found = [event for event in found if event.span not in beside or event.ruling is not None]
    return sorted(found, key=lambda event: (event.when.earliest or date.min, event.when.latest or date.max))


class Timeline(Struct, frozen=True):
    """What stands on a page by its day; each in order of the days."""

    first: list[Event]  # what most origins tell
    rest: list[Event]
    ahead: list[Event]  # days that were set or expected for something, whatever came of it
    announced: Mapping[str, tuple[Span, ...]]  # by event that came: the words that only announced it


def part_happenings(record: Record, is_said: Callable[[Span], bool], most: int) -> Timeline:
    """Return the events of a record, at most so many of them first: those that most origins tell.

    Of what one origin tells, only what is told in a document's own voice, of a day that it names, stands first. What
    somebody says of 'today' or 'last week' is a statement and no event.
    """
    ahead, found = [], []
    planned = _list_planned(record)
    documents = {document.id: document for document in record.documents}
    for event in list_happenings(record):
        if event.ruling is None and _is_ahead(event.span, event.when, documents, planned):
            ahead.append(event)
        elif event.ruling is not None or event.origins > 1 or _names_day(event) or not is_said(event.span):
            found.append(event)

    def is_plain(event: Event) -> bool:
        return event.ruling is not None or (_names_day(event) and not is_said(event.span))

    ranked = sorted(found, key=lambda event: (-event.origins, -event.documents, not is_plain(event)))
    first = [event for event in ranked if event.origins > 1 or is_plain(event)] or ranked
    kept = {event.id for event in first[:most]}
    announced = {
        event.id: tuple(span for span in event.also if _is_ahead(span, event.when, documents, planned))
        for event in found
    }
    return Timeline(
        [event for event in found if event.id in kept],
        [event for event in found if event.id not in kept],
        ahead,
        announced,
    )


def _names_day(event: Event) -> bool:
    """Tell a day that is named from 'today' and 'this morning', which set a scene."""
    day = event.when.span
    return day is None or any(char.isupper() or char.isdigit() for char in day.exact)


def _list_planned(record: Record) -> dict[str, list[tuple[Span, When]]]:
    """Return the words of all announcements by document, each with its window."""
    found: dict[str, list[tuple[Span, When]]] = defaultdict(list)
    for commitment in record.commitments:
        for version in commitment.versions:
            found[version.span.document].append((version.span, version.due))
    return found


def _is_ahead(
    span: Span,
    day: When,
    documents: Mapping[str, DocumentEntry],
    planned: Mapping[str, list[tuple[Span, When]]],
) -> bool:
    """Tell whether a day lies after the document of some words, or is the one for which they announce something.

    'Later this month' begins on the document's own day, and still lies after it.
    """
    first, last, told = day.earliest, day.latest, documents[span.document].published.latest
    if first is not None and told is not None and (first > told or (first == told and last != told)):
        return True
    return any(
        words.start < span.end
        and span.start < words.end
        and due.latest is not None
        and due.latest == day.latest
        for words, due in planned.get(span.document, ())
    )


def _may_be(event: Event, document: DocumentEntry) -> bool:
    """Tell whether a day can be meant: what only counts from another day seldom lies years after its document."""
    if event.ruling is not None or event.when.basis is Basis.EXPLICIT:
        return True
    first, told = event.when.earliest, document.published.latest
    return first is None or told is None or first - told <= _AHEAD


def _length(event: Event) -> float:
    """Return over how many days an event's window goes."""
    first, last = event.when.earliest, event.when.latest
    return (last - first).days if first and last else inf


def _is_told(span: Span, document: DocumentEntry) -> bool:
    furniture = any(box[0] < span.end and span.start < box[1] for box in document.furniture)
    return not furniture and len(span.exact.split()) >= _FEWEST and _SENTENCE.search(span.exact) is not None


def _is_alike(one: Span, other: Span) -> bool:
    if set(_NUMBER.findall(one.exact)) != set(_NUMBER.findall(other.exact)):
        return False
    return fuzz.token_sort_ratio(one.exact[:500].casefold(), other.exact[:500].casefold()) >= _ALIKE


def _join(one: Event, other: Event) -> Event:
    """Return two events as one; it is told by at least as many origins as either."""
    also = tuple(dict.fromkeys((*one.also, other.span, *other.also)))
    return replace(
        one,
        also=also,
        documents=max(one.documents, other.documents, len({one.span.document, other.span.document})),
        origins=max(one.origins, other.origins),
        outlets=tuple(dict.fromkeys((*one.outlets, *other.outlets))),
    )
