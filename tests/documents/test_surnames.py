"""Labels of a transcript that are a surname in capitals."""

import pytest

from onrecord.model import BlockKind


@pytest.mark.parametrize("mark", [":", "."])
def test_a_surname_in_capitals_is_whom_the_text_names_in_full(read, mark):
    """Its voice is the whole name, unless two have that surname."""
    document = read(
        "Briefing on the fire\n\nFire Commissioner Abel Strand came, and Rosa Lind and Emil Lind.\n\n"
        f"STRAND{mark} We had 60 people there at once.\n\nLIND{mark} I was never told of it.\n\n"
        f"STRAND{mark} I never signed off that building.\n\nLIND{mark} We will ask you again.\n"
    )

    turns = [block for block in document.blocks if block.kind is BlockKind.TURN]
    assert ["Abel Strand", "LIND", "Abel Strand", "LIND"] == [
        document.text[slice(*one.voice)] for one in turns
    ]


def make_briefing(heading, label="MS. QUIST"):
    """Return a briefing with a heading."""
    return (
        f"{heading}\n\nMay 4, 2031\n\n1:08 P.M.\n\n{label}:  Hi, everybody.  I have a word for you.\n\n"
        f"Q    Thanks, Imke.  Was anybody hurt?\n\n{label}:  No.  (Laughter.)  I never said so.\n\n"
        f"Q    Will you go?\n\n{label}:  I will not.\n\n                    END              1:21 P.M. EDT\n"
    )


@pytest.mark.parametrize(
    ("heading", "label", "voice"),
    [
        ("PRESS BRIEFING BY SPOKESWOMAN IMKE QUIST AND FIRE MARSHAL ABEL STRAND", "MS. QUIST", "IMKE QUIST"),
        ("BRIEFING BY SECRETARY ROSE QUIST", "MS. QUIST", "ROSE QUIST"),
        ("BRIEFING WITH IMKE OKE-QUIST", "Dr. Oke-Quist", "IMKE OKE-QUIST"),
        ("Briefing by Imke Quist", "MS. QUIST", "Imke Quist"),
        ("BRIEFING BY FIRE MARSHAL QUIST", "MS. QUIST", "MS. QUIST"),
        ("BRIEFING BY IMKE QUIST AND JON QUIST", "MS. QUIST", "MS. QUIST"),
        ("Otto Quist, the miller, died in May, his niece said.", "MS. QUIST", "MS. QUIST"),
        ("Briefing at Nether Quist on the mill", "JUDGE QUIST", "JUDGE QUIST"),
        ("BRIEFING WITH TARN QUIST COLLEGE", "QUIST", "QUIST"),
    ],
)
def test_a_label_with_what_its_bearer_is_has_the_whole_name_of_a_heading(read, heading, label, voice):
    """It has it where one alone has that surname."""
    document = read(make_briefing(heading, label))

    turns = [block for block in document.blocks if block.kind is BlockKind.TURN]
    assert [voice] * 3 == [document.text[slice(*one.voice)] for one in turns]


def test_stage_words_and_the_line_that_ends_a_briefing_are_not_said(read):
    """They are silent, and no part of a turn."""
    document = read(make_briefing("PRESS BRIEFING BY SPOKESWOMAN IMKE QUIST"))

    assert "(Laughter.)" in [document.text[slice(*words)] for words in document.furniture]
    assert not any("END" in document.text[block.start : block.end] for block in document.blocks)


def test_labels_of_turns_are_no_part_of_a_statement(read):
    """'Remarks by' heads a briefing as well."""
    document = read(make_briefing("REMARKS BY PRESS SECRETARY OTTO VELD", "MR. VELD"))

    voiced = [block for block in document.blocks if block.voice]
    assert {BlockKind.TURN} == {block.kind for block in voiced}
