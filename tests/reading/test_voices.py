"""Blocks with a voice and a day: what is said in them, by whom, and when."""

import hashlib

import pytest

from onrecord.annotations import Reading
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.model import Act
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.knowing import give_days
from onrecord.story.tell import tell

TYPES = {"txt": "text/plain", "html": "text/html"}

HEARING = """Hearing on the pumps

14 May 2031

THE CHAIR: We begin with the harbour master.

MS. LIMA: I deny that anybody warned us. Do you want their names?

THE CHAIR: And the pumps?

MS. LIMA: The office has two old ones. We will replace them by the end of August.

REPORTER: The mayor says that 31 boats sank. Is that so?

MR. BRANDT: No. We counted 12. The mayor has said that she will resign on Friday.

MS. LIMA: Ana Lima is my name, and I will not resign.
"""


def read(text: str, file: str = "note.txt") -> Reading:
    data = text.encode()
    source = Source(file, data, hashlib.sha256(data).hexdigest(), TYPES[file.rpartition(".")[2]])
    return read_document(make_document(source), load_pipeline(), load_tagger())


def said_by(reading: Reading) -> list[tuple[str | None, str]]:
    """Return the name of each speaker with the words."""
    return [
        (
            reading.chains[one.speaker].name if one.speaker is not None else None,
            " ".join(" ".join(reading.document.text[slice(*piece)] for piece in one.content).split()),
        )
        for one in reading.attributions
    ]


@pytest.fixture(scope="module")
def hearing():
    """The reading of the hearing, made once."""
    return read(HEARING)


def test_what_is_said_in_a_turn_is_its_speakers(hearing):
    """No words of saying are needed."""
    said = said_by(hearing)

    assert ("Ana Lima", "We will replace them by the end of August.") in said
    assert any(name == "Ana Lima" and "I deny that anybody warned us" in words for name, words in said)
    assert any(name == "Brandt" and "We counted 12." in words for name, words in said)


def test_what_a_turn_gives_to_another_stays_the_others(hearing):
    """The speaker only tells of it."""
    told = [
        (one, hearing.document.text[slice(*one.source)])
        for one in hearing.attributions
        if one.cue is not None and any("31 boats" in hearing.document.text[slice(*p)] for p in one.content)
    ]

    assert ["The mayor"] == [name for _, name in told]


def test_a_question_is_nobodys_statement(hearing):
    """Neither the reporter's nor one that is asked in a turn."""
    assert not any(words.endswith("?") for name, words in said_by(hearing) if name in ("Ana Lima", "Brandt"))


def test_what_is_done_in_a_turn_is_told_by_its_sentences(hearing):
    """What she tells and what she promises in one turn are two statements, each as sure as the document's shape."""
    acts = {
        " ".join(hearing.document.text[slice(*one.content[0])].split()): one.act
        for one in hearing.attributions
        if one.cue is None
    }

    assert Act.ASSERT == acts["The office has two old ones."]
    assert Act.COMMIT == acts["We will replace them by the end of August."]
    assert Act.DENY == next(act for words, act in acts.items() if words.startswith("I deny"))
    assert {0.95} == {one.probability for one in hearing.attributions if one.cue is None}


def test_i_in_a_turn_is_its_speaker(hearing):
    """So is 'me', as in quotation marks."""
    pronouns = [mention for mention in hearing.mentions if mention.exact == "I"]

    assert {"Ana Lima"} == {
        hearing.chains[mention.chain].name for mention in pronouns if mention.chain is not None
    }


def test_a_promise_is_the_speakers_and_not_of_the_next_label(hearing):
    """A name that stands below the turn is no party to it."""
    record = tell(give_days([hearing]))
    names = {actor.id: actor.name for actor in record.actors}

    pumps = [c for c in record.commitments if "replace" in c.action]

    assert ["Ana Lima"] == [names.get(commitment.party) for commitment in pumps]
    assert ["2031-08-31"] == [str(commitment.versions[0].due.latest) for commitment in pumps]


POST = """<html><head><meta property="article:published_time" content="2031-05-20T08:00:00Z"></head><body><article>
<h1>Harbour denies it</h1><p>The harbour office answered the council in the evening, on a page of its own.</p>
<blockquote><p>We will publish the log tomorrow.</p>
&mdash; Ana Lima (@analima) <a href="y">May 14, 2031</a></blockquote>
<p>The council said that it would meet tomorrow in the old fish market, and that it would hear the crew.</p>
</article></body></html>"""


