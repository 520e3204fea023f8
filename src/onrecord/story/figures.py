"""Figures of all documents -> quantities."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from onrecord.annotations import Attribution, FigureMention, MentionType, Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Figure, FigureValue, Offsets, Quoted, Span, identify
from onrecord.numbers.number_words import find_base, length_units
from onrecord.numbers.numbers import states
from onrecord.story.actors import Cast
from onrecord.story.announcements import list_unsaid
from onrecord.story.figures_context import is_growing, is_planned, read_context
from onrecord.story.figures_disputes import (
    Given,
    JudgedPairs,
    Telling,
    are_at_odds,
    are_told_against,
    relate_values,
)
from onrecord.story.figures_joining import FigureJoining
from onrecord.story.figures_places import Places
from onrecord.story.figures_rivals import Rivals
from onrecord.story.figures_updates import find_updated
from onrecord.story.judge.figure_pairs import Told, compare, find_gives, read_told
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.passages import Weights, make_openings
from onrecord.story.judge.rival_pairs import RivalFinder
from onrecord.story.judge.same import Group, Joining, group, pair_figures
from onrecord.story.origins import Origins
from onrecord.story.quantities import (
    Quantity,
    are_of_two_sorts,
    describe,
    is_measure,
    is_money,
    is_side,
    is_told_apart,
    touch,
)
from onrecord.story.sides import Sides
from onrecord.story.statements import Statements, said_on
from onrecord.story.stems import list_stems
from onrecord.story.thresholds import load_thresholds

# What is less likely than this no rule of words makes a dispute.
_LEAST = 0.05
_OWN = "own"
_WORD = re.compile(r"\w[\w.-]*")


def group_figures(
    readings: Sequence[Reading], cast: Cast, statements: Statements, origins: Origins, weights: Weights
) -> tuple[Figure, ...]:
    """Return every quantity with all the values given for it.

    Values stand together where they are judged to be of one quantity by unit, number, what is counted, of what, where
    and when. They are related by their intervals: only values of different holders or documents are compared, a later
    higher value of a quantity that grows is an update and names the value whose place it takes, and of a level that
    moves both ways (a price, a share without power) only values of one day are compared. The two sentences that show
    the relation stand with it.
    """
    given, told = gather_given(readings, cast, statements, weights)

    places, rivals = Places([item.quantity for item in given]), Rivals(given)
    finder = RivalFinder(readings, given, told, make_rule(given))
    joining = FigureJoining(given, places, rivals, finder, are_two_quantities)
    groups = group(
        len(given),
        pair_figures(told, weights),
        lambda one, other: compare(told[one], told[other], weights),
        load_judge("quantities"),
        joining.may_join,
        Joining(joining.look, joining.are_one),
    )
    return tuple(_make_figure(given, found, origins, places, rivals, finder) for found in groups)


def make_rule(given: Sequence[Given]) -> Callable[[Given, Given], tuple[bool, bool, bool]]:
    """Return what tells of two values whether their words make them rivals.

    That is whether they name one quantity at one time, whether two holders give them for it, and whether they are the
    one number of their kind that each holder gives.
    """
    places, rivals = Places([item.quantity for item in given]), Rivals(given)

    def rule(one: Given, other: Given) -> tuple[bool, bool, bool]:
        against = are_told_against(one, other, places)
        return are_at_odds(one, other, places), against, rivals.are_against(one, other)

    return rule


def gather_given(
    readings: Sequence[Reading], cast: Cast, statements: Statements, weights: Weights
) -> tuple[list[Given], list[Told]]:
    """Return the figures on record with what decides whether they can be compared, and with the words around them."""
    settings: dict[str, set[str]] = defaultdict(set)
    for actor in cast.actors:
        for mention in actor.mentions:
            settings[mention.document].add(actor.id)
    given: list[Given] = []
    told: list[Told] = []
    sides, counting = Sides(readings, cast), _find_counting(readings, cast)
    openings = make_openings(readings, weights)
    for place, reading in enumerate(readings):
        ident = reading.document.id
        setting = frozenset(settings[ident])
        unsaid = [piece for piece in list_unsaid(reading) if not _asks_for_detail(reading, piece)]
        here: list[Given] = []
        for read in reading.figures:
            figure = _leave_out_giver(reading, read, cast)
            if not states(figure.exact, figure.low, figure.high):
                continue  # nothing is on record whose words do not say it
            if any(piece.covers(figure.offsets) for piece in unsaid):
                continue  # nor what nobody said: 'no official confirmed that 40 had drowned'
            value = _value(reading, figure, cast, statements)
            sentence = reading.document.cite(*reading.sentence_at(figure.start))
            quantity = describe(figure, ident, setting, read_context(reading, figure))
            counted = reading.document.text[slice(*figure.counted)] if figure.counted else ""
            # asked for only of what somebody gives
            telling = Telling()
            if value.holder is not None:
                telling = _read_telling(reading, figure, quantity, cast)
                telling = replace(
                    telling,
                    sides=sides.find(value.holder),
                    counting=telling.counting or value.holder in counting,
                )
            here.append(Given(value, figure, ident, sentence, quantity, counted, telling))
        gives = find_gives(here)
        given += here
        told += (read_told(reading, place, item, openings[place], weights, gives) for item in here)
    return given, told


def _read_telling(reading: Reading, figure: FigureMention, quantity: Quantity, cast: Cast) -> Telling:
    """Return how the sentence of a figure tells it, but for the words that name whoever gives it."""
    start, end = reading.sentence_at(figure.start)
    text = reading.document.text
    places = (one for one in reading.mentions if one.type in (MentionType.PLACE, MentionType.STATE))
    named = {word for one in places if start <= one.start < end for word in one.exact.casefold().split()}
    own = _list_words(reading, _find_givers(reading, figure, cast))

    def leave_out(words: Iterable[str]) -> frozenset[str]:
        return frozenset(one for one in words if not any(word.startswith(one) for word in own))

    words = _find_said(reading, figure)
    return Telling(
        list_stems(" ".join(text[slice(*piece)] for piece in words)),
        leave_out(quantity.keys),
        leave_out({*named, *figure.names}),
        frozenset(one.value for one in reading.times if any(piece.covers(one.offsets) for piece in words)),
        _putting().search(text, start, figure.start) is not None,
        is_planned(text[start : figure.start]),
        any(_OWN in text[slice(*piece)].casefold().split() for piece in words),
        is_growing(text[start:end]),
        counting=not _counting().isdisjoint(own),
    )


def _counting() -> frozenset[str]:
    return load_lexicon("onrecord.story", "figures_context.toml").words("counting")


def _find_counting(readings: Sequence[Reading], cast: Cast) -> frozenset[str]:
    """Return the actors whose names or titles say that they keep a count for the public."""
    return frozenset(
        actor
        for reading in readings
        for place, chain in enumerate(reading.chains)
        if not _counting().isdisjoint(_WORD.findall(" ".join((*chain.names, *chain.titles)).casefold()))
        and (actor := cast.of_chain(reading, place)) is not None
    )


def _find_givers(reading: Reading, figure: FigureMention, cast: Cast) -> list[Offsets]:
    """Return the words that name whoever gives a figure, with a name beside a title."""
    said = () if figure.attribution is None else reading.attributions[figure.attribution :][:1]
    told = [giver for giver in (figure.holder, *(one.source for one in said)) if giver]
    actors = {cast.at(reading, giver) for giver in told} - {None}
    start, end = reading.sentence_at(figure.start)
    first, last = (bisect_left(reading.mentions, place, key=lambda one: one.start) for place in (start, end))
    named = [
        one.offsets
        for one in reading.mentions[first:last]
        if one.type is MentionType.PERSON and actors and cast.at(reading, one.offsets) in actors
    ]
    return sorted({*told, *named})


def _list_words(reading: Reading, pieces: Iterable[Offsets]) -> list[str]:
    return _WORD.findall(" ".join(reading.document.text[slice(*piece)] for piece in pieces).casefold())


def _leave_out_giver(reading: Reading, figure: FigureMention, cast: Cast) -> FigureMention:
    """Return a figure without the words that only name whoever gives it: they are none of what it is a number of."""
    start, end = reading.sentence_at(figure.start)
    givers = [giver for giver in _find_givers(reading, figure, cast) if start <= giver.start < end]
    own = _list_words(reading, givers)
    if not own:
        return figure
    starts, ends = [start, *(giver.end for giver in givers)], [*(giver.start for giver in givers), end]
    beside = _list_words(reading, map(Offsets, starts, ends))

    def keep(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            key
            for key in keys
            if not any(word.startswith(key) for word in own) or any(word.startswith(key) for word in beside)
        )

    return replace(figure, keys=keep(figure.keys), names=keep(figure.names))


@cache
def _putting() -> re.Pattern[str]:
    """Return what stands before a number of which somebody makes so much: 'put the number of cracks at about'."""
    verbs = "|".join(sorted(load_lexicon("onrecord.story", "figures_context.toml").words("putting")))
    return re.compile(rf"\b(?:{verbs})\s[^.;:]{{1,60}}\sat\s(?:\S+\s){{0,3}}\Z")


def _find_said(reading: Reading, figure: FigureMention) -> tuple[Offsets, ...]:
    """Return what is said with a figure in its sentence, around its number: by its statement, else by who gives it."""
    whole = Offsets(*reading.sentence_at(figure.start))
    held: list[Offsets] = []
    if figure.attribution is not None and figure.attribution < len(reading.attributions):
        held = [
            piece
            for piece in reading.attributions[figure.attribution].content
            if piece.covers(figure.offsets)
        ]
    elif figure.holder is not None and figure.holder.end <= figure.start:
        held = [Offsets(figure.holder.end, whole.end)]
    elif figure.holder is not None and figure.attribution is None:
        held = [Offsets(whole.start, figure.holder.start)]
    if not held:
        return ()
    start, end = max(whole.start, held[0].start), min(whole.end, held[0].end)
    pieces = (Offsets(start, figure.start), figure.counted, Offsets(figure.end, end))
    return tuple(piece for piece in pieces if piece is not None and piece.start < piece.end)


def are_two_quantities(one: Quantity, other: Quantity) -> bool:
    """Tell whether the words of two figures say outright that they are numbers of two things."""
    if None not in (one.part, other.part) and one.part != other.part:
        return True  # cells of other rows or columns
    equal = one.value == other.value  # equal numbers of 'San Lir' and of 'Norland' are as often one as two
    if is_told_apart(one, other) or (one.strong and other.strong and not one.strong & other.strong):
        return True
    if one.unit != other.unit and is_side(one.unit) and is_side(other.unit):
        return True  # the two sides of one vote
    if are_of_two_sorts(one, other):
        return True
    if one.unit and other.unit and one.unit != other.unit and (_is_fixed(one.unit) or _is_fixed(other.unit)):
        return True
    if one.occasions and other.occasions and not one.occasions & other.occasions:
        return True
    here, there = one.context, other.context
    if not equal and here.per != there.per and (here.total or there.total):
        return True  # so much a day, and so much in all
    return not equal and bool(one.places and other.places) and not touch(one.places, other.places)


def _is_fixed(unit: str) -> bool:
    """Tell whether a unit has no other name: what is in percent is not in percentage points, nor in dollars."""
    return is_measure(unit) or is_money(unit) or unit in length_units()


def _asks_for_detail(reading: Reading, words: Offsets) -> bool:
    """Tell whether words ask 'how many of the 87 groups', which takes it for granted that there are 87.

    So does every question with such a word (Karttunen, 1977), and none by 'whether'.
    """
    asking = load_lexicon("onrecord.story", "figures_context.toml").words("asking")
    return any(word.lower() in asking for word in reading.document.text[slice(*words)].split()[:1])


def _value(reading: Reading, mention: FigureMention, cast: Cast, statements: Statements) -> FigureValue:
    statement = statements.of(reading, mention.attribution)
    attribution: Attribution | None = None
    if mention.attribution is not None and mention.attribution < len(reading.attributions):
        attribution = reading.attributions[mention.attribution]
    holder = cast.at(reading, mention.holder)
    # the number in a claim that is denied is not the denier's
    denied = attribution is not None and attribution.act is Act.DENY and attribution.quoted is Quoted.INDIRECT
    own = mention.holder is None or _is_speaker(reading, mention.holder, attribution)
    if holder is None and own and statement is not None and not denied:
        holder = statement.speaker
    return FigureValue(
        mention.low,
        mention.high,
        mention.qualifier,
        holder,
        reading.document.cite(mention.start, mention.end),
        statement.id if statement else None,
        said_on(reading, attribution),
    )


def _is_speaker(reading: Reading, holder: Offsets, attribution: Attribution | None) -> bool:
    """Tell whether 'he' in a speaker's words is the speaker: 'the harbour master said that he had counted 12'."""
    pronoun = any(
        mention.type is MentionType.PRONOUN for mention in reading.mentions if mention.offsets == holder
    )
    source = attribution.source if attribution is not None else None
    return pronoun and source is not None and source.end <= holder.start


