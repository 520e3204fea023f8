"""Infinitives and gerunds -> acts ahead: what is promised, planned, hoped for or scheduled."""

from spacy.tokens import Token

from onrecord.reading.plans.clauses import SUBJECTS, children, find_holder, find_subject
from onrecord.reading.plans.promises import (
    Future,
    befalls,
    can_promise,
    falls_due,
    find_allowed,
    find_owner,
    has_object,
    has_to,
    is_negated,
    is_prefixed,
    is_proverb,
    is_reported,
    is_stative,
    says_what,
    stands_in_case,
    words,
)
from onrecord.reading.plans.unmade import is_broken_off, is_narrated, is_purpose, promises_nothing

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})  # Penn Treebank tags
_LONGEST_HEADLINE = 25  # words
_FURTHEST = 12  # words between a promise and its infinitive; what stands further belongs to another word


def read_infinitive(verb: Token) -> Future | None:
    """Return the act that an infinitive names, where the word it hangs on puts it ahead: 'promised to open'."""
    if not has_to(verb) or _is_asked(verb) or is_proverb(verb):
        return None
    if any(child.lemma_ == "have" for child in children(verb, "aux")):
        return None  # 'promises to have built it' tells what will be done by then
    if (future := _read_bare_infinitive(verb)) is not None or verb.head.i == verb.i:
        return future
    head = verb.head
    vow = _find_vow_before(verb)
    if vow is not None or (head.pos_ in {"NOUN", "PROPN"} and verb.dep_ in {"acl", "relcl"}):
        return _commit(verb, vow, find_holder(vow)) if vow is not None else _read_noun_infinitive(verb, head)
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return None
    if (noun := _find_commitment(head)) is not None and verb.i > noun.i:
        return _commit(verb, noun, next(iter(children(head, "nsubjpass", "nsubj")), None))
    if _is_passive(head):
        return _read_scheduled(verb, head)
    return _read_to_be(verb, head) if head.lemma_ == "be" else _read_promised(verb, head)


def _is_asked(verb: Token) -> bool:
    """Tell whether the infinitive is a question: 'whether to pay', 'how much to pay'."""
    asking = (token for left in verb.lefts for token in (left, *left.children))
    return any(token.tag_ in {"WP", "WRB"} or token.lower_ == "whether" for token in asking)


def _is_passive(head: Token) -> bool:
    if children(head, "auxpass", "nsubjpass") or head.pos_ == "ADJ" or head.lower_ == "due":
        return True
    if _is_absolute(head):
        return True
    return head.tag_ == "VBN" and head.dep_ in {"acl", "amod"}


def _is_absolute(head: Token) -> bool:
    """Tell whether a participle tells beside the sentence how things stand: 'with the council set to vote'."""
    scheduled = head.lemma_.lower() in words("scheduled") | words("likely")
    return scheduled and any(child.lower_ == "with" for child in children(head, "mark"))


def _find_scheduled(head: Token) -> Token | None:
    """Return what is due: the subject of 'is due to', the noun of 'the lease, due to end'."""
    subject = next(iter(children(head, "nsubjpass", "nsubj")), None)
    if subject is not None:
        return _resolve(subject, head)
    if head.dep_ in {"acl", "amod"}:
        return head.head
    before = head.doc[head.i - 2] if head.i >= head.sent.start + 2 and head.nbor(-1).text == "," else None
    if before is not None and before.pos_ in {"NOUN", "PROPN"}:
        return _find_act_of(before)
    return find_subject(head.head if head.lower_ == "due" or head.dep_ == "acomp" else head)


def _find_act_of(noun: Token) -> Token:
    """Return the act in whose phrase a noun stands last: 'elections' in 'the elections to the council, due'."""
    token = noun
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.head.pos_ not in {"NOUN", "PROPN"}:
            return noun
        token = token.head.head
        if token.lemma_.lower() in words("act_nouns"):
            return token
    return noun


def _read_scheduled(verb: Token, head: Token) -> Future | None:
    lemma = head.lemma_.lower()
    if lemma in words("willing") | words("unwilling"):
        return _read_willing(verb, head)
    if lemma not in words("scheduled") | words("likely"):
        return None
    if any(child.lower_ in {"more", "less"} for child in children(head, "advmod")):
        return None  # 'were more likely to vote' compares
    scheduled = _find_scheduled(head)
    hedged = lemma in words("likely")
    if verb.lemma_.lower() == "cost":
        return None  # 'is set to cost' reckons
    if hedged and (is_negated(head) or is_negated(head.head)):
        return None  # 'is not likely to open it'
    if hedged and (befalls(verb) or not falls_due(verb, scheduled)):
        return None
    if hedged and is_stative(verb) and verb.lemma_.lower() not in words("calendar") | {"be"}:
        return None  # 'is likely to hear more'
    acting = not is_stative(verb) and says_what(verb) and can_promise(scheduled)
    acting = acting and not (hedged and verb.lemma_.lower() in words("goals"))
    alone = acting and lemma in words("arranged") and _is_present(head)
    return Future(verb, head, scheduled, hedged=hedged, alone=alone)


