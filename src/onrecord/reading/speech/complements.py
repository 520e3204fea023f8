"""Parse -> what a cue verb attributes: its clause, infinitive, object or prepositional complement."""

from collections.abc import Iterable

from msgspec import Struct
from spacy.tokens import Token

from onrecord.reading.speech.cues import first_words, is_nobodys_question, is_rejoined, lemma_of, list_words

# spaCy's labels of complements that follow an object and belong to the content: 'hailed it as a success'.
_AFTER_OBJECT = frozenset({"prep", "oprd", "xcomp", "acomp", "ccomp", "dative", "acl", "relcl", "pcomp"})
# spaCy's labels of an infinitive that says what something is for: 'a plan to support them'.
_PURPOSE = frozenset({"acl", "advcl", "relcl"})
_OBJECTS = frozenset({"dobj", "attr"})


class Complement(Struct, frozen=True):
    """What is attributed, and the words beside the verb that belong to the cue."""

    content: tuple[Token, ...]
    cue: tuple[Token, ...] = ()


def find_complement(verb: Token) -> Complement | None:
    """Return what the verb attributes, by the complements its lexicon lists allow."""
    lemma = lemma_of(verb)
    if is_nobodys_question(verb):
        return None
    for find in (
        _find_passive,
        _find_phrasal,
        _find_clause,
        _find_called,
        _find_directive,
        _find_infinitive,
        _find_object,
        _find_prepositional,
    ):
        complement = find(verb, lemma)
        if complement is not None and complement.content:
            return complement
    return None


def _child(verb: Token, *labels: str) -> Token | None:
    return next((child for child in verb.children if child.dep_ in labels), None)


def gather(tops: Iterable[Token], without: Iterable[Token] = ()) -> tuple[Token, ...]:
    """Return the tokens under `tops` in order, without those under `without`."""
    barred = {token.i for top in without for token in top.subtree}
    kept = {token.i: token for top in tops for token in top.subtree if token.i not in barred}
    for token in list(kept.values()):
        if _begins_own_report(token):
            for under in token.subtree:
                kept.pop(under.i, None)
            if token.dep_ == "conj":  # 'and' goes with what it joins
                kept.pop(token.left_edge.i - 1, None)
    return tuple(kept[i] for i in sorted(kept))


def _begins_own_report(token: Token) -> bool:
    """Tell whether the words under a token attribute by themselves: ', adding that', ', according to her'."""
    if token.lower_ in list_words("source_preposition") or is_rejoined(token):
        return True
    if token.dep_ != "advcl" or token.tag_ != "VBG" or token.left_edge.i == 0:
        return False
    reports = lemma_of(token) in list_words("saying") | list_words("object")
    return reports and token.left_edge.nbor(-1).text == "," and token.i > token.head.i


def _find_passive(verb: Token, lemma: str) -> Complement | None:
    """'Two bridges are reported to have fallen', 'the claim was dismissed by the ministry', 'it is feared that'."""
    known = (
        lemma in list_words("object") or lemma in list_words("saying") or lemma in list_words("impersonal")
    )
    if not known or verb.tag_ != "VBN":
        return None
    agent = _child(verb, "agent")
    subject = _child(verb, "nsubjpass")
    if subject is None:
        as_told = verb.i > 0 and verb.nbor(-1).lower_ == "as"
        if (
            agent is not None
            and lemma in list_words("object")
            and _child(verb, "auxpass") is None
            and not as_told
        ):
            return _find_dismissed(verb)
        return None
    if _has_to(verb):
        return None  # what is to be said is not said
    clause = _child(verb, "ccomp")
    if clause is not None and subject.lower_ == "it":
        return Complement(gather([clause]))
    infinitive = _child(verb, "xcomp")
    if infinitive is not None and lemma in list_words("impersonal"):
        return Complement(gather([subject, infinitive]))
    if agent is not None and lemma in list_words("object"):
        rest = [
            child for child in verb.children if child.dep_ in ("prep", "oprd", "xcomp") and child.i > verb.i
        ]
        return Complement(gather([subject, *rest]))
    return None


