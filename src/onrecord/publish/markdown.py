"""Record -> dossier.md: what the HTML dossier says, for wikis and pull requests, with its citations as footnotes."""

import re
from typing import Any

from markupsafe import Markup

from onrecord.model import Record, Span
from onrecord.publish.citations import Citation
from onrecord.publish.dossier import make_environment
from onrecord.publish.edition import Edition
from onrecord.publish.inert import make_inert
from onrecord.publish.method import count_sureness, list_parts

# Whatever could begin markup anywhere in a line (CommonMark 0.31, 2.4), in GitHub's dialect too.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#&$!@])")
# what makes a line's beginning a list or a rule, and what makes an address a link by itself, also behind '_' or '('
_AT_START = re.compile(r"^(\s*\d*)([-+=]|(?<=\d)[.)])")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp|javascript|vbscript|data|www)([:.])")


def escape_markdown(text: str) -> str:
    r"""Return a text of a hostile document as one line that Markdown shows as it is.

    >>> escape_markdown("# A *bold* [link](javascript:x)\n- and www.example.org")
    '\\# A \\*bold\\* \\[link\\](javascript\\:x) - and www\\.example.org'
    """
    inside = " ".join(make_inert(text).split())
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:] if inside else ""))
    line = _MARKUP.sub(r"\\\1", f"{before}{inside}{after}")
    return _AT_START.sub(r"\1\\\2", _ADDRESS.sub(r"\1\\\2", line))


def render_markdown(
    record: Record,
    *,
    pipeline: str | None = None,
    edition: Edition | None = None,
) -> str:
    """Return the dossier of a record in Markdown, in the same order and with the same numbers as in HTML.

    `edition` is that of the record for another form, with what was worked out for it.
    """
    edition = Edition(record) if edition is None else edition.start_again()

    def cite(*spans: Span, most: int = 6) -> Markup:
        marks = "".join(f"[^{edition.cite(span).number}]" for span in spans[:most])
        return Markup(marks if len(spans) <= most else f"{marks} and {len(spans) - most} more")  # noqa: S704 - digits

    page = (
        make_environment(_make_safe)
        .get_template("dossier.md.j2")
        .render(
            record=record,
            view=edition,
            cite=cite,
            footnote=_word_footnote,
            parts=list_parts(pipeline),
            tally=count_sureness(record),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def _make_safe(value: Any) -> Any:
    """Escape whatever the template prints but its own citation marks, so that autoescaping finds nothing to do."""
    if isinstance(value, Markup):
        return value
    return Markup(escape_markdown(value)) if isinstance(value, str) else value  # noqa: S704 - escaped for Markdown


def _word_footnote(note: Citation) -> str:
    return f"{note.passage.before}«{note.passage.words}»{note.passage.after}"
