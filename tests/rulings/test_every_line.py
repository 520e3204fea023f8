"""Figures, rival names, relays, altered quotations, events and silences are ruled like any other line."""

from dataclasses import dataclass
from datetime import date

import pytest
from msgspec.structs import replace
from tests.rulings.making import by, cite, make_wide_record, unmark

from onrecord.model import Relation, RelayKind, Verdict
from onrecord.publish.dossier import render_dossier
from onrecord.publish.markdown import render_markdown
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.reviewed import keep_reviewed
from onrecord.rulings.ruling import LineKind, Target, Told, Whom, anchor, clip, make_ruling
from onrecord.rulings.telling import Reader


@dataclass
class Bench:
    """A record, and what people rule on it."""

    record: object

    def row(self, kind, words, number=0):
        """Return a line of a kind by some of its words; of several, the one of that number."""
        rows = [row for row in Reader(self.record).rows() if row.target.kind is kind]
        return [row for row in rows if words in row.target.words.exact][number]

    def rule(self, kind, words, verdict, number=0, who="Ada Lund", **changes):
        """Return a ruling on such a line."""
        row = self.row(kind, words, number)
        after = None if verdict is Verdict.REJECTED else replace(row.told, **changes)
        return make_ruling(by(who), verdict, row.target, before=row.told, after=after, published=True)

    def stands(self, *rulings):
        """Return the record as it stands."""
        return apply_rulings(self.record, rulings).record


@pytest.fixture
def bench():
    """Return the record."""
    return Bench(make_wide_record())


KINDS = (
    (LineKind.FIGURE, "40 boats"),
    (LineKind.NAMING, "lockout"),
    (LineKind.RELAY, "first had the news"),
    (LineKind.QUOTATION, "never asked"),
    (LineKind.EVENT, "crane fell"),
    (LineKind.SILENCE, "did not reply"),
)


def test_every_line_of_a_record_can_be_ruled(bench):
    """No array of the record is without rows but actors, who are merged and split, and what could not be read."""
    shown = {row.line for row in Reader(bench.record).rows()}
    record = bench.record
    for items in (record.figures, record.namings, record.altered_quotations, record.events, record.silences):
        assert {item.id for item in items} <= shown
    rows = [row for row in Reader(record).rows() if row.target.kind is LineKind.RELAY]
    assert 3 == len({row.target for row in rows})  # two of them on the same words


@pytest.mark.parametrize(("kind", "words"), KINDS)
def test_accepting_a_line_changes_nothing_but_its_mark(bench, kind, words):
    """Whoever agrees leaves the record as it is; accepting all of it does too."""
    every = [row for row in Reader(bench.record).rows() if row.published]
    rulings = [
        make_ruling(by("Ada Lund"), Verdict.ACCEPTED, row.target, before=row.told, after=row.told)
        for row in every
    ]

    one = bench.stands(bench.rule(kind, words, Verdict.ACCEPTED))
    ruled = bench.stands(*rulings)

    assert bench.record == unmark(one)
    assert bench.record == unmark(ruled)
    marks = [
        *(value.ruling for figure in ruled.figures for value in figure.values),
        *(name.ruling for naming in ruled.namings for name in naming.names),
        *(item.ruling for item in (*ruled.relays, *ruled.altered_quotations, *ruled.events, *ruled.silences)),
    ]
    assert {("Ada Lund", "accepted")} == {(mark.by, mark.kind) for mark in marks}


@pytest.mark.parametrize(("kind", "words"), KINDS)
def test_a_rejected_line_is_gone_and_comes_back_when_it_is_undone(bench, kind, words):
    """Nothing of it is in the record; undoing gives the record that was there before."""
    reject = bench.rule(kind, words, Verdict.REJECTED)
    undo = make_ruling(by("Ada Lund", 1), Verdict.UNDONE, reject.target, replaces=[reject.ruling])
    span = bench.row(kind, words).span

    ruled = bench.stands(reject)

    assert ruled != bench.record
    rows = [row for row in Reader(ruled).rows() if row.target.kind is kind]
    assert span not in [row.span for row in rows]
    assert bench.record == bench.stands(reject, undo)


