"""Every error that onrecord raises on purpose.

    OnrecordError
    ├── CannotRead          one document could not be read; the run goes on without it
    ├── InvalidSpan         offsets that lie outside the text or are empty
    ├── NothingToRead       no document at all could be found or read
    ├── InvalidSources      a sources.csv that cannot be believed
    ├── MissingPipeline     the spaCy pipeline asked for is not installed
    ├── ModelError          the tagger cannot be used
    │   ├── MissingModel    a file of it is not there
    │   └── DamagedModel    a file of it is not what its card says
    ├── InvalidLexicon      a word list that breaks its own format
    ├── WorkerLost          a process that was reading documents ended before its time
    ├── UnknownActor        no actor of the record has the name asked for
    ├── InvalidNames        a list of names to protect that cannot be used
    ├── NameLeft            a protected name stands in what was to be published
    ├── MissingExtra        an optional part of the program is not installed
    ├── InvalidRulings      rulings that can't be made or believed
    ├── InvalidCustody      a log of what came in, or a seal on it, that can't be believed
    ├── InvalidWatch        a watch.toml that can't be used
    ├── CannotFetch         an address gave no answer that can be used
    ├── ArchiveError        an archive that can't be read, written or found
    └── RecordError         a stored record that cannot be opened or written
        ├── OutdatedRecord  a record that another version of the program wrote
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


class ModelError(OnrecordError):
    """The tagger that finds who said what cannot be used."""


class MissingModel(ModelError):
    """A file of the tagger is not there."""


class DamagedModel(ModelError):
    """A file of the tagger is not what its card says, or cannot be read."""


class InvalidLexicon(OnrecordError):
    """A word list that breaks its own format."""


class RecordError(OnrecordError):
    """A stored record that cannot be opened or written."""


class EvidenceDiffers(RecordError):
    """Words in the record that are not in the document they point at."""


class OutdatedRecord(RecordError):
    """A record that another version of the program wrote, in tables that this one does not know."""


class WorkerLost(OnrecordError):
    """A process that was reading documents ended before its time."""


class UnknownActor(OnrecordError):
    """No actor of the record has the name asked for."""


class InvalidNames(OnrecordError):
    """A list of names to protect that cannot be used."""


class NameLeft(OnrecordError):
    """A protected name stands in what was to be published."""


class MissingExtra(OnrecordError):
    """An optional part of the program is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} need packages that are not installed: pip install 'onrecord[{extra}]'")


class InvalidRulings(OnrecordError):
    """Rulings that can't be made, or a file of them that can't be believed."""


class InvalidCustody(OnrecordError):
    """A log of what came in, or a seal on it, that can't be believed."""


class InvalidWatch(OnrecordError):
    """A watch.toml that can't be used."""


class CannotFetch(OnrecordError):
    """An address gave no answer that can be used; `host` tells whether its whole host can't be reached."""

    def __init__(self, reason: str, *, host: bool = False) -> None:
        super().__init__(reason)
        self.host = host


class ArchiveError(OnrecordError):
    """An archive of readings, or a source of one, that can't be read, written or found."""