def test_times_in_a_block_are_told_against_its_day():
    """'Tomorrow' in a post of the 14th is the 15th, whenever the article came out."""
    reading = read(POST, "page.html")
    record = tell(give_days([reading]))

    days = [str(time.earliest) for time in reading.times if time.exact == "tomorrow"]
    [posted] = [s for s in record.statements if "publish the log" in s.content[0].exact]
    [told] = [s for s in record.statements if "meet tomorrow" in s.content[0].exact]

    assert ["2031-05-15", "2031-05-21"] == days
    assert ("2031-05-14", "2031-05-20") == (posted.said_on.edtf, told.said_on.edtf)


def test_struck_and_corrected_words_are_nobodys():
    """No figure comes of a number that was struck through or taken back."""
    text = (
        "Norvik, 14 May 2031\n\nAna Lima said that ~~31~~ 13 boats sank in the harbour.\n\nThe office is shut.\n\n"
        "Correction: An earlier version of this article misstated the count. It was 13 boats, not 31.\n"
    )

    assert ["13"] == [figure.low for figure in read(text).figures]


def test_a_footnote_between_a_number_and_its_scale_changes_nothing():
    """The record holds the words with the mark, and the number without it."""
    text = "Norvik, 14 May 2031\n\nAna Lima said that the gate had cost 4.5[8] million crowns.\n"
    reading = read(text)

    [figure] = reading.figures

    assert ("4500000", "4.5[8] million crowns") == (figure.low, figure.exact)
    assert () == tell(give_days([reading])).unread


HEADED = """Two counts of the dead, and a mayor who will go

Elm Gazette
14 May 2031

The harbour office said on Tuesday that the north gate would be shut by Friday.

The harbour master, Ivo Brandt, said he had seen the crack himself.
"""


def test_what_is_said_does_not_begin_in_a_heading():
    """Neither its words nor its speaker stand in the lines above the text."""
    said = said_by(read(HEADED))

    assert ("Ivo Brandt", "he had seen the crack himself") in said
    assert [True] == ["harbour office" in str(name) for name, words in said if "north gate" in words]
    assert not any("Two counts" in words or "Gazette" in words for _, words in said)


@pytest.mark.parametrize(
    "page",
    [
        "# Gate to be shut, office says\n\nThe north gate will be shut on Friday, the harbour office said.\n",
        (
            "Gate to be shut, office says\n\n14 May 2031\n\nThe north gate will be shut on Friday, Ana Lima of the "
            "harbour office said on Tuesday.\n"
        ),
        (
            "Elm Gazette\n\nOffice: gate to be shut\n\nAccording to the harbour office, the north gate will be shut on "
            "Friday.\n"
        ),
    ],
)
def test_a_headline_is_no_second_statement(page):
    """What the headline tells shortly is on record once, in the words of the text."""
    said = [words for _, words in said_by(read(page)) if "shut" in words]

    assert ["north gate will be shut on Friday"] == [words[words.index("north") :] for words in said]


POSTED = """<html><body><article><h1>Gate shut</h1><p>The gate was shut on Tuesday, and the town did not wait long to
speak about it on its pages.</p><p>Brandt replied an hour later:</p><blockquote class="twitter-tweet"><p>I have the
key. I will keep it.</p>&mdash; Ivo Brandt (@ivo) <a href="https://t.example/ivo/status/1">May 14, 2031</a></blockquote>
<p>The council meets again in June.</p></article></body></html>"""


def test_what_leads_in_a_post_says_nothing_twice():
    """'Brandt replied' above a post of Brandt's is the same saying."""
    said = [words for _, words in said_by(read(POSTED, "page.html")) if "key" in words]

    assert 1 == len(said)


