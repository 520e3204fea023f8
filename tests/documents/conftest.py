"""Ways to make a document out of a few words."""

import hashlib

import pytest

from onrecord.collect.source import Source
from onrecord.documents import make_document

MEDIA_TYPES = {"txt": "text/plain", "md": "text/markdown", "html": "text/html", "pdf": "application/pdf"}


@pytest.fixture
def read():
    """Return a function that makes the document of some bytes or text."""

    def make(content, file="note.txt", **stated):
        data = content.encode() if isinstance(content, str) else content
        media_type = MEDIA_TYPES.get(file.rpartition(".")[2], "application/json")
        return make_document(Source(file, data, hashlib.sha256(data).hexdigest(), media_type, **stated))

    return make
