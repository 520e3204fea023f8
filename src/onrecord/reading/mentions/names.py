"""Doc -> the proper names in it, each with what kind of thing it names.

The entity recogniser's labels are evidence and no more: a name's kind is told by the world's lists, by its last
word, by the honorific or office before it, and by what the same name is elsewhere in the document.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from onrecord.annotations import MentionType
from onrecord.english import is_english
from onrecord.model import Offsets
from onrecord.names import drop_generation, find_initials, find_short_initials, split_words
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.name_types import (
    is_function_word,
    is_office,
    list_words,
    look_up,
    tell_type,
)
from onrecord.reading.mentions.pieces import POSSESSIVE, Piece, find_pieces, trim
from onrecord.world import find_demonym, fold_name

# tags of a verb that has a subject before it
_FINITE = frozenset({"VBD", "VBZ", "MD"})
_SHORTEST_MIDDLE = 4  # letters of a middle name by which somebody may go: 'de' and 'bin' are no name alone
_JOINTS = str.maketrans("", "", "'’-")
# what a quoted word is that the recogniser labelled so
_SPOKEN = {
    "PERSON": MentionType.PERSON,
    "ORG": MentionType.ORGANISATION,
    "GPE": MentionType.ORGANISATION,
    "NORP": MentionType.ORGANISATION,
    "": MentionType.ORGANISATION,
}


class Name(Struct, frozen=True):
    """A proper name: its tokens, where it stands, and what it names."""

    first: int
    last: int  # the token after it
    start: int
    end: int
    text: str
    type: MentionType
    head: int  # the token that the rest of the sentence hangs on

    @property
    def offsets(self) -> Offsets:
        """Where the name stands."""
        return Offsets(self.start, self.end)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, folded for comparison."""
        return split_words(self.text)


def find_names(doc: Doc, outlets: Iterable[Offsets], sources: Iterable[Offsets]) -> tuple[Name, ...]:
    """Return the names in `doc` in the order of the text; no two overlap."""
    spoken = _find_heads(doc, sources)
    pieces = find_pieces(doc, spoken)
    types = _settle_types(doc, pieces, spoken)
    taken = [False] * len(doc)
    names: list[Name] = []
    for outlet in outlets:
        names.extend(_take_outlet(doc, outlet, taken))
    for piece, kind in zip(pieces, types, strict=True):
        if kind is not None and not any(taken[piece.first : piece.last]):
            names.append(_make(doc, piece.first, piece.last, kind, taken))
    names.extend(find_short_names(doc, names, taken))
    return tuple(sorted(names, key=lambda name: name.start))


def _settle_types(doc: Doc, pieces: Sequence[Piece], spoken: frozenset[int]) -> list[MentionType | None]:
    """Return what each piece names, where one name names one thing throughout the document."""
    texts = [fold_name(doc[piece.first : piece.last].text) for piece in pieces]
    told = [tell_type(doc[piece.first : piece.last], piece.label, spoken) for piece in pieces]
    votes: dict[str, Counter[MentionType]] = {}
    for text, kind in zip(texts, told, strict=True):
        if kind is not None:
            votes.setdefault(text, Counter())[kind] += 1
    labels = _count_labels(texts, pieces)
    alone = _count_alone(doc)
    last_words = _last_words(votes)
    bodies = _first_words(votes)
    located = _find_located(doc)
    with_article = _find_with_article(doc)
    called_so = _find_long_with_article(doc, pieces)
    sites = _find_sites(doc, pieces, spoken)
    settled: list[MentionType | None] = []
    for text, piece in zip(texts, pieces, strict=True):
        kind = _elect(votes[text]) if text in votes else None
        if text in last_words and (not look_up(text.title()) or _is_surname(text, votes, located)):
            alone_here = piece.last - piece.first == 1
            kind = None if alone_here else MentionType.PERSON  # a word is found again below
        elif text in bodies and kind in (MentionType.PLACE, None):
            kind = None
        elif kind is MentionType.ORGANISATION and _goes_by_surname(tuple(text.split()), alone):
            kind = MentionType.PERSON
        elif kind is None:
            kind = _guess_speaker(doc[piece.first : piece.last], labels[text], spoken)
            if kind is MentionType.PERSON and text in with_article:  # nobody is 'the Lund'
                kind = MentionType.ORGANISATION
        if kind is MentionType.PERSON and text in sites:
            kind = MentionType.PLACE
        if kind is MentionType.PERSON and text in called_so:  # 'the Lund Rovers'
            kind = MentionType.ORGANISATION
        settled.append(kind)
    return _carry_on(texts, settled)


