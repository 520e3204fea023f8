"""Record -> dossier.html: one file that opens from disk, runs no script and asks for nothing from outside."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.model import (
    Act,
    Actor,
    Clock,
    Commitment,
    DocumentEntry,
    Figure,
    Outcome,
    Record,
    Relation,
    Span,
    Statement,
)
from onrecord.publish.highlight import anchor, mark_spans
from onrecord.publish.inert import make_inert
from onrecord.publish.wording import ACTS, say_day, say_move, say_value, say_when

# As many characters on either side as a line of the page holds.
_CONTEXT = 90

_DISPUTED = (Relation.CONTRADICT, Relation.TENSION)


def render_dossier(record: Record) -> str:
    """Return the dossier of a record as one HTML page."""
    view = _View(record)
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_make_safe,
    )
    environment.filters.update(when=say_when, day=say_day, move=say_move, value=say_value)
    environment.globals.update(acts=ACTS, version=__version__)
    style = (Path(__file__).parent / "templates" / "dossier.css").read_text(encoding="utf-8")
    return environment.get_template("dossier.html.j2").render(
        record=record,
        view=view,
        style=Markup(style),  # noqa: S704 - our own style sheet
    )


def write_dossier(record: Record, path: Path) -> None:
    """Write the dossier of a record to `path`."""
    path.write_text(render_dossier(record), encoding="utf-8", newline="\n")


def _make_safe(value: Any) -> Any:
    """Make whatever a template prints inert; markup is made by this package alone."""
    return make_inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class _View:
    """The record by name and place, as the template asks for it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._documents = {document.id: document for document in record.documents}
        self._terms = {term.id: term for term in record.terms}
        self._statements = {statement.id: statement for statement in record.statements}
        self._cited: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for span in _find_shown(record):
            self._cited[span.document].add((span.start, span.end))

    def name(self, actor: str | None, unknown: str = "not told") -> str:
        """Return an actor's name, or the words for nobody named."""
        return self._actors[actor].name if actor else unknown

    def names(self, actors: Sequence[str]) -> str:
        """Return several actors' names in one line."""
        return ", ".join(self.name(actor) for actor in actors)

    def place(self, span: Span) -> str:
        """Return the address of a span's words within the page."""
        return f"#{anchor(span.document, span.start, span.end)}"

    def around(self, span: Span) -> tuple[str, str]:
        """Return some words before and after a span, from the same paragraph, so that a short quotation reads."""
        text = self._documents[span.document].text
        before = text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + _CONTEXT].partition("\n")[0]
        if len(before) == _CONTEXT:
            before = f"…{before.partition(' ')[2]}"
        if len(after) == _CONTEXT:
            after = f"{after.rpartition(' ')[0]}…"
        return before, after

    def origin(self, span: Span) -> str:
        """Return who published the words and when, for under a quotation."""
        document = self._documents[span.document]
        return f"{self.heading(document)}, {say_when(document.published)}"

    def heading(self, document: DocumentEntry) -> str:
        """Return how a document is called: its outlet, else its title, else its file."""
        return self.name(document.outlet, document.title or document.file)

    def document(self, document: str) -> DocumentEntry:
        """Return a document by its id."""
        return self._documents[document]

    def term(self, term: str) -> Any:
        """Return a term by its id."""
        return self._terms[term]

    def statement(self, statement: str) -> Statement:
        """Return a statement by its id."""
        return self._statements[statement]

    def text(self, document: DocumentEntry) -> Markup:
        """Return a document's text with every cited span marked."""
        spans = self._cited.get(document.id, set())
        return mark_spans(document.id, document.text, spans, document.furniture)

    def speakers(self) -> list[tuple[Actor | None, list[Statement]]]:
        """Return the statements by speaker, those who said most first, and those without a speaker last."""
        by_speaker: dict[str | None, list[Statement]] = defaultdict(list)
        for statement in self._record.statements:
            by_speaker[statement.speaker].append(statement)
        named = [(self._actors[key], value) for key, value in by_speaker.items() if key]
        named.sort(key=lambda item: (-len(item[1]), item[0].name))
        unnamed = [(None, by_speaker[None])] if None in by_speaker else []
        return [*named, *unnamed]

    def commitments(self) -> list[Commitment]:
        """Return the commitments, those first that are open and late, then those announced most often."""
        return sorted(
            self._record.commitments,
            key=lambda item: (
                item.outcome is not Outcome.OPEN,
                item.clock is not Clock.OVERDUE,
                -len(item.versions),
            ),
        )

    def denials(self) -> list[Statement]:
        """Return the statements that deny something."""
        return [statement for statement in self._record.statements if statement.act is Act.DENY]

    def disputed(self) -> list[Figure]:
        """Return the figures over which holders disagree, contradictions first."""
        found = [figure for figure in self._record.figures if figure.relation in _DISPUTED]
        return sorted(found, key=lambda figure: _DISPUTED.index(figure.relation))

    def agreed(self) -> list[Figure]:
        """Return the figures that several give and that agree."""
        return [figure for figure in self._record.figures if figure.relation is Relation.AGREE]

    def single(self) -> list[Figure]:
        """Return the figures that are given once."""
        return [figure for figure in self._record.figures if figure.relation is Relation.SINGLE]


def _find_shown(record: Record) -> Iterator[Span]:
    """Yield every span that the page quotes; the others would only clutter the documents' texts."""
    for statement in record.statements:
        yield from statement.content
    for commitment in record.commitments:
        yield from (version.span for version in commitment.versions)
        yield from commitment.outcome_evidence
    yield from (term.span for term in record.terms)
    yield from (value.span for figure in record.figures for value in figure.values)
    yield from (name.span for naming in record.namings for name in naming.names)
    yield from (span for relay in record.relays for span in relay.evidence)
    yield from (span for quotation in record.altered_quotations for span in quotation.versions)
    yield from (event.span for event in record.events)
