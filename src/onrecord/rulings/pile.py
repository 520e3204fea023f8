"""A record as people ruled on it -> what the reader and the judges of `training/` learn from: one pile of documents."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from onrecord.model import Act, Checked, Commitment, Denial, Record, Span, Statement, identify
from onrecord.rulings.apply import Ruled
from onrecord.rulings.placing import Places

Line = dict[str, Any]


def encode_pile(ruled: Ruled) -> bytes:
    """Return the documents on which somebody ruled with all their lines as they stand, as one line of JSON.

    What was rejected is not in it, and what nobody looked at stands as the program told it: each line says under
    `checked` how it was ruled, `null` where it was not. Nothing where nobody ruled.
    """
    record = ruled.record
    places = Places(record.documents)
    spans = (span for one in ruled.standings if one.decided for span in places.find(one.target.words))
    ruled_on = {span.document for span in spans}
    files = {one.id: one.file for one in record.documents if one.id in ruled_on}
    if not files:
        return b""
    return msgspec.json.encode(_Pile(record, files).write()) + b"\n"


class _Pile:
    """The lines of some documents of a record, by files and offsets of characters."""

    def __init__(self, record: Record, files: Mapping[str, str]) -> None:
        self._record, self._files = record, files
        self._names = {actor.id: actor.name for actor in record.actors}
        self._statements = [one for one in record.statements if one.document in files]
        self._numbers = {one.id: number for number, one in enumerate(self._statements)}

    def write(self) -> Line:
        """Return the pile, its keys as `training/piles.py` and `training/pairs.py` read them."""
        record = self._record
        documents = [one for one in record.documents if one.id in self._files]
        answered = _find_answered(record.denials)
        deny = [span for one in self._statements if one.act is Act.DENY for span in _list_words(one)]
        return {
            "pile": identify("pile", *(one.sha256 for one in documents)),
            "documents": [
                {
                    "file": one.file,
                    "text": one.text,
                    "outlet": self._names.get(one.outlet or "", ""),
                    "url": one.url or "",
                    "published": one.published.edtf,
                }
                for one in documents
            ],
            "statements": [
                self._state(one, answered.get(one.id)) for one in self._statements
            ],
            "commitments": [line for one in record.commitments for line in self._promise(one)],
            "terms": [
                self._mark(one.span, one.ruling, one.statement, party=self._name(one.party), of=one.about)
                for one in record.terms
                if one.span.document in self._files
            ],
            "missed_denials": [
                self._mark(
                    one.span, one.ruling, one.statement, party=self._name(one.party),
                    denies=one.denied.exact if one.denied else "",
                )
                for one in record.denials
                if one.span.document in self._files and not any(map(one.span.overlaps, deny))
            ],
            "figures": [
                {"quantity": one.quantity, "values": values}
                for one in record.figures
                if (
                    values := [
                        self._mark(value.span, value.ruling, value.statement, party=self._name(value.holder))
                        for value in one.values
                        if value.span.document in self._files
                    ]
                )
            ],
        }  # fmt: skip

    def _name(self, actor: str | None) -> str | None:
        return self._names[actor] if actor else None

    def _mark(self, span: Span, ruling: Checked | None, statement: str | None, **more: Any) -> Line:
        return {
            "file": self._files[span.document],
            "words": _place(span),
            "statement": self._numbers.get(statement or ""),
            **more,
            "checked": _say(ruling),
        }

    def _state(self, one: Statement, denied: str | None) -> Line:
        return {
            "file": self._files[one.document],
            "source": _place(one.source) if one.source else None,
            "cue": _place(one.cue) if one.cue else None,
            "content": [_place(span) for span in one.content],
            "act": one.act,
            "denies": denied,
            "checked": _say(one.ruling),
        }

    def _promise(self, one: Commitment) -> Iterator[Line]:
        """Yield a commitment with its announcements, and once more for every further passage that tells its outcome."""
        versions = [
            self._mark(
                version.span, version.ruling, version.statement,
                due=_place(due) if (due := version.due.span) and due.document == version.span.document else None,
            )
            for version in one.versions
            if version.span.document in self._files
        ]  # fmt: skip
        told = [span for span in one.outcome_evidence if span.document in self._files]
        for number, span in enumerate(told or ([None] if versions else [])):
            yield {
                "party": self._name(one.party),
                "act": one.action,
                "versions": [] if number else versions,
                "outcome": one.outcome if span else None,
                "outcome_words": _place(span) if span else None,
                "outcome_file": self._files[span.document] if span else None,
                "checked": _say(one.ruling),
            }


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _say(ruling: Checked | None) -> str | None:
    return ruling.kind if ruling else None


def _find_answered(denials: Collection[Denial]) -> dict[str, str]:
    """Return by the ids of statements what is denied in them."""
    return {one.statement: one.denied.exact for one in denials if one.statement and one.denied}


def _list_words(one: Statement) -> tuple[Span, ...]:
    return (*one.content, *((one.cue,) if one.cue else ()))
