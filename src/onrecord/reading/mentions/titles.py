"""The offices and descriptions that a text ties to a name: 'road minister Ada Lund', 'Ada Lund, who runs …'."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.annotations import MentionType
from onrecord.reading.mentions.name_types import is_office, list_words, strip_point
from onrecord.reading.mentions.names import Name

_LONGEST_TITLE = 14  # tokens before a name
_LONGEST_APPOSITION = 24  # tokens after it
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_STOPS = frozenset(
    {
        ",",
        ";",
        ".",
        ")",
        "[",
        "]",
        "—",
        "–",
        "--",
        ":",
        "”",
        '"',
        "who",
        "whom",
        "which",
        "whose",
        "but",
        "while",
    }
)
# parts of speech that a title before a name is made of
_PARTS = frozenset({"NOUN", "PROPN", "ADJ"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# parts of speech that no title ends with: 'a senator at the time and'
_LINKING = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ", "SPACE"})


class Title(Struct, frozen=True):
    """The words of a title and whether they stand beside the name, so that both can be one mention."""

    first: int
    last: int
    beside: bool


def find_titles(doc: Doc, name: Name) -> tuple[Title, ...]:
    """Return the titles that the text gives the person named here."""
    found = (_before(doc, name), _after(doc, name), _is_the(doc, name))
    return tuple(title for title in found if title is not None)


def is_of_next(doc: Doc, title: Title, name: Name, inside: Iterable[Name]) -> bool:
    """Tell whether the words behind a name are the title of the next in a list: 'Ada Lund, mayor Per Berg and others'.

    `inside` are the names within the title.
    """
    people = (inner for inner in inside if inner.type is MentionType.PERSON)
    own = (_before(doc, inner) for inner in people if title.first >= name.last)
    return any(other is not None and other.first <= title.first for other in own)


def find_gender(doc: Doc, name: Name) -> str:
    """Return 'm' or 'f' where an honorific or a gendered office before the name tells, else ''."""
    for token in reversed(doc[max(name.first - _LONGEST_TITLE, 0) : name.first]):
        word = strip_point(token)
        if word in list_words("female"):
            return "f"
        if word in list_words("male"):
            return "m"
        if token.pos_ not in _PARTS:
            break
    return ""


def _before(doc: Doc, name: Name) -> Title | None:
    """Return the words before the name, back to where the noun phrase begins."""
    first = name.first
    while first and strip_point(doc[first - 1]) in list_words("honorifics"):  # 'its engineer, Ms Lund'
        first -= 1
    if first and doc[first - 1].text == ",":
        return _before_comma(doc, first)
    short = first
    while short and strip_point(doc[short - 1]) in list_words(
        "short_titles"
    ):  # 'the chair of the board, Sen. Lund'
        short -= 1
    if 1 < short < first and doc[short - 1].text == "," and (title := _before_comma(doc, short)):
        return title
    first = name.first
    while first > max(name.first - _LONGEST_TITLE, 0) and _continues(doc, first - 1):
        if doc[first].is_sent_start and not is_office(doc[first - 1]):  # the parse may cut behind an office
            break
        first -= 1
    while first < name.first and (
        doc[first].text in _POSSESSIVE
        or doc[first].is_punct
        or doc[first].is_space
        or doc[first].pos_ == "ADP"
    ):
        first += 1
    bare = name.first
    while bare > first and strip_point(doc[bare - 1]) in list_words("honorifics"):
        bare -= 1
    if doc[bare - 1].pos_ == "ADP":  # 'a spokesman for Mr Lund' is no title of Lund's
        return None
    offices = [token for token in doc[first : name.first] if _is_title_office(token)]
    if not offices and (title := _before_body(doc, name)):
        return title
    if not offices:
        possessed = first and doc[first - 1].text == "," and doc[name.first - 1].text in _POSSESSIVE
        return _before_comma(doc, first) if possessed else None
    first = _begin_body(doc, _begin_at_capital(doc, first, offices[-1]))
    after = doc[offices[-1].i + 1 : name.first]
    if any(token.tag_ == "NNS" for token in after):  # 'what the chief details Lund had kept'
        return None
    if (
        len(after)
        and not any(token.lower_ in list_words("office_links") for token in after)
        and after[0].pos_ == "ADP"
    ):
        return None
    return Title(first, name.first, beside=True)


def _begin_body(doc: Doc, first: int) -> int:
    """Return where the body's name begins in which the title was cut: 'Clubs for Roads President', not 'Roads'.

    What stands before 'by President' or 'Monday in Lund Speaker' is another part of the sentence.
    """
    while (
        first > 1
        and doc[first].pos_ == "PROPN"
        and not is_office(doc[first])
        and doc[first - 1].lower_ in list_words("name_links")
        and _is_named(doc[first - 2])
    ):
        first -= 2
        while first and _is_named(doc[first - 1]):
            first -= 1
    return first


def _is_named(token: Token) -> bool:
    return token.text.istitle() and token.pos_ in ("PROPN", "NOUN")


def _begin_at_capital(doc: Doc, first: int, office: Token) -> int:
    """Return where a title in capitals begins: 'Senator' in 'a decision Senator Lund took', not 'decision'.

    Of the words in small letters before it only those tell of the office that say whether it is held.
    """
    if not office.text[:1].isupper() or office.is_sent_start:
        return first
    for token in reversed(doc[first : office.i]):
        joins = token.text in _POSSESSIVE or token.text in list_words("office_links") | {"the"}
        plain = token.text.islower() and not joins
        if token.is_punct or (plain and not is_office(token) and not _tells_tenure(token)):
            return token.i + 1
    return first


def _tells_tenure(token: Token) -> bool:
    """Tell whether the word says of what rank an office is or whether it is held: 'former', 'deputy', 'senior'."""
    lists = ("no_longer", "office_modifiers", "vague", "definite", "articles", "possessives", "one_more")
    return any(token.lower_ in list_words(name) for name in lists)


def _before_body(doc: Doc, name: Name) -> Title | None:
    """Return 'envoy to the Road Board' before 'Ada Lund', where the name runs on from the body's."""
    first = name.first
    while first and doc[first - 1].ent_type_ in ("ORG", "GPE", "NORP", "LOC"):
        first -= 1
    if first == name.first or first < 2:
        return None
    if doc[first - 1].lower_ in list_words("articles"):
        first -= 1
    office = doc[first - 2] if first > 1 else doc[0]
    if doc[first - 1].pos_ != "ADP" or not _is_title_office(office):
        return None
    first = office.left_edge.i if office.left_edge.sent.start <= office.left_edge.i else office.i
    # 'in talks with the union, Envoy to the Road Board Ada Lund said'
    first = max((token.i + 1 for token in doc[first : office.i] if token.text == ","), default=first)
    return Title(first, name.first, beside=True)


