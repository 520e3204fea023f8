"""Commitments: the announced dates of one act, in order, with what became of it."""

from datetime import date
from itertools import permutations

import pytest
from msgspec.structs import replace

from onrecord.model import Basis, Clock, Document, Move, Offsets, Outcome, Tie, is_scheduled, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

SLIPPING = (
    (
        "2023-09-14",
        (
            "[Mia Rao|person source], the harbour minister, [said|cue] [she would [publish the flood report|act] "
            "[by 31 December|due]|content commit announcement]."
        ),
    ),
    (
        "2024-01-10",
        (
            "Minister [Mia Rao|person source] [said|cue] on Wednesday [she would [publish the flood report|act] "
            "[in March|due]|content commit announcement]."
        ),
    ),
    (
        "2024-04-02",
        (
            "[Mia Rao|person source] [said|cue] [the ministry would [publish the flood report|act] "
            "[by 30 June|due]|content commit announcement]."
        ),
    ),
)


def test_a_slipping_promise_is_one_commitment_with_its_dates(tell_marked):
    """Three announcements of one act are one line of the record: the original and two revisions, with their slips."""
    [commitment] = tell_marked(*SLIPPING).commitments

    assert [Move.ORIGINAL, Move.REVISED, Move.REVISED] == [version.move for version in commitment.versions]
    ends = [version.due.latest for version in commitment.versions]
    assert [date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30)] == ends
    assert [None, 91, 91] == [version.slip_days for version in commitment.versions]
    assert 182 == commitment.slip_days
    assert Outcome.OPEN is commitment.outcome
    assert "publish the flood report" == commitment.action


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("no mine would be [shut|act] [before the middle of May|due]", date(2024, 5, 10), None),
        ("the mine would not be [shut|act] for good [before the middle of May|due]", date(2024, 5, 10), None),
        ("the mine would be [shut|act] [before the middle of May|due]", date(2024, 3, 1), date(2024, 5, 9)),
        (
            "he was not told and would [shut|act] it [before the middle of May|due]",
            date(2024, 3, 1),
            date(2024, 5, 9),
        ),
    ],
)
def test_what_is_withheld_before_a_day_is_due_from_then_on(tell_marked, told, first, last):
    """A promise not to do it before a day is none to have done it by then."""
    marked = f"[Mia Rao|person source party] [said|cue] [[{told}|announcement]|content commit]."

    [commitment] = tell_marked(marked).commitments

    assert (first, last) == (commitment.versions[0].due.earliest, commitment.versions[0].due.latest)


def test_of_several_announcements_the_best_worded_names_the_act(read_marked):
    """A day in the middle of the act is left out, and what is worded worse elsewhere names nothing."""
    first, second, third = (read_marked(marked, day) for day, marked in SLIPPING)

    def word(reading, worth, *pieces):
        text = reading.document.text
        found = tuple(Offsets(text.index(one), text.index(one) + len(one)) for one in pieces)
        frames = tuple(replace(frame, wording=found, worth=worth) for frame in reading.frames)
        return replace(reading, frames=frames)

    told = tell(
        [word(first, 0.4, "flood"), word(second, 0.7, "publish", "flood report"), word(third, 0.2, "would")]
    )

    assert ["publish flood report"] == [commitment.action for commitment in told.commitments]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_documents_changes_nothing(read_marked, order):
    """The same pile told in any order is the same ledger."""
    readings = [read_marked(marked, day) for day, marked in SLIPPING]

    assert tell(readings).commitments == tell([readings[index] for index in order]).commitments


def test_as_of_a_day_later_documents_are_unknown(tell_marked):
    """The ledger as of a day is the ledger of the documents published by then, whatever is added later."""
    day = date(2024, 1, 31)

    assert tell_marked(*SLIPPING[:2], as_of=day).commitments == tell_marked(*SLIPPING, as_of=day).commitments


def test_every_version_stands_on_the_words_of_its_document(read_marked):
    """Each span of a version is the text it quotes, and the due words are among the document's."""
    readings = [read_marked(marked, day) for day, marked in SLIPPING]
    texts = {reading.document.id: reading.document.text for reading in readings}

    for commitment in tell(readings).commitments:
        for version in commitment.versions:
            span = version.span
            assert span.exact == texts[span.document][span.start : span.end]
            assert version.due_text in texts[span.document]


def test_every_version_says_why_it_belongs(tell_marked):
    """The first leads nowhere; each other names the words it was joined with and what they share."""
    [commitment] = tell_marked(*SLIPPING).commitments

    first, *others = commitment.versions

    assert first.link is None
    assert {Tie.THING} == {version.link.tie for version in others}
    assert all({"publish", "report"} <= set(version.link.shared) for version in others)
    assert {version.link.to for version in others} <= {version.span for version in commitment.versions}


def test_different_words_for_one_act_meet(tell_marked):
    """'Visit' and 'trip' of one place by one person are one commitment."""
    record = tell_marked(
        (
            "2024-02-01",
            (
                "[Lena Holm|person source] [said|cue] [she hoped to [visit the Corran mine|act=visit:corran,mine] "
                "[in April|due]|content commit announcement]."
            ),
        ),
        (
            "2024-03-01",
            (
                "[[Lena Holm|person]|party]'s [[trip to the Corran mine|act=trip:corran,mine] is now planned for "
                "[20 May|due]|announcement]."
            ),
        ),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.REVISED] == [version.move for version in commitment.versions]


