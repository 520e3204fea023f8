"""Documents that repeat another's text: candidates by what they share, proof by aligning their sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern

from msgspec import Struct
from rapidfuzz import fuzz

from onrecord.annotations import Reading
from onrecord.model import Offsets, RelayKind
from onrecord.story.fingerprints import MOST_DAYS, Printing, SharedRuns, find_shared_runs
from onrecord.story.neighbours import find_neighbours
from onrecord.story.retelling import LIKENESS, Outline, align, find_stems, outline

# A sentence of fewer words is shared by chance: 'She declined to comment.'
_FEWEST_WORDS = 8
# Measured on the labelled pairs of bench/relays-oil-spill.csv: sentences so alike are one sentence, edited for
# another paper's style; at 65 independent reports begin to be taken for copies, at 85 a fifth of the copies is lost.
_SAME = 75.0
# Repeated sentences of the narrator that make a copy: three; fewer where they are a fifth of the shorter document,
# and a single one only where it is a paragraph.
_FEWEST_SENTENCES, _SMALL_SHARE, _PARAGRAPH_WORDS = 3, 0.2, 40
# Documents that share fewer runs share no sentence of eight words, even an edited one.
_FEWEST_RUNS = 6
# More sentences than this in one document are not aligned: the first ones tell whether it is a copy.
_MOST_SENTENCES = 400
# Outlines at hand at one time: documents are most like others of their days.
_MOST_OUTLINES = 256

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[“\"”]")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]?|^[^“”\"]{0,2000}”")


class SharedText(Struct, frozen=True):
    """Sentences of one document that repeat or retell sentences of another; both by their place in the pile."""

    document: int
    of: int
    kind: RelayKind
    evidence: tuple[Offsets, ...]


class _Sentence(Struct, frozen=True):
    """The narrator's words of a sentence, folded."""

    offsets: Offsets
    words: tuple[str, ...]


class _Text(Struct, frozen=True):
    """The telling sentences of a document, each text once, and for comparison as a whole all of them."""

    told: tuple[_Sentence, ...]
    all: tuple[Offsets, ...]
    stems: tuple[frozenset[str], ...]  # of all

    @property
    def length(self) -> int:
        """The number of words that the narrator tells."""
        return sum(len(sentence.words) for sentence in self.told)


def find_shared_text(readings: Sequence[Reading]) -> tuple[SharedText, ...]:
    """Return which documents of the pile repeat or retell an earlier one in it.

    `readings` stand in the order of time; a document is a copy of an earlier one, never of a later one. Words in
    quotation marks are the speaker's, whoever prints them, and prove no copy.
    """
    printings = _number_printings(readings)
    pile = _drop_boilerplate([_read(reading) for reading in readings], printings)
    runs = find_shared_runs([[one.words for one in text.told] for text in pile], printings)
    repeated = _find_repeated(runs, pile)
    neighbours = find_neighbours([frozenset().union(*text.stems) for text in pile])

    @lru_cache(_MOST_OUTLINES)
    def outlined(place: int) -> Outline:
        return outline(pile[place].stems)

    found: list[SharedText] = []
    for document, alike in enumerate(neighbours):
        copied = list(_trace(document, repeated.get(document, {}), pile))
        found += copied or _find_retold(document, alike, outlined, pile[document].all)
    return tuple(found)


def _read(reading: Reading) -> _Text:
    text = reading.document.text
    furniture = [Offsets(*words) for words in reading.document.furniture]
    told: dict[tuple[str, ...], Offsets] = {}
    every: list[Offsets] = []
    stems: list[frozenset[str]] = []
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        if any(map(sentence.overlaps, furniture)):
            continue
        if found := find_stems(words):
            every.append(sentence)
            stems.append(found)
        own = _QUOTED.sub(" ", words) if _MARK.search(words) else words
        folded = tuple(map(intern, _WORD.findall(own.casefold())))
        if len(folded) >= _FEWEST_WORDS:
            told.setdefault(folded, sentence)
        if len(every) >= _MOST_SENTENCES:
            break
    sentences = tuple(_Sentence(offsets, folded) for folded, offsets in told.items())
    return _Text(sentences, tuple(every), tuple(stems))


