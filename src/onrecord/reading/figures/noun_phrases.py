"""Nouns of a parse -> short phrases in the document's words, of which labels are made."""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.reading.figures.words import list_words

# A label is read in a table: so many characters, so many words for one phrase in it.
_LONGEST_LABEL, _LONGEST_PHRASE = 70, 7
# spaCy labels of what stands before a noun and tells it from others; numbers and articles do not.
_TELLING = frozenset({"amod", "compound", "nmod", "poss"})


def cut_label(label: str) -> str:
    """Return as much of a label as is read in a table, ending in a word that can end it."""
    label = " ".join(label.split())
    if len(label) <= _LONGEST_LABEL:
        return label
    kept = label[:_LONGEST_LABEL].rsplit(" ", 1)[0].split()
    weak = list_words("unfinished")
    while kept and kept[-1].lower() in weak:
        kept.pop()
    return " ".join(kept)


def name_noun(head: Token, numbers: frozenset[int]) -> str:
    """Return a noun with what tells it from others, and the phrase with a preposition that follows it."""
    tokens = [head]
    for child in head.lefts:
        if child.dep_ in _TELLING and not ({part.i for part in child.subtree} & numbers):
            tokens += [part for part in child.subtree if part.dep_ != "punct" or part.text == "-"]
    tokens = [token for token in sorted(tokens, key=lambda token: token.i) if not _is_number(token)]
    while tokens and (tokens[0].is_punct or tokens[0].pos_ in {"DET", "PRON", "ADP"}):
        tokens = tokens[1:]
    words = join_tokens(tokens)
    phrase = next((child for child in head.rights if child.dep_ == "prep"), None)
    return f"{words} {name_phrase(phrase, numbers)}".strip() if phrase is not None else words


def name_phrase(preposition: Token, numbers: frozenset[int]) -> str:
    """Return a short phrase with its preposition, '' where it is long or holds the number."""
    object_ = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if object_ is None or object_.ent_type_ in {"DATE", "TIME"} or object_.tag_ == "PRP":
        return ""
    first, last = preposition.i, object_.i
    tokens = preposition.doc[first : last + 1]
    broken = any(token.i in numbers or token.is_space or token.text in ',;:“”"' for token in tokens)
    return "" if broken or len(tokens) > _LONGEST_PHRASE else tokens.text


def _is_number(token: Token) -> bool:
    return token.like_num or token.is_currency or token.text == "%"


def join_tokens(tokens: Sequence[Token]) -> str:
    """Return tokens as they stand in the text."""
    return "".join(token.text_with_ws if token.whitespace_ else token.text for token in tokens).strip()
