"""The dossier: what a reader and a hostile document meet."""

import base64
import hashlib
import re
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import (
    Act,
    Actor,
    ActorType,
    AlteredQuotation,
    Basis,
    Candidate,
    CandidateKind,
    Checked,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    Document,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Link,
    Move,
    Name,
    Naming,
    Offsets,
    Outcome,
    Quoted,
    Record,
    Relation,
    Relay,
    RelayKind,
    Silence,
    Statement,
    Term,
    Tie,
    Unread,
    Verdict,
    Version,
    when,
)
from onrecord.publish import summary
from onrecord.publish.dossier import render_dossier
from onrecord.publish.highlight import mark_spans
from onrecord.publish.markdown import render_markdown
from onrecord.publish.method import load_measured
from onrecord.publish.tables import render_tables
from onrecord.publish.wording import say_due

MARCH = when(date(2024, 3, 4), date(2024, 3, 4), Basis.EXPLICIT)
TEXT = "Dam report due by May, minister says\n\nThe minister said the report would be out by May. At least 40 died."


class _Page(HTMLParser):
    """What a browser would see of a page: its elements, the ids, the links and the words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.attributes, self.words = set(), [], [], set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.words.append(data)


def make_record(text=TEXT, name="The minister", title="Dam report due by May, minister says"):
    """A record of one document with a statement, a commitment and a disputed figure."""
    document = Document("document-1", "a.txt", "0" * 64, text)
    half = max(1, len(text) // 2)
    words, rest = document.cite(0, half), document.cite(half - 1, len(text))
    actor = Actor("actor-1", name, ActorType.PERSON, (name,), (words,))
    statement = Statement(
        "statement-1", "document-1", "actor-1", None, None, (rest,), Quoted.INDIRECT, Act.COMMIT
    )
    due = when(date(2024, 3, 4), date(2024, 5, 31), Basis.RELATIVE, words)
    version = Version("statement-1", rest, "actor-1", MARCH, due, "by May", Move.ORIGINAL, None, hedged=False)
    commitment = Commitment(
        "c-1", "actor-1", "publish the report", None, (version,), None, Outcome.OPEN, (), Clock.AHEAD
    )
    values = tuple(FigureValue(low, low, None, None, words, None, MARCH) for low in ("40", "60"))
    entry = DocumentEntry(
        "document-1", "a.txt", "0" * 64, "1" * 64, text, title, None, None, "en", MARCH, (Offsets(0, 1),)
    )
    return Record(
        as_of=date(2024, 3, 4),
        documents=(entry,),
        unread=(Unread("b.pdf", "encrypted: save a copy without a password"),),
        actors=(actor,),
        statements=(statement,),
        commitments=(commitment,),
        figures=(Figure("f-1", "people killed", "people", Relation.CONTRADICT, values),),
    )


def read(record):
    return _Page(render_dossier(record))


def read_words(record):
    return re.sub(r"\s+(?=,)|(\s)\s*", r"\1", " ".join(read(record).words))


def test_every_link_reaches_its_words():
    """A click on a citation leads to an element of the page that marks the words."""
    page = read(make_record())

    targets = [link[1:] for link in page.links if link.startswith("#")]

    assert targets
    assert set() == set(targets) - set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_reader_sees_what_is_promised_disputed_and_unread():
    """The page answers who promised what by when, which values contradict, and what was not read."""
    words = read_words(make_record())

    for expected in (
        "The minister, by 31 May 2024",
        "The minister said the report would be out by May.",
        "People killed they contradict each other",
        "b.pdf",
        "encrypted: save a copy without a password",
    ):
        assert expected in words


def test_a_citation_shows_the_words_in_their_place_with_outlet_and_day():
    """The note of a citation mark holds what stands around the words, who published them and when."""
    page = render_dossier(make_record())
    [note, *_] = re.findall(r'role="tooltip" id="n\d+">(.*?)</span></span></span>', page)

    assert "<mark>" in note
    assert "Dam report due by May, minister says" in note  # the title stands for an outlet that is not known
    assert "4 March 2024" in note


@pytest.mark.parametrize("render", [read_words, render_markdown])
def test_what_is_only_scheduled_stands_apart_below_the_promises(render):
    """A day of a calendar that has gone by stands below a promise to come, and is held against nobody."""
    record = make_record()
    [promise] = record.commitments
    version = replace(promise.versions[0], schedule=True)
    entry = replace(promise, id="c-2", clock=Clock.PASSED, versions=(version,))
    words = render(replace(record, commitments=(entry, promise)))

    below = words[words.index("Only scheduled: promised by nobody on record") :]
    assert words.index("Still to come") < words.index("Only scheduled: promised by nobody on record")
    assert "by 31 May 2024, a day that has gone by" in below
    assert "For a day that has gone by" not in words


def test_a_day_that_has_gone_by_comes_first_and_calls_nobody_late():
    """An announcement for a day that is past stands above one for a day to come, with how far it moved."""
    record = make_record()
    [ahead] = record.commitments
    version = ahead.versions[0]
    due = when(date(2024, 1, 1), date(2024, 2, 29), Basis.EXPLICIT, version.due.span)
    past = replace(
        ahead,
        id="c-2",
        clock=Clock.PASSED,
        slip_days=40,
        versions=(replace(version, due=due, move=Move.REVISED),),
    )
    words = read_words(replace(record, commitments=(ahead, past)))

    assert "The minister, by 29 February 2024 moved 40 days later" in words
    assert words.index("For a day that has gone by") < words.index("Still to come")
    assert "past their day" not in words
    assert "what became of it" not in words


def test_sections_stand_in_the_order_of_a_readers_questions():
    """What is late, what is disputed, who says so, and only then how it is known."""
    page = render_dossier(make_record())
    found = re.findall(r'<section id="(\w+)"', page)

    assert ["commitments", "disputed", "statements", "documents", "method"] == found


def test_empty_sections_are_left_out():
    """A record without commitments shows no heading for them, and no link to them."""
    page = read(replace(make_record(), commitments=(), figures=(), statements=()))

    assert not {"commitments", "disputed", "statements", "terms", "denials", "relays"} & set(page.ids)
    assert not {"#commitments", "#disputed", "#statements"} & set(page.links)


def test_rival_names_stand_side_by_side_once_each():
    """A name in quotation marks and without is one name; each name stands with who uses it, in the page's marks."""
    text = "The ministry calls them “transit” camps, not cages. The transit camps are cages, the union says."
    record = make_record(text)
    document = Document("document-1", "a.txt", "0" * 64, text)
    places = [(text.index(words), len(words)) for words in ("“transit” camps", "cages", "transit camps")]
    names = tuple(Name("actor-1", document.cite(at, at + length)) for at, length in places)
    page = render_dossier(replace(record, namings=(Naming("n-1", names),), commitments=(), figures=()))

    assert ["“transit camps”", "“cages”"] == re.findall(r"<div><h4>(.*?)</h4>", page)


