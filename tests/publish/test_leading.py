"""Which lines of a section stand unfolded, and which wait behind a click."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from tests.publish.test_dossier import make_denials, make_pair
from tests.publish.test_lede import make_announcements

from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    Checked,
    Clock,
    Denial,
    DenialKind,
    Move,
    Outcome,
    Quoted,
    Statement,
    Term,
    Verdict,
    when,
)
from onrecord.publish.denied import Refusal
from onrecord.publish.dossier import render_dossier
from onrecord.publish.edition import Edition
from onrecord.publish.promises import list_rows, tell_surely
from onrecord.publish.wording import say_move
from onrecord.rulings.support import Support

HARBOUR = (
    "The union wants the quay closed. It asked the board for a new crane and the board for a second one."
)


def make_terms(*found, mentioned=True):
    """Return a record of demands of a union: of each, the words and how surely they were read."""
    record, find = make_pair(HARBOUR, "Nothing was said of it in the harbour on that day.")
    names = (find("The union"), find("It")) if mentioned else (find("The union"),)
    actors = (*record.actors, Actor("a-u", "union", ActorType.GROUP, (), names))
    terms = tuple(
        Term(f"t-{number}", "a-u", "quay", find(words), None, probability=sure)
        for number, (words, sure) in enumerate(found)
    )
    return replace(record, actors=actors, terms=terms)


def read_lead(record, most=4):
    """Return the ids of the demands that stand unfolded."""
    return [
        one.first.id
        for side in Edition(record).sides
        for one in Edition(record).lead(side.requirements, most)[0]
    ]


def test_what_is_read_less_surely_than_its_kind_asks_is_folded():
    """Of two demands the one read surely stands, the other waits."""
    record = make_terms(("wants the quay closed", 0.8), ("for a new crane", 0.6))

    assert ["t-0"] == read_lead(record)


def test_one_sentence_stands_once():
    """Of two demands of one party in one sentence the surer stands."""
    record = make_terms(("for a new crane", 0.8), ("for a second one", 0.9))

    assert ["t-1"] == read_lead(record)


@pytest.mark.parametrize(("mentioned", "kept"), [(True, ["t-0"]), (False, [])])
def test_a_party_that_the_sentence_does_not_name_waits(mentioned, kept):
    """A demand whose sentence names somebody else alone is not put at the head of a section."""
    assert kept == read_lead(make_terms(("for a new crane", 0.9), mentioned=mentioned))


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True),
        ({"probability": 0.8}, False),
        ({"due": when()}, True),
        ({"statement": None}, False),
    ],
    ids=["own words", "unsure", "own words without a day", "of nobody who is named in it"],
)
def test_an_announcement_is_its_partys_own_or_begins_with_its_name(changes, kept):
    """What is put at the head of the section is surely read, and said by the party or begins with its name."""
    record = make_announcements()
    [commitment] = record.commitments
    last = replace(commitment.versions[-1], **changes)
    commitment = replace(commitment, versions=(commitment.versions[0], last))

    unfolded, _ = Edition(replace(record, commitments=(commitment,))).lead([commitment], 4)

    assert kept == bool(unfolded)


@pytest.mark.parametrize(("name", "kept"), [("Ministry of Bridges", True), ("Ministry of Roads", False)])
def test_a_part_of_its_name_at_the_beginning_names_a_party(name, kept):
    """'The bridge board would …' is told of whose name has one of these words, whoever said it."""
    record = make_announcements()
    [commitment] = record.commitments
    alone = replace(commitment, versions=(replace(commitment.versions[-1], statement=None),))
    begins = alone.versions[0].span.exact.split()[1]
    actors = tuple(
        replace(one, name=name.replace("Bridges", begins.title()), mentions=())
        if one.id == alone.party
        else one
        for one in record.actors
    )
    record = replace(record, actors=actors, commitments=(alone,))

    assert kept == bool(Edition(record).lead([alone], 4)[0])


@pytest.mark.parametrize(
    ("act", "sure", "kept"), [("deny", 0.9, True), ("deny", 0.5, False), ("assert", 0.9, False)]
)
def test_a_denial_is_read_as_one_both_times(act, sure, kept):
    """What is read as a denial in one look and as an assertion in another waits behind a click."""
    record = make_denials()
    [first, *_] = [one for one in record.denials if one.statement]
    denial = replace(first, probability=0.95)
    statements = tuple(
        replace(one, act=Act(act), act_probability=sure) if one.id == denial.statement else one
        for one in record.statements
    )

    unfolded, _ = Edition(replace(record, statements=statements, denials=(denial,))).lead(
        [Refusal(denial)], 4
    )

    assert kept == bool(unfolded)


def test_a_line_that_a_person_checked_says_who_and_when():
    """In place of a percentage the line has the ruling, and it can be found by that."""
    record = make_denials()
    checked = Checked("Ida Lind", date(2024, 3, 9), Verdict.ACCEPTED)
    first = replace(record.denials[0], ruling=checked)
    page = render_dossier(replace(record, denials=(first, *record.denials[1:])))
    line = page.partition(f'id="{first.id}"')[2].partition("</p>")[0]

    assert "checked by Ida Lind on 9 March 2024" in line
    assert 'data-s="checked"' in line
    assert "%" not in line


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("The minister", True),
        ("her aide, the minister", True),
        ("the minister’s aide", True),  # of nobody whose name it holds
        ("Rao’s lawyer", False),
        ("who", False),
        ("one of her friends", False),
        ("she", True),
        ("they", False),
        ("a lawyer for Mia Rao", False),
        ("one of the firms that paid Rao", False),
        ("Councillor Mia Rao of Sill", True),
        ("Rao of the harbour board", True),
        ("the chair of the harbour board Mia Rao", True),
    ],
)
def test_no_line_stands_under_a_name_that_its_words_give_to_another(source, kept):
    """'Rao's lawyer' is not Rao, and whom 'who' means is often mistaken; both stay in the tables.

    Nor are several, or whom a clause or a lawyer only tells of, one person; where somebody is from is no matter.
    """
    record, find = make_pair(f"Yesterday {source} said the pier was safe.", "It rained on the pier.")
    actors = (*record.actors, Actor("a-r", "Mia Rao", ActorType.PERSON, ("The minister",)))
    said = Statement(
        "s-1", "document-1", "a-r", find(source), find("said"), (find("the pier was safe"),), Quoted.INDIRECT,
        Act.ASSERT, probability=0.97,
    )  # fmt: skip
    page = render_dossier(replace(record, actors=actors, statements=(said,)))

    assert kept == ('id="s-1"' in page)


@pytest.mark.parametrize(
    ("source", "type_", "kept"),
    [
        ("she", ActorType.PERSON, False),
        ("The minister", ActorType.PERSON, True),
        ("it", ActorType.ORGANISATION, True),
    ],
)
def test_nobody_who_is_not_named_speaks_of_herself_by_name(source, type_, kept):
    """Whoever says that Rao lied is hardly Rao, unless the words call the speaker so; a body may call itself so."""
    record, find = make_pair(f"Yesterday {source} said Rao had never been on the pier.", "It rained.")
    actors = (*record.actors, Actor("a-r", "Mia Rao", type_, ("The minister",)))
    said = Statement(
        "s-1", "document-1", "a-r", find(source), find("said"), (find("Rao had never been on the pier"),),
        Quoted.INDIRECT, Act.ASSERT, probability=0.97,
    )  # fmt: skip

    assert kept == ('id="s-1"' in render_dossier(replace(record, actors=actors, statements=(said,))))


@pytest.mark.parametrize(("sure", "named"), [(0.85, True), (0.75, False), (None, True)])
def test_an_act_is_named_only_where_it_was_read_surely(sure, named):
    """Beside words whose act is doubtful stands no act; the tables have it with its probability."""
    record = make_denials()
    said = replace(record.statements[0], act_probability=sure)
    page = render_dossier(replace(record, statements=(said,), denials=()))
    line = page.partition(f'id="{said.id}"')[2].partition("</li>")[0]

    assert named == ("accusation" in line)
    assert named == ('data-a="accusation"' in page)


def test_what_was_read_less_surely_stands_in_the_table_and_is_counted():
    """A demand below the threshold of the page is named by number only."""
    record = make_terms(("wants the quay closed", 0.8), ("for a new crane", 0.5))
    page = render_dossier(record)

    assert 'id="t-0"' in page
    assert 'id="t-1"' not in page
    assert (
        "1 further demand, read less surely or in words that show too little by themselves, stands in record.json"
        in page
    )


def test_one_denial_of_two_outlets_stands_once():
    """Nearly the same words of one party are one line, with both places; so are two denials of one sentence."""
    record, find = make_pair(
        "No letter was burned by anybody in this house, the minister said, and no one hid it.",
        "“No letter was burned by anybody in this house”, the minister told us.",
    )
    words = (
        find("No letter was burned by anybody in this house, the"),
        find("No letter was burned by anybody in this house”"),
        find("no one hid it"),
    )
    denials = tuple(
        Denial(f"d-{number}", "actor-1", DenialKind.DENIED, span, None, None, (), 0.9 + number / 100)
        for number, span in enumerate(words)
    )
    page = render_dossier(replace(record, denials=denials))

    assert ['id="d-2"'] == re.findall(r'id="d-\d"', page)
    assert "also in" in page
    assert ["1"] == re.findall(r"Denied <small data-count>(\d+)</small>", page)


def test_an_outcome_stands_where_its_sentence_names_the_party_and_says_more():
    """The announcement itself, and what tells of somebody else, are no word on what became of it."""
    record = make_announcements()
    [commitment] = record.commitments
    last = commitment.versions[-1].span
    first = commitment.versions[0].span
    named = replace(record.actors[0], mentions=(replace(first, start=0, end=12, exact="The minister"),))
    done = replace(commitment, outcome=Outcome.KEPT, outcome_evidence=(first, last))

    assert [first] == Edition(replace(record, actors=(named, *record.actors[1:]))).outcome(done)
    assert [] == Edition(replace(record, actors=record.actors[1:])).outcome(done)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"act": Act.ASSERT}, False),
        ({"speaker": None}, False),
        ({"document": "document-2"}, False),
        ({"act_probability": 0.5}, False),
    ],
    ids=["accusation", "assertion", "of nobody", "elsewhere", "unsure"],
)
def test_a_denial_stands_with_a_sure_accusation_of_its_document(changes, told):
    """What it answers by likeness of words alone is left out: fewer than half of such were what was denied."""
    record = make_denials()
    statements = tuple(replace(one, **changes) if one.id == "s-1" else one for one in record.statements)

    edition = Edition(replace(record, statements=statements))

    assert (("s-1",) if told else ()) == edition.answers(record.denials[1])


@pytest.mark.parametrize(
    ("charge", "denial", "told"),
    [
        ("The union said RAO had hidden the letters.", "She denied that anything was hidden.", True),
        ("The union said letters had been hidden.", "She denied what the UNION said.", True),
        ("The union said letters had been hidden.", "She denied the charges.", True),
        ("The union said letters had been hidden.", "She denied that the pier was closed.", False),
        ("The union said letters had been hidden. It rained all day.", "She denied the charges.", False),
    ],
    ids=["names who denies", "names who charges", "the charge before", "of neither", "not right before"],
)
def test_a_denial_stands_with_a_charge_that_is_plainly_the_one(charge, denial, told):
    """It names who denies, the denial names whose it is, or the denial only says 'the charges' right after it."""
    record, find = make_pair(f"{charge} {denial}", "It rained in the harbour.")
    named = {
        actor: tuple(find(name) for name in names if name in f"{charge} {denial}")
        for actor, names in {"a-r": ("RAO",), "a-u": ("UNION",)}.items()
    }
    actors = (
        Actor("a-r", "Mia Rao", ActorType.PERSON, (), named["a-r"]),
        Actor("a-u", "The union", ActorType.GROUP, (), named["a-u"]),
    )
    accused = Statement(
        "s-1", "document-1", "a-u", find("The union"), find("said"),
        (find(charge.partition("said ")[2].partition(".")[0]),), Quoted.INDIRECT, Act.ACCUSE,
        probability=0.97, act_probability=0.9,
    )  # fmt: skip
    line = Denial(
        "d-1", "a-r", DenialKind.DENIED, find(denial[len("She denied ") : -1]), None, None, ("s-1",), 0.9
    )
    edition = Edition(replace(record, actors=actors, statements=(accused,), denials=(line,)))

    assert (("s-1",) if told else ()) == edition.answers(line)
    assert () == edition.answers(replace(line, kind=DenialKind.DECLINED))


@pytest.mark.parametrize(("sure", "together"), [(None, True), (0.9, True), (0.75, True), (0.6, False)])
def test_announcements_stand_together_only_where_they_surely_are_of_one_act(sure, together):
    """Else the last stands alone, and neither a move of its day nor what came of it is told."""
    record = make_announcements()
    [commitment] = record.commitments
    chained = replace(
        commitment, probability=sure, outcome=Outcome.KEPT, outcome_evidence=(commitment.versions[0].span,)
    )
    page = render_dossier(replace(record, commitments=(chained,)))
    section = page.partition('<section id="commitments">')[2].partition("</section>")[0]

    assert together == ("2 announcements and why they stand together" in section)
    assert together == ("moved 61 days later" in section)
    assert (sure == 0.75) == ("taken to be one act: likely, 75%" in section)
    assert "by 31 July 2024" in section


CHECKED = Checked("Ida Lind", date(2024, 3, 9), Verdict.ACCEPTED)


def tell_versions(*sure, checked=(), chain=0.9, **changes):
    """Return what a page tells of announcements by how surely each was read: May, July, May, July; some checked."""
    [commitment] = make_announcements().commitments
    versions = tuple(
        replace(
            commitment.versions[number % 2],
            span=replace(commitment.versions[number % 2].span, start=number, end=number + 1),
            link=replace(commitment.versions[1].link, to=replace(commitment.versions[0].span, start=0, end=1))
            if number
            else None,
            probability=one,
            ruling=CHECKED if number in checked else None,
        )
        for number, one in enumerate(sure)
    )
    return tell_surely(
        replace(commitment, versions=versions, probability=chain, **changes),
        date(2024, 6, 15),
        Support(make_announcements()),
    )


def list_told(commitment):
    """Return which of the announcements are told."""
    return [version.span.start for version in commitment.versions]


@pytest.mark.parametrize(
    ("sure", "checked", "chain", "told"),
    [
        ((0.5, 0.5, 0.5), {1}, 0.9, [1]),
        ((0.5, 0.9, 0.5), {0}, 0.9, [0, 1]),
        ((0.5, 0.5, 0.5), {1}, 0.5, [1]),
        ((0.9, 0.5, 0.9), {1}, 0.5, [1]),
        ((0.5, 0.9, 0.5), {0, 2}, 0.5, [0, 2]),
        ((0.9, 0.5), (), 0.9, [0]),
        ((0.9, None), (), 0.9, [0, 1]),
    ],
)
def test_a_ruling_on_one_announcement_vouches_for_no_other(sure, checked, chain, told):
    """Each stands by how surely it was read itself, or by what a person ruled on it."""
    assert told == list_told(tell_versions(*sure, checked=checked, chain=chain))


@pytest.mark.parametrize(
    ("sure", "changes", "told"),
    [
        ((0.95, 0.9, 0.5), {}, [1]),
        ((0.5, 0.9, 0.95), {}, [2]),
        ((0.95, 0.82), {}, [1]),  # its party's own words
        ((0.95, 0.82), {"party": "a-other"}, [0]),
        ((0.95, 0.82), {"party": None}, [0]),
        ((0.5, 0.6), {}, [1]),
    ],
)
def test_of_doubtful_company_the_last_that_was_surely_read_stands(sure, changes, told):
    """A weak last announcement hides none that is sure; where none is, nothing is told by the last."""
    assert told == list_told(tell_versions(*sure, chain=0.5, **changes))


def test_nothing_is_told_of_an_announcement_that_leans_on_one_left_out():
    """July stands first where May is left out: no move, no slip, and no reason that quotes May's words."""
    told = tell_versions(0.5, 0.9, 0.5, 0.9)

    assert [1, 3] == list_told(told)
    assert [Move.ORIGINAL, Move.REAFFIRMED] == [version.move for version in told.versions]
    assert [None, None] == [version.link for version in told.versions]
    assert 0 == told.slip_days