def announce(party, act, due, lemmas=""):
    """Return the marks of 'PARTY will ACT DUE' in the narrator's words."""
    act = f"[{act}|act{lemmas and '='}{lemmas}]"
    return f"[[{party}|person]|party] [will {act} [{due}|due]|announcement]."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            announce("Norland", "publish the harbour budget", "by 1 May"),
            announce("Norland", "publish the mountain census", "by 1 June"),
            marks=pytest.mark.xfail(
                strict=True,
                reason="among two sentences alone the judge is told too little of how rare a word is",
            ),
        ),
        (
            announce("Mia Rao", "visit Corran", "on 4 May"),
            announce("Ben Adeyemi", "visit Corran", "on 9 June"),
        ),
        (
            announce("Mia Rao", "close the harbour", "in May"),
            announce("Mia Rao", "open the school", "in June"),
        ),
        (
            announce("Norland", "meet the ministers", "on 12 March"),
            announce("Norland", "meet the ministers", "on 9 April"),
        ),
        (
            announce(
                "Mia Rao", "publish the findings with or without a visit", "in May", "publish:finding,visit"
            ),
            announce("Mia Rao", "visit the valley", "in June", "visit:valley"),
        ),
    ],
)
def test_two_acts_stay_two(tell_marked, one, other):
    """Another thing, person, act or meeting is another commitment; so is an act of which the other only speaks."""
    assert 2 == len(tell_marked(("2024-03-01", one), ("2024-03-02", other)).commitments)


def test_a_deadline_far_ahead_is_moved_by_months(tell_marked):
    """Both run from the day they were told, so most of their days are the same; the last is not."""
    record = tell_marked(
        ("2026-11-20", announce("Mia Rao", "open the bridge", "by the end of June 2027")),
        ("2026-11-25", announce("Mia Rao", "open the bridge", "by the end of December 2027")),
    )

    [commitment] = record.commitments
    assert [(Move.ORIGINAL, None), (Move.REVISED, 184)] == [
        (one.move, one.slip_days) for one in commitment.versions
    ]
    assert 184 == commitment.slip_days


def test_a_meeting_whose_day_is_moved_stays_one(tell_marked):
    """A later day of a meeting is its own where the words move it."""
    record = tell_marked(
        ("2024-03-01", announce("Norland", "hold a hearing on the mine", "on 12 March", "hearing:mine")),
        (
            "2024-03-08",
            announce("Norland", "postpone the hearing on the mine", "to 9 April", "postpone+hearing:mine"),
        ),
    )

    assert [2] == [len(item.versions) for item in record.commitments]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (
            "[Norland|person party] [has [repaired the flood barriers|act=repair:barrier]|outcome kept]",
            Outcome.KEPT,
        ),
        (
            "[Norland|person party] [has [repaired half of the barriers|act=repair:barrier]|outcome partly-kept]",
            Outcome.PARTLY_KEPT,
        ),
        (
            "[Norland|person party] [failed to [repair the barriers|act=repair:barrier]|outcome not-kept]",
            Outcome.NOT_KEPT,
        ),
        (
            "[Norland|person party] [has yet to [repair the barriers|act=repair:barrier]|outcome open]",
            Outcome.OPEN,
        ),
    ],
)
def test_what_became_of_it_is_told_by_cited_words(tell_marked, told, outcome):
    """Only a later document's words make a promise kept, kept in part or broken; 'has yet to' leaves it open."""
    promise = announce("Norland", "repair the flood barriers", "by 1 May", "repair:flood,barrier")

    [commitment] = tell_marked(("2024-03-01", promise), ("2024-05-02", f"{told}.")).commitments

    assert outcome is commitment.outcome
    [evidence] = commitment.outcome_evidence
    assert "barriers" in evidence.exact


def test_an_outcome_before_the_day_or_of_another_party_is_none(tell_marked):
    """What was done before it was promised, or by somebody else, keeps no promise."""
    promise = ("2024-03-01", announce("Mia Rao", "publish the report", "in May"))
    before = "[[Mia Rao|person]|party] [[published the report|act=publish:report]|outcome kept]."
    other = "[[Ben Adeyemi|person]|party] [[published the report|act=publish:report]|outcome kept]."

    early = tell_marked(promise, ("2024-02-01", before)).commitments
    another = tell_marked(promise, ("2024-05-20", other)).commitments

    assert Outcome.KEPT not in {item.outcome for item in (*early, *another)}


def test_what_is_called_off_is_withdrawn_with_the_words_that_say_so(tell_marked):
    """A cancelled visit keeps its announced date and ends withdrawn, on cited words, with a version that says so."""
    record = tell_marked(
        ("2024-03-01", announce("Lena Holm", "visit the Corran mine", "on 20 May")),
        (
            "2024-05-02",
            (
                "[[Lena Holm|person]|party] [has called off [the visit to the Corran mine|act=visit:corran,mine]"
                "|outcome withdrawn]."
            ),
        ),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.WITHDRAWN] == [version.move for version in commitment.versions]
    assert commitment.versions[0].span == commitment.versions[1].link.to
    assert Outcome.WITHDRAWN is commitment.outcome
    assert "called off" in commitment.outcome_evidence[0].exact


