"""The log of what came in holds, its seals hold, and whoever changes either is found."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.custody.authority import answer, make_authority, serve
from typer.testing import CliRunner

from onrecord.builder import Publishing, build_record
from onrecord.cli import app
from onrecord.custody.log import Event, encode_line, open_log, read_log
from onrecord.errors import InvalidCustody
from onrecord.own import CUSTODY_FILE, SEALS_FOLDER
from onrecord.verify import verify

PILE = {
    "weir.txt": "Nadia Orlov, who runs the water board, said on Monday that the weir would be mended by June 2031.\n",
    "notes/farm.txt": "The farmers denied on Tuesday that they had opened the weir. “We were asleep,” Per Holm said.\n",
    "empty.txt": "",
}


def run(*arguments):
    """Run a command and return what it gave."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder that holds coverage, its record, and two authorities of which the record knows neither."""
    base = tmp_path_factory.mktemp("made")
    for name, content in PILE.items():
        path = base / "coverage" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    build_record(base / "coverage", base / "record")
    make_authority(base / "tsa", "Office of Hours")
    make_authority(base / "other", "Somebody Else")
    return base


@pytest.fixture
def base(made, tmp_path):
    """Return a copy of it that a test may spoil."""
    base = shutil.copytree(made, tmp_path / "base")
    settings_file = base / "tsa" / "settings"
    settings_file.write_text(settings_file.read_text().replace(str(made), str(base)))
    return base


@pytest.fixture
def sealed(base):
    """Return the same with a sealed log."""
    with serve(lambda request: (200, answer(base / "tsa", request))) as (address, _):
        told = run("seal", base / "record", "--tsa", address, "--authority", base / "tsa/root.pem")
    assert 0 == told.exit_code, told.output
    return base


def differences(base, **asked):
    """Return what `verify` finds, in one text."""
    return "\n".join(verify(base / "record", **asked).differences)


def events(base):
    """Return what the log tells, without times and hashes."""
    return [(line.event.kind.value, line.event.file) for line in read_log(base / "record").lines]


def test_each_file_is_written_down_once_from_the_day_it_came_in(base):
    """With its hash and with what is known of it before; so is the record that was made of them."""
    log = read_log(base / "record")
    text = (base / "coverage/weir.txt").read_bytes()

    assert [
        ("supplied", "empty.txt"),
        ("supplied", "notes/farm.txt"),
        ("supplied", "weir.txt"),
        ("built", "onrecord-manifest.json"),
    ] == events(base)
    weir = log.lines[2].event
    assert (hashlib.sha256(text).hexdigest(), len(text)) == (weir.sha256, weir.bytes)
    assert "supplied by user, custody unknown before" == weir.custody
    build_record(base / "coverage", base / "record")
    assert log == read_log(base / "record")
    assert "" == differences(base)


def test_what_changed_came_and_went_is_written_down(base):
    """The lines before stay as they are."""
    before = (base / "record" / CUSTODY_FILE).read_bytes()
    (base / "coverage/weir.txt").write_text(PILE["weir.txt"].replace("June", "July"), encoding="utf-8")
    (base / "coverage/empty.txt").unlink()
    (base / "coverage/lock.txt").write_text("The lock is shut, Nadia Orlov said.\n", encoding="utf-8")

    assert "weir.txt: its bytes are not those that came in" in differences(base)
    build_record(base / "coverage", base / "record")

    assert (base / "record" / CUSTODY_FILE).read_bytes().startswith(before)
    assert [
        ("supplied", "lock.txt"),
        ("supplied", "weir.txt"),
        ("gone", "empty.txt"),
        ("built", "onrecord-manifest.json"),
    ] == events(base)[4:]
    assert "" == differences(base)


def test_the_same_documents_give_the_same_record_whenever_they_came_in(base):
    """The log tells of days; nothing else in the folder of a record knows of them."""
    build_record(base / "coverage", base / "again")
    for path in (base / "record").iterdir():
        if path.is_file() and path.name not in {CUSTODY_FILE, "folder.txt"}:
            assert path.read_bytes() == (base / "again" / path.name).read_bytes()


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_every_changed_byte_of_the_log_is_found(made, data):
    """Whatever it becomes; so is a line that is taken out, put twice or cut off."""
    path = made / "record" / CUSTODY_FILE
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != content[place]))
    lines = content.splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1))
    changed = data.draw(
        st.sampled_from(
            [
                content[:place] + bytes([byte]) + content[place + 1 :],
                b"".join(lines[:number] + lines[number + 1 :]),
                b"".join([*lines[: number + 1], *lines[number:]]),
                content[:place],
            ]
        )
    )
    try:
        path.write_bytes(changed)
        assert verify(made / "record").differences
    finally:
        path.write_bytes(content)


