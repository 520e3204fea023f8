"""Main clauses -> whether a fact is denied: one that the speaker answers for, or that others allege."""

from spacy.tokens import Token

from onrecord.reading.speech.agency import Voice, is_agent, is_own, is_passive, is_perfect
from onrecord.reading.speech.clauses import Clause, list_clause_words
from onrecord.reading.speech.cues import lemma_of
from onrecord.reading.speech.speakers import can_speak

_COMPARED = frozenset({"JJR", "RBR"})  # 'never a better one', 'no more than'


def denies(clause: Clause, voice: Voice) -> bool:
    """Tell whether the clause negates a fact that the speaker answers for, or that is alleged."""
    if clause.view is not None and clause.disbelieved:
        return _disbelieves(clause, clause.view)
    if _contradicts(clause, voice) or _clears(clause):
        return True
    if not clause.negated or clause.modal or any(child.lower_ == "yet" for child in clause.verb.children):
        return False
    mine = is_own(clause, voice)
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
    if is_agent(clause) and has and clause.past and clause.lemma in list_clause_words("undertaking"):
        return True
    never = any(child.lower_ == "never" for child in clause.verb.children)
    return clause.past and (never or _sweeps(clause)) and clause.lemma in list_clause_words("wronging")


def _contradicts(clause: Clause, voice: Voice) -> bool:
    """Tell whether a claim, or who makes it, is said to be wrong: 'the report is inaccurate'."""
    subject = clause.subject
    if subject is None or clause.lemma != "be" or clause.negated or clause.modal or is_own(clause, voice):
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
    if subject is None or not clause.negated or clause.lacked is not None or is_passive(clause.verb):
        return False
    if (
        clause.lemma == "be"
        and not clause.modal
        and (subject.lower_ in list_clause_words("things") or not can_speak(subject))
    ):
        attributes = (child for child in clause.verb.children if child.dep_ == "attr")
        if any(lemma_of(child) in list_clause_words("labelled") for child in attributes):
            return True
    if clause.modal not in ("", "will", "would") or clause.past or is_perfect(clause.verb):
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
        made = is_passive(clause.verb) and clause.lemma in list_clause_words("done")
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
    if is_passive(clause.verb):
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
