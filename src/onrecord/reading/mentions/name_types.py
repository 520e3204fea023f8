"""What kind of thing a proper name names, as far as the name and its place in the sentence tell."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from onrecord.annotations import MentionType
from onrecord.lexicon import load_lexicon
from onrecord.names import split_words
from onrecord.reading.columns import read_columns
from onrecord.world import find_body, find_capital, find_country, find_demonym, fold_name

_LONGEST_ACRONYM = 7
_LONGEST_OFFICE = 6  # tokens in which an apposition comes to its office: 'the former deputy road minister'
_LONG_CAPITALS = 4  # letters; shorter words in capitals are initials
# how an office hangs on the name after it
_ATTACHED = frozenset({"compound", "nmod", "amod", "appos"})


@cache
def list_words(name: str) -> frozenset[str]:
    """Return a word list of roles.toml."""
    return load_lexicon("onrecord.reading.mentions", "roles.toml").words(name)


def strip_point(token: Token) -> str:
    """Return a token in lower case without the point of an abbreviation: 'Gov.' is 'gov'."""
    return token.lower_.rstrip(".")


def is_office(token: Token) -> bool:
    """Tell whether a token can stand before a name as its honorific or office."""
    word = strip_point(token)
    return (
        word in list_words("honorifics")
        or word in list_words("short_titles")
        or word in list_words("persons")
    )


def is_own_name(token: Token, first: int, last: int) -> bool:
    """Tell whether an office is a name of the person named from `first` to `last`: 'Steve [King]', 'Kim [Son]-hui'."""
    if not is_office(token) or token.i == first or not token.text[:1].isupper() or token.text.endswith("."):
        return False
    before, after = token.nbor(-1), token.doc[token.i + 1 : token.i + 2].text
    joined = after == "-" and not token.whitespace_
    return (token.i + 1 == last or joined) and before.text.istitle() and not is_office(before)


def is_function_word(text: str) -> bool:
    """Tell whether a capital begins the word only because it begins a sentence: 'This newspaper', 'Who said it'."""
    return text.lower() in list_words("function_words") and not text.isupper()


def tell_type(span: Span, label: str, spoken: frozenset[int]) -> MentionType | None:
    """Return what the name names by itself, or None where nothing tells.

    `label` is the entity recogniser's, empty for a run of capitals that it took for no entity; `spoken` are the
    tokens of those who are quoted.
    """
    words = split_words(span.text)
    if not words or not any(letter.isupper() for letter in span.text) or is_function_word(span.text):
        return None
    if listed := look_up(span.text) or (MentionType.PLACE if _is_governed(span, label) else None):
        return listed
    heads = label == "ORG" and any(
        token.i in spoken for token in span
    )  # of a letterhead, who writes below it
    if len(words) > 1 and is_heading(span) and not heads:
        return None
    if label == "ORG" and len(words) > 1 and words[-1] in list_words("outlet_endings"):
        return None if span.text.isupper() or words[0] in list_words("not_persons") else MentionType.OUTLET
    if words[0] in list_words("not_persons") or words[-1] in list_words("not_persons"):
        return None
    if words[0] in list_words("landmarks") or words[-1] in list_words("landmarks"):
        return _tell_place_like(span, words, label, spoken)
    bears_it = label == "PERSON" and is_own_name(span[-1], span.start, span.end)
    if not bears_it and (_modifies_office(span) or is_office(span[-1])):
        known = label == "ORG" and (len(words) > 1 or span.text.isupper())
        return MentionType.ORGANISATION if known else None
    return _tell_by_place(span, words, label) or _tell_by_label(span, words, label, spoken)


def _is_governed(span: Span, label: str) -> bool:
    """Tell whether the words before say that it is a place: 'the village of [Lund]', 'the Government of [Lund]'.

    The government of somebody named in full is that of a person.
    """
    before = span.doc[max(span.start - 3, 0) : span.start]
    words = [token.lower_ for token in before if token.lower_ != "the"][-2:]
    kinds = list_words("administrative_units")
    if label != "PERSON" or len(span) == 1:
        kinds |= list_words("governments")
    return len(words) == 2 and words[1] == "of" and words[0] in kinds


def _tell_place_like(
    span: Span, words: Sequence[str], label: str, spoken: frozenset[int]
) -> MentionType | None:
    """Return what a name names that a place could bear: whoever speaks or holds an office is none.

    'Ada [Lake] said', 'Mr [Park]', 'the [Port] of Lund said', 'the [River] Trust'; but not 'Ada Lake is deep'.
    """
    speaks = len(words) > 1 and any(token.i in spoken for token in span)
    if label == "PERSON":
        if _has_office_before(span.doc, span.start):
            return MentionType.PERSON
        apposed = len(words) > 1 and _tell_apposed(span) is MentionType.PERSON
        told = speaks or apposed or _speaks_by_surname(span, spoken)
        return _tell_person(span, words) if told else None
    if label == "ORG" and len(words) > 1 and ends_like_organisation(words):
        return MentionType.ORGANISATION
    if not speaks:
        return None
    return MentionType.PLACE if label in ("GPE", "LOC") else MentionType.ORGANISATION


def _speaks_by_surname(span: Span, spoken: frozenset[int]) -> bool:
    """Tell whether the first or last word of the name speaks by itself, and the name is not where something happens."""
    before = span.doc[max(span.start - 1, 0)].lower_
    speakers = {span.doc[i].text for i in spoken}
    return before not in list_words("place_prepositions") and not speakers.isdisjoint(
        (span[0].text, span[-1].text)
    )


def is_heading(span: Span) -> bool:
    """Tell whether a run of capitals is a line by itself: 'FURTHER READING', 'REGIONAL PARTNER'."""
    if not span.text.isupper():
        return False
    text = read_columns(span.doc).text
    before, after = text[: span.start_char].rstrip(" \t"), text[span.end_char :].lstrip(" \t")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _tell_by_place(span: Span, words: Sequence[str], label: str) -> MentionType | None:
    """Return what the words around a name say that it is."""
    if label == "PERSON" and (apposed := _tell_apposed(span)):
        return apposed if len(words) > 1 or apposed is MentionType.ORGANISATION else None
    if len(words) > 2 and ends_like_organisation(words):
        return MentionType.ORGANISATION
    if _has_office_before(span.doc, span.start):
        return MentionType.PERSON
    if _is_house(span) or ((label != "PERSON" or len(words) == 1) and _is_apposed_house(span)):
        return MentionType.ORGANISATION
    return MentionType.OUTLET if label != "NORP" and _is_outlet(span) else None


def _tell_by_label(
    span: Span, words: Sequence[str], label: str, spoken: frozenset[int]
) -> MentionType | None:
    if ends_like_organisation(words):
        return MentionType.ORGANISATION if len(words) > 1 else None
    by_label = {"PERSON": _tell_person, "ORG": _tell_organisation, "NORP": _tell_people}
    if label in by_label:
        return by_label[label](span, words)
    if label in ("GPE", "LOC", "FAC"):
        return MentionType.PLACE
    is_spoken = any(token.i in spoken for token in span)
    return MentionType.PERSON if is_spoken and 2 <= len(words) <= 4 and not span.text.isupper() else None


@cache
def _residences() -> frozenset[str]:
    return frozenset(fold_name(seat) for seat in list_words("seats"))


def is_residence(text: str) -> bool:
    """Tell whether the name is that of a building which stands for those who sit in it: 'the White House'."""
    return fold_name(text) in _residences()


def look_up(text: str) -> MentionType | None:
    """Return what the world's lists say that `text` names."""
    if find_country(text):
        return MentionType.STATE
    if find_body(text) or is_residence(text):
        return MentionType.ORGANISATION
    if find_capital(text):
        return MentionType.PLACE
    return MentionType.GROUP if find_demonym(text) else None


