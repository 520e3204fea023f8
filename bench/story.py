"""How long the story stage takes over many documents, and how much memory, from readings made before.

    python bench/story.py READINGS [--limit 1000]

READINGS is a folder of files NAME.msgpack, each the readings of some documents, as training/pairs.py keeps them.
"""

import argparse
import resource
import time
from pathlib import Path

import msgspec

from onrecord.annotations import Reading
from onrecord.story.knowing import give_days
from onrecord.story.tell import tell


def main() -> None:
    """Tell the story of all documents at once and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readings", type=Path)
    parser.add_argument("--limit", type=int, default=1000, help="documents")
    args = parser.parse_args()
    readings: list[Reading] = []
    for path in sorted(args.readings.glob("*.msgpack")):
        readings += msgspec.msgpack.decode(path.read_bytes(), type=list[Reading])
    chosen = {reading.document.id: reading for reading in readings[: args.limit]}
    before, start = _peak(), time.process_time()
    record = tell(give_days(list(chosen.values())))
    took = time.process_time() - start
    print(
        f"{len(record.documents)} documents, {len(record.commitments)} commitments, {len(record.figures)} figures"
    )
    print(f"{took:.1f} s of one processor, {_peak() - before:.0f} MiB more than the readings' {before:.0f}")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
