"""Which chains of different documents are one actor."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.annotations import Attribution, Chain, Mention, MentionType, Reading
from onrecord.model import Act, ActorTie, ActorType, Basis, Document, Offsets, Quoted, When
from onrecord.names import is_same_person, split_words
from onrecord.story.actors import Cast, link_actors

PERSON, ORGANISATION, STATE = MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE
GROUP, OUTLET, ANONYMOUS = MentionType.GROUP, MentionType.OUTLET, MentionType.ANONYMOUS


def reading(number: int, *chains: Chain, outlet: str | None = None) -> Reading:
    """Return the reading of a document in which each chain is mentioned once and speaks."""
    text, mentions, attributions = "", [], []
    for index, chain in enumerate(chains):
        words = Offsets(len(text), len(text) + len(chain.name))
        mentions.append(Mention(words.start, words.end, chain.name, chain.type, index))
        attributions.append(Attribution(words, None, (words,), Quoted.INDIRECT, Act.ASSERT, speaker=index))
        text += chain.name + " spoke. "
    document = Document(f"document-{number}", f"{number}.txt", "", text, outlet=outlet)
    return Reading(document, mentions=tuple(mentions), chains=chains, attributions=tuple(attributions))


def named(kind: MentionType, name: str, *titles: str, part_of: int | None = None) -> Chain:
    """Return a chain with one proper name."""
    return Chain(name, kind, (name,), titles, part_of)


def holder(name: str, *offices: str) -> Chain:
    """Return a chain of somebody who holds offices of state."""
    return Chain(name, PERSON, (name,), tuple(office.title() for office in offices), offices=offices)


def described(kind: MentionType, name: str, part_of: int | None = None) -> Chain:
    """Return a chain of someone whom the text describes and does not name."""
    return Chain(name, kind, (), (name,), part_of)


def together(cast: Cast) -> list[tuple[str, ...]]:
    """Return the names of the actors, each with its other names."""
    return [(actor.name, *actor.aliases) for actor in cast.actors]


_LETTERS = st.text("abehilnorst", min_size=1, max_size=12)


@st.composite
def spelt_twice(draw):
    """Return a full name of two or three words, and the same with letters left out, put in or exchanged."""
    words = draw(st.lists(_LETTERS, min_size=2, max_size=3))
    others = []
    for word in words:
        place, letter = draw(st.integers(0, len(word))), draw(st.sampled_from(["", "h", "s"]))
        others.append(word[:place] + letter + word[place + draw(st.integers(0, 1)) :] or word)
    return " ".join(words).title(), " ".join(others[draw(st.integers(0, len(others) - 2)) :]).title()


@settings(deadline=None)
@given(spelt_twice())
def test_names_that_may_be_one_persons_are_found_however_they_are_spelt(names):
    """Whoever compares two names to be one person's finds them one actor, whichever letters differ."""
    one, other = names
    same = is_same_person(split_words(one), split_words(other))

    actors = link_actors([reading(1, named(PERSON, one)), reading(2, named(PERSON, other))]).actors

    assert not same or len(actors) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(PERSON, "Mia Rao"), named(PERSON, "Mia K. Rao")),
        (named(PERSON, "Mia Rao"), named(PERSON, "Rao")),
        (named(PERSON, "Tom Rao"), named(PERSON, "Thomas K. Rao")),
        (named(PERSON, "Bernie Lund"), named(PERSON, "Bernard Lund")),
        (named(ORGANISATION, "Lund Dams Co."), named(ORGANISATION, "Lund Dams")),
        (named(PERSON, "Ricarda Sallero"), named(PERSON, "Ricarda Salero")),
        (named(PERSON, "Olaf Schambrecht"), named(PERSON, "Olaf Shambrecht")),
        (named(ORGANISATION, "Corvane River Agency"), named(ORGANISATION, "Corwane River Agency")),
        (named(PERSON, "Mia Rao"), named(PERSON, "MIA RAO")),
        (named(PERSON, "Yusuf Karamev"), named(PERSON, "Yusif Karameyev")),
        (named(PERSON, "Karamev Yusuf"), named(PERSON, "Yusuf Karamev")),
        (named(ORGANISATION, "Lund Water Commission"), named(ORGANISATION, "Lund Water Commision")),
        (named(ORGANISATION, "Valley Help Line"), named(PERSON, "Valley Help Line")),
        (named(STATE, "Oskavia"), named(ORGANISATION, "Oskavia")),
        (named(PERSON, "Mia Rao", "Governor of Lund"), described(PERSON, "governor of Lund")),
        (named(STATE, "United States"), named(STATE, "U.S.")),
        (named(STATE, "Peru"), named(STATE, "Lima")),
        (named(ORGANISATION, "United Nations"), named(ORGANISATION, "U.N.")),
        (named(ORGANISATION, "Valley Road and River Agency"), named(ORGANISATION, "VRRA")),
        (named(ORGANISATION, "United Nations Water Office"), named(ORGANISATION, "UN Water Office")),
        (named(ORGANISATION, "Lund Dams Inc."), named(ORGANISATION, "Lund Dams")),
        (
            named(ORGANISATION, "Peru’s Transport Ministry"),
            named(ORGANISATION, "Peruvian Transport Ministry"),
        ),
        (named(ORGANISATION, "Chilean Roads Department"), named(ORGANISATION, "Roads Department")),
        (named(ORGANISATION, "Ferry Commission on Landings"), named(ORGANISATION, "the Ferry Commission")),
        (described(GROUP, "140 village groups"), described(GROUP, "140 mountain village groups")),
        (named(OUTLET, "Lund Gazette"), named(ORGANISATION, "Lund Gazette")),
        (named(PERSON, "Han Do-in"), named(PERSON, "Han Do In")),
        (named(PERSON, "HAN DO-IN"), named(PERSON, "Han Doin")),
        (named(PERSON, "Jørn Bækkelund"), named(PERSON, "Jorn Baekkelund")),
        (named(PERSON, "Łukasz Wróbelski"), named(PERSON, "Lukasz Wrobelski")),
    ],
)
def test_one_actor_under_two_names(one, other):
    """Full and short names, initials, countries' names and spelling variants lead to one actor."""
    assert 1 == len(link_actors([reading(1, one), reading(2, other)]).actors)


