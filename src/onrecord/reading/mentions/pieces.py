"""Doc -> the runs of tokens that may be proper names: the recogniser's entities and runs of capitals, cut to size."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from onrecord.english import is_english
from onrecord.names import find_initials
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.name_types import is_office, is_own_name, list_words, strip_point
from onrecord.world import find_demonym, fold_name

# entity labels of OntoNotes that may name an actor or a place
_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "‘s"})
_CUTS = POSSESSIVE | {"/", "|", "(", ")", "[", "]", ",", ";", ":", "“", "”", '"', "--", "—", "–"}
# A part of a name with one run of vowels: 'Jae', 'in'.
_SYLLABLE = re.compile(r"[^\W\d_aeiouyw]*[aeiouyw]+[^\W\d_aeiouyw]{0,2}")
# A party and where its member sits, in brackets behind a name.
_SEAT = re.compile(r"\((?:[A-Z]|[A-Z][A-Za-z]{1,3})[-–—] ?[A-Z][\w. ’'-]{1,24}\)")
_LONGEST_ACRONYM = 8
_LONGEST_HOLDER = 3  # tokens of a name behind an office
_HEADLINED = 3  # words of a name that may hold a headline's, and longer words of a line that may be one
_LONGER = 4  # letters of a word that a headline writes with a capital
_LONGEST_NAME = 12  # tokens; what is longer is a run of capitals and no name


class Piece(Struct, frozen=True):
    """A run of tokens that may be a name."""

    first: int
    last: int
    label: str  # '' for a run of capitals that is no entity


def find_pieces(doc: Doc, spoken: frozenset[int]) -> list[Piece]:
    """Return what may be a name in `doc`: names spelt out before their initials, entities, and other capitals.

    `spoken` are the tokens of those who are quoted.
    """
    pieces = [*_find_spelt_out(doc), *_find_owned(doc)]
    pieces += [*_find_speaking_places(doc, spoken), *_find_partners(doc)]
    inside = [False] * len(doc)
    seats = _find_seats(doc)
    for entity in _join_adjacent(doc):
        if any(entity.start < last and first < entity.end for first, last in seats):
            continue
        if entity.label_ in _LABELS or len(entity) > 1 or entity.label_ == "DATE":
            inside[entity.start : entity.end] = [True] * (entity.end - entity.start)
        if entity.label_ in _LABELS:
            pieces.extend(_cut(doc, entity.start, entity.end, entity.label_, inside))
    for first, last in seats:
        inside[first:last] = [True] * (last - first)
    begin = None
    columns = read_columns(doc)
    for i, (pos, text) in enumerate(zip(columns.pos, columns.texts, strict=True)):
        capital = pos == "PROPN" and text[:1].isupper() and not inside[i]
        if capital and begin is None:
            begin = i
        if begin is not None and (not capital or i + 1 == len(doc)):
            first = _reach_namesake(doc, begin, i + capital)
            if first < begin:
                pieces = [piece for piece in pieces if (piece.first, piece.last) != (first, begin)]
            pieces.extend(_cut(doc, first, i + capital, "ORG" if first < begin else "", inside))
            begin = None
    whole = {(piece.first, piece.last) for piece in pieces}
    runs = [run for run in _find_speaking_runs(doc, spoken) if run[:2] not in whole]
    longer = [piece for first, last, label in runs for piece in _cut(doc, first, last, label, inside)]
    return [*longer, *(piece for piece in pieces if not any(_ends(one, piece) for one in longer))]


def _ends(whole: Piece, part: Piece) -> bool:
    """Tell whether a piece is the end of a longer name: 'Ledger' of 'the Northern Ledger'."""
    return whole.first < part.first and whole.last == part.last


def _reach_namesake(doc: Doc, first: int, last: int) -> int:
    """Take in the one word before some capitals that the recogniser takes for somebody: '[Pellworth] Lines'.

    A firm or a paper is called by it. So it may be by a place, where the firm is a plural.
    """
    before = doc[first - 1] if first else None
    if before is None or before.dep_ != "compound" or before.head.i not in range(first, last):
        return first
    alone = before.ent_iob_ == "B" and doc[first].ent_iob_ != "I"
    plural = doc[last - 1].lower_.endswith("s")
    named = before.ent_type_ == "PERSON" or (before.ent_type_ == "GPE" and plural)
    return first - 1 if alone and named and not any(map(_is_any_office, doc[first:last])) else first


def _find_seats(doc: Doc) -> list[tuple[int, int]]:
    """Return where brackets behind a name say its bearer's party and seat, who do not speak: '(D-Calif.)'."""
    found = (doc.char_span(*match.span(), alignment_mode="expand") for match in _SEAT.finditer(doc.text))
    return [(span.start, span.end) for span in found if span is not None]


