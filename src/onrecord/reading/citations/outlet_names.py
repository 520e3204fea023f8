"""Text -> names that are an outlet's by their shape, by a noun beside them, or because the world knows them."""

import re
from calendar import day_name, month_abbr, month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.english import is_english
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

_PACKAGE = __package__ or "onrecord.reading.citations"


# A word with a capital right before: what the name, were it a surname, would be the last of.
_LEADING = "The|A|An|In|On|But|And|As|By|For|To|At|When|While|After|Last|This"
_BEARER = re.compile(rf"(?<!\w)(?!(?:{_LEADING}) )[A-Z][\w.’'-]{{0,20}}(?<!['’]s) $")


_NUMBERED = re.compile(r"(?<=[a-z])\s(\d+)$")
_LED = re.compile(r" [A-Z]\w")
# 'the newspaper Monday', 'on television in May': when, and no name.
_DAYS = frozenset((*day_name, *month_name, *month_abbr)) - {""}
# 'Norland Journal of Harbour Medicine'
_FIELD = re.compile(r" of (?:the )?[A-Z][\w-]{1,20}(?:(?:,| and| &|, and)? [A-Z][\w-]{1,20}){0,4}(?!['’]s)\b")
# 'told the Norland Journal of May': what it was told of.
_TOLD_OF = re.compile(r"\b(?:tell(?:s|ing)?|told|inform(?:s|ed|ing)?) (?:the )?$", re.IGNORECASE)


@cache
def _surnames() -> frozenset[str]:
    return load_lexicon(_PACKAGE, "citations.toml").words("surnames")


@cache
def _learned() -> frozenset[str]:
    return load_lexicon(_PACKAGE, "citations.toml").words("learned")


@cache
def _names() -> re.Pattern[str]:
    lexicon = load_lexicon(_PACKAGE, "citations.toml")

    def choice(name: str) -> str:
        return choose(lexicon.words(name))

    # A full stop belongs to a name only within it: 'U.S. News', 'Folha de S.Paulo', 'Harbour.example'; where no space
    # stands behind the end of a sentence, the name begins after it.
    capital = r"(?:(?:[A-Z]\.){1,3}|[A-Z](?:\.[A-Z])?[\w&-]{0,20}(?:\.[a-z]{2,10})?)"
    media = choice("media")
    return re.compile(
        rf"(?<![\w@#.-])(?<![^\w]/)(?:"
        rf"(?P<shaped>(?:{capital}[ ]){{1,4}}(?:{choice('shapes')})(?:[ ](?:Agency|Service|Network|Sunday|Online))?)"
        rf"|(?P<the>(?<=[Tt]he[ ])(?:Times|Post|Journal|Telegraph|Herald|Tribune|Chronicle|Gazette|Observer))"
        rf"|(?P<beside>(?:{capital}(?:['’]s)?[ ]){{1,5}}(?:{media}))"
        rf"|(?:{media})[ ](?:the[ ])?(?P<behind>{capital}(?:[ ]{capital}){{0,3}})"
        rf"|(?P<known>{choose(known_outlets())})"
        rf"|(?P<called>(?:Radio|Radyo)[ ]{capital}|(?:Channel|Kanal)[ ](?:\d{{1,3}}|One|Two|Three|Four|Five))"
        rf"|(?P<ending>[A-Z][a-z]{{1,15}}(?:{choice('endings')}))"
        rf")(?![\w@-]|/(?![A-Z])|\.\w)"
    )


@cache
def known_outlets() -> frozenset[str]:
    """Return the names by which the world knows agencies, broadcasters, papers and sites."""
    lexicon = load_lexicon(_PACKAGE, "outlets.toml")
    names = lexicon.words("agencies") | lexicon.words("broadcasters") | lexicon.words("papers")
    joined = {name.removesuffix(" News") + "news" for name in names if name.endswith(" News")}  # 'Skynews'
    titled = {
        " ".join((first.title(), *rest)) for first, *rest in map(str.split, names) if rest and first.isupper()
    }
    numbered = {_NUMBERED.sub(r"\1", name) for name in names}  # 'France24'
    return names | joined | titled | numbered  # 'Ria Novosti'


def choose(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first.

    Those that begin alike stand together, so that at most places of a text a single character rules all out.
    """
    first: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        first[word[0]].append(re.escape(word[1:]).replace(r"\ ", "[ ]"))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in sorted(first.items()))


def find_outlet_names(text: str) -> Iterator[Offsets]:
    """Yield where outlets are named, whether or not anything is cited from them.

    >>> text = "The harbour opened, the Norland Morning Post said."
    >>> [text[name.start:name.end] for name in find_outlet_names(text)]
    ['Norland Morning Post']
    """
    denied = load_lexicon(_PACKAGE, "citations.toml").words("not_outlets")
    names_person = cache(lambda surname: _names_person(text, surname))
    for match in _names().finditer(text):
        start, end = match.start(match.lastgroup or 0), match.end()
        if match["shaped"] or match["beside"]:
            start += _article(match[0])
        if text[start:end] in _surnames() and (
            _BEARER.search(text, max(0, start - 24), start)
            or _LED.match(text, end)
            or names_person(text[start:end])
        ):
            continue  # 'Maggie Fox', 'Ms Forbes', 'Vice President', and 'Fox' where Maggie Fox is told of
        if match["beside"] and re.search(r"\b[Aa]n? $", text[max(0, start - 3) : start]):
            continue  # 'a Norland newspaper' names the place, not the paper
        if match["beside"]:
            start += _possessor(text[start:end])
            end -= len(_medium(text[start:end]))
        if match["behind"] and not _DAYS.isdisjoint(text[start:end].split()[:1]):
            continue
        end += _field(text, start, end) if match["shaped"] else 0
        if text[start:end] not in denied or match["the"]:
            yield Offsets(start, end)


def _names_person(text: str, surname: str) -> bool:
    """Tell whether a text has somebody of a surname that is also an outlet's, with the given name before it."""
    return any(
        not is_english(match[1]) and match[1] not in known_outlets()
        for match in re.finditer(rf"(?<!\w)([A-Z][a-z]{{1,15}}) {re.escape(surname)}\b(?! [A-Z])", text)
    )


def _field(text: str, start: int, end: int) -> int:
    """Return how many characters behind a learned journal's name say of what it is: ' of Harbour Medicine'."""
    if text[start:end].rpartition(" ")[2] not in _learned() or _TOLD_OF.search(
        text, max(0, start - 20), start
    ):
        return 0
    field = _FIELD.match(text, end)
    return field.end() - end if field is not None else 0


def _medium(words: str) -> str:
    """Return the noun behind an outlet's name that is no part of it: ' newspaper'."""
    found = re.search(
        r" (?:newspaper|news agency|press agency|broadcaster|tabloid|news site|news website|TV station)$",
        words,
    )
    return found[0] if found else ""


def _article(words: str) -> int:
    """Return how many characters of an article or of a sentence's first word lead a name."""
    found = re.match(rf"(?:{_LEADING}) (?=[A-Z])", words)
    return found.end() if found else 0


def _possessor(words: str) -> int:
    """Return the length of a place that owns the outlet: 'Norland’s Morning Post newspaper'."""
    found = re.match(r"[\w&.-]+(?: [\w&.-]+)?['’]s (?=(?:[A-Z][\w&.-]* ){2,5})", words)
    return found.end() if found else 0
