"""Number words in a parse -> what they count: the noun, and the lemmas that say of what and where."""

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.model import Offsets
from onrecord.numbers.numbers import Quantity
from onrecord.reading.columns import read_columns
from onrecord.reading.figures.words import list_words

# spaCy dependency labels of a number, or of a unit with its number, before the noun it counts.
_BEFORE_NOUN = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "advmod", "npadvmod", "det"})
# Labels of what belongs to a noun or verb without being a clause of its own.
_OWN = frozenset(
    {
        "amod",
        "compound",
        "nmod",
        "poss",
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
    }
    | {"prep", "agent", "acl", "appos", "prt", "dative", "relcl", "npadvmod", "pcomp"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_DATED = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# A noun stands no further from the number that counts it: '30 million self-heating ready-made meals'.
_FURTHEST_NOUN = 9
_MOST_KEYS = 16
_PARTING = frozenset("(;:–—")


class Counted(Struct, frozen=True):
    """The noun that a number counts, and what else says of what the number is."""

    head: Token | None  # the noun, where the words name one
    root: Token  # the token by which the number hangs in the sentence
    words: Offsets | None
    keys: tuple[str, ...]
    names: tuple[str, ...]  # those of the keys that are proper names
    places: tuple[str, ...]
    follower: str = ""  # the lemma of the word behind the number: 'injured' in '180 injured'

    @property
    def lemma(self) -> str:
        """The noun's lemma in lower case, '' where there is none."""
        return fold_lemma(self.head) if self.head is not None else ""


def fold_lemma(token: Token) -> str:
    """Return a token's lemma in lower case, a plural name in the singular: 'Norlanders' gives 'norlander'."""
    lemma = token.lemma_.lower()
    plural = token.pos_ == "PROPN" and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss")
    return (
        lemma[:-1]
        if plural and (token.tag_ == "NNPS" or token.ent_type_ in {"NORP", "ORG", "PERSON", ""})
        else lemma
    )


class TokenIndex:
    """The tokens of a parse by where they stand."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = read_columns(doc).starts

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that share a character with `start` to `end`, white space left out."""
        first = bisect_left(self._starts, start)
        if first and self._starts[first - 1] + len(self._doc[first - 1]) > start:
            first -= 1
        last = bisect_left(self._starts, end)
        return [token for token in self._doc[first:last] if not token.is_space]


def find_counted(quantity: Quantity, tokens: TokenIndex) -> Counted | None:
    """Return what `quantity` counts, or `None` where no token of the parse lies under it."""
    inside = tokens.between(quantity.core.start, quantity.end)
    if not inside:
        return None
    span = {token.i for token in inside}
    root = next((token for token in inside if token.head.i not in span or token.head == token), inside[-1])
    head = _find_noun(root, inside, quantity)
    if head is not None and head.ent_type_ in _DATED and inside[-1].ent_type_ not in _DATED:
        head = None  # when it was counted, and not what: '2.1 million last week'
    anchor = head if head is not None else root
    gathered = list(dict.fromkeys(_gather(anchor, span)))
    common = list_words("common")
    named: dict[str, bool] = {}
    for token in gathered:
        key = fold_lemma(token)
        dated = token.ent_type_ in _DATED and token != head
        if token.pos_ in _CONTENT and not (token.is_stop or dated or key in common) and key[:1].isalpha():
            named.setdefault(key, token.pos_ == "PROPN")
    last = inside[-1]
    follower = last.nbor(1).lemma_.lower() if last.i + 1 < len(last.doc) else ""
    if head is None and follower in list_words("grave"):
        named = {follower: False, **named}
    if head is None and (noun := find_left_out(root)) is not None:
        named = {fold_lemma(noun): noun.pos_ == "PROPN", **named}
    keys = tuple(named)[:_MOST_KEYS]
    names = tuple(key for key in keys if named[key])
    return Counted(head, root, _find_words(head, inside), keys, names, _find_places(gathered), follower)


def find_left_out(root: Token) -> Token | None:
    """Return the things of which a number without a noun is a number, where the words before it tell that."""
    number = find_put(root)
    noun = _find_continued(root) or (_find_noun_of([number]) if number is not None else None)
    grave = list_words("grave")
    return noun if noun is not None and noun.pos_ == "NOUN" and fold_lemma(noun) not in grave else None


def _find_continued(root: Token) -> Token | None:
    """Return what is counted in a clause that goes on from one whose subject tells it.

    'People' in '61 people were admitted and 48 have been sent home'.
    """
    verb = root.head
    if root.dep_ not in _SUBJECTS or root.pos_ != "NUM" or verb.dep_ != "conj" or verb.i < root.i:
        return None
    subjects = [child for child in verb.head.lefts if child.dep_ in _SUBJECTS and child.tag_ == "NNS"]
    counted = (noun for noun in subjects if any(child.dep_ == "nummod" for child in noun.lefts))
    return next(counted, None)


def find_put(root: Token) -> Token | None:
    """Return the noun for a number that is put at this one, by however many words they are parted.

    'Number' in 'the mill puts the number of sheep killed on the alp at 12': the parse hangs 'at 12' on the nearest
    verb.
    """
    if root.head.lower_ != "at" or root.dep_ != "pobj":
        return None
    put = next((token for token in root.ancestors if token.lemma_ in list_words("placing_at")), None)
    told = [child for child in put.children if child.dep_ in {"dobj", "nsubjpass"}] if put is not None else []
    stands = list_words("anaphors") | list_words("tolls")
    return next((child for child in told if child.lemma_.lower() in stands and child.i < root.i), None)


def _find_noun(root: Token, inside: list[Token], quantity: Quantity) -> Token | None:
    last = inside[-1]
    if root.dep_ in _BEFORE_NOUN and root.head.pos_ in _NOUNS and _lies_behind(root.head, last):
        counted = _climb(root.head, last)
        return (
            _find_noun_of([counted]) if counted.lower_ == "head" else None
        ) or counted  # '18 head of cattle'
    measured = quantity.unit or quantity.vague or quantity.low is None or quantity.low > 2
    noun = _find_noun_of(inside)
    if noun is not None and measured and _lies_behind(noun, last):
        return noun
    return None if quantity.unit else _find_noun_behind(last)


def _climb(noun: Token, last: Token) -> Token:
    """Return the noun that a compound is about: 'contract' of '30 government contracts', 'page' of '30-page'."""
    hyphened = last.i + 1 < len(last.doc) and last.nbor(1).text == "-"
    while noun.dep_ == "compound" and not hyphened and _lies_behind(noun.head, last):
        noun = noun.head
    return noun


def _find_noun_of(inside: list[Token]) -> Token | None:
    """Return the noun behind 'of': 'thousands of boats'."""
    last = inside[-1]
    rights = (child for token in inside for child in token.rights if child.i > last.i)
    of = next((child for child in rights if child.lower_ == "of"), None)
    return None if of is None else next((child for child in of.children if child.dep_ == "pobj"), None)


def _lies_behind(noun: Token, last: Token) -> bool:
    """Tell whether a noun stands behind the number with nothing between that parts them."""
    if not last.i < noun.i <= last.i + _FURTHEST_NOUN or noun.sent != last.sent:
        return False
    between = last.doc[last.i + 1 : noun.i]
    return not any(
        token.text in _PARTING or (token.dep_ == "cc" and token.head.pos_ != "ADJ") for token in between
    )


def _find_noun_behind(last: Token) -> Token | None:
    """Return the last noun of the run of modifiers and nouns behind the number, for where the parse failed."""
    noun = None
    doc = last.doc
    for index in range(last.i + 1, min(last.i + _FURTHEST_NOUN, len(doc))):
        token = doc[index]
        if token.is_sent_start or token.is_space:
            break
        if token.pos_ in _NOUNS:
            noun = token
        elif noun is not None or not (token.pos_ == "ADJ" or token.text == "-"):
            break
    return noun


def _find_words(head: Token | None, inside: list[Token]) -> Offsets | None:
    """Return where the counted noun stands with its modifiers and the phrases that belong to it."""
    if head is None:
        return None
    first, last = min(inside[-1].i + 1, head.i), head.i
    if head.doc[first].lower_ == "of":
        first += 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == last + 1 and child.right_edge.i - head.i < _FURTHEST_NOUN:
            last = child.right_edge.i
    doc = head.doc
    while first < last and (doc[first].is_space or doc[first].is_punct):
        first += 1
    while last > first and (doc[last].is_space or doc[last].is_punct):
        last -= 1
    return Offsets(doc[first].idx, doc[last].idx + len(doc[last]))


def _gather(anchor: Token, numbers: set[int]) -> Iterator[Token]:
    """Yield the tokens that say what is counted, the nearest first: its own, then those of what governs it."""
    yield from _own(anchor, numbers, 3)
    for child in anchor.rights if anchor.i in numbers else ():
        yield from _own(child, numbers, 3) if child.dep_ == "prep" else ()  # '$3 million in flood aid'
    token = anchor
    for _ in range(5):
        if token.head == token:
            return
        came, token = token, token.head
        if token.i in numbers:
            continue
        yield token
        if token.pos_ in {"VERB", "AUX"}:
            yield from _told_by(token, came, numbers)
            if token.dep_ not in {"xcomp", "acl", "pcomp"} and token.pos_ == "VERB":
                return
        else:
            yield from _told_of(token, came, numbers)


def _told_of(noun: Token, came: Token, numbers: set[int]) -> Iterator[Token]:
    """Yield what stands beside a noun that governs a number, and what 'estimates of the spill' are estimates of."""
    stands_for = fold_lemma(noun) in list_words("anaphors")
    for child in noun.children:
        if child != came and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            yield child
        elif child != came and stands_for and child.lower_ == "of":
            yield from _own(child, numbers, 3)


def _told_by(verb: Token, came: Token, numbers: set[int]) -> Iterator[Token]:
    """Yield what a verb says of a number beside what it was reached from."""
    for child in verb.children:
        if child != came and child.dep_ in _OWN - {"relcl"}:
            yield from _own(child, numbers, 3)
    if verb.dep_ == "relcl":
        yield from _own(verb.head, numbers, 1)
    elif verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        yield verb.head.head  # and not the other verb: in 'which killed 31 and hurt 90' nobody killed the 90
        yield from (child for child in verb.head.head.children if child.dep_ in _OWN - {"relcl"})


def _own(token: Token, numbers: set[int], depth: int) -> Iterator[Token]:
    if token.i in numbers:
        return
    yield token
    if depth:
        for child in token.children:
            if child.dep_ in _OWN:
                yield from _own(child, numbers, depth - 1)


def _find_places(tokens: list[Token]) -> tuple[str, ...]:
    found = [_name_entity(token) for token in tokens if token.ent_type_ in _PLACES and _is_place(token)]
    return tuple(dict.fromkeys(found))


def _is_place(token: Token) -> bool:
    """Tell whether the number is told of a place that is named: 'in Norland', 'Norland has 300 cases'."""
    if token.dep_ == "nsubj":
        return token.head.lemma_.lower() in list_words("having")
    return token.dep_ == "pobj" and token.head.lower_ != "of"


def _name_entity(token: Token) -> str:
    """Return the folded name of the entity that a token is part of."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return " ".join(doc[first : last + 1].text.casefold().removeprefix("the ").split())
