"""Tests for the numbers on a page: what stands together, who gives it, and what it is a number of."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from tests.publish.test_dossier import MARCH, make_pair

from onrecord.model import (
    Act,
    ActorType,
    Basis,
    Clock,
    Commitment,
    Event,
    Figure,
    FigureValue,
    Move,
    Outcome,
    Quoted,
    Relation,
    Statement,
    Version,
    when,
)
from onrecord.publish.citations import Passage
from onrecord.publish.dossier import render_dossier
from onrecord.publish.edition import Edition
from onrecord.publish.markdown import render_markdown
from onrecord.publish.quantities import quote_number


def make_figures(relation, probability, origins, holders=(None, None)):
    record, find = make_pair(
        "The ministry says 40 people left.", "Some 40 people left by boat, the union says."
    )
    spans = find("40 people left.", 9), find("Some 40 people")
    values = tuple(
        FigureValue("40", "40", None, holder, span, None, MARCH)
        for span, holder in zip(spans, holders, strict=True)
    )
    figure = Figure("f-1", "people", "people", relation, values, (), origins, (), probability)
    return replace(record, figures=(figure,)), find


@pytest.mark.parametrize(
    ("relation", "probability", "origins", "heading"),
    [
        (Relation.AGREE, 0.9, 2, "Given by several, who agree"),
        (Relation.AGREE, 0.9, 1, "Given more than once, without an independent source that agrees"),
        (Relation.UNCOMPARED, 0.9, 2, "Given more than once, without an independent source that agrees"),
        (Relation.AGREE, 0.6, 2, "Numbers not matched with others"),
        (Relation.UNCOMPARED, 0.6, 2, "Numbers not matched with others"),
    ],
)
def test_numbers_stand_together_only_where_they_are_surely_of_one_quantity(
    relation, probability, origins, heading
):
    """Of one origin nobody agrees with anybody, and what may be two quantities is not told as one."""
    record, _ = make_figures(relation, probability, origins)
    headings = re.findall(r"^### (.+)$", render_markdown(record), re.MULTILINE)

    assert [heading] == headings
    assert heading == "Numbers not matched with others" or 1 == render_dossier(record).count('id="f-1"')


def test_a_disputed_number_stands_however_sure_its_group_is():
    """That two give numbers for one thing against each other was judged by more than likeness."""
    record, _ = make_figures(Relation.CONTRADICT, 0.5, 2)

    assert "### People: they contradict each other" in render_markdown(record)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("the union", "The union: Some 40 people"),
        ("he", "In The Star: Some 40 people"),
        ("the rowers", "“the rowers” in The Star: Some 40 people"),
    ],
)
def test_whoever_is_not_named_by_the_words_does_not_give_the_number(source, told):
    """Whom a pronoun means is for the reader of the whole text to say; other words for him stand as they are."""
    record, find = make_pair("The ministry is silent.", f"Some 40 people left by boat, {source} says.")
    said = Statement(
        "s-1", "document-2", "actor-9", find(f"{source} says", len(source)), find("says"),
        (find("Some 40 people left by boat"),), Quoted.INDIRECT, Act.ASSERT, probability=0.97,
    )  # fmt: skip
    union = replace(record.actors[0], id="actor-9", name="The union", aliases=("The union",))
    value = FigureValue("40", "40", None, "actor-9", find("40 people"), "s-1", MARCH)
    record = replace(
        record,
        actors=(*record.actors, union),
        statements=(said,),
        figures=(Figure("f-1", "people", "people", Relation.SINGLE, (value,)),),
    )
    markdown = render_markdown(record).replace("*", "").replace("«", "").replace("»", "")

    assert told in markdown


@pytest.mark.parametrize(
    ("source", "act", "outlet", "told"),
    [
        ("the harbour office", Act.ASSERT, None, "“the harbour office” in The Star"),
        ("the harbour office", Act.DENY, None, "In The Star"),
        ("The Star", Act.ASSERT, "outlet-2", "In The Star"),
        ("we", Act.ASSERT, None, "In The Star"),
    ],
    ids=["nobody's actor", "what is denied", "the outlet itself", "a pronoun"],
)
def test_who_gives_a_number_is_told_in_his_own_words_where_no_actor_is_known(source, act, outlet, told):
    """'In The Star' alone would hide that an office gave the number; what it denies it does not give."""
    record, find = make_pair("The ministry is silent.", f"So {source} says: 40 people left by boat.")
    said = Statement(
        "s-1", "document-2", outlet, find(f"{source} says", len(source)), find("says"),
        (find("40 people left by boat"),), Quoted.INDIRECT, act, probability=0.97,
    )  # fmt: skip
    value = FigureValue("40", "40", None, outlet, find("40 people"), "s-1", MARCH)
    figure = Figure("f-1", "people", "people", Relation.SINGLE, (value,))
    record = replace(record, statements=(said,), figures=(figure,))
    numbers = render_markdown(record).replace("*", "").partition("### Numbers not matched with others")[2]

    assert told.partition(":")[0] == numbers.strip().removeprefix("- ").partition(":")[0]


@pytest.mark.parametrize(
    ("relation", "probability", "told"),
    [
        (Relation.CONTRADICT, 0.5, "taken to be of one quantity: unsure, 50%"),
        (Relation.CONTRADICT, 0.04, ""),
        (Relation.AGREE, 0.75, "taken to be of one quantity: likely, 75%"),
        (Relation.AGREE, 0.95, ""),
    ],
)
def test_numbers_that_may_not_belong_together_say_so(relation, probability, told):
    """That two numbers are of one thing is a judgement, as it is that announcements are of one act.

    Where the words set them against each other, no judge says how sure that is.
    """
    record, _ = make_figures(relation, probability, 2)

    for page in (render_markdown(record), render_dossier(record)):
        assert ("taken to be" in page) == bool(told)
        assert told in page


def test_an_outlet_that_gives_a_number_itself_gives_it_once():
    """'The Star' and 'in The Star' are one giver."""
    record, _ = make_figures(Relation.AGREE, 0.9, 2, (None, "outlet-2"))

    assert ["outlet-2"] == [value.holder for value in record.figures[0].values if value.holder]
    assert [None] == [value.holder for value in Edition(record).values(Edition(record).quantities.agreed[0])]


@pytest.mark.parametrize(
    ("before", "words", "after", "quoted"),
    [
        ("The bill passed on a ", "13-5", " vote.", "“The bill passed on a 13-5 vote”"),
        ("It passed, ", "224", "-194, on Thursday.", "“It passed, 224-194, on Thursday”"),
        ("“Only ", "nine ships", ",” she said — by then.", "“Only nine ships”"),
        ("a b c d e f g h i ", "5", " j k l m n o p q r", "“… b c d e f g h i 5 j k l m n o p q …”"),
        ("", "Forty", "", "“Forty”"),
    ],
)
def test_a_number_is_headed_by_the_words_around_it(before, words, after, quoted):
    """The few words about a number, as they stand, up to a mark that ends a clause or begins a quotation."""
    assert quoted == quote_number(Passage(before, words, after))


def test_days_that_were_set_stand_apart_from_what_happened():
    """A day after the document's, or the one for which its words announce something, is no event."""
    first = "The gates were opened on 4 March 2024. They will be shut again on 9 March 2024."
    record, find = make_pair(first, "The council plans to repaint the old gates on 4 March 2024.")
    later = when(date(2024, 3, 9), date(2024, 3, 9), Basis.EXPLICIT)
    spans = find(first[:38]), find(first[39:]), find(record.documents[1].text)
    events = tuple(
        Event(f"e-{number}", day, span, (), 1, 1, ())
        for number, (day, span) in enumerate(zip((MARCH, later, MARCH), spans, strict=True))
    )
    version = Version(
        None, find("plans to repaint the old gates on 4 March 2024"), None, MARCH, MARCH, None,
        Move.ORIGINAL, None, hedged=False, probability=0.95,
    )  # fmt: skip
    promise = Commitment(
        "c-1", None, "repaint the gates", None, (version,), None, Outcome.OPEN, (), Clock.DUE
    )
    told = Edition(replace(record, events=events, commitments=(promise,))).timeline

    assert ["e-0"] == [event.id for event in (*told.first, *told.rest)]
    assert ["e-2", "e-1"] == [event.id for event in told.ahead]


