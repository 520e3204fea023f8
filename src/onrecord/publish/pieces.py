"""A statement as it stands in its document: its words and its cue in their order, with what little is between them."""

import re
from enum import StrEnum

from msgspec import Struct

from onrecord.model import Span, Statement

_LONGEST = 80  # characters between the cue and the words: 'said on Monday at the harbour office that'
_MARKS = ' \t"“”„«»'
_PUNCTUATION = frozenset(",.;:!?")
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
    after: str = ""  # the mark that the text has at once after the words: 'The dam is safe, she said'


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
    for (span, kind), following in zip(parts, [*parts[1:], None], strict=True):
        mark, between = "", ""
        if following is not None:
            at_cue = PieceKind.CUE in (kind, following[1])
            mark, between = _read_gap(text[span.end : following[0].start], at_cue=at_cue)
        pieces.append(Piece(kind, span.exact, span, mark))
        if between:
            pieces.append(Piece(PieceKind.BETWEEN, between, span))
    return pieces


def _read_gap(gap: str, *, at_cue: bool) -> tuple[str, str]:
    """Return the mark at the beginning of what is between two pieces, and the rest or what stands for it."""
    if not at_cue or "\n" in gap.strip() or len(gap) > _LONGEST:
        return "", "…" if any(char.isalnum() for char in gap) else ""
    between = " ".join(_AFTER_QUOTATION.sub("", gap).strip(_MARKS).split())
    mark = between[:1] if between[:1] in _PUNCTUATION else ""
    return mark, between.removeprefix(mark).strip()
