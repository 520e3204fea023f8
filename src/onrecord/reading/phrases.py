"""Words that the reader cut by likelihood -> whole phrases of the parse, which can be printed by themselves."""

import re

from spacy.tokens import Doc, Span, Token

from onrecord.model import Offsets
from onrecord.reading.columns import read_columns

_FARTHEST = 8  # tokens that a phrase is completed by; what is farther away is more than was meant
_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_BEFORE_NOUNS = frozenset(
    {"det", "poss", "amod", "compound", "nummod", "quantmod", "predet", "nmod", "advmod"}
)
# Parts of speech with which no phrase ends: what they introduce is missing.
_OPENING = frozenset({"ADP", "DET", "SCONJ", "CCONJ", "PART", "AUX"})
# what completes a verb
_COMPLETING = frozenset({"acomp", "attr", "ccomp", "dobj", "oprd", "pcomp", "pobj", "prep", "xcomp"})
# the end of a quotation, and the beginning of one
_ENDING = re.compile(r"[,.?!…]*(?:”|(?<=[,.?!…])\"|(?<=\w)\"(?=\s|\Z))")
_OPENING_MARK = re.compile(r"“|(?<!\S)\"(?=\w)")
_HYPHENS = frozenset("-‐‑")
_EMPTY = frozenset({"be", "have", "do"})
_DEEPEST = 8  # governors from the noun that was cut out to the verb of which it is a part


def complete_phrase(doc: Doc, words: Offsets) -> Offsets:
    """Return the words as whole tokens and whole noun and prepositional phrases, within their sentence.

    A noun gets its article and what else stands before it ('[the] ruling'), a preposition or article at the end what
    it introduces ('expire with [the end of April]'), or it goes; so do marks at either end.
    """
    span = doc.char_span(*words, alignment_mode="expand")
    return _offsets(_complete(span, None)) if span else words


def complete_act(doc: Doc, act: Offsets, words: Offsets, due: Offsets | None = None) -> Offsets:
    """Return the words of an act as a phrase with its verb, where that stands among the `words` that tell of it.

    'a brief visit' in 'will have a brief visit' becomes 'have a brief visit'; what stands before a verb that can
    begin the phrase, 'will' and 'to', goes, and so do the words of its day at the end, if they are no part of it, as in
    'postpone the May sale'.
    """
    span = doc.char_span(*act, alignment_mode="expand")
    around = doc.char_span(*words, alignment_mode="expand")
    if not span or not around:
        return act
    day = None if due is None else doc.char_span(*due, alignment_mode="expand")
    if day and span.start == day.end:
        span = _reach_over(span, day, around)
    span = _open_with_verb(_leave_subject(_reach_verb(span, around)))
    # a day in the middle stays: 'announced a vote next week on an extension'
    cut = due is not None and span.start_char < due.start and act.start < due.end
    return _offsets(_complete(span, due.start if cut and due and not _tells_which(day) else None))


def _leave_subject(span: Span) -> Span:
    """Return an act without the end of who does it: '[the head of the council, will] visit the valley'."""
    for verb in span:
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is not None and subject.i < span.start <= subject.right_edge.i < verb.i < span.end:
            return span.doc[subject.right_edge.i + 1 : span.end]
    return span


def _reach_over(span: Span, day: Span, around: Span) -> Span:
    """Return what stands right behind a day with the verb before it that it belongs to: 'decide [in May] whether'."""
    word = span.root
    for _ in range(_DEEPEST):
        if word.dep_ not in _COMPLETING or any(child.dep_ == "nsubj" for child in word.lefts):
            return span
        word = word.head
        if word.i < day.start and word.pos_ == "VERB":
            break
    between = span.doc[word.i : day.start]
    held = word.pos_ == "VERB" and around.start <= word.i < day.start
    if not held or any(token.is_punct for token in between):
        return span
    first = min((child.i for child in word.lefts if child.dep_ == "auxpass"), default=word.i)
    return span.doc[first : span.end]


def _tells_which(day: Span | None) -> bool:
    """Tell whether a day stands before the noun that it says more of: 'its [May] sale', 'an [end-of-May] deadline'."""
    return day is not None and any(
        token.dep_ in _BEFORE_NOUNS and token.head.i >= day.end and token.head.pos_ in _NOUNS for token in day
    )


def _offsets(span: Span) -> Offsets:
    return Offsets(span.start_char, span.end_char)


