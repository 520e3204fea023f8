"""Phrases that make one act the price of another -> requirements: 'conditional on', 'in exchange for', 'or else'."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import can_promise
from onrecord.reading.plans.promises import words as plan_words
from onrecord.reading.plans.required import Found, is_refused, words

_NEAR = 3  # words between 'conditional' and its 'on'
_LIMIT = 6  # words between 'gave' and its 'until'
_FAR = 12  # words between a limit and the act: '6 p.m. (2300 GMT) on Sunday to reply'


def read_dependence(token: Token) -> Iterator[Found]:
    """Read 'the loan is conditional on a vote', 'made it dependent on the firm paying', 'depends on a vote'."""
    lemma = token.lemma_.lower()
    strict = lemma in words("depending")
    preposition = next(
        (
            c
            for c in (*token.children, *token.head.children)
            if c.dep_ == "prep"
            and c.lower_ in {"on", "upon", "to"}
            and 0 < c.i - token.i <= (_FAR if strict and token.pos_ == "VERB" and c.lower_ == "on" else _NEAR)
        ),
        None,
    )
    if preposition is None or (preposition.lower_ == "to" and lemma not in {"subject", "tie", "conditional"}):
        return
    about, party = _find_dependent(token)
    for required in children(preposition, "pobj", "pcomp"):
        if about is None or about.i == required.i:
            continue
        granted = required.lemma_.lower() in words("approvals") | words("backing")
        bound = (
            (lemma == "subject" and required.dep_ == "pcomp")
            or granted
            or (lemma == "depend" and _gerund_behind(required) is not None)
        )
        if strict or bound or (_is_act(about) and _is_doing(required)):
            gerund = _gerund_behind(required)
            apart = gerund is not None and not required.is_ancestor(gerund)
            yield Found(gerund if apart and gerund is not None else required, party, about)


def _gerund_behind(noun: Token) -> Token | None:
    """Return the gerund right behind a noun: 'on the mayor making a statement'."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    return following if following is not None and following.tag_ == "VBG" else None


def _find_dependent(token: Token) -> tuple[Token | None, Token | None]:
    """Return what depends, and who makes it depend."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    if (own := next(iter(children(token, "nsubj")), None)) is not None and token.dep_ == "ccomp":
        return own, find_subject(token.head)  # 'made the loan conditional on'
    if verb.pos_ == "NOUN":
        return verb, find_subject(verb.head) if verb.dep_ == "dobj" else None  # 'offered aid conditional on'
    if token.dep_ == "acl":
        return token.head, None
    subject = next(iter(children(verb, "nsubj", "nsubjpass", "csubj")), None)
    objects = [noun for noun in children(verb, "dobj") if noun.i < token.i] if verb.i != token.i else []
    if objects:
        return objects[0], subject
    return subject or (verb if verb.i != token.i else None), None


def _is_act(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ == "VERB" or lemma in words("acts") | plan_words("act_nouns") | {"everything"}


def _is_doing(token: Token) -> bool:
    """Tell whether words name something that somebody does: a gerund, an act, approval."""
    if token.dep_ == "pcomp" or _gerund_behind(token) is not None:
        return True
    return _is_act(token) or token.lemma_.lower() in words("approvals")


def read_exchange(noun: Token) -> Iterator[Found]:
    """Read 'will lift the ban in exchange for a pledge': the pledge is what the ban's end requires."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return
    governor = noun.head.head
    if governor.lemma_.lower() in words("trading") or children(noun, "det"):
        return
    verb = governor if governor.pos_ in {"VERB", "AUX"} else governor.head
    party = find_subject(verb) if verb.lemma_.lower() not in words("trading") else None
    if party is not None and not can_promise(party):
        return
    for preposition in children(noun, "prep"):
        for required in children(preposition, "pobj", "pcomp"):
            if preposition.lower_ == "for" and (required.dep_ == "pcomp" or not required.ent_type_):
                yield Found(required, party, governor)


def read_lack(noun: Token) -> Iterator[Found]:
    """Read 'will not appear because of the lack of a vote': the vote is what the refusal asks for."""
    if noun.dep_ != "pobj":
        return
    verb = next((token for token in noun.ancestors if token.pos_ == "VERB"), None)
    if verb is None or not is_refused(verb):
        return
    for preposition in children(noun, "prep"):
        for required in children(preposition, "pobj"):
            yield Found(required, find_subject(verb), verb)


