"""Values that stand together -> are they at odds, and which takes the place of which?

That values stand together says that they may be of one quantity, which is enough to show them side by side. To say that
they are at odds asks for more: a record that calls two numbers disputed which never were about the same thing is
worse than one that misses a dispute.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct

from onrecord.annotations import FigureMention
from onrecord.lexicon import load_lexicon
from onrecord.model import FigureValue, Relation, Span, When
from onrecord.numbers.number_words import length_units
from onrecord.story.figures_places import Places
from onrecord.story.interval import Interval, is_approximate, is_before, relate, rose
from onrecord.story.quantities import (
    Quantity,
    are_comparable,
    is_far,
    is_generic,
    is_kind,
    is_measure,
    is_volume,
)
from onrecord.story.resemblance import are_hinted

# Values beyond these many different ones change nothing about whether a quantity is disputed.
_MOST_COMPARED = 200
# Days within which two documents tell of one moment, and within which one document holds two values against each other.
_ONE_MOMENT, _ONE_REPORT = 3, 7
# So many are killed or held but once in the documents of one story.
_HUGE = 100_000
_DAY = len("2031-03-02")


class Telling(Struct, frozen=True):
    """How a sentence tells a number, but for the number and whoever gives it."""

    words: frozenset[str] = frozenset()  # stems of what is said with it
    things: frozenset[str] = frozenset()  # lemmas of what it is a number of, and of what is done
    names: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()  # on which it was so
    put: bool = False  # by 'put it at', which does not say what is done
    planned: bool = False  # of what is to be done: 'to build 500 homes'
    own: bool = False  # of what belongs to whoever gives it: 'its own yard'
    growing: bool = False  # as far as a count has come: 'has risen to 12'
    sides: frozenset[str] = frozenset()  # whoever gives it, and all to whom these belong
    counting: bool = False  # by an authority that keeps the count


class Given(Struct, frozen=True):
    """A value with what decides whether it can be compared."""

    value: FigureValue
    mention: FigureMention
    document: str
    sentence: Span
    quantity: Quantity
    counted: str  # the words that name what is counted
    telling: Telling = Telling()

    @property
    def interval(self) -> Interval:
        """The numbers that the words allow: 'three others' leaves open how many there are with the first ones."""
        low, high = self.quantity.interval
        return low, None if self.quantity.context.partial else high

    @property
    def told(self) -> Interval:
        """The numbers told, without those that an open end leaves open: of 'more than 90' it is 90."""
        low, high = self.interval
        return (low if low is not None else high), (high if high is not None else low)


class JudgedPairs(Struct, frozen=True):
    """What is judged of the values that stand together, by the words of each pair."""

    likely: Set[tuple[Span, Span]]  # of one quantity by themselves, so that equal numbers agree
    held: Set[tuple[Span, Span]]  # the same, less sure, so that they hold a group together
    rivals: Mapping[tuple[Span, Span], float]  # how likely they are of one thing and not both right
    least: float  # how likely that must be to be told
    are_against: Callable[[Given, Given], bool]  # their holders give them against each other

    def hold_together(self, given: Sequence[Given]) -> bool:
        """Tell whether every value is by some way of pairs that are likely of one quantity tied to every other."""
        beside: dict[Span, set[Span]] = {item.value.span: set() for item in given}
        for one, other in self.held:
            beside[one].add(other)
            beside[other].add(one)
        reached, ahead = set[Span](), [given[0].value.span]
        while ahead:
            if (span := ahead.pop()) not in reached:
                reached.add(span)
                ahead += beside[span]
        return len(reached) == len(beside)


def relate_values(
    given: Sequence[Given],
    places: Places,
    judged: JudgedPairs,
    *,
    level: bool,
    wished: bool,
) -> tuple[Relation, tuple[Span, ...]]:
    """Return how the values stand to each other, and the two sentences that show it.

    Values are at odds where the judge of rivals is sure of it, whatever their words leave open, where their holders
    give them against each other, or where their words name one quantity, if they are enough or the judge does not rule
    it out. They agree where two holders give two by one name, or where two that one voice does not both give in one
    text are likely of one quantity and all hang together so; a count that has risen since is no agreement.
    """
    if len(given) == 1:
        return Relation.SINGLE, ()
    unlike: dict[tuple[object, ...], Given] = {}
    for item in given:
        unlike.setdefault(
            (item.interval, item.value.qualifier, item.value.on, item.value.holder, item.document), item
        )
    compared = list(unlike.values())[:_MOST_COMPARED]
    unclear = set() if wished else _find_unclear(compared, places)
    together = judged.hold_together(given)
    found: tuple[Relation, tuple[Span, ...]] = Relation.UNCOMPARED, ()
    for index, one in enumerate(compared):
        for place, other in enumerate(compared[:index]):
            pair = other.value.span, one.value.span
            chance = judged.rivals.get(pair, 0.0)
            against = chance >= judged.least or (judged.are_against(other, one) and _are_rivals(one, other))
            likely = pair in judged.likely and not are_of_one_voice(one, other)
            if not (against or likely or _are_comparable(one, other, level=level)):
                continue
            relation = _relate_two(one, other, against=chance >= judged.least)
            shown = tuple(dict.fromkeys((other.sentence, one.sentence)))
            named = name_one(one, other, places) and _are_comparable(one, other, level=level)
            clear = have_holders(one, other) or not unclear & {index, place}
            sure = (chance or _are_sure(one, other)) and not are_told_of_two(one, other)
            told = (likely and together) or (named and have_holders(one, other))
            if relation is Relation.AGREE and (not told or has_grown(one, other)):
                continue
            if relation is not Relation.AGREE and not against and not (named and clear and sure):
                continue
            if relation is Relation.CONTRADICT and not wished:
                return relation, shown
            if relation is not Relation.AGREE and found[0] is not Relation.TENSION:
                found = Relation.TENSION, shown
            elif not found[1]:
                found = relation, shown
    return found


def are_of_one_voice(one: Given, other: Given) -> bool:
    """Tell whether one text gives two values by the same holder, or both as its own."""
    return (
        one.document == other.document
        and one.value.holder == other.value.holder
        and one.mention.holder == other.mention.holder
    )


def _are_sure(one: Given, other: Given) -> bool:
    """Tell whether the words of two values are enough to hold them against each other, however they are judged.

    They are where they name one kind of what befalls people, or where each is an actor's, another's.
    """
    holders = {one.value.holder, other.value.holder}
    held = len(holders) > 1 and None not in holders
    return (
        held or bool(one.quantity.strong & other.quantity.strong) or are_hinted(one.quantity, other.quantity)
    )


def _relate_two(one: Given, other: Given, *, against: bool) -> Relation:
    """Return how two values stand to each other; those that a text sets against each other do not agree."""
    approximate = is_approximate(one.value.qualifier) or is_approximate(other.value.qualifier)
    relation = relate(one.interval, other.interval, approximate=approximate)
    return Relation.TENSION if against and relation is Relation.AGREE else relation


def are_told_against(one: Given, other: Given, places: Places) -> bool:
    """Tell whether two holders give values for what their words call by one name, however far apart the numbers are.

    Numbers far apart speak against one quantity, but that is what a dispute is made of.
    """
    if not have_holders(one, other) or are_told_of_two(one, other):
        return False
    return _are_comparable(one, other, level=False) and name_one(one, other, places)


def are_at_odds(one: Given, other: Given, places: Places) -> bool:
    """Tell whether the words of two values name one quantity at one time, of which both can't be right."""
    level = one.quantity.level or other.quantity.level
    alike = _are_comparable(one, other, level=level) and name_one(one, other, places)
    return alike and not are_told_of_two(one, other)


