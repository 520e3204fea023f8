"""Number words -> is it a figure, or a date, an age, a label, a score, a way of speaking?"""

import re
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.numbers.numbers import Quantity, count_word
from onrecord.reading.figures.counted import Counted, find_left_out, find_put, fold_lemma
from onrecord.reading.figures.words import list_words

_AGE = re.compile(r"[- ]?(?:years?|months?|days?|weeks?)?[- ]?olds?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages) (?:between )?$", re.IGNORECASE)
_APPOSED = re.compile(r"\w, $")  # 'Ada Brook, 45, said'
_RATIO = re.compile(r" (?:in|out of) (?:every )?(?:[0-9]{1,2}\b|an?\b|(?P<word>[a-z]+))", re.IGNORECASE)
_NAMED_OF = re.compile(r"\b[A-Z]\w+ of (?:the )?$")
_WORD_BEFORE = re.compile(r"([\w.#]{1,20}) ?$")
_WORD_AFTER = re.compile(r" ?([\w.']{1,20})")
_NAMED = frozenset({"PERSON", "ORG", "WORK_OF_ART", "LAW", "PRODUCT", "FAC", "EVENT"})
_DATED = frozenset({"DATE", "TIME"})
# spaCy labels of a number that stands for those who are counted.
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr"})
# Up to here a number spelled out after 'the' only names things again: 'the two sides'.
_ANAPHORIC = 4
# From here on even a way of speaking is a count: '300 times'.
_TELLING = 100


class _Dates(NamedTuple):
    """What stands beside a number that is a day or a year."""

    after_month: re.Pattern[str]
    before_month: re.Pattern[str]
    year_before: re.Pattern[str]


@cache
def _dates() -> _Dates:
    months = "|".join(sorted(list_words("months")))
    month = rf"(?:{months})[a-z]{{0,6}}\.?"
    days = r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?:-|–|,? | and | or | to )){0,2}"
    return _Dates(
        re.compile(rf"\b{month} {days}$", re.IGNORECASE),
        re.compile(rf"(?:st|nd|rd|th)?(?:-[0-9]{{1,2}})? (?:of )?{month}(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(sorted(list_words('year_before')))}) $", re.IGNORECASE),
    )


def is_figure(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether somebody could be held to this number.

    A date, an age, a clock time, a label ('Article 5'), a number in a name, a sport's score, a span of time that
    only places an event, and 'two' of what nobody counts are not figures.
    """
    before, after = text[max(0, quantity.start - 30) : quantity.start], text[quantity.end : quantity.end + 30]
    if _is_age(before, after, quantity) or _is_clock(after) or _is_ratio(after):
        return False
    if quantity.duration:
        return is_length(text, quantity, counted)
    if quantity.unit == "share" and not quantity.qualifier and _is_part_named(text, quantity, counted):
        return False
    if quantity.money or quantity.unit:
        return True
    if quantity.versus:
        return _is_vote(counted)
    if (quantity.bare or quantity.ranged) and _is_date(before, after, quantity, counted):
        return False
    if quantity.spelled and text[quantity.core.start].isupper() and _NAMED_OF.search(before):
        return False  # 'the Gang of Eight'
    return not _is_label(before, quantity, counted) and _is_counted(text, quantity, counted)


def _is_ratio(after: str) -> bool:
    """Tell 'one in five' from 'five in custody'."""
    found = _RATIO.match(after)
    return found is not None and (not found["word"] or count_word(found["word"]) is not None)


def _is_part_named(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell 'the northern half of the island' from 'half of the island'."""
    previous = counted.root.nbor(-1) if counted.root.i else None
    half = text[quantity.core.start : quantity.core.end].lower() == "half"
    return half and previous is not None and previous.pos_ in {"ADJ", "DET", "NOUN", "PROPN", "NUM"}


def _is_age(before: str, after: str, quantity: Quantity) -> bool:
    if _AGE.match(after) and re.match(r"[- ]?\w*[- ]?old", after, re.IGNORECASE):
        return True
    if _AGE_BEFORE.search(before):
        return True
    return (
        quantity.bare
        and bool(_APPOSED.search(before))
        and after[:1] in {",", "."}
        and before[-3:-2].isalpha()
    )


def _is_clock(after: str) -> bool:
    word = _WORD_AFTER.match(after)
    return word is not None and (
        word[1].lower() in list_words("clock") or word[1].lower().rstrip(".") in list_words("clock")
    )


def _is_date(before: str, after: str, quantity: Quantity, counted: Counted) -> bool:
    if _dates().after_month.search(before) or _dates().before_month.match(after):
        return True
    other = before.lower().endswith("other ")  # 'the other 12' are no day
    if counted.root.ent_type_ in _DATED and not (quantity.spelled or other or quantity.ranged):
        return True
    year = quantity.low is not None and 1500 <= quantity.low < 2200 and not quantity.spelled
    if not year:
        return False
    return counted.lemma not in list_words("people") or bool(_dates().year_before.search(before))


def _is_vote(counted: Counted) -> bool:
    """Tell whether the sentence speaks of a vote, so that 'A-B' is no score of a game."""
    return any(token.lower_ in list_words("votes") for token in counted.root.sent)


def _is_label(before: str, quantity: Quantity, counted: Counted) -> bool:
    if not quantity.bare or quantity.low is None:
        return False
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1].lower() in list_words("labels"):
        return True
    if counted.root.ent_type_ in _NAMED and (counted.head is None or counted.head.pos_ == "PROPN"):
        return True
    previous = counted.root.nbor(-1) if counted.root.i else None
    capitalised = previous is not None and previous.pos_ == "PROPN" and before.endswith(" ")
    return capitalised and (counted.head is None or counted.head.pos_ == "PROPN")


