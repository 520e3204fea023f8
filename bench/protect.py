"""How well `--protect` keeps names out of everything that is published: made-up names, in many spellings and places.

    python bench/protect.py N [--seed 0] [--batch 20]

Makes N names, writes each in every kind of spelling into every place of a document (title, byline, body, quotation,
furniture, file, address, outlet, holder of a figure, chart, action, quantity, term), hides them, publishes, and counts:
names and spellings of which anything is left in any published file, common words that were lost, and builds that the
last scan refused though nothing was left. What must stand in place of a spelling is known from how it was made; the
published files are searched with a fold of this command's own. Fails where a count is not nought.
"""

import argparse
import random
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from anyascii import anyascii
from lxml import html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.publish.spellings import Name, list_spellings, make_names

from onrecord.errors import NameLeft
from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    Clock,
    Commitment,
    Document,
    DocumentEntry,
    Figure,
    FigureValue,
    Move,
    Offsets,
    Outcome,
    Quoted,
    Record,
    Relation,
    Statement,
    Term,
    Version,
    when,
)
from onrecord.publish.output import Making, write_forms
from onrecord.publish.protect import find_protected, hide, refuse_left
from onrecord.publish.protect.matching import Matcher

DAY = when(date(2024, 3, 4), date(2024, 3, 4), Basis.EXPLICIT)
CONTROL = (
    "In March the price of stone rose, and the council will mark it: young bakers pay no tribute, and the bishop may "
    "grant the field its full width. The Commissioner and the Council hope, with grace, that a rose will not be late. "
    "It is an hour from here to the bank; van drivers wait in the bin yard. Mark these words."
)
PLACES = (
    "title",
    "byline",
    "body",
    "quotation",
    "furniture",
    "file",
    "url",
    "outlet",
    "holder",
    "action",
    "quantity",
    "term",
)


