"""Parse -> the parts of a clause: who acts, on what, and where the words stand."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.annotations import Attribution
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.columns import read_children

# Labels of the CLEAR dependency scheme (Choi and Palmer 2012), as spaCy's English pipelines use it.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "appos", "conj", "cc", "punct"})
_KEY_TAGS = frozenset({"NOUN", "PROPN", "ADJ"})
_LONGEST_SENTENCE = 300  # words; a longer one is a table or a list, and would cost its square
_LONGEST_ACTION = 160  # characters; longer objects are cut at a word, for the line on which an action is read


def read_tokens(doc: Doc) -> Iterator[Token]:
    """Yield the tokens of every sentence short enough to be prose, whose parse can be trusted."""
    for sentence in doc.sents:
        if len(sentence) <= _LONGEST_SENTENCE:
            yield from sentence


def offsets_of(tokens: Span) -> Offsets | None:
    """Return where the tokens stand without white space and punctuation around them."""
    kept = [token for token in tokens if not token.is_space]
    while kept and kept[-1].is_punct and kept[-1].text not in ")]":
        kept.pop()
    while kept and kept[0].is_punct:
        kept.pop(0)
    return Offsets(kept[0].idx, kept[-1].idx + len(kept[-1])) if kept else None


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token under any of the labels, in the order of the text."""
    doc = token.doc
    return [doc[place] for label, place in read_children(doc)[token.i] if label in labels]


def is_verb(token: Token) -> bool:
    """Tell whether a word is used as a verb, whatever the tagger says: 'due to end' is tagged as a noun."""
    return token.pos_ in {"VERB", "AUX"} or any(child.tag_ == "TO" for child in children(token, "aux"))


def find_subject(verb: Token) -> Token | None:
    """Return the head of whoever does what the verb says, through controllers and coordination.

    The subject of 'to reopen' in 'the mayor promised to reopen it' is the mayor; in a passive it is the agent
    after 'by', or nobody.
    """
    token = verb
    for _ in range(6):  # deeper chains of infinitives are a parser's mistake
        if children(token, "nsubjpass") and token.i == verb.i:
            return _find_agent(token)
        subject = next(
            (child for child in token.children if child.dep_ in SUBJECTS), None
        ) or _find_modal_name(token)
        if subject is not None:
            return _antecedent(subject, token)
        if token.dep_ == "pcomp" and (told := children(token.head.head, "dobj")):
            return told[0]  # 'accused him of hiding it'
        if token.dep_ in {"xcomp", "conj", "advcl", "pcomp", "prep", "ccomp"} and token.head.i != token.i:
            token = token.head
        elif token.dep_ in {"acl", "relcl"} and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return find_holder(token.head) or (token.head if token.dep_ == "relcl" else None)
        else:
            return None
    return None


