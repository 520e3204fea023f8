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
    if children(verb, "expl"):
        yield from _read_there(verb)
        return
    if modal is None and needed is None:
        return
    if needed is not None and (
        _is_released(verb) or any(c.lower_ in {"could", "may", "might"} for c in children(verb, "aux"))
    ):
        return
    acting = needed or verb
    if needed is not None and verb.lemma_ != "need":
        imposed = any(c.lower_ in words("deadline_signals") for c in children(needed, "prep"))
        owner = find_subject(verb)
        thing = not can_promise(owner) or (owner is not None and owner.lower_ == "it")
        named = owner is not None and owner.pos_ in {"NOUN", "PROPN"}
        imposed = imposed or (named and not thing and any(c.lower_ == "would" for c in children(verb, "aux")))
        if not (imposed or thing or named or verb.lemma_ == "get" or _is_held_to(owner, needed)):
            return
    if any(c.lemma_ == "have" for c in children(verb, "aux")) and verb.lemma_ != "get":
        return
    if needed is not None and any(c.lower_ in words("supposing") for c in children(verb, "mark")):
        return  # 'if we have to stay'
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


def _read_there(verb: Token) -> Iterator[Found]:
    """Read 'there must be a ceasefire', 'there needs to be an inquiry', where somebody says so."""
    bound = any(c.lower_ in words("duty") for c in children(verb, "aux")) and verb.lemma_ == "be"
    being = verb if bound else _find_needed(verb)
    past = any(c.lemma_ == "have" for c in children(verb, "aux"))
    asked = any(c.i < t.i for t in children(verb, "expl") for c in children(verb, "aux"))
    for noun in children(being, "attr") if being is not None and not past and not asked else ():
        if is_act(noun) and not _is_released(verb):
            yield Found(noun, None, noun, spoken=True)


def read_told(verb: Token) -> Iterator[Found]:
    """Read the order in '“Stop the attacks,” he told Norland'."""
    heard = [noun for noun in children(verb, "dobj", "dative") if can_promise(noun)]
    if not heard or children(verb, "neg") or heard[0].lemma_.lower() in words("press"):
        return
    for act in children(verb, "ccomp"):
        bare = act.tag_ == "VB" and not children(act, "nsubj", "nsubjpass", "aux", "mark")
        if bare and act.i < verb.i and _is_deed(act):
            yield Found(act, find_subject(verb), act)


def _is_released(verb: Token) -> bool:
    """Tell whether nobody has to: 'does not have to', 'neither needs to'."""
    subjects = children(verb, "nsubj", "nsubjpass")
    denied = any(token.lower_ in words("denying") for noun in subjects for token in (noun, *noun.lefts))
    return denied or bool(children(verb, "neg"))


def _find_needed(verb: Token) -> Token | None:
    """Return the act in 'needs to pay', 'has to pay', 'have got to pay'; 'needed to' only in a report of words."""
    lemma = verb.lemma_.lower()
    if lemma not in {"need", "have", "get", "ought"} or (lemma == "get" and verb.lower_ != "got"):
        return None
    if verb.tag_ == "VBD" and (lemma == "get" or find_sayer(verb) is None):
        return None
    if verb.tag_ not in {"VBZ", "VBP", "VB", "VBD"} and lemma not in {"get", "ought"}:
        return None
    labels = ("xcomp", "advcl") if lemma == "need" and not children(verb, "dobj") else ("xcomp",)
    act = next((c for c in children(verb, *labels) if any(g.tag_ == "TO" for g in c.children)), None)
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
    strict = modal is not None and modal.lower_ == "must"
    if lower in {"this", "that", "you", "we"} and not clausal and not (lower == "we" and strict):
        return _is_ours(lower, verb, acting, modal)
    if lemma in words("generic") and lower != "it" and not clausal:
        return False
    if (lower in words("first_person") or lower == "it") and not strict:
        judged = any(c.lemma_.lower() in words("judgements") for c in children(acting, "acomp"))
        reported = modal is None and find_sayer(verb) is not None and _is_deed(acting)
        return lower == "it" and ((acting.lemma_ == "be" and not judged) or reported)
    if modal is not None and not strict and not clausal and lower != "it":
        passive = bool(children(verb, "nsubjpass"))
        lawful = is_act(subject) or lemma in words("speaking_things")
        first = lemma in words("priorities") and verb.lemma_ == "be"
        return passive or can_promise(subject) or subject.tag_ == "NNS" or lawful or first
    return True