def test_a_day_promised_in_a_post_is_counted_from_the_post():
    """'On Wednesday', posted on a Monday, is that week's, though the article came out on the Friday after."""
    posted = POSTED.replace("I will keep it.", "I will give it to the council on Wednesday.")
    posted = posted.replace("May 14, 2031", "May 12, 2031").replace(
        "<article>", '<article><time datetime="2031-05-16">16 May 2031</time>'
    )

    record = tell(give_days([read(posted, "page.html")]))

    days = {version.due_text: version.due.edtf for one in record.commitments for version in one.versions}
    assert "2031-05-14" == days["on Wednesday"]


def test_a_question_denies_nothing():
    """'So you deny it?' is asked."""
    reading = read(HEARING.replace("And the pumps?", "So you are denying that the pumps failed?"))
    asked = reading.document.text.index("So you are")

    assert not any(asked <= frame.words.start < asked + 40 for frame in reading.frames)


REMARKS = """<html><head><title>Remarks by Governor Ana Lima at the dam</title></head><body><article>
<h1>Remarks by Governor Ana Lima at the dam</h1>
<p>THE GOVERNOR: Good morning. The east road will be open again by 20 May.</p>
<p>Q: Did you talk to the engineer?</p>
<p>THE GOVERNOR: I never talked to him. I deny that.</p></article></body></html>"""


def test_the_name_before_a_turn_says_nothing():
    """'THE GOVERNOR:' is neither a statement nor a denial."""
    reading = read(REMARKS, "page.html")
    text = reading.document.text

    assert not [words for _, words in said_by(reading) if "THE GOVERNOR" in words]
    assert not [frame for frame in reading.frames if text[slice(*frame.words)].strip(": ") == "THE GOVERNOR"]


def test_what_somebody_promises_of_a_thing_in_a_turn_is_his_promise():
    """'The east road will be open' is promised by whoever says so, though the road is named."""
    record = tell(give_days([read(REMARKS, "page.html")]))
    names = {actor.id: actor.name for actor in record.actors}

    assert ["Ana Lima"] == [names.get(commitment.party) for commitment in record.commitments]


COPIED_POST = """<html><head><title>Gate at Elm</title></head><body><article><h1>Gate at Elm</h1>
<p>The keeper of the gate, Ana Lima, answered the council of Elm late on Monday evening.</p>
<blockquote><p>The gate is sound. We will show the council our book on Friday.<br><br>{place}</p>
&mdash; Ana Lima (@analima) <a href="https://posts.example/1">May 14, 2031</a></blockquote>
<p>The council meets again in the first week of June, its clerk told the press.</p></article></body></html>"""


@pytest.mark.parametrize("place", ["[image or embed]", "[video]", "[photo/video]", "&quot;", "&middot;"])
def test_what_stands_for_a_picture_or_is_a_mark_alone_is_not_said(place):
    """A post's picture is a word in brackets in its copy; nothing without a letter is anybody's statement."""
    reading = read(COPIED_POST.format(place=place), "page.html")
    told = [words for _, words in said_by(reading)]

    assert any("gate is sound" in words for words in told)
    assert not [words for words in told if "[" in words or not any(map(str.isalnum, words))]


def test_the_bullet_before_a_quotation_is_none_of_it():
    """A list of what was said has a bullet before each item."""
    text = "The council met at Elm on Monday, and two of those who keep its gate were heard.\n\n"
    text += "· “The gate was sound on Sunday,” Ana Lima said.\n\n"
    reading = read(f"{text}· “Nobody had told the council of it,” Jo Park said.\n")

    assert ["The gate was sound on Sunday", "Nobody had told the council of it"] == [
        words for _, words in said_by(reading)
    ]


REPROACHES = """Hearing on the quay

14 May 2031

THE CHAIR: We begin with the harbour master.

MR. BRANDT: {words}

MS. LIMA: I have heard that before.

THE CHAIR: Thank you both.
"""


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("You promised us that the quay would open by April.", Act.ACCUSE),
        ("You told the crews you would pay them in full. You promised me a meeting.", Act.ACCUSE),
        ("The minister assured this house that the quay would be mended by Easter.", Act.ASSERT),
        ("We were promised a tug by the end of the year.", Act.ASSERT),
        ("I promised you a tug by the end of the year, and you will have it.", Act.COMMIT),
        ("You will be paid by Easter.", Act.COMMIT),
    ],
)
def test_a_promise_told_again_is_none_of_the_tellers(words, act):
    """'You promised' accuses; what others promised is told; only his own word binds a speaker."""
    reading = read(REPROACHES.format(words=words))

    told = [one.act for one in reading.attributions if one.cue is None and "Brandt" in said_of(reading, one)]
    assert [act] == told