def test_what_is_dated_again_after_it_was_called_off_stands(tell_marked):
    """A visit that is announced anew is no longer withdrawn; the withdrawal stays among its versions."""
    record = tell_marked(
        ("2024-03-01", announce("Lena Holm", "visit the Corran mine", "on 20 May")),
        (
            "2024-05-02",
            (
                "[[Lena Holm|person]|party] [has called off [the visit to the Corran mine|act=visit:corran,mine]"
                "|outcome withdrawn]."
            ),
        ),
        ("2024-05-30", announce("Lena Holm", "visit the Corran mine", "on 9 June")),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.WITHDRAWN, Move.REVISED] == [version.move for version in commitment.versions]
    assert Outcome.OPEN is commitment.outcome


def test_the_clock_is_arithmetic_at_the_day_of_the_record(tell_marked):
    """One promise is ahead before its deadline and overdue after it."""
    [ahead] = tell_marked(SLIPPING[0], as_of=date(2023, 12, 1)).commitments
    [passed] = tell_marked(SLIPPING[0], as_of=date(2024, 1, 1)).commitments

    assert (Clock.AHEAD, Clock.PASSED) == (ahead.clock, passed.clock)


def test_nobody_is_late_with_what_nobody_is_named_for(tell_marked):
    """A day gone by of an act without a party has passed, and makes no one late."""
    record = tell_marked(
        "The [fair [opens on the quay|act] [on 4 March|due]|announcement].", as_of=date(2024, 6, 1)
    )

    assert [Clock.PASSED] == [item.clock for item in record.commitments]


@pytest.mark.parametrize(
    "later",
    [
        "[[Mia Rao|person]|party] [[published the report|act=publish:report] this week|outcome kept .3].",
        "[The [report on bridge fees|act=:report,bridge,fee] is out|outcome kept].",
    ],
)
def test_what_may_have_been_done_is_not_told_as_late(tell_marked, later):
    """Words that tell an outcome too unsurely, or hardly of this act, leave it unknown; silence leaves it open."""
    promise = ("2024-03-01", announce("Mia Rao", "publish the flood report", "by 1 May"))
    [silent] = tell_marked(promise, as_of=date(2024, 6, 1)).commitments

    [doubtful] = tell_marked(promise, ("2024-05-20", later), as_of=date(2024, 6, 1)).commitments

    assert (Outcome.OPEN, Clock.PASSED) == (silent.outcome, silent.clock)
    assert (Outcome.UNKNOWN, Clock.PASSED) == (doubtful.outcome, doubtful.clock)


def test_still_not_done_is_late_and_not_broken(tell_marked):
    """'Still has not', told after the deadline, is overdue and open: updated is not published."""
    record = tell_marked(
        (
            "2024-03-01",
            (
                "[Mia Rao|person source] [said|cue] [she would [publish the flood report|act] [by 1 May|due]"
                "|content commit announcement]."
            ),
        ),
        (
            "2024-05-20",
            "[[Mia Rao|person]|party] [still has not [published it|act=publish:report]|outcome open].",
        ),
    )

    [commitment] = record.commitments

    assert (Outcome.OPEN, Clock.OVERDUE) == (commitment.outcome, commitment.clock)
    assert ["still has not published it"] == [span.exact for span in commitment.outcome_evidence]


def test_a_retold_date_does_not_move_the_date_back(tell_marked):
    """'Which had been due in May' tells an older version again; the present date stays."""
    record = tell_marked(
        ("2024-02-01", announce("Norland", "open the harbour bridge", "in May")),
        ("2024-04-20", announce("Norland", "open the harbour bridge", "in August")),
        (
            "2024-07-02",
            (
                "[[Norland|person]|party] [had planned to [open the harbour bridge|act] [in May|due]"
                "|announcement recalled]."
            ),
        ),
    )

    [commitment] = record.commitments

    assert date(2024, 8, 31) == commitment.versions[-1].due.latest
    assert [date(2024, 5, 31)] * 2 == [version.due.latest for version in commitment.versions[:2]]
    assert 92 == commitment.slip_days


def test_a_window_without_an_end_takes_no_date_back(tell_marked):
    """'In the coming weeks' says less than 'in the first half of the year', and so moves nothing."""
    record = tell_marked(
        ("2024-01-10", announce("Lena Holm", "visit the Corran mine", "in the first half of this year")),
        ("2024-02-01", announce("Lena Holm", "visit the Corran mine", "in the coming weeks")),
        ("2024-03-01", announce("Lena Holm", "visit the Corran mine", "in May")),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.REAFFIRMED] == [version.move for version in commitment.versions[:2]]
    assert date(2024, 5, 31) == commitment.versions[2].due.latest


