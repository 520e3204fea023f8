"""The attributes of words are those that the pipeline's own ruler gives."""

import pytest
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from onrecord.reading.attributes import TokenRuler
from onrecord.reading.parse import load_pipeline

_TEXTS = [
    "The mayor said it would open.\nThere is no date, but she isn't worried.",
    "Y'all ain't gonna wait: let's go. C'm on! 'Nuff said, somethin' was goin' on and nothin' came of it.",
    "You gotta see 'em; he'd gotten it, I've had it, we'll get ol' Bob. That that is, is what those are.",
    "",
]


@pytest.mark.parametrize("text", _TEXTS)
def test_each_word_has_the_attributes_that_spacy_gives(text):
    """Part of speech, tag, label, lemma and features do not depend on how the patterns are asked."""
    nlp = load_pipeline()
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)

    assert _show(ruler(_parse(nlp, text))) == _show(TokenRuler(ruler)(_parse(nlp, text)))


def test_patterns_of_several_words_set_the_word_they_mean():
    """'Let's' is 'let us', 'gonna' is 'go to', 'ain't' is 'be not'."""
    doc = load_pipeline()("Let's go, you ain't gonna wait.")

    assert {"'s": "us", "ai": "be", "gon": "go", "na": "to"} == {
        token.text: token.lemma_ for token in doc if token.text in ("'s", "ai", "gon", "na")
    }


def _parse(nlp, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for name, part in nlp.pipeline:
        if name == "onrecord_attributes":
            break
        doc = part(doc)
    return doc


def _show(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph)) for t in doc]
