"""The lede: what it tells, of whom, and what it leaves out."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from tests.publish.test_dossier import MARCH, make_pair, make_record
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.model import (
    Act,
    Actor,
    ActorType,
    AlteredQuotation,
    Basis,
    Checked,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    Link,
    Move,
    Outcome,
    Quoted,
    Statement,
    Tie,
    Verdict,
    Version,
    when,
)
from onrecord.publish.dossier import render_dossier
from onrecord.publish.edition import Edition
from onrecord.publish.markdown import render_markdown


def make_announcements(**changes):
    """Return a record in which one minister announces a day and then a later one, with these changes of the last."""
    record, find = make_pair(
        "The minister said the bridge would open by May.",
        "The minister told all: the bridge would open by July.",
    )
    actors = tuple(
        replace(actor, type=ActorType.PERSON) if actor.id == "actor-1" else actor for actor in record.actors
    )
    spans = find("would open by May"), find("would open by July")
    sources = find("The minister said", 12), find("The minister told", 12)
    statements = tuple(
        Statement(
            f"s-{n}", f"document-{n}", "actor-1", source, None, (span,), Quoted.INDIRECT, Act.COMMIT, said_on=MARCH,
            probability=0.97, act_probability=0.95,
        )
        for n, (span, source) in enumerate(zip(spans, sources, strict=True), start=1)
    )  # fmt: skip
    first = Version(
        "s-1", spans[0], "actor-1", MARCH, when(None, date(2024, 5, 31), Basis.EXPLICIT), "by May", Move.ORIGINAL,
        None, hedged=False, probability=0.95,
    )  # fmt: skip
    last = replace(
        first,
        statement="s-2",
        span=spans[1],
        due=when(None, date(2024, 7, 31), Basis.EXPLICIT),
        move=Move.REVISED,
        slip_days=61,
        link=Link(spans[0], Tie.THING, ("bridge", "open")),
    )
    commitment = Commitment(
        "c-1", "actor-1", "open", None, (first, replace(last, **changes)), 61, Outcome.OPEN, (), Clock.AHEAD
    )
    return replace(record, actors=actors, statements=statements, commitments=(commitment,))


def read_lede(record):
    """Return the words of the lede, without numbers and notes."""
    page = re.sub(r"<span class=\"n\".*?</span></span></span>", "", render_dossier(record))
    lede = page.partition('<div class="lede">')[2].partition("</div>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&#8288;", "", lede))


@pytest.mark.parametrize(
    ("outlet", "said", "told"),
    [
        ("outlet-2", when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA), "The paper"),
        (None, when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA), "The minister told"),
        ("outlet-2", when(date(2024, 2, 1), date(2024, 4, 30), Basis.INFERRED), "The minister told"),
    ],
    ids=["later", "of no known outlet", "of no known day"],
)
def test_of_several_who_give_the_last_day_the_lede_tells_the_best_known(outlet, said, told):
    """Another that gives July as well stands in its place only where its outlet and its day are known."""
    record = make_announcements()
    [commitment] = record.commitments
    *_, second = record.documents
    text = "The paper has it from the minister: the bridge would open by July."
    third = replace(second, id="document-3", file="document-3.txt", text=text, outlet=outlet)
    start = text.index("would open")
    span = replace(
        commitment.versions[1].span,
        document="document-3",
        start=start,
        end=start + 18,
        exact=text[start:][:18],
    )
    statement = replace(record.statements[1], id="s-3", document="document-3", source=None, content=(span,))
    statement = replace(statement, quoted=Quoted.DIRECT)
    again = replace(
        commitment.versions[1], statement="s-3", span=span, said_on=said, move=Move.REAFFIRMED, link=None
    )
    versions = (*commitment.versions, again)
    record = replace(
        record,
        documents=(*record.documents, third),
        statements=(*record.statements, statement),
        commitments=(replace(commitment, versions=versions),),
    )

    assert f"“{told}" in read_lede(record)


def test_the_last_announcement_stands_with_the_day_first_given_and_both_are_cited():
    """Who, for when, the sentence itself, and where its day was before, in both forms."""
    record = make_announcements()
    words, markdown = read_lede(record), render_markdown(record)

    assert "Announced by 31 July 2024: “The minister told all: the bridge would open by July.”" in words
    assert "That takes the place of an earlier day, by 31 May 2024" in words
    assert "which Ostwire told on 4 March 2024" in words
    assert "That takes the place of an earlier day, by 31 May 2024[^" in markdown
    assert "Of those named here, most on record is The minister" in words


@pytest.mark.parametrize("who", ["actor-1", "outlet-1"])
def test_an_announcement_of_which_something_came_is_not_told_as_if_nothing_had(who):
    """Where words on what came of it stand below, the first lines say so; words of somebody else are none."""
    record = make_announcements()
    [commitment] = record.commitments
    text = record.documents[0].text + " The minister opened the bridge."
    first = replace(record.documents[0], text=text)
    start = text.index("The minister opened")
    words = replace(commitment.versions[0].span, start=start, end=len(text), exact=text[start:])
    mention = replace(words, end=start + 12, exact=text[start:][:12])
    actors = tuple(replace(one, mentions=(mention,)) if one.id == who else one for one in record.actors)
    told = replace(commitment, outcome=Outcome.KEPT, outcome_evidence=(words,), probability=0.95)
    record = replace(record, documents=(first, record.documents[1]), actors=actors, commitments=(told,))

    for form in (read_lede(record), render_markdown(record)):
        assert "Announced by 31 July 2024" in form
        assert (who == "actor-1") == ("What is told to have come of it stands below." in form)


def test_an_announcement_is_not_told_once_its_party_has_another_day_on_record():
    """Of two that are not known to be of one act the later stands, and where that is unsure neither."""
    record = make_announcements()
    [both] = record.commitments
    first, last = both.versions
    later = replace(last, said_on=when(date(2024, 4, 2), date(2024, 4, 2), Basis.EXPLICIT), link=None)
    sure = (replace(both, versions=(first,)), replace(both, id="c-2", versions=(later,)))
    unsure = (sure[0], replace(sure[1], versions=(replace(later, probability=0.6),)))

    told = read_lede(replace(record, commitments=sure))

    assert "Announced by 31 July 2024" in told
    assert "31 May" not in told
    assert "Announced by" not in read_lede(replace(record, commitments=unsure))


@pytest.mark.parametrize("tie", [None, Tie.DAY, Tie.PARTY, Tie.CONTEXT])
def test_no_day_is_told_to_have_moved_for_a_weak_reason(tie):
    """Two announcements that only share a day, a party or a place tell nothing of a move."""
    words = make_announcements().commitments[0].versions[0].span

    assert "takes the place" not in read_lede(make_announcements(link=tie and Link(words, tie)))


def test_no_day_is_told_to_have_moved_where_others_announced_it():
    """A later day that somebody else gave is not the first one's."""
    assert "takes the place" not in read_lede(make_announcements(by=None))


