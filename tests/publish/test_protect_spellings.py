"""Every spelling in which a document can write a protected name, and every word that only looks like one."""

import os
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.publish.spellings import list_spellings, make_names
from tests.publish.test_dossier import make_record

from onrecord.errors import InvalidNames, NameLeft
from onrecord.model import Actor, ActorType, Record
from onrecord.publish.output import Making, write_forms
from onrecord.publish.protect import find_protected, hide, read_names, refuse_left
from onrecord.publish.protect.matching import Matcher
from onrecord.publish.protect.view import Setting

NAMES = make_names(200)
P = "[Protected 1]"


def hide_in(text, *names, record=None, setting=Setting.PROSE):
    """Return a text without the names, each placeholder as a bare mark."""
    protected = find_protected(record or Record(), names)
    return re.sub(r"\[Protected \d+\]", "▮", Matcher(protected).replace(text, setting))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(NAMES) - 1), st.integers(0, 9))
def test_no_spelling_of_a_name_is_left_and_no_word_beside_it_is_lost(number, seed):
    """Of any name, in each spelling, the placeholder stands exactly where the name stood and the rest as it was."""
    name = NAMES[number]
    for spelling in list_spellings(name, random.Random(seed)):  # noqa: S311 - names, not secrets
        text = hide_in(f"On Monday the council heard {spelling.text} about the dam.", name.whole)
        expected = f"On Monday the council heard {spelling.before}▮{spelling.after} about the dam."
        assert expected == text, spelling.kind


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ada Vale-Korsgaard", "Mr Korsgaard met Ms Vale.", "Mr ▮ met Ms ▮."),
        ("Yusuf al-Nasiri", "Nasiri, El-Nasiri, Alnasiri, Al Nasiri", "▮, ▮, ▮, ▮"),
        ("Piet van der Hoek", "Van der Hoek, Mr Hoek, vanderhoek", "▮, Mr ▮, ▮"),
        ("Nora O’Dwyer", "O'Dwyer, Odwyer, O Dwyer, Ms Dwyer", "▮, ▮, ▮, Ms ▮"),
        ("Jürgen Köhler", "Koehler, Kohler, KÖHLER", "▮, ▮, ▮"),
        ("Juergen Kohler", "Köhler, Koehler, Jürgen", "▮, ▮, ▮"),
        ("Þórunn Æsk", "Thorunn Aesk", "▮"),
        ("Ögmund Straße", "Strasse said, and OEGMUND", "▮ said, and ▮"),
        ("Oleg Vetrov", "Олег Ветров left. Ветров left.", "▮ left. ▮ left."),
        (
            "Helena Vosskamp",
            "Voss-\n\nkamp, Voss\u00ad \nkamp, Voss\u2011kamp, V o s s k a m p",
            "▮, ▮, ▮, ▮",
        ),
        ("Helena Vosskamp", "Helena\n\nVosskamp and Vosskamp.\n\nHelena", "▮ and ▮.\n\n▮"),
        ("Helena Vosskamp", "V.o.s.s.k.a.m.p and v-o-s-s-k-a-m-p", "▮ and ▮"),
        ("Helena Vosskamp", "Vossk&#97;mp, Voss&shy;kamp, Vo%73skamp", "▮, ▮, ▮"),
        (
            "Helena Vosskamp",
            "@hvosskamp, @helenav, #FreeVosskamp, #justiceforvosskamp",
            "@▮, @▮, #Free▮, #justicefor▮",
        ),
        ("Helena Vosskamp", "www.helenavosskamp.example/~hvosskamp", "www.▮.example/~▮"),
        ("Helena Vosskamp", "Vosskampian, Vosskamps, anti-Vosskamp", "▮ian, ▮s, anti-▮"),
        ("J. R. Kettle", "J. R. Kettle; J.R. Kettle; JR Kettle; Kettle, J. R. said", "▮; ▮; ▮; ▮ said"),
        (
            "Commissioner Ada Brint",
            "Brint said the Commissioner and a commissioner.",
            "▮ said the Commissioner and a commissioner.",
        ),
        ("Þóra March", "Þ. March spoke in March.", "▮ spoke in March."),
        ("United Nations", "The UN, the U.N. and U.N.-led talks", "The ▮, the ▮ and ▮-led talks"),
        ("Li Wei", "Mr Li and Ms Wei; Li Wei.", "Mr ▮ and Ms ▮; ▮."),
        ("Do Anh", "Mr Do will do so.", "Mr ▮ will do so."),
    ],
)
def test_what_a_reader_takes_for_the_name_is_hidden(name, text, expected):
    """Halves of double names, particles, other alphabets, breaks, handles and initials all lead to the person."""
    assert expected == hide_in(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rosa Tribute", "They paid tribute. A tribute was paid, and the Tribute was read."),
        ("Theresa May", "It may open in May, by 3 May 2024, or before May."),
        ("Mark Field", "Mark the date in a field of view; the mark is made."),
        ("Will Grant", "The council will grant it. Will the council grant money? Grants will go."),
        ("Rose Price", "Prices rose. The price rose. Price rises hurt."),
        ("Una Commissioner", "The Commissioner and the commissioner said so."),
        ("Ban Marchand", "the march and the ban; march and"),
        ("Anders Mander", "Commanders of Flanders, islanders and Anderson"),
        ("Ana Lee", "banana, sleep, fleet, analyse"),
        ("Anna Lund", "blunder, Lundgren, plundered, annals"),
        ("Piet van Hoek", "a van, van drivers; de facto, al fresco"),
        ("United Nations", "the underground was found, and nations united"),
        ("Dean Holm", "The dean and the Dean of the faculty"),
        ("Kim Jong-un", "unjust, UN talks, the un-named"),
    ],
)
def test_a_word_that_is_not_the_name_stays(name, text):
    """Common nouns, verbs, months, words that hold a name by chance and other people's names are left alone."""
    assert text == hide_in(text, name)


