"""Who repeats whom."""

from datetime import date

from onrecord.annotations import Citation, Reading
from onrecord.model import Basis, Document, Offsets, Relay, RelayKind, when
from onrecord.reading.parse import find_sentences, load_pipeline, parse
from onrecord.story.actors import Cast
from onrecord.story.origins import Origins
from onrecord.story.relays import trace_relays

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
    return Reading(document, find_sentences(parse(document, load_pipeline())))


def test_repeated_text_is_a_copy_of_the_earlier_document():
    """The later document copies the earlier one, whatever their file names, and the shared sentences prove it."""
    later, earlier = reading(1, OTHER + REPORT, day=3), reading(2, REPORT, day=2)
    [relay] = trace_relays([later, earlier], NOBODY)
    assert (RelayKind.COPIES, "document-1", "document-2") == (relay.kind, relay.document, relay.of)
    assert all(span.exact in REPORT for span in relay.evidence)
    assert 5 == len(relay.evidence)


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


def relay(document, kind, *, of=None, outlet=None):
    return Relay(document, kind, outlet, of, ())


def count_origins(documents, relays, outlets=()):
    """How many origins some documents have for what stands at their beginning."""
    return Origins((), relays, dict(outlets)).count([Document(name, name, "", "x").cite(0, 1) for name in documents])


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
