"""An announcement -> how its act is worded: the whole phrase of its sentence that names it best.

The reader marks the words of an act one by one, and what stands together of them is often a piece of a phrase. Here
the phrases of the parse are compared instead: of each verb among the words what it governs ('visit the valley'), with
what it is told of where that is not who acts ('the report to be published'), and of each noun its phrase ('a vote on
the bill'). Weights in wording.json, made by training/wordings.py, say which of them names the act.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from math import exp, log1p
from operator import itemgetter
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc, Span, Token

from onrecord.annotations import Frame
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.speech.speakers import can_speak
from onrecord.reading.tagger.frames import Words

_ACT, _DUE = 1, 2  # places of these roles among a word's chances
_HALF = 0.5
_LOOSE = 0.3  # mean chance of the act, below which what can go is left out
_SURE = 0.6  # mean chance of the day, from which words are of it
_LONG, _LONGEST = 12, 24  # tokens of a phrase that is read at a glance, and of any that is
# A noun's phrase is worth so much less, which keeps it out of headings: of nine there one had the annotation's deed, of
# a hundred verbs' phrases 56.
_OF_THING = 0.5
_MOST = 2 * _LONGEST  # tokens of a phrase, with marks and blanks, that is looked at to its end
_FEW = 2  # tokens of a phrase that says little
_FEW_BESIDE = 4  # words beside those of the day in what only tells it
_DEEPEST = 6  # verbs between one and its subject: 'Norland is expected to begin to pay'
_VERBS, _NAMES = frozenset({"VERB", "AUX"}), frozenset({"NOUN", "PROPN"})
_SUBJECTS, _HELPERS = frozenset({"nsubj", "nsubjpass"}), frozenset({"aux", "auxpass"})
_PASSIVE = frozenset({"auxpass", "nsubjpass"})
_NAMED = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "ROOT", "appos", "conj", "oprd"})
_JOINED = frozenset({"conj", "cc"})
# what may stand beside a phrase that is whole without it, and what may also go where it is unlikely to be of the act
_BESIDE = _JOINED | {"advcl", "relcl", "appos", "parataxis", "preconj", "dep", "meta", "intj"}
_LOOSENED = _BESIDE | {"prep", "npadvmod", "advmod", "acl", "agent"}
_BEFORE_VERB = _SUBJECTS | _HELPERS | {"mark", "expl", "csubj"}
_RAISING = frozenset({"xcomp", "conj", "advcl", "acomp"})  # how a verb hangs on one whose subject is its own
_DATED = frozenset({"prep", "npadvmod", "advmod", "pobj", "dobj", "mark", "advcl", "acl", "agent"})
_DATING = frozenset({"acl", "amod", "advcl", "relcl", "advmod"})
_OF_A_DAY = frozenset({"pobj", "prep", "npadvmod", "compound", "nummod", "det", "amod", "advmod", "pcomp"})
_LINKING = frozenset({"ADP", "SCONJ"})
_OPENING = _LINKING | {"DET", "CCONJ", "PART", "AUX"}
_PARTICLES = frozenset({"prt", "neg", "advmod"})  # what hangs on a verb alone
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_UNITS = frozenset("%°")


class Form(Enum):
    """What a phrase names an act by."""

    DEED = auto()  # what is to be done: 'visit the valley'
    TOLD = auto()  # that it will be done, with to what: 'the report will be published'
    THING = auto()  # a noun: 'a vote on the bill'


class Wording(NamedTuple):
    """Tokens that may name the act, and the one that heads them."""

    tokens: tuple[int, ...]
    head: Token
    form: Form


class Chosen(NamedTuple):
    """The words that name the act best, in pieces, and how well they are likely to."""

    pieces: tuple[Offsets, ...]
    worth: float


class Around(NamedTuple):
    """The sentence of an announcement: places of its act, day and party, and the chances of each token's roles."""

    sentence: Span
    words: Span
    act: frozenset[int]
    due: frozenset[int]
    party: frozenset[int]
    chances: Mapping[int, Sequence[float]]  # by role

    def mean(self, role: int, tokens: Sequence[int]) -> float:
        """Return the mean chance of those of some tokens that are of the sentence.

        Where one of more than `LONGEST_SENTENCE` tokens was cut, what hangs on a word may stand in another sentence.
        """
        first, chances = self.sentence.start, self.chances[role]
        own = [chances[place - first] for place in tokens if self.holds(place)]
        return sum(own) / len(own) if own else 0.0

    def holds(self, place: int) -> bool:
        """Tell whether a token is of the sentence."""
        return self.sentence.start <= place < self.sentence.end


