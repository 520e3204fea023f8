"""Who repeats whom."""

from datetime import date

import pytest
from msgspec.structs import replace

from onrecord.annotations import Citation, Reading
from onrecord.model import Actor, ActorType, Basis, Document, Offsets, Relay, RelayKind, when
from onrecord.reading.parse import find_sentences, load_pipeline, parse_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.actors import Cast
from onrecord.story.origins import Origins
from onrecord.story.relays import trace_relays
from onrecord.story.tell import tell

NOBODY = Cast((), {}, {})
REPORT = """The council of Port Ada closed the old harbour bridge on Monday after divers found cracks in two piers.
Engineers had warned in a letter of March 2019 that the piers were losing some 4 centimetres of stone a year.
The bridge carries 12,000 vehicles a day between the market district and the ferry terminal on the north shore.
Traffic will be sent over the railway viaduct until a temporary crossing of steel pontoons can be anchored nearby.
The mayor has asked the provincial government for 30 million crowns to rebuild both piers before the next winter.
"""
RETOLD = """Port Ada's council shut the old harbour bridge Monday after cracks were found by divers in two piers.
In a letter of March 2019 engineers had warned the piers were losing about 4 centimetres of stone each year.
Between the market district and the north shore ferry terminal the bridge carries 12,000 vehicles each day.
Until a temporary crossing of steel pontoons can be anchored, traffic will be sent over the railway viaduct.
The provincial government has been asked by the mayor for 30 million crowns to rebuild the piers before winter.
"""
OTHER = """The ferry company of Port Ada has ordered three new ships from a yard in the south of the country.
They will replace vessels that were built in the seventies and have failed two inspections since the spring.
The first of the ships is to arrive in June and will sail between the north shore and the outer islands.
"""


def reading(number, text, day=1, outlet=None):
    published = when(date(2020, 5, day), date(2020, 5, day), Basis.METADATA)
    document = Document(f"document-{number}", f"{number}.txt", "", text, outlet=outlet, published=published)
    return Reading(document, find_sentences(parse_document(document, load_pipeline(), load_tagger())[0]))


def test_repeated_text_is_a_copy_of_the_earlier_document():
    """The later document copies the earlier one, whatever their file names, and the shared sentences prove it."""
    later, earlier = reading(1, OTHER + REPORT, day=3), reading(2, REPORT, day=2)
    [relay] = trace_relays([later, earlier], NOBODY)
    assert (RelayKind.COPIES, "document-1", "document-2") == (relay.kind, relay.document, relay.of)
    assert all(span.exact in REPORT for span in relay.evidence)
    assert 5 == len(relay.evidence)


CLAIM = """{0} has seen the papers on the old harbour bridge that two divers kept after their visit in March.
According to the papers, {1} of the bridge's piers have cracks that are wider than a hand.
Reporters of {0} spoke to nine engineers and to the crews of three ferries over four weeks.
"""


def test_what_each_says_that_it_found_itself_is_no_copy():
    """Each names its own outlet where it tells what was found; a copy names nobody, or another."""
    post = reading(1, CLAIM.format("Ada Post", "two"), outlet="Ada Post")
    star = reading(2, CLAIM.format("Norland Star", "five"), outlet="Norland Star")
    copied = reading(3, CLAIM.format("Ada Post", "two"), outlet="Norland Star")

    assert () == trace_relays([post, star], NOBODY)
    assert [RelayKind.COPIES] == [relay.kind for relay in trace_relays([post, copied], NOBODY)]


def test_retold_text_is_a_rewriting():
    """The same content, sentence by sentence in other words, is traced to its source."""
    [relay] = trace_relays([reading(1, REPORT, day=1), reading(2, RETOLD, day=2)], NOBODY)
    assert (RelayKind.REWRITES, "document-2", "document-1") == (relay.kind, relay.document, relay.of)


def test_two_reports_on_one_place_share_no_text():
    """Two independent reports are no relay."""
    assert () == trace_relays([reading(1, REPORT), reading(2, OTHER)], NOBODY)


def test_a_body_repeated_in_one_page_counts_once():
    """A page that holds its own text twice copies nothing, and as a copy shows each sentence once."""
    assert () == trace_relays([reading(1, REPORT + "\n" + REPORT)], NOBODY)
    [relay] = trace_relays([reading(1, REPORT), reading(2, REPORT + "\n" + REPORT, day=2)], NOBODY)
    assert 5 == len(relay.evidence)


EDITED = """The council of Port Ada shut the old harbour bridge on Monday after divers found cracks in two of its piers.
The provincial band will play on the new market square at noon, whatever the weather is like by then.
The bridge carries 12,000 vehicles a day between the market district and the ferry terminal on the northern shore.
Traffic will go over the railway viaduct until a temporary crossing of steel pontoons can be anchored near by.
"""


def test_a_sentence_edited_for_another_paper_is_still_a_copy():
    """Some words changed in each of three sentences, others' sentences between them: a copy, with its evidence."""
    [relay] = trace_relays([reading(1, REPORT, day=1), reading(2, EDITED, day=2)], NOBODY)
    assert (RelayKind.COPIES, "document-2") == (relay.kind, relay.document)
    assert [EDITED.splitlines()[line] for line in (0, 2, 3)] == [
        span.exact.strip() for span in relay.evidence
    ]