def _join_adjacent(doc: Doc) -> list[Span]:
    """Return the entities, two that stand side by side as one name joined: 'Ada [O’Dell]', 'Lund [Power]'."""
    joined: list[Span] = []
    for entity in doc.ents:
        before = joined[-1] if joined else None
        together = (
            before is not None
            and before.end == entity.start
            and {before.label_, entity.label_} <= {"PERSON", "ORG"}
            and len(before) == len(entity) == 1
            and doc[before.end - 1].head.i in range(entity.start, entity.end)
            and (before.label == entity.label or not _is_any_office(before[0]))
        )
        if together and before is not None:
            body = before if before.label_ == "ORG" else entity
            joined[-1] = Span(doc, before.start, entity.end, body.label)
        else:
            joined.append(entity)
    return joined


def _find_spelt_out(doc: Doc) -> Iterator[Piece]:
    """Yield the names whose initials stand in brackets after them: 'the Road and River Agency (RRA)'."""
    texts = read_columns(doc).texts
    for opening, (mark, initials, closing) in enumerate(zip(texts, texts[1:], texts[2:], strict=False)):
        if mark != "(" or closing != ")" or not initials[:1].isupper():
            continue
        if not 2 <= len(initials) <= _LONGEST_ACRONYM:
            continue
        for first in range(opening - 1, max(opening - _LONGEST_NAME, -1), -1):
            name = doc[first:opening].text
            if name[:1].isupper() and fold_name(initials) in find_initials(name):
                yield Piece(first, opening, "ORG")
                break


def _find_owned(doc: Doc) -> Iterator[Piece]:
    """Yield the names of bodies that are called by whose they are: 'Elm [Teachers' Union]', 'Sailors' and Dyers' Bank'.

    Whose they are is a plural in capitals that means people, and no party or nation: 'the Democrats' Senate'.
    """
    texts = read_columns(doc).texts
    taken = 0
    for place, text in enumerate(texts):
        if text not in POSSESSIVE or place < max(1, taken) or not _are_owners(doc[place - 1]):
            continue
        last = place + 1
        while (joint := _pass_owners(doc, last)) > last:
            last = joint
        begin = last
        while last < len(doc) and _is_capital(doc[last]):
            last += 1
        if last == begin or doc[last - 1].lower_ not in list_words("organisations"):
            continue
        if texts[last : last + 1] == ["of"] and last + 1 < len(doc) and _is_capital(doc[last + 1]):
            last += 2
            while last < len(doc) and _is_capital(doc[last]):
                last += 1
        first = place - 1
        while first > taken and _is_capital(doc[first - 1]) and _goes_before(doc[first - 1]):
            first -= 1
        if last - first <= _LONGEST_NAME:
            yield Piece(first, last, "ORG")
            taken = last


def _are_owners(token: Token) -> bool:
    """Tell whether a word in capitals is a plural for people: 'Teachers', 'Oystermen', 'Children'."""
    word = token.lower_
    plural = word.endswith("s") and not word.endswith("ss")
    people = word in list_words("irregular_people") or word.endswith(("men", "women"))
    named = find_demonym(token.text) is not None or token.ent_type_ in ("NORP", "PERSON", "GPE", "DATE")
    return _is_capital(token) and (plural or people) and not named


def _pass_owners(doc: Doc, place: int) -> int:
    """Return where the words end in which others are named whose it is, too: 'Sailors' [and Dyers'] Bank'."""
    joined = [token.text for token in doc[place : place + 3]]
    several = (
        len(joined) == len(("and", "Dyers", "'")) and joined[0] in ("and", "&") and joined[2] in POSSESSIVE
    )
    return place + 3 if several and _are_owners(doc[place + 1]) else place