def test_who_only_announced_what_came_is_told_apart_from_who_reports_it():
    """One who promised that the gates would open is no second witness of their opening."""
    first = "The council will open the old gates to the public on 4 March 2024."
    second = "The council opened the old gates to the public on 4 March 2024."
    record, find = make_pair(first, second)
    event = Event("e-1", MARCH, find(second), (find(first),), 1, 1, ("outlet-2",))
    version = Version(
        None, find("will open the old gates to the public on 4 March 2024"), None, MARCH, MARCH, None,
        Move.ORIGINAL, None, hedged=False, probability=0.95,
    )  # fmt: skip
    promise = Commitment("c-1", None, "open", None, (version,), None, Outcome.OPEN, (), Clock.DUE)
    record = replace(record, events=(event,), commitments=(promise,))
    edition = Edition(record)

    assert [find(second)] == edition.reported(event)
    assert (find(first),) == edition.announced_before(event)
    assert "; announced before:" in render_markdown(record)
    assert "; announced before:" in render_dossier(record)


@pytest.mark.parametrize(("schedule", "told"), [(True, 1), (False, 0)])
def test_what_a_calendar_holds_stands_without_a_party(schedule, told):
    """Whose election it is may be unsure: its day is not, and nobody has to be named for it."""
    record, find = make_pair(
        "Norland holds an election on 4 March 2024.", "It rained in the capital on that day."
    )
    version = Version(
        None, find("an election on 4 March 2024"), None, MARCH, MARCH, None, Move.ORIGINAL, None, hedged=False,
        probability=0.9, schedule=schedule,
    )  # fmt: skip
    election = Commitment("c-1", "actor-1", "hold", None, (version,), None, Outcome.OPEN, (), Clock.DUE)
    shown = Edition(replace(record, commitments=(election,))).commitments

    assert [None] * told == [one.party for one in shown]


