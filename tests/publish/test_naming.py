"""What a heading calls an announcement: its act in a few of its own words, or nothing."""

import re

import pytest
from msgspec.structs import replace
from tests.publish.test_lede import make_announcements

from onrecord.publish.dossier import render_dossier
from onrecord.publish.markdown import render_markdown
from onrecord.publish.naming import call_act, cut_short, find_words, quote_act


def make_headed(action, worth=0.6):
    """Return a record of one act that a minister announces twice: 'would open by May', 'would open by July'."""
    record = make_announcements()
    [commitment] = record.commitments
    named = replace(commitment, action=action, action_worth=worth, probability=0.95)
    return replace(record, commitments=(named,))


def read_headings(record):
    return re.findall(r"^#### (.+)$", render_markdown(record), re.MULTILINE)


@pytest.mark.parametrize(
    ("action", "worth", "heading"),
    [
        ("would open", 0.6, "The minister: “would open”, by 31 July 2024"),
        ("not would open", 0.6, "The minister: not “would open”, by 31 July 2024"),
        ("would open", 0.3, "The minister, by 31 July 2024"),
        ("would open", None, "The minister, by 31 July 2024"),
        ("close the quay", 0.6, "The minister, by 31 July 2024"),
    ],
    ids=["sure", "refused", "unsure", "not weighed", "in other words"],
)
def test_a_heading_quotes_the_act_where_its_words_are_sure_and_stand_there(action, worth, heading):
    """A list of headings says who is to do what by when; words that may not name the act are left to the line below."""
    [found] = read_headings(make_headed(action, worth))

    assert found.startswith(heading)
    told = re.findall(r"<h4>(.*?)</h4>", render_dossier(make_headed(action, worth)))
    assert ("“would open”" in heading) == any("“would open”" in one for one in told)


@pytest.mark.parametrize(
    ("worth", "own"), [(0.6, False), (None, False), (0.3, True)], ids=["sure", "not weighed", "unsure"]
)
def test_an_act_that_its_words_may_not_name_is_called_by_the_announcement_itself(worth, own):
    """Where no line stands below, as in a calendar, the announcement's own words say what is to be done."""
    [commitment] = make_headed("the quay", worth).commitments

    assert call_act(commitment) == (commitment.versions[-1].span.exact if own else "the quay")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("rebuild the old ferry landing", "rebuild the old ferry landing"),
        (
            "rebuild the old ferry landing at Corran and the customs house that burned down in the great fire",
            "rebuild the old ferry landing at Corran and the customs house …",
        ),
        (
            "a commission of seven elders from the upper valley's villages to be named by the council",
            "a commission of seven elders from the upper valley's villages …",
        ),
        ("Unverzichtbarkeitsnachweise " * 4, "Unverzichtbarkeitsnachweise Unverzichtbarkeitsnachweise …"),
        ("meet … the envoys … in Corran", "meet … the envoys …"),
    ],
)
def test_an_act_is_cut_between_words_and_before_what_hangs_on_the_rest(words, told):
    """Nothing ends in half a word, nor in 'of' or 'the'."""
    assert told == cut_short(words.strip())


@pytest.mark.parametrize(
    ("words", "sentence", "found"),
    [
        ("open the bridge", "They open gates. She will open, in May, the bridge.", "open, … the bridge"),
        ("hold a “major” vote", 'It will hold a "major" vote on Friday.', "hold a ‘major’ vote"),
        ("hold a major vote", "It will hold a “major vote on Friday.", "hold a major vote"),
        ("bridge the open", "She will open the bridge.", ""),
    ],
    ids=["with a gap", "with marks of its own", "with half of a pair", "in another order"],
)
def test_words_of_an_act_are_quoted_as_they_stand(words, sentence, found):
    """What is left out is marked, and nothing is quoted that does not stand there."""
    assert found == find_words(words.split(), sentence)


@pytest.mark.parametrize("act", [f"https://elm.example/{'a' * 90}", f"the {'a' * 90}"])
def test_an_act_of_which_nothing_has_room_heads_no_line(act):
    """Three dots in quotation marks name nothing."""
    [commitment] = make_headed(act).commitments

    assert not quote_act(commitment, [f"The minister said that {act} would open."])


def test_an_act_that_a_very_long_sentence_does_not_hold_is_not_found():
    """A table without a stop is one sentence."""
    assert not find_words(["open", "the", "bridge"], "open " + "the " * 20_000)
    assert "open … the" == find_words(["open", "the"], "open it, " * 1_000 + "the")
