"""Statements that something will not be done until or unless another thing is -> the terms that they set."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Frame, FrameKind
from onrecord.model import Act, Offsets
from onrecord.reading.speech.cues import is_negated, list_words
from onrecord.reading.speech.unsaid import names_nobody

# What whoever sets a condition does by his words.
_ACTS = frozenset({Act.CONDITION, Act.REFUSE})
# Of 18 such sentences of the piles to learn from and to choose on, 13 are annotated as terms.
_LIKELY = 0.7
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_DENIED = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})  # what 'no' may stand before: 'will pay no rent'


def find_conditions(doc: Doc, attributions: Sequence[Attribution]) -> Iterator[Frame]:
    """Yield a term for each statement that its reader takes for a condition or a refusal and that says so.

    'She would not set foot on the site until her drawings had been given back': the drawings are to be given back.
    """
    for number, said in enumerate(attributions):
        if said.act not in _ACTS:
            continue
        for piece in said.content:
            span = doc.char_span(*piece, alignment_mode="expand")
            for token in span or ():
                if token.dep_ == "mark" and token.lower_ in list_words("until"):
                    yield from _read_condition(token, said, number)


def _read_condition(mark: Token, said: Attribution, number: int) -> Iterator[Frame]:
    clause, held = mark.head, mark.head.head
    subject = next((child for child in clause.lefts if child.dep_ in _SUBJECTS), None)
    if clause.dep_ != "advcl" or subject is None:
        return
    verbs = [held]
    while verbs[-1].dep_ in ("xcomp", "conj") and not _is_modal(verbs[-1]):
        verbs.append(verbs[-1].head)
    if not (_is_modal(verbs[-1]) and any(is_negated(verb) or _denies(verb) for verb in (held, verbs[-1]))):
        return
    ends = [token for token in clause.subtree if not (token.is_punct or token.is_space)]
    first = min(token.left_edge.i for token in (verbs[-1], *verbs[-1].lefts, subject) if token.dep_ != "cc")
    doc = mark.doc
    last = max(ends[-1].i, held.i)
    yield Frame(
        kind=FrameKind.TERM,
        words=Offsets(doc[first].idx, doc[last].idx + len(doc[last])),
        probability=_LIKELY,
        party=said.source,
        act=Offsets(doc[subject.left_edge.i].idx, ends[-1].idx + len(ends[-1])),
        attribution=number,
    )


def _is_modal(verb: Token) -> bool:
    return any(child.tag_ == "MD" for child in verb.lefts)


def _denies(verb: Token) -> bool:
    """Tell whether nobody does it, or it is done to nothing: 'no ship would pass', 'will pay no rent'."""
    told = (child for child in verb.children if child.dep_ in _DENIED)
    return any(names_nobody(" ".join(token.text for token in child.subtree)) for child in told)