def _find_modal_name(verb: Token) -> Token | None:
    """Return a name that the parser took for a modal verb: 'May had offered', 'Will is to'."""
    for child in children(verb, "aux"):
        following = child.doc[child.i + 1] if child.i + 1 < len(child.doc) else None
        if (
            child.tag_ == "MD"
            and child.is_title
            and following is not None
            and following.pos_ in {"AUX", "VERB"}
            and following.tag_ != "VB"
        ):
            return child
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the subject."""
    if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def _find_agent(verb: Token) -> Token | None:
    for child in children(verb, "agent"):
        for grandchild in children(child, "pobj"):
            return grandchild
    return None


def find_holder(noun: Token) -> Token | None:
    """Return who does what a noun names: its possessor, its agent, or the name before it."""
    for child in children(noun, "poss"):
        return child
    for child in children(noun, "agent", "prep"):
        if child.lower_ == "by" and (maker := next(iter(children(child, "pobj")), None)) is not None:
            if maker.ent_type_ in {"DATE", "TIME"} or maker.lower_ == "mid":
                continue  # 'a vote by mid-May'
            return maker
    for child in children(noun, "compound", "amod", "nmod"):
        if child.ent_type_ in {"ORG", "GPE", "NORP", "PERSON"}:
            return child
    for child in children(noun, "prep"):
        pobj = next(iter(children(child, "pobj")), None)
        if child.lower_ == "of" and pobj is not None and pobj.ent_type_ in {"ORG", "GPE", "PERSON"}:
            return pobj
    return None


def cover_phrase(head: Token) -> Offsets | None:
    """Return the noun phrase of `head` without the clauses that hang on it."""
    start, end = head.left_edge.i, head.i + 1
    for child in head.children:
        if child.i > head.i and (
            child.dep_ in {"prep", "case", "compound"} and child.lower_ in {"of", "'s", "’s"}
        ):
            end = max(end, child.right_edge.i + 1)
    while start < head.i and (head.doc[start].is_punct or head.doc[start].dep_ == "cc"):
        start += 1
    return offsets_of(head.doc[start:end])


def subtree_within(head: Token) -> Iterator[Token]:
    """Yield the tokens of a phrase in the order of the text, without the clauses that hang on it."""
    stack, found = [head], []
    while stack:
        token = stack.pop()
        found.append(token)
        stack.extend(child for child in token.children if child.dep_ not in _CLAUSES or _belongs(child))
    yield from sorted(found, key=lambda token: token.i)


def _belongs(child: Token) -> bool:
    """Tell whether a clause is part of the phrase all the same: 'bread and salt', 'make it public'."""
    if child.dep_ == "ccomp" and child.tag_ == "VB":
        return child.head.lemma_.lower() in load_lexicon("onrecord.reading.plans", "plans.toml").words(
            "letting"
        )  # 'make the firm pay for it'
    return child.dep_ == "conj" or (child.dep_ == "ccomp" and child.pos_ in {"ADJ", "NOUN", "PROPN"})


def content_lemmas(tokens: Iterator[Token] | list[Token]) -> tuple[str, ...]:
    """Return the lemmas of the words that name things, each once, without days and numbers."""
    lemmas = (
        token.lemma_.lower()
        for token in tokens
        if token.pos_ in _KEY_TAGS
        and token.ent_type_ not in {"DATE", "TIME", "CARDINAL", "ORDINAL"}
        and len(token.text) > 1
        and not token.is_stop
    )
    return tuple(dict.fromkeys(lemmas))


def enclosing(attributions: tuple[Attribution, ...] | list[Attribution], position: int) -> int | None:
    """Return the index of the narrowest attribution whose content holds `position`."""
    best: tuple[int, int] | None = None
    for index, attribution in enumerate(attributions):
        for start, end in attribution.content:
            if start <= position < end and (best is None or end - start < best[0]):
                best = (end - start, index)
    return best[1] if best else None


def cover_action(act: Token, before: int | None) -> Offsets:
    """Return the words of an act and its object, up to the word at index `before`."""
    kept = [
        token for token in subtree_within(act) if token.i >= act.i and (before is None or token.i < before)
    ]
    end = act.i
    for token in kept:
        if token.i > end + 1 and not _only_skipped(act.doc, end + 1, token.i):
            break
        if token.idx + len(token) - act.idx > _LONGEST_ACTION:
            break
        end = token.i
    purpose = act.doc[end].nbor(1) if end + 1 < len(act.doc) and act.doc[end].pos_ == "PRON" else None
    if purpose is not None and purpose.tag_ == "TO" and (before is None or before > end + 2):
        end = _end_of_clause(purpose.head, act, before)  # 'work with them to end the strike'
    told = act if end == act.i else act.doc[end]
    clause = next((c for c in children(told, "ccomp") if c.i > end), None)
    if clause is not None and (end == act.i or told.pos_ == "ADJ") and (before is None or before > clause.i):
        end = _end_of_clause(clause, act, before)  # 'ensure that it opens', 'make sure that it opens'
    while (
        end > act.i
        and act.doc[end].pos_ in {"ADP", "DET", "CCONJ", "SCONJ", "PUNCT"}
        and act.doc[end].dep_ != "prt"
    ):
        end -= 1
    start = act.left_edge.i if act.pos_ in {"NOUN", "PROPN"} else act.i
    return offsets_of(act.doc[start : end + 1]) or Offsets(act.idx, act.idx + len(act))


def _end_of_clause(verb: Token, act: Token, before: int | None) -> int:
    """Return the last word of the clause that completes an act, as far as one reads it at a glance."""
    kept = [token.i for token in subtree_within(verb) if before is None or token.i < before]
    short = [i for i in kept if act.doc[i].idx + len(act.doc[i]) - act.idx <= _LONGEST_ACTION]
    return max([verb.i - 2, *short])


def _only_skipped(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].is_punct and doc[i].text in "\"'“”‘’-" for i in range(start, end))


def cover_clause(head: Token, longest: int) -> Offsets | None:
    """Return the words of a clause in its sentence, at most so many characters, without the 'that' before it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    start = max(start, head.sent.start)
    end = min(end, head.sent.end)
    while end - 1 > head.i and head.doc[end - 1].idx + len(head.doc[end - 1]) - head.doc[start].idx > longest:
        end -= 1
    if (
        start < head.i
        and head.doc[start].lower_ in {"that", "if", "unless", "whether"}
        and head.doc[start].dep_ == "mark"
    ):
        start += head.doc[start].lower_ == "that"
    return offsets_of(head.doc[start:end])
