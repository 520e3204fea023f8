"""Main clauses -> the act that their grammar tells: what is denied, refused, promised or required by whom."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from spacy.tokens import Token

from onrecord.model import Act
from onrecord.reading.speech.blames import blames
from onrecord.reading.speech.clauses import Clause, list_clause_words
from onrecord.reading.speech.cues import lemma_of
from onrecord.reading.speech.speakers import can_speak

_STATES = frozenset({"GPE", "NORP", "FAC", "LOC"})  # what stands for its government: 'the North will not beg'
_TAIL = 3  # tokens at the end of a sentence among which its question mark stands
_PASSIVE = frozenset({"auxpass", "nsubjpass"})
_COMPARED = frozenset({"JJR", "RBR"})  # 'never a better one', 'no more than'


class Voice(Struct, frozen=True):
    """Whose words the clauses are, and how they are brought forward."""

    owns: Callable[[Token], bool]  # whether a subject stands for whoever speaks
    insists: bool = False  # 'insisted', 'maintained': what is said is doubted by others
    announces: bool = False  # 'announced': what is said is settled


def tell_act_by_clauses(clauses: Sequence[Clause], voice: Voice) -> Act | None:
    """Return the act of the first main clause whose grammar tells one; none where it is left to the words.

    A fact that is negated of the speaker, or that others allege, is denied: 'I did not direct him', 'there was no such
    deal'. What is negated of the future is refused, and what is bound to another's deed is a condition.
    """
    for clause in clauses:
        if clause.lemma in list_clause_words("feeling"):
            return None
        act = _tell_wanted(clause) or _tell_obliged(clause, voice) or _tell_ahead(clause, voice)
        if act is None and denies(clause, voice):
            act = Act.DENY
        if act is None and not _is_own(clause, voice) and blames(clause):
            act = Act.ACCUSE
        if act is not None or (clause.negated and clause.modal in list_clause_words("ahead")):
            return act
    return None


def _tell_ahead(clause: Clause, voice: Voice) -> Act | None:
    """'We will sign', 'the North would not beg', 'no request will be granted', 'she is willing to testify'."""
    mine = _is_own(clause, voice)
    agent = mine or _is_agent(clause)
    act: Act | None
    if (
        agent
        and not clause.negated
        and clause.lemma in list_clause_words("planning")
        and _goes_on_to(clause.verb)
    ):
        act = Act.COMMIT
    elif agent and _is_willing(clause) and (not clause.modal or clause.modal in list_clause_words("ahead")):
        act = Act.REFUSE if clause.negated else Act.COMMIT
    elif clause.modal not in list_clause_words("ahead") or _is_supposed(clause):
        return None
    elif clause.lacked is not None and clause.lacked == clause.subject:
        act = _tell_none(clause)
    elif (clause.negated or clause.disbelieved) and mine and clause.lemma in list_clause_words("yielding"):
        act = Act.COMMIT
    elif clause.negated or clause.disbelieved:
        refused = mine and clause.lemma not in list_clause_words("idle")
        refused = refused or (agent and clause.lemma in list_clause_words("deed"))
        act = Act.REFUSE if refused and not _is_passive(clause.verb) else None
    elif clause.lemma in list_clause_words("opposing"):
        act = Act.REFUSE if agent else None
    else:
        promised = _promises(clause, mine=mine, agent=agent) or (voice.announces and _is_settled(clause))
        act = Act.COMMIT if promised else None
    return Act.CONDITION if act is not None and _is_bound(clause, act) else act


def _tell_none(clause: Clause) -> Act | None:
    """'No request will be granted' refuses; 'no tenant will be harmed' assures."""
    if not _is_passive(clause.verb):
        return None
    if clause.lemma in list_clause_words("granting"):
        return Act.REFUSE
    return Act.COMMIT if clause.lemma in list_clause_words("harming") else None


def _is_willing(clause: Clause) -> bool:
    """Tell whether somebody 'is willing to sign', and not 'is ready to be signed'."""
    adjective = next(
        (c for c in clause.verb.children if c.dep_ == "acomp" and c.lower_ in list_clause_words("ready")),
        None,
    )
    if adjective is None or clause.verb.lemma_ != "be":
        return False
    return _goes_on_to(adjective)


def _goes_on_to(top: Token) -> bool:
    under = next((child for child in top.children if child.dep_ == "xcomp"), None)
    return under is not None and not _is_passive(under)


def _is_settled(clause: Clause) -> bool:
    """Tell whether what is announced is a deed ahead: 'the council will give the tenants more time'."""
    deed = clause.lemma in list_clause_words("deed") or clause.lemma in list_clause_words("going")
    return deed and clause.subject is not None


def _promises(clause: Clause, *, mine: bool, agent: bool) -> bool:
    """Tell whether what is ahead is somebody's deed and no forecast."""
    subject = clause.subject.lower_ if clause.subject is not None else ""
    if clause.modal == "would" and subject in ("i", "we"):
        return False  # 'I would sell it': advice, or what might have been
    if any(child.lower_ == "without" for child in clause.verb.children):
        return False  # 'she would do without it'
    deed = clause.lemma in list_clause_words("deed")
    if mine and not _is_passive(clause.verb):
        if subject == "it":  # the bank, or what the bank speaks of
            return deed and clause.lemma not in list_clause_words("resulting")
        return deed or not (
            clause.lemma in list_clause_words("idle") or clause.lemma in list_clause_words("causing")
        )
    if not deed:
        return False
    foreseen = clause.view is not None or any(
        child.lower_ in list_clause_words("likely") for child in clause.verb.children
    )
    follows = foreseen or (clause.lemma in list_clause_words("resulting") and not _is_named(clause))
    return not follows and (agent or _is_passive(clause.verb))


