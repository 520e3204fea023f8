"""Text -> Doc of words and sentences of bounded length, so that what looks through one takes bounded time."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.limits import LONGEST_SENTENCE, LONGEST_WORD

_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def cut_tokens(text: str, nlp: Language) -> Doc:
    """Return the tokens of a text, of which a word of more than `LONGEST_WORD` characters is cut into parts.

    No word is as long but what is made to take a reader's time: the tokenizer takes the marks off a word one by one,
    and looks at all of the rest each time.
    """
    starts = [0, *(word.end() for word in _WORD.finditer(text)), len(text)]
    if len(starts) == 2:
        return nlp.make_doc(text)
    parts = [nlp.make_doc(text[start:end]) for start, end in pairwise(starts)]
    return Doc.from_docs(parts, ensure_whitespace=False) or Doc(nlp.vocab)


def bound_sentences(doc: Doc) -> Doc:
    """Return the doc with each sentence of more than `LONGEST_SENTENCE` tokens cut into parts of at most as many.

    No sentence of prose is as long: such a one is a list, a table or made to take a reader's time. A token whose head
    would lie in another part becomes a root.
    """
    overlong = [sentence for sentence in doc.sents if len(sentence) > LONGEST_SENTENCE]
    if overlong:
        columns: Any = doc.to_array(["HEAD", "DEP"])
        heads = columns[:, 0].astype(np.int64)  # how far away the head is
        for sentence in overlong:
            place = np.arange(len(sentence))
            away = heads[sentence.start : sentence.end]
            parted = place // LONGEST_SENTENCE != (place + away) // LONGEST_SENTENCE
            columns[sentence.start : sentence.end][parted] = (0, doc.vocab.strings["ROOT"])
        doc.from_array(["HEAD", "DEP"], columns)
    return doc
