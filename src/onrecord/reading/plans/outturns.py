"""Doc -> what the words say became of acts."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Outturn, TimeMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets, Outcome
from onrecord.reading.columns import read_columns
from onrecord.reading.plans.clauses import (
    children,
    content_lemmas,
    cover_phrase,
    enclosing,
    find_subject,
    offsets_of,
    read_tokens,
    subtree_within,
)
from onrecord.reading.plans.progress import find_progress


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.reading.plans", "outturns.toml").words(name)


def find_outturns(
    document: Document,  # noqa: ARG001  # the finders of this stage share their first parameters
    doc: Doc,
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
) -> tuple[Outturn, ...]:
    """Return the words that say what became of an act.

    Every finished act that the text tells is one, since a reader of one document does not know which of them
    another document promised.
    """
    found = []
    pos = read_columns(doc).pos
    for token in read_tokens(doc):
        verbal = pos[token.i] in {"VERB", "AUX"}
        outcome = _read_outcome(token) if pos[token.i] == "VERB" else None
        if outcome is not None:
            found.append(_make_outturn(*outcome, times, attributions))
        elif verbal and (thing := find_progress(token)) is not None:
            found.append(_make_progress(thing, token, attributions))
    return tuple(found)


def _read_outcome(verb: Token) -> tuple[Token, Token, Outcome] | None:
    """Return the act, the verb that tells its end, and its outcome."""
    helpers = children(verb, "aux", "auxpass")
    if any(child.tag_ == "MD" and child.dep_ == "aux" for child in helpers) or _stands_in_case(verb):
        return None
    helper = {child.lemma_.lower(): child for child in helpers}
    finite = verb.tag_ == "VBD" or any(c.tag_ in {"VBD", "VBZ", "VBP"} for c in helper.values())
    done = verb.tag_ in {"VBD", "VBN"} or ("do" in helper and verb.tag_ == "VB")
    if not finite or not done:
        return None
    passive = bool(children(verb, "nsubjpass"))
    if passive and "have" not in helper and helper.get("be") is not None and helper["be"].tag_ != "VBD":
        return None  # 'is released' tells a habit
    lemma = verb.lemma_.lower()
    inner = next((c for c in children(verb, "xcomp") if any(g.tag_ == "TO" for g in c.children)), None)
    if inner is not None and lemma in _words("failing"):
        return inner, verb, Outcome.NOT_KEPT
    if inner is not None and lemma in _words("managing"):
        return inner, verb, Outcome.KEPT
    return _read_finished(verb, "have" in helper)


def _stands_in_case(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(
        child.lower_ in {"if", "unless", "until", "before"} for child in verb.children
    )


def _read_finished(verb: Token, perfect: bool) -> tuple[Token, Token, Outcome] | None:
    lemma = verb.lemma_.lower()
    negated = bool(children(verb, "neg"))
    act = verb
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if lemma in _words("happening") and subject is not None and subject.pos_ == "NOUN":
        act = subject
    elif lemma in _words("passing"):
        return None
    if negated:
        return act, verb, Outcome.OPEN if perfect else Outcome.NOT_KEPT
    adverbs = {child.lower_ for child in children(verb, "advmod")}
    partly = adverbs & _words("partly") or any(map(_is_part, children(verb, "dobj", "nsubjpass")))
    return act, verb, Outcome.PARTLY_KEPT if partly else Outcome.KEPT


def _is_part(noun: Token) -> bool:
    """Tell whether the words name a part of a thing: 'half of the homes', 'two of the five', 'half the money'."""
    whole = any(child.lower_ == "of" and children(child, "pobj") for child in children(noun, "prep"))
    if whole and (noun.lemma_.lower() in _words("portions") or noun.pos_ == "NUM"):
        return True
    before = [*children(noun, "predet", "det", "nmod", "quantmod", "nummod"), *children(noun, "advmod")]
    return any(child.lower_ in _words("halves") for child in before)


def _make_outturn(
    act: Token,
    verb: Token,
    outcome: Outcome,
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
) -> Outturn:
    subject = None if act.i != verb.i and act.pos_ == "NOUN" else find_subject(verb)
    words = _cover_clause(verb, act)
    about = [t for t in subtree_within(act) if t.i != act.i and not _acts(t, act)]
    return Outturn(
        words=words,
        party=cover_phrase(subject) if subject is not None else None,
        heads=(act.lemma_.lower(),),
        objects=content_lemmas(about),
        outcome=outcome,
        attribution=enclosing(list(attributions), verb.idx),
        when=next((i for i, time in enumerate(times) if words.covers(time.offsets)), None),
    )


def _make_progress(thing: Token, verb: Token, attributions: Sequence[Attribution]) -> Outturn:
    return Outturn(
        words=_cover_clause(verb, verb),
        party=None,
        heads=(),
        objects=content_lemmas([thing, *children(thing, "compound", "amod")]),
        outcome=Outcome.OPEN,
        attribution=enclosing(list(attributions), verb.idx),
        progress=True,
    )


def _acts(token: Token, act: Token) -> bool:
    """Tell whether a word is part of who acts, and so not of what is acted on."""
    return any(
        c.dep_ in {"nsubj", "agent"} and (c.i == token.i or c.is_ancestor(token)) for c in act.children
    )


def _cover_clause(verb: Token, act: Token) -> Offsets:
    tokens = [*subtree_within(verb), *subtree_within(act)]
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    return offsets_of(verb.doc[first : last + 1]) or Offsets(verb.idx, verb.idx + len(verb))
