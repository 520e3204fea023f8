"""Direct quotations of all documents -> those that differ."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec import Struct
from rapidfuzz import fuzz

from onrecord.annotations import Reading
from onrecord.model import AlteredQuotation, Quoted, Span, Statement, When, identify
from onrecord.story.statements import Statements

# Fewer words are alike by chance: 'We are very disappointed.'
_FEWEST_WORDS = 6
# So alike are two renderings of the same words; below it they are two statements on one matter.
_ALIKE = 70.0
# Words said on one occasion are reported within days of it.
_OCCASION = timedelta(days=7)
_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]{10,1500})[”\"]?")
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]{0,80}\]|\([^)]{0,80}\)")


class _Quotation(Struct, frozen=True):
    """Words in quotation marks, with their pieces between what the document left out or put in."""

    document: str
    speaker: str
    said_on: When
    span: Span
    pieces: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, as they compare."""
        return tuple(word for piece in self.pieces for word in piece)


def find_altered_quotations(
    readings: Sequence[Reading], statements: Statements
) -> tuple[AlteredQuotation, ...]:
    """Return one speaker's words on one occasion that differ between documents.

    Punctuation, case, an ellipsis and words in brackets alter nothing, and a document that quotes only a part
    alters nothing either. Which version is the original is not told.
    """
    by_speaker: dict[str, list[_Quotation]] = defaultdict(list)
    texts = {reading.document.id: reading for reading in readings}
    for statement in statements.statements:
        if statement.speaker is not None and statement.quoted is not Quoted.INDIRECT:
            by_speaker[statement.speaker] += _quote(statement, texts[statement.document])
    found: list[AlteredQuotation] = []
    for speaker, quotations in by_speaker.items():
        found += [
            AlteredQuotation(identify("altered", *versions), speaker, versions)
            for versions in _find_versions(quotations)
        ]
    return tuple(found)


def _quote(statement: Statement, reading: Reading) -> Iterator[_Quotation]:
    document = reading.document
    for content in statement.content:
        # The marks may stand just outside the content.
        start, end = max(0, content.start - 1), min(len(document.text), content.end + 1)
        matches = list(_QUOTED.finditer(document.text, start, end))
        spans = [(match.start("words"), match.end("words")) for match in matches]
        if not spans and statement.quoted is Quoted.DIRECT:
            spans = [(content.start, content.end)]
        for first, last in spans:
            pieces = _split(document.text[first:last])
            if sum(map(len, pieces)) >= _FEWEST_WORDS:
                span = document.cite(first, last)
                yield _Quotation(document.id, statement.speaker or "", statement.said_on, span, pieces)


def _split(words: str) -> tuple[tuple[str, ...], ...]:
    pieces = (
        tuple(re.findall(r"\w+", piece.casefold().replace("’", "").replace("'", "")))
        for piece in _LEFT_OUT.split(words)
    )
    return tuple(piece for piece in pieces if piece)


def _find_versions(quotations: Sequence[_Quotation]) -> Iterator[tuple[Span, ...]]:
    """Yield the sets of spans that render the same words differently, each version once a document."""
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    leader = list(range(len(quotations)))
    altered: set[int] = set()
    for index, quotation in enumerate(quotations):
        near: set[int] = set()
        words = quotation.words
        for shingle in {words[i : i + 3] for i in range(len(words) - 2)}:
            near.update(by_words[shingle])
            by_words[shingle].append(index)
        for other in sorted(near):
            if _is_altered(quotations[other], quotation):
                altered.update((other, index))
                leader[_lead(leader, index)] = _lead(leader, other)
    groups: dict[int, list[Span]] = defaultdict(list)
    for index in sorted(altered):
        groups[_lead(leader, index)].append(quotations[index].span)
    for group in groups.values():
        yield tuple(dict.fromkeys(group))


def _lead(leader: list[int], index: int) -> int:
    while leader[index] != index:
        index = leader[index]
    return index


def _is_altered(one: _Quotation, other: _Quotation) -> bool:
    if one.document == other.document or not _one_occasion(one.said_on, other.said_on):
        return False
    short, long = sorted((one, other), key=lambda quotation: len(quotation.words))
    if _is_part(short, long) or _is_part(long, short):
        return False
    a, b = " ".join(short.words), " ".join(long.words)
    alike = fuzz.ratio(a, b) if len(b) < 1.5 * len(a) else fuzz.partial_ratio(a, b)
    return alike >= _ALIKE


def _is_part(part: _Quotation, whole: _Quotation) -> bool:
    """Tell whether every piece of one stands in the other, in order."""
    words = " " + " ".join(whole.words) + " "
    position = 0
    for piece in part.pieces:
        at = words.find(" " + " ".join(piece) + " ", position)
        if at < 0:
            return False
        position = at + 1
    return True


def _one_occasion(one: When, other: When) -> bool:
    """Tell whether two days of saying may be one: unknown days may."""
    first, second = (one, other) if (one.latest or one.earliest) else (other, one)
    days = [window.earliest or window.latest for window in (first, second)]
    if days[0] is None or days[1] is None:
        return True
    return abs(days[0] - days[1]) <= _OCCASION
