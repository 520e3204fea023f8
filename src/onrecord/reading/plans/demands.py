"""Verbs of demanding -> requirements: 'demanded that it resign', 'called for a vote', 'wants the firm to pay'."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children, find_subject
from onrecord.reading.plans.promises import can_promise, is_stative
from onrecord.reading.plans.required import Found, is_act, words


def read_demand(verb: Token) -> Iterator[Found]:
    """Read 'demanded that it resign', 'called on the firm to pay', 'pushed for a vote'."""
    if _is_hypothetical(verb):
        return
    yield from _read_pressed(verb)
    yield from _read_what(verb)
    party = find_subject(verb)
    if party is None and verb.dep_ == "acl" and verb.tag_ == "VBG" and can_promise(verb.head):
        party = verb.head  # 'protesters seeking a vote'
    if (granted := _find_granted(verb, party)) is not None and party is not None:
        yield Found(granted, None, party)
        return
    if party is not None and party.lower_ in words("generic") - {"it", "who", "i"}:
        return
    if party is not None and party.lemma_.lower() in words("speaking_things"):
        party = None  # 'a letter that demanded it': whose, another sentence says
    elif not _can_demand(party) or (
        verb.lemma_.lower() in words("wishing") and not _is_wish_of_another(verb, party)
    ):
        return
    yield from _read_clauses(verb, party)
    yield from _read_objects(verb, party)


def _read_clauses(verb: Token, party: Token | None) -> Iterator[Found]:
    lemma = verb.lemma_.lower()
    if lemma in words("taking_preposition"):
        for clause in children(verb, "advcl", "ccomp", "xcomp"):
            if any(child.lower_ == "for" for child in children(clause, "mark")):
                yield Found(clause, party, clause)
    purpose = bool(children(verb, "dobj")) and lemma not in words("addressed")  # 'demanded a vote to end it'
    addressees = [c for c in children(verb, "prep") if c.lower_ == "to"]
    appealing = [*children(verb, "advcl")] if lemma == "appeal" and addressees else []
    for clause in [*children(verb, "ccomp", "xcomp"), *appealing]:
        apart = lemma != "need" or bool(children(clause, "nsubj"))  # 'needs the unions to agree'
        if not purpose and apart and _is_required(verb, clause) and not _serves(verb):
            yield Found(clause, party, clause)
    if lemma in words("addressed") and children(verb, "dobj"):
        for act in _behind_letter(verb):
            yield Found(act, party, act)


def _read_objects(verb: Token, party: Token | None) -> Iterator[Found]:
    lemma = verb.lemma_.lower()
    if lemma in words("taking_object"):
        for noun in children(verb, "dobj"):
            if _is_demanded(verb, noun):
                required = _infinitive_behind(noun) or _find_required_act(verb, noun) or noun
                yield Found(required, party, required)
    if lemma in words("taking_preposition"):
        yield from _read_preposition(verb, party)


def _find_granted(verb: Token, act: Token | None) -> Token | None:
    """Return what others are to grant for an act: 'consent' in 'the withdrawal needs the council's consent'."""
    if verb.lemma_ not in {"need", "require"} or act is None or children(verb, "neg"):
        return None
    doing = is_act(act) or act.lemma_.lower() in words("approvals")
    thing = act.pos_ == "NOUN" and not can_promise(act)  # 'the sale needs approval'
    names = words("approvals") if doing else words("granted") if thing else frozenset()
    return next((noun for noun in children(verb, "dobj") if noun.lemma_.lower() in names), None)


def _behind_letter(verb: Token) -> list[Token]:
    """Return the acts that a parser hung on a letter: 'urged the mayor in a letter to repeal it'."""
    through = [noun for c in children(verb, "prep") if c.i > verb.i for noun in children(c, "pobj")]
    letters = [noun for noun in through if noun.lemma_.lower() in words("letters")]
    acts = [act for noun in letters for act in children(noun, "acl", "relcl")]
    return [act for act in acts if act.tag_ == "VB" and any(c.tag_ == "TO" for c in act.children)]


