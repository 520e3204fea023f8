"""Doc -> requirements."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Requirement
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.plans.clauses import (
    children,
    content_lemmas,
    cover_action,
    cover_clause,
    cover_phrase,
    enclosing,
    find_holder,
    find_subject,
    read_tokens,
)
from onrecord.reading.plans.promises import can_promise

_LONGEST = 400  # characters of a requirement; a longer clause is a parser's mistake and is cut at a word


class _Found(NamedTuple):
    """A requirement as tokens: what is required, by whom, and for which act."""

    required: Token  # head of the words that say what
    party: Token | None
    about: Token  # head of the act that it is required for
    spoken: bool = False  # it is a requirement only where somebody is on record as saying it


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.reading.plans", "requirements.toml").words(name)


def find_requirements(
    document: Document,
    doc: Doc,
    attributions: Sequence[Attribution],
) -> tuple[Requirement, ...]:
    """Return the words that say what a party requires for something to happen."""
    found: dict[Offsets, Requirement] = {}
    pos = read_columns(doc).pos
    for token in read_tokens(doc):
        for item in _read(token, pos[token.i]):
            requirement = _make_requirement(document.text, item, attributions)
            if requirement is not None:
                found.setdefault(requirement.words, requirement)
    return _drop_repeated(sorted(found.values(), key=lambda item: (item.words.start, -item.words.end)))


def _drop_repeated(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements, given by their start and the longest first, without those inside another."""
    kept: list[Requirement] = []
    reached = 0
    for requirement in requirements:
        if requirement.words.end > reached:
            kept.append(requirement)
            reached = requirement.words.end
    return tuple(kept)


def _read(token: Token, pos: str) -> Iterator[_Found]:
    if pos in {"VERB", "AUX"}:
        yield from _read_demand(token)
        yield from _read_duty(token)
        yield from _read_case(token)
        yield from _read_proviso(token)
    if pos in {"ADJ", "NOUN", "VERB", "SCONJ", "ADP", "ADV"}:
        yield from _read_essential(token)
    if pos == "NOUN":
        yield from _read_noun(token)


def _read_demand(verb: Token) -> Iterator[_Found]:
    """Read 'demanded that it resign', 'called on the firm to pay', 'pushed for a vote'."""
    lemma = verb.lemma_.lower()
    if lemma not in _words("demanding") | _words("taking_object") or _is_hypothetical(verb):
        return
    party = find_subject(verb)
    if party is not None and party.lower_ in _words("generic") - {"it", "who", "i"}:
        return
    if party is not None and party.lemma_.lower() in _words("speaking_things"):
        party = None  # 'a letter that demanded it': whose, another sentence says
    elif (party is not None and party.pos_ == "NOUN" and not can_promise(party) and party.tag_ != "NNS") or (
        lemma in _words("wishing") and not _is_wish_of_another(verb, party)
    ):
        return
    if lemma in _words("taking_preposition"):
        for clause in children(verb, "advcl", "ccomp", "xcomp"):
            if any(child.lower_ == "for" for child in children(clause, "mark")):
                yield _Found(clause, party, clause)
    purpose = bool(children(verb, "dobj")) and lemma not in _words("addressed")  # 'demanded a vote to end it'
    for clause in children(verb, "ccomp", "xcomp"):
        if not purpose and _is_required(verb, clause):
            yield _Found(clause, party, clause)
    if lemma in _words("taking_object"):
        for noun in children(verb, "dobj"):
            if (lemma == "require" or noun.lemma_.lower() in _words("acts")) and not children(noun, "neg"):
                yield _Found(noun, party, noun)
    if lemma in _words("taking_preposition"):
        yield from _read_preposition(verb, party)


def _is_wish_of_another(verb: Token, party: Token | None) -> bool:
    """Tell whether a wish is a party's term, and not what a speaker or the public would like for itself."""
    if party is None or not can_promise(party) or party.lower_ in _words("first_person"):
        return False
    if party.lemma_ in _words("generic") - {"it"}:
        return False
    others = any(children(clause, "nsubj", "nsubjpass") for clause in children(verb, "ccomp", "xcomp"))
    return verb.lemma_ != "want" or verb.tag_ != "VBD" or others