def read_restriction(verb: Token) -> Iterator[Found]:
    """Read 'will not back a deal that closes the port': what the party lets no deal do."""
    lemma = verb.lemma_.lower()
    if lemma in words("accepting"):
        refused = is_refused(verb)
    elif lemma in words("opposing"):
        modals = {c.lemma_.lower() for c in children(verb, "aux")}
        refused = bool(modals & {"will", "would", "shall"}) or (
            verb.dep_ in {"advcl", "xcomp"}
            and any(noun.lemma_.lower() in words("threats") for noun in children(verb.head, "dobj"))
        )
        refused = refused or (
            verb.dep_ in {"xcomp", "acl"}
            and verb.head.lemma_.lower() in plan_words("commissive") | {"threaten"} | words("threats")
        )
    else:
        return
    nouns = children(verb, "dobj") + [
        noun for c in children(verb, "prep") if c.lower_ in {"for", "to"} for noun in children(c, "pobj")
    ]
    for noun in nouns if refused else ():
        bound = any(c.lower_ in {"a", "an", "any"} for c in children(noun, "det"))
        described = children(noun, "relcl", "acl") or any(
            c.lower_ == "without" for c in children(noun, "prep")
        )
        if bound and described and (verb.dep_ == "acl" or can_promise(find_subject(verb))):
            yield Found(noun, find_subject(verb), noun)


def read_bound(verb: Token) -> Iterator[Found]:
    """Read what a rule holds somebody to: 'the deal limits the fleet to two boats', 'rules barring crews from it'."""
    source = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else find_subject(verb)
    if source is None or source.lemma_.lower() not in words("speaking_things") or children(verb, "neg"):
        return
    for preposition in children(verb, "prep"):
        for bound in children(preposition, "pobj", "pcomp"):
            if preposition.lower_ in {"to", "from", "at"} and (children(verb, "dobj")):
                yield Found(bound, None, children(verb, "dobj")[0])


def read_answered(verb: Token) -> Iterator[Found]:
    """Read 'any attack will be answered': what a party lets nobody do."""
    ahead = any(c.lower_ in {"will", "would"} for c in children(verb, "aux"))
    for deed in children(verb, "nsubjpass"):
        if ahead and deed.pos_ == "NOUN" and any(c.lower_ == "any" for c in children(deed, "det")):
            yield Found(deed, None, verb, spoken=True)


def read_ultimatum(either: Token) -> Iterator[Found]:
    """Read, from the 'or', 'pay the wages or we'll strike' and 'to leave or face a fine'."""
    verb = either.head
    other = next((token for token in children(verb, "conj") if token.i > either.i), None)
    if either.dep_ != "cc" or other is None:
        return
    subject = next(iter(children(other, "nsubj", "nsubjpass")), None)
    coming = any(c.lower_ in {"will", "'ll", "’ll"} for c in children(other, "aux"))
    ours = subject is not None and subject.lower_ in {"i", "we"} and coming
    yours = subject is not None and subject.lower_ == "you" and coming and verb.tag_ == "VB"
    ours = ours or (yours and not children(verb, "nsubj", "aux"))  # 'leave or you will be fined'
    faced = subject is None and other.lemma_.lower() in words("facing") and other.tag_ == "VB"
    if ours or faced:
        yield Found(verb, None, other)
    elif subject is not None and _is_choice(verb, other, subject):
        yield Found(verb, None, verb, spoken=True)


def _is_choice(verb: Token, other: Token, subject: Token) -> bool:
    """Tell whether the other side is left a choice: 'he can attend, or he can stop complaining'."""
    first = next(iter(children(verb, "nsubj")), None)
    modals = [{c.lower_ for c in children(token, "aux")} for token in (verb, other)]
    return first is not None and first.lower_ == subject.lower_ and all("can" in found for found in modals)


def read_deadline(token: Token) -> Iterator[Found]:
    """Read 'gave the firm until May to reply', 'has two weeks to answer' and 'a deadline to leave'."""
    lemma = token.lemma_.lower()
    if lemma in words("granting"):
        limit = next(
            (c for c in children(token, "prep") if c.lower_ == "until" and c.i - token.i <= _LIMIT), None
        ) or next(
            (c for c in children(token, "dobj") if lemma == "give" and c.lemma_.lower() in words("periods")),
            None,
        )
        act = _infinitive_after(limit, token) if limit is not None else None
        if act is not None:
            yield Found(act, find_subject(token) if lemma == "give" else None, act)
    else:
        behind = [c for c in (*children(token, "prep"), *children(token.head, "prep")) if c.i > token.i]
        gerunds = (g for c in behind if c.lower_ in {"for", "of"} for g in children(c, "pcomp"))
        act = _infinitive_after(token, token) or next(gerunds, None)
        if act is not None:
            verb = token.head
            setter = find_subject(verb) if verb.lemma_.lower() in words("setting") else None
            owner = next(iter(children(token, "poss")), None)
            yield Found(act, owner or setter, act)


def _infinitive_after(limit: Token, top: Token) -> Token | None:
    """Return the first infinitive behind a limit, wherever a parser hangs it under `top` or its head."""
    near = sorted((*top.subtree, *children(top.head, "advcl", "xcomp")), key=lambda token: token.i)
    for token in near:
        infinitive = token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)
        if infinitive and limit.i < token.i <= limit.i + _FAR:
            return token
    return None