@pytest.mark.parametrize(
    ("placed", "other"),
    [
        ("Oskavian coast guard", "Brunnish coast guard"),
        ("Oskavia’s coast guard", "Lundia’s coast guard"),
        ("Oskavian Coast Guard", "Brunnian coast guard"),
        ("Chilean coast guard", "Bolivian coast guard"),
    ],
)
def test_a_body_told_of_with_its_place_and_without_is_one_where_no_other_is_called_so(placed, other):
    """'The coast guard' is the Oskavian one, unless another place's is told of too or its document is of elsewhere."""
    one, two = (described(ORGANISATION, name) for name in (placed, other))
    plain, peru = described(ORGANISATION, "coast guard"), named(STATE, "Peru")

    for first, second, actors in (
        ((one,), (plain,), 1),
        ((one, two), (plain,), 3),
        ((one,), (plain, peru), 3),
    ):
        assert len(link_actors([reading(1, *first), reading(2, *second)]).actors) == actors


def test_a_body_of_which_each_place_has_one_is_not_joined_by_a_word_before_it():
    """'The fire department' is no place's by itself, nor is what a plain word or a day stands before."""
    for placed, plain in (
        ("Oskavian fire department", "fire department"),
        ("Friday’s harbour board", "harbour board"),
        ("joint harbour board", "harbour board"),
    ):
        pile = [reading(1, described(ORGANISATION, placed)), reading(2, described(ORGANISATION, plain))]
        assert len(link_actors(pile).actors) == 2, placed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(PERSON, "Mia Rao"), named(PERSON, "Vikram Rao")),
        (named(PERSON, "Ann Lee"), named(PERSON, "Anna Lee")),
        (named(PERSON, "Antonia Rossi"), named(PERSON, "Antonio Rossi")),
        (named(STATE, "North Korea"), named(STATE, "South Korea")),
        (named(ORGANISATION, "Peru’s Transport Ministry"), named(ORGANISATION, "Chile’s Transport Ministry")),
        (described(ANONYMOUS, "sources"), described(ANONYMOUS, "sources")),
        (described(GROUP, "activists"), described(GROUP, "activists")),
        (described(GROUP, "140 village groups"), described(GROUP, "150 village groups")),
        (described(PERSON, "governor"), named(PERSON, "Mia Rao", "governor")),
        (holder("Tarek bin Osman", "crown prince"), holder("Osman", "king")),
        (named(PERSON, "Mia Rao"), holder("Rao", "president")),
        (
            Chain("Olaf Holm", PERSON, ("Olaf Holm",), gender="m"),
            Chain("Holm", PERSON, ("Holm",), gender="f"),
        ),
    ],
)
def test_two_actors_whose_names_are_alike(one, other):
    """Namesakes, neighbours, crowds and unnamed sources of different documents stay apart."""
    assert 2 == len(link_actors([reading(1, one), reading(2, other)]).actors)


def test_a_surname_that_two_people_bear_joins_neither():
    """Where the pile cannot tell whose surname it is, it stays by itself."""
    pile = [
        reading(1, named(PERSON, "Mia Rao"), named(PERSON, "Vikram Rao")),
        reading(2, named(PERSON, "Rao")),
    ]

    assert 3 == len(link_actors(pile).actors)


def test_a_title_tells_whose_surname_it_is():
    """'President Rao' is the one of two people named Rao whom another document calls president."""
    pile = [
        reading(1, named(PERSON, "Mia Rao", "President"), named(PERSON, "Vikram Rao")),
        reading(2, named(PERSON, "Rao", "President")),
    ]

    cast = link_actors(pile)

    assert cast.by_chain["document-1", 0] == cast.by_chain["document-2", 0]


