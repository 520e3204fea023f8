"""Words of the documents -> bags and vectors by which passages are compared."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum, log
from operator import neg
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.annotations import Reading
from onrecord.model import When
from onrecord.story.stems import list_stems, stem

Vector = NDArray[np.float32]

_WORD = re.compile(r"[a-z]+")
_PACKAGE = "onrecord.story.judge"
_LIGHTEST = 0.5  # of a bag that has next to no words of weight: what it shares says little
_OPENING = 2500  # characters of a document that say what it is about
# So much of the lighter beginning's words two documents of one story share. Measured: 6 of 3,919 pairs of one quantity
# in the training piles, and 1 of 1,822 of one act, stand in two that share less, but two thirds of all pairs in 500
# unrelated articles; of those judged to be one, fourteen were read, and none was.
_LEAST_SHARED = 0.08
_LOOSE = timedelta(days=31)
_KEPT = 1024  # passages whose bags are kept at hand
_LAID_OUT = 1024  # bags whose words' vectors are kept at hand, some kilobytes each
_LONGEST = 40  # words of a bag that are laid beside another's one by one


class Bag:
    """What a passage says, for comparison: its stems of weight, and vectors of those of its words that have one.

    Of many a passage only the stems are asked for; the rest is worked out when something of it is.
    """

    __slots__ = ("_of", "_words", "laid", "rows", "stems", "told", "vector", "weight", "weights")

    stems: frozenset[str]
    weight: float  # of all stems together
    told: tuple[str, ...]  # the stems in order, as many as are laid beside another's
    weights: Vector  # of each of these
    laid: float  # the weight of these together, or that of next to none
    rows: NDArray[np.int32]  # where the vector of each stands, the last being the empty one
    vector: Vector  # their weighted mean, brought to length 1

    def __init__(self, words: str, of: Callable[[str], float]) -> None:
        """Take the passage, and how telling each stem is."""
        self._words, self._of = words, of
        self.stems = list_stems(words)

    def __getattr__(self, name: str) -> Any:
        """Work out what is asked for first, and what goes with it."""
        if name not in self.__slots__:
            raise AttributeError(name)
        self._lay_out()
        return getattr(self, name)

    def _lay_out(self) -> None:
        places, vectors = _load_vectors()
        known = _load_stemmed()
        place_of = dict(filter(None, map(known.get, _WORD.findall(self._words.lower()))))
        telling = list(map(self._of, self.stems))
        ranked = sorted(zip(map(neg, telling), self.stems, strict=True))[:_LONGEST]
        self.weight = fsum(telling)
        self.told = tuple([found for _, found in ranked])
        self.weights = np.array([-weight for weight, _ in ranked], dtype=np.float32)
        self.laid = max(float(self.weights.sum()), _LIGHTEST)
        self.rows = np.array([place_of.get(found, len(places)) for found in self.told], dtype=np.int32)
        self.vector = (
            self.weights @ vectors[self.rows] if ranked else np.zeros(vectors.shape[1], dtype=np.float32)
        )
        if length := float(np.sqrt(self.vector @ self.vector)):
            self.vector /= length


@cache
def _load_vectors() -> tuple[Mapping[str, int], Vector]:
    folder = files(_PACKAGE)
    words = folder.joinpath("words.txt").read_text(encoding="utf-8").split()
    with folder.joinpath("vectors.npy").open("rb") as file:
        rows: NDArray[np.int8] = np.load(file, allow_pickle=False)
    empty = np.zeros((1, rows.shape[1]), dtype=np.int8)  # of a word that has no vector
    table = np.concatenate([rows, empty]).astype(np.float32) / np.float32(127)
    return {word: place for place, word in enumerate(words)}, table


@cache
def _load_stemmed() -> Mapping[str, tuple[str, int]]:
    """Return the stem of each word that has a vector, and where that stands."""
    places, _ = _load_vectors()
    return {word: (stem(word), place) for word, place in places.items()}


@cache
def _load_common() -> Mapping[str, float]:
    """Return how rare each stem is in English, from 0 on: the words stand in the order of their frequency."""
    places, _ = _load_vectors()
    common: dict[str, float] = {}
    for word, place in places.items():
        common.setdefault(stem(word), log(1 + place) / log(1 + len(places)))
    return common


def find_day(published: When) -> date | None:
    """Return the last day on which a document came out, or the first where the last is open.

    There is none where that was only inferred to lie in a window wider than a month: what is told before and after what
    can't be told from such.
    """
    first, last = published.earliest, published.latest
    if first is not None and last is not None and last - first > _LOOSE:
        return None
    return last or first


def rarity_in_english(found: str) -> float:
    """Return how rare a stem is in English, from 0 for the commonest to 1 for one that is not known."""
    return _load_common().get(found, 1.0)


class _Telling(dict[str, float]):
    """How telling each stem of a pile is; one that the pile does not have is as rare as it is in English."""

    def __missing__(self, found: str) -> float:
        return rarity_in_english(found)


class Weights:
    """How telling each stem is: rare in English, and rare in the sentences of these documents."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Count the sentences that have each stem."""
        counts = Counter[str]()
        number = 0
        for reading in readings:
            text = reading.document.text
            number += len(reading.sentences)
            for sentence in reading.sentences:
                counts.update(map(intern, list_stems(text[sentence.start : sentence.end])))
        most = log(2 + number)
        common = _load_common()
        telling = _Telling(
            (found, log(1 + number / n) / most * common.get(found, 1.0)) for found, n in counts.items()
        )
        # how telling a stem is, from 0 for one that everything has to 1 for one that nothing else has
        self.of = telling.__getitem__
        self._openings: dict[str, Bag] = {}
        # a sentence is asked for once for each of its figures
        self.make_bag = lru_cache(_KEPT)(self._make_bag)
        # two documents are held against each other once for each pair of their findings
        self.share_openings = lru_cache(_KEPT)(self.share)

    def sum(self, stems: Iterable[str]) -> float:
        """Return the weight of stems together."""
        return fsum(map(self.of, stems))

    def _make_bag(self, words: str) -> Bag:
        """Return what a passage says, for comparison."""
        return Bag(words, self.of)

    def open(self, reading: Reading) -> Bag:
        """Return the beginning of a document, which says what it is about; it is read once for all who ask."""
        document = reading.document
        if document.id not in self._openings:
            self._openings[document.id] = self._make_bag(document.text[:_OPENING])
        return self._openings[document.id]

    def share(self, one: Bag, other: Bag) -> tuple[float, float]:
        """Return the weight of what both have, and which part it is of the lighter one."""
        # two findings of one sentence have all of it in common
        shared = one.weight if one is other else self.sum(one.stems & other.stems)
        if not shared:
            return 0.0, 0.0
        return shared, shared / max(min(one.weight, other.weight), _LIGHTEST)

    def may_tell_of_one(self, opening: Bag, other: Bag) -> bool:
        """Tell whether two documents may tell of one story, by their beginnings."""
        return opening is other or self.share_openings(opening, other)[1] >= _LEAST_SHARED