def make_pair(first, second):
    """Return a record of two outlets' documents, and a function that cites words of either."""
    texts = {"document-1": first, "document-2": second}
    documents = {key: Document(key, f"{key}.txt", "0" * 64, text) for key, text in texts.items()}
    names = {"actor-1": "The minister", "outlet-1": "Ostwire", "outlet-2": "The Star"}
    record = replace(
        make_record(),
        documents=tuple(
            DocumentEntry(
                key, f"{key}.txt", "0" * 64, "1" * 64, text, None, f"outlet-{key[-1]}", None, "en", MARCH, ()
            )
            for key, text in texts.items()
        ),
        actors=tuple(Actor(key, name, ActorType.OUTLET, (name,)) for key, name in names.items()),
        statements=(),
        commitments=(),
        figures=(),
    )

    def find(words, length=None):
        [document] = [document for document in documents.values() if words in document.text]
        start = document.text.index(words)
        return document.cite(start, start + (length or len(words)))

    return record, find


def read_both(record):
    """Return what the page and the Markdown say, with their citation numbers."""
    page = re.sub(r"<span class=\"n\".*?</span></span></span>", "", render_dossier(record))
    page = page.partition("<main")[2].partition('id="documents"')[0]
    page = re.sub(r"</?(?:td|p|div|blockquote|li|ul|summary|tr|br|span class=\"read)\b[^>]*>", " ", page)
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&#8288;", "", page))
    return page, render_markdown(record)


def test_an_announcement_says_what_its_date_counts_from_who_tells_of_it_and_why_it_belongs():
    """Each stands beside the announcement with a citation; a commitment without them says nothing of the kind."""
    record, find = make_pair(
        "The dam will open after the Games. The Games begin on 4 May.", "It opens a week after the Games."
    )
    first, second = find("will open after the Games"), find("opens a week after the Games")
    anchor = find("The Games begin on 4 May")
    counted = when(date(2024, 5, 5), None, Basis.RELATIVE, first, anchor)
    link = Link(first, Tie.THING, ("dam", "open"))
    versions = (
        Version(None, first, None, MARCH, counted, None, Move.ORIGINAL, None, hedged=False),
        Version(
            None,
            second,
            None,
            MARCH,
            when(date(2024, 5, 11), date(2024, 5, 11)),
            None,
            Move.REVISED,
            None,
            hedged=False,
            link=link,
            origins=1,
            outlets=("outlet-1", "outlet-2"),
        ),
    )
    promise = Commitment(
        "c-1", "actor-1", "open", None, versions, None, Outcome.OPEN, (find("It opens"),), Clock.AHEAD,
        ruling=Checked("Ida Lind", date(2024, 3, 9), Verdict.ACCEPTED),
    )  # fmt: skip

    plain = Commitment("c-2", "actor-1", "close", None, versions[:1], None, Outcome.OPEN, (), Clock.UNDATED)
    page, markdown = read_both(replace(record, commitments=(promise,)))
    bare = replace(plain, versions=(replace(versions[0], due=when(date(2024, 5, 5), None)),))
    nothing = read_both(replace(record, commitments=(bare,)))

    assert re.search(
        r"Last word on it: It opens\d+ a week after the Games\.|Last word on it: It opens a week", page
    )
    assert re.search(r"counted from \d", page)
    assert "this day: 1 independent origin; told by Ostwire, The Star" in page
    assert re.search(r"the same act on the same thing \(dam, open\): \d+ with \d+", page)
    assert "Last word on it: **It opens** a week after the Games." in markdown
    assert re.search(r"counted from \[\^\d\]", markdown)
    assert "this day: 1 independent origin; told by Ostwire, The Star" in markdown
    assert re.search(r"the same act on the same thing \(dam, open\): \[\^\d\] with \[\^\d\]", markdown)
    for form in nothing:
        for words in ("Last word", "counted from", "this day:", "stand together"):
            assert words not in form


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 3, 4), date(2024, 5, 31), "by 31 May 2024"),
        (date(2024, 3, 6), date(2024, 5, 31), "by 31 May 2024"),
        (date(2024, 4, 1), date(2024, 5, 31), "April 2024 to May 2024"),
        (date(2024, 3, 5), date(2024, 3, 9), "5 March 2024 to 9 March 2024"),
        (None, date(2024, 5, 31), "by 31 May 2024"),
    ],
)
def test_a_window_that_runs_from_the_paper_on_is_told_by_its_end(first, last, words):
    """What was said on Monday and told on Wednesday is due by its last day; 'from the 5th to the 9th' is not."""
    [commitment] = make_record().commitments
    [version] = commitment.versions
    day = when(date(2024, 3, 4), date(2024, 3, 4), Basis.EXPLICIT)

    assert words == say_due(replace(version, said_on=day, due=when(first, last, Basis.EXPLICIT)))