def test_her_office_is_the_one_that_her_title_names():
    """'Rao's office' is the Water Rights Office where another document calls her its head."""
    pile = [
        reading(
            1,
            named(PERSON, "Mia Rao", "U.N. water rights chief"),
            Chain("Mia Rao’s office", ORGANISATION, part_of=0),
        ),
        reading(2, named(ORGANISATION, "United Nations Water Rights Office")),
    ]

    assert [("Mia Rao", "U.N. water rights chief"), ("United Nations Water Rights Office",)] == together(
        link_actors(pile)
    )


def test_the_title_of_two_is_given_to_the_one_who_is_there():
    """'The prime minister' of a document is the one of two holders whom that document names."""
    pile = [
        reading(1, named(PERSON, "Mia Rao", "Prime Minister")),
        reading(2, named(PERSON, "Olaf Holm", "Prime Minister")),
        reading(3, named(PERSON, "Rao"), described(PERSON, "prime minister")),
    ]

    cast = link_actors(pile)

    assert cast.by_chain["document-1", 0] == cast.by_chain["document-3", 1]
    assert 2 == len(cast.actors)


def test_the_publisher_is_an_outlet_and_one_with_the_outlet_cited():
    """What sources.csv calls 'Lund Gazette (Web News)' is the Lund Gazette that others cite."""
    pile = [
        reading(1, named(PERSON, "Mia Rao"), outlet="Lund Gazette (Web News)"),
        reading(2, named(ORGANISATION, "The Lund Gazette")),
    ]

    cast = link_actors(pile)

    assert cast.outlet_of(pile[0]) == cast.of_chain(pile[1], 0)
    assert ActorType.OUTLET == next(a for a in cast.actors if a.id == cast.outlet_of(pile[0])).type


def test_a_publisher_nobody_cites_is_an_actor_all_the_same():
    """The outlet of a document is in the cast even where no text names it."""
    pile = [reading(1, outlet="Lund Gazette")]

    assert ["Lund Gazette"] == [actor.name for actor in link_actors(pile).actors]


def test_the_name_is_the_fullest_and_the_usual_spelling():
    """A misspelling met once does not name the actor."""
    pile = [
        reading(1, named(PERSON, "Ricarda Sallero")),
        reading(2, named(PERSON, "Ricarda Sallero")),
        reading(3, named(PERSON, "Ricarda Salero")),
        reading(4, named(PERSON, "Sallero")),
    ]

    assert [("Ricarda Sallero", "Ricarda Salero", "Sallero")] == together(link_actors(pile))


def test_things_and_silent_crowds_are_no_actors():
    """A report does not speak for itself, and people who only stand there are not listed."""
    crowd = described(GROUP, "bystanders")
    pile = [reading(1, Chain("report", MentionType.THING), crowd)]
    silent = Reading(pile[0].document, mentions=pile[0].mentions, chains=pile[0].chains)

    assert () == link_actors([silent]).actors
    assert ["bystanders"] == [actor.name for actor in link_actors(pile).actors]


def test_the_order_of_the_documents_does_not_matter():
    """The same pile in any order is the same cast."""
    pile = [
        reading(1, named(PERSON, "Mia Rao", "mayor of Lund"), named(ORGANISATION, "RRA")),
        reading(2, named(PERSON, "Rao"), named(ORGANISATION, "Road and River Agency"), outlet="Lund Gazette"),
        reading(3, described(PERSON, "mayor of Lund"), described(GROUP, "activists"), named(STATE, "Lima")),
        reading(4, named(PERSON, "Mia B. Rao"), described(GROUP, "activists"), named(STATE, "Peru")),
    ]

    assert 1 == len({repr(link_actors(order)) for order in permutations(pile)})


def test_every_mention_quotes_its_document():
    """An actor's mentions are spans whose words are in the text."""
    pile = [reading(1, named(PERSON, "Mia Rao"), named(STATE, "Peru"))]
    text = pile[0].document.text

    spans = [span for actor in link_actors(pile).actors for span in actor.mentions]

    assert 2 == len(spans)
    assert [] == [span for span in spans if text[span.start : span.end] != span.exact]


def test_a_person_described_in_many_documents_stays_one():
    """Documents that only describe somebody, before and after the one that names her, all mean her."""
    cast = link_actors(
        [
            reading(1, described(PERSON, "governor of Lund")),
            reading(2, described(PERSON, "governor of Lund")),
            reading(3, named(PERSON, "Mia Rao", "governor of Lund")),
            reading(4, described(PERSON, "governor of Lund")),
        ]
    )

    assert ["Mia Rao"] == [actor.name for actor in cast.actors]