@pytest.mark.parametrize("content", [b"my own list\n", b'{"onrecord":1,"entry":1}\n', b"[" * 99_999 + b"\n"])
def test_a_log_that_is_none_stops_a_build_before_it_changes_anything(base, content):
    """Somebody's file by that name is not written to, and the message says what to do."""
    (base / "record" / CUSTODY_FILE).write_bytes(content)
    (base / "coverage/lock.txt").write_text("The lock is shut.\n", encoding="utf-8")
    before = (base / "record/record.json").read_bytes()

    told = run("build", base / "coverage", "--out", base / "record")

    assert 2 == told.exit_code
    assert f"{CUSTODY_FILE}: line 1" in told.output
    assert "move it away" in told.output
    assert content == (base / "record" / CUSTODY_FILE).read_bytes()
    assert before == (base / "record/record.json").read_bytes()


def test_what_a_killed_run_left_of_a_line_is_put_right(base):
    """Half a line was never acknowledged."""
    path = base / "record" / CUSTODY_FILE
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert "its last line breaks off" in differences(base)
    (base / "coverage/lock.txt").write_text("The lock is shut, Nadia Orlov said.\n", encoding="utf-8")
    build_record(base / "coverage", base / "record")
    assert "" == differences(base)


def test_a_record_forged_with_all_its_hashes_is_none_that_the_log_has(base):
    """Another title with another manifest, put in place without the program."""
    build_record(base / "coverage", base / "other-record", publishing=Publishing(title="Another title"))
    for path in (base / "other-record").iterdir():
        if path.is_file() and path.name not in {CUSTODY_FILE, "folder.txt"}:
            shutil.copyfile(path, base / "record" / path.name)
    assert "onrecord-manifest.json: the log does not have this build" == differences(base)


def test_a_log_that_was_taken_away_is_missed(base):
    """The manifest says that there was one."""
    (base / "record" / CUSTODY_FILE).unlink()
    assert f"{CUSTODY_FILE}: the record was built with a log" in differences(base)


def test_a_log_of_one_pile_tells_nothing_of_protected_names_in_what_is_published(base):
    """It lies beside what is published, and in no bag of it."""
    (base / "names.txt").write_text("Nadia Orlov\n")
    (base / "coverage/Nadia Orlov.txt").write_text("The weir is shut, Nadia Orlov said on Monday.\n")
    options = ("--out", base / "safe", "--protect", base / "names.txt")
    assert 1 == run("build", base / "coverage", *options).exit_code  # empty.txt is not read
    assert "Orlov" in (base / "safe" / CUSTODY_FILE).read_text()
    assert [] == [path for path in (base / "safe/published").rglob("*") if path.name == CUSTODY_FILE]
    assert 0 == run("bag", base / "safe", "--out", base / "bag").exit_code
    assert [] == [
        path for path in (base / "bag").rglob("*") if path.is_file() and b"Orlov" in path.read_bytes()
    ]


