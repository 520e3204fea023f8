"""How much of a story never seen is told right: records of real coverage against what readers noted in it.

    python bench/stories.py ARTICLES [--story NAME ...] [--misses]

ARTICLES is articles.jsonl.gz of the Article-Bias-Prediction collection (Baly et al. 2020: id, outlet, url, published,
text). The notes in stories/ name articles by id and words by offsets, and hold no text. Each story was read once by one
reader who had not seen what the program makes of it: those in dev/ were looked at afterwards to mend the program, those
in kept/ were only ever scored. Statements are a sample, spread over the acts; the rest aims to be complete.

  statement   content covers half of the noted words; of those, `speaker` shares a name and `act` is the same
  dated       a version of a commitment in the sentence of the noted words; of those, `due` has the same last day within
              one, or shares half of the days
  chained     two noted versions of one act stand in one commitment
  precision   dated versions of the record that some noted words stand beside
  figure      a value that overlaps the noted words; of those, `value` has the same ends within a tenth
  together    two noted values of one quantity stand in one figure
  disputed    a disputed quantity is told as tension or contradict; `calm`: one that is not, is not
  term, denial, relay   one in the sentence, or to the outlet, that was noted
"""

import argparse
import csv
import gzip
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord import build
from onrecord.model import Act, ActorType, Record, Relation, Span, When
from onrecord.names import find_key_words

_NOTES = Path(__file__).with_name("stories")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
_HALF = 0.5
_TENTH = 0.11
_DISPUTED = frozenset({Relation.TENSION, Relation.CONTRADICT})

Words = tuple[int, int, int]  # article by number, first character, the one after the last


class Said(Struct, frozen=True):
    """A statement as noted."""

    words: Words
    speaker: str
    act: Act


class Announced(Struct, frozen=True):
    """One announcement of an act; a calendar entry (`scheduled`) need not be found."""

    words: Words
    earliest: str | None
    latest: str | None
    scheduled: bool


class Promised(Struct, frozen=True):
    """An act and its announcements."""

    party: str
    act: str
    versions: tuple[Announced, ...]


class Value(Struct, frozen=True):
    """A number given for a quantity."""

    words: Words
    low: float | None
    high: float | None


class Quantity(Struct, frozen=True):
    """A quantity and all numbers given for it."""

    quantity: str
    disputed: bool
    values: tuple[Value, ...]


class Cited(Struct, frozen=True):
    """An outlet that an article names as where it has something from."""

    article: int
    outlet: str


class Notes(Struct, frozen=True):
    """What a reader noted in a story."""

    articles: tuple[str, ...]
    statements: tuple[Said, ...]
    commitments: tuple[Promised, ...]
    figures: tuple[Quantity, ...]
    terms: tuple[Words, ...]
    denials: tuple[Words, ...]
    relays: tuple[Cited, ...]


class Tally:
    """Counts of what is right, and what is not."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}
        self.missed: list[str] = []

    def add(self, measure: str, right: bool, what: str) -> bool:
        """Count one case and return whether it is right."""
        row = self.counts.setdefault(measure, [0, 0])
        row[0] += right
        row[1] += 1
        if not right:
            self.missed.append(f"{measure}: {' '.join(what.split())}")
        return right


class Story:
    """A record beside the notes on the same articles."""

    def __init__(self, record: Record, notes: Notes) -> None:
        self.record, self.notes = record, notes
        by_file = {Path(document.file).stem: document for document in record.documents}
        self.documents = [by_file[name_file(number)] for number in range(len(notes.articles))]
        self.actors = {actor.id: actor for actor in record.actors}

    def quote(self, words: Words) -> str:
        """Return the noted words."""
        return self.documents[words[0]].text[words[1] : words[2]]

    def beside(self, words: Words, span: Span) -> bool:
        """Tell whether a span overlaps the sentence of the noted words."""
        text = self.documents[words[0]].text
        start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, words[1])), default=0)
        after = _SENTENCE_END.search(text, words[2])
        return self.overlaps((words[0], start, after.end() if after else len(text)), span)

    def overlaps(self, words: Words, span: Span) -> bool:
        """Tell whether a span overlaps the noted words."""
        return span.document == self.documents[words[0]].id and span.start < words[2] and words[1] < span.end

    def covered(self, words: Words, spans: Sequence[Span]) -> float:
        """Return the share of the noted words that the spans cover."""
        held = {
            place
            for span in spans
            if span.document == self.documents[words[0]].id
            for place in range(max(span.start, words[1]), min(span.end, words[2]))
        }
        return len(held) / (words[2] - words[1])

    def names(self, actor: str | None, *spans: Span | None) -> frozenset[str]:
        """Return the words of an actor's names and of the spans."""
        known = self.actors.get(actor or "")
        told = [] if known is None else [known.name, *known.aliases]
        told += [span.exact for span in spans if span is not None]
        return frozenset().union(*map(find_key_words, told))


