"""Tests for single lines of the page: that a reader who sees only the line is not misled by it."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from tests.publish.test_dossier import MARCH, make_pair, make_record, read_both

from onrecord.model import (
    Act,
    Basis,
    Clock,
    Denial,
    DenialKind,
    Document,
    Event,
    Figure,
    FigureValue,
    Outcome,
    Quoted,
    Relation,
    Relay,
    RelayKind,
    Statement,
    Term,
    when,
)
from onrecord.publish.dossier import render_dossier
from onrecord.publish.edition import Edition


def say(record, source, cue, *content, quoted=Quoted.INDIRECT, act=Act.ASSERT):
    """Return a record of one statement of the minister."""
    said = Statement(
        "s-1",
        content[0].document,
        "actor-1",
        source,
        cue,
        content,
        quoted,
        act,
        said_on=MARCH,
        probability=0.97,
    )
    return replace(record, statements=(said,))


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("If it rains, the minister", "If it rains, the minister"),
        ("Nobody doubts what the minister", "Nobody doubts what the minister"),
        ("“It is late,” she added, and the minister", "the minister"),
        ("It rained. Then it snowed; the minister", "Then it snowed; the minister"),
        ("“It is late,” the minister", "the minister"),
        ("'It is late,' the minister", "the minister"),
    ],
)
def test_what_stands_before_a_line_in_its_sentence_is_not_lost(before, shown):
    """A condition, a day or a doubt goes with what is said; another's quotation and another sentence don't."""
    record, find = make_pair(f"{before} said the dam would hold out.", "Nothing else.")
    record = say(record, find("the minister"), find("said"), find("the dam would hold out"))

    page, markdown = read_both(record)

    assert f"- {shown} *said* the dam would hold out[^1]" in markdown
    assert re.search(rf"1 statement {shown} said the dam would hold out", " ".join(page.split()))


def test_single_quotation_marks_are_not_left_between_the_words():
    """Where an outlet quotes in single marks, the line has one pair of marks about each part."""
    record, find = make_pair(
        "'The dam is quite safe,' the minister said. 'It will hold for years.'", "Nothing else."
    )
    record = say(
        record, find("the minister"), find("said"), find("The dam is quite safe"), find("It will hold for years."),
        quoted=Quoted.DIRECT,
    )  # fmt: skip

    page, markdown = read_both(record)

    assert "said. “It will hold for years.”" in page
    assert "“The dam is quite safe”[^1] the minister *said*. “It will hold for years.”" in markdown


def test_half_a_bracket_about_a_name_is_left_out():
    """Of 'The judge (Mia Rao): We sit' no half of the bracket stands in the line."""
    record, find = make_pair("The judge (Mia Rao): We sit until the dam is inspected.", "Nothing else.")
    record = say(
        record, find("Mia Rao"), None, find("We sit until the dam is inspected."), quoted=Quoted.DIRECT
    )

    for form in read_both(record):
        assert "The judge Mia Rao: " in form


def test_a_possessive_stands_at_its_name():
    """'The minister's office said' has no blank before its apostrophe."""
    record, find = make_pair("The minister’s own office said the dam would hold out.", "Nothing else.")
    record = say(record, find("The minister"), find("said"), find("the dam would hold out"))

    for form in read_both(record):
        assert "The minister’s own office" in form


@pytest.mark.parametrize(
    ("content", "quoted", "act", "stands"),
    [
        ("his plan", Quoted.INDIRECT, Act.ASSERT, False),
        ("hopefully", Quoted.INDIRECT, Act.ASSERT, False),
        ("dams leak", Quoted.INDIRECT, Act.ASSERT, True),
        ("his plan", Quoted.INDIRECT, Act.WELCOME, True),
        ("hopefully", Quoted.DIRECT, Act.ASSERT, True),
    ],
)
def test_an_assertion_that_only_names_a_thing_is_left_to_the_tables(content, quoted, act, stands):
    """One word says nothing by itself, unless it is a quotation or what is done by it does."""
    record, find = make_pair(f"The minister spoke of {content} again.", "Nothing else.")
    record = say(record, find("The minister"), find("spoke of"), find(content), quoted=quoted, act=act)

    assert stands == ('id="s-1"' in render_dossier(record))


def test_an_outlet_that_cites_another_in_several_documents_is_named_once():
    """Its documents stand beside it by the numbers that the list of documents gives them."""
    record, find = make_pair("Norwire reports it.", "It was Norwire that reported it first.")
    entries = tuple(replace(entry, outlet="outlet-1") for entry in record.documents)
    relays = tuple(
        Relay(key, RelayKind.CITES, "outlet-2", None, (find(words),))
        for key, words in (("document-1", "Norwire reports"), ("document-2", "Norwire that reported"))
    )

    page, markdown = read_both(replace(record, documents=entries, relays=relays))

    assert "Ostwire, in [1], [2], cites The Star" in page
    assert "Ostwire, in 2 documents, cites The Star" in markdown


