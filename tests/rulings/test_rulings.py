"""What a person ruled stays ruled, whatever is built, merged or read in whichever order."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rulings.making import by, cite, enter, grow, make_record, make_wide_record, row_of

from onrecord.collect.files import collect
from onrecord.collect.walk import find_left_out
from onrecord.errors import InvalidRulings, RecordError
from onrecord.model import (
    Act,
    Basis,
    DenialKind,
    Link,
    Move,
    Outcome,
    Quoted,
    Relay,
    RelayKind,
    Span,
    Tie,
    Verdict,
    when,
)
from onrecord.own import RULINGS_FILE
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.changes import tell_history
from onrecord.rulings.reviewed import keep_reviewed
from onrecord.rulings.ruling import (
    Anchor,
    LineKind,
    Target,
    Told,
    Whom,
    anchor,
    decode_rulings,
    encode_ruling,
    make_ruling,
)
from onrecord.rulings.score import score_rulings
from onrecord.rulings.standing import find_standing
from onrecord.rulings.store import export_rulings, open_ledger, read_rulings
from onrecord.rulings.telling import Reader


@pytest.fixture
def record():
    """Return the record."""
    return make_record()


def rule(record, words, verdict, who="Ada Lund", minute=0, **changes):
    """Return a ruling on the line with these words, as the desk makes it."""
    row = row_of(record, words)
    after = None if verdict is Verdict.REJECTED else replace(row.told, **changes)
    return make_ruling(
        by(who, minute), verdict, row.target, before=row.told, after=after, published=row.published
    )


def stands(record, *rulings):
    """Return the record as it stands with these rulings."""
    return apply_rulings(record, rulings).record


def test_an_accepted_line_says_who_checked_it_and_when(record):
    """The line stays as it was told, with the mark of who accepted it; no other line has one."""
    ruled = stands(record, rule(record, "sail again in April", Verdict.ACCEPTED))

    [statement] = [one for one in ruled.statements if one.ruling]
    assert ("Ada Lund", date(2026, 3, 1), "accepted") == (
        statement.ruling.by,
        statement.ruling.on,
        statement.ruling.kind,
    )
    assert record.statements[0] == replace(statement, ruling=None)


def test_a_rejected_statement_is_gone_and_nothing_leans_on_it(record):
    """What the speaker did not say is in no line, and no announcement goes by his name for it."""
    ruled = stands(record, rule(record, "sail again in April", Verdict.REJECTED))

    assert ["s2", "s3"] == [one.id for one in ruled.statements]
    assert (None, None) == (
        ruled.commitments[0].versions[0].statement,
        ruled.commitments[0].versions[0].by,
    )
    assert () == ruled.denials[0].answers


def test_a_corrected_speaker_and_act_hold(record):
    """A statement under another name, known by a mention of it in another document, and with another act."""
    port = Reader(record).whom("a-port")

    ruled = stands(record, rule(record, "hull sound", Verdict.CORRECTED, party=port, act=Act.DENY))

    assert ("a-port", Act.DENY) == (ruled.statements[1].speaker, ruled.statements[1].act)


def test_a_name_that_the_program_does_not_have_becomes_an_actor(record):
    """Whom the program missed is an actor with the mention that was given for him, one for all lines of his."""
    hull = cite(record.documents[0], "the engineer")
    engineer = Whom("Ludo Sand", anchor(record.documents[0], hull))
    rulings = [
        rule(record, words, Verdict.CORRECTED, party=engineer)
        for words in ("called the hull sound", "sail again in April")
    ]

    ruled = stands(record, *rulings)

    [new] = [actor for actor in ruled.actors if actor.name == "Ludo Sand"]
    assert (hull,) == new.mentions
    assert [new.id, new.id] == [one.speaker for one in ruled.statements[:2]]


def test_a_corrected_due_day_moves_the_slip_and_the_clock(record):
    """June becomes 15 May: the commitment slipped 15 days and not 61."""
    row = row_of(record, "end of June")
    [version] = [r for r in Reader(record).rows() if r.span == row.span and r.target.kind is LineKind.VERSION]
    told = replace(version.told, due=(date(2025, 5, 15), date(2025, 5, 15)))

    ruled = stands(
        record, make_ruling(by("Ada"), Verdict.CORRECTED, version.target, before=version.told, after=told)
    )

    corrected = ruled.commitments[0]
    assert "2025-05-15" == corrected.versions[1].due.edtf
    assert (15, 15, "revised") == (
        corrected.slip_days,
        corrected.versions[1].slip_days,
        corrected.versions[1].move,
    )


def version_ruling(record, words, verdict=Verdict.CORRECTED, who="Ada", **changes):
    """Return a ruling on the announcement with these words."""
    rows = Reader(record).rows()
    [row] = [row for row in rows if row.target.kind is LineKind.VERSION and words in row.span.exact]
    after = None if verdict is Verdict.REJECTED else replace(row.told, **changes)
    return make_ruling(by(who), verdict, row.target, before=row.told, after=after)


def test_versions_are_grouped_and_parted_as_ruled(record):
    """This one belongs to that; and this is an act of its own, under the party of the one it was taken from."""
    april = anchor(record.documents[0], record.commitments[0].versions[0].span)
    june = anchor(record.documents[1], record.commitments[0].versions[1].span)

    joined = stands(record, version_ruling(record, "crane", group=april))
    parted = stands(record, version_ruling(record, "end of June", group=june))

    assert ["c1"] == [one.id for one in joined.commitments]
    assert 3 == len(joined.commitments[0].versions)
    assert [1, 1, 1] == [len(one.versions) for one in parted.commitments]
    assert None is parted.commitments[0].slip_days


def test_a_ring_of_groupings_is_one_commitment(record):
    """Two announcements, each ruled to belong to the other, are one act, and nothing is lost."""
    april = anchor(record.documents[0], record.commitments[0].versions[0].span)
    crane = anchor(record.documents[1], record.commitments[1].versions[0].span)

    ruled = stands(
        record,
        version_ruling(record, "crane", group=april),
        version_ruling(record, "in April", group=crane),
    )

    assert 3 == sum(len(one.versions) for one in ruled.commitments)
    assert [1, 2] == sorted(len(one.versions) for one in ruled.commitments)


def test_an_outcome_is_ruled_by_its_words(record):
    """A rejected outcome leaves the commitment without one; a candidate's words may give it another."""
    gone = stands(record, rule(record, "sailed on Tuesday", Verdict.REJECTED))
    other = stands(record, rule(record, "sailed on Tuesday", Verdict.CORRECTED, outcome=Outcome.PARTLY_KEPT))

    assert (Outcome.UNKNOWN, ()) == (gone.commitments[0].outcome, gone.commitments[0].outcome_evidence)
    assert Outcome.PARTLY_KEPT is other.commitments[0].outcome
    assert "The ferry sailed on Tuesday" == other.commitments[0].outcome_evidence[0].exact