def test_a_surname_is_whom_other_documents_call_by_it():
    """Of two who share a surname, the one whom several documents call by it alone is meant by one that only does so."""
    berg = Chain("Olaf Berg", PERSON, ("Olaf Berg", "Berg"))
    cast = link_actors(
        [reading(1, berg, named(PERSON, "Lena Berg")), reading(2, berg), reading(3, named(PERSON, "Berg"))]
    )

    assert [("Lena Berg",), ("Olaf Berg", "Berg")] == together(cast)


def test_a_surname_that_two_are_called_by_is_neither():
    """Where documents call each of two people by the surname alone, a document with nothing else leaves it open."""
    olaf, lena = (Chain(f"{first} Berg", PERSON, (f"{first} Berg", "Berg")) for first in ("Olaf", "Lena"))
    cast = link_actors(
        [reading(1, olaf), reading(2, olaf), reading(3, lena), reading(4, named(PERSON, "Berg"))]
    )

    assert 3 == len(cast.actors)


def test_father_and_son_stay_two():
    """'Jr.' tells two people apart, across documents too."""
    cast = link_actors([reading(1, named(PERSON, "Olaf Berg")), reading(2, named(PERSON, "Olaf Berg Jr."))])

    assert 2 == len(cast.actors)


def test_a_surname_with_its_office_goes_to_the_holder_and_not_to_the_relatives():
    """'President Rao' is the Rao whom any document calls president, though a daughter of the name stands beside her."""
    pile = [
        reading(1, holder("Mia Rao", "president")),
        reading(
            2, holder("Rao", "president"), Chain("Ila Rao", PERSON, ("Ila Rao",), ("daughter",), aside=True)
        ),
    ]

    cast = link_actors(pile)

    assert cast.by_chain["document-1", 0] == cast.by_chain["document-2", 0]
    assert cast.by_chain["document-1", 0] != cast.by_chain["document-2", 1]


def test_a_plain_surname_is_not_the_relative_named_in_passing():
    """Of two who bear a surname, one as somebody's brother only, the bare surname means the other."""
    pile = [
        reading(
            1,
            named(PERSON, "Mia Rao"),
            Chain("Vikram Rao", PERSON, ("Vikram Rao",), ("brother",), aside=True),
        ),
        reading(2, named(PERSON, "Rao")),
    ]

    cast = link_actors(pile)

    assert cast.by_chain["document-1", 0] == cast.by_chain["document-2", 0]


def test_one_document_that_names_both_keeps_them_apart():
    """Whom a document names beside somebody of that surname is somebody else, in the whole pile."""
    pile = [
        reading(1, named(PERSON, "Rao"), named(PERSON, "Vikram Rao")),
        reading(2, named(PERSON, "Vikram Rao")),
    ]

    cast = link_actors(pile)

    assert 2 == len(cast.actors)
    assert cast.by_chain["document-1", 1] == cast.by_chain["document-2", 0]


def test_a_title_without_a_name_tells_nobody_in_another_document():
    """'The former candidate' of one document need not be the former candidate whom another names."""
    bearer = named(PERSON, "Mia Rao", "former candidate")

    assert 2 == len(
        link_actors([reading(1, bearer), reading(2, described(PERSON, "former candidate"))]).actors
    )


def test_one_of_many_is_nobody_in_particular():
    """'A Lund attorney' of one document is not the Lund attorney whom another names; 'the Lund attorney' may be."""
    bearer = named(PERSON, "Mia Rao", "Lund district attorney")
    one = Chain("Lund district attorney", PERSON, (), ("Lund district attorney",), indefinite=True)

    assert 2 == len(link_actors([reading(1, bearer), reading(2, one)]).actors)
    assert 1 == len(link_actors([reading(1, bearer), reading(2, replace(one, indefinite=False))]).actors)


def test_a_link_says_why():
    """Words that call an actor otherwise are linked to those of another document, with the reason and its chance."""
    pile = [
        reading(1, named(PERSON, "Mia K. Rao")),
        reading(2, named(PERSON, "Mia Rao")),
        reading(3, named(PERSON, "Rao")),
    ]

    [actor] = link_actors(pile).actors

    told = {(link.span.exact, link.tie) for link in actor.links}
    assert {("Mia Rao", ActorTie.FULLER), ("Rao", ActorTie.SURNAME)} == told
    assert all(0.5 < (link.probability or 0) <= 1 for link in actor.links)


def test_who_may_be_meant_is_offered():
    """A surname that two bear stays by itself, and each of the two is offered with the chance that it is meant."""
    pile = [
        reading(1, named(PERSON, "Mia Rao")),
        reading(2, named(PERSON, "Vikram Rao")),
        reading(3, named(PERSON, "Rao")),
    ]

    cast = link_actors(pile)

    offered = [(doubt.span.exact, cast.by_id[doubt.actor].name) for doubt in cast.doubts_of("document-3")]
    assert [("Rao", "Mia Rao"), ("Rao", "Vikram Rao")] == sorted(offered, key=lambda pair: pair[1])
    assert all(0 < doubt.probability <= 0.5 for doubt in cast.doubts_of("document-3"))


