"""Parse -> whether the words look back: on a plan ('was due'), or on an event that is over ('at a meeting')."""

from spacy.tokens import Token

from onrecord.annotations import TimeMention
from onrecord.reading.plans.clauses import children
from onrecord.reading.plans.promises import words


def looks_back(cue: Token) -> bool:
    """Tell whether the word that says it lies ahead stands in the past: 'was due', 'had promised', 'would'."""
    helpers = {child.tag_ for child in children(cue, "aux", "auxpass")}
    verb = cue.head if cue.dep_ in {"aux", "xcomp", "acomp"} else cue
    promised = cue.tag_ == "VBN" and cue.dep_ == "acl" and cue.lemma_.lower() in words("commissive")
    return promised or "VBD" in helpers or cue.lower_ == "would" or "VBD" in {cue.tag_, verb.tag_}


def is_told_in_past(noun: Token) -> bool:
    """Tell whether the clause in which a noun stands tells what happened: 'spoke at a meeting on Friday'."""
    verb = next((token for token in noun.ancestors if token.pos_ in {"VERB", "AUX"}), None)
    if noun.dep_ == "pobj" and noun.head.lower_ in words("behind"):
        return verb is None or not any(child.tag_ in {"MD", "TO"} for child in children(verb, "aux"))
    looking_ahead = words("accepting") | words("pushing") | words("scheduled") | words("likely")
    if any(c.tag_ == "VBN" and c.lemma_.lower() not in looking_ahead for c in children(noun, "acl")):
        return True  # 'a poll released on Friday'
    if verb is None or verb.lemma_.lower() in looking_ahead:
        return False
    held = verb.tag_ == "VBN" and verb.dep_ == "acl"  # 'those met at a meeting on Friday'
    return held or verb.tag_ == "VBD"


def is_marked(noun: Token, time: TimeMention | None) -> bool:
    """Tell whether a day only marks an event, which may be over: 'her Thursday announcement'."""
    return time is not None and any(child.idx == time.start for child in children(noun, "compound"))


def is_retold(cue: Token) -> bool:
    """Tell whether an older plan is told again: 'had planned to', 'was due to'."""
    helpers = {child.tag_ for child in children(cue, "aux", "auxpass")}
    return "VBD" in helpers or (cue.dep_ == "acomp" and cue.head.tag_ == "VBD")
