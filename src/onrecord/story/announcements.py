"""Plans of all documents -> announcements: who is to do what by when, in terms that compare across documents."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Plan, PlanMove, Reading, TimeMention
from onrecord.lexicon import load_lexicon
from onrecord.model import UNKNOWN, Act, ActorType, Offsets, Quoted, Statement, When, when
from onrecord.story.acronyms import find_acronyms, shorten
from onrecord.story.actors import Cast
from onrecord.story.statements import Statements, said_on

_NOT = "not "  # before the head of an act that will not be done
_WEEK = 7  # days
_HOURS = 24  # hours of a day
_CLOSE = timedelta(days=7)  # a wider window of publication says little of what lay ahead
_LONG_AHEAD = 270  # days: of a month told without its year, the last one is nearer than the next by far
_DESCRIBED = 3  # mentions of a speaker that are searched for his office
_BESIDE = 60  # characters beside a name in which an office stands
_STEM = 4  # letters that a name shares with its adjective: 'Norland', 'Norlandic'
_REPORTING = frozenset({ActorType.OUTLET, ActorType.ANONYMOUS})
_NOT_THEIRS = frozenset({Act.ACCUSE, Act.CALL, Act.CONDITION, Act.DENY})


class Announcement(Struct, frozen=True):
    """One plan of one document, with its actors, its day and its words reduced to classes of acts and things."""

    reading: Reading
    plan: Plan
    party: str | None
    publisher: str | None  # the outlet of its document
    person: bool  # the party is a person, not a body
    named: frozenset[str]  # the words of the party's name
    beneficiary: str | None
    actors: frozenset[str]  # everyone named in it
    acts: frozenset[str]  # classes of the act; none where the words name only its day
    things: frozenset[str]  # classes of what it is about
    names: frozenset[str]  # those of them that the text writes as names
    due: When
    said: When
    statement: Statement | None

    @property
    def order(self) -> tuple[date, date, str, bool, int, int]:
        """What announcements are told in the order of: when said, then where."""
        last = self.said.latest or self.reading.document.published.latest or date.max
        first = self.said.earliest or self.said.latest or date.max
        file = self.reading.document.file
        return last, first, file, self.withdraws, self.plan.words.start, self.plan.action.start

    @property
    def withdraws(self) -> bool:
        """Whether it calls the act or its day off."""
        return self.plan.move is not PlanMove.ANNOUNCE or self.refuses

    @property
    def refuses(self) -> bool:
        """Whether it says that the act will not be done."""
        return any(head.startswith(_NOT) for head in self.plan.heads)

    @property
    def dated(self) -> bool:
        """Whether its day is told at either end."""
        return self.due.earliest is not None or self.due.latest is not None


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name` of acts.toml."""
    return load_lexicon("onrecord.story", "acts.toml").words(name)


@cache
def _classes(kind: str) -> dict[str, str]:
    lists = load_lexicon("onrecord.story", "acts.toml").lists
    return {word: name for name, members in lists if name.startswith(kind) for word in members}


def classify_acts(heads: Iterable[str]) -> frozenset[str]:
    """Return the classes of the acts that the lemmas name; a lemma of no class stands for itself.

    >>> classify_acts(["trip"]) == classify_acts(["visit"])
    True
    """
    return frozenset(_classes("act-").get(head, head) for head in (head.removeprefix(_NOT) for head in heads))


def classify_things(objects: Iterable[str]) -> frozenset[str]:
    """Return the classes of the things that the lemmas name, without words too common to tell things apart."""
    return frozenset(_classes("thing-").get(key, key) for key in objects if key not in words("common"))


def gather_announcements(
    readings: Sequence[Reading], cast: Cast, statements: Statements
) -> list[Announcement]:
    """Return every plan that lies ahead of the day on which it was told, in the order in which they were said."""
    people = frozenset(actor.id for actor in cast.actors if actor.type is ActorType.PERSON)
    types = {actor.id: actor.type for actor in cast.actors}
    names = {
        actor.id: frozenset(word for name in (actor.name, *actor.aliases) for word in name.casefold().split())
        if actor.type is ActorType.PERSON
        else frozenset(actor.name.casefold().split())
        for actor in cast.actors
    }
    found = []
    acronyms = find_acronyms(readings)
    for reading in readings:
        for plan in reading.plans:
            named = replace(plan, objects=shorten(plan.objects, acronyms))
            announcement = _announce(reading, named, cast, statements, people, names)
            if _is_foretold(announcement, types, names, cast) or _has_lost_day(announcement):
                continue
            if _lies_ahead(announcement) and not _is_anothers(announcement):
                found.append(announcement)
    return sorted(found, key=lambda announcement: announcement.order)


