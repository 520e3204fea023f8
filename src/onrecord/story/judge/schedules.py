"""An announcement -> whether somebody on record promises it, or it is only what a calendar holds."""

import re
from collections.abc import Iterator, Sequence
from math import copysign, log1p

from msgspec.structs import replace

from onrecord.annotations import Attribution, Stance
from onrecord.model import Act, ActorType, Offsets, Quoted, Statement, Version
from onrecord.story.actors import Cast
from onrecord.story.announcements import Announcement
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.party_pairs import Promiser
from onrecord.story.parties import list_words

WORD = "word:"  # before the words that are features by themselves
_WORD = re.compile(r"(?<![^\W\d_])[a-z]+(?:['’]t)?(?![^\W\d_])")  # names are left out
_OWN = frozenset({Act.COMMIT, Act.REFUSE, Act.HOPE})
_NEXT = 8  # characters from the first word of an announcement, within which its party begins it


def mark_schedules(
    versions: Sequence[Version],
    chain: Sequence[Announcement],
    likely: Sequence[Promiser | None],
    party: str | None,
    cast: Cast,
) -> tuple[Version, ...]:
    """Return the versions of a commitment, each with whether it is a schedule: that nobody on record promises it.

    `likely` is who is likeliest to act by each announcement of the chain. What the party of the commitment is itself
    read to promise is never a schedule, whatever else speaks for it: of 544 such in marked piles 29 are marked as one.
    Nor is what its words call promised: of 125 such in marked piles none is.
    """
    judge = load_judge("schedules")
    rows = [
        judge.read(_enter_words(judge.features, item) | describe_announcement(item, one, cast))
        for item, one in zip(chain, likely, strict=True)
    ]
    scheduled = {
        (item.reading.document.id, item.frame.words)
        for item, chance in zip(chain, judge.judge(rows), strict=True)
        if chance >= judge.least and not _promises(item.statement, party) and not tells_promise(item)
    }
    return tuple(
        replace(one, schedule=(one.span.document, Offsets(one.span.start, one.span.end)) in scheduled)
        for one in versions
    )


def list_told_words(item: Announcement) -> frozenset[str]:
    """Return the words of an announcement that are no names: 'is', 'due', 'to', 'begin', 'on'."""
    text = item.reading.document.text[slice(*item.frame.words)]
    return frozenset(word.replace("’", "'") for word in _WORD.findall(text))


def describe_announcement(item: Announcement, likely: Promiser | None, cast: Cast) -> dict[str, float]:
    """Return what speaks for an announcement being a promise or a schedule, by name, without its single words."""
    reading, frame, said = item.reading, item.frame, item.statement
    text, words = reading.document.text, frame.words
    sentence = reading.sentence_at(words.start)
    party = text[slice(*frame.party)].casefold() if frame.party else ""
    told = text[slice(*words)].casefold().split()
    speaker = said.speaker if said is not None else None
    act = said.act if said is not None else None
    speaks, acts = cast.type_of(speaker), cast.type_of(item.party)
    stances = {one.stance for one in reading.unstated if any(piece.overlaps(words) for piece in one.content)}
    first, last, day = item.due.earliest, item.due.latest, item.said.latest
    ahead = (last - day).days if last is not None and day is not None else 0
    return {
        "spoken": said is not None,
        "speaker": speaker is not None,
        "source": said is not None and said.source is not None,
        **{f"act_{one}": act is one for one in Act},
        "promises": (said.act_probability or 0.0) if said is not None and act in _OWN else 0.0,
        "surely_said": (said.probability or 0.0) if said is not None else 0.0,
        "quoted": said is not None and said.quoted is not Quoted.INDIRECT,
        "hedged": said is not None and said.hedged,
        **{f"speaker_{one}": speaks is one for one in ActorType},
        "speaker_acts": speaker is not None and speaker == item.party,
        "likely": likely.chance if likely is not None else 0.0,
        "likely_speaks": likely is not None and likely.actor == speaker,
        "promised_beside": max(map(_weigh_promise, _list_beside(item, sentence)), default=0.0),
        "foretold": Stance.FORETOLD in stances,
        "unsaid": bool(stances),
        "party": item.party is not None,
        "party_told": frame.party is not None,
        "party_first_person": party in list_words("first_person"),
        "party_third_person": party in list_words("third_person"),
        "party_begins": frame.party is not None and abs(frame.party.start - words.start) < _NEXT,
        **{f"party_{one}": acts is one for one in ActorType},
        "first_person": not list_words("first_person").isdisjoint(told),
        "cue_inside": said is not None and said.cue is not None and words.start <= said.cue.start < words.end,
        "sure": frame.probability,
        "recalled": frame.recalled,
        "refuses": item.refuses,
        "present": any(one.present for one in reading.happenings if one.time == frame.due),
        "dated": item.dated,
        "one_day": first is not None and first == last,
        "deadline": first is not None and first == day and first != last,
        "no_end": frame.due is not None and last is None,
        "gone": ahead < 0,
        "days": copysign(log1p(abs(ahead)), ahead),
        "length": log1p(len(told)),
        "before": log1p(max(words.start - sentence.start, 0)),
    }


def _enter_words(features: Sequence[str], item: Announcement) -> dict[str, float]:
    told = list_told_words(item)
    return {name: name.removeprefix(WORD) in told for name in features if name.startswith(WORD)}


def _promises(said: Statement | None, party: str | None) -> bool:
    return said is not None and said.act in _OWN and said.speaker is not None and said.speaker == party


def tells_promise(item: Announcement) -> bool:
    """Tell whether the words themselves say that it was promised, by whomever: 'the report, promised by March'."""
    return not list_told_words(item).isdisjoint(list_words("pledging"))


def _list_beside(item: Announcement, sentence: Offsets) -> Iterator[Attribution]:
    """Yield what is said in the sentence of an announcement, however unsurely it was read."""
    for one in item.reading.attributions:
        if any(words.overlaps(sentence) for words in (*one.content, *((one.cue,) if one.cue else ()))):
            yield one


def _weigh_promise(one: Attribution) -> float:
    return (one.probability or 0.0) * (one.act_probability or 0.0) if one.act in _OWN else 0.0