def test_a_candidate_becomes_a_line_or_goes(record):
    """Accepted, it is told with the mark; rejected, it is asked for no more."""
    told = stands(record, rule(record, "quay", Verdict.ACCEPTED))
    gone = stands(record, rule(record, "quay", Verdict.REJECTED))

    assert "the quay will be widened" == told.commitments[-1].versions[0].span.exact
    assert "accepted" == told.commitments[-1].versions[0].ruling.kind
    assert ((), ()) == (told.candidates, gone.candidates)
    assert record.commitments == gone.commitments


def test_what_was_missed_is_added_like_any_other_line(record):
    """Words that nobody read become a statement, in its place, of a speaker whom the document names."""
    one = record.documents[0]
    target = Target(LineKind.STATEMENT, anchor(one, cite(one, "two tugs on duty")))
    guild = Reader(record).whom("a-guild")

    ruled = stands(
        record, make_ruling(by("Ada"), Verdict.ADDED, target, after=Told(party=guild, act=Act.CALL))
    )

    assert ["s1", "s2", "s3"] == [one.id for one in ruled.statements if not one.ruling]
    added = ruled.statements[1]
    assert ("a-guild", Act.CALL, Quoted.INDIRECT, "added") == (
        added.speaker,
        added.act,
        added.quoted,
        added.ruling.kind,
    )