def _is_present(head: Token) -> bool:
    """Tell whether 'is scheduled to', 'has been asked to' stands in the present: 'was due to' may be over."""
    helpers = children(head, "aux", "auxpass")
    return (bool(helpers) and helpers[0].tag_ in {"VBZ", "VBP"}) or _is_absolute(head)


def _read_willing(verb: Token, head: Token) -> Future | None:
    """Read 'is willing to testify', 'is not prepared to pay', 'is unwilling to pay'."""
    copula = head.head
    if head.dep_ not in {"acomp", "ROOT", "ccomp"} or stands_in_case(copula):
        return None
    past = copula.tag_ == "VBD" or any(child.tag_ == "VBD" for child in children(copula, "aux"))
    subject = find_subject(head) if children(head, *SUBJECTS) else find_subject(copula)
    asked = any(token.tag_ == "WRB" for left in copula.lefts for token in (left, *left.children))
    if asked or (past and not is_reported(copula)) or not can_promise(subject):
        return None
    acting = not is_stative(verb, pledged=True) and says_what(verb)
    refuses = head.lemma_.lower() in words("unwilling") or is_negated(copula)
    return Future(verb, head, subject, hedged=not refuses, alone=acting)


def _read_to_be(verb: Token, head: Token) -> Future | None:
    """Read 'the mayor is to open it' and 'the plan is to open it'."""
    subject = find_subject(head)
    if (
        subject is None
        or verb.dep_ != "xcomp"
        or verb.lemma_.lower() in words("judged")
        or any(child.lower_ == "yet" for child in children(head, "advmod"))
        or head.tag_ not in {"VBZ", "VBP"}
        or children(head, "acomp", "attr")
        or any(child.lower_ in words("belonging") for child in children(head, "prep"))
    ):
        return None
    lemma = subject.lemma_.lower()
    if lemma in words("commitment_nouns"):
        hedged = lemma in words("commitment_nouns_hedged")
        goal = hedged and verb.lemma_.lower() in words("goals")
        return Future(verb, head, find_holder(subject), hedged=hedged, alone=not goal)
    bound = subject.lower_ in words("first_plural") or lemma in words("undertakings")
    if (
        not bound
        and not can_promise(subject)
        and (children(verb, "auxpass") or lemma in words("act_nouns") | words("lasting_nouns"))
    ):
        return Future(verb, head, subject)  # 'the gate is to be lifted', 'the hearings are to begin'
    if bound or not can_promise(subject):
        return None  # 'we are to love one another', 'its mission is to protect them'
    return Future(verb, head, subject, alone=True)


def _read_promised(verb: Token, head: Token) -> Future | None:
    """Read 'promised to open it', 'hopes to open it', 'refuses to open it'."""
    lemma = head.lemma_.lower()
    if lemma in words("ordering"):  # 'ordered the troops to return by Friday'
        ordered = next(iter([*children(verb, "nsubj"), *children(head, "dobj")]), None)
        return Future(verb, head, ordered) if can_promise(ordered) and not is_negated(head) else None
    if lemma not in words("hoping") | words("commissive") | words("refusing"):
        return None
    if promises_nothing(head) or is_purpose(verb, head) or (lemma in words("hoping") and befalls(verb)):
        return None
    subject = find_subject(head)
    if lemma in words("hoping") and children(verb, "auxpass") and not children(verb, "nsubj", "nsubjpass"):
        return None  # 'expects to be dismissed'
    if verb.lemma_.lower() in words("trying") and lemma not in words("hoping"):
        tried = (c for c in children(verb, "xcomp") if has_to(c) and c.lemma_.lower() not in words("goals"))
        verb = next(tried, verb)
    if (allowed := find_allowed(verb)) is not None and not is_negated(verb):
        return Future(allowed, head, subject, hedged=lemma in words("hoping"), alone=can_promise(subject))
    own_subject = children(verb, "nsubj")  # 'wants half of the homes to be lit'
    if own_subject and can_promise(own_subject[0]) and lemma in words("hoping"):
        return Future(verb, verb, own_subject[0], hedged=True)  # 'they expect her to open it': it is her act
    if own_subject and any(child.pos_ == "PROPN" for child in own_subject[0].children):
        subject = None  # 'they expect the Harbour leadership to open it'
    kept = verb.lemma_.lower() in words("permitting") and is_negated(verb)  # 'vowed not to let it lapse'
    acting = (
        (kept or not is_stative(verb, pledged=lemma not in words("hoping")))
        and has_object(verb)
        and not own_subject
        and lemma not in words("wishing")
        and (lemma != "prepare" or _is_under_preparation(head))
        and not (lemma in words("hoping") and verb.lemma_.lower() in words("goals"))
    )
    alone = acting and can_promise(subject) and not is_narrated(head)
    ahead = lemma not in words("deciding") or not is_narrated(head)
    return Future(verb, head, subject, hedged=lemma in words("hoping"), alone=alone, ahead=ahead)