def _is_named(clause: Clause) -> bool:
    """Tell whether somebody of a name is the doer, and no people as a whole."""
    subject = clause.subject
    return subject is not None and subject.pos_ == "PROPN" and subject.ent_type_ != "NORP"


def _is_supposed(clause: Clause) -> bool:
    """Tell whether it only would be, or would have been: 'would have left', 'would leave if the road were open'."""
    unreal = (
        child.dep_ == "advcl"
        and any(word.lower_ == "if" for word in child.lefts)
        and any(word.lower_ == "were" for word in (child, *child.lefts))
        for child in clause.verb.children
    )
    standing = clause.modal == "would" and clause.verb.tag_ == "VBG" and clause.negated
    return _is_perfect(clause.verb) or standing or (clause.modal == "would" and any(unreal))


def _is_bound(clause: Clause, act: Act) -> bool:
    """Tell whether it hangs on another's deed: 'will not appear without a warrant', 'will pay if they stop'."""
    held = list(clause.verb.children)
    held += [low for child in held if child.dep_ == "xcomp" for low in child.children]
    if any(child.lower_ == "course" for child in clause.verb.subtree):
        return False  # 'if they ask, of course we will come'
    if act is not Act.COMMIT and any(word.lower_ == "without" for word in clause.verb.subtree):
        return True
    binding = list_clause_words("binding" if act is Act.COMMIT else "barring")
    told = (
        child for child in held if child.dep_ == "advcl" and not any(w.lower_ == "or" for w in child.subtree)
    )
    return any(word.lower_ in binding for child in told for word in child.lefts)


def _tell_wanted(clause: Clause) -> Act | None:
    """'The mayor should resign', '“Publish the list,” she said', but not 'it should be over by now'."""
    subject = clause.subject
    if clause.modal == "should":
        mine = subject is not None and subject.lower_ == "i"
        foreseen = clause.lemma in list_clause_words("turning_out")
        return None if mine or foreseen or _is_perfect(clause.verb) else Act.CALL
    return Act.CALL if subject is None and not clause.modal and _commands(clause) else None


def _commands(clause: Clause) -> bool:
    """Tell whether a verb without a subject begins its sentence, or stands behind a mark: 'Fine, publish the list'."""
    verb = clause.verb
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp", "conj") or clause.lacked is not None:
        return False
    before = verb.nbor(-1) if verb.i > 0 else None
    begins = (
        before is None
        or verb.is_sent_start
        or before.is_punct
        or before.is_space
        or before.lower_ == "please"
    )
    helped = any(child.dep_ in ("aux", "auxpass", "mark", "expl") for child in verb.children)
    helped = helped or any(token.text == "?" for token in verb.sent[-_TAIL:])
    return begins and not helped and clause.lemma not in list_clause_words("remarking")


def _tell_obliged(clause: Clause, voice: Voice) -> Act | None:
    """'Any deal must include the border' sets a condition; 'the mayor must resign' calls for it."""
    if clause.modal not in list_clause_words("obliging") and clause.modal != "would have to":
        return None
    subject = clause.subject
    if subject is None or _is_perfect(clause.verb) or _is_about(clause):
        return None
    included = clause.lemma == "include" and _is_passive(clause.verb)
    if included or lemma_of(subject) in list_clause_words("agreed"):
        return Act.CONDITION
    if clause.modal == "would have to":
        conceded = clause.lemma in list_clause_words("conceding")
        return Act.CONDITION if conceded and can_speak(subject) and not _is_own(clause, voice) else None
    if clause.modal != "must" or subject.lower_ in ("i", "it", "this", "that", "you"):
        return None
    return Act.CONDITION if _is_freed(clause.verb) else Act.CALL