def are_told_of_two(one: Given, other: Given) -> bool:
    """Tell whether what is said with two numbers tells two things apart: each of another day, or of its giver's own."""
    days = [frozenset(day[:_DAY] for day in item.telling.days if _is_day(day)) for item in (one, other)]
    return one.telling.own or other.telling.own or (all(days) and days[0].isdisjoint(days[1]))


def _is_day(value: str) -> bool:
    """Tell whether a time is of one day: '2031-03-02', or the night of it."""
    return len(value) >= _DAY and "/" not in value


def _are_rivals(one: Given, other: Given) -> bool:
    """Tell whether two values of one quantity are different holders', each told as a number of all of it."""
    if one.mention.former or other.mention.former or not have_holders(one, other):
        return False
    here, there = one.quantity.context, other.quantity.context
    return here.forecast == there.forecast and not (here.partial or there.partial) and here.per == there.per


def is_of_one_moment(one: Given, other: Given) -> bool:
    """Tell whether two values are given within a few days of each other."""
    return are_days_apart(one, other, _ONE_MOMENT)


def are_days_apart(one: Given, other: Given, most: int) -> bool:
    """Tell whether two values are given so many days from each other at most."""
    first, second = (item.value.on.earliest or item.value.on.latest for item in (one, other))
    return first is not None and second is not None and abs((first - second).days) <= most