@given(st.permutations([0, 1, 2, 3, 4, 5]))
def test_documents_that_agree_on_nothing_new_do_not_pull_actors_together(order):
    """Two people stay two whatever documents about others come between, in any order."""
    others = [named(PERSON, f"Per {name}") for name in ("Alm", "Berg", "Dahl", "Eng")]
    chains = [named(PERSON, "Mia Rao"), named(PERSON, "Vikram Rao"), *others]
    pile = [reading(number, chains[number]) for number in order]

    assert 6 == len(link_actors(pile).actors)


def dated(number: int, day: str, *chains: Chain, also: str = "") -> Reading:
    """Return the reading of a document of a day; `also` is text that names nobody in it."""
    given = reading(number, *chains)
    moment = date.fromisoformat(day)
    when = When(moment, moment, day, Basis.METADATA)
    return replace(given, document=replace(given.document, text=given.document.text + also, published=when))


def sizes(*readings: Reading) -> list[int]:
    """Return in how many documents each actor is named, the most first."""
    actors = link_actors(readings).actors
    return sorted((len({span.document for span in actor.mentions}) for actor in actors), reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(PERSON, "Mia Rao"), named(PERSON, "Rao")),
        (named(PERSON, "Mia Rao", "Governor of Lund"), described(PERSON, "governor of Lund")),
    ],
)
def test_years_apart_a_name_that_says_little_is_kept_apart_and_offered(one, other):
    """A surname or a title joins documents of one time, and not those far apart that name nobody else alike."""
    near = link_actors([dated(1, "2014-08-09", one), dated(2, "2014-09-01", other)])
    far = link_actors([dated(1, "2014-08-09", one), dated(2, "2020-05-20", other)])

    assert 1 == len(near.actors)
    assert 2 == len(far.actors)
    [doubt] = far.doubts_of("document-2")
    assert doubt.probability < 0.5


def test_years_apart_those_who_share_names_are_of_one_story():
    """A surname still joins documents years apart where both name several others in full."""
    others = [named(PERSON, name) for name in ("Ada Lund", "Per Berg", "Ivo Ness")]
    first = dated(1, "2014-08-09", named(PERSON, "Mia Rao"), *others)

    assert [2, 2, 2, 2] == sizes(first, dated(2, "2020-05-20", named(PERSON, "Rao"), *others))


def test_a_surname_is_no_third_person_where_its_document_names_a_bearer():
    """'Rao' in a document that names Ada Rao, and keeps the two apart, is not the Mia Rao of another document."""
    here = reading(1, named(PERSON, "Ada Rao"), named(PERSON, "Rao"))

    assert [1, 1, 1] == sizes(here, reading(2, named(PERSON, "Mia Rao")))


@pytest.mark.parametrize("title", ["Lund Radio host", "top Democrat"])
def test_what_many_are_called_joins_no_documents(title):
    """A description that several may answer to is nobody of another document; it is offered."""
    cast = link_actors([reading(1, named(PERSON, "Mia Rao", title)), reading(2, described(PERSON, title))])

    assert 2 == len(cast.actors)
    assert 1 == len(cast.doubts_of("document-2"))


def test_an_office_is_not_given_past_whoever_bears_it_at_hand():
    """'The Peruvian president', where President Rao is named, is not the one president that another document names."""
    bearer = named(PERSON, "Mia Soto", "Peruvian President")
    here = reading(2, named(PERSON, "Per Rao", "President"), described(PERSON, "Peruvian president"))

    assert ("Mia Soto", "Peruvian President") in together(link_actors([reading(1, bearer), here]))


def test_bodies_of_one_name_are_told_apart_by_the_country_of_their_document():
    """'The Foreign Ministry' is Peru's where the document is about Peru, and not Chile's, of which others tell."""
    chilean = reading(1, named(ORGANISATION, "Chilean Foreign Ministry"))
    plain = named(ORGANISATION, "Foreign Ministry")
    of_chile = dated(2, "2022-01-03", plain, also="Chile paid.")
    of_peru = dated(3, "2022-01-03", plain, also="Peru paid. Lima said so, and Peru asked Chile.")
    also_of_peru = dated(4, "2022-01-04", plain, also="Lima paid.")

    assert [2, 2] == sizes(chilean, of_chile, of_peru, also_of_peru)


@pytest.mark.parametrize(
    ("short", "full"),
    [("AI", "Avella Inc."), ("LDA", "Lund Dams Association"), ("OF", "Osk Foundation")],
)
def test_few_letters_are_not_a_body_that_no_document_spells_out(short, full):
    """Two or three initials may stand for too much: they are offered, and join where a document uses both."""
    apart = [reading(1, named(ORGANISATION, full)), reading(2, named(ORGANISATION, short))]
    spelt = reading(3, Chain(full, ORGANISATION, (full, short)))

    assert [1, 1] == sizes(*apart)
    assert [3] == sizes(*apart, spelt)


