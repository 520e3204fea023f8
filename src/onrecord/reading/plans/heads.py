"""Act -> the lemmas by which it is compared with others: what is done, or not done, and to what."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.plans.clauses import (
    children,
    content_lemmas,
    find_subject,
    is_verb,
    subtree_within,
)
from onrecord.reading.plans.promises import (
    Future,
    can_promise,
    find_continued,
    is_negated,
    is_ruled_out,
    words,
)

_LONGEST_TITLE = 5  # words


def name_act(future: Future, due_words: Offsets | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lemmas that name the act, none where only its day is named, and those of what it is about."""
    act = future.act
    about = [t for t in _about(act) if t.lower_ != "public" or t.dep_ == "amod"]
    about = [
        token for token in about if due_words is None or not due_words.start <= token.idx < due_words.end
    ]
    if act.i == future.cue.i and act.lemma_ in words("granting"):
        return (), ()  # 'the union has until Friday'
    if is_verb(act):
        objects_of_act = (_end_of_title(c) for c in children(act, "dobj", "attr"))
        carried = next((c for c in objects_of_act if c.lemma_.lower() in words("act_nouns")), None)
        if carried is not None and act.lemma_.lower() in words("light_verbs"):
            kept = [token for token in about if token.i != carried.i]
            return (_deny(carried.lemma_.lower(), future),), content_lemmas(kept)
        if (occasion := _find_occasion(act, future.party)) is not None:
            kept = [token for token in about if token.i != occasion.i]
            return (_deny(occasion.lemma_.lower(), future),), content_lemmas(kept)
        done = _find_caused(find_continued(act))
        objects = content_lemmas([*about, *_find_relative(act, future.cue)]) or _resolve_object(act)
        return (_deny(_name_verb(done), future),), objects
    lemma = act.lemma_.lower()
    if act.pos_ == "PRON" or lemma in words("date_nouns") | words("postponement_nouns"):
        named = [t for t in about if t.lemma_.lower() in words("act_nouns")]
        rest = [t for t in about if t not in named]
        return content_lemmas(named), content_lemmas(rest)
    fixed = future.cue.pos_ == "VERB" and future.cue.lemma_.lower() in words("fixing")
    if fixed or lemma in words("act_nouns") | words("lasting_nouns"):
        marked = _find_marked(act)  # 'a ceremony for opening the bridge'
        return (_deny(lemma, future), *(verb.lemma_.lower() for verb in marked)), content_lemmas(about)
    return (), content_lemmas([act, *about])  # a thing: 'the report promised by May'


def _find_caused(act: Token) -> Token:
    """Return what somebody is made to do: 'pay' in 'will make the firm pay for it'."""
    if act.lemma_.lower() not in {"help", "make"}:
        return act
    return next((c for c in children(act, "ccomp", "xcomp") if c.tag_ == "VB" and c.pos_ == "VERB"), act)


def _end_of_title(noun: Token) -> Token:
    """Return the word that tells what a title names: 'address' in 'the State of the Port address'."""
    last = noun.right_edge
    titled = noun.pos_ == "PROPN" and last.i > noun.i and last.pos_ in {"NOUN", "PROPN"}
    return last if titled and last.i - noun.i <= _LONGEST_TITLE else noun


def _find_occasion(act: Token, party: Token | None) -> Token | None:
    """Return the event that a verb only sets going: 'hearing' in 'the hearings will begin on Friday'."""
    if act.lemma_.lower() not in words("starting") or children(act, "dobj"):
        return None
    subjects = [*children(act, "nsubj", "nsubjpass"), *([party] if party is not None else [])]
    scheduled = act.head.lemma_.lower() in words("scheduled") | words("likely") and act.dep_ == "xcomp"
    subjects += children(act.head, "nsubj", "nsubjpass") if scheduled else []
    subjects += [act.head.head] if scheduled and act.head.dep_ == "acl" else []
    return next((noun for noun in subjects if noun.lemma_.lower() in words("act_nouns")), None)


def _find_relative(act: Token, cue: Token) -> list[Token]:
    """Return what a promise in a relative clause is about: 'the wall that he promised to build'."""
    clause = cue if is_verb(cue) else act
    if clause.dep_ != "relcl" or children(act, "dobj", "nsubjpass") or not children(clause, "nsubj"):
        return []
    subject = children(clause, "nsubj")[0]
    if subject.lower_ in {"that", "which", "who"} or clause.head.pos_ not in {"NOUN", "PROPN"}:
        return []
    return [clause.head, *children(clause.head, "compound", "amod")]


