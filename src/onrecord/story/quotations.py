"""Direct quotations of all documents -> those that differ."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate, count
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from onrecord.annotations import Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import (
    AlteredQuotation,
    Basis,
    Offsets,
    Quoted,
    Relay,
    RelayKind,
    Span,
    Statement,
    When,
    identify,
)
from onrecord.story.namings import fold_spelling
from onrecord.story.retelling import align, find_stems, outline
from onrecord.story.statements import Statements

_PACKAGE = __package__ or "onrecord.story"
# Fewer words are alike by chance: 'We are very disappointed.'
_FEWEST_WORDS = 6
# So alike are two renderings of the same words; below it they are two statements on one matter.
_ALIKE = 70.0
# And so large a share of the shorter one's words stand in the other, in order; measured by reading every pair of a
# pile of 129 articles: below it a speaker says something like it once more.
_SHARED_WORDS = 0.75
# They make up so much of the passage of the longer one in which they lie, or are runs of so many words.
_DENSE, _CUT_RUN = 0.6, 3
# So alike they are one quotation, printed again later, where so many words agree.
_PRINTED_AGAIN, _MANY_WORDS = 88.0, 8
# Words said on one occasion are reported within days of it.
_OCCASION = timedelta(days=7)
_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]{10,1500})[”\"]?")
_WORD = re.compile(r"\w+(?:['’]\w+)*['’]?")
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]{0,80}\]|\([^)]{0,80}\)")


# The words of a quotation, between what the document left out or put in.
_Pieces = tuple[tuple[str, ...], ...]
# A sentence of the document that others rewrite, and the how manieth quotation in it.
_Place = tuple[str, int, int]


class _Quotation(Struct, frozen=True):
    """Words in quotation marks, with their pieces between what the document left out or put in."""

    document: str
    speaker: str
    said_on: When
    span: Span
    pieces: _Pieces
    places: tuple[Offsets, ...]  # of the words, in the document
    dated: bool  # its document has a day of its own
    place: _Place | None = None  # where the text that this one rewrites has it

    @property
    def words(self) -> tuple[str, ...]:
        """All words, as they compare."""
        return tuple(word for piece in self.pieces for word in piece)


def find_altered_quotations(
    readings: Sequence[Reading],
    statements: Statements,
    relays: Sequence[Relay] = (),
    outlets: Mapping[str, str | None] = MappingProxyType({}),
) -> tuple[AlteredQuotation, ...]:
    """Return one speaker's words on one occasion that differ between documents.

    Punctuation, case, the spellings of two continents, an ellipsis and words in brackets alter nothing, and a
    document that quotes only a part, or begins or ends elsewhere, alters nothing either. Where one document rewrites
    another, what the same speaker says at the same place in both is one quotation, however few of its words are left.
    Which version is the original is told only where one stands in a document that the speaker published, by `outlets`.
    """
    by_speaker: dict[str, list[_Quotation]] = defaultdict(list)
    by_id = {reading.document.id: reading for reading in readings}
    origins = _find_origins(by_id, relays)
    met: Counter[tuple[str, int]] = Counter()
    for statement in statements.statements:
        if statement.speaker is None or statement.quoted is Quoted.INDIRECT:
            continue
        reading = by_id[statement.document]
        for quotation in _quote(statement, reading):
            sentence = (quotation.document, _find_sentence(reading, quotation.span.start))
            origin = origins.get(sentence)
            place = (*origin, met[sentence]) if origin else None
            met[sentence] += 1
            by_speaker[statement.speaker].append(replace(quotation, place=place))
    found: list[AlteredQuotation] = []
    for speaker, quotations in by_speaker.items():
        found += [_make_altered(speaker, versions, by_id, outlets) for versions in _find_versions(quotations)]
    return tuple(found)


def _make_altered(
    speaker: str,
    versions: Sequence[_Quotation],
    readings: Mapping[str, Reading],
    outlets: Mapping[str, str | None],
) -> AlteredQuotation:
    spans = tuple(version.span for version in versions)
    own = [version.span for version in versions if outlets.get(version.document) == speaker]
    differing = {
        readings[version.document].document.cite(*part)
        for version in versions
        for part in _find_differing(version, versions)
    }
    return AlteredQuotation(
        identify("altered", *spans),
        speaker,
        spans,
        differing=tuple(sorted(differing)),
        original=own[0] if len(own) == 1 else None,
    )


def _find_differing(version: _Quotation, versions: Sequence[_Quotation]) -> Iterator[Offsets]:
    """Yield the passages of a version that another does not have so."""
    differing: set[int] = set()
    for pieces in sorted({other.pieces for other in versions} - {version.pieces}):
        for first, last in _list_changes(version.pieces, pieces):
            differing.update(range(first, last))
    for index in sorted(differing):
        if index - 1 not in differing:
            last = next(number for number in count(index) if number + 1 not in differing)
            yield Offsets(version.places[index].start, version.places[last].end)


def _list_changes(one: _Pieces, other: _Pieces) -> Iterator[tuple[int, int]]:
    """Yield which words of one version stand otherwise in the other, none of them where it only lacks some.

    What one begins or ends with and the other has not is only cut otherwise, and so is what stands where the other
    says by dots or brackets that it left something out or put it otherwise.
    """
    words, others = [[word for piece in pieces for word in piece] for pieces in (one, other)]
    gaps, left = [set(accumulate(map(len, pieces[:-1]))) for pieces in (one, other)]
    for tag, first, last, start, end in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "equal" or "".join(words[first:last]) == "".join(others[start:end]):
            continue  # 'sea floor' and 'seafloor'
        begins = first == start == 0 or (last == len(words) and end == len(others))
        if tag != "replace" and (begins or first in gaps or start in left):
            continue
        # one ends, or begins, within what the other left out
        ends = (first in gaps and end == len(others)) or (start in left and last == len(words))
        if tag == "replace" and (ends or (last in gaps and start == 0) or (end in left and first == 0)):
            continue
        yield first, last


def _find_origins(
    readings: Mapping[str, Reading], relays: Sequence[Relay]
) -> dict[tuple[str, int], tuple[str, int]]:
    """Return for the sentences of a rewriting, and of what it rewrites, the sentence of the latter."""
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for relay in relays:
        if relay.kind is not RelayKind.REWRITES or relay.of is None:
            continue
        pair = [readings[relay.document], readings[relay.of]]
        one, other = (
            outline([find_stems(reading.document.text[a:b]) for a, b in reading.sentences])
            for reading in pair
        )
        for index, origin in align(one, other).pairs:
            found[relay.document, index] = relay.of, origin
            found.setdefault((relay.of, origin), (relay.of, origin))
    return found


def _find_sentence(reading: Reading, position: int) -> int:
    return bisect_right([sentence.start for sentence in reading.sentences], position) - 1


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
            pieces = [_read_words(document.text, *piece) for piece in _split(document.text, first, last)]
            places = tuple(place for piece in pieces for _, place in piece)
            if len(places) >= _FEWEST_WORDS:
                text = document.text[first:last]
                lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
                span = document.cite(first + lead, last - tail)
                dated = document.published.basis not in (Basis.INFERRED, Basis.UNKNOWN)
                words = tuple(tuple(word for word, _ in piece) for piece in pieces if piece)
                yield _Quotation(
                    document.id, statement.speaker or "", statement.said_on, span, words, places, dated
                )


def _split(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a passage between what was left out or put in."""
    for match in _LEFT_OUT.finditer(text, first, last):
        yield first, match.start()
        first = match.end()
    yield first, last