def _carry_on(texts: Sequence[str], settled: Sequence[MentionType | None]) -> list[MentionType | None]:
    """Let a name that one mention tells for a body be one where nothing tells: 'a Skyways statement'."""
    known = {
        text: kind
        for text, kind in zip(texts, settled, strict=True)
        if kind in (MentionType.ORGANISATION, MentionType.OUTLET)
    }
    return [kind or known.get(text) for text, kind in zip(texts, settled, strict=True)]


def _count_alone(doc: Doc) -> Counter[str]:
    """Return how often each name of one word stands without article and without another name beside it."""
    counts: Counter[str] = Counter()
    columns = read_columns(doc)
    pos = ["", *columns.pos, ""]
    for i, text in enumerate(columns.texts):
        if pos[i + 1] == "PROPN" and "PROPN" not in (pos[i], pos[i + 2]):
            if i and columns.lowers[i - 1] == "the":
                continue
            counts[fold_name(text)] += 1
    return counts


def _goes_by_surname(words: tuple[str, ...], alone: Counter[str]) -> bool:
    """Tell whether a name is shortened to its last word, as people's are, and never to its first, as firms' are."""
    if not 2 <= len(words) <= 3 or look_up(" ".join(words).title()) or any(map(_is_common, words)):
        return False
    if words[-1] in list_words("realms"):
        return False
    return alone[words[-1]] > 1 and not alone[words[0]]


def _count_labels(texts: Sequence[str], pieces: Sequence[Piece]) -> dict[str, str]:
    """Return the label that each name most often has, where it has any."""
    counts: dict[str, Counter[str]] = {}
    for text, piece in zip(texts, pieces, strict=True):
        counts.setdefault(text, Counter())[piece.label] += bool(piece.label)
    return {text: max(sorted(count), key=lambda label: count[label]) for text, count in counts.items()}


def _elect(votes: Counter[MentionType]) -> MentionType:
    most = max(votes.values())
    preferred = (MentionType.PERSON, *sorted(votes))
    return next(kind for kind in preferred if votes[kind] == most)


def _last_words(votes: Mapping[str, Counter[MentionType]]) -> frozenset[str]:
    """Return the surnames of the people named in full."""
    full = (text for text, counts in votes.items() if " " in text and _elect(counts) is MentionType.PERSON)
    return frozenset(part for text in full for part in _person_parts(tuple(text.split())))


def _find_located(doc: Doc) -> frozenset[str]:
    """Return the words that stand somewhere after 'in', 'near' and the like."""
    lowers = read_columns(doc).lowers
    prepositions = list_words("place_prepositions")
    return frozenset(word for before, word in pairwise(lowers) if before in prepositions)


def _find_with_article(doc: Doc) -> frozenset[str]:
    """Return the names of one word that stand somewhere right after 'the', and end their noun phrase."""
    columns = read_columns(doc)
    pos = [*columns.pos, ""]
    return frozenset(
        word
        for i, (article, word) in enumerate(pairwise(columns.lowers))
        if article == "the" and pos[i + 1] == "PROPN" and pos[i + 2] not in ("PROPN", "NOUN")
    )


def _find_long_with_article(doc: Doc, pieces: Iterable[Piece]) -> frozenset[str]:
    """Return the names in the plural that more often than not stand right after 'the', and end their noun phrase."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        plural = doc[piece.last - 1].tag_ in ("NNS", "NNPS")
        if piece.last - piece.first > 1 and plural and not _modifies_noun(doc[piece.last - 1]):
            owned = doc[piece.last : piece.last + 1].text.startswith(tuple(POSSESSIVE))
            article = doc[piece.first - 1 : piece.first].text.casefold() == "the" and not owned
            counts[fold_name(doc[piece.first : piece.last].text)] += 1 if article else -1
    return frozenset(text for text, count in counts.items() if count > 0)


def _find_sites(doc: Doc, pieces: Iterable[Piece], spoken: frozenset[int]) -> frozenset[str]:
    """Return the names that say where a thing is and whose bearers do nothing: 'the bridge at [Old Lund]'."""
    found: set[str] = set()
    doing: set[str] = set()
    for piece in pieces:
        span = doc[piece.first : piece.last]
        text, link = fold_name(span.text), doc[piece.first - 1] if piece.first else None
        if any(token.i in spoken or token.dep_ in ("nsubj", "poss") for token in span):
            doing.add(text)
        elif link is not None and link.lower_ in list_words("site_prepositions") and link.head.pos_ == "NOUN":
            thing = any(child.dep_ == "det" for child in link.head.lefts)
            found |= {text} if thing and not is_office(link.head) else set()
    return frozenset(found - doing)


def _modifies_noun(token: Token) -> bool:
    return token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")


def _is_surname(text: str, votes: Mapping[str, Counter[MentionType]], located: Collection[str]) -> bool:
    """Tell whether the name of a country or capital is only somebody's surname here: nothing happens in it."""
    if text in located:
        return False
    people = (full for full, counts in votes.items() if " " in full and _elect(counts) is MentionType.PERSON)
    return any(full.split()[-1] == text for full in people)