def _reach_verb(span: Span, around: Span) -> Span:
    """Return the span with the verb whose subject or object it is, where the words around hold it."""
    if any(_is_full_verb(token) for token in span):
        return span
    verb = span.root
    for _ in range(_DEEPEST):
        if verb.pos_ in ("VERB", "AUX"):
            break
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or not around.start <= verb.i < around.end:
        return span
    if verb.i < span.start:
        return span.doc[verb.i : span.end]
    return span.doc[span.start : max(verb.i + 1, min(verb.right_edge.i + 1, around.end))]


def _is_full_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() not in _EMPTY


def _open_with_verb(span: Span) -> Span:
    """Return the span from its first verb on, where only 'to' and auxiliaries that can go stand before it."""
    for token in span[:-1]:
        if token.tag_ not in ("MD", "TO"):
            return span.doc[token.i : span.end]
    return span


def _complete(span: Span, limit: int | None) -> Span:
    doc, end = span.doc, span[-1].sent.end
    while limit is not None and end > span.start + 1 and doc[end - 1].idx >= limit:
        end -= 1
    first, last = span.start, min(span.end, end) - 1
    while first < last and (doc[first].is_space or doc[first].is_punct or doc[first].pos_ == "CCONJ"):
        first += 1
    first = _begin(doc, first, last, doc[first].sent.start)
    last = _end(doc, first, last, end)
    return doc[first : last + 1]


def leave_quotation(doc: Doc, words: Offsets) -> Offsets:
    """Return the words up to the end of the quotation in which they begin: behind it nobody is quoted any more."""
    text = read_columns(doc).text
    ending = next(
        (
            mark
            for mark in _ENDING.finditer(text, *words)
            if not _OPENING_MARK.search(text, words.start, mark.start())
        ),
        None,
    )
    return Offsets(words.start, ending.start()) if ending and ending.start() > words.start else words


def keep_longest_sentence(doc: Doc, words: Offsets) -> Offsets:
    """Return the words of one sentence alone, of that which holds most of them."""
    span = doc.char_span(*words, alignment_mode="expand")
    if not span or span[0].sent.end >= span.end:
        return words
    ends = sorted({min(token.sent.end, span.end) for token in span})
    starts = [span.start, *ends[:-1]]
    return _offsets(max((doc[first:end] for first, end in zip(starts, ends, strict=True)), key=len))


def _begin(doc: Doc, first: int, last: int, least: int) -> int:
    """Return where the noun phrase begins whose noun, or what stands before it, is the first token."""
    while first > least and not doc[first - 1].whitespace_ and not doc[first - 1].is_punct:
        first -= 1  # the rest of a compound
    while first > least + 1 and _is_hyphenated(doc[first - 1]):
        first -= 2
    noun = doc[first]
    while noun.dep_ in _BEFORE_NOUNS and noun.i < noun.head.i <= last:
        noun = noun.head
    if noun.pos_ not in _NOUNS:
        return first
    held = [child.left_edge.i for child in noun.lefts if child.dep_ in _BEFORE_NOUNS]
    edge = min((place for place in held if place >= max(least, first - _FARTHEST)), default=first)
    return min(edge, first)


def _end(doc: Doc, first: int, last: int, limit: int) -> int:
    """Return the last token of the phrase, what it opens completed or dropped."""
    while last + 2 < limit and _is_hyphenated(doc[last + 1]):
        last += 2
    while last > first:
        token = doc[last]
        closes = token.is_space or (token.is_punct and not (token.is_quote or token.is_bracket))
        if not closes and not _opens(token):
            break
        edge = last if closes else _edge_of(token)
        if last < edge < min(limit, last + _FARTHEST + 1):
            return edge
        if token.pos_ == "AUX":  # as it [is]
            break
        last -= 1
    # without it, the words say the contrary: 'he did [not]'
    while last + 1 < limit and doc[last + 1].dep_ == "neg" and first <= doc[last + 1].head.i <= last:
        last += 1
    return last


def _is_hyphenated(token: Token) -> bool:
    return token.text in _HYPHENS and not token.whitespace_ and not token.nbor(-1).whitespace_


def _opens(token: Token) -> bool:
    before = token.dep_ in _BEFORE_NOUNS and token.i < token.head.i and token.pos_ != "PRON"
    return before or (token.pos_ in _OPENING and token.dep_ not in ("prt", "neg"))


def _edge_of(token: Token) -> int:
    """Return the last token of what the token opens: its own phrase, or the noun or verb after it."""
    if token.right_edge.i > token.i:
        return int(token.right_edge.i)
    return int(token.head.i) if token.head.i > token.i else int(token.i)


__all__ = ["complete_act", "complete_phrase", "keep_longest_sentence", "leave_quotation"]