def word_act(doc: Doc, frame: Frame, roles: Words) -> Chosen | None:
    """Return the phrase that names the act of an announcement best; `None` where the words hold none."""
    around = look_around(doc, frame, roles)
    if around is None:
        return None
    weights = load_weights()
    sums = [
        (sum(weights[name] * value for name, value in describe(wording, around).items()), wording)
        for wording in find_wordings(around)
    ]
    if not sums:
        return None
    total, best = max(sums, key=itemgetter(0))
    worth = 1 / (1 + exp(-total - weights["bias"]))
    if best.form is Form.THING or _is_done(best.head):
        worth *= _OF_THING
    return Chosen(tuple(join(doc, best.tokens)), round(worth, 3))


def _is_done(verb: Token) -> bool:
    """Tell whether a verb tells of what was done, and names no deed to come: 'postponed the cuts', 'has set a vote'."""
    helpers = [child for child in verb.lefts if child.dep_ in _HELPERS]
    perfect = verb.tag_ == "VBN" and any(child.lemma_.lower() == "have" for child in helpers)
    return (verb.tag_ == "VBD" or perfect) and not any(child.tag_ in ("MD", "TO") for child in helpers)


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, and the bias."""
    content = files("onrecord.reading").joinpath("wording.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, float])


@cache
def _list_words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.reading", "wording.toml").words(name)


def look_around(doc: Doc, frame: Frame, roles: Words) -> Around | None:
    """Return the sentence of the act with what is known of its words."""
    held = doc.char_span(*(frame.act or frame.words), alignment_mode="expand")
    span = doc.char_span(*frame.words, alignment_mode="expand")
    if held is None or span is None:
        return None
    sentence = held.root.sent
    chances = {
        role: [roles.share(role, Offsets(token.idx, token.idx + len(token))) for token in sentence]
        for role in (_ACT, _DUE)
    }
    act, due, party = (_places(doc, words) for words in (frame.act, frame.due_words, frame.party))
    return Around(sentence, span, act, due, party, chances)


def _places(doc: Doc, words: Offsets | None) -> frozenset[int]:
    span = None if words is None else doc.char_span(*words, alignment_mode="expand")
    return frozenset() if span is None else frozenset(range(span.start, span.end))


def find_wordings(around: Around) -> Iterator[Wording]:
    """Yield the phrases of the sentence that may name the act, each once."""
    seen = set()
    for token in around.sentence:
        if not around.words.start <= token.i < around.words.end and around.mean(_ACT, [token.i]) < _LOOSE:
            continue
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in _HELPERS):
            found = _word_verb(token, around)
        elif token.pos_ in _NAMES and token.dep_ in _NAMED and not _is_governed(token, around):
            found = ((tokens, Form.THING) for tokens in _trim(token, around, _list_dated(token, around)))
        else:
            continue
        for tokens, form in found:
            kept = _strip(tokens, around)
            if 0 < len(kept) <= _LONGEST and (kept, form) not in seen:
                seen.add((kept, form))
                yield Wording(kept, token, form)


def _is_governed(noun: Token, around: Around) -> bool:
    """Tell whether a noun is the day, or stands under a word that names the act with it: 'leave [the treaty]'."""
    if around.mean(_DUE, [noun.i]) >= _HALF or noun.i in around.due:
        return True
    for token in noun.ancestors:
        inside = around.words.start <= token.i < around.words.end
        if token.pos_ in ("NOUN", "PROPN") and (inside or around.mean(_ACT, [token.i]) >= _HALF):
            return True
        if token.pos_ == "VERB":
            return inside and (noun.dep_ in _SUBJECTS or not _only_leads(token, around))
    return False


def _list_dated(noun: Token, around: Around) -> frozenset[int]:
    """Return the places of clauses behind a noun that have the day: the act is theirs: 'talks that [open in May]'."""
    clauses = ([part.i for part in child.subtree] for child in noun.rights if child.dep_ in ("relcl", "acl"))
    return frozenset(place for clause in clauses if not around.due.isdisjoint(clause) for place in clause)


def _word_verb(verb: Token, around: Around) -> Iterator[tuple[set[int], Form]]:
    if _only_leads(verb, around) or _lacks_object(verb):
        return
    before = {part.i for child in verb.lefts if child.dep_ in _BEFORE_VERB for part in child.subtree}
    helpers = {child.i for child in verb.lefts if child.dep_ in _HELPERS}
    negated = {part.i for child in verb.lefts if _is_negating(child) for part in child.subtree}
    passive = any(child.dep_ in _PASSIVE for child in verb.lefts)
    named: set[int] = set()
    subject, told = _find_subject(verb)
    if subject is not None and around.holds(subject.i) and (passive or _is_thing(subject, around)):
        behind = frozenset(part.i for part in told.subtree if told.head == subject)
        named = next(_trim(subject, around, behind))
    for tokens in _trim(verb, around, frozenset(before)):
        own = {place for place in tokens if place >= verb.i or place in negated}
        if not passive:
            yield own, Form.DEED
        if named:
            yield own | named | helpers, Form.TOLD if told == verb else Form.DEED


def _is_negating(child: Token) -> bool:
    """Tell whether what stands before a verb says the contrary: 'not', 'no longer'."""
    return child.dep_ == "neg" or (
        child.dep_ == "advmod" and any(part.dep_ == "neg" for part in child.subtree)
    )


def _lacks_object(verb: Token) -> bool:
    """Tell whether the thing that a verb is done to stands before its clause: 'the cuts that he will [announce]'."""
    if verb.dep_ != "relcl":
        return False
    told = [child for child in verb.lefts if child.dep_ == "nsubj" and child.tag_ not in _RELATIVE]
    return bool(told) and not any(child.dep_ in ("dobj", "ccomp", "xcomp", "attr") for child in verb.rights)


def _only_leads(verb: Token, around: Around) -> bool:
    """Tell whether a verb only leads to that of the act: 'plans to visit', 'is due to visit', 'said it will'."""
    if any(part.tag_ == "VB" for child in verb.rights if child.dep_ == "acomp" for part in child.rights):
        return True
    said = any(child.dep_ == "ccomp" for child in verb.rights)
    if not said and not any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.rights):
        return False
    passive = verb.dep_ == "acl" or any(child.dep_ in _PASSIVE for child in verb.lefts)
    leads = passive or verb.lemma_.lower() in _list_words("leading")
    return leads or (said and around.mean(_ACT, [verb.i]) < _HALF)


def _is_thing(subject: Token, around: Around) -> bool:
    """Tell whether a subject is not who is to act, who is told of beside the act."""
    return subject.pos_ != "PRON" and subject.i not in around.party and not can_speak(subject)


def _find_subject(verb: Token) -> tuple[Token | None, Token]:
    """Return who or what a verb is told of, and the verb that tells it: 'the cuts [are set] to begin'."""
    for _ in range(_DEEPEST):
        found = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
        if found is not None and not (found.tag_ in _RELATIVE and verb.dep_ == "relcl"):
            return found, verb
        bare = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG")
        if (bare or verb.dep_ == "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return (verb.head if bare or found is not None else None), verb
        if verb.dep_ not in _RAISING:
            break
        verb = verb.head
    return None, verb


def _trim(head: Token, around: Around, barred: frozenset[int]) -> Iterator[set[int]]:
    """Yield the words under a token but for its day: without what stands beside it, the likely ones, and all.

    Of a phrase that is far too long to be read at a glance there are none.
    """
    for loose, likely in ((_BESIDE, False), (frozenset(), True), (_JOINED, False)):
        kept: set[int] = set()
        waiting = [head]
        while waiting and len(kept) <= _MOST:
            token = waiting.pop()
            kept.add(token.i)
            waiting += (
                child
                for child in token.children
                if child.i not in barred
                and child.sent == head.sent
                and (child.dep_ not in loose or _joins_name(child))
                and not _is_dated(child, around)
                and not _only_dates(child, around)
                and not (likely and child.dep_ in _LOOSENED and _is_unlikely(child, around))
            )
        yield kept if len(kept) <= _MOST else set()


def _is_unlikely(child: Token, around: Around) -> bool:
    """Tell whether what may go is unlikely to be of the act; a noun means something else without its 'of'."""
    if child.dep_ == "prep" and child.head.pos_ in _NAMES and child.lower_ in _list_words("bound"):
        return False
    return around.mean(_ACT, [token.i for token in child.subtree]) < _LOOSE


def _joins_name(child: Token) -> bool:
    """Tell whether a word is joined to a noun, of which it tells as much: 'the council and the mill'."""
    nominal = _NAMES | {"ADJ", "NUM"}
    return child.dep_ in _JOINED and child.head.pos_ in nominal and child.pos_ in nominal | {"CCONJ"}


def _is_dated(child: Token, around: Around) -> bool:
    """Tell whether what hangs on a word is its day: 'on Friday', 'next week'."""
    if child.dep_ not in _DATED:
        return False
    part = [token.i for token in child.subtree]
    heads = [child, *child.children] if child.pos_ in _LINKING else [child]
    likely = (around.mean(_DUE, [token.i]) >= _SURE for token in heads if token.pos_ not in _LINKING)
    if any(likely) and around.mean(_DUE, part) >= _SURE:
        return True
    return any(token.i in around.due for token in heads) and 2 * len(around.due.intersection(part)) >= len(
        part
    )


def _only_dates(child: Token, around: Around) -> bool:
    """Tell whether what stands behind a word only tells its day: 'talks [set for Friday]'."""
    if child.dep_ not in _DATING or child.i < child.head.i:
        return False
    dated = {part.i for one in child.children if _is_dated(one, around) for part in one.subtree}
    return bool(dated) and sum(not part.is_punct for part in child.subtree) - len(dated) <= _FEW_BESIDE


def _strip(tokens: set[int], around: Around) -> tuple[int, ...]:
    """Return the tokens in order as a phrase by itself; none where it opens what was left out, or hangs on a noun.

    A mark goes with the words on either side of it, and a bracket with its other half.
    """
    doc = around.sentence.doc
    kept = [place for place in sorted(tokens) if not doc[place].is_space]
    held = frozenset(kept)
    kept = [
        place
        for place in kept
        if not _is_mark(doc[place]) or doc[place].is_quote or {place - 1, place + 1} <= held
    ]
    kept = [place for place in kept if place == kept[-1] or not _lost_its_noun(doc[place], held)]
    if sum(doc[place].is_bracket for place in kept) % 2:
        kept = [place for place in kept if not doc[place].is_bracket]
    while kept and (_is_mark(doc[kept[-1]]) or doc[kept[-1]].dep_ in ("cc", "mark")):
        kept.pop()
    while kept and (_is_mark(doc[kept[0]]) or doc[kept[0]].dep_ == "cc"):
        kept.pop(0)
    if not kept or doc[kept[0]].tag_ in _RELATIVE or _is_open(doc[kept[-1]], held):
        return ()
    return tuple(kept)


def _is_mark(token: Token) -> bool:
    return token.is_punct and token.text not in _UNITS


def _is_open(token: Token, held: frozenset[int]) -> bool:
    """Tell whether what the last word introduces was left out: 'meet in Lund [with]'."""
    if token.tag_ in _RELATIVE or token.tag_ in ("TO", "MD"):
        return True
    leads = token.pos_ in _OPENING and token.dep_ not in _PARTICLES
    return leads and any(child.i not in held for child in token.rights)


def _lost_its_noun(token: Token, held: frozenset[int]) -> bool:
    """Tell whether what a preposition stands before was left out: 'the sinking of … would be told'."""
    if token.pos_ != "ADP" or token.dep_ in _PARTICLES or token.i + 1 in held:
        return False
    return not any(child.i in held for child in token.rights)


def describe(wording: Wording, around: Around) -> dict[str, float]:
    """Return what speaks for and against a phrase as the name of the act."""
    tokens, head = wording.tokens, wording.head
    doc, count = head.doc, len(wording.tokens)
    whole = sum(around.chances[_ACT])
    mine = around.mean(_ACT, tokens) * count
    inside = sum(around.words.start <= place < around.words.end for place in tokens)
    return {
        "likely": mine / count,
        "covers": mine / whole if whole else 0.0,
        "both": 2 * mine / (count + whole),
        "read": len(around.act.intersection(tokens)) / len(around.act) if around.act else 0.0,
        "head_likely": around.mean(_ACT, [head.i]),
        "due": around.mean(_DUE, tokens),
        "inside": inside / count,
        "holds": inside / max(len(around.words), 1),
        "long": log1p(count),
        "very_long": max(0, count - _LONG) / _LONG,
        "short": float(count <= _FEW),
        "empty_alone": float(head.lemma_.lower() in _list_words("empty") and count <= _FEW),
        "modal": float(any(child.tag_ == "MD" for child in head.lefts)),
        "to": float(any(child.tag_ == "TO" for child in head.lefts)),
        "dated": float(any(_find_dated(doc[place]) == head for place in around.due)),
        "pronoun": float(any(doc[place].pos_ == "PRON" for place in tokens)),
        "told": float(wording.form is Form.TOLD),
        "thing": float(wording.form is Form.THING),
    }


def _find_dated(token: Token) -> Token:
    """Return the verb or noun of which a word of the day tells when."""
    while token.dep_ in _OF_A_DAY and token.head != token:
        token = token.head
        if token.pos_ in _VERBS:
            break
    return token


def join(doc: Doc, tokens: Sequence[int]) -> Iterator[Offsets]:
    """Yield the pieces of text that tokens in order make up."""
    first = last = tokens[0]
    for place in (*tokens[1:], -1):
        if place == last + 1:
            last = place
            continue
        yield Offsets(doc[first].idx, doc[last].idx + len(doc[last]))
        first = last = place