def _find_dismissed(verb: Token) -> Complement | None:
    """'Claims of neglect – angrily dismissed by the ministry': the noun phrase that the participle stands with."""
    if verb.head.pos_ in ("NOUN", "PROPN"):
        return Complement(gather([verb.head], [verb]))
    nouns = [
        token for token in verb.head.subtree if token.i < verb.i and token.dep_ in ("dobj", "pobj", "nsubj")
    ]
    return Complement(gather([nouns[-1]], [verb])) if nouns else None


def _find_phrasal(verb: Token, lemma: str) -> Complement | None:
    if lemma not in first_words("phrasal"):
        return None
    particle = _child(verb, "prt", "acomp", "advmod", "ccomp", "oprd")
    if particle is None or f"{lemma} {particle.lower_}" not in list_words("phrasal"):
        return None
    held = (child for top in (verb, particle) for child in top.children if child.i > particle.i)
    found = next((c for c in held if c.dep_ in ("ccomp", "dobj", "pcomp", "xcomp")), None)
    return Complement(gather([found]), (particle,)) if found is not None else None


def _find_clause(verb: Token, lemma: str) -> Complement | None:
    """'Said that it would open', '“It will open,” she said', 'the gate, she said, would open'."""
    if lemma not in list_words("saying") and lemma not in list_words("thinking"):
        return None
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if clauses:
        return Complement(
            gather(clauses, [verb] if any(verb in clause.subtree for clause in clauses) else [])
        )
    carried = _find_carried(verb)
    if carried is not None:
        return carried
    above = verb.head
    parenthetical = verb.dep_ in ("parataxis", "ccomp") and above != verb and above.pos_ in ("VERB", "AUX")
    if parenthetical and _is_set_off(verb):
        later = [
            c for c in above.children if c.dep_ == "conj" and c.i > verb.i and _child(c, "nsubj", "nsubjpass")
        ]
        joining = [c for c in above.children if later and c.dep_ == "cc" and c.i > verb.i]
        return Complement(gather([above], [verb, *later, *joining]))
    return _find_comparison(verb)


def _find_carried(verb: Token) -> Complement | None:
    """'Said in a statement that it was late': the clause that the parse takes for the statement's own."""
    for child in verb.children:
        held = (
            noun
            for noun in child.children
            if noun.dep_ == "pobj" and lemma_of(noun) in list_words("utterance")
        )
        for noun in held if child.dep_ == "prep" and child.i > verb.i else ():
            for clause in noun.children:
                if clause.dep_ in ("acl", "relcl", "ccomp") and _child(clause, "nsubj", "nsubjpass", "expl"):
                    mark = _child(clause, "mark")
                    if mark is not None and mark.lower_ == "that":
                        return Complement(gather([clause]))
    return None


def _find_comparison(verb: Token) -> Complement | None:
    """'The gate, as the ministry admitted, was never safe': the clause that the words of saying stand in."""
    mark = _child(verb, "mark")
    if verb.dep_ != "advcl" or mark is None or mark.lower_ != "as" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    above = verb.head
    while above.head != above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return (
        Complement(gather([above], [verb])) if above.pos_ in ("VERB", "AUX") and _is_set_off(verb) else None
    )


def _is_set_off(verb: Token) -> bool:
    """Tell whether the words of saying stand between commas, or after one at the end."""
    first = verb.left_edge
    before = first.nbor(-1).text if first.i > 0 else ""
    return before in (",", "”", '"', "’", "–", "—", "-", "''") or first.text in (",", "”", "–", "—")


def _find_called(verb: Token, lemma: str) -> Complement | None:
    """'Called on the ministry to reopen it': what comes first is the preposition, not an infinitive of 'call'."""
    return _find_prepositional(verb, lemma) if lemma in list_words("calling") else None