def make_document(
    number: int, name: Name, chance: random.Random
) -> tuple[DocumentEntry, list[Actor], dict[str, object], str]:
    """Return a document with every spelling of a name, the actors and items read from it, and its hidden text."""
    spellings = list_spellings(name, chance)
    placeholder = f"[Protected {number}]"
    lines = [f"By {name.whole}", CONTROL]
    wanted = [f"By {placeholder}", CONTROL]
    for spelling in spellings:
        for template in ("On Monday the council heard {} about the dam.", "“We told {} so,” the clerk said."):
            lines.append(template.format(spelling.text))
            wanted.append(template.format(f"{spelling.before}{placeholder}{spelling.after}"))
    text, hidden = "\n\n".join(lines), "\n\n".join(wanted)
    document = Document(f"document-{number:012x}", "", "", text)
    half = document.cite(0, len(text) // 2)
    quotations = [document.cite(m.start(), m.end()) for m in re.finditer("“[^”]+”", text)]
    holder = Actor(f"actor-h{number}", f"Ms {name.main}", ActorType.PERSON, (f"Ms {name.main}",), (half,))
    outlet = Actor(
        f"actor-o{number}", f"The {name.family} Gazette", ActorType.OUTLET, (f"The {name.family} Gazette",)
    )
    plain = anyascii(name.whole).lower().replace(" ", "-")
    entry = DocumentEntry(
        document.id,
        f"{number:03}-{plain}.txt",
        "0" * 64,
        "1" * 64,
        text,
        f"{name.whole}: dam late",
        outlet.id,
        f"https://desk.example/{plain}.html",
        "en",
        DAY,
        (Offsets(0, len(lines[0])),),
    )
    items: dict[str, object] = {
        "statements": [
            Statement(
                f"statement-{number}-{i}", document.id, holder.id, None, None, (q,), Quoted.DIRECT, Act.ASSERT
            )
            for i, q in enumerate(quotations)
        ],
        "commitments": Commitment(
            f"commitment-{number}",
            holder.id,
            f"meet {name.whole} at the dam",
            None,
            (
                Version(
                    None,
                    half,
                    holder.id,
                    DAY,
                    when(date(2024, 3, 4), date(2024, 5, 31)),
                    None,
                    Move.ORIGINAL,
                    None,
                    hedged=False,
                ),
            ),
            None,
            Outcome.OPEN,
            (),
            Clock.AHEAD,
        ),
        "figures": Figure(
            f"figure-{number}",
            f"people {name.whole} counted",
            "people",
            Relation.CONTRADICT,
            tuple(FigureValue(low, low, None, holder.id, half, None, DAY) for low in ("40", "60")),
        ),
        "terms": Term(f"term-{number}", holder.id, f"a visit by {name.whole}", half, None),
    }
    return entry, [holder, outlet], items, hidden


def squeeze(text: str) -> str:
    """Return the letters of a text in this command's own fold."""
    plain = unicodedata.normalize("NFKD", unquote(text))
    return re.sub(r"[^a-z]", "", anyascii(plain).lower())


def list_words(path: Path) -> list[str]:
    """Return what a published file shows, a block or an attribute at a time."""
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return content.splitlines()
    page = html.document_fromstring(content)
    for code in page.xpath("//style|//script"):
        code.getparent().remove(code)
    return [*page.xpath("//text()"), *page.xpath("//@*"), page.text_content()]


def run(names: list[Name], seed: int, batch: int) -> Counter[str]:
    """Publish the names in batches and return the counts."""
    counted: Counter[str] = Counter()
    for first in range(0, len(names), batch):
        some = names[first : first + batch]
        counted.update(publish(some, seed + first))
        print(f"{first + len(some)} of {len(names)}", file=sys.stderr, flush=True)
    return counted


def publish(names: list[Name], seed: int) -> Counter[str]:
    """Hide and publish some names at once, each in a document of its own, and count."""
    counted: Counter[str] = Counter()
    made = [make_document(n, name, random.Random(seed * 1000 + n)) for n, name in enumerate(names, start=1)]  # noqa: S311 - names, not secrets
    items: dict[str, list[object]] = {"statements": [], "commitments": [], "figures": [], "terms": []}
    for _, _, found, _ in made:
        items["statements"] += found.pop("statements")  # type: ignore[operator]
        for key, item in found.items():
            items[key].append(item)
    record = Record(
        as_of=date(2024, 3, 4),
        documents=tuple(entry for entry, _, _, _ in made),
        actors=tuple(actor for _, actors, _, _ in made for actor in actors),
        **{key: tuple(found) for key, found in items.items()},
    )
    protected = find_protected(record, [name.whole for name in names])
    hidden = hide(record, protected)
    left = 0
    for name, entry, (_, _, _, wanted) in zip(names, hidden.documents, made, strict=True):
        counted["names"] += 1
        counted["places"] += len(PLACES)
        for got, line in zip(entry.text.split("\n\n"), wanted.split("\n\n"), strict=False):
            counted["spellings"] += 1
            if re.sub(r"\d+", "", got) != re.sub(r"\d+", "", line):
                lost = line == CONTROL
                counted["common words lost" if lost else "spellings not as they must be"] += 1
                left += not lost
                print(f"{name.whole}: {line!r} is {got!r}")
    with tempfile.TemporaryDirectory() as folder:
        write_forms(hidden, Path(folder), Making(pages=True))
        common = Matcher([]).replace(CONTROL)
        parts = {
            squeeze(word): name.whole
            for name in names
            for word in re.split(r"[\s’-]", name.whole)
            if len(squeeze(word)) > 4 and squeeze(word) not in squeeze(common) + "baker" + "width"
        }
        for path in sorted(Path(folder).rglob("*")):
            words = [squeeze(path.name), *(map(squeeze, list_words(path)) if path.is_file() else ())]
            counted["files"] += path.is_file()
            text = "\n".join(words)
            for part in (part for part in parts if part in text):
                counted["names left in a file"] += 1
                left += 1
                print(f"{parts[part]}: '{part}' is left in {path.name}")
        try:
            refuse_left(Path(folder), protected)
        except NameLeft as error:
            counted["needless refusals" if not left else "refusals"] += 1
            print(error)
    return counted


def main() -> int:
    """Print the counts; return 1 where anything is left, lost or refused without need."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=20)
    arguments = parser.parse_args()
    counted = run(make_names(arguments.names, arguments.seed), arguments.seed, arguments.batch)
    faults = (
        "spellings not as they must be",
        "names left in a file",
        "common words lost",
        "needless refusals",
        "refusals",
    )
    for key in ("names", "spellings", "places", "files", *faults):
        print(f"{key}: {counted[key]}")
    return int(any(counted[key] for key in faults))


if __name__ == "__main__":
    sys.exit(main())
