"""Verbs of saying by which nothing is said -> what they would have told, and why it is not on record.

'Has not promised to clean it', 'they demanded that the firm promise to replace them', 'nobody confirmed that they
would come': what stands behind such a verb is no promise and no number of anybody's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.annotations import Attribution, Stance, Unstated
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.speech.complements import find_complement
from onrecord.reading.speech.cues import group_verb, is_negated, is_silent, lemma_of, list_words
from onrecord.reading.speech.drafts import Speech, span_of
from onrecord.reading.speech.sources import find_subject, phrase_of
from onrecord.reading.speech.speakers import can_speak
from onrecord.reading.tagger.model import Judgement, Read, Said

# What is foretold to be said is left out: of announcements that somebody is expected to make, most are told as such.
_UNSAID = (Stance.NOT_SAID, Stance.REFUSED, Stance.ASKED, Stance.DEMANDED, Stance.WITHDRAWN)
_LIKELIER = 0.5
_TAIL = 3  # tokens at the end of a sentence among which its question mark stands
_BARE = frozenset({"VB", "VBP"})  # tags of the form that stands behind 'may'
_NEAR = 60  # characters before a verb of saying in which the words stand that take the saying back
_WORD = 12  # characters before a source in which the word before it stands


def names_nobody(words: str) -> bool:
    """Tell whether the words stand for no speaker: 'Nobody at the mill', 'No official', 'Few in the town'.

    >>> names_nobody("Neither the mill nor the town"), names_nobody("No. 10"), names_nobody("None other than Rao")
    (True, False, False)
    >>> names_nobody("No fewer than six guards")
    False
    """
    told = words.casefold().split()
    first, second = (*told, "", "")[:2]
    if first == "no":
        return bool(second) and not second[0].isdigit() and second not in list_words("comparing")
    if first in list_words("hardly"):
        return second in list_words("any")
    return first in list_words("nobody") and second not in list_words("comparing")


def is_nobody(text: str, source: Offsets) -> bool:
    """Tell whether a source stands for no speaker, by its own words or the one before: 'hardly [anyone in town]'."""
    before = text[max(0, source.start - _WORD) : source.start].split()[-1:]
    told = text[slice(*source)]
    hardly = bool(before) and before[0].casefold() in list_words("hardly")
    return names_nobody(told) or (hardly and names_nobody(f"{before[0]} {told}"))


def is_asked_or_inverted(verb: Token) -> bool:
    """Tell whether the verb's subject stands behind its auxiliary: in a question, or behind a negation.

    'Did Rao promise it?', 'At no point did Rao say so'. A condition, 'had Rao said so', is none of hers either. The
    verb of a question may be taken for a noun: 'did the bank promise to pay?'.
    """
    if verb.pos_ == "NOUN":
        first = verb.doc[verb.left_edge.i]
        asked = verb.dep_ == "ROOT" and first.dep_ == "aux" and first.head == verb
        return asked and "?" in [token.text for token in verb.sent[-_TAIL:]]
    if verb.dep_ == "xcomp" and verb.head.pos_ == "AUX":  # 'were Rao to promise it'
        return verb.head.i < verb.i and any(child.dep_ == "nsubj" for child in verb.head.rights)
    subject = find_subject(verb)
    if subject is None or subject.head != verb:
        return False
    return any(
        child.dep_ in ("aux", "neg") and child.pos_ == "AUX" and child.i < subject.left_edge.i < verb.i
        for child in verb.children
    )


def is_supposed(verb: Token) -> bool:
    """Tell whether a clause only supposes that it will be said: 'unless Rao promises to pay', 'if she says so'."""
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark" and child.i < verb.i}
    present = verb.tag_ in ("VBZ", "VBP") and not any(child.dep_ == "aux" for child in verb.children)
    return verb.dep_ == "advcl" and present and not marks.isdisjoint(list_words("supposing"))


def is_kept_back(verbs: Iterable[Token]) -> bool:
    """Tell whether the words right before any of the verbs say that a saying was only come near to or kept back.

    'All but promised', 'came close to saying', 'was unable to say', 'at no time pledged', 'may announce'. By 'whatever
    they say' nothing is told to have been said either.
    """
    return any(_leads_nowhere(verb) or _is_conceded(verb) for verb in verbs if verb.pos_ in ("VERB", "AUX"))


def _is_conceded(verb: Token) -> bool:
    """Tell whether it does not matter what is said: 'whatever the ministry says'."""
    return any(child.lower_ in list_words("conceding") for child in verb.lefts)


def _leads_nowhere(verb: Token) -> bool:
    first = max(verb.sent.start_char, verb.idx - _NEAR)
    before = read_columns(verb.doc).text[first : verb.idx]
    if verb.tag_ in _BARE and _kept_back(modal=True).search(before):  # and not 'May said', somebody's name
        return True
    return _kept_back(modal=False).search(before) is not None


@cache
def _kept_back(*, modal: bool) -> re.Pattern[str]:
    entries = load_lexicon(__package__ or "onrecord.reading.speech", "unsaid.toml").entries
    forms = "|".join(f"(?:{entry.form})" for entry in entries if entry.flag("modal") is modal)
    return re.compile(rf"(?<!\w)(?:{forms})\s(?:\w+ly\s)?$", re.IGNORECASE)


def is_forged(saying: Token) -> bool:
    """Tell whether the words of saying stand in what the sentence calls a forgery, so that nobody said it.

    'The letter in which she vows to sell is a fake', 'the forged memo says that', 'his promise to pay was invented'.
    """
    noun = _find_bearer(saying)
    speaks = can_speak(noun) and lemma_of(noun) not in list_words("utterance")
    return noun.pos_ == "NOUN" and not speaks and any(_names_forgery(token) for token in _describe(noun))


def calls_false(verb: Token) -> bool:
    """Tell whether a verb says of something that it is not so: 'reports that it will close were untrue'."""
    told = (child for child in verb.children if child.dep_ in ("acomp", "attr"))
    false = list_words("untrue") | list_words("forged")
    return verb.lemma_ == "be" and not is_negated(verb) and any(lemma_of(one) in false for one in told)


def _find_bearer(saying: Token) -> Token:
    """Return the noun of the thing in which something is said: 'letter' in 'the letter in which she vows to sell'.

    What is itself said is none: 'details' in 'the details, first reported by the Times,' and 'that the Times reported'.
    """
    if saying.pos_ not in ("VERB", "AUX"):
        return saying
    if saying.dep_ not in ("relcl", "acl"):
        return find_subject(saying) or saying
    inside = saying.doc[saying.left_edge.i : saying.i]
    places = [token.dep_ for token in inside if token.tag_ in ("WDT", "WP", "WRB")]
    tells = saying.dep_ == "acl" and saying.tag_ == "VBG"  # 'a memo saying that'
    return saying.head if tells or places[:1] in (["nsubj"], ["pobj"], ["advmod"]) else saying


def _describe(noun: Token) -> Iterator[Token]:
    """Yield the words that say what a thing is: before it, or in 'is a fake', 'proved to be one', 'was forged'."""
    yield from (child for child in noun.lefts if child.dep_ in ("amod", "compound"))
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return
    verb = noun.head
    while not (is_negated(verb) or any(child.lower_ in list_words("unsaid_modal") for child in verb.lefts)):
        if noun.dep_ == "nsubjpass" or verb.dep_ == "xcomp":
            yield verb
        yield from (child for child in verb.rights if child.dep_ in ("attr", "acomp", "oprd"))
        below = next((child for child in verb.rights if child.dep_ == "xcomp"), None)
        if below is None:
            return
        verb = below


def _names_forgery(token: Token) -> bool:
    denied = any(child.lower_ == "no" for child in token.lefts)  # 'is no forgery'
    return not denied and not list_words("forged").isdisjoint((lemma_of(token), token.lower_))


def find_unsaid(
    read: Read, speech: Speech, tokens: Iterable[Token], stated: Sequence[Attribution]
) -> Iterator[Unstated]:
    """Yield what the verbs of saying that nobody's statement rests on would have told, where they rather do not."""
    held = {place for one in stated if one.cue for place in range(one.cue.start, one.cue.end)}
    asked = [(verb, said) for verb in tokens if (said := _ask(verb)) is not None]
    asked = [(verb, said) for verb, said in asked if said.cue and said.cue.start not in held]
    answers = read.judge([said for _, said in asked])
    for (verb, said), answer in zip(asked, answers, strict=True):
        stance, share = _tell_stance(answer)
        if is_asked_or_inverted(verb):
            stance, share = Stance.ASKED, 1.0
        elif is_forged(verb):
            stance, share = Stance.WITHDRAWN, 1.0
        elif (
            is_silent(verb, sourced=said.source is not None)
            or is_kept_back([verb])
            or (said.source is not None and is_nobody(speech.text, said.source))
        ):
            stance, share = Stance.NOT_SAID, 1.0
        if share > _LIKELIER and said.cue is not None:
            yield Unstated(said.source, said.cue, said.content, None, stance)


