"""Which lines of a section stand on the page, and which unfolded: by how surely they were read for their kind."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol, TypeVar

from msgspec.structs import replace

from onrecord.lexicon import load_lexicon
from onrecord.model import (
    Act,
    Checked,
    Commitment,
    Denial,
    DenialKind,
    DocumentEntry,
    Offsets,
    Quoted,
    Span,
    Statement,
)
from onrecord.publish import summary
from onrecord.publish.denied import Places, Refusal
from onrecord.publish.requirements import Requirement
from onrecord.publish.speakers import Line, Part

Lead = TypeVar("Lead", Commitment, Requirement, Line, Refusal)

BINDING = frozenset((Act.COMMIT, Act.REFUSE, Act.HOPE))
_FEWEST = 5  # words of what was said: fewer tell little by themselves
_SOURCE = 80  # characters of who says it; what is longer tells of others too
_SHORTEST = 4  # letters of a word that tells one body from another
_KEPT = 16_384  # answers about names that are kept at hand: a speaker is asked for again and again
_TITLE = 24  # characters before a name: 'The harbour board's chair'
_ASIDE = re.compile(r"\s*(?:[(;:–—]|\s-+\s).*", re.DOTALL)  # what follows only describes: 'Mia Rao (50)'
_PARTS = re.compile(r",|\s(?:and|or)\s")  # 'her lawyer, Ida Lind', 'Mia Rao and Ida Lind'
_MARKS = " \"“”‘’'.,"
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class Book(Places, Protocol):
    """What of a record decides on which lines stand unfolded."""

    def statement(self, ident: str) -> Statement:
        """Return a statement by its id."""

    def document(self, document: str) -> DocumentEntry:
        """Return a document by its id."""

    @property
    def parts(self) -> Sequence[Part]:
        """What each actor has on record, those of whom most is first."""

    def called(self, actor: str | None) -> Sequence[str]:
        """Return the names of an actor."""

    def is_person(self, actor: str | None) -> bool:
        """Tell whether an actor is one person."""


def is_told(item: Lead, book: Book) -> bool:
    """Tell whether a line stands on the page: it was read surely enough, and its words bear out whose it is.

    Of nobody who is named only what will be done on a day stands, read as surely as what stands unfolded. What a person
    ruled on stands.
    """
    kind, sure = _kind_of(item), _sureness(item, book)
    if _ruling_of(item) is not None:
        return True
    said = _statement_of(item, book)
    if said is not None and misnames(said, book):
        return False
    if isinstance(item, Line):
        return sure >= summary.TOLD[kind] and not _says_nothing(item.first)
    if isinstance(item, Commitment) and _is_demanded(item, book):
        return False
    if isinstance(item, Commitment) and item.party is None:
        return _is_dated(item) and sure >= summary.LEAST[kind]
    own = not isinstance(item, Commitment) or _is_own(item, book) or _stands_together(item)
    least = (summary.TOLD if own else summary.LEAST)[kind]
    return _party_of(item) is not None and is_attributed(item, book) and sure >= least


def _says_nothing(statement: Statement) -> bool:
    """Tell an assertion of one word that is nobody's quotation: 'unity', 'his position', 'hopefully'.

    'Denied the charge' tells of a denial; of what is asserted so none of six in marked piles told what was said.
    """
    words = [word for span in statement.content for word in span.exact.lower().split()]
    few = len(words) - (words[0] in _list("determiner")) <= 1
    return few and statement.act is Act.ASSERT and statement.quoted is Quoted.INDIRECT


def part_lines(items: Sequence[Lead], most: int, book: Book) -> tuple[list[Lead], list[Lead]]:
    """Return what of some lines stands unfolded, and the rest, each in the order given.

    Unfolded are at most so many, the surest, of statements those in quotation marks first; none that was read less
    surely than `summary.LEAST` says of its kind, none whose words do not show whose line it is, and of one party's
    lines in one sentence only the surest. What a person ruled on was read surely; what was read by rule just surely
    enough.
    """
    kept: set[int] = set()
    told: set[tuple[str | None, str, Offsets]] = set()
    for item in sorted(items, key=lambda item: _rank(item, book), reverse=True):
        if len(kept) == most:
            break
        party, span = _party_of(item), _span_of(item)
        place = (party, span.document, book.find_sentence(span))
        sure = _sureness(item, book) >= summary.LEAST[_kind_of(item)]
        shown = is_attributed(item, book) and not _is_by_pronoun(item, book)
        if sure and party is not None and place not in told and shown:
            kept.add(id(item))
            told.add(place)
    return [item for item in items if id(item) in kept], [item for item in items if id(item) not in kept]


def is_attributed(item: Lead, book: Book) -> bool:
    """Tell whether the words show whose line it is.

    An announcement is its speaker's own, or has a day and begins with the name of who is to act: of those in marked
    piles whose sentence only names the party somewhere, four in ten were that party's, and of those that are neither
    anybody's own nor dated three in ten were right at all. Where several are likely of one act, one of them that shows
    it is enough: who is to act was judged over them all. A demand is its party's own statement, or nobody's and its
    sentence names the party; of those told by somebody else half were right. A statement says by name who speaks.
    """
    if _ruling_of(item) is not None:
        return _party_of(item) is not None
    match item:
        case Commitment():
            lending = item.versions if _stands_together(item) else item.versions[-1:]
            alone = (replace(item, versions=(version,)) for version in lending)
            return any(
                _is_own(one, book) or (_is_dated(one) and _begins_with_party(one, book)) for one in alone
            )
        case Requirement():
            term = item.first
            if term.party is None:
                return False
            if term.statement is not None:
                return book.statement(term.statement).speaker == term.party
            return book.is_named(term.party, term.span.document, book.find_sentence(term.span))
        case Line():
            return is_telling(item.first, book)
        case _:
            return True


def _is_by_pronoun(item: Lead, book: Book) -> bool:
    """Tell a denial by 'he' or 'she' alone: of 30 in marked piles four were another's."""
    said = _statement_of(item, book) if isinstance(item, Refusal) and item.first.ruling is None else None
    source = said.source if said is not None else None
    return source is not None and begins_with_pronoun(source.exact)