@given(st.integers(0, len(NAMES) - 1))
@settings(max_examples=40, deadline=None)
def test_no_common_word_is_lost(number):
    """Whoever is protected, plain text about the things that names are also words for is left as it was."""
    text = (
        "In March the price of stone rose. The council will mark it: young bakers pay no tribute, and the bishop may "
        "grant a field its full width, with grace and hope. The Commissioner drove a van into the bin yard."
    )
    assert text == hide_in(text, NAMES[number].whole)


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Ana Lee", "2024/ana-lee-speaks.html", "2024/▮-speaks.html"),
        ("Ana Lee", "banana-analysis.html", "banana-analysis.html"),
        ("Jörg Müller", "joerg_mueller.pdf", "▮.pdf"),
        ("Łucja Żuk", "%C5%81ucja%20%C5%BBuk.txt", "▮.txt"),
        ("Theresa May", "2024-05-may/price-of-water.html", "2024-05-may/price-of-water.html"),
        ("Ola Html", "ola-html/page.html", "▮/page.html"),
        ("Osric Fenn", "notes/ofenn/fenn-osric.docx", "notes/▮/▮.docx"),
    ],
)
def test_addresses_and_file_names_are_read_word_by_word(name, address, expected):
    """A file name or an address holds names in small letters, turned round, encoded or shortened."""
    assert expected == hide_in(address, name, setting=Setting.ADDRESS)


def test_a_fuller_name_that_the_record_knows_is_protected_too():
    """Where the list has initials, the first names that the record has for the person are hidden as well."""
    actor = Actor("actor-1", "John Robert Kettle", ActorType.PERSON, ("John Robert Kettle",))

    text = hide_in("John Kettle left. Robert stayed.", "J. R. Kettle", record=Record(actors=(actor,)))

    assert "▮ left. ▮ stayed." == text


def test_a_description_that_many_share_is_no_name():
    """Of what the record has among an actor's aliases, an office alone is no name; what tells who it is, is one."""
    actor = Actor(
        "a-1",
        "Ada Brint",
        ActorType.PERSON,
        ("the Commissioner", "the ferry harbour chief", "commissioner Ms"),
    )
    [somebody] = find_protected(Record(actors=(actor,)), ("Ada Brint",))

    assert "the ferry harbour chief" in somebody.names
    assert not {"the Commissioner", "commissioner Ms"} & set(somebody.names)


def test_a_placeholder_says_nothing_of_the_name():
    """Names of other lengths and letters, at the same place of the list, make the same published text."""
    texts = {
        hide_in(f"“No,” {name} said.", name)
        for name in ("Li Wei", "Bartholomew Featherstonehaugh-Vance", "Ø. Ask")
    }

    assert {"“No,” ▮ said."} == texts


def test_the_order_of_actors_and_documents_says_nothing_of_the_name():
    """Actors and files stand in the order of what is shown, not of the names that were hidden."""
    record = make_record("Bela Vosskamp spoke by May. At least 40 died.", "Bela Vosskamp")
    others = (
        Actor("actor-0", "Ada Quill", ActorType.PERSON),
        Actor("actor-2", "Cora Quill", ActorType.PERSON),
    )
    [document] = record.documents
    files = tuple(
        replace(document, id=f"document-{n}", file=file)
        for n, file in enumerate(("a.txt", "vosskamp.txt", "z.txt"), 1)
    )
    record = replace(record, actors=(others[0], *record.actors, others[1]), documents=files)

    hidden = hide(record, find_protected(record, ("Bela Vosskamp",)))

    assert ["Ada Quill", "Cora Quill", P] == [actor.name for actor in hidden.actors]
    assert [f"{P}.txt", "a.txt", "z.txt"] == [entry.file for entry in hidden.documents]


PROGRAM_WORDS = (
    "Rosa Tribute",
    "Ken Width",
    "Ada Record",
    "Una Script",
    "Ola Html",
    "Sha Li",
    "Jo Onrecord",
    "Eva Denial",
)


