"""Source -> Document: what is the article and what is furniture."""

from onrecord.documents.make import make_document

__all__ = ["make_document"]
