"""Whose words are whose, in what desks hand in: by labels, signatures, heads and marks of many forms."""

import hashlib

import pytest

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.exports import part_exports
from onrecord.model import BlockKind

NOBODY, PROSE = "nobody", "prose"
_UNSAID = {BlockKind.QUESTION, BlockKind.CORRECTION, BlockKind.CLAIM, BlockKind.STRUCK, BlockKind.TABLE}


def make_page(title, body):
    head = f"<head><title>{title}</title><meta property='article:published_time' content='2031-03-03'></head>"
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body><main>{article}</main></body></html>"


def voice_at(document, words):
    """Return who says some words: a name, nobody, or whoever the prose says."""
    place = document.text.index(words)
    blocks = [block for block in document.blocks if block.start <= place < block.end]
    for block in blocks:
        if block.voice is not None:
            return document.text[slice(*block.voice)]
    silent = any(part.start <= place < part.end for part in document.furniture)
    return NOBODY if silent or any(block.kind in _UNSAID for block in blocks) else PROSE


def day_at(document, words):
    """Return the day of the block that holds some words."""
    place = document.text.index(words)
    return next(block.day.edtf for block in document.blocks if block.start <= place < block.end)


TALK = {
    "Nobody told us": "HOLT",
    "how many were hurt": NOBODY,
    "open on Friday": "HOLT",
    "Will you go": NOBODY,
    "I will not.": "HOLT",
}
SAID = [
    ("HOLT", "Nobody told us of the crack."),
    ("ASK", "Mayor, how many were hurt?"),
    ("HOLT", "Four. The quay will open on Friday."),
    ("ASK", "Will you go?"),
    ("HOLT", "I will not."),
]


def write_talk(form, holt, ask, gap="\n\n"):
    """Return the same talk with its labels in a form."""
    return gap.join(form.format({"HOLT": holt, "ASK": ask}[who], words) for who, words in SAID)


@pytest.mark.parametrize(
    ("text", "file", "name"),
    [
        pytest.param(write_talk("{}:  {}", "MS. HOLT", "Q"), "a.txt", "MS. HOLT", id="capitals and a colon"),
        pytest.param(
            write_talk("[{}] {}", "MAREN HOLT", "REPORTER"), "a.txt", "MAREN HOLT", id="in brackets"
        ),
        pytest.param(
            write_talk("{} (0:12):\n{}", "Maren Holt", "Reporter 1"),
            "a.txt",
            "Maren Holt",
            id="a time, and below",
        ),
        pytest.param(
            write_talk("{}   0:12\n{}", "Maren Holt", "Jon Lind"),
            "a.txt",
            "Maren Holt",
            id="a time behind, below",
        ),
        pytest.param(write_talk("{}\n\n{}", "MS HOLT", "MR LIND"), "a.txt", "MS HOLT", id="alone on a line"),
        pytest.param(
            write_talk("{} -- Harbour Board\n\n{}", "Maren Holt", "Jon Lind"),
            "a.txt",
            "Maren Holt",
            id="and an office",
        ),
        pytest.param(
            write_talk("03/03/2031, 09:12 - {}: {}", "Maren Holt", "Jon Lind", "\n"),
            "a.txt",
            "Maren Holt",
            id="chat",
        ),
        pytest.param(
            write_talk("{}, harbour master: {}", "Maren Holt", "Jon Lind"),
            "a.txt",
            "Maren Holt",
            id="behind a comma",
        ),
        pytest.param(
            make_page("On the quay", write_talk("<p><b>{}</b> {}</p>", "Maren Holt", "Jon Lind", "")),
            "a.html",
            "Maren Holt",
            id="only bold",
        ),
        pytest.param(
            make_page("On the quay", write_talk("<p><b>{}</b>: {}</p>", "Stone", "Jon Lind", "")),
            "a.html",
            "Stone",
            id="bold, of common words",
        ),
        pytest.param(
            make_page(
                "On the quay",
                f"<dl>{write_talk('<dt>{}</dt><dd>{}</dd>', 'Maren Holt', 'Jon Lind', '')}</dl>",
            ),
            "a.html",
            "Maren Holt",
            id="a list of definitions",
        ),
        pytest.param(
            make_page("On the quay", write_talk("<div>{}</div><div>{}</div>", "Maren Holt", "Question", "")),
            "a.html",
            "Maren Holt",
            id="in a block of its own",
        ),
        pytest.param(
            make_page(
                "On the quay",
                f"<table>{write_talk('<tr><td>{}</td><td>{}</td></tr>', 'MAREN HOLT', 'JON LIND', '')}</table>",
            ),
            "a.html",
            "MAREN HOLT",
            id="a table",
        ),
    ],
)
def test_a_turn_is_of_whoever_its_label_names(read, text, file, name):
    """What is asked is not on record with whoever answers."""
    document = read(text, file)

    said = {words: voice_at(document, words) for words in TALK}
    assert {name} == {voice for words, voice in said.items() if TALK[words] == "HOLT"}
    assert name not in {voice for words, voice in said.items() if TALK[words] == NOBODY}
    assert PROSE not in said.values()