@pytest.mark.parametrize("name", PROGRAM_WORDS)
def test_the_programs_own_code_and_wording_refuse_no_name(tmp_path, name):
    """A name that is also a word of the style sheet, the script, the markup or a heading can be published about."""
    record = make_record(f"{name} spoke by May. {name} said at least 40 died.", name, f"{name} speaks")
    protected = find_protected(record, (name,))
    write_forms(hide(record, protected), tmp_path, Making(pages=True))

    refuse_left(tmp_path, protected)
    assert name not in (tmp_path / "dossier.html").read_text(encoding="utf-8")


def test_names_read_by_half_are_hidden_whole():
    """An actor who was read off the first half of a name that a line's end breaks does not keep that half."""
    text = "Ms Voss\u00ad \nkamp left, and Helena Vosskamp spoke."
    record = make_record(text, "Voss\u00ad")
    mention = replace(record.actors[0].mentions[0], start=3, end=8, exact=text[3:8])
    actor = replace(record.actors[0], mentions=(mention,))

    hidden = hide(replace(record, actors=(actor,)), find_protected(record, ("Helena Vosskamp",)))

    assert P == hidden.actors[0].name
    assert P == hidden.actors[0].mentions[0].exact
    assert "Ms [Protected 1] left, and [Protected 1] spoke." == hidden.documents[0].text


def test_every_string_of_the_record_is_looked_at(tmp_path):
    """Title, file, address, outlet, action, quantity, due words and reasons hold no name once it is hidden."""
    record = make_record(
        "Osric Vosskamp spoke by May. At least 40 died.", "Osric Vosskamp", "Vosskamp speaks"
    )
    [document], [commitment], [figure] = record.documents, record.commitments, record.figures
    record = replace(
        record,
        documents=(replace(document, file="o-vosskamp/a.txt", url="https://x.example/vosskamp"),),
        commitments=(replace(commitment, action="meet osric vosskamp"),),
        figures=(replace(figure, quantity="vosskamp supporters", unit="vosskamp supporters"),),
        unread=(replace(record.unread[0], file="vosskamp.pdf", reason="vosskamp.pdf: encrypted"),),
    )
    protected = find_protected(record, ("Osric Vosskamp",))
    write_forms(hide(record, protected), tmp_path, Making(pages=True))

    refuse_left(tmp_path, protected)
    for path in tmp_path.rglob("*.*"):
        assert "vosskamp" not in re.sub(r"[^a-z]", "", path.read_text(encoding="utf-8").lower())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dossier.html", "<p>Ms Voss&shy;kamp</p>"),
        ("dossier.html", "<p>Vоsskаmp</p>"),
        ("dossier.html", "<p>Hele\u0301na V\u00f6sskamp</p>"),
        ("dossier.html", '<p title="Vosskamp">x</p>'),
        ("dossier.html", '<span id="helena-vosskamp">x</span>'),
        ("dossier.html", "<svg><text>Helena Voss-</text><text>kamp</text></svg>"),
        ("dossier.html", "<!-- Vosskamp --><p>x</p>"),
        ("dossier.md", "| a | Voss\\kamp |".replace("\\k", "\\-k")),
        ("dossier.md", "**Vosskamp**"),
        ("dossier.md", "V&#111;sskamp"),
        ("record.json", '{"url": "https://x.example/%56osskamp"}'),
        ("record.json", '{"text": "#FreeVosskamp"}'),
    ],
)
def test_the_last_scan_reads_as_a_readers_software_does(tmp_path, name, content):
    """Entities, look-alikes, accents, attributes, ids, labels on two lines, comments and escapes are read through."""
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(NameLeft, match="nothing was published"):
        refuse_left(tmp_path, find_protected(Record(), ("Helena Vosskamp",)))


@pytest.mark.parametrize(
    "content",
    [
        "<style>.vosskamp { width: 1px }</style><p>x</p>",
        "<script>vosskamp.setAttribute('helena', 1)</script><p>x</p>",
        '<p class="vosskamp">x</p>',
    ],
)
def test_the_last_scan_reads_no_code(tmp_path, content):
    """What a style sheet, a script or a class is called is the program's own, and no reader sees it."""
    (tmp_path / "dossier.html").write_text(content, encoding="utf-8")

    refuse_left(tmp_path, find_protected(Record(), ("Helena Vosskamp",)))


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "large", "long", "many"])
def test_what_is_no_list_of_names_is_refused_at_once(tmp_path, kind):
    """A pipe that nobody writes to, a device without an end, a folder and a file too large each end with a line."""
    path = tmp_path / "names.txt"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "large":
            path.write_bytes(b"Ada Brint\n" * 200_000)
        case "long":
            path.write_text("Ada Brint, " * 100, encoding="utf-8")
        case "many":
            path.write_text("\n".join(f"Ada Brint{n}" for n in range(20_000)), encoding="utf-8")

    with pytest.raises(InvalidNames, match=r"names\.txt: .*(?:one a line|fewer)"):
        read_names(path)
