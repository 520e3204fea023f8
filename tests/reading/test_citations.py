"""Citations of outlets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from onrecord.model import Document
from onrecord.reading.citations.finding import find_citations

NLP = English()


def cite(text):
    document = Document("document-1", "note.txt", "", text)
    return [
        (text[found.outlet.start : found.outlet.end], text[found.evidence.start : found.evidence.end])
        for found in find_citations(document, NLP(text))
    ]


@pytest.mark.parametrize(
    ("text", "outlet", "evidence"),
    [
        ("PORT ADA (Reuters) - The harbour opened.", "Reuters", "PORT ADA (Reuters)"),
        ("May 3 (Norwire) - The harbour opened.", "Norwire", "May 3 (Norwire)"),
        ("According to Reuters, the harbour opened.", "Reuters", "According to Reuters"),
        (
            "Michael Rao came. From Bloomberg he had it: told Bloomberg it shut.",
            "Bloomberg",
            "told Bloomberg",
        ),
        ("According to Sundwire, the harbour opened.", "Sundwire", "According to Sundwire"),
        (
            "“It is open,” the mayor told the Norland Morning Post.",
            "Norland Morning Post",
            "told the Norland Morning Post",
        ),
        (
            "Norland’s Evening Herald newspaper indicated that it opened.",
            "Evening Herald",
            "Evening Herald newspaper indicated",
        ),
        (
            "The plan was first reported by Channel 4 News.",
            "Channel 4 News",
            "first reported by Channel 4 News",
        ),
        ("She said so in an interview with CBS.", "CBS", "in an interview with CBS"),
        (
            "The Port Ada Times reported on Friday that it opened.",
            "Port Ada Times",
            "Port Ada Times reported",
        ),
        ("He wrote in the Daily Courier that it opened.", "Daily Courier", "wrote in the Daily Courier"),
        (
            "Speaking to the Harbour Talk podcast, she denied it.",
            "Harbour Talk podcast",
            "Speaking to the Harbour Talk podcast",
        ),
        ("The BBC’s harbour correspondent said it opened.", "BBC", "BBC’s harbour correspondent said"),
        ("It opened.\n\nAuthor: Mia Rao, PAMP\n", "PAMP", "Author: Mia Rao, PAMP"),
        (
            "It opened.\n\nContributing: Mia Rao, Jon Lund, Reuters\n",
            "Reuters",
            "Contributing: Mia Rao, Jon Lund, Reuters",
        ),
        ("She said so in a CNBC interview.", "CNBC", "CNBC interview"),
        (
            "It opened, according to the state-run Norland News Agency.",
            "Norland News Agency",
            "according to the state-run Norland News Agency",
        ),
        ("The Norland Post later detailed how it shut.", "Norland Post", "Norland Post later detailed"),
        ("In a Guardian opinion piece, she denied it.", "Guardian", "Guardian opinion piece"),
        ("He was named in a Norland Post story.", "Norland Post", "Norland Post story"),
        ("CNN is reporting that it opened.", "CNN", "CNN is reporting"),
        ("Reuters filmed the crew leaving.", "Reuters", "Reuters filmed"),
        ("According to Skynews, it opened.", "Skynews", "According to Skynews"),
        ("According to France24, it opened.", "France24", "According to France24"),
        ("It opened, according to Ria Novosti.", "Ria Novosti", "according to Ria Novosti"),
        ("“It is open,” reports news service TASS.", "TASS", "reports news service TASS"),
        ("He told Norland’s Bild that it opened.", "Bild", "told Norland’s Bild"),
        ("He told Norland’s Radio Corran that it opened.", "Radio Corran", "told Norland’s Radio Corran"),
        ("It opened. On TV network Channel 17, Rao denied it.", "Channel 17", "On TV network Channel 17"),
        ("“It is open,” said clerk Mia Rao on CBS’s Meet the Town.", "CBS", "said clerk Mia Rao on CBS"),
        (
            "The BBC’s harbour correspondent Mia Rao says that it opened.",
            "BBC",
            "BBC’s harbour correspondent Mia Rao says",
        ),
        (
            "“They came late,” said Mia Rao, the Sky News reporter on the ground.",
            "Sky News",
            "said Mia Rao, the Sky News",
        ),
        ("The harbour is open pic — MSNBC (@MSNBC) May 3, 2017", "MSNBC", "MSNBC (@MSNBC)"),
        (
            "He was asked about a report in a Norland newspaper.",
            "a Norland newspaper",
            "report in a Norland newspaper",
        ),
        (
            "Reuters, citing two officials, said the harbour shut.",
            "Reuters",
            "Reuters, citing two officials, said",
        ),
        ("The leak was broken by the Norland Times.", "Norland Times", "broken by the Norland Times"),
        ("The harbour opened on Monday. (Reuters)\n", "Reuters", "(Reuters)"),
        ("As Bloomberg reported, the harbour shut.", "Bloomberg", "Bloomberg reported"),
        ("The harbour opened, state media reported.", "state media", "state media reported"),
        (
            "The Associated Press contributed to this report.",
            "Associated Press",
            "Associated Press contributed to this report",
        ),
        ("The letter was obtained Tuesday night by Reuters.", "Reuters", "obtained Tuesday night by Reuters"),
        ("Rao said Sunday on CBS’ “The Harbour Hour” that it shut.", "CBS", "said Sunday on CBS"),
        ("Rao defended it on NBC’s “Harbour Talk” and left.", "NBC", "on NBC’s “Harbour Talk”"),
        ("“It is shut.”\n\nMia Rao, Norland Post\n", "Norland Post", "Mia Rao, Norland Post"),
        ("If AP is correct, the harbour is shut.", "AP", "AP is correct"),
        ("The Port Ada News website says it opened.", "Port Ada News", "Port Ada News website says"),
        ("It opened, NPR’s Mia Rao reports.", "NPR", "NPR’s Mia Rao reports"),
        ("“It is shut,” says CBS News.", "CBS News", "says CBS News"),
        ("Rao spoke in remarks carried by US media.", "US media", "carried by US media"),
        (
            "It said so in a statement released by Norland’s central news agency.",
            "Norland’s central news agency",
            "released by Norland’s central news agency",
        ),
        (
            "In an interview on Tuesday with former Fox News host Mia Rao, he denied it.",
            "Fox News",
            "In an interview on Tuesday with former Fox News",
        ),
        (
            "Breitbart, the website run by a friend of his, ran the headline “Shut”.",
            "Breitbart",
            "Breitbart, the website run by a friend of his, ran the headline",
        ),
        (
            "It opened.\n\nCopyright 2019 The Associated Press. All rights.",
            "Associated Press",
            "Copyright 2019 The Associated Press",
        ),
        (
            "Reuters writers Mia Rao in Port Ada; and Jon Lund contributed to this report.",
            "Reuters",
            "Reuters writers Mia Rao in Port Ada; and Jon Lund contributed to this report",
        ),
        (
            "This article originally appeared on HarbourPost.",
            "HarbourPost",
            "This article originally appeared on HarbourPost",
        ),
        (
            "It opened.\n\nA version of this story was first published by the Ferryman on May 3.",
            "Ferryman",
            "this story was first published by the Ferryman",
        ),
        (
            "This story first ran on quay.example’s website.",
            "quay.example",
            "This story first ran on quay.example",
        ),
        ("The letter first appeared in the New Yorker.", "New Yorker", "first appeared in the New Yorker"),
        ("The mayor knew of it (via Axios): he did.", "Axios", "via Axios"),
        ("The harbour is shut (h/t the Norland Post).", "Norland Post", "h/t the Norland Post"),
        (
            "She wrote in the Norland Journal of Harbour Medicine that it opened.",
            "Norland Journal of Harbour Medicine",
            "wrote in the Norland Journal of Harbour Medicine",
        ),
        (
            "She told the Wall Street Journal of Lund’s plan.",
            "Wall Street Journal",
            "told the Wall Street Journal",
        ),
        (
            "It opened.\n\nContributing: Mia Rao, Norland Post reporter Jon Lund\n",
            "Norland Post",
            "Contributing: Mia Rao, Norland Post",
        ),
        (
            "It was shut, said the ILO.The Norland Times reported that it opened.",
            "Norland Times",
            "Norland Times reported",
        ),
    ],
)
def test_an_outlet_is_cited(text, outlet, evidence):
    """Datelines, words of citing, author lines and unnamed outlets are found, known to the world or not."""
    assert [(outlet, evidence)] == [
        (name.removeprefix("The "), words.removeprefix("The ")) for name, words in cite(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "According to the ministry, the harbour opened.",
        "The mayor told parliament that the harbour opened.",
        "She tweeted that the harbour opened.",
        "The mayor opens the harbour. REUTERS/Mia Rao",
        "The Environmental Protection Agency said the water was clean.",
        "He told reporters that it was open.",
        "The harbour opened, a newspaper said.",
        "This newspaper reported in May that it opened.",
        "She posted it on social media.",
        "The post office reported a loss.",
        "Mayor Michael Bloomberg said the harbour shut.",
        "Mayor Michael Bloomberg came. Later Bloomberg said the harbour shut.",
        "Reporting by Maggie Fox; editing by Ida Dawn",
        "She told Vice President Rao that the harbour shut.",
        "Mia Rao, Norland Bank\n",
        "(Also on POLITICO: Seven harbours to see)",
        "Senate leader Mia Rao Addison (Mitch) Rao spoke.",
        "He said Fox News is a channel.",
        "The mayor spoke on television Sunday.",
        "She told the newspaper Monday that it was open.",
        "He said so to a television station in May, the newspaper May 3.",
        "This article first appeared on Monday.",
        "The story first appeared to be true.",
        "It was shut, according to the ILO.The Norland Times denied it.",
        "Copyright 2019 The Norland Times. Click here for reprints.",
        "The mayor opens the harbour. (Photo: Mia Rao, AP)",
    ],
)
def test_who_is_no_outlet_is_not_cited(text):
    """Ministries, parliaments, agencies of a state, photo credits and social media are no outlets."""
    assert [] == cite(text)


def test_press_people_are_no_outlet():
    """A press secretary speaks for an office, not for the press."""
    assert [] == cite("It opened, said Harbour press secretary Mia Rao.")


def test_the_paper_is_the_outlet_named_before():
    """'Told the paper' cites the outlet that the text named, with its own words as evidence."""
    text = "The mayor resigned, the Norland Morning Post reported. “I am tired,” he told the paper."
    assert [
        ("Norland Morning Post", "Norland Morning Post reported"),
        ("Norland Morning Post", "told the paper"),
    ] == cite(text)


def test_a_body_or_a_part_of_one_is_no_outlet_named_before():
    """'The agency' is any body's but where a news agency is named; 'the station chief' is no station."""
    for text, told in (
        ("It opened, the Norland Post reported. The agency said that it will shut it.", 1),
        ("It opened, Reuters reported. “I am tired,” he told the agency.", 2),
        ("It opened, Norland Radio reported. He told the station chief of the railway.", 1),
    ):
        assert told == len(cite(text))


