"""Doc -> figures: the numbers that somebody gives for a quantity."""

import re
from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, FigureMention, TimeMention, TimeType
from onrecord.model import BlockKind, Document
from onrecord.numbers.number_words import RATES, is_money, length_units
from onrecord.numbers.numbers import Quantity, find_quantities, print_decimal
from onrecord.reading.figures.bounds import hide_particles, is_kind, is_restated, restate, turn_denied
from onrecord.reading.figures.counted import Counted, TokenIndex, find_counted, find_left_out, fold_lemma
from onrecord.reading.figures.givers import Givers
from onrecord.reading.figures.labels import label_quantity
from onrecord.reading.figures.lookup import Lookup
from onrecord.reading.figures.measured import find_risen
from onrecord.reading.figures.occasion_names import OccasionNames
from onrecord.reading.figures.rules import are_harmed, echoes, is_figure, is_put
from onrecord.reading.figures.words import list_words

# 'The number' stands for one given at most this many characters before.
_FURTHEST_BACK = 400
_PART = re.compile(r"(?<!\w)(\w+) of (?:the |its |their )?$", re.IGNORECASE)
# A figure's words are never longer: the number, its qualifier, a noun with modifiers.
_LONGEST = 90

_MISTAKEN = frozenset({"", "ORG", "PERSON"})


def find_figures(
    document: Document, doc: Doc, times: Sequence[TimeMention], attributions: Sequence[Attribution]
) -> tuple[FigureMention, ...]:
    """Return the numbers that the document gives for quantities, in order.

    The words of each are the number with its qualifier, its unit and the noun it counts, as long as they stand
    together.
    """
    tokens, occasions = TokenIndex(doc), OccasionNames(doc)
    dates = Lookup((time.offsets, 0) for time in times if time.type is not TimeType.DURATION)
    givers = Givers(doc, document.text, attributions)
    found: list[FigureMention] = []
    pending: Quantity | None = None
    last: Quantity | None = None
    text = hide_particles(doc)
    for told in find_quantities(text):
        if is_restated(text, told, last):
            found[-1] = restate(found[-1], document.text, told)
            continue
        behind = tokens.between(told.core.end, told.core.end + _LONGEST)
        if is_kind(text, told, behind) or (not told.duration and any(dates.at(told.core))):
            continue
        quantity = turn_denied(told, tokens)
        counted = find_counted(quantity, tokens)
        changed = bool(found) and _is_change(text, found[-1], quantity)
        if counted is None:
            continue
        echoed = bool(found) and counted.head is None and echoes(counted.root)
        if not (changed or echoed or is_figure(text, quantity, counted)):
            continue
        first_side = quantity.versus and pending is None
        figure = _make_figure(document.text, quantity, counted, occasions)
        inside = tokens.between(quantity.core.start, quantity.end)
        label = label_quantity(counted, figure.unit, frozenset(token.i for token in inside))
        figure = replace(figure, label=label)
        if quantity.versus:
            figure = _name_side(figure, counted, first=first_side)
        pending = quantity if first_side else None
        figure = _copy_subject(figure, found[-1]) if changed else _take_up(figure, counted, found)
        last = quantity
        found.append(givers.attribute(figure, counted))
    return tuple(figure for figure in found if not _is_asked(document, figure))


def _is_asked(document: Document, figure: FigureMention) -> bool:
    """Tell whether a number is only put to somebody: in a question that gives it to nobody."""
    given = figure.holder is not None or figure.attribution is not None
    questions = (block for block in document.blocks if block.kind is BlockKind.QUESTION)
    return not given and any(block.start <= figure.start and figure.end <= block.end for block in questions)


def _make_figure(text: str, quantity: Quantity, counted: Counted, occasions: OccasionNames) -> FigureMention:
    end = _find_end(text, quantity, counted)
    low, high = quantity.low, quantity.high
    if _is_denied(counted) and high is not None:
        low, high = None, high - 1
    return FigureMention(
        quantity.start,
        end,
        text[quantity.start : end],
        print_decimal(low),
        print_decimal(high),
        name_unit(quantity, counted),
        quantity.qualifier,
        counted.words,
        counted.keys,
        places=counted.places,
        occasions=occasions.of(_clause(counted)),
        former=_is_former(text, quantity, counted),
        names=counted.names,
        whole=_is_whole(text, quantity),
    )


