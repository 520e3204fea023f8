"""How names are compared: the words that tell actors apart, spelling variants, initials.

Both the stage that reads one document and the stage that reads all of them compare names, and must agree.
"""

import re
from functools import cache, lru_cache
from itertools import combinations

from rapidfuzz.distance import JaroWinkler, Levenshtein

from onrecord.lexicon import load_lexicon
from onrecord.world import (
    find_body,
    find_country,
    find_demonym,
    fold_name,
    load_bodies,
    load_countries,
    may_mean_country,
)

_MOST_KEPT = 1 << 16  # results; a large archive has more names than memory should hold
_LONGEST_KNOWN = 5  # words in the longest name of a country that is looked up
_SHORTEST_VARIANT = 5  # letters: 'Ann' and 'Anna' are two people, 'Salleroni' and 'Saleroni' one
_VARIANT = 0.84  # one letter in seven may differ
_MOST_EDITS = 2  # letters that a transliteration may change in a word
_BEGINNING = 2  # letters with which two spellings of a surname begin alike
_SAME_START = 0.9  # and the first letters may not


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord", "names.toml").words(name)


def split_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded for comparison.

    >>> split_words("the Okoro-Lund Foundation’s")
    ('okoro-lund', 'foundation')
    """
    return tuple(fold_name(name).split())


def is_spelt_out(name: str) -> bool:
    """Tell whether a name has more than one word that is no initial.

    >>> is_spelt_out("Ana Lima"), is_spelt_out("A. Lima")
    (True, False)
    """
    return sum(len(word.strip(".")) > 1 for word in name.split()) > 1


@cache
def _body_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the names of the international bodies and their initials, by the first word of the name."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for body in load_bodies():
        words = split_words(body.name)
        found.setdefault(words[0], []).append((words, fold_name(body.initials)))
    return found


@lru_cache(_MOST_KEPT)
def find_key_words(name: str) -> frozenset[str]:
    """Return the words that tell an actor apart, with countries and international bodies in one form each.

    >>> sorted(find_key_words("the Chilean Ministry of Public Works"))
    ['chile', 'ministry', 'public', 'works']
    >>> find_key_words("the United Nations’ water office") == find_key_words("UN Water Office")
    True
    """
    raw = re.findall(r"[^\W_](?:[\w.&\-]|['’](?=\w))*", name)
    words = _join_countries([word for word in raw if word not in ("s", "S")])
    words = _join_bodies(words)
    # 'LA' in 'LA Gazette' is no article
    shouted = set() if name.isupper() else {word.lower() for word in raw if word.isupper() and len(word) > 1}
    kept = [word for word in words if word not in _words("joining") or word in shouted]
    if len(kept) > 1 and kept[-1] in _words("legal_endings"):
        kept = kept[:-1]
    return frozenset(kept)


@cache
def list_countries() -> frozenset[str]:
    """Return the key words that stand for countries."""
    return frozenset(_country_word(country.name) for country in load_countries())


def _country_word(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _join_countries(raw: list[str]) -> list[str]:
    words: list[str] = []
    i = 0
    while i < len(raw):
        for length in range(min(_LONGEST_KNOWN, len(raw) - i), 0, -1):
            form = " ".join(raw[i : i + length])
            if not may_mean_country(form):
                continue
            country = None if find_body(form) else find_country(form) or find_demonym(form)
            if country:
                words.append(_country_word(country))
                i += length
                break
        else:
            words.extend(fold_name(raw[i]).split() or [])
            i += 1
    return words


def _join_bodies(words: list[str]) -> list[str]:
    near = [pair for word in dict.fromkeys(words) for pair in _body_names().get(word, ())]
    for name, initials in sorted(near, key=lambda pair: -len(pair[0])):
        size = len(name)
        for i in range(len(words) - size + 1):
            if tuple(words[i : i + size]) == name:
                words = [*words[:i], initials, *words[i + size :]]
                break
    return words


@lru_cache(_MOST_KEPT)
def is_variant(one: str, other: str) -> bool:
    """Tell whether two folded words are one name written in two ways.

    >>> is_variant("salleroni", "saleroni"), is_variant("anna", "ann"), is_variant("kessler", "kistner")
    (True, False, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_VARIANT or one[0] != other[0]:
        return False
    if one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"}:  # 'Antonia' and 'Antonio'
        return False
    alike = Levenshtein.normalized_similarity(one, other) >= _VARIANT
    return (alike and JaroWinkler.similarity(one, other) >= _SAME_START) or _is_transliteration(one, other)


def _is_transliteration(one: str, other: str) -> bool:
    """Tell whether two words differ only in how the vowels of another script are written: 'Yusif', 'Yusef'."""
    return find_skeleton(one) == find_skeleton(other) and Levenshtein.distance(one, other) <= _MOST_EDITS


@lru_cache(_MOST_KEPT)
def goes_on_after_head(rest: str) -> bool:
    """Tell whether a noun phrase goes on after its head, as 'clerks' does in 'clerks in two towns'.

    >>> goes_on_after_head(" in two towns"), goes_on_after_head(" union"), goes_on_after_head(" ")
    (True, False, False)
    """
    return any(word in _words("continuing") for word in rest.split()[:1])


@lru_cache(_MOST_KEPT)
def tells_of_another(rest: str) -> bool:
    """Tell whether a name is there for the noun that follows it, as 'Lund' in 'Lund candidate'.

    >>> tells_of_another(" candidate"), tells_of_another(" to be the first"), tells_of_another(", a smith")
    (True, False, False)
    """
    goes_on = goes_on_after_head(rest) or any(word in _words("following") for word in rest.split()[:1])
    return rest[:1].isspace() and rest.lstrip()[:1].islower() and not goes_on


@lru_cache(_MOST_KEPT)
def find_skeleton(word: str) -> str:
    """Return the consonants of a word, those alike that romanisations exchange; variants of one name share them.

    >>> find_skeleton("brandvold") == find_skeleton("brandwold")
    True
    """
    plain = re.sub(r"(?<=[cgkpst])h", "", word).translate(str.maketrans("wqc", "vkk"))
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouyj']", "", plain))


def drop_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without what tells father from son.

    >>> drop_generation(("carla", "soto", "jr"))
    ('carla', 'soto')
    """
    return words[:-1] if len(words) > 1 and words[-1] in _words("generations") else words


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Return the given names that each short form is short for."""
    entries = (entry.split() for entry in _words("short_forms"))
    return {short: frozenset(full) for short, *full in entries}


@cache
def list_given_forms(name: str) -> frozenset[str]:
    """Return the other forms of a given name: those that it is short for, and those that are short for it.

    >>> sorted(list_given_forms("samuel")), sorted(list_given_forms("gerry"))
    (['sam'], ['gerald', 'gerard'])
    """
    shorter = (short for short, full in _short_forms().items() if name in full)
    return _short_forms().get(name, frozenset()) | frozenset(shorter)


def squeeze(words: tuple[str, ...]) -> str:
    """Return the letters of a name, however it is divided.

    >>> squeeze(("han", "do-in")) == squeeze(("han", "do", "in"))
    True
    """
    return "".join(words).replace("-", "")


def find_pair_keys(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Return keys of which two full names share one wherever `is_same_person` can hold.

    Each is of two words of the name: both by their consonants, or one by its first letters or its short form only.
    """
    plain = drop_generation(words)
    keys = {("", squeeze(plain))}
    keys |= {(f"~{form}", find_skeleton(plain[-1])) for form in (plain[0], *list_given_forms(plain[0]))}
    for one, other in combinations(plain, 2):
        first, second = find_skeleton(one), find_skeleton(other)
        keys.add((min(first, second), max(first, second)))
        keys |= {(one[0], f"-{second}"), (f"{first}-", other[:_BEGINNING])}
    return frozenset(keys)


def is_same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names, as folded words, name one person.

    Middle names may be missing and one word may be spelt differently; a first name may be an initial or a short form.

    >>> is_same_person(("carla", "ruiz", "soto"), ("carla", "soto"))
    True
    >>> is_same_person(("sam", "soto"), ("samuel", "r", "soto"))
    True
    >>> is_same_person(("carla", "soto"), ("pedro", "soto"))
    False
    >>> is_same_person(("carla", "soto", "jr"), ("carla", "soto"))
    False
    >>> is_same_person(("c", "maria", "soto"), ("carl", "soto"))  # who goes by the second name
    False
    >>> is_same_person(("carla", "h", "w", "soto"), ("carla", "w", "soto"))
    False
    >>> is_same_person(("cm", "soto"), ("carla", "m", "soto"))  # 'C.M. Soto'
    True
    """
    if len(one) < 2 or len(other) < 2:
        return False
    first, second = drop_generation(one), drop_generation(other)
    if one[len(first) :] != other[len(second) :]:  # father and son
        return False
    one, other = first, second
    if squeeze(one) == squeeze(other):  # 'Kim Jong Un' and 'Kim Jong-un'
        return True
    if min(len(one), len(other)) < 2:
        return one[-1:] == other[-1:]
    short, long = sorted((one, other), key=len)
    # in some languages the surname is first
    if _contains(long, short) or sorted(short) == sorted(long) or _spells_initials(short, long):
        return True
    if len(short) == len(long):
        pairs = list(zip(short, long, strict=True))
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        if len(differing) == 1 and (_is_initial(*pairs[0]) or pairs[0][1] in list_given_forms(pairs[0][0])):
            return True
        return all(is_variant(*pair) for pair in differing)
    same_start = short[0] == long[0] or (len(short[0]) == 1 and short[0] == long[0][0])
    same_start = same_start or long[0] in list_given_forms(short[0])
    return same_start and short[-1] == long[-1] and _leaves_out(short[1:-1], long[1:-1])


def _spells_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a name has the initials of all given names of another written as one word, 'C.M. Soto'."""
    initials = "".join(word[0] for word in long[:-1])
    told = len(short) == 2 and len(initials) > 1 and (short[0], short[-1]) == (initials, long[-1])
    return told and not list_given_forms(short[0])  # 'Al Soto' is Alan


def _leaves_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether middle names are some of the others, in order; an initial alone is that of the first."""
    if short and len(short[0]) == 1 and short[0] != long[0][0]:
        return False
    rest = iter(long)
    return all(any(is_variant(word, mine) or _is_initial(mine, word) for word in rest) for mine in short)


def are_namesakes(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names begin and end alike, and what stands between tells two people.

    >>> are_namesakes(("carla", "r", "soto"), ("carla", "b", "soto"))
    True
    >>> are_namesakes(("carla", "r", "soto"), ("carla", "soto"))
    False
    """
    first, second = drop_generation(one), drop_generation(other)
    return (first[0], first[-1]) == (second[0], second[-1]) and not is_same_person(one, other)


def is_shortened(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names of one person differ in words left out or cut to initials, and in no letter else.

    >>> is_shortened(("c", "soto"), ("carla", "soto")), is_shortened(("carla", "sotto"), ("carla", "soto"))
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(any(word == mine or _is_initial(mine, word) for word in rest) for mine in short)


def is_same_body(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether the key words of two organisations differ in no more than the spelling or ending of one.

    >>> is_same_body(frozenset({"lund", "water", "commission"}), frozenset({"lund", "water", "commision"}))
    True
    """
    if len(one) != len(other) or len(one) < 2 or len(one & other) != len(one) - 1:
        return False
    [mine], [theirs] = one - other, other - one
    return is_respelt(mine, theirs)


def is_respelt(one: str, other: str) -> bool:
    """Tell whether two words of the names of organisations are one, spelt or ended otherwise.

    >>> is_respelt("norland", "norlandic"), is_respelt("roads", "rivers"), is_respelt("niger", "nigeria")
    (True, False, False)
    """
    if one in list_countries() or other in list_countries():  # in one form already
        return False
    short, long = sorted((one, other), key=len)
    adjective = (
        len(short) >= _SHORTEST_VARIANT and long.startswith(short) and len(long) - len(short) <= _MOST_EDITS
    )
    return (adjective or is_variant(short, long)) and not long.isdigit()


def _is_initial(one: str, other: str) -> bool:
    return one != other and 1 in (len(one), len(other)) and one[0] == other[0]


def _contains(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


@lru_cache(_MOST_KEPT)
def find_initials(name: str) -> frozenset[str]:
    """Return the ways to write a name by its initials, with and without the small words.

    >>> sorted(find_initials("Department of Roads"))
    ['dor', 'dr']
    """
    words = re.findall(r"\w+", re.sub(r"['’]s?\b", "", fold_name(name)))
    every = "".join(word[0] for word in words)
    content = "".join(word[0] for word in words if word not in _words("joining"))
    return frozenset(initials for initials in (every, content) if len(initials) > 1)


def is_acronym_of(short: str, name: str) -> bool:
    """Tell whether `short` is made of the beginnings of the words of `name`.

    >>> is_acronym_of("HARA", "Highland and Rivers Agency"), is_acronym_of("EU", "Eastern Union Bank")
    (True, False)
    """
    key = fold_name(short)
    if " " in key or len(split_words(name)) < 2:
        return False
    return key in find_short_initials(name)


@lru_cache(_MOST_KEPT)
def find_short_initials(name: str) -> frozenset[str]:
    """Return the initials of a name with and without the country before it."""
    return find_initials(name) | find_initials(_drop_country(name))


def _drop_country(name: str) -> str:
    """Return the name without the country before it: 'Chilean Road Users Party' goes by 'RUP'."""
    raw = name.split()
    for length in range(min(_LONGEST_KNOWN, len(raw) - 1), 0, -1):
        form = " ".join(raw[:length])
        if find_country(form) or find_demonym(form):
            return " ".join(raw[length:])
    return name
