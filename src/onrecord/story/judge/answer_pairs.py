"""A denial and what somebody else said -> what speaks for and against the one answering the other."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nsmallest
from math import log1p

from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Denial, DenialKind, Span, Statement
from onrecord.story.actors import Cast
from onrecord.story.judge.passages import Bag, Weights, match_both, measure_cosine
from onrecord.story.statements import Statements
from onrecord.story.stems import stem

ANSWERABLE = frozenset({Act.ACCUSE, Act.ASSERT})
_NEAR = 5  # sentences before a denial, and behind it, in which what it answers is looked for whatever its words
_RAREST = 12  # words of a denial by which what it answers is looked up
_FURTHEST = 60  # statements that bear a word, the last told
_MOST = 12  # statements that are judged for each denial
_WORD = re.compile(r"[\w’']+")


class Passage(Struct, frozen=True):
    """What somebody says, with the words by which it is compared."""

    id: str
    document: str
    place: int  # of its document in the pile
    sentence: int
    start: int
    day: date | None
    speaker: str | None
    act: Act
    words: Bag
    whole: Bag  # the sentences in which it stands
    named: frozenset[str]  # the actors whom it names
    beside: frozenset[str]  # the actors whom its sentences name
    negative: bool
    pointing: bool  # it names an allegation without repeating it
    declined: bool
    refusing: bool  # its sentence tells by a word that something is denied or answered
    sure: float  # how likely it is a denial, or on record at all


class Names:
    """Which actors the words of each document name."""

    def __init__(self, cast: Cast) -> None:
        self._starts: dict[str, list[int]] = {}
        self._actors: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for actor in cast.actors:
            for mention in actor.mentions:
                self._actors[mention.document].append((mention.start, mention.end, actor.id))
        for document, found in self._actors.items():
            found.sort()
            self._starts[document] = [start for start, _, _ in found]

    def inside(self, document: str, start: int, end: int) -> frozenset[str]:
        """Return the actors named from `start` to `end`."""
        starts = self._starts.get(document, [])
        places = range(bisect_left(starts, start), bisect_left(starts, end))
        return frozenset(self._actors[document][place][2] for place in places)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in load_lexicon("onrecord.story", "denials.toml").words(name))


class Passages:
    """The statements of a pile that may be denied, found by their words and by where they stand."""

    def __init__(self, readings: Sequence[Reading], cast: Cast, statements: Statements, weights: Weights) -> None:
        self._readings = {reading.document.id: (place, reading) for place, reading in enumerate(readings)}
        self._names, self._weights = Names(cast), weights
        found = [
            self._read(item.id, item.speaker, item.act, item.content, item.content, sure=item.act_probability or 1.0)
            for item in statements.statements
            if item.content and item.act in ANSWERABLE
        ]
        self._found = sorted(found, key=lambda item: (item.place, item.start, item.id))
        self._by_place = [(item.place, item.sentence) for item in self._found]
        self._bearing: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(self._found):
            for word in sorted(item.words.stems):
                self._bearing[word].append(number)

    def read_denial(self, denial: Denial, statement: Statement | None) -> Passage:
        """Return a denial with the words by which it is compared."""
        own = statement is not None and statement.act is Act.DENY
        content = [*(statement.content if own and statement else (denial.span,))]
        if denial.denied is not None:
            content.append(denial.denied)
        cue = [statement.cue] if own and statement and statement.cue else []
        return self._read(
            denial.id,
            denial.party,
            Act.DENY,
            content,
            [*content, *cue],
            sure=denial.probability or 1.0,
            declined=denial.kind is DenialKind.DECLINED,
        )

    def _read(
        self,
        ident: str,
        speaker: str | None,
        act: Act,
        content: Sequence[Span],
        around: Sequence[Span],
        *,
        sure: float,
        declined: bool = False,
    ) -> Passage:
        place, reading = self._readings[content[0].document]
        text = reading.document.text
        start, end = min(span.start for span in around), max(span.end for span in around)
        first, last = reading.sentence_at(start)[0], reading.sentence_at(max(start, end - 1))[1]
        words = " ".join(span.exact for span in content)
        stems = {stem(word) for word in _WORD.findall(text[first:last].lower())}
        own = {stem(word) for word in _WORD.findall(words.lower())}
        published = reading.document.published
        named: frozenset[str] = frozenset().union(
            *(self._names.inside(span.document, span.start, span.end) for span in content)
        )
        return Passage(
            id=ident,
            document=reading.document.id,
            place=place,
            sentence=bisect_right(reading.sentences, start, key=lambda sentence: sentence.start),
            start=content[0].start,
            day=published.latest or published.earliest,
            speaker=speaker,
            act=act,
            words=self._weights.make_bag(words),
            whole=self._weights.make_bag(text[first:last]),
            named=named,
            beside=self._names.inside(reading.document.id, first, last),
            negative=bool(own & _listed("negations")) or "n't" in words or "n’t" in words,
            pointing=bool(stems & _listed("allegations")),
            declined=declined,
            refusing=bool(stems & _listed("refusing")),
            sure=sure,
        )

    def find(self, denial: Passage) -> list[Passage]:
        """Return the statements of others that a denial may answer, the likeliest first."""
        likeness: dict[int, float] = defaultdict(float)
        rarest = sorted(denial.words.stems, key=lambda word: (-self._weights.of(word), word))[:_RAREST]
        for word in rarest:
            for number in self._bearing.get(word, ())[-_FURTHEST:]:
                likeness[number] += self._weights.of(word)
        first = bisect_left(self._by_place, (denial.place, denial.sentence - _NEAR))
        last = bisect_right(self._by_place, (denial.place, denial.sentence + _NEAR))
        for number in range(first, last):
            distance = abs(self._by_place[number][1] - denial.sentence)
            likeness[number] += 0.6 / (1 + distance)
        kept = {
            number: like + 0.2 * (self._found[number].act is Act.ACCUSE)
            for number, like in likeness.items()
            if self._may_answer(denial, self._found[number])
        }
        return [self._found[n] for n in nsmallest(_MOST, kept, key=lambda n: (-kept[n], n))]

    def compare(self, denial: Passage, other: Passage) -> dict[str, float]:
        """Return the features of a pair by name."""
        return compare_answer(denial, other, self._weights)

    @staticmethod
    def _may_answer(denial: Passage, other: Passage) -> bool:
        """Tell whether a statement can be what is denied: of somebody else, and not told on a later day."""
        if denial.speaker is not None and denial.speaker == other.speaker:
            return False
        return denial.day is None or other.day is None or other.day <= denial.day


def compare_answer(denial: Passage, other: Passage, weights: Weights) -> dict[str, float]:
    """Return the features of a denial and a statement by name."""
    same = denial.document == other.document
    steps = denial.sentence - other.sentence
    days = abs((denial.day - other.day).days) if denial.day and other.day else 30
    f: dict[str, float] = {
        "same_document": same,
        "before": same and steps > 0,
        "one_sentence": same and steps == 0,
        "next_sentence": same and steps == 1,
        "near_before": 1 / (1 + steps) if same and steps > 0 else 0.0,
        "near_behind": 1 / (1 - steps) if same and steps < 0 else 0.0,
        "days": 0.0 if same else min(log1p(days), 5.0),
        "accuse": other.act is Act.ACCUSE,
        "accused": denial.speaker is not None and denial.speaker in other.named,
        "accused_beside": denial.speaker is not None and denial.speaker in other.beside,
        "speaker_named": other.speaker is not None and other.speaker in denial.beside,
        "speaker_unknown": other.speaker is None,
        "party_unknown": denial.speaker is None,
        "pointing": denial.pointing,
        "pointing_other": other.pointing,
        "declined": denial.declined,
        "refusing": denial.refusing,
        "refusing_other": other.refusing,
        "sure": denial.sure,
        "sure_other": other.sure,
        "also_negative": denial.negative and other.negative,
        "negative": denial.negative,
        "negative_other": other.negative,
        "negative_differs": denial.negative != other.negative,
        "named_shared": min(3, len(denial.named & other.named)),
        "short": min(denial.words.weight, 6.0),
        "short_other": min(other.words.weight, 6.0),
    }
    for name in ("words", "whole"):
        one, two = getattr(denial, name), getattr(other, name)
        shared, share = weights.share(one, two)
        there, back = match_both(one, two)
        f |= {
            f"{name}_shared": min(shared, 3.0),
            f"{name}_share": share,
            f"{name}_covered": weights.sum(one.stems & two.stems) / max(one.weight, 0.5),
            f"{name}_cosine": measure_cosine(one, two),
            f"{name}_there": there,
            f"{name}_back": back,
        }
    rarest = max((weights.of(word) for word in denial.words.stems & other.words.stems), default=0.0)
    f["rarest_shared"] = rarest
    f |= {
        "refusing*near": f["refusing"] * f["near_before"],
        "refusing*accuse": f["refusing"] * f["accuse"],
        "refusing*covered": f["refusing"] * f["words_covered"],
        "also_negative*covered": f["also_negative"] * f["words_covered"],
        "sure*accuse": f["sure"] * f["accuse"],
        "sure*covered": f["sure"] * f["words_covered"],
        "sure*accused": f["sure"] * f["accused_beside"],
        "accused*accuse": f["accused_beside"] * f["accuse"],
        "accused*pointing": f["accused_beside"] * f["pointing"],
        "named*near": f["named_shared"] * f["near_before"],
        "pointing*near": f["pointing"] * f["near_before"],
        "pointing*accuse": f["pointing"] * f["accuse"],
        "pointing*accuse*near": f["pointing"] * f["accuse"] * f["near_before"],
        "accused*covered": f["accused_beside"] * f["words_covered"],
        "accuse*covered": f["accuse"] * f["words_covered"],
        "near*covered": f["near_before"] * f["words_covered"],
        "near*cosine": f["near_before"] * f["words_cosine"],
        "negative*covered": f["negative_differs"] * f["words_covered"],
        "speaker*near": f["speaker_named"] * same,
        "speaker*covered": f["speaker_named"] * f["words_covered"],
    }
    return {k: float(v) for k, v in f.items()}