def _is_under_preparation(head: Token) -> bool:
    """Tell whether somebody prepares now: 'is preparing to sue', but not 'accused of preparing to sue'."""
    present = {"VBP", "VBZ"}
    return head.tag_ in present or any(child.tag_ in present for child in children(head, "aux"))


def _read_bare_infinitive(verb: Token) -> Future | None:
    """Read 'a deadline of Friday, for the port to close' and the headline 'Mayor to reopen bridge'."""
    if (noun := _find_target(verb)) is not None:
        return Future(verb, noun, find_holder(noun))
    if any(c.lower_ == "for" for c in children(verb, "mark")):
        named = (
            t
            for t in verb.doc[max(verb.sent.start, verb.i - 10) : verb.i]
            if t.lemma_.lower() in words("date_nouns")
        )
        noun = next(named, None)
        if noun is not None:
            return Future(verb, noun, next(iter(children(verb, "nsubj")), None))
    sentence = verb.sent
    if any(t.tag_ in _FINITE for t in sentence) or len(sentence) > _LONGEST_HEADLINE:
        return None
    subject = next(iter(children(verb, "nsubj")), None) or (
        verb.head if verb.head.dep_ == "ROOT" and verb.dep_ in {"acl", "relcl", "xcomp"} else None
    )
    before = verb.doc[verb.i - 2] if verb.i >= sentence.start + 2 else None
    if subject is not None and any(t.tag_ == "VBG" for t in verb.doc[sentence.start : subject.i]):
        return None  # 'Allowing the mayor to reopen it'
    if subject is None or before is None or before.pos_ not in {"NOUN", "PROPN"} or not can_promise(subject):
        return None
    return Future(verb, verb, subject, alone=not is_stative(verb))


def _find_target(verb: Token) -> Token | None:
    """Return the deadline that stands right before an infinitive: 'faces a Friday deadline to sign it'."""
    before = verb.doc[verb.i - 2] if verb.i >= verb.sent.start + 2 else None
    if before is None or before.pos_ != "NOUN" or before.dep_ not in {"dobj", "pobj"} or verb.dep_ == "acl":
        return None
    return before if before.lemma_.lower() in words("date_nouns") else None


def _find_vow_before(verb: Token) -> Token | None:
    """Return the promise right before an infinitive that a parser hung elsewhere: 'told of her vow to close it'."""
    before = verb.doc[verb.i - 2] if verb.i >= verb.sent.start + 2 else None
    if before is None or before.pos_ != "NOUN" or before.lemma_.lower() not in words("strong_nouns"):
        return None
    return before if children(before, "poss") and not is_broken_off(before) else None


def _resolve(subject: Token | None, verb: Token) -> Token | None:
    if subject is not None and subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def _read_noun_infinitive(verb: Token, noun: Token) -> Future | None:
    lemma = noun.lemma_.lower()
    if verb.dep_ not in {"acl", "relcl"} or verb.i - noun.i > _FURTHEST:
        return None
    if lemma in words("commitment_nouns"):
        return None if is_broken_off(noun) else _commit(verb, noun, find_holder(noun) or find_owner(noun))
    if lemma in words("date_nouns"):
        return Future(verb, noun, next(iter(children(verb, "nsubj")), None))
    if children(verb, "auxpass"):
        return Future(verb, verb, noun)  # 'the report, to be published in May'
    return None


def _find_commitment(verb: Token) -> Token | None:
    """Return the promise that a verb has as its object: 'reached an agreement this month to reopen'."""
    return next((c for c in children(verb, "dobj") if c.lemma_.lower() in words("commitment_nouns")), None)


