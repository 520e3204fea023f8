"""What the desk shows: pages made here, readable without their script."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.model import Act, DenialKind, DocumentEntry, Outcome, RelayKind
from onrecord.publish.inert import make_inert
from onrecord.publish.wording import TAGS, say_when
from onrecord.rulings.changes import list_changes, tell_history, tell_parts
from onrecord.rulings.ruling import Told

KINDS = {
    "statement": "statement",
    "version": "announcement",
    "term": "term",
    "denial": "denial",
    "outcome": "outcome",
    "pair": "two names",
    "names": "names",
    "figure": "figure",
    "naming": "rival name",
    "relay": "relay",
    "quotation": "altered quotation",
    "event": "event",
    "silence": "silence",
}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # whatever comes from a document is made inert, wherever it is printed
        finalize=lambda value: make_inert(value) if type(value) is str else value,
    )
    made.globals |= {
        "acts": {act.value: TAGS[act] for act in Act},
        "outcomes": [outcome.value for outcome in Outcome],
        "denials": [kind.value for kind in DenialKind],
        "repeats": [kind.value for kind in RelayKind],
        "kinds": KINDS,
        "list_changes": list_changes,
        "tell_history": tell_history,
    }
    made.filters |= {"day": say_when, "told": say_told}
    return made


def say_told(told: Told | None) -> str:
    """Return in words what a line says, as far as people rule on it."""
    if told is None:
        return "nothing"
    parts = tell_parts(told)
    parts["who"] = parts["who"] or "nobody named"
    parts["act"] = TAGS[told.act] if told.act else ""
    parts["with"] = f"with {parts['with']}" if parts["with"] else ""
    return ", ".join(part for part in parts.values() if part)


def render(name: str, **values: Any) -> str:
    """Return a page of the desk."""
    return _environment().get_template(f"{name}.html.j2").render(**values)


def read_asset(name: str) -> bytes:
    """Return the style sheet or the script of the desk."""
    return files("onrecord.desk").joinpath("templates", name).read_bytes()


def mark_words(document: DocumentEntry, marks: Sequence[tuple[int, int, str]]) -> Markup:
    """Return the text of a document with some words marked, each with an id; those that cross others go without.

    Its characters stand in their places, so that words chosen in a browser can be found in it.
    """
    pieces: list[Markup] = []
    position = 0
    for start, end, name in sorted(marks):
        if start < position:
            continue
        pieces += [
            escape(make_inert(document.text[position:start])),
            Markup('<mark id="{}">{}</mark>').format(name, make_inert(document.text[start:end])),
        ]
        position = end
    pieces.append(escape(make_inert(document.text[position:])))
    return Markup("").join(pieces)
