"""Plans and outturns of all documents -> commitments."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.annotations import PlanMove, Reading
from onrecord.model import Act, Clock, Commitment, Offsets, Relay, RelayKind, Term, identify, read_clock
from onrecord.story.actors import Cast
from onrecord.story.announcements import (
    Announcement,
    classify_acts,
    classify_things,
    gather_announcements,
    words,
)
from onrecord.story.chaining import chain_announcements
from onrecord.story.moves import measure_slip, read_versions
from onrecord.story.outcomes import gather_endings, settle_outcome
from onrecord.story.reasons import explain_versions
from onrecord.story.standing import is_commitment, names_thing, tells_thing, write_action
from onrecord.story.statements import Statements


class _Required(NamedTuple):
    """A term in words that compare with those of an announcement."""

    order: int
    term: Term
    words: Offsets
    acts: frozenset[str]
    things: frozenset[str]


def chain_commitments(
    readings: Sequence[Reading],
    cast: Cast,
    statements: Statements,
    terms: Sequence[Term],
    relays: Sequence[Relay],
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
    endings = gather_endings(readings, cast, statements)
    wanted = _read_terms(readings, terms)
    found = []
    for joined in chain_announcements(gather_announcements(readings, cast, statements)):
        chain = joined.members
        if not is_commitment(chain):
            continue
        versions = explain_versions(read_versions(chain), joined)
        outcome, evidence = settle_outcome(chain, versions, endings)
        told = [item for item in chain if not _is_copied(item, copied)] or chain
        lead = _find_lead(told)
        found.append(
            Commitment(
                id=identify("commitment", versions[0].span, lead.plan.action),
                party=_find_party(told),
                action=_write_action(lead, refusal=all(item.refuses for item in chain)),
                beneficiary=next((item.beneficiary for item in told if item.beneficiary), None),
                versions=versions,
                slip_days=measure_slip(versions),
                outcome=outcome,
                outcome_evidence=evidence,
                clock=read_clock(versions, as_of) if as_of is not None else Clock.UNDATED,
                terms=_find_terms(chain, wanted),
            )
        )
    return tuple(found)


def _is_copied(item: Announcement, copied: Mapping[str, Sequence[Offsets]]) -> bool:
    """Tell whether its document has the words from another document of the pile."""
    return any(words.covers(item.plan.words) for words in copied.get(item.reading.document.id, ()))


def _find_lead(chain: Sequence[Announcement]) -> Announcement:
    """Return the announcement whose words name the act best: by act and thing, as most of them do, first."""
    heads = Counter(head for item in chain for head in item.plan.heads)

    def rank(item: Announcement) -> tuple[object, ...]:
        common = max((heads[head] for head in item.plan.heads), default=0)
        named, ready = names_thing(item), re.search(r"\b(?:be|been)\b", write_action(item)) is None
        called = item.plan.move is PlanMove.ANNOUNCE
        return not item.acts, not called, not named, not ready, not item.plan.ahead, -common, item.order

    return min(chain, key=rank)


def _find_party(chain: Sequence[Announcement]) -> str | None:
    """Return who is to act in most of the announcements, the first named among equals."""
    called = [item for item in chain if item.plan.move is PlanMove.ANNOUNCE] or chain
    parties = Counter(item.party for item in called if item.party is not None)
    parties = parties or Counter(item.party for item in chain if item.party is not None)
    if not parties:  # 'every family will get a home': whoever commits to it
        parties = Counter(
            item.statement.speaker
            for item in chain
            if item.statement is not None
            and item.statement.speaker
            and item.statement.act is Act.COMMIT
            and tells_thing(item)
        )
    return parties.most_common(1)[0][0] if parties else None


def _write_action(item: Announcement, *, refusal: bool) -> str:
    told = write_action(item)
    return f"not {told}" if refusal and not re.search(r"\b(?:not|never)\b|n['’]t\b", told) else told


def _read_terms(readings: Sequence[Reading], terms: Sequence[Term]) -> Mapping[str, Sequence[_Required]]:
    """Return the terms under each class of the act that they are required for, in the order given."""
    keys = {
        (reading.document.id, requirement.words): requirement.keys
        for reading in readings
        for requirement in reading.requirements
    }
    found: dict[str, list[_Required]] = defaultdict(list)
    for order, term in enumerate(terms):
        words_at = Offsets(term.span.start, term.span.end)
        lemmas = keys.get((term.span.document, words_at), ())
        required = _Required(order, term, words_at, classify_acts(lemmas), classify_things(lemmas))
        for act in sorted(required.acts - words("carrying")):
            found[act].append(required)
    return found


def _find_terms(chain: Sequence[Announcement], terms: Mapping[str, Sequence[_Required]]) -> tuple[str, ...]:
    """Return the terms on an act: those that name it and what it is about, or stand in its own sentence."""
    found: dict[int, str] = {}
    for item in chain:
        sentence = item.reading.sentence_at(item.plan.words.start)
        for act in sorted(item.acts):
            for required in terms.get(act, ()):
                here = required.term.span.document == item.reading.document.id
                together = here and sentence.overlaps(required.words)
                if required.things & item.things or together or not item.things - required.acts:
                    found[required.order] = required.term.id
    return tuple(found[order] for order in sorted(found))
