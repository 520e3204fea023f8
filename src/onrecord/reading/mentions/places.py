"""Whether a place is where something happens, or a government that acts."""

from spacy.tokens import Doc, Span, Token

from onrecord.reading.mentions.name_types import list_words
from onrecord.reading.mentions.names import Name
from onrecord.world import find_capital, find_demonym, find_seated

# spaCy's labels of how a capital stands in a sentence where it is a government that acts
_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
_GOVERNED = frozenset({"poss", "compound", "nmod", "pobj", "amod"})


def is_seat(text: str) -> bool:
    """Tell whether the city stands for a government or an international body."""
    return bool(find_capital(text) or find_seated(text))


def acts(token: Token) -> bool:
    """Tell whether the place stands in its sentence as someone who does something."""
    if token.dep_ in _ACTING:
        return token.head.lemma_ != "be" or token.dep_ != "nsubj"
    following = token.doc[token.i + 1 : token.i + 2].text
    ranging = following in list_words("range_ends")  # 'from Lima to Osk'
    return token.dep_ == "pobj" and token.head.lower_ in list_words("dealing_prepositions") and not ranging


def is_dateline(doc: Doc, name: Name) -> bool:
    """Tell whether the city says where the report was written: 'LUND (Newswire) - …'."""
    return doc[name.first].is_sent_start is True and name.text.isupper() and len(name.text) > 2


def governs(doc: Doc, name: Name) -> bool:
    """Tell whether the text speaks of the place's government: 'the government of Lund', 'the government in Lund'."""
    head = doc[name.head].head
    if head.lower_ in list_words("governing_prepositions"):
        head = head.head
    return head.lemma_.lower() in list_words("authorities") and doc[name.head].dep_ in _GOVERNED


def is_where(doc: Doc, name: Name) -> bool:
    """Tell whether the words before say that it is where something happens."""
    if governs(doc, name):
        return False
    before = doc[name.first - 1] if name.first else None
    if before is not None and before.lower_ == "the" and name.first > 1:
        before = doc[name.first - 2]
    return before is not None and before.lower_ in list_words("place_prepositions")


def find_demonyms(span: Span) -> list[str]:
    """Return the countries whose adjectives stand in the words."""
    return [country for token in span if (country := find_demonym(token.text))]
