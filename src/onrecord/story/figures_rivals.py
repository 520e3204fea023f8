"""Values of one kind -> which are two holders' numbers for the same, though their words share little?

'The mayor says 31 drowned' and 'we counted 12' share no word but the kind. That they are of one thing is told by how a
text gives its numbers: where each of those whom it quotes gives one number of a kind, and the text itself none beside,
the numbers answer each other. Where somebody gives two, the text counts several things, and nothing is told.

Of no kind, '9 bridges are closed' and '4 bridges were closed' are of one thing where two who are named say them in the
same words, and neither gives a second number in these. In two documents they do so within two weeks, and neither tells
how far a count has come; of the dead two authorities may have counted one after the other, and that is no dispute.
"""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.story.figures_disputes import (
    Given,
    are_days_apart,
    are_told_as_firmly,
    are_told_of_two,
    find_holder,
    have_holders,
    is_of_one_moment,
    starts,
    tells_what,
)
from onrecord.story.interval import overlap
from onrecord.story.quantities import Quantity, is_far, is_kind, is_measure, is_money, is_told_apart, touch

# What a number of people counts where its noun says no more than that they are people.
_PLAIN = frozenset({"people", "person"})
# Two say the same where one's words are the other's, at least so many and such a part of all. In the 152 piles to learn
# from two pairs of two named holders in one text do, one of them of one quantity: desks' texts do it, reports seldom.
_SAME_WORDS, _SAME_SHARE = 2, 0.5
# Words for one thing in two documents differ more: of the fewer so many and such a part are the other's, too.
_MOST_WORDS, _MOST_SHARE = 3, 0.75
# Two documents tell of one moment within so many days, if neither tells how far the count has come.
_ONE_COUNT = 14
_ENOUGH_WORDS = 4


class Rivals:
    """The numbers of each kind that each document gives."""

    def __init__(self, given: Sequence[Given]) -> None:
        told: dict[tuple[str, str], list[Given]] = defaultdict(list)
        for item in given:
            for concept in item.quantity.strong:
                if _is_plain(item):
                    told[item.document, concept].append(item)
        self._answered = frozenset(place for place, items in told.items() if _is_given_once(items))
        self._held: dict[str, list[Given]] = defaultdict(list)
        for item in given:
            if item.value.holder is not None:
                self._held[item.value.holder].append(item)

    def are_against(self, one: Given, other: Given) -> bool:
        """Tell whether two holders give each a number of one kind, and nothing tells two things apart."""
        if one.mention.series is not None and one.document == other.document:
            same = one.mention.series == other.mention.series and one.mention.part == other.mention.part
            if same and have_holders(one, other):
                return True  # a table sets them side by side
        if one.telling.planned or other.telling.planned or are_told_of_two(one, other):
            return False
        if self._are_said_alike(one, other):
            return True
        first, second = one.quantity, other.quantity
        kinds = first.strong & second.strong
        answered = any(
            (one.document, kind) in self._answered and (other.document, kind) in self._answered
            for kind in kinds
        )
        if not (answered and _is_plain(one) and _is_plain(other) and have_holders(one, other)):
            return False
        if not are_told_as_firmly(one, other) or is_far(first, second) or count_two(first, second):
            return False
        if one.document == other.document:
            return True
        return (
            not _are_of_two_counts(one, other)
            and is_of_one_moment(one, other)
            and bool(first.names & second.names)
        )

    def _are_said_alike(self, one: Given, other: Given) -> bool:
        """Tell whether two named holders say the same but for the number, and each of them once."""
        holders = one.value.holder, other.value.holder
        if None in holders or holders[0] == holders[1]:
            return False
        if one.document != other.document and not _are_of_one_count(one, other):
            return False
        first, second = one.quantity, other.quantity
        if not (_is_plain(one) and _is_plain(other) and _are_alike(one, other)):
            return False
        if (
            not are_told_as_firmly(one, other)
            or is_measure(first.unit)
            or len({first.head, second.head} - {""}) > 1
        ):
            return False
        if len({first.unit, second.unit} - {""}) > 1 or is_told_apart(first, second):
            return False
        if _part(first.places, second.places) or differ(one.telling.names, other.telling.names):
            return False
        if differ(one.telling.days, other.telling.days):
            return False
        return all(
            _agree(item, beside)
            for item, rival in ((one, other), (other, one))
            for beside in self._held[item.value.holder or ""]
            if (one.document != other.document or beside.document == item.document)
            and _are_alike(beside, rival)
        )


