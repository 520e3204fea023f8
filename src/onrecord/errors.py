"""Every error that onrecord raises on purpose.

    OnrecordError
    ├── CannotRead          one document could not be read; the run goes on without it
    ├── InvalidSpan         offsets that lie outside the text or are empty
    ├── NothingToRead       no document at all could be found or read
    ├── InvalidSources      a sources.csv that cannot be believed
    ├── MissingPipeline     the spaCy pipeline asked for is not installed
    ├── InvalidLexicon      a word list that breaks its own format
    └── RecordError         a stored record that cannot be opened or written
        └── EvidenceDiffers words in the record that are not in their document

The message of each names the document or file and says what to do.
"""


class OnrecordError(Exception):
    """The base of every error raised on purpose."""


class CannotRead(OnrecordError):
    """One document could not be read; `file` names it and `reason` says why and what to do."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class InvalidSpan(OnrecordError):
    """Offsets that do not mark at least one character of the text."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(f"[{start}, {end}) marks no characters of a text of {length}")


class NothingToRead(OnrecordError):
    """No document could be found or read."""


class InvalidSources(OnrecordError):
    """A sources.csv whose lines cannot be believed."""


class MissingPipeline(OnrecordError):
    """The spaCy pipeline asked for is not installed."""


class InvalidLexicon(OnrecordError):
    """A word list that breaks its own format."""


class RecordError(OnrecordError):
    """A stored record that cannot be opened or written."""


class EvidenceDiffers(RecordError):
    """Words in the record that are not in the document they point at."""
