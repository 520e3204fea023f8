"""Bytes -> text: in the encoding that they are in, mended where a wrong one had spoilt them before."""

import codecs
import re
import unicodedata
from functools import cache, lru_cache
from html import unescape

import charset_normalizer
import ftfy
from ftfy.badness import is_bad

from onrecord.errors import CannotRead
from onrecord.lexicon import load_lexicon
from onrecord.limits import LONGEST_TEXT
from onrecord.model import Flaw

# UTF-32's mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BYTES_A_CHARACTER = 4  # in every encoding met
# A character of UTF-8 outside ASCII: its first byte and those that follow (RFC 3629, section 3).
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_QUOTED = re.compile(r"(?:=[89A-F][0-9A-F]){2,}")
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]+")  # a letter with its marks behind it
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SAMPLE = 20_000  # bytes in which the zeros of UTF-16 are counted
_MOST_ZEROS, _FEWEST_ZEROS = 0.05, 0.7  # share of zeros among the bytes of ASCII, and among those beside them
# What English texts have beside ASCII, in the two encodings in which they were long written.
_WESTERN = ("cp1252", "mac_roman", "iso8859_15")
_DOS = ("cp850", "cp437")  # what old programs wrote, before the kin of them in which single letters differ
_DOS_FOREIGN = (
    "cp852",
    "cp857",
    "cp775",
    "cp865",
)  # that kin, for other languages than those of Western Europe
_DOS_KINDS = ("cp437", "cp775", "cp85", "cp86")
_WESTERN_KINDS = (
    "cp125",
    "latin",
    "iso8859",
    "mac_",
    "cp437",
    "cp775",
    "cp85",
    "cp86",
    "hp_roman",
    "cp1140",
    "cp500",
    "cp037",
)
_OTHER_SCRIPTS = (
    "cp855",
    "cp862",
    "cp864",
    "cp866",
    "cp869",
    "cp1251",
    "cp1253",
    "cp1255",
    "cp1256",
    "iso8859_5",
    "iso8859_6",
    "iso8859_7",
    "iso8859_8",
    "mac_cyrillic",
    "mac_greek",
)
# What a few names and words in an English text were written in besides.
_FOREIGN = ("cp1250", "iso8859_2", "koi8_r", "cp1251", "cp1254", "cp1257")
_OTHERS = (*_FOREIGN, *_DOS, *_DOS_FOREIGN)  # of a few letters no guess is sure
_LONGEST_FOREIGN = 4  # letters of a word of Latin letters of which none is one of ASCII
# Each is looked for from the head of a word alone, however long the word.
_FOREIGN_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*|[^\x00-\x7f]")
_FOREIGN_PIECE = re.compile(r"(?:(?<!\w)\w+)?[^\x00-\x7f]+\w*")
_ESCAPED = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[\dA-Fa-f]{2,5});")
_FEWEST_TOGETHER = 2  # letters of a word, which tell more than one does
_FEWEST_PASTED = 2  # characters outside ASCII of a line in another encoding than the others, all as in print
# A closing quotation mark in UTF-8 read as windows-1252, whose last byte that encoding does not have.
_HALF_MARK = re.compile("\u00e2\u20ac(?=[ \\n]|$)")
_OPENING_MARK = "\u00e2\u20ac\u0153"
_OPENING, _CLOSING = frozenset("“‘"), frozenset("”„†‡™®")  # neither stands before letters of one word
_WITH_BOTH = 3  # characters: a mark, and what stands before and behind it
_KEPT = (
    4  # texts of which is kept whether they are spoilt: each is asked for as it is mended, and when it was
)
_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾")  # none of them stands before a letter of its own word
_HALF_WIDTH = range(0xFF61, 0xFFA0)
_TYPESET = frozenset("“”‘’–—…•€£¥©®™«»°§½¼¾·")