def replaces(one: Given, other: Given) -> bool:
    """Tell whether one number takes the place of the other: by its own words, or as a later count of what grows."""
    if one.mention.former or other.mention.former:
        return True
    first, second = _in_order(one, other)
    return has_grown(one, other) and rose(first.interval, second.interval)


def has_grown(one: Given, other: Given) -> bool:
    """Tell whether more is told on a later day of what grows, which confirms nothing: 'more than 90', and then 96."""
    if one.quantity.level or not one.quantity.strong & other.quantity.strong:
        return False
    first, second = _in_order(one, other)
    return is_before(first.value.on, second.value.on) and rose(first.told, second.told)


def _in_order(one: Given, other: Given) -> tuple[Given, Given]:
    return (one, other) if starts(one.value.on) <= starts(other.value.on) else (other, one)


def have_holders(one: Given, other: Given) -> bool:
    """Tell whether each of two values is somebody's, another's, and neither the document's own."""
    holders = find_holder(one), find_holder(other)
    return None not in holders and holders[0] != holders[1]


def find_holder(item: Given) -> object:
    """Return whose the value is; of what is only 'alleged', whoever alleges it in that place."""
    told = item.mention.attribution if item.mention.holder is None else item.mention.holder
    return item.value.holder or (None if told is None else (item.document, told))


def _are_comparable(one: Given, other: Given, *, level: bool) -> bool:
    if one.mention.former or other.mention.former:
        return False  # the words themselves say that another number replaces it
    if not (are_comparable(one.quantity, other.quantity) or are_hinted(one.quantity, other.quantity)):
        return False
    wished = one.quantity.added and other.quantity.added
    if are_of_one_voice(one, other):
        return False
    if one.document == other.document and not (wished or have_holders(one, other)):
        return False
    if one.document == other.document and are_days_apart(one, other, _ONE_REPORT):
        return True  # the survey of last week, and what the minister says today
    first, second = _in_order(one, other)
    if is_before(first.value.on, second.value.on):
        return not level and not rose(first.interval, second.interval)
    return one.document == other.document or not level


def starts(on: When) -> str:
    """Return the day since when a value is given, as text that is in order."""
    return str(on.earliest or on.latest or "")


def _find_unclear(given: Sequence[Given], places: Places) -> set[int]:
    """Return which values stand in a document that gives another one for the same, both in its own voice.

    No document disputes itself: its words tell two quantities apart in a way that is not understood here, so a value
    of another document may be of either.
    """
    by_document: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(given):
        by_document[item.document].append(index)
    return {
        index
        for indices in by_document.values()
        for index in indices
        for other in indices
        if index != other
        and not (given[index].mention.former or given[other].mention.former)
        and are_comparable(given[index].quantity, given[other].quantity)
        and relate(given[index].interval, given[other].interval, approximate=True) is not Relation.AGREE
        and not have_holders(given[index], given[other])
        and name_one(given[index], given[other], places)
    }


def name_one(one: Given, other: Given, places: Places) -> bool:
    """Tell whether the words of two values name one quantity, and do not only resemble each other."""
    same = _share_kind(one, other) or _share_words(one, other) or are_hinted(one.quantity, other.quantity)
    return same and _are_told_alike(one, other, places)


