"""Text -> its language, as far as it can be told."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.errors import CannotRead
from onrecord.lexicon import load_lexicon

ENGLISH = "en"
# Below this many letters every guess is a wild one, and a note of a few words is let through.
_FEWEST_LETTERS = 40
# How sure the guess must be to refuse a text: measured on 4,000 English articles and on their first lines, of
# which none is refused at this; lists of foreign names score below it.
_SUREST = 0.9
# The language of an article shows in its first paragraphs; the rest is not looked at, for speed.
_SAMPLE = 2_500


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify_language(text: str) -> str:
    """Return the text's language as its ISO 639 code: English unless it is plainly in another.

    >>> identify_language("Der Damm wird im Mai geöffnet, sagte der Bürgermeister am Montag im Rathaus.")
    'de'
    >>> identify_language("Nein.")
    'en'
    """
    words = " ".join(
        "".join(char if char.isalpha() or char in "'’" else " " for char in text[:_SAMPLE]).split()
    )
    letters = [char for char in words if char.isalpha()]
    latin = sum(char < "\u0250" for char in letters)  # the end of Latin Extended-B
    foreign_script = latin * 2 < len(letters)
    if len(letters) < _FEWEST_LETTERS and not foreign_script:
        return ENGLISH
    code, probability = _identifier().classify(words)
    sure = foreign_script or float(probability) >= _SUREST
    return str(code) if sure and code in language_names() else ENGLISH


@cache
def language_names() -> dict[str, str]:
    """Return the English name of each language under its code."""
    lists = dict(load_lexicon("onrecord.documents", "languages.toml").lists)
    return {code: name for code, _, name in (entry.partition(" ") for entry in lists["names"])}


def require_english(file: str, text: str) -> str:
    """Return the code of English, the one language read so far.

    Raises:
        CannotRead: the text is in another language, which the reason names.
    """
    code = identify_language(text)
    if code != ENGLISH:
        name = language_names()[code]
        raise CannotRead(file, f"it is in {name} ({code}); only English is read so far: add a translation")
    return code
