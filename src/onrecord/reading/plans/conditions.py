"""Clauses that hold one act back until another is done -> requirements: 'if', 'unless', 'until', 'without'."""

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import can_promise, is_negated, is_stative
from onrecord.reading.plans.promises import words as plan_words
from onrecord.reading.plans.required import Found, find_sayer, is_act, is_refused, words

_NEAR = 8  # words between 'provided' and the subject of what is


def read_case(verb: Token) -> Iterator[Found]:
    """Read the case in 'if it pays, we will reopen', 'refused to talk unless he left'."""
    added = [
        c for c in children(verb, "conj") if children(c, "mark") and any(t.lower_ == "only" for t in c.lefts)
    ]
    for clause in [*children(verb, "advcl"), *added]:  # 'is ready to talk, but only if it ends'
        if _is_threat(verb, clause):
            party = find_subject(verb)
            yield Found(clause, party if can_promise(party) and verb.lemma_ != "be" else None, verb)
            continue
        mark = next((c for c in children(clause, "mark") if c.lower_ in words("conditions")), None)
        if not _is_only_then(verb, clause) and (mark is None or not _binds(mark, verb, clause)):
            continue
        party = find_subject(verb)
        named = can_promise(party) and party is not None and party.pos_ != "PRON"
        yield Found(clause, party if named else None, verb)


def _binds(mark: Token, verb: Token, clause: Token) -> bool:
    """Tell whether the clause behind a conjunction is what the main clause waits for."""
    if mark.lower_ == "before":
        actor = next(iter(children(clause, "nsubj")), None)
        doing = verb.lemma_ != "be" and _concerns_somebody(verb)
        return is_refused(verb) and doing and can_promise(actor) and can_promise(find_subject(verb))
    if mark.lower_ == "until" and is_refused(verb) and not is_negated(verb):
        return True  # 'refuses to return until'
    if mark.lower_ == "until":
        return _lies_ahead(verb) and (_lasts(verb) or (_is_denied(verb) and _concerns_somebody(verb)))
    if mark.lower_ in words("strict_conditions"):
        return _concerns_somebody(verb)
    if _is_ready(verb):
        return mark.lower_ == "if" and can_promise(find_subject(verb) or find_subject(verb.head.head))
    idle = clause.lemma_ == "have" and not children(clause, "dobj")  # 'if we have to'
    agreed = clause.lemma_ == "come" and any(c.lower_ == "to" for c in children(clause, "prep"))
    if idle or (clause.lemma_.lower() in words("chances") and not agreed):
        return False  # 'if she wins'
    return (_is_willing(verb) or _would(verb, clause)) and _is_promised(verb)


def _is_ready(verb: Token) -> bool:
    """Tell whether a party is ready for the act: 'is ready to talk', the verb being either."""
    ready = [c.lemma_.lower() for c in children(verb, "acomp")]
    ready += [verb.head.lemma_.lower()] if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" else []
    return any(word in words("ready") for word in ready) and not children(verb, "neg")


def _is_threat(verb: Token, clause: Token) -> bool:
    """Tell whether what follows is held out to somebody: 'if they vote no, there will be a strike', 'if asked'."""
    if not any(c.lower_ == "if" for c in children(clause, "mark")):
        return False
    actor = next(iter(children(clause, "nsubj")), None)
    able = any(c.lower_ in {"can", "could", "may", "might", "would"} for c in children(clause, "aux"))
    deed = can_promise(actor) and actor is not None and actor.lower_ != "it" and not able
    deed = (
        deed
        and clause.lemma_.lower() not in words("chances")
        and clause.tag_ in {"VBZ", "VBP", "VB", "VBD", "NN"}
    )
    coming = any(c.lower_ in {"will", "'ll", "’ll"} for c in children(verb, "aux"))
    if verb.lemma_ == "be" and children(verb, "expl") and coming:
        none = any(
            c.lower_ == "no" and is_act(noun)
            for noun in children(verb, "attr")
            for c in children(noun, "det")
        )
        return none or (deed and not is_stative(clause))
    if verb.lemma_.lower() in words("threatening") and not children(verb, "ccomp"):
        return deed and bool(children(verb, "dobj", "xcomp"))
    bare = clause.tag_ in {"VBN", "JJ"} and not children(clause, "nsubj", "nsubjpass", "aux", "auxpass")
    willing = any(c.lower_ in {"will", "would", "'ll", "’ll"} for c in children(verb, "aux"))
    return bare and willing and clause.lemma_.lower() in words("provoked") and can_promise(find_subject(verb))


def _is_only_then(verb: Token, clause: Token) -> bool:
    """Tell whether nothing but the clause lets the act happen: 'can begin only when', 'will only talk after'."""
    opener = next((c for c in children(clause, "mark", "advmod") if c.lower_ in words("openers")), None)
    if opener is None or not any(c.tag_ == "MD" for c in children(verb, "aux")):
        return False
    near = (*clause.children, *opener.children, *verb.children)
    return any(token.lower_ == "only" and token.i < opener.i for token in near)