def test_a_denial_and_a_term_are_ruled(record):
    """The kind of a denial, and a term that nobody set."""
    ruled = stands(
        record,
        rule(record, "denied that the hull", Verdict.CORRECTED, denial=DenialKind.DECLINED),
        rule(record, "two tugs", Verdict.REJECTED),
    )

    assert (DenialKind.DECLINED, ()) == (ruled.denials[0].kind, ruled.terms)


def pair(record, one, other, verdict, who="Ada"):
    """Return a ruling on whether two actors are one."""
    reader = Reader(record)
    target = Target(LineKind.PAIR, reader.whom(one).mention, reader.whom(other).mention)
    after = Told() if verdict is Verdict.ACCEPTED else None
    return make_ruling(by(who), verdict, target, after=after)


def test_merged_actors_are_one_in_every_line_and_two_again_when_it_is_undone(record):
    """Nothing of either is lost, and undoing the merge gives the record that was there before."""
    merge = pair(record, "a-port", "a-guild", Verdict.ACCEPTED)
    undo = make_ruling(by("Ada", 5), Verdict.UNDONE, merge.target, replaces=[merge.ruling])

    merged = stands(record, merge)

    assert {"a-orta", "a-guild"} == {actor.id for actor in merged.actors}
    [both] = [actor for actor in merged.actors if actor.id == "a-guild"]
    assert ("pilots' guild", ("port office",), 2) == (both.name, both.aliases, len(both.mentions))
    assert "a-guild" == merged.statements[2].speaker == merged.commitments[0].versions[1].by
    assert record == stands(record, merge, undo)


def test_an_actor_is_split_by_the_names_that_are_anothers(record):
    """'Mr Orta' is not Ines Orta: what stands under that name goes with him, and comes back when it is undone."""
    mention = anchor(record.documents[0], cite(record.documents[0], "Mr Orta"))
    split = make_ruling(
        by("Ada"), Verdict.CORRECTED, Target(LineKind.NAMES, mention),
        after=Told(party=Whom("Piet Orta"), names=("Mr Orta",)),
    )  # fmt: skip
    undo = make_ruling(by("Ada", 5), Verdict.UNDONE, split.target, replaces=[split.ruling])

    ruled = stands(record, split)

    names = {actor.id: actor.name for actor in ruled.actors}
    assert ["Ines Orta", "Piet Orta"] == [names[one.speaker] for one in ruled.statements[:2]]
    assert {"Ines Orta", "Orta"} == {
        name for actor in ruled.actors if actor.name == "Ines Orta" for name in (actor.name, *actor.aliases)
    }
    assert record == stands(record, split, undo)


def test_words_that_are_gone_orphan_their_ruling_and_it_is_never_moved(record):
    """The same words a little further on, or in another document, are not the words that were ruled on."""
    ruling = rule(record, "sail again in April", Verdict.REJECTED)
    one, two = record.documents
    edited = enter("one", f"Update. {one.text}", date(2025, 2, 3))
    shifted = replace(one, text=f"Update. {one.text}")

    for documents in ((edited, two), (shifted, two), (two,)):
        ruled = apply_rulings(replace(make_record(), documents=documents, **NO_LINES), [ruling])
        assert [ruling] == [head for standing in ruled.orphans for head in standing.heads]
        assert documents == ruled.record.documents


NO_LINES = dict.fromkeys(("actors", "statements", "commitments", "terms", "denials", "candidates"), ())


