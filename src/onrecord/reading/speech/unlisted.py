"""The words beside a quotation, without a listed verb of saying -> whose it is.

'“We were lied to,” thundered the mayor', 'Mia Rao shot back: “…”', 'Mia Rao’s answer: “…”', 'As Mia Rao put it, “…”',
'The mayor was blunt. “…”'. No list holds all the verbs that writers put beside a quotation; their place tells them.
"""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.speech.cues import group_verb, is_negated, list_words
from onrecord.reading.speech.drafts import Draft, Speech, span_of
from onrecord.reading.speech.quotations import is_sentence
from onrecord.reading.speech.sources import find_subject, is_plausible, phrase_of
from onrecord.reading.speech.speakers import can_speak, first_name, is_title, list_quotation_words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# spaCy's labels of clauses within the one that holds the words of saying
_INNER = frozenset({"relcl", "advcl", "acl"})
_SENTENCE_ENDS = frozenset(".!?…")
_FEWEST = 3  # words of a quotation that are said rather than named
_LONGEST_LABEL = 8  # tokens of a name before a colon


def read_after(gap: Sequence[Token], words: str, quotation: Offsets) -> Draft | None:
    """Return whose the words are by what follows them: '“…,” thundered the mayor', '“…,” the mayor shot back'."""
    start = next((n for n, token in enumerate(gap) if not token.is_punct), len(gap))
    behind = gap[start:]
    if not behind or is_title(words):
        return None
    found = _read_inverted(behind) or _read_plain(behind, asks=words[-1] in "?!")
    if found is None:
        return None
    name, cue, verb = found
    return Draft(span_of(name), span_of(cue), (quotation,), verb)


_Found = tuple[list[Token], list[Token], Token]  # a name, the words of saying, their verb


def _read_inverted(behind: Sequence[Token]) -> _Found | None:
    """'… thundered the mayor', '… fired back Mia Rao'."""
    verb = behind[0]
    misread = verb.is_lower and verb.text.endswith("ed") and verb.pos_ in ("VERB", "ADJ", "NOUN")
    if not misread and (verb.tag_ not in _FINITE or verb.pos_ != "VERB"):
        return None
    number = 1
    while number < len(behind) and behind[number].lower_ in list_quotation_words("particle"):
        number += 1
    name = first_name(_until_punct(behind[number:]))
    if not name or name[0] != behind[number]:
        return None
    return name, list(behind[:number]), verb


def _read_plain(behind: Sequence[Token], *, asks: bool) -> _Found | None:
    """'… the mayor shot back'.

    After a question or a cry, a sentence about somebody may follow: 'Mia Rao left the room' are no words of saying.
    """
    name = first_name(behind)
    if not name or name[0] != behind[0]:
        return None
    number = len(name)
    while number < len(behind) and behind[number].pos_ == "ADV":
        number += 1
    if number >= len(behind):
        return None
    verb = behind[number]
    if verb.tag_ not in _FINITE or verb.pos_ != "VERB" or is_negated(verb):
        return None
    if asks and any(child.dep_ == "dobj" for child in verb.children):
        return None
    particles = [
        token for token in behind[number + 1 : number + 2] if token.lower_ in list_quotation_words("particle")
    ]
    return name, [verb, *particles], verb


