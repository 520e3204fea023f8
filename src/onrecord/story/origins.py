"""Relays -> how many independent origins something has, and which outlets tell it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.model import Commitment, Offsets, Relay, RelayKind, Span

# What a report cites in its first sentences, or credits in its last, it has from there as a whole; what it cites
# further down stands for the sentence and those beside it.
_OPENING, _BESIDE = 3, 1
# A document of which so much repeats another has the rest from there as well; below it, only what it repeats.
_WHOLE = 0.5


class Origins:
    """Which documents go back to one origin for what they tell at some place."""

    def __init__(
        self, readings: Sequence[Reading], relays: Iterable[Relay], outlets: Mapping[str, str | None]
    ) -> None:
        """Take the relays of a pile, and which actor published each document."""
        self._readings = {reading.document.id: reading for reading in readings}
        self._outlets = outlets
        self._partly: dict[str, list[Relay]] = {}  # by document: what is had from elsewhere in some places
        wholly: dict[str, str] = {}
        for relay in relays:
            if relay.kind is not RelayKind.CITES and relay.of is not None and self._is_whole(relay):
                _join(wholly, relay.document, relay.of)
            else:
                self._partly.setdefault(relay.document, []).append(relay)
        # which documents are one whatever of them is asked for
        self._whole = {node: _lead(wholly, node) for node in wholly}

    def count(self, spans: Iterable[Span]) -> int:
        """Return how many independent origins some passages have.

        Documents of one outlet are one origin, and so are those that repeat or retell one another, that go back
        to one document, or that have it from one outlet. An outlet that nobody names joins nothing.
        """
        told: dict[str, list[Span]] = {}
        for span in sorted(set(spans)):
            told.setdefault(span.document, []).append(span)
        leader: dict[str, str] = {}
        for document, passages in told.items():
            for other in self._list_origins(document, passages):
                _join(leader, self._whole.get(document, document), self._whole.get(other, other))
        return len({_lead(leader, self._whole.get(document, document)) for document in told})

    def outlets(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the outlets that tell it, as far as they are known."""
        return tuple(sorted({outlet for span in spans if (outlet := self._outlets.get(span.document))}))

    def _list_origins(self, document: str, told: Sequence[Span]) -> Iterator[str]:
        """Yield the outlets and documents with which a document is one origin for some of its passages."""
        if (outlet := self._outlets.get(document)) is not None:
            yield outlet
        for relay in self._partly.get(document, ()):
            if relay.kind is RelayKind.CITES:
                if relay.outlet is not None and any(self._is_cited(relay, span) for span in told):
                    yield relay.outlet
            elif relay.of is not None and any(
                span.overlaps(words) for words in relay.evidence for span in told
            ):
                yield relay.of

    def _is_cited(self, relay: Relay, span: Span) -> bool:
        reading = self._readings.get(span.document)
        if reading is None or not reading.sentences:
            return True
        place = _number(reading.sentences, span.start)
        cited = [_number(reading.sentences, evidence.start) for evidence in relay.evidence]
        last = len(reading.sentences) - 1
        return any(
            sentence < _OPENING or sentence == last or abs(sentence - place) <= _BESIDE for sentence in cited
        )

    def _is_whole(self, relay: Relay) -> bool:
        reading = self._readings.get(relay.document)
        if relay.kind is RelayKind.REWRITES or reading is None:
            return True
        repeated = sum(evidence.end - evidence.start for evidence in relay.evidence)
        return repeated >= _WHOLE * len(reading.document.text)


def _lead(leader: dict[str, str], node: str) -> str:
    while (above := leader.get(node, node)) != node:
        leader[node] = node = leader.get(above, above)
    return node


def _join(leader: dict[str, str], one: str, other: str) -> None:
    leader[_lead(leader, one)] = _lead(leader, other)


def _number(sentences: Sequence[Offsets], position: int) -> int:
    return max(0, bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1)


def support_versions(commitments: Iterable[Commitment], origins: Origins) -> tuple[Commitment, ...]:
    """Return the commitments, each version with how many origins and which outlets tell of its window."""
    supported = []
    for commitment in commitments:
        versions = []
        for version in commitment.versions:
            spans = [other.span for other in commitment.versions if other.due.edtf == version.due.edtf]
            versions.append(replace(version, origins=origins.count(spans), outlets=origins.outlets(spans)))
        supported.append(replace(commitment, versions=tuple(versions)))
    return tuple(supported)
