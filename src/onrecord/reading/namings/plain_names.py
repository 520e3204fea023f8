"""Doc -> names without quotation marks: 'which calls the sites rest homes', 'huts that Norland calls rest homes'.

The small parsers of the field take such a name apart in a different way each time, so what stands beside the verb
of naming is read word by word.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.annotations import NamingMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.figures.counted import fold_lemma

_PACKAGE = __package__ or "onrecord.reading.namings"
# 'The six fenced sites': at most so many words before the noun.
_MOST_MODIFIERS = 3
# A name has at most so many words, and a subject so many before its verb.
_LONGEST, _LONGEST_SUBJECT = 4, 5
_NOUNS = frozenset({"NOUN", "PROPN"})
# Parts of speech that may follow a name; an adverb or a verb shows that it was none.
_CLOSING = frozenset({"PUNCT", "CCONJ", "SCONJ", "SPACE", "ADP"})


def find_plain_names(doc: Doc) -> Iterator[tuple[NamingMention, Token | None]]:
    """Yield the names that follow a verb of naming without quotation marks, each with the thing named.

    Only a plural, or a name with an article, is one ('calls the huts rest homes', 'call them the boxes'): 'calls
    the plan a disaster' says what somebody thinks of it.
    """
    lexicon = load_lexicon(_PACKAGE, "namings.toml")
    calling, describing = lexicon.words("calling"), lexicon.words("describing")
    naming = calling | describing
    for i, lemma in enumerate(read_columns(doc).lemmas[:-1]):
        if lemma not in naming:
            continue
        verb, after = doc[i], i + 1
        if lemma in describing and doc[after].lower_ == "to":
            after += 1
        thing, position = read_thing(doc, after)
        if lemma in describing:
            if thing is None or position >= len(doc) or doc[position].lower_ != "as":
                continue
            position += 1
        before = None if thing is not None or lemma in describing else _find_antecedent(verb)
        if thing is None and before is None:
            continue
        name = _read_name(doc, position)
        if name is not None:
            keys = (fold_lemma(thing),) if thing is not None and thing.pos_ in _NOUNS else ()
            if before is not None and before.pos_ in _NOUNS:
                keys = (fold_lemma(before),)
            yield NamingMention(name, find_namer(verb), None, keys), thing if thing is not None else before


def find_parallel_names(doc: Doc) -> Iterator[tuple[NamingMention, Token | None]]:
    """Yield both names of 'what Norland calls an exercise, Sundland calls an invasion', whatever their number."""
    calling = load_lexicon(_PACKAGE, "namings.toml").words("calling")
    for i, lemma in enumerate(read_columns(doc).lemmas):
        verb = doc[i]
        other = verb.head
        if lemma not in calling or other.i <= i or other.lemma_.lower() not in calling:
            continue
        thing = _find_antecedent(verb)
        if (
            thing is None
            or thing.lower_ != "what"
            or not any(token.text == "," for token in doc[i : other.i])
        ):
            continue
        for namer in (verb, other):
            run = _read_run(doc, namer.i + 1)
            if run:
                words = Offsets(run[0].idx, run[-1].idx + len(run[-1]))
                yield NamingMention(words, find_namer(namer), None, ()), thing


def _read_run(doc: Doc, position: int) -> list[Token]:
    """Return the nouns and adjectives that stand at a place, behind an article, up to the end of the clause."""
    position += position < len(doc) and doc[position].lower_ in {"a", "an", "the"}
    run: list[Token] = []
    for token in doc[position : position + _LONGEST + 1]:
        if token.pos_ not in {"ADJ", *_NOUNS} and token.text != "-":
            break
        run.append(token)
    follows = doc[position + len(run)] if position + len(run) < len(doc) else None
    ended = follows is None or follows.pos_ in _CLOSING
    return run if run and len(run) <= _LONGEST and run[-1].pos_ in _NOUNS and ended else []


def read_thing(doc: Doc, position: int) -> tuple[Token | None, int]:
    """Return the thing named right behind the verb and where the words after it begin."""
    lexicon = load_lexicon(_PACKAGE, "namings.toml")
    if (
        position < len(doc)
        and doc[position].lower_ in lexicon.words("pronouns")
        and doc[position].pos_ == "PRON"
    ):
        return doc[position], position + 1
    if position >= len(doc) or doc[position].lower_ not in lexicon.words("pointing"):
        return None, position
    things = lexicon.words("things")
    for token in doc[position + 1 : position + 2 + _MOST_MODIFIERS]:
        if token.lemma_.lower() in things:
            return token, token.i + 1
        if token.pos_ not in {"ADJ", "NUM", "NOUN", "VERB"}:
            break
    return None, position


def _find_antecedent(verb: Token) -> Token | None:
    """Return the thing of 'huts that Norland calls': the noun, or 'what', before the subject of the verb."""
    things = load_lexicon(_PACKAGE, "namings.toml").words("things")
    doc = verb.doc
    for token in reversed(doc[max(0, verb.i - _LONGEST_SUBJECT) : verb.i]):
        if token.lower_ == "what":
            return token
        if token.lemma_.lower() in things and token.tag_ == "NNS" and token.i + 1 < verb.i:
            return token
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            return None
        if token.pos_ == "CCONJ":
            # '... calls rest homes and Norland calls barracks': the antecedent of the verb before.
            verbs = load_lexicon(_PACKAGE, "namings.toml").words("calling")
            earlier = doc[max(0, token.i - _LONGEST - 1) : token.i]
            found = next((other for other in reversed(earlier) if other.lemma_.lower() in verbs), None)
            return _find_antecedent(found) if found is not None else None
    return None


def _read_name(doc: Doc, position: int) -> Offsets | None:
    article = position < len(doc) and doc[position].lower_ == "the"
    run: list[Token] = []
    for token in doc[position + article : position + article + _LONGEST + 1]:
        modifier = token.pos_ in {"ADJ", "NOUN"} or token.tag_ == "VBG" or token.text == "-"
        if not modifier or token.is_sent_start or (run and run[-1].tag_ == "NNS" and token.pos_ != "NOUN"):
            break
        run.append(token)
    if not run or len(run) > _LONGEST or run[-1].pos_ != "NOUN":
        return None
    last = run[-1]
    follows = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if last.tag_ != "NNS" or (follows is not None and follows.pos_ not in _CLOSING):
        return None
    return Offsets(run[0].idx, last.idx + len(last))


def find_namer(verb: Token) -> Offsets | None:
    """Return who names: the agent, the subject with what belongs to it, or the noun that 'which' stands for."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        return next((read_phrase(child, None) for child in agent.children if child.dep_ == "pobj"), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.i > verb.i or subject.pos_ not in _NOUNS | {"PRON"}:
        return None
    if subject.tag_ in {"WDT", "WP"}:
        return read_phrase(verb.head, None) if verb.dep_ == "relcl" and verb.head.pos_ in _NOUNS else None
    return read_phrase(subject, verb)


def read_phrase(noun: Token, verb: Token | None) -> Offsets:
    """Return where a noun stands with its modifiers before it and the phrases with 'of' and 'in' behind it."""
    first, last = noun, noun
    for child in noun.lefts:
        if child.dep_ in {"det", "amod", "compound", "poss", "nmod"}:
            first = min(first, child.left_edge, key=lambda token: token.i)
    for child in noun.rights:
        near = child.dep_ == "prep" and child.i == last.i + 1 and child.lower_ in {"of", "in", "for"}
        if near and child.right_edge.i - noun.i <= _LONGEST_SUBJECT:
            last = child.right_edge
    if verb is not None and last.i >= verb.i:
        last = noun
    return Offsets(first.idx, last.idx + len(last))