def test_a_ruling_finds_the_line_that_a_new_model_reads_a_little_longer(record):
    """The same place with one word more is the same line; a line elsewhere in the document is not."""
    ruling = rule(record, "hull sound", Verdict.CORRECTED, act=Act.DENY)
    longer = cite(record.documents[0], "the engineer, called the hull sound")
    other = replace(record.statements[1], content=(longer,), probability=0.6)
    record = replace(record, statements=(record.statements[0], other, record.statements[2]))

    ruled = stands(record, ruling)

    assert 3 == len(ruled.statements)
    assert (Act.DENY, "called the hull sound") == (
        ruled.statements[1].act,
        ruled.statements[1].content[0].exact,
    )


def test_an_accepted_line_that_a_new_model_no_longer_finds_stays(record):
    """What a person accepted is told although the program does not read it any more."""
    ruling = rule(record, "hull sound", Verdict.ACCEPTED)

    ruled = stands(replace(record, statements=(), actors=record.actors), ruling)

    [kept] = ruled.statements
    assert ("a-orta", "called the hull sound", Act.ASSERT) == (
        kept.speaker,
        kept.content[0].exact,
        kept.act,
    )


def test_two_people_who_agree_are_both_named_and_two_who_differ_are_a_conflict(record):
    """The later ruling does not win; one that was made knowing of both settles it."""
    ada = rule(record, "hull sound", Verdict.ACCEPTED, "Ada Lund")
    ben = rule(record, "hull sound", Verdict.ACCEPTED, "Ben Oke", 9)
    cem = rule(record, "hull sound", Verdict.REJECTED, "Cem Ray", 20)
    row = row_of(record, "hull sound")
    settled = make_ruling(
        by("Ada Lund", 30), Verdict.REJECTED, row.target, replaces=[ada.ruling, ben.ruling, cem.ruling]
    )

    agreed = stands(record, ben, ada)
    ruled = apply_rulings(record, [ada, ben, cem])

    assert "Ada Lund, Ben Oke" == agreed.statements[1].ruling.by
    assert [{"Ada Lund", "Ben Oke", "Cem Ray"}] == [{r.by for r in one.heads} for one in ruled.conflicts]
    assert record.statements == ruled.record.statements
    assert 2 == len(stands(record, ada, ben, cem, settled).statements)


def test_a_history_tells_what_each_ruling_changed(record):
    """Of the first against the program's line, of the next against what the one before it said."""
    row = row_of(record, "called the hull sound")
    denied = replace(row.told, act=Act.DENY)
    other = replace(denied, party=Whom("Somebody New"))
    first = make_ruling(by("Ada"), Verdict.CORRECTED, row.target, before=row.told, after=denied)
    second = make_ruling(
        by("Ada", 1), Verdict.CORRECTED, row.target, before=row.told, after=other, replaces=[first.ruling]
    )
    [standing] = find_standing([second, first])

    assert [[("act", "assert", "deny")], [("who", "Ines Orta", "Somebody New")]] == [
        changes for _, changes in tell_history(standing.history)
    ]


def test_undoing_is_undone(record):
    """Undo takes back the last ruling and what it replaced stands again; undo of the undo brings it back."""
    first = rule(record, "hull sound", Verdict.ACCEPTED)
    row = row_of(record, "hull sound")
    second = make_ruling(by("Ada", 1), Verdict.REJECTED, row.target, replaces=[first.ruling])
    undo = make_ruling(by("Ada", 2), Verdict.UNDONE, row.target, replaces=[second.ruling])
    again = make_ruling(by("Ada", 3), Verdict.UNDONE, row.target, replaces=[undo.ruling])

    assert "accepted" == stands(record, first, second, undo).statements[1].ruling.kind
    assert stands(record, first, second) == stands(record, again, undo, second, first)