def begins_with_pronoun(words: str) -> bool:
    """Tell whether words for who speaks begin with one that leans on what was said before, or name the speaker himself.

    >>> begins_with_pronoun("She"), begins_with_pronoun("we"), begins_with_pronoun("the ministry")
    (True, True, False)
    """
    first = words.split(maxsplit=1)[0].lower()
    return first in _list("pointing") or first in _list("relative") or first in _list("speaking")


def is_telling(statement: Statement, book: Book, fewest: int = _FEWEST) -> bool:
    """Tell whether a statement can stand by itself: enough words, and a source that is the speaker's name.

    Whoever a pronoun or 'some of her friends' means is for the reader of the whole text to say.
    """
    enough = sum(len(span.exact.split()) for span in statement.content) >= fewest
    return enough and is_named_by(statement, book)


def is_named_by(statement: Statement, book: Book) -> bool:
    """Tell whether the words for who speaks are the speaker's name, or there are none and it is a quotation."""
    source = statement.source
    if source is None:
        return statement.quoted is Quoted.DIRECT
    person = book.is_person(statement.speaker)
    return len(source.exact) <= _SOURCE and is_name(
        source.exact, book.called(statement.speaker), person=person
    )


def is_name(source: str, names: Sequence[str], *, person: bool = False) -> bool:
    """Tell whether words for a speaker, or a part of them between commas, end in his name, or go on behind all of it.

    Whom a clause or a person's friends and critics only tell of does not speak.

    >>> is_name("Mayor Mia Rao, who is 50,", ["Mia Rao"]), is_name("Some Rao fans", ["Mia Rao"])
    (True, False)
    >>> is_name("the Harbour Board on Fisheries", ["Harbour Board"]), is_name("Harbour Board staff", ["Harbour Board"])
    (True, False)
    >>> is_name("a firm that paid Rao", ["Mia Rao"]), is_name("a lawyer for Mia Rao", ["Mia Rao"], person=True)
    (False, False)
    """
    return _is_name(source, tuple(names), person)