def test_a_number_told_without_one_stays_the_words_it_was_told_in():
    """'Thousands' is nobody's '2,000 or more'."""
    record, find = make_pair("The ministry says 40 people left.", "The union says thousands of people left.")
    values = (
        FigureValue("40", "40", None, "actor-1", find("40 people"), None, MARCH),
        FigureValue("2000", None, "thousands", None, find("thousands of people"), None, MARCH),
    )
    figure = Figure("f-1", "people who left", "people", Relation.CONTRADICT, values, (), 2, ("outlet-1",))

    page, markdown = read_both(replace(record, figures=(figure,)))

    assert "thousands of people" in markdown
    assert "or more" not in page + markdown


def test_every_origin_of_an_event_and_a_number_is_told_by_name():
    """A document whose outlet is not known is called by its title where origins are counted, and not left out."""
    record, find = make_pair(
        "The dam broke on 3 March 2024, 17 people died.", "It broke: 40 people died at the dam."
    )
    star, letter = record.documents
    record = replace(record, documents=(star, replace(letter, outlet=None, title="Open letter on the dam")))
    broke, also = (
        find("The dam broke on 3 March 2024, 17 people died."),
        find("It broke: 40 people died at the dam."),
    )
    values = tuple(
        FigureValue(number, number, None, None, find(f"{number} people"), None, MARCH)
        for number in ("17", "40")
    )
    told = replace(
        record,
        events=(Event("e-1", MARCH, broke, (also,), 2, 2, ("outlet-1",)),),
        figures=(
            Figure("f-1", "people killed", "people", Relation.CONTRADICT, values, (), 2, ("outlet-1",)),
        ),
    )

    for form in read_both(told):
        assert form.count("2 independent origins; told by Ostwire, “Open letter on the dam”") == 2


def test_a_disputed_figure_shows_the_sentences_and_a_later_value_what_it_takes_the_place_of():
    """The two sentences stand under the figure, and the later value cites the earlier one."""
    record, find = make_pair("The ministry says 17 people died.", "Later, 40 died. The union says 63 died.")
    earlier, later, other = find("17 people"), find("40 died"), find("63 died")
    values = (
        FigureValue("17", "17", None, "actor-1", earlier, None, MARCH),
        FigureValue("40", "40", None, "actor-1", later, None, MARCH, earlier),
        FigureValue("63", "63", None, None, other, None, MARCH),
    )
    sentences = find("The ministry says 17 people died."), find("The union says 63 died.")
    figure = Figure(
        "f-1", "people killed", "people", Relation.CONTRADICT, values, sentences, 2, ("outlet-1", "outlet-2")
    )

    page, markdown = read_both(replace(record, figures=(figure,)))

    assert "2 independent origins; told by Ostwire, The Star" in page
    assert page.index("The ministry says 17 people died.") < page.index("The union says 63 died.")
    assert re.search(r"40 people.*takes the place of \d", page)
    assert "> The ministry says 17 people died.[^1]\n\n> The union says 63 died.[^2]" in markdown
    assert "- 40 people, The minister, takes the place of [^" in markdown


def test_an_altered_quotation_marks_the_words_that_the_record_names_and_says_which_is_the_original():
    """The wording that the speaker published comes first and says so; only the differing words are marked."""
    record, find = make_pair("“We will never close it.”", "“We shall never close it.”")
    versions = find("We will never close it."), find("We shall never close it.")
    quotation = AlteredQuotation(
        "q-1", "actor-1", versions, (find("will"), find("shall")), original=versions[1]
    )
    record = replace(record, altered_quotations=(quotation,))
    page, markdown = read_both(record)

    assert ["shall", "will"] == re.findall(r'<em class="differs">(.*?)</em>', render_dossier(record))
    assert 1 == page.count("as the speaker published it")
    assert "- We **shall** never close it.[^1] (as the speaker published it)" in markdown
    assert "Which wording was spoken, the documents do not tell." in " ".join(
        read_both(replace(record, altered_quotations=(replace(quotation, original=None),)))
    )


