"""Who a pronoun means: the most prominent person or organisation said just before it, or nobody."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.annotations import MentionType
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.chains import Draft
from onrecord.reading.mentions.name_types import list_words

_MALE, _FEMALE = list_words("pronouns_male"), list_words("pronouns_female")
_THING = list_words("pronouns_thing")
SINGULAR = _MALE | _FEMALE
THIRD = SINGULAR | _THING | list_words("pronouns_plural")
FIRST = list_words("pronouns_first")
# spaCy's labels of a subject
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_FAR_SUBJECT = 30  # tokens back in its sentence in which 'it' looks for another subject
_FAR = 4  # sentences back in which a person may have been said; two for organisations
_BODIES = frozenset({MentionType.ORGANISATION, MentionType.STATE, MentionType.OUTLET})
_TOGETHER = frozenset({MentionType.GROUP, MentionType.ANONYMOUS}) | _BODIES


class Place(Struct, frozen=True):
    """A mention as pronouns see it: its head token, whom it names, in which sentence, and how it stands there."""

    token: int
    draft: Draft
    sentence: int
    subject: bool
    quoted: bool
    plural: bool = False
    main: bool = False  # the subject of its sentence's main clause


def tell_gender(word: str) -> str:
    """Return 'm' or 'f' for 'he' or 'she' in any of its cases, else ''."""
    return "m" if word in _MALE else "f" if word in _FEMALE else ""


def fits(token: Token, draft: Draft, plural: bool) -> bool:
    """Tell whether the pronoun can mean the actor."""
    gender = tell_gender(token.lower_)
    if gender:
        return draft.type in (MentionType.PERSON, MentionType.ANONYMOUS) and draft.gender in ("", gender)
    if token.lower_ in _THING:
        return draft.type in _BODIES
    return draft.type in _TOGETHER or (draft.type is MentionType.PERSON and plural)


def is_subject(token: Token) -> bool:
    """Tell whether the token is the subject of its clause, also as the first of several."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    return token.dep_ in _SUBJECT


def is_main_subject(token: Token) -> bool:
    """Tell whether the token is the subject of its sentence's main clause, and of none that leads in to it."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    verb = token.head
    while verb.dep_ == "conj":
        verb = verb.head
    return token.dep_ in _SUBJECT and verb.dep_ == "ROOT" and not leads_in(verb)


def leads_in(verb: Token) -> bool:
    """Tell whether the clause leads in to another, where the parse may take it for the main one: 'As Lund said, …'."""
    return any(child.dep_ == "mark" for child in verb.children)


def find_antecedent(
    doc: Doc, token: Token, places: Sequence[Place], sentence: int, quoted: bool, speaker: Draft | None
) -> Draft | None:
    """Return whom a pronoun of the third person means.

    `places` are the mentions before it, in order; `speaker` is whoever was quoted last. A pronoun in quoted words
    does not mean the one who is quoted. The nearest sentence is searched first, the subject of its main clause before
    other subjects, and these before the rest (Hobbs 1978 in the flat form that news prose allows). Where two stand
    side by side who fit equally well, it is nobody.
    """
    if ahead := _find_ahead(doc, token, places):
        return ahead
    far = _FAR if token.lower_ in SINGULAR else 0 if quoted else 2
    before = [place for place in places if place.token < token.i and sentence - place.sentence <= far]
    fitting = [place for place in before if fits(token, place.draft, place.plural)]
    if quoted:
        fitting = [place for place in fitting if place.draft is not speaker]
    else:
        outside = [place for place in fitting if not place.quoted]
        fitting = outside or fitting
    fitting = [place for place in fitting if not _is_bound(doc, token, place)]
    if not fitting:
        return None
    if speaker is not None and not quoted and _just_spoke(fitting, speaker, sentence):
        return speaker
    return _most_prominent(doc, fitting, token, sentence)


def _find_ahead(doc: Doc, token: Token, places: Sequence[Place]) -> Draft | None:
    """Return the subject that follows a clause which opens its sentence: 'Since she took office, Lund has …'."""
    verb = token.head
    while verb.dep_ not in ("ROOT", "advcl") and verb.head is not verb:
        verb = verb.head
    if verb.dep_ != "advcl" or verb.i > verb.head.i or token.lower_ not in SINGULAR:
        return None
    for place in places:
        if place.token > token.i and place.subject and doc[place.token].head == verb.head:
            return place.draft if fits(token, place.draft, place.plural) else None
    return None


def _is_bound(doc: Doc, token: Token, place: Place) -> bool:
    """Tell whether the other word is an argument of the pronoun's own verb, so that they are two."""
    other = doc[place.token]
    possessive = token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves"))
    return not possessive and other.head == token.head and other.dep_ not in ("conj", "poss", "compound")


