"""Verbs with 'will', 'would' and 'going to' -> acts ahead."""

from spacy.tokens import Token

from onrecord.annotations import PlanMove
from onrecord.reading.plans.clauses import SUBJECTS, children, find_holder, find_subject
from onrecord.reading.plans.promises import (
    Future,
    befalls,
    can_promise,
    depends_on_case,
    ends_in_question,
    falls_due,
    find_continued,
    find_speaker,
    has_to,
    is_negated,
    is_reported,
    is_stative,
    is_warned,
    says_what,
    stands_in_case,
    words,
)


def read_modal(verb: Token) -> Future | None:
    """Return the act that a verb with 'will', 'shall', 'would' or 'going to' puts ahead.

    'Would' does so only in reported speech: 'she said it would open'.
    """
    act, modal = _find_modal(verb)
    if modal is not None and (whole := _find_cut(verb)) is not None:
        return Future(whole, modal, find_subject(verb), alone=_can_will(find_subject(verb), verb))
    if act.lemma_.lower() in words("hesitating") and is_negated(act):  # 'will not hesitate to answer'
        act = next((c for c in children(act, "xcomp") if has_to(c)), act)
    if modal is None or _is_asked(verb) or _tells_otherwise(modal, verb):
        return None
    would = modal.lower_ in {"would", "’d", "'d"}
    subject = find_subject(act)
    if (noun := _find_existing(verb)) is not None:
        none = any(child.lower_ == "no" for child in children(noun, "det"))
        return Future(noun, modal, find_holder(noun), ordered=none)
    place = any(child.lower_ == "place" for child in act.children)
    occurs = act.lemma_ == "occur" and subject is not None and subject.pos_ == "PRON"
    if act.lemma_ in words("happening") and (act.lemma_ != "take" or place):
        if not can_promise(subject) and not occurs:
            return _read_happening(verb, modal)
        if place or occurs:
            return None  # 'it will take place': what will, another sentence says
    if _is_predicted(act, subject) or _suffers(act, children(verb, "nsubjpass")):
        return None
    hedged = depends_on_case(verb)
    core = find_continued(act)
    acting = core.pos_ == "VERB" and not is_stative(core) and says_what(core)
    acting = acting and not children(verb, "nsubjpass") and not children(core, "auxpass")
    guessed = would and hedged and not _answers(verb, subject)
    alone = acting and _can_will(subject, verb) and not guessed
    ordered = bool(children(core, "auxpass")) and core.lemma_.lower() in words("ordered") and not guessed
    ordered = ordered and _is_ordered_about(verb)
    return Future(act, modal, subject, hedged=hedged, alone=alone, ordered=ordered)


def _is_predicted(act: Token, subject: Token | None) -> bool:
    """Tell whether nobody can be bound to do it: 'it will complicate matters in May'."""
    idle = subject is not None and subject.lower_ == "it" and is_stative(act)
    if idle and act.lemma_ not in words("calendar") | {"be"}:
        return True
    return befalls(act) or not falls_due(act, subject)


def _is_ordered_about(verb: Token) -> bool:
    """Tell whether what is acted on is a thing: 'the gate will be repaired', but not 'the mayor will be held'."""
    things = children(verb, "nsubjpass", "nsubj")
    return bool(things) and (things[0].lower_ in {"it", "they", "this"} or things[0].ent_type_ == "")


def _suffers(act: Token, subjects: list[Token]) -> bool:
    """Tell whether somebody only undergoes the act, with nobody to set its day: 'he will be drawn into it'."""
    told = words("ordered") | words("settled") | words("undergone")
    return any(map(can_promise, subjects)) and act.lemma_.lower() not in told


def _find_existing(verb: Token) -> Token | None:
    """Return the act that there will be: 'there will be a vote'."""
    if verb.lemma_ != "be" or not any(child.lower_ == "there" for child in verb.children):
        return None
    return next((c for c in children(verb, "attr", "nsubj") if c.lemma_.lower() in words("act_nouns")), None)


def _find_cut(verb: Token) -> Token | None:
    """Return the verb that the tokenizer cut from its prefix: 'operate' in 'will co-operate'."""
    cut = verb.lower_ in words("prefixes") and verb.i + 2 < len(verb.doc) and verb.nbor(1).text == "-"
    return verb.nbor(2) if cut else None


