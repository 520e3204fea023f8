"""The words that attribute: which verbs and nouns take which content."""

from functools import cache
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Token

from onrecord.lexicon import load_lexicon

_PACKAGE = __package__ or "onrecord.reading.speech"

# spaCy's labels of what belongs to a verb's group and stands to its left: 'has repeatedly denied'.
_GROUP = frozenset({"aux", "auxpass", "neg"})


class Report(Struct, frozen=True):
    """A cue with its source and content, as tokens, before quotations are made whole."""

    cue: tuple[Token, ...]
    source: tuple[Token, ...]
    content: tuple[Token, ...]
    verb: Token | None = None


@cache
def list_words(name: str) -> frozenset[str]:
    """Return the plain list `name` of the cue lexicon."""
    return load_lexicon(_PACKAGE, "cues.toml").words(name)


@cache
def first_words(name: str) -> frozenset[str]:
    """Return the words with which the phrases of a list begin."""
    return frozenset(phrase.split()[0] for phrase in list_words(name))


def lemma_of(token: Token) -> str:
    """Return the token's dictionary form, lower case."""
    return token.lemma_.lower()


def is_negated(verb: Token) -> bool:
    """Tell whether the verb itself is negated."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_silent(verb: Token, *, sourced: bool) -> bool:
    """Tell whether nobody said it: 'the minister has not said when', or, without a source, 'don't accuse her'."""
    return is_negated(verb) and (not sourced or lemma_of(verb) in list_words("silent_when_negated"))


def is_nobodys_question(verb: Token) -> bool:
    """Tell whether somebody was asked, and nobody is told to have asked: 'asked to comment, he declined'."""
    if lemma_of(verb) != "ask" or verb.tag_ != "VBN":
        return False
    children = {child.dep_: child for child in verb.children}
    active = "auxpass" not in children and "aux" in children and lemma_of(children["aux"]) == "have"
    return not active and "agent" not in children


def is_misread_name(token: Token, verb: Token) -> bool:
    """Tell whether an auxiliary is somebody's name: 'May said', 'Will has told'. No modal goes with a past tense."""
    if token.tag_ != "MD" or token.dep_ != "aux" or not token.is_title or token.i > verb.i:
        return False
    others = [other for other in verb.children if other.dep_ in ("aux", "auxpass") and other.i > token.i]
    if others:
        return any(other.tag_ in ("VBD", "VBZ") for other in others)
    return verb.lower_ != lemma_of(verb)


def is_rejoined(verb: Token) -> bool:
    """Tell whether a verb goes on with the verb of saying above its clause: 'said it was late, and promised that'."""
    above = verb.head
    if (
        verb.dep_ != "conj"
        or verb.tag_ != "VBD"
        or above.dep_ != "ccomp"
        or lemma_of(verb) not in list_words("saying")
    ):
        return False
    begins = verb.doc[max(above.i, verb.i - 3) : verb.i]
    joined = any(a.text == "," and b.dep_ == "cc" for a, b in pairwise(begins))
    return joined and lemma_of(above.head) in list_words("saying") and above.head.tag_ == "VBD"


def group_verb(verb: Token, *more: Token) -> tuple[Token, ...]:
    """Return the tokens of the verb's group, with auxiliaries, negation and the adverbs between.

    'has repeatedly denied', 'was reported', 'called on'.
    """
    tokens = {verb, *more}
    left = [
        child
        for child in verb.children
        if child.dep_ in _GROUP and child.i < verb.i and not is_misread_name(child, verb)
    ]
    if left:
        first = min(left, key=lambda token: token.i)
        between = [verb.doc[i] for i in range(first.i, verb.i)]
        if all(token.dep_ in _GROUP or token.pos_ in ("ADV", "PART", "AUX") for token in between):
            tokens.update(between)
        else:
            tokens.update(left)
    before = verb.doc[min(token.i for token in tokens) - 1] if min(t.i for t in tokens) > 0 else None
    if before is not None and before.dep_ == "advmod" and before.head == verb and before.pos_ == "ADV":
        tokens.add(before)
    tokens.update(child for child in verb.children if child.dep_ == "prt")
    return tuple(sorted(tokens, key=lambda token: token.i))