@pytest.mark.parametrize("sender", ["+44 7700 900123:", "~ jo p.:", "Tom Vale changed the subject to"])
@pytest.mark.parametrize("stamp", ["03/03/2031, 10:{}", "3/13/31, 9:{}\u202fAM"])
def test_a_message_of_a_chat_ends_with_the_next_whoever_it_is_from(read, sender, stamp):
    """What a number without a name writes is not said by whoever wrote before it."""
    said = [
        "Ana Reyes: We want an inquiry.",
        f"{sender} At least 63 died.",
        "Tom Vale: I doubt it.",
        "Ana Reyes: I do not.",
    ]
    text = "\n".join(f"{stamp.format(11 + n)} - {words}" for n, words in enumerate(said))
    document = read(text)

    turns = [
        document.text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.TURN
    ]

    assert ["We want an inquiry.", "I doubt it.", "I do not."] == turns


def test_what_is_said_in_a_chat_is_of_its_day(read):
    """Each line has its own."""
    text = write_talk("13/03/2031, 09:12 - {}: {}", "Maren Holt", "Jon Lind", "\n")

    assert day_at(read(text), "Nobody told us") == "2031-03-13"


BOLD = "<p><strong>{}</strong></p><p>{}</p>"
ANSWERS = [
    ("Were you told of the crack?", "No. I would have shut the quay."),
    ("The union says nine were hurt.", "We count four. I will publish the list."),
    ("Will you step down?", "No, I will stay."),
]


def write_interview(form):
    """Return the same interview with its questions marked up in a form."""
    return "".join(form.format(*pair) for pair in ANSWERS)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        pytest.param(
            "'I will stay'",
            "<p>Jon Lind met the harbour master.</p>"
            + write_interview(BOLD).replace("<p>No. I", "<p><strong>Maren Holt:</strong> No. I"),
            id="one label over all answers",
        ),
        pytest.param(
            "Maren Holt: 'I will stay'",
            "<p>Maren Holt runs the harbour.</p>" + write_interview("<p><em>{}</em></p><p>{}</p>"),
            id="italics, and a title that begins with the name",
        ),
        pytest.param(
            "Five questions for harbour master Maren Holt",
            write_interview("<h3>{}</h3><p>{}</p>"),
            id="questions as headings",
        ),
        pytest.param(
            "'I will stay'",
            "<p>In an interview with the Elm Courier, the harbour master, Maren Holt, defends her board.</p>"
            + write_interview("<p><strong>{}</strong><br>{}</p>"),
            id="a paper before the name, and answers in the paragraph of the question",
        ),
        pytest.param(
            "Interview: the quay",
            "<p>Jon Lind (JL) spoke to Maren Holt (MH) on Monday.</p>"
            + write_interview("<p><b>JL:</b> {}</p><p><b>MH:</b> {}</p>"),
            id="initials that the head spells out",
        ),
    ],
)
def test_answers_are_of_whoever_is_interviewed(read, title, body):
    """Also where nothing stands before most of them."""
    document = read(make_page(title, body), "a.html")

    answers = ("I would have shut", "I will publish the list", "I will stay.")
    assert {"Maren Holt"} == {voice_at(document, words) for words in answers}
    assert voice_at(document, "Were you told") in (NOBODY, "Jon Lind")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("In the words of harbour master Maren Holt:\n\n", "", id="in the words of"),
        pytest.param("Quotes attributable to Maren Holt:\n\n", "", id="attributable"),
        pytest.param("Maren Holt, the harbour master, said:\n\n", "", id="said, above"),
        pytest.param("", "\n\nsaid Maren Holt, harbour master of Elm.", id="said, below"),
        pytest.param("", "\n(Maren Holt, harbour master)", id="in brackets"),
        pytest.param("", "\n\n– Maren Holt, harbour master", id="behind a dash"),
        pytest.param(
            "ELM, 3 March 2031 – Maren Holt today issued the following statement:\n\n", "", id="issued"
        ),
    ],
)
def test_a_quotation_of_two_paragraphs_is_of_whoever_leads_it_in_or_signs_it(read, above, below):
    """Each paragraph is opened, and the last is closed."""
    quoted = "“We will lift it by June.\n\n“Nobody told us.”"
    document = read(f"The board chose a crane today.\n\n{above}{quoted}{below}\n\nIt meets in May.\n")

    assert ["Maren Holt"] * 2 == [voice_at(document, words) for words in ("We will lift", "Nobody told")]
    assert voice_at(document, "It meets") == PROSE


