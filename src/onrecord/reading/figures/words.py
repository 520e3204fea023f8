"""The word lists of figures.toml."""

from onrecord.lexicon import load_lexicon

_PACKAGE = __package__ or "onrecord.reading.figures"


def list_words(name: str) -> frozenset[str]:
    """Return one of the lists, in lower case."""
    return load_lexicon(_PACKAGE, "figures.toml").words(name)