def find_forged(tokens: Iterable[Token]) -> Iterator[Unstated]:
    """Yield what a noun of saying would have told that the sentence calls a forgery, or says that there was none of.

    'His promise [to pay] was invented', 'gave no assurance [that it would pay]', 'has no plan [to sell it]'.
    """
    for noun in tokens:
        lemma = lemma_of(noun)
        if lemma in list_words("noun") | list_words("utterance") and is_forged(noun):
            stance = Stance.WITHDRAWN
        elif lemma in list_words("committing") and noun.pos_ == "NOUN" and _is_absent(noun):
            stance = Stance.NOT_SAID
        else:
            continue
        told = [child for child in noun.rights if child.dep_ in ("acl", "relcl", "ccomp", "prep")]
        above = noun.head if noun.dep_ == "dobj" else noun
        told += [
            child for child in above.rights if above != noun and child.dep_ in ("xcomp", "ccomp", "advcl")
        ]
        content = tuple(span_of(tuple(child.subtree)) for child in told if child.i > noun.i)
        if content:
            yield Unstated(None, span_of((noun,)), content, None, stance)


def _is_absent(noun: Token) -> bool:
    """Tell whether there is none: 'no promise', 'has not given any assurance', 'no such pledge'."""
    if any(child.lower_ in ("no", "neither") for child in noun.lefts):
        return True
    verb = noun.head
    return noun.dep_ == "dobj" and verb.pos_ == "VERB" and (is_negated(verb) or is_kept_back([verb]))


