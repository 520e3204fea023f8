import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from tests.publish.test_dossier import make_denials

import onrecord
from onrecord.annotations import (
    Attribution,
    FigureMention,
    Mention,
    MentionType,
    Reading,
    TimeMention,
    TimeType,
)
from onrecord.model import (
    Act,
    Basis,
    Candidate,
    CandidateKind,
    Denial,
    DenialKind,
    Document,
    Offsets,
    Quoted,
    Record,
    Unread,
    when,
)
from onrecord.publish.json import to_json
from onrecord.publish.readings import to_line
from onrecord.publish.schema import SCHEMA_FILE, main, make_schema
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger

PROJECT = Path(str(files("onrecord"))).parents[1]
KEYS = [
    "onrecord",
    "as_of",
    "documents",
    "unread",
    "actors",
    "statements",
    "commitments",
    "terms",
    "figures",
    "namings",
    "relays",
    "altered_quotations",
    "events",
    "silences",
    "denials",
]
REPORT = """2022-01-03

The mayor of Oststadt, Mia Rao, said on Monday that the bridge would reopen by the end of May.

"At least 40 people are waiting for it," she said. The Harbour Courier reported that 90 people were waiting.

The dockers' union denied that it had blocked the work, and insisted that the report must be published first.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return record.json of one report."""
    folder = tmp_path_factory.mktemp("coverage")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    onrecord.build(folder, folder / "record")
    return (folder / "record/record.json").read_bytes()


def test_the_schema_in_the_documentation_is_that_of_the_types(tmp_path):
    """Whoever changes a type writes the schema again: python -m onrecord.publish.schema."""
    main([str(tmp_path / "schema.json")])
    assert make_schema() == (tmp_path / "schema.json").read_bytes()
    assert make_schema() == (PROJECT / SCHEMA_FILE).read_bytes()


def find_errors(record):
    """Return where a record breaks the schema, days included."""
    schema = json.loads(make_schema())
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator.check_schema(schema)
    return list(
        jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(json.loads(record))
    )


def test_a_built_record_is_valid_under_the_schema(built):
    """What is written is what is documented."""
    assert [] == find_errors(built)


def test_a_record_with_denials_is_valid_under_the_schema():
    """So are the parts that one report may not have; a kind of denial that is not documented is not."""
    written = to_json(make_denials())
    assert [] == find_errors(written)
    assert find_errors(written.replace(b'"declined"', b'"mute"'))


@pytest.mark.parametrize("key", KEYS)
def test_a_record_without_a_key_is_not_valid(key):
    """Readers may count on every key of the format."""
    record = json.loads(to_json(Record()))
    del record[key]
    assert list(jsonschema.Draft202012Validator(json.loads(make_schema())).iter_errors(record))


def test_tomorrows_keys_are_allowed():
    """A new key does not break a reader of format 1."""
    record = {**json.loads(to_json(Record())), "tomorrow": []}
    jsonschema.Draft202012Validator(json.loads(make_schema())).validate(record)


def test_every_key_of_the_format_is_documented():
    """A reader of the documentation finds each key of record.json there."""
    page = (PROJECT / "docs/record-format.md").read_text(encoding="utf-8")
    definitions = json.loads(make_schema())["$defs"].values()
    keys = {key for definition in definitions for key in definition.get("properties", {})}
    assert [] == sorted(key for key in keys if f'"{key}"' not in page)


def test_keys_come_in_the_order_of_the_format(built):
    """Two-space indent, a final newline, and the keys where a person looks for them."""
    assert KEYS == list(json.loads(built))
    assert built.startswith(b'{\n  "onrecord": 1,\n  "as_of": "2022-01-03",\n')
    assert built.endswith(b"\n}\n")


def test_denials_and_every_probability_are_written_and_candidates_are_not():
    """What is published has its probability; what waits for a person stays in the database."""
    document = Document("d", "a.txt", "", "He denied it.")
    span = document.cite(3, 12)
    denial = Denial("denial-1", None, DenialKind.DENIED, span, None, None, (), 0.812)
    candidate = Candidate("candidate-1", CandidateKind.TERM, span, None, 0.312)
    written = json.loads(to_json(Record(denials=(denial,), candidates=(candidate,))))

    assert KEYS == list(written)
    assert [
        {
            "id": "denial-1",
            "party": None,
            "kind": "denied",
            "span": {"document": "d", "start": 3, "end": 12, "exact": "denied it"},
            "denied": None,
            "statement": None,
            "answers": [],
            "probability": 0.812,
            "ruling": None,
        }
    ] == written["denials"]
    probable = {
        key
        for key, one in json.loads(make_schema())["$defs"].items()
        if "probability" in one.get("properties", {})
    }
    assert {"ActorLink", "Commitment", "Denial", "Figure", "Statement", "Term", "Version"} == probable


