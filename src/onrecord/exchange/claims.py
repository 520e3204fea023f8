"""Record -> schema.org (JSON-LD): what was said as Claim or, in quotation marks, Quotation, with who said it where.

A ClaimReview stands only where a person ruled what became of a commitment: the record itself reviews nothing.
"""

from typing import Any

import msgspec

from onrecord.exchange.lines import tell_address
from onrecord.model import Act, ActorType, Commitment, DocumentEntry, Quoted, Record, Span, Statement

_PEOPLE = frozenset((ActorType.PERSON, ActorType.ANONYMOUS))
# by these something is held to be so, and by the others something is done
_CLAIMING = frozenset((Act.ASSERT, Act.DENY, Act.ACCUSE))


def make(record: Record) -> bytes:
    """Return one graph: documents, actors, what was said, and the reviews."""
    spoken = [item for statement in record.statements for item in _tell_statement(statement)]
    reviewed = [item for commitment in record.commitments for item in _review(commitment)]
    graph = [
        *(_tell_document(document) for document in record.documents),
        *(
            {
                "@type": "Person" if actor.type in _PEOPLE else "Organization",
                "@id": _iri(actor.id),
                "name": actor.name,
                "alternateName": [alias for alias in actor.aliases if alias != actor.name] or None,
            }
            for actor in record.actors
        ),
        *spoken,
        *reviewed,
    ]
    told = [{name: value for name, value in item.items() if value is not None} for item in graph]
    content = msgspec.json.encode({"@context": "https://schema.org", "@graph": told})
    return msgspec.json.format(content, indent=2) + b"\n"


def _iri(identity: str) -> str:
    return f"urn:onrecord:{identity}"


def _refer(identity: str | None) -> dict[str, str] | None:
    return None if identity is None else {"@id": _iri(identity)}


def _tell_document(document: DocumentEntry) -> dict[str, Any]:
    published = document.published
    exact = published.latest if published.earliest == published.latest else None
    return {
        "@type": "Article",
        "@id": _iri(document.id),
        "headline": document.title,
        "publisher": _refer(document.outlet),
        "datePublished": exact.isoformat() if exact else None,
        "url": tell_address(document),
        "inLanguage": document.language,
    }


def _tell_statement(statement: Statement) -> list[dict[str, Any]]:
    """Return a statement as what it is: words quoted, something held to be so, or neither and so nothing here."""
    told: dict[str, Any] = {
        "@id": _iri(statement.id),
        "text": " […] ".join(span.exact for span in statement.content),
        "dateCreated": statement.said_on.earliest.isoformat()
        if statement.said_on.earliest and statement.said_on.earliest == statement.said_on.latest
        else None,
    }
    document, speaker = _refer(statement.document), _refer(statement.speaker)
    if statement.quoted is Quoted.DIRECT:
        return [{"@type": "Quotation", **told, "spokenByCharacter": speaker, "isPartOf": document}]
    if statement.act in _CLAIMING:
        return [{"@type": "Claim", **told, "author": speaker, "appearance": document}]
    return []


def _review(commitment: Commitment) -> list[dict[str, Any]]:
    """Return a person's ruling on a commitment's outcome as a review of the claim that it will be done."""
    ruling = commitment.ruling
    if ruling is None:
        return []
    words: Span = commitment.versions[-1].span
    claim = {
        "@type": "Claim",
        "@id": _iri(commitment.id),
        "text": words.exact,
        "author": _refer(commitment.party),
        "appearance": _refer(words.document),
    }
    review = {
        "@type": "ClaimReview",
        "@id": _iri(f"{commitment.id}:review"),
        "claimReviewed": words.exact,
        "itemReviewed": _refer(commitment.id),
        "author": {"@type": "Person", "name": ruling.by},
        "datePublished": ruling.on.isoformat(),
        "reviewRating": {"@type": "Rating", "alternateName": commitment.outcome.value},
    }
    return [claim, review]