def test_only_what_is_told_counts_as_an_origin():
    """Of two outlets that give one day the page leaves one out: what is left has one origin, and one outlet."""
    record = make_announcements()
    [commitment] = record.commitments
    told, left = (
        replace(
            version,
            due=commitment.versions[1].due,
            origins=2,
            outlets=("outlet-1", "outlet-2"),
            probability=sure,
        )
        for version, sure in zip(commitment.versions, (0.95, 0.5), strict=True)
    )
    [shown] = Edition(replace(record, commitments=(replace(commitment, versions=(told, left)),))).commitments

    assert [(1, ("outlet-1",))] == [(version.origins, version.outlets) for version in shown.versions]


@pytest.mark.parametrize(
    ("sure", "due", "told"),
    [(0.95, None, True), (0.9, None, False), (0.95, when(), False)],
    ids=["sure", "less sure", "without a day"],
)
def test_an_announcement_for_a_day_stands_as_nobodys_where_its_words_name_another(sure, due, told):
    """'The bridge would open by July', read as the ferry board's, is told of nobody, who is not late with it."""
    record = make_announcements()
    [commitment] = record.commitments
    last = commitment.versions[-1]
    last = replace(last, statement=None, by="a-f", probability=sure, due=due or last.due)
    board = Actor("a-f", "Ferry Board", ActorType.ORGANISATION, ())
    record = replace(
        record,
        as_of=date(2024, 9, 1),
        actors=(*record.actors, board),
        commitments=(replace(commitment, party="a-f", versions=(last,), clock=Clock.OVERDUE),),
    )

    found = [(one.party, one.versions[0].by, one.clock) for one in Edition(record).commitments]

    assert ([(None, None, Clock.PASSED)] if told else []) == found


