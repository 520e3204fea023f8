"""Main clauses -> the act that their grammar tells: what is denied, refused, promised or required by whom."""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.model import Act
from onrecord.reading.speech.agency import Voice, is_agent, is_own, is_passive, is_perfect
from onrecord.reading.speech.blames import blames
from onrecord.reading.speech.clauses import Clause, list_clause_words
from onrecord.reading.speech.cues import lemma_of
from onrecord.reading.speech.denying import denies
from onrecord.reading.speech.speakers import can_speak

_TAIL = 3  # tokens at the end of a sentence among which its question mark stands


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
        if act is None and not is_own(clause, voice) and blames(clause):
            act = Act.ACCUSE
        if act is not None or (clause.negated and clause.modal in list_clause_words("ahead")):
            return act
    return None


def _tell_ahead(clause: Clause, voice: Voice) -> Act | None:
    """'We will sign', 'the North would not beg', 'no request will be granted', 'she is willing to testify'."""
    mine = is_own(clause, voice)
    agent = mine or is_agent(clause)
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
        act = Act.REFUSE if refused and not is_passive(clause.verb) else None
    elif clause.lemma in list_clause_words("opposing"):
        act = Act.REFUSE if agent else None
    else:
        promised = _promises(clause, mine=mine, agent=agent) or (voice.announces and _is_settled(clause))
        act = Act.COMMIT if promised else None
    return Act.CONDITION if act is not None and _is_bound(clause, act) else act


def _tell_none(clause: Clause) -> Act | None:
    """'No request will be granted' refuses; 'no tenant will be harmed' assures."""
    if not is_passive(clause.verb):
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
    return under is not None and not is_passive(under)


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
    if mine and not is_passive(clause.verb):
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
    return not follows and (agent or is_passive(clause.verb))


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
    return is_perfect(clause.verb) or standing or (clause.modal == "would" and any(unreal))


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
        return None if mine or foreseen or is_perfect(clause.verb) else Act.CALL
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
    if subject is None or is_perfect(clause.verb) or _is_about(clause):
        return None
    included = clause.lemma == "include" and is_passive(clause.verb)
    if included or lemma_of(subject) in list_clause_words("agreed"):
        return Act.CONDITION
    if clause.modal == "would have to":
        conceded = clause.lemma in list_clause_words("conceding")
        return Act.CONDITION if conceded and can_speak(subject) and not is_own(clause, voice) else None
    if clause.modal != "must" or subject.lower_ in ("i", "it", "this", "that", "you"):
        return None
    return Act.CONDITION if _is_freed(clause.verb) else Act.CALL


def _is_freed(verb: Token) -> bool:
    """Tell whether somebody must be let do something: 'we must be able to talk to them'."""
    return verb.lower_ in list_clause_words("free") or any(
        child.lower_ in list_clause_words("free") for child in verb.children
    )


def _is_about(clause: Clause) -> bool:
    """Tell whether it only 'has to do with' something."""
    return clause.lemma == "do" and any(child.lower_ == "with" for child in clause.verb.children)