@pytest.mark.parametrize(("kind", "words"), KINDS)
def test_an_accepted_line_that_a_new_model_no_longer_finds_stays(bench, kind, words):
    """What a person accepted is told although the program does not read it any more."""
    rulings = [
        make_ruling(by("Ada"), Verdict.ACCEPTED, row.target, before=row.told, after=row.told)
        for row in Reader(bench.record).rows()
        if row.target.kind is kind
    ]
    arrays = ("figures", "namings", "relays", "altered_quotations", "events", "silences")
    empty = replace(bench.record, **dict.fromkeys(arrays, ()))

    ruled = apply_rulings(empty, rulings).record

    told = [row for row in Reader(ruled).rows() if row.target.kind is kind]
    assert {ruling.words for ruling in rulings} == {row.target.words for row in told}
    parties = {ruling.target: ruling.after.party for ruling in rulings}
    assert all(parties[row.target] == row.told.party for row in told)


# --- figures ---


def test_a_rejected_number_takes_its_dispute_with_it(bench):
    """40 and 25 are at odds; without 25 nothing that people checked shows how the others stand."""
    ruled = bench.stands(bench.rule(LineKind.FIGURE, "25 boats", Verdict.REJECTED)).figures[0]

    assert ["40", "60"] == [value.low for value in ruled.values]
    assert (Relation.UNCOMPARED, ()) == (ruled.relation, ruled.evidence)


def test_a_corrected_number_is_held_against_those_that_people_checked(bench):
    """25 becomes 25 and more: how it stands to 40 is told where somebody accepted that, and not before."""
    row = bench.row(LineKind.FIGURE, "25 boats")
    after = replace(row.told, number=("25", None))
    corrected = make_ruling(by("Ada"), Verdict.CORRECTED, row.target, before=row.told, after=after)
    accepted = bench.rule(LineKind.FIGURE, "40 boats", Verdict.ACCEPTED)

    alone = bench.stands(corrected).figures[0]
    both = bench.stands(corrected, accepted).figures[0]

    assert [("40", "40"), ("25", None), ("60", "60")] == [(value.low, value.high) for value in alone.values]
    assert Relation.UNCOMPARED is alone.relation
    assert Relation.AGREE is both.relation
    assert ["40 boats", "25 boats"] == [span.exact for span in both.evidence]


def test_a_number_goes_to_another_holder_and_to_a_quantity_of_its_own(bench):
    """The skipper's 60 is the guild's; and it is no number of these boats."""
    guild = Reader(bench.record).whom("a-guild")
    row = bench.row(LineKind.FIGURE, "60 boats")

    held = bench.stands(bench.rule(LineKind.FIGURE, "60 boats", Verdict.CORRECTED, party=guild))
    parted = bench.stands(bench.rule(LineKind.FIGURE, "60 boats", Verdict.CORRECTED, group=row.target.words))

    assert "a-guild" == held.figures[0].values[2].holder
    assert [2, 1] == [len(figure.values) for figure in parted.figures]
    assert [("boats", Relation.CONTRADICT), ("boats", Relation.SINGLE)] == [
        (figure.quantity, figure.relation) for figure in parted.figures
    ]


def test_a_number_that_was_missed_joins_its_quantity(bench):
    """'two tugs' is put with the others by the words of one of them; a number that no words say is not told."""
    document = bench.record.documents[0]
    target = Target(LineKind.FIGURE, anchor(document, cite(document, "two tugs")))
    group = bench.row(LineKind.FIGURE, "25 boats").target.words

    def add(number):
        return make_ruling(by("Ada"), Verdict.ADDED, target, after=Told(number=number, group=group))

    ruled = bench.stands(add(("2", None)))

    assert ["2", "40", "25", "60"] == [value.low for value in ruled.figures[0].values]
    assert "added" == ruled.figures[0].values[0].ruling.kind
    assert bench.record == bench.stands(add(("3", None)))
    forged = bench.rule(LineKind.FIGURE, "25 boats", Verdict.CORRECTED)
    forged = make_ruling(
        by("Ada"), Verdict.CORRECTED, forged.target, after=replace(forged.after, number=("90", "90"))
    )
    assert "25" == bench.stands(forged).figures[0].values[1].low


