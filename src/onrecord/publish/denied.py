"""Denials, each once: who denies, in every passage that tells it, and what it answers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from msgspec import Struct

from onrecord.model import Act, Denial, Span, Statement
from onrecord.publish import summary
from onrecord.publish.alike import gather_alike


class Refusal(Struct, frozen=True):
    """A denial, or that somebody would not say, with the passages that tell the same."""

    first: Denial  # the one that was read most surely
    others: tuple[Denial, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words in the other passages."""
        return tuple(denial.span for denial in self.others)


def list_refusals(denials: Sequence[Denial], place_of: Callable[[Span], Hashable]) -> list[Refusal]:
    """Return denials in their order, those of one party in one sentence or in nearly the same words as one."""
    by_party: dict[tuple[str | None, str], list[Denial]] = defaultdict(list)
    for denial in denials:
        by_party[denial.party, denial.kind].append(denial)
    found = []
    for same in by_party.values():
        groups = gather_alike(
            same,
            lambda denial: denial.span.exact,
            lambda denial: (denial.span.document, place_of(denial.span)),
        )
        for group in groups:
            first = max(group, key=lambda denial: (denial.ruling is not None, denial.probability or 0))
            found.append(Refusal(first, tuple(denial for denial in group if denial is not first)))
    order = {denial.id: number for number, denial in enumerate(denials)}
    return sorted(found, key=lambda refusal: order[refusal.first.id])


def choose_answered(denial: Denial, statements: dict[str, Statement]) -> tuple[str, ...]:
    """Return the lines that a denial is printed with: of what is likely, one sure accusation in the same document.

    Of those told elsewhere, of nobody who is named, and of mere assertions, fewer than half in marked piles were what
    was denied. What a person ruled stands, and so do lines that are no statements: only people find those.
    """
    if denial.ruling is not None:
        return denial.answers
    found = [statements[key] for key in denial.answers if key in statements]
    here = [
        one.id
        for one in found
        if one.act is Act.ACCUSE
        and one.speaker is not None
        and one.document == denial.span.document
        and (one.act_probability is None or one.act_probability >= summary.ACT)
    ]
    return (*here[:1], *(key for key in denial.answers if key not in statements))
