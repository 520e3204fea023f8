"""Frames of all documents -> announcements: who is to do what by when, in terms that compare across documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Frame, FrameKind, Reading, Stance
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Actor, ActorType, Offsets, Quoted, Statement, When
from onrecord.openness import find_open, leaves_open
from onrecord.story.actors import Cast
from onrecord.story.due import read_due
from onrecord.story.parties import find_party
from onrecord.story.sides import Sides
from onrecord.story.statements import Statements, said_on
from onrecord.story.thresholds import load_thresholds

_CLAUSE = re.compile(r"[,;:—–]\s+(?:and|but)\s|[;—–]\s")
# Stances by which an announcement in the words was not made.
_UNSAID = frozenset({Stance.NOT_SAID, Stance.REFUSED, Stance.ASKED, Stance.DEMANDED, Stance.WITHDRAWN})


class Announcement(Struct, frozen=True):
    """One frame of one document, with its actors, its day and the lemmas of its act and things."""

    reading: Reading
    frame: Frame
    party: str | None
    person: (
        bool  # it names a person as the party, not a body; whoever only speaks of it may speak for another
    )
    named: frozenset[str]  # the words of the party's name
    actors: frozenset[str]  # everyone named in it
    sides: frozenset[str]  # the party, and the actors to whom it belongs
    voices: frozenset[str]  # the speaker, and the actors to whom that one belongs
    acts: frozenset[str]  # lemmas of the act; none where the words name only its day
    things: frozenset[str]  # lemmas of what it is about
    due: When
    said: When
    statement: Statement | None
    refuses: bool  # it says that the act will not be done
    sure: bool = True  # enough to be told by itself; else only where a sure one is of the same act

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


def name_acts(heads: Iterable[str]) -> frozenset[str]:
    """Return the lemmas that name an act, without those that only move its day."""
    return frozenset(heads) - words("moving")


def name_things(objects: Iterable[str]) -> frozenset[str]:
    """Return the lemmas of what an act is about, without those too common to tell things apart."""
    return frozenset(objects) - words("common")


def gather_announcements(
    readings: Sequence[Reading], cast: Cast, statements: Statements
) -> list[Announcement]:
    """Return every announcement that is or may be told, in the order in which they were said."""
    found = []
    sides = Sides(readings, cast)
    for reading in readings:
        refused = _find_refused(reading, statements)
        for frame in reading.frames:
            if frame.kind is FrameKind.ANNOUNCEMENT and may_be_told(reading, frame):
                refuses = any(words.overlaps(frame.words) for words in refused)
                refuses = (refuses and _tells_refusal(reading, frame)) or (
                    frame.due is None and says_not(reading, frame)
                )
                surely = replace(frame, probability=find_chance(reading, frame))
                found.append(_announce(reading, surely, cast, sides, statements, refuses=refuses))
    return sorted(_drop_borrowed(found), key=lambda announcement: announcement.order)


def _drop_borrowed(found: Sequence[Announcement]) -> list[Announcement]:
    """Return the announcements without refusals whose act was read from what the sentence beside them promises."""
    promised = {(item.reading.document.id, item.frame.act) for item in found if not item.refuses}
    return [
        item
        for item in found
        if not item.refuses
        or item.frame.act is None
        or item.frame.words.overlaps(item.frame.act)
        or (item.reading.document.id, item.frame.act) not in promised
    ]


def may_be_told(reading: Reading, frame: Frame) -> bool:
    """Tell whether an announcement is sure enough to stand in the record beside a surer one of the same act."""
    return find_chance(reading, frame) >= load_thresholds().beside and not _is_unsaid(reading, frame)


def is_told(reading: Reading, frame: Frame) -> bool:
    """Tell whether an announcement is sure enough to stand in the record; without a day it needs to be surer."""
    due, table = read_due(reading, frame), load_thresholds()
    dated = due.earliest is not None or due.latest is not None
    if _is_unsaid(reading, frame):
        return False
    return find_chance(reading, frame) >= (table.announcement if dated else table.undated)


def find_chance(reading: Reading, frame: Frame) -> float:
    """Return how surely words announce something: by themselves, or without a day as the promise of who says them.

    Annotators of announcements pass over most promises without a day, so the reader of frames is unsure of them. Of
    those in the development piles that it gives .2 at least and whose statement is read as a promise at .8, 95 in 100
    are in statements that annotators marked as one.
    """
    if frame.due is not None or frame.attribution is None or frame.probability < load_thresholds().candidate:
        return frame.probability
    said = reading.attributions[frame.attribution]
    if said.act is not Act.COMMIT or said.act_probability is None or said.probability is None:
        return frame.probability
    return max(frame.probability, min(said.probability, said.act_probability))


def _is_unsaid(reading: Reading, frame: Frame) -> bool:
    """Tell whether the words stand in what nobody said, or somebody denies: 'has not confirmed that it will send'.

    Words spoken in one breath with a denial, 'nobody warned us, and we will pay', are not what is denied.
    """
    unsaid = list_unsaid(reading)
    beside = _begins_clause(reading, frame)
    denied = (
        piece
        for one in reading.attributions
        if one.act is Act.DENY and not (beside and one.quoted is Quoted.DIRECT)
        for piece in one.content
    )
    if any(piece.covers(_core(frame)) for piece in (*unsaid, *denied)):
        return True
    return _is_kept_open(reading, frame) or _is_foretold(reading, frame)


def _is_kept_open(reading: Reading, frame: Frame) -> bool:
    """Tell whether its act is what the words before it will not rule out: 'would not exclude that it will close'."""
    act = frame.act or frame.words
    start = reading.sentence_at(act.start).start
    words = reading.document.text[start : act.end]
    found = find_open(words.lower())
    return found is not None and leaves_open(words[: max(found.end(), act.start - start)])


def _is_foretold(reading: Reading, frame: Frame) -> bool:
    """Tell whether a day told is that on which it may be announced: 'is due to say on Friday that it will open'."""
    act, due = frame.act, frame.due_words
    if act is None or due is None:
        return False
    for one in reading.unstated:
        if one.stance is not Stance.FORETOLD or not any(piece.covers(act) for piece in one.content):
            continue
        saying = Offsets(one.cue.start, max(one.cue.end, one.content[0].start))
        outside = not any(piece.overlaps(due) for piece in one.content)
        if outside or any(saying.overlaps(time.offsets) for time in reading.times):
            return True
    return False


def _begins_clause(reading: Reading, frame: Frame) -> bool:
    """Tell whether an announcement begins its sentence, or a clause that 'and' joins to it."""
    start = reading.sentence_at(frame.words.start).start
    before = reading.document.text[start : frame.words.start].split()
    return not before or before[-1].casefold() in words("joining") or before[-1].endswith((";", "—", "“"))


def list_unsaid(reading: Reading) -> Iterator[Offsets]:
    """Yield the words that would have been said, had anybody said them."""
    return (piece for one in reading.unstated if one.stance in _UNSAID for piece in one.content)


def _core(frame: Frame) -> Offsets:
    """Return the words of the day, else those of the act, else all."""
    return frame.due_words or frame.act or frame.words


def _tells_refusal(reading: Reading, frame: Frame) -> bool:
    """Tell whether the words of a refusal say that this act will not be done.

    Who refuses may promise by the same words: 'We will open it and never sell it', 'vowed to veto the bill'. What
    negates behind the words of the act negates something else.
    """
    text = reading.document.text
    start = reading.sentence_at(frame.words.start).start
    clause = _CLAUSE.split(text[start : (frame.act or frame.words).end])[-1]
    said = None if frame.attribution is None else reading.attributions[frame.attribution]
    cue = text[slice(*said.cue)] if said is not None and said.cue else ""
    told = f"{cue} {clause}".casefold()
    return is_negated(clause) or any(one in told for one in words("refusing"))


def says_not(reading: Reading, frame: Frame) -> bool:
    """Tell whether the words of the act begin with one that negates it: 'will [not close the mill]'.

    What is told not to come before a day is still to come: 'will not open until May'.
    """
    text = reading.document.text
    due = text[slice(*frame.due_words)].lower().split() if frame.due_words else ()
    lexicon = load_lexicon("onrecord.story", "due.toml")
    if not (lexicon.words("lasting") | lexicon.words("earliest")).isdisjoint(due):
        return False
    words = frame.wording[0] if frame.wording else frame.act or frame.words
    first = text[slice(*words)].lower().split()[:2]
    return is_negated(" ".join(first[:1]))


def is_negated(told: str) -> bool:
    """Tell whether words hold one that negates.

    >>> is_negated("They won’t go"), is_negated("They will go nowhere near")
    (True, False)
    """
    parts = told.lower().replace("’", "'").split()
    return any(part in words("negations") or part.endswith("n't") for part in parts)


def _find_refused(reading: Reading, statements: Statements) -> list[Offsets]:
    """Return the words of the document's statements by which somebody refuses something."""
    return [
        words
        for number, attribution in enumerate(reading.attributions)
        if attribution.act is Act.REFUSE and statements.of(reading, number) is not None
        for words in attribution.content
    ]