@pytest.mark.parametrize(
    ("due", "label", "day", "window"),
    [
        ("on Monday", "", "2024-03-02", (date(2024, 3, 4), date(2024, 3, 4))),
        ("within two weeks", "", "2024-03-02", (date(2024, 3, 2), date(2024, 3, 16))),
        ("within 48 hours", "", "2024-03-02", (date(2024, 3, 2), date(2024, 3, 4))),
        ("within a month", "", "2024-01-31", (date(2024, 1, 31), date(2024, 2, 29))),
        ("in May", " recalled", "2024-07-02", (date(2024, 5, 1), date(2024, 5, 31))),
        ("on 3 February 2024", "", "2024-03-02", (date(2024, 2, 3), date(2024, 2, 3))),
        ("by 3 May", "", "2024-12-02", (date(2024, 12, 2), date(2025, 5, 3))),
        ("in the autumn", "", "2024-12-02", (date(2025, 9, 1), date(2025, 11, 30))),
        ("by Friday", "", "2024-03-02", (date(2024, 3, 2), date(2024, 3, 8))),
        ("until at least Monday", "", "2024-03-02", (date(2024, 3, 4), date(2024, 3, 4))),
    ],
)
def test_the_window_is_counted_from_the_day_of_telling(tell_marked, due, label, day, window):
    """A limit runs from it, a name without its year is of the next of that name, what is looked back on the last.

    A day that is told with its year stays told.
    """
    marked = f"[[Norland|state]|party] [has to [answer|act] [{due}|due]|announcement{label}]."

    [commitment] = tell_marked((day, marked)).commitments

    [version] = commitment.versions
    assert window == (version.due.earliest, version.due.latest)
    assert due == version.due_text


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        # until when
        ("The board [ordered the wharf [inspected|act] in [40 days|due]|announcement].", date(2024, 4, 11)),
        (
            "The board [ordered the wharf [inspected|act] within about [40 days|due]|announcement].",
            date(2024, 4, 11),
        ),
        ("[The [ferry line|party] has [ten days|due] to [answer|act]|announcement].", date(2024, 3, 12)),
        ("The court [gave the ferry line [two weeks|due] to [appeal|act]|announcement].", date(2024, 3, 16)),
        ("Norland [faces a [ten-day|due] deadline to [pay|act]|announcement].", date(2024, 3, 12)),
        ("The lock [is [reopened|act] [ten days|due] hence|announcement].", date(2024, 3, 12)),
        ("The lock [will be [drained|act] over [the next ten days|due]|announcement].", date(2024, 3, 12)),
        # how long
        ("The crew [will be [held|act] for [ten days|due]|announcement].", None),
        ("The pier [will stay [closed|act] for [two weeks|due]|announcement].", None),
        ("The pier [will stay [closed|act] for [the next two weeks|due]|announcement].", None),
        ("The pier [will stay [closed|act] for [ten days|due] after the storm|announcement].", None),
        ("The pier [will be [closed|act] for [up to two weeks|due]|announcement].", None),
        ("The port [will [stretch|act] the halt to the full [21 days|due]|announcement].", None),
        ("The port [will [prolong|act] the halt by [two weeks|due]|announcement].", None),
        ("The port [will [impose|act] a [21-day|due] wait|announcement].", None),
        ("The crew [was [sent|act] home in a [21-day|due] isolation|announcement].", None),
        ("The repair [will [take|act] [three weeks|due]|announcement].", None),
        ("The port [will [halt|act] ferries for the first time in [two months|due]|announcement].", None),
    ],
)
def test_a_length_of_time_is_a_window_where_its_words_make_it_a_limit(tell_marked, sentence, last):
    """'In ten days' says until when, 'for ten days' how long; only the first has a day to be late by."""
    [commitment] = tell_marked(("2024-03-02", sentence)).commitments

    [version] = commitment.versions
    assert last == version.due.latest
    assert (date(2024, 3, 2) if last else None) == version.due.earliest


def test_a_limit_counted_from_another_day_has_no_end(tell_marked):
    """'Ten days after the vote' is not ten days after it was told."""
    sentence = "The board [ordered the lock [reopened|act] [ten days|due] after the vote|announcement]."

    [commitment] = tell_marked(("2024-03-02", sentence)).commitments

    [version] = commitment.versions
    assert (date(2024, 3, 2), None) == (version.due.earliest, version.due.latest)


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [
        ("said|cue] on [Sunday|said", "2024-03-02", date(2024, 3, 3)),
        ("said|cue] early [Sunday|said", "2024-03-02", date(2024, 3, 3)),
        ("said|cue] on [Friday|said", "2024-03-02", date(2024, 3, 1)),
        ("will say|cue] on [Sunday|said", "2024-03-02", date(2024, 3, 2)),
        ("said|cue] on [4 March|said", "2024-03-02", date(2024, 3, 2)),
    ],
)
def test_a_weekday_of_saying_may_be_the_day_after_that_of_the_document(tell_marked, words, day, said):
    """'Said on Sunday', of a Saturday's page, is said on the Sunday; what she will say then is told on the Saturday."""
    marked = f"[Mia Rao|person source] [{words}] that [the sluice is safe|content assert]."

    [statement] = tell_marked((day, marked)).statements

    assert (said, said) == (statement.said_on.earliest, statement.said_on.latest)


