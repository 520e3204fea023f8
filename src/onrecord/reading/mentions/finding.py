"""Doc -> mentions and their chains."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.annotations import Attribution, Chain, Citation, Mention, MentionType, Unstated
from onrecord.english import is_english
from onrecord.model import Document, Offsets
from onrecord.names import find_key_words
from onrecord.reading.mentions.chains import Book, Draft, find_body_draft
from onrecord.reading.mentions.name_types import ends_like_organisation, list_words
from onrecord.reading.mentions.walk import Walk

_FEWEST = 2  # words by which somebody speaks of himself
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")
_MOST_OF_NAME = 4  # words of a person's name
_WORD = re.compile(r"[^\W\d_]+")


def find_mentions(
    document: Document,
    doc: Doc,
    attributions: Sequence[Attribution],
    citations: Sequence[Citation],
    unstated: Sequence[Unstated] = (),
) -> tuple[tuple[Mention, ...], tuple[Chain, ...]]:
    """Return who and what is named, and which mentions name the same.

    Who is told by `unstated` to have declined to say anything is somebody, as who speaks is.
    The words of every source, relay and cited outlet are a mention. A mention without chain is one whose actor
    cannot be told: a pronoun with nobody near, a place that is no actor.
    """
    if not len(doc):
        return (), ()
    voiced = [block.offsets for block in document.blocks if block.voice is not None]
    book = Walk(doc, attributions, citations, voiced, unstated).read()
    said: dict[Offsets, list[str]] = {}
    for block in document.blocks:
        if block.voice is not None:
            said.setdefault(block.voice, []).append(document.text[block.start : block.end])
    for words in (voice for voice, told in said.items() if _says_i("\n".join(told))):
        _take_for_person(book, document.text, words)
    furniture = [Offsets(*words) for words in document.furniture]
    for citation in citations:
        if any(citation.outlet.overlaps(words) for words in furniture):
            _take_for_outlet(book, citation.outlet, document.text[slice(*citation.outlet)])
    return _freeze(document.text, book)


def _says_i(text: str) -> bool:
    """Tell whether somebody speaks of himself more than of several, and oftener than once: 'in World War I'."""
    told = [word.lower() for word in _WORD.findall(_QUOTED.sub(" ", text))]
    alone = sum(word in list_words("pronouns_first") for word in told)
    return alone >= _FEWEST and alone > sum(word in list_words("pronouns_first_plural") for word in told)


def _take_for_person(book: Book, text: str, words: Offsets) -> None:
    """Take whoever says 'I' throughout for a person, where a name in capitals looks like a body's or a thing's."""
    name = text[slice(*words)]
    parts = name.lower().split()
    if not name.isupper() or not 1 < len(parts) <= _MOST_OF_NAME or ends_like_organisation(parts):
        return
    _, draft = book.mentions.get(words, (MentionType.THING, None))
    named = draft is not None and draft.type is MentionType.THING and not all(map(is_english, parts))
    if draft is not None and (named or draft.type is MentionType.ORGANISATION):
        draft.type = MentionType.PERSON
        book.mentions[words] = (MentionType.PERSON, draft)


def _take_for_outlet(book: Book, words: Offsets, text: str) -> None:
    """Enter an outlet that is credited in furniture, of which the parse has no word: 'Norwire contributed'."""
    name = text.removeprefix("The ")
    draft = find_body_draft(book, name)
    if draft is None:
        draft = book.open(Draft(MentionType.OUTLET, key=find_key_words(name)))
    draft.type = MentionType.OUTLET
    draft.call(name)
    book.mention(words, MentionType.OUTLET, draft)


def _freeze(text: str, book: Book) -> tuple[tuple[Mention, ...], tuple[Chain, ...]]:
    entered = [
        (trimmed, kind, draft)
        for words, (kind, draft) in book.mentions.items()
        if (trimmed := _trim(text, words)) is not None
    ]
    entered.sort(key=lambda item: (item[0].start, -item[0].end))
    drafts = list(dict.fromkeys(draft for _, _, draft in entered if draft is not None))
    number = {draft: index for index, draft in enumerate(drafts)}
    mentions = {
        words: Mention(
            words.start,
            words.end,
            text[words.start : words.end],
            kind,
            number[draft] if draft is not None else None,
        )
        for words, kind, draft in entered
    }
    return tuple(mentions.values()), tuple(_chain(draft, number) for draft in drafts)


def _trim(text: str, words: Offsets) -> Offsets | None:
    exact = text[words.start : words.end]
    start = words.start + len(exact) - len(exact.lstrip())
    end = words.end - (len(exact) - len(exact.rstrip()))
    return Offsets(start, end) if start < end else None


def _chain(draft: Draft, number: dict[Draft, int]) -> Chain:
    names = sorted(draft.names, key=lambda name: (-len(name.split()), name))
    owner = draft.owner or (draft.heads[0] if draft.heads and not draft.names else None)
    return Chain(
        name=draft.name,
        type=MentionType(draft.type),
        names=tuple(names),
        titles=tuple(draft.titles),
        part_of=number.get(owner) if owner is not None else None,
        gender=draft.gender,
        offices=tuple(sorted(draft.offices)),
        aside=draft.aside,
        indefinite=draft.indefinite,
    )
