"""Figures of one document."""

import pytest

from onrecord.annotations import Attribution
from onrecord.model import Act, Document, Offsets, Quoted
from onrecord.reading.figures.finding import find_figures
from onrecord.reading.parse import load_pipeline, parse_document
from onrecord.reading.tagger.model import load_tagger


def read(text, attributions=()):
    document = Document("document-1", "note.txt", "", text)
    return find_figures(
        document, parse_document(document, load_pipeline(), load_tagger())[0], (), attributions
    )


@pytest.mark.parametrize(
    ("text", "exact", "low", "high", "unit"),
    [
        ("The landslide buried at least 38 villagers.", "at least 38 villagers", "38", None, "people"),
        (
            "Nearly 50,000 Norlanders lost their pensions.",
            "Nearly 50,000 Norlanders",
            "45000",
            "50000",
            "people",
        ),
        ("They said 18 head of cattle had drowned.", "18 head of cattle", "18", "18", "cattle"),
        ("The navy lost 12 aircraft.", "12 aircraft", "12", "12", "aircraft"),
        (
            "The port moved 1.38m containers in the year.",
            "1.38m containers",
            "1380000",
            "1380000",
            "containers",
        ),
        ("The rowers put the number of boats lost at 90.", "90", "90", "90", "boats"),
        ("A 212-page audit lay on the desk.", "212-page", "212", "212", "pages"),
        ("The court set a ban of up to five months.", "up to five months", None, "5", "months"),
        ("The miners called a six-week truce.", "six-week truce", "6", "6", "weeks"),
        ("Two miners were killed in the shaft.", "Two miners", "2", "2", "people"),
        (
            "Tens of thousands of miners struck.",
            "Tens of thousands of miners",
            "20000",
            None,
            "people",
        ),
        ("Thousands protested in the harbour.", "Thousands", "2000", None, ""),
        ("One in five miners is out of work.", "One in five", "0.2", "0.2", "share"),
        ("Some 1.5m people were told to leave.", "Some 1.5m people", "1500000", "1500000", "people"),
        ("The yard won a $75 million order.", "$75 million order", "75000000", "75000000", "USD"),
        (
            "The appeal has passed 80,000 signatures.",
            "passed 80,000 signatures",
            "80000",
            None,
            "signatures",
        ),
        ("She was held for 18 months.", "18 months", "18", "18", "months"),
        ("The hearing took nearly five hours.", "nearly five hours", "4.5", "5", "hours"),
        ("The council is on a two-week recess.", "two-week recess", "2", "2", "weeks"),
        ("The lease runs for up to two full years.", "up to two full years", None, "2", "years"),
        ("The council set the six-month delay.", "six-month delay", "6", "6", "months"),
        ("It is open to skippers under the age of 31.", "under the age of 31", None, "31", "years"),
        ("They had come before turning 16.", "before turning 16", None, "16", "years"),
        ("Some of the apprentices are as old as 36.", "as old as 36", None, "36", "years"),
        ("The yard is drilling two relief wells.", "two relief wells", "2", "2", "wells"),
        ("The chamber is 40 feet tall.", "40 feet", "40", "40", "feet"),
        ("The village lies about 370km inland.", "about 370km", "370", "370", "km"),
        ("The wreck lies 1,500m below the surface.", "1,500m", "1500", "1500", "metres"),
        ("The assembly has passed three laws.", "three laws", "3", "3", "laws"),
        ("Only 22 percent of the wells were dry.", "Only 22 percent of the wells", "22", "22", "percent"),
        ("The crush left more than 70 injured.", "more than 70", "70", None, "people"),
    ],
)
def test_a_figure_is_the_number_with_its_qualifier_and_what_it_counts(text, exact, low, high, unit):
    """The words, the interval and the unit of each are found."""
    [found] = read(text)
    assert (exact, low, high, unit) == (found.exact, found.low, found.high, found.unit)
    assert text[found.start : found.end] == found.exact


