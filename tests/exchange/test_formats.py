"""Each export as the other side reads it: by its own library, or by its vocabulary."""

import io
import json
import re
import warnings
from datetime import date

import icalendar
import pytest
from msgspec.structs import replace
from tests.handwritten import FIRST

from onrecord.exchange import claims, csl, docx, ftm, ics, webannotation
from onrecord.model import Actor, ActorType, Checked, Outcome, Verdict

# the terms of the recommendation that an export uses (https://www.w3.org/TR/annotation-vocab/), so that nothing is
# fetched for them
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TERMS = {
    "id": "@id",
    "type": "@type",
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{
        name: f"{OA}{name}"
        for name in ("TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")
    },
    **{name: f"{OA}{name}" for name in ("start", "end")},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "items": {"@id": f"{AS}items", "@container": "@list"},
    "startIndex": f"{AS}startIndex",
    "total": f"{AS}totalItems",
    "body": f"{OA}hasBody",
    "target": f"{OA}hasTarget",
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": f"{OA}hasSelector",
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    **{name: f"{OA}{name}" for name in ("highlighting", "classifying", "identifying", "describing")},
    "value": f"{RDF}value",
    "format": "http://purl.org/dc/elements/1.1/format",
}


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # of rdflib, in itself
def test_annotations_are_read_as_linked_data(written):
    """An RDF library finds, for every annotation, words by position and the same words by quotation."""
    rdflib = pytest.importorskip("rdflib")
    made = json.loads(webannotation.make(written))
    assert "http://www.w3.org/ns/anno.jsonld" == made["@context"]
    made["@context"] = TERMS
    graph = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")

    found = graph.query(
        f"""PREFIX oa: <{OA}> SELECT ?annotation ?source ?start ?end ?exact ?prefix ?suffix WHERE {{
            ?annotation a oa:Annotation; oa:hasTarget ?target . ?target oa:hasSource ?source;
            oa:hasSelector [a oa:TextPositionSelector; oa:start ?start; oa:end ?end],
                [a oa:TextQuoteSelector; oa:exact ?exact; oa:prefix ?prefix; oa:suffix ?suffix] }}"""
    )

    rows = list(found)
    assert made["total"] == len({row.annotation for row in rows})
    texts = {document.id: document.text for document in written.documents}
    for row in rows:
        source = str(row.source)
        text = texts[source.rpartition(":")[2]] if source.startswith("urn:onrecord:") else FIRST
        start, end = int(row.start), int(row.end)
        assert str(row.exact) == text[start:end]
        assert (str(row.prefix), str(row.suffix)) == (text[max(0, start - 32) : start], text[end : end + 32])
    assert "javascript" not in {str(row.source).partition(":")[0] for row in rows}


def test_due_days_open_in_calendar_programs(written):
    """Two calendar libraries read the last announced day, and how it came to be that."""
    vobject = pytest.importorskip("vobject")
    made = ics.make(written)

    [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
    other = vobject.readOne(made.decode()).vevent

    assert date(2024, 5, 1) == event.start == other.dtstart.value
    assert date(2024, 6, 1) == event.end == other.dtend.value  # the day after the last
    assert "Anna Brandt: the ferry report would be out" == str(event["summary"]) == other.summary.value
    first, second = other.description.value.splitlines()
    assert "2024-03-04, Anna Brandt: original, due 2024-03-04/2024-04-30" in first
    assert "revised, due 2024-05, +31 days" in second
    assert "“The report on the ferry will now come in May”" in second
    assert re.search(r"; reading: (?:by rule|(?:sure|likely|unsure), \d+%)\)$", first)
    assert "URL" not in event  # the document gives a script as its address


def test_one_line_is_one_event(written):
    """Words that two commitments share, for one day, stand once in a calendar."""
    [promise] = written.commitments
    twice = replace(written, commitments=(promise, replace(promise, id="c-again")))

    assert 1 == len(icalendar.Calendar.from_ical(ics.make(twice)).walk("VEVENT"))


def test_a_deadline_is_one_day(written):
    """'By 30 April', said on 4 March, is no event of two months."""
    [promise] = written.commitments
    early = replace(written, commitments=(replace(promise, versions=promise.versions[:1]),))

    [event] = icalendar.Calendar.from_ical(ics.make(early)).walk("VEVENT")

    assert (date(2024, 4, 30), date(2024, 5, 1)) == (event.start, event.end)
    assert "https://radio.example/ferry%20report?a=1&b=%C3%B8" == str(event["url"])


def test_citations_are_set_by_a_citation_processor(written):
    """Citeproc, a citation processor, reads the items and writes a bibliography of them."""
    citeproc = pytest.importorskip("citeproc")
    from citeproc.source.json import CiteProcJSON

    items = json.loads(csl.make(written))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor says which fields its style leaves out
        source = CiteProcJSON(items)
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        for key in source:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(key)]))
        first, second = (str(item) for item in bibliography.bibliography())

    assert "Radio Kvist" in first
    assert "2024" in first
    assert "b.txt" in second
    assert "URL" not in items[1]  # a script is no address