@pytest.mark.parametrize("number", [(None, None), ("ten", None), ("9", "3"), ("NaN", None), ("1e", "2")])
def test_a_number_that_is_none_is_refused(number):
    """No figure is told without a number, nor with one that ends before it begins."""
    with pytest.raises(ValueError, match="number"):
        replace(Told(), number=number)


# --- names, quotations, relays, events, silences ---


def test_a_name_without_a_rival_is_no_rival(bench):
    """Of two names one is not a name for it: the other stands against nothing."""
    assert () == bench.stands(bench.rule(LineKind.NAMING, "lockout", Verdict.REJECTED)).namings
    skipper = Whom("Skipper Bode")
    ruled = bench.stands(bench.rule(LineKind.NAMING, "lockout", Verdict.CORRECTED, party=skipper))
    names = {actor.id: actor.name for actor in ruled.actors}
    assert ["Skipper Bode", "port office"] == [names[name.holder] for name in ruled.namings[0].names]


def test_a_quotation_is_altered_by_two_versions_and_checked_when_each_is(bench):
    """One version accepted marks nothing; both do; without one there is none."""
    first = bench.rule(LineKind.QUOTATION, "never asked", Verdict.ACCEPTED)
    second = bench.rule(LineKind.QUOTATION, "not once", Verdict.ACCEPTED, who="Ben Oke")

    assert None is bench.stands(first).altered_quotations[0].ruling
    assert "Ada Lund, Ben Oke" == bench.stands(first, second).altered_quotations[0].ruling.by
    assert (
        () == bench.stands(bench.rule(LineKind.QUOTATION, "never asked", Verdict.REJECTED)).altered_quotations
    )


def test_a_rejected_relay_makes_its_documents_independent(bench):
    """Who did not copy is an origin of his own; of two relays on the same words only the one that is meant goes."""
    reject = [
        make_ruling(by("Ada"), Verdict.REJECTED, bench.row(LineKind.RELAY, "crane", number).target)
        for number in (0, 1)
    ]

    one = bench.stands(reject[0])
    both = bench.stands(*reject)

    assert ["d-three"] == [relay.of for relay in one.relays if relay.kind is RelayKind.COPIES]
    assert (1, 2, 3) == (bench.record.events[0].origins, one.events[0].origins, both.events[0].origins)
    assert [3, 3] == [figure.origins for figure in (*one.figures, *both.figures)]


def test_a_relay_is_corrected(bench):
    """It is the port office's paper that was cited; and what seemed copied was rewritten."""
    port = Reader(bench.record).whom("a-port")
    cited = bench.stands(bench.rule(LineKind.RELAY, "first had", Verdict.CORRECTED, party=port))
    rewritten = bench.stands(bench.rule(LineKind.RELAY, "crane", Verdict.CORRECTED, relay=RelayKind.REWRITES))

    assert "a-port" == cited.relays[0].outlet
    assert [RelayKind.REWRITES, RelayKind.COPIES] == [relay.kind for relay in rewritten.relays[1:]]


def test_an_event_is_ruled_by_any_sentence_that_tells_it(bench):
    """Its day is corrected; a new build that leads with another sentence finds it again."""
    saturday = date(2025, 4, 19)
    ruling = bench.rule(LineKind.EVENT, "The crane fell", Verdict.CORRECTED, due=(saturday, saturday))
    [event] = bench.record.events
    other = replace(event, span=event.also[0], also=(event.span, event.also[1]))

    ruled = bench.stands(ruling).events[0]
    [again] = apply_rulings(replace(bench.record, events=(other,)), [ruling]).record.events

    assert ("2025-04-19", "corrected") == (ruled.when.edtf, ruled.ruling.kind)
    assert ("2025-04-19", "A crane fell on Sunday.") == (again.when.edtf, again.span.exact)


