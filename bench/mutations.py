"""Damaged documents through the real way: how many are read, how many are named as unread, and every fault.

    python bench/mutations.py 10000 [--read 500] [--seed 1]

Documents of the example are cut, joined, doubled and overwritten, by a seed. Each is made a document in the process
that makes them in every run, and every so many are read and told as well. A fault is a reason that asks for a report,
or a process that was lost; each kind of them is printed with the number of a document that brings it out.
"""

import argparse
import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.collect.kinds import endings
from onrecord.collect.source import Source
from onrecord.model import Document, Unread
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.telling import tell_soundly
from onrecord.workers import make_in_order, read_in_order

SUFFIXES = (".txt", ".html", ".pdf")
EXAMPLE = Path(__file__).parents[1] / "examples" / "zerava"
SPLICES = (
    b"\x00", b"\xff\xff", "\uffff".encode(), b"\x07", b"&#xD800;", b"<p", b"</div>", b"<!--", b"\"'>", "“".encode(),
    "\u202e".encode(), b"{" * 40, b"endobj", b"stream\n", b"99999999999999999999", b"31 February 2024", b"5% of 10% ",
    b"\r\n\r\n", b"((((((", "😀".encode(), b"said said said ", b"<script>", b"<![CDATA[", b"/Length -1",
)  # fmt: skip
FAULT = re.compile(r"please report this|the process that read it ended")


def mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return the bytes with up to eight changes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        size = chance.choice((1, 4, 40, 400))
        match chance.randrange(7):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = chance.choice(SPLICES) * chance.choice((1, 1, 1, 30))
            case 3:
                changed[at:at] = changed[at : at + size] * chance.randint(1, 9)
            case 4:
                start = chance.randrange(len(other))
                changed[at : at + size] = other[start : start + size]
            case 5:
                changed[at : at + size] = chance.randbytes(min(size, 40))
            case _:
                del changed[max(1, at) :]
    return bytes(changed)


def make_sources(count: int, seed: int) -> Iterator[Source]:
    """Yield so many damaged documents, of every type in turn."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    files = [path for path in sorted(EXAMPLE.iterdir()) if path.suffix in SUFFIXES]
    originals = [(path.suffix, path.read_bytes()) for path in files]
    originals += [(".md", data) for suffix, data in originals if suffix == ".txt"]
    for number in range(count):
        suffix, data = originals[number % len(originals)]
        changed = mutate(data, chance.choice(originals)[1], chance)
        name, digest = f"{number:05}{suffix}", hashlib.sha256(changed).hexdigest()
        yield Source(name, changed, digest, endings()[suffix])


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument(
        "--read", type=int, default=500, help="how many of those that are made are read and told"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.monotonic()
    made = list(make_in_order(make_sources(options.count, options.seed)))
    documents = [item for item in made if isinstance(item, Document)]
    unread = [item for item in made if isinstance(item, Unread)]
    print(f"made {len(documents)}, not made {len(unread)}, in {time.monotonic() - begun:.0f} s")
    step = max(1, len(documents) // options.read) if options.read else len(documents) + 1
    chosen = documents[::step][: options.read]
    read = list(read_in_order(chosen, DEFAULT_PIPELINE))
    readings = [item for item in read if not isinstance(item, Unread)]
    told = tell_soundly(readings, (), None) if readings else None
    print(f"read {len(readings)} of {len(chosen)}, told {len(told.readings) if told else 0}")
    failed = [
        *unread,
        *(item for item in read if isinstance(item, Unread)),
        *(told.record.unread if told else ()),
    ]
    faults = [item for item in failed if FAULT.search(item.reason)]
    print(f"faults {len(faults)}, in all {time.monotonic() - begun:.0f} s")
    for reason, times in Counter(re.sub(r"\d+", "#", item.reason) for item in faults).most_common():
        first = next(item.file for item in faults if re.sub(r"\d+", "#", item.reason) == reason)
        print(f"  {times} x {reason} ({first})")


if __name__ == "__main__":
    main()