def _first_words(votes: Mapping[str, Counter[MentionType]]) -> frozenset[str]:
    """Return the first words and the initials of the organisations named in full."""
    bodies = (MentionType.ORGANISATION, MentionType.OUTLET)
    full = [text for text, counts in votes.items() if " " in text and _elect(counts) in bodies]
    firsts = {text.split()[0] for text in full if not _is_common(text.split()[0])}
    return frozenset(firsts | {initials for text in full for initials in find_initials(text)})


def _guess_speaker(span: Span, label: str, spoken: frozenset[int]) -> MentionType | None:
    """Return the kind of a single word that is quoted or acts, so that none is lost for want of a full name."""
    text = span.text
    if len(span) > 1 or not text[:1].isupper() or find_demonym(text):
        return None
    named = label in ("PERSON", "ORG", "GPE") and span.root.i in spoken and not text.endswith("s")
    if _opens_sentence_only(span.root) and not named:
        return None
    if span.root.i not in spoken and not (label in ("PERSON", "ORG") and _does(span.root)):
        return None
    if _is_common(fold_name(text)) or _is_common(span.root.lemma_.lower()):
        return None
    if label == "NORP" and is_english(text):  # 'Farmers said', whom no name tells
        return None
    if label == "NORP" and span.root.tag_ in ("NNS", "NNPS") and span.root.head.tag_ != "VBZ":
        return MentionType.GROUP  # 'Hussites said', not 'Rivertrains says'
    return _SPOKEN.get(label)


def _opens_sentence_only(token: Token) -> bool:
    """Tell whether a common word has its capital because it opens a sentence, and stands in none with one elsewhere."""
    if not token.is_sent_start or token.text.isupper() or not is_english(token.text):
        return False
    others = (other for other in token.doc if other.text == token.text and not other.is_sent_start)
    return not any(True for _ in others)


def _does(token: Token) -> bool:
    """Tell whether the word is the subject of what somebody does, and not of what something is."""
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB" and not token.text.isupper()


def _make(doc: Doc, first: int, last: int, kind: MentionType, taken: list[bool]) -> Name:
    taken[first:last] = [True] * (last - first)
    span = doc[first:last]
    text = " ".join(span.text.split())
    return Name(first, last, span.start_char, span.end_char, text, kind, span.root.i)


def _find_heads(doc: Doc, spans: Iterable[Offsets]) -> frozenset[int]:
    """Return the tokens that name those who are quoted: heads of the spans, and what stands beside them."""
    found: set[int] = set()
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            found.add(span.root.i)
            found.update(child.i for child in span.root.children if child.dep_ in ("conj", "appos"))
    return frozenset(found)


def _take_outlet(doc: Doc, outlet: Offsets, taken: list[bool]) -> Iterator[Name]:
    span = doc.char_span(*outlet, alignment_mode="expand")
    if span is None:
        return
    first, last = trim(doc, span.start, span.end)
    while first < last and doc[last - 1].text.islower():  # 'newspaper', 'podcast'
        last -= 1
    first, last = trim(doc, first, last)
    text = doc[first:last].text
    named = text != text.lower() and not look_up(text) and not is_function_word(text)
    if first < last and named and not any(taken[first:last]):
        yield _make(doc, first, last, MentionType.OUTLET, taken)


def find_spelt_out(doc: Doc, names: Sequence[Name]) -> dict[str, str]:
    """Return the names that the text puts before brackets around initials, by the initials.

    These may leave out one of the name's first letters, or be those of its name in another language where the text
    uses them again: 'Crews at Sea (GSM)'.
    """
    bodies = [name for name in names if name.type in (MentionType.ORGANISATION, MentionType.OUTLET)]
    counts = Counter(name.text for name in bodies)
    ends = {name.last: name.text for name in bodies if len(name.words) > 1}
    found: dict[str, str] = {}
    for name in bodies:
        around = (doc[name.first - 1 : name.first].text, doc[name.last : name.last + 1].text)
        full = ends.get(name.first - 1)
        if full and around == ("(", ")") and name.text.isupper() and len(name.words) == 1:
            short = fold_name(name.text)
            if counts[name.text] > 1 or any(first.startswith(short) for first in find_initials(full)):
                found.setdefault(name.text, full)
    return found