def name_file(number: int) -> str:
    """Return the name, without its ending, of the file that holds an article of a story."""
    return f"{number + 1:02}"


def load_articles(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the articles by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def tell(notes: Notes, articles: Mapping[str, Mapping[str, str]]) -> Record:
    """Return the record of a story's articles, built as anybody would."""
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "coverage"
        folder.mkdir()
        with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("file", "url", "outlet", "published"))
            for number, name in enumerate(notes.articles):
                article = articles[name]
                (folder / f"{name_file(number)}.txt").write_text(
                    article["text"], encoding="utf-8", newline=""
                )
                rows.writerow(
                    (f"{name_file(number)}.txt", article["url"], article["outlet"], article["published"])
                )
        return build(folder, Path(where) / "record")


def score(story: Story, tally: Tally) -> None:
    """Add to the tally how the record compares with the notes."""
    for score_part in (score_statements, score_commitments, score_figures, score_places):
        score_part(story, tally)


def score_statements(story: Story, tally: Tally) -> None:
    """Count statements, and of those found the speaker and the act."""
    for said in story.notes.statements:
        wanted = find_key_words(said.speaker)
        found = [s for s in story.record.statements if story.covered(said.words, s.content) >= _HALF]
        found.sort(key=lambda s: (not wanted & story.names(s.speaker, s.source), len(s.content[0].exact)))
        if tally.add("statement", bool(found), story.quote(said.words)):
            best = found[0]
            actor = story.actors.get(best.speaker or "")
            nameless = actor is not None and actor.type is ActorType.ANONYMOUS
            named = bool(wanted & story.names(best.speaker, best.source)) or nameless
            tally.add("speaker", named, f"{said.speaker} got {actor.name if actor else None}")
            tally.add("act", best.act is said.act, f"{said.act} got {best.act}: {story.quote(said.words)}")


def score_commitments(story: Story, tally: Tally) -> None:
    """Count the announcements found, their windows, and which of them the record holds together."""
    versions = [(c.id, v) for c in story.record.commitments for v in c.versions]
    noted: set[Span] = set()
    for promised in story.notes.commitments:
        chains: list[set[str]] = []
        for version in promised.versions:
            found = [(name, v) for name, v in versions if story.beside(version.words, v.span)]
            noted.update(v.span for _, v in found)
            if version.scheduled and not found:
                continue
            if not version.scheduled and tally.add("dated", bool(found), story.quote(version.words)):
                due = any(agrees(v.due, version) for _, v in found)
                tally.add("due", due, f"{version.earliest}..{version.latest}: {story.quote(version.words)}")
            chains.append({name for name, _ in found})
        for one, other in combinations(chains, 2):
            tally.add("chained", bool(one & other), promised.act)
    dated = {v.span for _, v in versions if v.due.earliest or v.due.latest}
    for span in sorted(dated):
        tally.add("precision", span in noted, span.exact)