def test_equal_words_that_show_a_relay_stand_once():
    """A wire's line at the end of each of an outlet's documents is one line with a citation of each."""
    record, find = make_pair("It rained for days. Norwire helped with this report.", "Nothing else.")
    [first, second] = record.documents
    same = replace(second, text=first.text, outlet="outlet-1")
    words = find("Norwire helped with this report")
    relays = tuple(
        Relay(key, RelayKind.CITES, "outlet-2", None, (replace(words, document=key),))
        for key in ("document-1", "document-2")
    )

    page, markdown = read_both(replace(record, documents=(first, same), relays=relays))

    assert 1 == page.count("Norwire helped with this report")
    assert "cites The Star: Norwire helped with this report[^1][^2]" in markdown


def test_what_a_denial_answers_in_its_own_sentence_is_not_told_twice():
    """Below 'the union accused him of theft, which he denied' stands whom he answers, not the words again."""
    record, find = make_pair(
        "The union accused the minister of plain theft, a claim that he denied.", "Nothing else."
    )
    minister = replace(record.actors[0], mentions=(find("the minister"),))
    charge = Statement(
        "s-1", "document-1", "outlet-2", find("The union"), find("accused"), (find("the minister of plain theft"),),
        Quoted.INDIRECT, Act.ACCUSE, said_on=MARCH, probability=0.97, act_probability=0.9,
    )  # fmt: skip
    denial = Denial(
        "d-1", "actor-1", DenialKind.DENIED, find("a claim that he denied"), None, None, ("s-1",), 0.9
    )
    record = replace(record, actors=(minister, *record.actors[1:]), statements=(charge,), denials=(denial,))

    for form in read_both(record):
        below = form.partition("In answer to The Star")[2]
        assert below.startswith(", in the same sentence")
        assert "plain theft" not in re.split(r"Documents|\[\^\d+\]:", below)[0]


def test_numbers_of_one_sentence_stand_in_one_line():
    """A sentence with three numbers that nothing matches is told once, each number marked and cited."""
    record, find = make_pair("The ministry sent 40 boats, 12 trucks and 3 ferries.", "It sent 9 men.")
    words = ("40 boats", "12 trucks", "3 ferries", "9 men")
    figures = tuple(
        Figure(
            f"f-{number}", "things", "things", Relation.SINGLE,
            (FigureValue(text.split()[0], text.split()[0], None, None, find(text), None, MARCH),),
        )
        for number, text in enumerate(words)
    )  # fmt: skip
    record = replace(record, figures=figures)
    page, markdown = read_both(record)

    assert 1 == len(re.findall(r"The ministry sent", page))
    assert "4 numbers not matched with others, in 2 lines" in page
    assert (
        "In Ostwire: The ministry sent **40 boats**, **12 trucks** and **3 ferries**.[^1][^2][^3]" in markdown
    )
    assert '<small data-of="disputed">2</small>' in render_dossier(record)


def test_nobody_is_told_to_have_spoken_after_it_was_published():
    """A day of saying that is later than the paper's is a mistake in one of them, and is not told."""
    record, find = make_pair("The minister said the old dam leaks badly.", "Nothing else.")
    record = say(record, find("The minister"), find("said"), find("the old dam leaks badly"))
    day = date(2024, 3, 9)
    said = replace(record.statements[0], said_on=when(day, day, Basis.RELATIVE))

    for form in read_both(replace(record, statements=(said,))):
        assert "words of" not in form


def test_a_quoted_sentence_of_no_named_day_is_no_event():
    """'“At the end of the day, we lost.' tells of nothing that happened on its document's day."""
    record, find = make_pair(
        "“At the end of the day the town was lost.", "The dam broke at the end of the day."
    )
    records = tuple(
        Event(f"e-{number}", replace(MARCH, span=find(place)), find(words), (), 1, 1, ())
        for number, (place, words) in enumerate(
            (
                ("the end of the day the", "“At the end of the day the town was lost."),
                ("the end of the day.", "The dam broke at the end of the day."),
            )
        )
    )
    told = Edition(replace(record, events=records)).timeline

    assert ["e-1"] == [event.id for event in (*told.first, *told.rest, *told.ahead)]


def test_what_is_to_come_later_in_its_documents_month_has_not_happened():
    """A window that begins on the document's day and ends after it stands among the days that are set."""
    record, find = make_pair(
        "The general will visit the dam later this month.", "The dam broke on Monday in the rain."
    )
    events = (
        Event(
            "e-1",
            when(date(2024, 3, 4), date(2024, 3, 31), Basis.RELATIVE),
            find("The general will visit the dam later this month."),
            (),
            1,
            1,
            (),
        ),
        Event("e-2", MARCH, find("The dam broke on Monday in the rain."), (), 1, 1, ()),
    )
    told = Edition(replace(record, events=events)).timeline

    assert ["e-1"] == [event.id for event in told.ahead]
    assert ["e-2"] == [event.id for event in (*told.first, *told.rest)]