def _is_hypothetical(verb: Token) -> bool:
    if _follows_adjective(verb):
        return True
    return bool(children(verb, "neg")) or any(
        child.lower_ in _words("possibility") and child.dep_ == "aux" and verb.lemma_ != "urge"
        for child in verb.children
    )


def _follows_adjective(verb: Token) -> bool:
    """Tell whether the verb only hangs on a judgement: 'it would be wrong to ask them'."""
    head = verb.head
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    return (
        infinitive
        and verb.dep_ in {"xcomp", "advcl", "ccomp"}
        and (head.pos_ == "ADJ" or bool(children(head, "acomp")))
    )


def _is_required(verb: Token, clause: Token) -> bool:
    """Tell whether the clause of a demanding verb is what is demanded, and not what is told."""
    lemma = verb.lemma_.lower()
    marks = {child.lower_ for child in children(clause, "mark", "aux", "advmod")}
    if marks & {"if", "whether", "why", "how", "when"} or clause.tag_ == "VBG":
        return False
    if "to" in marks:
        other = children(clause, "nsubj", "nsubjpass") or children(verb, "dobj", "dative", "prep")
        if lemma in {"seek", "expect"} or (lemma == "want" and clause.lemma_ == "be"):
            return bool(other)
        return bool(other) or lemma == "want" or lemma not in _words("addressed")
    if lemma == "want" and clause.tag_ == "VBN":
        return True  # 'want the talks finished'
    if lemma in {"ask", "expect", "order", "direct", "want"} and clause.tag_ not in {"VB"}:
        return False
    subjunctive = clause.tag_ == "VB" or any(
        c.tag_ == "VB" and c.lemma_ == "be" for c in children(clause, "auxpass", "aux")
    )
    bare = clause.tag_ == "VBP" and lemma in {"demand", "insist", "request", "require", "urge"}
    return bool((subjunctive and not marks & _words("factual_modals")) or bare or marks & _words("duty"))


def _read_preposition(verb: Token, party: Token | None) -> Iterator[_Found]:
    for preposition in children(verb, "prep", "dative"):
        if preposition.lower_ not in _words("demand_prepositions"):
            continue
        for noun in children(preposition, "pobj", "pcomp"):
            infinitive = next(
                (
                    c
                    for c in [*children(verb, "xcomp", "advcl"), *children(noun, "acl", "relcl")]
                    if any(g.tag_ == "TO" for g in c.children)
                ),
                None,
            )
            if noun.lemma_.lower() in _words("unmeant"):
                continue
            if infinitive is not None and infinitive.i > noun.i and noun.lemma_.lower() not in _words("acts"):
                yield _Found(infinitive, party, infinitive)
            elif preposition.lower_ == "for" or verb.lemma_ == "insist":
                yield _Found(noun, party, noun)


def _read_duty(verb: Token) -> Iterator[_Found]:
    """Read 'the visit must be friendly' and 'the firm needs to pay', where somebody says so."""
    duty = next((c for c in children(verb, "aux") if c.lower_ in _words("duty")), None)
    acting, imposed = verb, False
    needed = duty is None and verb.lemma_ in {"need", "have"} and verb.tag_ in {"VBZ", "VBP", "VB"}
    if (duty is None and not needed) or verb.dep_ == "relcl" or children(verb, "expl"):
        return
    if needed:
        inner = next((c for c in children(verb, "xcomp") if any(g.tag_ == "TO" for g in c.children)), None)
        imposed = (
            any(c.lower_ in _words("deadline_signals") for c in children(inner, "prep")) if inner else False
        )
        owner = find_subject(verb)
        thing = not can_promise(owner) or (owner is not None and owner.lower_ == "it")
        if inner is None or (verb.lemma_ == "have" and not imposed and not thing):
            return
        acting, duty = inner, verb
    if duty is None or any(c.lemma_ == "have" for c in children(verb, "aux")):
        return
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None) or find_subject(verb)
    clausal = bool(children(verb, "csubj"))  # 'what is offered must differ'
    if subject is None or (
        subject.lemma_.lower() in _words("generic") and subject.lower_ != "it" and not clausal
    ):
        return
    if any(
        c.tag_ in {"WP", "WRB"} or c.lower_ == "whether"
        for c in verb.lefts
        if c.dep_ not in {"nsubj", "csubj"}
    ):
        return
    unnamed = subject.lower_ in _words("first_person") | {"it", "they"}
    if unnamed and duty.lower_ != "must" and not (subject.lower_ == "it" and acting.lemma_ == "be"):
        return
    about = subject if subject.pos_ == "NOUN" and not can_promise(subject) else acting
    yield _Found(verb, None, about, spoken=not imposed)


