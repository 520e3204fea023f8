"""Versions of one quotation, with the words marked in which they differ."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.model import AlteredQuotation, Span


class Piece(Struct, frozen=True):
    """Some words of a version, and whether another version has them otherwise."""

    text: str
    differs: bool


class Wording(Struct, frozen=True):
    """One wording of a quotation, with every passage that has it."""

    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]
    original: bool = False  # it stands in a document that the speaker published


def compare(quotation: AlteredQuotation) -> list[Wording]:
    """Return the different wordings of a quotation: the original first if there is one, then those most documents have.

    Wordings that differ only in case and punctuation are one.
    """
    same: dict[tuple[str, ...], list[Span]] = {}
    for span in quotation.versions:
        same.setdefault(tuple(_fold(word) for word in span.exact.split()), []).append(span)
    wordings = [
        Wording(
            tuple(mark_words(spans[0], quotation.differing)),
            tuple(spans),
            original=quotation.original in spans,
        )
        for spans in same.values()
    ]
    return sorted(
        wordings,
        key=lambda wording: (not wording.original, -len({span.document for span in wording.spans})),
    )


def mark_words(span: Span, marked: Iterable[Span]) -> Iterator[Piece]:
    """Yield the words of `span` in pieces, those marked that lie within one of `marked`.

    >>> will = Span("document-1", 3, 7, "will")
    >>> [piece.text for piece in mark_words(Span("document-1", 0, 20, "It will open in May."), [will])]
    ['It ', 'will', ' open in May.']
    """
    position = span.start
    for part in sorted(marked):
        if part.document != span.document or part.end > span.end or part.start < position:
            continue
        if part.start > position:
            yield Piece(span.exact[position - span.start : part.start - span.start], differs=False)
        yield Piece(part.exact, differs=True)
        position = part.end
    if position < span.end:
        yield Piece(span.exact[position - span.start :], differs=False)


def _fold(word: str) -> str:
    return re.sub(r"[^\w]", "", word).casefold() or word
