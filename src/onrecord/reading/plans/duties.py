"""Duties that somebody speaks of -> requirements: 'must', 'should', 'needs to'."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import can_promise, is_stative, is_thought_only
from onrecord.reading.plans.required import Found, find_sayer, is_act, words


def read_duty(verb: Token) -> Iterator[Found]:
    """Read 'the visit must be friendly' and 'the firm needs to pay', where somebody says so."""
    if verb.dep_ == "relcl":
        yield from _read_before(verb)
        return
    imposed = False
    modal = next((c for c in children(verb, "aux") if c.lower_ in words("duty")), None)
    needed = None if modal is not None else _find_needed(verb)
    if (modal is None and needed is None) or children(verb, "expl"):
        return
    if needed is not None and _is_released(verb):
        return
    acting = needed or verb
    if needed is not None and verb.lemma_ != "need":
        imposed = any(c.lower_ in words("deadline_signals") for c in children(needed, "prep"))
        owner = find_subject(verb)
        thing = not can_promise(owner) or (owner is not None and owner.lower_ == "it")
        named = owner is not None and owner.pos_ in {"NOUN", "PROPN"}
        if not (imposed or thing or named or verb.lemma_ == "get"):
            return
    if any(c.lemma_ == "have" for c in children(verb, "aux")) and verb.lemma_ != "get":
        return
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None) or find_subject(verb)
    if (
        subject is None
        or not _is_owed(subject, verb, acting, modal)
        or _is_question(verb, acting)
        or is_thought_only(verb)
    ):
        return
    about = subject if subject.pos_ == "NOUN" and not can_promise(subject) else acting
    sayer = find_sayer(verb)
    spoken = not imposed and (sayer is None or not can_promise(sayer))
    yield Found(verb, sayer if sayer is not None and can_promise(sayer) else None, about, spoken=spoken)


def _is_released(verb: Token) -> bool:
    """Tell whether nobody has to: 'does not have to', 'neither needs to'."""
    subjects = children(verb, "nsubj", "nsubjpass")
    denied = any(token.lower_ in words("denying") for noun in subjects for token in (noun, *noun.lefts))
    return denied or bool(children(verb, "neg"))


def _find_needed(verb: Token) -> Token | None:
    """Return the act in 'needs to pay', 'has to pay', 'have got to pay'; 'needed to' only in a report of words."""
    lemma = verb.lemma_.lower()
    if lemma not in {"need", "have", "get"} or (lemma == "get" and verb.lower_ != "got"):
        return None
    if verb.tag_ == "VBD" and (lemma == "get" or find_sayer(verb) is None):
        return None
    if verb.tag_ not in {"VBZ", "VBP", "VB", "VBD"} and lemma != "get":
        return None
    act = next((c for c in children(verb, "xcomp") if any(g.tag_ == "TO" for g in c.children)), None)
    if act is not None and act.lemma_ == "do" and any(c.lower_ == "with" for c in children(act, "prep")):
        return None  # 'has to do with'
    return act


def _is_owed(subject: Token, verb: Token, acting: Token, modal: Token | None) -> bool:
    """Tell whether it is somebody's to do, and not what the speaker finds right or likely."""
    clausal = bool(children(verb, "csubj"))  # 'what is offered must differ'
    lower, lemma = subject.lower_, subject.lemma_.lower()
    if clausal and is_stative(verb) and verb.lemma_ != "be":
        return False  # 'not being there must mean that he agrees'
    if subject.pos_ == "PROPN":
        return True  # 'the US', and not 'us'
    if lemma in words("generic") and lower != "it" and not clausal:
        return False
    strict = modal is not None and modal.lower_ == "must"
    if (lower in words("first_person") or lower == "it") and not strict:
        judged = any(c.lemma_.lower() in words("judgements") for c in children(acting, "acomp"))
        return lower == "it" and acting.lemma_ == "be" and not judged
    if modal is not None and not strict and not clausal and lower != "it":
        passive = bool(children(verb, "nsubjpass"))
        return passive or can_promise(subject) or subject.tag_ == "NNS" or is_act(subject)
    return True


def _is_question(verb: Token, acting: Token) -> bool:
    """Tell whether a clause asks or compares, and requires nothing."""
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if subject is not None and any(c.i < subject.i for c in children(verb, "aux")):
        return True  # 'Do they have to pay?'
    if subject is not None and any(c.tag_ == "WDT" for c in subject.children):
        return True  # 'which groups should pay'
    if any(c.lower_ == "than" for c in verb.lefts):
        return True  # 'do more than the mayor has to end it'
    return any(
        c.tag_ in {"WP", "WRB"} or c.lower_ == "whether"
        for c in (*verb.lefts, *acting.lefts)
        if c.dep_ not in {"nsubj", "csubj"}
    )


def _read_before(verb: Token) -> Iterator[Found]:
    """Read 'steps that need to happen before the summit': they are required for it."""
    needed = _find_needed(verb)
    modal = any(c.lower_ in words("duty") for c in children(verb, "aux"))
    for token in (needed, verb if modal else None):
        for preposition in children(token, "prep") if token is not None else ():
            if preposition.lower_ == "before":
                for act in children(preposition, "pobj", "pcomp"):
                    yield Found(verb.head, None, act, spoken=True)


def read_essential(token: Token) -> Iterator[Found]:
    """Read 'it is important that the visit be open', 'the release is essential'."""
    if token.head.pos_ not in {"AUX", "VERB"}:
        return
    verb = token.head
    for clause in [*children(verb, "ccomp", "xcomp", "advcl"), *children(token, "ccomp", "xcomp")]:
        subject = next(iter(children(clause, "nsubj", "nsubjpass")), None)
        marks = {c.lower_ for c in children(clause, "mark")}
        if subject is None or any(c.tag_ == "TO" for c in clause.children) or _is_state(clause):
            continue
        if marks <= {"that", "for"}:
            yield Found(clause, None, subject, spoken=True)
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is not None and subject.lemma_.lower() in words("acts"):
        yield Found(subject, None, subject, spoken=True)


def _is_state(clause: Token) -> bool:
    """Tell whether a clause tells a state in the indicative: 'important that they know it'."""
    return clause.tag_ in {"VBP", "VBZ"} and clause.lemma_ != "be" and is_stative(clause)
