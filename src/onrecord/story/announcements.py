"""Frames of all documents -> announcements: who is to do what by when, in terms that compare across documents."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Frame, FrameKind, MentionType, Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Actor, ActorType, Offsets, Statement, When
from onrecord.story.acronyms import find_acronyms, shorten
from onrecord.story.actors import Cast
from onrecord.story.due import read_due
from onrecord.story.parties import find_party
from onrecord.story.statements import Statements, said_on
from onrecord.story.thresholds import find_sure, load_thresholds

_UNNAMED = frozenset({MentionType.ANONYMOUS, MentionType.GROUP, MentionType.PRONOUN, MentionType.THING})


class Announcement(Struct, frozen=True):
    """One frame of one document, with its actors, its day and its words reduced to classes of acts and things."""

    reading: Reading
    frame: Frame
    party: str | None
    person: bool  # the party is a person, not a body
    named: frozenset[str]  # the words of the party's name
    actors: frozenset[str]  # everyone named in it
    acts: frozenset[str]  # classes of the act; none where the words name only its day
    things: frozenset[str]  # classes of what it is about
    names: frozenset[str]  # those of them that are names
    due: When
    said: When
    statement: Statement | None
    refuses: bool = False  # it says that the act will not be done

    @property
    def order(self) -> tuple[date, date, str, bool, Offsets]:
        """What announcements are told in the order of: when said, then where."""
        last = self.said.latest or self.reading.document.published.latest or date.max
        first = self.said.earliest or self.said.latest or date.max
        return last, first, self.reading.document.file, self.puts_off, self.frame.words

    @property
    def puts_off(self) -> bool:
        """Whether it gives a day up for none: by a refusal, or by words that only move an act."""
        return self.refuses or (not self.dated and not words("moving").isdisjoint(self.frame.heads))

    @property
    def dated(self) -> bool:
        """Whether its day is told at either end."""
        return self.due.earliest is not None or self.due.latest is not None

    @property
    def act(self) -> Offsets:
        """The words of the act, or all where none of them are told apart."""
        return self.frame.act or self.frame.words


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name` of acts.toml."""
    return load_lexicon("onrecord.story", "acts.toml").words(name)


@cache
def empty_acts() -> frozenset[str]:
    """Return the verbs that name no act themselves: they bring another about, or move its day."""
    return words("carrying") | words("moving")


@cache
def _classes(kind: str) -> dict[str, str]:
    lists = load_lexicon("onrecord.story", "acts.toml").lists
    return {word: name for name, members in lists if name.startswith(kind) for word in members}


def classify_acts(heads: Iterable[str]) -> frozenset[str]:
    """Return the classes of the acts that the lemmas name; a lemma of no class stands for itself.

    >>> classify_acts(["trip"]) == classify_acts(["visit"])
    True
    """
    return frozenset(_classes("act-").get(head, head) for head in heads)


def classify_things(objects: Iterable[str]) -> frozenset[str]:
    """Return the classes of the things that the lemmas name, without words too common to tell things apart."""
    return frozenset(_classes("thing-").get(key, key) for key in objects if key not in words("common"))


def gather_announcements(
    readings: Sequence[Reading], cast: Cast, statements: Statements
) -> list[Announcement]:
    """Return every announcement that is sure enough to be told, in the order in which they were said."""
    acronyms = find_acronyms(readings)
    found = []
    for reading in readings:
        refused = _find_refused(reading, statements)
        for frame in find_sure(reading, FrameKind.ANNOUNCEMENT):
            if is_told(reading, frame):
                about = shorten(frame.objects, acronyms)
                refuses = any(words.overlaps(frame.words) for words in refused)
                announcement = _announce(reading, frame, about, cast, statements)
                found.append(replace(announcement, refuses=refuses))
    return sorted(found, key=lambda announcement: announcement.order)


def is_told(reading: Reading, frame: Frame) -> bool:
    """Tell whether an announcement is sure enough to stand in the record; without a day it needs to be surer."""
    due, table = read_due(reading, frame), load_thresholds()
    dated = due.earliest is not None or due.latest is not None
    return frame.probability >= (table.announcement if dated else table.undated)


def _find_refused(reading: Reading, statements: Statements) -> list[Offsets]:
    """Return the words of the document's statements by which somebody refuses something."""
    return [
        words
        for number, attribution in enumerate(reading.attributions)
        if attribution.act is Act.REFUSE and statements.of(reading, number) is not None
        for words in attribution.content
    ]


def _announce(
    reading: Reading,
    frame: Frame,
    about: Sequence[str],
    cast: Cast,
    statements: Statements,
) -> Announcement:
    statement = statements.of(reading, frame.attribution)
    party = find_party(reading, frame, cast, statement)
    known = cast.by_id.get(party or "")
    inside = [mention for mention in reading.mentions if frame.words.covers(mention.offsets)]
    written = {
        word.lower() for mention in inside if mention.type not in _UNNAMED for word in mention.exact.split()
    }
    named = {party, *(cast.at(reading, mention.offsets) for mention in inside)}
    return Announcement(
        reading=reading,
        frame=frame,
        party=party,
        person=known is not None and known.type is ActorType.PERSON,
        named=_words_of_name(known) if known else frozenset(),
        actors=frozenset(actor for actor in named if actor is not None),
        acts=classify_acts(frame.heads),
        things=classify_things(about),
        names=classify_things(key for key in about if key in written),
        due=read_due(reading, frame),
        said=said_on(reading, statements.attribution_of(reading, frame.attribution)),
        statement=statement,
    )


def _words_of_name(actor: Actor) -> frozenset[str]:
    names = (actor.name, *actor.aliases) if actor.type is ActorType.PERSON else (actor.name,)
    return frozenset(word for name in names for word in name.casefold().split())