def _read_what(verb: Token) -> Iterator[Found]:
    """Read 'what we want is a vote' and 'all they ask is that it pay', where somebody says so."""
    top = verb.head.head if verb.dep_ == "relcl" and verb.head.lower_ == "all" else verb.head
    asked = verb.dep_ in {"csubj", "relcl"} and (
        verb.head.lower_ == "all"
        or any(c.lower_ == "what" for t in (verb, *children(verb, "xcomp")) for c in t.lefts)
    )
    if asked and top.lemma_ == "be" and verb.lemma_ in words("asked_for"):
        for required in children(top, "attr", "ccomp", "xcomp"):
            if required.i > top.i and (is_act(required) or required.pos_ in {"AUX", "VERB"}):
                yield Found(required, None, required, spoken=True)


def _read_pressed(verb: Token) -> Iterator[Found]:
    """Read 'the firms have been pressed to suspend the staff', by whomever."""
    if verb.lemma_.lower() in words("pressed") and children(verb, "nsubjpass") and children(verb, "auxpass"):
        for act in children(verb, "xcomp"):
            if any(c.tag_ == "TO" for c in act.children) and act.lemma_.lower() not in words("musing"):
                yield Found(act, find_subject(verb), act)


def _is_wish_of_another(verb: Token, party: Token | None) -> bool:
    """Tell whether a wish is a party's term, and not what a speaker or the public would like for itself."""
    if party is None or party.lower_ in words("first_person"):
        return False
    if not can_promise(party) and party.lower_ not in words("several"):
        return False
    if party.lemma_ in words("generic") - {"it"}:
        return False
    others = any(children(clause, "nsubj", "nsubjpass") for clause in children(verb, "ccomp", "xcomp"))
    others = others or any(noun.lemma_.lower() in words("done_by_others") for noun in children(verb, "dobj"))
    return verb.lemma_ != "want" or verb.tag_ not in {"VBD", "VBN"} or others


def _can_demand(party: Token | None) -> bool:
    """Tell whether a subject can demand at all, as no 'situation' can."""
    if party is None or party.pos_ != "NOUN" or party.tag_ == "NNS":
        return True
    return can_promise(party) or any(name.ent_type_ == "PERSON" for name in children(party, "appos"))


def _is_demanded(verb: Token, noun: Token) -> bool:
    """Tell whether the object of a demanding verb is something that another is to do or to hand over."""
    lemma, named = verb.lemma_.lower(), noun.lemma_.lower()
    if children(noun, "neg") or noun.pos_ == "PRON" or named in words("unmeant"):
        return False
    if lemma in words("summoning"):
        return not _infinitive_behind(noun) and not children(verb, "xcomp", "advcl")
    if lemma == "require":
        return _can_require(verb)
    if lemma == "need":
        return named in words("done_by_others") | words("approvals")
    return lemma in words("taking_any_object") or is_act(noun)


def _can_require(verb: Token) -> bool:
    """Tell whether somebody or a law requires it, and not the matter itself: 'it will require patience'."""
    party = find_subject(verb)
    if party is None or party.pos_ == "PROPN" or party.lemma_.lower() in words("speaking_things"):
        return True
    if party.lower_ == "it" and _checks(verb):
        return True
    ahead = any(child.lower_ in {"will", "would"} for child in children(verb, "aux"))
    return can_promise(party) and party.lower_ not in {"it", "this"} and not ahead


def _infinitive_behind(noun: Token) -> Token | None:
    """Return the infinitive right behind an object: 'required owners to seek permits', however it is parsed."""
    end = noun.right_edge.i + 1
    for start in (noun.i + 1, end):
        if start + 1 < len(noun.doc) and noun.doc[start].tag_ == "TO" and noun.doc[start + 1].tag_ == "VB":
            return noun.doc[start + 1] if noun.tag_ in {"NNS", "NNPS"} or can_promise(noun) else None
    return None


def _find_required_act(verb: Token, noun: Token) -> Token | None:
    """Return what those who are named are required to do: 'requires owners of two boats to pay'."""
    if verb.lemma_ != "require" or noun.tag_ not in {"NNS", "NNPS"} or is_act(noun):
        return None
    acts = (
        c
        for c in children(verb, "advcl", "xcomp")
        if c.i > noun.i and any(g.tag_ == "TO" for g in c.children)
    )
    return next(acts, None)