def read_as_long(adverb: Token) -> Iterator[Found]:
    """Read 'there will be no talks as long as the siege lasts': its end is what the talks wait for."""
    verb = adverb.head
    if verb.pos_ not in {"VERB", "AUX"} or not any(
        c.lower_ in {"as", "so"} for c in children(adverb, "advmod")
    ):
        return
    for clause in children(adverb, "advcl"):
        if is_refused(verb) or (_lies_ahead(verb) and _is_denied(verb)):
            party = find_subject(verb)
            act = next(iter(children(verb, "attr")), verb) if verb.lemma_ == "be" else verb
            yield Found(clause, party if can_promise(party) else None, act)


def _concerns_somebody(verb: Token) -> bool:
    """Tell whether the main clause is more than what will happen by itself: not 'nothing will change'."""
    past = any(c.lemma_ == "have" for c in children(verb, "aux")) and any(
        c.tag_ == "MD" for c in children(verb, "aux")
    )
    planned = verb.lemma_ == "happen" and any(
        c.lower_ in {"it", "that", "this"} for c in children(verb, "nsubj")
    )
    planned = planned and find_sayer(verb) is not None  # 'said that would not happen until'
    return (
        planned or verb.lemma_.lower() not in words("befalling")
    ) and not past  # and not 'would have had time'


def _is_willing(verb: Token) -> bool:
    willing = any(
        (c.lemma_.lower() in {"will", "shall"} and c.lower_ != "would") or c.lower_ in {"'ll", "’ll"}
        for c in children(verb, "aux")
    )
    return willing or (
        verb.dep_ in {"xcomp", "advcl"}
        and any(c.tag_ == "TO" for c in verb.children)
        and verb.head.lemma_.lower() in plan_words("commissive")
    )


def _would(verb: Token, clause: Token) -> bool:
    """Tell whether 'would' stands for 'will': 'he said he would sign if they paid', 'if they vote, it would sit'."""
    modals = {c.lower_ for c in children(verb, "aux")}
    if not modals & {"would", "could", "'d", "’d"} or any(c.lemma_ == "have" for c in children(verb, "aux")):
        return False
    if clause.tag_ in {"VBZ", "VBP"} and "would" in modals:
        return True
    subject, sayer = find_subject(verb), find_sayer(verb)
    if subject is None or sayer is None:
        return False
    if subject.lower_ == "it" and sayer.ent_type_ == "PERSON":
        return False
    return subject.lower_ in words("own") or subject.lemma_ == sayer.lemma_


def _lies_ahead(verb: Token) -> bool:
    """Tell whether a clause is not told as past: 'will not pay until', and not 'did not say so until'."""
    helpers = children(verb, "aux", "auxpass")
    return not any(token.tag_ == "VBD" for token in (verb, *helpers))


def _is_denied(verb: Token) -> bool:
    """Tell whether a clause is negated by its verb or a noun of it: 'not a cent will be paid', 'there is no way'."""
    near = [token for left in verb.lefts for token in (left, *left.lefts)]
    near += [token for noun in children(verb, "attr") for token in noun.lefts]
    return any(token.lower_ in words("denying") for token in near)


def _lasts(verb: Token) -> bool:
    """Tell whether a party is to go on with something, which ends as soon as it has its way."""
    return (
        verb.lemma_.lower() in words("lasting")
        and (_is_willing(verb) or any(c.lower_ == "would" for c in children(verb, "aux")))
        and (can_promise(find_subject(verb)) or bool(children(verb, "nsubjpass")))
    )


def _is_promised(verb: Token) -> bool:
    """Tell whether the main clause is an act that somebody holds out, and not what may befall him."""
    tried = children(verb, "xcomp") if verb.lemma_.lower() in plan_words("trying") else []
    deed = next(iter(tried), verb)  # 'vowing to try to sue'
    return bool(children(verb, "nsubjpass")) or (can_promise(find_subject(verb)) and not is_stative(deed))


def read_without(preposition: Token) -> Iterator[Found]:
    """Read 'will not vote for it without a pause'; a parser hangs the phrase on any word between."""
    if preposition.dep_ != "prep":
        return
    above = list(preposition.ancestors)
    verb = above[0]
    if is_act(verb) and any(c.lower_ == "no" for c in children(verb, "det")):  # 'no deal without a vote'
        yield Found(preposition, None, verb, spoken=True)
        return
    backed = {"acts", "approvals", "backing"}
    if any(
        noun.lemma_.lower() in words(name) for noun in children(preposition, "pobj") for name in backed
    ) and _is_barred(verb):
        yield Found(preposition, None, verb)
        return
    forbidding = next((token for token in above[:3] if _forbids(token)), None)
    if verb.pos_ != "VERB" or forbidding is None:
        verb = next((token for token in above if token.pos_ == "VERB" and is_refused(token)), verb)
        forbidding = verb if verb.i < preposition.i and is_refused(verb) else None
    if forbidding is not None:
        party = find_subject(forbidding)
        yield Found(preposition, party if can_promise(party) else None, verb)