def _make_figure(
    pile: Sequence[Given],
    found: Group,
    origins: Origins,
    places: Places,
    rivals: Rivals,
    finder: RivalFinder,
) -> Figure:
    given = [pile[place] for place in found.members]
    units = [item.mention.unit for item in _share_unit(given) if item.mention.unit]
    spans = [item.value.span for item in given]
    level = any(item.quantity.level for item in given)
    # What different parties want to add to a time are wishes: they do not contradict, as counts of the dead do.
    wished = any(item.quantity.added for item in given)
    judged = JudgedPairs(
        _list_likely(pile, found, load_thresholds().compared),
        _list_likely(pile, found, load_thresholds().held),
        _list_rivals(pile, found, finder),
        finder.least,
        rivals.are_against,
    )
    relation, shown = relate_values(given, places, judged, level=level, wished=wished)
    return Figure(
        identify("figure", *((span.document, span.start) for span in spans)),
        _label(given),
        max(dict.fromkeys(units), key=units.count) if units else "",
        relation,
        tuple(
            item.value if level else replace(item.value, updates=find_updated(item, given, places))
            for item in _share_unit(given)
        ),
        evidence=shown,
        origins=origins.count(spans),
        outlets=origins.outlets(spans),
        probability=_weigh_together(found, finder),
        ground=found.ground,
    )