@lru_cache(_KEPT)
def _is_name(source: str, names: tuple[str, ...], person: bool) -> bool:
    for part in (source, *_PARTS.split(_ASIDE.sub("", source))):
        words = _ARTICLE.sub("", part.strip(_MARKS)).split()
        clause = next((number for number, word in enumerate(words) if word in _list("relative")), len(words))
        for name in names:
            whole = _ARTICLE.sub("", name).split()
            if _fold(words) == _fold(whole):
                return True
            before = _find_before(words[:clause], whole)
            if before is not None and not (person and _ends_in_preposition(before)):
                return True
    return False


def _find_before(words: Sequence[str], name: Sequence[str]) -> Sequence[str] | None:
    """Return what stands before a name in some words, of which it is the end or, as a whole, what others describe."""
    folded, whole = _fold(words), _fold(name)
    for start in range(len(words) - len(whole) + 1):
        rest = folded[start + len(whole) :]
        named = folded[start : start + len(whole)] == whole and (not start or words[start][:1].isupper())
        if named and (not rest or (len(whole) > 1 and rest[0] in _list("of"))):
            return words[:start]
    surname = len(whole) > 1 and folded[:1] == whole[-1:] and words[0][:1].isupper()
    if surname and not _list("of").isdisjoint(folded[1:2]):
        return ()
    last = len(words)
    while last and words[last - 1][:1].isupper() and words[last - 1] in name:
        last -= 1
    return words[:last] if last < len(words) else None


def _ends_in_preposition(words: Sequence[str]) -> bool:
    told = _ARTICLE.sub("", " ".join(words[-1:]) + " ").strip() or " ".join(words[-2:-1])
    return told.lower() in _list("preposition")


def _fold(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]


def misnames(statement: Statement, book: Book) -> bool:
    """Tell whether the words for who speaks are of somebody else than they are told of, or may be.

    'Rao's lawyer' is not Rao, nor is 'one of her friends'; whom 'who' goes back to, the program often mistakes. 'They'
    are not one person, and whoever 'he' is, he hardly calls himself by his name: of eleven lines drawn by lot in which
    a person does, ten were another's.
    """
    source = statement.source
    if source is None:
        return False
    names, person = book.called(statement.speaker), book.is_person(statement.speaker)
    words = source.exact.lower().split()
    named = is_name(source.exact, names, person=person)
    if not _list("relative").isdisjoint(words[:1]) or not _list("possessive").isdisjoint(words):
        return not named
    if person and not named and (words[0] in _list("plural") or _names_himself(statement, names)):
        return True
    return not named and any(
        word in source.exact and word[:1].isupper() and re.search(rf"\b{re.escape(word)}\b", source.exact)
        for name in names
        for word in _ARTICLE.sub("", name).split()
    )


def _names_himself(statement: Statement, names: Sequence[str]) -> bool:
    """Tell whether what is said holds the last part of the speaker's name."""
    own = {name.split()[-1] for name in names if name.split()[-1][:1].isupper()}
    said = (word for span in statement.content for word in re.findall(r"[\w-]+", span.exact))
    return not own.isdisjoint(said)