def test_entities_are_valid_to_follow_the_money(written):
    """Every entity is one of ftm's own schemata, its values clean, its links those of the schema."""
    followthemoney = pytest.importorskip(
        "followthemoney", reason="followthemoney needs ICU's headers and a compiler, too much for development"
    )
    entities = [json.loads(line) for line in ftm.make(written).splitlines()]

    by_id = {}
    for entity in entities:
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        kept = {name: values for name, values in entity["properties"].items() if name != "bodyText"}
        for name, values in kept.items():  # of a text, ftm itself drops blanks
            assert sorted(values) == sorted(proxy.get(name)), (entity["id"], name)
        by_id[proxy.id] = proxy
    assert len(entities) == len(by_id)
    assert {"Article", "Document", "Person", "LegalEntity", "Organization", "Mention", "Event"} == {
        proxy.schema.name for proxy in by_id.values()
    }
    for proxy in by_id.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert by_id[value].schema.is_a(prop.range)


def test_an_actor_of_every_kind_is_an_entity(written):
    """No kind of actor is left out, and a state is no company."""
    actors = tuple(Actor(f"actor-00000000000{n}", kind, kind) for n, kind in enumerate(ActorType))
    lines = ftm.make(replace(written, documents=(), actors=actors, events=())).splitlines()

    schemata = {line["properties"]["name"][0]: line["schema"] for line in map(json.loads, lines)}

    assert set(ActorType) == set(schemata)
    assert "PublicBody" == schemata["state"]
    assert "Person" == schemata["person"]


def test_the_dossier_opens_in_a_word_processor(written):
    """It says what the Markdown dossier says, with a note behind each citation and each formula as plain text."""
    from docx import Document

    word = Document(io.BytesIO(docx.make(written)))

    text = [paragraph.text for paragraph in word.paragraphs]
    assert '=HYPERLINK("http://hostile.example") is no title' == text[0]
    assert "Heading 1" == word.paragraphs[0].style.name
    assert any("the ferry report would be out" in line for line in text)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("The report on the ferry will now come in May" in cell for cell in cells)
    assert any('=HYPERLINK("http://hostile.example") is no title' in cell for cell in cells)
    assert [] == [line for line in [*text, *cells] if re.search(r"\[\^\d+\]|\\[\[*_.0-9]", line)]
    body = word.element.body
    marks = body.xpath(".//w:hyperlink/@w:anchor")
    assert marks
    assert set(marks) <= set(body.xpath(".//w:bookmarkStart/@w:name"))


def test_claims_use_only_what_schema_org_knows(written):
    """Each thing has only properties that the vocabulary gives its type, and each link leads to a thing."""
    models = pytest.importorskip("msgspec_schemaorg.models")
    made = json.loads(claims.make(written))

    assert "https://schema.org" == made["@context"]
    known = {item["@id"] for item in made["@graph"]}
    for item in made["@graph"]:
        properties = set(getattr(models, item["@type"]).__struct_encode_fields__)
        assert set() == set(item) - properties - {"@id", "@type"}
        for value in item.values():
            if isinstance(value, dict):
                assert value["@id"] in known


def test_what_is_held_to_be_so_is_told_from_what_is_promised(written):
    """Quoted words are a quotation, an assertion is a claim, a promise is neither, and nothing is reviewed."""
    told = json.loads(claims.make(written))["@graph"]

    spoken = {item["text"]: item for item in told if item["@type"] in {"Claim", "Quotation"}}
    assert {"We lost at least 12 boats": "Quotation", "+44 is the code": "Claim"} == {
        text: item["@type"] for text, item in spoken.items()
    }
    assert {"@id": "urn:onrecord:actor-000000000001"} == spoken["We lost at least 12 boats"][
        "spokenByCharacter"
    ]
    assert "author" not in spoken["+44 is the code"]
    assert not [item for item in told if item["@type"] == "ClaimReview"]


def test_only_a_person_reviews(written):
    """A ruling on what became of a promise is a review by the one who ruled, on the day of it."""
    [promise] = written.commitments
    ruled = replace(
        promise,
        outcome=Outcome.NOT_KEPT,
        outcome_evidence=(promise.versions[1].span,),
        ruling=Checked("Ida Holm", date(2024, 6, 3), Verdict.CORRECTED),
    )
    record = replace(written, commitments=(ruled,))

    [review] = [item for item in json.loads(claims.make(record))["@graph"] if item["@type"] == "ClaimReview"]

    assert {"@type": "Person", "name": "Ida Holm"} == review["author"]
    assert "2024-06-03" == review["datePublished"]
    assert "not kept" == review["reviewRating"]["alternateName"]
    assert "The report on the ferry will now come in May" == review["claimReviewed"]
