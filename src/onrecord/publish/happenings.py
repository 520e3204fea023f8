"""Events for a timeline: one line an event, told by a sentence."""

import re
from datetime import date, timedelta
from math import inf

from msgspec.structs import replace
from rapidfuzz import fuzz

from onrecord.model import Basis, DocumentEntry, Event, Record, Span

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
        documents=len({span.document for span in (one.span, *also)}),
        origins=max(one.origins, other.origins),
        outlets=tuple(dict.fromkeys((*one.outlets, *other.outlets))),
    )