def test_a_weekday_gone_by_is_the_next_one_unless_its_outcome_is_told(tell_marked):
    """'Voted to open on Monday' is of the next Monday; 'missed the Monday deadline' of the last."""
    ahead = "[[Norland|state]|party] [voted [on Monday|due] to [open the gate|act]|announcement]."
    missed = "[[Norland|state]|party] [missed [Monday|due]'s day to [open the gate|act]|announcement outcome not-kept]."

    [opening] = tell_marked(("2024-03-06", ahead)).commitments
    [late] = tell_marked(("2024-03-06", missed)).commitments

    assert date(2024, 3, 11) == opening.versions[0].due.latest
    assert date(2024, 3, 4) == late.versions[0].due.latest


def test_a_refusal_is_a_commitment_of_its_own(tell_marked):
    """That somebody will not do a thing is on record as that: its line says 'not', and nobody is late with it."""
    record = tell_marked(
        "[Mia Rao|person source] [said|cue] [she would not [sell the ferry|act] [this spring|due]"
        "|content refuse announcement].",
        as_of=date(2024, 8, 1),
    )

    [commitment] = record.commitments

    assert "not sell the ferry" == commitment.action
    assert Move.ORIGINAL is commitment.versions[0].move
    assert Clock.PASSED is commitment.clock


def test_what_will_not_be_done_this_month_is_put_off(tell_marked):
    """'Will not publish this month' gives up a day without a new one; the act is still to come."""
    record = tell_marked(
        ("2024-03-01", announce("Mia Rao", "publish the flood report", "by 30 April")),
        (
            "2024-04-28",
            (
                "[Mia Rao|person source] [said|cue] [she will not [publish the flood report|act] [this month|due]"
                "|content refuse announcement]."
            ),
        ),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.REVISED] == [version.move for version in commitment.versions]
    assert commitment.versions[-1].due.latest is None
    assert "publish the flood report" == commitment.action


def test_what_is_put_off_and_dated_anew_in_one_text_is_one_commitment(tell_marked):
    """'Will not publish this month' and 'will publish in July', side by side, are one act that moves."""
    refused = "[she will not [publish the flood report|act] [this month|due]|content refuse announcement]."
    dated = "[she will [publish the flood report|act] [in July|due]|content commit announcement]."
    record = tell_marked(
        ("2024-03-01", announce("Mia Rao", "publish the flood report", "by 30 April")),
        (
            "2024-04-28",
            (f"[Mia Rao|person source] [said|cue] {refused} [Mia Rao|person source] [said|cue] {dated}"),
        ),
    )

    [commitment] = record.commitments

    assert Move.ORIGINAL is commitment.versions[0].move
    assert date(2024, 7, 31) == max(filter(None, (version.due.latest for version in commitment.versions)))
    assert 92 == commitment.slip_days


@pytest.mark.parametrize("act", ["refuse", "commit"])
def test_what_will_not_be_done_is_not_the_doing_of_it(tell_marked, act):
    """A promise not to do a thing is told with its 'not'; what is announced later stands apart, and keeps it not."""
    record = tell_marked(
        (
            "2024-03-04",
            f"[Mia Rao|person source] [said|cue] [she will [not close the flood gate|act]|content {act} announcement].",
        ),
        ("2024-03-18", announce("Mia Rao", "close the flood gate", "on 26 March")),
        ("2024-03-27", "[Mia Rao|person] [closed the flood gate|outcome kept]."),
    )

    refusal, doing = record.commitments

    assert ("not close the flood gate", "close the flood gate") == (refusal.action, doing.action)
    assert (Outcome.OPEN, 1) == (refusal.outcome, len(refusal.versions))


def test_a_step_that_is_refused_after_it_was_announced_is_taken_back(tell_marked):
    """Whoever refuses what he announced before turns round: one line with both."""
    record = tell_marked(
        ("2024-03-04", announce("Mia Rao", "publish the flood report", "by 30 April")),
        (
            "2024-03-18",
            (
                "[Mia Rao|person source] [said|cue] [she will not [publish the flood report|act]"
                "|content refuse announcement]."
            ),
        ),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.REVISED] == [version.move for version in commitment.versions]
    assert "publish the flood report" == commitment.action


def test_what_somebody_vows_to_oppose_is_not_told_twice_negated(tell_marked):
    """'Vowed to oppose the bill' is a refusal that needs no 'not'."""
    [commitment] = tell_marked(
        "[Mia Rao|person source] [vowed|cue] [to [oppose the harbour bill|act] [by 1 May|due]"
        "|content refuse announcement]."
    ).commitments

    assert commitment.action == "oppose the harbour bill"


