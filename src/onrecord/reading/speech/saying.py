"""What stands beside the words of saying: to or through whom it was said."""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.annotations import find_outer
from onrecord.model import Offsets
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, span_of
from onrecord.reading.speech.sources import phrase_of


def find_addressed_outlet(draft: Draft) -> Offsets | None:
    """Return the outlet that was told: 'told the Valley Post', 'said in an interview with Radio Norte'."""
    verb = draft.verb
    if verb is None:
        return None
    if lemma_of(verb) == "tell":
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and _is_outlet(child):
                return span_of(phrase_of(child))
        return None
    if lemma_of(verb) not in list_words("saying") | list_words("speaking"):
        return None  # 'the groups called on Radio Norte to cancel'
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "on", "in", "with"):
            for name in _names_under(child):
                if _is_outlet(name) and (child.lower_ != "in" or name.head.lower_ in ("with", "to")):
                    return span_of(phrase_of(name))
    return None


def _names_under(preposition: Token) -> list[Token]:
    tops = [token for token in preposition.children if token.dep_ == "pobj"]
    return [
        *tops,
        *(low for top in tops for mid in top.children if mid.dep_ == "prep" for low in mid.children),
    ]


def _is_outlet(token: Token) -> bool:
    if token.ent_type_ not in ("ORG", "PRODUCT", "WORK_OF_ART"):
        return token.pos_ in ("PROPN", "NOUN") and lemma_of(token) in list_words("outlet")
    words = {word.lower_ for word in phrase_of(token)}
    return not words & list_words("assembly")


def trace_via(drafts: Sequence[Draft]) -> list[tuple[Offsets, ...]]:
    """Return for each draft the outlets and sources it came through, nearest first."""
    outer = find_outer(drafts)
    told = [find_addressed_outlet(draft) for draft in drafts]
    chains = []
    for number, draft in enumerate(drafts):
        chain: list[Offsets] = []
        seen = {number}
        at: int | None = number
        while at is not None:
            if (outlet := told[at]) is not None:
                chain.append(outlet)
            at = outer.get(at)
            if at is None or at in seen:
                break
            seen.add(at)
            source = drafts[at].source
            if source is not None and source != draft.source:
                chain.append(source)
        chains.append(tuple(dict.fromkeys(chain)))
    return chains