def test_a_relay_of_which_nothing_tells_the_direction_says_so():
    """Two documents with the same text and no day to tell them apart are not called original and copy."""
    record, find = make_pair("The same words.", "As said, the same words.")
    relay = Relay(
        "document-2",
        RelayKind.COPIES,
        None,
        "document-1",
        (find("As said, the same words."),),
        directed=False,
    )

    page, markdown = read_both(replace(record, relays=(relay,)))
    told, _ = read_both(replace(record, relays=(replace(relay, directed=True),)))

    assert "copied from, or the other way round" in page
    assert "Which was first is not told: Ostwire and The Star." in page
    assert "copied from, or the other way round" in markdown
    assert "other way round" not in told


def make_denials():
    """Return a record of a charge, a denial that answers it, another that answers a number, and silences."""
    record, find = make_pair(
        "The union said the ministry had hidden 12 letters. “Nobody hid a thing,” the minister said on Monday.",
        "The ministry rejected claims that letters were burned. The harbour office would not comment. Its "
        "director did not answer.",
    )
    minister, *others = record.actors
    minister = replace(minister, mentions=(find("the ministry had hidden", 12),))
    union = Actor("actor-2", "The union", ActorType.GROUP, ("The union",))
    record = replace(record, actors=(minister, *others, union))
    charge = Statement(
        "s-1",
        "document-1",
        "actor-2",
        None,
        find("said"),
        (find("the ministry had hidden 12 letters"),),
        Quoted.INDIRECT,
        Act.ACCUSE,
        said_on=MARCH,
        probability=0.951,
        act_probability=0.842,
    )
    answer = replace(
        charge,
        id="s-2",
        speaker="actor-1",
        cue=find("said on Monday", 4),
        content=(find("Nobody hid a thing,"),),
        quoted=Quoted.DIRECT,
        act=Act.DENY,
        probability=0.9,
        act_probability=0.92,
    )
    value = FigureValue("12", "12", None, None, find("12 letters"), None, MARCH)
    figure = Figure("f-1", "letters hidden", "letters", Relation.SINGLE, (value,))
    words = find("rejected claims that letters were burned")
    denials = (
        Denial(
            "d-1",
            "actor-1",
            DenialKind.DENIED,
            words,
            find("letters were burned"),
            None,
            ("f-1",),
            probability=0.87,
        ),
        Denial("d-2", "actor-1", DenialKind.DENIED, find("Nobody hid a thing"), None, "s-2", ("s-1",), 0.88),
        Denial("d-3", "outlet-1", DenialKind.DECLINED, find("would not comment"), None, None, (), 0.75),
    )
    silences = (
        Silence("q-1", "outlet-1", find("The harbour office would not comment"), MARCH),
        Silence("q-2", None, find("director did not answer"), MARCH),
    )
    return replace(record, statements=(charge, answer), figures=(figure,), denials=denials, silences=silences)


def test_a_denial_stands_with_who_what_and_which_line_it_answers():
    """The words as they stand, below them what is denied and the line answered, of whatever kind, with citations."""
    page, markdown = read_both(make_denials())
    page = page.partition("below them the line that is answered")[2]

    assert "The minister: The ministry rejected claims that letters were burned." in page
    assert "In answer to The union said the ministry had hidden 12 letters." in page
    assert "In answer to The union: said the ministry had hidden 12 letters" in page
    assert "- **The minister**: “**Nobody hid a thing**,” the minister said on Monday.[^" in markdown
    assert "  - In answer to The union said the ministry had hidden **12 letters**.[^" in markdown
    assert "  - In answer to The union: *said* the ministry had hidden 12 letters[^" in markdown


def test_outlets_that_are_no_actors_are_told_apart_by_their_words():
    """Two such that one document cites are two lines, and neither is called an outlet that nobody names."""
    record, find = make_pair("Norwire helped with this report. So the local press says.", "It rained.")
    relays = tuple(
        Relay("document-1", RelayKind.CITES, None, None, (find(words),))
        for words in ("Norwire helped with this report", "the local press says")
    )

    for form in read_both(replace(record, relays=relays)):
        lines = re.findall(r"Ostwire (?:\*\*)?cites(?:\*\*)? an outlet, in these words: ([a-zA-Z ]+)", form)
        assert ["Norwire helped with this report", "the local press says"] == lines
        assert "an outlet that is not named" not in form


def test_declining_to_comment_is_told_apart_from_denying_and_said_once():
    """Who would not comment stands under a heading of its own, and not again among those who did not answer."""
    for form in read_both(make_denials()):
        denied, _, rest = form.rpartition("Would not comment")
        declined, _, silent = rest.partition("Asked, and did not answer")
        assert "rejected claims" in denied
        assert "That denies nothing." in declined
        assert re.search(r"Ostwire(\*\*)?: The harbour office (\*\*)?would not comment", declined)
        assert "director did not answer" in silent
        assert "would not comment" not in silent.partition("##")[0]