def _is_capital(token: Token) -> bool:
    return token.text.istitle() and token.is_alpha and token.ent_type_ != "DATE"


def _goes_before(token: Token) -> bool:
    """Tell whether a word in capitals belongs to the name behind it: no article, no office, no other's name."""
    word = token.lower_
    return not (
        word in list_words("function_words")
        or word in _list_leading()
        or _is_any_office(token)
        or token.ent_type_ == "PERSON"
        or token.nbor().is_sent_start
    )


def _find_speaking_places(doc: Doc, spoken: frozenset[int]) -> list[Piece]:
    """Return the names of places that are of another, where they speak and elsewhere: 'the [Port of Lund] said'."""
    columns = read_columns(doc)
    found: list[Piece] = []
    for first, (word, joint) in enumerate(pairwise(columns.texts)):
        if joint != "of" or not word.istitle() or word.lower() not in list_words("landmarks"):
            continue
        last = first + 2
        while last < len(doc) and columns.pos[last] == "PROPN" and columns.texts[last][:1].isupper():
            last += 1
        if first + 2 < last <= first + _LONGEST_NAME:
            found.append(Piece(first, last, "ORG"))
    speaking = {doc[piece.first : piece.last].text for piece in found if piece.first in spoken}
    return [piece for piece in found if doc[piece.first : piece.last].text in speaking]


def _find_partners(doc: Doc) -> Iterator[Piece]:
    """Yield the names of firms that are called by their partners: 'Berg & Lund', 'Berg, Lund & Sons'."""
    texts = read_columns(doc).texts
    for place, text in enumerate(texts):
        first, last = place, place + 1
        while first and texts[first - 1].istitle() and texts[first - 1].isalpha():
            first -= 1
        while last < len(texts) and texts[last].istitle() and texts[last].isalpha():
            last += 1
        if text != "&" or first == place or last == place + 1 or last - first > _LONGEST_NAME:
            continue
        linked = first and texts[first - 1].lower() in list_words("name_links")  # 'Clubs for Roads & Rivers'
        if not linked and doc[first].ent_iob_ != "I":
            yield Piece(first, last, "ORG")


