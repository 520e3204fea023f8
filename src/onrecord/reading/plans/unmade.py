"""Words of promising that promise nothing: imagined, asked for, denied, given up or told as a step of a story."""

from spacy.tokens import Token

from onrecord.reading.plans.clauses import children
from onrecord.reading.plans.promises import has_to, is_negated, is_reported, stands_in_case, words


def is_narrated(head: Token) -> bool:
    """Tell whether a choice, a hope or a threat is told as a step of a story: 'she decided to look inside'."""
    if head.lemma_.lower() not in words("deciding") | words("hoping") or is_reported(head):
        return False
    alone = head.tag_ == "VBG" and head.lemma_.lower() in words("deciding") and not children(head, "aux")
    return alone or head.tag_ == "VBD" or any(child.tag_ == "VBD" for child in children(head, "aux"))


def promises_nothing(head: Token) -> bool:
    """Tell whether the promise is none: only possible, a case, denied, refused, or an attempt or refusal gone by."""
    lemma = head.lemma_.lower()
    helpers = [
        c for c in children(head, "aux") if not (c.is_title and head.tag_ != "VB")
    ]  # 'May had offered'
    if any(child.tag_ == "MD" and child.lower_ not in words("modals") for child in helpers):
        return True  # 'may agree to open it'
    if any(child.lower_ == "whether" for child in children(head, "mark")):
        return True
    if has_to(head) and head.dep_ in {"acl", "relcl", "advcl"}:
        return True  # 'the first to agree to open it'
    if _is_only_imagined(head):
        return True
    if stands_in_case(head) or _is_undone(head) or (is_negated(head) and lemma not in words("intending")):
        return True
    return head.tag_ == "VBD" and (lemma == "seek" or lemma in words("refusing"))


def _is_only_imagined(head: Token) -> bool:
    """Tell whether a promise is made only in thought: 'why she would agree to go', 'suggested that they vow to go'."""
    helpers = children(head, "aux", "auxpass")
    if any(child.lower_ == "would" for child in helpers) and not is_reported(head):
        return True
    if head.tag_ == "VBN" and not helpers and head.lemma_.lower() in words("intending"):
        return True  # 'a law intended to save it'
    governor = head.head.lemma_.lower() if head.dep_ == "ccomp" else ""
    return governor in words("suggesting") and head.tag_ in {"VB", "VBP"}


def is_purpose(verb: Token, head: Token) -> bool:
    """Tell whether the infinitive is what a promise is for: 'agreed on a plan in May to save it'."""
    between = [t for t in verb.doc[head.i + 1 : verb.i] if t.pos_ != "ADP" and t.ent_type_ != "DATE"]
    return verb.dep_ == "advcl" and len(between) > 2


def _is_undone(head: Token) -> bool:
    """Tell whether the promise is only refused or denied: 'refuses to commit to opening it'."""
    above, lemma = head.head, head.head.lemma_.lower()
    if head.dep_ not in {"xcomp", "acl", "ccomp"}:
        return False
    asked = has_to(head) and above.pos_ == "VERB" and lemma in words("asking")
    return asked or lemma in words("refusing") | words("not_doing") | words("unwilling")


def _is_unmade(verb: Token) -> bool:
    """Tell whether a promise is only to be made: 'wants them to reach a deal to save it'."""
    return verb.tag_ == "VB" and not any(child.lemma_ in {"do", "will"} for child in children(verb, "aux"))


def _is_given_up(verb: Token) -> bool:
    """Tell whether a verb ends the promise that is its object: 'scrapped plans to', 'gave up plans to'."""
    lemma = verb.lemma_.lower()
    phrases = {f"{lemma} {child.lower_}" for child in children(verb, "prt")}
    return bool({lemma, *phrases} & words("undoing"))


def is_broken_off(noun: Token) -> bool:
    """Tell whether the promise that a noun names is given up, or not made yet: 'scrapped plans to'."""
    if noun.dep_ == "pobj":
        return noun.head.head.lemma_.lower() in words("retreating")
    unmade = noun.lemma_.lower() in words("to_be_made") and _is_unmade(noun.head)
    return noun.dep_ == "dobj" and (unmade or _is_given_up(noun.head))
