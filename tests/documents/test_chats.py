"""Whose the messages of an exported chat are, and of which day, whatever telephone wrote their stamps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.content import cut_lines
from onrecord.documents.stamps import read_stamp_days
from onrecord.model import BlockKind


def list_turns(document):
    """Return who says what on which day."""
    text = document.text
    return [
        (text[slice(*block.voice)], text[block.start : block.end].strip(), block.day.edtf)
        for block in document.blocks
        if block.kind is BlockKind.TURN and block.voice
    ]


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        pytest.param(
            ("[4/3/31, 9:14:02 PM]", "[4/15/31, 8:00:01 AM]"), ("2031-04-03", "2031-04-15"), id="one tells"
        ),
        pytest.param(
            ("3/4/31, 21:14 -", "15/4/31, 08:00 -"),
            ("2031-04-03", "2031-04-15"),
            id="one tells the other way",
        ),
        pytest.param(("[1/9/31, 21:14]", "[2/3/31, 08:00]"), ("2031-01-09", "2031-02-03"), id="in order"),
        pytest.param(("4/3/31, 9:14 PM -", "4/3/31, 9:15 PM -"), ("2031-04-03",) * 2, id="bare, a large PM"),
        pytest.param(
            ("4/3/31, 9:14\u202fPM -", "4/3/31, 9:15\u202fPM -"), ("2031-04-03",) * 2, id="thin space"
        ),
        pytest.param(("03/04/2031, 21:14 -", "03/04/2031, 21:15 -"), ("2031-04-03",) * 2, id="padded"),
        pytest.param(("[03.04.31, 21:14:02]", "[03.04.31, 21:15:00]"), ("2031-04-03",) * 2, id="dots"),
        pytest.param(
            ("[2031/04/03, 21:14:02]", "[2031/04/03, 21:15:00]"), ("2031-04-03",) * 2, id="year first"
        ),
        pytest.param(("3/4/31, 9:14 pm -", "3/4/31, 9:15 pm -"), ("XXXX", "XXXX"), id="nothing tells"),
        pytest.param(("3/4/2031, 21:14 -", "3/4/2031, 21:15 -"), ("XXXX", "XXXX"), id="nor here"),
        pytest.param(("[4/15/31, 9:14 PM]", "[15/4/31, 9:15 PM]"), ("XXXX", "XXXX"), id="in no order"),
    ],
)
def test_the_day_of_a_message_is_told_where_its_order_can_be(read, stamps, expected):
    """Stamps of one export are in one order, which the calendar, the course of the chat or their form tells."""
    one, other = stamps
    document = read(
        f"{one} Rosa Lind: We will open the quay on Friday.\n{other} Ivo Maran: I have not seen it.\n"
    )

    assert [
        ("Rosa Lind", "We will open the quay on Friday.", expected[0]),
        ("Ivo Maran", "I have not seen it.", expected[1]),
    ] == list_turns(document)


def test_messages_of_one_sender_alone_are_hers(read):
    """A channel has one voice."""
    document = read(
        "[3/15/31, 9:14 PM] Rosa Lind: I will open it.\n[3/16/31, 9:15 PM] Rosa Lind: I have opened it.\n"
    )

    assert ["Rosa Lind", "Rosa Lind"] == [voice for voice, _, _ in list_turns(document)]


@pytest.mark.parametrize(
    "text",
    [
        "[3/15/31, 9:14 PM] Backup: done\n[3/16/31, 9:14 PM] Backup: done\n",
        "3/15/31 Rosa Lind: We will open the quay.\n3/16/31 Ivo Maran: I have not seen it.\n",
        "On 3/15/31, 9:14 PM, Rosa Lind said: We will open the quay.\n\nIvo Maran said: I have not seen it.\n",
    ],
)
def test_what_is_no_chat_has_no_turns(read, text):
    """A program's log has none who speaks, and days alone are no stamps."""
    assert [] == list_turns(read(text))


@given(
    st.dates(date(2021, 1, 1), date(2031, 12, 31)), st.lists(st.integers(0, 40), max_size=20), st.booleans()
)
def test_an_order_that_is_told_is_the_right_one(first, steps, month_first):
    """Of stamps in an order that nothing else tells, all days are right or none is."""
    days = [first]
    for step in steps:
        days.append(days[-1] + timedelta(step))
    form = "{0.month}/{0.day}/{0.year}" if month_first else "{0.day}/{0.month}/{0.year}"
    lines = cut_lines("".join(f"{form.format(day)}, 10:15 - Ana: No.\n" for day in days))
    found = read_stamp_days(lines)

    assert not found or days == [day.day for day in found.values()]


def make_exported(*messages):
    """Return a chat as Telegram exports it as a page: the sender is named once, over the first of several messages."""
    shown = []
    for sender, stamp, words in messages:
        named = f"<div class='from_name'>\n{sender}\n</div>" if sender else ""
        shown.append(
            f"<div class='message default clearfix'><div class='body'><div class='pull_right date details' "
            f"title='{stamp} UTC+01:00'>\n{stamp[11:16]}\n</div>{named}<div class='text'>\n{words}\n</div></div></div>"
        )
    return (
        "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class='page_wrap'><div "
        f"class='history'>{''.join(shown)}</div></div></body></html>"
    )


def test_a_chat_that_was_exported_as_a_page_is_one(read):
    """Each message has its sender and its day; one passed on is of whom it was."""
    passed = (
        "<div class='forwarded body'><div class='from_name'>Elm Watch <span class='date details' "
        "title='02.03.2031 08:00:00 UTC+01:00'>02.03.2031 08:00:00</span></div><div class='text'>We saw it.</div></div>"
    )
    page = make_exported(
        ("Rosa Lind", "03.04.2031 21:14:02", "We will open the quay on Friday.<br><br>Nobody is hurt."),
        ("", "04.04.2031 08:00:01", "I have opened it."),
        ("Ivo Maran", "04.04.2031 09:30:00", "I have not seen it."),
    )
    page = page.replace("<div class='text'>\nI have not seen it.\n</div>", passed)
    turns = list_turns(read(page, "messages.html"))

    assert [
        ("Rosa Lind", "2031-04-03"),
        ("Rosa Lind", "2031-04-04"),
        ("Elm Watch", "2031-04-04"),
    ] == [(voice, day) for voice, _, day in turns]
    assert "Nobody is hurt." in turns[0][1]
    assert "We saw it." == turns[2][1]


@pytest.mark.parametrize("spoil", [("title=", "data-title="), ("message default", "message service")])
def test_boxes_of_a_page_without_stamps_are_no_messages(read, spoil):
    """A page may call what it likes a message."""
    page = make_exported(
        ("Rosa Lind", "03.04.2031 21:14:02", "We will open the quay."), ("", "04.04.2031 08:00:01", "No.")
    )

    assert [] == list_turns(read(page.replace(*spoil), "messages.html"))
