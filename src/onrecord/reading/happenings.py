"""Doc -> which days the main clauses of its sentences tell of, by the parse.

A sentence names more days than it tells of: 'Monday's ruling worried the towns that had voted in May' tells of neither.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.annotations import Happening, TimeMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.clauses import has_subject
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.times.direction import find_direction

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PRESENT = frozenset({"VBZ", "VBP"})
# between a day and the verb that it belongs to: 'by the end of May', 'on or about Monday'
_LINKING = frozenset({"ADP", "SCONJ", "ADV", "NUM", "DET", "ADJ", "PART"})
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


def find_verb_of(day: Token) -> Token | None:
    """Return the verb that a day is told with, not one whose subject or object it is: 'Monday was a holiday'.

    Where the words around the day tell better than the parse, they count. 'After the council voted on Friday, she
    said': a day that ends a clause before the verb is that clause's. 'Said on Friday it would open': one between a verb
    and its clause is the verb's. 'The loss last week of a ferry': one that parts a noun from its complement is the
    noun's.
    """
    verb = _find_governor(day)
    if verb is None or parts_noun(day):
        return None
    top = day
    while top.head not in (verb, top):
        top = top.head
    first, last = top.left_edge.i, top.right_edge.i + 1
    if verb.dep_ == "ccomp" and first > 0 and verb.head == day.doc[first - 1]:
        return verb.head
    if first > 0 and first < verb.i and last < len(day.doc) and day.doc[last].text == ",":
        return _find_clause(day.doc[first - 1], verb) or verb
    return verb


def _find_clause(end: Token, verb: Token) -> Token | None:
    """Return the verb of the clause beside another verb that ends in a word."""
    clause, token = None, end
    while token not in (verb, token.head):
        if clause is None and token.pos_ in _VERBS and has_subject(token) and token.right_edge == end:
            clause = token
        token = token.head
    return clause if token == verb else None


def _find_governor(token: Token) -> Token | None:
    if token.dep_ in _ARGUMENTS or _is_misread_subject(token):
        return None
    for head in _climb(token):
        if head.pos_ in _VERBS:
            return head
        if head.pos_ not in _LINKING:
            return None
    return None


def parts_noun(day: Token) -> bool:
    """Tell whether a day stands before the 'of' of a noun or a gerund: 'the handling last week of a sample'."""
    first, after = day.left_edge.i, day.right_edge.i + 1
    if first == 0 or after == len(day.doc) or day.doc[after].lower_ != "of":
        return False
    head, before = day.doc[after].head, day.doc[first - 1]
    if head.pos_ in ("NOUN", "PROPN"):
        return head.i < first
    verb = lemma_of(head)
    told = verb in list_words("saying") or f"{verb} of" in list_words("prepositional")
    return before.tag_ == "VBG" or (before.dep_ in ("dobj", "pobj") and not told)


def _is_misread_subject(token: Token) -> bool:
    """Tell whether a day stands before a verb that has no other subject; the parser often takes it for an adverb."""
    verb = token.head
    return (
        token.dep_ == "npadvmod"
        and verb.pos_ in _VERBS
        and verb.dep_ in {"ROOT", "ccomp"}
        and token.i < verb.i
        and not has_subject(verb)
    )


def _climb(token: Token) -> Iterator[Token]:
    """Yield what governs a token, the nearest first; a day after the object of a verb is the verb's."""
    while token.head != token:
        head = token.head
        if head.pos_ in _NOUNS and token.dep_ in _AFTER_NOUN and token.i > head.i:
            after_object = head.dep_ in {"dobj", "attr", "dative"} and head.head.pos_ in _VERBS
            occasion = (
                head.dep_ == "pobj"
                and (head.head.dep_ == "agent" or head.head.lower_ in _words("meanwhile"))
                and _is_meanwhile(token)
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
        if (verb.dep_ not in _GOES_ON and not _is_bare_participle(verb)) or _is_led_in(verb):
            return False
        verb = verb.head
    return verb.pos_ in _VERBS


def _is_led_in(verb: Token) -> bool:
    """Tell whether a clause that is read as what somebody says only leads in: 'since the mill shut, she said'."""
    return (
        verb.dep_ == "ccomp"
        and verb.i < verb.head.i
        and any(child.dep_ == "mark" and child.lower_ != "that" for child in verb.children)
    )


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
