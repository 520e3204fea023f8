"""What each actor said, announced, denied and required: an actor's part of a record."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date

from msgspec import Struct, field

from onrecord.model import Actor, Commitment, Denial, Record, Span, Statement, Term, When, is_scheduled


class Line(Struct, frozen=True):
    """A statement, with those of equal words in other places."""

    first: Statement
    others: tuple[Statement, ...] = ()

    @property
    def size(self) -> int:
        """In how many places it stands."""
        return 1 + len(self.others)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words, wherever they stand but in the first."""
        return tuple(span for statement in self.others for span in statement.content)


class Part(Struct):
    """An actor's part of the record, or that of speakers who are not named."""

    actor: Actor | None
    lines: list[Line] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many statements are theirs, in other places too."""
        return sum(line.size for line in self.lines)


def list_parts_of_actors(record: Record, day_of: Callable[[Denial | Term], When]) -> list[Part]:
    """Return the parts, those of whom most is on record first and those who are not named last.

    Each part is by day; what has no day comes last.
    """
    actors = {actor.id: actor for actor in record.actors}
    parts: dict[str | None, Part] = {}
    by_words: dict[str | None, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))

    def part(key: str | None) -> Part:
        return parts.setdefault(key, Part(actors[key] if key else None))

    for statement in record.statements:
        by_words[statement.speaker]["\n".join(fold(span.exact) for span in statement.content)].append(
            statement
        )
    for speaker, said in by_words.items():
        ordered = (sorted(same, key=_order_of) for same in said.values())
        part(speaker).lines = sorted(
            (Line(first, tuple(others)) for first, *others in ordered), key=lambda line: _order_of(line.first)
        )
    for commitment in record.commitments:
        if commitment.party and not is_scheduled(commitment.versions):
            part(commitment.party).commitments.append(commitment)
    for denial in record.denials:
        if denial.party:
            part(denial.party).denials.append(denial)
    for term in record.terms:
        if term.party:
            part(term.party).terms.append(term)
    for one in parts.values():
        one.denials.sort(key=lambda line: (day_of(line).earliest or date.max, line.id))
        one.terms.sort(key=lambda line: (day_of(line).earliest or date.max, line.id))
    found = [one for one in parts.values() if one.lines]
    return sorted(found, key=lambda one: (one.actor is None, -one.size, one.actor.name if one.actor else ""))


def leave_out_inner(lines: list[Line]) -> list[Line]:
    """Return the lines of one speaker without those whose words another line of theirs, in the same place, holds."""
    places = sorted(
        (
            (span.document, span.start, -span.end, line.first.id)
            for line in lines
            for span in line.first.content
        ),
    )
    inner: dict[str, int] = defaultdict(int)
    document, reach = "", 0
    for held, _, end, ident in places:
        if held == document and -end <= reach:
            inner[ident] += 1
        else:
            document, reach = held, -end if held != document else max(reach, -end)
    return [line for line in lines if line.others or inner[line.first.id] < len(line.first.content)]


def _order_of(statement: Statement) -> tuple[date, str]:
    return statement.said_on.earliest or date.max, statement.id


def fold(words: str) -> str:
    r"""Return words without what only their surroundings decide: case, line ends, marks at either end.

    >>> fold("“The dam\n leaks,")
    'the dam leaks'
    """
    return re.sub(r"\s+", " ", words).strip(" \"'“”‘’.,;:").casefold()
