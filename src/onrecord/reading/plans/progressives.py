"""Verbs in the progressive and with 'may' -> acts ahead that only their day or an announcement puts there."""

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import (
    Future,
    befalls,
    can_promise,
    depends_on_case,
    ends_in_question,
    is_negated,
    is_stative,
    says_what,
    words,
)


def read_progressive(verb: Token) -> Future | None:
    """Read 'is leaving on Friday' and 'announced that it was suspending all flights'.

    A step in progress is one of its party's plans where its day lies ahead or where it is being announced.
    """
    if verb.tag_ != "VBG":
        return None
    helper = next((c for c in children(verb, "aux") if _is_be(c)), None)
    if helper is None:
        return None
    subject = find_subject(verb)
    if not can_promise(subject) or is_stative(verb) or befalls(verb) or is_negated(verb):
        return None
    if any(child.tag_ in {"WP", "WRB"} for child in verb.children):
        return None
    announcing = words("announcing") | (
        {"say"} if subject is not None and (subject.pos_ == "PRON" or subject.ent_type_) else frozenset()
    )
    announced = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in announcing
    announced = announced and verb.lemma_.lower() in words("turning") and says_what(verb)
    if helper.tag_ == "VBD" and not announced:
        return None
    return Future(verb, verb, subject, ahead=announced, alone=announced)


def _is_be(token: Token) -> bool:
    present = token.tag_ in {"VBZ", "VBP", "VBD"}
    return present and (token.lemma_ == "be" or token.lower_ in words("be_clitics"))


def read_possible(verb: Token) -> Future | None:
    """Read 'could begin in January', 'may sign it as early as Friday': likely, and on record with its day only."""
    if verb.tag_ not in {"VB", "VBN"}:
        return None
    helpers = children(verb, "aux")
    if not any(child.lower_ in words("open_modals") for child in helpers):
        return None
    passive = any(child.tag_ == "VB" for child in children(verb, "auxpass"))
    if depends_on_case(verb) or is_negated(verb) or (verb.tag_ != "VB" and not passive):
        return None  # 'may qualify if they apply by Friday'
    if any(child.lower_ in words("guessing") | {"possibly"} for child in children(verb, "advmod")):
        return None
    if not passive and verb.lemma_ != "be" and (is_stative(verb) or befalls(verb)):
        return None
    if any(child.lemma_ == "have" for child in helpers) or ends_in_question(verb):
        return None
    subject = find_subject(verb)
    if passive:
        named = verb.lemma_.lower() in words("ordered") | words("settled")
    elif verb.lemma_ == "be":
        named = any(child.lower_ in words("ends") for child in children(verb, "acomp")) or _is_in_place(verb)
    else:
        occasion = subject is not None and subject.lemma_.lower() in words("act_nouns")
        named = can_promise(subject) or (occasion and verb.lemma_.lower() in words("calendar"))
    return Future(verb, verb, subject, hedged=True) if named else None


def _is_in_place(verb: Token) -> bool:
    """Tell whether something is said to be at work: 'could be in place by Friday'."""
    pobjs = (pobj for c in children(verb, "prep") if c.lower_ == "in" for pobj in children(c, "pobj"))
    return any(pobj.lower_ in words("places") for pobj in pobjs)
