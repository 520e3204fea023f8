"""Outturns of all documents -> what became of a commitment, by cited words only."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from onrecord.annotations import Outturn, PlanMove, Reading
from onrecord.model import Act, Move, Outcome, Span, Version
from onrecord.story.actors import Cast
from onrecord.story.announcements import Announcement, classify_acts, classify_things, find_actor, words
from onrecord.story.statements import Statements

_PROGRESS = "progress of"  # the key of endings that name no act


class Ending(Struct, frozen=True):
    """Words that say what became of an act, in terms that compare across documents."""

    outcome: Outcome
    span: Span
    party: str | None
    acts: frozenset[str]
    things: frozenset[str]
    told: date
    first: date | None  # the day it happened, where the words give one
    last: date | None
    stranger: bool = False  # somebody or something did it that is no actor of the story


def gather_endings(
    readings: Sequence[Reading], cast: Cast, statements: Statements
) -> Mapping[str, Sequence[Ending]]:
    """Return the endings under each class of act, in the order in which they were told."""
    found: dict[str, list[Ending]] = defaultdict(list)
    for reading in readings:
        told = reading.document.published.latest
        if told is None:
            continue
        for outturn in reading.outturns:
            ending = _read_ending(reading, outturn, cast, statements, told)
            if ending is None:
                continue
            for act in [_PROGRESS] if outturn.progress else sorted(ending.acts - words("carrying")):
                found[act].append(ending)
    return {act: sorted(endings, key=lambda e: (e.told, e.span)) for act, endings in found.items()}


def _read_ending(
    reading: Reading, outturn: Outturn, cast: Cast, statements: Statements, told: date
) -> Ending | None:
    statement = statements.of(reading, outturn.attribution)
    if statement is not None and (
        statement.hedged or statement.act in {Act.DENY, Act.CALL, Act.CONDITION, Act.HOPE}
    ):
        return None
    if outturn.progress and statement is not None and statement.said_on.latest is not None:
        told = min(told, statement.said_on.latest)
    time = reading.times[outturn.when] if outturn.when is not None else None
    party = find_actor(reading, outturn.party, cast, statement)
    doer = reading.document.text[slice(*outturn.party)] if outturn.party is not None else ""
    return Ending(
        outcome=outturn.outcome,
        span=reading.document.cite(*outturn.words),
        party=party,
        acts=classify_acts(outturn.heads),
        things=classify_things(outturn.objects),
        told=told,
        first=time.earliest if time else None,
        last=time.latest if time else None,
        stranger=party is None and bool(doer) and not _may_be_known(doer),
    )


def _may_be_known(doer: str) -> bool:
    """Tell whether words that name no actor may mean one all the same: 'it', 'the ministry'."""
    known = words("third_person") | words("offices") | words("bodies")
    return not known.isdisjoint(re.findall(r"\w+", doer.lower()))


def settle_outcome(
    chain: Sequence[Announcement], versions: Sequence[Version], endings: Mapping[str, Sequence[Ending]]
) -> tuple[Outcome, tuple[Span, ...]]:
    """Return what became of the act and the words that say so; open where no words do."""
    last = versions[-1]
    called_off = any(
        item.plan.move is PlanMove.WITHDRAW and item.plan.words.start == last.span.start for item in chain
    )
    if last.move is Move.WITHDRAWN and called_off:
        return Outcome.WITHDRAWN, (last.span,)
    if all(item.refuses for item in chain):
        return Outcome.OPEN, ()  # that an act was not done is no deed that words would tell
    acts = frozenset(act for item in chain for act in item.acts) - words("carrying")
    fitting = {
        ending.span: ending
        for act in sorted(acts)
        for ending in endings.get(act, ())
        if _tells_of(ending, chain, versions)
    }
    if all(ending.outcome is Outcome.OPEN for ending in fitting.values()):
        fitting |= {
            ending.span: ending
            for ending in endings.get(_PROGRESS, ())
            if _tells_how_far(ending, chain, versions)
        }
    if not fitting:
        return Outcome.OPEN, ()
    final = max(
        fitting.values(), key=lambda ending: (ending.told, ending.outcome is not Outcome.OPEN, ending.span)
    )
    if final.outcome is Outcome.OPEN:
        return Outcome.OPEN, (final.span,)
    same = sorted(ending.span for ending in fitting.values() if ending.outcome is final.outcome)
    return final.outcome, tuple(same)


def _tells_of(ending: Ending, chain: Sequence[Announcement], versions: Sequence[Version]) -> bool:
    """Tell whether an ending is this act's: the same act on the same thing by the same party, and after it was due."""
    window = next((version.due for version in reversed(versions) if version.due.latest is not None), None)
    opens = window.earliest if window else None
    first = versions[0].said_on
    announced = first.earliest or first.latest
    if announced is None or ending.told < announced:
        return False
    if ending.last is not None and ending.last < announced:
        return False
    if ending.outcome is not Outcome.OPEN and opens is not None and ending.told < opens:
        return False
    if (
        ending.outcome is Outcome.NOT_KEPT
        and window is not None
        and window.latest is not None
        and ending.told <= window.latest
    ):
        return False
    return any(_is_same_act(ending, item) for item in chain)


def _tells_how_far(ending: Ending, chain: Sequence[Announcement], versions: Sequence[Version]) -> bool:
    """Tell whether words on how far something is are about the thing of this act, told since it was announced."""
    announced = versions[0].said_on.earliest or versions[0].said_on.latest
    if announced is None or ending.told < announced:
        return False
    named = [item for item in chain if item.things]
    return 2 * sum(bool(ending.things & item.things) for item in named) > len(named)


def _is_same_act(ending: Ending, item: Announcement) -> bool:
    if not ending.acts & item.acts or (ending.stranger and item.party is not None):
        return False
    same_party = ending.party is not None and ending.party == item.party
    if ending.party is not None and item.party is not None and not same_party:
        return False
    if ending.things & item.things:
        return same_party or ending.party is None
    on_its_day = (
        ending.first is not None
        and ending.last is not None
        and item.due.earliest is not None
        and item.due.latest is not None
        and ending.first <= item.due.latest
        and item.due.earliest <= ending.last
    )
    return same_party and on_its_day