def read_wish_to_see(verb: Token) -> Iterator[Found]:
    """Read 'we would like to see steps', 'they want to see the road opened'."""
    wish = verb.head
    if verb.dep_ != "xcomp" or wish.lemma_.lower() not in words("wishing_to_see"):
        return
    party = find_subject(wish)
    if not can_promise(party) or children(wish, "neg") or any(c.tag_ == "WRB" for c in wish.children):
        return
    for clause in children(verb, "ccomp"):
        subjects = children(clause, "nsubj", "nsubjpass")
        if subjects and not any(token.tag_ in {"WP", "WDT", "WRB"} for token in clause.lefts):
            yield Found(clause, party, clause)
    for noun in children(verb, "dobj"):
        if is_act(noun):
            yield Found(noun, party, noun)


def read_demanded(verb: Token) -> Iterator[Found]:
    """Read 'the inquiry demanded by the union' and 'tests that are required for a permit'."""
    if verb.tag_ != "VBN":
        return
    bare = not children(verb, "aux", "auxpass")
    noun = verb.head if verb.dep_ == "acl" else next(iter(children(verb, "nsubj")), None) if bare else None
    parties = [party for agent in children(verb, "agent") for party in children(agent, "pobj")]
    if noun is not None and parties:
        yield Found(noun, parties[0], noun)
    elif verb.dep_ != "acl":
        yield from _read_needed_for(verb)


def read_liking(verb: Token) -> Iterator[Found]:
    """Read 'we would like the firm to pay' and 'they would prefer her not to leave'."""
    party = find_subject(verb)
    wished = any(c.lower_ in {"would", "'d", "’d"} for c in children(verb, "aux"))
    if not wished or children(verb, "neg") or not can_promise(party):
        return
    for clause in children(verb, "xcomp", "ccomp"):
        told = any(noun.i < clause.i for noun in children(verb, "dobj")) or bool(
            children(clause, "nsubj", "nsubjpass")
        )
        if (
            told
            and any(c.tag_ == "TO" for c in clause.children)
            and clause.lemma_.lower() not in words("musing")
        ):
            yield Found(clause, party, clause)


def _read_needed_for(verb: Token) -> Iterator[Found]:
    subject = next(iter(children(verb, "nsubjpass")), None)
    required = verb.lemma_ in {"need", "require"} and subject is not None and subject.tag_ != "WDT"
    if required and subject is not None and subject.lemma_.lower() in words("granted"):
        yield Found(subject, None, subject)  # 'approval by the council is required'
        return
    for act in children(verb, "xcomp", "advcl") if required else ():
        granted = subject is not None and (
            is_act(subject) or subject.lemma_.lower() in words("approvals") | words("backing")
        )
        if granted and any(c.tag_ == "TO" for c in act.children):
            yield Found(subject or act, None, act)  # 'sixty votes are needed to pass it'
    if subject is not None and subject.tag_ == "WDT" and verb.dep_ == "relcl":
        subject = verb.head
    for preposition in children(verb, "prep"):
        for act in children(preposition, "pobj", "pcomp"):
            if subject is not None and preposition.lower_ == "for" and (is_act(act) or act.dep_ == "pcomp"):
                yield Found(subject, None, act)


def _is_hypothetical(verb: Token) -> bool:
    if _follows_adjective(verb):
        return True
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is not None and any(child.i < subject.i for child in children(verb, "aux")):
        return True  # 'Does he want a deal?'
    source = find_subject(verb)
    lawful = source is not None and (
        source.lemma_.lower() in words("speaking_things")
        or (source.lower_ in {"it", "act"} and bool(_checks(verb)))
    )
    if verb.lemma_ == "require" and lawful:
        return bool(children(verb, "neg"))  # 'the deal would require the firm to pay'
    return bool(children(verb, "neg")) or any(
        child.lower_ in words("possibility") and child.dep_ == "aux" and verb.lemma_ != "urge"
        for child in verb.children
    )


def _checks(verb: Token) -> list[Token]:
    """Return the objects that a law may require, and no matter does by itself: 'it would require checks'."""
    return [
        noun for noun in children(verb, "dobj") if is_act(noun) or noun.lemma_.lower() in words("approvals")
    ]


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
    asked = any(child.tag_ in {"WP", "WDT", "WRB"} for child in clause.lefts)
    if asked or marks & {"if", "whether", "why", "how", "when"} or clause.tag_ == "VBG":
        return False
    if any(child.tag_ == "TO" for child in clause.children):
        return _is_asked_of_another(verb, clause)
    if lemma in {"demand", "require"} and clause.i > verb.i:
        return True  # whatever a parser makes of the clause
    if lemma == "want" and clause.tag_ in {"VBN", "VBD"}:
        return True  # 'want the talks finished'
    passive = any(c.tag_ == "VB" and c.lemma_ == "be" for c in children(clause, "auxpass", "aux"))
    told = lemma in words("telling") and (lemma in {"tell", "warn"} or not (clause.tag_ == "VB" or passive))
    owned = children(clause, "expl", "nsubj", "nsubjpass") and not any(
        c.lemma_ == "do" for c in children(clause, "aux")
    )
    if told or not owned:
        return False  # 'pressed again: see for yourself', 'insisted that it did not leak'
    subjunctive = clause.tag_ == "VB" or passive
    bare = clause.tag_ == "VBP" and lemma in words("subjunctive")
    return bool((subjunctive and not marks & words("factual_modals")) or bare or marks & words("duty"))