def _find_directive(verb: Token, lemma: str) -> Complement | None:
    """'Urged the ministry to reopen it'."""
    if lemma not in list_words("directive"):
        return None
    infinitive = _child(verb, "xcomp", "ccomp")
    addressee = _child(verb, "dobj", "dative")
    if infinitive is None and addressee is not None:
        infinitive = next(
            (c for c in addressee.children if c.dep_ in ("acl", "relcl", "xcomp") and _has_to(c)), None
        )
        if infinitive is not None:
            return Complement(gather([addressee]))
    if infinitive is None or not _has_to(infinitive):
        return None
    return Complement(gather([top for top in (addressee, infinitive) if top is not None]))


def _has_to(token: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def _find_infinitive(verb: Token, lemma: str) -> Complement | None:
    infinitive = _child(verb, "xcomp", "ccomp") if lemma in list_words("infinitive") else None
    return Complement(gather([infinitive])) if infinitive is not None else None


def _find_object(verb: Token, lemma: str) -> Complement | None:
    shown = lemma in list_words("showing") and _is_document(verb)
    if (lemma not in list_words("object") and not shown) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")
    ):
        return None
    if verb.tag_ == "VB" and verb.dep_ in _PURPOSE and _has_to(verb):
        return None
    found = _child(verb, *_OBJECTS) or _child(verb, "ccomp", "oprd", "xcomp" if shown else "oprd")
    if found is None:
        found = next(
            (c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > verb.i), None
        )
    if found is None or (lemma in list_words("carrying") and lemma_of(found) in list_words("noun")):
        return None
    if lemma in list_words("clausal") and _is_only_name(found):
        return None  # 'admitted Ada Lund': let her in
    if lemma in list_words("saying") and (clause := _run_on(found)):
        return Complement(clause)
    rest = [child for child in verb.children if child.dep_ in _AFTER_OBJECT and child.i > found.i]
    return Complement(gather([found, *rest]))


def _is_only_name(noun: Token) -> bool:
    """Tell whether the words are a proper name with nothing said of it."""
    return noun.pos_ == "PROPN" and all(
        token.pos_ in ("PROPN", "DET") or token.is_punct for token in noun.subtree
    )


def _is_document(verb: Token) -> bool:
    subject = _child(verb, "nsubj") or (verb.head if verb.dep_ in ("acl", "relcl") else None)
    return subject is not None and lemma_of(subject) in list_words("document")


def _run_on(found: Token) -> tuple[Token, ...]:
    """Return a clause whose subject the parse took for an object: 'suggested | cheaper ways | might exist'."""
    last = found.right_edge
    sentence = found.sent
    following = last.nbor() if last.i + 1 < sentence.end else None
    if (
        following is None
        or following.tag_ not in ("MD", "VBD", "VBZ", "VBP")
        or following.pos_ not in ("AUX", "VERB")
    ):
        return ()
    return tuple(found.doc[found.left_edge.i : sentence.end])


def _find_prepositional(verb: Token, lemma: str) -> Complement | None:
    if lemma not in first_words("prepositional"):
        return None
    for child in verb.children:
        mark = _child(child, "mark")
        if mark is not None and _has_to(child) and f"{lemma} {mark.lower_}" in list_words("prepositional"):
            return Complement(gather([child], [mark]), (mark,))  # 'called for the gates to be opened'
        if child.dep_ in ("prep", "agent", "dative", "prt") and f"{lemma} {child.lower_}" in list_words(
            "prepositional"
        ):
            under = [top for top in child.children if top.dep_ in ("pobj", "pcomp", "prep", "ccomp")]
            later = [
                c
                for c in verb.children
                if c.i > child.i and c.dep_ in ("xcomp", "ccomp", "advcl") and _has_to(c)
            ]
            if under:
                return Complement(gather([*under, *later]), (child,))
    return None
