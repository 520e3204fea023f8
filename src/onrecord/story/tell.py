"""Readings -> Record: what the documents say together, as of a day."""

import hashlib
from collections.abc import Sequence
from datetime import date

from onrecord.annotations import Reading
from onrecord.beside import Beside
from onrecord.model import Basis, DocumentEntry, Figure, Record, Relay, Unread
from onrecord.story.actors import Cast, link_actors
from onrecord.story.candidates import collect_candidates
from onrecord.story.commitments import chain_commitments
from onrecord.story.denials import collect_denials
from onrecord.story.events import gather_events
from onrecord.story.figures import group_figures
from onrecord.story.idents import tell_apart
from onrecord.story.judge.passages import Weights
from onrecord.story.knowing import known_by
from onrecord.story.namings import pair_namings
from onrecord.story.origins import Origins, support_versions
from onrecord.story.quotations import find_altered_quotations
from onrecord.story.relays import trace_relays
from onrecord.story.silences import collect_silences
from onrecord.story.statements import file_statements
from onrecord.story.terms import collect_terms


def latest_day(readings: Sequence[Reading]) -> date | None:
    """Return the latest day by which a document was surely published, as far as the documents tell.

    Of a document whose day is only bounded, by what it foretells say, the first day that is possible counts: the last
    may lie ahead of all that is known, and a promise due before it would be told as late.
    """
    windows = [reading.document.published for reading in readings]
    sure = [
        (window.earliest or window.latest)
        if window.basis is Basis.INFERRED
        else (window.latest or window.earliest)
        for window in windows
    ]
    return max((day for day in sure if day), default=None)


def tell(
    readings: Sequence[Reading],
    unread: Sequence[Unread] = (),
    as_of: date | None = None,
    *,
    side_by_side: bool = False,
) -> Record:
    """Return the record of the story as of a day, by default the latest on which any document was published.

    `side_by_side`, the relays and the figures are told in copies of this process; the record is the same.
    """
    day = as_of or latest_day(readings)
    known = sorted(known_by(readings, as_of) if as_of else readings, key=lambda r: r.document.file)
    cast = link_actors(known)
    with Beside(lambda: trace_relays(known, cast), tuple[Relay, ...], apart=side_by_side) as tracing:
        weights = Weights(known)
        denials, statements = collect_denials(known, cast, file_statements(known, cast), weights)
        terms = tell_apart(collect_terms(known, cast, statements))
        relays = tracing.get()
    outlets = {reading.document.id: cast.outlet_of(reading) for reading in known}
    origins = Origins(known, relays, outlets)
    with Beside(
        lambda: group_figures(known, cast, statements, origins, weights),
        tuple[Figure, ...],
        apart=side_by_side,
    ) as figures:
        commitments = tell_apart(chain_commitments(known, cast, statements, terms, relays, weights, day))
        return Record(
            as_of=day,
            documents=tuple(_enter(reading, cast) for reading in known),
            unread=tuple(sorted(unread, key=lambda item: item.file)),
            actors=cast.actors,
            statements=statements.statements,
            commitments=support_versions(commitments, origins),
            terms=terms,
            namings=tell_apart(pair_namings(known, cast)),
            relays=relays,
            altered_quotations=tell_apart(find_altered_quotations(known, statements, relays, outlets)),
            events=tell_apart(gather_events(known, origins, weights)),
            silences=tell_apart(collect_silences(known, cast)),
            denials=tell_apart(denials),
            candidates=tell_apart(collect_candidates(known, cast, statements, denials, commitments)),
            figures=tell_apart(figures.get()),  # last: these take longest
        )


def _enter(reading: Reading, cast: Cast) -> DocumentEntry:
    document = reading.document
    return DocumentEntry(
        id=document.id,
        file=document.file,
        sha256=document.sha256,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        text=document.text,
        title=document.title,
        outlet=cast.outlet_of(reading),
        url=document.url,
        language=document.language,
        published=document.published,
        furniture=document.furniture,
        archived=document.archived,
        captured=document.captured,
        flaws=document.flaws,
    )
