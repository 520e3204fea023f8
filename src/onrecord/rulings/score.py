"""Rulings -> how often the program was right where people ruled, by kind of line."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from onrecord.model import Verdict
from onrecord.rulings.ruling import LineKind, Ruling
from onrecord.rulings.standing import find_standing


class Score(Struct, frozen=True):
    """How many lines of one kind people ruled on, and how."""

    kind: LineKind
    published: bool | None  # lines that the program told; false: its candidates; none: what it did not have
    accepted: int
    corrected: int
    rejected: int
    added: int
    conflicts: int  # on which people differ: counted nowhere else

    @property
    def right(self) -> float | None:
        """Return which part of what the program found was accepted as it stood; nothing where it found none."""
        if self.published is None:
            return None
        ruled = self.accepted + self.corrected + self.rejected
        return self.accepted / ruled if ruled else None


def score_rulings(rulings: Iterable[Ruling]) -> tuple[Score, ...]:
    """Return the counts of what stands, lines that the program told apart from its candidates and from what it missed.

    Words that people looked at are no sample: they choose what they rule on.
    """
    counts: dict[tuple[LineKind, bool | None], Counter[Verdict | None]] = {}
    for standing in find_standing(rulings):
        if not standing.heads:
            continue
        first = next((r for r in standing.history if r.verdict is not Verdict.UNDONE), standing.heads[0])
        key = (standing.target.kind, first.published)
        decided = standing.decided
        verdict = decided.verdict if decided else None
        counts.setdefault(key, Counter())[verdict] += 1
    return tuple(
        Score(
            kind,
            published,
            found[Verdict.ACCEPTED],
            found[Verdict.CORRECTED],
            found[Verdict.REJECTED],
            found[Verdict.ADDED],
            found[None],
        )
        for (kind, published), found in sorted(
            counts.items(), key=lambda item: (list(LineKind).index(item[0][0]), str(item[0][1]))
        )
    )