def test_every_line_says_in_words_how_surely_it_was_read():
    """Statements and their acts, versions, terms and denials have a word and its number; by rule there is none."""
    record = make_denials()
    [commitment] = make_record().commitments
    span = record.denials[0].span
    versions = (replace(commitment.versions[0], statement=None, span=span, probability=0.865),)
    commitment = replace(commitment, versions=versions, terms=("t-1",))
    names = (*record.actors[0].mentions, span)
    actors = (replace(record.actors[0], mentions=names), *record.actors[1:])
    terms = (
        Term("t-1", "actor-1", "the report", record.denials[1].span, "s-2", 0.72),
        Term("t-2", "actor-1", "gates", span, None),
    )
    record = replace(record, actors=actors)
    record = replace(record, commitments=(commitment,), terms=terms)
    for form in read_both(record):
        for words in (
            "sure, 95%; act likely, 84%",
            "sure, 90%; act sure, 92%",
            "likely, 86%",
            "likely, 72%",
            "likely, 88%",
            "read by rule",
        ):
            assert words in form
        assert "“sure” from 90%, “likely” from 70%, “unsure” below" in re.sub(
            r"\s+", " ", render_dossier(record)
        )


def test_a_statement_keeps_the_verb_of_its_document():
    """The cue stands where the document has it, before or after the words, and the act is a label beside it."""
    page, markdown = read_both(make_denials())

    assert re.search(
        r"said the ministry had hidden 12 letters \d+ +Ostwire, 4 March 2024 · accusation",
        page.replace("letters", "letters "),
    ) or ("said the ministry had hidden 12 letters" in page)
    assert re.search(r"“Nobody hid a thing,” ?\d+ the minister said", page)
    assert "the minister *said*" in markdown
    assert "accusation; sure, 95%" in markdown
    assert "denies “Nobody" not in page + markdown


def test_what_stands_between_who_speaks_and_the_cue_is_not_lost():
    """'The union does not support the deal' is printed with its 'does not', whatever act it is read as."""
    record, find = make_pair("The union does not support the deal that was made in March.", "Nothing else.")
    statement = Statement(
        "s-1",
        "document-1",
        "actor-1",
        find("The union"),
        find("support"),
        (find("the deal that was made in March"),),
        Quoted.INDIRECT,
        Act.WELCOME,
    )
    page, markdown = read_both(replace(record, statements=(statement,)))

    assert "The union does not support the deal that was made in March" in page
    assert "The union does not *support* the deal that was made in March" in markdown


def test_what_is_between_the_cue_and_the_words_stands_as_it_is_where_it_is_short():
    """'The dam is safe, the mayor said' keeps its comma; far words and another paragraph give way to a '…'."""
    record, find = make_pair(
        "The dam is safe, the mayor said. It holds.\n\nPeople left. It leaks, too.",
        "No one told us anything.",
    )
    pieces = find("The dam is safe"), find("It holds."), find("It leaks, too.")
    statement = Statement(
        "s-1", "document-1", "actor-1", None, find("said"), pieces, Quoted.INDIRECT, Act.ASSERT
    )
    page, markdown = read_both(replace(record, statements=(statement,)))

    assert "The dam is safe, the mayor said. It holds. … It leaks, too." in re.sub(r"(?<=[,.]) ?\d", "", page)
    assert "- The dam is safe,[^1] the mayor *said*. It holds.[^2] … It leaks, too.[^3]" in markdown


def test_what_is_not_sure_enough_is_in_no_published_form():
    """A candidate's words and probability are neither on the page nor in the Markdown."""
    record = make_denials()
    candidate = Candidate("c-9", CandidateKind.DENIAL, record.silences[1].span, None, 0.123)
    hidden = replace(record, candidates=(candidate,))
    assert read_both(record) == read_both(hidden)


def test_uncertain_days_look_uncertain():
    """A day that was only inferred says so in words, and not by its looks alone."""
    record = make_record()
    inferred = when(date(2024, 3, 1), date(2024, 3, 9), Basis.INFERRED)
    [document] = record.documents
    page = render_dossier(replace(record, documents=(replace(document, published=inferred),)))

    assert "1 March 2024 to 9 March 2024 (inferred)" in page
    assert 'class="inferred"' in page


def test_page_asks_for_nothing_and_allows_only_itself():
    """The page holds no frame, image or address outside itself, and its policy forbids any."""
    source = render_dossier(make_record())
    page = _Page(source)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', source)

    assert set() == page.tags & {"iframe", "img", "link", "object", "base"}
    assert [] == [link for link in page.links if not link.startswith("#")]
    assert "style" not in page.attributes
    assert set() == {name for name in page.attributes if name.startswith("on")}
    assert "default-src &#39;none&#39;" in policy
    assert "unsafe" not in policy


