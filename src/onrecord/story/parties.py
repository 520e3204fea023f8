"""Words that name somebody -> which actor it is. A line under the wrong name is the gravest fault: in doubt, nobody."""

from functools import cache

from onrecord.annotations import Frame, FrameKind, MentionType, Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, ActorType, Offsets, Quoted, Statement
from onrecord.story.actors import Cast

# Where no party is told, a speaker who does one of these speaks of himself. Of 19 announcements without one in marked
# piles by those who assert what will be done, or accuse another of it, three were the speaker's own.
_OWN = {
    FrameKind.ANNOUNCEMENT: frozenset({Act.COMMIT, Act.REFUSE, Act.HOPE}),
    FrameKind.TERM: frozenset({Act.CALL, Act.CONDITION, Act.REFUSE}),
    FrameKind.DENIAL: frozenset(Act),
    FrameKind.OUTCOME: frozenset[Act](),
}
_BINDING = frozenset({Act.COMMIT, Act.REFUSE})
_NAMED = frozenset(
    {MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE, MentionType.OUTLET, MentionType.PLACE}
)
_OBLIGED_WITHIN = 24  # characters behind a name, among which a verb says what its bearer must do
_REPORTING = frozenset({ActorType.OUTLET, ActorType.ANONYMOUS})  # they tell what others do


@cache
def list_words(name: str) -> frozenset[str]:
    """Return the word list `name` of parties.toml."""
    return load_lexicon("onrecord.story", "parties.toml").words(name)


def find_party(reading: Reading, frame: Frame, cast: Cast, statement: Statement | None) -> str | None:
    """Return who acts, requires or denies: whom the frame names, else the speaker who speaks of himself.

    Whom it names but the cast does not know is nobody's line. Only what somebody commits himself to, told of 'the
    ministry', is still his. Who is named in another sentence alone is not believed, but of a speaker: of 34 such in
    marked piles ten were right.
    """
    phrase = None if _is_required_of(reading, frame, statement) else frame.party
    party = find_actor(reading, phrase, cast, statement)
    if phrase is not None and not _is_beside(reading, phrase, frame.words):
        phrase = None
        party = party if statement is not None and statement.speaker == party else None
    if party is not None or statement is None or statement.speaker is None:
        return party
    own = statement.act in _OWN[frame.kind]
    if phrase is not None:
        told = reading.document.text[slice(*phrase)]
        named = is_name(reading, phrase) or told.casefold() in list_words("third_person")
        own = frame.kind is FrameKind.ANNOUNCEMENT and statement.act in _BINDING and not named
    reported = frame.kind is FrameKind.ANNOUNCEMENT and cast.type_of(statement.speaker) in _REPORTING
    return statement.speaker if own and not reported else None


def _is_required_of(reading: Reading, frame: Frame, statement: Statement | None) -> bool:
    """Tell whether whom a term names is only the one of whom a speaker demands it: 'The council must free them'.

    Among 1,471 terms of the training piles there is none such; in three invented releases of experts each was wrong.
    """
    if frame.kind is not FrameKind.TERM or frame.party is None or statement is None:
        return False
    behind = reading.document.text[frame.party.end : frame.party.end + _OBLIGED_WITHIN].split()[:2]
    told = {behind[0], " ".join(behind)} if behind else set()
    return statement.act is Act.CALL and not told.isdisjoint(list_words("obliging"))


def is_name(reading: Reading, phrase: Offsets) -> bool:
    """Tell whether words are written as a name: by a capital, which a sentence begins with besides.

    'Work starts in May' and 'The company will pay' name nobody.
    """
    text = reading.document.text
    first, *rest = text[slice(*phrase)].split() or [""]
    if any(word[0].isupper() for word in rest):
        return True
    before = text[reading.sentence_at(phrase.start).start : phrase.start]
    begins = not any(character.isalnum() for character in before)
    known = any(one.offsets.overlaps(phrase) and one.type in _NAMED for one in reading.mentions)
    return first[:1].isupper() and (known or not begins)


def _is_beside(reading: Reading, one: Offsets, other: Offsets) -> bool:
    """Tell whether some words stand in a sentence in which others do."""
    first, last = reading.sentence_at(other.start), reading.sentence_at(max(other.start, other.end - 1))
    return first.start <= one.start < last.end


def find_actor(
    reading: Reading, phrase: Offsets | None, cast: Cast, statement: Statement | None
) -> str | None:
    """Return whom a phrase names; 'I' and 'we' name whoever speaks.

    So does 'it' in 'the bank said it would pay', where nobody else is known to be meant.
    """
    if phrase is None:
        return None
    actor = cast.at(reading, phrase)
    if actor is not None:
        return actor
    told = reading.document.text[slice(*phrase)]
    if told.casefold() in list_words("first_person"):
        return statement.speaker if statement is not None else None
    if told.casefold() in list_words("third_person"):
        return statement.speaker if statement is not None and statement.quoted is Quoted.INDIRECT else None
    name = told.removesuffix("’s").removesuffix("'s")
    return cast.find_named(name) if name[:1].isupper() else None