@pytest.mark.parametrize(
    "text",
    [
        "The dam opened on 13 September 2021.",
        "The mill opened in 2011 and closed in 2016.",
        "Mia Rao, 45, leads the council.",
        "The 45-year-old engineer resigned.",
        "Article 50 was revoked.",
        "The meeting begins at 6 p.m. on Monday.",
        "The storm struck three weeks ago.",
        "He must answer within two weeks.",
        "The two sides met again.",
        "Two key rivals of the mayor resigned.",
        "One of two brothers is the mayor.",
        "The storm struck nearly two years ago.",
        "She bought a 10-year bond.",
        "The fair closes on the 16th.",
        "The rovers won the match 3-1.",
        "He lives at 10 Harbour Street.",
        "On the one hand, it was a good day.",
        "The first half of the match was dull.",
    ],
)
def test_what_nobody_could_be_held_to_is_no_figure(text):
    """Dates, ages, labels, clock times, scores, addresses and ways of speaking are left out."""
    assert [] == [found.exact for found in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "New claims fell to 2.1 million last week, the labour office said.",
        "Refunds came to some 40,000 this month.",
    ],
)
def test_when_it_was_counted_is_not_what_was_counted(text):
    """A week beside a number of claims makes it no number of weeks."""
    [found] = read(text)
    assert found.counted is None
    assert found.unit in {"claims", "refunds"}


def test_the_sides_of_a_vote_are_two_figures():
    """The first number voted as the sentence says."""
    found = read("The assembly voted 61-44 against the road levy.")
    assert [("61", "votes against"), ("44", "votes for")] == [(figure.low, figure.unit) for figure in found]


def test_a_change_gives_the_former_value_and_the_new_one():
    """Both are values of what the first one counts, and the first is marked as replaced."""
    former, new = read("The mine company corrected the death toll from 12 to nearly 90.")
    assert ("12", True, False) == (former.low, former.former, new.former)
    assert {"toll", "death"} <= set(new.keys)


def test_a_denied_toll_is_fewer():
    """'80 people did not drown' says that there were at most 79."""
    [found] = read("“80 people did not drown,” the harbour master said.")
    assert (None, "79") == (found.low, found.high)


def test_the_number_stands_for_what_the_number_before_counted():
    """'Put the number at' is a value of the quantity just spoken of."""
    first, second = read(
        "The union counted 310 arrests in the port. The harbour police put the number at 95."
    )
    assert first.unit == second.unit
    assert set(first.keys) & set(second.keys) >= {"arrest"}


def test_named_occasions_tell_quantities_apart():
    """A storm named in the sentence, or pointed back to, is noted with the figure."""
    text = (
        "Cyclone Ada drowned 31 sailors. Deaths after Cyclone Bruno range from 6 to 9. "
        "The coast guard now watches Cyclone Clio. It counts 13 victims of the storm."
    )
    assert [("ada",), ("bruno",), ("clio",)] == [found.occasions for found in read(text)]


def test_the_subject_of_the_giving_verb_holds_the_figure():
    """'A survey put the toll at' names who gives it."""
    text = "A Norland University survey put the death toll at 740."
    [found] = read(text)
    assert found.holder is not None
    assert "A Norland University survey" == text[found.holder.start : found.holder.end]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("The ministry has handed over hundreds of pages.", [("200", None, "hundreds")]),
        ("The firm turned over 55,000 pages of letters.", [("55000", "55000", None)]),
        ("The firm employs over 55,000 clerks.", [("55000", None, "over")]),
        ("The reserve can never go below 20,000 crates.", [("20000", None, "never below")]),
        (
            "The reserve can never go below 20,000 crates or above 90,000 crates.",
            [("20000", None, "never below"), (None, "90000", "never above")],
        ),
        ("The rate has not fallen below 3 percent.", [("3", None, "not below")]),
        ("The rate fell below 3 percent.", [(None, "3", "below")]),
        ("The two towns never fell out over three hundred boats.", [("300", None, "over")]),
        ("The council does not pay firms below 3 percent.", [(None, "3", "below")]),
    ],
)
def test_a_bound_is_what_its_sentence_makes_it(text, bounds):
    """A verb's particle bounds nothing, and a bound that is denied is the other one."""
    assert bounds == [(found.low, found.high, found.qualifier) for found in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Gang of Twelve wrote the bill.",
        "She spoke to the Gang of Twelve senators.",
        "It was a 12-course dinner.",
        "It was a game of 12-dimensional chess.",
        "He is a three-time winner.",
    ],
)
def test_a_number_in_a_name_or_a_kind_counts_nothing(text):
    """A group's name and what something is like are no figures."""
    assert () == read(text)


