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
