"""Parse -> the main clauses of what was said: who is said to do, or not to do, what, and when."""

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from spacy.tokens import Token

from onrecord.lexicon import load_lexicon
from onrecord.reading.columns import read_columns
from onrecord.reading.speech.cues import lemma_of

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# spaCy's labels of a clause that says no less than the one it hangs on: 'it is late, and we are tired'.
_BESIDE = frozenset({"conj", "ccomp", "parataxis"})
# What a clause can lack: 'there was no deal', 'she had no part in it', 'no deal was struck', 'none of them left'.
_LACKED = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_NONE = frozenset({"no", "neither", "none", "nobody", "nothing"})
_NOT = frozenset({"never", "neither", "nor"})
_ADDING = frozenset({"just", "only", "merely"})
_MODALS = {
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "ca": "can",
    "'d": "would",
    "’d": "would",
    "shall": "will",
}
_MOST = 4  # main clauses of one sentence that are looked at; later ones seldom tell what it does


@cache
def list_clause_words(name: str) -> frozenset[str]:
    """Return the plain list `name` of clauses.toml."""
    return load_lexicon(__package__ or "onrecord.reading.speech", "clauses.toml").words(name)


class Clause(Struct, frozen=True):
    """A main clause by its verb."""

    verb: Token
    subject: Token | None
    negated: bool  # by 'not' or 'never', or by what is said to be lacking
    lacked: Token | None  # what 'no' or 'neither' stands with, or such a word itself
    modal: str  # 'will', 'would', 'must', 'have to', 'going to'; empty where there is none
    past: bool  # 'did', 'was', 'has been'
    view: Token | None  # the verb of a view under which the clause stands: 'I think that'

    @property
    def disbelieved(self) -> bool:
        """Whether the view under which it stands is negated: 'I do not think'."""
        view = self.view
        return view is not None and _is_negated(view) and not any(aux.tag_ == "MD" for aux in view.children)

    @property
    def lemma(self) -> str:
        """The verb's dictionary form, lower case."""
        return lemma_of(self.verb)


def find_clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Return the main clauses of the words, in order, with those that a clause of theirs leads up to.

    'I am telling you that he left', 'I do not think that he left': both clauses of each.
    """
    inside = {token.i for token in tokens}
    pos = read_columns(tokens[0].doc).pos if tokens else []
    verbal = [token for token in tokens if pos[token.i] in _VERBAL]
    waiting = [token for token in verbal if token.head == token or token.head.i not in inside]
    found: dict[int, Token] = {}
    while waiting:
        verb = waiting.pop(0)
        if verb.i not in found and not _is_asked(verb):
            found[verb.i] = verb
            beside = [child for child in verb.children if child.dep_ in _BESIDE]
            beside += [low for child in verb.children for low in _find_stressed(child)]
            waiting += [child for child in beside if child.i in inside and child.pos_ in _VERBAL]
    return [_read_clause(found[place]) for place in sorted(found)[:_MOST]]


def _find_stressed(child: Token) -> Iterator[Token]:
    """Yield what the speaker is or wants to be clear about: 'I want to be clear that no one was hurt'."""
    tops = (child, *child.children) if child.dep_ == "xcomp" else (child,)
    if any(top.dep_ == "acomp" and top.lower_ == "clear" for top in tops):
        yield from (low for top in tops for low in top.children if low.dep_ == "ccomp")


def _is_asked(verb: Token) -> bool:
    """Tell whether a clause is a question, or a condition of another: 'whether it opens', 'how they hid it'."""
    return any(child.lower_ in list_clause_words("question") for child in verb.children if child.i < verb.i)


def _read_clause(top: Token) -> Clause:
    verb, modal = _find_meant(top)
    helping = [child for child in top.children if child.dep_ in ("aux", "auxpass")]
    lacked = next(_find_lacked(top), None)
    tags = {top.tag_, *(aux.tag_ for aux in helping)}
    perfect = top.tag_ == "VBN" and any(
        lemma_of(aux) == "have" or aux.lower_ in ("'ve", "’ve") for aux in helping
    )
    above = top.head if top.dep_ == "ccomp" else None
    viewing = above is not None and lemma_of(above) in list_clause_words("viewing")
    return Clause(
        verb=verb,
        subject=_find_subject(top),
        negated=lacked is not None or _is_negated(top) or (verb != top and _is_negated(verb)),
        lacked=lacked,
        modal=modal,
        past=modal in ("", "have to") and ("VBD" in tags or perfect),
        view=above if viewing else None,
    )


def _find_meant(top: Token) -> tuple[Token, str]:
    """Return the verb that is meant and its modal: 'leave' and 'have to' of 'they have got to leave'."""
    helping = [child.lower_ for child in top.children if child.dep_ == "aux" and child.tag_ == "MD"]
    modal = _MODALS.get(helping[0], helping[0]) if helping else ""
    under = next((child for child in top.children if child.dep_ == "xcomp"), None)
    if under is None or not any(child.lower_ == "to" for child in under.children):
        return top, modal
    lemma = lemma_of(top)
    if lemma == "go" and top.tag_ == "VBG":
        return under, "going to"
    if lemma in ("have", "need") or (lemma == "get" and top.tag_ == "VBN"):
        return under, f"{modal} have to".strip()
    return top, modal


def _is_negated(verb: Token) -> bool:
    """Tell whether the verb is negated itself: not 'not just', with which something is added."""
    found = [child for child in verb.children if child.dep_ == "neg" or child.lower_ in _NOT]
    return any(child.i + 1 == len(child.doc) or child.nbor().lower_ not in _ADDING for child in found)


def _find_lacked(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ not in _LACKED:
            continue
        before = (
            child.lefts if child.dep_ in _SUBJECTS else (word for word in child.subtree if word.i < child.i)
        )
        if child.lower_ in _NONE or any(word.lower_ in _NONE for word in before):
            yield child


def _find_subject(verb: Token) -> Token | None:
    """Return the subject, or that of the verb it is joined to: 'she came and did not speak'."""
    for _ in range(_MOST):
        found = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if found is not None or verb.dep_ != "conj":
            return found
        verb = verb.head
    return None
