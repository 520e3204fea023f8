"""Frames of announcements and told outcomes -> commitments."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.annotations import FrameKind, Reading
from onrecord.model import (
    Clock,
    Commitment,
    Offsets,
    Relay,
    RelayKind,
    Term,
    identify,
    is_owed,
    read_clock,
)
from onrecord.story.actors import Cast
from onrecord.story.announcements import (
    Announcement,
    gather_announcements,
    is_negated,
    name_acts,
    name_things,
    says_not,
    words,
)
from onrecord.story.chaining import chain_announcements
from onrecord.story.judge.party_pairs import choose_party, judge_party, read_setting
from onrecord.story.judge.passages import Weights
from onrecord.story.judge.schedules import mark_schedules, tells_promise
from onrecord.story.judge.settling import read_signs
from onrecord.story.moves import measure_slip, read_versions
from onrecord.story.outcomes import assign_endings, gather_endings, settle_outcome
from onrecord.story.reasons import explain_versions
from onrecord.story.statements import Statements

_LONGEST = 90  # characters of an action that is read at a glance
_MARKS = {"“": "”", "‘": "’"}
_NOT = "not"
_SHORT_NOT = frozenset({"n't", "n’t"})


class _Required(NamedTuple):
    """A term in words that compare with those of an announcement."""

    order: int
    term: Term
    words: Offsets
    acts: frozenset[str]
    things: frozenset[str]


def chain_commitments(  # noqa: PLR0913, PLR0917 - a promise has to do with all that was found
    readings: Sequence[Reading],
    cast: Cast,
    statements: Statements,
    terms: Sequence[Term],
    relays: Sequence[Relay],
    weights: Weights,
    as_of: date | None,
) -> tuple[Commitment, ...]:
    """Return what was promised, each promise with all its announced dates.

    The commitments stand in the order in which they were first announced. Words that a document only copies or
    rewrites from another are listed as versions, and decide nothing: neither who is to act nor how the act is called.
    """
    copied = {
        relay.document: [Offsets(span.start, span.end) for span in relay.evidence]
        for relay in relays
        if relay.kind is not RelayKind.CITES
    }
    announced = gather_announcements(readings, cast, statements)
    chains = chain_announcements(announced, readings, weights)
    setting = read_setting(readings, cast, [(one.reading, one.frame, one.statement) for one in announced])
    endings = assign_endings(
        gather_endings(readings, cast, statements), [joined.members for joined in chains]
    )
    signs = read_signs([joined.said for joined in chains], readings, cast, weights)
    # the last document was out by then at any rate, though its day be only bounded
    final = max((day for reading in readings if (day := reading.document.published.earliest)), default=None)
    wanted = _read_terms(readings, terms)
    found = []
    for joined, (fits, doubts), sign in zip(chains, endings, signs, strict=True):
        chain = joined.members
        first = explain_versions(read_versions(chain), joined)
        fate = settle_outcome(_mark_negative(chain), first, fits, doubts, sign, final)
        likely = [judge_party(item.reading, item.frame, cast, item.statement, setting) for item in chain]
        both = [*zip(chain, likely, strict=True)]
        told = [(item, one) for item, one in both if not _is_copied(item, copied)] or both
        party = choose_party([one for _, one in told])
        his = [item for item, one in told if one and one.actor == party] or [item for item, _ in told]
        lead, wording = _find_lead(his), _find_wording(his)
        versions = mark_schedules(fate.versions, chain, likely, party, cast)
        # whoever is only told to have promised something may have promised it anew since
        retold = all(item.statement is None and tells_promise(item) for item in chain)
        owed = is_owed(party, fate.outcome, fate.evidence) and not retold
        found.append(
            Commitment(
                id=identify("commitment", first[0].span, lead.act, lead.frame.due_words),
                party=party,
                action=_write_action(wording, refusal=all(item.refuses for item in chain)),
                beneficiary=None,
                versions=versions,
                slip_days=measure_slip(versions),
                outcome=fate.outcome,
                outcome_evidence=fate.evidence,
                clock=read_clock(versions, as_of, owed=owed) if as_of is not None else Clock.UNDATED,
                terms=_find_terms(chain, wanted),
                probability=joined.probability,
                ground=joined.ground,
                action_worth=_weigh_wording(wording),
            )
        )
    return tuple(found)


def _mark_negative(chain: Sequence[Announcement]) -> Sequence[Announcement]:
    """Return announcements that an act will not be done as refusals, whatever they were said as: no deed keeps them."""
    if all(item.refuses or says_not(item.reading, item.frame) for item in chain):
        return [replace(item, refuses=True) for item in chain]
    return chain


def _is_copied(item: Announcement, copied: Mapping[str, Sequence[Offsets]]) -> bool:
    """Tell whether its document has the words from another document of the pile."""
    return any(words.covers(item.frame.words) for words in copied.get(item.reading.document.id, ()))


def _find_lead(chain: Sequence[Announcement]) -> Announcement:
    """Return the announcement whose words name the act best: by act and thing, as most of them do, first."""
    heads = Counter(head for item in chain for head in item.frame.heads)

    def rank(item: Announcement) -> tuple[object, ...]:
        common = max((heads[head] for head in item.frame.heads), default=0)
        told = item.frame.act is not None and item.act.end - item.act.start <= _LONGEST
        return not item.acts, item.puts_off, not told, not item.things, -common, item.order

    return min(chain, key=rank)


def _find_wording(chain: Sequence[Announcement]) -> Announcement:
    """Return the announcement whose sentence words the act best, one that puts it off last."""
    return min(
        chain,
        key=lambda item: (
            item.puts_off,
            _says_contrary(item),
            not item.frame.wording,
            -item.frame.worth,
            item.order,
        ),
    )


def _says_contrary(item: Announcement) -> bool:
    """Tell whether the words of an act say the contrary without its day: 'will not open before May'."""
    opens = item.due.earliest is not None and item.due.latest is None
    return opens and is_negated(_read_wording(item))


def _weigh_wording(item: Announcement) -> float | None:
    """Return how well the words of an act are likely to name it; `None` where they were not weighed, or mislead."""
    return item.frame.worth if item.frame.wording and not _says_contrary(item) else None


def _read_wording(item: Announcement) -> str:
    """Return the words of the act, with 'not' for what is left of 'won't' where its verb goes."""
    text = item.reading.document.text
    pieces = [text[slice(*piece)] for piece in item.frame.wording or (item.act,)]
    return " ".join(" ".join(_NOT if piece in _SHORT_NOT else piece for piece in pieces).split())