def test_no_ruling_takes_the_place_of_one_on_another_line(record):
    """Whatever an imported line claims to replace, it stands for its own line alone."""
    ada = rule(record, "hull sound", Verdict.ACCEPTED)
    row = row_of(record, "two tugs")
    ben = make_ruling(by("Ben"), Verdict.REJECTED, row.target, replaces=[ada.ruling])

    assert "accepted" == stands(record, ada, ben).statements[1].ruling.kind


def test_only_what_somebody_accepted_is_published_of_a_reviewed_record(record):
    """One statement and one announcement were accepted: nothing else is left, and nothing points at what is gone."""
    kept = keep_reviewed(
        stands(
            record,
            rule(record, "hull sound", Verdict.ACCEPTED),
            version_ruling(record, "crane", Verdict.ACCEPTED),
        )
    )

    assert ["s2"] == [one.id for one in kept.statements]
    assert [("c2", 1)] == [(one.id, len(one.versions)) for one in kept.commitments]
    assert ((), (), (), ["Ines Orta"]) == (
        kept.terms,
        kept.denials,
        kept.candidates,
        [actor.name for actor in kept.actors],
    )
    assert record.documents == kept.documents


def test_a_reviewed_commitment_slips_by_nothing_that_nobody_accepted(record):
    """Of two announcements the later was accepted: it is the first that is told, and no slip with it."""
    [kept] = keep_reviewed(
        stands(record, version_ruling(record, "end of June", Verdict.ACCEPTED))
    ).commitments

    assert [("original", None)] == [(one.move, one.slip_days) for one in kept.versions]
    assert (None, Outcome.UNKNOWN, ()) == (kept.slip_days, kept.outcome, kept.outcome_evidence)


def make_chain(record):
    """Return the record with a ferry that is announced three times: for April, then June, and again for June."""
    third = enter("late", "All agree that the ferry is for June. It is to be June.", date(2025, 4, 25))
    [ferry, *others] = record.commitments
    first, second = (
        replace(one, origins=origins) for one, origins in zip(ferry.versions, (1, 2), strict=True)
    )
    last = replace(
        second,
        statement=None,
        span=cite(third, "the ferry is for June"),
        said_on=third.published,
        move=Move.REAFFIRMED,
        slip_days=None,
        link=Link(second.span, Tie.THING, ("ferry",)),
    )
    second = replace(second, link=Link(first.span, Tie.THING, ("ferry",)))
    ferry = replace(ferry, versions=(first, second, last))
    return replace(record, documents=(*record.documents, third), commitments=(ferry, *others))


def test_nothing_told_of_an_announcement_leans_on_one_that_was_rejected(record):
    """The last stood with the second, which told of its day as well: no reason, no move and no origin is left of it."""
    record = make_chain(record)
    second = record.commitments[0].versions[1].span

    ruled = stands(record, version_ruling(record, "end of June", Verdict.REJECTED))
    checked = [version_ruling(ruled, words, Verdict.ACCEPTED) for words in ("in April", "for June")]
    reviewed = keep_reviewed(
        stands(record, version_ruling(record, "end of June", Verdict.REJECTED), *checked)
    )

    for commitment in (ruled.commitments[0], reviewed.commitments[0]):
        first, last = commitment.versions
        assert second not in {first.span, last.span}
        assert (None, None) == (first.link, last.link)
        assert (1, 1) == (first.origins, last.origins)
        assert (Move.ORIGINAL, Move.REVISED, 61) == (first.move, last.move, last.slip_days)


def test_what_follows_a_rejected_first_announcement_is_the_original(record):
    """It does not reaffirm or revise a day that is told no more; a link between two that stay stays."""
    record = make_chain(record)

    [second, last] = (
        stands(record, version_ruling(record, "in April", Verdict.REJECTED)).commitments[0].versions
    )

    assert (Move.ORIGINAL, None, None) == (second.move, second.slip_days, second.link)
    assert (Move.REAFFIRMED, second.span) == (last.move, last.link.to)
    assert (2, 2) == (second.origins, last.origins)


