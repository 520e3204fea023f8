"""Words of a frame -> the clauses joined in them: 'we will open it in May, and they will be paid next week'."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.model import Offsets

_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_BESIDE = frozenset({"advcl", "acl", "relcl"})  # clauses that only say when, why or on what condition


def part_clauses(doc: Doc, words: Offsets, times: Sequence[Offsets]) -> list[Offsets]:
    """Return the joined clauses in some words, one after another; all of the words where none are joined.

    A verb that shares its subject with the one before begins a clause of its own where each of the two has a time:
    'open the road on Friday and publish the log in June', but not 'meet and talk on Friday'.
    """
    span = doc.char_span(*words, alignment_mode="expand")
    if span is None:
        return [words]
    cuts = []
    for verb in span:
        if verb.dep_ == "conj" and verb.pos_ in _VERBS and verb.head.pos_ in _VERBS and verb.head in span:
            start = max(doc[verb.left_edge.i].idx, words.start)
            if _stands_alone(verb) or _are_timed(words, start, times):
                cuts.append(start)
    starts = [words.start, *sorted({cut for cut in cuts if words.start < cut < words.end})]
    ends = [*starts[1:], words.end]
    return [Offsets(start, end) for start, end in zip(starts, ends, strict=True)]


def _stands_alone(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS or child.tag_ == "MD" for child in verb.children)


def _are_timed(words: Offsets, cut: int, times: Sequence[Offsets]) -> bool:
    inside = [time for time in times if words.overlaps(time)]
    return any(time.end <= cut for time in inside) and any(time.start >= cut for time in inside)


def find_main_act(doc: Doc, act: Offsets, words: Offsets) -> Offsets | None:
    """Return the verb that an act in a side clause hangs on, with what belongs to it; `None` where it is in none.

    'if the families agree' is no act in 'will publish it if the families agree'.
    """
    verb = _find_side(doc, act, words)
    if verb is None:
        return None
    kept = [token for token in _own(verb) if words.start <= token.idx < words.end and token.i >= verb.i]
    last = verb
    for token in kept:
        if token.i > last.i + 1:
            break
        last = token
    return Offsets(verb.idx, last.idx + len(last))


def _find_side(doc: Doc, act: Offsets, words: Offsets) -> Token | None:
    span = doc.char_span(*act, alignment_mode="expand")
    token = span.root if span is not None else None
    while token is not None and token.head != token:
        if token.dep_ in _BESIDE and token.pos_ in _VERBS:
            verb = token.head
            held = words.start <= verb.idx < words.end and not act.start <= verb.idx < act.end
            return verb if held and verb.pos_ == "VERB" else None
        token = token.head
    return None


def _own(verb: Token) -> Iterator[Token]:
    """Yield the tokens under a verb in order, without those of side clauses and of verbs that are joined to it."""
    barred = {
        part.i
        for child in verb.children
        if child.dep_ in _BESIDE | {"conj", "cc"} or child.dep_ == "punct"
        for part in child.subtree
    }
    yield from (token for token in verb.subtree if token.i not in barred)
