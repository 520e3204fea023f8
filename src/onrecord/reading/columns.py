"""What the finders ask of every word of a parse, read from it once: spaCy makes a new object at every question."""

from collections.abc import Sequence

from msgspec import Struct
from spacy.strings import StringStore
from spacy.tokens import Doc

_KEY = "onrecord_columns"


class Columns(Struct, frozen=True):
    """The text of a parse and its words; each list holds one item for a token, in the order of the text."""

    text: str
    starts: list[int]  # where in the text
    texts: list[str]
    lowers: list[str]
    lemmas: list[str]  # in lower case
    pos: list[str]

    def words(self, first: int, last: int) -> str:
        """Return the text of tokens `first` to `last`, as that of a span."""
        end = min(last, len(self.texts)) - 1
        return self.text[self.starts[first] : self.starts[end] + len(self.texts[end])] if first <= end else ""


def read_columns(doc: Doc) -> Columns:
    """Return the columns of a parse, which no longer changes; they are kept with it."""
    known: Columns | None = doc.user_data.get(_KEY)
    if known is None:
        columns = doc.to_array(["ORTH", "LOWER", "LEMMA", "POS"]).T.tolist()
        texts, lowers, lemmas, pos = (_look_up(column, doc.vocab.strings) for column in columns)
        lemmas = [lemma.lower() for lemma in lemmas]
        known = Columns(doc.text, [token.idx for token in doc], texts, lowers, lemmas, pos)
        doc.user_data[_KEY] = known
    return known


def _look_up(numbers: Sequence[int], strings: StringStore) -> list[str]:
    known = {number: strings[number] for number in set(numbers)}
    return [known[number] for number in numbers]
