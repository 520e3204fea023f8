"""What is common to the rules that find acts ahead: who can promise, what is reported, what is only a case."""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.annotations import PlanMove
from onrecord.lexicon import load_lexicon
from onrecord.reading.clauses import SUBJECTS, children, find_subject

_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})  # entity types of those who can promise


class Future(NamedTuple):
    """An act that lies ahead, by the words or by its day alone."""

    act: Token  # the verb or noun that names it
    cue: Token  # the word that says so
    party: Token | None
    hedged: bool = False
    move: PlanMove = PlanMove.ANNOUNCE
    ahead: bool = True  # False: only its day can tell that it lies ahead
    alone: bool = False  # it commits its party even without a day
    moved: bool = False  # its day is moved: what the act is may stand in a sentence before


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name` of plans.toml."""
    return load_lexicon("onrecord.reading", "plans.toml").words(name)


def can_promise(token: Token | None) -> bool:
    """Tell whether a party's head names someone who can take on an act."""
    if token is None:
        return False
    if token.pos_ == "PRON" or token.tag_ in {"PRP$", "WP"}:
        return token.lower_ in words("pronouns") or token.tag_ == "PRP$"
    if token.ent_type_ in _PARTIES or token.lemma_.lower() in words("agents"):
        return True
    named = not token.ent_type_ or (token.ent_type_ == "DATE" and token.dep_ in SUBJECTS)  # 'May said'
    return (token.pos_ == "PROPN" and named) or (token.tag_ == "MD" and token.is_title)


def is_negated(verb: Token) -> bool:
    """Tell whether a verb is negated."""
    return bool(children(verb, "neg"))


def depends_on_case(verb: Token) -> bool:
    """Tell whether the clause is bound to a case or a doubt: 'it will open if it rains', 'will probably open'."""
    clauses = children(verb, "advcl")
    marked = any(child.lower_ in words("conditional") for clause in clauses for child in clause.children)
    doubted = any(child.lower_ in words("doubting") for child in children(verb, "advmod"))
    return marked or doubted


def stands_in_case(verb: Token) -> bool:
    """Tell whether the verb itself is the case: 'if they meet on Sunday'."""
    return verb.dep_ == "advcl" and any(child.lower_ in words("conditional") for child in verb.children)


def is_stative(verb: Token) -> bool:
    """Tell whether a verb names a state, or what befalls its subject: no act that could be promised."""
    return verb.lemma_.lower() in words("statives")


def has_object(verb: Token) -> bool:
    """Tell whether a verb that only carries an act says which: 'make' does not, 'make a payment' does."""
    return verb.lemma_.lower() not in words("light_verbs") or bool(children(verb, "dobj", "attr"))


def says_what(verb: Token) -> bool:
    """Tell whether a verb with what follows it names an act: 'work' does not, 'work on the dam' and 'resign' do."""
    if verb.lemma_.lower() in words("whole_acts"):
        return True
    return has_object(verb) and bool(
        children(verb, "dobj", "prep", "xcomp", "ccomp", "dative", "prt", "attr")
    )


def falls_due(act: Token, subject: Token | None) -> bool:
    """Tell whether an act with its subject can be due, and not only be predicted: 'prices will fall in May'."""
    if subject is None or can_promise(subject) or subject.lemma_.lower() in words("act_nouns"):
        return True
    lemma = act.lemma_.lower()
    return bool(children(act, "nsubjpass", "auxpass")) or lemma == "be" or lemma in words("calendar")


def is_reported(verb: Token) -> bool:
    """Tell whether the clause is what somebody said: 'he said it would open'."""
    token = verb
    for _ in range(6):
        if token.dep_ in {"ccomp", "parataxis"} and token.head.lemma_.lower() in words("reporting"):
            return True
        if any(c.lemma_.lower() in words("reporting") for c in children(token, "ccomp", "parataxis")):
            return True
        if token.dep_ not in {"conj", "xcomp", "ccomp", "advcl", "relcl"}:
            return False
        token = token.head
    return False


def has_to(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with 'to'."""
    return any(c.tag_ == "TO" for c in children(verb, "aux"))


def find_owner(noun: Token) -> Token | None:
    """Return who made what the noun names: the subject of the verb whose object it is ('signed a pledge')."""
    if noun.dep_ in {"dobj", "pobj"} and noun.head.pos_ == "VERB":
        return find_subject(noun.head)
    return None