def _read_case(verb: Token) -> Iterator[_Found]:
    """Read the case in 'if it pays, we will reopen', 'refused to talk unless he left'."""
    for clause in children(verb, "advcl"):
        mark = next((c for c in children(clause, "mark") if c.lower_ in _words("conditions")), None)
        if mark is None:
            continue
        willing = any(
            (c.lemma_.lower() in {"will", "shall"} and c.lower_ != "would") or c.lower_ in {"'ll", "’ll"}
            for c in children(verb, "aux")
        )
        willing = willing or (verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _commissive())
        if mark.lower_ == "until" and not (_is_denied(verb) and _lies_ahead(verb)):
            continue
        if mark.lower_ in _words("strict_conditions") or (willing and _is_promised(verb)):
            party = find_subject(verb)
            yield _Found(
                clause,
                party if can_promise(party) and party is not None and party.pos_ != "PRON" else None,
                verb,
            )
    without = [preposition for preposition in children(verb, "prep") if preposition.lower_ == "without"]
    if without and any(
        children(token, "neg") or token.lemma_ == "refuse" for token in (verb, *list(verb.ancestors)[:2])
    ):
        for preposition in without:
            yield _Found(preposition, None, verb)


def _read_proviso(verb: Token) -> Iterator[_Found]:
    """Read 'provided that she is accompanied', which a parser takes for a verb with a clause of its own."""
    if verb.lower_ not in {"provided", "providing"} or children(verb, "aux", "auxpass", "dobj"):
        return
    for clause in children(verb, "ccomp"):
        if any(child.lower_ == "that" for child in children(clause, "mark")) and verb.head.i != verb.i:
            yield _Found(clause, None, verb.head)


def _lies_ahead(verb: Token) -> bool:
    """Tell whether a clause is not told as past: 'will not pay until', and not 'did not say so until'."""
    helpers = children(verb, "aux", "auxpass")
    return not any(token.tag_ == "VBD" for token in (verb, *helpers))


def _is_denied(verb: Token) -> bool:
    """Tell whether a clause is negated by its verb or its subject: 'not a cent will be paid'."""
    return any(token.lower_ in _words("denying") for left in verb.lefts for token in (left, *left.lefts))


def _commissive() -> frozenset[str]:
    return load_lexicon("onrecord.reading.plans", "plans.toml").words("commissive")


def _is_promised(verb: Token) -> bool:
    """Tell whether the main clause is an act that somebody holds out, and not what may befall him."""
    subject = find_subject(verb)
    lexicon = load_lexicon("onrecord.reading.plans", "plans.toml")
    if children(verb, "nsubjpass"):
        return True
    return can_promise(subject) and verb.lemma_.lower() not in lexicon.words("statives")


def _read_essential(token: Token) -> Iterator[_Found]:
    """Read 'it is important that the visit be open', 'the release is essential'."""
    if token.lemma_.lower() not in _words("essential") or token.head.pos_ not in {"AUX", "VERB"}:
        return
    verb = token.head
    for clause in [*children(verb, "ccomp", "xcomp", "advcl"), *children(token, "ccomp", "xcomp")]:
        subject = next(iter(children(clause, "nsubj", "nsubjpass")), None)
        if subject is not None and not any(c.tag_ == "TO" for c in clause.children):
            yield _Found(clause, None, subject, spoken=True)
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is not None and subject.lemma_.lower() in _words("acts"):
        yield _Found(subject, None, subject, spoken=True)