def test_a_side_that_is_folded_with_others_is_not_folded_again():
    """One step leads to what a side requires that was read less surely than what stands unfolded."""
    record, find = make_pair("The minister wants all of the boats back by then.", "Nothing else.")
    minister = replace(record.actors[0], mentions=(find("The minister"),))
    term = Term("t-1", "actor-1", "", find("wants all of the boats back"), None, 0.72)
    page = render_dossier(replace(record, actors=(minister, *record.actors[1:]), terms=(term,)))
    section = page.partition('<section id="terms">')[2].partition("</section>")[0]

    assert 'id="t-1"' in section
    assert 1 == section.count("<details")


@pytest.mark.parametrize("told", [True, False])
def test_the_note_on_days_gone_by_speaks_of_words_below_only_where_there_are_some(told):
    """A reader is not sent to look for words that are not there."""
    record = make_record()
    [commitment] = record.commitments
    [version] = commitment.versions
    late = replace(
        commitment,
        party=None,
        versions=(replace(version, by=None, statement=None, probability=0.95),),
        clock=Clock.PASSED,
        outcome=Outcome.OPEN,
        outcome_evidence=(),
    )
    if told:
        text = "The minister said it would be out by May. The minister called it nearly done."
        record = make_record(text)
        words = replace(record.figures[0].values[0].span, start=42, end=len(text), exact=text[42:])
        actor = replace(record.actors[0], mentions=(replace(words, end=54, exact=text[42:54]),))
        first = replace(words, start=0, end=41, exact=text[:41])
        [commitment] = record.commitments
        late = replace(
            commitment,
            versions=(replace(commitment.versions[0], span=first, probability=0.95),),
            clock=Clock.PASSED,
            outcome_evidence=(words,),
        )
        record = replace(record, actors=(actor,), figures=())
    page, markdown = read_both(replace(record, commitments=(late,)))

    for form in (page, markdown):
        assert "No outcome could be matched to these in 1 document" in form
        assert told == (", but for what stands below an announcement." in form)


@pytest.mark.parametrize(("source", "unfolded"), [("The minister", True), ("He", False)])
def test_a_denial_by_a_pronoun_waits_behind_a_click(source, unfolded):
    """Whose denial 'he denied it' is, only the text around it tells, and the program may be wrong there."""
    record, find = make_pair(f"{source} denied that the old dam leaks badly.", "Nothing else.")
    said = Statement(
        "s-1", "document-1", "actor-1", find(source), find("denied"), (find("that the old dam leaks badly"),),
        Quoted.INDIRECT, Act.DENY, said_on=MARCH, probability=0.97, act_probability=0.95,
    )  # fmt: skip
    denial = Denial(
        "d-1",
        "actor-1",
        DenialKind.DENIED,
        find("denied that the old dam leaks badly"),
        None,
        "s-1",
        (),
        0.95,
    )
    page = render_dossier(replace(record, statements=(said,), denials=(denial,)))
    section = page.partition('<section id="denials">')[2].partition("</section>")[0]

    assert 'id="d-1"' in section
    assert unfolded == ("<details" not in section.partition('id="d-1"')[0])


@pytest.mark.parametrize(("via", "told"), [(("actor-1",), ["actor-9"]), ((), ["actor-1", "actor-9"])])
def test_who_only_says_that_another_denies_it_denies_it_not_again(via, told):
    """Whoever signs 'The ministry rejects the claim' has passed a denial on: the ministry's alone is told."""
    record, find = make_pair(
        "The ministry rejects the claim that the dam leaks.", "Nothing else was said there."
    )
    ministry = replace(record.actors[0], id="actor-9", name="The ministry", aliases=("The ministry",))
    words = find("The ministry rejects the claim that the dam leaks.")
    own = Statement(
        "s-1", "document-1", "actor-1", None, None, (words,), Quoted.DIRECT, Act.DENY, said_on=MARCH,
        probability=0.97, act_probability=0.95,
    )  # fmt: skip
    passed_on = replace(
        own, id="s-2", speaker="actor-9", source=find("The ministry"), cue=find("rejects"),
        content=(find("the claim that the dam leaks"),), quoted=Quoted.INDIRECT, via=via,
    )  # fmt: skip
    denials = (
        Denial("d-1", "actor-1", DenialKind.DENIED, words, None, "s-1", probability=0.95),
        Denial("d-2", "actor-9", DenialKind.DENIED, words, None, "s-2", probability=0.95),
    )
    record = replace(record, actors=(*record.actors, ministry), statements=(own, passed_on), denials=denials)
    edition = Edition(record)

    assert told == sorted(one.first.party for one in edition.denials())
    assert 0 == edition.count_unsure_denials()


def test_the_head_of_a_speaker_counts_the_lines_that_stand_below_it():
    """What is said in the same words in two documents is one line, and its head says in how many places it stands."""
    told = "The minister said the old dam leaks badly."
    record, _ = make_pair(told, f"{told} Rain fell.")
    said = tuple(
        Statement(
            f"s-{number}",
            entry.id,
            "actor-1",
            None,
            None,
            (Document(entry.id, entry.file, "", entry.text).cite(17, len(told) - 1),),
            Quoted.DIRECT,
            Act.ASSERT,
            said_on=MARCH,
            probability=0.97,
        )
        for number, entry in enumerate(record.documents)
    )

    page, _ = read_both(replace(record, statements=said))

    assert "The minister 1 statement, in 2 places" in page
