"""Source -> Document: what is the article and what is furniture."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.documents.make import make_document

__all__ = ["make_document"]


def __getattr__(name: str) -> Any:
    if name == "make_document":
        # with the libraries for every format, which a process that makes no document itself does without
        from onrecord.documents.make import make_document  # noqa: PLC0415

        return make_document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