def measure_cosine(one: Bag, other: Bag) -> float:
    """Return the cosine of two bags' vectors."""
    return float(one.vector.dot(other.vector))


def match(one: Bag, other: Bag) -> float:
    """Return how much of one bag the other has word by word, each in the likest of its own (0 to 1)."""
    if not one.told or not other.told:
        return 0.0
    return _weigh_match(one, other, np.maximum.reduce(_lay_beside(one, other), axis=1))


def match_both(one: Bag, other: Bag) -> tuple[float, float]:
    """Return how much of the first bag the second has, and the other way round."""
    if not one.told or not other.told:
        return 0.0, 0.0
    likeness = _lay_beside(one, other)
    there, back = np.maximum.reduce(likeness, axis=1), np.maximum.reduce(likeness, axis=0)
    return _weigh_match(one, other, there), _weigh_match(other, one, back)


def _lay_beside(one: Bag, other: Bag) -> Vector:
    """Return how like each word of one bag is to each of the other."""
    likeness: Vector = _lay_out(one).dot(_lay_out(other).T)  # half the time of @, which looks for more to do
    return likeness


@lru_cache(_LAID_OUT)
def _lay_out(bag: Bag) -> Vector:
    """Return the vectors of a bag's words."""
    _, vectors = _load_vectors()
    return vectors[bag.rows]


def find_rows(words: Sequence[str]) -> NDArray[np.int32]:
    """Return where the vectors of words stand, that of an unknown word being the empty one."""
    places, _ = _load_vectors()
    return np.array([places.get(word, len(places)) for word in words], dtype=np.int32)


def lay_beside(rows: NDArray[np.int32], others: NDArray[np.int32]) -> Vector:
    """Return how like each of some words is to the likest of others, each told by where its vector stands."""
    if not len(rows) or not len(others):
        return np.zeros(len(rows), dtype=np.float32)
    _, vectors = _load_vectors()
    best: Vector = np.maximum.reduce(vectors[rows].dot(vectors[others].T), axis=1)
    return best


def _weigh_match(one: Bag, other: Bag, best: Vector) -> float:
    """Return how much of one bag the other has; `best` is how like each word is to the likest of the other's."""
    stems = other.stems
    if not one.stems.isdisjoint(stems):
        for row, found in enumerate(one.told):
            if found in stems:
                best[row] = 1.0
    return float(one.weights.dot(best)) / one.laid


def make_openings(readings: Sequence[Reading], weights: Weights) -> list[Bag]:
    """Return the beginning of each document: what it is about."""
    return [weights.open(reading) for reading in readings]
