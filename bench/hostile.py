"""What inputs cost that are made to cost more than they are long: seconds for each 1,000 characters, and memory.

    python bench/hostile.py [--lengths 6000,12000,24000] [--only emoji,percent]

Each input is made and read in a new process, by the limits that hold in every run. Where time grows with the length
alone, the figures of one row are the same; 'not read' stands where a limit was met. Seconds are a processor's.
"""

import argparse
import os
import resource
import time
import zlib
from collections.abc import Callable, Mapping

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead
from onrecord.limits import MEMORY
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.telling import tell_soundly

LEAD = "Ida Holt said on Monday that the harbour board would publish its findings on the quay by 3 May 2031. "
UNITS = {
    "prose": LEAD, "percent": "7% of 12% ", "digits": "3,456,789 ", "brackets": "(", "emoji": "🚢", "marks": "“",
    "quotations": "“It is so,” ", "one word": "abcdefgh", "names": "Ida Holt, ", "sayings": "she said ",
    "days": "May 2031 ", "relatives": "who said that ", "lines": "a\n", "addresses": "http://a.example/b ",
    "promises": "will ", "stops": ".", "spaces": "a" + " " * 60, "nested quotations": "“a ‘b ",
    "tildes": "~", "combining marks": "\u0301", "rows": "| Elm | 12 | 40 |\n", "commas": "Elm,12,40\n",
    "heads of lines": "Elm, 3 May 2031 – \n", "teasers": "To continue reading, subscribe.\n",
}  # fmt: skip


def make_page(body: str) -> bytes:
    """Return a web page."""
    return f"<html><body>{body}<p>{LEAD}{LEAD}</p></body></html>".encode()


def make_pdf(drawn: str) -> bytes:
    """Return a PDF of one page, packed."""
    content = zlib.compress(f"{drawn} BT /F1 12 Tf 72 700 Td ({LEAD}) Tj ET".encode())
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", b""
    for number, body in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            places,
            len(data),
        )
    )


PAGES: Mapping[str, Callable[[int], bytes]] = {
    "page: attributes": lambda n: make_page("<p " + " ".join(f"a{i}=1" for i in range(n // 8)) + ">"),
    "page: nesting": lambda n: make_page("<div>" * (n // 5)),
    "page: misnesting": lambda n: make_page("<b><i></b></i>" * (n // 14)),
    "page: elements": lambda n: make_page("<div>a</div>" * (n // 12)),
    "page: tags": lambda n: make_page("<" * n),
}
DRAWN: Mapping[str, Callable[[int], bytes]] = {
    "PDF: strokes": lambda n: make_pdf("1 0 0 1 0 0 cm " * (n // 15)),
    "PDF: states": lambda n: make_pdf("q Q " * (n // 4)),
    "PDF: letters": lambda n: make_pdf("BT /F1 12 Tf " + "(a) Tj " * (n // 7) + "ET"),
    "PDF: cells": lambda n: make_pdf(
        "BT /F1 8 Tf "
        + "".join(f"1 0 0 1 {20 + 60 * (k % 9)} {780 - 9 * (k // 9)} Tm ({k}) Tj " for k in range(n // 30))
        + "ET"
    ),
    "PDF: columns": lambda n: make_pdf(
        "BT /F1 4 Tf "
        + "".join(
            f"1 0 0 1 {61 * (k % 99)} {780 - 9 * (k // 99)} Tm (of the quay) Tj " for k in range(n // 40)
        )
        + "ET"
    ),
    "PDF: rules": lambda n: make_pdf(
        "0 9 600 1 re " * (n // 26) + "BT /F1 9 Tf " + "(1) Tj 40 -1 Td " * (n // 32) + "ET"
    ),
    "PDF: places": lambda n: make_pdf("BT /F1 12 Tf " + "(a) Tj 0 -1 Td " * (n // 15) + "ET"),
}


def make_source(kind: str, length: int) -> Source:
    """Return an input of a kind and a length."""
    if kind in PAGES:
        return Source("a.html", PAGES[kind](length), "", "text/html")
    if kind in DRAWN:
        return Source("a.pdf", DRAWN[kind](length), "", "application/pdf")
    text = LEAD + (UNITS[kind] * (length // len(UNITS[kind]) + 1))[:length] + "\n\n" + LEAD
    return Source("a.txt", text.encode(), "", "text/plain")


def measure(kind: str, length: int) -> str:
    """Return what one input takes, in a copy of this process."""
    out, into = os.pipe()
    if not (child := os.fork()):
        begun = time.process_time()
        try:
            tell_soundly(
                [read_document(make_document(make_source(kind, length)), load_pipeline(), load_tagger())],
                (),
                None,
            )
            told = ""
        except CannotRead as error:
            told = f" not read: {error.reason[:40]}"
        except MemoryError:
            told = f" not read: more than {MEMORY >> 20} MiB"
        spent = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        os.write(into, f"{spent * 1000 / length:8.3f} {peak:4} MiB{told}".encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said or "     lost"


def main() -> None:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", default="6000,12000,24000")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    lengths = [int(length) for length in options.lengths.split(",")]
    nlp = load_pipeline()
    load_tagger()
    tell_soundly(
        [read_document(make_document(make_source("prose", 2_000)), nlp, load_tagger())], (), None
    )  # loads its lists
    print("seconds for 1,000 characters, peak memory".ljust(44), *(f"{length:,}" for length in lengths))
    for kind in options.only.split(",") if options.only else (*UNITS, *PAGES, *DRAWN):
        print(kind.ljust(20), *(measure(kind, length) for length in lengths), sep="  ", flush=True)


if __name__ == "__main__":
    main()
