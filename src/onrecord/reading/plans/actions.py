"""Parse -> the words of an act that can be read alone: with the thing it is done to, and those sent to do it."""

from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.plans.clauses import SUBJECTS, children, cover_action, cover_phrase, is_verb
from onrecord.reading.plans.promises import Future, can_promise, words

_LONGEST_SUBJECT = 100  # characters; a longer subject tells a story of its own


def cover_act(future: Future, crew: Token | None, due_words: Offsets | None) -> Offsets:
    """Return the words that say what is to be done.

    'The report will be published' tells it, where 'published' alone does not.
    """
    act = future.act
    action = cover_action(act, _first_token(act, due_words))
    if crew is not None and is_verb(act):
        first = crew.doc[crew.left_edge.i].idx
    elif act.dep_ == "dobj" and act.head.i == future.cue.i and future.cue.lemma_ in words("asking_for"):
        first = future.cue.idx
    else:
        first = _find_thing(act, action, future.party)
    return Offsets(first, action.end) if first < action.start else action


def cover_party(head: Token) -> Offsets | None:
    """Return the words that name a party, with the name that a role has beside it and the field in a body's name.

    'The inspector Lena Holm', 'the Standing Committee on Bridges'.
    """
    phrase = cover_phrase(head)
    end = head.i
    for child in head.children:
        if child.i < head.i:
            continue
        names = child.dep_ == "appos" and child.pos_ == "PROPN" and head.pos_ != "PROPN"
        field = child.dep_ == "prep" and child.lower_ in {"on", "for"} and head.pos_ == "PROPN"
        if names or (field and any(c.pos_ == "PROPN" for c in children(child, "pobj"))):
            end = max(end, _end_of_name(child if names else children(child, "pobj")[0]))
    last = head.doc[end]
    return Offsets(phrase.start, last.idx + len(last)) if phrase is not None and end > head.i else phrase


def _end_of_name(head: Token) -> int:
    """Return the index of the last token of a name."""
    following = [t.i for t in head.children if t.i > head.i and t.dep_ in {"compound", "flat"}]
    return max([head.i, *following])


def _first_token(act: Token, due_words: Offsets | None) -> int | None:
    if due_words is None or due_words.start < act.idx:
        return None
    return next((token.i for token in act.sent if token.idx + len(token) > due_words.start), None)


def _find_thing(act: Token, action: Offsets, party: Token | None) -> int:
    """Return where the words begin, from the subject on where it is no party but what is acted on."""
    if not is_verb(act):
        return action.start
    scheduled = [] if party is None or children(act, *SUBJECTS) else [party]
    for subject in children(act, *SUBJECTS) or scheduled:
        passive = subject.dep_ == "nsubjpass" and subject.head.i == act.i
        named = subject.pos_ in {"NOUN", "PROPN"} or (subject.pos_ != "PRON" and subject.dep_ != "csubj")
        if subject.lemma_.lower() not in words("recipients") and (can_promise(subject) and not passive):
            continue
        if not named or subject.i > act.i:
            continue
        phrase = cover_phrase(subject)
        if phrase is not None and act.idx - phrase.start <= _LONGEST_SUBJECT:
            return phrase.start
    return action.start
