"""The words of rulings -> where they stand in the documents of a record, and which line of it stands there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model import Actor, ActorType, DocumentEntry, Record, Span, identify
from onrecord.rulings.ruling import Anchor, Whom, clip
from onrecord.world import fold_name

_MOSTLY = 0.5  # of the characters of either that two spans share, where both are taken for one line


class Places:
    """The documents of a record, by the hashes of their bytes."""

    def __init__(self, documents: Sequence[DocumentEntry]) -> None:
        self.by_id = {document.id: document for document in documents}
        self.order = {document.id: place for place, document in enumerate(documents)}
        self._by_hash: dict[str, list[DocumentEntry]] = defaultdict(list)
        for document in documents:
            self._by_hash[document.sha256].append(document)

    def find(self, words: Anchor | None) -> tuple[Span, ...]:
        """Return where the words stand: in every document of these bytes, at their place and nowhere else.

        What has other words there has lost them: that the same words stand elsewhere proves nothing.
        """
        if words is None:
            return ()
        return tuple(
            Span(document.id, words.start, words.end, words.exact)
            for document in self._by_hash.get(words.sha256, ())
            if document.text[words.start : words.end] == words.exact
        )

    def rank(self, span: Span) -> tuple[int, int, int]:
        """Return what lines are sorted by: the order of the documents, and of the words in each."""
        return self.order[span.document], span.start, span.end


class Lines:
    """The lines of one kind, by the words that each begins with."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = [clip(span) for span in spans]
        self._by_document: dict[str, list[int]] = defaultdict(list)
        for number, span in enumerate(self._spans):
            self._by_document[span.document].append(number)

    def match(self, wanted: Sequence[Span]) -> list[tuple[int, ...]]:
        """Return for each of the spans the numbers of the lines that stand there.

        A line with exactly these words is it. Otherwise it is the line that shares most of their characters, as when
        a new model reads a little more or less, unless another of the spans is exactly that line's.
        """
        places = {span: number for number, span in enumerate(dict.fromkeys(wanted))}
        exact: dict[Span, list[int]] = defaultdict(list)
        for number, span in enumerate(self._spans):
            if span in places:
                exact[span].append(number)
        claimed = {number for numbers in exact.values() for number in numbers}
        found = []
        for span in wanted:
            if span in exact:
                found.append(tuple(exact[span]))
                continue
            free = [n for n in self._by_document.get(span.document, ()) if n not in claimed]
            near = max(free, key=lambda n: (_share(span, self._spans[n]), -n), default=None)
            if near is None or _share(span, self._spans[near]) <= _MOSTLY:
                found.append(())
                continue
            claimed.add(near)
            found.append((near,))
        return found


def match_lines(
    words: Sequence[Sequence[Span]],
    others: Sequence[Anchor | None],
    wanted: Sequence[tuple[Span, Anchor | None]],
) -> list[tuple[int, ...]]:
    """Return for each of the places wanted the numbers of the lines that stand there, by any of their words.

    Of lines on the same words, those are meant whose `others` share some characters with what is wanted.
    """
    owner = [number for number, spans in enumerate(words) for _ in spans]
    flat = Lines(span for spans in words for span in spans).match([span for span, _ in wanted])
    return [
        tuple(
            number
            for number in dict.fromkeys(owner[one] for one in found)
            if other is None or _meet(others[number], other)
        )
        for found, (_, other) in zip(flat, wanted, strict=True)
    ]


def _meet(one: Anchor | None, other: Anchor) -> bool:
    return one is not None and one.sha256 == other.sha256 and one.start < other.end and other.start < one.end


def _share(one: Span, other: Span) -> float:
    """Return how many of the characters of either span both have, from 0 to 1."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


class People:
    """The actors of a record while rulings are put to it; who is new is added."""

    def __init__(self, record: Record, places: Places) -> None:
        self._places = places
        self.by_id = {actor.id: actor for actor in record.actors}
        self._at: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._named: dict[str, list[str]] = defaultdict(list)
        self.index()

    def index(self) -> None:
        """Take note of who is named where, once all who are split or merged are."""
        self._at.clear()
        self._named.clear()
        for actor in self.by_id.values():
            for span in actor.mentions:
                self._at[span.document].append((span.start, span.end, actor.id))
            for name in {fold_name(name) for name in (actor.name, *actor.aliases)}:
                self._named[name].append(actor.id)

    def at(self, mention: Anchor | None) -> str | None:
        """Return the actor whom exactly these words name, or else the one whose mention shares most of them."""
        for span in self._places.find(mention):
            near = [
                (_share(span, Span(span.document, start, end, "")), actor)
                for start, end, actor in self._at.get(span.document, ())
                if start < span.end and span.start < end
            ]
            share, actor = max(near, default=(0.0, ""))
            if share > _MOSTLY:
                return actor
        return None

    def find(self, whom: Whom | None) -> str | None:
        """Return the id of somebody, who is added to the actors where no mention and no name is known."""
        if whom is None:
            return None
        known = self.at(whom.mention)
        if known is not None:
            return known
        named = self._named.get(fold_name(whom.name), [])
        if len(named) == 1:
            return named[0]
        return self.add(whom.name, whom.type, self._places.find(whom.mention))

    def add(self, name: str, kind: ActorType, mentions: tuple[Span, ...]) -> str:
        """Add an actor and return its id, the same for the same name."""
        actor = identify("actor", "ruled", kind, fold_name(name))
        if actor not in self.by_id:
            self.by_id[actor] = Actor(actor, " ".join(name.split()), kind)
            self._named[fold_name(name)].append(actor)
        known = self.by_id[actor]
        self.by_id[actor] = Actor(
            known.id,
            known.name,
            known.type,
            known.aliases,
            tuple(sorted({*known.mentions, *mentions})),
            known.links,
            known.ruling,
        )
        for span in mentions:
            self._at[span.document].append((span.start, span.end, actor))
        return actor