def _announce(
    reading: Reading, frame: Frame, cast: Cast, sides: Sides, statements: Statements, *, refuses: bool
) -> Announcement:
    statement = statements.of(reading, frame.attribution)
    party = find_party(reading, frame, cast, statement)
    known = cast.by_id.get(party or "")
    inside = [mention for mention in reading.mentions if frame.words.covers(mention.offsets)]
    named = {party, *(cast.at(reading, mention.offsets) for mention in inside)}
    return Announcement(
        reading=reading,
        frame=frame,
        party=party,
        person=frame.party is not None and known is not None and known.type is ActorType.PERSON,
        named=_words_of_name(known) if known else frozenset(),
        actors=frozenset(actor for actor in named if actor is not None),
        sides=sides.find(party)
        if party is not None
        else sides.find_unnamed(reading, reading.chain_at(frame.party)),
        voices=sides.find(statement.speaker if statement is not None else None),
        acts=name_acts(frame.heads),
        things=name_things(frame.objects),
        due=read_due(reading, frame),
        said=said_on(reading, statements.attribution_of(reading, frame.attribution)),
        statement=statement,
        refuses=refuses,
        sure=is_told(reading, frame),
    )


def _words_of_name(actor: Actor) -> frozenset[str]:
    names = (actor.name, *actor.aliases) if actor.type is ActorType.PERSON else (actor.name,)
    return frozenset(word for name in names for word in name.casefold().split())
