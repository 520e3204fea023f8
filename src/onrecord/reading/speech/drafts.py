"""The quotations of a document beside its parse, and attributions by offsets."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.model import Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.quotations import Quotation


class Draft(Struct, frozen=True):
    """An attribution by offsets, before its act, day and channel are told."""

    source: Offsets | None
    cue: Offsets | None
    content: tuple[Offsets, ...]
    verb: Token | None = None
    continued: bool = False  # the cue stands with other words of the speaker's and tells nothing of these
    probability: float | None = None  # of being right, where it is the tagger's
    voiced: bool = (
        False  # no words say whose it is: the structure of the document does, as surely as `probability`
    )
    reply: int | None = None  # where the answer to another's question begins, in the speaker's own turn


def span_of(tokens: Sequence[Token]) -> Offsets:
    """Return where the tokens stand, from the first to the last."""
    return Offsets(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


class Speech:
    """The quotations of a document beside its parse."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], text: str) -> None:
        self.doc = doc
        self.text = text
        self.quotations = quotations
        self._starts = [quotation.start for quotation in quotations]
        self.token_starts = read_columns(doc).starts

    def overlapping(self, words: Offsets) -> list[int]:
        """Return the indices of the quotations that share a character with `words`."""
        first = max(0, bisect_right(self._starts, words.start) - 1)
        last = bisect_left(self._starts, words.end)
        return [i for i in range(first, last) if self.quotations[i].offsets.overlaps(words)]

    def around(self, words: Offsets | None) -> int | None:
        """Return the quotation in which `words` lie."""
        if words is None:
            return None
        return next((i for i in self.overlapping(words) if self.quotations[i].offsets.covers(words)), None)

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie from `start` to `end`."""
        first, last = bisect_left(self.token_starts, start), bisect_left(self.token_starts, end)
        return [token for token in self.doc[first:last] if token.idx + len(token) <= end]

    def sentences_of(self, piece: Offsets) -> list[Offsets]:
        """Return the parts of the piece that lie in one sentence each, without the white space around them."""
        span = self.doc.char_span(piece.start, piece.end, alignment_mode="expand")
        if span is None:
            return [piece]
        cuts = [
            token.idx for token in span[1:] if token.is_sent_start and piece.start < token.idx < piece.end
        ]
        found = []
        for start, end in zip([piece.start, *cuts], [*cuts, piece.end], strict=True):
            words = self.text[start:end]
            if words.strip():
                found.append(Offsets(start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
        return found

    def are_of_one_sentence(self, one: Offsets, other: Offsets) -> bool:
        """Tell whether no sentence begins between the words and later ones."""
        first, last = bisect_left(self.token_starts, one.end), bisect_left(self.token_starts, other.start)
        return not any(token.is_sent_start for token in self.doc[first : last + 1])

    def stands_alone(self, index: int) -> bool:
        """Tell whether a quotation is all that its paragraph holds."""
        quotation = self.quotations[index]
        line = self.text.rfind("\n", 0, quotation.start) + 1
        behind = self.text.find("\n", quotation.end)
        rest = self.text[quotation.end : behind if behind >= 0 else len(self.text)]
        return not self.text[line : quotation.start].strip() and not rest.strip(" .\t\r\u00a0")


def join(content: Sequence[Offsets], text: str) -> tuple[Offsets, ...]:
    """Return the pieces in order, those that touch or overlap made one."""
    joined: list[Offsets] = []
    for piece in sorted(content):
        if (joined and not text[joined[-1].end : piece.start].strip()) or (
            joined and piece.start <= joined[-1].end
        ):
            joined[-1] = Offsets(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def says(draft: Draft) -> bool:
    """Tell whether the draft is by a verb of saying, or by no verb at all: a signature, the sentence before."""
    return (draft.verb is None and draft.cue is None) or (
        draft.verb is not None and lemma_of(draft.verb) in list_words("saying")
    )
