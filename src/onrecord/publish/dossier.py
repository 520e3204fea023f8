"""Record -> dossier.html: one file that opens from disk and asks for nothing from outside.

All of it can be read without its script, which only filters, searches and goes back in time.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.model import DocumentEntry, Record, Span
from onrecord.publish import summary
from onrecord.publish.drawings import Drawings
from onrecord.publish.edition import Edition
from onrecord.publish.highlight import anchor, name_document
from onrecord.publish.inert import make_inert
from onrecord.publish.method import (
    BASES,
    count_sureness,
    explain_sureness,
    list_parts,
    load_measured,
    name_state,
    names_act,
    say_sureness,
)
from onrecord.publish.passages import mark_excerpts
from onrecord.publish.promises import SCHEDULED, list_bonds, list_rows, say_searched, say_status
from onrecord.publish.wording import (
    DENIALS,
    FLAWS,
    TAGS,
    begin,
    count,
    say_any,
    say_checked,
    say_day,
    say_due,
    say_move,
    say_when,
)

_TABLES = 400_000  # characters of tables that a page holds itself
_WEB = re.compile(r"https?://[^\s\"'<>]{1,2000}", re.IGNORECASE)


def render_dossier(
    record: Record,
    *,
    pages: bool = False,
    tables: Mapping[str, str] | None = None,
    pipeline: str | None = None,
    edition: Edition | None = None,
) -> str:
    """Return the dossier of a record as one HTML page, which holds of each document the sentences about cited words.

    With `pages`, it links to a page of each document, which lies beside it. `tables`, by file name, are held in the
    page itself, so that they go with it wherever it is sent, or, where they are large, linked to beside it.
    `pipeline` is the spaCy pipeline that read them. `edition` is that of the record for another form, with what was
    worked out for it.
    """
    edition = Edition(record) if edition is None else edition.start_again()

    def show_text(document: DocumentEntry) -> Markup:
        spans = edition.citations.linked(document.id)
        sentences = edition.citations.sentences(document.id)
        return mark_excerpts(document.id, document.text, spans, document.furniture, sentences)

    return render_page(
        "dossier.html.j2",
        record=record,
        view=edition,
        draw=Drawings(edition),
        text=show_text,
        pages=pages,
        tables=_link_tables(tables or {}),
        parts=list_parts(pipeline),
        tally=count_sureness(record),
        measured=load_measured(),
    )


def _link_tables(tables: Mapping[str, str]) -> dict[str, str]:
    """Return the address of each table by its name without the ending: the table itself, unless all are large."""
    inside = sum(map(len, tables.values())) <= _TABLES
    return {
        name.removesuffix(".csv"): f"data:text/csv;charset=utf-8,{quote(table)}"
        if inside
        else f"tables/{name}"
        for name, table in tables.items()
    }


def render_page(template: str, **values: Any) -> str:
    """Return a template of this package, printed with `values`, our style sheet and our script."""
    style, script = read_part("dossier.css"), read_part("dossier.js")
    return (
        make_environment(_make_safe)
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own style sheet
            script=Markup(script),  # noqa: S704 - our own script
            policy=_make_policy(style, script),
            **values,
        )
    )


def read_part(name: str) -> str:
    """Return a file that stands beside the templates, as it goes into a page."""
    return (files("onrecord.publish") / "templates" / name).read_text(encoding="utf-8").strip()


def find_place(span: Span) -> str:
    """Return the address of a passage within a page."""
    return f"#{anchor(span.document, span.start, span.end)}"


def find_web(address: str | None) -> str:
    """Return an address of the web, whole, or nothing where it is of another kind and a link might act.

    >>> find_web("https://x.example/a"), find_web("javascript:alert(1)"), find_web(None)
    ('https://x.example/a', '', '')
    """
    return address if address and _WEB.fullmatch(address) else ""


@cache
def make_environment(finalize: Callable[[Any], Any]) -> Environment:
    """Return what prints the templates of this package; `finalize` makes whatever they print harmless."""
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    filters: dict[str, Callable[..., Any]] = {
        "when": say_when,
        "day": say_day,
        "move": say_move,
        "count": count,
        "checked": say_checked,
        "due": say_due,
        "begin": begin,
        "any": say_any,
        "bonds": list_bonds,
        "rows": list_rows,
        "web": find_web,
        "place": find_place,
        "id": name_document,
        "acts": names_act,
    }
    environment.filters.update(filters)
    environment.globals.update(
        tags=TAGS,
        denial_tags=DENIALS,
        flaws=FLAWS,
        read=say_sureness,
        state=name_state,
        scale=explain_sureness,
        version=__version__,
        status=say_status,
        searched=say_searched,
        scheduled=SCHEDULED,
        summary=summary,
        basis=BASES,
    )
    return environment


def _make_safe(value: Any) -> Any:
    """Make whatever a template prints inert; markup is made by this package alone."""
    return make_inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _make_policy(style: str, script: str) -> str:
    """Return a content security policy under which the page's own style sheet and script run, and nothing else."""
    allowed = {"style": _hash(style), "script": _hash(script)}
    return (
        f"default-src 'none'; style-src {allowed['style']}; script-src {allowed['script']}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    """Return the source expression that allows an inline element with exactly this content (CSP level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