def test_a_reviewed_commitment_has_no_origin_that_nobody_accepted(record):
    """Of two that tell of June one was accepted: it has one origin, and no reason to stand with the other."""
    record = make_chain(record)
    rulings = [version_ruling(record, words, Verdict.ACCEPTED) for words in ("in April", "for June")]

    [first, last] = keep_reviewed(stands(record, *rulings)).commitments[0].versions

    assert (1, 1, None) == (first.origins, last.origins, last.link)


def test_a_link_to_words_that_repeat_an_announcement_goes_with_its_document(record):
    """A link may lead to words that are no version: they stay while a version of their document does."""
    record = make_chain(record)
    [ferry, *others] = record.commitments
    first, second, last = ferry.versions
    again = cite(record.documents[-1], "It is to be June")
    ferry = replace(
        ferry, versions=(first, replace(second, link=Link(again, Tie.DAY)), replace(last, link=None))
    )
    record = replace(record, commitments=(ferry, *others))

    kept = stands(record, version_ruling(record, "in April", Verdict.REJECTED))
    gone = stands(record, version_ruling(record, "for June", Verdict.REJECTED))

    assert again == kept.commitments[0].versions[0].link.to
    assert [None, None] == [one.link for one in gone.commitments[0].versions]


def test_an_announcement_parted_from_another_leaves_no_reason_behind(record):
    """The second is an act of its own: neither it nor the last says any more why both stood together."""
    record = make_chain(record)
    june = anchor(record.documents[1], record.commitments[0].versions[1].span)

    ruled = stands(record, version_ruling(record, "end of June", group=june))

    assert [None] * 4 == [version.link for one in ruled.commitments for version in one.versions]


def test_what_was_read_of_a_day_stays_where_what_it_follows_does(record):
    """'On 12 April' sharpens 'in April': that a later announcement is gone does not make it a move."""
    record = make_chain(record)
    [ferry, *others] = record.commitments
    first, second, last = ferry.versions
    day = date(2025, 4, 12)
    second = replace(
        second, due=when(day, day, Basis.EXPLICIT, second.span), move=Move.REAFFIRMED, slip_days=None
    )
    record = replace(record, commitments=(replace(ferry, versions=(first, second, last)), *others))

    [_, kept] = stands(record, version_ruling(record, "for June", Verdict.REJECTED)).commitments[0].versions

    assert (Move.REAFFIRMED, None) == (kept.move, kept.slip_days)


def test_an_origin_is_not_lost_with_words_that_were_taken_from_it(record):
    """The last had its words from the second: both are one origin, and what is left still is one."""
    record = make_chain(record)
    [ferry, *others] = record.commitments
    first, *june = ferry.versions
    late = record.documents[-1]
    relay = Relay(late.id, RelayKind.COPIES, None, june[0].span.document, (june[1].span,))
    ferry = replace(ferry, versions=(first, *(replace(one, origins=1) for one in june)))
    record = replace(record, commitments=(ferry, *others), relays=(relay,))

    ruled = stands(record, version_ruling(record, "end of June", Verdict.REJECTED))

    assert 1 == ruled.commitments[0].versions[1].origins


def test_the_score_counts_what_was_told_apart_from_candidates_and_what_was_missed(record):
    """Of two statements that were told one was right; a candidate was wrong."""
    scores = score_rulings(
        [
            rule(record, "hull sound", Verdict.ACCEPTED),
            rule(record, "sail again in April", Verdict.REJECTED),
            rule(record, "quay", Verdict.REJECTED),
        ]
    )

    assert [("statement", True, 0.5), ("version", False, 0.0)] == [
        (one.kind, one.published, one.right) for one in scores
    ]


# --- the order of things ---


ADDED = [kind for kind in LineKind if kind not in {LineKind.PAIR, LineKind.NAMES}]