def test_words_stay_readable():
    """Letters of any script stand as themselves."""
    assert "Ōta – 東京".encode() in to_json(Record(unread=(Unread("Ōta – 東京.txt", "empty"),)))


def test_a_reading_is_one_line_with_the_keys_of_the_format():
    """Every finding carries its offsets and words, and a line end ends the line."""
    text = "Mia Rao said at least\n40 boats would sail by May 3."
    document = Document(
        "d", "note.txt", "00", text, published=when(date(2022, 1, 3), date(2022, 1, 3), Basis.METADATA)
    )
    reading = Reading(
        document,
        sentences=(Offsets(0, len(text)),),
        times=(
            TimeMention(
                45,
                50,
                "May 3",
                TimeType.DATE,
                "2022-05-03",
                date(2022, 5, 3),
                date(2022, 5, 3),
                Basis.EXPLICIT,
                act_earliest=date(2022, 1, 3),
                act_latest=date(2022, 5, 3),
            ),
        ),
        mentions=(Mention(0, 7, "Mia Rao", MentionType.PERSON, 0),),
        attributions=(
            Attribution(Offsets(0, 7), Offsets(8, 12), (Offsets(13, 50),), Quoted.INDIRECT, Act.COMMIT),
        ),
        figures=(FigureMention(13, 24, "at least\n40", "40", None, "boats", "at least"),),
    )

    line = to_line(reading)

    assert (1, b"\n") == (line.count(b"\n"), line[-1:])
    assert {
        "onrecord": 1,
        "file": "note.txt",
        "sha256": "00",
        "text": text,
        "published": {
            "earliest": "2022-01-03",
            "latest": "2022-01-03",
            "edtf": "2022-01-03",
            "basis": "metadata",
            "span": None,
            "anchor": None,
        },
        "sentences": [[0, 51]],
        "mentions": [{"start": 0, "end": 7, "exact": "Mia Rao", "type": "person", "chain": 0}],
        "times": [
            {
                "start": 45,
                "end": 50,
                "exact": "May 3",
                "type": "DATE",
                "value": "2022-05-03",
                "earliest": "2022-05-03",
                "latest": "2022-05-03",
                "act_earliest": "2022-01-03",
                "act_latest": "2022-05-03",
            }
        ],
        "figures": [
            {
                "start": 13,
                "end": 24,
                "exact": "at least\n40",
                "low": "40",
                "high": None,
                "unit": "boats",
                "qualifier": "at least",
            }
        ],
        "attributions": [
            {"source": [0, 7], "cue": [8, 12], "content": [[13, 50]], "probability": None, "stated": True}
        ],
        "nested": [],
        "blocks": [],
    } == json.loads(line)


def attributed(text):
    """What readings.jsonl says of a text: lists of (source, cue, stated), and of those told within them."""
    line = json.loads(
        to_line(read_document(Document("document-1", "a.txt", "", text), load_pipeline(), load_tagger()))
    )

    def rows(key):
        return [(text[slice(*one["source"])], text[slice(*one["cue"])], one["stated"]) for one in line[key]]

    return rows("attributions"), rows("nested")


def test_what_nobody_stated_is_told_from_what_somebody_did():
    """An attribution of silence is one in the literature's sense, and is marked as no statement."""
    assert (
        [("The minister", "has not said", False), ("Mia Rao", "said", True)],
        [],
    ) == attributed(
        "The minister has not said when the bridge will open. Mia Rao said that the old bridge was safe."
    )


def test_a_saying_told_within_another_stands_apart():
    """'She had denied it' is told in the words of the radio, not by the document."""
    assert (
        [("Radio Norte", "reported", True)],
        [("Mia Rao", "had denied", True)],
    ) == attributed("Radio Norte reported that Mia Rao had denied that the bridge was closed.")