@pytest.mark.parametrize(
    "changes",
    [{"probability": 0.89}, {"probability": None}, {"statement": None}],
    ids=["unsure", "by rule", "unsaid"],
)
def test_what_is_not_read_surely_or_not_said_by_anybody_is_not_told(changes):
    """The lede leaves it out and says that it stands below, and of which kinds nothing does."""
    words = read_lede(make_announcements(**changes))

    assert "Announced by" not in words
    assert (
        "Not sure enough for these first lines, of which most is asked: an announcement with a day. "
        "What was read of them stands below. Nothing that was read surely enough for this page tells of "
        "a dispute over a number, a denial or what became of an announcement." in words
    )


@pytest.mark.parametrize(
    ("source", "probability", "what", "told"),
    [
        ("The minister", 0.99, "the old bridge", True),
        ("The minister", 0.98, "the old bridge", False),
        ("A clerk", 0.99, "the old bridge", False),
        ("A friend of the minister", 0.99, "the old bridge", False),
        ("The minister", 0.99, "those of them", False),
    ],
)
def test_what_those_most_on_record_said_fills_the_lede(source, probability, what, told):
    """A sentence of somebody on record stands there in whole, where it is surely his and stands alone."""
    record, find = make_pair(
        f"{source} said {what} over the river would be open to cars by May.", "It rained on the river."
    )
    actors = tuple(
        replace(one, type=ActorType.PERSON) if one.id == "actor-1" else one for one in record.actors
    )
    words = find(f"{what} over the river would be open to cars by May")
    said = Statement(
        "s-1", "document-1", "actor-1", find(source), find("said"), (words,), Quoted.INDIRECT, Act.COMMIT,
        said_on=MARCH, probability=probability, act_probability=0.9,
    )  # fmt: skip
    lede = read_lede(replace(record, actors=actors, statements=(said,)))

    assert told == (f"The minister, as told by Ostwire, 4 March 2024: “{source} said {what} over" in lede)


