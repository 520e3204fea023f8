"""Parse -> who is sent to do it: 'a scouting team from her ministry' travels where she herself does not."""

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children
from onrecord.reading.plans.promises import can_promise, words


def find_crew(party: Token | None, act: Token) -> Token | None:
    """Return the people sent who are to act: the party itself, or those whose act a noun names.

    'An advance team will travel', 'the visit of an advance team'.
    """
    if party is not None and _is_crew(party):
        return party
    for preposition in children(act, "prep", "agent"):
        if preposition.lower_ in {"of", "by", "from"}:
            for pobj in children(preposition, "pobj"):
                if _is_crew(pobj):
                    return pobj
    return None


def _is_crew(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in words("crews")


def find_sender(crew: Token) -> Token | None:
    """Return who sends them: 'her office' in 'a team from her office', 'the bank' in 'the bank's inspectors'."""
    for possessor in children(crew, "poss"):
        return possessor
    for preposition in children(crew, "prep"):
        if preposition.lower_ in {"from", "of", "by"}:
            for pobj in children(preposition, "pobj"):
                if can_promise(pobj):
                    return pobj
    return None