def _are_of_one_count(one: Given, other: Given) -> bool:
    """Tell whether two documents give numbers of one count, for two who are not on one side.

    What moves both ways is one only on one day.
    """
    if one.telling.sides & other.telling.sides or _are_of_two_counts(one, other):
        return False
    if (one.quantity.level or other.quantity.level) and not one.telling.days & other.telling.days:
        return False
    if not are_days_apart(one, other, _ONE_COUNT):
        return False
    more = (one.telling.things & other.telling.things) - {one.quantity.head, other.quantity.head}
    # beside its noun, its verb and one word that many things have
    alike = len(one.telling.words & other.telling.words) >= _ENOUGH_WORDS
    return alike or any(tells_what(key, one.quantity.unit) for key in more)


def _are_of_two_counts(one: Given, other: Given) -> bool:
    """Tell whether one of two is a later count: by its own words, or of what grows by the later of two authorities."""
    if one.telling.growing or other.telling.growing:
        return True
    if not (one.telling.counting and other.telling.counting and one.quantity.strong & other.quantity.strong):
        return False
    days = starts(one.value.on), starts(other.value.on)
    higher = one.quantity.size > other.quantity.size
    return days[0] == days[1] or (days[0] > days[1]) == higher


def _are_alike(one: Given, other: Given) -> bool:
    """Tell whether two are said in the same words, or of the same things by the same verb: 'fell', 'had fallen'.

    'Put the number of cracks at 3' says no verb: it is of whatever is said of the cracks.
    """
    first, second = one.telling, other.telling
    offers = is_money(one.quantity.unit) and is_far(one.quantity, other.quantity)  # each its own reward
    if _hold(first.words, second.words) or (_hold(first.things, second.things) and not offers):
        return True
    if one.document != other.document and not offers and _share_most(first.things, second.things):
        return True
    return _is_put_of(one, other) or _is_put_of(other, one)


def _is_put_of(one: Given, other: Given) -> bool:
    things = one.telling.things - one.telling.names
    heads = {one.quantity.head, other.quantity.head} - {""}
    return one.telling.put and bool(things) and things <= other.telling.things and heads <= things


def _hold(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((one, other), key=len)
    return fewer <= more and len(fewer) >= max(_SAME_WORDS, _SAME_SHARE * len(more))


def _share_most(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= max(_MOST_WORDS, _MOST_SHARE * min(len(one), len(other)))


def _is_plain(item: Given) -> bool:
    """Tell whether a number is told by itself: of all there are, and neither foretold nor replaced."""
    context = item.quantity.context
    beside = context.partial or context.forecast or context.listed or context.per
    return not (beside or item.mention.former or item.quantity.added or item.quantity.vague)


def _is_given_once(items: Sequence[Given]) -> bool:
    """Tell whether each holder gives one number, and the document itself none but one of these."""
    by_holder: dict[object, list[Given]] = defaultdict(list)
    for item in items:
        by_holder[find_holder(item)].append(item)
    own = by_holder.pop(None, [])
    once = all(_agree(one, other) for found in by_holder.values() for one in found for other in found)
    held = [item for found in by_holder.values() for item in found]
    return once and all(any(_agree(item, other) for other in held) for item in own)


def _agree(one: Given, other: Given) -> bool:
    return overlap(one.interval, other.interval)


def count_two(one: Quantity, other: Quantity) -> bool:
    """Tell whether the words of two values name two things: other places, other events, other people."""
    apart = (
        _part(one.places, other.places)
        or differ(one.names, other.names)
        or differ(one.occasions, other.occasions)
    )
    # a number without a noun counts what the one before it does: 'nine miners had died', 'the union put it at 14'
    alike = "" in (one.head, other.head) or (
        one.subgroup == other.subgroup
        and (one.head == other.head or (is_open(one.head) and is_open(other.head)))
    )
    units = one.unit == other.unit or not (one.unit and other.unit)
    return apart or not alike or not units or is_told_apart(one, other)


def is_open(head: str) -> bool:
    """Tell whether a noun says no more than that people are counted, or what befell them: 'people', 'dead'."""
    return head in _PLAIN or is_kind(head)


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether both are told of something, and of nothing together."""
    return bool(one and other) and not one & other


def _part(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not touch(one, other)