def _serves(verb: Token) -> bool:
    """Tell whether an infinitive behind a passive is a purpose: 'the talks that are required to end it'."""
    subject = next(iter(children(verb, "nsubjpass")), None)
    if subject is None or subject.tag_ not in {"WDT", "WP"}:
        return False
    return verb.dep_ != "relcl" or not (can_promise(verb.head) or verb.head.tag_ == "NNP")


def _is_asked_of_another(verb: Token, clause: Token) -> bool:
    """Tell whether an infinitive is what another is to do: 'wants the firm to pay', and not 'wants to leave'."""
    lemma = verb.lemma_.lower()
    subjects = children(clause, "nsubj", "nsubjpass")
    if lemma == "seek":
        return bool(subjects)
    if lemma == "expect":
        return any(can_promise(subject) for subject in subjects)  # and not 'expect prices to rise'
    other = subjects or children(verb, "dobj", "dative", "prep")
    if lemma == "want":
        if is_stative(clause) and clause.lemma_ not in {"be", "get", "end"}:
            return False  # 'wants the world to believe it'
        party = find_subject(verb)
        own = party is not None and (party.ent_type_ in {"GPE", "ORG"} or party.lower_ == "it")
        institution = own and clause.lemma_ != "be" and verb.tag_ in {"VBZ", "VBP"}
        return (
            bool(other or children(clause, "auxpass")) or institution
        )  # 'Norland wants to define it as a tour'
    to = any(c.lower_ in {"on", "to", "upon"} and c.i < clause.i for c in children(verb, "prep"))
    return bool(other) or to or lemma not in words("addressed")


def _read_preposition(verb: Token, party: Token | None) -> Iterator[Found]:
    called = verb.lemma_ == "call" and bool(children(verb, "dobj", "oprd"))  # 'called her petty for leaving'
    prepositions = children(verb, "prep", "dative")
    if verb.lemma_.lower() in words("warning_off"):
        prepositions += [c for noun in children(verb, "dobj") for c in children(noun, "prep")]
    for preposition in prepositions:
        if preposition.lower_ not in words("demand_prepositions") or (called and preposition.lower_ == "for"):
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
            if noun.pos_ == "PRON" or noun.lemma_.lower() in words("unmeant") | words("periods"):
                continue
            if noun.dep_ == "pcomp" and verb.lemma_ == "insist" and not children(noun, "nsubj", "auxpass"):
                continue  # 'insists on defending him' tells what he does
            if infinitive is not None and infinitive.i > noun.i and noun.lemma_.lower() not in words("acts"):
                yield Found(infinitive, party, infinitive)
            elif verb.lemma_.lower() in words("warning_off"):
                if preposition.lower_ == "against" and (is_act(noun) or noun.dep_ == "pcomp"):
                    yield Found(noun, party, noun)
            elif (
                preposition.lower_ == "for" and (not _is_somebody(noun) or _is_wanted(verb, noun))
            ) or verb.lemma_ == "insist":
                yield Found(noun, party, noun)


def _is_wanted(verb: Token, noun: Token) -> bool:
    """Tell whether a body that does not stand yet is called for: 'called for a commission'."""
    bodies = noun.lemma_.lower() in words("bodies") and verb.lemma_ in words("pressing_for")
    return bodies and any(c.lower_ in {"a", "an", "another", "new"} for c in noun.lefts)


def _is_somebody(noun: Token) -> bool:
    """Tell whether a noun names a person or an office: one campaigns for him, and demands nothing."""
    return noun.ent_type_ == "PERSON" or (noun.pos_ == "NOUN" and can_promise(noun) and not is_act(noun))
