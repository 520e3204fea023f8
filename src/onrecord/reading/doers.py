"""Parse and roles -> who is to do what an announcement tells, or requires or denies it."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.annotations import Mention, MentionType
from onrecord.model import Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import span_of
from onrecord.reading.speech.sources import find_subject, phrase_of
from onrecord.reading.speech.speakers import can_speak
from onrecord.reading.tagger.frames import Words

PARTY = 0  # place of the role among a word's chances
_LIKELY = 0.65  # mean chance of a mention's words, from which it names the party
_SITES = frozenset({"GPE", "LOC", "FAC"})  # spaCy's labels
_ARTICLES = frozenset({"a", "an", "the"})
_ACTING = frozenset({MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE, MentionType.GROUP})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
# what joins a name to a word behind it, and to one before it
_SUFFIX = re.compile(r"[-\u2010\u2011][a-z]")
_PREFIX = re.compile(r"[a-z][-\u2010\u2011]\Z")


def find_doer(doc: Doc, words: Offsets, act: Offsets | None, mentions: Sequence[Mention]) -> Offsets | None:
    """Return the subject of the words' main verb, where it can act: 'UPS' in 'UPS has promised to cut it by May'.

    Where that verb only tells of the act, it is who does this: 'Norland' in 'announced that Norland will observe it'.
    """
    span = doc.char_span(*words, alignment_mode="expand")
    verbs = [] if span is None else [t for t in (span.root, *span) if t.pos_ in ("VERB", "AUX")]
    if not verbs:
        return None
    told = _find_told(doc, act, verbs[0])
    for verb in verbs[:1] if told is None else [told, verbs[0]]:
        subject = find_subject(verb) or _find_expected(verb)
        if subject is not None and _can_act(subject, mentions):
            return span_of(phrase_of(subject, [verb]))
    return None


def _find_expected(verb: Token) -> Token | None:
    """Return who is said to do what a passive leads to: 'Berg' in 'Berg is expected to meet them'.

    What is meant by 'they were to begin in May' is as often a thing.
    """
    deeds = [child for child in verb.rights if child.dep_ == "xcomp" and child.tag_ == "VB"]
    passive = any(child.dep_ == "auxpass" for deed in deeds for child in deed.lefts)
    if not deeds or passive or lemma_of(verb) not in list_words("expecting"):
        return None
    return next((child for child in verb.lefts if child.dep_ == "nsubjpass" and child.pos_ != "PRON"), None)


def _find_told(doc: Doc, act: Offsets | None, verb: Token) -> Token | None:
    """Return the verb of the act, where it is told by the other verb and has a subject of its own that does it."""
    span = None if act is None else doc.char_span(*act, alignment_mode="expand")
    token = None if span is None else span.root
    while token is not None and token not in (verb, token.head):
        if token.dep_ == "ccomp" and _is_finite(token):
            # a pronoun there mostly means the one who tells of it
            held = any(child.dep_ == "nsubj" and child.pos_ != "PRON" for child in token.lefts)
            return token if held and token.lemma_ != "be" else None
        token = token.head
    return None


def _is_finite(verb: Token) -> bool:
    """Tell whether a verb is that of a clause by itself, as 'visit' in 'let them visit' is not."""
    helpers = (child for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    return any(token.tag_ in _FINITE for token in (verb, *helpers))


def _can_act(subject: Token, mentions: Sequence[Mention]) -> bool:
    """Tell whether a subject is somebody, or a state or body that is named: 'Norland will leave the treaty'."""
    if subject.lower_ in list_words("second_person") or can_speak(subject):
        return True
    place = Offsets(subject.idx, subject.idx + len(subject))
    if subject.pos_ == "PRON":
        return any(one.offsets == place and one.chain is not None for one in mentions)
    return subject.dep_ in ("nsubj", "nsubjpass") and any(
        m.offsets.covers(place) and m.type in _ACTING for m in mentions
    )


def find_party(doc: Doc, roles: Words, mentions: Sequence[Mention]) -> Offsets | None:
    """Return the words that name who is to act, requires or denies: a mention that is known, else any words.

    A place at which something is does nothing ('the road at Sill will reopen'), nor does a name that is but a part of
    another word ('Rao-era rules will go'), or says whose the doer is ('Rao's adviser will meet them').
    """
    first, last = roles.places[0].start, roles.places[-1].end
    near = [
        m
        for m in mentions
        if first <= m.start
        and m.end <= last
        and m.type is not MentionType.PLACE
        and not _is_within_word(doc, m.offsets)
        and not _owns_doer(doc, m.offsets)
        and not _names_thing(doc, m.offsets)
    ]
    chances = [(roles.share(PARTY, m.offsets), m.chain is not None, m.end - m.start, -m.start) for m in near]
    best = max(zip(chances, near, strict=True), key=lambda pair: pair[0], default=None)
    if best is not None and best[0][0] >= _LIKELY:
        return best[1].offsets
    told = roles.run(PARTY)
    return (
        None
        if told is None or _is_site(doc, told) or _is_within_word(doc, told) or _names_thing(doc, told)
        else told
    )


def _is_within_word(doc: Doc, name: Offsets) -> bool:
    """Tell whether a name is but a part of another word: 'Rao-backed', 'pro-Rao'."""
    text = read_columns(doc).text
    before = text[max(0, name.start - 2) : name.start]
    return _SUFFIX.match(text, name.end) is not None or _PREFIX.match(before) is not None


def _owns_doer(doc: Doc, name: Offsets) -> bool:
    """Tell whether a name only says whose somebody is: 'Rao' in 'Rao's adviser', not in 'Rao's promise'."""
    span = doc.char_span(*name, alignment_mode="expand")
    return span is not None and span.root.dep_ == "poss" and can_speak(span.root.head)


def _names_thing(doc: Doc, name: Offsets) -> bool:
    """Tell whether a name only says which thing is meant: 'Sill' in 'the Sill reservoir', not in 'the Sill council'."""
    span = doc.char_span(*name, alignment_mode="expand")
    if span is None or span.root.dep_ not in ("compound", "nmod", "amod") or span.root.pos_ != "PROPN":
        return False
    head = span.root.head
    return head.i >= span.end and head.pos_ == "NOUN" and not can_speak(head)


def _is_site(doc: Doc, words: Offsets) -> bool:
    """Tell whether the words name the place of something that does not speak: 'Sill' in 'the road at Sill'."""
    span = doc.char_span(*words, alignment_mode="expand")
    if span is None or span.root.dep_ != "pobj" or span.root.ent_type_ not in _SITES:
        return False
    thing = span.root.head.head
    return thing.pos_ == "NOUN" and not can_speak(thing)


def with_article(party: Offsets | None, mentions: Sequence[Mention]) -> Offsets | None:
    """Return the mention of which the words are all but the article: 'The tannery' of 'tannery'."""
    if party is None:
        return None
    whole = (
        one.offsets
        for one in mentions
        if one.end == party.end
        and one.exact[: party.start - one.start].strip().lower() in _ARTICLES
        and one.start < party.start
    )
    return next(whole, party)