@pytest.mark.parametrize(
    "words",
    [
        "You agreed to publish the soundings by 1 June 2031.",
        "You said that the crane would be checked by 3 June 2031.",
    ],
)
def test_what_you_promised_is_no_promise_of_who_says_so(words):
    """Whom a speaker turns to is not named by that."""
    record = tell([read(REPROACHES.format(words=words))])

    names = {actor.id: actor.name for actor in record.actors}
    assert "Brandt" not in {names.get(item.party) for item in record.commitments}


def said_of(reading, attribution):
    """Return the name of who says it, '' where nobody is known."""
    return "" if attribution.speaker is None else reading.chains[attribution.speaker].name


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("MINISTRY OF WATERS\nPress Office\n\nPRESS STATEMENT\n\nOn the lock", "MINISTRY OF WATERS"),
        ("Statement by the Rowers of Elm on the lock", "Rowers of Elm"),
    ],
)
def test_what_a_body_says_of_itself_in_its_release_is_on_record_as_its_own(head, issuer):
    """It denies, promises and demands, though nobody is quoted; the name is one, however a reader would part it."""
    told = "We deny that the lock leaks. We will drain it by 1 June. We call on the mayor to pay for it."

    reading = read(f"{head}\n\n14 May 2031\n\nPapers write of a leak.\n\n{told}\n")

    assert {Act.DENY, Act.COMMIT, Act.CALL} <= {one.act for one in reading.attributions}
    for words in ("We deny that the lock leaks.", "We will drain it by 1 June.", "We call on the mayor"):
        assert issuer in [name for name, said in said_by(reading) if words in said]


def test_whoever_is_addressed_in_a_letter_says_nothing_in_it():
    """'Minister,' above 'we call on you' is no one's source."""
    told = read(
        "Open letter to the harbour minister\n\n5 March 2031\n\nMinister,\n\nWe, the undersigned, call on you to "
        "publish the list of the drowned before the end of this month. We ask that no officer lose his post.\n\nYou "
        "promised us the report by May. We expect you to keep your word.\n\nSigned:\n\nAna Lima, committee of the "
        "families\nIvo Brandt, dockworkers' union\n"
    )

    assert {"Ana Lima"} == {name for name, words in said_by(told) if "publish the list" in words}


@pytest.mark.parametrize("spoken_to", ["Chairman", "Mr President", "Councillor Brandt"])
def test_whoever_a_question_is_put_to_is_not_its_source(spoken_to):
    """Of 'Chairman, the rowers say' they say it; no second comma stands before the verb."""
    told = read(
        "REPORTER: How many?\n\nMR. BRANDT: We counted 12. It was dark.\n\nREPORTER: "
        f"{spoken_to}, the rowers' union said on Monday that 31 boats were lost. Why?\n\nMR. BRANDT: I know of 12.\n"
    )

    assert {"rowers' union"} <= {name for name, words in said_by(told) if "31 boats" in words}
    assert not {spoken_to, "Brandt"} & {name for name, words in said_by(told) if "31 boats" in words}


def test_a_number_that_a_question_gives_to_nobody_is_nobodys():
    """What somebody else gives, as a question tells, is his."""
    told = read(
        "REPORTER: The mayor says that 31 boats sank. And I heard of nine crowns a family?\n\n"
        "MS. LIMA: We counted 12 boats. I know of no money.\n\nREPORTER: So it was 12?\n\nMS. LIMA: I said so.\n"
    )

    assert {"31 boats", "12 boats"} == {figure.exact for figure in told.figures}


@pytest.mark.parametrize("word", ["I give you my word.", "We promise.", "You have our word on that."])
def test_what_somebody_gives_his_word_on_is_promised(word):
    """The day stands in another sentence, without a verb."""
    told = read(
        "REPORTER: When will it open?\n\nMS. LIMA: By 14 June. All of it. "
        + word
        + "\n\nREPORTER: And the crane?\n\n"
        "MS. LIMA: I have no news of it.\n"
    )

    assert Act.COMMIT in {one.act for one in told.attributions}
