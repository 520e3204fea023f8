"""Whose words the clauses of a statement are, and who acts in them."""

from collections.abc import Callable

from msgspec import Struct
from spacy.tokens import Token

from onrecord.reading.speech.clauses import Clause
from onrecord.reading.speech.speakers import can_speak

_STATES = frozenset({"GPE", "NORP", "FAC", "LOC"})  # what stands for its government: 'the North will not beg'
_PASSIVE = frozenset({"auxpass", "nsubjpass"})


class Voice(Struct, frozen=True):
    """Whose words the clauses are, and how they are brought forward."""

    owns: Callable[[Token], bool]  # whether a subject stands for whoever speaks
    insists: bool = False  # 'insisted', 'maintained': what is said is doubted by others
    announces: bool = False  # 'announced': what is said is settled


def is_own(clause: Clause, voice: Voice) -> bool:
    """Tell whether the subject stands for whoever speaks."""
    return clause.subject is not None and voice.owns(clause.subject)


def is_agent(clause: Clause) -> bool:
    """Tell whether a named or described somebody, and no pronoun, is the subject."""
    subject = clause.subject
    if subject is None or subject.pos_ == "PRON":
        return False
    return can_speak(subject) or (subject.pos_ == "PROPN" and subject.ent_type_ in _STATES)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive."""
    return any(child.dep_ in _PASSIVE for child in verb.children)


def is_perfect(verb: Token) -> bool:
    """Tell whether a verb tells what has been, or would have been: 'have left'."""
    return verb.tag_ == "VBN" and any(
        child.lower_ in ("have", "'ve", "’ve") and child.dep_ == "aux" for child in verb.children
    )
