"""Calendars and changes of plan -> acts ahead: what is scheduled, put off, called off, or only named with a day."""

from functools import cache

from spacy.tokens import Token

from onrecord.annotations import PlanMove
from onrecord.reading.plans.clauses import children, find_holder, find_subject
from onrecord.reading.plans.promises import (
    Future,
    can_promise,
    depends_on_case,
    find_host,
    first_words,
    has_to,
    is_negated,
    is_prefixed,
    is_reported,
    is_ruled_out,
    stands_in_case,
    words,
)


def read_schedule(verb: Token) -> Future | None:
    """Read 'the vote was scheduled for Tuesday', 'a date set for the vote', 'departure is written in for Friday'."""
    if verb.lemma_.lower() not in words("scheduled_for") or verb.tag_ not in {"VBN", "VBD", "JJ"}:
        return None
    if any(has_to(c) for c in children(verb, "xcomp")) or any(
        c.lower_ != "in" for c in children(verb, "prt")
    ):
        return None  # 'set out on Friday'
    if verb.lemma_.lower() in words("fixing") and (fixed := _read_fixed(verb)) is not None:
        return fixed
    hedged = verb.lemma_ in words("likely")
    objectless = verb.dep_ == "relcl" and not children(
        verb, "dobj", "nsubjpass"
    )  # 'the visit it had planned'
    if (verb.dep_ in {"acl", "amod"} or objectless) and verb.head.pos_ in {"NOUN", "PROPN"}:
        holder = find_holder(verb.head) or (find_subject(verb) if objectless else None)
        return Future(verb.head, verb, holder, hedged=hedged)
    subject = next(iter(children(verb, "nsubjpass")), None)
    if (
        subject is None
        and verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and not children(verb, "aux", "auxpass", "mark")
    ):
        before = verb.doc[max(verb.sent.start, verb.i - 9) : verb.i]
        subject = next((t for t in before if t.lemma_.lower() in words("act_nouns")), None)
    if subject is not None and subject.pos_ in {"NOUN", "PROPN"}:
        return Future(subject, verb, find_holder(subject), hedged=hedged)
    return None


def _read_fixed(verb: Token) -> Future | None:
    """Read 'has scheduled the demolition for May': whatever is put on a day is an act."""
    target, subject = next(iter(children(verb, "dobj")), None), find_subject(verb)
    if target is None or target.pos_ != "NOUN" or not can_promise(subject) or _is_nobody(verb):
        return None
    timed = any(c.lower_ in {"for", "on"} and c.i > target.i for c in children(verb, "prep"))
    return Future(target, verb, subject) if timed else None


def _is_nobody(verb: Token) -> bool:
    """Tell whether the clause says that nobody does it: 'none of them have scheduled it'."""
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is None:
        return is_negated(verb)
    nobody = subject.lower_ in {"none", "nobody", "neither"} or any(
        child.lower_ in {"no", "neither"} for child in children(subject, "det")
    )
    return nobody or is_negated(verb)


def read_rejection(verb: Token) -> Future | None:
    """Read 'ruled out a second vote', 'has ruled out raising the tax'."""
    if not is_ruled_out(verb) or any(c.tag_ == "MD" for c in children(verb, "aux")):
        return None
    subject = find_subject(verb)
    named = (
        child
        for child in children(verb, "dobj", "xcomp", "ccomp", "pcomp")
        if child.tag_ == "VBG" or child.lemma_.lower() in words("act_nouns")
    )
    act = next(named, None)
    return Future(act, verb, subject, alone=True) if act is not None and can_promise(subject) else None


def read_move(verb: Token) -> Future | None:
    """Read what puts an act off or calls it off: 'the vote was delayed until May', 'called off the visit'."""
    lemma = verb.lemma_.lower()
    if lemma not in first_words("postponing") and lemma not in first_words("cancelling"):
        return None
    particle = next((c for c in children(verb, "prt", "advmod") if c.i > verb.i), None)
    moved = particle is not None and (particle.dep_ == "prt" or particle.lower_ in words("particles"))
    phrase = f"{lemma} {particle.lower_}" if particle is not None and moved else lemma
    postpones, cancels = phrase in words("postponing"), phrase in words("cancelling")
    if (not postpones and not cancels) or is_negated(verb):
        return None
    target = next(iter(children(verb, "dobj", "nsubjpass")), None)
    if target is None and verb.dep_ == "acl":
        target = verb.head
    if target is not None and target.lower_ in {"that", "which"} and verb.dep_ == "relcl":
        target = verb.head
    if target is None or not (
        _names_act(target)
        or (phrase != lemma and postpones and target.pos_ == "NOUN" and _goes_to_day(verb))
        or (lemma in words("prolonging") and target.lemma_ in words("lasting_nouns"))
    ):
        return None
    uncertain = any(c.lower_ in words("possibility") for c in children(verb, "aux"))
    if (uncertain or verb.dep_ == "xcomp") and not is_reported(verb) and cancels:
        return None
    active = bool(children(verb, "dobj"))
    return Future(
        target,
        verb,
        find_holder(target) or (find_subject(verb) if active else None),
        hedged=depends_on_case(verb) or uncertain,
        move=PlanMove.WITHDRAW if cancels else PlanMove.POSTPONE,
        alone=target.pos_ == "NOUN" and not uncertain and phrase != "extend",
        moved=True,
    )