def test_the_policy_allows_the_style_sheet_and_the_script_of_the_page_alone():
    """The hashes in the policy are those of the page's own two inline elements, to the byte."""
    source = render_dossier(make_record())

    for element in ("style", "script"):
        [content] = re.findall(f"<{element}>(.*?)</{element}>", source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src &#39;sha256-{escape(digest)}&#39;" in source


HOSTILE = [
    "<script>alert(1)</script> said the report was late.",
    '"><img src=x onerror=alert(1)> said it.',
    "</svg></style></title><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} said it.",
    "javascript:alert(1) said it.",
    "x" * 200_000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile[:20])
def test_hostile_words_come_out_inert(hostile):
    """Markup in texts, names and titles is shown as text, in charts too, and never becomes an element."""
    source = render_dossier(make_record(hostile, hostile, hostile))
    page = _Page(source)

    assert set() == page.tags & {"img", "iframe"}
    assert 1 == source.count("<script")
    assert set() == {name for name in page.attributes if name.startswith("on")}
    assert hostile[:20] in "".join(page.words)


def test_a_very_long_name_does_not_push_the_page_aside():
    """A name of 200,000 letters stands in the page with its beginning and end, and in the text whole."""
    page = read(make_record(name="x" * 200_000))

    assert 5_000 > max(len(words) for words in page.words if "function" not in words and "{" not in words)


def test_direction_overrides_are_shown_and_not_obeyed():
    """A right-to-left override in a document cannot reorder the page."""
    page = render_dossier(make_record("The \u202eminister said \x1b[31mit.", "\u202enam", "\u202etitle"))

    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\ufffdminister" in page


def test_a_long_record_shows_the_first_and_says_where_the_rest_is():
    """Of thousands of statements the page holds so many, and says how many more stand in the table."""
    record = make_record(
        "The minister spoke 0. " + " ".join(f"The minister spoke {n}." for n in range(1, 5000))
    )
    text = record.documents[0].text
    document = Document("document-1", "a.txt", "0" * 64, text)
    statements = tuple(
        replace(record.statements[0], id=f"s-{n}", content=(document.cite(start, text.index(".", start)),))
        for n, start in ((n, text.index(f"spoke {n}.")) for n in range(5000))
    )
    long = replace(record, statements=statements, commitments=())
    page = render_dossier(long, tables=dict(render_tables(long)))

    assert summary.SHOWN_STATEMENTS == page.count('id="s-')
    assert f"{5000 - summary.SHOWN_STATEMENTS:,} further statements stand in" in page
    assert 'href="tables/statements.csv"' in page


def test_every_link_of_a_long_record_reaches_its_place():
    """Where only some commitments and terms are shown whole, no link leads to one that is not there."""
    record = make_record()
    [commitment] = record.commitments
    span = commitment.versions[0].span
    terms = tuple(Term(f"t-{n}", "actor-1", f"about {n}", span, None) for n in range(400))
    many = tuple(
        replace(commitment, id=f"c-{n}", action=f"open gate {n}", terms=(f"t-{n}",), slip_days=n)
        for n in range(400)
    )
    page = read(replace(record, commitments=many, terms=terms))

    assert set() == {link[1:] for link in page.links if link.startswith("#")} - set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_of_a_document_the_page_holds_the_sentences_about_cited_words_and_no_more():
    """The cited sentence and one on either side are there, with a sign for what is left out; the rest is nowhere."""
    text = (
        "It rained. A cat ran by. Some waited. The minister said it. They left. Nobody stayed. It was cold."
    )
    record = make_record()
    document = Document("document-1", "a.txt", "0" * 64, text)
    start = text.index("said it")
    statement = replace(record.statements[0], content=(document.cite(start, start + 7),))
    entry = replace(record.documents[0], text=text, furniture=())
    page = render_dossier(
        replace(record, documents=(entry,), statements=(statement,), commitments=(), figures=())
    )

    for words in ("Some waited.", "The minister", "They left."):
        assert words in page
    for words in ("A cat ran by", "It rained", "Nobody stayed", "It was cold"):
        assert words not in page
    assert 2 == page.count("[…]")
    assert entry.sha256 in page


def test_a_document_goes_by_outlet_title_and_day_and_never_by_its_file():
    """Where a line is told by a document, it names it as people do; the file stands with the document alone."""
    record, find = make_pair(
        "The dam leaks badly in the north now. It is old.", "Nothing else is known of it."
    )
    bare = replace(record.documents[0], outlet=None, file="01.txt")
    value = FigureValue("12", "12", None, None, find("It is old"), None, MARCH)
    figure = Figure("f-1", "age", "years", Relation.SINGLE, (value,))
    record = replace(record, documents=(bare, record.documents[1]), figures=(figure,))
    page = render_dossier(record)

    assert "“The dam leaks badly in the north now. It is old.”, 4 March 2024" in page
    assert ["File 01.txt"] == re.findall(r"File 01\.txt|01\.txt", page)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://x.example/a?b=1", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_the_outlets_page_is_linked_where_its_address_is_one_of_the_web(address, linked):
    """An address of the web is a link that tells its site nothing; any other is no link."""
    record = make_record()
    page = render_dossier(replace(record, documents=(replace(record.documents[0], url=address),)))

    assert linked == ('rel="noreferrer noopener"' in page)
    assert not re.search('href="(?:javascript|file)', page)


def test_every_line_has_an_address_that_a_rebuild_keeps():
    """Each statement, announcement, term and denial has its id and a link to it, the same when made again."""
    record = make_denials()
    page = read(record)

    for line in (*record.statements, *record.denials):
        assert 1 == page.ids.count(line.id)
        assert f"#{line.id}" in page.links
    assert render_dossier(record) == render_dossier(record)


def test_equal_words_of_several_outlets_stand_once():
    """The same sentence in two documents is one line with both numbers."""
    record, _find = make_pair(
        "The mayor said the dam was safe.", "Again the mayor said the dam was safe, it adds."
    )
    one, other = (
        Statement("s-1", "document-1", "actor-1", None, None, (span,), Quoted.INDIRECT, Act.ASSERT)
        for span in (
            Document("document-1", "", "", record.documents[0].text).cite(15, 31),
            Document("document-2", "", "", record.documents[1].text).cite(21, 37),
        )
    )
    page, markdown = read_both(
        replace(record, statements=(one, replace(other, id="s-2", document="document-2")))
    )

    assert 1 == page.count("the dam was safe")
    assert "also in" in page
    assert 1 == markdown.partition("## Who said what")[2].partition("\n## ")[0].count("the dam was safe")


def test_one_announcement_is_one_line_without_a_chart_and_a_run_of_repetitions_is_counted():
    """A day said three times is told once with a count; only a second day brings a chart."""
    record = make_record()
    [commitment] = record.commitments
    first = commitment.versions[0]
    again = replace(first, move=Move.REAFFIRMED)
    once = render_dossier(record)
    thrice = render_dossier(
        replace(record, commitments=(replace(commitment, versions=(first, again, again)),))
    )
    later = replace(first, move=Move.REVISED, due=when(date(2024, 6, 1), date(2024, 6, 30)), slip_days=30)
    moved = render_dossier(replace(record, commitments=(replace(commitment, versions=(first, later)),)))

    closer = replace(again, due=when(date(2024, 3, 4), date(2024, 5, 12), Basis.RELATIVE, first.due.span))
    told = replace(commitment, versions=(first, closer), slip_days=-19)

    assert "Days announced" not in once + thrice
    assert "earlier" not in render_dossier(replace(record, commitments=(told,)))
    assert "and why they stand together" not in once
    assert "said again 2 times" in thrice
    assert "Days announced" in moved


def test_ways_of_spelling_one_name_are_no_rivals():
    """'transit centres' and 'transit centers' are one name; with nothing else there is no dispute to show."""
    text = "They call them transit centres, transit centers, and camps."
    record = make_record(text)
    document = Document("document-1", "a.txt", "0" * 64, text)
    words = ("transit centres", "transit centers", "camps")
    names = [Name("actor-1", document.cite(text.index(word), text.index(word) + len(word))) for word in words]
    bare = replace(record, commitments=(), figures=(), statements=())

    assert 'id="names"' not in render_dossier(replace(bare, namings=(Naming("n-1", tuple(names[:2])),)))
    page = render_dossier(replace(bare, namings=(Naming("n-1", tuple(names)),)))
    assert ["“transit centres”", "“camps”"] == re.findall(r"<div><h4>(.*?)</h4>", page)


def test_a_timeline_has_one_line_an_event_and_no_captions_headings_or_questions():
    """Sentences of one day that say the same are one line; what is no sentence of the article is none."""
    first = (
        "The gates were opened on 4 March 2024. Who opened the gates on 4 March? The gates on 4 March 2024"
    )
    record, find = make_pair(first, "The gates were opened on 4 March 2024. Sixteen left that day by boat.")
    one = Document("document-1", "", "", first)
    spans = [one.cite(0, 38), find("Who opened the gates on 4 March?")]
    spans.append(one.cite(first.rindex("The gates"), len(first)))
    spans.append(Document("document-2", "", "", record.documents[1].text).cite(0, 38))
    spans.append(find("Sixteen left that day by boat."))
    events = tuple(Event(f"e-{n}", MARCH, span, (), 1, 1, ()) for n, span in enumerate(spans))
    year = when(date(2024, 1, 1), date(2024, 12, 31), Basis.EXPLICIT)
    events = (
        Event("e-9", year, spans[4], (), 1, 1, ()),
        *events,
    )  # the same sentence, by another of its days
    page = render_dossier(replace(record, events=events))

    assert ["e-0", "e-4"] == re.findall(r'id="(e-\d)"', page)


def test_the_measured_figures_are_those_of_the_documentation():
    """The page gives the figures that docs/measured.md gives, with their command."""
    page = (Path(__file__).parents[2] / "docs" / "measured.md").read_text(encoding="utf-8")
    [row] = re.findall(r"\| onrecord's readings \|(.*)\|", page)
    told = load_measured()

    assert [told.source, told.cue, told.content] == [float(cell) for cell in row.split("|")[:3]]
    assert f"{told.attributions:,} attributions" in page


@given(st.data())
def test_marked_text_keeps_every_word_and_nests(data):
    """However spans cross, the marked text reads as before, is well-formed, and each span has its place."""
    text = data.draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda pair: pair[0] != pair[1]
    )
    spans = {tuple(sorted(pair)) for pair in data.draw(st.lists(ends, max_size=8))}

    marked = str(mark_spans("d", text, spans, ()))

    page = _Page(marked)
    depth = 0
    for tag in re.findall(r"</?span", marked):
        depth += 1 if tag == "<span" else -1
        assert depth >= 0
    assert depth == 0
    assert text == "".join(page.words)
    assert {f"dd-{start}-{end}" for start, end in spans} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_head_says_what_people_have_checked():
    """No page says that nobody has checked a line where somebody has."""
    record = make_denials()
    denial = record.denials[0]
    ruled = replace(denial, ruling=Checked("Ada Lund", date(2024, 6, 3), Verdict.ACCEPTED))

    plain = read_words(record)
    checked = read_words(replace(record, denials=(ruled, *record.denials[1:])))

    assert "No line has been checked by a person." in plain
    assert "No line has been checked" not in checked
    assert "1 line has been checked by Ada Lund, last on 3 June 2024; no other has." in checked