def _announce(
    reading: Reading,
    plan: Plan,
    cast: Cast,
    statements: Statements,
    people: frozenset[str],
    names: Mapping[str, frozenset[str]],
) -> Announcement:
    statement = statements.of(reading, plan.attribution)
    attribution = None if plan.attribution is None else reading.attributions[plan.attribution]
    party = find_actor(reading, plan.party, cast, statement)
    if plan.ordered and plan.party is None and statement is not None:
        party = statement.speaker
    named = {
        cast.at(reading, mention.offsets)
        for mention in reading.mentions
        if plan.words.covers(mention.offsets)
    }
    named |= {party}
    acts = classify_acts(plan.heads)
    about = plan.objects
    if "act-visit" in acts:  # 'admit the inspector': who comes is nothing that the visit is about
        about = tuple(key for key in about if key not in _find_visitors(reading, plan, cast, people))
    return Announcement(
        reading=reading,
        plan=plan,
        party=party,
        publisher=cast.outlet_of(reading),
        person=party in people,
        named=names.get(party or "", frozenset()),
        beneficiary=find_actor(reading, plan.beneficiary, cast, statement),
        actors=frozenset(actor for actor in named if actor is not None),
        acts=acts,
        things=classify_things(about),
        names=classify_things(key for key in about if _is_written_as_name(reading, plan, key)),
        due=read_due(reading, plan),
        said=said_on(reading, attribution),
        statement=statement,
    )


def _find_visitors(reading: Reading, plan: Plan, cast: Cast, people: frozenset[str]) -> frozenset[str]:
    """Return the words that name a person in the words of a plan."""
    named = (
        mention.exact
        for mention in reading.mentions
        if plan.words.covers(mention.offsets) and cast.at(reading, mention.offsets) in people
    )
    return frozenset(word for exact in named for word in re.findall(r"\w+", exact.lower()))


def _is_written_as_name(reading: Reading, plan: Plan, key: str) -> bool:
    text = reading.document.text[slice(*plan.words)]
    return any(word.lower() == key for word in re.findall(r"(?<![.!?] )\b[A-Z]\w+", text))


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
    if statement is not None and told.lower() in words("first_person"):
        return statement.speaker
    if told.lower() in words("third_person"):
        return statement.speaker if statement is not None and statement.quoted is Quoted.INDIRECT else None
    told = re.sub(r"['’]s?$", "", told)
    named = [actor.id for actor in cast.actors if told == actor.name or told in actor.aliases]
    if not named and told.istitle():  # a surname that one person of the story bears
        named = [
            actor.id
            for actor in cast.actors
            if actor.type is ActorType.PERSON and actor.name.endswith(f" {told}")
        ]
    return named[0] if len(named) == 1 else None


def read_due(reading: Reading, plan: Plan) -> When:
    """Return the window that a plan gives its act, read from its words of time."""
    if plan.due is None or plan.due_words is None:
        return UNKNOWN
    time = reading.times[plan.due]
    first, last = _count_days(reading, time) if plan.lasts else (time.act_earliest, time.act_latest)
    if first is None and last is None:
        return UNKNOWN
    if first is not None and last is not None and first > last:
        return UNKNOWN
    told = reading.document.published.earliest
    if plan.recalled and first is not None and last is not None and told is not None:
        first, last = _turn_back(time, first, last, told)
    if last is not None and told is not None and last < told and plan.ahead and not plan.recalled:
        if first is not None and (moved := _turn_ahead(time, first, last, told)) is not None:
            return when(*moved, time.basis, reading.document.cite(*plan.due_words), time.anchor)
        return UNKNOWN  # 'will open' and a day gone by: the day belongs to something else
    return when(first, last, time.basis, reading.document.cite(*plan.due_words), time.anchor)


def _is_anothers(announcement: Announcement) -> bool:
    """Tell whether it is only what somebody demands of the party, or accuses it of planning."""
    statement = announcement.statement
    if statement is None or statement.act not in _NOT_THEIRS or announcement.dated:
        return False
    if statement.act is Act.CONDITION and announcement.plan.foretold:
        return False  # 'will lift the ban if they leave': what it waits on makes it no demand
    told = announcement.reading.document.text[slice(*announcement.plan.words)].lower()
    if announcement.party is not None and any(re.match(rf"{noun}\b", told) for noun in words("vows")):
        return False  # 'urged him to keep his promise to build it': it was made
    return announcement.party is None or announcement.party != statement.speaker


def _has_lost_day(announcement: Announcement) -> bool:
    """Tell whether only its day put it ahead, and that day turned out to be no day of it."""
    plan = announcement.plan
    if plan.due is None or plan.alone or announcement.dated:
        return False
    time = announcement.reading.times[plan.due]
    return time.act_earliest is not None or time.act_latest is not None


def _is_foretold(
    announcement: Announcement,
    types: Mapping[str, ActorType],
    names: Mapping[str, frozenset[str]],
    cast: Cast,
) -> bool:
    """Tell whether a stranger only says what the party will do, without a day: 'she will raise taxes'.

    Outlets and unnamed sources report plans, and whoever speaks for a state or bears a body's name speaks for it.
    """
    said, party = announcement.statement, announcement.party
    if not announcement.plan.foretold or said is None:
        return False
    if party is not None and said.speaker == party:
        return False
    if announcement.plan.believed or announcement.dated or said.speaker is None or party is None:
        return announcement.plan.believed
    if types[said.speaker] in _REPORTING:
        return False
    told = announcement.reading.document.text[slice(*(announcement.plan.party or announcement.plan.words))]
    if announcement.refuses and _represents(said, names[said.speaker]):
        return False
    if _belongs(announcement, party, types, names, cast):
        return False
    if types[party] is ActorType.STATE and told.lower() not in words("third_person"):
        source = said.source.exact if said.source else ""
        holds = {*re.findall(r"\w+", source.lower()), *names[said.speaker]}
        return types[said.speaker] is not ActorType.STATE and not holds & words("offices")
    own = set(re.findall(r"\w+", told.lower())) & words("first_person")
    return not own and not names[said.speaker] & names[party] - words("empty_names")


