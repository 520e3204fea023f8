"""Nouns of demanding -> requirements: 'calls for a vote', 'their demand that he resign', 'their demands include'."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_holder, find_subject
from onrecord.reading.plans.conditions import clauses_after
from onrecord.reading.plans.required import Found, is_act, words


def read_demand_noun(noun: Token) -> Iterator[Found]:
    """Read 'on condition that', 'calls for an inquiry', 'their demand that he resign'."""
    lemma = noun.lemma_.lower()
    if lemma == "order" and (
        (noun.dep_ == "pobj" and noun.head.lower_ == "in") or children(noun, "amod", "compound")
    ):
        return  # 'in order to' tells a purpose, and 'an executive order to' does as well
    if any(child.lower_ in words("denying") for child in children(noun, "det")):
        return
    held = noun.dep_ == "pobj" and noun.head.lower_ in {"on", "with", "under"}
    if lemma in words("condition_nouns") and held:
        return
    holder = find_holder(noun)
    around = [*children(noun, "acl", "advcl", "relcl"), *children(noun.head, "advcl", "xcomp", "ccomp")]
    for clause in around:
        if clause.i > noun.i and any(child.lower_ == "for" for child in children(clause, "mark")):
            yield Found(clause, holder or _find_maker(noun), clause)
    for clause in clauses_after(noun):
        called = lemma in words("calling_nouns") and clause.tag_ == "VB" and _has_to(clause)
        if (clause.dep_ != "relcl" or called) and _is_subjunctive(clause):
            yield Found(clause, holder, clause)
    if lemma in words("listing_nouns"):
        yield from _read_listed(noun, holder)
    if lemma in words("pressing_nouns"):
        yield from _read_pressure(noun, holder or _find_maker(noun))
    if lemma in words("calling_nouns"):
        yield from _read_call(noun, holder or _find_maker(noun))
    if lemma == "line" and noun.dep_ == "nsubj" and any(child.lower_ == "bottom" for child in noun.children):
        for clause in children(noun.head, "ccomp", "attr"):
            if clause.pos_ not in {"VERB", "AUX"} or _is_subjunctive(clause):
                yield Found(clause, None, clause)  # and not 'the bottom line is that he lost'


def _has_to(clause: Token) -> bool:
    return any(child.tag_ == "TO" for child in clause.children)


def read_must(noun: Token) -> Iterator[Found]:
    """Read 'a vote is a must', 'consent is a requirement', where somebody says so."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be" and not children(noun.head, "neg"):
        for subject in children(noun.head, "nsubj", "csubj"):
            if subject.pos_ in {"NOUN", "VERB"}:
                yield Found(subject, None, subject, spoken=True)


def read_terms(noun: Token) -> Iterator[Found]:
    """Read 'the union's terms include a vote' and 'set out its terms, which include a vote'."""
    holder = find_holder(noun)
    if noun.tag_ == "NNS" and (holder or _find_maker(noun)) is not None:
        yield from _read_listed(noun, holder)


def _is_subjunctive(clause: Token) -> bool:
    """Tell whether a clause says what is to be, and not what is: 'that he resign', 'that it be given a veto'."""
    modals = {child.lower_ for child in clause.children if child.tag_ == "MD"}
    wished = any(child.tag_ == "TO" or child.lower_ == "be" for child in clause.children)
    return (wished or clause.tag_ in {"VB", "VBP"}) and modals <= words("duty")


def _read_call(noun: Token, holder: Token | None) -> Iterator[Found]:
    """Read 'calls for an inquiry', 'a demand for the firm to pay', 'demands, including opening the books'."""
    for preposition in children(noun, "prep"):
        if preposition.lower_ == "including":
            for listed in children(preposition, "pobj", "pcomp"):
                yield Found(listed, holder, listed)
        if preposition.lower_ != "for":
            continue
        for pobj in children(preposition, "pobj"):
            if pobj.lemma_.lower() not in words("unmeant"):
                infinitive = next(iter(children(pobj, "acl", "relcl")), None)
                yield Found(pobj, holder, infinitive if infinitive is not None else pobj)
        return  # 'a demand for five crowns for the wall': the second 'for' tells of the crowns


def _read_pressure(noun: Token, holder: Token | None) -> Iterator[Found]:
    """Read 'pressure on the mayor to resign', 'a call to the banks to lend'."""
    for preposition in children(noun, "prep", "dative"):
        for pobj in children(preposition, "pobj"):
            near = (
                *children(pobj, "acl", "relcl"),
                *children(noun, "acl", "relcl"),
                *children(noun.head, "xcomp", "advcl"),
            )
            for clause in near:
                if clause.i > pobj.i and any(child.tag_ == "TO" for child in clause.children):
                    yield Found(clause, holder, clause)


def _find_maker(noun: Token) -> Token | None:
    """Return who makes the demand: the subject of 'reiterated their calls'."""
    return find_subject(noun.head) if noun.dep_ == "dobj" else None


def _read_listed(noun: Token, holder: Token | None) -> Iterator[Found]:
    """Read 'their demands include a vote', 'among its demands is a vote', 'its conditions: a vote and a pause'."""
    if holder is None and noun.tag_ != "NNS" and noun.lemma_.lower() not in words("preconditions"):
        return  # 'demand is a problem'
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "among" else noun.head
    listed = [token for token in children(noun, "appos") if is_act(token)]
    if (
        noun.dep_ in {"nsubj", "pobj"}
        and verb.lemma_ in {"be", "include", "remain"}
        and not children(verb, "neg")
    ):
        told = children(verb, "attr", "dobj", "nsubj")
        listed += [token for token in told if token.i > noun.i and token.pos_ in {"NOUN", "PROPN"}]
    acts = [
        act
        for preposition in children(noun, "prep")
        if preposition.lower_ in {"for", "of"}
        for act in children(preposition, "pobj")
    ]
    for clause in children(noun, "relcl"):  # 'its terms, which include a vote'
        if clause.lemma_ == "include" and (holder is not None or _find_maker(noun) is not None):
            listed += children(clause, "dobj")
    for token in listed:
        if is_act(token) or noun.lemma_ != "price":
            yield Found(token, holder or _find_maker(noun), acts[0] if acts else token)


def read_time_for(noun: Token) -> Iterator[Found]:
    """Read 'it is time for the mayor to go', where somebody says so."""
    it = any(child.lower_ == "it" for child in children(noun.head, "nsubj"))
    for clause in children(noun, "relcl", "acl"):
        due = it and clause.tag_ == "VB" and _has_to(clause) and clause.lemma_.lower() not in words("musing")
        if noun.dep_ == "attr" and (due or any(child.lower_ == "for" for child in children(clause, "mark"))):
            yield Found(clause, None, clause, spoken=True)
