"""Who was asked and did not answer, in the words in which papers tell it."""

import json

import pytest

from onrecord.builder import build_record

ABOVE = "Rosa Lind leads the Dockers' Union. Ivo Maran is the head of the Harbour Board of Elm."


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return a function that says whose silences the sentences tell of that were handed in, in their order."""

    def tell(*sentences):
        folder = tmp_path_factory.mktemp("in")
        stated = {"title": "The quay", "outlet": "Elm Courier"}
        rows = (
            json.dumps({**stated, "published": f"2031-03-{day:02}", "text": f"{ABOVE}\n\n{words}"})
            for day, words in enumerate(sentences, 1)
        )
        (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
        record = build_record(folder, folder / "out").record
        names = {actor.id: actor.name for actor in record.actors}
        order = {document.id: document.published.earliest for document in record.documents}
        found = sorted(record.silences, key=lambda one: order[one.span.document])
        return [(order[one.span.document].day, names.get(one.party)) for one in found]

    return tell


def test_who_does_not_answer_is_told(told):
    """Dodged, left open, kept for oneself; of what was sent, whoever got it."""
    assert [(1, "Rosa Lind"), (2, "Ivo Maran"), (3, "Rosa Lind"), (4, "Ivo Maran"), (5, "Rosa Lind")] == told(
        "Rosa Lind dodged the question.",
        "Ivo Maran chose not to comment.",
        "Rosa Lind has yet to respond to several emails.",
        "Ivo Maran remained tight-lipped about the gate.",
        "A message left with Rosa Lind was not returned.",
    )


def test_what_is_left_undone_is_no_silence(told):
    """What was not asked is not left unanswered."""
    assert [] == told(
        "Rosa Lind dodged the crane.",
        "Ivo Maran chose not to open the gate.",
        "Calls to reform the Harbour Board were ignored.",
        "The guns of Elm remained silent.",
    )