def _belongs(
    announcement: Announcement,
    party: str,
    types: Mapping[str, ActorType],
    names: Mapping[str, frozenset[str]],
    cast: Cast,
) -> bool:
    """Tell whether the text makes the speaker one of the party: 'Mia Rao, a Harbour Board member, said'.

    A person's own officials and aides tell his plans, though none of them is named.
    """
    said, reading = announcement.statement, announcement.reading
    if said is None or said.speaker is None:
        return False
    source = frozenset(re.findall(r"\w+", said.source.exact.lower())) if said.source else frozenset()
    if types[party] is ActorType.PERSON:
        return bool(source & words("unnamed")) and types[said.speaker] is not ActorType.PERSON
    described = set(source | names[said.speaker])
    at = [item for item in reading.mentions if cast.at(reading, item.offsets) == said.speaker]
    for mention in at[:_DESCRIBED]:
        sentence = reading.sentence_at(mention.start)
        first = max(sentence.start, mention.start - _BESIDE)
        beside = reading.document.text[first : min(sentence.end, mention.end + _BESIDE)]
        described |= set(re.findall(r"\w+", beside.lower()))
    own = {name[:_STEM] for name in names[party] if len(name) >= _STEM}
    if not own & {word[:_STEM] for word in described}:
        return False
    held = words("offices") if types[party] is ActorType.STATE else words("offices") | words("posts")
    return bool(described & held)


def _represents(said: Statement, speaker: frozenset[str]) -> bool:
    """Tell whether whoever speaks does so for another: 'Rao's lawyer', 'a spokesman for the board'."""
    source = frozenset(re.findall(r"\w+", said.source.exact.lower())) if said.source else frozenset()
    return bool((source | speaker) & words("representatives"))


def _turn_ahead(time: TimeMention, first: date, last: date, told: date) -> tuple[date, date] | None:
    """Return the next day of the same name, where words that look ahead give only a weekday: 'will vote on Monday'."""
    weekdays = {name.lower() for name in calendar.day_name}
    named = [word for word in re.findall(r"[a-z]+", time.exact.lower()) if word in weekdays]
    if len(named) != 1 or (told - last).days > _WEEK or re.search(r"\d", time.exact):
        return None
    return first + timedelta(days=_WEEK), last + timedelta(days=_WEEK)


def _turn_back(time: TimeMention, first: date, last: date, told: date) -> tuple[date, date]:
    """Return the month of the year of telling, where words that look back name one: 'had been due in May'.

    Told in July, that May is some weeks gone rather than ten months ahead.
    """
    named = time.exact.lower().split()[-1] in {name.lower() for name in calendar.month_name[1:]}
    if not named or re.search(r"\d|next", time.exact.lower()) or (first - told).days < _LONG_AHEAD:
        return first, last
    year = first.year - 1
    return date(year, first.month, 1), date(year, first.month, calendar.monthrange(year, first.month)[1])


def _count_days(reading: Reading, time: TimeMention) -> tuple[date | None, date | None]:
    """Return the window that a length of time opens on the day of telling, from its TIMEX3 value: 'P2W'."""
    told = reading.document.published.latest
    hours = re.fullmatch(r"PT(\d{1,3})H", time.value)
    if told is not None and hours is not None:
        return told, told + timedelta(days=-(-int(hours[1]) // _HOURS))
    length = re.fullmatch(r"P(\d{1,3})([DWM])", time.value)
    if told is None or length is None:
        return time.act_earliest, time.act_latest
    count = int(length[1])
    if length[2] != "M":
        return told, told + timedelta(days=count * {"D": 1, "W": _WEEK}[length[2]])
    months = told.month - 1 + count
    year, month = told.year + months // 12, months % 12 + 1
    return told, date(year, month, min(told.day, calendar.monthrange(year, month)[1]))


def _is_wide(due: When) -> bool:
    return due.earliest is None or due.latest is None or due.latest - due.earliest > _CLOSE


def _lies_ahead(announcement: Announcement) -> bool:
    """Tell whether the act lay ahead when it was told, by its words or else by its day."""
    if announcement.plan.ahead:
        return True
    told = announcement.reading.document.published
    day = told.earliest or told.latest
    if (
        told.earliest
        and told.latest
        and told.latest - told.earliest > _CLOSE
        and not _is_wide(announcement.due)
    ):
        day = (
            told.latest
        )  # of a day alone, read in a document of some week, nobody can tell that it lay ahead
    last = announcement.due.latest or announcement.due.earliest
    if announcement.plan.past and last is not None and day is not None:
        return last > (told.latest or day)
    return day is not None and last is not None and last >= day
