"""Web archives with damaged records: what is whole on both sides of them is read."""

import gzip

import pytest
from tests.handed_in import make_page, make_record, take_up


def record(number, **stated):
    return make_record(make_page(f"Gate {number} will open by June, Ida Holt said on Monday."), **stated)


def damage_name(data):
    return data.replace(b"WARC/1.1", b"WXRC/1.1", 1)


def gates_in(documents):
    """Return the numbers of the gates that the documents tell of."""
    return [int(document.text.partition("Gate ")[2].split()[0]) for document in documents.values()]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        pytest.param(damage_name(record(2)), ["#2"], id="a name that is none"),
        pytest.param(b"\0\xff garbage \r\n" * 40, ["#2"], id="bytes of no record"),
        pytest.param(record(2, length=9_999_999), ["#2"], id="a length over the end"),
    ],
)
def test_a_damaged_record_costs_no_other(tmp_path, broken, named):
    """It is named by its number, and the ones behind it are read."""
    (tmp_path / "a.warc").write_bytes(record(1) + broken + record(3) + damage_name(record(4)) + record(5))

    documents, unread = take_up(tmp_path)

    assert [1, 3, 5] == gates_in(documents)
    assert [f"a.warc{number}" for number in (*named, "#4")] == sorted(unread)
    assert all(reason.endswith("get it again") for reason in unread.values())


def test_in_a_packed_archive_each_record_is_packed_by_itself(tmp_path):
    """One that breaks off ends where the next begins."""
    packed = [gzip.compress(record(number)) for number in range(5)]
    (tmp_path / "a.warc.gz").write_bytes(
        packed[0] + packed[1][:90] + packed[2] + b"\0" * 50 + packed[3] + packed[4]
    )

    documents, unread = take_up(tmp_path)

    assert {0, 2, 3, 4} == set(gates_in(documents))
    assert unread


def test_an_archive_of_nothing_but_damage_ends(tmp_path):
    """Each of so many beginnings is not read anew without end."""
    (tmp_path / "a.warc").write_bytes(record(1) + b"WARC/1.1\r\nx" * 20_000 + record(2))

    documents, unread = take_up(tmp_path)

    assert [1] == gates_in(documents)
    assert any("in too many places" in reason for reason in unread.values())