def test_somebody_who_goes_by_a_second_name_is_nobody_of_the_initial():
    """'J. Mia Rao' is not Jo Rao."""
    assert [1, 1] == sizes(reading(1, named(PERSON, "J. Mia Rao")), reading(2, named(PERSON, "Jo Rao")))


def test_an_actor_is_not_called_by_words_run_together_with_the_name():
    """A caption's or headline's word before or behind a name, met once, is no part of what somebody is called."""
    slip = Chain("Gives Mia Rao", PERSON, ("Gives Mia Rao", "Mia Rao"))
    plain = [reading(number, named(PERSON, "Mia Rao")) for number in (2, 3)]

    assert "Mia Rao" == link_actors([reading(1, slip), *plain]).actors[0].name


def test_a_county_sheriff_is_not_every_county_sheriffs():
    """'His office', of a county sheriff, is no other county's sheriff's office, though both are sheriffs'."""
    office = named(ORGANISATION, "Lund County Sheriff’s Office")
    sheriff = named(PERSON, "Per Berg", "County Sheriff")
    his = described(ORGANISATION, "Per Berg’s office", part_of=0)

    assert [1, 1, 1] == sizes(reading(1, office), reading(2, sheriff, his))


def test_an_administration_is_not_that_of_one_who_served_in_it():
    """'Lund’s administration', of a former official of the Rao administration, is not Rao's."""
    rao = Chain("Rao administration", ORGANISATION, ("Rao administration",), (), part_of=0)
    lund = named(PERSON, "Per Lund", "official of the Rao administration")

    readings = (
        reading(1, named(PERSON, "Mia Rao"), rao),
        reading(2, lund, described(ORGANISATION, "Lund administration", 0)),
    )

    assert [1, 1, 1, 1] == sizes(*readings)


def test_a_relative_known_by_one_word_is_nobody_of_that_surname():
    """'Their daughter, Robin' is no Corin Robin of another document."""
    child = Chain("Robin", PERSON, ("Robin",), aside=True)

    assert [1, 1] == sizes(reading(1, named(PERSON, "Corin Robin")), reading(2, child))


def test_a_candidate_of_no_name_is_nobody_whom_another_document_calls_so():
    """'The presidential candidate' may be any, though the document names one who was it elsewhere."""
    bearer = named(PERSON, "Mia Rao", "presidential candidate")
    here = reading(2, named(PERSON, "Mia Rao"), described(PERSON, "presidential candidate"))

    assert [2, 1] == sizes(reading(1, bearer), here)


@pytest.mark.parametrize(
    ("name", "joined"),
    [("Mia Rao and Per Lund", True), ("Peru and Chile", True), ("Farmers and Herders", False)],
)
def test_several_who_speak_together_are_one_where_each_is_known(name, joined):
    """Two people or states who speak together are one pair in two documents; members of two parties need not be."""
    several = Chain(name, GROUP)

    assert ([2] if joined else [1, 1]) == sizes(reading(1, several), reading(2, several))


def test_a_group_is_nobody_of_that_surname():
    """'Rangers' is no Mia Rangers."""
    assert [1, 1] == sizes(reading(1, named(PERSON, "Mia Rangers")), reading(2, named(GROUP, "Rangers")))


def test_years_apart_a_surname_with_its_office_is_still_whose_it_is():
    """'President Rao' of another year is the Mia Rao who is told to be president."""
    first = dated(1, "2014-08-09", holder("Mia Rao", "president"))

    assert [2] == sizes(first, dated(2, "2018-05-20", holder("Rao", "president")))


@pytest.mark.parametrize("short", [named(ORGANISATION, "Rao"), named(PERSON, "Brenerman")])
def test_a_doubtful_surname_is_whose_it_is_where_the_documents_tell_one_story(short):
    """What looks like an organisation, or is misspelt, is a surname only where the documents name a third alike."""
    full = [named(PERSON, "Mia Rao"), named(PERSON, "Olaf Brennerman")]
    third, other = named(PERSON, "Ada Holm"), named(PERSON, "Per Vik")

    apart = link_actors([reading(1, *full, third), reading(2, short, other)])
    one = link_actors([reading(1, *full, third), reading(2, short, third)])

    assert (5, 3) == (len(apart.actors), len(one.actors))


@pytest.mark.parametrize(("one", "other"), [("Ola K. Rao", "Ola S. Rao"), ("Ola K. S. Rao", "Ola S. Rao")])
def test_a_name_that_two_namesakes_go_by_joins_neither(one, other):
    """'Ola Rao' may be either of two whose middle initials differ, and makes them not one."""
    readings = [
        reading(1, named(PERSON, one)),
        reading(2, named(PERSON, "Ola Rao")),
        reading(3, named(PERSON, other)),
    ]

    for order in permutations(readings):
        assert {(one,), ("Ola Rao",), (other,)} == set(together(link_actors(order)))