@pytest.mark.parametrize(
    ("outlet", "altered", "first"),
    [("outlet-1", False, True), (None, False, False), ("outlet-1", True, False)],
)
def test_the_lede_quotes_what_is_known_best(outlet, altered, first):
    """Not words that stand otherwise elsewhere, nor those of a document whose outlet nobody stated."""
    record, find = make_pair(
        "The minister said the bridge over the river would be open to cars by May.",
        "The minister said the ferry over the river would be free of charge by May.",
    )
    actors = tuple(
        replace(one, type=ActorType.PERSON) if one.id == "actor-1" else one for one in record.actors
    )
    words = (
        find("the bridge over the river would be open to cars"),
        find("the ferry over the river would be free"),
    )
    said = tuple(
        Statement(
            f"s-{n}", f"document-{n}", "actor-1", find(f"The minister said {span.exact[:8]}", 12), None, (span,),
            Quoted.INDIRECT, Act.COMMIT, said_on=MARCH, probability=0.999 - n / 1000, act_probability=0.9,
        )
        for n, span in enumerate(words, start=1)
    )  # fmt: skip
    quotations = (AlteredQuotation("q-1", "actor-1", words[:1]),) if altered else ()
    documents = (replace(record.documents[0], outlet=outlet), record.documents[1])
    record = replace(
        record, actors=actors, statements=said, altered_quotations=quotations, documents=documents
    )

    lede = read_lede(record)

    assert [first, not first] == ["the bridge over" in lede, "the ferry over" in lede]


def make_denial(sentence, source, cue):
    """Return a record in which a minister is read to deny that a letter was burned, in a sentence with these parts."""
    record, find = make_pair(sentence, "It rained on the river.")
    said = Statement(
        "s-1", "document-1", "actor-1", find(source), find(cue), (find("that any letter was burned"),),
        Quoted.INDIRECT, Act.DENY, said_on=MARCH, probability=0.97, act_probability=0.96,
    )  # fmt: skip
    denial = Denial("d-1", "actor-1", DenialKind.DENIED, said.content[0], None, "s-1", (), 0.96)
    return replace(record, statements=(said,), denials=(denial,))


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "told"),
    [
        ("The minister denied that any letter was burned.", "The minister", "denied", True),
        ("The minister said that any letter was burned.", "The minister", "said", False),
        (
            "A friend of the minister denied that any letter was burned.",
            "A friend of the minister",
            "denied",
            False,
        ),
    ],
)
def test_a_denial_is_told_where_its_sentence_says_by_name_who_denies(sentence, source, cue, told):
    """What is read as a denial without a word of denying, or of whom somebody else speaks for, is not told."""
    lede = read_lede(make_denial(sentence, source, cue))

    assert told == bool(
        re.search(rf"Denied by The minister: “{sentence}”\d+ \(Ostwire, 4 March 2024\)", lede)
    )
    assert told == ("Denied by" in lede)


