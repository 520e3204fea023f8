"""The words that decide whether a part of a name is one: common words, titles, particles."""

from functools import cache, lru_cache

from onrecord.english import list_english
from onrecord.lexicon import load_lexicon
from onrecord.publish.protect.folding import fold_word

_OWN, _MENTIONS, _SPEECH = "onrecord.publish.protect", "onrecord.reading.mentions", "onrecord.reading.speech"

_SHORTEST_PIECE = 3  # letters of a word that another is put together of, but for words of grammar


@cache
def load_common() -> frozenset[str]:
    """Return the common words of English, folded."""
    return list_english() | list_words("months") | list_words("function_words")


def is_common(letters: str) -> bool:
    """Tell whether folded letters are a common word, which stands for a person only where it stands as a name.

    >>> is_common("tribute"), is_common("brandvold")
    (True, False)
    """
    return letters in load_common()


@cache
def list_words(name: str) -> frozenset[str]:
    """Return a list of words.toml, or of the words for people and bodies, folded."""
    ours = load_lexicon(_OWN, "words.toml").sets
    listed = ours[name] if name in ours else load_lexicon(_MENTIONS, "roles.toml").words(name)
    return frozenset(fold_word(word) for word in listed)


@cache
def list_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a list of words.toml: some letters, and how else they are written."""
    found = []
    for pair in load_lexicon(_OWN, "words.toml").words(name):
        letters, _, other = pair.partition(":")
        found.append((letters, other))
    return tuple(sorted(found))


@cache
def list_titles() -> frozenset[str]:
    """Return the words that stand before a name and make no part of it."""
    every = list_words("honorifics") | list_words("short_titles") | list_words("persons")
    return every - list_words("offices_and_names")


@cache
def list_roles() -> frozenset[str]:
    """Return the words for offices and bodies, which are no names though they have a capital."""
    names = ("persons", "generic_persons", "organisations", "honorifics", "short_titles", "offices_and_names")
    return frozenset().union(*(list_words(name) for name in names))


@cache
def list_verbs() -> frozenset[str]:
    """Return the verbs of saying and thinking in the forms that follow a speaker."""
    cues = load_lexicon(_SPEECH, "cues.toml").sets
    stems = {
        stem for name in ("saying", "thinking", "infinitive", "directive", "object") for stem in cues[name]
    }
    return frozenset(form for stem in stems for form in _inflect(stem)) | list_words("said")


def _inflect(stem: str) -> tuple[str, ...]:
    if stem.endswith("y") and stem[-2:-1] not in tuple("aeiou"):
        return f"{stem[:-1]}ies", f"{stem[:-1]}ied"
    if stem.endswith("e"):
        return f"{stem}s", f"{stem}d"
    return f"{stem}s", f"{stem}es", f"{stem}ed", f"{stem}{stem[-1:]}ed"


@lru_cache(1 << 12)
def is_made_of_words(letters: str, shortest: int = _SHORTEST_PIECE) -> bool:
    """Tell whether letters are nothing but common words, as 'justicefor' is.

    >>> is_made_of_words("justicefor"), is_made_of_words("b")
    (True, False)
    """
    common, grammar = load_common(), list_words("function_words")
    reached = [True]
    for end in range(1, len(letters) + 1):
        reached.append(
            any(
                reached[start]
                and letters[start:end] in common
                and (
                    end - start >= shortest or (shortest <= _SHORTEST_PIECE and letters[start:end] in grammar)
                )
                for start in range(max(0, end - 20), end)
            )
        )
    return reached[-1]
