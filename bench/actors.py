"""How long it takes to tell who is who, as the pile grows.

    python bench/actors.py --articles ARTICLES.jsonl.gz [--limit 100] [--documents 1000 3000 10000]

ARTICLES holds one article a line (id, url, outlet, published, title, text). The first `--limit` are read, once. Larger
piles are made of these readings: in every copy after the first the people and bodies have other names, made of theirs,
so that it is unrelated coverage in which given names and countries recur. A row for each pile: documents, actors,
seconds, milliseconds a document.
"""

import argparse
import gzip
import hashlib
import tempfile
import time
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from onrecord.annotations import Chain, MentionType, Reading
from onrecord.builder import read_paths
from onrecord.story.actors import link_actors

_RENAMED = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.OUTLET, MentionType.GROUP)
_LENGTH = 4  # syllables of a made name
_SYLLABLES = ("ba", "dor", "fen", "gul", "kim", "lo", "mar", "nes", "po", "rud", "sel", "tov", "va", "zin")


def rename(reading: Reading, copy: int) -> Reading:
    """Return the reading as of another document, in which everyone goes by another surname."""
    document = replace(reading.document, id=f"{reading.document.id}-{copy}")
    return replace(reading, document=document, chains=tuple(_rename(chain, copy) for chain in reading.chains))


def _rename(chain: Chain, copy: int) -> Chain:
    if not copy or chain.type not in _RENAMED:
        return chain
    names = tuple(_extend(name, copy) for name in chain.names)
    titles = tuple(_extend(title, copy) for title in chain.titles)
    return replace(chain, name=_extend(chain.name, copy), names=names, titles=titles)


def _extend(name: str, copy: int) -> str:
    """Return the name with another last word: the surname of a person, the head of a body's name."""
    before, _, last = name.rpartition(" ")
    number = int.from_bytes(hashlib.sha256(f"{copy} {last}".encode()).digest()[:8])
    word = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[place]
    return f"{before} {word.title()}".strip()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=Path, required=True)
    options.add_argument("--limit", type=int, default=100, help="read only the first so many")
    options.add_argument("--documents", type=int, nargs="+", default=[1000, 3000, 10000])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        articles = Path(room) / "articles.jsonl"
        with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
            articles.write_text("".join(islice(lines, given.limit)), encoding="utf-8")
        readings = [item for item in read_paths([articles]) if isinstance(item, Reading)]
    for count in given.documents:
        pile = [rename(readings[number % len(readings)], number // len(readings)) for number in range(count)]
        begun = time.perf_counter()
        cast = link_actors(pile)
        seconds = time.perf_counter() - begun
        row = f"{count:7,} documents  {len(cast.actors):8,} actors  {seconds:7.1f} s"
        print(f"{row}  {1000 * seconds / count:5.2f} ms a document")


if __name__ == "__main__":
    main()