@pytest.mark.parametrize(
    ("marked", "party"),
    [
        (("[Mia Rao|person source] [said|cue] [[the Harbour Bank|organisation]|party] [would [pay|act] "
         "[in May|due]|announcement]."), "Harbour Bank"),
        ("“[[We|party] will [pay|act] [in May|due]|content commit announcement],” [said|cue] [Mia Rao|person source].",
         "Mia Rao"),
        (("[The Harbour Bank|organisation source] [said|cue] [[it|party] would [pay|act] [in May|due]"
         "|content commit announcement]."), "Harbour Bank"),
        ("[Mia Rao|person source] [vowed|cue] [fees would be [paid|act] [in May|due]|content commit announcement].",
         "Mia Rao"),
        (("[Mia Rao|person source] [promised|cue] [[the port|party] would [pay|act] [in May|due]"
         "|content commit announcement]."), "Mia Rao"),
        (("[Mia Rao|person source] [promised|cue] [[Corran|party] would [pay|act] [in May|due]"
         "|content commit announcement]."), None),
        ("[Mia Rao|person source] [noted|cue] [that the fees would be [paid|act] [in May|due]|content announcement].",
         None),
        (("[Mia Rao|person source] [said|cue] [[the fishermen|party] would [pay|act] [in May|due]"
         "|content announcement]."), None),
        ("“[[He|party] will [pay|act] [in May|due]|content commit announcement],” [said|cue] [Mia Rao|person source].",
         None),
        (("“[[The port|party] will [pay|act] [in May|due]|content commit announcement],” [said|cue] "
         "[Mia Rao|person source]."), "Mia Rao"),
        (("“[[Work|party] will [start|act] [in May|due]|content commit announcement],” [said|cue] "
         "[Mia Rao|person source]."), "Mia Rao"),
        (("“[[The Corran Fund|party] will [pay|act] [in May|due]|content commit announcement],” [said|cue] "
         "[Mia Rao|person source]."), None),
        ("[Sources|anonymous source] [said|cue] [fees would be [paid|act] [in May|due]|content commit announcement].",
         None),
    ],
)  # fmt: skip
def test_the_party_is_whom_the_words_name_or_who_binds_himself(tell_marked, marked, party):
    """A line stands under the name that the words bear out: the one named, else the speaker, else nobody."""
    record = tell_marked(marked)

    [commitment] = record.commitments

    assert party == next((actor.name for actor in record.actors if actor.id == commitment.party), None)


@pytest.mark.parametrize(
    ("content", "action"),
    [
        ("she will [veto the harbour bill|act] [by 1 May|due]", "veto the harbour bill"),
        ("she will [guard the harbour|act] [until 1 May|due] and leave no doubt of it", "guard the harbour"),
        ("she will not [sign the harbour bill|act] [by 1 May|due]", "not sign the harbour bill"),
    ],
)
def test_what_a_refusal_says_will_be_done_is_not_told_as_its_contrary(tell_marked, content, action):
    """'Vowed to veto it' is read as a refusal, and still says that the veto will come."""
    [commitment] = tell_marked(
        f"[Mia Rao|person source] [vowed|cue] [{content}|content refuse announcement]."
    ).commitments

    assert action == commitment.action


def test_the_party_is_whom_most_reports_of_the_act_name(tell_marked):
    """Whom one report was read to mean, because it names nobody else, is not the one who is to act."""
    told = "[the [Harbour Bank|organisation]|party] [would [repay the ferry loan|act] [by 1 May|due]|announcement]."
    record = tell_marked(
        ("2024-03-04", f"[Mia Rao|person source] [said|cue] {told}"),
        ("2024-03-11", f"[Ben Adeyemi|person source] [said|cue] {told}"),
        (
            "2024-03-18",
            "To [Mia Rao|person party], [the [ferry loan is repaid|act] [by 1 May|due]|announcement].",
        ),
    )

    named = {actor.id: actor.name for actor in record.actors}

    assert {"Harbour Bank"} == {named.get(one.party) for one in record.commitments if len(one.versions) > 1}


def test_one_thing_on_one_day_is_one_act_in_other_words(tell_marked):
    """'Shut the old test quarry by 31 May' and 'dismantle the test quarry by the end of May' are told of one deed."""
    record = tell_marked(
        ("2024-03-04", announce("Norland", "shut the test quarry", "by 31 May")),
        ("2024-03-18", announce("Norland", "dismantle the test quarry", "by the end of May")),
    )

    [commitment] = record.commitments

    assert 2 == len(commitment.versions)
    assert 0 == commitment.slip_days


@pytest.mark.parametrize(
    ("due", "probability", "told"),
    [("in May", ".55", 1), ("in May", ".45", 0), ("soon enough", ".75", 1), ("soon enough", ".65", 0)],
)
def test_an_announcement_needs_to_be_sure_and_surer_without_a_day(tell_marked, due, probability, told):
    """Below its threshold an announcement is a candidate, with its party and its probability, and no version."""
    due = f"[{due}|due]" if due != "soon enough" else due
    marked = f"[[Norland|state]|party] [will [open the gate|act] {due}|announcement {probability}]."

    record = tell_marked(marked)

    assert told == len(record.commitments)
    assert [("version", float(probability))] * (1 - told) == [
        (item.kind, item.probability) for item in record.candidates
    ]
    assert [float(probability)] * told == [item.versions[0].probability for item in record.commitments]