@st.composite
def sessions(draw):
    """Draw rulings as two people make them: each knows his own, and those of the other up to some moment."""
    record = make_wide_record()
    rows = list(Reader(record).rows())
    made = []
    known = {"Ada": [], "Ben": []}
    for minute in range(draw(st.integers(1, 8))):
        who = draw(st.sampled_from(["Ada", "Ben"]))
        if draw(st.booleans()):
            known[who] = list(made)
        standing = {one.target: one for one in find_standing(known[who])}
        what = draw(st.sampled_from(["rule", "undo", "pair", "add"]))
        if what == "undo" and known[who]:
            ruling = draw(st.sampled_from(known[who]))
            new = make_ruling(by(who, minute), Verdict.UNDONE, ruling.target, replaces=[ruling.ruling])
        elif what == "pair":
            one, other = draw(st.permutations(["a-orta", "a-guild", "a-port"]))[:2]
            new = pair(record, one, other, draw(st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED])), who)
        elif what == "add":
            document = record.documents[2]
            target = Target(draw(st.sampled_from(ADDED)), anchor(document, cite(document, "the closure")))
            after = Told(
                party=Whom("Somebody New"),
                group=draw(st.sampled_from(rows)).target.words,
                outcome=Outcome.KEPT if target.kind is LineKind.OUTCOME else None,
            )
            new = make_ruling(by(who, minute), Verdict.ADDED, target, after=after)
        else:
            row = draw(st.sampled_from(rows))
            heads = standing[row.target].heads if row.target in standing else ()
            verdict = draw(st.sampled_from([Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED]))
            after = None if verdict is Verdict.REJECTED else row.told
            if verdict is Verdict.CORRECTED:
                whom = draw(st.sampled_from(["a-orta", "a-guild", "a-port", None]))
                other = draw(st.sampled_from(rows))
                named = draw(st.sampled_from(["boats", "barges"]))
                after = replace(
                    row.told,
                    quantity=named if row.target.kind is LineKind.FIGURE else None,
                    party=Reader(record).whom(whom) if whom else Whom("Somebody New"),
                    group=other.target.words if row.target.kind is LineKind.VERSION else row.told.group,
                )
            new = make_ruling(
                by(who, minute), verdict, row.target, before=row.told, after=after,
                published=row.published, replaces=[head.ruling for head in heads],
            )  # fmt: skip
        made.append(new)
        known[who].append(new)
    return made


