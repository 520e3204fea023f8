"""Where things stand in a reading: found by halving, and the same as by looking at all of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotations import Chain, Mention, MentionType, Reading
from onrecord.model import Document, Offsets

_TEXT = "Mia Rao and Olaf Holm of the Lund board spoke. " * 2
_PLACES = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda found: Offsets(found[0], sum(found)))


@settings(deadline=None)
@given(st.sets(_PLACES, max_size=12), _PLACES)
def test_words_are_whoever_is_named_widest_within_them(places, words):
    """Of the mentions inside some words the widest counts, and of those as wide the first."""
    order = sorted(places, key=lambda place: (place.start, -place.end))
    mentions = tuple(
        Mention(*place, _TEXT[slice(*place)], MentionType.PERSON, number)
        for number, place in enumerate(order)
    )
    chains = tuple(Chain(mention.exact, MentionType.PERSON) for mention in mentions)
    reading = Reading(Document("d", "d.txt", "", _TEXT), mentions=mentions, chains=chains)
    inside = [place for place in order if words.covers(place)]

    found = reading.chain_at(words)

    if inside:
        assert max(inside, key=lambda place: (place.end - place.start, -place.start)) == order[found]
    else:
        assert found is None or order[found].covers(words)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), unique=True, min_size=1, max_size=8).map(sorted), st.integers(0, 70))
def test_a_place_lies_in_the_last_sentence_that_begins_before_it(starts, place):
    """A place before all sentences counts as of the first."""
    sentences = tuple(Offsets(start, start + 1) for start in starts)
    reading = Reading(Document("d", "d.txt", "", _TEXT), sentences=sentences)

    expected = max((start for start in starts if start <= place), default=starts[0])

    assert expected == reading.sentence_at(place).start


def test_words_that_nobody_knows_are_not_whom_a_name_inside_them_tells_of():
    """'The Lund candidate' is not Lund, and 'his captors' are not he; 'Lund to the last' is."""
    text = "the Lund candidate, his captors and Lund to the last"
    named = Mention(4, 8, "Lund", MentionType.ORGANISATION, 0)
    owner = Mention(20, 23, "his", MentionType.PRONOUN, 1)
    last = Mention(36, 40, "Lund", MentionType.ORGANISATION, 0)
    unknown = [
        Mention(*place, text[slice(*place)], MentionType.THING) for place in ((0, 18), (20, 31), (36, 52))
    ]
    chains = (Chain("Lund", MentionType.ORGANISATION), Chain("Ola Rao", MentionType.PERSON))
    mentions = tuple(
        sorted([named, owner, last, *unknown], key=lambda mention: (mention.start, -mention.end))
    )
    reading = Reading(Document("d", "d.txt", "", text), mentions=mentions, chains=chains)

    assert [None, None, 0] == [reading.chain_at(mention.offsets) for mention in unknown]