@pytest.mark.parametrize(
    ("acts", "sure", "told"),
    [
        ((Act.CALL, Act.CALL), 0.9, False),
        ((Act.COMMIT, Act.CALL), 0.9, True),
        ((Act.CALL, Act.CALL), 0.6, True),
    ],
    ids=["demanded", "promised and demanded", "perhaps demanded"],
)
def test_what_is_surely_only_demanded_is_no_announcement(acts, sure, told):
    """'They asked for the port to be opened by July' is required of somebody, and announced by nobody."""
    record = make_announcements()
    statements = tuple(
        replace(one, act=act, act_probability=sure) for one, act in zip(record.statements, acts, strict=True)
    )
    record = replace(
        record,
        statements=statements,
        commitments=tuple(replace(one, probability=0.95) for one in record.commitments),
    )

    assert told == bool(Edition(record).commitments)


def test_nobody_is_late_by_a_day_that_unsure_words_may_have_moved():
    """May has gone by, but later words that are not told give July."""
    words = make_announcements().commitments[0].versions[0].span

    late, told = (tell_versions(*sure, outcome_evidence=(words,)) for sure in ((0.5, 0.5, 0.9), (0.9, 0.5)))

    assert (Clock.OVERDUE, Clock.PASSED) == (late.clock, told.clock)


