"""A statement as it stands in its document: who, the cue and the words in their order, with what is between them."""

import re
from enum import StrEnum

from msgspec import Struct

from onrecord.model import Span, Statement

_LONGEST = 120  # characters between two parts: 'said on Monday at the harbour office that'
_QUOTES = '"“”„«»'
_SINGLE = frozenset("'‘")
_MARKS = f" \t{_QUOTES}"
_PUNCTUATION = frozenset(",.;:!?")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_AFTER_QUOTATION = re.compile(r"^[,.]?[”\"»]")
# where an outlet quotes in single marks: after what was said, and before it goes on
_SINGLE_AFTER = re.compile(r"^[,.]?['’](?=\s|$)")
_SINGLE_BEFORE = re.compile(r"(?<=\s)['‘]$")
_JOINED = re.compile(r"['’](?:\w{1,2}\b|(?=\s))")  # 'the ministry’s': no blank is before it
_HALF_BRACKET = re.compile(
    r"^[)\]]\s*"
)  # whose other half stands before the words: 'The judge (Mia Rao): ...'
_LEAD = 100  # characters before a line within its sentence: 'On the ferry,' but no sentence of its own


class PieceKind(StrEnum):
    """What a stretch of a statement is."""

    SAID = "said"
    CUE = "cue"
    SOURCE = "source"
    BETWEEN = "between"


class Piece(Struct, frozen=True):
    """A stretch of a statement."""

    kind: PieceKind
    words: str
    span: Span  # for what is between, of the words before it
    after: str = ""  # the mark that the text has at once after the words: 'The dam is safe, she said'


def list_pieces(statement: Statement, text: str, begin: int | None = None) -> list[Piece]:
    """Return the words, the cue and the source of a statement in the order of the text, and what is between them.

    So 'did not' stands where the text has it: between who speaks and the cue. Where what is between is long, or other
    words lie there, there is a '…' in its place. What stands before all of them in the sentence, which begins at
    `begin`, comes first where it is short and no quotation and who speaks is told: so that 'if it rains,' is not lost.

    >>> text = "“We will open in May,” Mia Rao said."
    >>> from onrecord.model import Act, Document, Quoted
    >>> note = Document("d", "", "", text)
    >>> one = Statement("s", "d", None, None, note.cite(31, 35), (note.cite(1, 21),), Quoted.DIRECT, Act.COMMIT)
    >>> [piece.words for piece in list_pieces(one, text)]
    ['We will open in May,', 'Mia Rao', 'said']
    """
    parts = [(span, PieceKind.SAID) for span in statement.content]
    for span, kind in ((statement.cue, PieceKind.CUE), (statement.source, PieceKind.SOURCE)):
        if span is not None and not any(span.overlaps(other) for other, _ in parts):
            parts.append((span, kind))
    parts.sort()
    pieces = _read_lead(parts[0][0], text, begin) if statement.source is not None else []
    for (span, kind), following in zip(parts, [*parts[1:], None], strict=True):
        mark, between = "", ""
        if following is not None:
            joined = (kind, following[1]) != (PieceKind.SAID, PieceKind.SAID)
            gap = text[span.end : following[0].start]
            if kind is PieceKind.SAID:
                gap = _SINGLE_AFTER.sub("", gap)
            if following[1] is PieceKind.SAID:
                gap = _SINGLE_BEFORE.sub("", gap)
            mark, between = _read_gap(gap, joined=joined)
        pieces.append(Piece(kind, span.exact, span, mark))
        if between:
            pieces.append(Piece(PieceKind.BETWEEN, between, span))
    return pieces


def _read_gap(gap: str, *, joined: bool) -> tuple[str, str]:
    """Return the mark at the beginning of what is between two pieces, and the rest or what stands for it."""
    if not joined or _PARAGRAPH.search(gap) or len(gap) > _LONGEST:
        return "", "…" if any(char.isalnum() for char in gap) else ""
    between = " ".join(_AFTER_QUOTATION.sub("", gap).strip(_MARKS).split())
    between = _HALF_BRACKET.sub("", between)
    own = _JOINED.match(gap)
    if own:
        return own[0], between.removeprefix(own[0]).strip()
    mark = between[:1] if between[:1] in _PUNCTUATION else ""
    return mark, between.removeprefix(mark).strip()


def _read_lead(first: Span, text: str, begin: int | None) -> list[Piece]:
    """Return what stands before the first words of a line in their sentence, as a piece, where it is short."""
    words = " ".join(text[begin : first.start].split()) if begin is not None else ""
    words = words.rstrip(f"{_MARKS}'‘([")
    quotes = words[:1] in _SINGLE or any(mark in words for mark in _QUOTES)
    if quotes or len(words) > _LEAD or not any(char.isalnum() for char in words):
        return []
    return [Piece(PieceKind.BETWEEN, words, first)]
