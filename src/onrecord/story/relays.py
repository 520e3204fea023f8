"""Citations and shared text -> relays."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from onrecord.annotations import Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import ActorType, Relay, RelayKind, Span
from onrecord.names import is_acronym_of
from onrecord.story.actors import Cast
from onrecord.story.interval import is_before
from onrecord.story.shared_text import find_shared_text

# What stands behind an outlet's name of the part of it: 'Norland News (Web News)', 'Norland Post - Front page'.
_SECTION = re.compile(r"\([^)]*\)| [-–—|] .*")


def trace_relays(readings: Sequence[Reading], cast: Cast) -> tuple[Relay, ...]:
    """Return from which outlets and documents each document has what it says.

    A document cites an outlet once, with all the words that do; its own outlet is no relay, nor is what that runs. Of
    two documents that share text, the later one by day repeats the earlier one; where their days do not tell, the one
    that credits an outlet of the pile does; where that does not tell either, the one whose file name comes later is
    listed, and the relay is not `directed`. Where each says, in most of what they share, that it reports itself
    ('Harbour Post has seen'), neither repeats the other.
    """
    found: list[Relay] = []
    outlets = {outlet for reading in readings if (outlet := cast.outlet_of(reading)) is not None}
    known, full = _outlets_by_name(cast), _spell_out(cast)
    for reading in readings:
        found += _cited(reading, cast, outlets, known, full)
    crediting = {relay.document for relay in found if relay.outlet in outlets}
    ordered = sorted(readings, key=lambda reading: _order(reading, crediting))
    for shared in find_shared_text(ordered):
        reading, source = ordered[shared.document], ordered[shared.of]
        evidence = tuple(reading.document.cite(*words) for words in shared.evidence)
        if _reports_itself(reading, source, evidence, cast):
            continue
        directed = is_before(source.document.published, reading.document.published) or (
            reading.document.id in crediting and source.document.id not in crediting
        )
        found.append(
            Relay(
                reading.document.id,
                shared.kind,
                cast.outlet_of(source),
                source.document.id,
                evidence,
                directed=directed,
            )
        )
    place = {reading.document.id: index for index, reading in enumerate(readings)}
    return tuple(
        sorted(found, key=lambda relay: (place[relay.document], relay.evidence[0].start, relay.kind))
    )


def _order(reading: Reading, crediting: Collection[str]) -> tuple[date, bool, str]:
    document = reading.document
    day = document.published.latest or document.published.earliest or date.max
    return day, document.id in crediting, document.file


def _reports_itself(reading: Reading, source: Reading, shared: Sequence[Span], cast: Cast) -> bool:
    """Tell whether two documents that share sentences each name their own outlet in them, and neither the other's."""
    mine, theirs = _name_own(reading, cast), _name_own(source, cast)
    if not mine or not theirs or mine & theirs:
        return False
    naming = sum(any(name in _fold(span.exact) for name in mine) for span in shared)
    if 2 * naming < len(shared):
        return False
    here, there = _fold(reading.document.text), _fold(source.document.text)
    if any(name in here for name in theirs) or any(name in there for name in mine):
        return False
    return any(name in there for name in theirs)


def _name_own(reading: Reading, cast: Cast) -> frozenset[str]:
    """Return the names of a document's outlet, folded."""
    actor = cast.by_id.get(cast.outlet_of(reading) or "")
    names = (reading.document.outlet or "", *((actor.name, *actor.aliases) if actor else ()))
    return frozenset(name for name in map(_fold, names) if name)


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon(__package__ or "onrecord.story", "relays.toml").words(name)


def _outlets_by_name(cast: Cast) -> Mapping[str, str]:
    """Return the outlets by the names that only one of them has, for credits in furniture, where none is read."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in cast.actors:
        if actor.type is ActorType.OUTLET:
            for name in (actor.name, *actor.aliases):
                found[_fold(name)].add(actor.id)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _spell_out(cast: Cast) -> Mapping[str, str]:
    """Return for each outlet that is known by initials alone the only one whose name they begin."""
    outlets = [actor for actor in cast.actors if actor.type is ActorType.OUTLET]
    found: dict[str, str] = {}
    for short in outlets:
        if all(name.isupper() and " " not in name for name in (short.name, *short.aliases)):
            spelt = {
                other.id
                for other in outlets
                if any(is_acronym_of(short.name, name) for name in (other.name, *other.aliases))
            }
            if len(spelt) == 1:
                found[short.id] = spelt.pop()
    return found


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")


def _cited(
    reading: Reading, cast: Cast, outlets: Collection[str], known: Mapping[str, str], full: Mapping[str, str]
) -> Iterable[Relay]:
    """Return the document's citations, one relay for each outlet.

    Whom another document of the pile was published by is an outlet, whatever this document shows: 'according to'
    it is a citation.
    """
    document = reading.document
    own, own_name = cast.outlet_of(reading), _drop_medium(document.outlet or "")
    evidence: dict[tuple[str | None, str], list[Span]] = defaultdict(list)
    for citation in reading.citations:
        words = document.text[citation.outlet.start : citation.outlet.end]
        name = _fold(words)
        outlet = cast.at(reading, citation.outlet) or known.get(name)
        outlet = full.get(outlet or "", outlet)
        if (outlet is not None and outlet == own) or (own_name and _is_own(words, own_name)):
            continue
        evidence[outlet, "" if outlet is not None else name].append(document.cite(*citation.evidence))
    for attribution in reading.attributions:
        outlet = cast.of_chain(reading, attribution.speaker)
        outlet = full.get(outlet or "", outlet)
        if attribution.source is None or attribution.cue is None or outlet == own or outlet not in outlets:
            continue
        parts = (attribution.source, attribution.cue)
        cue = " ".join(document.text[attribution.cue.start : attribution.cue.end].casefold().split())
        named = document.text[slice(*attribution.source)].removeprefix("the ")
        if not named[:1].isupper() or not any(f"{cue} ".startswith(f"{word} ") for word in _words("citing")):
            continue
        span = document.cite(min(part.start for part in parts), max(part.end for part in parts))
        cited = evidence[outlet, ""]
        if not any(map(span.overlaps, cited)):
            cited.append(span)
    return [
        Relay(document.id, RelayKind.CITES, outlet, None, tuple(sorted(spans)))
        for (outlet, _), spans in evidence.items()
    ]


def _drop_medium(name: str) -> str:
    """Return an outlet's name without what it says of where it is read.

    >>> _drop_medium("Norland Online News"), _drop_medium("Norland Post - Front page")
    ('Norland News', 'Norland Post')
    """
    words = _SECTION.sub("", name).split()
    kept = [word for word in words if word.casefold() not in _words("medium")]
    return " ".join(kept or words)


def _is_own(words: str, own: str) -> bool:
    """Tell whether words name a document's own outlet, or what it runs: 'Norland News Sunday' is of Norland News."""
    name, folded = _fold(words), _fold(own)
    if _names(name, folded) or is_acronym_of(words, own) or is_acronym_of(own, words):
        return True
    behind = name.removeprefix(f"{folded} ").split()
    if len(behind) == len(name.split()) or behind[0] in _words("joining"):
        return False
    return " " in folded or own.isupper() or behind[0] in _outlet_words()


@cache
def _outlet_words() -> frozenset[str]:
    return load_lexicon(__package__ or "onrecord.story", "outlets.toml").words("outlet_words")


def _names(name: str, own: str) -> bool:
    """Tell whether a name stands for the document's own outlet: 'the Post' in the Norland Post."""
    words = name.split()
    own_words = own.split()
    return bool(words) and any(own_words[i : i + len(words)] == words for i in range(len(own_words)))