@pytest.mark.parametrize(
    ("text", "exact", "unit"),
    [
        ("The pipe runs about 40 km (25 miles) west of it.", "about 40 km (25 miles)", "km"),
        ("They built a 30-kilometre (19-mile) fence.", "30-kilometre (19-mile)", "km"),
        ("It cost 730 million yen ($6.4 million).", "730 million yen ($6.4 million)", "JPY"),
        ("It weighs 70 pounds (32 kilograms).", "70 pounds (32 kilograms)", "pounds"),
    ],
)
def test_a_size_in_two_units_is_one_value(text, exact, unit):
    """What brackets give again in another unit is no second number."""
    assert [(exact, unit)] == [(found.exact, found.unit) for found in read(text)]


def test_two_numbers_beside_each_other_are_two():
    """Brackets that count something else, or a part, hold a number of their own."""
    for text in (
        "It is 40 km long (12 tonnes).",
        "They sold 300 boats (25 percent).",
        "It took 3 days (9 km).",
    ):
        assert 2 == len(read(text))


def test_a_number_can_be_put_nearer_to_another():
    """Whoever puts 'it' or 'the toll' somewhere gives the number."""
    text = "Some say that 50 drowned, but the mayor put it closer to 300 sailors."
    held = [found.holder for found in read(text)]
    assert "the mayor" == text[slice(*held[-1])]


@pytest.mark.parametrize(
    "text",
    [
        "The storm put millions of people at risk.",
        "The airline put two pilots and four stewards on leave.",
        "Officers found 12 rifles in the shed.",
        "Bidders must show offers of at least 300 crates.",
        "The number of sailors reporting sick grew by 30 percent.",
    ],
)
def test_who_only_does_something_gives_no_number(text):
    """What somebody does to so many, or has to show, is told by the narrator."""
    assert {None} == {found.holder for found in read(text)}


def attribute(marked, *, quoted=Quoted.INDIRECT):
    """Return the figures of a text in which [source] {cue} and <content> are marked, and the text."""
    text, open_at, found = "", {}, {}
    for char in marked:
        if char in "[{<":
            open_at[char] = len(text)
        elif char in "]}>":
            found[char] = Offsets(open_at["[{<"["]}>".index(char)]], len(text))
        else:
            text += char
    return read(text, (Attribution(found["]"], found["}"], (found[">"],), quoted, Act.ASSERT),))


@pytest.mark.parametrize(
    ("marked", "given"),
    [
        ("[The mayor] {said} <that the dam held 300 crates of stone>.", [0]),
        ("[The firm] {sued} <to stop the $85 million sale>.", [None]),
        ("[The mayor] {signed} <a bill for 300 boats>.", [None]),
        ("[The prosecutor] {has charged} <two firms and more than a dozen sailors>.", [None, None]),
        ("[The prosecutor] {charged} <that a dozen sailors had left>.", [0]),
        ("[The firm] {announced} <300 new posts>.", [0]),
        ("[More clerks] {said} <they would stay (42%) than leave (38%)>.", [None, None]),
        ("[More clerks] {said} <they had lost 300 crates>.", [0]),
        ("[The 92-page report] {lists} <more than 200 boats>.", [None, 0]),
        ("[The harbour board] {requested} <another 300 boats>.", [0]),
        ("[The mayor] {called for} <a sale of 300 boats>.", [0]),
        ("[The mayor] {said} <the dam — which has cost 300 boats until now — is safe>.", [None]),
        ("[The mayor] {said} <the fleet (which had 300 boats) is safe>.", [None]),
        ("[The mayor] {said} <the fleet — some 300 boats — is safe>.", [0]),
        ("<The fleet — which has lost 300 boats — is safe>, {according to} [the mayor].", [0]),
    ],
)
def test_who_says_the_words_around_a_number_gives_it(marked, given):
    """A word of saying makes a giver, a deed does not; an aside that is a clause is the narrator's."""
    assert given == [found.attribution for found in attribute(marked)]


