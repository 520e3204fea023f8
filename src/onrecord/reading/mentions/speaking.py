"""Attributions -> nouns that mean somebody because the text has them speak: 'the zoo said', 'the choir declined'.

No list holds every kind of body that can speak. What is written, shown or enacted speaks too, and is nobody: that
list is the short one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.annotations import Attribution, Unstated
from onrecord.model import Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.descriptions import Kind
from onrecord.reading.mentions.name_types import list_words

_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})  # 'the three'
_LIKELY = 0.5  # least chance of an attribution whose source is taken for somebody


def find_speaking(
    doc: Doc,
    attributions: Sequence[Attribution],
    unstated: Iterable[Unstated],
    taken: Collection[int],
) -> Mapping[int, tuple[Kind, int]]:
    """Return the heads of definite noun phrases that speak, and of others by the same word.

    Each is given with what it tells of, and the token before which its phrase ends at the latest.

    `taken` are the tokens of names.
    """
    answering: list[Attribution | Unstated] = [*attributions]
    answering += [one for one in unstated if _declines(doc, one.cue)]
    spans = [span for one in answering if (span := _find_source(doc, one, taken)) is not None]
    heads = [span.root for span in spans]
    found = {span.root.i: (_tell_kind(span.root), span.end) for span in spans}
    words = {head.lower_ for head in heads if head.pos_ == "NOUN"}
    if words:
        lowers = read_columns(doc).lowers
        alike = (i for i, lower in enumerate(lowers) if lower in words and i not in found and i not in taken)
        found |= {
            i: (_tell_kind(doc[i]), len(doc)) for i in alike if doc[i].pos_ == "NOUN" and is_definite(doc[i])
        }
    return found


def _find_source(doc: Doc, attribution: Attribution | Unstated, taken: Collection[int]) -> Span | None:
    """Return the noun phrase that an attribution has speak, where it can be somebody."""
    if attribution.source is None or (attribution.probability or 1.0) < _LIKELY:
        return None
    span = doc.char_span(*attribution.source, alignment_mode="expand")
    if span is None or not len(span) or span.root.i in taken:
        return None
    told = span.root.pos_ in _NOUNS and is_definite(span.root) and can_be_somebody(span.root)
    if any(child.dep_ == "poss" for child in span.root.lefts) and _tell_kind(span.root) is Kind.ORGANISATION:
        return None  # 'the firm's stock': where it is of anybody, it is of the firm
    return span if told and not _only_shows(doc, attribution.cue) else None


def is_definite(noun: Token) -> bool:
    """Tell whether a noun phrase says which one it tells of: 'the zoo', 'Lund's zoo', no 'their zoo'."""
    first = next((child for child in noun.lefts if child.dep_ in ("det", "poss")), None)
    if first is None:
        return False
    if first.dep_ == "det":
        return first.lower_ in list_words("definite")
    return first.pos_ != "PRON" and (first.pos_ == "PROPN" or is_definite(first))


def can_be_somebody(noun: Token) -> bool:
    """Tell whether a noun can tell of a person or a body: not 'report', 'ruling' or 'footage'."""
    lower, lemma = noun.lower_, noun.lemma_.lower()
    silent = list_words("documents") | list_words("speechless")
    if all(child.dep_ == "det" for child in noun.children):  # 'the station' is the one just named
        silent |= list_words("newsrooms")
    if not silent.isdisjoint((lower, lemma)):
        return False
    return lemma in list_words("agents") or not lemma.endswith(tuple(sorted(list_words("thing_endings"))))


def _only_shows(doc: Doc, cue: Offsets | None) -> bool:
    """Tell whether the words of saying are of what things do as well: 'shows', 'suggests'."""
    span = None if cue is None else doc.char_span(*cue, alignment_mode="expand")
    return span is not None and any(token.lemma_.lower() in list_words("showing") for token in span)


def _declines(doc: Doc, cue: Offsets) -> bool:
    """Tell whether by the words somebody will not say anything: 'declined', 'refused'."""
    span = doc.char_span(*cue, alignment_mode="expand")
    return span is not None and any(token.lemma_.lower() in list_words("declining") for token in span)


def _tell_kind(noun: Token) -> Kind:
    lemma, plural = noun.lemma_.lower(), noun.tag_ in ("NNS", "NNPS")
    person = lemma.endswith(tuple(sorted(list_words("person_endings"))))
    person = person and lemma not in list_words("no_agents")
    person = person or lemma in list_words("people") | list_words("persons")
    if plural or noun.pos_ == "NUM" or lemma in list_words("collectives"):
        return Kind.GROUP
    return Kind.PERSON if person else Kind.ORGANISATION