def _are_told_alike(one: Given, other: Given, places: Places) -> bool:
    """Tell whether two values are of one place and as sure as each other, each told by itself."""
    first, second = one.quantity, other.quantity
    if not are_told_as_firmly(one, other):
        return False
    named = bool(first.places and second.places) or _share_names(first, second)
    if not named and is_far(first, second):
        return False
    huge = _are_huge(first, second)
    if not (named or huge) and (first.names and second.names):
        return False  # the dead of Ostia are not those of Vael
    if not (named or huge or _share_subject(first, second)):
        return False
    if one.document == other.document and not _share_more(first, second):
        return False
    alike = first.unit == second.unit or not (first.unit and second.unit) or are_hinted(first, second)
    return alike and places.are_one(first, second)


def are_told_as_firmly(one: Given, other: Given) -> bool:
    """Tell whether two values are numbers of the same kind: neither a forecast, a row of a list, nor one a day."""
    first, second = one.quantity, other.quantity
    here, there = first.context, second.context
    if here.listed or there.listed or here.forecast != there.forecast or here.sure != there.sure:
        return False
    if is_volume(first.unit) and not ((here.per and there.per) or (here.total and there.total)):
        return False  # so much a day, or so much in all
    if (here.forecast and one.document == other.document) or first.vague or second.vague:
        return False
    counted = first.strong & second.strong - {"crowd"}  # 'arrested 17 people during the march' counts arrests
    return (
        bool(counted) or "crowd" not in first.strong | second.strong or bool(first.places and second.places)
    )


def _share_subject(one: Quantity, other: Quantity) -> bool:
    """Tell whether a word of both says of what the number is beside what befell: the dead 'of the fire', 'strikers'.

    The dead without such a word may be those of another attack, whoever gives their number.
    """
    return any(tells_what(key, one.unit) for key in one.keys & other.keys)


def tells_what(key: str, unit: str) -> bool:
    """Tell whether a word says of what a number is: not 'people', 'killed' or 'attack', of which there may be many."""
    many = load_lexicon("onrecord.story", "figures_context.toml").words("many")
    return not (key in many or is_generic(key) or is_kind(key, unit))


def _share_more(one: Quantity, other: Quantity) -> bool:
    """Tell whether more than the noun is the same: one text tells of two officers here and six officers there."""
    keys = (one.keys & other.keys) - {one.head, other.head}
    return one.added or any(tells_what(key, one.unit) for key in keys)


def _are_huge(one: Quantity, other: Quantity) -> bool:
    """Tell whether both numbers are so large that nothing else in the documents has so many."""
    return min(one.size, other.size) >= _HUGE and not is_measure(one.unit)


def _share_names(one: Quantity, other: Quantity) -> bool:
    return bool(one.names & other.names or one.occasions & other.occasions)


def _share_kind(one: Given, other: Given) -> bool:
    """Tell whether a word of each names the same kind of quantity: 'killed' and 'died' do."""
    first, second = one.quantity, other.quantity
    added = first.unit in length_units() and first.added and second.added
    return added or bool(first.strong & second.strong)


def _share_words(one: Given, other: Given) -> bool:
    """Tell whether two values count the same, in the same words, and say the same of it.

    What happens to the same things has to be the same too: rooms let are not rooms built.
    """
    first, second = one.quantity, other.quantity
    if first.context.forecast:
        return False  # what one plan would do in the words of what another would
    if one.document == other.document and not is_measure(first.unit):
        return False  # one text has no cause to say the same thing twice in the same words: two fields, two towns
    if is_measure(first.unit) and first.context.limits != second.context.limits:
        return False
    if first.names and second.names and not _share_names(first, second):
        return False
    words = _content(one.counted)
    alike = bool(words) and words == _content(other.counted)
    return alike and any(not words & {key, f"{key}s"} for key in first.keys & second.keys)


def _content(words: str) -> frozenset[str]:
    pointing = load_lexicon("onrecord.story", "figures_context.toml").words("pointing")
    return frozenset(words.casefold().split()) - pointing
