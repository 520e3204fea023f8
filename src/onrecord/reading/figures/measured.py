"""A sum, a share or a length in a parse -> what it is one of, where no noun stands behind it to say so.

'The wall would cost $12 billion' gives 'how much the wall would cost', 'the rate fell to 3 percent' gives 'rate'. All
words but the 'how much' are the document's, in their order.
"""

from spacy.tokens import Token

from onrecord.numbers.number_words import SHARES, is_money, length_units
from onrecord.reading.figures.counted import fold_lemma
from onrecord.reading.figures.noun_phrases import cut_label, join_tokens, name_noun
from onrecord.reading.figures.words import list_words

_POINTS = frozenset({*SHARES, "percentage points"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
# spaCy labels by which a verb shares the subject of the one above it, and of the words between a subject and its verb.
_SHARING = frozenset({"conj", "xcomp"})
_HELPING = frozenset({"aux", "auxpass", "neg"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CLIMB = 4  # tokens from a number up to its verb: 'a rise of some 3 percent'
_LONGEST_GAP = 5  # words between a subject and its verb: 'is expected to'
_LONGEST_CLAUSE = 7  # words after 'share who'


def name_measured(root: Token, unit: str, numbers: frozenset[int]) -> str:
    """Return what a sum, a share or a length is one of, or what a count alone counts, '' where its clause does not say.

    `root` is the token by which the number hangs in the sentence, `numbers` are those of the number.
    """
    if not (is_money(unit) or unit in _POINTS or unit in length_units()):
        noun = find_risen(root)
        return cut_label(name_noun(noun, numbers)) if noun is not None else ""
    if named := _name_within(root, unit, numbers):
        return cut_label(named)
    verb, preposition = _find_verb(root, numbers)
    if verb is None:
        return ""
    bound = preposition.lower_ if preposition is not None else ""
    if unit in SHARES and not bound and root.dep_ in _SUBJECTS:
        return cut_label(_name_group(verb, numbers))
    amounting = not bound and (verb.lemma_ == "be" or verb.lemma_.lower() in list_words("amounting"))
    if amounting or bound in list_words("lasting" if unit in length_units() else "reaching"):
        told = next((child for child in verb.rights if child.dep_ == "dobj" and child.i not in numbers), None)
        return cut_label(_name_thing(_find_subject(verb) if told is None else told, unit, numbers))
    if verb.lemma_ == "be" or bound not in {"", "for" if unit in length_units() else "by"}:
        return ""
    return cut_label(_name_deed(verb, root, unit, numbers))


def find_risen(root: Token) -> Token | None:
    """Return the plural noun that a number alone counts: 'claims' of 'new claims fell to 30', or 'totalled 30'."""
    verb, preposition = _find_verb(root, frozenset({root.i}))
    if verb is None or root.i < verb.i:
        return None
    bound = preposition.lower_ if preposition is not None else ""
    amounting = not bound and (verb.lemma_ == "be" or verb.lemma_.lower() in list_words("amounting"))
    if not (amounting or bound in list_words("reaching")):
        return None
    told = next((child for child in verb.rights if child.dep_ == "dobj" and child.i != root.i), None)
    noun = _find_subject(verb) if told is None else told
    if noun is not None and fold_lemma(noun) in list_words("anaphors"):
        of = next((child for child in noun.rights if child.lower_ == "of"), None)
        noun = None if of is None else next((child for child in of.children if child.dep_ == "pobj"), None)
    if noun is None or noun.tag_ != "NNS" or noun.ent_type_:
        return None
    return noun


def _name_within(root: Token, unit: str, numbers: frozenset[int]) -> str:
    """Return what stands with the number itself: '$3 million in flood aid', '$3 million paid to the dead'."""
    if not is_money(unit):
        return ""
    last = max(numbers)
    for child in root.rights:
        if child.dep_ == "prep" and child.i == last + 1 and child.lower_ in list_words("consisting"):
            noun = next((below for below in child.children if below.dep_ == "pobj"), None)
            if noun is not None and noun.pos_ == "NOUN" and not noun.ent_type_:
                return f"value of the {name_noun(noun, numbers)}"
        if child.dep_ == "acl" and child.i == last + 1 and child.tag_ == "VBN":
            return f"amount {_join_clause(child)}"
    return ""


def _find_verb(root: Token, numbers: frozenset[int]) -> tuple[Token | None, Token | None]:
    """Return the verb whose object or subject the number is, and the preposition between them."""
    token, preposition = root, None
    for _ in range(_CLIMB):
        if token.head == token:
            return None, None
        token = token.head
        if token.pos_ in _VERBS:
            return token, preposition
        if token.dep_ == "prep" and preposition is None:
            preposition = token
        elif token.i not in numbers:
            return None, None
    return None, None


def _find_subject(verb: Token) -> Token | None:
    """Return the noun that is the subject of a verb, or of the one whose subject it shares."""
    for _ in range(_CLIMB):
        found = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
        if found is not None:
            if found.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                found = verb.head
            return found if found.pos_ in _NOUNS else None
        if verb.dep_ not in _SHARING:
            return None
        verb = verb.head
    return None


def _name_thing(noun: Token | None, unit: str, numbers: frozenset[int]) -> str:
    """Return a thing that has a size; of a person or a body nothing is told by its name alone."""
    if noun is None or noun.pos_ != "NOUN" or noun.i in numbers or noun.ent_type_:
        return ""
    lemma, long = fold_lemma(noun), unit in length_units()
    if lemma in list_words("people") | list_words("persons") or (long and lemma not in list_words("lengths")):
        return ""
    words = name_noun(noun, numbers)
    if not words or not (long or is_money(unit)) or lemma in list_words("sums"):
        return words
    return f"length of the {words}" if long else f"value of the {words}"


def _name_deed(verb: Token, root: Token, unit: str, numbers: frozenset[int]) -> str:
    """Return what somebody or something does so much or so long: 'how long the men were held'."""
    subject = _find_subject(verb)
    if subject is None or subject.i in numbers or subject.i > verb.i or _is_asked(subject):
        return ""
    if root.i < verb.i and unit not in length_units():
        return ""  # 'by 48 to 38 percent, voters said so'
    words = name_noun(subject, numbers)
    between = list(subject.doc[subject.right_edge.i + 1 : verb.i])
    if len(between) > _LONGEST_GAP or any(_breaks(token, numbers) for token in between):
        between = [child for child in verb.lefts if child.dep_ in _HELPING]
    finite = verb.tag_ in _FINITE or any(token.tag_ in _FINITE | {"MD"} for token in between)
    if not (words and finite) or subject.right_edge.i > verb.i:
        return ""
    rights = (child for child in verb.rights if child.dep_ == "dobj" and child.i not in numbers)
    told = next((child for child in rights if child.pos_ in _NOUNS), None)
    object_ = name_noun(told, numbers) if told is not None else ""
    asked = "how long" if unit in length_units() else "how much"
    return f"{asked} {words} {join_tokens([*between, verb])} {object_}"


def _is_asked(noun: Token) -> bool:
    """Tell whether a noun is asked for: 'how many people'."""
    return any(token.tag_ in {"WRB", "WDT", "WP"} for token in noun.doc[noun.left_edge.i : noun.i])


def _breaks(token: Token, numbers: frozenset[int]) -> bool:
    return token.is_punct or token.is_space or token.like_num or token.i in numbers


def _name_group(verb: Token, numbers: frozenset[int]) -> str:
    """Return the people of whom a number is a share by what they do: 'share who say they trust the council'."""
    last = max(numbers)
    apart = verb.doc[last + 1 : verb.i]
    if verb.pos_ != "VERB" or verb.i < last or any(token.pos_ in _NOUNS for token in apart):
        return ""
    return f"share who {_join_clause(verb)}"


def _join_clause(verb: Token) -> str:
    """Return a verb with what it says before and the few words behind it."""
    first = min((child.i for child in verb.lefts if child.dep_ in _HELPING), default=verb.i)
    tokens = []
    for token in verb.doc[first : verb.i + _LONGEST_CLAUSE]:
        if token.is_punct or token.is_space or token.sent != verb.sent:
            break
        tokens.append(token)
    return join_tokens(tokens)
