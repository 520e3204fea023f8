"""Rebuttals: an assertion that negates the very words of somebody else is a denial of them."""

from onrecord.model import Act, Document
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell


def statements_of(text: str):
    """Return the statements of the record of one article."""
    return tell(
        [read_document(Document("document-1", "note.txt", "", text), load_pipeline(), load_tagger())]
    ).statements


def test_a_speaker_who_negates_the_words_of_another_denies_them():
    """'A quiet success', said one; 'this is not a quiet success', the other: a denial, linked to what it answers."""
    said = statements_of(
        "The minister, Ada Lund, called the harvest “a really quiet success story”.\n\n"
        "Mia Rao, the mayor of Norvik, said: “Look, this is not a quiet success story.”"
    )

    [lund, rao] = said
    assert Act.DENY == rao.act
    assert (lund.id,) == rao.answers


def test_the_answer_to_a_report_is_a_denial_though_nobody_on_record_says_it():
    """Who is asked about a newspaper's report and says the same with 'not' denies it."""
    said = statements_of(
        "Ivo Lund, a spokesman, was asked about a report in a newspaper that the opening might take place before the "
        "boat race.\n\n“But clearly, it’s not going to take place before the race,” said Lund."
    )

    assert [Act.DENY] == [item.act for item in said if item.content[0].exact.startswith("But clearly")]


def test_words_that_nobody_said_before_are_no_rebuttal():
    """Without a claim that it takes up, a negated sentence stays what it is."""
    said = statements_of("Mia Rao, the mayor of Norvik, said: “Look, this is not a quiet success story.”")

    assert [Act.ASSERT] == [item.act for item in said]


def test_who_agrees_that_it_is_not_so_rebuts_nobody():
    """Two who negate the same say the same."""
    said = statements_of(
        "The minister, Ada Lund, said the harvest was not a quiet success story.\n\n"
        "Mia Rao, the mayor of Norvik, said: “Look, this is not a quiet success story.”"
    )

    assert {Act.ASSERT} == {item.act for item in said}
