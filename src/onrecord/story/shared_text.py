"""Documents that repeat another's text: candidates by what they share, proof by aligning their sentences.

Candidates are found through indexes of sentences and of rarer words, so the cost grows with the number of
documents, not with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz, process

from onrecord.annotations import Reading
from onrecord.model import Offsets, RelayKind
from onrecord.story.retelling import align, find_stems

# A sentence of fewer words is shared by chance: 'She declined to comment.'
_FEWEST_WORDS = 8
# Repeated sentences of the narrator that make a copy: three, or two where they are a fifth of the document.
_FEWEST_SENTENCES, _SMALL_SHARE = 3, 0.2
# So alike are two sentences where one repeats the other with a word changed.
_SAME = 90.0
# More sentences than this in one document are not aligned: the first ones tell whether it is a copy.
_MOST_SENTENCES = 400
# A sentence that one outlet prints in more documents than this is its boilerplate.
_MOST_PRINTED = 10
# Beyond these many holders of a sentence or word the earliest ones are candidates enough.
_MOST_HOLDERS = 50
# So many earlier documents, those with most of the rarer words in common, are compared as a whole.
_MOST_COMPARED = 4

_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]?|^[^“”\"]{0,2000}”")


class SharedText(Struct, frozen=True):
    """Sentences of one document that repeat or retell sentences of another; both by their place in the pile."""

    document: int
    of: int
    kind: RelayKind
    evidence: tuple[Offsets, ...]


class _Sentences(Struct, frozen=True):
    """The telling sentences of a document, each text once."""

    offsets: tuple[Offsets, ...]
    texts: tuple[str, ...]  # folded words
    all: tuple[Offsets, ...]  # with those in quotation marks
    stems: tuple[frozenset[str], ...]  # of all


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _sentences(reading: Reading) -> _Sentences:
    """Return the narrator's sentences: words in quotation marks are the speaker's, whoever prints them.

    For the comparison of whole texts those in quotation marks stand beside them.
    """
    text = reading.document.text
    seen: dict[str, Offsets] = {}
    told: list[Offsets] = []
    stems: list[frozenset[str]] = []
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        if any(sentence.overlaps(Offsets(*furniture)) for furniture in reading.document.furniture):
            continue
        if found := find_stems(words):
            told.append(sentence)
            stems.append(found)
        folded = _fold(words)
        if len(_fold(_QUOTED.sub(" ", words)).split()) >= _FEWEST_WORDS and folded not in seen:
            seen[folded] = sentence
        if len(told) >= _MOST_SENTENCES:
            break
    return _Sentences(tuple(seen.values()), tuple(seen), tuple(told), tuple(stems))


def find_shared_text(readings: Sequence[Reading]) -> tuple[SharedText, ...]:
    """Return which documents of the pile repeat or retell an earlier one in it.

    `readings` stand in the order of time; a document is a copy of an earlier one, never of a later one.
    """
    pile = _drop_boilerplate(readings, [_sentences(reading) for reading in readings])
    found: list[SharedText] = []
    for document, candidates in sorted(_find_candidates(pile).items()):
        found += _trace(document, candidates, pile)
    return tuple(found)


def _drop_boilerplate(readings: Sequence[Reading], pile: Sequence[_Sentences]) -> list[_Sentences]:
    """Return the sentences without those that an outlet prints again and again."""
    outlets = [reading.document.outlet for reading in readings]
    printed = Counter(
        (outlet, text) for outlet, sentences in zip(outlets, pile, strict=True) for text in sentences.texts
    )
    kept = []
    for outlet, sentences in zip(outlets, pile, strict=True):
        pairs = [
            (offsets, text)
            for offsets, text in zip(sentences.offsets, sentences.texts, strict=True)
            if outlet is None or printed[outlet, text] <= _MOST_PRINTED
        ]
        texts = tuple(text for _, text in pairs)
        kept.append(_Sentences(tuple(offsets for offsets, _ in pairs), texts, sentences.all, sentences.stems))
    return kept


def _find_candidates(pile: Sequence[_Sentences]) -> dict[int, dict[int, bool]]:
    """Return for each document the earlier ones that may share its text, and whether as a whole they may be alike."""
    holders: dict[str, list[int]] = defaultdict(list)
    tellers: dict[str, list[int]] = defaultdict(list)
    candidates: dict[int, dict[int, bool]] = {}
    for index, sentences in enumerate(pile):
        near = {holder: False for text in sentences.texts for holder in holders[text]}
        for text in sentences.texts:
            if len(holders[text]) < _MOST_HOLDERS:
                holders[text].append(index)
        near |= dict.fromkeys(_find_alike(index, sentences, tellers), True)
        if near:
            candidates[index] = dict(sorted(near.items()))
    return candidates


def _find_alike(index: int, sentences: _Sentences, tellers: dict[str, list[int]]) -> list[int]:
    """Return the earlier documents that have most of the rarer words in common, and enter this one."""
    shared: Counter[int] = Counter()
    for stem in sorted({stem for stems in sentences.stems for stem in stems}):
        known = tellers[stem]
        if len(known) < _MOST_HOLDERS:
            for teller in known:
                shared[teller] += 1
            known.append(index)
    return [
        teller for teller, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MOST_COMPARED]
    ]


def _trace(document: int, candidates: Mapping[int, bool], pile: Sequence[_Sentences]) -> Iterator[SharedText]:
    """Yield the sources of a document, the one that explains most of it first, each sentence explained once."""
    own, total = pile[document], len(pile[document].texts)
    repeated = [(candidate, _find_repeated(own, pile[candidate])) for candidate in candidates]
    repeated.sort(key=lambda item: (-len(item[1]), item[0]))
    explained: set[int] = set()
    for candidate, same in repeated:
        new = [index for index in same if index not in explained]
        short = len(new) == _FEWEST_SENTENCES - 1 and len(new) >= _SMALL_SHARE * total
        if len(new) >= _FEWEST_SENTENCES or short:
            explained.update(new)
            yield SharedText(document, candidate, RelayKind.COPIES, _at(own, new))
    if explained:
        return
    alignments = [
        (candidate, align(own.stems, pile[candidate].stems))
        for candidate, alike in candidates.items()
        if alike
    ]
    retold = [(candidate, alignment) for candidate, alignment in alignments if alignment.retold]
    if retold:
        source, alignment = max(retold, key=lambda item: (item[1].likeness, -item[0]))
        told = tuple(own.all[index] for index, _ in alignment.pairs)
        yield SharedText(document, source, RelayKind.REWRITES, told)


def _at(sentences: _Sentences, indices: Sequence[int]) -> tuple[Offsets, ...]:
    return tuple(sentences.offsets[index] for index in sorted(indices))


def _find_repeated(one: _Sentences, other: _Sentences) -> list[int]:
    """Return which sentences of `one` repeat a sentence of `other`, a changed word or two allowed."""
    scores = process.cdist(one.texts, other.texts, scorer=fuzz.ratio, score_cutoff=_SAME)
    return [index for index, row in enumerate(scores) if row.max(initial=0) >= _SAME]