def _commit(verb: Token, noun: Token, holder: Token | None) -> Future:
    lemma = noun.lemma_.lower()
    if lemma in words("attempt_nouns") and noun.head.lemma_.lower() not in words("making_known"):
        return Future(verb, noun, holder, hedged=lemma in words("commitment_nouns_hedged"))
    goal = lemma in words("commitment_nouns_hedged") and verb.lemma_.lower() in words("goals")
    held = (can_promise(holder) and not goal) or (holder is None and lemma in words("strong_nouns"))
    return Future(
        verb,
        noun,
        holder,
        hedged=lemma in words("commitment_nouns_hedged"),
        alone=held and not is_stative(verb, pledged=True),
    )


def read_wish(verb: Token) -> Future | None:
    """Read 'promised a report by June', 'wants half of the homes back by May'."""
    lemma = verb.lemma_.lower()
    if (cut := _find_cut_infinitive(verb)) is not None:
        return Future(cut, verb, find_subject(verb), alone=can_promise(find_subject(verb)))
    asked, committed = lemma in words("asking_for"), lemma in words("committed")
    if not (asked or committed) or any(has_to(child) for child in verb.children):
        return None
    target = next(iter(children(verb, "dobj")), None) if asked else _find_object_of_commitment(verb)
    subject = find_subject(verb)
    if target is None or not can_promise(subject) or target.pos_ not in {"NOUN", "PROPN"} or is_negated(verb):
        return None
    if target.lemma_.lower() in words("empty_objects") | words("answers") or is_prefixed(target):
        return None
    if target.lemma_.lower() in words("recipients"):
        return None
    if can_promise(target) and target.lemma_.lower() not in words("crews") | words("undertakings"):
        return None  # 'promised her party': to whom, and not what
    wished = lemma in words("hoping") | words("wishing")
    return Future(target, verb, subject, hedged=wished, alone=not wished)


def _find_cut_infinitive(verb: Token) -> Token | None:
    """Return the act that a parser took for a noun: 'filibuster' in 'has promised to filibuster'."""
    if verb.lemma_.lower() not in words("commissive") or promises_nothing(verb):
        return None
    following = verb.doc[verb.i + 1 : verb.i + 3]
    if len(following) < 2 or following[0].lower_ != "to" or following[1].tag_ != "NN":
        return None
    noun = following[1]
    return (
        noun
        if noun.dep_ == "pobj" and noun.lemma_.lower() in words("whole_acts") | words("noun_like")
        else None
    )


def _find_object_of_commitment(verb: Token) -> Token | None:
    """Return what a party has committed to: 'fund' in 'has committed to a fund for repairs'."""
    if any(token.lower_ == "neither" for token in verb.subtree):
        return None
    if any(not noun.lower_.endswith(("self", "selves")) for noun in children(verb, "dobj")):
        return None  # 'commits troops to battle'
    named = (c for p in children(verb, "prep") if p.lower_ == "to" for c in children(p, "pobj"))
    return next(named, None)


def read_gerund(verb: Token) -> Future | None:
    """Read 'with a view to opening it', 'promised on opening it', 'a deadline of delivering them'."""
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp":
        return None
    preposition, noun = verb.head, verb.head.head
    if preposition.dep_ != "prep":
        return None
    if (
        noun.lemma_ in words("view_nouns")
        and preposition.lower_ in {"to", "of"}
        and (noun.lemma_ != "view" or preposition.lower_ == "to")
    ):
        refused = any(child.lower_ == "no" for child in children(noun, "det"))
        return Future(
            verb,
            noun,
            find_subject(noun.head.head) if noun.head.dep_ == "prep" else find_subject(noun.head),
            hedged=not refused,
            alone=noun.lemma_ == "view" or (refused and noun.lemma_ == "intention"),
        )
    if noun.lemma_.lower() in words("committed") and preposition.lower_ == "to":
        return _read_committed(verb, noun)
    if noun.lemma_ in words("date_nouns") and any(child.lower_ == "no" for child in children(noun, "det")):
        return None  # 'has set no deadline for deciding'
    if noun.lemma_ in words("date_nouns") | words("commitment_nouns"):
        holder = find_holder(noun) or find_owner(noun)
        return Future(verb, noun, holder, alone=can_promise(holder) and noun.lemma_ in words("date_nouns"))
    return None


def _read_committed(verb: Token, head: Token) -> Future | None:
    """Read 'is committed to ending it', 'committed itself to ending it'."""
    subject = find_subject(head) or next(iter(children(head, "nsubjpass")), None)
    if head.dep_ == "acomp":
        subject = find_subject(head.head)
    if not can_promise(subject) or is_negated(head) or is_negated(head.head) or has_to(head):
        return None
    return Future(verb, head, subject, alone=not is_stative(verb, pledged=True))
