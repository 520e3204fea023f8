"""Rulings on statements, terms and denials -> these lines, some corrected, some added and some gone."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from onrecord.model import (
    Act,
    Denial,
    DenialKind,
    Event,
    Quoted,
    Record,
    Relay,
    Silence,
    Span,
    Statement,
    Term,
    When,
    identify,
)
from onrecord.rulings.placing import People, Places, match_lines
from onrecord.rulings.ruling import Anchor, LineKind, Told, clip
from onrecord.rulings.standing import Standing

Line = TypeVar("Line", Statement, Term, Denial, Relay, Event, Silence)
_OPENING, _CLOSING = "“‘\"'«„", "”’\"'»"


class Placed(NamedTuple):
    """What was decided on a line, and where its words stand in one of the documents."""

    standing: Standing
    span: Span

    @property
    def after(self) -> Told | None:
        """Return what the line says now, or nothing where it is rejected."""
        decided = self.standing.decided
        return decided.after if decided else None


class Setting(NamedTuple):
    """What a line is made in: who there is, and where the documents lie."""

    places: Places
    people: People


def rule_statements(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its statements as they were ruled, and nothing in it leaning on one that is gone."""

    def change(statement: Statement | None, item: Placed, after: Told) -> Statement:
        made = statement or _make_statement(item.span, setting.places)
        return replace(
            made,
            content=made.content if clip(made.content[0]) == item.span else (item.span,),
            speaker=setting.people.find(after.party),
            act=after.act or made.act,
            ruling=item.standing.checked,
        )

    kept, left = rule_lines(record.statements, lambda one: one.content[:1], placed, change, setting.places)
    record, gone = replace(record, statements=kept), {one.id for one in left}
    return _forget(record, gone) if gone else record


def rule_terms(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its terms as they were ruled."""

    def change(term: Term | None, item: Placed, after: Told) -> Term:
        about = " ".join(item.span.exact.split())
        made = term or Term(name_line(LineKind.TERM, item.span), None, about, item.span, None)
        return replace(
            made,
            span=keep_words(made.span, item),
            party=setting.people.find(after.party),
            ruling=item.standing.checked,
        )

    kept, left = rule_lines(record.terms, lambda one: (one.span,), placed, change, setting.places)
    commitments, gone = record.commitments, {one.id for one in left}
    if gone:
        commitments = tuple(
            replace(one, terms=tuple(term for term in one.terms if term not in gone)) for one in commitments
        )
    return _drop_answers(replace(record, terms=kept, commitments=commitments), gone)


def rule_denials(record: Record, placed: Sequence[Placed], setting: Setting) -> Record:
    """Return the record with its denials as they were ruled."""

    def change(denial: Denial | None, item: Placed, after: Told) -> Denial:
        kind = after.denial or DenialKind.DENIED
        made = denial or Denial(name_line(LineKind.DENIAL, item.span), None, kind, item.span, None, None)
        return replace(
            made,
            span=keep_words(made.span, item),
            party=setting.people.find(after.party),
            kind=kind,
            ruling=item.standing.checked,
        )

    kept, left = rule_lines(record.denials, lambda one: (one.span,), placed, change, setting.places)
    return _drop_answers(replace(record, denials=kept), {one.id for one in left})


def rule_lines(
    lines: Sequence[Line],
    words: Callable[[Line], Sequence[Span]],
    placed: Sequence[Placed],
    change: Callable[..., Line],
    places: Places,
    others: Callable[[Line], Anchor | None] = lambda _: None,
) -> tuple[tuple[Line, ...], list[Line]]:
    """Return the lines as they were ruled, and those that are gone.

    `words` are those by any of which a line is found, `others` what tells it from lines on the same words.
    """
    if not placed:
        return tuple(lines), []
    changed: dict[int, Line | None] = {}
    new: list[Line] = []
    found = match_lines(
        [words(line) for line in lines],
        [others(line) for line in lines],
        [(item.span, item.standing.target.other) for item in placed],
    )
    for item, numbers in zip(placed, found, strict=True):
        after = item.after
        for number in numbers:
            changed[number] = None if after is None else change(lines[number], item, after)
        if after is not None and not numbers:
            new.append(change(None, item, after))
    gone = [lines[number] for number, line in sorted(changed.items()) if line is None]
    kept = [line for number, one in enumerate(lines) if (line := changed.get(number, one)) is not None]
    for line in new:  # before the first that stands after it
        rank = places.rank(words(line)[0])
        later = (place for place, one in enumerate(kept) if places.rank(words(one)[0]) > rank)
        kept.insert(next(later, len(kept)), line)
    return tuple(kept), gone


def keep_words(known: Span, item: Placed) -> Span:
    """Return the words of a line as they are ruled: those that it has, where the ruling names their beginning."""
    return known if clip(known) == item.span else item.span


def name_line(kind: LineKind, span: Span) -> str:
    """Return the id of a line that the program had not told."""
    return identify(kind, "ruled", span.document, span.start, span.end)


def _make_statement(span: Span, places: Places) -> Statement:
    """Return a statement that the program had not told; it was said on the day of its document."""
    document = places.by_id[span.document]
    before, after = document.text[span.start - 1 : span.start], document.text[span.end : span.end + 1]
    opened = (before and before in _OPENING) or span.exact[0] in _OPENING
    closed = (after and after in _CLOSING) or span.exact[-1] in _CLOSING
    return Statement(
        id=name_line(LineKind.STATEMENT, span),
        document=span.document,
        speaker=None,
        source=None,
        cue=None,
        content=(span,),
        quoted=Quoted.DIRECT if opened and closed else Quoted.INDIRECT,
        act=Act.ASSERT,
        said_on=_day_of(places, span),
    )


def _day_of(places: Places, span: Span) -> When:
    return places.by_id[span.document].published


def _forget(record: Record, gone: set[str]) -> Record:
    """Return the record with nothing that leans on statements which nobody made."""

    def lean(item: Line) -> Line:
        return replace(item, statement=None) if getattr(item, "statement", None) in gone else item

    return _drop_answers(
        replace(
            record,
            statements=tuple(
                replace(one, answers=tuple(a for a in one.answers if a not in gone))
                if gone.intersection(one.answers)
                else one
                for one in record.statements
            ),
            terms=tuple(map(lean, record.terms)),
            denials=tuple(map(lean, record.denials)),
            commitments=tuple(
                replace(
                    one,
                    versions=tuple(
                        replace(version, statement=None, by=None) if version.statement in gone else version
                        for version in one.versions
                    ),
                )
                for one in record.commitments
            ),
            figures=tuple(
                replace(
                    one,
                    values=tuple(
                        replace(value, statement=None) if value.statement in gone else value
                        for value in one.values
                    ),
                )
                for one in record.figures
            ),
        ),
        gone,
    )


def _drop_answers(record: Record, gone: set[str]) -> Record:
    """Return the record without answers to lines that are gone."""
    if not gone:
        return record
    return replace(
        record,
        denials=tuple(
            replace(one, answers=tuple(a for a in one.answers if a not in gone)) for one in record.denials
        ),
    )
