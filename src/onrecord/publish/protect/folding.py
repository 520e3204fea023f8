"""A text -> its letters as a reader takes them, each with where it came from.

Accents, scripts' own letters, look-alikes, what is not seen, and the escapes of addresses and markup are all folded
away, so that one spelling of a name stands for every other.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote_to_bytes

from anyascii import anyascii
from msgspec import Struct

# percent-encoding (RFC 3986, 2.1), character references of HTML, and \u escapes of JSON
_ESCAPE = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|\\u[0-9A-Fa-f]{4}"
)
# fillers that Unicode does not class as format characters, and what takes the place of a steering character
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd")


class Folded(Struct, frozen=True):
    """The folded letters and digits of a text, one character each, in four columns."""

    letters: str
    starts: list[int]  # where in the text each came from
    ends: list[int]
    capital: list[bool]  # a letter of a script without case counts as one


def fold(text: str, *, alike: bool = False) -> Folded:
    """Return the letters of a text; with `alike`, letters of other scripts are taken for those they look like.

    >>> fold("Żółw & M&uuml;ll%C3%A6r").letters
    'zolwmullaer'
    >>> fold("Вrаndvоld", alike=True).letters, fold("Вера").letters
    ('brandvold', 'vera')
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    capital: list[bool] = []
    known = _ALIKE if alike else _PLAIN
    for start, end, character in decode(text):
        folded = known[character]
        if folded:
            upper = character.upper() == character
            for letter in folded:
                letters.append(letter)
                starts.append(start)
                ends.append(end)
                capital.append(upper)
    if alike:
        _unmask(letters, capital, text, starts)
    return Folded("".join(letters), starts, ends, capital)


def fold_word(word: str) -> str:
    """Return the folded letters of a word.

    >>> fold_word("Wałęsa"), fold_word("Þór"), fold_word("O’Brien")
    ('walesa', 'thor', 'obrien')
    """
    return "".join(_PLAIN[character] for character in word)


def is_unseen(character: str) -> bool:
    """Tell whether a character leaves no trace between two letters: format characters, accents, fillers."""
    return character in _FILLERS or (
        unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc")
        and (character not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    )


def needs_alike(text: str) -> bool:
    """Tell whether a text holds anything that may be there to look like something else."""
    return _DISGUISE.search(text) is not None


# a letter outside the Latin script (Latin ends at U+024F but for a few blocks), or what looks like one within a word
_DISGUISE = re.compile(
    r"[\u0250-\u02af\u0370-\U0010ffff]|[a-z][I|]|[01|][A-Za-z]|[A-Za-z][01|]|&#|%[c-fC-F]|\\u"
)


def decode(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each character of a text, its escapes undone, with where it stands."""
    position = 0
    for match in _ESCAPE.finditer(text):
        decoded = _undo(match[0])
        if decoded is None:
            continue
        for place in range(position, match.start()):
            yield place, place + 1, text[place]
        for character in decoded:
            yield match.start(), match.end(), character
        position = match.end()
    for place in range(position, len(text)):
        yield place, place + 1, text[place]


def _undo(escape: str) -> str | None:
    if escape[0] == "%":
        try:
            return unquote_to_bytes(escape).decode("utf-8")
        except UnicodeDecodeError:
            return unquote_to_bytes(escape).decode("latin-1")
    if escape[0] == "\\":
        return chr(int(escape[2:], 16))
    decoded = html.unescape(escape)
    return None if decoded == escape else decoded


def _unmask(letters: list[str], capital: list[bool], text: str, starts: list[int]) -> None:
    """Take 'I', '|', '1' and '0' within a word in small letters for the 'l' and 'o' that they look like."""
    for place in range(len(letters)):
        mark = text[starts[place]]
        if mark not in "I|10":
            continue
        before = place > 0 and starts[place] - starts[place - 1] == 1 and letters[place - 1].isalpha()
        after = (
            place + 1 < len(letters)
            and starts[place + 1] - starts[place] == 1
            and letters[place + 1].isalpha()
        )
        hidden = before and not capital[place - 1] if mark == "I" else before or after
        if hidden:
            letters[place] = "o" if mark == "0" else "l"
            capital[place] = False


class _Table(dict[str, str]):
    """What each character is folded to, found when it is first met."""

    def __init__(self, *, alike: bool) -> None:
        super().__init__()
        self._alike = alike

    def __missing__(self, character: str) -> str:
        """Return the letters and digits that a character stands for."""
        self[character] = folded = self._find(character)
        return folded

    def _find(self, character: str) -> str:
        if self._alike:
            if character == "|":
                return "l"
            if character > "\u024f" and (latin := _load_alike().get(character)):
                return "".join(_PLAIN[letter] for letter in latin)
        if is_unseen(character):
            return ""
        plain = unicodedata.normalize("NFKD", character).casefold()
        ascii_ = anyascii(unicodedata.normalize("NFKD", plain)).casefold()
        if not any(c.isalnum() for c in plain):
            return ""  # a sign or a picture, for which the library has a word: '€' is no 'EUR' in a name
        return re.sub(r"[^a-z0-9]", "", ascii_)


_PLAIN, _ALIKE = _Table(alike=False), _Table(alike=True)


@cache
def _load_alike() -> dict[str, str]:
    """Return the Latin letter that each letter of another script looks like (Unicode Technical Standard 39)."""
    from confusable_homoglyphs.confusables import (  # type: ignore[import-untyped] # noqa: PLC0415 - a megabyte
        confusables_data,
    )

    found: dict[str, str] = {}
    for character, others in confusables_data.items():
        latin = [other["c"] for other in others if other["n"].startswith("LATIN ") and other["c"].isalpha()]
        if len(character) == 1 and latin:
            found[character] = min(latin, key=lambda letters: (not letters.isascii(), len(letters), letters))
    return found
