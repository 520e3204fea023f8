"""A source: the bytes handed in, and what was stated about them."""

from msgspec import Struct


class Source(Struct, frozen=True):
    """The bytes of one document as handed in, with what `sources.csv` or a JSONL line states of them."""

    file: str  # path relative to the folder, with '/'; a line of a JSONL file is 'articles.jsonl#L12'
    data: bytes
    sha256: str
    media_type: str  # 'text/plain', 'text/html', 'application/pdf', 'application/json' for a JSONL line
    origin: str = "supplied by user"
    url: str | None = None
    outlet: str | None = None
    published: str | None = None  # as stated: a day, or a day and a time
    title: str | None = None


def clean_stated(value: object) -> str | None:
    r"""Return a stated value as one line of text, or None where nothing is stated.

    >>> clean_stated("  The Elmsworth\n Courier ")
    'The Elmsworth Courier'
    """
    if not isinstance(value, str):
        return None
    return " ".join("".join(char if char.isprintable() else " " for char in value).split()) or None
