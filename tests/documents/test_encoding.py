"""Bytes in the encodings that desks get."""

import pytest

STORY = "“Nobody warned us,” Zoë Öster, the harbour’s head, said. “We’ll publish the log by 30 June – all of it.”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_text_is_told_by_its_bytes(read, encoding):
    """Quotation marks, dashes and accents are as they were written, marked or not."""
    assert STORY == read(STORY.encode(encoding)).text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_plain_english_in_two_bytes_a_letter_is_told_without_a_mark(read, encoding):
    """Each of its bytes is valid UTF-8, half of them being zero."""
    plain = "The harbour head said on 3 May that the log would be published.\n"
    assert plain == read(plain.encode(encoding)).text


def test_a_line_is_enough_to_tell(read):
    """A note of one line has the same marks."""
    assert "“No,” she said – on Tuesday." == read("“No,” she said – on Tuesday.".encode("cp1252")).text


@pytest.mark.parametrize("spoilt", ["cp1252", "latin-1"])
def test_spoilt_text_is_mended(read, spoilt):
    """UTF-8 that was read as something else, and saved so."""
    damaged = STORY.replace("ë", "e").replace("Ö", "O").encode().decode(spoilt, "replace")
    if "\ufffd" in damaged:
        damaged = damaged.replace("â€\ufffd", "â€\x9d")

    assert "“Nobody warned us,” Zoe Oster, the harbour’s head" in read(damaged).text


def test_sound_text_is_left_alone(read):
    """Names of other languages are no damage."""
    text = "Zoë Öster, François Œuvray and Łukasz Þór met in São Paulo – “naïve”, said Ñusta.\n"

    assert text == read(text).text


@pytest.mark.parametrize(
    ("named", "meant"), [("iso-8859-1", "cp1252"), ("utf-8", "cp1252"), ("gb2312", "gb2312"), ("", "cp1252")]
)
def test_a_page_is_decoded_as_browsers_do(read, named, meant):
    """What it names is taken for what is meant by it, and what it is plainly not is not believed."""
    told = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    story = STORY.replace("ë", "e").replace("Ö", "O").replace("–", "and")
    page = f"<html><head>{told}</head><body><p>{story}</p></body></html>"

    assert story.strip() == read(page.encode(meant), "page.html").text


def test_a_line_pasted_in_another_encoding_is_read(read):
    """The other lines are UTF-8; what is damaged alone stays shown as such."""
    lines = ["“The gate is shut,” Zoë said.", "“It rains,” Ana’s office said – and left."]
    data = "\n\n".join(lines).encode() + b"\n\n" + lines[1].encode("cp1252")

    assert [*lines, lines[1]] == read(data).text.split("\n\n")
    assert "\ufffd" in read(data + b"\n\nIt was dam\xe9 ged.").text


def test_a_quotation_mark_that_lost_its_last_byte_is_mended(read):
    """Windows-1252 has no character for it, so programs dropped it."""
    spoilt = "“It rains,” Ana Lima said. “It pours.”".encode().replace(b"\x9d", b"").decode("cp1252")

    assert "“It rains,” Ana Lima said. “It pours.”" == read(spoilt).text


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Mayor Zoë Öster said that the gate cost £3.4 million. It opens on Friday.",
        "José Núñez of Malmö said that Peña and Günter had paid for the café.",
        "Renée Lefèvre denied on Monday that the council had known of it.",
    ],
)
def test_names_in_what_old_programs_wrote_keep_their_letters(read, encoding, text):
    """The kin of an encoding differ in single letters, and quotation marks stand at the right end of words."""
    text = f"The board said on Monday that the quay would be shut until the end of May. {text}"

    assert text == read(text.encode(encoding)).text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "“No,” said Jiří Dvořák of Plzeň. Věra Ťoupalová’s letter is late."),
        ("cp1250", "“No,” said Ante Babić. Željka Šimić and Đurđica Kovačević agreed with the board’s view."),
        ("cp1250", "“No,” said Győző Szűcs of Győr. Ödön Hegedűs didn’t agree."),
        (
            "iso8859-2",
            "It is late, said Małgorzata Święcicka of Gdańsk. Šárka Černá and Žofie Říhová denied it.",
        ),
        ("cp1254", "“No,” said Işıl Çağlar of Muğla. Gökçe Şahin’s letter is late."),
        ("cp1252", "“No,” said Søren Kjærgård of Ærø. Åse Bjørnø’s letter is late."),
        ("cp1252", "“No,” said Þórður Jónsson of Ísafjörður – Ægir Sæmundsson’s letter is late."),
        ("cp1252", "“No,” said José Núñez of Cádiz. ¿Qué? said Íñigo Ibáñez."),
        ("cp1252", "“No,” said João Conceição of São Tomé. It cost €5; ©Elm Press."),
    ],
)
def test_names_are_of_the_encoding_whose_letters_a_language_has_together(read, encoding, text):
    """'Dvoøák' has two letters that stand in no one language, 'Ærø' two that do."""
    text = f"The board said on Monday that the quay would be shut until the end of May. {text}"

    assert text == read(text.encode(encoding)).text


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Żaneta Wróbel-Śliwa", "cp852"),
        ("Řehoř Dvořák", "cp852"),
        ("Işıl Gökçe", "cp857"),
        ("Rūta Žemaitytė", "cp775"),
        ("Šarūnas Ąžuolas", "cp1257"),
        ("Søren Østergård", "cp850"),
        ("Åse Brøgger", "cp865"),
        ("Séverine Côté", "cp850"),
        ("Änne Größer", "cp437"),
        ("João Falcão", "cp850"),
        ("José Peña", "cp437"),
        ("Bożena Łapińska", "iso8859_2"),
        ("Săndel Băluţă", "cp1250"),
    ],
)
def test_one_name_is_enough_to_tell_an_old_encoding(read, name, encoding):
    """All else is plain English; no guess by how often letters stand together is sure of so few."""
    story = (
        f'"The gate will be shut by Friday," said {name}, who keeps the lock. {name} denied that it leaked.'
    )

    assert story == read(story.encode(encoding)).text


def test_a_word_of_a_hundred_thousand_letters_is_read(read):
    """As an export leaves a picture in a text: it is looked at once, not from each of its letters."""
    name = "Rūta Žemaitytė"
    story = f"{name} said that the gate would be shut. {'QUJD' * 30_000} {name} denied that it leaked."

    assert story == read(story.encode("cp1257")).text
