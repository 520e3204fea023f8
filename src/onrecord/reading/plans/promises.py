"""What is common to the rules that find acts ahead: who can promise, what is reported, what is only a case."""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.annotations import PlanMove
from onrecord.lexicon import load_lexicon
from onrecord.reading.plans.clauses import SUBJECTS, children, find_subject

_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})  # entity types of those who can promise


class Future(NamedTuple):
    """An act that lies ahead, by the words or by its day alone."""

    act: Token  # the verb or noun that names it
    cue: Token  # the word that says so
    party: Token | None
    hedged: bool = False
    move: PlanMove = PlanMove.ANNOUNCE
    ahead: bool = True  # False: only its day can tell that it lies ahead
    alone: bool = False  # it commits its party even without a day
    ordered: bool = False  # it commits whoever says so: 'the gate will be repaired'
    moved: bool = False  # its day is moved: what the act is may stand in a sentence before


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name` of plans.toml."""
    return load_lexicon("onrecord.reading.plans", "plans.toml").words(name)


@cache
def first_words(name: str) -> frozenset[str]:
    """Return the words with which the phrases of a word list begin."""
    return frozenset(phrase.split()[0] for phrase in words(name))


def can_promise(token: Token | None) -> bool:
    """Tell whether a party's head names someone who can take on an act."""
    if token is None:
        return False
    if token.pos_ == "PRON" or token.tag_ in {"PRP$", "WP"}:
        return token.lower_ in words("pronouns") or token.tag_ == "PRP$"
    if token.ent_type_ in _PARTIES or token.lemma_.lower() in words("agents"):
        return True
    if token.pos_ == "PROPN" and token.lower_ in words("regions"):
        return True
    named = not token.ent_type_ or (token.ent_type_ == "DATE" and token.dep_ in SUBJECTS)  # 'May said'
    return (token.pos_ == "PROPN" and named) or (token.tag_ == "MD" and token.is_title)


def is_negated(verb: Token) -> bool:
    """Tell whether a verb is negated, and more than by 'not only'."""
    following = (
        verb.doc[child.i + 1].lower_ for child in children(verb, "neg") if child.i + 1 < len(verb.doc)
    )
    return any(word not in {"only", "just", "merely"} for word in following)


def is_ruled_out(verb: Token) -> bool:
    """Tell whether a verb says that its object will not be done: 'ruled out a vote'."""
    ruled = verb.lemma_.lower() == "rule" and any(child.lower_ == "out" for child in children(verb, "prt"))
    return ruled and not is_negated(verb)


def depends_on_case(verb: Token) -> bool:
    """Tell whether the clause is bound to a case or a doubt: 'it will open if it rains', 'will probably open'."""
    clauses = children(verb, "advcl")
    marked = any(child.lower_ in words("conditional") for clause in clauses for child in clause.children)
    doubted = any(child.lower_ in words("doubting") for child in children(verb, "advmod"))
    return marked or doubted


def stands_in_case(verb: Token) -> bool:
    """Tell whether the verb itself is the case: 'if they meet on Sunday'."""
    return verb.dep_ == "advcl" and any(child.lower_ in words("conditional") for child in verb.children)


def is_thought_only(verb: Token) -> bool:
    """Tell whether the clause is only thought possible, or said not to be meant: 'the chance that it will open'."""
    token = verb
    for _ in range(4):
        head, lemma = token.head, token.head.lemma_.lower()
        if head.i == token.i or token.dep_ not in {
            "acl",
            "appos",
            "ccomp",
            "conj",
            "relcl",
            "xcomp",
            "pcomp",
            "advcl",
        }:
            return False
        if head.pos_ == "NOUN":
            missing = lemma in words("signs") and any(c.lower_ == "no" for c in children(head, "det"))
            speculated = token.dep_ in {"acl", "appos", "ccomp", "relcl"}
            speculated = speculated and (missing or lemma in words("speculation"))
            return speculated and not any(c.tag_ in {"WDT", "WP"} for c in token.children)
        if token.dep_ == "advcl" and stands_in_case(token):
            return True
        if token.dep_ == "ccomp" and lemma in words("believing") | words("meaning") and is_negated(head):
            return True
        if {head.lower_, *(c.lower_ for c in children(head, "acomp"))} & words("unsure"):
            return True
        token = head
    return False


def is_believed(verb: Token) -> bool:
    """Tell whether the clause is what somebody believes, hopes or fears: 'he thinks that she will resign'."""
    governed = verb.dep_ == "ccomp" and verb.head.i != verb.i and not children(verb.head, "auxpass")
    return governed and verb.head.lemma_.lower() in words("believing")


def is_stative(verb: Token, *, pledged: bool = False) -> bool:
    """Tell whether a verb names a state, or what befalls its subject: no act that could be promised.

    'It will force a vote' tells what follows, 'she vowed to force a vote' (pledged) what she takes on.
    """
    lemma = verb.lemma_.lower()
    if lemma not in words("statives"):
        return False
    if any(f"{lemma} {child.lower_}" in words("phrasal_acts") for child in children(verb, "prt", "advmod")):
        return False
    objects = children(verb, "dobj")
    if objects and (lemma in words("ending") or (pledged and lemma in words("causing"))):
        return False
    if lemma in words("light_verbs") and any(noun.lemma_.lower() in words("act_nouns") for noun in objects):
        return False  # 'will not be having a vote'
    if lemma in words("permitting") and (is_negated(verb) or _lets_somebody(verb)):
        return False  # 'will not let it lapse', 'will allow the inspectors to visit'
    if lemma == "have" and pledged and children(verb, "ccomp"):
        return False  # 'offered to have the army help'
    return not (lemma == "appear" and any(c.lower_ in words("appearing") for c in children(verb, "prep")))


def _lets_somebody(verb: Token) -> bool:
    """Tell whether a verb allows a party its act: 'allow the inspectors to visit'."""
    clauses = (child for child in children(verb, "ccomp", "xcomp") if child.tag_ == "VB")
    return any(can_promise(subject) for clause in clauses for subject in children(clause, "nsubj"))


def befalls(verb: Token) -> bool:
    """Tell whether a verb with its adjective names what nobody does: 'will lose', 'will be able'."""
    lemma = verb.lemma_.lower()
    if lemma in words("befalling") or (lemma == "have" and children(verb, "xcomp")):
        return True  # 'will have to give in'
    if any(f"{lemma} {child.lower_}" in words("fading") for child in children(verb, "prt", "advmod", "prep")):
        return True
    if lemma in words("changing") and not children(verb, "dobj", "nsubjpass"):
        return True
    if lemma in {"be", "have"} and not children(verb, "aux", "auxpass", "xcomp", "acomp", "agent")[1:]:
        held = children(verb, "attr", "dobj")
        if held and not any(noun.lemma_.lower() in words("act_nouns") for noun in held):
            return True  # 'will be a nation of sailors', 'will have a hard year'
    if lemma == "be" and not children(
        verb, "auxpass", "xcomp", "attr", "acomp", "agent", "advmod", "prep", "oprd"
    ):
        return True  # 'as they hope it will be'
    told = [] if lemma == "make" else children(verb, "acomp")  # 'will make sure that it opens'
    return any(child.lower_ in words("states") or child.lower_ not in words("ends") for child in told)


def has_object(verb: Token) -> bool:
    """Tell whether a verb that only carries an act says which: 'make' does not, 'make a payment' does."""
    return verb.lemma_.lower() not in words("light_verbs") or bool(
        children(verb, "dobj", "attr", "ccomp", "acomp")
    )


def _is_empty(noun: Token) -> bool:
    """Tell whether an object says nothing of an act: 'a lot', but not 'a lot of claims'."""
    if noun.lemma_.lower() not in words("empty_objects"):
        return False
    if noun.lemma_ == "deal" and not any(c.lower_ in words("measuring") for c in children(noun, "amod")):
        return False  # 'will sign the deal', but not 'will do a great deal'
    named = (pobj for c in children(noun, "prep") if c.lower_ == "of" for pobj in children(c, "pobj"))
    return not any(pobj.pos_ in {"NOUN", "PROPN"} for pobj in named)


def says_what(verb: Token) -> bool:
    """Tell whether a verb with what follows it names an act: 'work' does not, 'work on the dam' and 'resign' do."""
    if verb.lemma_.lower() in words("whole_acts"):
        return True
    if any(_is_empty(child) for child in children(verb, "dobj")):
        return False
    return has_object(verb) and bool(
        children(verb, "dobj", "prep", "xcomp", "ccomp", "acomp", "dative", "prt", "attr")
    )


def falls_due(act: Token, subject: Token | None) -> bool:
    """Tell whether an act with its subject can be due, and not only be predicted: 'prices will fall in May'."""
    if subject is None or can_promise(subject):
        return True
    if subject.lemma_.lower() in words("act_nouns") | words("recipients"):
        return True
    lemma = act.lemma_.lower()
    return bool(children(act, "nsubjpass", "auxpass")) or lemma == "be" or lemma in words("calendar")


def is_reported(verb: Token) -> bool:
    """Tell whether the clause is what somebody said: 'he said it would open'."""
    token = verb
    for _ in range(6):
        if token.dep_ in {"acl", "relcl"} and any(c.lower_ == "that" for c in children(token, "mark")):
            told = (
                token.head.head
            )  # 'told members that it would open', where a parser hangs it on the members
            return token.head.dep_ in {"dobj", "dative"} and told.lemma_.lower() in words("reporting")
        if token.dep_ in {"ccomp", "parataxis"} and token.head.lemma_.lower() in words("reporting"):
            return True
        if token.head.lower_ in words("clear") and token.head.head.lemma_ == "make":
            return True  # 'made it clear that it would close'
        beside = (c for c in children(token, "ccomp", "parataxis") if c.i != verb.i)
        if any(c.lemma_.lower() in words("reporting") for c in beside):
            return True
        if (
            token.dep_ == "conj"
            and token.head.tag_ == "VBD"
            and token.head.lemma_.lower() in words("reporting")
        ):
            return any(
                c.lower_ == "would" for c in children(verb, "aux")
            )  # 'said it failed and it would pay'
        if token.dep_ not in {"conj", "xcomp", "ccomp", "advcl", "relcl"}:
            return False
        token = token.head
    return False


def _find_after_place(verb: Token) -> Token | None:
    """Return the subject that a parser took for a name of the place before it: 'In Corran, the bank said it'."""
    for preposition in children(verb, "prep"):
        for pobj in children(preposition, "pobj"):
            for subject in children(pobj, "appos"):
                return subject if subject.i < verb.i else None
    return None


def find_allowed(verb: Token) -> Token | None:
    """Return the act that is to be allowed: 'visit' in 'agreed to let her visit the mine'."""
    if verb.lemma_.lower() not in words("permitting"):
        return None
    return next((c for c in children(verb, "ccomp", "xcomp") if c.tag_ == "VB"), None)


def is_proverb(verb: Token) -> bool:
    """Tell whether a verb only stands for another: 'as it undertook to do in May'."""
    return verb.lemma_ == "do" and not children(verb, "dobj") and not is_negated(verb)


def find_sayer(party: Token | None, verb: Token) -> Token | None:
    """Return who 'it' is in 'the bank said it would pay': whoever says so, where that can be told.

    A speaker who names somebody else as 'it' would have named him before; pronouns of persons are told by chains.
    """
    if party is None or party.lower_ != "it" or verb.dep_ != "ccomp":
        return None
    if verb.head.lemma_.lower() not in words("reporting") | words("commissive"):
        return None
    sayer = find_subject(verb.head) or _find_after_place(verb.head)
    return sayer if sayer is not None and sayer.pos_ in {"NOUN", "PROPN"} and can_promise(sayer) else None


def is_prefixed(noun: Token) -> bool:
    """Tell whether the tokenizer cut a noun and what changes its meaning apart: 're-election'."""
    pieces = [token.lower_ for token in noun.doc[max(noun.i - 2, 0) : noun.i + 2]]
    return pieces[:2] == ["re", "-"] or pieces[-2:] == ["re", "-"]


def find_speaker(verb: Token) -> Token | None:
    """Return the subject of the saying under which a clause stands: 'the bank' in 'the bank said it would pay'."""
    token = verb
    for _ in range(6):
        if token.head.i == token.i or token.dep_ not in {"ccomp", "conj", "parataxis", "xcomp", "advcl"}:
            break
        token = token.head
        if token.lemma_.lower() in words("reporting"):
            return find_subject(token)
    told = next(
        (c for c in children(verb, "ccomp", "parataxis") if c.lemma_.lower() in words("reporting")), None
    )
    return find_subject(told) if told is not None else None


def has_to(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with 'to'."""
    return any(c.tag_ == "TO" for c in children(verb, "aux"))


def find_continued(act: Token) -> Token:
    """Return what goes on: 'visit' in 'will continue to visit it'."""
    if act.lemma_.lower() not in words("continuing"):
        return act
    return next((c for c in children(act, "xcomp") if c.tag_ in {"VB", "VBG", "VBN"}), act)


def ends_in_question(verb: Token) -> bool:
    """Tell whether the next mark that ends a sentence after a verb is a question's."""
    marks = (token.text for token in verb.doc[verb.i : verb.sent.end] if token.text in {".", "!", "?"})
    return next(marks, "") == "?"


def is_warned(verb: Token) -> bool:
    """Tell whether the clause tells what somebody fears will follow: 'critics warned that it would flood the town'."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("warning")


def find_host(noun: Token) -> Token | None:
    """Return who brings about what the noun names: the subject of 'holds an election', 'to start a round of talks'."""
    token = noun
    for _ in range(2):
        if token.dep_ == "pobj" and token.head.lower_ in {"of", "for"}:
            if token.head.head.pos_ == "VERB" and token.head.head.lemma_.lower() in words("pushing"):
                return find_subject(token.head.head)
            token = token.head.head
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words("light_verbs") | words("asking_for"):
        host = find_subject(token.head)
        return host if can_promise(host) else None
    return None


def find_owner(noun: Token) -> Token | None:
    """Return who made what the noun names: the subject of the verb whose object it is ('signed a pledge')."""
    if noun.dep_ in {"dobj", "pobj"} and noun.head.pos_ == "VERB":
        return find_subject(noun.head)
    return None