def _is_house(span: Span) -> bool:
    """Tell whether the words before say that people work there: 'an analyst at Lund Berg', 'the firm Lund Berg'."""
    before = span.doc[max(span.start - 2, 0) : span.start]
    if (
        len(before)
        and before[-1].lower_ in list_words("private_organisations")
        and before[-1].head.i == span.root.i
    ):
        return True  # 'the tyre company Lund'
    if len(before) < 2 or len(span) < 2:
        return False
    if before[1].lower_ == "of" and before[0].lemma_.lower() in list_words("leads"):
        return True
    return (before[1].lower_ in ("at", "with") and is_office(before[0])) or (
        before[1].lower_ in list_words("generic_organisations") and before[0].lower_ == "the"
    )


def _is_apposed_house(span: Span) -> bool:
    """Tell whether a name between commas is that of the body before it: 'the company, [Lund], denied it'."""
    doc, first, last = span.doc, span.start, span.end
    commas = [doc[i : i + 1].text for i in (first - 1, last)]
    if first < 3 or commas != [",", ","]:
        return False
    bodies = list_words("generic_organisations") | list_words("private_organisations")
    return doc[first - 2].lower_ in bodies and any(
        child.dep_ in ("det", "poss") for child in doc[first - 2].lefts
    )


def _is_outlet(span: Span) -> bool:
    """Tell whether the next word says that it is an outlet: 'the Lund Gazette newspaper'."""
    following = [token.lower_ for token in span.doc[span.end : span.end + 2]]
    if following[:1] == ["news"]:  # 'the Lund Press news agency'
        told = following[1:] and following[1] in list_words("news_outlets")
    else:
        told = following and following[0] in list_words("outlets")
    return bool(told) and span.text[:1].isupper()