def read_until(preposition: Token) -> Iterator[Found]:
    """Read 'will not pay until an agreement', which waits for an act and for no day."""
    verb = preposition.head
    if verb.pos_ not in {"VERB", "AUX"} or not any(c.tag_ == "MD" for c in children(verb, "aux")):
        return
    for act in children(preposition, "pobj"):
        clause = bool(children(act, "acl")) and act.tag_ == "NNS"  # a verb that a parser took for a noun
        if _is_denied(verb) and not act.ent_type_ and (is_act(act) or clause):
            party = find_subject(verb)
            yield Found(preposition, party if can_promise(party) else None, verb)


def read_consent(noun: Token) -> Iterator[Found]:
    """Read 'will be done with the consent of the town': without it, it will not."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"at", "with", "under"} or verb.pos_ != "VERB":
        return
    whose = any(c.lower_ in {"of", "from"} for c in children(noun, "prep")) or children(noun, "poss")
    ahead = any(c.lower_ in {"will", "would", "can", "must", "may"} for c in children(verb, "aux"))
    if whose and ahead and not children(verb, "neg"):
        yield Found(noun, None, verb, spoken=True)


def _is_barred(verb: Token) -> bool:
    """Tell whether something cannot be: 'cannot be beaten', 'will not be possible'."""
    denied = _is_denied(verb)
    able = any(c.lower_ in {"can", "ca", "could"} for c in children(verb, "aux"))
    possible = verb.lemma_ == "be" and any(c.lower_ == "possible" for c in children(verb, "acomp"))
    there = bool(children(verb, "expl")) and any(c.tag_ == "MD" for c in children(verb, "aux"))
    return denied and (able or possible or there)


def _forbids(verb: Token) -> bool:
    """Tell whether a verb keeps what it governs from being done, and does not only doubt it."""
    if verb.lemma_.lower() in words("refusing"):
        return True
    unable = any(child.lower_ in {"can", "ca", "could"} for child in children(verb, "aux"))
    return bool(children(verb, "neg")) and not unable and verb.lemma_.lower() not in plan_words("believing")


def read_proviso(verb: Token) -> Iterator[Found]:
    """Read 'provided that she is accompanied', which a parser takes for a verb with a clause of its own."""
    if children(verb, "aux", "auxpass", "dobj"):
        return
    for clause in children(verb, "ccomp", "pcomp"):
        if any(child.lower_ == "that" for child in children(clause, "mark")) and verb.head.i != verb.i:
            said = children(verb.head, "ccomp") if verb.head.lemma_.lower() in plan_words("reporting") else []
            yield Found(clause, None, said[0] if said else verb.head)
    if verb.dep_ == "prep" and not children(verb, "ccomp", "pcomp"):
        behind = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _NEAR)]
        cases = (
            token.head for token in behind if token.dep_ in {"nsubj", "nsubjpass"} and token.head.i > token.i
        )
        for case in islice(cases, 1):
            yield Found(case, None, verb.head)


def read_condition_noun(noun: Token) -> Iterator[Found]:
    """Read 'on condition that it pays' and 'called a pause a condition for talks'."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in {"on", "with", "under"}:
        later = [clause for clause in children(head.head, "ccomp", "advcl", "conj") if clause.i > noun.i]
        for clause in clauses_after(noun) or later:
            if any(token.lower_ == "that" for token in clause.lefts):
                yield Found(clause, None, head.head)
        for preposition in children(noun, "prep"):
            for asked in children(preposition, "pobj", "pcomp") if preposition.lower_ == "of" else ():
                stated = noun.lemma_.lower() in words("preconditions")  # and not 'on the basis of'
                if stated and head.lower_ == "on" and asked.lemma_.lower() not in words("reticence"):
                    yield Found(asked, None, head.head)
        return
    if noun.lemma_.lower() not in words("preconditions"):
        return
    for preposition in children(noun, "prep"):
        act = next(iter(children(preposition, "pobj", "pcomp")), None)
        if preposition.lower_ not in {"for", "of", "to"} or act is None:
            continue
        if noun.dep_ == "attr" and (subject := next(iter(children(head, "nsubj")), None)) is not None:
            yield Found(subject, None, act, spoken=True)
        elif noun.dep_ in {"oprd", "ccomp", "dobj", "xcomp"} and head.lemma_.lower() in words("setting"):
            beside = (*children(noun, "nsubj"), *children(head, "dobj", "nsubj", "oprd"))
            named = [token for token in beside if head.i < token.i < noun.i]
            if named:
                yield Found(named[0], find_subject(head), act)


def clauses_after(noun: Token) -> list[Token]:
    """Return the clauses that say what a noun is of: 'the demand that it pay'."""
    found = children(noun, "acl", "ccomp", "relcl", "appos")
    return [clause for clause in found if clause.pos_ in {"VERB", "AUX"} and clause.i > noun.i]
