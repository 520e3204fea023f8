"""Parse -> attributions without a verb of saying: 'according to', 'reportedly', 'calls for', 'is confident that'."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.columns import read_columns
from onrecord.reading.speech.complements import gather
from onrecord.reading.speech.cues import Report, group_verb, lemma_of, list_words
from onrecord.reading.speech.sources import find_subject, is_plausible, phrase_of

# spaCy's labels of a token that heads a clause of its own.
_CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl", "pcomp", "xcomp", "csubj"}
)
# Parts of speech of a name before a colon, and what may join them.
_LABEL = frozenset({"PROPN", "NOUN", "ADJ", "NUM"})
_JOINING = frozenset({"'s", "’s", "of", "the", "The", "-", "."})
_LONGEST_LABEL = 7  # tokens
_VERBAL = frozenset({"VERB", "AUX"})


def find_phrase_reports(doc: Doc, places: Iterable[int]) -> Iterator[Report]:
    """Yield what is attributed by a phrase, a noun, an adjective or an adverb among the tokens at `places`."""
    columns = read_columns(doc)
    prepositions, adverbs = list_words("source_preposition"), list_words("adverb")
    nouns, adjectives = list_words("noun"), list_words("adjective")
    for place in places:
        lower, lemma = columns.lowers[place], columns.lemmas[place]
        if lower in prepositions:
            report = _read_according(doc[place])
        elif lemma in nouns and columns.pos[place] == "NOUN":
            report = _read_noun(doc[place])
        elif lemma in adjectives and doc[place].dep_ == "acomp":
            report = _read_adjective(doc[place])
        elif lower == ":":
            report = _read_headline(doc[place])
        elif lower in adverbs:
            report = _read_adverb(doc[place])
        else:
            continue
        if report is not None and report.content:
            yield report


def _clause_of(token: Token) -> Token:
    """Return the head of the clause that the token belongs to."""
    while token.head != token and not (token.dep_ in _CLAUSES and token.pos_ in _VERBAL):
        token = token.head
    return token


def _read_according(token: Token) -> Report | None:
    """'According to the harbour office, …', '…, according to people who know the plan'."""
    link = next((child for child in token.children if child.lower_ == "to"), None)
    if link is None and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        link = token.nbor()
    if link is None:
        return None
    source = next((child for top in (link, token) for child in top.children if child.dep_ == "pobj"), None)
    if source is None or link.head not in (token, token.head):
        return None
    top = token if link.head == token else link
    clause = _clause_of(token.head)
    while clause.dep_ == "conj" and clause.head.pos_ in _VERBAL and token.i > clause.i:
        clause = clause.head
    if clause in token.subtree:
        return None
    phrase = phrase_of(source)
    return Report((token, link), phrase, gather([clause], [token, top]))


def _read_noun(noun: Token) -> Report | None:
    """'His promise to reopen it', 'calls for an inquiry', 'allegations that it was sold'."""
    verb = noun.head if noun.dep_ in ("dobj", "pobj") else None
    carried = verb is not None and verb.pos_ == "VERB" and lemma_of(verb) in list_words("carrying")
    source = _source_of_noun(noun, verb if carried else None)
    cue = (noun,) if not carried or verb is None else (*group_verb(verb), *_between(verb, noun), noun)
    for child in [*noun.children, *(verb.children if carried and verb is not None else ())]:
        if (
            child.head == noun
            and child.dep_ in ("acl", "ccomp")
            and (_has(child, "that") or _has(child, "to"))
        ):
            return Report(cue, source, gather([child]))
        mark = next((m for m in child.children if m.dep_ == "mark" and m.lower_ == "for"), None)
        if mark is not None and _has(child, "to"):
            return Report((*cue, mark), source, gather([child], [mark]))
        if child.dep_ == "prep" and child.lower_ in list_words("noun_link") and source:
            under = [top for top in child.children if top.dep_ in ("pobj", "pcomp")]
            if under:
                later = [
                    c for c in noun.children if c.i > child.i and c.dep_ in ("acl", "relcl") and _has(c, "to")
                ]
                return Report((*cue, child), source, gather([*under, *later]))
    return None


def _between(verb: Token, noun: Token) -> tuple[Token, ...]:
    return tuple(verb.doc[i] for i in range(verb.i + 1, noun.i)) if verb.i < noun.i else ()


def _has(top: Token, word: str) -> bool:
    return any(child.lower_ == word and child.dep_ in ("mark", "aux") for child in top.children)


def _source_of_noun(noun: Token, verb: Token | None) -> tuple[Token, ...]:
    for child in noun.children:
        if child.dep_ == "poss" and not (verb is not None and child.tag_ == "PRP$"):
            return tuple(token for token in phrase_of(child) if token.tag_ != "POS")
        if child.dep_ == "prep" and child.lower_ in list_words("source_link"):
            found = next((token for token in child.children if token.dep_ == "pobj"), None)
            if found is not None:
                return phrase_of(found)
    if verb is not None:
        subject = find_subject(verb)
        if subject is not None and is_plausible(subject):
            return phrase_of(subject, [verb])
    return ()


def _read_adjective(adjective: Token) -> Report | None:
    """'The mayor is confident that it will open', 'they are worried about the cost'."""
    verb = adjective.head
    subject = find_subject(verb)
    if subject is None or not is_plausible(subject) or subject.lower_ == "it":
        return None
    source = phrase_of(subject, [verb])
    cue = (*group_verb(verb), *_between(verb, adjective), adjective)
    for child in [*adjective.children, *(c for c in verb.children if c.i > adjective.i)]:
        if child.dep_ in ("ccomp", "xcomp"):
            return Report(cue, source, gather([child], [adjective] if adjective in child.subtree else []))
        if child.dep_ == "prep" and child.head == adjective and child.lower_ in list_words("noun_link"):
            under = [top for top in child.children if top.dep_ in ("pobj", "pcomp")]
            if under:
                return Report((*cue, child), source, gather(under))
    return None


def _read_headline(colon: Token) -> Report | None:
    """'Minister: Bridge will open in May', 'RAO: We were not told': a name at the start of a line, then a clause."""
    doc, sentence = colon.doc, colon.sent
    start = colon.i
    while (
        start > 0
        and colon.i - start <= _LONGEST_LABEL
        and not (doc[start - 1].is_space and "\n" in doc[start - 1].text)
    ):
        start -= 1
    label = [token for token in doc[start : colon.i] if not token.is_space]
    if (
        not label
        or len(label) > _LONGEST_LABEL
        or any(t.pos_ not in _LABEL and t.text not in _JOINING for t in label)
    ):
        return None
    named = label[-1].ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or lemma_of(label[-1]) in list_words(
        "label"
    )
    words = [token for token in doc[colon.i + 1 : sentence.end] if not token.is_space]
    clause = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)
    headline = (
        bool(words)
        and words[-1].text != "."
        and not any("\n" in t.text for t in doc[colon.i : sentence.end - 1])
    )
    if not named or not clause or not (headline or all(token.is_upper for token in label)):
        return None
    return Report((), tuple(label), tuple(words))


def _read_adverb(adverb: Token) -> Report | None:
    """'The bridge was reportedly sold'."""
    clause = _clause_of(adverb.head)
    return Report((adverb,), (), gather([clause], [adverb]))