def _continues(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.is_space:
        return token.text.count("\n") < 2
    if token.ent_type_ in ("DATE", "TIME"):
        return False
    if token.pos_ in _PARTS or token.text in _POSSESSIVE or token.text in ("-", "."):
        return True
    if token.lower_ in list_words("office_links"):
        return any(_is_title_office(before) for before in doc[max(i - 3, 0) : i])
    if token.lower_ == "the":  # 'Speaker of the House'
        return i > 0 and doc[i - 1].lower_ in list_words("office_links")
    return token.ent_type_ in ("ORG", "GPE", "NORP", "PERSON") and token.text[:1].isupper()


def _is_title_office(token: Token) -> bool:
    return is_office(token) and strip_point(token) not in list_words("honorifics") and token.tag_ != "NNS"


def _before_comma(doc: Doc, start: int) -> Title | None:
    """Return 'the bridge engineer' before ', Ada Lund'; `start` is the token after the comma."""
    last = start - 1
    head = _find_office(doc, max(last - _LONGEST_TITLE, 0), last)
    if head is None:
        return None
    first = head.left_edge.i
    while first < head.i and (doc[first].is_punct or doc[first].pos_ == "ADV"):  # 'even Lund’s lawyer'
        first += 1
    articles = list_words("articles") | list_words("possessives") | list_words("one_more")
    definite = doc[first].lower_ in articles or any(
        token.text in _POSSESSIVE for token in doc[first : head.i]
    )
    if not definite or doc[first:last].text.count(",") or any(t.tag_ in _FINITE for t in doc[first:last]):
        return None
    return Title(first, last, beside=True)


def _find_office(doc: Doc, first: int, last: int) -> Token | None:
    """Return the office that heads the noun phrase which ends before `last`."""
    for token in reversed(doc[first:last]):
        if token.text in _STOPS or token.tag_ in _FINITE:
            return None
        if _is_title_office(token) and token.dep_ != "poss":
            inner = token.dep_ in ("compound", "nmod") and token.i != last - 1
            return None if inner else token
    return None


def _after(doc: Doc, name: Name) -> Title | None:
    """Return the apposition after the name, without its comma."""
    i = name.last
    if i < len(doc) and doc[i].text == "(":
        return None
    if i + 1 >= len(doc) or doc[i].text not in (",", "–", "—", "-", "--"):
        return None
    i += 1
    if doc[i].like_num and i + 1 < len(doc) and doc[i + 1].text == ",":
        i += 2
    if i + 2 < len(doc) and doc[i].lower_ == "who" and doc[i + 1].lemma_ == "be":
        i += 2
    return _read_phrase(doc, i)


def _is_the(doc: Doc, name: Name) -> Title | None:
    """Return 'the mayor of Lund' from 'Ada Berg is the mayor of Lund'."""
    i = name.last
    if i + 2 >= len(doc) or doc[i].lemma_ != "be" or doc[i + 1].lower_ not in list_words("articles"):
        return None
    title = _read_phrase(doc, i + 1)
    return Title(title.first, title.last, beside=False) if title else None


def _read_phrase(doc: Doc, first: int) -> Title | None:
    last = first
    if doc[first].pos_ == "SCONJ":  # 'Lund — that the mayor had lied'
        return None
    while last < min(len(doc), first + _LONGEST_APPOSITION):
        token = doc[last]
        if (
            token.text in _STOPS
            or token.is_space
            or token.tag_ in _FINITE
            or (token.is_sent_start and last > first)
        ):
            break
        last += 1
    while last > first and doc[last - 1].pos_ in _LINKING and not doc[last - 1].text.endswith("."):
        last -= 1
    if doc[first].tag_ == "VBG" and not _tells_tenure(doc[first]):  # 'Lund, naming the mayor'
        return None
    head = next(_find_head(doc, first, last), None)
    if head is None or not _is_title_office(head):
        return None
    return Title(first, last, beside=True)


def _find_head(doc: Doc, first: int, last: int) -> Iterator[Token]:
    """Yield the last noun before the first preposition: what the noun phrase is about."""
    nouns = []
    for token in doc[first:last]:
        if token.pos_ == "ADP" or token.lower_ in ("and", "or"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            nouns.append(token)
        elif token.pos_ in ("VERB", "AUX", "PRON") and token.tag_ not in ("VBN", "VBG", "PRP$"):
            return
    yield from nouns[-1:]
