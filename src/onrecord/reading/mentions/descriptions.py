"""Doc -> noun phrases that describe an actor without naming it: 'the mayor', 'her office', 'activists', 'a source'."""

import re
from bisect import bisect_right
from collections.abc import Collection
from enum import StrEnum
from functools import cache, lru_cache

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.lexicon import Entry, compile_any, load_lexicon, lower_in_place
from onrecord.model import Offsets
from onrecord.names import find_key_words
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.name_types import is_heading, list_words, strip_point

_LONGEST = 18  # tokens of a noun phrase
_KEPT = 8  # answers at hand
_LONGEST_CLAUSE = 8  # tokens of a clause that belongs to one: 'people familiar with the tender'
_UNNAMED_WITHIN = 16  # tokens after the phrase in which the text may say that it gives no name
# tokens from a noun to words that withhold a name: several parts of the phrase may stand between
_FARTHEST_WITHHELD = 6 * _LONGEST + _UNNAMED_WITHIN
# the token hangs on a noun after it and heads no phrase of its own
_INNER = frozenset({"compound", "nmod", "amod", "npadvmod", "quantmod", "nummod"})
_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "advmod", "quantmod", "punct"}
)
_RIGHT = frozenset({"prep", "amod", "acl"})
# parts of speech that no noun phrase ends with: 'a campaign and'
_LINKING = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ"})
_ENDS = frozenset({",", ";", "—", "–", "--", ":", "(", "”", '"'})
# parts of speech of a word that tells what kind of actor it is
_TELLING = frozenset({"NOUN", "PROPN", "ADJ"})


