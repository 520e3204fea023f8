"""Documents in which a body speaks for itself: whose 'we' stands outside quotation marks, and where it is nobody's."""

import pytest

FOUND = "We never saw the letter. We will drain the lock by 1 June."
NOBODY: set[str] = set()


def voices_of(document):
    """Return the names in whose voice paragraphs of a document stand."""
    return {document.text[slice(*block.voice)] for block in document.blocks if block.voice is not None}


def voices_at(document, words):
    """Return in whose voice some words stand."""
    place = document.text.index(words)
    blocks = [block for block in document.blocks if block.start <= place < block.end and block.voice]
    return {document.text[slice(*block.voice)] for block in blocks}


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        pytest.param(
            f"PRESS RELEASE\n\nLock to be drained\n\n3 March 2031\n\nRowers of Elm met on Monday.\n\n{FOUND}\n",
            "Rowers of Elm",
            id="the outlet",
        ),
        pytest.param(
            f"Rowers of Elm\n2 Lock Lane, Elm\nPress release, 3 March 2031\n\nLock to be drained\n\n{FOUND}\n\n"
            "Note to editors: Rowers of Elm has 90 members.\n",
            None,
            id="a letterhead that is named again",
        ),
        pytest.param(
            f"PRESS RELEASE\n3 March 2031\n\nRowers of Elm\n\nStatement on the lock\n\n{FOUND}\n\n"
            "Note to editors: Rowers of Elm has 90 members.\n",
            None,
            id="a name above a title that calls it a statement",
        ),
        pytest.param(
            f"FOR IMMEDIATE RELEASE\n\nLock to be drained\n\nELM, 3 March 2031 – The lock is full.\n\n{FOUND}\n\n"
            "ENDS\n\nAbout Rowers of Elm\nRowers of Elm has 90 members.\n",
            None,
            id="what is told of it at the foot",
        ),
        pytest.param(
            "**For immediate release** – 3 March 2031\n\nLock to be drained\n\n"
            f"At Rowers of Elm, we know the lock. {FOUND}\n",
            None,
            id="what its writers call themselves",
        ),
        pytest.param(
            f"A word on the lock\n\n3 March 2031\n\nWe at Rowers of Elm know the lock. {FOUND}\n",
            None,
            id="the same in a text without a mark",
        ),
        pytest.param(
            f"A word on the lock\n\n3 March 2031\n\nAt Rowers of Elm, we know the lock.\n\n{FOUND}\n",
            "Rowers of Elm",
            id="the same on its own page",
        ),
        pytest.param(
            f"Statement on the lock\n\n3 March 2031\n\nWe, the Rowers of Elm, met today.\n\n{FOUND}\n",
            None,
            id="a declaration",
        ),
    ],
)
def test_we_in_a_release_is_its_issuer(read, text, outlet):
    """However it is told who issues it, and only where the text says 'we'."""
    document = read(text, outlet=outlet)

    assert {"Rowers of Elm"} == voices_at(document, "We never saw") == voices_of(document)


def test_a_letterhead_in_capitals_names_the_office_and_not_its_state(read):
    """Nor the part of it that deals with the press."""
    head = (
        "REPUBLIC OF ELM\nMINISTRY OF WATERS\nPress Office\n\n3 March 2031\n\nPRESS STATEMENT\n\nOn the lock"
    )

    assert {"MINISTRY OF WATERS"} == voices_of(read(f"{head}\n\n{FOUND}\n"))


@pytest.mark.parametrize(
    ("head", "voice"),
    [
        ("Statement by the Association of Elm Rowers on the lock", "Association of Elm Rowers"),
        ("Association of Elm Rowers – Statement on the lock", "Association of Elm Rowers"),
        ("Open letter from the Centre for Open Rivers to the mayor", "Centre for Open Rivers"),
        ("Response of the Lock Company to the report of the mayor", "Lock Company"),
        ("Press release by the Elm Rowers Club", "Elm Rowers Club"),
        ("Statement from the Office of the Prosecutor Ana Lima", "Prosecutor Ana Lima"),
    ],
)
def test_the_name_at_the_head_of_a_statement_is_whole(read, head, voice):
    """The name of a body holds small words; that of somebody who holds an office there is the person's."""
    assert {voice} == voices_of(read(f"{head}\n\n3 March 2031\n\n{FOUND}\n"))


def test_what_is_quoted_in_a_release_and_told_without_we_is_not_put_in_its_voice(read):
    """They are read as everywhere."""
    told = "The lock is full.\n\n“We wrote to them,” said Jon Lind, a rower.\n\n“We came twice.\n\n"
    document = read(f"PRESS RELEASE\n\nLock to be drained\n\n{told}{FOUND}\n\nAbout Rowers of Elm\n")

    assert [NOBODY] * 3 == [voices_at(document, words) for words in ("The lock", "We wrote", "We came")]
    assert {"Rowers of Elm"} == voices_at(document, "We never saw")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        pytest.param(f"PRESS RELEASE\n\nLock to be drained\n\n{FOUND}\n", None, id="no issuer"),
        pytest.param(
            f"PRESS RELEASE\n\nLock to be drained\n\n{FOUND}\n\nAbout Rowers of Elm\n\nAbout Open Rivers\n",
            None,
            id="two issuers",
        ),
        pytest.param(
            f"PRESS RELEASE\n\nLock to be drained\n\nELM, 3 March 2031 /LineWire/ – The lock is full.\n\n{FOUND}\n",
            "LineWire",
            id="the wire that spreads it",
        ),
        pytest.param(
            f"Statement by Open Rivers angers mayor\n\n3 March 2031\n\nA statement by Open Rivers is out.\n\n{FOUND}\n",
            "Elm Courier",
            id="a report on a statement",
        ),
        pytest.param(
            f"Press release angers mayor\n\nOpen Rivers put one out.\n\nWe at the Elm Courier read it. {FOUND}\n",
            "Elm Courier",
            id="a newspaper's own voice",
        ),
        pytest.param(
            f"Our promise to Elm\n\nBy Ana Lima\n\nWe at Open Rivers know the lock. {FOUND}\n",
            "Open Rivers",
            id="a column",
        ),
        pytest.param(
            f"A night at the lock\n\nAt Elm Lock, we met a guard of Open Rivers.\n\n{FOUND}\n",
            None,
            id="a feature",
        ),
        pytest.param(
            "Lock is full\n\nThe board of the lock met on Monday.\n\nIt reads: “We at Open Rivers never saw it.”\n\n"
            f"{FOUND}\n",
            None,
            id="a body that is quoted",
        ),
        pytest.param(
            f"Response of the Lock Company to the flood\n\n3 March 2031\n\n{FOUND}\n",
            None,
            id="what somebody did",
        ),
    ],
)
def test_we_is_nobody_where_no_issuer_can_be_told(read, text, outlet):
    """In reports and columns, and in releases that name several or none."""
    assert NOBODY == voices_of(read(text, outlet=outlet))
