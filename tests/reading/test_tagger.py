"""The tagger: windows that lose nothing, results that depend on the text alone, and files that must be whole."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedModel, MissingModel, ModelError
from onrecord.reading.tagger.model import MODEL, Tagger, load_tagger
from onrecord.reading.tagger.windows import LONGEST_WINDOW, Pieces, find_windows

PIECES = Pieces((MODEL / "vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
LEAD = "The harbour office will close in June, its director Mara Lindqvist said on Tuesday.\n\n"
REST = (
    "“We have no money left,” said Tomas Berg, a spokesman for the union. He denied that wages were to blame."
)


@given(st.text(max_size=3000))
def test_every_letter_of_any_text_is_in_one_window(text: str) -> None:
    windows = list(find_windows(text, PIECES))
    places = [i for window in windows for word in window.words for i in range(word.start, word.end)]
    assert places == sorted(set(places))
    assert {i for i, char in enumerate(text) if char.isalnum()} <= set(places)
    assert all(0 < len(window.pieces) <= LONGEST_WINDOW for window in windows)


def test_long_paragraph_is_cut_after_a_sentence() -> None:
    text = "The mayor of the old town said that the bridge was safe and would stay open. " * 40
    cuts = [text[: window.words[-1].end] for window in find_windows(text, PIECES)]
    assert len(cuts) > 1
    assert all(cut.endswith(".") for cut in cuts)


def test_a_word_of_200_000_letters_is_read_as_unknown() -> None:
    (window,) = find_windows("x" * 200_000, PIECES)
    assert window.pieces == [PIECES.unknown]


def test_speaker_cue_and_words_are_found() -> None:
    found = load_tagger().read(LEAD + REST).attributions
    text = LEAD + REST
    spoken = {(text[slice(*one.source)], text[slice(*one.cue)]) for one in found if one.source}
    assert any(source == "its director Mara Lindqvist" and cue.startswith("said") for source, cue in spoken)
    assert any(cue == "denied" for _, cue in spoken)
    quoted = next(one for one in found if one.cue.start == text.index("said Tomas"))
    assert "We have no money left" in text[slice(*quoted.content[0])]
    assert all(0 <= one.probability <= 1 for one in found)


def test_the_same_text_gives_the_same_whatever_was_read_before() -> None:
    tagger = load_tagger()
    alone = tagger.read(REST)
    tagger.read("Prices rose. " * 300)
    tagger.read(LEAD * 40)
    again = tagger.read(REST)
    assert (alone.attributions, alone.entities, alone.likely_cues) == (
        again.attributions,
        again.entities,
        again.likely_cues,
    )
    assert [(f.kind, f.words, f.probability) for f in alone.frames] == [
        (f.kind, f.words, f.probability) for f in again.frames
    ]
    assert Tagger().read(REST).attributions == alone.attributions


def test_entities_are_named() -> None:
    text = LEAD + REST
    named = {(text[slice(*one.words)], one.label) for one in load_tagger().read(text).entities}
    assert ("Tomas Berg", "PERSON") in named


@pytest.fixture
def model(tmp_path: Path) -> Path:
    shutil.copytree(MODEL, tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize("name", ["card.json", "encoder.onnx", "linker.onnx", "vocabulary.txt"])
def test_a_missing_file_is_named(model: Path, name: str) -> None:
    (model / name).unlink()
    with pytest.raises(MissingModel, match=f"'{name}' is not there: install onrecord again"):
        Tagger(model)


@pytest.mark.parametrize("name", ["encoder.onnx", "linker.onnx", "vocabulary.txt"])
def test_one_changed_byte_is_told(model: Path, name: str) -> None:
    content = bytearray((model / name).read_bytes())
    content[len(content) // 2] ^= 1
    (model / name).write_bytes(content)
    with pytest.raises(DamagedModel, match=f"{name} is not the file that its card names"):
        Tagger(model)


@pytest.mark.parametrize("card", ["", "{", "[]", "{}", '{"digests": {}}'])
def test_a_card_that_is_none_is_told(model: Path, card: str) -> None:
    (model / "card.json").write_text(card)
    with pytest.raises(ModelError, match="install onrecord again"):
        Tagger(model)
