"""Doc -> which days the main clauses of its sentences tell of, by the parse.

A sentence names more days than it tells of: 'Monday's ruling worried the towns that had voted in May' tells of neither.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.annotations import Happening, TimeMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.times.direction import find_direction

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PRESENT = frozenset({"VBZ", "VBP"})
# between a day and the verb that it belongs to: 'by the end of May', 'on or about Monday'
_LINKING = frozenset({"ADP", "SCONJ", "ADV", "NUM", "DET", "ADJ", "PART"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_AFTER_NOUN = frozenset({"prep", "npadvmod", "advmod"})
# from a clause to the one that it goes on with, or that only says whose words it is
_GOES_ON = frozenset({"conj", "ccomp", "xcomp", "parataxis", "aux", "auxpass"})


def find_happenings(doc: Doc, times: Sequence[TimeMention]) -> tuple[Happening, ...]:
    """Return which of the times date the main clause of a sentence, or what somebody is said to say there.

    The day of a noun ('Monday's ruling', 'before the election on Nov. 6'), of a clause beside the main one ('which
    began in May') and of what only would be ('they would be better off today') is none of them; that of an occasion at
    which the clause takes place is: 'at the meeting on Monday she promised'.
    """
    found = []
    for index, time in enumerate(times):
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        verb = find_verb_of(span.root) if span is not None else None
        if verb is not None and is_told(verb) and not _is_nowadays(time, verb):
            found.append(Happening(index, Offsets(verb.idx, verb.idx + len(verb)), _is_present(verb)))
    return tuple(found)


def is_told(verb: Token) -> bool:
    """Tell whether a clause is the main one of its sentence, or what somebody says there, and no mere wish."""
    return _is_main(verb) and not _is_unreal(verb)


def find_verb_of(token: Token) -> Token | None:
    """Return the verb that a day is told with, not one whose subject or object it is: 'Monday was a holiday'."""
    if token.dep_ in _ARGUMENTS or _is_misread_subject(token):
        return None
    for head in _climb(token):
        if head.pos_ in _VERBS:
            return head
        if head.pos_ not in _LINKING:
            return None
    return None


def _is_misread_subject(token: Token) -> bool:
    """Tell whether a day stands before a verb that has no other subject; the parser often takes it for an adverb."""
    verb = token.head
    return (
        token.dep_ == "npadvmod"
        and verb.pos_ in _VERBS
        and verb.dep_ in {"ROOT", "ccomp"}
        and token.i < verb.i
        and not any(child.dep_ in _SUBJECTS for child in verb.children)
    )


def _climb(token: Token) -> Iterator[Token]:
    """Yield what governs a token, the nearest first; a day after the object of a verb is the verb's."""
    while token.head != token:
        head = token.head
        if head.pos_ in _NOUNS and token.dep_ in _AFTER_NOUN and token.i > head.i:
            after_object = head.dep_ in {"dobj", "attr", "dative"} and head.head.pos_ in _VERBS
            occasion = (
                head.dep_ == "pobj" and head.head.lower_ in _words("meanwhile") and _is_meanwhile(token)
            )
            head = head.head if after_object or occasion else head
        token = head
        yield token


def _is_meanwhile(token: Token) -> bool:
    return token.pos_ != "ADP" or token.lower_ in _words("meanwhile")


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.reading", "happenings.toml").words(name)


def _is_main(verb: Token) -> bool:
    while verb.head != verb:
        if verb.dep_ not in _GOES_ON and not _is_bare_participle(verb):
            return False
        verb = verb.head
    return verb.pos_ in _VERBS


def _is_bare_participle(verb: Token) -> bool:
    """Tell whether a clause says what somebody does meanwhile: 'speaking in the council on Monday, she called on'."""
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and not any(child.dep_ in {"nsubj", "nsubjpass", "mark"} for child in verb.children)
    )


def _is_present(verb: Token) -> bool:
    """Tell whether a clause, or the one that it goes on with, stands in the simple present."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in _VERBS:
        verb = verb.head
    return verb.tag_ in _PRESENT and verb.pos_ == "VERB"


def _is_nowadays(time: TimeMention, verb: Token) -> bool:
    """Tell whether 'today' is the present age, of which a clause tells what is or may be so, and no day.

    'The lesson holds today', 'it may help today', 'I never saw it happening today', but 'the bridge opens today'.
    """
    if time.exact.lower() not in _words("present_age"):
        return False
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ == "MD" and child.lower_ in _words("possible") for child in aux):
        return True
    if verb.tag_ in ("VB", "VBG") and not aux:  # an order, or what goes on in somebody's mind
        return verb.dep_ != "xcomp" or verb.head.tag_ != "VBD"
    if verb.lemma_ == "be" and verb.tag_ in _PRESENT:
        return any(child.dep_ in ("attr", "acomp") for child in verb.children)
    return verb.tag_ in _PRESENT and find_direction("", f" {verb.text} ") <= 0


def _is_unreal(verb: Token) -> bool:
    """Tell whether a clause tells of what only would be."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in _VERBS:
        verb = verb.head
    return any(child.dep_ == "aux" and child.lower_ in _words("unreal") for child in verb.children)