@pytest.mark.parametrize(
    ("party", "by", "heading"),
    [
        ("actor-1", "actor-1", "#### The minister, for 4 March 2024"),
        ("actor-1", None, "#### The minister, for 4 March 2024, as told by Ostwire"),
        ("actor-1", "outlet-2", "#### The minister, for 4 March 2024, as told by The Star"),
        (None, None, "#### For 4 March 2024, as told by Ostwire"),
    ],
)
def test_an_announcement_says_who_tells_of_it(party, by, heading):
    """What a newspaper says that somebody will do, he has not announced."""
    record, find = make_pair("The minister said he will reopen the bridge on 4 March 2024.", "It rained.")
    said = Statement(
        "s-1", "document-1", "actor-1", find("The minister"), find("said"), (find("he will reopen the bridge"),),
        Quoted.INDIRECT, Act.COMMIT, probability=0.97, act_probability=0.97,
    )  # fmt: skip
    version = Version(
        "s-1", find("The minister said he will reopen the bridge on 4 March 2024"), by, MARCH, MARCH, None,
        Move.ORIGINAL, None, hedged=False, probability=0.97,
    )  # fmt: skip
    promise = Commitment(
        "c-1", party, "reopen the bridge", None, (version,), None, Outcome.OPEN, (), Clock.DUE
    )
    minister = replace(record.actors[0], type=ActorType.GROUP)
    record = replace(
        record, actors=(minister, *record.actors[1:]), statements=(said,), commitments=(promise,)
    )
    of_outlet = replace(promise, party="outlet-2", versions=(replace(version, by="outlet-2"),))

    assert heading in render_markdown(record)
    assert ("", "as told by The Star") == Edition(record).announcer(of_outlet)


def test_a_number_not_quite_reached_is_told_as_it_was():
    """'Almost 80 percent' is nobody's '72 to 80'."""
    record, find = make_pair("The ministry says almost 80 percent left.", "The union says 90 percent left.")
    values = (
        FigureValue("72", "80", "almost", "actor-1", find("almost 80 percent"), None, MARCH),
        FigureValue("90", "90", None, None, find("90 percent"), None, MARCH),
    )
    figure = Figure("f-1", "share who left", "percent", Relation.CONTRADICT, values, (), 2, ())
    markdown = render_markdown(replace(record, figures=(figure,)))

    assert "- almost 80 percent, " in markdown
    assert "72" not in markdown.partition("[^1]:")[0]


@pytest.mark.parametrize(
    ("words", "ended"), [("The minister opened the bridge.", True), ("It rained.", False)]
)
def test_what_came_of_an_announcement_is_told_with_its_words_or_not_at_all(words, ended):
    """Words that name nobody seldom tell of the act: without others it is not told to have come out."""
    record, find = make_pair("The minister said he will reopen the bridge on 4 March 2024.", words)
    said = Statement(
        "s-1", "document-1", "actor-1", find("The minister said", 12), find("said"),
        (find("he will reopen the bridge"),),
        Quoted.INDIRECT, Act.COMMIT, probability=0.97, act_probability=0.97,
    )  # fmt: skip
    version = Version(
        "s-1", find("he will reopen the bridge on 4 March 2024"), "actor-1", MARCH, MARCH, None,
        Move.ORIGINAL, None, hedged=False, probability=0.97,
    )  # fmt: skip
    promise = Commitment(
        "c-1",
        "actor-1",
        "reopen the bridge",
        None,
        (version,),
        None,
        Outcome.KEPT,
        (find(words),),
        Clock.PASSED,
    )
    named = (find(words, 12),) if ended else ()
    minister = replace(record.actors[0], type=ActorType.GROUP, mentions=named)
    record = replace(
        record, actors=(minister, *record.actors[1:]), statements=(said,), commitments=(promise,)
    )

    assert ended == ("### Told to have come out, or not to" in render_markdown(record))