def test_a_promise_in_one_breath_with_a_denial_stands(tell_marked):
    """'Nobody warned us, and we will pay in May' denies the one and promises the other."""
    told = "“[Nobody warned us, {} [[we|party] will [pay|act] [in May|due]|announcement]|content deny],” [said|cue] {}"

    [kept] = tell_marked(told.format("and", "[Mia Rao|person source].")).commitments
    denied = tell_marked(told.format("nor is it true that", "[Mia Rao|person source].")).commitments

    assert "pay" == kept.action
    assert () == denied


def test_what_somebody_denies_to_have_promised_is_no_promise(tell_marked):
    """'Denied having promised to open it by June' puts nobody on record with opening it."""
    record = tell_marked(
        "[Mia Rao|person source] [denied|cue] [having promised to [open the dam|act] [by June|due]"
        "|content deny announcement]."
    )

    assert () == record.commitments
    assert ["Mia Rao"] == [actor.name for actor in record.actors if actor.id == record.denials[0].party]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("content commit .9 announcement .3", [0.9]),
        ("content assert .9 announcement .3", []),
        ("content commit .9 announcement .1", []),
    ],
)
def test_a_promise_without_a_day_stands_by_the_words_of_whoever_makes_it(read_marked, said, told):
    """Read surely as somebody's promise, it is told though its words alone look unlike an announcement."""
    marked = f"[Anna Brandt|person source] [said|cue] [she would [join the inquiry|act]|{said}]."

    record = tell([read_marked(marked, "2024-03-04")])

    assert told == [version.probability for one in record.commitments for version in one.versions]


HEARING = (
    (
        "2023-05-02",
        (
            "[The port authority|organisation source] [said|cue] on Tuesday [it would [hold a public hearing on the "
            "dredging plan|act=hold:hearing,dredging,plan] [on 16 May|due]|content commit announcement]. "
            "Fishermen have asked for one since autumn."
        ),
    ),
    (
        "2023-05-17",
        (
            "[The port authority|organisation] held a public hearing on the dredging plan on Tuesday, and hundreds of "
            "fishermen came to the dredging hearing. The hall was full."
        ),
    ),
)


def test_a_sentence_told_later_says_that_it_was_done(tell_marked):
    """'Held a hearing on Tuesday' is what became of the hearing that was announced for that day, and is cited."""
    [commitment] = tell_marked(*HEARING).commitments

    assert Outcome.KEPT is commitment.outcome
    [span] = commitment.outcome_evidence
    assert span.document.startswith("document-2023-05-17")
    assert span.exact.startswith("The port authority held a public hearing")
    assert Clock.PASSED is commitment.clock


def test_an_act_that_is_told_with_words_of_an_ending_is_not_told_as_done(tell_marked):
    """A hearing that was postponed on its day was not held, though fishermen had come and held up their signs."""
    postponed = (
        "[The port authority|organisation] postponed the public hearing on the dredging plan on Tuesday, when hundreds "
        "of fishermen had come and held the dredging hearing's first rows."
    )
    [commitment] = tell_marked(HEARING[0], ("2023-05-17", postponed)).commitments

    assert Outcome.KEPT is not commitment.outcome


def test_what_is_told_before_its_day_is_not_done_yet(tell_marked):
    """Told on 9 May, 'held a hearing' is another hearing than the one that is to be on 16 May."""
    announced, told = HEARING
    [commitment] = tell_marked(announced, ("2023-05-09", told[1])).commitments

    assert Outcome.OPEN is commitment.outcome


def test_what_nobody_tells_the_end_of_is_owed_with_the_last_word_on_it(tell_marked):
    """Documents went on after the day and none tells its end: it is overdue, and its last announcement is cited."""
    [commitment] = tell_marked(
        *SLIPPING, ("2024-09-02", "The river was low in August. Bathers came from all over the valley.")
    ).commitments

    assert Outcome.OPEN is commitment.outcome
    assert (commitment.versions[-1].span,) == commitment.outcome_evidence
    assert Clock.OVERDUE is commitment.clock


def test_no_document_after_the_day_makes_nobody_late(tell_marked):
    """Where nothing was published after the day, nobody could have told what became of it."""
    [commitment] = tell_marked(*SLIPPING, as_of=date(2024, 12, 1)).commitments

    assert () == commitment.outcome_evidence
    assert Clock.PASSED is commitment.clock


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("The pier will stay shut until at least 20 May 2031, Ada Holm said.", ("2031-05-14", "2031-05-20")),
        ("The siege will run through at least Friday, Ada Holm said.", ("2031-05-14", "2031-05-16")),
        ("The ferry will not sail until at least 20 May 2031, Ada Holm said.", ("2031-05-20", None)),
        ("The vote was put off until at least June, Ada Holm said.", ("2031-06-01", None)),
    ],
)
def test_until_at_least_a_day_is_told_by_whether_it_goes_on_or_waits(text, window):
    """What goes on does so from now; what is put off comes on some day from then on."""
    day = when(date(2031, 5, 14), date(2031, 5, 14), Basis.METADATA)
    document = Document("document-1", "a.txt", "", text, published=day)

    [commitment] = tell([read_document(document, load_pipeline(), load_tagger())]).commitments

    due = commitment.versions[0].due
    assert window == tuple(end and end.isoformat() for end in (due.earliest, due.latest))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "“Nobody in Norvik will pay a higher bill by May 2032,” Ada Holm said.",
            "Nobody in Norvik will pay",
        ),
        ("“No crew will sail alone this summer,” Ada Holm said.", "No crew will sail"),
    ],
)
def test_a_promise_that_nobody_will_keeps_its_nobody(text, begins):
    """Without its subject the version would say the contrary."""
    document = Document("document-1", "a.txt", "", text)

    record = tell([read_document(document, load_pipeline(), load_tagger())])

    assert all(
        version.span.exact.startswith(begins) for item in record.commitments for version in item.versions
    )


