"""Versions of one quotation, with the words marked in which they differ."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from onrecord.model import AlteredQuotation, Span

_LONGEST = 400  # words compared: the comparison takes the square of it


class Piece(Struct, frozen=True):
    """Some words of a version, and whether the version they are held against has them too."""

    text: str
    differs: bool


class Wording(Struct, frozen=True):
    """One wording of a quotation, with every passage that has it."""

    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]


def compare(quotation: AlteredQuotation) -> list[Wording]:
    """Return the different wordings of a quotation, each held against the one that most documents have.

    No wording is called the original: the documents do not tell.
    """
    same: dict[tuple[str, ...], list[Span]] = {}
    for span in quotation.versions:
        same.setdefault(tuple(_fold(word) for word in _split(span.exact)), []).append(span)
    wordings = sorted(same.values(), key=lambda spans: -len({span.document for span in spans}))
    first = wordings[0][0].exact
    other = wordings[1][0].exact if len(wordings) > 1 else first
    return [
        Wording(tuple(mark_differences(spans[0].exact, other if index == 0 else first)), tuple(spans))
        for index, spans in enumerate(wordings)
    ]


def mark_differences(text: str, other: str) -> list[Piece]:
    """Return `text` in pieces, those that differ from `other` marked.

    >>> [piece.text for piece in mark_differences("It will open in May.", "It may open in May.") if piece.differs]
    ['will']
    """
    words, others = _split(text)[:_LONGEST], _split(other)[:_LONGEST]
    if not words:
        return [Piece(text, differs=False)]
    matcher = SequenceMatcher(
        None, [_fold(word) for word in words], [_fold(word) for word in others], autojunk=False
    )
    pieces = [
        Piece(" ".join(words[start:end]), differs=tag != "equal")
        for tag, start, end, _, _ in matcher.get_opcodes()
        if end > start
    ]
    rest = _split(text)[_LONGEST:]
    return [*pieces, Piece(" ".join(rest), differs=False)] if rest else pieces


def _split(text: str) -> Sequence[str]:
    return text.split()


def _fold(word: str) -> str:
    return re.sub(r"[^\w]", "", word).casefold() or word