def _is_freed(verb: Token) -> bool:
    """Tell whether somebody must be let do something: 'we must be able to talk to them'."""
    return verb.lower_ in list_clause_words("free") or any(
        child.lower_ in list_clause_words("free") for child in verb.children
    )


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(
        child.lower_ in ("have", "'ve", "’ve") and child.dep_ == "aux" for child in verb.children
    )


def _is_about(clause: Clause) -> bool:
    """Tell whether it only 'has to do with' something."""
    return clause.lemma == "do" and any(child.lower_ == "with" for child in clause.verb.children)


def denies(clause: Clause, voice: Voice) -> bool:
    """Tell whether the clause negates a fact that the speaker answers for, or that is alleged."""
    if clause.view is not None and clause.disbelieved:
        return _disbelieves(clause, clause.view)
    if _contradicts(clause, voice) or _clears(clause):
        return True
    if not clause.negated or clause.modal or any(child.lower_ == "yet" for child in clause.verb.children):
        return False
    mine = _is_own(clause, voice)
    if clause.lacked is not None:
        return _denies_lacked(clause, clause.lacked, voice, mine=mine or voice.insists)
    if clause.lemma in list_clause_words("existing") and any(
        child.lower_ == "did" for child in clause.verb.children
    ):
        return True  # 'it just did not happen'
    if voice.insists or _is_vouched(clause.verb):
        return clause.lemma not in list_clause_words("viewing")
    return _denies_own(clause) if mine else _clears_other(clause)


def _clears_other(clause: Clause) -> bool:
    """Tell of others: 'the ministry has not sought permission', 'the firm did not bribe anyone', 'they never lied'."""
    if clause.verb.tag_ == "VBG":
        return clause.lemma in list_clause_words("covert")
    has = any(child.dep_ == "aux" and lemma_of(child) == "have" for child in clause.verb.children)
    if _is_agent(clause) and has and clause.past and clause.lemma in list_clause_words("undertaking"):
        return True
    never = any(child.lower_ == "never" for child in clause.verb.children)
    return clause.past and (never or _sweeps(clause)) and clause.lemma in list_clause_words("wronging")


def _contradicts(clause: Clause, voice: Voice) -> bool:
    """Tell whether a claim, or who makes it, is said to be wrong: 'the report is inaccurate'."""
    subject = clause.subject
    if subject is None or clause.lemma != "be" or clause.negated or clause.modal or _is_own(clause, voice):
        return False
    claim = _names(subject, "claiming")
    if not claim and not (
        subject.ent_type_ == "PERSON" or lemma_of(subject) in list_clause_words("claimants")
    ):
        return False
    found = [child for child in clause.verb.children if child.dep_ == "acomp"]
    return any(
        word.lower_ in list_clause_words("mistaken") and not any(low.dep_ == "xcomp" for low in word.children)
        for word in found
    )


def _clears(clause: Clause) -> bool:
    """Tell whether a measure is said not to do what it is charged with: 'the bill would not take anybody’s land'."""
    subject = clause.subject
    if subject is None or not clause.negated or clause.lacked is not None or _is_passive(clause.verb):
        return False
    if (
        clause.lemma == "be"
        and not clause.modal
        and (subject.lower_ in list_clause_words("things") or not can_speak(subject))
    ):
        attributes = (child for child in clause.verb.children if child.dep_ == "attr")
        if any(lemma_of(child) in list_clause_words("labelled") for child in attributes):
            return True
    if clause.modal not in ("", "will", "would") or clause.past or _is_perfect(clause.verb):
        return False
    thing = subject.lower_ in list_clause_words("things") or (
        subject.pos_ in ("NOUN", "PROPN") and not can_speak(subject)
    )
    if not thing or any(child.lower_ in ("yet", "if", "unless") for child in clause.verb.subtree):
        return False
    taken = clause.lemma in list_clause_words("taking") and _sweeps(clause)
    return taken or clause.lemma in list_clause_words("overstepping")


def _disbelieves(clause: Clause, view: Token) -> bool:
    """Tell whether a claim is held for untrue: 'I do not believe it is over', 'I do not think there is any deal'."""
    if lemma_of(view) == "believe" and not clause.modal and clause.subject is not None:
        return not any(child.lower_ in list_clause_words("judging") for child in clause.verb.subtree)
    there = any(child.dep_ == "expl" for child in clause.verb.children)
    sweeping = any(token.lower_ == "any" for token in clause.verb.subtree)
    return there and sweeping and not clause.modal and lemma_of(view) in list_clause_words("disbelieving")


