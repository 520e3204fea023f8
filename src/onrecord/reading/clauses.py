"""Words of a frame -> the clauses joined in them: 'we will open it in May, and they will be paid next week'."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from onrecord.model import Offsets
from onrecord.reading.columns import read_columns

_VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_BESIDE = frozenset({"advcl", "acl", "relcl"})  # clauses that only say when, why or on what condition
_ENDS = frozenset(".!?…")
_CLOSING = "”\"'’)"


def has_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own, be it only 'it' or a clause."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


class Clause(NamedTuple):
    """Words with one main verb."""

    words: Offsets
    verb: Token

    def looks_ahead(self, *, dated: bool) -> bool:
        """Tell whether it can be of what is to come: 'will open', 'to open', and with a day 'opens', 'set to open'."""
        if self.verb.tag_ == "VB" or any(child.tag_ == "MD" for child in self.verb.children):
            return True
        inside = (token for token in self.verb.sent if self.words.start <= token.idx < self.words.end)
        return dated and (
            self.verb.tag_ in ("VBP", "VBZ", "VBG") or any(token.tag_ in ("MD", "VB") for token in inside)
        )


def part_clauses(doc: Doc, words: Offsets, times: Sequence[Offsets]) -> list[Clause]:
    """Return the clauses that are joined in some words, one after another; none where none are joined.

    A verb that shares its subject with the one before begins a clause of its own where each of the two has a time:
    'open the road on Friday and publish the log in June', but not 'meet and talk on Friday'.
    """
    span = doc.char_span(*words, alignment_mode="expand")
    if span is None:
        return []
    cuts: dict[int, Token] = {}
    for verb in span:
        if verb.dep_ == "conj" and verb.pos_ in _VERBS and verb.head.pos_ in _VERBS and verb.head in span:
            start = doc[verb.left_edge.i].idx
            if words.start < start < words.end and (_stands_alone(verb) or _are_timed(words, start, times)):
                cuts[start] = verb
    if not cuts:
        return []
    starts = [words.start, *sorted(cuts)]
    ends = [*starts[1:], words.end]
    verbs = [_find_first(cuts[starts[1]]), *(cuts[start] for start in starts[1:])]
    return [Clause(Offsets(*ends_), verb) for *ends_, verb in zip(starts, ends, verbs, strict=True)]


def part_sentences(doc: Doc, words: Offsets) -> list[Clause]:
    """Return what some words hold of each sentence, with its verb; one where no mark ends a sentence among them."""
    span = doc.char_span(*words, alignment_mode="expand")
    if span is None:
        return []
    cuts = [
        t.i for t in span[1:] if t.is_sent_start and _has_ended(read_columns(doc).text[words.start : t.idx])
    ]
    edges = [span.start, *cuts, span.end]
    parts = [doc[first:end] for first, end in pairwise(edges)]
    return [
        Clause(
            Offsets(max(words.start, part.start_char), min(words.end, _drop_blanks(part).end_char)),
            _find_first(part.root),
        )
        for part in parts
    ]


def _has_ended(before: str) -> bool:
    """Tell whether a sentence or a line ends with some words and the blanks behind them."""
    kept = before.rstrip()
    return "\n" in before[len(kept) :] or kept.rstrip(_CLOSING)[-1:] in _ENDS


def _drop_blanks(span: Span) -> Span:
    end = span.end
    while end > span.start + 1 and span.doc[end - 1].is_space:
        end -= 1
    return span.doc[span.start : end]


def find_condition(verb: Token) -> Token | None:
    """Return the verb of the condition under which a clause holds, told by its order: 'Had he said so, they [...]'."""
    return next(
        (child for child in verb.lefts if child.dep_ == "advcl" and _is_inverted(child)),
        None,
    )


def _is_inverted(verb: Token) -> bool:
    first = verb.doc[verb.left_edge.i]
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    leads = first.pos_ == "AUX" and verb in (first, first.head)
    return leads and subject is not None and first.i < subject.left_edge.i


def _find_first(verb: Token) -> Token:
    """Return the verb of the first clause, or of what is said there: 'said he [will pay]'."""
    while verb.dep_ == "conj":
        verb = verb.head
    told = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    return verb if told is None else told


def _stands_alone(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.tag_ == "MD" for child in verb.children)


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


def reach_subject(doc: Doc, act: Offsets, words: Offsets) -> Offsets:
    """Return an act in the passive with what is done to: 'be paid' in 'no fee will be paid' says nothing by itself."""
    span = doc.char_span(*act, alignment_mode="expand")
    if span is None or span[0].dep_ != "auxpass":
        return act
    done = next((child for child in span[0].head.children if child.dep_ == "nsubjpass"), None)
    if done is None or not words.start <= done.left_edge.idx < act.start:
        return act
    return Offsets(done.left_edge.idx, act.end)
