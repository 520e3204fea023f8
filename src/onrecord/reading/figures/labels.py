"""A number in a parse -> a short noun phrase that says of what it is a number: 'people held in the huts'."""

from spacy.tokens import Token

from onrecord.numbers.number_words import SHARES, is_money, length_units
from onrecord.reading.figures.counted import Counted, find_left_out, fold_lemma
from onrecord.reading.figures.measured import name_measured
from onrecord.reading.figures.noun_phrases import cut_label, name_noun, name_phrase
from onrecord.reading.figures.words import list_words

_LONGEST_PHRASE = 7  # words
_NOUNS = frozenset({"NOUN", "PROPN"})


def label_quantity(counted: Counted, unit: str, numbers: frozenset[int]) -> str:
    """Return what a number counts, '' where the words do not say.

    `numbers` are the tokens of the number itself. The phrase is made of the document's words in their order, with
    'who', 'that', 'share of', 'value of' or 'length of' where the measure needs it.
    """
    head = counted.head
    if head is None and (noun := find_left_out(counted.root)) is not None:
        return cut_label(_add_clause(counted.root, name_noun(noun, numbers), unit, numbers))
    if head is None or head.lemma_.lower() == "percent":
        told = _name_toll(counted.root, unit, numbers) if head is None else ""
        return cut_label(told) or name_measured(counted.root, unit, numbers) or _name_harmed(counted, unit)
    if (
        head.dep_ == "compound"
        and head.i + 1 < len(head.doc)
        and head.head.pos_ in _NOUNS
        and unit != head.lower_
    ):
        return cut_label(f"{unit} of the {name_noun(head.head, numbers | {head.i})}")  # 'a 30-page letter'
    words = name_noun(head, numbers)
    if not words:
        return ""
    if is_money(unit):
        return cut_label(f"value of the {words}")
    if unit in length_units():
        return cut_label(f"length of the {words}")
    told = _add_clause(head, words, unit, numbers)
    is_share = unit in SHARES and fold_lemma(head) not in list_words("ratios")
    return cut_label(f"share of {told}" if is_share else told)


def _add_clause(head: Token, words: str, unit: str, numbers: frozenset[int]) -> str:
    """Return the phrase with what is told of it: 'people' gives 'people held in the huts', 'people who died'."""
    verb = head.head
    who = "who" if unit == "people" else "that"
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.dep_ in {"nsubj", "nsubjpass"}:
        passive = head.head.head.dep_ == "nsubjpass"
        verb = head.head.head.head
    elif head.dep_ in {"nsubj", "nsubjpass"}:
        passive = head.dep_ == "nsubjpass"
    elif head.dep_ == "dobj" and verb.lemma_.lower() in list_words("grave"):
        return f"{words} {verb.text.lower()}" if verb.tag_ in {"VBD", "VBN"} else words
    else:
        return words
    # 'Are alleged to have been held': the last verb says what happened.
    while (inner := next((child for child in verb.rights if child.dep_ == "xcomp"), None)) is not None:
        if inner.tag_ not in {"VBN", "VBG"}:
            break
        verb = inner
    if verb.pos_ != "VERB" or verb.i < head.i or any(child.dep_ == "neg" for child in verb.children):
        return words
    if not passive and verb.tag_ not in {"VBD", "VBN", "VBG"}:
        return words
    rest = next((_join_object(child) for child in verb.rights if child.dep_ == "dobj"), "")
    phrase = next(
        (found for child in verb.rights if child.dep_ == "prep" and (found := name_phrase(child, numbers))),
        "",
    )
    if not (passive or rest or phrase or verb.lemma_.lower() in list_words("grave")):
        return words
    joined = f"{verb.text.lower()} {rest or phrase}".strip()
    plain = passive or verb.tag_ == "VBG"
    return f"{words} {joined}" if plain else f"{words} {who} {joined}"


def _name_harmed(counted: Counted, unit: str) -> str:
    """Return what befell people of whom only the number is told: 'it killed 14' gives 'people killed'."""
    verb, last = counted.root.head, counted.root.i + 1
    behind = counted.root.doc[last] if last < len(counted.root.doc) else None
    if unit != "people":
        return ""
    if behind is not None and counted.follower in list_words("grave") and behind.tag_ in {"VBN", "JJ"}:
        return f"people {behind.lower_}"
    harmed = counted.root.dep_ == "dobj" and verb.lemma_.lower() in list_words("harms")
    return f"people {verb.lower_}" if harmed and verb.tag_ in {"VBD", "VBN"} else ""


def _join_object(noun: Token) -> str:
    first = min((child.left_edge.i for child in noun.lefts), default=noun.i)
    tokens = noun.doc[first : noun.i + 1]
    broken = any(token.is_space or token.text in ',;:“”"' for token in tokens)
    return "" if broken or len(tokens) > _LONGEST_PHRASE or noun.tag_ == "PRP" else tokens.text


def _name_toll(root: Token, unit: str, numbers: frozenset[int]) -> str:
    """Return what a number without a noun measures: 'the death toll rose to 30', 'a bill of $40 million'."""
    counts = list_words("tolls") | list_words("anaphors")
    token = root
    for _ in range(4):
        if token.pos_ in {"VERB", "AUX"} or token.head == token:
            break
        token = token.head
        if token.pos_ != "NOUN" or token.i in numbers or token.ent_type_:
            continue
        if is_money(unit):
            return f"value of the {name_noun(token, numbers)}"
        if unit in length_units() and token.lemma_.lower() in list_words("lengths"):
            return f"length of the {name_noun(token, numbers)}"
        if token.lemma_.lower() in counts or unit not in length_units() | SHARES | {"people", ""}:
            return name_noun(token, numbers)
    # 'the toll stands at 30', and 'she put the toll at 30'
    told = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    told = [child for child in told if child.i not in numbers and child.lemma_.lower() in counts]
    return name_noun(told[0], numbers) if told else ""
