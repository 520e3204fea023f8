"""Documents that repeat another's text: candidates by MinHash LSH, proof by aligning their sentences.

Candidates come from locality-sensitive hashing of MinHash signatures (Broder 1997; Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, ch. 3), so the cost grows with the number of documents, not with its square.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from datasketch import MinHash, MinHashLSH
from msgspec import Struct
from rapidfuzz import fuzz, process

from onrecord.annotations import Reading
from onrecord.model import Offsets, RelayKind

# A sentence of fewer words is shared by chance: 'She declined to comment.'
_FEWEST_WORDS = 8
# Repeated sentences of the narrator that make a copy: three, or two where they are a fifth of the document.
_FEWEST_SENTENCES, _SMALL_SHARE = 3, 0.2
# So alike are two sentences where one repeats the other with a word changed.
_SAME = 90.0
# So alike are two sentences where one tells the other's content in other words, names and numbers kept.
_RETOLD = 62.0
# The share of a document's sentences that must be retold, in the order of the other document.
_RETOLD_SHARE = 0.5
# Signature of 128 hashes. Two reports on one event have a quarter of their longer words in common, a retelling
# with its names and numbers kept has two fifths and more.
_PERMUTATIONS, _THRESHOLD = 128, 0.4
# More sentences than this in one document are not aligned: the first ones tell whether it is a copy.
_MOST_SENTENCES = 400
# A sentence that one outlet prints in more documents than this is its boilerplate.
_MOST_PRINTED = 10
# Beyond these many holders of a sentence the earliest ones are candidates enough.
_MOST_HOLDERS = 50


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


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _sentences(reading: Reading) -> _Sentences:
    """Return the narrator's sentences: words in quotation marks are the speaker's, whoever prints them."""
    text = reading.document.text
    seen: dict[str, Offsets] = {}
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        if any(sentence.overlaps(Offsets(*furniture)) for furniture in reading.document.furniture):
            continue
        narrated = _QUOTED.sub(" ", words)
        folded = _fold(words)
        if len(_fold(narrated).split()) >= _FEWEST_WORDS and folded not in seen:
            seen[folded] = sentence
        if len(seen) >= _MOST_SENTENCES:
            break
    return _Sentences(tuple(seen.values()), tuple(seen))


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
        kept.append(_Sentences(tuple(offsets for offsets, _ in pairs), tuple(text for _, text in pairs)))
    return kept


def _find_candidates(pile: Sequence[_Sentences]) -> dict[int, dict[int, bool]]:
    """Return for each document the earlier ones that may share its text, and whether as a whole they are alike."""
    holders: dict[str, list[int]] = defaultdict(list)
    lsh = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    candidates: dict[int, dict[int, bool]] = {}
    for index, sentences in enumerate(pile):
        near = {holder: False for text in sentences.texts for holder in holders[text]}
        for text in sentences.texts:
            if len(holders[text]) < _MOST_HOLDERS:
                holders[text].append(index)
        if len(sentences.texts) >= _FEWEST_SENTENCES:
            signature = _sign(sentences)
            near.update(dict.fromkeys(lsh.query(signature), True))
            lsh.insert(index, signature)
        if near:
            candidates[index] = dict(sorted(near.items()))
    return candidates


def _sign(sentences: _Sentences) -> MinHash:
    """Return the signature of the document's telling words: what a rewriting keeps."""
    words = {word for text in sentences.texts for word in text.split() if len(word) > 4 or word.isdigit()}
    signature = MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32)
    signature.update_batch([word.encode() for word in sorted(words)])
    return signature


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
    retold = [
        (candidate, _find_retold(own, pile[candidate])) for candidate, alike in candidates.items() if alike
    ]
    source, sentences = max(retold, key=lambda item: (len(item[1]), -item[0]), default=(0, []))
    if len(sentences) >= max(_FEWEST_SENTENCES, _RETOLD_SHARE * total):
        yield SharedText(document, source, RelayKind.REWRITES, _at(own, sentences))


def _at(sentences: _Sentences, indices: Sequence[int]) -> tuple[Offsets, ...]:
    return tuple(sentences.offsets[index] for index in sorted(indices))


def _find_repeated(one: _Sentences, other: _Sentences) -> list[int]:
    """Return which sentences of `one` repeat a sentence of `other`, a changed word or two allowed."""
    scores = process.cdist(one.texts, other.texts, scorer=fuzz.ratio, score_cutoff=_SAME)
    return [index for index, row in enumerate(scores) if row.max(initial=0) >= _SAME]


def _find_retold(one: _Sentences, other: _Sentences) -> list[int]:
    """Return which sentences of `one` tell, in the same order, what a sentence of `other` does."""
    scores = process.cdist(one.texts, other.texts, scorer=fuzz.token_sort_ratio, score_cutoff=_RETOLD)
    retold = [(index, int(row.argmax())) for index, row in enumerate(scores) if row.max(initial=0) >= _RETOLD]
    return _in_order([pair for pair in retold if _keep_numbers(one.texts[pair[0]], other.texts[pair[1]])])


def _keep_numbers(one: str, other: str) -> bool:
    """Tell whether two sentences give no different numbers."""
    numbers, others = (set(re.findall(r"\d+", text)) for text in (one, other))
    return numbers <= others or others <= numbers


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the longest run of pairs whose second members rise: sentences retold in the order of the source."""
    ends: list[tuple[int, list[int]]] = []
    for index, place in pairs:
        before = [run for last, run in ends if last < place]
        run = [*max(before, key=len, default=[]), index]
        ends.append((place, run))
    return max((run for _, run in ends), key=len, default=[])