@settings(max_examples=60, deadline=None)
@given(sessions(), st.integers(0, 1000))
def test_any_order_of_rulings_rebuilds_and_imports_gives_the_same_record(tmp_path_factory, made, seed):
    """Rulings kept in two folders, imported in any order and more than once, with builds in between, end as one."""
    order = random.Random(seed)  # noqa: S311 - a shuffle
    record = make_wide_record()
    folder = tmp_path_factory.mktemp("merged")
    shuffled = order.sample(made, len(made))
    with open_ledger(folder) as ledger:
        ledger.add(shuffled[: len(made) // 2])
    half = apply_rulings(record, read_rulings(folder).rulings).record
    with open_ledger(folder) as ledger:
        ledger.add(decode_rulings(export_rulings(order.sample(made, len(made))), "hers.jsonl"))
        ledger.add(made)
    merged = read_rulings(folder).rulings

    assert len({r.ruling for r in made}) == len(merged)
    assert export_rulings(made) == export_rulings(merged)
    expected = apply_rulings(record, made)
    assert expected == apply_rulings(record, merged)
    assert expected.record == apply_rulings(record, made).record  # told anew from the start
    assert half == apply_rulings(record, shuffled[: len(made) // 2]).record
    for first in (True, False):
        grown = apply_rulings(grow(record, first=first), merged).record
        assert expected.record == replace(grown, documents=record.documents)


@settings(max_examples=40, deadline=None)
@given(sessions())
def test_nothing_that_was_ruled_is_ever_lost(made):
    """Every ruling is in the history of its line; those that stand are decided, in conflict or orphaned."""
    ruled = apply_rulings(make_wide_record(), made)

    assert {r.ruling for r in made} == {r.ruling for one in ruled.standings for r in one.history}
    for span in _spans(ruled.record):
        [document] = [one for one in ruled.record.documents if one.id == span.document]
        assert span.exact == document.text[span.start : span.end]
    known = {actor.id for actor in ruled.record.actors}
    assert {one.speaker for one in ruled.record.statements} <= {*known, None}
    assert {one.party for one in ruled.record.commitments} <= {*known, None}


def _spans(value):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
    elif hasattr(value, "__struct_fields__"):
        for field in value.__struct_fields__:
            yield from _spans(getattr(value, field))


# --- the file ---


def test_what_a_killed_run_left_of_a_line_is_no_ruling_and_is_overwritten(record, tmp_path):
    """Only whole lines were acknowledged; the next ruling begins where the last whole one ended."""
    one, two = rule(record, "hull sound", Verdict.ACCEPTED), rule(record, "two tugs", Verdict.ACCEPTED)
    (tmp_path / RULINGS_FILE).write_bytes(encode_ruling(one) + encode_ruling(two)[:70])

    assert (one,) == read_rulings(tmp_path).rulings
    with open_ledger(tmp_path) as ledger:
        ledger.add([two])

    assert encode_ruling(one) + encode_ruling(two) == (tmp_path / RULINGS_FILE).read_bytes()


def test_rulings_that_lie_among_the_documents_are_no_coverage(record, tmp_path):
    """Somebody's export is left out and named, and not read as articles."""
    (tmp_path / "hers.jsonl").write_bytes(export_rulings([rule(record, "hull sound", Verdict.ACCEPTED)]))

    assert [] == list(collect([tmp_path]))
    assert ["hers.jsonl"] == [item.file for item in find_left_out(tmp_path)]


def test_one_person_at_a_time_adds_rulings(record, tmp_path):
    """A second writer is refused with a line that says why; the first goes on."""
    with open_ledger(tmp_path) as ledger:
        with pytest.raises(RecordError, match="somebody rules on this record already"), open_ledger(tmp_path):
            pass
        ledger.add([rule(record, "hull sound", Verdict.ACCEPTED)])

    assert 1 == len(read_rulings(tmp_path).rulings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Ada Lund", b"Eve Lund"),  # another's name under a ruling
        (b'"onrecord":1', b'"onrecord":2'),
        (b'"accepted"', b'"rejected"'),
        (b'"why"', b'"because"'),
        (b"{", b"["),
    ],
)
def test_a_changed_line_is_refused_and_named(record, old, new):
    """A file that was edited by hand or forged is not believed in part."""
    content = encode_ruling(rule(record, "hull sound", Verdict.ACCEPTED)) * 2
    first, _, second = content.partition(b"\n")

    with pytest.raises(InvalidRulings, match=r"^hers, line 2: no ruling"):
        decode_rulings(first + b"\n" + second.replace(old, new, 1), "hers")


@given(st.binary(max_size=200))
def test_any_bytes_are_rulings_or_refused(content):
    """Nothing in a file that somebody sent brings the program down."""
    try:
        decode_rulings(content, "hers")
    except InvalidRulings as error:
        refused = str(error)
    else:
        refused = "hers, line 0"
    assert refused.startswith("hers, line ")


def test_no_ruling_is_made_without_a_name_or_on_no_words():
    """Who rules says so, and rules on words."""
    words = Anchor("0" * 64, 0, 4, "Tide")

    with pytest.raises(InvalidRulings, match="name of 1 to 200"):
        make_ruling(by("  "), Verdict.REJECTED, Target(LineKind.TERM, words))
    with pytest.raises(ValueError, match="is not the place"):
        Anchor("0" * 64, 4, 4, "")
