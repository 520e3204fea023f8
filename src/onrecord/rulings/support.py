"""A record and the relays that people ruled on -> how many independent origins its lines have."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.model import Document, Record, Relay, Span
from onrecord.story.origins import Origins


class Support:
    """Origins and outlets by what a record holds.

    It holds no sentences, so a citation stands here for all that its document tells: in doubt there are fewer origins.
    """

    def __init__(self, record: Record) -> None:
        readings = [
            Reading(Document(one.id, one.file, one.sha256, one.text, published=one.published))
            for one in record.documents
        ]
        outlets = {one.id: one.outlet for one in record.documents}
        self._origins = Origins(readings, record.relays, outlets)

    def count(self, spans: Iterable[Span]) -> int:
        """Return how many independent origins some passages have."""
        return self._origins.count(spans)

    def outlets(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the outlets that tell it, as far as they are known."""
        return self._origins.outlets(spans)


def count_anew(record: Record, before: Record) -> Record:
    """Return the record with the origins of its lines as its relays are now, and not as they were in `before`.

    Only lines are counted anew that a document tells whose relays changed: each by as many as it has more or fewer.
    """
    changed = _plain(record.relays) ^ _plain(before.relays)
    documents = {relay.document for relay in changed}
    if not documents:
        return record
    was, now = Support(before), Support(record)

    def count(spans: Sequence[Span], known: int) -> int:
        told = {span.document for span in spans}
        if not told & documents:
            return known
        return max(1, min(len(told), known + now.count(spans) - was.count(spans)))

    commitments = tuple(
        replace(
            one,
            versions=tuple(
                replace(
                    version,
                    origins=count(
                        [other.span for other in one.versions if other.due.edtf == version.due.edtf],
                        version.origins,
                    ),
                )
                for version in one.versions
            ),
        )
        for one in record.commitments
    )
    figures = tuple(
        replace(one, origins=count([value.span for value in one.values], one.origins))
        for one in record.figures
    )
    events = tuple(replace(one, origins=count([one.span, *one.also], one.origins)) for one in record.events)
    return replace(record, commitments=commitments, figures=figures, events=events)


def _plain(relays: Iterable[Relay]) -> set[Relay]:
    return {replace(relay, ruling=None) for relay in relays}