@pytest.mark.parametrize(
    ("probability", "own", "told"),
    [(0.9, True, "actor-1"), (0.66, True, None), (None, True, None), (0.9, False, None)],
    ids=["likely one act", "unsure", "not weighed", "shown by none"],
)
def test_one_of_several_announcements_shows_whose_they_are(probability, own, told):
    """Whose the last one is its words need not say again, where it is likely of one act with one that does."""
    record = make_announcements(statement=None, probability=0.95)
    [commitment] = record.commitments
    first, last = commitment.versions
    first = first if own else replace(first, statement=None)
    commitment = replace(commitment, versions=(first, last), probability=probability)

    [found] = Edition(replace(record, commitments=(commitment,))).commitments

    assert told == found.party


@pytest.mark.parametrize(
    ("said", "told"), [(date(2024, 5, 31), "reaffirmed"), (date(2024, 6, 1), "told afterwards")]
)
def test_a_day_that_has_gone_by_is_promised_no_more(said, told):
    """Whoever concedes in June that it could not open in May does not repeat that it will."""
    [commitment] = make_announcements().commitments
    first = commitment.versions[0]
    again = replace(first, said_on=when(said, said, Basis.EXPLICIT), move=Move.REAFFIRMED)
    rows = list_rows(replace(commitment, versions=(first, again)))

    assert told == say_move(again)
    assert (1 if told == "reaffirmed" else 2) == len(rows)
