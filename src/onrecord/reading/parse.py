"""Text -> spaCy Doc: the parse that the finders of this stage share."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from thinc.api import NumpyOps, get_current_ops, use_ops

from onrecord.errors import CannotRead, MissingPipeline
from onrecord.lexicon import load_lexicon
from onrecord.limits import MOST_TOKENS
from onrecord.model import Document, Offsets
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.reading.attributes import replace_ruler
from onrecord.reading.figures.listed import find_listed_cells
from onrecord.reading.sentences import bound_sentences, cut_tokens
from onrecord.reading.tagger.model import Entity, Read, Reader
from onrecord.times.redating import mask_furniture

_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_HOURS = 24
_LONGEST_NAME = 4  # words of a speaker's name
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})  # entities that can be somebody
_MONTHS = frozenset(month_name[1:])

# The parser's memory grows with the text at once in hand; an 830-word article has some 5,000 characters.
_LONGEST_PIECE = 20_000
# A line of wrapped text is about this long at least; a shorter one ends because its author ended it.
_WRAPPED_LINE = 50
# What spaCy holds of a token that begins a sentence, and of one that begins none.
_BEGINS, _GOES_ON = np.uint64(1), np.int64(-1).astype(np.uint64)
# Strings that documents may add to spaCy's own for good; 240 news articles add 5,400.
_MOST_KEPT_STRINGS = 5_000


@Language.component("onrecord_paragraphs")
def begin_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after each line that ends a paragraph, so that a headline is no part of the lead.

    None begins right behind a word: 'Nine | dockers were killed'.
    """
    text = doc.text
    # all at once: to set one, spaCy looks whether any token of the document is parsed already
    starts: Any = doc.to_array("SENT_START")
    for index in doc.to_array("IS_SPACE")[:-1].nonzero()[0].tolist():
        token = doc[index]
        if "\n" in token.text and _ends_paragraph(text, token.idx, token.text):
            starts[index + 1] = _BEGINS
    words = doc.to_array("IS_ALPHA").astype(bool)
    starts[1:][words[:-1] & words[1:]] = _GOES_ON
    return doc.from_array(["SENT_START"], starts)


def _ends_paragraph(text: str, position: int, gap: str) -> bool:
    if gap.count("\n") > 1:
        return True
    line = text[text.rfind("\n", 0, position) + 1 : position]
    following = text[position + len(gap) : position + len(gap) + 1]
    if following.islower():
        return False
    return len(line) < _WRAPPED_LINE or line.rstrip()[-1:] in '.!?"”’:'


def check_pipeline(name: str) -> None:
    """Check that a pipeline can be looked for where it is named, without the time that loading takes.

    Raises:
        MissingPipeline: it is no package that is installed, and no folder.
    """
    if not (spacy.util.is_package(name) or Path(name).exists()):
        raise MissingPipeline(_say_missing(name))


def _say_missing(name: str) -> str:
    return f"the spaCy pipeline '{name}' is not installed: install it with pip, or choose another with --pipeline"