def _find_marked(noun: Token) -> list[Token]:
    """Return the deed for which an event is held: 'opening' in 'a ceremony for opening the bridge'."""
    return [
        gerund
        for preposition in children(noun, "prep")
        if preposition.lower_ == "for"
        for gerund in children(preposition, "pcomp")
        if gerund.tag_ == "VBG"
    ]


def _deny(name: str, future: Future) -> str:
    return f"not {name}" if _is_refused(future) else name


def _is_refused(future: Future) -> bool:
    """Tell whether the words say that the act will not be done: 'will not', 'refuses to', 'has no plans to'."""
    act, cue = future.act, future.cue
    lemma = cue.lemma_.lower()
    if is_ruled_out(cue):
        return True
    if not is_verb(act):
        return act.dep_ == "attr" and any(child.lower_ == "no" for child in children(act, "det"))
    if is_negated(act) or lemma in words("refusing") | words("unwilling"):
        return True
    if any(child.lower_ in {"neither", "nor"} for child in children(act, "preconj", "cc")):
        return True
    if any(child.lower_ == "no" for child in children(cue, "det")) or (
        cue.lower_ == "going" and is_negated(cue)
    ):
        return True
    if lemma in words("willing") and is_negated(cue.head):
        return True
    none = [det for noun in children(act, "nsubjpass") for det in children(noun, "det")]
    if any(child.lower_ == "no" for child in none):
        return True  # 'no new permits will be granted'
    return lemma in words("intending") and is_negated(cue)


def _name_verb(verb: Token) -> str:
    """Return the lemma of a verb with its particle: 'step down', 'make public'."""
    lemma = verb.lemma_.lower()
    if verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ in words("prefixes"):
        return verb.nbor(-2).lower_ + lemma  # 're-open', which the tokenizer cuts
    particle = next(
        (c.lower_ for c in verb.children if c.dep_ == "prt" or c.lower_ in {"public", "out", "through"}), None
    )
    if lemma == "be" and particle is None:
        particle = next((c.lower_ for c in children(verb, "acomp")), None)
    return f"{lemma} {particle}" if particle else lemma


def _resolve_object(verb: Token) -> tuple[str, ...]:
    """Return what 'it' is in 'is checking its audit, with the aim of making it public'."""
    if not any(t.lower_ in {"it", "them"} for c in verb.children for t in (c, *c.children)):
        return ()
    for above in verb.ancestors:
        for noun in children(above, "dobj"):
            if noun.i < verb.i and noun.pos_ in {"NOUN", "PROPN"}:
                return content_lemmas([noun, *children(noun, "compound", "amod")])
    return ()


def _about(act: Token) -> Iterator[Token]:
    """Yield the words of what an act is about: its phrase without itself and without who acts."""
    party = {
        t.i
        for c in act.children
        if c.dep_ in {"nsubj", "poss", "agent"} or c.lower_ == "by"
        for t in c.subtree
    }
    theme = None if children(act, "dobj") or not is_verb(act) else find_subject(act)
    if theme is not None and not can_promise(
        theme
    ):  # 'the lease is due to end': it acts on nothing but itself
        party -= {t.i for t in theme.subtree}
        yield from (token for token in subtree_within(theme) if not act.is_ancestor(token))
    others = [] if is_verb(act) else children(act, "conj")  # 'hearings, and the chance of a charge'
    if act.lemma_.lower() in words("date_nouns"):  # 'a deadline without a deal'
        others += [child for child in children(act, "prep") if child.lower_ not in words("date_prepositions")]
    if is_verb(act) and children(act, "dobj"):  # 'visit the mine and meet its owners': another act
        others = [c for c in children(act, "conj") if c.pos_ == "VERB" and children(c, "dobj")]
    apart = {t.i for noun in others for t in noun.subtree}
    for token in subtree_within(act):
        if token.i in apart:
            continue
        if token.i != act.i and token.i not in party and not (token.dep_ == "conj" and token.pos_ == "VERB"):
            yield token