def _until_punct(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[: next((n for n, token in enumerate(tokens) if token.is_punct), len(tokens))]


def read_before(gap: Sequence[Token], words: str, quotation: Offsets) -> Draft | None:
    """Return whose the words are by what precedes them: 'Mia Rao shot back: “…”', 'Mia Rao’s answer: “…”'."""
    if len(words.split()) < _FEWEST or is_title(words):
        return None
    held = _read_words_of(gap)
    if held is not None:
        return Draft(held, None, (quotation,))
    if gap[-1].text not in (":", ","):
        return None
    verbs = [_main(token) for token in gap if token.tag_ in _FINITE and token.pos_ in ("VERB", "AUX")]
    if not verbs:
        return _read_label(gap, quotation) if gap[-1].text == ":" else None
    outer = [verb for verb in verbs if verb.dep_ not in _INNER] or verbs
    if gap[-1].text == ",":
        outer = [verb for verb in verbs[-1:] if verb.pos_ == "VERB" and _is_close(verb, gap)]
    for acts in (False, True):
        for verb in reversed(outer[-1:] if acts else outer):
            subject = find_subject(verb)
            if subject is None or not gap[0].i <= subject.i < gap[-1].i or is_negated(verb):
                continue
            speaker = _speaker_of(subject, acts=acts and verb.pos_ == "VERB")
            if speaker is not None:
                cue = [token for token in group_verb(verb) if gap[0].i <= token.i < gap[-1].i]
                source = _clip(speaker, verb, quotation)
                return Draft(source, span_of(cue or [verb]), (quotation,), verb)
    return _read_label(gap[-_LONGEST_LABEL:], quotation, named=True) if gap[-1].text == ":" else None


def _main(verb: Token) -> Token:
    return verb.head if verb.dep_ in ("aux", "auxpass") and verb.head.pos_ in ("VERB", "AUX") else verb


def _is_close(verb: Token, gap: Sequence[Token]) -> bool:
    """Tell whether the verb stands beside the quotation: 'she shot back,', 'as Mia Rao put it,'."""
    return all(
        token.pos_ == "ADV" or token.lower_ in list_quotation_words("particle")
        for token in gap[:-1]
        if token.i > verb.i
    )


def _speaker_of(subject: Token, *, acts: bool) -> Token | None:
    """Return who the sentence is about: its subject, or whose 'answer' or 'message' that is."""
    owner = next((child for child in subject.children if child.dep_ == "poss"), None)
    if can_speak(subject):
        return subject
    if owner is not None and (can_speak(owner) or owner.tag_ == "PRP$"):
        return owner
    return subject if acts and is_plausible(subject) and subject.pos_ == "NOUN" else None


def _clip(speaker: Token, verb: Token, quotation: Offsets) -> Offsets:
    phrase = [token for token in phrase_of(speaker, [verb]) if token.idx < quotation.start]
    phrase = [token for token in phrase if token.tag_ != "POS"] if speaker.dep_ == "poss" else phrase
    while phrase and phrase[-1].is_punct:
        phrase.pop()
    return span_of(phrase or [speaker])


def _read_label(gap: Sequence[Token], quotation: Offsets, *, named: bool = False) -> Draft | None:
    """'Mia Rao’s answer: “…”', 'A message from Mia Rao: “…”'; or the name before the colon."""
    if named:
        person = gap[-2] if len(gap) > 1 and gap[-2].ent_type_ == "PERSON" else None
        return Draft(_clip(person, gap[-1], quotation), None, (quotation,)) if person is not None else None
    owner = next((t for t in gap if t.dep_ == "poss" and (can_speak(t) or t.tag_ == "PRP$")), None)
    sender = next(
        (t for t in gap if t.dep_ == "pobj" and t.head.lower_ in list_words("source_link") and can_speak(t)),
        None,
    )
    name = first_name(gap)
    head = owner or sender or (name[-1] if name and can_speak(name[-1]) else None)
    return Draft(_clip(head, gap[-1], quotation), None, (quotation,)) if head is not None else None


def _read_words_of(gap: Sequence[Token]) -> Offsets | None:
    """'In the words of Mia Rao, “…”', 'In Mia Rao’s words, “…”'."""
    for token in gap:
        if token.lower_ != "words" or token.head.lower_ != "in":
            continue
        links = [c for child in token.children if child.lower_ == "of" for c in child.children]
        held = [c for c in (*links, *token.children) if c.dep_ in ("pobj", "poss")]
        if held:
            return span_of([t for t in phrase_of(held[0]) if t.tag_ != "POS" and t.i <= gap[-1].i])
    return None


def find_subject_before(speech: Speech, index: int) -> Draft | None:
    """Return the quotation as that of whom the sentence before it is about: 'The minister was blunt. “No.”'."""
    quotation = speech.quotations[index]
    gap = speech.text[max(0, quotation.start - 3) : quotation.start]
    if gap.rstrip()[-1:] not in _SENTENCE_ENDS or "\n" in gap or not is_sentence(speech.text, quotation):
        return None
    position = bisect_left(speech.token_starts, quotation.start) - 1
    while position >= 0 and speech.doc[position].is_space:
        position -= 1
    if position < 0:
        return None
    top = _last_clause(speech.doc[position].sent.root)
    subject = find_subject(top)
    if subject is None or subject.dep_ != "nsubj" or speech.around(span_of([subject])) is not None:
        return None
    speaker = _speaker_of(subject, acts=False)
    if speaker is None:
        return None
    return Draft(_clip(speaker, top, quotation.offsets), None, (quotation.offsets,))


def _last_clause(top: Token) -> Token:
    """Return the last verb that 'and' or 'but' joins to the first with a subject of its own."""
    while True:
        joined = [c for c in top.children if c.dep_ == "conj" and c.tag_ in _FINITE]
        own = [c for c in joined if any(child.dep_ == "nsubj" for child in c.children)]
        if not own:
            return top
        top = own[-1]
