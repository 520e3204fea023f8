"""A record as the program told it, and rulings -> the record as it stands."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Candidate, CandidateKind, Record
from onrecord.rulings.figures import rule_figures
from onrecord.rulings.lines import Placed, Setting, rule_denials, rule_statements, rule_terms
from onrecord.rulings.people import merge_actors, split_actors
from onrecord.rulings.placing import Lines, People, Places
from onrecord.rulings.promises import rule_outcomes, rule_versions
from onrecord.rulings.reports import (
    rule_events,
    rule_namings,
    rule_quotations,
    rule_relays,
    rule_silences,
)
from onrecord.rulings.ruling import LineKind, Ruling
from onrecord.rulings.standing import Standing, find_standing
from onrecord.world import fold_name


class Ruled(Struct, frozen=True):
    """A record as it stands, and what became of the rulings on it."""

    record: Record
    standings: tuple[Standing, ...] = ()  # of every line that was ever ruled on
    orphans: tuple[
        Standing, ...
    ] = ()  # that find their words in no document any more: they wait, and change nothing
    conflicts: tuple[
        Standing, ...
    ] = ()  # on which people differ: the program's line stands until one settles it


def apply_rulings(record: Record, rulings: Iterable[Ruling]) -> Ruled:
    """Return the record with every ruling put to it that finds its words and is not in conflict.

    The result follows from the set of the rulings alone, not from their order. A record without rulings is returned
    as it is.
    """
    standings = find_standing(rulings)
    if not standings:
        return Ruled(record)
    places = Places(record.documents)
    held = [standing for standing in standings if standing.heads]
    orphans = tuple(standing for standing in held if not _is_placed(standing, places))
    conflicts = tuple(standing for standing in held if standing.conflict and standing not in orphans)
    placed: dict[LineKind, list[Placed]] = defaultdict(list)
    for standing in held:
        if standing.decided is not None and _is_placed(standing, places):
            kind = standing.target.kind
            placed[kind] += [Placed(standing, span) for span in places.find(standing.target.words)]
    return Ruled(_apply(record, placed, places), standings, orphans, conflicts)


def _is_placed(standing: Standing, places: Places) -> bool:
    words, other = standing.target.words, standing.target.other
    return bool(places.find(words)) and (other is None or bool(places.find(other)))


def _apply(record: Record, placed: dict[LineKind, list[Placed]], places: Places) -> Record:
    people = People(record, places)
    before = dict(people.by_id)
    setting = Setting(places, people)
    split = {item.standing.target: item.standing for item in placed[LineKind.NAMES]}
    pairs = {item.standing.target: item.standing for item in placed[LineKind.PAIR]}
    left = _find_left(record, placed)
    record = split_actors(record, [*split.values()], people)
    record = rule_statements(record, placed[LineKind.STATEMENT], setting)
    record = rule_terms(record, placed[LineKind.TERM], setting)
    record = rule_denials(record, placed[LineKind.DENIAL], setting)
    record = rule_versions(record, placed[LineKind.VERSION], setting)
    record = rule_outcomes(record, placed[LineKind.OUTCOME], setting)
    record = rule_figures(record, placed[LineKind.FIGURE], setting)
    record = rule_namings(record, placed[LineKind.NAMING], setting)
    record = rule_quotations(record, placed[LineKind.QUOTATION], setting)
    record = rule_events(record, placed[LineKind.EVENT], setting)
    record = rule_silences(record, placed[LineKind.SILENCE], setting)
    record = rule_relays(record, placed[LineKind.RELAY], setting)  # what has origins is there by now
    record = replace(record, candidates=left)
    record = merge_actors(record, [*pairs.values()], people)
    if people.by_id == before:
        return record
    actors = sorted(people.by_id.values(), key=lambda actor: (fold_name(actor.name), actor.id))
    return replace(record, actors=tuple(actors))


def _find_left(record: Record, placed: dict[LineKind, list[Placed]]) -> tuple[Candidate, ...]:
    """Return the candidates on which nobody ruled."""
    ruled: set[int] = set()
    for kind in CandidateKind:
        numbers = [n for n, one in enumerate(record.candidates) if one.kind is kind]
        items = placed[LineKind.PAIR if kind is CandidateKind.LINK else LineKind(kind.value)]
        found = Lines(record.candidates[n].span for n in numbers).match([item.span for item in items])
        ruled.update(numbers[one] for match in found for one in match)
    return tuple(one for number, one in enumerate(record.candidates) if number not in ruled)