@pytest.mark.parametrize(
    ("text", "file"),
    [
        pytest.param(
            "Crane\n\n“It lifts well. I saw it.” – Maren Holt, harbour master\n\nMore in May.\n", "a.txt"
        ),
        pytest.param(
            "Crane\n\nComment by Maren Holt:\n\nIt lifts well. I saw it, and we paid.\n\nENDS\n", "a.txt"
        ),
        pytest.param(
            make_page(
                "Crane",
                "<p>They spoke of the crane.</p><ul><li><b>Maren Holt, harbour master:</b> “It lifts well.”</li>"
                "<li><b>Jon Lind, union:</b> “It does not.”</li></ul>",
            ),
            "a.html",
        ),
        pytest.param(
            make_page(
                "Crane",
                "<p>The board chose a crane for the quay.</p><figure><blockquote>It lifts well.</blockquote>"
                "<figcaption>Maren Holt, harbour master</figcaption></figure>",
            ),
            "a.html",
        ),
        pytest.param(
            make_page(
                "Crane",
                "<p>The board chose a crane.</p><blockquote class='telegram-post'><p><b>Maren Holt</b></p>"
                "<p>It lifts well.</p><p>t.example/holt/1 Mar 3, 2031 at 18:40</p></blockquote>",
            ),
            "a.html",
        ),
        pytest.param(
            "Mayor Maren Holt's statement on the crane\n\nI am glad. It lifts well, and we paid.\n", "a.txt"
        ),
        pytest.param(
            "Maren Holt: Statement to the council\n\nI am glad. It lifts well, and we paid.\n", "a.txt"
        ),
        pytest.param(
            "Crane\n\nPress Statement\n\nMaren Holt, Minister\n\nI am glad. It lifts well, and we paid.\n",
            "a.txt",
        ),
        pytest.param(
            "The following statement is attributable to Maren Holt:\n\nI am glad. It lifts well. We paid.\n",
            "a.txt",
        ),
    ],
)
def test_words_are_of_whoever_signs_heads_or_leads_them_in(read, text, file):
    """In one line, in a list, below a head, in a frame."""
    assert "Maren Holt" in voice_at(read(text, file), "It lifts well")


@pytest.mark.parametrize(
    ("head", "point"),
    [
        ("Communiqué of the Lake Council\n\nThe Lake Council,", "{n}. {}s the claim that it was warned;"),
        ("Communiqué of the Lake Council\n\nThe Council:", "{n}. {}ed the claim that it was warned;"),
        ("Communiqué of the Lake Council\n\nWe, the members, agreed as follows:", "({n}) {} the claim;"),
        ("Resolution 4\n\nThe Lake Council,", "- {}s the claim that it was warned;"),
    ],
)
def test_the_points_of_a_communique_are_its_bodys(read, head, point):
    """With a verb at the head, in any of its forms, with or without a number."""
    verbs = ("Reject", "Condemn", "Demand")
    points = "\n\n".join(point.format(verb, n=n) for n, verb in enumerate(verbs, 1))
    document = read(f"{head}\n\n{points}\n")

    assert {"Lake Council"} == {voice_at(document, verb).removeprefix("The ") for verb in verbs}


ARTICLE = (
    "Quay to open\n\nElm Courier, 3 March 2031\n\n{}The quay opens on Friday, Maren Holt said.\n\n"
    "The union will march.\n\n{}\n"
)


