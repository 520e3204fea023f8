"""Names that are not to be published: under every spelling, in every form, in every kind of file."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.publish.test_dossier import make_record
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import InvalidNames, NameLeft
from onrecord.model import Actor, ActorType, Record
from onrecord.publish.json import to_json
from onrecord.publish.output import Making, write_forms
from onrecord.publish.protect import find_protected, hide, read_names, refuse_left
from onrecord.publish.protect.matching import Matcher
from onrecord.publish.protect.names import Protected
from onrecord.publish.protect.view import Setting
from onrecord.verify import find_spans

RAO = Protected("[Protected 1]", ("Mirabel Dunwoody", "Dunwoody", "Mirabel"), ())


def matcher(*names):
    return Matcher([Protected("[Protected 1]", names, ())])


@pytest.mark.parametrize(
    "text",
    [
        "Mirabel Dunwoody",
        "MIRABEL DUNWOODY",
        "Mirabel\nDunwoody",
        "Mirabel\u00a0Dunwoody",
        "Dun\u00adwoody",
        "Dun\u200bwoody",
        "Dun-\nwoody",
        "Mirabél Dùnwoody",
        "Mirabe\u0301l",
        "Dunwoody's",
        "Dunwoodys",
        "#FreeDunwoody",
        "mirabeldunwoody",
        "mirabel.dunwoody",
        "@dunwoody",
        "@realMirabelDunwoody",
    ],
)
def test_a_name_is_found_however_it_is_spelled(text):
    """Case, accents, line ends, unseen characters, possessives and handles do not hide a name."""
    assert "dunwoody" not in Matcher([RAO]).replace(f"so {text} said").casefold()
    assert "[Protected 1]" in Matcher([RAO]).replace(f"so {text} said")


@pytest.mark.parametrize(
    ("name", "text"),
    [("May", "It may rain."), ("Rose", "The price rose."), ("Ana", "a banana"), ("Lee", "sleep, fleet")],
)
def test_a_short_name_is_not_found_in_other_words(name, text):
    """A short name stands alone and begins with a capital."""
    assert text == matcher(name).replace(text)
    assert "[Protected 1] said" == matcher(name).replace(f"{name} said")


def test_what_stands_beside_a_name_is_looked_at_by_itself():
    """A short part of a name that a longer one leaves behind does not stay."""
    text = matcher("Mirabel", "Fenn").replace("so @realMirabelFenn said")

    assert "Fenn" not in text
    assert text == matcher("Mirabel", "Fenn").replace(text)


def test_an_address_is_searched_in_any_case():
    """A file name or address holds names in small letters, with hyphens, or spelled out."""
    for address in ("2024/ana-lee-speaks.html", "ana_lee.txt", "ANA%20LEE.pdf"):
        assert "[Protected 1]" in matcher("Ana Lee").replace(address, Setting.ADDRESS)
    assert "[Protected 1]" in matcher("Jörg Müller").replace("joerg-mueller.html", Setting.ADDRESS)
    assert "[Protected 1]" in matcher("May").replace("may-speaks.html", Setting.ADDRESS)


def test_all_aliases_of_an_actor_are_protected():
    """A name in the list stands for every name that the record has for the actor, and for its parts."""
    actor = Actor(
        "actor-1", "Mirabel Dunwoody", ActorType.PERSON, ("Mirabel Dunwoody", "the ferry chief", "Dunwoodie")
    )
    [somebody] = find_protected(Record(actors=(actor,)), ("mirabel dunwoody",))

    assert {"Mirabel Dunwoody", "the ferry chief", "Dunwoodie"} <= set(somebody.names)
    assert ("actor-1",) == somebody.actors


def test_parts_of_a_persons_name_are_protected_and_titles_are_not():
    """'Dunwoody' and 'Mirabel' tell who it is; 'Minister', which an alias has besides, does not."""
    actor = Actor("a-1", "Mirabel Dunwoody", ActorType.PERSON, ("Minister Dunwoody",))
    [somebody] = find_protected(Record(actors=(actor,)), ("Mirabel Dunwoody",))

    assert {"Mirabel", "Dunwoody"} <= set(somebody.names)
    assert "Minister" not in somebody.names


def test_placeholders_stay_when_names_are_added():
    """The placeholder is the place in the list, and two names of one actor have one."""
    actor = Actor("a-1", "Mirabel Dunwoody", ActorType.PERSON, ("the ferry chief",))
    record = Record(actors=(actor,))
    names = ("Osric Fenn", "Mirabel Dunwoody")

    before = {s.placeholder for s in find_protected(record, names)}
    after = {s.placeholder for s in find_protected(record, (*names, "the ferry chief", "Ana Lee"))}

    assert {"[Protected 1]", "[Protected 2]"} == before
    assert {"[Protected 1]", "[Protected 2]", "[Protected 4]"} == after


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"# nobody\n\n", "no name"),
        (b"-\n", "is no name"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path, content, words):
    """A list that is missing, empty, or no text ends the run with a line that says so."""
    path = tmp_path / "names.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InvalidNames, match=words):
        read_names(path)


TEXT = "Mirabel Dunwoody will publish the report by May, her office said. At least 40 people heard Dunwoody."


def protected_record():
    record = make_record(TEXT, "Mirabel Dunwoody", "Dunwoody promises a report")
    [document] = record.documents
    return replace(
        record, documents=(replace(document, file="mirabel-dunwoody.txt", url="https://x.example/dunwoody"),)
    )


def hidden_record():
    record = protected_record()
    return hide(record, find_protected(record, ("Mirabel Dunwoody",)))


def test_every_span_of_a_protected_record_quotes_its_text():
    """Where names of other lengths stand in a text, every passage still stands where the record says."""
    record = json.loads(to_json(hidden_record()))
    texts = {document["id"]: document["text"] for document in record["documents"]}
    spans = list(find_spans(record))

    assert spans
    assert [] == [s for s in spans if texts[s["document"]][s["start"] : s["end"]] != s["exact"]]
    [document] = record["documents"]
    assert hashlib.sha256(document["text"].encode()).hexdigest() == document["text_sha256"]


def test_nothing_lets_a_guess_be_tried():
    """No hash of the file, no address, and no id made of a name is left for somebody who guesses the name."""
    before, after = protected_record(), hidden_record()
    [document] = after.documents

    assert document.sha256.startswith("withheld")
    assert document.url is None
    assert not {item.id for item in before.actors} & {item.id for item in after.actors} - {"actor-1"}


@given(st.data())
def test_spans_survive_any_replacement(data):
    """Whatever a span covers, a name's part included, it stays within its text and keeps its words but for names."""
    words = data.draw(
        st.lists(st.sampled_from(["Dunwoody", "Mirabel", "said", "we", "on,"]), min_size=2, max_size=12)
    )
    record = make_record(" ".join(words))
    hidden = hide(record, [RAO])
    text = hidden.documents[0].text

    for span in (hidden.statements[0].content[0], hidden.commitments[0].versions[0].span):
        assert text[span.start : span.end] == span.exact
    assert "Dunwoody" not in text


