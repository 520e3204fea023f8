"""What is common to the rules that find requirements: what they find, and in whose mouth a clause stands."""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.lexicon import load_lexicon
from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import is_negated
from onrecord.reading.plans.promises import words as plan_words


class Found(NamedTuple):
    """A requirement as tokens: what is required, by whom, and for which act."""

    required: Token  # head of the words that say what
    party: Token | None
    about: Token  # head of the act that it is required for
    spoken: bool = False  # it is a requirement only where somebody is on record as saying it


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name` of requirements.toml."""
    return load_lexicon("onrecord.reading.plans", "requirements.toml").words(name)


def find_sayer(verb: Token) -> Token | None:
    """Return the head of whoever is told to have said the clause of `verb`: 'he said that it must close'."""
    token = verb
    for _ in range(3):
        if token.dep_ not in {"ccomp", "conj", "advcl", "xcomp"} or token.head.i == token.i:
            return None
        token = token.head
        if token.lemma_.lower() in plan_words("reporting"):
            return find_subject(token)
    return None


def is_refused(verb: Token) -> bool:
    """Tell whether a party refuses the act: 'will not vote', 'refused to vote', 'would not vote'."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("refusing"):
        return True
    return is_negated(verb) and any(
        c.lemma_.lower() in {"will", "wo", "would"} for c in children(verb, "aux")
    )


def is_act(noun: Token) -> bool:
    """Tell whether a noun names something that somebody can be asked to do: 'a release', 'the dismantling of'."""
    return noun.lemma_.lower() in words("acts") or (
        noun.tag_ == "VBG" and noun.dep_ in {"dobj", "pobj", "nsubj"}
    )