def test_a_paragraph_taken_over_by_a_short_note_is_a_copy():
    """One long sentence is enough where it is most of the shorter document."""
    paragraph = (
        "The council of Port Ada closed the old harbour bridge on Monday after divers had found cracks in two of the "
        "six piers that carry the roadway, which engineers had said in a letter of March 2019 were losing some four "
        "centimetres of stone in a year, more than twice what had been allowed for when it was built."
    )
    [relay] = trace_relays(
        [reading(1, f"{paragraph}\n{OTHER}"), reading(2, f"Read this.\n{paragraph}", day=2)], NOBODY
    )
    assert [paragraph] == [span.exact.strip() for span in relay.evidence]


def test_the_same_quotation_is_no_copy():
    """Words in quotation marks are the speaker's, whoever prints them."""
    said = "“We knew that the piers were losing stone, and we had asked for the money in each of the past four years.” "
    said += "“Nobody answered us until the divers came up with pieces of them in their hands, and then everybody did.” "
    one, other = (
        f"{said}\n{OTHER}",
        f"{said}\nThe mayor of Port Ada spoke to nobody else in the council on Monday.",
    )
    assert () == trace_relays([reading(1, one), reading(2, other, day=2)], NOBODY)


def test_what_an_outlet_prints_every_day_is_its_boilerplate():
    """A box that stands beside a paper's reports day after day relays nobody; in another paper it does."""
    own = [
        f"The {thing} of Port Ada was the talk of the market all through the day."
        for thing in ("weather", "ferry", "election", "harvest", "football", "opera", "school")
    ]
    days = [
        reading(day, f"{line}\n{REPORT}", day=day, outlet="Ada Post") for day, line in enumerate(own, start=1)
    ]
    assert () == trace_relays(days, NOBODY)
    other = reading(8, REPORT, day=8, outlet="Norland Gazette")
    assert ["document-8"] == [relay.document for relay in trace_relays([*days, other], NOBODY)]


def test_a_direction_that_cannot_be_told_is_said_so():
    """On one day, without a credit, the relay is not directed; a later day or a credit tells who repeats whom."""
    for days, directed in (((1, 1), False), ((1, 2), True)):
        [relay] = trace_relays([reading(n, REPORT, day=day) for n, day in enumerate(days)], NOBODY)
        assert directed is relay.directed


def cited(text, *pairs, outlet=None):
    document = Document("document-1", "1.txt", "", text, outlet=outlet)
    citations = []
    for name, words in pairs:
        evidence = Offsets(text.index(words), text.index(words) + len(words))
        start = text.index(name)
        citations.append(Citation(Offsets(start, start + len(name)), evidence))
    return Reading(document, citations=tuple(citations))


def test_a_document_cites_an_outlet_once():
    """Several citations of one outlet are one relay with all its evidence."""
    text = "It opened, Norwire reported. It shut, according to Norwire."
    found = trace_relays(
        [cited(text, ("Norwire", "Norwire reported"), ("Norwire", "according to Norwire"))], NOBODY
    )
    assert [2] == [len(relay.evidence) for relay in found]
    assert [(RelayKind.CITES, None)] == [(relay.kind, relay.of) for relay in found]


def test_the_own_outlet_is_no_relay():
    """A paper that says 'told the Norland Post' in its own pages relays nobody."""
    text = "“It opened,” he told the Norland Post."
    assert () == trace_relays(
        [cited(text, ("Norland Post", "told the Norland Post"), outlet="Norland Post")], NOBODY
    )


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("Norland News", "Norland News Sunday"),
        ("Norland Online News", "Norland News"),
        ("Norland News (Web News)", "Norland News Radio"),
        ("Norland Post - Front page", "Norland Post Extra"),
        ("Sund Press Agency", "SPA"),
    ],
)
def test_what_an_outlet_runs_is_its_own(own, told):
    """Its programmes, its pages on the web and its initials relay nobody."""
    text = f"“It opened,” he told {told}."
    assert () == trace_relays([cited(text, (told, f"told {told}"), outlet=own)], NOBODY)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("Times", "Times of Norland"),
        ("Norland Post", "Norland Gazette"),
        ("Norland News", "Norland Business"),
    ],
)
def test_a_name_that_only_begins_alike_is_another_outlet(own, told):
    """Papers of one country, and a paper that another one's name begins with, are two."""
    text = f"“It opened,” he told {told}."
    assert 1 == len(trace_relays([cited(text, (told, f"told {told}"), outlet=own)], NOBODY))


def test_an_agency_and_its_initials_are_cited_once():
    """'(SPA)' in the dateline and 'told the Sund Press Agency' are one relay, to the agency."""
    text = "PORT ADA (SPA) - It opened, he told the Sund Press Agency."
    one = cited(text, ("SPA", "PORT ADA (SPA)"), ("Sund Press Agency", "told the Sund Press Agency"))
    agency = Actor("actor-1", "Sund Press Agency", ActorType.OUTLET, (), ())
    initials = Actor("actor-2", "SPA", ActorType.OUTLET, (), ())

    [relay] = trace_relays([one], Cast((agency, initials), {}, {}))

    assert ("actor-1", 2) == (relay.outlet, len(relay.evidence))


