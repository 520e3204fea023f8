"""Terms: who requires what, of which act."""

from datetime import date

from onrecord.model import Basis, Document, Record, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell


def read_record(*texts: str) -> Record:
    """Return the record of texts published on one day."""
    day = when(date(2024, 3, 1), date(2024, 3, 1), Basis.METADATA)
    documents = [
        Document(f"document-{i}", f"{i}.txt", "0" * 64, text, published=day) for i, text in enumerate(texts)
    ]
    return tell([read_document(document, load_pipeline(), load_tagger()) for document in documents])


def name_of(record: Record, actor: str | None) -> str | None:
    return next((item.name for item in record.actors if item.id == actor), None)


def test_a_demand_is_a_term_of_whoever_makes_it():
    """The party is the one who demands, not the one of whom it is demanded."""
    record = read_record("Lena Holm demanded that Norland open the Corran mine.")

    [term] = record.terms

    assert "Lena Holm" == name_of(record, term.party)
    assert "Norland open the Corran mine" in term.span.exact


def test_a_duty_in_a_quotation_is_a_term_of_its_speaker():
    """'The visit must be friendly', says the spokesman: his term."""
    record = read_record("“The visit must be friendly,” said Lena Holm.")

    assert ["Lena Holm"] == [name_of(record, term.party) for term in record.terms]


def test_a_commitment_carries_the_terms_on_its_act():
    """The terms of others on one act stand with the commitment to it."""
    record = read_record(
        "Lena Holm will publish the flood report by 1 May.",
        "The union demanded that Lena Holm publish the flood report without delay.",
        "The union demanded that the port lower its fees.",
    )

    [commitment] = [item for item in record.commitments if item.versions[0].due.latest is not None]

    linked = [term.span.exact for term in record.terms if term.id in commitment.terms]
    assert 1 == len(linked)
    assert "flood report" in linked[0]


def test_ids_are_the_same_in_a_second_run():
    """A second run of the same texts makes the same terms."""
    text = "Lena Holm demanded that Norland open the Corran mine."

    assert read_record(text).terms == read_record(text).terms
