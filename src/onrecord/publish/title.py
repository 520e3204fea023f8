"""A record's title, where none is asked for: that of the document whose title has most in common with the others'."""

import re

from onrecord.model import DocumentEntry, Record

_LONGEST = 140  # characters: what is longer is no title of an article


def choose_title(record: Record) -> DocumentEntry | None:
    """Return the document whose title is nearest to all others, the first of several; none where none has a title.

    How near two titles are is the share of their words that both have (Jaccard 1901).
    """
    titled = [
        document
        for document in record.documents
        if document.title and len(document.title) <= _LONGEST and not document.title.isupper()
    ][:400]
    words = {
        document.id: frozenset(re.findall(r"\w+", document.title.casefold()))
        for document in titled
        if document.title
    }

    def nearness(document: DocumentEntry) -> float:
        own = words[document.id]
        alike = ((other, len(own & other)) for other in words.values() if not own.isdisjoint(other))
        return sum(both / (len(own) + len(other) - both) for other, both in alike)

    return max(titled, key=nearness, default=None)
