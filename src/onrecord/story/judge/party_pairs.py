"""An announcement and an actor -> what speaks for and against this actor being who is to act."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log1p

from msgspec import Struct

from onrecord.annotations import Frame, Mention, Reading
from onrecord.model import Act, ActorType, Offsets, Statement
from onrecord.story.actors import Cast
from onrecord.story.judge.network import load_judge
from onrecord.story.parties import find_actor, find_party, is_name, list_words

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = 40  # characters before a name, in which the word that leads to it is looked for
_NEXT = 8  # characters from the first word of an announcement, within which a name begins it
_STEP = 5  # characters that count as one step of distance
_LEADING = ("to", "with", "of", "for", "from", "in", "by", "and")  # lists of parties.toml
_IN_HIS_TURN = 0.7  # the chance at which such promises are told, not measured
# The chance that somebody by name who is said to give his word is who is to act.
_PLEDGING = 0.72
_SOON = 4  # words from the first, among which the verb of giving one's word stands
_OWN = frozenset({Act.COMMIT, Act.REFUSE, Act.HOPE})


class Setting(Struct, frozen=True):
    """How often each actor of a pile is named at all, and read to be the party of an announcement."""

    named: Counter[str]
    acting: Counter[str]


class Promiser(Struct, frozen=True):
    """Who is likeliest to be the one that is to act, and how likely."""

    actor: str
    chance: float


def read_setting(
    readings: Sequence[Reading], cast: Cast, announced: Sequence[tuple[Reading, Frame, Statement | None]]
) -> Setting:
    """Return how often each actor of the pile is named, and is the party that the reader of frames found."""
    named = Counter(
        actor for reading in readings for m in reading.mentions if (actor := cast.at(reading, m.offsets))
    )
    found = (find_actor(reading, frame.party, cast, said) for reading, frame, said in announced)
    return Setting(named, Counter(actor for actor in found if actor is not None))


def judge_party(
    reading: Reading, frame: Frame, cast: Cast, statement: Statement | None, setting: Setting
) -> Promiser | None:
    """Return who of those whom its sentences name, and of who says it, is likeliest to act; the first of equals.

    Where the words name somebody whom the pile does not know, or 'he', it is nobody: a line under the wrong name is the
    gravest fault, and of such too few stand in marked piles to learn from. So it is with turns of transcripts and
    posts: what somebody promises there under his name is his.
    """
    role = find_actor(reading, frame.party, cast, statement)
    if frame.party is not None and role is None:
        told = reading.document.text[slice(*frame.party)].casefold()
        if is_name(reading, frame.party) or told in list_words("third_person"):
            return None
    if role is not None and frame.party is not None and statement is not None and statement.speaker == role:
        apart = not _cover_sentences(reading, frame.words).covers(frame.party)
        if apart and statement.act in _OWN:
            return Promiser(role, _IN_HIS_TURN)
    judge = load_judge("parties")
    found = [*compare_parties(reading, frame, cast, statement, setting)]
    chances = judge.judge([judge.read(features) for _, features in found])
    likely = {actor: chance for (actor, _), chance in zip(found, chances, strict=True)}
    if role is not None and _is_said_to_pledge(reading, frame):
        likely[role] = max(likely.get(role, 0.0), _PLEDGING)
    best = max(likely, key=lambda actor: likely[actor], default=None)
    return None if best is None else Promiser(best, likely[best])


def _is_said_to_pledge(reading: Reading, frame: Frame) -> bool:
    """Tell whether the words say of somebody by name that he gives his word: 'Ann Rao, the mayor, pledged to mend it'.

    Nobody else may be named between the two.
    """
    if frame.party is None or not is_name(reading, frame.party):
        return False
    words = Offsets(frame.words.start, (frame.act or frame.words).start)
    if frame.party.end > words.start:
        words = Offsets(frame.party.end, max(words.end, frame.party.end))
    sentence = reading.sentence_at(frame.words.start)
    told = _WORD.findall(reading.document.text[slice(*words)].casefold())[:_SOON]
    if not sentence.covers(frame.party) or list_words("pledging").isdisjoint(told):
        return False
    between = Offsets(frame.party.end, max(words.start, frame.party.end))
    return not any(one.start >= between.start for one in _list_inside(reading, between))


def choose_party(likely: Sequence[Promiser | None]) -> str | None:
    """Return who is likeliest to act by all announcements of one act, where one of them makes it likely enough."""
    chances: dict[str, list[float]] = {}
    for one in likely:
        if one is not None:
            chances.setdefault(one.actor, []).append(one.chance)
    best = max(chances, key=lambda actor: sum(chances[actor]), default=None)
    return best if best is not None and max(chances[best]) >= load_judge("parties").least else None


def compare_parties(
    reading: Reading, frame: Frame, cast: Cast, statement: Statement | None, setting: Setting
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield every actor that may be who is to act, in a fixed order, with what speaks for and against it."""
    sentence = _cover_sentences(reading, frame.words)
    named: dict[str, list[Offsets]] = {}
    for mention in _list_inside(reading, sentence):
        actor = cast.at(reading, mention)
        if actor is not None:
            named.setdefault(actor, []).append(mention)
    role = find_actor(reading, frame.party, cast, statement)
    ruled = find_party(reading, frame, cast, statement)
    speaker = statement.speaker if statement is not None else None
    text = reading.document.text
    before = {a: [o for o in there if o.start < frame.words.start] for a, there in named.items()}
    nearest = max(((there[-1].start, actor) for actor, there in before.items() if there), default=(0, None))[
        1
    ]
    first = min(named, key=lambda actor: named[actor][0].start, default=None)
    told = frame.party is not None and sentence.covers(frame.party)
    phrase = text[slice(*frame.party)].casefold() if frame.party else ""
    ours = not list_words("first_person").isdisjoint(_WORD.findall(text[slice(*frame.words)].casefold()))
    own = statement is not None and statement.act in _OWN
    acting, number = sum(setting.acting.values()), len({*named, role, speaker, ruled} - {None})
    mean = sum(setting.named.values()) / max(len(setting.named), 1)
    for actor in sorted({one for one in (*named, role, speaker, ruled) if one is not None}):
        there = min(named.get(actor, ()), key=lambda one: abs(one.start - frame.words.start), default=None)
        kind, is_role, is_speaker = cast.type_of(actor), actor == role, actor == speaker
        others = setting.acting[actor] - is_role
        leading = _find_leading(text, sentence, there)
        yield (
            actor,
            {
                "ruled": actor == ruled,
                "role": is_role,
                "role_beside": is_role and told,
                "role_first_person": is_role and phrase in list_words("first_person"),
                "role_third_person": is_role and phrase in list_words("third_person"),
                "role_untold": frame.party is None,
                "role_unknown": frame.party is not None and role is None,
                "speaker": is_speaker,
                "speaker_promises": is_speaker and own,
                "speaker_promises_alone": is_speaker and own and role is None,
                "speaker_first_person": is_speaker and ours,
                "spoken": speaker is not None,
                "spoken_role": is_role and speaker is not None and not is_speaker,
                "here": there is not None,
                "before": there is not None and there.start < frame.words.start,
                "inside": there is not None and frame.words.covers(there),
                "behind": there is not None and there.start >= frame.words.end,
                "in_act": there is not None and frame.act is not None and frame.act.covers(there),
                "begins": there is not None and abs(there.start - frame.words.start) < _NEXT,
                "distance": log1p(abs(there.start - frame.words.start) / _STEP) if there else 0.0,
                "first": actor == first,
                "nearest": actor == nearest,
                **{f"after_{name}": leading in list_words(name) for name in _LEADING},
                "person": kind is ActorType.PERSON,
                "organisation": kind is ActorType.ORGANISATION,
                "state": kind is ActorType.STATE,
                "anonymous": kind is ActorType.ANONYMOUS,
                "outlet": kind is ActorType.OUTLET,
                "named": log1p(setting.named[actor]) - log1p(mean),
                "acting": others / acting if acting else 0.0,
                "acting_often": log1p(others),
                "announced": log1p(acting),
                "candidates": log1p(number),
            },
        )


def _cover_sentences(reading: Reading, words: Offsets) -> Offsets:
    """Return where the sentences stand that hold the words."""
    first, last = reading.sentence_at(words.start), reading.sentence_at(max(words.start, words.end - 1))
    return Offsets(first.start, max(first.end, last.end))


def _list_inside(reading: Reading, words: Offsets) -> Iterator[Offsets]:
    """Yield the mentions that begin within the words."""
    for mention in reading.mentions[bisect_left(reading.mentions, words.start, key=_start_of) :]:
        if mention.start >= words.end:
            return
        yield mention.offsets


def _start_of(mention: Mention) -> int:
    return mention.start


def _find_leading(text: str, sentence: Offsets, name: Offsets | None) -> str:
    """Return the word before a name and before what belongs to it: 'with' of 'with the former senator Ann Rao'."""
    if name is None:
        return ""
    before = _WORD.findall(text[max(sentence.start, name.start - _BEHIND) : name.start].casefold())
    return next((word for word in reversed(before) if word not in list_words("of_a_name")), "")