def _number_printings(readings: Sequence[Reading]) -> list[Printing]:
    outlets = {reading.document.outlet: number for number, reading in enumerate(readings)}
    found = []
    for place, reading in enumerate(readings):
        document = reading.document
        day = document.published.latest or document.published.earliest
        outlet = -1 if document.outlet is None else outlets[document.outlet]
        found.append(Printing(outlet, -place if day is None else day.toordinal()))
    return found


def _drop_boilerplate(pile: Sequence[_Text], printings: Sequence[Printing]) -> list[_Text]:
    """Return the texts without the sentences, of those compared as a whole, that an outlet prints day after day."""
    days: dict[tuple[int, frozenset[str]], set[int]] = defaultdict(set)
    for text, printing in zip(pile, printings, strict=True):
        for stems in text.stems:
            days[printing.outlet, stems].add(printing.day)
    kept = []
    for text, printing in zip(pile, printings, strict=True):
        told = [
            (offsets, stems)
            for offsets, stems in zip(text.all, text.stems, strict=True)
            if printing.outlet < 0 or len(days[printing.outlet, stems]) <= MOST_DAYS
        ]
        kept.append(_Text(text.told, tuple(at for at, _ in told), tuple(stems for _, stems in told)))
    return kept


def _find_repeated(runs: Sequence[SharedRuns], pile: Sequence[_Text]) -> dict[int, dict[int, list[int]]]:
    """Return for each document, by earlier document, which of its sentences repeat one of that."""
    shared = Counter[tuple[int, int]]()
    for pair in runs:
        shared[pair.document, pair.of] += pair.runs
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for pair in runs:
        if shared[pair.document, pair.of] < _FEWEST_RUNS:
            continue
        same = found[pair.document][pair.of]
        if pair.sentence in same[-1:]:
            continue
        one = " ".join(pile[pair.document].told[pair.sentence].words)
        other = " ".join(pile[pair.of].told[pair.of_sentence].words)
        if fuzz.ratio(one, other, score_cutoff=_SAME):
            same.append(pair.sentence)
    return found


def _trace(document: int, repeated: Mapping[int, list[int]], pile: Sequence[_Text]) -> Iterator[SharedText]:
    """Yield the sources of a document, the one that explains most of it first, each sentence explained once."""
    own = pile[document]
    explained: set[int] = set()
    for source, same in sorted(repeated.items(), key=lambda item: (-len(item[1]), item[0])):
        new = [own.told[index] for index in same if index not in explained]
        if _is_copy(new, min(own.length, pile[source].length)):
            explained.update(same)
            yield SharedText(document, source, RelayKind.COPIES, tuple(sentence.offsets for sentence in new))


def _is_copy(repeated: Sequence[_Sentence], length: int) -> bool:
    """Tell whether so many sentences, of a shorter document of `length` words, make a copy."""
    words = sum(len(sentence.words) for sentence in repeated)
    if len(repeated) >= _FEWEST_SENTENCES:
        return True
    return words >= _SMALL_SHARE * length and (len(repeated) > 1 or words >= _PARAGRAPH_WORDS)


def _find_retold(
    document: int, alike: Sequence[int], outlined: Callable[[int], Outline], sentences: Sequence[Offsets]
) -> list[SharedText]:
    """Return the document of those alike that this one tells again in other words, if any."""
    alignments = {source: align(outlined(document), outlined(source), least=LIKENESS) for source in alike}
    retold = [(alignment.likeness, -source) for source, alignment in alignments.items() if alignment.retold]
    if not retold:
        return []
    source = -max(retold)[1]
    told = tuple(sentences[index] for index, _ in alignments[source].pairs)
    return [SharedText(document, source, RelayKind.REWRITES, told)]