def _is_counted(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether the noun that the number stands before is one that is counted."""
    head, low = counted.head, quantity.low
    if head is None:
        return _is_elided(quantity, counted)
    plural = _is_plural(head)
    named = head.pos_ == "PROPN" and not (plural or head.text.endswith("s") or head.ent_type_ == "NORP")
    if named or low == 0:
        return False
    if counted.lemma == "time":
        return _is_multiple(counted, quantity)
    if counted.lemma in list_words("loose") and (low is None or low < _TELLING):
        return False
    if quantity.ordinal:
        return True
    if not quantity.spelled or low is None or quantity.vague:
        return plural or not quantity.bare or text[quantity.end : quantity.end + 1] == "-"
    return _is_spelled_count(quantity, counted, head)


def _is_plural(noun: Token) -> bool:
    """Tell whether a noun is in the plural, also where that is written as the singular: '12 aircraft'."""
    alike = noun.pos_ == "NOUN" and noun.lower_ in list_words("same_in_plural")
    return alike or noun.tag_ in {"NNS", "NNPS"}


def _is_spelled_count(quantity: Quantity, counted: Counted, head: Token) -> bool:
    """Tell whether a number written out is given as a count: 'two people were killed', not 'the two sides'."""
    plural = _is_plural(head)
    low = quantity.low or 0
    if low <= 2:
        grave = bool(list_words("grave") & {*counted.keys, counted.root.head.lemma_})
        if grave and counted.lemma in list_words("people"):
            return True
        return plural and (quantity.qualifier is not None or (low == 2 and _is_pair_counted(counted, head)))
    if low <= _ANAPHORIC and quantity.qualifier is None and _is_definite(counted.root, head):
        return False
    return plural


def _is_pair_counted(counted: Counted, head: Token) -> bool:
    """Tell 'two wells were drilled' from what only names or introduces a pair: 'the two wells', 'two key rivals'."""
    owned = any(child.dep_ == "poss" for child in (*head.children, *counted.root.children))
    named = counted.lemma in list_words("people") | list_words("persons")
    if named or owned or _is_definite(counted.root, head):
        return False
    of = counted.root.doc[max(0, counted.root.i - 1)].lower_ == "of"  # 'one of two wells'
    return not of and not any(child.lemma_.lower() in list_words("pairing") for child in head.lefts)


def _is_definite(root: Token, head: Token) -> bool:
    return any(child.lower_ in list_words("definite") for child in (*head.children, *root.children))


def _is_elided(quantity: Quantity, counted: Counted) -> bool:
    """Tell whether a number without a noun stands for something counted: 'the toll rose to 300'."""
    root = counted.root
    if _is_harmed(quantity, counted) or is_put(root) or find_left_out(root) or find_put(root):
        return True
    if quantity.low is not None and quantity.low <= 2 and quantity.spelled:
        return False
    if quantity.vague and counted.root.dep_ in {"nsubj", "nsubjpass"}:
        return True  # 'thousands protested'
    telling = list_words("anaphors") | list_words("tolls") | list_words("deaths")
    told = bool(telling & {*counted.keys, *_lemmas_above(counted.root)})
    if quantity.spelled:
        return told
    other = counted.root.i > 0 and counted.root.nbor(-1).lower_ == "other"
    return told or other or not quantity.bare


def are_harmed(counted: Counted) -> bool:
    """Tell whether a number is of those to whom a clause behind it tells what happened: 'it was 14 who died'."""
    place = counted.root.i + 2
    told = counted.follower in {"who", "that"} and place < len(counted.root.doc)
    return told and fold_lemma(counted.root.doc[place]) in list_words("grave") | list_words("deaths")


def is_put(root: Token) -> bool:
    """Tell whether a number is what a count told before is said to be: 'the mill puts it at 12'."""
    verb = root.head.head
    if root.head.lower_ != "at" or root.dep_ != "pobj" or verb.lemma_.lower() not in list_words("placing_at"):
        return False
    return any(child.dep_ in {"dobj", "nsubjpass"} and child.lower_ == "it" for child in verb.children)


def echoes(root: Token) -> bool:
    """Tell whether a number's verb stands for another told before: '12 drowned, and the mayor said that 31 had'."""
    verb = root.head
    alone = verb.lemma_.lower() in list_words("auxiliary") and verb.i == root.i + 1
    told = ("attr", "acomp", "xcomp", "dobj", "prep", "oprd")
    return root.dep_ == "nsubj" and alone and not any(child.dep_ in told for child in verb.rights)


def _is_harmed(quantity: Quantity, counted: Counted) -> bool:
    """Tell whether a number alone is one of those harmed: 'it killed 14 and wounded two', 'it left 30 dead'."""
    root = counted.root
    if root.pos_ != "NUM" or root.ent_type_ in _DATED or quantity.low is None or quantity.low <= 1:
        return False
    verb = root.head
    harmed = root.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_.lower() in list_words("harms")
    if root.dep_ in _STANDING and are_harmed(counted):
        return True
    return harmed or (
        root.dep_ in _STANDING and counted.follower in list_words("grave") - list_words("signing")
    )


def _lemmas_above(root: Token) -> set[str]:
    found = set()
    token = root
    for _ in range(4):
        token = token.head
        found.add(token.lemma_.lower())
        found |= {
            child.lemma_.lower() for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}
        }
    return found


