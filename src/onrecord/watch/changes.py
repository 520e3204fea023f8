"""A record, and what its watch knows -> everything that can be news, each with a key that stays the same.

What was told once is not told again, whoever built the record meanwhile and however often; so what is new is simply
what was not told yet. Nothing is told but words of documents, and names, days and closed terms of the record.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from onrecord.custody.files import list_names
from onrecord.exchange.lines import (
    Index,
    Kind,
    Line,
    find_due_days,
    join_words,
    list_lines,
    tell_address,
    tell_day,
)
from onrecord.model import (
    Clock,
    Commitment,
    DocumentEntry,
    Move,
    Outcome,
    Record,
    Version,
    is_owed,
    read_clock,
)
from onrecord.watch.state import Capture, Place
from onrecord.watch.wording import Difference, are_alike, compare_words, tell_words


class Sort(StrEnum):
    """What kind of news something is, in the order in which it is told."""

    MOVED = "Days moved"
    DUE = "Promises come due"
    OUTCOME = "Outcomes told"
    EDITED = "Pages edited"
    ELSEWHERE = "Pages that lead elsewhere"
    GONE = "Pages gone"
    PAGE = "New pages and files"
    LINE = "New lines"
    FAILING = "Sources that fail"


class Change(Struct, frozen=True, omit_defaults=True):
    """One piece of news."""

    key: str
    sort: Sort
    title: str
    words: tuple[str, ...] = ()  # of documents, each a passage
    differences: tuple[Difference, ...] = ()  # of an edited page
    address: str | None = None
    file: str | None = None
    probability: float | None = None


def find_changes(
    record: Record, captures: Sequence[Capture], places: Sequence[Place], today: date
) -> Iterator[Change]:
    """Yield everything that can be news as of `today`, sort by sort."""
    pages = _Pages(record, captures)
    found = [
        *_tell_commitments(record, pages, today),
        *_tell_versions(pages),
        *_tell_gone(places, pages),
        *_tell_pages(record, pages),
        *_tell_lines(record, pages),
    ]
    order = list(Sort)
    # of several that are told in the same words, as two events of one sentence, the first
    once: dict[str, Change] = {}
    for change in found:
        once.setdefault(change.key, change)
    yield from sorted(once.values(), key=lambda change: order.index(change.sort))


def was_there(change: Change, waited: Set[str]) -> bool:
    """Tell whether a piece of news is of one of these files."""
    return change.file is not None and not waited.isdisjoint(list_names(change.file))


def tell_failing(places: Iterable[Place]) -> Iterator[Change]:
    """Yield every source that fails, under a key that changes when it fails anew."""
    for place in places:
        if place.failing is not None:
            yield Change(
                _key("failing", place.address, place.failing),
                Sort.FAILING,
                f"{place.address}: {place.reason}",
                address=_web(place.address),
            )


class _Pages:
    """The documents of a record as versions of pages."""

    def __init__(self, record: Record, captures: Sequence[Capture]) -> None:
        self.captures = {capture.file: capture for capture in captures}
        self.documents = {document.id: document for document in record.documents}
        by_file: defaultdict[str, list[DocumentEntry]] = defaultdict(list)
        for document in record.documents:
            by_file[self.file_of(document)].append(document)
        self.by_file: Mapping[str, list[DocumentEntry]] = by_file
        self.versions: defaultdict[str, list[Capture]] = defaultdict(list)
        for capture in captures:
            self.versions[capture.address].append(capture)

    def file_of(self, document: DocumentEntry) -> str:
        """Return the file in which a document came in."""
        return next((name for name in list_names(document.file) if name in self.captures), document.file)

    def page_of(self, identity: str) -> str:
        """Return what all versions of the page of a document have in common."""
        document = self.documents[identity]
        capture = self.captures.get(self.file_of(document))
        return capture.address if capture else (document.url or document.file)


def _tell_commitments(record: Record, pages: _Pages, today: date) -> Iterator[Change]:
    names = {actor.id: actor.name for actor in record.actors}
    for commitment in record.commitments:
        who = names.get(commitment.party or "", "Party unknown")
        what = f"{who}: {commitment.action}"
        yield from _tell_moves(commitment, what, pages)
        owed = is_owed(commitment.party, commitment.outcome, commitment.outcome_evidence)
        clock = read_clock(commitment.versions, today, owed=owed)
        ended = commitment.outcome not in {Outcome.OPEN, Outcome.UNKNOWN}
        last = next((version for version in reversed(commitment.versions) if version.due.latest), None)
        early = clock is Clock.DUE and last is not None and today < find_due_days(last)[0]
        if clock in _CLOCKS and last is not None and not ended and not early:
            yield Change(
                _key("due", _name(commitment.versions[0], pages), last.due.edtf, clock.value),
                Sort.DUE,
                f"{what}: {_CLOCKS[clock]}, {last.due.edtf}",
                (last.span.exact,),
                file=pages.documents[last.span.document].file,
                address=tell_address(pages.documents[last.span.document]),
                probability=last.probability,
            )
        for span in commitment.outcome_evidence:
            document = pages.documents[span.document]
            yield Change(
                _key("outcome", pages.page_of(span.document), span.exact, commitment.outcome.value),
                Sort.OUTCOME,
                f"{what}: {commitment.outcome.value}",
                (span.exact,),
                file=document.file,
                address=tell_address(document),
            )


_CLOCKS = {
    Clock.DUE: "due now",
    Clock.OVERDUE: "overdue",
    Clock.PASSED: "its day has gone by, and nothing on record says what became of it",
}


def _tell_moves(commitment: Commitment, what: str, pages: _Pages) -> Iterator[Change]:
    before: Version | None = None
    for version in commitment.versions:
        if version.move is Move.REVISED and before is not None and version.slip_days:
            document = pages.documents[version.span.document]
            days = abs(version.slip_days)
            way = "later" if version.slip_days > 0 else "earlier"
            yield Change(
                _key("moved", _name(version, pages)),
                Sort.MOVED,
                f"{what}: from {before.due.edtf} to {version.due.edtf}, {days} day{'' if days == 1 else 's'} {way}",
                (before.span.exact, version.span.exact),
                file=document.file,
                address=tell_address(document),
                probability=version.probability,
            )
        if version.due.latest is not None:
            before = version


def _name(version: Version, pages: _Pages) -> str:
    return f"{pages.page_of(version.span.document)}\n{version.span.exact}"


def _tell_versions(pages: _Pages) -> Iterator[Change]:
    """Yield how each page was edited from one version to the next, or that it leads elsewhere."""
    for address, versions in sorted(pages.versions.items()):
        for before, after in pairwise(versions):
            old, new = pages.by_file.get(before.file, []), pages.by_file.get(after.file, [])
            if not old or not new:
                continue
            shown = tell_address(new[0]) or _web(address)
            words = [[word for one in held for word in tell_words(one)] for held in (old, new)]
            moved = before.url != after.url
            if moved and not are_alike(*words):
                yield Change(
                    _key("elsewhere", after.file),
                    Sort.ELSEWHERE,
                    f"{before.url} now leads to {after.url}",
                    address=shown,
                    file=after.file,
                )
                continue
            how = "with a note of correction" if after.noted else "without a word"
            yield Change(
                _key("edited", after.file),
                Sort.EDITED,
                f"{new[0].title or shown or address}: edited {how}, found {after.captured}"
                + (f"; {before.url} now leads to {after.url}" if moved else ""),
                differences=tuple(compare_words(*words)),
                address=shown,
                file=after.file,
            )


def _tell_gone(places: Iterable[Place], pages: _Pages) -> Iterator[Change]:
    places = list(places)
    there = {place.file for place in places if place.gone is None}  # maybe under another address
    for place in places:
        if place.gone is not None and place.file is not None and place.file not in there:
            held = pages.by_file.get(place.file, [])
            title = (held[0].title if held else None) or place.address
            yield Change(
                _key("gone", place.address, place.gone),
                Sort.GONE,
                f"{title}: not there any more, found {place.gone}",
                address=_web(place.address),
                file=place.file,
            )


def _tell_pages(record: Record, pages: _Pages) -> Iterator[Change]:
    for document in record.documents:
        capture = pages.captures.get(pages.file_of(document))
        if capture is not None and capture.file != pages.versions[capture.address][0].file:
            continue  # a later version: it is told as edited
        day = tell_day(document.published)
        title = document.title or document.file
        yield Change(
            _key("page", document.file if capture is None else f"{capture.address}\n{document.file}"),
            Sort.PAGE,
            f"{title}, {day}" if day else title,
            address=tell_address(document),
            file=document.file,
        )


def _tell_lines(record: Record, pages: _Pages) -> Iterator[Change]:
    """Yield every line of the record; words that a later version of a page still has are no news."""
    index = Index(record)
    for line in list_lines(record):
        if line.kind is Kind.RELAY:
            continue
        document = index.document(line)
        party = index.name(line.party)
        yield Change(
            _key("line", line.kind.value, pages.page_of(document.id), _fold(line)),
            Sort.LINE,
            f"{line.kind.value}: {party}" if party else line.kind.value,
            (join_words(line),),
            address=tell_address(document),
            file=document.file,
            probability=line.probability,
        )


def _fold(line: Line) -> str:
    return " ".join(join_words(line).split())


def _web(address: str) -> str | None:
    return address if address.startswith(("http://", "https://")) else None


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
