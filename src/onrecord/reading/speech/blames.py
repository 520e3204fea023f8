"""Main clauses -> whether somebody else is blamed: who tries to do harm, or is doing what nobody owns up to."""

from spacy.tokens import Token

from onrecord.reading.speech.clauses import Clause, list_clause_words
from onrecord.reading.speech.cues import lemma_of


def blames(clause: Clause) -> bool:
    """Tell whether a clause about somebody else charges him: 'they are trying to discredit us', 'he stoked the fear'.

    The caller has made sure that the subject is not whoever speaks.
    """
    if (
        clause.negated
        or clause.modal
        or clause.subject is None
        or clause.subject.lower_ in list_clause_words("addressed")
    ):
        return False
    if clause.lemma in list_clause_words("attempting"):
        return any(_is_hostile(child) for child in clause.verb.children if child.dep_ in ("xcomp", "advcl"))
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in clause.verb.children):
        return False
    if clause.lemma in list_clause_words("misdoing"):
        return True
    objected = any(child.dep_ == "dobj" for child in clause.verb.children)
    return objected and clause.verb.tag_ == "VBG" and clause.lemma in list_clause_words("harming_now")


def _is_hostile(verb: Token) -> bool:
    """Tell whether it is 'to discredit', and not 'by discrediting' or 'because it discredits'."""
    aimed = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return aimed and lemma_of(verb) in list_clause_words("hostile")