def agrees(due: When, version: Announced) -> bool:
    """Tell whether a window ends within a day of the noted one, or shares half of the days with it."""
    first, last = (end and date.fromisoformat(end) for end in (version.earliest, version.latest))
    if last is None or due.latest is None:
        return last is due.latest
    if abs((due.latest - last).days) <= 1:
        return True
    starts = [start for start in (first, due.earliest) if start]
    shared = (min(last, due.latest) - max(starts, default=date.min)).days + 1
    either = (max(last, due.latest) - min(starts, default=date.min)).days + 1
    return shared > 0 and shared / either >= _HALF


def score_figures(story: Story, tally: Tally) -> None:
    """Count the numbers found, what they say, which stand together, and which are told as disputed."""
    values = [(f, v) for f in story.record.figures for v in f.values]
    for quantity in story.notes.figures:
        groups: list[set[str]] = []
        relations = set()
        for value in quantity.values:
            found = [(f, v) for f, v in values if story.overlaps(value.words, v.span)]
            if tally.add("figure", bool(found), story.quote(value.words)):
                same = any(is_near(v.low, value.low) and is_near(v.high, value.high) for _, v in found)
                tally.add("value", same, f"{value.low}..{value.high}: {story.quote(value.words)}")
            groups.append({f.id for f, _ in found})
            relations |= {f.relation for f, _ in found}
        for one, other in combinations(groups, 2):
            tally.add("together", bool(one & other), quantity.quantity)
        if quantity.disputed:
            tally.add("disputed", bool(relations & _DISPUTED), quantity.quantity)
        elif len(quantity.values) > 1:
            tally.add("calm", not relations & _DISPUTED, quantity.quantity)


def is_near(told: object, noted: float | None) -> bool:
    """Tell whether an end is the noted one, within a tenth; both may be open."""
    if told is None or noted is None:
        return told is noted
    number = float(str(told))
    return abs(number - noted) <= _TENTH * max(abs(number), abs(noted))


def score_places(story: Story, tally: Tally) -> None:
    """Count the terms, denials and relays that were noted."""
    terms = [term.span for term in story.record.terms]
    denied = [
        span
        for s in story.record.statements
        if s.act is Act.DENY
        for span in (*s.content, *([s.cue] if s.cue else []))
    ]
    for words in story.notes.terms:
        tally.add("term", any(story.beside(words, span) for span in terms), story.quote(words))
    for words in story.notes.denials:
        tally.add("denial", any(story.beside(words, span) for span in denied), story.quote(words))
    for cited in story.notes.relays:
        here = [r for r in story.record.relays if r.document == story.documents[cited.article].id]
        wanted = find_key_words(cited.outlet)
        told = any(wanted & story.names(relay.outlet, *relay.evidence) for relay in here)
        tally.add("relay", told, f"{name_file(cited.article)} {cited.outlet}")


def load_notes(names: Sequence[str]) -> Iterator[tuple[str, str, Notes]]:
    """Yield the split, the name and the notes of each story, of all where no name is given."""
    for file in sorted(_NOTES.glob("*/*.json")):
        if not names or file.stem in names:
            yield file.parent.name, file.stem, msgspec.json.decode(file.read_bytes(), type=Notes)


def main() -> None:
    """Print the measures of each story and of each split."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--story", action="append", default=[], help="one story by name; all by default")
    parser.add_argument("--misses", action="store_true", help="print what is missed as well")
    options = parser.parse_args()
    articles = load_articles(options.articles)
    splits: dict[str, Tally] = {}
    for split, name, notes in load_notes(options.story):
        tally = Tally()
        score(Story(tell(notes, articles), notes), tally)
        print(f"{split}/{name}", *(f"{m} {r}/{n}" for m, (r, n) in tally.counts.items()), sep="  ")
        if options.misses:
            print(*(f"    {missed}" for missed in tally.missed), sep="\n")
        whole = splits.setdefault(split, Tally())
        for measure, (right, count) in tally.counts.items():
            row = whole.counts.setdefault(measure, [0, 0])
            row[0] += right
            row[1] += count
    for split, tally in splits.items():
        print(f"{split}:", *(f"{m} {r / n:.2f}" for m, (r, n) in tally.counts.items()), sep="  ")


if __name__ == "__main__":
    main()
