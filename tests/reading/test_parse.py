"""The parse keeps the text's offsets, however long, broken or hostile the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import CannotRead, MissingPipeline
from onrecord.model import Document, Offsets
from onrecord.reading.parse import find_sentences, load_pipeline, parse, parse_document
from onrecord.reading.tagger.model import Entity, load_tagger
from onrecord.times.redating import mask_furniture


def read(text, furniture=()):
    """The parse of a text."""
    return parse_document(
        Document("document-1", "a.txt", "", text, furniture=furniture), load_pipeline(), load_tagger()
    )[0]


def sentences(text, furniture=()):
    """The words of each sentence of a text."""
    return [text[start:end] for start, end in find_sentences(read(text, furniture))]


def test_a_headline_is_no_part_of_the_lead():
    """A paragraph without a full stop ends its sentence."""
    assert ["Bridge to open in May", "The mayor said it would open."] == sentences(
        "Bridge to open in May\n\nThe mayor said it would open."
    )


def test_a_name_that_was_cut_behind_and_is_whole():
    """Capitals behind 'and' go with it; without them 'and' is no part of it."""
    text = "The Ministry of Roads and Ports and others met."
    nlp = load_pipeline()

    def named(words):
        start = text.index(words)
        entity = Entity(Offsets(start, start + len(words)), "ORG")
        return [span.text for span in parse([nlp.make_doc(text)], nlp, [entity]).ents]

    assert ["Ministry of Roads and Ports"] == named("Ministry of Roads and")
    assert ["Ministry of Roads and Ports"] == named("Ministry of Roads and Ports and")


def test_wrapped_lines_are_one_sentence():
    """A line that breaks in the middle of a sentence does not end it."""
    text = (
        "The council voted after a long night to close the old\nbridge for two years from the first of May."
    )
    assert [text] == sentences(text)


def test_furniture_is_not_read():
    """What is no part of the article yields no sentence."""
    text = "The mayor said it would open.\n\nSign up to receive our news!"
    assert ["The mayor said it would open."] == sentences(text, (Offsets(31, len(text)),))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_tokens_stand_where_the_text_has_them(text):
    """For any text at all, each token's offsets hold exactly its characters."""
    document = Document("document-1", "a.txt", "", text)
    doc, _ = parse_document(document, load_pipeline(), load_tagger())

    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)
    assert len(mask_furniture(document)) == len(text)


def test_a_long_text_is_parsed_in_pieces_at_unchanged_offsets():
    """A text longer than one piece is cut between paragraphs and keeps its offsets and sentences."""
    text = "\n\n".join(f"The mayor of town {number} said the bridge would open." for number in range(900))

    doc = read(text)

    assert 900 == sum(text[start:end].startswith("The mayor") for start, end in find_sentences(doc))
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)


def test_one_endless_word_is_cut_where_it_must_be():
    """A word of 100,000 characters stalls nothing and loses nothing."""
    assert 100_000 == sum(len(token.text_with_ws) for token in read("x" * 100_000))


def test_a_missing_pipeline_says_what_to_do():
    """A pipeline that is not installed is named, with how to get it."""
    with pytest.raises(MissingPipeline, match=r"no_such_pipeline.*install it"):
        load_pipeline("no_such_pipeline")


@pytest.mark.parametrize("mark", ["~", "\u0301", "=", "\U0001f600"])
def test_marks_without_end_are_refused_before_they_are_read(mark):
    """A run of them is one word to the pipeline, but as many as there are to whoever reads them."""
    with pytest.raises(CannotRead, match="more than 40,000 words and marks"):
        read(f"The gate will open by June, the mayor said.\n\ne{mark * 140_000}\n")


@pytest.mark.parametrize("title", ["Govs.", "Drs.", "Lt. Gov."])
def test_a_sentence_goes_on_after_titles(title):
    """The names after a title's full stop are in the sentence of the title."""
    assert [f"The plan was backed by {title} Ada Lund.", "It failed."] == sentences(
        f"The plan was backed by {title} Ada Lund. It failed."
    )
