"""What has been read when a description is met, and what all its readers ask of it."""

from collections.abc import Callable

from msgspec import Struct
from spacy.tokens import Doc

from onrecord.annotations import MentionType
from onrecord.names import find_key_words
from onrecord.reading.mentions.chains import Book, Draft
from onrecord.reading.mentions.descriptions import Description
from onrecord.reading.mentions.name_types import list_words
from onrecord.reading.mentions.pronouns import Place

NEAR = 2  # sentences back to which a bare 'the official' can point
LOOK_BACK = 200  # mentions back to which 'the board' can point


class Scene(Struct):
    """What has been read when a description is met: the drafts and the mentions before it."""

    doc: Doc
    book: Book
    places: list[Place]
    last: dict[Draft, Place]  # where each draft was mentioned last
    named: Callable[[int], Draft | None]  # token -> whom a name or pronoun there means
    inside: Callable[[Description], list[Draft]]  # whom the names within a description mean


def label_of(description: Description, doc: Doc) -> str:
    """Return the words of a description without article, as the name of someone who has none."""
    first = description.first
    if first < description.head and doc[first].lower_ in list_words("definite") | list_words("articles"):
        first += 1
    return " ".join(doc[first : description.last].text.split())


def tell_after_owner(description: Description, doc: Doc) -> str:
    """Return the words of a description that follow whoever it belongs to."""
    first = (description.possessor or description.first) + 1
    while first < description.head and doc[first].dep_ == "case":
        first += 1
    return " ".join(doc[first : description.last].text.split())


def find_title_words(draft: Draft) -> frozenset[str]:
    """Return the words that tell somebody's titles apart."""
    return frozenset(word for title in draft.titles for word in find_key_words(title))


def open_unnamed(description: Description, scene: Scene, kind: MentionType) -> Draft:
    """Return a draft of someone described only: 'a local charity'."""
    label = label_of(description, scene.doc)
    key = description.key | {description.lemma}
    for draft in scene.book.of_type(kind):
        if not draft.names and draft.key == key:
            return draft
    one = not description.definite
    return scene.book.open(Draft(kind, titles=[label], label=label, key=key, indefinite=one))