def _is_multiple(counted: Counted, quantity: Quantity) -> bool:
    """Tell 'six times the size' from 'failed three times'."""
    head = counted.head
    if head is None or quantity.versus:
        return False
    follows = head.nbor(1) if head.i + 1 < len(head.doc) else None
    return follows is not None and (follows.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} or follows.lower_ == "as")


def is_length(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether a span of time is a quantity that somebody sets or gives, and does not just place an event.

    'A delay of up to three months', 'a two-week recess', 'held for 18 months' and 'two years of talks' are; 'two years
    ago', 'within a week' and 'the past two years' are not.
    """
    if not quantity.unit:
        return False
    word = _WORD_AFTER.match(text[quantity.end : quantity.end + 30])
    after = word[1].lower().rstrip(".") if word is not None else ""
    if after in list_words("pointing"):
        return False
    lengths, setting = list_words("lengths"), list_words("setting")
    found = _WORD_BEFORE.search(text[max(0, quantity.start - 30) : quantity.start])
    before = found[1].lower() if found is not None else ""
    if text[quantity.core.end : quantity.core.end + 1] == "-":
        return counted.head is not None and counted.lemma not in list_words("unlengthed")
    of = after == "of" and counted.head is not None
    if of and (counted.lemma in lengths or quantity.qualifier is not None):
        return True
    if before in list_words("placing"):
        return before == "over" and counted.root.head.head.lemma_ in setting
    if before == "for" or quantity.qualifier is not None:
        return True
    if counted.head is not None:
        return counted.lemma in lengths
    return bool((lengths | setting) & {token.lower() for token in _governing(counted.root)})


def _governing(root: Token) -> set[str]:
    """Return the lemmas of the verb that a span of time hangs on and of what that verb is about."""
    token, found = root, set()
    for _ in range(3):
        token = token.head
        found.add(token.lemma_.lower())
        if token.pos_ == "VERB":
            return found
    return found
