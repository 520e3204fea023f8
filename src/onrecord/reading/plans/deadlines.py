"""Time given and limits set -> acts ahead: 'has until Friday to answer', 'gave them a week to answer'."""

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import Future, can_promise, has_to, words

_TIMES = frozenset({"DATE", "TIME"})  # entity types
_DEEPEST = 5  # words between the verb of giving and the infinitive in a parse; more is a parser's mistake


def read_deadline(verb: Token) -> Future | None:
    """Read 'has until Friday to answer', 'gave her two weeks to answer', 'must answer by Friday'."""
    if verb.dep_ in {"advcl", "xcomp", "acl", "relcl"} and has_to(verb):
        granted = _read_granted(verb)
        if granted is not None:
            return granted
    if (left := _read_left(verb)) is not None:
        return left
    obliged = any(child.lower_ == "must" for child in children(verb, "aux"))
    imposed = verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "need"} and has_to(verb)
    if imposed and (verb.head.tag_ == "VBG" or _is_anyone(find_subject(verb))):
        return None  # 'without needing to answer by Friday', 'a firm has to answer by Friday'
    if (not obliged and not imposed) or verb.lemma_ in words("happening") | {"happen"}:
        return None
    dated = any(child.lower_ in words("deadline_signals") for child in children(verb, "prep"))
    return Future(verb, verb, find_subject(verb)) if dated else None


def _read_granted(verb: Token) -> Future | None:
    """Read time that a party has or is given; whoever is given it is to act."""
    token = verb
    for _ in range(_DEEPEST):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            break
    if token.lemma_ not in words("granting") or token.i > verb.i:
        return None
    if not any(t.ent_type_ in _TIMES for t in verb.doc[token.i : verb.i]):
        return None
    subject = next(iter(children(token, "nsubj", "nsubjpass")), None)
    given = [noun for noun in children(token, "dobj") if noun.ent_type_ not in _TIMES]
    if token.lemma_ in words("giving") and not children(token, "nsubjpass"):
        receivers = [*children(token, "dative"), *given]
        subject = receivers[0] if receivers else None
        given = [noun for noun in given if subject is None or noun.i != subject.i]
    return None if given else Future(verb, token, subject)


def _read_left(verb: Token) -> Future | None:
    """Read 'the union has until Friday', where another sentence says what for."""
    if verb.lemma_ not in words("granting"):
        return None
    limits = (pobj for c in children(verb, "prep") if c.lower_ == "until" for pobj in children(c, "pobj"))
    if not any(pobj.ent_type_ in _TIMES for pobj in limits):
        return None
    if children(verb, "dobj") or any(has_to(child) for child in verb.subtree):
        return None
    subject = find_subject(verb)
    return Future(verb, verb, subject) if can_promise(subject) else None


def _is_anyone(subject: Token | None) -> bool:
    """Tell whether a duty is anybody's of a kind: 'a firm', 'you'."""
    if subject is None or subject.lower_ in {"you", "one"}:
        return subject is not None
    return any(child.lower_ in {"a", "an", "any", "each", "every"} for child in children(subject, "det"))