@pytest.mark.parametrize(
    "told",
    [
        "The lifeboat did not return on 10 May as the guild had promised.",
        "On 10 May the lifeboat did not return, as the guild had promised it would.",
    ],
)
def test_what_was_not_done_as_promised_is_not_told_as_kept(told):
    """A sentence that only says that it was not done tells nothing done, whatever was promised."""
    pile = []
    for day, text in (
        (date(2031, 5, 5), "The guild said the lifeboat would return on 10 May."),
        (date(2031, 5, 13), told),
    ):
        known = when(day, day, Basis.METADATA)
        document = Document(f"document-{day}", f"{day}.txt", "", text, published=known)
        pile.append(read_document(document, load_pipeline(), load_tagger()))

    outcomes = {item.outcome for item in tell(pile).commitments}

    assert outcomes
    assert Outcome.KEPT not in outcomes


def test_a_body_that_says_nothing_can_be_the_one_to_act():
    """'The union will strike' binds the union, though only its leader speaks."""
    text = (
        "The union is angry. It will strike on 12 March unless the firm pays, said Mara Voss, who leads it."
    )
    published = when(date(2024, 3, 4), date(2024, 3, 4), Basis.METADATA)
    document = Document("document-1", "note.txt", "", text, published=published)

    record = tell([read_document(document, load_pipeline(), load_tagger())])

    names = {actor.id: actor.name for actor in record.actors}
    [commitment] = record.commitments
    assert "union" == names[commitment.party]
    assert "Mara Voss" == names[commitment.versions[0].by]


@pytest.mark.parametrize(
    "promise",
    [
        "[Mia Rao|person source] [said|cue] [she would [open a dock|act] [on 4 June|due]|content commit announcement].",
        "“[We will [open it|act] [on 4 June|due]|content commit announcement],” [said|cue] [Mia Rao|person source].",
        (
            "[The harbour board|organisation source] [promised|cue] [to [open the ferry dock|act] [on 4 June|due]"
            "|content commit announcement]."
        ),
    ],
)
def test_what_somebody_says_he_will_do_is_no_schedule(tell_marked, promise):
    """A promise in its party's own words, quoted or not, is told as one."""
    [commitment] = tell_marked(("2024-05-02", promise)).commitments

    assert [False] == [version.schedule for version in commitment.versions]
    assert not is_scheduled(commitment.versions)


def test_what_is_called_promised_is_no_schedule(tell_marked):
    """Where a narrator says that something was promised, it is on record as that, whoever promised it."""
    [commitment] = tell_marked(
        (
            "2024-05-02",
            "[The [ferry subsidy, promised|act=subsidy:ferry] [for 4 June|due]|announcement], is late.",
        )
    ).commitments

    assert [False] == [version.schedule for version in commitment.versions]


def test_nobody_is_late_with_what_is_only_told_to_have_been_promised(tell_marked):
    """The dock that Norland 'had promised to open by 4 June' may have been promised anew since: its day has gone by."""
    told = "[[Norland|state]|party] [had promised to [open a dock|act] [by 4 June|due]|announcement]."
    later = "A choir sang in the hall."
    [commitment] = tell_marked(
        ("2024-05-02", told), ("2024-07-02", later), as_of=date(2024, 8, 1)
    ).commitments

    assert commitment.party is not None
    assert Clock.PASSED is commitment.clock


def test_what_one_speaker_says_twice_in_one_text_is_one_commitment(tell_marked):
    """One party, one act and one day, told twice by one speaker, are one commitment, however far apart they stand."""
    said = (
        "[Mia Rao|person source] [said|cue] [she would [{}|act=open:dock] [by 4 June|due]"
        "|content commit announcement]."
    )
    between = "Rain fell on the market and on the old mill, and the band went home early. " * 4
    record = tell_marked(
        ("2024-05-02", said.format("open the dock") + " " + between + said.format("throw it open for good"))
    )

    assert len(record.commitments) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "[The [vote in Lund is scheduled|act=vote:lund] [for 4 June|due]|announcement], the last of the year.",
        "The paper came [before the [council election|act=election:council] [on 4 June|due]|announcement].",
        "[The [ferry subsidy is set to expire|act=expire:ferry,subsidy] [on 4 June|due]|announcement] all the same.",
    ],
)
def test_what_only_a_calendar_holds_is_a_schedule(tell_marked, entry):
    """A vote, an election and the end of a subsidy that the narrator names are promised by nobody on record."""
    [commitment] = tell_marked(("2024-05-02", entry)).commitments

    assert [True] == [version.schedule for version in commitment.versions]
    assert is_scheduled(commitment.versions)
