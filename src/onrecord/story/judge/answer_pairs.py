"""A denial and what somebody else said -> what speaks for and against the one answering the other."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from heapq import nsmallest
from math import log1p

from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Denial, Span, Statement
from onrecord.story.actors import Cast
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.passages import Bag, Weights, find_day, measure_cosine
from onrecord.story.statements import Statements
from onrecord.story.stems import stem

ANSWERABLE = frozenset({Act.ACCUSE, Act.ASSERT})
_NEAR = (
    5  # sentences before a denial, and behind it, in which what it answers is looked for whatever its words
)
_SAME = 0.8  # of the words of two who say the same
_POINTED = 3  # sentences back to what 'the allegations' are
_RAREST = 12  # words of a denial by which what it answers is looked up
_FURTHEST = 60  # statements that bear a word, the last told
_ANSWERS = 3  # of one denial; a reader wants the statements denied, not all that resemble them
_MOST = 12  # statements that are judged for each denial
_UNDATED = 30  # days between two documents of which one has no day
_LIGHTEST = 0.5  # of a denial that has next to no words of weight: what it shares says little
_POSSIBLE = 0.15  # chance from which what is said in the same words may be what somebody contradicts
_COVERED = 0.3  # of the weight of his words
_WORD = re.compile(r"[\w’']+")


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


class Passage(Struct, frozen=True, eq=False, dict=True):
    """What somebody says, with the words by which it is compared, each read when it is first asked for."""

    id: str
    document: str
    place: int  # of its document in the pile
    sentence: int
    start: int
    day: date | None
    speaker: str | None
    act: Act
    words: Bag
    sure: float  # how likely it is a denial, or on record at all
    own: str  # its words
    around: Span  # the sentences in which it stands
    weights: Weights
    names: Names

    @cached_property
    def whole(self) -> Bag:
        """The sentences in which it stands."""
        return self.weights.make_bag(self.around.exact)

    @cached_property
    def beside(self) -> frozenset[str]:
        """The actors whom its sentences name."""
        return self.names.inside(self.document, self.around.start, self.around.end)

    @cached_property
    def negative(self) -> bool:
        """Whether it says that something is not so."""
        negated = "n't" in self.own or "n’t" in self.own
        return negated or not _listed("negations").isdisjoint(_list_stems(self.own))

    @cached_property
    def _told(self) -> frozenset[str]:
        return _list_stems(self.around.exact)

    @property
    def pointing(self) -> bool:
        """Whether its sentence names an allegation."""
        return not _listed("allegations").isdisjoint(self._told)

    @property
    def bare(self) -> bool:
        """Whether it names an allegation and nothing of what it says."""
        return bool(self.words.stems) and self.words.stems <= _listed("allegations")

    @property
    def refusing(self) -> bool:
        """Whether its sentence tells by a word that something is denied or answered."""
        return not _listed("refusing").isdisjoint(self._told)


def _list_stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, _WORD.findall(words.lower())))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in load_lexicon("onrecord.story", "denials.toml").words(name))


class Passages:
    """The statements of a pile that may be denied, found by their words and by where they stand."""

    def __init__(
        self, readings: Sequence[Reading], cast: Cast, statements: Statements, weights: Weights
    ) -> None:
        self._readings = {reading.document.id: (place, reading) for place, reading in enumerate(readings)}
        self._names, self._weights = Names(cast), weights
        found = [
            self._read(
                item.id, item.speaker, item.act, item.content, item.content, sure=item.act_probability or 1.0
            )
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
            denial.id, denial.party, Act.DENY, content, [*content, *cue], sure=denial.probability or 1.0
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
    ) -> Passage:
        place, reading = self._readings[content[0].document]
        start, end = min(span.start for span in around), max(span.end for span in around)
        first, last = reading.sentence_at(start)[0], reading.sentence_at(max(start, end - 1))[1]
        published = reading.document.published
        words = " ".join(span.exact for span in content)
        return Passage(
            id=ident,
            document=reading.document.id,
            place=place,
            sentence=bisect_right(reading.sentences, start, key=lambda sentence: sentence.start),
            start=content[0].start,
            day=find_day(published),
            speaker=speaker,
            act=act,
            words=self._weights.make_bag(words),
            sure=sure,
            own=words,
            around=reading.document.cite(first, last),
            weights=self._weights,
            names=self._names,
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

    def answer(self, denial: Passage) -> tuple[str, ...]:
        """Return the statements that a denial surely answers, the likeliest first."""
        judge, found = load_judge("answers"), self.find(denial)
        chances = judge.judge([judge.read(self.compare(denial, other)) for other in found])
        sure = [
            (-chance, other.id) for chance, other in zip(chances, found, strict=True) if chance >= judge.least
        ]
        return tuple(ident for _, ident in sorted(sure)[:_ANSWERS]) or self._find_pointed(denial, found)

    def find_contradicted(self, denial: Passage, done: frozenset[str]) -> tuple[str, ...]:
        """Return what others said of the same in the same words, and not that it is not so: the likeliest first.

        `done` are the stems of what was not done, of which one must be among theirs. The judge, which has learned from
        denials that say so, need not be sure of it, but must not rule it out.
        """
        judge = load_judge("answers")
        found = [
            other
            for other in self.find(denial)
            if not other.negative
            and None not in (denial.speaker, other.speaker)
            and not done.isdisjoint(other.words.stems)
        ]
        pairs = [self.compare(denial, other) for other in found]
        chances = judge.judge([judge.read(pair) for pair in pairs])
        near = [
            (-chance, other.id)
            for chance, other, pair in zip(chances, found, pairs, strict=True)
            if chance >= _POSSIBLE and pair["words_covered"] >= _COVERED
        ]
        return tuple(ident for _, ident in sorted(near)[:_ANSWERS])

    @staticmethod
    def _find_pointed(denial: Passage, found: Sequence[Passage]) -> tuple[str, ...]:
        """Return the charge that 'the allegations' go back to: the nearest before, which a reader has just read."""
        before = [
            other
            for other in found
            if other.act is Act.ACCUSE
            and other.document == denial.document
            and 0 < denial.sentence - other.sentence <= _POINTED
        ]
        nearest = max(before, key=lambda other: (other.start, other.id), default=None)
        return (nearest.id,) if denial.bare and nearest else ()

    def compare(self, denial: Passage, other: Passage) -> dict[str, float]:
        """Return the features of a pair by name."""
        return compare_answer(denial, other, self._weights)

    def _may_answer(self, denial: Passage, other: Passage) -> bool:
        """Tell whether a statement can be what is denied.

        It is somebody else's, not told on a later day, and does not itself say in the same words that it is not so.
        """
        if denial.speaker is not None and denial.speaker == other.speaker:
            return False
        if other.negative and self._weights.share(denial.words, other.words)[1] >= _SAME:
            return False
        return denial.day is None or other.day is None or other.day <= denial.day


def compare_answer(denial: Passage, other: Passage, weights: Weights) -> dict[str, float]:
    """Return the features of a denial and a statement by name."""
    same = denial.document == other.document
    steps = denial.sentence - other.sentence
    days = abs((denial.day - other.day).days) if denial.day and other.day else _UNDATED
    near = 1 / (1 + steps) if same and steps > 0 else 0.0
    _, share = weights.share(denial.words, other.words)
    shared = denial.words.stems & other.words.stems
    covered = weights.sum(shared) / max(denial.words.weight, _LIGHTEST)
    cosine = measure_cosine(denial.words, other.words)
    accuse = other.act is Act.ACCUSE
    accused = denial.speaker is not None and denial.speaker in other.beside
    return {
        "accuses": denial.sure * accuse,
        "refused_charge": float(denial.refusing and accuse),
        "accused": denial.sure * accused,
        "speaker_named": float(other.speaker is not None and other.speaker in denial.beside),
        "words_share": share,
        "words_covered": covered,
        "words_cosine": cosine,
        "words_rarest": max((weights.of(word) for word in shared), default=0.0),
        "sentences_cosine": measure_cosine(denial.whole, other.whole),
        "both_negative": covered * (denial.negative and other.negative),
        "next_sentence": float(same and steps == 1),
        "near": near,
        "near_cosine": near * cosine,
        "days": 0.0 if same else min(log1p(days), 5.0),
        "pointing": float(denial.pointing),
        "pointing_other": float(other.pointing),
        "sure_other": other.sure,
    }
