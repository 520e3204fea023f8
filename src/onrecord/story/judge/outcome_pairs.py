"""An act and a sentence told later -> what speaks for and against the sentence telling what became of the act."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from heapq import nlargest
from itertools import islice
from math import log1p
from operator import attrgetter

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.annotations import FrameKind, Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import UNKNOWN, Offsets, When
from onrecord.story.actors import Cast
from onrecord.story.judge.act_pairs import Said
from onrecord.story.judge.passages import (
    Bag,
    Weights,
    find_day,
    find_rows,
    lay_beside,
    match,
    match_both,
    measure_cosine,
)
from onrecord.story.stems import list_stems, stem
from onrecord.story.thresholds import load_thresholds

_MOST = 24  # sentences that are judged for one act
_FURTHEST = 200  # sentences that are looked up under one stem, the first told after the announcement
_RAREST = 14  # stems of an act under which sentences are looked up
_LONGEST = 400  # characters of a sentence that are looked at
_KEPT = 2048  # sentences that are kept as read: one is held against several acts
_SOON = 8  # words of a sentence, within which what it is about is named
_LEAD = 3  # sentences at a document's beginning, in which news is told
_ALIKE = 0.6  # the cosine of two forms of one word: 'hold' and 'held'
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_START = attrgetter("start")


@cache
def _list(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.story", "outcomes.toml").words(name)


class Line(Struct, frozen=True):
    """A sentence of a document that has a day, with what is told of it."""

    reading: Reading
    document: int  # place in the pile
    number: int  # place in the document
    words: Offsets
    day: date
    bag: Bag
    opening: Bag  # its document's beginning
    tokens: tuple[str, ...]
    stems: tuple[str, ...]  # of these
    spoken: Mapping[str, float]  # what its words say by themselves, of whatever act
    rows: NDArray[np.int32]  # where the vectors of these stand
    actors: frozenset[str]
    quoted: bool  # somebody is on record with most of it
    days: tuple[tuple[date, date], ...]  # told in it
    announces: bool


class Promise(Struct, frozen=True):
    """The announcements of one act, as they are held against sentences."""

    said: tuple[Said, ...]
    first: date | None  # when it was first announced
    due: When  # the last window told
    parties: frozenset[str]
    heads: frozenset[str]  # stems of its verbs, or of the nouns that name it
    rows: NDArray[np.int32]  # where the vectors of these words stand
    documents: frozenset[int]


def read_promise(said: Sequence[Said]) -> Promise:
    """Return the announcements of one act, given in the order in which they were said."""
    items = [one.item for one in said]
    heads = sorted({head for item in items for head in item.acts})
    days = (
        item.said.earliest
        or item.said.latest
        or item.reading.document.published.earliest
        or item.reading.document.published.latest
        for item in items
    )
    return Promise(
        said=tuple(said),
        first=next(filter(None, days), None),
        due=next((item.due for item in reversed(items) if item.due.latest is not None), UNKNOWN),
        parties=frozenset(item.party for item in items if item.party is not None),
        heads=frozenset(map(stem, heads)),
        rows=find_rows(heads),
        documents=frozenset(one.document for one in said),
    )


class Lines:
    """The sentences of all documents that have a day, oldest first, by the stems that they hold.

    What a document without a day tells is left out: it may be older than the promise. All but the stems of a sentence
    is read once it is asked for, which most are not.
    """

    def __init__(
        self, readings: Sequence[Reading], cast: Cast, openings: Sequence[Bag], weights: Weights
    ) -> None:
        """Lay the sentences out by their days and stems."""
        self._readings, self._cast, self._openings, self._weights = readings, cast, openings, weights
        found = sorted(
            (day, reading.document.file, number, place)
            for place, reading in enumerate(readings)
            if (day := find_day(reading.document.published)) is not None
            for number in range(len(reading.sentences))
        )
        self._all = [(day, place, number) for day, _, number, place in found]
        self._days = [day for day, *_ in found]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, (_, place, number) in enumerate(self._all):
            for held in list_stems(_tell(readings[place], number)):
                self._holding[held].append(at)
        self._read_line = lru_cache(_KEPT)(self._make_line)

    def find(self, promise: Promise) -> list[Line]:
        """Return the sentences that may tell what became of an act: not told before it, and with words of it."""
        if promise.first is None:
            return []
        start = bisect_left(self._days, promise.first)
        named = {found for one in promise.said for found in one.lemmas.stems | one.act.stems}
        rarest = sorted(named, key=lambda found: (-self._weights.of(found), found))[:_RAREST]
        near: dict[int, float] = defaultdict(float)
        for found in rarest:
            holders = self._holding.get(found, [])
            first = bisect_left(holders, start)
            for place in islice(holders, first, first + _FURTHEST):
                near[place] += self._weights.of(found)
        nearest = nlargest(_MOST, ((like, -n) for n, like in near.items()))
        sentences = (self._all[-place] for _, place in nearest)
        return [self._read_line(*one) for one in sentences if self._may_tell_of(promise, one[1])]

    def _may_tell_of(self, promise: Promise, document: int) -> bool:
        """Tell whether a document may be of the story in which an act was announced."""
        opening = self._openings[document]
        return any(self._weights.may_tell_of_one(one.text, opening) for one in promise.said)

    def _make_line(self, day: date, place: int, number: int) -> Line:
        """Return one sentence of a document with what is told of it."""
        reading = self._readings[place]
        words = reading.sentences[number]
        told = _tell(reading, number)
        tokens = tuple(_WORD.findall(told.lower().replace("’", "'")))
        first, last = (bisect_left(reading.mentions, place, key=_START) for place in words)
        named = {self._cast.at(reading, mention.offsets) for mention in reading.mentions[first:last]}
        least = load_thresholds().announcement
        return Line(
            reading=reading,
            document=place,
            number=number,
            words=words,
            day=day,
            bag=self._weights.make_bag(told),
            opening=self._openings[place],
            tokens=tokens,
            stems=tuple(map(stem, tokens)),
            spoken=_read_spoken(tokens),
            rows=find_rows(tokens),
            actors=frozenset(actor for actor in named if actor is not None),
            quoted=any(
                2 * (min(piece.end, words.end) - max(piece.start, words.start)) > words.end - words.start
                for one in reading.attributions
                for piece in one.content
            ),
            days=tuple(
                (time.earliest, time.latest)
                for time in reading.times
                if words.start <= time.start < words.end and time.earliest and time.latest
            ),
            announces=any(
                words.overlaps(frame.words)
                for frame in reading.frames
                if frame.kind is FrameKind.ANNOUNCEMENT and frame.probability >= least
            ),
        )


def _tell(reading: Reading, number: int) -> str:
    """Return so much of a sentence as is looked at."""
    start, end = reading.sentences[number]
    return reading.document.text[start : min(end, start + _LONGEST)]


def compare_outcome(promise: Promise, line: Line, weights: Weights) -> dict[str, float]:
    """Return the features of an act and a sentence by name."""
    said = promise.said
    act = max(match(one.act, line.bag) for one in said)
    lemmas = max(match(one.lemmas, line.bag) for one in said)
    shared = [weights.share(one.act, line.bag) for one in said]
    near = [weights.share(one.lemmas, line.bag) for one in said]
    whole = [match_both(one.whole, line.bag) for one in said]
    party = bool(promise.parties & line.actors)
    here = line.document in promise.documents
    f: dict[str, float] = {
        "act": act,
        "lemmas": lemmas,
        "whole": max(there for there, _ in whole),
        "back": max(back for _, back in whole),
        "act_shared": min(max(one for one, _ in shared), 3.0),
        "act_share": max(share for _, share in shared),
        "lemmas_shared": min(max(one for one, _ in near), 3.0),
        "lemmas_share": max(share for _, share in near),
        "cosine": max(measure_cosine(one.whole, line.bag) for one in said),
        "act_cosine": max(measure_cosine(one.act, line.bag) for one in said),
        "opening": max(match(one.act, line.opening) for one in said),
        "party": party,
        "party_words": max((match(one.party, line.bag) for one in said), default=0.0),
        "party_none": not promise.parties,
        "same_document": here,
        "own": any(
            one.document == line.document and one.item.frame.words.overlaps(line.words) for one in said
        ),
        "announces": line.announces,
        "quoted": line.quoted,
        "ahead": any(first > line.day for first, _ in line.days),
        "lead": line.number < _LEAD,
        "place": min(log1p(line.number), 4.0),
        "length": min(len(line.tokens) / 40, 2.0),
        "versions": min(log1p(len(said)), 2.5),
        "recalled": any(one.item.frame.recalled for one in said),
        **_compare_days(promise, line),
        **_read_verb(promise, line),
    }
    f |= {
        "after*lemmas": f["after"] * lemmas,
        "after*act": f["after"] * act,
        "after*lead": f["after"] * f["lead"],
        "after*opening": f["after"] * f["opening"],
        "party*act": party * act,
        "done*act": f["verb_done"] * act,
        "done*after": f["verb_done"] * f["after"],
        "done*elsewhere": f["verb_done"] * (not here),
        "act*act": act * act,
        "elsewhere*act": (not here) * act,
    }
    return f


def may_settle(features: Mapping[str, float]) -> bool:
    """Tell whether a sentence may tell the end of an act at all: not where it gives its day, which is yet to come."""
    return bool(not features["own"] or features["after"] or features["recalled"] or features["undated"])


def may_be_done(features: Mapping[str, float]) -> bool:
    """Tell whether a sentence may tell that an act was done: not before its day, nor with words of an ending.

    Nor where it says that something is waited for: 'the report promised for the autumn now waits for the summer'. Nor
    where it says of the act only that it was not: 'the ferry did not run, as the mayor had promised'.

    By sentences with such words ('cancelled', 'postponed'), and of acts without a day, half of what the judge tells as
    done on the training piles is; of all else four fifths.
    """
    only_not = features["verb_not"] and not features["verb_done"]
    spoken = features["spoken_ended"] or features["spoken_waiting"]
    return not (features["before"] or spoken or features["undated"] or only_not)


def _compare_days(promise: Promise, line: Line) -> dict[str, float]:
    last = promise.due.latest
    first = promise.due.earliest or last
    since = (line.day - promise.first).days if promise.first else 0
    if first is None or last is None:
        return {
            **dict.fromkeys(("after", "begun", "before", "days_after", "on_day", "on_sharp_day"), 0.0),
            "undated": 1.0,
            "days_said": min(log1p(max(since, 0)), 6.0),
        }
    return {
        "after": line.day > last,
        "begun": first <= line.day <= last,
        "before": line.day < first,
        "days_after": min(log1p(max((line.day - last).days, 0)), 6.0),
        "on_day": any(begins <= last and first <= ends for begins, ends in line.days),
        "on_sharp_day": any(
            begins <= last <= ends and (ends - begins).days <= 1 for begins, ends in line.days
        ),
        "undated": 0.0,
        "days_said": min(log1p(max(since, 0)), 6.0),
    }


def _read_spoken(tokens: Sequence[str]) -> dict[str, float]:
    """Return how a sentence speaks: of what is to come, may be, is not or is over."""
    return {
        "spoken_ahead": not _list("ahead").isdisjoint(tokens),
        "spoken_if": not _list("open").isdisjoint(tokens),
        "spoken_not": any(map(_negates, tokens)),
        "spoken_ended": not _list("ended").isdisjoint(tokens),
        "spoken_waiting": not _list("waiting").isdisjoint(tokens),
        "spoken_past": sum(token.endswith("ed") or token in _list("past") for token in tokens) / 3,
    }


def _read_verb(promise: Promise, line: Line) -> dict[str, float]:
    """Return how the sentence uses the words of the act: as done, as to be done, or only by name."""
    tokens, likeness = line.tokens, lay_beside(line.rows, promise.rows)
    alike = (likeness >= _ALIKE).tolist()
    places = [
        place
        for place, (found, near) in enumerate(zip(line.stems, alike, strict=True))
        if near or found in promise.heads
    ]
    before = [tokens[max(0, place - 2) : place] for place in places]
    past = [_is_past(tokens[place], promise.heads) for place in places]
    spoken = _list("ahead") | {"to"}
    return {
        "verb": bool(places),
        "verb_like": float(likeness.max(initial=0.0)),
        "verb_past": any(past),
        "verb_done": any(
            ended and spoken.isdisjoint(words) for ended, words in zip(past, before, strict=True)
        ),
        "verb_not": any(_negates(word) for words in before for word in words),
        "verb_first": bool(places) and places[0] < _SOON,
        "verb_to": any("to" in words for words in before),
        **{
            f"verb_{name}": any(not _list(name).isdisjoint(words) for words in before)
            for name in ("ahead", "has", "was", "the")
        },
        **line.spoken,
    }


def _negates(token: str) -> bool:
    return token in _list("not") or token.endswith("n't")


def _is_past(token: str, heads: frozenset[str]) -> bool:
    """Tell whether a form of a verb looks past: 'voted', 'held'."""
    return token.endswith("ed") or (stem(token) not in heads and not token.endswith(("s", "ing")))
