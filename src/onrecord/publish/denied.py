"""Denials, each once: who denies, in every passage that tells it, and what it answers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import Protocol

from msgspec import Struct

from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Denial, DenialKind, Offsets, Span, Statement
from onrecord.publish import summary
from onrecord.publish.alike import gather_alike

_BARE = 4  # words of what is denied, which then only point at what was said: 'the latest charges'
_NEAR = 8  # characters between a charge and the sentence after it: marks and white space


class Places(Protocol):
    """Where the words of a record stand, and who is named there."""

    def find_sentence(self, span: Span) -> Offsets:
        """Return where the sentence of a passage stands."""

    def is_named(self, actor: str, document: str, stretch: Offsets) -> bool:
        """Tell whether an actor is named, or meant by a pronoun, in a stretch of a document."""


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


def choose_answered(denial: Denial, statements: dict[str, Statement], places: Places) -> tuple[str, ...]:
    """Return the lines that a denial is printed with: of what is likely, one sure accusation in the same document.

    Of those told elsewhere, of nobody who is named, and of mere assertions, fewer than half in marked piles were what
    was denied. Nor were most that neither name who denies, nor stand right before 'the charge', nor are of somebody
    whom the denial names: of 28 pairs drawn by lot 12 were of these, 10 of them wrong. Who will not say denies nothing.
    What a person ruled stands, and so do lines that are no statements: only people find those.
    """
    if denial.ruling is not None:
        return denial.answers
    found = [statements[key] for key in denial.answers if key in statements]
    here = [
        one.id
        for one in found
        if one.act is Act.ACCUSE
        and denial.kind is DenialKind.DENIED
        and one.speaker not in (None, denial.party)
        and one.document == denial.span.document
        and (one.act_probability is None or one.act_probability >= summary.ACT)
        and _meets(denial, one, places)
    ]
    return (*here[:1], *(key for key in denial.answers if key not in statements))


def _meets(denial: Denial, charge: Statement, places: Places) -> bool:
    """Tell whether a charge names who denies, or is of somebody whom the denial names, or 'the charge' right before."""
    sentence = places.find_sentence(denial.span)
    charged = [Offsets(span.start, span.end) for span in charge.content]
    return (
        (charge.speaker is not None and places.is_named(charge.speaker, charge.document, sentence))
        or (
            denial.party is not None
            and any(places.is_named(denial.party, charge.document, words) for words in charged)
        )
        or (
            len(denial.span.exact.split()) <= _BARE
            and not _list_allegations().isdisjoint(denial.span.exact.lower().split())
            and any(0 <= sentence.start - words.end <= _NEAR or sentence.overlaps(words) for words in charged)
        )
    )


@cache
def _list_allegations() -> frozenset[str]:
    return load_lexicon("onrecord.story", "denials.toml").words("allegations")
