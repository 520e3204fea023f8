"""Doc -> requirements."""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Requirement
from onrecord.model import Document, Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.plans.clauses import (
    content_lemmas,
    cover_action,
    cover_clause,
    cover_phrase,
    enclosing,
    read_tokens,
)
from onrecord.reading.plans.conditions import (
    read_as_long,
    read_case,
    read_condition_noun,
    read_consent,
    read_proviso,
    read_until,
    read_without,
)
from onrecord.reading.plans.demand_nouns import read_demand_noun, read_must, read_terms, read_time_for
from onrecord.reading.plans.demands import read_demand, read_demanded, read_liking, read_wish_to_see
from onrecord.reading.plans.dependence import (
    read_answered,
    read_bound,
    read_deadline,
    read_dependence,
    read_exchange,
    read_lack,
    read_restriction,
    read_ultimatum,
)
from onrecord.reading.plans.duties import read_duty, read_essential, read_key, read_told
from onrecord.reading.plans.required import Found, words

_LONGEST = 400  # characters of a requirement; a longer clause is a parser's mistake and is cut at a word


def find_requirements(
    document: Document,
    doc: Doc,
    attributions: Sequence[Attribution],
) -> tuple[Requirement, ...]:
    """Return the words that say what a party requires for something to happen."""
    found: dict[Offsets, Requirement] = {}
    columns = read_columns(doc)
    for token in read_tokens(doc):
        for item in _read(token, columns.pos[token.i], columns.lemmas[token.i]):
            requirement = _make_requirement(document.text, item, attributions)
            if requirement is not None:
                found.setdefault(requirement.words, requirement)
    return _drop_repeated(sorted(found.values(), key=lambda item: (item.words.start, -item.words.end)))


def _drop_repeated(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements, given by their start and the longest first, without those inside another."""
    kept: list[Requirement] = []
    reached = 0
    for requirement in requirements:
        if requirement.words.end > reached:
            kept.append(requirement)
            reached = requirement.words.end
    return tuple(kept)


def _read(token: Token, pos: str, lemma: str) -> Iterator[Found]:
    """Yield what a word and those around it require; its lemma and part of speech tell which rules to ask."""
    if pos in {"VERB", "AUX"}:
        yield from read_duty(token)
        yield from read_case(token)
        for trigger, read in _BY_VERB:
            if lemma in words(trigger):
                yield from read(token)
    elif pos == "NOUN":
        for trigger, read in _BY_NOUN:
            if lemma in words(trigger):
                yield from read(token)
    elif lemma == "or":
        yield from read_ultimatum(token)
    elif lemma == "without":
        yield from read_without(token)
    elif lemma == "until":
        yield from read_until(token)
    elif lemma == "long":
        yield from read_as_long(token)
    if pos in {"ADJ", "NOUN", "VERB", "SCONJ", "ADP", "ADV"}:
        if lemma in words("essential"):
            yield from read_essential(token)
        if lemma in words("depending") or lemma in words("depending_loosely"):
            yield from read_dependence(token)


# The rules for verbs and nouns, each with the word list that holds the words on which it turns.
_BY_VERB: tuple[tuple[str, Callable[[Token], Iterator[Found]]], ...] = (
    ("demanding", read_demand),
    ("seeing", read_wish_to_see),
    ("demanded", read_demanded),
    ("providing", read_proviso),
    ("accepting", read_restriction),
    ("opposing", read_restriction),
    ("granting", read_deadline),
    ("bounding", read_bound),
    ("ordering", read_told),
    ("liking", read_liking),
    ("answering", read_answered),
)
_BY_NOUN: tuple[tuple[str, Callable[[Token], Iterator[Found]]], ...] = (
    ("demand_nouns", read_demand_noun),
    ("condition_nouns", read_condition_noun),
    ("exchanges", read_exchange),
    ("lacking", read_lack),
    ("deadlines", read_deadline),
    ("times", read_time_for),
    ("keys", read_key),
    ("terms", read_terms),
    ("musts", read_must),
    ("granted", read_consent),
)


def _make_requirement(text: str, item: Found, attributions: Sequence[Attribution]) -> Requirement | None:
    words = cover_clause(item.required, _LONGEST)
    if words is None:
        return None
    attribution = enclosing(list(attributions), item.required.idx)
    if item.spoken and attribution is None:
        return None
    ends = (item.required.left_edge.i, item.required.i)
    before = next((end for end in ends if end > item.about.i), None)
    about = (
        cover_phrase(item.about) if item.about.pos_ in {"NOUN", "PROPN"} else cover_action(item.about, before)
    )
    if about is None:
        return None
    keys = content_lemmas([item.about, *item.about.subtree])
    if item.about.pos_ == "VERB":
        keys = tuple(dict.fromkeys((item.about.lemma_.lower(), *keys)))
    return Requirement(
        words=words,
        party=cover_phrase(item.party) if item.party is not None else None,
        about=" ".join(text[slice(*about)].split()),
        keys=keys,
        attribution=attribution,
    )