def _tell_apposed(span: Span) -> MentionType | None:
    """Return what the words after a name and a comma say that it is: 'Ada Power, the ambassador'."""
    doc, first = span.doc, span.end
    if first + 2 >= len(doc) or doc[first].text != "," or doc[first + 1].lower_ not in list_words("articles"):
        return None
    noun = None
    for token in doc[first + 2 : first + 2 + _LONGEST_OFFICE]:
        if token.is_punct or token.pos_ in ("ADP", "VERB", "AUX", "PRON", "SCONJ"):
            break
        noun = token
    if noun is None:
        return None
    if is_office(noun):
        return MentionType.PERSON
    body = noun.lower_ in list_words("generic_organisations") | list_words("private_organisations")
    return MentionType.ORGANISATION if body else None


def _owns(doc: Doc, first: int) -> bool:
    """Tell whether the name owns the next one: 'the other leader, Eastside’s Ada Lund'."""
    following = doc[first + 1 : first + 3]
    return len(following) == 2 and following[0].dep_ == "case" and following[1].pos_ == "PROPN"


def _modifies_office(span: Span) -> bool:
    """Tell whether an office follows, which the name tells apart: 'Eastside' in 'Eastside leader'."""
    following = span.doc[span.end : span.end + 1]
    return len(following) > 0 and is_office(following[0]) and not following[0].is_sent_start


def _has_office_before(doc: Doc, first: int) -> bool:
    if first > 1 and doc[first - 1].is_space and doc[first - 1].text.count("\n") < 2:
        first -= 1
    if first == 0:
        return False
    before = doc[first - 1]
    if strip_point(before) in list_words("honorifics"):
        return before.text[:1].isupper()
    if before.text == "," and first > 1 and doc[first - 2].pos_ in ("NOUN", "PROPN"):
        if _owns(doc, first):
            return False
        before = doc[first - 2]
    close = (
        before.is_sent_start or before.dep_ in _ATTACHED or before.text[:1].isupper() or before.i < first - 1
    )
    named = before.pos_ in ("NOUN", "PROPN") and before.tag_ not in ("NNS", "NNPS")
    return named and close and is_office(before)


def ends_like_organisation(words: Sequence[str]) -> bool:
    """Tell whether words in lower case are called as bodies are, by the last of them or before 'of'."""
    last = words[-1]
    ends = last in list_words("organisations") or last in list_words("company_endings")
    return ends or ("of" in words and any(word in list_words("organisations") for word in words))


def _tell_person(span: Span, words: Sequence[str]) -> MentionType | None:
    if len(words) < 2 or len(words) > 5:
        return None
    tokens = [token for token in span if not token.is_punct and not token.is_space]
    if _holds_country(span) or any(strip_point(token) in list_words("against") for token in tokens):
        return None
    capital = all(token.text[:1].isupper() or len(token) <= 3 for token in tokens)
    alphabetic = all(any(letter.isalpha() for letter in token.text) for token in tokens)
    shouted = all(token.text.isupper() for token in tokens)
    return MentionType.PERSON if capital and alphabetic and not shouted else None


def _holds_country(span: Span) -> bool:
    """Tell whether two words of the name are a country: nobody is called 'Saving Sri Lanka'."""
    return any(find_country(span[i : i + 2].text) for i in range(len(span) - 1))


def _tell_organisation(span: Span, words: Sequence[str]) -> MentionType | None:
    text = str(span)
    if len(words) > 1:
        if _is_byline(span):
            return None
        said = any(token.tag_ in ("VBP", "VBZ", "VBD") for token in span)  # a headline, not a name
        return MentionType.ORGANISATION if text[:1].isupper() and not said else None
    return MentionType.ORGANISATION if text.isupper() and 1 < len(text) <= _LONGEST_ACRONYM else None


def _is_byline(span: Span) -> bool:
    """Tell whether the capitals are a byline's, rubric's or dateline's: 'ADA LUND Trade Notes', 'Trade Notes LUND'."""
    words = [token.text for token in span if token.is_alpha]
    shouted = [word for word in words if word.isupper() and len(word) > 1]
    if len(shouted) in (0, len(words)):
        return False
    long = [word for word in shouted if len(word) > _LONG_CAPITALS]
    return (len(shouted) > 1 and bool(long)) or (words[-1] in long and find_capital(words[-1]) is not None)


def _tell_people(span: Span, words: Sequence[str]) -> MentionType | None:
    text = str(span)
    if text.isupper():
        return MentionType.ORGANISATION if len(words) == 1 and len(text) <= _LONGEST_ACRONYM else None
    if len(words) > 1:
        return MentionType.GROUP if text.endswith("s") else None
    return MentionType.GROUP if words[0] in list_words("groups") else None
