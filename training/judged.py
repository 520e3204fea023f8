"""Annotated piles -> the pairs that the program would judge, with their features and what the annotation says."""

import argparse
import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from onrecord.annotations import Reading
from onrecord.collect.files import collect
from onrecord.documents import make_document
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.actors import link_actors
from onrecord.story.announcements import gather_announcements
from onrecord.story.chaining import are_two_acts, chain_announcements
from onrecord.story.denials import collect_denials, find_denials
from onrecord.story.figures import are_two_quantities, gather_given, make_rule
from onrecord.story.figures_disputes import Given
from onrecord.story.figures_joining import are_two_of_one_voice
from onrecord.story.judge.act_pairs import compare_acts, read_said
from onrecord.story.judge.answer_pairs import Passages
from onrecord.story.judge.clustering import Pair
from onrecord.story.judge.figure_pairs import compare
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.outcome_pairs import Lines, compare_outcome, may_settle, read_promise
from onrecord.story.judge.party_pairs import Setting, compare_parties, judge_party, read_setting
from onrecord.story.judge.passages import Weights, make_openings
from onrecord.story.judge.rival_pairs import RivalFinder, may_be_rivals
from onrecord.story.judge.same import judge_pairs, pair_acts, pair_figures
from onrecord.story.judge.schedules import describe_announcement, list_told_words
from onrecord.story.knowing import give_days
from onrecord.story.statements import file_statements

