"""A record, what was ruled on it, and the one place from which rulings are made."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from onrecord.desk.homes import list_homes
from onrecord.desk.queue import Question, list_added, list_open, list_questions
from onrecord.errors import InvalidRulings
from onrecord.model import DocumentEntry, Record, Span, Verdict
from onrecord.own import MANIFEST_FILE, RECORD_FILE
from onrecord.publish.inert import make_inert
from onrecord.record.load import load_record
from onrecord.record.place import find_file, look_at
from onrecord.rulings.apply import Ruled, apply_rulings
from onrecord.rulings.placing import Places
from onrecord.rulings.ruling import Maker, Ruling, Target, Told, make_ruling
from onrecord.rulings.standing import Standing, find_standing
from onrecord.rulings.store import Ledger
from onrecord.search.index import Indexed


class Desk:
    """One person's work on one record, while nobody else rules on it."""

    def __init__(self, directory: Path, ledger: Ledger, by: str) -> None:
        self.directory, self.by = directory, by
        self.indexed = Indexed()
        self._ledger = ledger
        self._seen: object = None
        self._last = datetime.min.replace(tzinfo=UTC)
        self.look_again()

    def look_again(self) -> None:
        """Take up the record anew where it was built again meanwhile; what was ruled is put to it."""
        seen = tuple(
            (found.st_ino, found.st_mtime_ns, found.st_size)
            for name in (RECORD_FILE, MANIFEST_FILE)
            if (found := look_at(find_file(self.directory, name))) is not None
        )
        if seen == self._seen:
            return
        self.told: Record = load_record(find_file(self.directory, RECORD_FILE))
        self.documents: Mapping[str, DocumentEntry] = {one.id: one for one in self.told.documents}
        self.questions = list_questions(self.told)
        self.places = Places(self.told.documents)
        self._by_key = {question.key: question for question in self.questions}
        self._by_words = {
            (question.span.document, question.span.start, question.span.end): question.key
            for question in self.questions
        }
        self._names = {actor.name for actor in self.told.actors}
        self.homes = list_homes(self.told)
        self._seen = seen
        self._settle()

    def _settle(self) -> None:
        self._standings = {one.target: one for one in find_standing(self._ledger.rulings)}
        self._ruled: Ruled | None = None
        conflicts = [one for one in self._standings.values() if one.conflict]
        self.open = list_open(self.questions, self._standings, conflicts)
        self._added = {
            one.key: one for one in list_added(self._standings.values(), self._by_key.keys(), self.places)
        }

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Return every ruling, in the order in which they came to this file."""
        return self._ledger.rulings

    @property
    def ruled(self) -> Ruled:
        """Return the record as it stands."""
        if self._ruled is None:
            self._ruled = apply_rulings(self.told, self._ledger.rulings)
        return self._ruled

    def read_again(self) -> Record:
        """Return the record as it stands by now."""
        self.look_again()
        return self.ruled.record

    def standing(self, target: Target) -> Standing | None:
        """Return what was ruled on a line."""
        return self._standings.get(target)

    def find(self, key: str) -> Question | None:
        """Return the line that is called `key` in an address."""
        return self._by_key.get(key) or self._added.get(key)

    def list_document(self, document: str) -> list[Question]:
        """Return the lines of a document, those that people added too, in the order of their words."""
        lines = (one for one in (*self.questions, *self._added.values()) if one.span.document == document)
        return sorted(lines, key=lambda one: (one.span.start, one.span.end, one.key))

    @property
    def added(self) -> list[Question]:
        """Return the lines that the program does not have and people added."""
        return [*self._added.values()]

    def key_at(self, document: str, start: int, end: int) -> str | None:
        """Return what a line on these words is called in an address."""
        return self._by_words.get((document, start, end))

    @property
    def names(self) -> list[str]:
        """Return the names that a form offers: of all actors whom the program or a person told."""
        given = {
            ruling.after.party.name
            for ruling in self._ledger.rulings
            if ruling.after is not None and ruling.after.party is not None
        }
        return sorted(self._names | given)

    def rule(
        self,
        verdict: Verdict,
        target: Target,
        *,
        before: Told | None = None,
        after: Told | None = None,
        published: bool | None = None,
        why: str = "",
    ) -> Ruling:
        """Make a ruling that takes the place of what stands on the line, and return it when the disk has it.

        Raises:
            InvalidRulings: it can't be one.
            RecordError: it can't be written; nothing is ruled then.
        """
        return self._keep(
            self._make(verdict, target, before=before, after=after, published=published, why=why)
        )

    def _make(self, verdict: Verdict, target: Target, **fields: Any) -> Ruling:
        standing = self.standing(target)
        replaces = [head.ruling for head in standing.heads] if standing else ()
        return make_ruling(Maker(self.by, self._tell_time()), verdict, target, replaces=replaces, **fields)

    def _tell_time(self) -> datetime:
        """Return now, and never an instant twice: to accept, undo and accept again are three rulings on any clock."""
        self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
        return self._last

    def try_out(self, verdict: Verdict, target: Target, after: Told | None) -> Record:
        """Return the record as it would stand with one more ruling; nothing is ruled.

        Raises:
            InvalidRulings: it can't be one.
        """
        tried = self._make(verdict, target, after=after)
        return apply_rulings(self.told, (*self._ledger.rulings, tried)).record

    def undo(self, name: str | None = None) -> Ruling | None:
        """Take back a ruling, by default the last that still stands here; return what was taken back, if anything.

        Raises:
            InvalidRulings: there is no such ruling, or it stands no more.
            RecordError: it can't be written; nothing is taken back then.
        """
        stands = {head.ruling for one in self._standings.values() for head in one.heads}
        known = [
            ruling
            for ruling in reversed(self._ledger.rulings)
            if ruling.ruling in stands and (ruling.ruling == name if name else ruling.by == self.by)
        ]
        if not known:
            if name:
                raise InvalidRulings("that ruling stands no more; nothing was undone")
            return None
        undone = known[0]
        self._keep(
            make_ruling(
                Maker(self.by, self._tell_time()), Verdict.UNDONE, undone.target, replaces=[undone.ruling]
            )
        )
        return undone

    def _keep(self, ruling: Ruling) -> Ruling:
        self._ledger.add([ruling])
        self._settle()
        return ruling

    def cite(self, document: str, start: int | None, end: int | None, words: str) -> Span:
        """Return the words that somebody chose in a document: by their place, or as the only ones of their kind.

        Raises:
            InvalidRulings: the words do not stand there, or in more than one place.
        """
        entry = self.documents.get(document)
        if entry is None:
            raise InvalidRulings("there is no such document in the record any more")
        if start is None or end is None:
            if not words.strip() or entry.text.count(words) != 1:
                raise InvalidRulings(
                    "these words do not stand in exactly one place of the document: give more of them"
                )
            start = entry.text.index(words)
            end = start + len(words)
        if not 0 <= start < end <= len(entry.text):
            raise InvalidRulings("choose some words of the document")
        if make_inert(entry.text[start:end]) != words:
            raise InvalidRulings("the document has other words there by now: choose them again")
        while start < end and entry.text[start].isspace():
            start += 1
        while end > start and entry.text[end - 1].isspace():
            end -= 1
        if start == end:
            raise InvalidRulings("choose some words of the document")
        return Span(entry.id, start, end, entry.text[start:end])


def who_am_i() -> str:
    """Return the name under which somebody rules who gives none: that of the account."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or ""