class Kind(StrEnum):
    """What kind of actor a description tells of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    SOURCE = "source"
    DOCUMENT = "document"


class Description(Struct, frozen=True):
    """A noun phrase, its head, and the words that tell whom it means."""

    kind: Kind
    head: int
    first: int
    last: int
    words: Offsets
    lemma: str
    key: frozenset[str]  # the words before and after the head that tell it apart
    definite: bool
    possessor: int | None  # the token of whoever it belongs to
    plural: bool


def find_descriptions(
    doc: Doc, inside: Collection[int], cues: Collection[int] = ()
) -> tuple[Description, ...]:
    """Return the describing noun phrases whose heads are no token of `inside`, in the order of the text.

    `cues` are the first tokens of words of saying, which are no part of any.
    """
    pos = read_columns(doc).pos
    withheld = _find_withheld(doc)
    telling = (
        i
        for i, part in enumerate(pos)
        if part in _TELLING and i not in inside and (withheld[i] or _is_listed(doc, i))
    )
    found = (describe(doc, doc[i], cues=cues) for i in telling)
    return tuple(description for description in found if description is not None)


def _find_withheld(doc: Doc) -> list[bool]:
    """Return for each token whether words near it may say that a name is withheld, in its phrase or behind that."""
    columns = read_columns(doc)
    near = [False] * len(doc)
    for words in _any_unnamed().finditer(lower_in_place(columns.text)):
        place = bisect_right(columns.starts, words.start()) - 1
        first, end = max(0, place - _FARTHEST_WITHHELD), min(len(doc), place + _LONGEST + 1)
        near[first:end] = [True] * (end - first)
    return near


def _is_listed(doc: Doc, place: int) -> bool:
    """Tell whether a list holds the word, so that its phrase may tell of an actor."""
    columns = read_columns(doc)
    known = _list_actors()
    return columns.lemmas[place] in known or columns.lowers[place].rstrip(".") in known


@cache
def _list_actors() -> frozenset[str]:
    lists = ("sources", "groups", "persons", "collectives", "organisations", "documents")
    return frozenset().union(*(list_words(name) for name in lists))


def describe(
    doc: Doc, token: Token, kind: Kind | None = None, cues: Collection[int] = ()
) -> Description | None:
    """Return the noun phrase headed by `token`, or None where it tells of no actor; it ends before any of `cues`."""
    if kind is None and (token.pos_ not in _TELLING or (token.dep_ in _INNER and token.head.i > token.i)):
        return None
    first, last = _find_edges(doc, token, cues)
    if doc[first].lower_ == "how" or is_heading(doc[first:last]):
        return None
    told = kind or _tell_kind(doc, token, first, last)
    if told is None or (told is Kind.ORGANISATION and _is_feast(doc, token, first)):
        return None
    words = Offsets(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
    possessor = next((child.i for child in token.lefts if child.dep_ == "poss"), None)
    start = doc[first]
    definite = (
        start.lower_ in list_words("definite")
        or start.lower_ in list_words("possessives")
        or possessor is not None
    )
    key = find_key_words(_join(doc, token, first, last)) - list_words("vague") - list_words("possessives")
    return Description(
        told, token.i, first, last, words, token.lemma_.lower(), key, definite, possessor, _is_plural(token)
    )


def _is_feast(doc: Doc, token: Token, first: int) -> bool:
    """Tell whether a 'party' is celebrated: 'her election night party'."""
    before = {word.lower_ for word in doc[first : token.i]}
    return token.lemma_.lower() == "party" and not before.isdisjoint(list_words("feasts"))


def _join(doc: Doc, head: Token, first: int, last: int) -> str:
    """Return the words around the head that tell who it is: no articles, and not where it sits."""
    for child in head.rights:
        where = (
            child.lower_ in list_words("place_prepositions") or child.dep_ == "acl" or child.lower_ == "on"
        )
        if where and first < child.left_edge.i < last:
            last = child.left_edge.i
    kept = [token for token in doc[first:last] if token.i != head.i and token.pos_ not in ("DET", "PRON")]
    return "".join(token.text_with_ws if token.i + 1 != head.i else token.text + " " for token in kept)


def _tell_kind(doc: Doc, token: Token, first: int, last: int) -> Kind | None:
    lower, lemma = strip_point(token), token.lemma_.lower()
    if lower in list_words("sources") or is_unnamed(doc, first, last):
        return Kind.SOURCE
    if lower in list_words("groups") or (_is_plural(token) and lemma in list_words("persons")):
        return Kind.GROUP
    if token.pos_ == "ADJ":
        return None
    if lemma in list_words("collectives"):
        return Kind.GROUP
    if _is_guard(doc, token, first):
        return Kind.ORGANISATION
    if lemma in list_words("persons") or lower in list_words("persons"):
        return Kind.PERSON
    if lemma in list_words("organisations"):
        return Kind.GROUP if _is_plural(token) else Kind.ORGANISATION
    return Kind.DOCUMENT if lower in list_words("documents") or lemma in list_words("documents") else None


def _is_guard(doc: Doc, token: Token, first: int) -> bool:
    """Tell whether a 'guard' is a body: 'the coast guard', and not 'a border guard', of whom may be told again."""
    if token.lower_ != "guard" or token.i == first:
        return False
    before = doc[token.i - 1].lower_
    if before not in list_words("guarding"):
        return False
    return not _tells_one_of(before, read_columns(doc).text)


@lru_cache(_KEPT)
def _tells_one_of(before: str, text: str) -> bool:
    """Tell whether a text tells of one of several: 'a border guard'. It is asked for every guard of the text."""
    one = "|".join(sorted(list_words("one_of_many")))
    return re.search(rf"\b(?:{one}) {before} guard\b", text, re.IGNORECASE) is not None


def is_unnamed(doc: Doc, first: int, last: int) -> bool:
    """Tell whether the text says of the words between two tokens that it gives no name."""
    columns = read_columns(doc)
    if _any_unnamed().search(columns.words(first, last).lower()):
        return True
    after = columns.words(last, last + _UNNAMED_WITHIN).split("\n")[0]
    if not _any_unnamed().search(after.lower()):
        return False
    found = (entry.pattern.search(after) for entry in _list_unnamed())
    return any(behind is not None and _says_so(after[: behind.start()]) for behind in found)


@cache
def _list_unnamed() -> tuple[Entry, ...]:
    entries = load_lexicon("onrecord.reading.mentions", "roles.toml").entries
    return tuple(entry for entry in entries if entry.flag("unnamed"))


@cache
def _any_unnamed() -> re.Pattern[str]:
    return compile_any(_list_unnamed())


def _says_so(between: str) -> bool:
    """Tell whether only 'who' or 'speaking' stands between a noun phrase and the words that withhold a name."""
    return between.strip(" ,").lower() in list_words("withholding")


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _find_edges(doc: Doc, token: Token, cues: Collection[int]) -> tuple[int, int]:
    first = token.i
    for child in reversed(list(token.lefts)):
        edge = child.left_edge.i
        if child.dep_ not in _LEFT or child.right_edge.i != first - 1 or token.i - edge > _LONGEST:
            break
        if child.is_punct and child.text != "-":
            break
        first = edge
    for i in range(first, token.i):  # a dateline and its dash are no part of the phrase
        if doc[i].text in _ENDS or doc[i].text == ")" or (doc[i].text == "-" and doc[i].whitespace_):
            first = i + 1
    while first < token.i and (doc[first].is_space or doc[first].is_punct):
        first += 1
    last = token.i + 1
    for child in token.rights:
        if child.dep_ not in _RIGHT or child.left_edge.i != last or _is_clause(child):
            break
        end = _cut_short(doc, last, min(child.right_edge.i + 1, last + _LONGEST))
        stopped = end < child.right_edge.i + 1
        last = end
        if stopped:
            break
    last = next((i for i in range(token.i + 1, last) if i in cues), last)
    while last > token.i + 1 and doc[last - 1].pos_ in _LINKING:
        last -= 1
    return first, last


def _is_clause(child: Token) -> bool:
    """Tell whether what follows the noun says something of its own, and does not belong to the phrase."""
    if child.tag_ in ("VBD", "VBZ", "VBP", "VB"):
        return True
    if child.dep_ == "acl" and child.right_edge.i - child.left_edge.i >= _LONGEST_CLAUSE:
        return True
    return child.dep_ == "acl" and any(token.dep_ in ("nsubj", "mark", "ccomp") for token in child.subtree)


def _cut_short(doc: Doc, first: int, last: int) -> int:
    for i in range(first, last):
        if doc[i].text in _ENDS or doc[i].is_space or doc[i].is_sent_start:
            return i
        if (
            doc[i].pos_ == "ADP" and doc[i + 1 : i + 2] and doc[i + 1].ent_type_ == "DATE"
        ):  # 'an aide on Sunday said'
            return i
        if doc[i].dep_ in ("acl", "relcl") and _is_clause(doc[i]):
            return i
    return last