@pytest.mark.parametrize(
    "note",
    [
        "(This March 3 story has been corrected to say 4 were hurt, not 40)",
        "For the record: 10:15 a.m. March 5, 2031: An earlier version of this story said that 40 were hurt.",
        "* This footnote was appended on 5 March 2031: Ms Holt did not promise to pay 40 families.",
        "Amended 5 March 2031: an earlier headline said that 40 were hurt.",
        "We have removed a quotation in which Ms Holt promised 40 jobs.",
        "An earlier headline on this story said that 40 were hurt.",
        "Erratum. The board will pay 4 families and not 40.",
        "Correction: This article first gave the number as 40. The union never gave that number.",
        "UPDATED TO CORRECT: the number of people hurt is 4, not 40.",
        "(Corrects number of people hurt to 4 from 40)",
    ],
)
@pytest.mark.parametrize("at_head", [True, False])
def test_what_a_note_takes_back_is_nobodys(read, note, at_head):
    """In the words of papers and wires, at the head or the foot; the article below or above stays prose."""
    document = read(ARTICLE.format(f"{note}\n\n" if at_head else "", "" if at_head else note))

    assert voice_at(document, "40") == NOBODY
    assert [PROSE, PROSE] == [voice_at(document, words) for words in ("The quay opens", "will march")]


@pytest.mark.parametrize("label", ["What Holt said", "Viral post"])
def test_what_is_quoted_beside_a_verdict_is_nobodys(read, label):
    """'What Holt said' or 'Viral post', beside the verdict of whoever checked it."""
    text = f"Checked\n\n{label}: We hired 40 people.\n\nFact-check verdict: False.\n\nThe board hired four.\n"

    assert voice_at(read(text), "We hired") == NOBODY


@pytest.mark.parametrize(
    ("text", "file"),
    [
        pytest.param(
            make_page(
                "Who is who at the quay",
                "<p>Four people matter.</p><p><b>Maren Holt</b> runs the harbour. She says she was not told.</p>"
                "<p><b>Jon Lind</b> leads the union. He says he wrote to her.</p><p><b>Maren Holt</b> denies it.</p>",
            ),
            "a.html",
            id="profiles",
        ),
        pytest.param(
            make_page(
                "What to know about the quay",
                "<p>Maren Holt is under fire.</p><h3>What happened?</h3><p>It fell. The board said four were hurt.</p>"
                "<h3>Did she know?</h3><p>She says not. Maren Holt told us that no letter came.</p>"
                "<h3>What can you do?</h3><p>Write to us. We read all.</p>",
            ),
            "a.html",
            id="questions that the paper answers",
        ),
        pytest.param(
            "Editor's Note:\n\nWill you vote for Maren Holt?\n\nSpecial:\n\nJon Lind Hates This Crane -- You Will\n\n"
            "Editor's Note:\n\nBuy our crane. You will love it.\n\nThe quay is shut, the board said.\n",
            "a.txt",
            id="notes and links above",
        ),
        pytest.param(
            "Quay\n\nElm Courier, 3 March 2031\n\nThe quay is shut.\n\nWhere: Elm. When: Friday.\n\n"
            "Update, 4 March: The union says that nine were hurt.\n\nWhat to know: the ferry runs.\n",
            "a.txt",
            id="notes",
        ),
    ],
)
def test_an_article_stays_prose(read, text, file):
    """Bold names, questions and colons alone make no turns."""
    document = read(text, file)

    assert not [block for block in document.blocks if block.voice is not None]
    assert not [block for block in document.blocks if block.kind in (BlockKind.TURN, BlockKind.QUESTION)]


def test_whoever_says_something_else_does_not_sign_what_stands_above(read):
    """'Said X: “…”' leads in his own words."""
    text = "The crane\n\n“It lifts well.”\n\nSaid Jon Lind, a docker: “It does not.”\n\nIt was paid for in May.\n"

    assert voice_at(read(text), "It lifts") != "Jon Lind"