def _read_words(text: str, first: int, last: int) -> list[tuple[str, Offsets]]:
    """Return the words of a passage as they compare, with their places; one that is short for two, as the two."""
    return [
        (word, Offsets(*match.span()))
        for match in _WORD.finditer(text, first, last)
        for word in _spell_out(match[0].casefold())
    ]


@cache
def _spell_out(word: str) -> tuple[str, ...]:
    for entry in load_lexicon(_PACKAGE, "quotations.toml").entries:
        if entry.pattern.fullmatch(word):
            stem = entry.get("stem") or word[: -int(entry.get("ending"))]
            return (stem, entry.get("full")) if stem else (entry.get("full"),)
    return (fold_spelling(re.sub("['’]", "", word)),)


def _find_versions(quotations: Sequence[_Quotation]) -> Iterator[list[_Quotation]]:
    """Yield the sets of quotations that render the same words differently, each passage once."""
    by_mark: dict[tuple[object, ...], list[int]] = defaultdict(list)
    leader = list(range(len(quotations)))
    altered: set[int] = set()
    for index, quotation in enumerate(quotations):
        near: set[int] = set()
        for mark in _find_marks(quotation):
            near.update(by_mark[mark])
            by_mark[mark].append(index)
        for other in sorted(near):
            changed = _is_altered(quotations[other], quotation)
            if changed:
                altered.update((other, index))
            if changed or _is_same(quotations[other], quotation):
                leader[_lead(leader, index)] = _lead(leader, other)
    groups: dict[int, list[_Quotation]] = defaultdict(list)
    shown = {_lead(leader, index) for index in altered}
    for index, quotation in enumerate(quotations):
        if (lead := _lead(leader, index)) in shown and not any(
            quotation.span.overlaps(known.span) for known in groups[lead]
        ):
            groups[lead].append(quotation)
    yield from groups.values()