@cache
def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Return the installed spaCy pipeline `name`, which needs a parser.

    Raises:
        MissingPipeline: it is not installed, or lacks a part that reading needs.
    """
    try:
        with _fast_products():
            nlp = spacy.load(name, exclude=["ner"])
    except OSError:
        raise MissingPipeline(_say_missing(name)) from None
    if "parser" not in nlp.pipe_names:
        raise MissingPipeline(f"the spaCy pipeline '{name}' has no parser")
    nlp.add_pipe("onrecord_paragraphs", first=True)
    replace_ruler(nlp)
    _index_lemmas(nlp)
    tokenizer: Any = nlp.tokenizer
    for title in sorted(load_lexicon("onrecord", "abbreviations.toml").words("titles")):
        written = f"{title.capitalize()}."
        if len(tokenizer(written)) > 1:  # 'Govs.', after which a sentence goes on as after 'Gov.'
            tokenizer.add_special_case(written, [{"ORTH": written}])
    nlp.meta["onrecord_own_strings"] = len(nlp.vocab.strings)
    return nlp


@contextmanager
def _fast_products() -> Iterator[None]:
    """Let models that are loaded meanwhile multiply matrices by numpy's library.

    It takes two fifths of the time of the one that thinc prefers, and the sums differ in the last bits alone.
    """
    if type(get_current_ops()) is NumpyOps:  # and not Apple's or a GPU's
        with use_ops("numpy", use_blis=False):
            yield
    else:
        yield


def _index_lemmas(nlp: Language) -> None:
    """Let the lemmatizer look words up at once: its lists of known lemmas are searched from end to end otherwise."""
    if "lemmatizer" in nlp.pipe_names:
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        if lookups is not None and lookups.has_table("lemma_index"):
            table = lookups.get_table("lemma_index")
            for part in list(table):
                table[part] = frozenset(table[part])


@contextmanager
def bound_memory(nlp: Language) -> Iterator[None]:
    """Let what spaCy notes of a document's words go with the document, once it has noted the common ones.

    Its stores would grow with every document read (spacy.io/usage/memory-management); but a word that stays known
    is cut out of the text several times as fast. The words of the first documents, some 15 MB of them, stay.
    """
    if len(nlp.vocab.strings) < nlp.meta["onrecord_own_strings"] + _MOST_KEPT_STRINGS:
        yield
    else:
        with nlp.memory_zone():
            yield


def parse_document(document: Document, nlp: Language, reader: Reader) -> tuple[Doc, Read]:
    """Return the parse of the document without its furniture, and what the reader found in it.

    Both keep the document's offsets; the parse has the reader's entities.

    Raises:
        CannotRead: the text has more words and marks than are read.
    """
    text = mask_furniture(document)
    # a run of marks is one word to the pipeline, and as many as it has to the reader
    many = sum(1 for _ in _WORD_OR_MARK.finditer(text)) > MOST_TOKENS
    # one piece at a time: what the pipeline holds of a piece is some 3 KB for each of its characters
    tokens = [] if many else [cut_tokens(piece, nlp) for piece in _pieces(text)]
    if many or sum(map(len, tokens)) > MOST_TOKENS:
        raise CannotRead(document.file, f"it holds more than {MOST_TOKENS:,} words and marks: split it")
    read = reader.read(text)
    return parse(tokens, nlp, (*_name_voices(document, read.entities), *read.entities)), read


def _name_voices(document: Document, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Yield the names of who speaks in blocks or gives a table's numbers, where the reader takes none whole for one.

    They stand alone in a line, where little shows that they are names.
    """
    known = frozenset().union(*(range(*entity.words) for entity in entities))
    voices = {block.voice: "PERSON" for block in document.blocks if block.voice is not None}
    cells = (*document.cells, *find_listed_cells(document))
    voices |= {cell.voice: "ORG" for cell in cells if cell.voice is not None}
    for voice, label in voices.items():
        words = document.text[slice(*voice)].split()
        whole = [entity.label for entity in entities if entity.words.covers(voice)]
        named = 1 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)
        parts = {entity.label for entity in entities if voice.covers(entity.words)}
        body = named and (whole or ("ORG" in parts and "PERSON" not in parts))
        if (body or _names_body(words)) and _SPEAKING.isdisjoint(whole):
            yield Entity(voice, "ORG")  # 'Rowers of Lume', read as two names, or 'Lume Water', as a place
        elif named and not known.issuperset((voice.start, voice.end - 1)):
            yield Entity(voice, label)


def _names_body(words: Sequence[str]) -> bool:
    """Tell whether the words of a voice name a body, and nobody who holds an office in one: 'Rowers of Lume'."""
    roles = load_lexicon("onrecord.reading.mentions", "roles.toml")
    lower = {word.casefold() for word in words}
    held = lower & (roles.words("offices") | roles.words("persons") | roles.words("honorifics"))
    links, nouns = roles.words("name_links"), roles.words("organisations")
    return words[0][0].isupper() and not held and not (links | nouns).isdisjoint(lower)


def parse(tokens: Iterable[Doc], nlp: Language, entities: Iterable[Entity] = ()) -> Doc:
    """Return the parse of a text's pieces as one, with the entities given; `token.idx` are the text's offsets."""
    pieces = [bound_sentences(piece) for piece in nlp.pipe(tokens, batch_size=1)]
    whole = pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)
    doc = whole or Doc(nlp.vocab)
    doc.set_ents(filter_spans(list(_entity_spans(doc, entities))))
    return doc


def _entity_spans(doc: Doc, entities: Iterable[Entity]) -> Iterator[Span]:
    for entity in entities:
        span = doc.char_span(*entity.words, label=entity.label, alignment_mode="expand")
        if span is not None and not (_is_month(span) or _is_score(span)):
            yield _close_name(span)


def _close_name(span: Span) -> Span:
    """Return a name that ends in 'and' with the capitals behind it: 'Ministry of Water and', 'Works'."""
    doc, end = span.doc, span.end
    if span[-1].pos_ != "CCONJ" or len(span) == 1:
        return span
    while end < len(doc) and doc[end].text[:1].isupper():
        end += 1
    return Span(doc, span.start, end if end > span.end else span.end - 1, label=span.label_)


def _is_month(span: Span) -> bool:
    """Tell whether a name of one word that is also a month's is the month: 'in May', 'on 3 May'."""
    before = span.doc[span.start - 1] if span.start else None
    return (
        len(span) == 1
        and span.text in _MONTHS
        and before is not None
        and (before.pos_ == "ADP" or before.like_num)
        and span.label_ != "DATE"
    )


def _is_score(span: Span) -> bool:
    """Tell whether two numbers are taken for times that are none: 'voted 61-44'."""
    parts = re.fullmatch(r"(\d+)[-–](\d+)", span.text) if span.label_ == "TIME" else None
    return parts is not None and any(int(part) > _HOURS for part in parts.groups())


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