@pytest.mark.parametrize(("above", "below"), [("PRESS RELEASE\n\n", ""), ("", "\n\nENDS")])
def test_the_dateline_of_a_release_has_its_day(read, above, below):
    """It comes out on that day, where a report comes out on it or the next."""
    told = "NORVIK, 3 March 2031 – The harbour board said today that it would replace the crane by Friday."

    assert read(f"Crane\n\n{above}{told}{below}\n").published.edtf == "2031-03-03"
    assert read(f"Crane\n\n{told}\n").published.edtf == "2031-03-03/2031-03-04"


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (
            (
                "Record: 1\n\nSource: Elm Courier, Mar 03, 2031\n\nThe quay opens.\n\n"
                "Record: 2\n\nSource: Lake Star, Mar 11, 2031\n\nNine were hurt.\n"
            ),
            "text/plain",
        ),
        (
            (
                "<html><body><p>1 of 2 DOCUMENTS</p><p>Elm Courier</p><p>March 3, 2031 Monday</p><p>The quay at Elm "
                "opens on Friday, it says.</p><p>2 of 2 DOCUMENTS</p><p>Lake Star</p><p>March 11, 2031 Tuesday</p>"
                "<p>Nine were hurt, the union says, and it will march.</p></body></html>"
            ),
            "text/html",
        ),
    ],
)
def test_an_export_is_parted_also_in_a_page_and_where_only_its_records_are_counted(text, media_type):
    """Each article has its own day."""
    data = text.encode()
    parts = part_exports(Source("a", data, hashlib.sha256(data).hexdigest(), media_type))

    found = [(document.outlet, document.published.edtf) for document in map(make_document, parts)]
    assert found == [("Elm Courier", "2031-03-03"), ("Lake Star", "2031-03-11")]


def test_a_post_of_a_live_blog_has_its_day_where_a_headline_stands_behind_its_time(read):
    """'22:40 Log to come' heads a post."""
    text = (
        "Quay: live\n\nTuesday 4 March 2031\n\n09:15 Union to march\n\nIt will march tomorrow.\n\n08:02 Quay shut\n\n"
        "It is shut.\n\nMonday 3 March 2031\n\n22:40 Log to come\n\nIt comes tomorrow, the board says.\n"
    )
    document = read(text)

    assert [day_at(document, "It will march"), day_at(document, "It comes")] == ["2031-03-04", "2031-03-03"]


_TOLD = "".join(
    f"<p>The board of the quay has answered the crews of pier {n} in a letter.</p>" for n in range(9)
)
_FOOT = "— Rosa Lind (@rosalind) <a href='#'>March 2, 2031</a>"


@pytest.mark.parametrize(
    "post",
    [
        (
            f"<figure class='wp-block-embed is-provider-x'><div class='wp-block-embed__wrapper'><blockquote "
            f"class='twitter-tweet'><p>The quay opens tomorrow.</p>{_FOOT}</blockquote></div></figure>"
        ),
        (
            f"<div class='embed-container'><blockquote><p>The quay opens tomorrow.</p>{_FOOT}</blockquote>"
            f"<script>load()</script></div>"
        ),
        f"<aside class='tweet'><blockquote><p>The quay opens tomorrow.</p>{_FOOT}</blockquote></aside>",
        (
            "<blockquote class='instagram-media'><div><p>The quay opens tomorrow.</p><p><a>A post shared by Rosa Lind "
            "(@rosalind)</a> on <time>Mar 2, 2031 at 9:14am PDT</time></p></div></blockquote>"
        ),
        (
            "<figure class='wp-block-embed is-provider-instagram'><blockquote class='instagram-media'><div>"
            "<div>View this post on Instagram</div><p>The quay opens tomorrow.</p><p>A post shared by Rosa Lind "
            "(@rosalind) on <time>Mar 2, 2031 at 9:14am PDT</time></p></div></blockquote>"
            "<figcaption>Instagram</figcaption></figure>"
        ),
        (
            f"<figure><blockquote class='bluesky-embed'><p>The quay opens tomorrow.<br><br>[image or embed]</p>{_FOOT}"
            f"</blockquote><figcaption>What Lind wrote before the gate was shut</figcaption></figure>"
        ),
        (
            f"<figure><blockquote class='twitter-tweet'><p>The quay opens tomorrow.</p>{_FOOT}</blockquote>"
            "<figcaption>17 dead</figcaption></figure>"
        ),
        (
            "<blockquote class='mastodon-embed'><p>The quay opens tomorrow.</p><footer>— Rosa Lind "
            "(@rosa@social.example) <time datetime='2031-03-02'>2 March 2031</time></footer></blockquote>"
        ),
    ],
)
def test_a_post_in_a_box_of_its_own_is_read(read, post):
    """What a site's editor puts around a post does not hide whose it is, nor its day."""
    body = f"{_TOLD}{post}<p>The union of the crews meets in the hall of the town on Friday.</p>"
    document = read(make_page("Board answers", body), "a.html")

    assert ("Rosa Lind", "2031-03-02") == (
        voice_at(document, "The quay opens tomorrow"),
        day_at(document, "The quay opens tomorrow"),
    )
    silent = [document.text[slice(*words)] for words in document.furniture]
    frames = [
        words for words in ("View this post on Instagram", "[image or embed]") if words in document.text
    ]
    assert set(frames) <= set(silent)
    assert ("17 dead" in post) == ("17 dead" in document.text)
    assert not any("What Lind" in document.text[b.start : b.end] for b in document.blocks if b.voice)


