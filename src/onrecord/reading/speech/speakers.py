"""Words beside a quotation -> whether they can name somebody who speaks."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from onrecord.lexicon import load_lexicon
from onrecord.reading.mentions.name_types import list_words as list_roles
from onrecord.reading.speech.cues import lemma_of, list_words

_LONGEST_NAME = 25  # tokens of a speaker's name with title and apposition
_NAMED = frozenset({"PROPN", "NOUN", "PRON"})
# spaCy's labels of names for what speaks, and for what does not
_SPEAKING = frozenset({"PERSON", "ORG", "NORP"})
_SILENT = frozenset(
    {"GPE", "LOC", "FAC", "DATE", "TIME", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW", "LANGUAGE"}
)
_SMALL = 3  # letters of a word that a title may leave without a capital


@cache
def list_quotation_words(name: str) -> frozenset[str]:
    """Return a word list of quotations.toml."""
    return load_lexicon(__package__ or "onrecord.reading.speech", "quotations.toml").words(name)


def can_speak(token: Token) -> bool:
    """Tell whether the head of a noun phrase is somebody: a person, a body or a pronoun for one."""
    if token.ent_type_ in _SPEAKING or token.lower_ in list_quotation_words("somebody"):
        return True
    if token.pos_ == "PROPN" and token.ent_type_ not in _SILENT:
        return True
    lemma = lemma_of(token)
    roles = ("persons", "generic_persons", "organisations", "administrative_units", "sources")
    listed = any(lemma in list_roles(role) for role in roles) or token.lower_ in list_roles("groups")
    ends = token.pos_ == "NOUN" and lemma.endswith(tuple(sorted(list_roles("person_endings"))))
    return listed or ends or lemma in list_words("label") or lemma in list_quotation_words("person")


def is_title(words: str) -> bool:
    """Tell whether the words are written like a title: 'The Long Quay at Night'."""
    long = [word for word in words.split() if len(word) > _SMALL and word[0].isalpha()]
    return len(words.split()) > 1 and bool(long) and all(word[0].isupper() for word in long)


def first_name(tokens: Sequence[Token]) -> list[Token]:
    """Return the first run of tokens that can be a name or a pronoun."""
    run: list[Token] = []
    if tokens and tokens[0].lower_ in list_words("relative"):
        return run
    for token in tokens[:_LONGEST_NAME]:
        if token.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM") or (
            run and token.lower_ in ("of", "'s", "’s", "for")
        ):
            run.append(token)
        elif run:
            break
    while run and run[-1].pos_ not in _NAMED:
        run.pop()
    return run