# words that names of two actors share who are not one: titles, articles
_TITLES = frozenset(Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").split())
FOLDS = 5  # of the piles, each judged by what was learned on the others
_END = re.compile(r"[.!?][\"'”’)]*\s|\n")  # of a sentence, as the readers of the piles saw them


class Table(NamedTuple):
    """What is judged in one pile, and what its annotation tells of it; pairs are places in a list of `number`."""

    number: int
    pairs: list[Pair]
    rows: list[list[float]]  # the features of each pair
    names: list[str]  # of the features
    are_one: Callable[[int, int], bool | None]  # None: the annotation does not tell
    known: list[bool]  # of which the annotation tells anything
    are_two: Callable[[int, int], bool]  # their words forbid that they are one


class Rivals(NamedTuple):
    """The pairs of numbers of one pile that may be at odds, and what its annotation tells of them."""

    pairs: list[Pair]
    rows: np.ndarray  # the features of each pair
    names: list[str]  # of the features
    tellable: list[bool]  # of each pair, that it would be told as at odds if it were
    groups: list[set[int]]  # of each figure: those of the annotation that hold it
    disputed: list[bool]  # of each group


class Announced(NamedTuple):
    """An announcement that a reader of the pile marked, and whether it was marked as one that nobody promises."""

    features: dict[str, float]
    words: frozenset[str]
    schedule: bool
    sure: bool  # enough to be told by itself


class Act(NamedTuple):
    """The announcements that the program tells as one act, and the sentences that may tell what became of it."""

    commitments: frozenset[int]  # of the annotation, of which any is an announcement
    outcomes: frozenset[str]  # of these
    refused: bool  # by all, so that nothing is told of an outcome
    owed: bool  # by somebody named, for a day that has gone by when the last document came out
    rows: list[list[float]]  # the features of each sentence
    names: list[str]  # of the features
    marked: list[str | None]  # the outcome of which the annotation cites the sentence
    settling: list[bool]  # the sentence may tell the end of the act at all


def read_arguments(
    about: str | None, *, more: bool = False, questions: Sequence[str] = ()
) -> argparse.Namespace:
    """Return where the piles and their readings lie, and where what is learned is put, if anywhere.

    Written piles, if any, are learned from and never judged: what is printed is of real ones alone. Some also learn
    from still more, if that is given, or of several questions only those asked for.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--piles", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--written", type=Path, help="invented piles, annotated as the others")
    parser.add_argument("--out", type=Path)
    if more:
        parser.add_argument("--more", type=Path)
    if questions:
        parser.add_argument("--question", action="append", choices=questions)
    args = parser.parse_args()
    args.readings.mkdir(parents=True, exist_ok=True)
    return args


def read_pile(pile: dict[str, Any], folder: Path) -> list[Reading]:
    """Return the readings of a pile, from the file that holds them where there is one."""
    kept = folder / f"{pile['pile']}.msgpack"
    if not kept.exists():
        readings = [
            read_document(make_document(one), load_pipeline(), load_tagger()) for one in write(pile, folder)
        ]
        kept.write_bytes(msgspec.msgpack.encode(readings))
    return give_days(msgspec.msgpack.decode(kept.read_bytes(), type=list[Reading]))


def write(pile: dict[str, Any], folder: Path) -> Iterator[Any]:
    """Yield the sources of a pile, written as a folder that the program reads."""
    there = folder / pile["pile"]
    there.mkdir(parents=True, exist_ok=True)
    with (there / "sources.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["file", "url", "outlet", "published"])
        for document in pile["documents"]:
            (there / document["file"]).write_text(document["text"], encoding="utf-8")
            rows.writerow([document[name] for name in ("file", "url", "outlet", "published")])
    yield from collect([there])


def judge_figures(pile: dict[str, Any], readings: Sequence[Reading]) -> Table:
    """Return the pairs of figures; what is grouped nowhere is a quantity of its own."""
    cast, weights = link_actors(readings), Weights(readings)
    given, told = gather_given(readings, cast, file_statements(readings, cast), weights)
    names = {reading.document.id: reading.document.file for reading in readings}
    quantities = [*enumerate(group["values"] for group in pile["figures"])]
    places = [(names[item.document], item.value.span) for item in given]
    of = [
        {
            number
            for number, values in quantities
            for value in values
            if value["file"] == file and _overlap(value["words"], span)
        }
        for file, span in places
    ]
    single = [
        any(one["file"] == file and _overlap(one["words"], span) for one in pile["single_figures"])
        for file, span in places
    ]

    def are_two(one: int, other: int) -> bool:
        return _are_two(given[one], given[other])

    pairs = [pair for pair in pair_figures(told, weights) if not are_two(*pair)]
    features = [compare(told[one], told[other], weights) for one, other in pairs]
    return Table(
        len(given),
        pairs,
        [[*found.values()] for found in features],
        [*features[0]] if features else [],
        lambda one, other: bool(of[one] & of[other]),
        [bool(known) or alone for known, alone in zip(of, single, strict=True)],
        are_two,
    )


def _are_two(one: Given, other: Given) -> bool:
    """Tell whether the program would not even ask the judge whether two figures are of one quantity."""
    return are_two_quantities(one.quantity, other.quantity) or are_two_of_one_voice(one, other)


def judge_rivals(pile: dict[str, Any], readings: Sequence[Reading]) -> Rivals:
    """Return the pairs of numbers that the program would judge as rivals."""
    cast, weights = link_actors(readings), Weights(readings)
    given, told = gather_given(readings, cast, file_statements(readings, cast), weights)
    names = {reading.document.id: reading.document.file for reading in readings}
    rule = make_rule(given)
    finder = RivalFinder(readings, given, told, rule)
    pairs, tellable, found = [], [], []

    def look(some: Sequence[Pair], features: Sequence[Any], chances: Sequence[float]) -> None:
        for (one, other), same, chance in zip(some, features, chances, strict=True):
            if may_be_rivals(given[one], given[other]):
                pairs.append((one, other))
                tellable.append(finder.may_be_told(one, other))
                found.append(finder.compare((one, other), same, chance))

    judge_pairs(
        [
            (one, other)
            for one, other in pair_figures(told, weights)
            if not _are_two(given[one], given[other])
        ],
        lambda one, other: compare(told[one], told[other], weights),
        load_judge("quantities"),
        look,
    )
    groups = [
        {
            number
            for number, group in enumerate(pile["figures"])
            for value in group["values"]
            if value["file"] == names[item.document] and _overlap(value["words"], item.value.span)
        }
        for item in given
    ]
    rows = np.array([[*row.values()] for row in found], dtype=np.float32)
    return Rivals(
        pairs,
        rows,
        [*found[0]] if found else [],
        tellable,
        groups,
        [group["disputed"] for group in pile["figures"]],
    )


def judge_answers(
    readings: Sequence[Reading], marked: Sequence[dict[str, Any]]
) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the features of each denial and statement of which it is marked whether the one answers the other."""
    cast, weights = link_actors(readings), Weights(readings)
    statements = file_statements(readings, cast)
    denials = find_denials(readings, cast, statements)
    names = {reading.document.id: reading.document.file for reading in readings}
    wanted = {
        (one["file"], one["denial"]): {(file, start): answers for file, start, answers in one["judged"]}
        for one in marked
    }
    by_id = {statement.id: statement for statement in statements.statements}
    passages = Passages(readings, cast, statements, weights)
    for denial in denials:
        known = wanted.get((names[denial.span.document], denial.span.start), {})
        passage = passages.read_denial(denial, by_id.get(denial.statement or ""))
        for other in passages.find(passage) if known else ():
            answers = known.get((names[other.document], other.start))
            if answers is not None:
                yield passages.compare(passage, other), answers


def judge_acts(pile: dict[str, Any], readings: Sequence[Reading]) -> Table:
    """Return the pairs of announcements that a reader of the pile marked; one sentence may announce several acts."""
    cast, weights = link_actors(readings), Weights(readings)
    _, statements = collect_denials(readings, cast, file_statements(readings, cast), weights)
    places = {reading.document.id: place for place, reading in enumerate(readings)}
    openings = make_openings(readings, weights)
    found = gather_announcements(readings, cast, statements)
    said = [
        read_said(item, places[item.reading.document.id], openings[places[item.reading.document.id]], weights)
        for item in found
    ]
    ends = {
        d["file"]: [0, *(m.end() for m in _END.finditer(d["text"])), len(d["text"]) + 1]
        for d in pile["documents"]
    }
    marked = [
        (n, v["file"], v["words"]) for n, one in enumerate(pile["commitments"]) for v in one["versions"]
    ]
    inside, beside, where = [], [], []
    for item in found:
        file, words = item.reading.document.file, item.frame.words
        lines = _find_sentences(ends[file], words)
        here = [(n, w) for n, f, w in marked if f == file]
        beside.append({n for n, w in here if lines & _find_sentences(ends[file], w)})
        inside.append({n for n, w in here if w[0] < words.end and words.start < w[1]} or beside[-1])
        where.append({(file, line) for line in lines})

    def are_one(one: int, other: int) -> bool | None:
        same = bool(inside[one] & inside[other])
        unsure = bool(beside[one] & beside[other]) and not where[one] & where[other]
        return same if beside[one] and beside[other] and (same or not unsure) else None

    apart = {pair for pair in combinations(range(len(found)), 2) if are_two_acts(*(found[n] for n in pair))}
    pairs = [pair for pair in pair_acts(said, weights) if pair not in apart]
    features = [compare_acts(said[one], said[other], weights) for one, other in pairs]
    return Table(
        len(said),
        pairs,
        [[*row.values()] for row in features],
        [*features[0]] if features else [],
        are_one,
        [*map(bool, beside)],
        lambda one, other: (min(one, other), max(one, other)) in apart,
    )


def judge_outcomes(pile: dict[str, Any], readings: Sequence[Reading]) -> list[Act]:
    """Return each act that the program tells, with the sentences that it would judge."""
    cast, weights = link_actors(readings), Weights(readings)
    _, statements = collect_denials(readings, cast, file_statements(readings, cast), weights)
    openings = make_openings(readings, weights)
    lines = Lines(readings, cast, openings, weights)
    ends = {
        d["file"]: [0, *(m.end() for m in _END.finditer(d["text"])), len(d["text"]) + 1]
        for d in pile["documents"]
    }

    def find_places(file: str, words: Sequence[int]) -> set[tuple[str, int]]:
        return {(file, line) for line in _find_sentences(ends[file], words)}

    announced = [
        (n, find_places(v["file"], v["words"]))
        for n, one in enumerate(pile["commitments"])
        for v in one["versions"]
    ]
    cited = {
        n: find_places(one["outcome_file"], one["outcome_words"])
        for n, one in enumerate(pile["commitments"])
        if one["outcome_words"] and one["outcome_file"]
    }
    final = max((day for r in readings if (day := r.document.published.latest)), default=None)
    found = []
    for chain in chain_announcements(gather_announcements(readings, cast, statements), readings, weights):
        items = chain.members
        here = {
            n
            for item in items
            for n, where in announced
            if where & find_places(item.reading.document.file, item.frame.words)
        }
        promise = read_promise(chain.said)
        near = lines.find(promise)
        features = [compare_outcome(promise, line, weights) for line in near]
        marked = [
            [pile["commitments"][n]["outcome"] for n in sorted(here) if n in cited and cited[n] & where]
            for where in (find_places(line.reading.document.file, line.words) for line in near)
        ]
        found.append(
            Act(
                frozenset(here),
                frozenset(pile["commitments"][n]["outcome"] for n in here),
                all(item.refuses for item in items),
                bool(promise.parties and promise.due.latest and final and promise.due.latest < final),
                [[*row.values()] for row in features],
                [*features[0]] if features else [],
                [outcomes[0] if outcomes else None for outcomes in marked],
                [*map(may_settle, features)],
            )
        )
    return found


def _overlap(words: Sequence[int], span: Any) -> bool:
    return bool(words[0] < span.end and span.start < words[1])


def _find_sentences(ends: Sequence[int], words: Sequence[int]) -> set[int]:
    first = bisect_right(ends, words[0]) - 1
    return set(range(first, max(bisect_left(ends, max(words[1], words[0] + 1)), first + 1)))


def judge_parties(
    pile: dict[str, Any], readings: Sequence[Reading]
) -> Iterator[list[tuple[dict[str, float], bool]]]:
    """Yield of each announcement that a reader of the pile marked who may be to act, and whether that one is.

    Each comes twice: among all of the pile, and as if its document were the only one.
    """
    cast, weights = link_actors(readings), Weights(readings)
    _, statements = collect_denials(readings, cast, file_statements(readings, cast), weights)
    found = gather_announcements(readings, cast, statements)

    def read(some: Sequence[Reading]) -> Setting:
        inside = {reading.document.id for reading in some}
        told = [(one.reading, one.frame, one.statement) for one in found]
        return read_setting(some, cast, [one for one in told if one[0].document.id in inside])

    whole = read(readings)
    alone = {reading.document.file: read([reading]) for reading in readings}
    for commitment in pile["commitments"]:
        party = _words_of(commitment["party"])
        for version in commitment["versions"]:
            file = version["file"]
            told = [
                one
                for one in found
                if one.sure
                and one.reading.document.file == file
                and share_half(version["words"], one.frame.words)
            ]
            for one, setting in product(told[:1], (whole, alone[file])):
                yield [
                    (features, not party.isdisjoint(_words_of(" ".join((known.name, *known.aliases)))))
                    for actor, features in compare_parties(
                        one.reading, one.frame, cast, one.statement, setting
                    )
                    for known in (cast.by_id[actor],)
                ]


def judge_schedules(pile: dict[str, Any], readings: Sequence[Reading]) -> Iterator[Announced]:
    """Yield the announcements of a pile that share more than half of their words with a marked one."""
    cast, weights = link_actors(readings), Weights(readings)
    _, statements = collect_denials(readings, cast, file_statements(readings, cast), weights)
    found = gather_announcements(readings, cast, statements)
    setting = read_setting(readings, cast, [(one.reading, one.frame, one.statement) for one in found])
    marked = [version for commitment in pile["commitments"] for version in commitment["versions"]]
    for one in found:
        file, words = one.reading.document.file, one.frame.words
        here = [v for v in marked if v["file"] == file and share_half(v["words"], words)]
        if here:
            most = max(here, key=lambda v: min(words.end, v["words"][1]) - max(words.start, v["words"][0]))
            likely = judge_party(one.reading, one.frame, cast, one.statement, setting)
            features = describe_announcement(one, likely, cast)
            yield Announced(features, list_told_words(one), most["schedule"], one.sure)


def share_half(words: Sequence[int], span: Any) -> bool:
    """Tell whether two spans share more than half of the shorter."""
    return (
        min(span.end, words[1]) - max(span.start, words[0])
        > min(span.end - span.start, words[1] - words[0]) / 2
    )


def _words_of(name: str) -> set[str]:
    return {word for word in re.findall("[a-z]+", name.lower()) if word not in _TITLES}
