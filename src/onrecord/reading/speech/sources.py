"""Parse -> the noun phrase that names who is the source of a cue."""

from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.reading.speech.cues import is_misread_name, is_rejoined, lemma_of, list_words
from onrecord.reading.speech.speakers import can_speak

# spaCy's labels for a subject, and for verbs that share the subject of the verb above them.
_SUBJECTS = frozenset({"nsubj", "csubj"})
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "dep", "parataxis"})
# Parts of speech that a name with its title is made of.
_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
_LONGEST_NAME = 15  # tokens
_DEEPEST = 12  # governors to climb; a longer chain is a wrong parse


def find_subject(verb: Token) -> Token | None:
    """Return the head of who does what the verb says, found at the verb or at the verb it depends on."""
    for _ in range(_DEEPEST):
        subject = _find_own_subject(verb)
        if subject is not None:
            return subject
        if verb.dep_ in ("acl", "relcl"):  # 'a letter urging', 'the man who said'
            if verb.dep_ == "relcl":
                return None if _has_another_subject(verb) else verb.head
            if verb.tag_ == "VBG":
                return _find_sender(verb.head) or verb.head
            return verb.head if verb.tag_ == "VBD" else None  # a main verb that was misread
        above = _find_governor(verb)
        if above is None:
            return None
        if verb.dep_ == "pcomp" and (blamed := _find_blamed(verb.head, above)) is not None:
            return blamed
        verb = above
    return None


def _find_blamed(preposition: Token, above: Token) -> Token | None:
    """Return who does it of those whom the verb above is done to: 'accused the mayor of having promised it'."""
    if preposition.lower_ not in list_words("blaming_preposition") or preposition.head != above:
        return None
    done_to = next(
        (child for child in above.children if child.dep_ == "dobj" and child.i < preposition.i), None
    )
    return done_to if done_to is not None and can_speak(done_to) else None


def _has_another_subject(verb: Token) -> bool:
    """Tell whether a relative clause is about others: 'the valley, where crews are said to be held'."""
    return any(
        child.lower_ in ("where", "when") or (child.dep_ == "nsubjpass" and child.tag_ not in ("WDT", "WP"))
        for child in verb.children
    )


def _find_own_subject(verb: Token) -> Token | None:
    place = verb.dep_ == "pcomp" and verb.tag_ == "VBG"  # 'appeared on Channel 4 declaring'
    own = [child for child in verb.children if child.dep_ in _SUBJECTS and not place]
    if own:
        before = [child for child in own if child.i < verb.i]
        return _antecedent(before[-1] if before else own[0], verb)  # before it may stand a dateline's agency
    misread = next((child for child in verb.children if is_misread_name(child, verb)), None)
    return misread or find_agent(verb)


def _find_sender(noun: Token) -> Token | None:
    """Return who speaks through the noun: the office that 'put out a statement saying', not the statement."""
    lemma = lemma_of(noun)
    if lemma in list_words("document") and lemma not in list_words("utterance"):
        return None
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("dobj", "pobj") or above.pos_ != "VERB":
        return None
    return next((child for child in above.children if child.dep_ in _SUBJECTS), None)


def _find_governor(verb: Token) -> Token | None:
    """Return the verb whose subject this one shares: 'denied it, calling it a lie'."""
    if any(child.dep_ == "nsubjpass" for child in verb.children) or verb.head == verb:
        return None
    if verb.dep_ == "pcomp" and verb.head.pos_ == "ADP":
        above = verb.head.head
        return above if above.pos_ in ("VERB", "AUX") else None
    if is_rejoined(verb):
        return verb.head.head
    shares = verb.dep_ in _SHARED or verb.dep_ == "prep" or (verb.dep_ == "ccomp" and verb.tag_ == "VBG")
    return verb.head if shares else None