def test_a_document_without_a_title_goes_by_its_first_words_after_its_day():
    """'date 2024-03-04 The pier…' is called by 'The pier…'."""
    text = "date 2024-03-04 The pier will be opened by the mayor in May."
    record = make_record(text, title=None)
    day = Document("document-1", "a.txt", "0" * 64, text).cite(5, 15)
    entry = replace(
        record.documents[0], published=when(date(2024, 3, 4), date(2024, 3, 4), Basis.EXPLICIT, day)
    )
    page = render_dossier(replace(record, documents=(entry,)))

    assert "</span> The pier will be opened by the mayor in May.</h3>" in page
    assert "</span> date 2024-03-04" not in page


def test_the_timeline_is_in_the_order_of_its_days_and_tells_a_sentence_once():
    """A day far after its document that is only counted from another is left out, and each sentence stands once."""
    record, find = make_pair(
        "The pier was opened on 3 March. The gate fell on 1 March and killed nobody. It rained for days in that week.",
        "The gate of the pier fell down on that Friday. A new gate will stand there in November.",
    )
    day = when(date(2024, 3, 3), date(2024, 3, 3), Basis.EXPLICIT)
    before = when(date(2024, 3, 1), date(2024, 3, 1), Basis.RELATIVE)
    far = when(date(2037, 11, 1), date(2037, 11, 30), Basis.RELATIVE)
    gate, fell = (
        find("The gate fell on 1 March and killed nobody."),
        find("The gate of the pier fell down on that Friday."),
    )
    events = (
        Event("e-1", day, find("The pier was opened on 3 March."), (), 1, 1, ()),
        Event("e-2", before, gate, (fell,), 2, 2, ()),
        Event("e-3", before, fell, (), 1, 1, ()),
        Event("e-4", far, find("A new gate will stand there in November."), (), 1, 1, ()),
    )
    page = render_dossier(replace(record, events=events))

    assert ["e-2", "e-1"] == re.findall(r'<li class="line" data-one id="(e-\d)"', page)


