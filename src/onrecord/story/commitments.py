"""Plans and outturns of all documents -> commitments."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.annotations import Reading
from onrecord.model import Clock, Commitment, Offsets, Term, Version, identify, read_clock
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
from onrecord.story.statements import Statements


class _Required(NamedTuple):
    """A term in words that compare with those of an announcement."""

    order: int
    term: Term
    words: Offsets
    acts: frozenset[str]
    things: frozenset[str]


def chain_commitments(
    readings: Sequence[Reading], cast: Cast, statements: Statements, terms: Sequence[Term], as_of: date | None
) -> tuple[Commitment, ...]:
    """Return what was promised, each promise with all its announced dates.

    The commitments stand in the order in which they were first announced.
    """
    endings = gather_endings(readings, cast, statements)
    wanted = _read_terms(readings, terms)
    found = []
    for chain in chain_announcements(gather_announcements(readings, cast, statements)):
        if all(item.withdraws and not item.refuses for item in chain):
            continue  # what was only ever called off was announced nowhere
        versions = read_versions(chain)
        outcome, evidence = settle_outcome(chain, versions, endings)
        lead = _find_lead(chain)
        found.append(
            Commitment(
                id=identify("commitment", versions[0].span, lead.plan.action),
                party=_find_party(chain),
                action=_write_action(lead),
                beneficiary=next((item.beneficiary for item in chain if item.beneficiary), None),
                versions=versions,
                slip_days=measure_slip(versions),
                outcome=outcome,
                outcome_evidence=evidence,
                clock=_read_clock(versions, as_of),
                terms=_find_terms(chain, wanted),
            )
        )
    return tuple(found)


def _read_clock(versions: Sequence[Version], as_of: date | None) -> Clock:
    return read_clock(versions, as_of) if as_of is not None else Clock.UNDATED


def _find_lead(chain: Sequence[Announcement]) -> Announcement:
    """Return the announcement whose words name the act best: by act and thing, said by the words, first."""
    return min(
        chain,
        key=lambda item: (not item.acts, item.withdraws, not item.things, not item.plan.ahead, item.order),
    )


def _find_party(chain: Sequence[Announcement]) -> str | None:
    """Return who is to act in most of the announcements, the first named among equals."""
    parties = Counter(item.party for item in chain if item.party is not None)
    return parties.most_common(1)[0][0] if parties else None


def _write_action(item: Announcement) -> str:
    text = item.reading.document.text
    words_of_act = " ".join(text[slice(*item.plan.action)].split())
    return f"not {words_of_act}" if item.refuses else words_of_act


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