def relay(document, kind, *, of=None, outlet=None):
    return Relay(document, kind, outlet, of, ())


def test_a_citation_further_down_stands_for_what_is_beside_it():
    """What a report opens with it has as a whole; an outlet quoted far down made only that passage known."""
    text = "".join(f"Sentence number {number} tells of the harbour. " for number in range(12))
    sentences = tuple(Offsets(at, at + 40) for at in range(0, 480, 40))
    names = ("a", "b")
    readings = [Reading(Document(name, name, "", text), sentences) for name in names]

    def count(cited, told):
        relays = [
            Relay(
                one.document.id,
                RelayKind.CITES,
                "wire",
                None,
                (one.document.cite(cited * 40, cited * 40 + 9),),
            )
            for one in readings
        ]
        spans = [one.document.cite(told * 40, told * 40 + 9) for one in readings]
        return Origins(readings, relays, {}).count(spans)

    assert 1 == count(cited=0, told=8)
    assert 1 == count(cited=7, told=8)
    assert 2 == count(cited=4, told=8)


def test_a_passage_taken_over_stands_only_for_itself():
    """Of a report that copies some sentences of another, the rest is its own."""
    one, other = (Document(name, name, "", "The harbour opened. " * 20) for name in "ab")
    copied = Relay("b", RelayKind.COPIES, None, "a", (other.cite(0, 19),))
    origins = Origins([Reading(one), Reading(other)], [copied], {})
    assert 1 == origins.count([one.cite(0, 19), other.cite(0, 19)])
    assert 2 == origins.count([one.cite(200, 219), other.cite(200, 219)])


def test_an_outlet_does_not_confirm_itself():
    """Two reports of one outlet are one origin, and one outlet."""
    documents = [Document(name, name, "", "It opened.") for name in "abc"]
    origins = Origins((), (), {"a": "post", "b": "post", "c": "gazette"})
    spans = [document.cite(0, 10) for document in documents]
    assert (2, ("gazette", "post")) == (origins.count(spans), origins.outlets(spans))


def count_origins(documents, relays, outlets=()):
    """How many origins some documents have for what stands at their beginning."""
    return Origins((), relays, dict(outlets)).count(
        [Document(name, name, "", "x").cite(0, 1) for name in documents]
    )


def test_documents_that_go_back_to_one_origin_count_once():
    """Copies of one text, and reports that cite one outlet, are one origin each; an unnamed outlet joins nothing."""
    relays = [
        relay("b", RelayKind.COPIES, of="a"),
        relay("c", RelayKind.REWRITES, of="b"),
        relay("d", RelayKind.CITES, outlet="wire"),
        relay("e", RelayKind.CITES, outlet="wire"),
        relay("f", RelayKind.CITES),
        relay("g", RelayKind.CITES),
    ]
    assert 1 == count_origins(["a", "b", "c"], relays)
    assert 1 == count_origins(["a", "c"], relays)
    assert 1 == count_origins(["d", "e"], relays)
    assert 2 == count_origins(["f", "g"], relays)
    assert 4 == count_origins("abcdefg", relays)
    assert 1 == count_origins(["wire-report", "d"], relays, {"wire-report": "wire"})


def test_a_credit_that_no_mention_stands_for_is_of_the_outlet_of_that_name():
    """An agency thanked in the page's furniture is the agency that another document names."""
    credited = reading(1, "The bridge shut.\n\nThe Norwire contributed to this report.\n")
    start = credited.document.text.index("The Norwire")
    words = Offsets(start, start + len("The Norwire"))
    credited = replace(credited, citations=(Citation(words, words),))
    agency = Actor("actor-1", "Norwire", ActorType.OUTLET, (), ())

    [relay] = trace_relays([credited], Cast((agency,), {}, {}))

    assert "actor-1" == relay.outlet


@pytest.mark.parametrize(
    ("credit", "cites"),
    [
        ("[the Nordhaven Wire|source outlet=Nordhaven_Wire] [reported on Monday|cue]", True),
        ("[according to|cue] [the Nordhaven Wire|source outlet=Nordhaven_Wire]", True),
        ("[the paper|source outlet=Nordhaven_Wire] [reported|cue]", False),
        ("[the Nordhaven Wire|source outlet=Nordhaven_Wire] [announced|cue]", False),
    ],
)
def test_another_paper_of_the_pile_is_cited_with_its_article_and_its_day(read_marked, credit, cites):
    """Whom another document was published by is cited by name, whatever little words stand around it."""
    first = read_marked(
        "[Mia Rao|person source] [said|cue] [it is late|content].", "2024-03-01", outlet="Nordhaven Wire"
    )
    second = read_marked(f"[The gate will open|content], {credit}.", "2024-03-02", outlet="Torvia Herald")

    relays = tell([first, second]).relays

    assert cites == bool(relays)
    assert all(second.document.id == relay.document for relay in relays)