def test_a_bag_says_of_each_file_how_it_came_in_and_verifies(sealed):
    """The log and its seals go with the record, and the record in the bag verifies with them."""
    assert 0 == run("bag", sealed / "record", "--out", sealed / "bag").exit_code
    told = run("verify", sealed / "bag/data/record", "--authority", sealed / "tsa/root.pem")
    assert 0 == told.exit_code, told.output
    assert "Sealed at" in told.output
    with (sealed / "bag/data/custody.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    came_in = {line.event.file: line.at for line in read_log(sealed / "record").lines}
    assert [(came_in[row["file"]], "supplied by user, custody unknown before") for row in rows] == [
        (row["came_in"], row["custody"]) for row in rows
    ]


def test_a_sealed_log_verifies_against_its_authority(sealed):
    """The seal says when, by the authority's clock, and how far it reaches; only a hash was sent."""
    found = verify(sealed / "record", authority=sealed / "tsa/root.pem")
    [seal] = found.seals
    assert ((), (), 4, "CN=Office of Hours", True) == (
        found.differences, found.notes, seal.line, seal.authority, seal.trusted,
    )  # fmt: skip
    told = run("verify", sealed / "record", "--authority", sealed / "tsa/root.pem")
    assert (0, True) == (told.exit_code, "lines 1 to 4, by CN=Office of Hours" in told.output)


def test_without_its_authority_a_seal_is_said_to_be_anybodys(sealed):
    """Its signature is held against the certificate in it, and a note says what that is worth."""
    found = verify(sealed / "record")
    assert () == found.differences
    assert [False] == [seal.trusted for seal in found.seals]
    assert ["seals"] == [note.partition(":")[0] for note in found.notes]


def test_a_seal_of_another_authority_is_a_difference(sealed):
    """Whoever trusts one authority is not told that another's stamp is its own."""
    assert "4.tsr: the time stamp does not hold" in differences(sealed, authority=sealed / "other/root.pem")
    told = run("verify", sealed / "record", "--authority", sealed / "coverage/weir.txt")
    assert (2, True) == (told.exit_code, "there is no certificate in it" in told.output)


def test_a_stranger_checks_a_seal_with_openssl_alone(sealed):
    """The line of the log that was stamped, the stamp and the root certificate are all it takes."""
    log = (sealed / "record" / CUSTODY_FILE).read_bytes().splitlines(keepends=True)
    (sealed / "line").write_bytes(log[3])
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "line", "-in", f"record/{SEALS_FOLDER}/4.tsr", "-CAfile", "tsa/root.pem"],
        cwd=sealed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr


def test_whoever_makes_the_whole_log_anew_can_not_make_its_seal(sealed):
    """Each hash fits, and the stamp is of another line."""
    path = sealed / "record" / CUSTODY_FILE
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[0]["at"] = "2001-01-01T00:00:00Z"
    path.unlink()
    with open_log(sealed / "record") as keeper:
        keeper.add(msgspec.convert(line["event"], type=Event) for line in lines)
    assert "seals/4.tsr: the time stamp does not hold: Mismatch" in differences(sealed)


def test_a_seal_that_is_gone_changed_or_more_is_a_difference(sealed):
    """Of a stamp, every byte counts."""
    seals = sealed / "record" / SEALS_FOLDER
    stamp = (seals / "4.tsr").read_bytes()
    (seals / "4.tsr").write_bytes(stamp[:-1] + bytes([stamp[-1] ^ 1]))
    (seals / "9.tsr").write_bytes(stamp)
    found = differences(sealed)
    assert "seals/4.tsr: its bytes are not those that the authority gave" in found
    assert "seals/9.tsr: the log does not have it" in found
    (seals / "4.tsr").unlink()
    assert "seals/4.tsr: it is not there" in differences(sealed)


def test_sealing_again_seals_the_seal_before_too(sealed):
    """Each reaches the last line there was."""
    with serve(lambda request: (200, answer(sealed / "tsa", request))) as (address, asked):
        assert 0 == run("seal", sealed / "record", "--tsa", address).exit_code
    assert [4, 5] == [seal.line for seal in verify(sealed / "record").seals]
    [(headers, content)] = asked
    assert "application/timestamp-query" == headers["Content-Type"]
    line = encode_line(read_log(sealed / "record").lines[4])
    assert hashlib.sha256(line).digest() in content
    assert len(content) < 100