def _write_action(item: Announcement, *, refusal: bool) -> str:
    """Return the words of the act on one line, without a quotation mark that has lost its other half."""
    told = _read_wording(item)
    for opening, closing in _MARKS.items():
        if told.count(opening) > told.count(closing):
            told = told.replace(opening, "")
    if told.count("”") > told.count("“"):
        told = told.replace("”", "")
    told = told.replace('"', "") if told.count('"') % 2 else told
    said = is_negated(told) or any(one in told.casefold() for one in words("refusing"))
    return f"{_NOT} {told}" if refusal and not said else told


def _read_terms(readings: Sequence[Reading], terms: Sequence[Term]) -> Mapping[str, Sequence[_Required]]:
    """Return the terms under each lemma of the act that they are about, in the order given."""
    frames = {
        (reading.document.id, frame.words): frame
        for reading in readings
        for frame in reading.frames
        if frame.kind is FrameKind.TERM
    }
    found: dict[str, list[_Required]] = defaultdict(list)
    for order, term in enumerate(terms):
        frame = frames[term.span.document, Offsets(term.span.start, term.span.end)]
        acts, things = name_acts(frame.heads), name_things(frame.objects)
        for act in sorted(acts):
            found[act].append(_Required(order, term, frame.words, acts, things))
    return found


def _find_terms(chain: Sequence[Announcement], terms: Mapping[str, Sequence[_Required]]) -> tuple[str, ...]:
    """Return the terms on an act: those that name it and what it is about, or stand in its own sentence."""
    found: dict[int, str] = {}
    for item in chain:
        sentence = item.reading.sentence_at(item.frame.words.start)
        for act in sorted(item.acts):
            for required in terms.get(act, ()):
                here = required.term.span.document == item.reading.document.id
                together = here and sentence.overlaps(required.words)
                if required.things & item.things or together or not item.things - required.acts:
                    found[required.order] = required.term.id
    return tuple(found[order] for order in sorted(found))