def test_a_number_in_quoted_words_is_the_speakers():
    """Between quotation marks nothing is the narrator's, whatever stands there for saying."""
    marked = "[The mayor] {hit the table}: “<The dam — which has cost 300 boats — is safe>.”"
    assert [0] == [found.attribution for found in attribute(marked, quoted=Quoted.DIRECT)]


def test_the_innermost_statement_around_it_gives_the_figure():
    """A figure inside reported words belongs to their speaker."""
    text = "The mayor said the ministry told him that 38 miners died."
    start = text.index("the ministry")
    outer = Attribution(Offsets(0, 9), None, (Offsets(start, len(text) - 1),), Quoted.INDIRECT, Act.ASSERT)
    inner_start = text.index("38")
    inner = Attribution(None, None, (Offsets(inner_start, len(text) - 1),), Quoted.INDIRECT, Act.ASSERT)
    [found] = read(text, (outer, inner))
    assert 1 == found.attribution


@pytest.mark.parametrize(
    "text", ["", "\n\n", "。", "12", "12 12 12 12", "\u202e5 \U0001f6a2s", "$", "(((5)))"]
)
def test_odd_text_is_read(text):
    """Text without sentences breaks nothing."""
    for found in read(text):
        assert found.start < found.end


def test_the_number_of_injured_counts_people():
    """Whatever was counted in the sentence before it."""
    found = read("The town told of two counts. The clinic put the number of injured at 34.")

    assert "people" == found[-1].unit


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("At least 38 villagers were buried in the landslide.", "villagers buried in the landslide"),
        ("41 villages signed a petition.", "villages that signed a petition"),
        ("The yard won a $75 million repair contract.", "value of the repair contract"),
        ("The miners called a six-week truce.", "length of the truce"),
        ("About 60 per cent of the ferries were repaired.", "share of ferries repaired"),
        ("The 6.8 percent interest rate will double in July.", "interest rate"),
        ("Some 30 percent of the share of coal is burned abroad.", "share of coal burned"),
        ("The death toll rose to 300.", "death toll"),
        ("The mayor put the number of dead at 12.", "number of dead"),
        ("The council read a 30-page letter.", "pages of the letter"),
    ],
)
def test_a_label_says_of_what_it_is_a_number(text, label):
    """A short noun phrase, not a clause, stands over the values in the dossier."""
    [found] = read(text)
    assert label == found.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The vacancy rate fell to 3.4 percent in June.", "vacancy rate"),
        ("The ferry line lowered the harbour fee to $12.", "harbour fee"),
        ("The sea wall would cost $40 million.", "how much sea wall would cost"),
        ("The province has spent $40 million on the sea wall.", "how much province has spent"),
        ("The mill has cut its emissions by 12 percent.", "how much mill has cut emissions"),
        ("The mayor asked for $3 million in flood aid.", "value of the flood aid"),
        ("The strikers were held for 18 months.", "how long strikers were held"),
        ("Only 37 percent say they trust the council.", "share who say they trust the council"),
        ("New claims for flood relief fell to 1,542,000.", "New claims for flood relief"),
        ("The blast killed 14 and wounded 21.", "people killed"),
        ("She would pay $40 for it.", ""),
        ("It rose by 12 percent.", ""),
    ],
)
def test_what_is_measured_is_named_by_its_clause(text, label):
    """A sum, a share or a length with no noun behind it is of what its clause speaks of; a pronoun does not say."""
    assert label == read(text)[0].label