def _weigh_together(found: Group, finder: RivalFinder) -> float | None:
    """Return how likely the values are of one quantity; two are at least as likely that as they are rivals."""
    if found.probability is None:
        return None
    chances = [max(chance, finder.of(*pair)) for pair, chance in found.judged.items()]
    return round(sum(chances) / len(chances), 3)


def _list_likely(pile: Sequence[Given], found: Group, least: float) -> frozenset[tuple[Span, Span]]:
    """Return the pairs of values that are by themselves so likely of one quantity."""
    return frozenset(
        (pile[one].value.span, pile[other].value.span)
        for (one, other), probability in found.judged.items()
        if probability >= least
    )


def _list_rivals(pile: Sequence[Given], found: Group, finder: RivalFinder) -> dict[tuple[Span, Span], float]:
    """Return how likely the pairs of values are rivals, where that is not next to nothing."""
    return {
        (pile[one].value.span, pile[other].value.span): chance
        for one, other in found.judged
        if (chance := finder.of(one, other)) >= _LEAST
    }


def _share_unit(given: list[Given]) -> list[Given]:
    """Return the values in one unit: as told where all are in one, else in what they are compared in.

    'Two years' beside '18 months' is 24 months.
    """
    told = {item.mention.unit for item in given if item.mention.unit}
    if len(told) < 2 or len({find_base(unit)[0] for unit in told}) > 1:
        return given
    converted = [_convert(item) for item in given]
    stated = all(states(item.value.span.exact, item.value.low, item.value.high) for item in converted)
    return converted if stated else given


def _convert(item: Given) -> Given:
    low, high = item.quantity.value
    return replace(
        item,
        value=replace(item.value, low=low, high=high),
        mention=replace(item.mention, unit=item.quantity.unit),
    )


def _label(given: list[Given]) -> str:
    """Return what is counted, in the words of the value that has most in common with the others.

    A value whose words do not say is named by its unit, or by itself.
    """
    met = Counter(key for item in given for key in item.mention.keys)
    told = [item.mention for item in given if item.mention.label]
    if not told:
        mention = given[0].mention
        return (
            mention.unit
            if mention.counted is None and " " in mention.unit
            else " ".join(mention.exact.split())
        )
    central = max(
        told,
        key=lambda mention: (
            sum(met[key] for key in mention.keys if key in mention.label.lower()),
            len(mention.label.split()) > 1,
            -len(mention.label),
        ),
    )
    return central.label