def test_of_namesakes_whom_documents_call_alike_each_is_one():
    """Documents that name one of them in both ways do not join the two."""
    both = [Chain(name, PERSON, (name, "Ola Rao")) for name in ("Ola K. Rao", "Ola S. Rao")]

    cast = link_actors([reading(1, both[0]), reading(2, both[1]), reading(3, both[0])])

    assert [("Ola K. Rao", "Ola Rao"), ("Ola S. Rao", "Ola Rao")] == together(cast)


def test_nearly_one_name_with_other_titles_and_nobody_in_common_is_offered():
    """'Ola K. Rao, a host' need not be 'Ola Rao, the envoy': the two stay apart and are offered."""
    host, envoy = named(PERSON, "Ola K. Rao", "radio host"), named(PERSON, "Ola Rao", "envoy")

    cast = link_actors(
        [reading(1, host, named(PERSON, "Ada Holm")), reading(2, envoy, named(PERSON, "Per Vik"))]
    )

    assert (4, True) == (len(cast.actors), bool(cast.doubts))


def test_a_ministry_is_one_though_its_documents_name_nobody_alike():
    """'Interior Ministry' and 'Ministry of the Interior' say what they are; 'the ferry office' is one in one story."""
    third, other = named(PERSON, "Ada Holm"), named(PERSON, "Per Vik")
    full, short = (
        described(ORGANISATION, "Interior Ministry"),
        described(ORGANISATION, "Ministry of the Interior"),
    )
    office = described(ORGANISATION, "ferry office")

    cast = link_actors([reading(1, full, office, third), reading(2, short, office, other)])

    assert ["Ada Holm", "Ministry of the Interior", "Per Vik", "ferry office", "ferry office"] == sorted(
        actor.name for actor in cast.actors
    )


def test_what_a_crowd_is_called_is_one_group_in_one_story():
    """'More clerks' of two stories are two groups, and those of a named place are one."""
    third, other = named(PERSON, "Ada Holm"), named(PERSON, "Per Vik")
    crowd, told = described(GROUP, "more young clerks"), described(GROUP, "clerks in Lund")

    apart = link_actors([reading(1, crowd, told, third), reading(2, crowd, told, other)])

    assert ["Ada Holm", "Per Vik", "clerks in Lund", "more young clerks", "more young clerks"] == sorted(
        actor.name for actor in apart.actors
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lund University", "University of Lund"),
        ("LA Gazette", "Gazette"),
        ("11,000 ferry clerks", "6,000 ferry clerks"),
    ],
)
def test_words_that_tell_two_bodies_apart_are_no_small_words(one, other):
    """The place before and behind a university, the letters of a city, and counts written with a comma."""
    kind = GROUP if one[0].isdigit() else ORGANISATION
    chain = described if kind is GROUP else named

    assert 2 == len(link_actors([reading(1, chain(kind, one)), reading(2, chain(kind, other))]).actors)


@pytest.mark.parametrize("name", ["Police Department", "U.S. District Court", "Court of Appeals"])
def test_a_body_of_which_there_are_many_is_one_in_one_story(name):
    """A police department is that of another document where both name a third alike, and else another's."""
    third, other = named(PERSON, "Ada Holm"), named(PERSON, "Per Vik")
    body = named(ORGANISATION, name)

    apart = link_actors([reading(1, body, third), reading(2, body, other)])
    one = link_actors([reading(1, body, third), reading(2, body, third)])

    assert (4, 2) == (len(apart.actors), len(one.actors))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(ORGANISATION, "Nigeria’s Road Board"), named(ORGANISATION, "Niger’s Road Board")),
        (named(PERSON, "Ada Lund", "ambassador to Peru"), described(PERSON, "Peru’s ambassador")),
        (named(PERSON, "Ada Lund", "Green nominee"), described(PERSON, "Green nominee")),
        (
            named(PERSON, "Ada Lund", "former head of Lund Works"),
            described(PERSON, "former head of Lund Works"),
        ),
        (named(PERSON, "Ada Lund"), Chain("Lund", PERSON, ("Lund",), ("a smith",), indefinite=True)),
    ],
)
def test_what_many_may_be_called_joins_nobody(one, other):
    """Countries alike in spelling, envoys to and from, nominees, former heads, and who is introduced by one word."""
    assert 2 == len(link_actors([reading(1, one), reading(2, other)]).actors)


def test_a_campaign_or_party_is_not_that_of_whoever_bears_its_words_among_many_titles():
    """'Her party' is no body of whose name every word stands in some title of hers, and not in one."""
    rao = named(PERSON, "Mia Rao", "Green candidate", "new senator")
    hers = described(ORGANISATION, "Mia Rao’s party", part_of=0)

    cast = link_actors([reading(1, rao, hers), reading(2, named(ORGANISATION, "New Green Party"))])

    assert 3 == len(cast.actors)


