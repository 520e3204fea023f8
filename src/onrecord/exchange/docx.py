"""Record -> the dossier for people who work in Word: what dossier.md says, in its order, with notes at the end."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from onrecord.model import Record
from onrecord.publish.markdown import render_markdown

_NOTE = re.compile(r"\[\^(\d+)\]")
_NOTES = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
_UNDATED = date(
    1980, 1, 1
)  # what a file says of its making where the record has no day; the first that ZIP knows
_NO_CHARACTERS = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))  # XML has none of these


def make(record: Record) -> bytes:
    """Return the dossier as a .docx file, the same bytes for the same record."""
    page = render_markdown(record)
    word = docx.Document()
    properties = word.core_properties
    day = datetime.combine(max(record.as_of or _UNDATED, _UNDATED), time(), UTC)
    properties.author, properties.title, properties.comments = "onrecord", "Dossier", ""
    properties.created = properties.modified = day
    _Writer(word).write(page)
    content = io.BytesIO()
    word.save(content)
    return _date_parts(content.getvalue())


def _date_parts(content: bytes) -> bytes:
    """Return a ZIP file whose parts do not say when they were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _read_note(state: StateInline, silent: bool) -> bool:
    """Read the mark of a footnote; a document's own brackets are escaped, and so are none."""
    found = _NOTE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("note", "", 0).content = found[1]
    state.pos = found.end()
    return True


class _Writer:
    """Writes Markdown, as the program itself makes it, into a Word document."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._markdown = MarkdownIt("commonmark").enable("table")
        self._markdown.inline.ruler.before("link", "note", _read_note)

    def write(self, page: str) -> None:
        """Write a page, its notes last."""
        style, depth = None, 0
        tokens = iter(self._markdown.parse(_NOTES.sub("", page)))
        for token in tokens:
            match token.type:
                case "heading_open":
                    style = f"Heading {token.tag[1:]}"
                case "heading_close" | "blockquote_close":
                    style = None
                case "blockquote_open":
                    style = "Quote"
                case "bullet_list_open" | "bullet_list_close":
                    depth += token.nesting
                    style = None if depth == 0 else "List Bullet" if depth == 1 else "List Bullet 2"
                case "table_open":
                    self._write_table(list(_read_rows(tokens)))
                case "inline":
                    self._write_words(self._word.add_paragraph(style=style), token.children or ())
        notes = _NOTES.findall(page)
        if notes:
            self._word.add_heading("Notes", 1)
        for number, text in notes:
            paragraph = self._word.add_paragraph()
            _mark(paragraph, f"note_{number}", int(number))
            paragraph.add_run(f"{number}. ")
            [inline] = self._markdown.parseInline(text)
            self._write_words(paragraph, inline.children or ())

    def _write_table(self, rows: Sequence[Sequence[Token]]) -> None:
        table = self._word.add_table(len(rows), max(len(row) for row in rows), "Table Grid")
        for cells, row in zip(rows, table.rows, strict=True):
            for token, cell in zip(cells, row.cells, strict=False):
                self._write_words(cell.paragraphs[0], token.children or ())
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True

    @staticmethod
    def _write_words(paragraph: Paragraph, tokens: Sequence[Token]) -> None:
        bold = italic = 0
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "note":
                    _refer(paragraph, token.content)
                case "softbreak" | "hardbreak":
                    paragraph.add_run(" ")
                case "text" | "code_inline":
                    run = paragraph.add_run(token.content.translate(_NO_CHARACTERS))
                    run.bold, run.italic = bool(bold), bool(italic)


def _read_rows(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Yield the cells of each row of a table, up to its end."""
    row: list[Token] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row
        elif token.type == "table_close":
            return


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give the place of a note a name that its marks lead to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), name)
        paragraph._p.append(element)


def _refer(paragraph: Paragraph, number: str) -> None:
    """Add the mark of a note, which leads to it."""
    run = paragraph.add_run(number)
    run.font.superscript = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"note_{number}")
    link.append(run._r)
    paragraph._p.append(link)