def _find_marks(quotation: _Quotation) -> list[tuple[object, ...]]:
    """Return what two versions of a quotation have in common: three words in a row, or their place."""
    words = quotation.words
    marks = sorted({words[i : i + 3] for i in range(len(words) - 2)})
    return [*marks, quotation.place] if quotation.place else [*marks]


def _is_same(one: _Quotation, other: _Quotation) -> bool:
    """Tell whether two documents quote the same words of one occasion."""
    return one.words == other.words and _one_occasion(one.said_on, other.said_on)


def _lead(leader: list[int], index: int) -> int:
    while leader[index] != index:
        index = leader[index]
    return index


def _is_altered(one: _Quotation, other: _Quotation) -> bool:
    if one.document == other.document:
        return False
    placed = one.place is not None and one.place == other.place
    together = _one_occasion(one.said_on, other.said_on)
    # A document without a day may print again what was said long before.
    undated = not (one.dated and other.dated)
    if not (placed or together or undated):
        return False  # told before the words are compared, which takes most of the time
    short, long = sorted((one, other), key=lambda quotation: len(quotation.words))
    if _is_part(short, long) or _is_part(long, short) or not any(_list_changes(short.pieces, long.pieces)):
        return False
    if placed:
        return True
    a, b = " ".join(short.words), " ".join(long.words)
    alike = fuzz.ratio(a, b) if len(b) < 1.5 * len(a) else fuzz.partial_ratio(a, b)
    if together:
        return alike >= _ALIKE and _share_words(short, long)
    return alike >= _PRINTED_AGAIN and len(short.words) >= _MANY_WORDS


def _is_part(part: _Quotation, whole: _Quotation) -> bool:
    """Tell whether every piece of one stands in the other, in order, however compounds are written."""
    joined = "".join(whole.words)
    edges = {0, *accumulate(map(len, whole.words))}
    position = 0
    for piece in part.pieces:
        words = "".join(piece)
        at = joined.find(words, position)
        while at >= 0 and not (at in edges and at + len(words) in edges):
            at = joined.find(words, at + 1)
        if at < 0:
            return False
        position = at + len(words)
    return True


def _share_words(short: _Quotation, long: _Quotation) -> bool:
    """Tell whether most words of one stand in the other in the same order."""
    matcher = SequenceMatcher(None, short.words, long.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if shared < _SHARED_WORDS * len(short.words):
        return False
    # What one cuts without saying so leaves all its own words standing; else the words lie close together in both.
    spread = blocks[-1].b + blocks[-1].size - blocks[0].b
    cut = shared == len(short.words) and all(block.size >= _CUT_RUN for block in blocks)
    return cut or shared >= _DENSE * spread


def _one_occasion(one: When, other: When) -> bool:
    """Tell whether two days of saying may be one: unknown days may."""
    first, second = (one, other) if (one.latest or one.earliest) else (other, one)
    days = [window.earliest or window.latest for window in (first, second)]
    if days[0] is None or days[1] is None:
        return True
    return abs(days[0] - days[1]) <= _OCCASION
