"""Write the PDF documents of the example story from their text sources, byte for byte the same at every run.

    python examples/make_pdfs.py [FOLDER]

Every `pdf-sources/NAME.txt` beside this script becomes `FOLDER/NAME.pdf`, by default in `zerava`. The pages
use a standard font (Helvetica with WinAnsiEncoding: PDF 32000-1:2008, 9.6.2.2 and Annex D), no compression and
no date, so that they can be read in an editor and nothing in them depends on the day, the machine or a package.

A source is paragraphs parted by empty lines. A line may begin with '#header ', '#footer ' or '#title '; a
line that is '#page' begins a new page.
"""

import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, TOP, LEADING = 64, 752, 15
CHARACTERS = 84  # that fit between the margins at 11 points: Helvetica's mean width is about half its size


class Source(NamedTuple):
    """What one text source holds."""

    header: str
    footer: str
    title: str
    pages: list[list[str]]  # paragraphs


def read_source(text: str) -> Source:
    """Return the header, footer, title and pages of paragraphs that a text source describes."""
    marked = {"header": "", "footer": "", "title": ""}
    pages: list[list[str]] = [[]]
    for block in text.split("\n\n"):
        words = []
        for line in block.strip().splitlines():
            name, _, value = line.removeprefix("#").partition(" ")
            if line == "#page":
                pages.append([])
            elif line.startswith("#"):
                marked[name] = value
            else:
                words.append(line)
        if words:
            pages[-1].append(" ".join(words))
    return Source(marked["header"], marked["footer"], marked["title"], pages)


def show(text: str, x: int, y: int, *, font: str = "F1", size: int = 11) -> bytes:
    """Return the operators that show one line of text at `x`, `y`."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n".encode("cp1252")


def draw_page(source: Source, number: int) -> bytes:
    """Return the content stream of one page: header, the title on the first, paragraphs, footer."""
    content = show(source.header, LEFT, HEIGHT - 44, size=9)
    y = TOP
    if number == 0:
        for line in textwrap.wrap(source.title, 52):
            content += show(line, LEFT, y, font="F2", size=16)
            y -= 22
        y -= 8
    for paragraph in source.pages[number]:
        for line in textwrap.wrap(paragraph, CHARACTERS, break_on_hyphens=False):
            content += show(line, LEFT, y)
            y -= LEADING
        y -= LEADING
    return content + show(f"{source.footer} · Page {number + 1} of {len(source.pages)}", LEFT, 40, size=9)


def make_pdf(source: Source) -> bytes:
    """Return a PDF file of the source's pages."""
    count = len(source.pages)
    first_page = 5  # objects 1 to 4: catalog, page tree, two fonts
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(count))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    for number in range(count):
        content = draw_page(source, number)
        resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources {resources} /Contents {first_page + 2 * number + 1} 0 R >>"
        )
        stream = b"<< /Length %d >>\nstream\n%bendstream" % (len(content), content)
        objects += [page.encode(), stream]
    return write_objects(objects)


def write_objects(objects: list[bytes]) -> bytes:
    """Return the file that holds the objects: header, body, cross-reference table, trailer."""
    file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return file + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def main(folder: Path) -> None:
    """Write every source as a PDF into `folder`."""
    for path in sorted((HERE / "pdf-sources").glob("*.txt")):
        source = read_source(path.read_text(encoding="utf-8"))
        (folder / f"{path.stem}.pdf").write_bytes(make_pdf(source))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zerava")
