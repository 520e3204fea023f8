"""Readings from marked text, so that what `story` makes of frames is tested without the reader that finds them.

Words in square brackets are what their labels say: '[Mia Rao|person source] [said|cue] [she would [open the dam|act]
[in May|due]|content commit announcement .8]'. A number is the probability of what stands before it.

- person, organisation, state, group, outlet, anonymous, place, pronoun: a mention; '=Name' tells of whom
- source, cue, content ACT: an attribution; those of one sentence belong together
- announcement, term, denial, outcome OUTCOME, with 'recalled': a frame; within a content, it is its speaker's
- party, act, due: roles, of the frame that they stand in, else of the frames of their sentence. 'act=open+dig:dam,gate'
  tells its lemmas, which else are its first word, and its other longer ones
- silence: words that tell that nobody answered
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from onrecord.annotations import (
    Attribution,
    Chain,
    Frame,
    FrameKind,
    Mention,
    MentionType,
    Reading,
    SilenceMention,
    TimeMention,
)
from onrecord.model import UNKNOWN, Act, Basis, Document, Offsets, Outcome, Quoted, Record, when
from onrecord.story.tell import tell
from onrecord.times import find_occasions, find_times

OUTCOMES = {outcome.value.replace(" ", "-"): outcome for outcome in Outcome}
MENTIONS = {kind.value for kind in MentionType}
FRAMES = {kind.value for kind in FrameKind}
SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?][”’)]*(?=\s|$)|(?=\n)|$)")


@dataclass
class Label:
    """What some words are marked as."""

    kind: str
    words: Offsets
    value: str = ""  # of '=value', of an act or an outcome
    probability: float = 0.9
    flags: set[str] = field(default_factory=set)


def parse(marked: str) -> tuple[str, list[Label]]:
    """Return the text without its marks, and the labels."""
    text, opened, labels = "", [], []
    for piece in re.findall(r"\[|\|[^][|]*\]|[^][|]+", marked):
        if piece == "[":
            opened.append(len(text))
        elif piece.startswith("|"):
            labels += read_labels(piece[1:-1].split(), Offsets(opened.pop(), len(text)))
        else:
            text += piece
    assert not opened
    return text, sorted(labels, key=lambda label: (label.words.start, -label.words.end))


def read_labels(told: list[str], words: Offsets) -> Iterator[Label]:
    """Yield the labels of one pair of brackets."""
    label = None
    for part in told:
        kind, _, value = part.partition("=")
        if re.fullmatch(r"[01]?\.\d+|1", part):
            label.probability = float(part)
        elif label is not None and (part in OUTCOMES or part in set(Act)):
            label.value = part
        elif part == "recalled":
            label.flags.add(part)
        else:
            if label is not None:
                yield label
            label = Label(kind, words, value)
    yield label


def make_reading(marked: str, day: str | None = None, name: str = "", outlet: str | None = None) -> Reading:
    """Return the reading of marked text, published on a day."""
    text, labels = parse(marked)
    told = date.fromisoformat(day) if day else None
    published = when(told, told, Basis.METADATA) if told else UNKNOWN
    name = name or day or "undated"
    document = Document(f"document-{name}", f"{name}.txt", "0" * 64, text, outlet=outlet, published=published)
    sentences = tuple(Offsets(*match.span()) for match in SENTENCE.finditer(text))
    times = find_times(text, sentences, published)
    chains, mentions = make_mentions(text, labels)
    reading = Reading(
        document, sentences, times, find_occasions(text, times), mentions=mentions, chains=chains,
        silences=tuple(SilenceMention(label.words, find_beside(labels, label, sentences, "party"))
                       for label in labels if label.kind == "silence"),
    )  # fmt: skip
    attributions = tuple(make_attributions(reading, labels))
    return Reading(
        document, sentences, times, reading.occasions, mentions, chains, attributions,
        frames=tuple(make_frames(reading, labels, attributions)), silences=reading.silences,
    )  # fmt: skip


def make_mentions(text: str, labels: list[Label]) -> tuple[tuple[Chain, ...], tuple[Mention, ...]]:
    """Return a chain for each name, and the mentions of it."""
    names: list[str] = []
    chains, mentions = [], []
    for label in labels:
        if label.kind not in MENTIONS:
            continue
        exact = text[slice(*label.words)]
        name = label.value.replace("_", " ") or exact
        if name not in names:
            names.append(name)
            kind = MentionType(label.kind)
            own = () if kind is MentionType.ANONYMOUS else (name.removeprefix("the ").removeprefix("The "),)
            chains.append(Chain(name, kind, own))
        mentions.append(Mention(*label.words, exact, MentionType(label.kind), names.index(name)))
    return tuple(chains), tuple(mentions)


def find_beside(
    labels: list[Label], label: Label, sentences: tuple[Offsets, ...], kind: str
) -> Offsets | None:
    """Return the words of a kind within a label's, else in its sentence outside all others' of that frame."""
    inside = [other.words for other in labels if other.kind == kind and label.words.covers(other.words)]
    if inside:
        return inside[0]
    frames = [other.words for other in labels if other.kind in FRAMES]
    [sentence] = [one for one in sentences if one.start <= label.words.start < one.end]
    outside = [
        other.words
        for other in labels
        if other.kind == kind and sentence.covers(other.words)
        and not any(words.covers(other.words) for words in frames)
    ]  # fmt: skip
    return outside[0] if outside else None


def make_attributions(reading: Reading, labels: list[Label]) -> Iterator[Attribution]:
    """Yield an attribution for each content, with the source and the cue of its sentence."""
    for label in labels:
        if label.kind != "content":
            continue
        source = find_beside(labels, label, reading.sentences, "source")
        cue = find_beside(labels, label, reading.sentences, "cue")
        text = reading.document.text
        quoted = Quoted.DIRECT if text[label.words.start - 1] == "“" else Quoted.INDIRECT
        yield Attribution(
            source, cue, (label.words,), quoted, Act(label.value or "assert"),
            said=find_said(reading, labels, label), speaker=reading.chain_at(source), probability=label.probability,
            act_probability=label.probability,
        )  # fmt: skip


def find_said(reading: Reading, labels: list[Label], content: Label) -> int | None:
    """Return the time that is marked as that of the saying."""
    words = find_beside(labels, content, reading.sentences, "said")
    return find_time(reading.times, words) if words else None


def find_time(times: tuple[TimeMention, ...], words: Offsets) -> int:
    """Return the place of the time in some words."""
    return next(place for place, time in enumerate(times) if words.overlaps(time.offsets))


def make_frames(
    reading: Reading, labels: list[Label], attributions: tuple[Attribution, ...]
) -> Iterator[Frame]:
    """Yield the frames with their roles."""
    for label in labels:
        if label.kind not in FRAMES:
            continue
        roles = {kind: find_beside(labels, label, reading.sentences, kind) for kind in ("party", "act")}
        due = find_beside(labels, label, reading.sentences, "due") if label.kind == "announcement" else None
        heads, objects = read_act(reading.document.text, labels, roles["act"])
        spoken = [
            number
            for number, one in enumerate(attributions)
            if any(words.overlaps(label.words) for words in one.content)
        ]
        yield Frame(
            FrameKind(label.kind), label.words, label.probability, **roles,
            due=find_time(reading.times, due) if due else None, due_words=due,
            outcome=OUTCOMES[label.value] if label.kind == "outcome" else None,
            attribution=spoken[0] if spoken else None, heads=heads, objects=objects,
            recalled="recalled" in label.flags,
        )  # fmt: skip


def read_act(
    text: str, labels: list[Label], words: Offsets | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lemmas of an act's verbs and nouns."""
    if words is None:
        return (), ()
    [told] = {label.value for label in labels if label.kind == "act" and label.words == words}
    if told:
        heads, _, objects = told.partition(":")
        return tuple(filter(None, heads.replace("_", " ").split("+"))), tuple(
            filter(None, objects.split(","))
        )
    first, *rest = re.findall(r"[\w-]+", text[slice(*words)].lower())
    return (first,), tuple(word for word in rest if len(word) > 3)


@pytest.fixture(scope="session")
def read_marked() -> Callable[..., Reading]:
    """Return what makes a reading of marked text."""
    return make_reading


@pytest.fixture(scope="session")
def tell_marked() -> Callable[..., Record]:
    """Return what tells the record of marked texts, each with its day, or several of one day without."""

    def tell_of(*documents: tuple[str, str] | str, as_of: date | None = None) -> Record:
        pairs = [one if isinstance(one, tuple) else ("2024-03-01", one) for one in documents]
        readings = [
            make_reading(marked, day, f"{day}-{number}") for number, (day, marked) in enumerate(pairs)
        ]
        return tell(readings, as_of=as_of)

    return tell_of