def _ask(verb: Token) -> Said | None:
    if verb.pos_ not in ("VERB", "AUX") or lemma_of(verb) not in list_words("saying") | list_words(
        "undertaking"
    ):
        return None
    complement = find_complement(verb)
    content = complement.content if complement is not None else ()
    if complement is None or not any(token.head == verb for token in content):
        return None  # 'did not answer questions about the 18 sheds': no clause, only what it was about
    subject = find_subject(verb)
    source = span_of(phrase_of(subject, [verb])) if subject is not None else None
    places = sorted(content, key=lambda token: token.i)
    return Said(source, span_of(group_verb(verb, *complement.cue)), (span_of(places),))


def _tell_stance(answer: Judgement) -> tuple[Stance, float]:
    best = max(_UNSAID, key=lambda one: answer.stances.get(one.value, 0.0))
    return best, sum(answer.stances.get(one.value, 0.0) for one in _UNSAID)


def join_unsaid(unstated: Iterable[Unstated], unsaid: Sequence[Unstated]) -> tuple[Unstated, ...]:
    """Return both in the order of their cues, of two with a common cue the first, with why if only the second says it.

    What the reader found keeps its words: the parse cuts them less well.
    """
    found = list(unstated)
    for one in unsaid:
        place = next((n for n, other in enumerate(found) if one.cue.overlaps(other.cue)), None)
        if place is None:
            found.append(one)
        elif found[place].stance is Stance.NO_SAYING:
            found[place] = replace(found[place], stance=one.stance)
    return tuple(sorted(found, key=lambda one: (one.cue, one.content)))


__all__ = ["find_unsaid", "join_unsaid", "names_nobody"]