def _find_speaking_runs(doc: Doc, spoken: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the capitals that run into each other around who speaks, where the recogniser has no word of that one.

    'Lund [Rovers] said', 'Skyways said', 'the chairman, [Per] Berg, said': the parse may take a word for a plural, a
    verb or a preposition.
    """
    named = {entity.text for entity in doc.ents if entity.label_ in ("ORG", "PERSON")}
    for i in sorted(spoken):
        if not _runs_on(doc[i]) or doc[i].pos_ in ("PRON", "DET", "NUM") or doc[i].ent_type_ in _LABELS:
            continue
        first, last = i, i + 1
        while first and _runs_on(doc[first - 1]) and doc[first - 1].head.i == i:
            first -= 1
        while (
            last < len(doc)
            and doc[last].text.istitle()
            and doc[last].is_alpha
            and not doc[last].is_sent_start
        ):
            last += 1
        plain = doc[i].tag_ == "NNS" and _is_plain_plural(doc[i].text) and doc[i].text not in named  # 'Fans'
        bare = not plain and not any(child.i < i for child in doc[i].children)
        held = any(token.ent_iob_ == "I" for token in doc[first : last + 1])
        ends = {doc[last - 1].lower_, doc[last - 1].lower_.removesuffix("s")}
        common = any(ends & list_words(name) for name in ("groups", "documents", "speechless"))
        if (bare or last - first > 1) and not held and not common:
            labels = {token.ent_type_ for token in doc[first:last]} & _LABELS
            several = last - first > 1 and "PERSON" not in labels
            plain = several and all(is_english(token.text) for token in doc[first:last])  # 'Relief Now'
            body = plain or (last - first > 1 and doc[i].tag_ in ("NNS", "NNPS"))
            yield first, last, "ORG" if body else min(labels, default="")


def _is_plain_plural(word: str) -> bool:
    """Tell whether a plural is that of a common word, or of one that an ending tells for people: 'Canoeists'."""
    singular = word.lower().removesuffix("s")
    return is_english(word) or singular.endswith(tuple(sorted(list_words("person_endings"))))


def _is_any_office(token: Token) -> bool:
    """Tell whether a word is an office, of one or of several: 'Senators'."""
    return is_office(token) or token.lower_.removesuffix("s") in list_words("persons")


def _runs_on(token: Token) -> bool:
    plain = token.lower_ in list_words("function_words") or token.is_sent_end or _is_any_office(token)
    return token.text.istitle() and token.is_alpha and not plain


def _cut(doc: Doc, first: int, last: int, label: str, inside: Sequence[bool]) -> Iterator[Piece]:
    """Cut an entity where a possessive, a line or a mark shows that it is several."""
    if label == "ORG" and (office := _find_office(doc, first, last)):
        yield from _cut(doc, first, office, label, inside)
        yield from _cut(doc, office + 1, last, "PERSON", inside)
        return
    start, plain = first, _list_plain_nouns(doc)
    for i in range(first, last + 1):
        if i == last or (
            _cuts(doc[i], label) and not (label == "PERSON" and is_own_name(doc[i], first, last))
        ):
            begin, end = trim(doc, start, i)
            if label:
                begin = _leave_plain(doc, begin, end, label)
            if label == "PERSON" and begin < end:
                begin, end = _reach_back(doc, begin, end, inside), _reach_on(doc, end)
                end = _leave_things(doc, begin, end, plain)
                begin, end = _leave_headline(doc, begin, end)
            if label == "ORG" and begin < end:
                begin, end = _reach_compound(doc, begin, end, inside), _reach_for(doc, begin, end)
            numbered = label == "ORG" and doc[end : end + 1].text in list_words("numerals")  # 'Air Force One'
            if begin < end <= begin + _LONGEST_NAME and not numbered:
                yield Piece(begin, end, label if start == first else "")
            start = i + 1


def _leave_plain(doc: Doc, first: int, last: int, label: str) -> int:
    """Leave out plain words before a name: '[powerful] Road Commission', '[Though] Berg' where a sentence begins."""
    while (
        last - first > 1
        and doc[first].text.islower()
        and is_english(doc[first].text)
        and doc[first].whitespace_
    ):
        first += 1
    opens = label == "PERSON" and doc[first].is_sent_start and doc[first].text.istitle()
    joins = last - first > 1 and doc[first].lower_ in list_words("function_words")
    return first + 1 if opens and joins else first


def _find_office(doc: Doc, first: int, last: int) -> int:
    """Return the office between a body and its holder, taken for one name: 'Lund Rail Chair Ada Berg'; else 0."""
    for i in range(first + 1, last - 1):
        behind = doc[i + 1 : last]
        named = 2 <= len(behind) <= _LONGEST_HOLDER and all(token.text.istitle() for token in behind)
        if named and is_office(doc[i]) and not any(map(is_office, behind)):
            last_word = behind[-1].lower_
            ends = last_word in list_words("organisations") or last_word in list_words("company_endings")
            return 0 if ends or is_english(last_word) else i
    return 0


def _cuts(token: Token, label: str) -> bool:
    if "\n" in token.text:  # a name may be wrapped within its sentence
        return token.text.count("\n") > 1 or token.i + 1 == len(token.doc) or bool(token.nbor().is_sent_start)
    if token.text in _CUTS:
        return True
    if label == "PERSON" and token.lower_ in list_words("between_names"):
        return True
    if token.text == "-":
        return bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    word = strip_point(token)
    short = word in list_words("short_titles") and word != token.lower_
    return short or (label in ("", "PERSON") and is_office(token))


def trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Leave out what stands around a name: articles, honorifics and offices, punctuation."""
    while first < last and (_is_edge(doc[first]) or _is_grammar(doc[first]) or _is_title(doc, first, last)):
        first += 1
    while first < last and (
        _is_edge(doc[last - 1])
        or _is_grammar(doc[last - 1])
        or strip_point(doc[last - 1]) in list_words("short_titles")
    ):
        last -= 1
    return first, last


def _is_edge(token: Token) -> bool:
    word = token.lower_
    return token.is_space or token.is_punct or word in POSSESSIVE or word in _list_leading()


def _is_grammar(token: Token) -> bool:
    """Tell whether the word joins a name to others and is none of its own: 'for' at the end of 'Clubs for'."""
    joins = token.text.istitle() and token.lower_ in list_words("office_links")  # 'Of' in a headline
    return joins or (token.text.islower() and token.text in list_words("function_words"))


def _is_title(doc: Doc, first: int, last: int) -> bool:
    return last - first > 1 and (
        strip_point(doc[first]) in list_words("honorifics")
        or strip_point(doc[first]) in list_words("short_titles")
    )


def _reach_on(doc: Doc, last: int) -> int:
    """Take in what an apostrophe or hyphen cut off: 'Nora [O’Dell]', 'Han Do[-in]', 'Nora Berg[-Lund]'."""
    following = doc[last : last + 1].text
    cut_off = following[:1].isupper() and following[1:2] in ("’", "'") and following[2:3].isupper()
    if cut_off:
        return last + 1
    behind = _is_joined(doc, last) and doc[last + 1].text not in _list_surnames(doc)
    behind = (
        behind and doc[last + 1].ent_type_ in ("", doc[last - 1].ent_type_) and _ends_entity(doc, last + 1)
    )
    return last + 2 * (behind or _continues_given_name(doc, last))


def _ends_entity(doc: Doc, i: int) -> bool:
    """Tell whether no entity goes on behind a token: 'Eric' of 'Pekka-[Eric Lund]' begins a name of its own."""
    return i + 1 == len(doc) or doc[i + 1].ent_iob_ != "I"


def _is_joined(doc: Doc, hyphen: int) -> bool:
    """Tell whether a hyphen joins two words with capitals: 'Berg-Lund'."""
    if not 0 < hyphen < len(doc) - 1 or doc[hyphen].text != "-":
        return False
    before, after = doc[hyphen - 1], doc[hyphen + 1]
    return (
        before.text.istitle()
        and after.text.istitle()
        and not before.whitespace_
        and not doc[hyphen].whitespace_
    )


def _leave_things(doc: Doc, first: int, last: int, plain: frozenset[str]) -> int:
    """Leave out the things behind a person's name that a headline writes with a capital: 'Ada Lund [Letters]'.

    One word alone is left only where it is somebody's surname elsewhere: 'Lund [Letters]', not 'Ada [Power]'.
    """
    whole = last
    while last - first > 1 and doc[last - 1].text.istitle() and doc[last - 1].lower_ in plain:
        last -= 1
    alone = last - first == 1 < whole - first
    return last if not alone or doc[first].text in _list_surnames(doc) else whole


def _leave_headline(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Leave out the plain words that a headline writes around a full name: '[Sly] Ada Lund', 'Ada Lund [Sues Berg]'."""
    known = _list_full_names(doc)
    for start in range(first + 1, last - 1):
        if doc[start:last].text in known and is_english(doc[start - 1].text):
            return start, last
    for middle in range(first + 2, last - 1):  # two names run together
        if doc[first:middle].text in known and doc[middle:last].text in known:
            return first, middle
    if last - first < _HEADLINED or not _is_headline(doc[first].sent):
        return first, last
    surnames = _list_surnames(doc)
    for end in range(first + 2, last):
        plain = is_english(doc[end].text) and doc[end].text not in surnames
        if plain or doc[first:end].text in known:
            return first, end
    return first, last


def _is_headline(sentence: Span) -> bool:
    """Tell whether all longer words of a line begin with a capital, and no full stop ends it."""
    if sentence.text.rstrip().endswith("."):
        return False
    words = [token.text for token in sentence if token.is_alpha and len(token) >= _LONGER]
    return len(words) >= _HEADLINED and sum(not word[0].isupper() for word in words) <= 1


def _list_full_names(doc: Doc) -> frozenset[str]:
    """Return the names of people in two words or more, as the recogniser cut them."""
    known: frozenset[str] | None = doc.user_data.get("onrecord_full_names")
    if known is None:
        known = frozenset(entity.text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1)
        doc.user_data["onrecord_full_names"] = known
    return known


def _list_surnames(doc: Doc) -> frozenset[str]:
    """Return the last words of the names of people, those of one word too."""
    known: frozenset[str] | None = doc.user_data.get("onrecord_surnames")
    if known is None:
        known = frozenset(entity[-1].text for entity in doc.ents if entity.label_ == "PERSON")
        doc.user_data["onrecord_surnames"] = known
    return known


def _list_plain_nouns(doc: Doc) -> frozenset[str]:
    """Return the plain nouns of the text and their plurals, but for those that are somebody's name in it, too.

    Somebody's name is what stands in capitals within a sentence with no other capital beside it.
    """
    known: frozenset[str] | None = doc.user_data.get("onrecord_plain_nouns")
    if known is None:
        columns = read_columns(doc)
        texts = columns.texts
        small = {
            word for word, pos in zip(texts, columns.pos, strict=True) if pos == "NOUN" and word.islower()
        }
        around = zip(texts, texts[1:], texts[2:], strict=False)
        bare = {
            word.lower()
            for before, word, after in around
            if word.istitle() and not after.istitle() and (before.islower() or _is_honorific(before))
        }
        known = frozenset(form for word in small for form in (word, f"{word}s") if form not in bare)
        doc.user_data["onrecord_plain_nouns"] = known
    return known


def _is_honorific(word: str) -> bool:
    return fold_name(word) in list_words("honorifics")


def _continues_given_name(doc: Doc, last: int) -> bool:
    """Tell whether a hyphen and a syllable go on a given name of one syllable behind a family name, as in Korea."""
    given, hyphen, syllable = (doc[i : i + 1].text for i in (last - 1, last, last + 1))
    joined = hyphen == "-" and not doc[last].whitespace_ and not doc[last - 1].whitespace_
    return (
        joined
        and last > 1
        and doc[last - 2].text.istitle()
        and all(_SYLLABLE.fullmatch(part) for part in (given.lower(), syllable))
        and syllable not in list_words("compounding")
    )


def _reach_for(doc: Doc, first: int, last: int) -> int:
    """Take in what a body's name is for: 'Voices [for Lund]', where the two are one phrase."""
    preposition, name = doc[last : last + 1], doc[last + 1 : last + 2]
    if preposition.text != "for" or not name.text.istitle() or name.root.pos_ != "PROPN":
        return last
    if preposition.root.head.i not in range(first, last) or doc[last - 1].pos_ not in ("PROPN", "NOUN"):
        return last
    end = last + 2
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text.istitle():
        end += 1
    return end


def _reach_compound(doc: Doc, first: int, last: int, inside: Sequence[bool]) -> int:
    """Take in the names before a body's last word that the recogniser left out: '[Northern] Ledger'."""
    while first and not inside[first - 1] and not doc[first - 1].ent_type_:
        before = doc[first - 1]
        joined = before.dep_ == "compound" and before.head.i in range(first, last)
        if not (joined and before.pos_ == "PROPN" and before.text.istitle()) or _is_any_office(before):
            break
        first -= 1
    return first


def _reach_back(doc: Doc, first: int, last: int, inside: Sequence[bool]) -> int:
    """Take in the first name that the recogniser left out: 'Carla [Soto]'."""
    if _is_joined(doc, first - 1) and (last - first > 1 or doc[first - 2].text not in _list_surnames(doc)):
        return first - 2
    i = first - 1
    if i < 0 or inside[i] or (doc[i].is_sent_start and doc[i].pos_ != "PROPN"):
        return first
    token = doc[i]
    fits = token.pos_ == "PROPN" and token.text.istitle() and token.is_alpha and not is_office(token)
    word = fold_name(token.text)
    other = any(
        word in list_words(kind) for kind in ("organisations", "not_persons", "landmarks", "function_words")
    )
    return i if fits and token.tag_ != "NNPS" and not other else first


@cache
def _list_leading() -> frozenset[str]:
    """Return the words that stand before a name and that none begins or ends with."""
    return list_words("articles") | list_words("possessives") | list_words("marks_before_names")