def _answers(verb: Token, subject: Token | None) -> bool:
    """Tell whether 'would' says what its speaker will do in a case: 'he said he would resign if she won'."""
    if subject is None or subject.lower_ not in words("speakers") | {"it"}:
        return False
    cases = [clause for clause in children(verb, "advcl") if stands_in_case(clause)]
    unreal = {"could", "had", "were"}  # 'if he could', 'if he were'
    return not any(token.lower_ in unreal for clause in cases for token in (clause, *clause.children))


def _find_modal(verb: Token) -> tuple[Token, Token | None]:
    """Return the verb that names the act, and the word that puts it ahead."""
    helpers = children(verb, "aux")
    coordinate = verb.dep_ == "conj" and verb.tag_ == "VB" and not is_negated(verb.head)
    if coordinate and not helpers and not children(verb, *SUBJECTS):
        helpers = children(verb.head, "aux")  # 'will resign and leave the town'
    modal = next(
        (c for c in helpers if c.lemma_.lower() in words("modals") or c.lower_ in words("modals")), None
    )
    going = verb.lower_ == "going" and any(
        c.lemma_ == "be" or c.lower_ in words("be_clitics") for c in helpers
    )
    inner = next((c for c in children(verb, "xcomp") if has_to(c)), None) if going else None
    if inner is None:
        return verb, modal
    if any(c.tag_ == "VBD" for c in helpers) and not is_reported(verb):
        return inner, None  # 'was going to': it did not
    return inner, modal or verb


def _tells_otherwise(modal: Token, verb: Token) -> bool:
    """Tell whether the modal puts nothing ahead: 'she'd opened it', 'Will Fenn advises', 'he would often go'."""
    helpers = children(verb, "aux", "auxpass")
    if modal.lower_ in {"'d", "’d"} and verb.tag_ != "VB":
        return True  # she had
    if modal.is_title and verb.tag_ in {"VBZ", "VBD"} and len(helpers) == 1:
        return True  # a name
    idle = words("habitual") | words("guessing") | {"rather"}
    if any(child.lower_ in idle for child in verb.children):
        return True  # 'would often go', 'would rather go', 'maybe she will go'
    if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl" and not children(verb, *SUBJECTS, "expl"):
        return True  # 'views that he hopes will appeal to voters'
    perfect = any(child.lemma_ == "have" for child in helpers)
    if modal.lower_ in {"would", "’d", "'d"} and (perfect or not is_reported(verb)):
        return True
    return perfect and not children(verb, "auxpass")


def _read_happening(verb: Token, modal: Token) -> Future | None:
    """Read 'the vote will take place on Friday' and 'the visit will not go ahead': what happens is the subject."""
    noun = next(iter(children(verb, "nsubj")), None)
    if noun is None or noun.lemma_.lower() not in words("act_nouns"):
        return None
    if is_negated(verb):
        return Future(noun, modal, find_holder(noun), move=PlanMove.WITHDRAW, alone=True)
    return Future(noun, verb, find_holder(noun))


def _is_asked(verb: Token) -> bool:
    """Tell whether the clause is a question: 'how the town will pay'."""
    asking = any(
        c.tag_ in {"WP", "WRB", "WDT"} and c.dep_ != "nsubj" and c.lower_ != "when" for c in verb.children
    )
    asking = asking or any(c.lower_ == "whether" for c in verb.children)
    return (asking and verb.dep_ not in {"relcl"}) or ends_in_question(verb)


def _is_person(token: Token | None) -> bool:
    """Tell whether a word names somebody who would not call himself 'it'."""
    return token is not None and (token.pos_ == "PRON" or token.ent_type_ == "PERSON")


def _can_will(subject: Token | None, verb: Token) -> bool:
    """Tell whether 'will' is a promise of its subject: 'it' promises only in somebody's mouth."""
    if subject is not None and subject.lower_ == "it":
        speaker = find_speaker(verb)
        if not is_reported(verb) or _is_person(speaker):
            return False
        return not is_warned(verb) or (speaker is not None and speaker.ent_type_ in {"GPE", "NORP", "ORG"})
    return can_promise(subject)