def test_what_became_of_an_announcement_is_told_only_once_a_person_ruled_on_it():
    """Which words tell what became of an act is read wrongly too often for the head of a page."""
    record = make_announcements()
    [commitment] = record.commitments
    done = replace(
        commitment, outcome=Outcome.KEPT, outcome_evidence=(commitment.versions[0].span,), clock=Clock.PASSED
    )
    ruled = replace(done, ruling=Checked("Ida Lind", date(2024, 3, 9), Verdict.ACCEPTED))

    assert "said to have been done" not in read_lede(replace(record, commitments=(done,)))
    assert "said to have been done" in read_lede(replace(record, commitments=(ruled,)))


def test_two_of_one_surname_are_not_both_named_as_most_on_record():
    """'Tom Rao' and 'Thomas Rao' may be one, whom the program keeps apart: the head of a page names the first."""
    record, find = make_pair(
        "Tom Rao said it rained. Thomas Rao said it snowed.", "Ida Lind said it was hot."
    )
    names = {"a-1": "Tom Rao", "a-2": "Thomas Rao", "a-3": "Ida Lind"}
    said = {"a-1": "it rained", "a-2": "it snowed", "a-3": "it was hot"}
    record = replace(
        record,
        actors=(*record.actors, *(Actor(key, name, ActorType.PERSON, (name,)) for key, name in names.items())),
        statements=tuple(
            Statement(
                f"s-{key}", find(words).document, key, find(names[key]), None, (find(words),), Quoted.INDIRECT,
                Act.ASSERT, said_on=MARCH, probability=0.97,
            )
            for key, words in said.items()
        ),
    )  # fmt: skip
    lede = read_lede(record)

    assert "Ida Lind" in lede
    assert 1 == lede.count("Rao")


def test_an_empty_record_says_what_it_can_not_tell():
    """Nothing to say is said in a sentence, and every kind is named."""
    lede = Edition(replace(make_record(), statements=(), commitments=(), figures=())).lede

    assert () == lede.speakers
    assert 4 == len(lede.missing)


def test_the_title_is_the_one_asked_for_else_that_of_the_document_nearest_to_the_others():
    """A title that shares most words with the others is taken, and whose it is stands below."""
    record, _ = make_pair("One.", "Two.")
    first, second = record.documents
    third = replace(first, id="document-3", title="Bridge opens")
    titled = replace(
        record,
        documents=(
            replace(first, title="Ferries stay"),
            replace(second, title="Bridge opens in May, mayor says"),
            third,
        ),
    )
    page = render_dossier(titled)

    assert "<h1>Bridge opens" in page
    assert "The title is that of" in page
    assert "<h1>The bridge</h1>" in render_dossier(titled, edition=Edition(titled, "The bridge"))
    assert "# The bridge\n" in render_markdown(titled, edition=Edition(titled, "The bridge"))
    assert "The record of" not in render_dossier(record)


def test_the_command_takes_a_title_and_the_record_with_it_is_verified(tmp_path):
    """`--title` heads both dossiers, and `onrecord verify` makes them again with it."""
    pile, out = tmp_path / "pile", tmp_path / "out"
    pile.mkdir()
    (pile / "note.txt").write_text(
        "Mia Rao said on 4 March 2024 that the pier would open in May.", encoding="utf-8"
    )
    run = CliRunner()

    built = run.invoke(app, ["build", str(pile), "--out", str(out), "--title", "The <pier>"])

    assert 0 == built.exit_code, built.output
    assert "<h1>The &lt;pier&gt;</h1>" in (out / "dossier.html").read_text(encoding="utf-8")
    assert (out / "dossier.md").read_text(encoding="utf-8").startswith("# The \\<pier\\>")
    verified = run.invoke(app, ["verify", str(out)])
    assert 0 == verified.exit_code, verified.output