def _just_spoke(fitting: Sequence[Place], speaker: Draft, sentence: int) -> bool:
    """Tell whether whoever was quoted last is the subject of the last sentence in which anyone fits."""
    near = max(place.sentence for place in fitting)
    if sentence == near:
        near = max((place.sentence for place in fitting if place.sentence < sentence), default=sentence)
        if any(place.sentence == sentence and place.subject for place in fitting):
            return False
    last = [place for place in fitting if place.sentence == near]
    return any(place.draft is speaker for place in last)


def _most_prominent(doc: Doc, fitting: Sequence[Place], token: Token, sentence: int) -> Draft | None:
    singular = token.lower_ in SINGULAR
    for distance in range(_FAR + 1):
        there = [place for place in fitting if sentence - place.sentence == distance]
        if not there:
            continue
        subjects = [place for place in there if place.subject]
        main = [place for place in subjects if place.main and distance]
        ranked = main or subjects or [place for place in there if singular or doc[place.token].dep_ == "poss"]
        drafts = {place.draft for place in ranked}
        if not drafts or (not subjects and not singular and len(drafts) > 1):
            return None
        best = ranked[-1] if singular and not distance else ranked[0]
        return None if singular and _has_equal(doc, best, there) else best.draft
    return None


def _has_equal(doc: Doc, best: Place, there: Sequence[Place]) -> bool:
    """Tell whether somebody else with a name who fits stands side by side with the best: 'Mr Lund and Mr Berg'."""
    beside = {token.i for token in doc[best.token].conjuncts}
    others = (place.draft for place in there if place.token in beside)
    return any(draft is not best.draft and draft.names for draft in others)


def can_act(token: Token) -> bool:
    """Tell whether 'it' or 'they' can mean an actor: it acts, owns, or is quoted."""
    told = any(child.dep_ in ("ccomp", "csubj") for child in token.head.children)
    if token.dep_ == "nsubjpass" and told:  # 'it was decided that'
        return False
    return token.dep_ in (*_SUBJECT, "poss") and token.head.lemma_ != "be"


def has_nearer_subject(
    token: Token, find_meant: Callable[[Token], Draft | None], quoted: Sequence[bool]
) -> bool:
    """Tell whether a thing that is no actor is the subject just before, which 'it' or 'its' then means.

    Outside of a quotation it is none of those within: '“The water is clean,” it said'.
    """
    for before in reversed(token.doc[max(token.sent.start, token.i - _FAR_SUBJECT) : token.i]):
        if quoted[before.i] and not quoted[token.i]:
            continue
        part = any(child.lower_ == "of" for child in before.children)  # 'all of the sources'
        if before.dep_ in _SUBJECT and (part or before.pos_ in ("NOUN", "PROPN")):
            return find_meant(before) is None
    return False


def means_things(token: Token, find_meant: Callable[[Token], Draft | None]) -> bool:
    """Tell whether nobody known is the subject of the sentence before, which 'They' or 'It' at a start then means."""
    start = token.sent.start
    if token.i - start > 1 or start == 0:
        return False
    subjects = (child for child in token.doc[start - 1].sent.root.lefts if child.dep_ in _SUBJECT)
    fitting = ("NNS",) if token.lower_ == "they" else ("NN", "NNP")
    return any(child.tag_ in fitting and find_meant(child) is None for child in subjects)


def count_quoted(token: Token, quoted: Sequence[bool], sentence_of: Sequence[int]) -> int:
    """Return how many sentences of a quotation lie before the words in which the token stands."""
    i = token.i
    while i > 0 and not quoted[i - 1]:
        if sentence_of[i - 1] != sentence_of[token.i]:
            return 0
        i -= 1
    last = i
    while i > 0 and quoted[i - 1]:
        i -= 1
    return sentence_of[last] - sentence_of[i]


def mark_quoted(doc: Doc) -> list[bool]:
    """Tell of each token whether it stands between quotation marks of one paragraph."""
    marks = []
    open_ = False
    for text in read_columns(doc).texts:
        if text == "“":
            open_ = True
        elif text == "”" or "\n" in text:
            open_ = False
        elif text == '"':
            open_ = not open_
        marks.append(open_)
    return marks
