"""A statement as it stands in its document: its words and its cue in their order, with what little is between them."""

import re
from enum import StrEnum

from msgspec import Struct

from onrecord.model import Span, Statement

_LONGEST = 80  # characters between the cue and the words: 'said on Monday at the harbour office that'
_MARKS = ' \t"“”„«»'
_AFTER_QUOTATION = re.compile(r"^[,.]?[”\"»]")


class PieceKind(StrEnum):
    """What a stretch of a statement is."""

    SAID = "said"
    CUE = "cue"
    BETWEEN = "between"


class Piece(Struct, frozen=True):
    """A stretch of a statement."""

    kind: PieceKind
    words: str
    span: Span  # for what is between, of the words before it
    joined: bool = False  # no space before it


def list_pieces(statement: Statement, text: str) -> list[Piece]:
    """Return the words and the cue of a statement in the order of the text, and what is between cue and words.

    Where that is long, or other words lie between, there is a '…' in its place.

    >>> text = "“We will open in May,” Mia Rao said."
    >>> from onrecord.model import Act, Document, Quoted
    >>> note = Document("d", "", "", text)
    >>> one = Statement("s", "d", None, None, note.cite(31, 35), (note.cite(1, 21),), Quoted.DIRECT, Act.COMMIT)
    >>> [piece.words for piece in list_pieces(one, text)]
    ['We will open in May,', 'Mia Rao', 'said']
    """
    parts = [(span, PieceKind.SAID) for span in statement.content]
    cue = statement.cue
    if cue is not None and not any(
        span.start < cue.end and cue.start < span.end for span in statement.content
    ):
        parts.append((cue, PieceKind.CUE))
    parts.sort()
    pieces: list[Piece] = []
    for span, kind in parts:
        if pieces:
            before = pieces[-1]
            pieces += _fill(before, text[before.span.end : span.start], PieceKind.CUE in (kind, before.kind))
        pieces.append(Piece(kind, span.exact, span))
    return pieces


def _fill(before: Piece, gap: str, at_cue: bool) -> list[Piece]:
    between = " ".join(_AFTER_QUOTATION.sub("", gap).strip(_MARKS).split())
    if "\n" in gap.strip() or len(gap) > _LONGEST or not at_cue:
        between = "…" if any(char.isalnum() for char in gap) else ""
    if not between:
        return []
    return [Piece(PieceKind.BETWEEN, between, before.span, joined=between[0] in ",.;:!?")]
