"""What is done by each attribution, and whether anybody is on record by it: as the learned reader judges."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.annotations import Stance
from onrecord.model import Act, Offsets
from onrecord.openness import leaves_open
from onrecord.reading.speech.cues import is_negated, lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech, join
from onrecord.reading.speech.unsaid import (
    calls_false,
    is_asked_or_inverted,
    is_forged,
    is_kept_back,
    is_nobody,
    is_supposed,
)
from onrecord.reading.tagger.model import Judgement, Read, Said

# Stances by which nobody is on record with the content. Whoever refuses to say is on record as refusing.
_UNSAID = (Stance.NOT_SAID, Stance.ASKED, Stance.DEMANDED, Stance.FORETOLD, Stance.WITHDRAWN)
_LIKELIER_UNSAID = 0.5
_SURELY_UNSAID = 0.8  # of words in quotation marks, in which a negation may be their own
_BY_RULE = 0.8  # what an attribution found by rule counts as, beside those to which the tagger gives a chance
_SURE_ENOUGH = 0.6  # probability of two acts of one speech from which it is told as two statements
_PAST = frozenset({"VBD", "VBN"})
_REPLY = 0.7  # chance that a short negative answer to a question denies what it asks; nobody has marked enough of them
_SHORTEST_CLAUSE = 6  # words, from which an answer without a full verb is no answer in brief


class Judged(NamedTuple):
    """A draft with what is done by it."""

    draft: Draft
    act: Act
    act_probability: float
    probability: float  # that its source is on record with its content
    stance: Stance


def judge(read: Read, speech: Speech, drafts: Sequence[Draft]) -> list[Judged]:
    """Return what is done by each draft; a speech that does several things is told as several, in its order."""
    held = [_cut(speech, draft) for draft in drafts]
    sentences = [
        [_ask(draft)._replace(content=one) for one in parts] if len(parts) > 1 else []
        for draft, parts in zip(drafts, held, strict=True)
    ]
    answers = read.judge([*map(_ask, drafts), *(said for some in sentences for said in some)])
    rest = iter(answers[len(drafts) :])
    found = [
        (draft, whole, list(_split(speech, draft, [(said.content, next(rest)) for said in some])))
        for draft, whole, some in zip(drafts, answers[: len(drafts)], sentences, strict=True)
    ]
    again = iter(read.judge([_ask(part) for *_, parts in found for part in parts]))
    return [
        _read_answer(read, speech, part, next(again) if parts else whole)
        for draft, whole, parts in found
        for part in parts or [draft]
    ]


def _cut(speech: Speech, draft: Draft) -> list[tuple[Offsets, ...]]:
    """Return the sentences of a draft; marks that the parse has for one of their own say nothing.

    One that is interrupted ('In May, she said, it will open') comes in the pieces that belong to it.
    """
    parts = (part for piece in draft.content for part in speech.sentences_of(piece))
    told = [part for part in parts if any(char.isalnum() for char in speech.text[slice(*part)])]
    found: list[tuple[Offsets, ...]] = []
    for part in told:
        if found and _goes_on(speech, found[-1][-1], part):
            found[-1] += (part,)
        else:
            found.append((part,))
    return found


def _goes_on(speech: Speech, one: Offsets, other: Offsets) -> bool:
    """Tell whether a piece goes on with the sentence of the one before, both quoted or both not."""
    quoted = (speech.around(one) is None) == (speech.around(other) is None)
    return quoted and speech.are_of_one_sentence(one, other)


def _ask(draft: Draft) -> Said:
    return Said(draft.source, None if draft.continued else draft.cue, draft.content)


def _read_answer(read: Read, speech: Speech, draft: Draft, answer: Judgement) -> Judged:
    if draft.voiced:  # there is no cue whose stance could be asked for
        act, sure = Act(answer.act), answer.probability
        if act is Act.ASSERT and _gives_word(speech, draft):
            act = Act.COMMIT
        elif act is Act.COMMIT:
            act = _tell_whose(speech, draft)
        elif act is Act.REFUSE and _looks_back(speech, draft):
            act, sure = Act.DENY, _REPLY
        elif act in (Act.ASSERT, Act.ACCUSE) and draft.reply == draft.content[0].start:
            reply = _cut(speech, draft)[:1]
            act, sure = (Act.DENY, _REPLY) if reply and _says_no(speech, reply[0][0]) else (act, sure)
        return Judged(draft, act, sure, draft.probability or 0.0, Stance.SAID)
    around = speech.around(draft.cue)
    quoted = any(index != around for piece in draft.content for index in speech.overlapping(piece))
    unsaid = sum(answer.stances.get(one.value, 0.0) for one in _UNSAID)
    stance = _tell_stance(speech, draft, answer, unsaid, quoted=quoted)
    found = _BY_RULE if draft.probability is None else draft.probability
    probability = read.settle(found * (1 - answer.nobody) * (1 - unsaid))
    act, sure = _tell_act(speech, draft, answer, quoted=quoted)
    return Judged(draft, act, sure, probability, stance)


def _tell_stance(speech: Speech, draft: Draft, answer: Judgement, unsaid: float, *, quoted: bool) -> Stance:
    """Return what the text does with the saying; `unsaid` is the chance that nobody is on record by it."""
    saying = draft.verb or _find_noun(speech, draft.cue)
    if unsaid > (_SURELY_UNSAID if quoted else _LIKELIER_UNSAID):
        return max(_UNSAID, key=lambda one: answer.stances.get(one.value, 0.0))
    if saying is not None and not quoted and is_asked_or_inverted(saying):
        return Stance.ASKED
    if not quoted and _only_asks(speech, draft):
        return Stance.ASKED
    if saying is not None and not quoted and is_supposed(saying):
        return Stance.FORETOLD
    if saying is not None and is_forged(saying):
        return Stance.WITHDRAWN
    if not draft.continued and is_kept_back(_list_verbs(speech, draft.cue)):
        return Stance.NOT_SAID
    if draft.source is not None and is_nobody(speech.text, draft.source):
        topic = draft.verb is not None and lemma_of(draft.verb) in list_words("mentioning")
        return Stance.NO_SAYING if topic else Stance.NOT_SAID
    return Stance.NO_SAYING if answer.nobody > _LIKELIER_UNSAID else Stance.SAID


def _only_asks(speech: Speech, draft: Draft) -> bool:
    """Tell whether what somebody is told to have asked is a question: 'asked whether the gate was left open'."""
    if draft.verb is None or lemma_of(draft.verb) not in list_words("asking"):
        return False
    first = next(iter(speech.tokens_between(*draft.content[0])), None)
    return first is not None and first.lower_ in list_words("interrogative")


def _tell_act(speech: Speech, draft: Draft, answer: Judgement, *, quoted: bool) -> tuple[Act, float]:
    """Return what is done by the words that a cue gives to somebody, and how surely."""
    act = Act(answer.act)
    if act is Act.COMMIT:
        act = Act.DENY if _calls_false(speech, draft) else _tell_whose(speech, draft)
    if act in (Act.COMMIT, Act.REFUSE, Act.DENY) and _stays_open(speech, draft):
        act = Act.ASSERT  # 'refused to rule out that it would close' settles nothing
    elif act is Act.COMMIT and draft.verb is not None and _refuses(draft.verb):
        act = Act.REFUSE  # 'ruled out that it would close' promises no closing
    elif act is Act.REFUSE and quoted and _looks_back(speech, draft):
        return Act.DENY, _REPLY
    elif act is Act.DENY and draft.verb is None and _claims(_find_noun(speech, draft.cue)):
        act = Act.ASSERT  # 'a claim by the crew that it leaked was rejected': the crew denies nothing
    return act, answer.probability


def _calls_false(speech: Speech, draft: Draft) -> bool:
    """Tell whether what is said is that something is not so: 'it is an invention that the ferry will stop'."""
    spans = (speech.doc.char_span(*piece, alignment_mode="expand") for piece in draft.content)
    return any(span is not None and calls_false(span.root) for span in spans)


def _tell_whose(speech: Speech, draft: Draft) -> Act:
    """Return what is done by words in which a promise is read: none of the speaker's is told again of another.

    'You promised that it would be mended' accuses, 'the minister assured us that it would be' and 'we were promised
    a road' say that it was so. That holds of words as they were spoken; a sentence in them that looks ahead promises.
    """
    tellers: list[Token] = []
    for sentence in chain.from_iterable(_cut(speech, draft)):
        teller = _find_teller(speech, sentence, voiced=draft.voiced)
        if teller is not None:
            tellers.append(teller)
        elif any(token.lower_ in list_words("future") for token in speech.tokens_between(*sentence)):
            return Act.COMMIT
    if not tellers:
        return Act.COMMIT
    second = any(teller.lower_ in list_words("second_person") for teller in tellers)
    return Act.ACCUSE if second else Act.ASSERT


def _gives_word(speech: Speech, draft: Draft) -> bool:
    """Tell whether somebody promises what he says by saying that he does: 'By 14 May. I give you my word.'."""
    for sentence in chain.from_iterable(_cut(speech, draft)):
        span = speech.doc.char_span(*sentence, alignment_mode="expand")
        if span is None or span.root.tag_ not in ("VB", "VBP") or is_negated(span.root):
            continue
        verb = span.root
        own = any(
            child.dep_ == "nsubj" and child.lower_ in list_words("first_person") for child in verb.lefts
        )
        given = any(child.dep_ in ("dobj", "dative") and child.lower_ == "word" for child in verb.rights)
        if (own and lemma_of(verb) in list_words("giving_word") & list_words("committing")) or (
            given and any(token.lower_ in list_words("first_person") for token in span)
        ):
            return True
    return False


def _find_teller(speech: Speech, sentence: Offsets, *, voiced: bool) -> Token | None:
    """Return who else is said to have said or promised what the sentence tells, or who to have been promised it."""
    span = speech.doc.char_span(*sentence, alignment_mode="expand")
    if span is None or lemma_of(span.root) not in list_words("giving_word") or span.root.tag_ not in _PAST:
        return None
    subject = next((child for child in span.root.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i < span.start:
        return None
    if any(child.tag_ == "MD" for child in span.root.lefts):
        return None  # 'we will be told'
    quoted = voiced or speech.around(Offsets(span.root.idx, span.root.idx + len(span.root))) is not None
    own = subject.dep_ == "nsubj" and subject.lower_ in list_words("first_person")
    return subject if quoted and not own else None


def _says_no(speech: Speech, sentence: Offsets) -> bool:
    """Tell whether a sentence answers a question by no: 'It is not', 'Nobody did', 'Never', 'We were not told'.

    What is not yet so, or will not be, is no such answer, nor is a 'no' before a noun.
    """
    tokens = [token for token in speech.tokens_between(*sentence) if not (token.is_punct or token.is_space)]
    words = [token.lower_ for token in tokens]
    if not tokens or not list_words("unsettled").isdisjoint(words):
        return False
    no = words[0] in list_words("refusing_word") and tokens[0].dep_ != "det"
    negated = any(token.dep_ == "neg" or token.lower_ in list_words("negative_pronoun") for token in tokens)
    brief = len(tokens) < _SHORTEST_CLAUSE and not any(
        token.pos_ == "VERB" and lemma_of(token) not in list_words("auxiliary") for token in tokens
    )
    own = not list_words("first_person").isdisjoint(words)
    past = any(token.tag_ in ("VBD", "VBN") or token.lower_ in ("have", "'ve", "’ve") for token in tokens)
    return no or (negated and (brief or (own and past)))


def _looks_back(speech: Speech, draft: Draft) -> bool:
    """Tell whether somebody says only what was not done, and refuses nothing: 'We did not sell it'."""
    if draft.verb is not None and _refuses(draft.verb):
        return False
    found = False
    for sentence in chain.from_iterable(_cut(speech, draft)):
        tokens = speech.tokens_between(*sentence)
        if any(token.lower_ in list_words("unsettled") for token in tokens):
            return False
        negated = [token.head for token in tokens if token.dep_ == "neg"]
        if any(child.dep_ == "xcomp" for verb in negated for child in verb.children):
            return False  # 'We were not ready to sell'
        found |= any(
            verb.tag_ == "VBD"
            or any(child.dep_ in ("aux", "auxpass") and child.tag_ == "VBD" for child in verb.children)
            for verb in negated
        )
    return found


def _list_verbs(speech: Speech, cue: Offsets | None) -> list[Token]:
    """Return the verbs of saying of a cue."""
    tokens = [] if cue is None else speech.tokens_between(cue.start, cue.end)
    return [token for token in tokens if lemma_of(token) in list_words("saying") | list_words("undertaking")]


def _find_noun(speech: Speech, cue: Offsets | None) -> Token | None:
    """Return the noun of a cue without a verb: 'his promise to'."""
    tokens = [] if cue is None else speech.tokens_between(cue.start, cue.end)
    return next((token for token in tokens if token.pos_ == "NOUN"), None)


def _stays_open(speech: Speech, draft: Draft) -> bool:
    """Tell whether the words of saying, alone or with what is said, leave open whether it will be."""
    told = [speech.text[slice(*words)] for words in (draft.cue, *draft.content) if words is not None]
    return leaves_open(told[0]) or leaves_open(" ".join(told))


def _claims(noun: Token | None) -> bool:
    """Tell whether the noun is for what somebody says is so: no 'denial', 'rejection' or 'refusal'."""
    return noun is not None and lemma_of(noun) in list_words("claiming")


def _refuses(verb: Token) -> bool:
    """Tell whether the verb says that its content will not be done."""
    particle = next((f" {child.lower_}" for child in verb.children if child.dep_ == "prt"), "")
    return f"{lemma_of(verb)}{particle}" in list_words("refusing") and not is_negated(verb)


def _split(
    speech: Speech, draft: Draft, told: Sequence[tuple[tuple[Offsets, ...], Judgement]]
) -> Iterator[Draft]:
    """Yield the draft in runs of sentences that do the same; nothing where all do."""
    runs: list[tuple[Judgement, list[Offsets]]] = []
    for sentence, answer in told:
        last = runs[-1] if runs else None
        # in a turn nothing but the sentences themselves tells where one thing said ends and the next begins
        sure = draft.voiced or (
            last is not None and min(last[0].probability, answer.probability) >= _SURE_ENOUGH
        )
        if last is None or (sure and answer.act != last[0].act):
            runs.append((answer, [*sentence]))
        else:
            last[1].extend(sentence)
    if len(runs) > 1:
        for _, held in runs:
            yield replace(draft, content=join(held, speech.text))