@cache
def _list(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.publish", "lede.toml").words(name)


def _stands_together(commitment: Commitment) -> bool:
    """Tell whether several announcements are likely enough of one act for one to show whose all are."""
    return len(commitment.versions) > 1 and (commitment.probability or 0) >= summary.LENDING


def _is_demanded(commitment: Commitment, book: Book) -> bool:
    """Tell whether all that is told of an act surely demands it: 'The dockers demanded that the port be opened'.

    Nobody announces that; a demand stands among what is required.
    """
    said = [book.statement(one.statement) if one.statement else None for one in commitment.versions]
    return all(
        one is not None and one.act is Act.CALL and (one.act_probability or 0) >= summary.ACT for one in said
    )


def _is_own(commitment: Commitment, book: Book) -> bool:
    """Tell whether an announcement is its party's own, said as a commitment."""
    version = commitment.versions[-1]
    said = book.statement(version.statement) if version.statement else None
    return (
        said is not None
        and said.speaker is not None
        and said.speaker == commitment.party
        and said.act in BINDING
    )


def _begins_with_party(commitment: Commitment, book: Book) -> bool:
    """Tell whether the words of an announcement begin with who is to act, but for a title before the name.

    'The ministry' names the Ministry of Justice as well as its name does, where it was read to be meant.
    """
    span, party = commitment.versions[-1].span, commitment.party
    if party is None:
        return False
    if book.is_named(party, span.document, Offsets(span.start, min(span.end, span.start + _TITLE))):
        return True
    begins = set(re.findall(r"\w+", span.exact[:_TITLE].casefold()))
    return any(
        len(word) >= _SHORTEST and word in begins
        for name in book.called(party)
        for word in re.findall(r"\w+", name.casefold())
    )


def _is_dated(commitment: Commitment) -> bool:
    due = commitment.versions[-1].due
    return due.earliest is not None or due.latest is not None


def _rank(item: Lead, book: Book) -> tuple[bool, bool, float]:
    marked = isinstance(item, Line) and item.first.quoted is not Quoted.INDIRECT
    return _ruling_of(item) is not None, marked, _sureness(item, book)


def _sureness(item: Lead, book: Book) -> float:
    """Return how surely a line was read, an announcement by what was said last."""
    match item:
        case Commitment():
            found = item.versions[-1].probability
        case Requirement() | Line():
            found = item.first.probability
        case _:
            denial = item.first
            if denial.kind is DenialKind.DECLINED and (denial.probability or 1) >= summary.DECLINED:
                return summary.LEAST["denial"]  # its words say so
            found = weigh_denial(denial, book.statement(denial.statement) if denial.statement else None)
    if _ruling_of(item) is not None:
        return 1.0
    return summary.LEAST[_kind_of(item)] if found is None else found


def weigh_denial(denial: Denial, statement: Statement | None) -> float | None:
    """Return how surely a denial was read: as its statement was read to be one too, where that says what is denied."""
    if denial.kind is not DenialKind.DENIED or statement is None or denial.probability is None:
        return denial.probability
    sure = statement.act_probability if statement.act is Act.DENY else 0.0
    return denial.probability if sure is None else min(denial.probability, sure)


def _kind_of(item: Lead) -> str:
    kinds = {Commitment: "announcement", Requirement: "term", Line: "statement", Refusal: "denial"}
    return kinds[type(item)]


def _statement_of(item: Lead, book: Book) -> Statement | None:
    """Return the statement whose party's line an item is, where it is the party who speaks."""
    match item:
        case Commitment():
            ident = item.versions[-1].statement
        case Line():
            return item.first
        case _:
            ident = item.first.statement
    said = book.statement(ident) if ident else None
    return said if said is not None and said.speaker == _party_of(item) else None


def _ruling_of(item: Lead) -> Checked | None:
    if isinstance(item, Commitment):
        return next((version.ruling for version in reversed(item.versions) if version.ruling), item.ruling)
    return item.first.ruling


def _party_of(item: Lead) -> str | None:
    match item:
        case Commitment():
            return item.party
        case Line():
            return item.first.speaker
        case _:
            return item.first.party


def _span_of(item: Lead) -> Span:
    match item:
        case Commitment():
            return item.versions[-1].span
        case Line():
            return item.first.content[0]
        case _:
            return item.first.span