def _find_end(text: str, quantity: Quantity, counted: Counted) -> int:
    if counted.head is None:
        return quantity.end
    end = counted.head.idx + len(counted.head)
    together = quantity.end <= end <= quantity.start + _LONGEST and "\n" not in text[quantity.end : end]
    return end if together else quantity.end


def name_unit(quantity: Quantity, counted: Counted) -> str:
    """Return what the number is a number of: a measure, 'people', or the noun it counts; '' where none is named."""
    if quantity.unit:
        return quantity.unit
    lemma = counted.lemma
    if quantity.versus:
        return "votes"
    if lemma in list_words("named"):
        return counted.head.lower_ if counted.head is not None else ""
    people = list_words("people")
    if lemma in people or _names_people(counted.head):
        return "people"
    harmed = counted.follower in list_words("grave") or are_harmed(counted)
    if counted.head is None and harmed:
        return "people"  # 'more than 180 injured', 'it was 14 who died'
    continued = find_left_out(counted.root) if counted.head is None else None
    risen = continued or (find_risen(counted.root) if counted.head is None else None)
    if risen is not None:
        return "people" if fold_lemma(risen) in people - list_words("named") else risen.lower_
    charges = lemma == "count" and counted.head is not None and counted.head.tag_ == "NNS"  # of a crime
    if counted.head is None or (lemma in list_words("anaphors") and not charges):
        human = {*people, *list_words("deaths"), *list_words("harms")}
        told = {*counted.keys} & human - list_words("people_or_not")
        return "people" if told else ""
    noun = counted.head.lower_
    # 'A 30-page letter' is a matter of pages.
    hyphened = counted.head.i > 0 and counted.head.nbor(-1).text == "-" and not noun.endswith("s")
    return f"{noun}s" if hyphened else noun


def _names_people(head: Token | None) -> bool:
    """Tell whether a capitalised plural is counted: '300 Norlanders'."""
    if head is None or not head.text[:1].isupper() or head.is_sent_start:
        return False
    # recognisers know few of the world's peoples and take the rest for bodies or persons
    return head.ent_type_ == "NORP" or (head.text.endswith("s") and head.ent_type_ in _MISTAKEN)


def _clause(counted: Counted) -> list[Token]:
    """Return the tokens of the clause in which the number stands."""
    token = counted.root
    for _ in range(6):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"xcomp", "acl", "pcomp"}:
            break
        token = token.head
    inner = {"ccomp", "advcl", "relcl", "conj", "parataxis"}
    outside: set[int] = set()
    for child in token.children:
        if child.dep_ in inner and not (child.left_edge.i <= counted.root.i <= child.right_edge.i):
            outside.update(range(child.left_edge.i, child.right_edge.i + 1))
    return [part for part in token.subtree if part.i not in outside]


def _is_denied(counted: Counted) -> bool:
    """Tell whether the words deny the number: '80 people did not drown' says that there were fewer."""
    verb = counted.head.head if counted.head is not None else None
    if verb is None or counted.head is None or counted.head.dep_ != "nsubj":
        return False
    deaths = list_words("deaths")
    return verb.lemma_.lower() in deaths and any(child.dep_ == "neg" for child in verb.children)


