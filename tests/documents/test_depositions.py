"""Statements that are sworn to or handed in as evidence: whose they are, and on which day."""

import pytest
from tests.documents.test_siblings import list_voiced

TOLD = (
    "1. I am the lock keeper of Varrow. I make this statement of my own knowledge.\n\n"
    "2. I saw 9 rowers in the water. The miller has said that he saw 4.\n\n"
    "3. No boat should pass until the gate has been mended.\n\n"
)
SAID = [line.partition(" ")[2] for line in TOLD.split("\n\n") if line]


@pytest.mark.parametrize(
    ("head", "foot", "maker"),
    [
        (
            "INQUIRY INTO THE FLOOD\n\nWITNESS STATEMENT OF OTTLA BRENN\nLock keeper\n\n",
            "Signed: O. Brenn\nDated 3 March 2031\n\nWitnessed by: Ivo Tarn, solicitor\n",
            "OTTLA BRENN",
        ),
        (
            "AFFIDAVIT\n\nI, OTTLA BRENN, lock keeper of Varrow, make oath and say:\n\n",
            "SWORN at Varrow this third day of March 2031\n\nOttla Brenn\n\nBefore me, Ivo Tarn\n",
            "Ottla Brenn",
        ),
        (
            "STATEMENT OF WITNESS\n\nStatement of: Ottla Brenn\nOccupation: lock keeper\n\n",
            "Signature: O. Brenn        Date: 3 March 2031\n",
            "Ottla Brenn",
        ),
        (
            "Written evidence submitted by the Varrow Rowing Club (GAT0012)\n\n",
            "3 March 2031\n",
            "Varrow Rowing Club",
        ),
    ],
    ids=["witness statement", "affidavit", "form", "written evidence"],
)
def test_all_of_a_statement_is_its_makers(read, head, foot, maker):
    """Its paragraphs are said by whoever makes it, without their numbers; those before whom he does say nothing."""
    document = read(f"{head}{TOLD}{foot}")

    [(voice, words)] = [(voice, words) for voice, words in list_voiced(document) if "rowers" in words]

    assert maker == voice
    assert all(one in words for one in SAID)
    assert not any(name in said for _, said in list_voiced(document) for name in ("Tarn", "Signature"))
    assert document.published.edtf == "2031-03-03"
    numbers = [document.text.index(f"{number}. ") for number in (1, 2, 3)]
    assert all(any(part.start <= place < part.end for part in document.furniture) for place in numbers)


def test_a_report_of_a_statement_is_not_in_its_voice(read):
    """Who swore it is told of there."""
    told = "Affidavit of Ottla Brenn read in court\n\nI was there when it was read. Brenn said that the gate leaks.\n"

    assert not [voice for voice, _ in list_voiced(read(told)) if "Brenn" in voice]


@pytest.mark.parametrize(
    "title", ["Affidavit of Ottla Brenn: the gate leaks", "Affidavit by Ottla Brenn says that gate leaks"]
)
def test_a_headline_about_a_statement_heads_none(read, title):
    """Whoever speaks of himself below it is its reporter."""
    told = f"{title}\n\nI was there when it was read. The board said that the gate is safe.\n\nWe asked it why.\n"

    assert not list_voiced(read(told))