def _is_held_to(owner: Token | None, act: Token) -> bool:
    """Tell whether 'he has to' asks an act of him; 'they have to' mostly tells how things are."""
    return _is_deed(act) and owner is not None and owner.lower_ != "they"


def _is_ours(subject: str, verb: Token, acting: Token, modal: Token | None) -> bool:
    """Tell whether 'this', 'you' or 'we' are bound: 'this needs to change', 'you must leave', 'we need to act'."""
    if subject in {"this", "that"}:
        return modal is None and acting.lemma_ in words("turning")
    if subject == "you":
        strict = verb.lemma_ == "get" or (modal is not None and modal.lower_ == "must")
        return strict and (_is_deed(acting) or (acting.lemma_ == "have" and bool(children(acting, "dobj"))))
    return (modal is None or modal.lower_ == "ought") and _is_deed(acting)


def _is_deed(verb: Token) -> bool:
    """Tell whether a verb names something to be done, and no thinking or speaking of whoever says so."""
    looking = verb.lemma_ == "look" and any(c.lower_ == "for" for c in children(verb, "prep"))
    idle = is_stative(verb) or verb.lemma_.lower() in words("musing") | {"be", "do", "go", "have"}
    return looking or not idle


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
        it = any(c.lower_ == "it" for c in children(verb, "nsubj")) and not children(verb, "neg")
        if (
            subject is None
            and it
            and clause.tag_ == "VB"
            and token.lemma_ != "important"
            and _is_deed(clause)
        ):
            yield Found(clause, None, clause, spoken=True)  # 'it is vital to reopen it'
        if subject is None or any(c.tag_ == "TO" for c in clause.children) or _is_state(clause):
            continue
        if marks <= {"that", "for"}:
            yield Found(clause, None, subject, spoken=True)
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is None and verb.dep_ == "xcomp":
        subject = find_subject(verb)  # 'a vote is going to be necessary'
    purposes = [*children(token, "xcomp"), *children(verb, "advcl")]
    for_what = any(c.lower_ == "for" for c in children(token, "prep"))
    purposed = for_what or any(any(c.tag_ == "TO" for c in act.children) for act in purposes)
    if subject is not None and (
        subject.lemma_.lower() in words("acts")
        or (purposed and subject.pos_ == "NOUN" and token.dep_ == "acomp")
    ):
        yield Found(subject, None, subject, spoken=True)


def read_key(noun: Token) -> Iterator[Found]:
    """Read 'the key to peace is a vote', 'the only way to end it is a vote' and 'talks are the only way to end it'."""
    only = any(c.lower_ == "only" for c in children(noun, "amod", "advmod"))
    behind = [c for c in children(noun, "prep") if c.lower_ in {"to", "for", "of"}]
    if noun.head.lemma_ != "be" or not (
        only or (noun.lemma_ == "key" and any(c.lower_ == "to" for c in behind))
    ):
        return
    if children(noun.head, "neg"):
        return
    if noun.dep_ == "nsubj":
        for required in children(noun.head, "attr", "xcomp", "ccomp"):
            yield Found(required, None, noun, spoken=True)
    elif noun.dep_ == "attr" and (behind or children(noun, "relcl", "acl")):
        for required in children(noun.head, "nsubj", "csubj"):
            if required.pos_ in {"NOUN", "VERB"}:
                yield Found(required, None, noun, spoken=True)


def _is_state(clause: Token) -> bool:
    """Tell whether a clause tells a state in the indicative: 'important that they know it'."""
    return clause.tag_ in {"VBP", "VBZ"} and clause.lemma_ != "be" and is_stative(clause)