@pytest.mark.parametrize(
    "text",
    [
        "Voters earning more than $250,000 were asked.",  # nobody is worth that
        "Borrowers could take loans at 6 percent.",
        "By a 48 percent to 38 percent margin, voters said so.",
        "How many drivers can pay an extra $1,000?",
    ],
)
def test_what_is_not_measured_lends_no_name(text):
    """The people in a clause are not what its sum or share is of."""
    named = " ".join(found.label for found in read(text)).lower()
    assert not {"voters", "borrowers", "drivers"} & {*named.split()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The blast killed 14 and wounded 21.", [("14", "people"), ("21", "people")]),
        ("Storm kills 26", [("26", "people")]),
        ("It was the storm that left 130 dead.", [("130", "people")]),
        ("She killed 1 in the end.", []),
    ],
)
def test_a_number_of_the_harmed_needs_no_noun(text, told):
    """Whom a blast kills are people."""
    assert told == [(found.low, found.unit) for found in read(text)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("New claims fell to 1,542,000.", "claims"),
        ("The number of new cases dropped to 371.", "cases"),
        ("Deaths in the ward rose to 371.", "people"),
        ("Inspections totalled 1,542,000.", "inspections"),
    ],
)
def test_a_count_alone_counts_what_has_risen(text, unit):
    """The subject of a verb of change is what is counted."""
    assert unit == read(text)[0].unit


def test_others_who_are_not_named_leave_the_next_count_alone():
    """'Others' says nothing of what is counted; the figure after it is read by itself."""
    found = read("While 24 others do not, the harbours have pledged an additional $12 million.")
    assert [("24", "people"), ("12000000", "USD")] == [(figure.low, figure.unit) for figure in found]


def test_the_figure_is_of_what_was_told_before():
    """'The new figure of 300 crates' is of what the crates before it were; 'a total of 300 crates' is of its own."""
    told = "More than 400 crates of plums are feared to have rotted. "
    for text, taken in (
        ("The new figure of 300 crates alarms nobody.", True),
        ("He sold a total of 300 crates.", False),
    ):
        *_, figure = read(told + text)
        assert taken == ("rot" in figure.keys)


@pytest.mark.parametrize("verb", ["range from", "vary from", "run to"])
def test_an_estimate_tells_what_it_is_of(verb):
    """'Estimates of the leak' are numbers of what leaked, whichever verb gives them."""
    [figure] = read(f"Estimates of the leak {verb} 35,000 barrels a day.")
    assert "leak" in figure.keys


@pytest.mark.parametrize(
    ("text", "exact", "unit", "holder"),
    [
        ("The board put the death toll at 17. The builder puts it at 11.", "11", "people", "The builder"),
        ("The guild counted 30 dead. The mill spoke of 40 deaths.", "40 deaths", "people", "The mill"),
        ("Residents set the number of cars at about 60.", "about 60", "cars", "Residents"),
        ("The mayor's count of 2,800 homes was too high.", "2,800 homes", "homes", "The mayor"),
        ("Twenty men are trapped, the mill said; the guild said that twelve are.", "twelve", "people", None),
        ("It was 14 who died, the mill said.", "14", "people", None),
        ("Repairs will cost 14m crowns.", "14m crowns", "crowns", None),
        ("Nine dockers were killed when the crane fell.", "Nine dockers", "dockers", None),
    ],
)
def test_a_number_is_whose_it_is_called(text, exact, unit, holder):
    """By 'puts it at', 'spoke of', a possessive or 'by'; a noun left out is the one told before."""
    found = {figure.exact: figure for figure in read(text)}

    told = found[exact].holder
    assert (unit, holder) == (found[exact].unit, text[slice(*told)] if told else None)


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("Some 61 people were admitted and 48 have been discharged.", "people discharged", "people"),
        ("About 120 houses were damaged and 36 were destroyed.", "houses destroyed", "houses"),
    ],
)
def test_a_number_whose_clause_goes_on_counts_what_the_one_before_does(text, label, unit):
    """The noun is not said again; what happened to these is."""
    *_, last = read(text)

    assert (label, unit) == (last.label, last.unit)