def test_no_published_file_holds_a_name(tmp_path):
    """JSON, Markdown, HTML, pages, charts, file names and links are free of every spelling."""
    record = protected_record()
    somebody = find_protected(record, ("Mirabel Dunwoody",))
    write_forms(hide(record, somebody), tmp_path, Making(pages=True))

    refuse_left(tmp_path, somebody)
    for path in tmp_path.rglob("*"):
        assert "dunwoody" not in path.name.lower()
        if path.is_file():
            assert "dunwoody" not in path.read_text(encoding="utf-8").lower()
            assert "mirabel" not in path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dossier.html", "<p>Mirabel <b>Dunwoody</b></p>"),
        ("dossier.html", "<p>Dun&#119;oody</p>"),
        ("dossier.html", '<a href="x%44unwoody">x</a>'),
        ("dossier.md", "Mirabel\\_Dunwoody"),
        ("record.json", '{"a": [{"b": "\\u0044unwoody"}]}'),
        ("pages/dunwoody.html", "<p>x</p>"),
    ],
)
def test_the_scan_finds_what_is_left_in_any_disguise(tmp_path, name, content):
    """Entities, escapes, tags within a name, encoded addresses and file names are all looked through."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")

    with pytest.raises(NameLeft, match="nothing was published"):
        refuse_left(tmp_path, [RAO])


def test_the_pages_own_words_are_no_names(tmp_path):
    """Somebody called May is hidden in every text, and the month's name on the page is not taken for her."""
    record = make_record("Theresa May said so. May said it twice.", "Theresa May", "May speaks")
    somebody = find_protected(record, ("Theresa May",))
    write_forms(hide(record, somebody), tmp_path, Making())

    refuse_left(tmp_path, somebody)
    assert "May said" not in (tmp_path / "record.json").read_text(encoding="utf-8")


def build(folder, out, *options):
    return CliRunner().invoke(app, ["build", str(folder), "--out", str(out), *options])


def test_the_command_publishes_apart_from_the_database(tmp_path):
    """With a list of names, what may be published stands in a folder of its own, and no older form beside it."""
    pile, out, names = tmp_path / "pile", tmp_path / "out", tmp_path / "names.txt"
    pile.mkdir()
    (pile / "mirabel-dunwoody.txt").write_text(
        "Ferry chief Mirabel Dunwoody said on 4 March 2024 that the pier would open in May. “It will,” Dunwoody said.",
        encoding="utf-8",
    )
    names.write_text("Mirabel Dunwoody\n", encoding="utf-8")
    assert 0 == build(pile, out).exit_code
    assert "Dunwoody" in (out / "dossier.html").read_text(encoding="utf-8")

    result = build(pile, out, "--protect", str(names), "--pages")

    assert 0 == result.exit_code, result.output
    assert "keeps them" in result.output
    assert {"published", "record.sqlite", "folder.txt", "custody.jsonl", "onrecord-manifest.json"} == {
        path.name for path in out.iterdir()
    }
    published = {path.name for path in (out / "published").iterdir()}
    assert {"dossier.html", "dossier.md", "record.json", "pages", "tables"} == published
    for path in (out / "published").rglob("*.*"):
        assert "dunwoody" not in (path.name + path.read_text(encoding="utf-8")).lower()
    assert 0 == CliRunner().invoke(app, ["verify", str(out)]).exit_code
    assert 0 == build(pile, out).exit_code
    assert not (out / "published").exists()


def test_a_bad_list_ends_the_run_before_anything_is_read(tmp_path):
    """A list that is not there is an error with status 2, and nothing is written."""
    (tmp_path / "a.txt").write_text("Nobody spoke on 4 March 2024.", encoding="utf-8")

    result = build(tmp_path, tmp_path / "out", "--protect", str(tmp_path / "none.txt"))

    assert 2 == result.exit_code
    assert not (tmp_path / "out").exists()
