"""Which announcements are commitments of somebody, and in which words their act is read."""

import re
from collections.abc import Sequence

from onrecord.annotations import PlanMove
from onrecord.model import Act
from onrecord.story.announcements import Announcement, words

_LONGEST = 90  # characters of an action that is read at a glance
_FEW = 3  # words that say nothing where the last of them only points
_MARKS = {"“": "”", "‘": "’"}


def is_commitment(chain: Sequence[Announcement]) -> bool:
    """Tell whether somebody is on record as going to do it.

    What was only ever called off was announced nowhere. An occasion without a party, 'the fair on 4 May', is
    nobody's commitment; one that the words put ahead, 'the vote is set for Friday', is on record with its day.
    """
    if all(item.withdraws and not item.refuses and not _puts_off(item) for item in chain):
        return False
    if not any(item.dated or _says_what(item) for item in chain):
        return False
    founding = [item for item in chain if not _is_foretold_by_nobody(item)]
    if any(item.party is not None or _is_told_of_somebody(item) for item in founding):
        return True
    return any(item.plan.ahead and item.dated and _is_deed(item) for item in founding)


def _puts_off(item: Announcement) -> bool:
    """Tell whether a party puts off an act of its own, which stays ahead: 'Rao postponed her trip to Corran'."""
    own = item.party is not None and item.plan.alone and bool(item.things)
    return own and item.plan.move is PlanMove.POSTPONE


def _is_foretold_by_nobody(item: Announcement) -> bool:
    """Tell whether only the narrator says, without a day, that it will be: a forecast of his.

    What a body publishes of itself is its own word, and what is done by decree and signature news tells of no
    one's guess: 'the two towns will sign a charter'.
    """
    if item.party is not None and (item.party == item.publisher or set(item.plan.heads) & words("official")):
        return False
    return item.plan.foretold and item.statement is None and not item.dated and not item.refuses


def _is_told_of_somebody(item: Announcement) -> bool:
    """Tell whether the text names who is to act, though not so that a reader knows him by it elsewhere."""
    if item.plan.party is None:
        return False
    told = item.reading.document.text[slice(*item.plan.party)]
    if told.lower() in words("third_person") | words("anybody"):
        return False
    if not item.plan.ahead and _begins_with_act(item):
        return False  # 'the Games open on 4 May': an occasion
    named = told.istitle() and told.lower() not in words("first_person")
    return item.dated or (item.plan.ahead and (named or _is_body(item, told)))


def _is_body(item: Announcement, told: str) -> bool:
    """Tell whether a body known from the text is bound by a promise told of it, or by its speaker: 'the council'."""
    if item.statement is None or item.statement.speaker is None or not item.plan.alone:
        return False
    if not re.match(r"(?:the|our|his|her|their)\s", told.lower()) or told.lower().split()[-1] not in words(
        "bodies"
    ):
        return False
    bound = item.statement.act in {Act.COMMIT, Act.REFUSE} or item.refuses
    return item.plan.pledged or bound


def _says_what(item: Announcement) -> bool:
    """Tell whether its words can be read without the sentence before: not 'use it', 'try again'."""
    last = re.findall(r"[\w’']+", write_action(item).lower())
    return bool(last) and (len(last) > _FEW or last[-1] not in words("pointing"))


def _is_deed(item: Announcement) -> bool:
    """Tell whether its words name a deed with a day, and not a state: 'the truth will be out', 'will come soon'."""
    if item.plan.due is not None and item.reading.times[item.plan.due].value == "FUTURE_REF":
        return False
    if item.plan.foretold and item.due.latest is None and item.statement is None:
        return False  # 'millions will seek to come in the coming years'
    return bool(item.plan.heads) and not any(re.match(r"(?:not )?be\b", head) for head in item.plan.heads)


def write_action(item: Announcement) -> str:
    """Return the words of the act on one line, without a quotation mark that has lost its other half."""
    told = " ".join(item.reading.document.text[slice(*item.plan.action)].split())
    for opening, closing in _MARKS.items():
        if told.count(opening) > told.count(closing):
            told = told.replace(opening, "")
    return told.replace('"', "") if told.count('"') % 2 else told


def tells_thing(item: Announcement) -> bool:
    """Tell whether its words begin with what is acted on and not with the act: 'every family will get a home'."""
    return item.plan.party is None and not _begins_with_act(item)


def _begins_with_act(item: Announcement) -> bool:
    told = write_action(item).lower()
    return any(told.startswith(head.removeprefix("not ").split()[0][:4]) for head in item.plan.heads)


def names_thing(item: Announcement) -> bool:
    """Tell whether its words name what the act is about, so that they can be read alone: not 'make it public'."""
    told = write_action(item).lower()
    parts = re.findall(r"\w+", told)
    if len(parts) < 2 or len(told) > _LONGEST:
        return False
    return any(part.startswith(thing[:5]) for thing in item.plan.objects for part in parts[1:] or parts)
