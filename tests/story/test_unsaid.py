"""Nothing said is on record as said: sentences of many verbs and forms in which nobody, or somebody else, says it."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Act, Basis, Document, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

CASES = tomllib.loads(Path(__file__).with_name("unsaid.toml").read_text(encoding="utf-8"))["case"]
DAY = when(date(2024, 3, 6), date(2024, 3, 6), Basis.METADATA)
# What the reader gets wrong today; one that it gets right has to leave the list.
MISSED = frozenset(
    {
        "might yet announce",
        "condition: only once",
        "rumour of a threat, answered; the threat is nobody's statement, the sleep is hers",
        "silence as a gesture, over two sentences",
        "deadline for a statement; no announcement due on Friday",
        "forged vow; only the finder is on record",
        "could not help -ing, with a negation in the content",
        "question and 'did not deny' before a parenthetical admission",
        "who-question that presupposes; a thing that does not answer",
        "did not hesitate to",
        "without so much as -ing",
        "has no plans to",
    }
)


@pytest.fixture(scope="module")
def told():
    """Return the record of each case, told once."""
    found = {}
    for number, case in enumerate(CASES):
        document = Document(f"document-{number}", f"{number}.txt", "", case["text"], published=DAY)
        found[case["text"]] = tell([read_document(document, load_pipeline(), load_tagger())])
    return found


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case["why"], marks=[pytest.mark.xfail(strict=True)] if case["why"] in MISSED else []
        )
        for case in CASES
    ],
)
def test_nobody_is_on_record_with_what_was_not_said(case, told):
    """Only those who say something have a statement, and only promises that were made are on record."""
    record = told[case["text"]]

    named = {statement.source.exact.lower() for statement in record.statements if statement.source}
    allowed = [name.lower() for name in (*case["says"], *case["denies"])]
    assert [] == [name for name in named if not any(one in name or name in one for one in allowed)]
    for name in case["says"]:
        assert any(name.lower() in one or one in name.lower() for one in named)
    if not case["promises"]:
        assert [] == [commitment.action for commitment in record.commitments]
        assert Act.COMMIT not in {statement.act for statement in record.statements}


def test_a_promise_beside_a_refusal_is_no_refusal():
    """'We will open it, and we will not sell it' promises the opening."""
    words = (
        'Harbour report\n\nHelga Morn, the director, said: "We will open the hall to the public on 1 June, and we will '
        'not sell it again."'
    )
    document = Document("document-1", "a.txt", "", words, published=DAY)
    record = tell([read_document(document, load_pipeline(), load_tagger())])

    [promise] = record.commitments
    assert ("open the hall to the public", date(2024, 6, 1)) == (
        promise.action,
        promise.versions[0].due.latest,
    )
