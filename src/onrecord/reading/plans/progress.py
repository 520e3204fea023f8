"""Parse -> words that only tell how far something is: 'in the final stages', 'is finalising its review'."""

from functools import cache

from spacy.tokens import Token

from onrecord.lexicon import load_lexicon
from onrecord.reading.plans.clauses import SUBJECTS, children

_NEAR = 120  # tokens before 'it is nearly ready' in which the thing that it stands for is sought


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.reading.plans", "outturns.toml").words(name)


def find_progress(verb: Token) -> Token | None:
    """Return the thing of which a verb tells how far it is, or `None` where it tells nothing of the kind."""
    if any(child.tag_ == "MD" for child in children(verb, "aux")):
        return None
    if verb.tag_ == "VBG" and verb.lemma_.lower() in _words("working"):
        present = any(
            c.lemma_ == "be" or c.lower_ in {"'s", "’s", "'re", "’re"} for c in children(verb, "aux")
        )
        thing = next(iter(children(verb, "dobj")), None)
        return thing if present and thing is not None and _is_work(thing) else None
    if not _tells_stage(verb):
        return None
    subject = next(iter(children(verb, *SUBJECTS)), None)
    if subject is None or subject.pos_ == "PRON":
        return _find_work_before(verb)
    return subject if _is_work(subject) else next((t for t in subject.subtree if _is_work(t)), None)


def _is_work(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in _words("works")


def _tells_stage(verb: Token) -> bool:
    for preposition in children(verb, "prep"):
        for noun in children(preposition, "pobj"):
            lemma, before = noun.lemma_.lower(), {child.lower_ for child in noun.children}
            if (
                preposition.lower_ in {"in", "at"}
                and lemma in _words("stages")
                and before & _words("stage_words")
            ):
                return True
            if preposition.lower_ == "under" and lemma in _words("underway"):
                return True
            if preposition.lower_ == "on" and lemma == "track":
                return True
    for adjective in children(verb, "acomp"):
        near = {c.lower_ for c in adjective.children} | {c.lower_ for c in children(verb, "advmod", "neg")}
        if adjective.lower_ in _words("finished") and near & _words("nearly"):
            return True
    return False


def _find_work_before(verb: Token) -> Token | None:
    """Return the thing that 'it' or 'that' goes back to: the last one told before that somebody works on."""
    before = verb.doc[max(0, verb.i - _NEAR) : verb.i]
    return next((t for t in reversed(list(before)) if _is_work(t) and children(t, "det", "poss")), None)
