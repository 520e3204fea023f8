"""Passages with quotations, by class: who is heard to say which words, and which marks have nobody speak."""

import re
from collections.abc import Collection

import pytest

from onrecord.model import Document
from onrecord.reading.parse import find_sentences, load_pipeline, parse_document
from onrecord.reading.reader import read_document
from onrecord.reading.speech.attribution import find_attributions
from onrecord.reading.tagger.model import load_tagger
from onrecord.times import find_times

LOST = pytest.mark.xfail(
    strict=True, reason="the reader, trained on more than attributions, no longer finds it"
)


def plain(words: str) -> str:
    """Return the words without marks: a quotation and its parts are told apart by their words."""
    return re.sub(r"\W+", " ", words).strip()


def gather(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return all that each speaker says, in order: one attribution or several may hold it."""
    said: dict[str, str] = {}
    for speaker, words in pairs:
        said[plain(speaker)] = f"{said.get(plain(speaker), '')} {plain(words)}".strip()
    return said


def begins(one: str, other: str) -> bool:
    """Tell whether one name begins the other: a source may hold more or less of what describes the speaker."""
    return one.startswith(other) or (len(one.split()) > 1 and other.startswith(one))


def hear(text: str, names: Collection[str] = ()) -> dict[str, str]:
    """Return all that each speaker is found to say; a source goes by the one of the names that it begins with."""
    document = Document("document-1", "note.txt", "", text)
    doc, read = parse_document(document, load_pipeline(), load_tagger())
    found = find_attributions(document, doc, read, find_times(text, find_sentences(doc), document.published))[
        0
    ]
    sources = [text[one.source.start : one.source.end] if one.source else "nobody" for one in found]
    sources = [
        next((name for name in names if begins(plain(source), plain(name))), source) for source in sources
    ]
    contents = [" ".join(text[piece.start : piece.end] for piece in one.content) for one in found]
    return gather(list(zip(sources, contents, strict=True)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No boat left the harbour,” said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ('"No boat left the harbour," Mia Rao said.', [("Mia Rao", "No boat left the harbour")]),
        ("«No boat left the harbour», said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("« No boat left the harbour, » said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("»No boat left the harbour«, said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("„No boat left the harbour,“ said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("„No boat left the harbour”, said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("‘No boat left the harbour,’ said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        (
            "'The pilots' boat left the harbour at six,' said Mia Rao.",
            [("Mia Rao", "The pilots' boat left the harbour at six")],
        ),
        (
            "‘The pilots’ boat hasn’t left the harbour,’ said Mia Rao.",
            [("Mia Rao", "The pilots’ boat hasn’t left the harbour")],
        ),
        ("''No boat left the harbour,'' said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("``No boat left the harbour,'' said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("`No boat left the harbour,' said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("‹No boat left the harbour›, said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ('“No boat left the harbour," said Mia Rao.', [("Mia Rao", "No boat left the harbour")]),
        ('"No boat left the harbour,” said Mia Rao.', [("Mia Rao", "No boat left the harbour")]),
        ("”No boat left the harbour,” said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("“No boat left the harbour,“ said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        ("‘‘No boat left the harbour,’’ said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
        (
            "Mia Rao said: 'We've had no word from the pilots' office since the '90s.'",
            [("Mia Rao", "We've had no word from the pilots' office since the '90s.")],
        ),
        ("″No boat left the harbour,″ said Mia Rao.", [("Mia Rao", "No boat left the harbour")]),
    ],
)
def test_words_in_any_marks_have_their_speaker(text, expected):
    """Curly, straight, angled, low, single, doubled and wrongly turned marks all quote; apostrophes do not."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“No boat left the harbour, said Mia Rao. Rain fell on the town all day.\n\nThe pumps ran.",
            [("Mia Rao", "No boat left the harbour")],
            marks=LOST,
        ),
        (
            "“No boat left the harbour, said Mia Rao. “The pumps ran all night.”",
            [("Mia Rao", "No boat left the harbour"), ("Mia Rao", "The pumps ran all night.")],
        ),
        (
            '"No boat left the harbour, Mia Rao said. "The pumps ran all night."',
            [("Mia Rao", "No boat left the harbour"), ("Mia Rao", "The pumps ran all night.")],
        ),
        (
            "No boat left the harbour,” said Mia Rao. Rain fell on the town all day.",
            [("Mia Rao", "No boat left the harbour")],
        ),
        (
            'No boat left the harbour," said Mia Rao. "The pumps ran all night."',
            [("Mia Rao", "No boat left the harbour"), ("Mia Rao", "The pumps ran all night.")],
        ),
        (
            "Mia Rao said: “No boat left the harbour.\n\nRain fell on the town all day. The pumps ran.",
            [("Mia Rao", "No boat left the harbour.")],
        ),
        (
            "Mia Rao said: No boat left the harbour.”\n\nRain fell on the town all day.",
            [("Mia Rao", "No boat left the harbour.")],
        ),
        ('The crew fitted a 12" pipe and a 6" valve under the pier.', []),
        (
            'The crew fitted a 12" pipe. "No boat left the harbour," said Mia Rao.',
            [("Mia Rao", "No boat left the harbour")],
        ),
        (
            "The crew painted the hull ” twice. “No boat left the harbour,” said Mia Rao.",
            [("Mia Rao", "No boat left the harbour")],
        ),
        (
            "Mia Rao said the pumps ran “all night. Rain fell on the town.\n\nThe gate was sold in May.",
            [("Mia Rao", "the pumps ran “all night")],
        ),
        ("“No boat left the harbour” Mia Rao said.", [("Mia Rao", "No boat left the harbour")]),
    ],
)
def test_a_lost_mark_swallows_nothing(text, expected):
    """Where a mark was lost, the words said are still told from the words about them; inches are no speech."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "“No boat left the harbour,” said Mia Rao. “The pumps ran all night.\n\n"
                "“Nobody in the office slept.\n\n“We would do it again.”\n\nRain fell."
            ),
            [
                ("Mia Rao", "No boat left the harbour"),
                ("Mia Rao", "The pumps ran all night."),
                ("Mia Rao", "Nobody in the office slept."),
                ("Mia Rao", "We would do it again."),
            ],
        ),
        (
            "Mia Rao, a doctor, said: “The pumps ran all night.\n\n“Nobody in the office slept,” she added.",
            [("Mia Rao, a doctor", "The pumps ran all night."), ("she", "Nobody in the office slept")],
        ),
        (
            "“The pumps ran all night,” said Mia Rao.\n\n“Nobody in the office slept that night.”\n\nRain fell.",
            [("Mia Rao", "The pumps ran all night"), ("Mia Rao", "Nobody in the office slept that night.")],
        ),
        (
            "Mia Rao was tired.\n\n“The pumps ran all night,” she said.\n\n“Nobody in the office slept.”",
            [("she", "The pumps ran all night"), ("she", "Nobody in the office slept.")],
        ),
        (
            (
                'Mia Rao said: "The pumps ran all night.\n\n"Nobody in the office slept.\n\n"The town was dry."\n\n'
                "The mayor was away."
            ),
            [
                ("Mia Rao", "The pumps ran all night."),
                ("Mia Rao", "Nobody in the office slept."),
                ("Mia Rao", "The town was dry."),
            ],
        ),
        (
            (
                "Mia Rao said: ‘The pumps ran all night.\n\n‘Nobody in the office slept.\n\n‘The town was dry.’\n\n"
                "The mayor was away."
            ),
            [
                ("Mia Rao", "The pumps ran all night."),
                ("Mia Rao", "Nobody in the office slept."),
                ("Mia Rao", "The town was dry."),
            ],
        ),
        (
            (
                "Mia Rao said the night was long.\n\n“The pumps ran until dawn and nobody slept.”\n\n"
                "Ivo Lund disagreed.\n\n“It was a night like any other,” he said."
            ),
            [
                ("Mia Rao", "the night was long"),
                ("Mia Rao", "The pumps ran until dawn and nobody slept."),
                ("he", "It was a night like any other"),
            ],
        ),
        ("Mia Rao continued:\n\n“The pumps ran until dawn.”", [("Mia Rao", "The pumps ran until dawn.")]),
        ("“No boat left the harbour.”\n\n— Mia Rao, Norvik.", [("Mia Rao", "No boat left the harbour.")]),
        (
            "Mia Rao said: “The pumps ran.\n\nNobody in the office slept.”\n\nRain fell.",
            [("Mia Rao", "The pumps ran."), ("Mia Rao", "Nobody in the office slept.")],
        ),
        (
            "“The pumps ran until dawn. Nobody slept.”\n\nMia Rao, Norvik Post\n\nRain fell.",
            [("Mia Rao, Norvik Post", "The pumps ran until dawn. Nobody slept.")],
        ),
    ],
)
def test_a_quotation_goes_on_in_the_paragraphs_after_it(text, expected):
    """A quotation that opens anew with each paragraph, or stands in one of its own, keeps its speaker."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“They shouted ‘shut the gate’ and ran,” said Mia Rao.",
            [("Mia Rao", "They shouted ‘shut the gate’ and ran")],
        ),
        (
            "‘They shouted “shut the gate” and ran,’ said Mia Rao.",
            [("Mia Rao", "They shouted “shut the gate” and ran")],
        ),
        (
            "\"They shouted 'shut the gate' and ran,\" said Mia Rao.",
            [("Mia Rao", "They shouted 'shut the gate' and ran")],
        ),
        (
            "“The mayor told us, ‘Nobody leaves the hall.’ So we stayed,” said Mia Rao.",
            [("Mia Rao", "The mayor told us, ‘Nobody leaves the hall.’ So we stayed")],
        ),
        (
            "“The mayor told us “nobody leaves” and so we stayed,” said Mia Rao.",
            [("Mia Rao", "The mayor told us “nobody leaves” and so we stayed")],
        ),
        (
            "Mia Rao said: “The mayor's words were, ‘Nobody leaves the hall.’”",
            [("Mia Rao", "The mayor's words were, ‘Nobody leaves the hall.’")],
        ),
        (
            "„They shouted ‚shut the gate‘ and ran,“ said Mia Rao.",
            [("Mia Rao", "They shouted ‚shut the gate‘ and ran")],
        ),
        (
            "“No boat left,” said Mia Rao. “And the crews asked, ‘Who closed the gate?’”",
            [("Mia Rao", "No boat left"), ("Mia Rao", "And the crews asked, ‘Who closed the gate?’")],
        ),
    ],
)
def test_a_quotation_holds_what_it_quotes(text, expected):
    """Quotations within a quotation are its words."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    "text",
    [
        "Ivo “Bo” Lund opened the shop in 1990.",
        'Robert "Bobby" Reyes runs the yard.',
        "The so-called “floating garden” was sold in March.",
        "Her novel “The Long Quay at Night” came out last year.",
        "The film “Nobody Leaves the Hall” opens on Friday.",
        "The “smart” pumps failed twice in a week.",
        "The song 'Nobody Leaves the Hall' was played twice.",
        "Olga Brandt, known as “the Heron of the Quay”, runs the yard.",
        "The word “harbour” comes from an older word for shelter.",
        "Their ship, the “Grey Heron of Norvik”, sank in 1990.",
        "The '90s were good to the town, and the shops' owners knew it.",
        "The boats were 5' 6\" wide and 20' long.",
        "She wore a “Free the Harbour Now” badge to the fair.",
        "The storm, nicknamed “Big Olga”, reached the coast in May.",
        "“The Long Quay at Night,” directed by Ivo Lund, opens on Friday.",
        "The rule on the wall was old.\n\nMotto: “The harbour is a door without a lock.”",
        "The crews sang “Over the Grey Water” on the pier.",
        "It was a “no boats, no bread” kind of winter.",
    ],
)
def test_marks_alone_are_no_speech(text):
    """Nicknames, titles, mocked words, words about words and measures have nobody speak."""
    assert {} == hear(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“No boat left,” said Mia Rao, who has led the union since 2011, “and none will leave.”",
            [("Mia Rao", "No boat left … and none will leave.")],
        ),
        (
            (
                "“No boat left the harbour,” said Mia Rao, who has led the union since 2011 and sits on the board. "
                "“None will leave.”"
            ),
            [("Mia Rao", "No boat left the harbour"), ("Mia Rao", "None will leave.")],
        ),
        (
            "“No boat left the harbour,” Mia Rao, the union's leader, told reporters in Norvik on Monday.",
            [("Mia Rao, the union's leader", "No boat left the harbour")],
        ),
        (
            "Mia Rao, who has led the union since 2011, said: “No boat left the harbour.”",
            [("Mia Rao", "No boat left the harbour.")],
        ),
        (
            "Mia Rao, 41, a pilot whose father was a pilot too, said: “No boat left the harbour.”",
            [("Mia Rao, 41, a pilot whose father was a pilot too", "No boat left the harbour.")],
        ),
        (
            "Mia Rao, whose boat was the last to come in, was furious. “Nobody told us about the storm.”",
            [("Mia Rao", "Nobody told us about the storm.")],
        ),
        (
            "“No boat left the harbour,” says Mia Rao, 41, from the pilots' office in Norvik.",
            [("Mia Rao, 41, from the pilots' office in Norvik", "No boat left the harbour")],
        ),
        (
            "“No boat left the harbour,” Rao, standing on the pier in a yellow coat, told a crowd of some 200.",
            [("Rao", "No boat left the harbour")],
        ),
        (
            "Last night Ivo Lund, a union man, said he was worried. “What the firm has done is close the gate on us.”",
            [
                ("Ivo Lund, a union man", "he was worried"),
                ("Ivo Lund, a union man", "What the firm has done is close the gate on us."),
            ],
        ),
        (
            "The mayor, who says little, shot back: “Nobody asked the crews.”",
            [("The mayor", "Nobody asked the crews.")],
        ),
    ],
)
def test_a_clause_beside_the_name_is_no_obstacle(text, expected):
    """What is said about the speaker stands between name and quotation, or between two quotations."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mia Rao was blunt. “We will not leave the harbour.”",
            [("Mia Rao", "We will not leave the harbour.")],
        ),
        (
            "Mia Rao shook her head. “Nobody told us about the storm.”",
            [("Mia Rao", "Nobody told us about the storm.")],
        ),
        (
            "Mia Rao had an answer ready. “Nobody told us about the storm,” she said.",
            [("she", "Nobody told us about the storm")],
        ),
        (
            "The union's leader was not impressed. “Nobody asked the crews at all,” she said. “They never do.”",
            [("she", "Nobody asked the crews at all"), ("she", "They never do.")],
        ),
        (
            "Mia Rao laughed: “Nobody told us about the storm.”",
            [("Mia Rao", "Nobody told us about the storm.")],
        ),
        (
            "In the harbour office, Mia Rao shrugged. “It was never safe to begin with.”",
            [("Mia Rao", "It was never safe to begin with.")],
        ),
        (
            "Mia Rao put it this way: “The harbour is a door without a lock.”",
            [("Mia Rao", "The harbour is a door without a lock.")],
        ),
        (
            "Mia Rao's reply was short. “The gate was never safe at all.”",
            [("Mia Rao", "The gate was never safe at all.")],
        ),
        (
            "“No boat left,” said Ivo Lund. Mia Rao shook her head. “Nobody told us about the storm.”",
            [("Ivo Lund", "No boat left"), ("Mia Rao", "Nobody told us about the storm.")],
        ),
        (
            "“No boat left,” said Mia Rao on “Norvik Today.” “Nobody told us about the storm.”",
            [("Mia Rao", "No boat left"), ("Mia Rao", "Nobody told us about the storm.")],
        ),
        pytest.param(
            "“No boat left,” said Mia Rao. Instead, “the crews sat down and sang.”",
            [("Mia Rao", "No boat left"), ("Mia Rao", "the crews sat down and sang.")],
            marks=pytest.mark.xfail(strict=True, reason="the reader takes the word before for hers"),
        ),
        (
            "Rain fell all night.\n\nRao: “We are glad to report that the harbour is dry.”\n\nFacts: it was not.",
            [("Rao", "We are glad to report that the harbour is dry.")],
        ),
    ],
)
def test_a_quotation_is_led_to_by_the_sentence_before_it(text, expected):
    """The sentence or label before a quotation tells who speaks."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Open the gate,” Lund said, while Rao replied, “Not before May.”",
            [("Lund", "Open the gate"), ("Rao", "Not before May.")],
        ),
        (
            "Lund said “open the gate now” and Rao answered “not before the tide turns”.",
            [("Lund", "open the gate now"), ("Rao", "not before the tide turns")],
        ),
        (
            "“The gate is safe,” said Ivo Lund.\n\n“It was never safe,” said Mia Rao.",
            [("Ivo Lund", "The gate is safe"), ("Mia Rao", "It was never safe")],
        ),
        (
            "“The gate is safe,” Ivo Lund insisted, but Mia Rao shot back: “It was never safe.”",
            [("Ivo Lund", "The gate is safe"), ("Mia Rao", "It was never safe.")],
        ),
        (
            "“Is the gate safe?” asked Ivo Lund. “It was never safe,” Mia Rao answered.",
            [("Ivo Lund", "Is the gate safe?"), ("Mia Rao", "It was never safe")],
        ),
        (
            "Ivo Lund said the gate was safe. “It was never safe,” countered Mia Rao.",
            [("Ivo Lund", "the gate was safe"), ("Mia Rao", "It was never safe")],
        ),
    ],
)
def test_each_speaker_keeps_their_own_words(text, expected):
    """Of two speakers side by side, each has the quotation beside the name."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We were lied to for years,” thundered Mia Rao.", [("Mia Rao", "We were lied to for years")]),
        ("“It floats, at least,” quipped Mia Rao.", [("Mia Rao", "It floats, at least")]),
        ("“It floats, at least,” Mia Rao deadpanned.", [("Mia Rao", "It floats, at least")]),
        ("Mia Rao shot back: “Nobody asked the crews.”", [("Mia Rao", "Nobody asked the crews.")]),
        ("“Nobody asked the crews,” Mia Rao shot back.", [("Mia Rao", "Nobody asked the crews")]),
        ("“Nobody asked the crews,” fired back Mia Rao.", [("Mia Rao", "Nobody asked the crews")]),
        (
            "“Nobody asked the crews,” the harbour master grumbled.",
            [("the harbour master", "Nobody asked the crews")],
        ),
        (
            "“Nobody asked the crews,” grumbled the harbour master, a man of few words.",
            [("the harbour master, a man of few words", "Nobody asked the crews")],
        ),
        ("“Nobody asked the crews!” bellowed Lund from the stairs.", [("Lund", "Nobody asked the crews!")]),
        ("“Who asked the crews?” Mia Rao wanted to know.", [("Mia Rao", "Who asked the crews?")]),
        ("“Nobody asked the crews,” Mia Rao chimed in.", [("Mia Rao", "Nobody asked the crews")]),
        ("“Nobody asked the crews,” reads the letter.", [("the letter", "Nobody asked the crews")]),
        ("Mia Rao thundered: “Nobody asked the crews.”", [("Mia Rao", "Nobody asked the crews.")]),
        (
            "“Nobody,” groaned Mia Rao, “ever asked the crews.”",
            [("Mia Rao", "Nobody … ever asked the crews.")],
        ),
        ("“Nobody asked the crews,” Mia Rao said with a shrug.", [("Mia Rao", "Nobody asked the crews")]),
        ("Said Mia Rao: “Nobody asked the crews.”", [("Mia Rao", "Nobody asked the crews.")]),
        ("“Nobody asked the crews,” according to Mia Rao.", [("Mia Rao", "Nobody asked the crews")]),
        ("Mia Rao’s answer: “Nobody asked the crews.”", [("Mia Rao", "Nobody asked the crews.")]),
        (
            "The crews were right, Mia Rao tweeted: “Nobody asked them about the gate.”",
            [("Mia Rao", "Nobody asked them about the gate.")],
        ),
        ("In the words of Mia Rao, “nobody asked the crews”.", [("Mia Rao", "nobody asked the crews")]),
        ("As Mia Rao put it, “nobody asked the crews”.", [("Mia Rao", "nobody asked the crews")]),
        pytest.param(
            "Mia Rao thanked the crews and then boomed, “Tonight we have won the harbour.”",
            [("Mia Rao", "Tonight we have won the harbour.")],
            marks=pytest.mark.xfail(
                strict=True, reason="the reader takes whom she thanked for what she said"
            ),
        ),
        (
            "Mia Rao bragged twice that “nobody sings like our crews do”.",
            [("Mia Rao", "that nobody sings like our crews do")],
        ),
        (
            "Mia Rao had grown tired by the time the boats came in: “We should have closed the gate.”",
            [("Mia Rao", "We should have closed the gate.")],
        ),
        (
            "The evening began with Mia Rao asking Ivo Lund, “Can you hear the crews?”",
            [("Mia Rao", "Can you hear the crews?")],
        ),
        (
            "“Nobody asked the crews.” “Nobody ever does,” said Mia Rao.",
            [("Mia Rao", "Nobody asked the crews. Nobody ever does")],
        ),
        (
            "“Nobody asked the crews. They never do.” Mia Rao, Norvik Post",
            [("Mia Rao, Norvik Post", "Nobody asked the crews. They never do.")],
        ),
    ],
)
def test_any_verb_beside_a_quotation_can_be_a_verb_of_saying(text, expected):
    """The place of a verb beside a quotation makes it one of saying, whatever it is and whichever comes first."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Robert "Bobby" Reyes said: "Nobody asked the crews."',
            [('Robert "Bobby" Reyes', "Nobody asked the crews.")],
        ),
        (
            "“Nobody asked the crews,” said Robert “Bobby” Reyes, a pilot.",
            [("Robert “Bobby” Reyes, a pilot", "Nobody asked the crews")],
        ),
        (
            "“Nobody asked the crews,” said a deckhand who goes by the name “Shorty.”",
            [("a deckhand who goes by the name “Shorty", "Nobody asked the crews")],
        ),
        (
            "“Nobody asked the crews,” Robert ‘Bobby’ Reyes told the board.",
            [("Robert ‘Bobby’ Reyes", "Nobody asked the crews")],
        ),
        (
            '"Nobody asked the crews," said Ivo "The Heron" Lund.',
            [('Ivo "The Heron" Lund', "Nobody asked the crews")],
        ),
        (
            "Robert “Bobby” Reyes was blunt. “Nobody asked the crews about it.”",
            [("Robert “Bobby” Reyes", "Nobody asked the crews about it.")],
        ),
    ],
)
def test_a_nickname_in_marks_is_part_of_the_name(text, expected):
    """Marks inside a name begin no quotation."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mia Rao called the plan “a bridge to nowhere”.", [("Mia Rao", "the plan “a bridge to nowhere”")]),
        (
            "Mia Rao said the plan was “a bridge to nowhere” and would cost the town dear.",
            [("Mia Rao", "the plan was “a bridge to nowhere” and would cost the town dear")],
        ),
        (
            "The plan is “a bridge to nowhere,” said Mia Rao.",
            [("Mia Rao", "The plan is “a bridge to nowhere,”")],
        ),
        (
            "The plan, which Mia Rao called “a bridge to nowhere”, was dropped.",
            [("Mia Rao", "a bridge to nowhere")],
        ),
        (
            "Mia Rao dismissed the plan as “a bridge to nowhere”.",
            [("Mia Rao", "the plan as “a bridge to nowhere")],
        ),
        (
            "The party was held in Norvik, Mia Rao calling it “a night to remember”.",
            [("Mia Rao", "it “a night to remember”")],
        ),
        (
            (
                "Mia Rao said on “Norvik Today” that there might come a winter in which the gate would “end "
                "up at the bottom of the sea”."
            ),
            [
                (
                    "Mia Rao",
                    "that there might come a winter in which the gate would “end up at the bottom of the sea”",
                )
            ],
        ),
    ],
)
def test_a_few_quoted_words_go_with_the_report_around_them(text, expected):
    """Quoted words within a reported clause are that report's."""
    assert gather(expected) == hear(text, dict(expected))


@pytest.mark.parametrize(
    "text",
    [
        (
            "Ivo Lund, a doctor, said: “The crews need care before the storm.\n\n"
            "“If they get none they will fall ill,” he added."
        ),
        "Last night Ivo Lund, a union man, said he was worried. “What the firm did was close the gate on us,” he said.",
        "“The harbour was calm,” said Ivo Lund, who leads the union. “Nobody saw it coming,” he said.",
    ],
)
def test_a_speaker_behind_a_pronoun_is_named(text):
    """What stands between a name and the quotations that go back to it hides nobody."""
    reading = read_document(Document("document-1", "note.txt", "", text), load_pipeline(), load_tagger())

    assert {"Lund"} == {
        reading.chains[one.speaker].name.split()[-1] if one.speaker is not None else ""
        for one in reading.attributions
    }