def _read_noun(noun: Token) -> Iterator[_Found]:
    """Read 'on condition that', 'calls for an inquiry', 'their demand that he resign'."""
    lemma = noun.lemma_.lower()
    if lemma not in _words("demand_nouns") | _words("condition_nouns"):
        return
    if lemma == "order" and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return  # 'in order to' tells a purpose
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"on", "with", "under"}
        and lemma in _words("condition_nouns")
    ):
        yield from _read_condition(noun)
        return
    holder = find_holder(noun)
    around = [*children(noun, "acl", "advcl", "relcl"), *children(noun.head, "advcl", "xcomp", "ccomp")]
    for clause in around:
        if clause.i > noun.i and any(child.lower_ == "for" for child in children(clause, "mark")):
            yield _Found(clause, holder or _find_maker(noun), clause)
    for clause in _clauses_after(noun):
        if clause.dep_ != "relcl" and _is_subjunctive(clause):
            yield _Found(clause, holder, clause)
    if lemma in _words("calling_nouns"):
        yield from _read_call(noun, holder or _find_maker(noun))
    if lemma == "line" and noun.dep_ == "nsubj" and any(child.lower_ == "bottom" for child in noun.children):
        for clause in children(noun.head, "ccomp", "attr"):
            if clause.pos_ not in {"VERB", "AUX"} or _is_subjunctive(clause):
                yield _Found(clause, None, clause)  # and not 'the bottom line is that he lost'


def _clauses_after(noun: Token) -> list[Token]:
    clauses = children(noun, "acl", "ccomp", "relcl", "appos")
    return [clause for clause in clauses if clause.pos_ in {"VERB", "AUX"} and clause.i > noun.i]


def _is_subjunctive(clause: Token) -> bool:
    """Tell whether a clause says what is to be, and not what is: 'that he resign', 'that it be given a veto'."""
    modals = {child.lower_ for child in clause.children if child.tag_ == "MD"}
    wished = any(child.tag_ == "TO" or child.lower_ == "be" for child in clause.children)
    return (wished or clause.tag_ in {"VB", "VBP"}) and modals <= _words("duty")


def _read_condition(noun: Token) -> Iterator[_Found]:
    """Read 'on condition that it pays': a condition of the main clause."""
    governor = noun.head.head
    later = [clause for clause in children(governor, "ccomp", "advcl", "conj") if clause.i > noun.i]
    for clause in _clauses_after(noun) or later:
        if any(token.lower_ == "that" for token in clause.lefts):
            yield _Found(clause, None, governor)


def _read_call(noun: Token, holder: Token | None) -> Iterator[_Found]:
    """Read 'calls for an inquiry', 'a demand for the firm to pay'."""
    for preposition in children(noun, "prep"):
        if preposition.lower_ != "for":
            continue
        for pobj in children(preposition, "pobj"):
            if pobj.lemma_.lower() not in _words("unmeant"):
                infinitive = next(iter(children(pobj, "acl", "relcl")), None)
                yield _Found(pobj, holder, infinitive if infinitive is not None else pobj)


def _find_maker(noun: Token) -> Token | None:
    """Return who makes the demand: the subject of 'reiterated their calls'."""
    return find_subject(noun.head) if noun.dep_ == "dobj" else None


def _make_requirement(text: str, item: _Found, attributions: Sequence[Attribution]) -> Requirement | None:
    words = cover_clause(item.required, _LONGEST)
    if words is None:
        return None
    attribution = enclosing(list(attributions), item.required.idx)
    if item.spoken and attribution is None:
        return None
    before = item.required.i if item.required.i > item.about.i else None
    about = (
        cover_phrase(item.about) if item.about.pos_ in {"NOUN", "PROPN"} else cover_action(item.about, before)
    )
    if about is None:
        return None
    keys = content_lemmas([item.about, *item.about.subtree])
    if item.about.pos_ == "VERB":
        keys = tuple(dict.fromkeys((item.about.lemma_.lower(), *keys)))
    return Requirement(
        words=words,
        party=cover_phrase(item.party) if item.party is not None else None,
        about=" ".join(text[slice(*about)].split()),
        keys=keys,
        attribution=attribution,
    )