@pytest.mark.parametrize("make", [make_record, make_denials], ids=["announcement", "denials"])
def test_the_contents_count_the_lines_that_stand_on_the_page(make):
    """The number beside a section's name is that of its lines."""
    page = render_dossier(make())
    for place, number in re.findall(r'<small data-of="(\w+)">([\d,]+)</small>', page):
        section = page.partition(f'<section id="{place}">')[2].partition("</section>")[0]
        assert int(number) == section.count(" data-one"), place


@pytest.mark.parametrize(
    ("basis", "day", "told"),
    [
        (Basis.RELATIVE, date(2024, 3, 1), "Ostwire, 4 March 2024, words of 1 March 2024"),
        (Basis.RELATIVE, date(2024, 3, 4), "Ostwire, 4 March 2024"),
        (Basis.METADATA, date(2024, 3, 4), "Ostwire, 4 March 2024"),
    ],
)
def test_a_day_of_saying_is_told_only_where_the_text_tells_it(basis, day, told):
    """The day beside an outlet is that of publication; nobody is told to have spoken on it."""
    record, find = make_pair("The minister said the old dam leaks badly.", "It rained.")
    said = Statement(
        "s-1", "document-1", "actor-1", find("The minister"), find("said"), (find("the old dam leaks badly"),),
        Quoted.INDIRECT, Act.ASSERT, said_on=when(day, day, basis), probability=0.97,
    )  # fmt: skip
    for form in read_both(replace(record, statements=(said,))):
        assert told in form
        assert (", words of 1 March" in form) == told.endswith("1 March 2024")


def test_words_within_other_words_of_one_speaker_stand_once():
    """What is read twice in one sentence is one line, but for what another document has too."""
    record, find = make_pair("The minister said the union claims the old dam leaks badly.", "It rained.")
    whole, part = find("the union claims the old dam leaks badly"), find("the old dam leaks badly")
    said = [
        Statement(
            f"s-{number}", "document-1", "actor-1", find("The minister"), find("said"), (span,),
            Quoted.INDIRECT, Act.ASSERT, probability=0.97,
        )
        for number, span in enumerate((whole, part))
    ]  # fmt: skip
    page = render_dossier(replace(record, statements=tuple(said)))

    assert ["s-0"] == re.findall(r'id="(s-\d)"', page)