def _is_vouched(verb: Token) -> bool:
    """Tell whether the speaker stands by it: 'I am telling you that he did not say it'."""
    above = verb.head
    vouched = verb.dep_ == "ccomp" and lemma_of(above) in list_clause_words("vouching")
    return vouched and any(child.lower_ in ("i", "we") for child in above.children if child.dep_ == "nsubj")


def _denies_lacked(clause: Clause, lacked: Token, voice: Voice, *, mine: bool) -> bool:
    """'There was no deal', 'he had had no contact', 'no deal was struck', 'neither of them is the author'."""
    contested = _names(lacked, "contested")
    if lacked.dep_ == "attr" or any(child.dep_ == "expl" for child in clause.verb.children):
        return contested
    if lacked == clause.subject:
        if lacked.lower_ in ("neither", "none"):
            return voice.owns(lacked) or (lacked.lower_ == "neither" and clause.lemma == "be")
        if lemma_of(lacked) in ("one", "nobody"):
            swept = any(child.lower_ == "ever" for child in clause.verb.children)
            return swept and clause.lemma not in list_clause_words("idle")
        if clause.lemma in ("have", "take", "play") and any(t.lower_ == "any" for t in clause.verb.subtree):
            return any(_names(low, "contested") for low in clause.verb.children if low.dep_ == "dobj")
        placed = clause.lemma in list_clause_words("existing") or any(
            child.lower_ == "place" for child in clause.verb.children
        )
        made = _is_passive(clause.verb) and clause.lemma in list_clause_words("done")
        counted = lemma_of(lacked) in list_clause_words("counted")
        return clause.past and not counted and (placed or (made and contested))
    if lacked.lower_ == "nothing":
        apart = clause.lemma == "have" and any(word.lower_ == "with" for word in lacked.subtree)
        return apart or (mine and clause.lemma == "do" and clause.past)
    had = clause.past and not _names(lacked, "known")
    return mine and contested and (had or _names(lacked, "held"))


def _names(noun: Token, words: str) -> bool:
    """Tell whether a noun, or one that it is joined with, is in a word list."""
    joined = (child for child in noun.children if child.dep_ in ("conj", "compound", "nmod"))
    return any(lemma_of(token) in list_clause_words(words) for token in (noun, *joined))


def _denies_own(clause: Clause) -> bool:
    """'I did not direct him', 'we are not removing it', 'he is not the author', 'she was not aware of it'."""
    if clause.lemma == "be":
        return any(_is_definite(child) for child in clause.verb.children) or (
            clause.past and any(child.lower_ == "aware" for child in clause.verb.children)
        )
    if clause.lemma in list_clause_words("idle"):
        informed = clause.lemma == "know" and any(
            child.lower_ in ("about", "of") or (child.dep_ == "ccomp" and _is_marked(child))
            for child in clause.verb.children
        )
        noticed = clause.lemma in list_clause_words("noticing") and _sweeps(clause)
        return clause.past and (informed or noticed)
    if _is_passive(clause.verb):
        return clause.past and clause.lemma in list_clause_words("wronging")
    if any(token.tag_ in _COMPARED for child in clause.verb.children for token in (child, *child.lefts)):
        return False
    return clause.past or clause.verb.tag_ == "VBG" or clause.lemma in list_clause_words("practising")


def _is_marked(clause: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children)


def _is_definite(attribute: Token) -> bool:
    """Tell whether somebody is said to be one who is known: 'the author', but not 'the only one'."""
    if attribute.dep_ != "attr" or attribute.pos_ not in ("NOUN", "PROPN"):
        return False
    before = [word.lower_ for word in attribute.lefts]
    return (
        bool(before)
        and before[0] in list_clause_words("definite")
        and not {"only", "right", "best", "first", "last"} & set(before)
    )


def _sweeps(clause: Clause) -> bool:
    sweeping = list_clause_words("sweeping")
    return any(word.lower_ in sweeping for word in clause.verb.subtree if word.i > clause.verb.i - 2)


def _is_own(clause: Clause, voice: Voice) -> bool:
    return clause.subject is not None and voice.owns(clause.subject)


def _is_agent(clause: Clause) -> bool:
    subject = clause.subject
    if subject is None or subject.pos_ == "PRON":
        return False
    return can_speak(subject) or (subject.pos_ == "PROPN" and subject.ent_type_ in _STATES)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in _PASSIVE for child in verb.children)