def _is_former(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether another number replaces this one: 'raised from 12 to 90', 'the initial count of 12'."""
    if (
        re.search(r"\bfrom (?:the )?$", text[max(0, quantity.start - 10) : quantity.start].lower())
        and not quantity.ranged
    ):
        following = [token.lower_ for token in counted.root.sent if token.idx > quantity.end]
        return "to" in following
    governor = counted.root.head.head if counted.root.head.lower_ == "of" else counted.root.head
    former = list_words("former")
    return any(child.lower_ in former for child in governor.children)


def _is_whole(text: str, quantity: Quantity) -> bool:
    """Tell whether another number is a part of this one: 12 in 'seven of the 12 ferries'."""
    found = _PART.search(text, max(0, quantity.start - 30), quantity.start)
    parts = list_words("parts")
    return found is not None and (found[1].isdigit() or found[1].lower() in parts)


def _name_side(figure: FigureMention, counted: Counted, *, first: bool) -> FigureMention:
    """Return one side of 'A-B' with what it voted for: the first side voted as the sentence says."""
    against = any(token.lower_ in list_words("against") for token in counted.root.sent)
    side = "against" if first == against else "for"
    unit = figure.unit if figure.unit != "votes" else f"votes {side}"
    return replace(figure, unit=unit, keys=(side, *figure.keys))


# 'It promised 300 crates and brought 50': the noun left out is the one so few characters before.
_ELIDED = 150

# 'From 12 to 90' gives two values of one quantity; so many characters may stand between them.
_FURTHEST_APART = 120


def _is_change(text: str, previous: FigureMention, quantity: Quantity) -> bool:
    """Tell whether `quantity` is the end of a change that `previous` began: 'from 12, it said, to 90'."""
    between = text[previous.end : quantity.start].lower()
    if len(between) > _FURTHEST_APART or re.search(r"[.;!?]\s", between) or not previous.former:
        return False
    return between.endswith((" to ", " to the "))


def _copy_subject(figure: FigureMention, previous: FigureMention) -> FigureMention:
    """Return the figure as a value of what `previous` is a value of."""
    return replace(
        figure,
        unit=figure.unit or previous.unit,
        keys=tuple(dict.fromkeys((*previous.keys, *figure.keys))),
        places=previous.places,
        occasions=previous.occasions,
    )


def _take_up(figure: FigureMention, counted: Counted, found: Sequence[FigureMention]) -> FigureMention:
    """Return the figure with what it is of, where the words only say 'the number' or leave the noun out."""
    near = [other for other in reversed(found) if figure.start - other.end <= _FURTHEST_BACK]
    if not near:
        return figure
    # 'The number of cases' takes up the cases, and not the five countries told of since.
    previous = next(
        (other for other in near if other.counted and set(other.keys[:1]) & set(figure.keys)), near[0]
    )
    anaphors = list_words("anaphors") - {"toll"}
    near_by = anaphors & _lemmas_near(counted.root, counted.head)
    # 'The toll rose to 300', 'the 300-crate estimate', 'the new figure of 300 crates'
    put = counted.head is None and (is_put(counted.root) or echoes(counted.root))
    refers = (
        put
        or counted.lemma in anaphors
        or (bool(near_by) and figure.unit == (previous.unit if counted.head is not None else ""))
    )
    if refers and not figure.occasions:
        keys = tuple(dict.fromkeys((*figure.keys, *previous.keys)))
        occasions, unit = previous.occasions, figure.unit or previous.unit
        places = figure.places or previous.places
        named = figure.label and figure.label not in anaphors
        label = figure.label if named else previous.label  # 'the figure' of what was told
        return replace(figure, keys=keys, occasions=occasions, unit=unit, places=places, label=label)
    countable = (
        previous.counted is not None
        and previous.unit not in RATES | length_units()
        and not is_money(previous.unit)
    )
    if counted.head is None and not figure.unit and countable and figure.start - previous.end <= _ELIDED:
        return replace(figure, unit=previous.unit)
    return figure


def _lemmas_near(root: Token, head: Token | None) -> set[str]:
    """Return the lemmas around a number that stand alone: 'the figure of 300', and not 'the number of wells'.

    Where the noun counted is told, 'a total of 300 crates' stands for nothing told before.
    """
    token = root if head is None else head
    found, passed = [], {token.i}
    for _ in range(2):
        token = token.head
        passed.add(token.i)
        found += [token, *(child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"})]
    return {
        word.lemma_.lower()
        for word in found
        if not any(child.lower_ == "of" and child.i not in passed for child in word.children)
        and (head is None or (word.pos_ == "NOUN" and not _is_new(word)))
    }


def _is_new(noun: Token) -> bool:
    """Tell whether a noun is told for the first time: 'a total'."""
    return any(child.lower_ in {"a", "an"} for child in noun.children)
