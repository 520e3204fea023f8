"""A name -> the pattern of everything that a reader would take for it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.publish.protect.names import Protected

# What can stand inside a word and not be seen, and what a line's end puts there.
_UNSEEN = r"[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f\ufffd]*(?:-[ \t]*\n[ \t]*)?"
# What can stand between the words of a name: blanks, line ends, hyphens, or nothing, as in an address or a hashtag.
_BETWEEN = r"(?:%20|[\W_]){0,4}"
# A single word of so many letters is looked for in any case and inside other words: 'brandvold', '#FreeBrandvold'.
# Shorter ones are often other words too ('May', 'Rose'), so they must stand alone and begin with a capital, but in an
# address or a file name.
_TELLING = 6

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"}


class Matcher:
    """Finds every protected name in a text."""

    def __init__(self, protected: Iterable[Protected], but: frozenset[str] = frozenset()) -> None:
        """Look for the names of `protected`, but not for single words that are in `but`."""
        strings = [
            (string, somebody.placeholder)
            for somebody in protected
            for string in somebody.names
            if string.casefold() not in but
        ]
        strings.sort(key=lambda item: (-len(item[0]), item[0]))
        self._strings = [string for string, _ in strings]
        self._placeholders = [placeholder for _, placeholder in strings]
        self._letters = [
            {_keep_letters(spelling) for spelling in (string, _spell_out(string))} for string in self._strings
        ]
        self._compiled: dict[tuple[tuple[int, ...], bool], re.Pattern[str]] = {}

    def find(self, text: str, *, address: bool = False) -> list[tuple[int, int, str]]:
        """Return where names stand in a text, or in an address or file name, each with its placeholder."""
        found: list[tuple[int, int, str]] = []
        while pattern := self._choose(text, address):
            new = [
                (match.start(), match.end(), self._placeholders[int(str(match.lastgroup)[1:])])
                for match in pattern.finditer(text)
            ]
            if not new:
                break
            found += new
            # What was found no longer joins its neighbours: of 'realMirabelFenn' it leaves a 'Fenn' by itself.
            text = _blank(text, new)
        return sorted(found)

    def replace(self, text: str, *, address: bool = False) -> str:
        """Return the text with a placeholder for each name."""
        pieces, position = [], 0
        for start, end, placeholder in self.find(text, address=address):
            pieces += [text[position:start], placeholder]
            position = end
        return "".join([*pieces, text[position:]])

    def _choose(self, text: str, address: bool) -> re.Pattern[str] | None:
        """Return a pattern of the names whose letters the text holds in their order, which most texts do not."""
        letters = _keep_letters(text)
        present = tuple(
            index
            for index, spellings in enumerate(self._letters)
            if any(spelling in letters for spelling in spellings)
        )
        if not present:
            return None
        key = present, address
        if key not in self._compiled:
            parts = (
                f"(?P<n{index}>{_find_pattern(self._strings[index], anywhere=address)})" for index in present
            )
            self._compiled[key] = re.compile("|".join(parts))
        return self._compiled[key]


def _keep_letters(text: str) -> str:
    """Return the letters and digits of a text, without case, accents and what stands between them.

    >>> _keep_letters("Mirabél DUN-woody")
    'mirabeldunwoody'
    """
    plain = unicodedata.normalize("NFKD", text.replace("%20", "")).casefold()
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", plain))


def _blank(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    """Return a text of the same length with blanks at these places."""
    pieces, position = [], 0
    for start, end, _ in places:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def _find_pattern(string: str, *, anywhere: bool) -> str:
    spellings = dict.fromkeys((string, _spell_out(string)))
    return "|".join(_spell(spelling, anywhere=anywhere) for spelling in spellings)


def _spell_out(string: str) -> str:
    """Return a name as addresses write it: 'Müller' is 'Mueller' there.

    >>> _spell_out("Jörg Ångström")
    'Joerg Aangstroem'
    """
    return "".join(
        _SPELLED_OUT.get(c) or (_SPELLED_OUT[c.lower()].title() if c.lower() in _SPELLED_OUT else c)
        for c in unicodedata.normalize("NFC", string)
    )


def _spell(string: str, *, anywhere: bool) -> str:
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", string))
    alone = len(words) == 1
    telling = not alone or len(words[0]) >= _TELLING
    any_case = telling or anywhere
    body = _BETWEEN.join(_UNSEEN.join(_find_letter(c, any_case) for c in word) for word in words)
    if alone and not any_case:
        body = f"(?:{body}|{_UNSEEN.join(_find_letter(c.upper(), any_case=False) for c in words[0])})"
    if telling:
        return body
    return rf"(?<![^\W_]){body}(?:s?(?![^\W_]))"


@cache
def _find_letter(character: str, any_case: bool) -> str:
    """Return the pattern of a letter with whatever accent."""
    base = unicodedata.normalize("NFD", character)[0]
    letters = {character, base, *_accented().get(base, ())}
    if any_case:
        letters |= {form for letter in letters for form in (letter.lower(), letter.upper()) if len(form) == 1}
    inside = "".join(re.escape(letter) for letter in sorted(letters))
    return f"[{inside}]" if len(letters) > 1 else re.escape(character)


@cache
def _accented() -> dict[str, tuple[str, ...]]:
    """Return the letters of the Latin script with an accent, by the letter without."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            found.setdefault(base, []).append(chr(code))
    return {base: tuple(letters) for base, letters in found.items()}