def find_short_names(doc: Doc, names: Sequence[Name], taken: list[bool]) -> Iterator[Name]:
    """Yield the later, shorter forms of names: a surname, initials, the first word of a company's name."""
    people = {word for name in names if name.type is MentionType.PERSON for word in _person_parts(name.words)}
    bodies = _short_organisations(names)
    full = {name.text for name in names if name.type is MentionType.ORGANISATION and len(name.words) > 1}
    initials = frozenset(short for name in full for short in find_short_initials(name))
    for i, text in enumerate(read_columns(doc).texts):
        if taken[i] or not text[:1].isupper() or not _is_word(text):
            continue
        token, word = doc[i], fold_name(text)
        known = text.isupper() and look_up(text) is not None  # 'UN' is nobody's given name
        if word in people and not known and _names_person(token) and not _is_half(token, people):
            yield _make(doc, token.i, token.i + 1, MentionType.PERSON, taken)
        elif word in bodies and _names_body(token):
            yield _make(doc, token.i, token.i + 1, bodies[word], taken)
        elif token.pos_ == "PROPN" and word in initials:
            yield _make(doc, token.i, token.i + 1, MentionType.ORGANISATION, taken)


def _is_word(text: str) -> bool:
    """Tell whether the token can be one word of a name, an apostrophe or hyphen in it or not: 'O’Dell'."""
    return text.isalpha() or text.translate(_JOINTS).isalpha()


def _names_person(token: Token) -> bool:
    """Tell whether a word that is somebody's surname names that person here, and no month or plain word."""
    if _is_month(token) or _inside_capitals(token):
        return False
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        return True
    sentence = [word for word in token.sent if word.is_alpha]
    if sum(word.text[:1].isupper() for word in sentence) * 2 > len(sentence):  # a headline
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    plain = token.lower_ in read_columns(token.doc).texts  # the same letters are a plain word here
    return not (token.is_sent_start and plain) or following.tag_ in _FINITE or following.text in POSSESSIVE


def _is_half(token: Token, people: Collection[str]) -> bool:
    """Tell whether a hyphen joins the word to one before it that is nobody's name: 'Lund' in 'Berg-Lund'."""
    before = token.doc[max(token.i - 2, 0) : token.i]
    joined = len(before) == 2 and before[1].text == "-" and not any(word.whitespace_ for word in before)
    return joined and before[0].text.istitle() and fold_name(before[0].text) not in people


def _is_month(token: Token) -> bool:
    if token.lower_ not in list_words("months"):
        return False
    before = token.nbor(-1) if token.i > 0 else token
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    dated = any(word.text[:1].isdigit() for word in (before, after))
    return dated or before.lower_ in list_words("month_prepositions")


def _inside_capitals(token: Token) -> bool:
    """Tell whether the word is part of a longer run of capitals: 'Soto' in 'Soto Valley Bridge'."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is not None and after.pos_ == "PROPN" and token.head == after and not after.is_space:
        return True
    before = token.nbor(-1) if token.i > 0 else None
    named = (
        before is not None and before.pos_ == "PROPN" and before.head == token and before.dep_ == "compound"
    )
    return named and before is not None and not is_office(before)


def _names_body(token: Token) -> bool:
    """Tell whether a word of a longer name stands for the whole of it here."""
    opening = token.is_sent_start and token.dep_ in ("compound", "amod", "nmod")
    return token.pos_ == "PROPN" and not opening and not _inside_capitals(token) and not is_place(token)


def is_place(token: Token) -> bool:
    """Tell whether a company's first word is here the town that it is named after."""
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    following = [word.ent_type_ for word in token.doc[token.i + 2 : token.i + 3]]
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return before in list_words("place_prepositions") or (after == "," and following == ["GPE"])


def _short_organisations(names: Sequence[Name]) -> dict[str, MentionType]:
    """Return the first and last words that stand for just one of the organisations named, and for no place."""
    places = {fold_name(name.text) for name in names if name.type is MentionType.PLACE}
    found: dict[str, dict[str, MentionType]] = {}
    for name in names:
        if name.type not in (MentionType.ORGANISATION, MentionType.OUTLET) or len(name.words) < 2:
            continue
        first = name.words[:1] if name.words[-1] not in list_words("public_bodies") else ()
        if name.words[-2] == "of":  # 'Lund' is not the Port of Lund, nor the Lund Council beside it
            places.add(name.words[-1])
        for word in (*first, name.words[-1]):
            found.setdefault(word, {})[fold_name(name.text)] = name.type
    return {
        word: next(iter(kinds.values()))
        for word, kinds in found.items()
        if len(kinds) == 1 and not _is_common(word) and word not in places
    }


def _person_parts(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words by which a person may be named again: all but numerals and what is no longer than an initial."""
    if len(words) < 2:
        return words
    named = [word for word in drop_generation(words)[1:] if not set(word) <= set("ivx")]
    middle = (word for word in named[:-1] if len(word) >= _SHORTEST_MIDDLE)
    return (words[0], *named[-1:], *middle)


def _is_common(word: str) -> bool:
    lists = ("organisations", "company_endings", "persons", "groups", "vague", "not_persons", "landmarks")
    return any(word in list_words(name) for name in lists) or look_up(word.title()) is not None