def replies(base):
    """Return answers that are no time stamp of what was asked for."""
    old = (base / "record" / SEALS_FOLDER / "4.tsr").read_bytes()
    return {
        "no stamp": (200, b"<html>Sign in</html>"),
        "nothing": (200, b""),
        "an old stamp": (200, old),
        "an error": (500, b"oh"),
        "another place": (302, b""),
        "cut short": (200, old[: len(old) // 2]),
        "endless": (200, b"\x30" * (2 << 20)),
    }


@pytest.mark.parametrize(
    "kind", ["no stamp", "nothing", "an old stamp", "an error", "another place", "cut short", "endless"]
)
def test_an_answer_that_is_no_stamp_of_this_log_seals_nothing(sealed, kind):
    """Nothing is written, and one line says why."""
    before = (sealed / "record" / CUSTODY_FILE).read_bytes()
    with serve(lambda _: replies(sealed)[kind]) as (address, _):
        told = run("seal", sealed / "record", "--tsa", address)
    assert 2 == told.exit_code
    assert f"onrecord: {address}: " in told.output
    assert before == (sealed / "record" / CUSTODY_FILE).read_bytes()
    assert ["4.tsr"] == [path.name for path in (sealed / "record" / SEALS_FOLDER).iterdir()]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://tsa.example/", "tsa.example", "http://"])
def test_only_addresses_of_the_web_are_asked(base, address):
    """Other schemes are refused before anything is opened."""
    told = run("seal", base / "record", "--tsa", address)
    assert (2, True) == (told.exit_code, "only http and https" in told.output)


def test_an_authority_that_is_not_there_is_named(base):
    """The message says what to do."""
    with serve(lambda _: (200, b"")) as (address, _):
        pass
    told = run("seal", base / "record", "--tsa", address)
    assert (2, True) == (told.exit_code, "can't be reached" in told.output)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_spoilt_stamp_breaks_the_program(stamped, data):
    """Whatever bytes an authority gives: they are a stamp of this line, or an error says that they are none."""
    from onrecord.custody.stamps import check_stamp

    line, content, roots = stamped
    place = data.draw(st.integers(0, len(content) - 1))
    spoilt = content[:place] + data.draw(st.binary(min_size=1, max_size=4)) + content[place + 1 :]
    try:
        check_stamp(spoilt, line, roots)
    except InvalidCustody:
        return


@pytest.fixture(scope="module")
def stamped(made, tmp_path_factory):
    """Return a line, a stamp on it and the authority's certificates."""
    from onrecord.custody.stamps import ask_for, read_certificates

    line = read_log(made / "record").lines[-1]
    folder = tmp_path_factory.mktemp("stamped")
    shutil.copytree(made / "tsa", folder / "tsa")
    text = (folder / "tsa/settings").read_text()
    (folder / "tsa/settings").write_text(text.replace(str(made / "tsa"), str(folder / "tsa")))
    content = answer(folder / "tsa", ask_for(line).as_bytes())
    return line, content, read_certificates(folder / "tsa/root.pem")


def test_a_stamp_that_brings_its_own_root_convinces_nobody(stamped, made):
    """What it holds helps to find the way to a root that was given, and is none itself."""
    from onrecord.custody.stamps import check_stamp, read_certificates

    line, content, roots = stamped
    assert check_stamp(content, line, roots).trusted
    with pytest.raises(InvalidCustody, match="does not hold"):
        check_stamp(content, line, read_certificates(Path(made / "other/root.pem")))


WITHOUT = """
import sys
sys.modules["rfc3161_client"] = None  # as where it is not installed
from onrecord.cli import app
app(sys.argv[1:])
"""


def run_without(*arguments):
    """Run a command where what reads time stamps is not installed."""
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_what_reads_time_stamps_all_else_is_verified(sealed):
    """A note says what was not read and what to do; a seal whose bytes were changed is a difference all the same."""
    told = run_without("verify", sealed / "record")
    assert (0, True) == (told.returncode, "no differences" in told.stdout), told.stderr
    assert "onrecord[seal]" in told.stderr
    assert "Sealed at" not in told.stdout
    assert 0 == run_without("bag", sealed / "record", "--out", sealed / "bag").returncode
    asked = (
        ("verify", sealed / "record", "--authority", sealed / "tsa/root.pem"),
        ("seal", sealed / "record", "--tsa", "http://127.0.0.1:9/"),
    )
    for one in asked:
        told = run_without(*one)
        assert (2, True) == (told.returncode, "onrecord[seal]" in told.stderr), told.stderr
    [stamp] = (sealed / "record" / SEALS_FOLDER).iterdir()
    stamp.write_bytes(stamp.read_bytes()[:-1] + b"x")
    told = run_without("verify", sealed / "record")
    assert (1, True) == (told.returncode, "its bytes are not those that the authority gave" in told.stderr)


@pytest.mark.parametrize("kept", [0, 2])
def test_a_build_says_that_the_log_was_lost(base, kept):
    """Without the log, or its last lines, what came in has no longer its days; the next build has nothing to say."""
    log = base / "record" / CUSTODY_FILE
    lines = log.read_bytes().splitlines(keepends=True)
    log.unlink()
    if kept:
        log.write_bytes(b"".join(lines[:kept]))

    told = run("build", base / "coverage", "--out", base / "record")
    again = run("build", base / "coverage", "--out", base / "record")

    assert 1 == told.exit_code
    assert "not the log that the record before was built with" in " ".join(told.output.split())
    assert "not the log" not in again.output


def test_a_build_puts_right_what_breaks_off(base):
    """What stands behind the last whole line goes, also where nothing is new."""
    log = base / "record" / CUSTODY_FILE
    before = log.read_bytes()
    log.write_bytes(before + b"\0\0")

    build_record(base / "coverage", base / "record")

    assert before == log.read_bytes()