def test_a_country_is_called_by_its_name_and_not_that_of_another_time():
    """Germany is not named 'West Germany' because one document tells of that."""
    cast = link_actors([reading(1, named(STATE, "West Germany")), reading(2, named(STATE, "Germany"))])

    assert ["Germany"] == [actor.name for actor in cast.actors]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Ferry Commission", ("Ferry Commission on Landings", "Ferry Commission for Fares")),
        ("Highest Bench", ("Highest Bench of Vael",)),
        ("Commission", ("Commission on Landings",)),
    ],
)
def test_a_beginning_that_may_be_of_another_body_is_nobodys_short_name(short, full):
    """Of two bodies whose names begin alike, of a place, or by one word, the beginning names a body of its own."""
    place = Reading(
        Document("document-9", "9.txt", "", "In Vael."), mentions=(Mention(3, 7, "Vael", MentionType.PLACE),)
    )
    others = [reading(number, named(ORGANISATION, name)) for number, name in enumerate(full, 2)]

    cast = link_actors([reading(1, named(ORGANISATION, short)), *others, place])

    assert 1 + len(full) == len(cast.actors)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tom Rao", "Timothy Rao"),
        ("Bob Rao", "Bernard Rao"),
        ("Tom Rao Jr", "Thomas Rao"),
        ("Pat Rao", "Pete Rao"),
    ],
)
def test_short_forms_of_other_names_are_other_people(one, other):
    """'Tom' is Thomas, and nobody else of the surname."""
    assert 2 == len(link_actors([reading(1, named(PERSON, one)), reading(2, named(PERSON, other))]).actors)


def test_a_short_form_of_two_at_hand_joins_neither():
    """'Pat Rao' may be Patrick or Patricia."""
    cast = link_actors(
        [
            reading(number, named(PERSON, name))
            for number, name in enumerate(["Pat Rao", "Patrick Rao", "Patricia Rao"])
        ]
    )

    assert 3 == len(cast.actors)


def test_the_only_bearer_of_a_story_holds_the_office_that_goes_with_the_surname():
    """'President Rao' is Mia Rao, though no document gives the full name with the office."""
    office = Chain("Rao", PERSON, ("Rao",), ("President",), gender="f", offices=("president",))
    full = Chain("Mia Rao", PERSON, ("Mia Rao",), gender="f")
    usual = Chain("Mia Rao", PERSON, ("Mia Rao", "Rao"), gender="f")
    place = named(ORGANISATION, "Corvane Water Board")

    cast = link_actors([reading(1, office, full, place), reading(2, usual, place)])

    assert 1 == sum(actor.type is ActorType.PERSON for actor in cast.actors)


@pytest.mark.parametrize(
    ("gender", "called"),
    [("m", ("Mia Rao", "Rao")), ("", ("Mia Rao", "Rao")), ("f", ("Mia Rao",))],
)
def test_who_may_be_the_holders_spouse_is_not_the_holder(gender, called):
    """Neither one of the other gender, nor one whom no document calls by the surname alone."""
    office = Chain("Rao", PERSON, ("Rao",), ("President",), gender="f", offices=("president",))
    full = Chain("Mia Rao", PERSON, called, gender=gender)
    place = named(ORGANISATION, "Corvane Water Board")

    cast = link_actors(
        [reading(1, office, Chain("Mia Rao", PERSON, ("Mia Rao",)), place), reading(2, full, place)]
    )

    assert 2 == sum(actor.type is ActorType.PERSON for actor in cast.actors)


def test_initials_that_a_document_explains_are_the_bodys_everywhere():
    """'GSM' is the Lund River Foundation, which one document calls so; its longer name is one with it."""
    told = Chain("Lund River Foundation", ORGANISATION, ("Lund River Foundation", "GSM"))
    longer = Chain(
        "Lund River Foundation of Corvane", ORGANISATION, ("Lund River Foundation of Corvane", "GSM")
    )

    cast = link_actors([reading(1, told), reading(2, named(ORGANISATION, "GSM")), reading(3, longer)])

    assert [("Lund River Foundation of Corvane", "GSM", "Lund River Foundation")] == together(cast)


def test_a_part_of_a_bodys_name_is_not_its_initials():
    """The LRA Council goes by 'LRA' at times, and the LRA is another."""
    council = Chain("LRA Council", ORGANISATION, ("LRA Council", "LRA"))

    cast = link_actors([reading(1, council), reading(2, named(ORGANISATION, "LRA"))])

    assert 2 == len(cast.actors)


def test_nobody_is_called_by_words_that_only_a_sentence_explains():
    """'His aide' and 'the boss' say nothing of who somebody is; 'the harbour boss' does."""
    chain = named(PERSON, "Mia Rao", "his closest aide", "the boss", "an observer", "the harbour boss")

    [actor] = link_actors([reading(1, chain)]).actors

    assert ("the harbour boss",) == actor.aliases