def find_name_before(verb: Token) -> tuple[Token, ...]:
    """Return the name that stands right before the verb, for a verb of saying that the parse left without subject."""
    run: list[Token] = []
    position = verb.i - 1
    while position >= verb.sent.start and len(run) < _LONGEST_NAME:
        token = verb.doc[position]
        if token.pos_ not in _NAMING and not (run and token.text in ("'s", "’s", "of")):
            if run or token.pos_ not in ("ADV", "AUX"):
                break
        else:
            run.insert(0, token)
        position -= 1
    while run and run[0].text in ("'s", "’s", "of"):
        run.pop(0)
    return tuple(run) if run and run[-1].pos_ in ("PROPN", "NOUN", "PRON") else ()


def find_agent(verb: Token) -> Token | None:
    """Return the head of the noun phrase after 'by': 'dismissed by the ministry'."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((token for token in child.children if token.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """Return whom a relative pronoun stands for."""
    if subject.lower_ in list_words("relative") and verb.dep_ == "relcl":
        return verb.head
    return subject


def phrase_of(head: Token, without: Iterable[Token] = ()) -> tuple[Token, ...]:
    """Return the noun phrase of `head`, with title and apposition and without a clause set off by a comma.

    'Mia Rao, the harbour master', but not 'Mia Rao, who had been ill'.
    """
    barred = set(without)
    kept = _descend(head, barred)
    return tuple(_contiguous(head, sorted(kept, key=lambda token: token.i)))


def _descend(head: Token, barred: set[Token]) -> Iterable[Token]:
    waiting = [head]
    while waiting:
        top = waiting.pop()
        yield top
        for child in top.children:
            edge = child.dep_ in ("cc", "punct") and not _joins(child, top)
            clause = child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")
            if child not in barred and not (edge or clause or _set_off(child)):
                waiting.append(child)


def _set_off(child: Token) -> bool:
    left = child.left_edge
    comma = left.i > 0 and left.nbor(-1).text in (",", "–", "—", "-", ";")
    return child.dep_ in ("relcl", "acl", "advcl") and comma and child.i > child.head.i


def _joins(child: Token, head: Token) -> bool:
    """Tell whether punctuation or 'and' stands inside the phrase rather than at its edge."""
    return any(
        other.i > child.i
        and other.dep_ in ("conj", "appos", "relcl", "prep", "nmod", "compound")
        and not _set_off(other)
        for other in head.children
    ) or (child.i < head.i and child.text not in (",", ":"))


def _contiguous(head: Token, tokens: list[Token]) -> list[Token]:
    """Return the run of tokens around the head, bridging a single comma, hyphen or mark left out."""
    run = [head]
    indices = {token.i for token in tokens}
    position = head.i - 1
    while position in indices or (position - 1 in indices and head.doc[position].is_punct and position > 0):
        run.insert(0, head.doc[position])
        position -= 1
    position = head.i + 1
    while (
        _continues_name(head, position)
        or position in indices
        or (position + 1 in indices and position < len(head.doc) and head.doc[position].is_punct)
    ):
        run.append(head.doc[position])
        position += 1
    while len(run) > 1 and sum(t.text == "(" for t in run) > sum(t.text == ")" for t in run):
        run.pop()
    while run and ((run[-1].is_punct and run[-1].text not in (")", "]", ".")) or run[-1].is_space):
        run.pop()
    while run and ((run[0].is_punct and run[0].text not in ("(", "[")) or run[0].is_space):
        run.pop(0)
    return run or [head]


def _continues_name(head: Token, position: int) -> bool:
    """Tell whether a name goes on that the parse broke off: 'chief of staff' | 'Mia Rao', 'Rao' | '-Berg'."""
    doc = head.doc
    if position >= len(doc) or not position:
        return False
    token, before = doc[position], doc[position - 1]
    if token.text == "-" and not before.whitespace_ and not token.whitespace_:
        return position + 1 < len(doc) and doc[position + 1].pos_ == "PROPN"
    named = token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")
    return named and (before.pos_ in ("NOUN", "PROPN") or before.text == "-") and before.i >= head.i


def is_plausible(head: Token) -> bool:
    """Tell whether something can be a source: not 'it' of 'it is said', nor 'there', nor a mark."""
    if head.pos_ in ("PART", "PUNCT", "SPACE", "AUX"):
        return is_misread_name(head, head.head)
    return head.dep_ != "expl" and lemma_of(head) not in list_words("empty_subject")
