"""A number in a parse -> a short noun phrase that says of what it is a number: 'people held in the huts'."""

from spacy.tokens import Token

from onrecord.lexicon import load_lexicon
from onrecord.numbers.number_words import is_money, length_units
from onrecord.reading.figures.counted import Counted

_PACKAGE = __package__ or "onrecord.reading.figures"
# A label is read in a table: so many characters, so many words for one phrase in it.
_LONGEST_LABEL, _LONGEST_PHRASE = 70, 7
_SHARES = frozenset({"percent", "share"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# spaCy labels of what stands before a noun and tells it from others; numbers and articles do not.
_TELLING = frozenset({"amod", "compound", "nmod", "poss"})


def label_quantity(counted: Counted, unit: str, numbers: frozenset[int]) -> str:
    """Return what a number counts, '' where the words do not say.

    `numbers` are the tokens of the number itself. The phrase is made of the document's words in their order, with
    'who', 'that', 'share of', 'value of' or 'length of' where the measure needs it.
    """
    head = counted.head
    if head is None:
        return _cut(_name_measured(counted.root, unit, numbers))
    if head.lemma_.lower() == "percent":
        return ""
    if (
        head.dep_ == "compound"
        and head.i + 1 < len(head.doc)
        and head.head.pos_ in _NOUNS
        and unit != head.lower_
    ):
        return _cut(f"{unit} of the {_noun_phrase(head.head, numbers | {head.i})}")  # 'a 30-page letter'
    words = _noun_phrase(head, numbers)
    if not words:
        return ""
    if is_money(unit):
        return _cut(f"value of the {words}")
    if unit in length_units():
        return _cut(f"length of the {words}")
    told = _add_clause(head, words, unit, numbers)
    return _cut(f"share of {told}" if unit in _SHARES else told)


def _words(name: str) -> frozenset[str]:
    return load_lexicon(_PACKAGE, "figures.toml").words(name)


def _cut(label: str) -> str:
    label = " ".join(label.split())
    if len(label) <= _LONGEST_LABEL:
        return label
    kept = label[:_LONGEST_LABEL].rsplit(" ", 1)[0].split()
    weak = _words("unfinished")
    while kept and kept[-1].lower() in weak:
        kept.pop()
    return " ".join(kept)


def _noun_phrase(head: Token, numbers: frozenset[int]) -> str:
    """Return a noun with what tells it from others, and the phrase with a preposition that follows it."""
    tokens = [head]
    for child in head.lefts:
        if child.dep_ in _TELLING and not ({part.i for part in child.subtree} & numbers):
            tokens += [part for part in child.subtree if part.dep_ != "punct" or part.text == "-"]
    tokens = [token for token in sorted(tokens, key=lambda token: token.i) if not token.like_num]
    while tokens and (tokens[0].is_punct or tokens[0].pos_ in {"DET", "PRON", "ADP"}):
        tokens = tokens[1:]
    words = _join(tokens)
    phrase = next((child for child in head.rights if child.dep_ == "prep"), None)
    return f"{words} {_phrase(phrase, numbers)}".strip() if phrase is not None else words


def _phrase(preposition: Token, numbers: frozenset[int]) -> str:
    """Return a short phrase with its preposition, '' where it is long or holds the number."""
    object_ = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if object_ is None or object_.ent_type_ in {"DATE", "TIME"} or object_.tag_ == "PRP":
        return ""
    first, last = preposition.i, object_.i
    tokens = preposition.doc[first : last + 1]
    broken = any(token.i in numbers or token.is_space or token.text in ',;:“”"' for token in tokens)
    return "" if broken or len(tokens) > _LONGEST_PHRASE else tokens.text


def _add_clause(head: Token, words: str, unit: str, numbers: frozenset[int]) -> str:
    """Return the phrase with what is told of it: 'people' gives 'people held in the huts', 'people who died'."""
    verb = head.head
    who = "who" if unit == "people" else "that"
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.dep_ in {"nsubj", "nsubjpass"}:
        passive = head.head.head.dep_ == "nsubjpass"
        verb = head.head.head.head
    elif head.dep_ in {"nsubj", "nsubjpass"}:
        passive = head.dep_ == "nsubjpass"
    elif head.dep_ == "dobj" and verb.lemma_.lower() in _words("grave"):
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
        (found for child in verb.rights if child.dep_ == "prep" and (found := _phrase(child, numbers))), ""
    )
    if not (passive or rest or phrase or verb.lemma_.lower() in _words("grave")):
        return words
    joined = f"{verb.text.lower()} {rest or phrase}".strip()
    plain = passive or verb.tag_ == "VBG"
    return f"{words} {joined}" if plain else f"{words} {who} {joined}"


def _join_object(noun: Token) -> str:
    first = min((child.left_edge.i for child in noun.lefts), default=noun.i)
    tokens = noun.doc[first : noun.i + 1]
    broken = any(token.is_space or token.text in ',;:“”"' for token in tokens)
    return "" if broken or len(tokens) > _LONGEST_PHRASE or noun.tag_ == "PRP" else tokens.text


def _name_measured(root: Token, unit: str, numbers: frozenset[int]) -> str:
    """Return what a number without a noun measures: 'the death toll rose to 30', 'a bill of $40 million'."""
    counts = _words("tolls") | _words("anaphors")
    token = root
    for _ in range(4):
        if token.pos_ in {"VERB", "AUX"} or token.head == token:
            break
        token = token.head
        if token.pos_ != "NOUN" or token.i in numbers or token.ent_type_:
            continue
        if is_money(unit):
            return f"value of the {_noun_phrase(token, numbers)}"
        if unit in length_units() and token.lemma_.lower() in _words("lengths"):
            return f"length of the {_noun_phrase(token, numbers)}"
        if token.lemma_.lower() in counts or unit not in length_units() | _SHARES | {"people", ""}:
            return _noun_phrase(token, numbers)
    # 'the toll stands at 30', and 'she put the toll at 30'
    told = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    told = [child for child in told if child.i not in numbers and child.lemma_.lower() in counts]
    return _noun_phrase(told[0], numbers) if told else ""


def _join(tokens: list[Token]) -> str:
    return "".join(token.text_with_ws if token.whitespace_ else token.text for token in tokens).strip()
