"""Doc -> names of occasions: in a text that speaks of 'Hurricane Ada', 'Ada' is an occasion."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.reading.columns import read_columns
from onrecord.reading.figures.words import list_words

# 'The storm' points back this many tokens at most: some four sentences.
_FURTHEST_BACK = 100
_DATED = frozenset({"DATE", "TIME"})  # 'the blast Thursday'


class OccasionNames:
    """The named occasions of a document and where each is named."""

    def __init__(self, doc: Doc) -> None:
        self._nouns = list_words("occasions")
        columns = read_columns(doc)
        words = [text.casefold() for text in columns.texts]
        named = {
            words[i + 1]
            for i, lemma in enumerate(columns.lemmas[:-1])
            if lemma in self._nouns and columns.pos[i + 1] == "PROPN" and doc[i + 1].ent_type_ not in _DATED
        }
        self._mentions = [
            (i, word)
            for i, word in enumerate(words)
            if word in named and (columns.pos[i] == "PROPN" or doc[i].is_title)
        ]

    def of(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Return the occasions that the tokens name, or to which 'the storm' among them points back."""
        if not tokens or not self._mentions:
            return ()
        inside = {token.i for token in tokens}
        found = [name for index, name in self._between(min(inside), max(inside) + 1) if index in inside]
        if found:
            return tuple(dict.fromkeys(found))
        anaphor = next((token for token in tokens if self._points_back(token)), None)
        if anaphor is None:
            return ()
        earlier = self._between(anaphor.i - _FURTHEST_BACK, anaphor.i)
        return (earlier[-1][1],) if earlier else ()

    def _between(self, first: int, last: int) -> list[tuple[int, str]]:
        """Return the namings by tokens `first` to `last`."""
        return self._mentions[
            bisect_left(self._mentions, (first, "")) : bisect_left(self._mentions, (last, ""))
        ]

    def _points_back(self, token: Token) -> bool:
        if token.lemma_.lower() not in self._nouns or token.pos_ != "NOUN":
            return False
        return [child.lower_ for child in token.lefts if not child.is_punct] in (["the"], ["this"], ["that"])