@pytest.mark.parametrize(
    "box",
    [
        "<figure class='wp-block-pullquote'><blockquote><p>The quay opens tomorrow.</p></blockquote></figure>",
        (
            "<div class='embed'><p>Other news: the ferry has sunk off the cape.</p><blockquote><p>No.</p>— Rosa Lind "
            "(@rosalind) March 2, 2031</blockquote></div>"
        ),
        "<aside class='related'><p>The ferry sank on March 2, 2031</p></aside>",
    ],
)
def test_a_box_that_is_no_post_s_stays_out(read, box):
    """A quotation pulled out of the article, or a box with more than a post, is no part of it."""
    body = f"{_TOLD}{box}<p>The union of the crews meets in the hall of the town on Friday.</p>"
    document = read(make_page("Board answers", body), "a.html")

    assert not any(words in document.text for words in ("opens tomorrow", "ferry"))


@pytest.mark.parametrize("number", ["Q{}", "Q.{}", "Q {}.", "Q{}:"])
def test_a_numbered_question_of_a_committee_is_one_whatever_it_says(read, number):
    """The minutes count the questions; what a member states in one is put to who answers."""
    said = ["The crews count nine.", "Did you shut the gate?", "And who had the keys?"]
    answers = ["We counted four.", "I shut it.", "I had them."]
    askers, lines = ["Jo Park", "Kim Dow", "Chair"], []
    for n, (asker, asked, answer) in enumerate(zip(askers, said, answers, strict=True), 12):
        lines += [f"{number.format(n)} {asker}: {asked}", f"Rosa Lind: {answer}"]
    document = read("Oral evidence: the gate\n3 March 2031\n\n" + "\n\n".join(lines) + "\n")

    assert [NOBODY] * 3 == [voice_at(document, words) for words in said]
    assert ["Rosa Lind"] * 3 == [voice_at(document, words) for words in answers]


@pytest.mark.parametrize("label", ["Speakers", "On the panel", "INTERVIEW"])
def test_a_list_of_who_speaks_is_said_by_nobody(read, label):
    """It stands over the turns as a paper's question does, and ends as no sentence."""
    turns = "Rosa Lind: I shut it.\n\nIvo Maran: I did not see you.\n\nRosa Lind: You were there.\n\n" * 2
    document = read(
        f"The gate\n3 March 2031\n\n{label}: Rosa Lind, harbour master; Ivo Maran, pilot\n\n{turns}"
    )

    assert PROSE == voice_at(document, "harbour master")
    assert "Ivo Maran" == voice_at(document, "I did not see you")


@pytest.mark.parametrize(
    "post",
    [
        "> The quay opens tomorrow.\n>\n> — Rosa Lind (@rosalind) March 2, 2031",
        "> The quay opens tomorrow. — Rosa Lind (@rosalind) [March 2, 2031](https://social.example/1)",
        "> I have the keys.\n>\n> The quay opens tomorrow.\n> — Rosa Lind (@rosalind) [March 2, 2031](https://a.example)",
    ],
)
def test_a_post_that_markdown_quotes_is_its_sender_s(read, post):
    """Its signs are said by nobody."""
    document = read(
        f"# Board answers\n\nThe board has answered.\n\n{post}\n\nThe union meets on Friday.\n", "a.md"
    )

    words = "The quay opens tomorrow"
    assert ("Rosa Lind", "2031-03-02") == (voice_at(document, words), day_at(document, words))
    assert all(
        any(span.start <= place < span.end for span in document.furniture)
        for place, sign in enumerate(document.text[: document.text.index("—")])
        if sign == ">"
    )
    assert PROSE == voice_at(document, "The union meets")


def test_a_quotation_in_markdown_without_a_foot_is_no_post(read):
    """It is of whoever the text says."""
    document = read(
        "# Board answers\n\nRosa Lind wrote:\n\n> The quay opens tomorrow.\n\nIt rained.\n", "a.md"
    )

    assert not [block for block in document.blocks if block.kind is BlockKind.POST]