def test_one_sentence_that_tells_two_events_is_two_lines(bench):
    """To reject the one by its day leaves the other."""
    [event] = bench.record.events
    document = bench.record.documents[2]
    second = replace(
        event, id="e2", when=replace(event.when, span=cite(document, "crane fell")), also=(),
    )  # fmt: skip
    bench.record = replace(bench.record, events=(event, second))
    rows = [row for row in Reader(bench.record).rows() if row.target.kind is LineKind.EVENT]

    ruled = bench.stands(make_ruling(by("Ada"), Verdict.REJECTED, rows[1].target))

    assert 2 == len({row.target for row in rows})
    assert ["e1"] == [one.id for one in ruled.events]


def test_words_longer_than_a_ruling_holds_are_known_by_their_beginning(bench):
    """A document may repeat more of another than one ruling quotes; it is ruled on all the same."""
    one = bench.record.documents[0]
    text = "word " * 9_000
    long = replace(one, text=text)
    span = cite(long, text)
    relay = replace(bench.record.relays[1], document=long.id, evidence=(span,))
    bench.record = replace(bench.record, documents=(long, *bench.record.documents[1:]), relays=(relay,))
    row = bench.row(LineKind.RELAY, "word")

    assert clip(span).exact == row.target.words.exact
    assert () == bench.stands(make_ruling(by("Ada"), Verdict.REJECTED, row.target)).relays


# --- what is published ---


def test_a_reviewed_record_holds_what_was_accepted_of_every_kind(bench):
    """Two numbers of three, and nothing of what nobody looked at; the dispute rests on the two."""
    kept = keep_reviewed(
        bench.stands(
            bench.rule(LineKind.FIGURE, "25 boats", Verdict.ACCEPTED),
            bench.rule(LineKind.FIGURE, "60 boats", Verdict.ACCEPTED),
            bench.rule(LineKind.NAMING, "lockout", Verdict.ACCEPTED),
            bench.rule(LineKind.RELAY, "first had", Verdict.ACCEPTED),
            bench.rule(LineKind.EVENT, "The crane fell", Verdict.ACCEPTED),
            bench.rule(LineKind.SILENCE, "did not reply", Verdict.ACCEPTED),
        )
    )

    [figure] = kept.figures
    assert (["25", "60"], Relation.TENSION) == ([value.low for value in figure.values], figure.relation)
    assert ((), ()) == (kept.namings, kept.altered_quotations)
    assert (1, 1, 1) == (len(kept.relays), len(kept.events), len(kept.silences))
    assert {"port office", "Tolva Courier"} == {actor.name for actor in kept.actors}


@pytest.mark.parametrize(
    "kind", ["statement", "version", "term", "denial", "outcome", "figure", "event", "silence"]
)
def test_the_dossier_says_of_a_single_line_who_checked_it_and_when(bench, kind):
    """On the page and in Markdown, whatever kind of line it is; of no other line it is said."""
    row = next(row for row in Reader(bench.record).rows() if row.target.kind == kind)
    ruled = bench.stands(
        make_ruling(
            by("Ada Lund"), Verdict.ACCEPTED, row.target, before=row.told, after=row.told, published=True
        )
    )

    for render in (render_dossier, render_markdown):
        assert "checked by Ada Lund on 1 March 2026" in render(ruled)
        assert "checked by Ada Lund on 1 March 2026" not in render(bench.record)


def test_splitting_an_actor_moves_silences_and_names_by_their_words(bench):
    """What stands under the name that is another's goes with it, though no statement makes it."""
    three = bench.record.documents[2]
    named = cite(three, "The port office")
    bench.record = replace(
        bench.record,
        actors=tuple(
            replace(one, mentions=(*one.mentions, named)) if one.id == "a-port" else one
            for one in bench.record.actors
        ),
    )
    target = Target(LineKind.NAMES, anchor(three, named))
    after = Told(party=Whom("Port Office of Vell"), names=("The port office",))

    ruled = bench.stands(make_ruling(by("Ada"), Verdict.CORRECTED, target, after=after))

    names = {actor.id: actor.name for actor in ruled.actors}
    assert "Port Office of Vell" == names[ruled.silences[0].party]
    assert "port office" == names[ruled.namings[0].names[1].holder]
