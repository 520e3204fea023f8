"""Parse -> acts that lie ahead: which words name an act, and which say that somebody is to do it."""

from spacy.tokens import Doc, Token

from onrecord.reading.columns import read_columns
from onrecord.reading.plans.clauses import read_tokens
from onrecord.reading.plans.deadlines import read_deadline
from onrecord.reading.plans.infinitives import read_gerund, read_infinitive, read_wish
from onrecord.reading.plans.modals import read_modal
from onrecord.reading.plans.progressives import read_possible, read_progressive
from onrecord.reading.plans.promises import Future, is_thought_only
from onrecord.reading.plans.schedules import (
    read_calendar,
    read_move,
    read_noun,
    read_rejection,
    read_schedule,
)

_RULES = (
    read_move,
    read_rejection,
    read_infinitive,
    read_modal,
    read_deadline,
    read_schedule,
    read_wish,
    read_gerund,
    read_progressive,
    read_possible,
    read_calendar,
)
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


def find_futures(doc: Doc) -> list[Future]:
    """Return the acts that lie ahead, in the order of the words that say so."""
    parts, tokens = read_columns(doc).pos, list(read_tokens(doc))
    infinitives = {t.head.i for t in tokens if t.tag_ == "TO" and t.dep_ == "aux"}
    found = []
    for token in tokens:
        pos = parts[token.i]
        if pos in _VERBAL or token.i in infinitives:
            found.append(_read_verb(token))
        elif pos in _NOMINAL:
            found.append(read_noun(token))
    return [future for future in found if future is not None]


def _read_verb(verb: Token) -> Future | None:
    if is_thought_only(verb):
        return None
    for rule in _RULES:
        future = rule(verb)
        if future is not None:
            return future
    return None