def test_outlets_named_together_are_each_cited():
    """'Told the Herald and the Wire' and 'the Herald and the Wire reported' cite two."""
    text = "Rao told Reuters and the Norland Times. Politico and the Norland Post, citing two aides, reported it."
    assert ["Reuters", "Norland Times", "Politico", "Norland Post"] == [name for name, _ in cite(text)]


@given(st.text(alphabet=st.sampled_from("Told the ABC News(-)’s \nPost,said "), max_size=200))
def test_any_text_is_read(text):
    """Whatever stands in a text, evidence covers its outlet and is not empty."""
    document = Document("document-1", "note.txt", "", text)
    for found in find_citations(document, NLP("")):
        assert found.outlet.start < found.outlet.end
        assert found.evidence.start < found.evidence.end <= len(text)


def test_capitals_without_end_are_read():
    """A hundred thousand capitalised words take no more than a moment."""
    assert [] == cite("Alpha Beta " * 10_000)


def test_outlets_that_ask_the_voters_together_are_each_cited():
    """Names that slashes join before 'poll' are outlets' as far as they are known to be."""
    text = "A Norland Post/Sky News/Rao University poll released Sunday gave the mayor 40 percent."
    assert ["Norland Post", "Sky News"] == [name for name, _ in cite(text)]
    assert ["Norland Post"] == [name for name, _ in cite("A Rao University/Norland Post poll found so.")]
    assert [] == cite("See https://norland.example/Norland-Post/News and norland.example/Sky/x.html.")


def test_what_two_outlets_both_report_is_both_theirs():
    """'The Herald and the Wire both reported' cites two."""
    assert ["Norland Post", "Reuters"] == [
        name for name, _ in cite("The Norland Post and Reuters both reported it.")
    ]


def test_every_outlet_of_a_line_of_credits_is_cited():
    """Names that commas or semicolons part are credited each for itself."""
    text = "It opened.\n\nContributing: Mia Rao, USA TODAY; The Associated Press\n"
    assert ["USA TODAY", "Associated Press"] == [name.removeprefix("The ") for name, _ in cite(text)]
    text = "It opened.\n\nContributing: Norland Post reporter Jon Lund, Reuters correspondent Mia Rao\n"
    assert ["Norland Post", "Reuters"] == [name for name, _ in cite(text)]