def decode_text(file: str, data: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, or in the older encoding that they are plainly in.

    UTF-8 with a few damaged bytes stays UTF-8, and the damage is shown as U+FFFD: read in an older encoding,
    every quotation mark would turn into rubbish.

    Raises:
        CannotRead: the bytes are too many or no text.
    """
    if not data:
        raise CannotRead(file, "it is empty: put the article's text in, or take it out")
    if len(data) // _MOST_BYTES_A_CHARACTER > LONGEST_TEXT:
        raise CannotRead(
            file, f"its text is longer than {LONGEST_TEXT:,} characters: split it, one article a file"
        )
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data and (wide := _find_wide(data)):
        return data.decode(wide, errors="replace")  # of plain English each byte is valid UTF-8 too
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding not in ("utf-8", "utf-8-sig"):
            raise CannotRead(
                file, f"it is damaged {encoding.upper()} ({error.reason}): save it as UTF-8"
            ) from None
    if b"\0" not in data and mostly_utf8(data):
        return "\n".join(map(_decode_line, data.split(b"\n")))
    if b"\0" not in data and (older := tell_older(data)):
        return data.decode(older, errors="replace")
    raise CannotRead(
        file, "it looks like binary, or is in an encoding that can't be told: save its text as UTF-8"
    )


def tell_older(data: bytes) -> str | None:
    """Return which encoding of the time before Unicode bytes are plainly in; None where that can't be told."""
    guess = charset_normalizer.from_bytes(data[:LONGEST_TEXT]).best()
    return _choose(data, guess.encoding) if guess else None


def _decode_line(line: bytes) -> str:
    """Return a line of a text that is UTF-8 but for some: what was pasted from an older file is in its encoding."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        old, high = line.decode("cp1252", "replace"), len(_HIGH_BYTE.findall(line))
        pasted = high >= _FEWEST_PASTED and not _UTF8_CHARACTER.search(line) and _fit(old) == high
        return old if pasted else line.decode(errors="replace")


def mostly_utf8(data: bytes) -> bool:
    """Tell whether most of the bytes outside ASCII are parts of UTF-8 characters."""
    whole = sum(len(character) for character in _UTF8_CHARACTER.findall(data))
    return whole * 2 > len(_HIGH_BYTE.findall(data))


def _find_wide(data: bytes) -> str | None:
    """Return the order of UTF-16 without a mark: of English text nearly each other byte is zero, and none beside it."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd >= _FEWEST_ZEROS and even <= _MOST_ZEROS:
        return "utf-16-le"
    return "utf-16-be" if even >= _FEWEST_ZEROS and odd <= _MOST_ZEROS else None


def _choose(data: bytes, guess: str) -> str:
    """Return which encoding fits best: the guess, or one in which English texts with foreign words were written."""
    western = guess.startswith(_WESTERN_KINDS) and guess not in _OTHER_SCRIPTS
    dos = _DOS if western and guess.startswith(_DOS_KINDS) else ()
    known = [*_WESTERN, *dos, guess, *_OTHERS] if western else [guess, *_WESTERN, *_OTHERS]
    texts = {name: data[:LONGEST_TEXT].decode(name, "replace") for name in known}
    return max(known, key=lambda name: (_fit(texts[name]), -_count_strange(texts[name]), -known.index(name)))


def _count_strange(text: str) -> int:
    """Return how many letters outside ASCII a text has that the one language has not in which most of them are."""
    found = {char for word in _FOREIGN_WORD.findall(text) for char in word if not char.isascii()}
    letters = {char.lower() for char in found if unicodedata.name(char, "").startswith("LATIN")}
    return min(len(letters - alphabet) for alphabet in _alphabets())


def _fit(text: str) -> int:
    """Return how many characters outside ASCII stand as in print, less those that don't.

    A letter stands beside letters of its script, is large only at the head of a word, and a long word of Latin letters
    has some of ASCII and none beside it that no language has with it; a mark is one that printers use.
    """
    score = 0
    for found in _FOREIGN_WORD.finditer(text):
        word = found[0]
        foreign = [(place, char) for place, char in enumerate(word) if not char.isascii()]
        latin = all(unicodedata.name(char, "").startswith("LATIN") for _, char in foreign)
        mixed = not latin and len(foreign) < len(word)
        if not word.isalpha():
            score += sum(1 if char in _TYPESET else -1 for _, char in foreign)
            score -= 2 * (
                word in _OPENING and text[max(0, found.start() - 1) : found.start()].isalpha()
            )  # 'Zo‘'
            around = text[max(0, found.start() - 1) : found.end() + 1]
            score -= 2 * (
                word in _CLOSING and len(around) == _WITH_BOTH and (around[0] + around[2]).isalpha()
            )  # 'Gr”n'
            score -= 2 * (word in _SIGNS and text[found.end() : found.end() + 1].islower())  # '©árka'
        elif mixed or (latin and len(foreign) == len(word) > _LONGEST_FOREIGN):
            score -= len(foreign)
        else:
            score += sum(_stands(word, place) for place, _ in foreign)
            score -= 2 * (latin and not _stand_together({char.lower() for _, char in foreign}))
    return score


def _stand_together(letters: set[str]) -> bool:
    """Tell whether a language has all of some letters outside ASCII."""
    return len(letters) < _FEWEST_TOGETHER or any(letters <= alphabet for alphabet in _alphabets())


@cache
def _alphabets() -> tuple[frozenset[str], ...]:
    [(_, alphabets)] = load_lexicon("onrecord.collect", "alphabets.toml").lists
    return tuple(map(frozenset, alphabets))


def _stands(word: str, place: int) -> int:
    """Return 1 where a letter stands as in print, else -1."""
    kind = unicodedata.category(word[place])
    if kind == "Ll":
        return 1 if len(word) > 1 else -1
    if kind == "Lu":
        return 1 if not place and (len(word) == 1 or word[1].islower()) else -1
    return 1 if kind == "Lo" and ord(word[place]) not in _HALF_WIDTH else -1


def tell_mended(before: str, text: str) -> tuple[Flaw, ...]:
    """Return that a text was mended, where words of it were spoilt before.

    >>> tell_mended("\u00e2\u20ac\u0153No,\u00e2\u20ac\u009d she said.", "“No,” she said.")
    (<Flaw.MENDED: 'mended'>,)
    """
    if before.isascii() or not _is_spoilt(before):
        return ()
    mended = {*_FOREIGN_PIECE.findall(mend_encoding(before))} - {*_FOREIGN_PIECE.findall(before)}
    return (Flaw.MENDED,) if mended & {*_FOREIGN_PIECE.findall(text)} else ()


@lru_cache(_KEPT)
def _is_spoilt(text: str) -> bool:
    return is_bad(text)


def _compose(text: str) -> str:
    """Return a text whose letters are one with the marks above and below them, as names are compared."""
    return _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def read_escapes(text: str) -> str:
    """Return a text with the characters that an export left escaped as in a page's markup.

    >>> read_escapes("&ldquo;No,&rdquo; Zo&euml; said at AT&T.")
    '“No,” Zoë said at AT&T.'
    """
    return _ESCAPED.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def read_quoted(text: str) -> str:
    r"""Return a text of a mail with the characters that were left in the mail's encoding (RFC 2045, section 6.7).

    >>> read_quoted("=E2=80=9CNo,=E2=80=9D the archi=\ntect said.")
    '“No,” the architect said.'
    """
    found = _QUOTED.findall(text)
    if not any(map(_decode_quoted, found)):
        return text
    whole = re.sub(r"=[ \t]*\n", "", text)
    return (
        _QUOTED.sub(lambda one: _decode_quoted(one[0]) or one[0], whole)
        .replace("=3D", "=")
        .replace("=20", " ")
    )


def _decode_quoted(octets: str) -> str | None:
    """Return the characters of some octets; None where they are none outside ASCII."""
    try:
        text = bytes.fromhex(octets.replace("=", "")).decode()
    except UnicodeDecodeError:
        return None
    return None if text.isascii() else text


def mend_encoding(text: str) -> str:
    """Return a text without the traces of a wrong encoding, line by line: only what is plainly spoilt is changed.

    >>> mend_encoding("\u00e2\u20ac\u0153No,\u00e2\u20ac\u009d she said.")
    '“No,” she said.'
    """
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = _compose(text)
    if not _is_spoilt(text):
        return text
    if _OPENING_MARK in text:
        text = _HALF_MARK.sub("\u00e2\u20ac\u009d", text)
    return "\n".join(ftfy.fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))
