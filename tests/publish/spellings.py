"""Made-up names, and the ways in which documents write them, each with what must stand there once they are hidden."""

# ruff: noqa: SIM905 - the lists are read as lines

import random
import unicodedata
from urllib.parse import quote

from anyascii import anyascii
from msgspec import Struct

GIVEN = "Mirabel Osric Ilona Tomasz Søren Łucja Þóra Işıl Đorđe Zoë Jean-Luc Li Ng Rose Will Mark Hope Grace".split()
GIVEN += "Ana Bjørn Aïcha Kwame Yusuf Ingrid Émile Čedomir Noor".split()
STARTS = "Bran Dun Ker Lind Mor Sal Tor Vas Wren Zel Hal Quen Øst Łuk Ćor Gül Mül".split()
ENDS = "voldt wadi lerup qvist zeny nikar thorne ellini ström ağı ßner đić ørsk æther".split()
COMMON = "Price Tribute Field Grant Baker Stone Width Bishop March Young".split()
PARTICLES = ("al-", "el-", "van ", "de ", "bin ", "van der ", "O’", "von ")
LOOKALIKE = str.maketrans("aeopcxyABEHKMOPCTX", "аеорсхуАВЕНКМОРСТХ")
SMALL = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")


class Name(Struct, frozen=True):
    """Somebody's name."""

    given: str
    family: str

    @property
    def whole(self) -> str:
        """The name as a list of names has it."""
        return f"{self.given} {self.family}"

    @property
    def main(self) -> str:
        """The family name without its particle, or the last half of a double name."""
        return self.family.replace("’", " ").replace("-", " ").split()[-1]


class Spelling(Struct, frozen=True):
    """A stretch of a document that names somebody, and the pieces that must stay around the placeholder."""

    kind: str
    text: str
    before: str = ""
    after: str = ""


def make_names(number: int, seed: int = 0) -> list[Name]:
    """Return so many different names: plain, double, with particles, with letters of their own, of common words."""
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    found: dict[str, Name] = {}
    while len(found) < number:
        family = chance.choice(STARTS) + chance.choice(ENDS)
        form = chance.random()
        if form < 0.2:
            family = f"{family}-{chance.choice(STARTS)}{chance.choice(ENDS)}"
        elif form < 0.4:
            family = chance.choice(PARTICLES) + family
        elif form < 0.5:
            family = chance.choice(COMMON)
        given = chance.choice(GIVEN)
        if chance.random() < 0.5:
            given = chance.choice(STARTS) + chance.choice(("a", "ek", "ina", "or", "ise"))
        name = Name(given, family)
        found.setdefault(anyascii(name.whole).casefold(), name)
    return list(found.values())


def _part(word: str, mark: str, chance: random.Random) -> str:
    """Return a word with a mark somewhere inside."""
    place = chance.randrange(1, len(word))
    return word[:place] + mark + word[place:]


def _plain(text: str) -> str:
    return "".join(c for c in anyascii(text).lower() if c.isalnum())


def list_spellings(name: Name, chance: random.Random) -> list[Spelling]:
    """Return every kind of spelling of a name, one each."""
    given, family, whole, main = name.given, name.family, name.whole, name.main
    title = chance.choice(("Ms", "Mr", "Dr.", "Mrs"))
    dash = chance.choice("-\u2010\u2011\u2013\u2212")
    joined = "".join(piece.capitalize() for piece in (_plain(given), _plain(family)))
    german = family.replace("ü", "ue").replace("ö", "oe").replace("ø", "oe").replace("ä", "ae")
    hidden = chance.choice("\u200b\u200c\u200d\u2060\ufeff")
    blank = chance.choice(("\u00a0", "\u2009", "\u202f", "  ", "\t"))
    broken = _part(main, f"{dash}{chance.choice((' ', ''))}\n", chance)
    over = _part(main, "-\n\n", chance)
    return [
        Spelling("whole", whole),
        Spelling("upper case", whole.upper()),
        Spelling("title and main part", f"{title} {main}", f"{title} "),
        Spelling("title and family name", f"{title} {family}", f"{title} "),
        Spelling("possessive", f"{whole}’s", after="’s"),
        Spelling("surname first", f"{family}, {given}"),
        Spelling("decomposed", unicodedata.normalize("NFD", whole)),
        Spelling("without marks", anyascii(whole)),
        Spelling("two letters for a mark", f"{given} {german}"),
        Spelling("soft hyphen", f"{title} {_part(main, chr(0xAD), chance)}", f"{title} "),
        Spelling("zero width", f"{_part(given, hidden, chance)} {_part(family, hidden, chance)}"),
        Spelling("over a line", f"{title} {broken}", f"{title} "),
        Spelling("over a page", f"{title} {over}", f"{title} "),
        Spelling("blanks", f"{given}{blank}{family}"),
        Spelling("line end between", f"{given}\n{family}"),
        Spelling("spaced out", f"{title} {' '.join(main)}", f"{title} "),
        Spelling("initial", f"{given[0]}. {family}"),
        Spelling("full width", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in whole)),
        Spelling("look-alikes", whole.translate(LOOKALIKE)),
        Spelling("small capitals", whole[0] + whole[1:].lower().translate(SMALL)),
        Spelling("character references", "".join(f"&#{ord(c)};" if not c.isspace() else c for c in whole)),
        Spelling("handle", f"@{_plain(given)}{_plain(family)}", "@"),
        Spelling("handle with a line", f"@{_plain(given)}_{_plain(family)}", "@"),
        Spelling("mail", f"{_plain(given)}.{_plain(family)}@desk.example", after="@desk.example"),
        Spelling(
            "address", f"https://desk.example/p/{_plain(given)}-{_plain(family)}", "https://desk.example/p/"
        ),
        Spelling("percent-encoded", f"https://desk.example/?q={quote(whole)}", "https://desk.example/?q="),
        Spelling("hashtag", f"#{joined}", "#"),
    ]