def _goes_to_day(verb: Token) -> bool:
    """Tell whether what is moved is moved to another day: 'puts back the report to May'."""
    for preposition in children(verb, "prep"):
        if preposition.lower_ in {"to", "until", "till"}:
            return any(pobj.ent_type_ == "DATE" for pobj in children(preposition, "pobj"))
    return False


def _names_act(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ == "PRON":
        return lemma in {"it", "this", "that"}
    return lemma in words("act_nouns") | words("date_nouns") | words("postponement_nouns") or (
        token.pos_ == "PROPN" and token.ent_type_ not in {"PERSON", "GPE", "NORP"}
    )


def read_calendar(verb: Token) -> Future | None:
    """Read the present tense of a calendar: 'parliament convenes in July', 'when the town votes next March'."""
    expires = verb.lemma_ in words("expiring")
    if verb.tag_ not in {"VBZ", "VBP"} or children(verb, "aux"):
        return None
    if verb.lemma_ not in words("calendar") and not expires:
        return None
    subject = find_subject(verb)
    if (expires and subject is not None and subject.lemma_.lower() in words("expired")) or _takes_effect(
        verb
    ):
        return Future(verb, verb, subject)
    occasion = subject is not None and subject.lemma_.lower() in words("act_nouns") | words("lasting_nouns")
    if not can_promise(subject) and not occasion:
        return None
    lasts = subject is not None and subject.lemma_.lower() in words("lasting_nouns")
    return Future(verb, verb, subject, hedged=stands_in_case(verb), ahead=lasts)


def _takes_effect(verb: Token) -> bool:
    return verb.lemma_ == "take" and any(noun.lower_ == "effect" for noun in children(verb, "dobj"))


@cache
def _nouns() -> frozenset[str]:
    """Return the nouns that may name an act, its day or a change of it."""
    lists = ("act_nouns", "lasting_nouns", "date_nouns", "postponement_nouns")
    return frozenset().union(*map(words, lists))


def read_noun(noun: Token) -> Future | None:
    """Return the act that a noun names: 'the planned visit', or 'the vote', of which only its day can tell."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "TIME"}:
        return None
    lemma = noun.lemma_.lower()
    if lemma not in _nouns() or _is_other(noun):
        return None
    if lemma in words("date_nouns") | words("postponement_nouns"):
        granted = lemma in words("postponement_nouns") and _is_accepted(noun)
        return Future(noun, noun, find_holder(noun) or _find_doer(noun), ahead=granted, moved=True)
    modifiers = {c.lower_ for c in children(noun, "amod", "compound", "advmod", "nmod")}
    certain, likely = modifiers & words("ahead"), modifiers & words("ahead_hedged")
    if certain or likely:
        return Future(noun, noun, find_holder(noun), hedged=bool(likely))
    accepted = _is_accepted(noun)
    holder = find_holder(noun) or find_host(noun)
    return Future(noun, noun.head if accepted else noun, holder, ahead=accepted)


def _is_other(noun: Token) -> bool:
    """Tell whether a noun that could name an act names something else, or an act that nobody has set."""
    if (noun.tag_ == "NNP" and noun.lower_ == "march") or is_prefixed(noun):
        return True
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PROPN" and lemma in words("agents"):
        return True  # 'Congress on Thursday'
    if lemma == "release" and any(c.lower_ in {"news", "press"} for c in children(noun, "compound")):
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ in words("settings") and noun.head.head.tag_ == "VBD":
        return noun.head.head.lemma_.lower() in words("reporting")  # 'he said at a meeting on Friday'
    unset = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("accepting")
    return unset and _is_nobody(noun.head)  # 'none of them have scheduled a vote for May'


def _find_doer(noun: Token) -> Token | None:
    """Return who is to act by a day: the subject of 'a date for Norland deciding on the bridge'."""
    gerund = next((t for t in noun.subtree if t.dep_ in {"pcomp", "acl"} and t.tag_ == "VBG"), None)
    if gerund is None:
        return None
    beside = children(gerund.head, "pobj") if gerund.dep_ == "pcomp" else [gerund.head]
    doer = next(iter([*children(gerund, "nsubj"), *beside]), None)
    return doer if can_promise(doer) else None


def _is_accepted(noun: Token) -> bool:
    """Tell whether the noun is what somebody agrees to: 'accepted a visit in May', 'agreed to a delay'."""
    governor = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else noun
    accepted = governor.pos_ == "VERB" and governor.lemma_.lower() in words("accepting")
    if governor.lemma_ == "call" and noun.dep_ == "pobj":
        return False  # 'called for a strike' only demands one
    return accepted and not _is_nobody(governor)
