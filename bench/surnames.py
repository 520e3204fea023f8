"""How often a surname alone goes to its bearer, where the full name is hidden.

    python bench/surnames.py --articles ARTICLES.jsonl.gz [--limit 500] [--hidden .3]

ARTICLES holds one article a line (id, url, outlet, published, title, text). In a part of the documents, drawn by lot,
the full name of everyone who is also called by the surname is taken away. Printed, a row for each tie: how many of
the hidden are linked to somebody who has that full name in another document, of how many that are linked; and for
each chance with which links are offered for review, how many of these are right. Somebody whose full name, written
so, is in no other document can only be linked wrongly, and counts.
"""

import argparse
import gzip
import random
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from onrecord.annotations import Chain, MentionType, Reading
from onrecord.builder import read_paths
from onrecord.model import ActorTie
from onrecord.names import split_words, squeeze
from onrecord.story.actors import KINDS
from onrecord.story.clusters import Cluster
from onrecord.story.linking import cluster_members

Hidden = dict[tuple[str, int], set[str]]


def hide(readings: list[Reading], share: float) -> tuple[list[Reading], Hidden]:
    """Return the readings, a share of them without full names, and the names hidden, by document and chain."""
    lot = random.Random(5)  # noqa: S311 - a lot, and no secret
    hidden: Hidden = {}
    result = []
    for reading in readings:
        chains = list(reading.chains)
        for number, chain in enumerate(chains if lot.random() < share else ()):
            single = _find_surname(chain)
            if single is not None:
                full = {squeeze(split_words(name)) for name in chain.names if " " in name}
                hidden[reading.document.id, number] = full
                chains[number] = replace(chain, name=single, names=(single,))
        result.append(replace(reading, chains=tuple(chains)))
    return result, hidden


def _find_surname(chain: Chain) -> str | None:
    if chain.type is not MentionType.PERSON:
        return None
    last = {split_words(name)[-1] for name in chain.names if " " in name}
    return next((name for name in chain.names if " " not in name and split_words(name)[0] in last), None)


def _holds(cluster: Cluster, names: set[str]) -> bool:
    return any(squeeze(split_words(name)) in names for name in cluster.names if " " in name)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=Path, required=True)
    options.add_argument("--limit", type=int, default=500, help="read only the first so many")
    options.add_argument(
        "--hidden", type=float, default=0.3, help="share of the documents without full names"
    )
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        articles = Path(room) / "articles.jsonl"
        with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
            articles.write_text("".join(islice(lines, given.limit)), encoding="utf-8")
        readings = [item for item in read_paths([articles]) if isinstance(item, Reading)]
    pile, hidden = hide(readings, given.hidden)
    clusters = cluster_members(pile, frozenset(KINDS))
    print(f"{len(readings)} documents, {len(hidden)} people with their full names hidden")
    linked = [join for join in clusters.joins if join.of.id in hidden]
    for tie in (ActorTie.SURNAME, ActorTie.OFFICE):
        right = [_holds(clusters.of[join.of.id], hidden[join.of.id]) for join in linked if join.tie is tie]
        print(f"{tie:20} {sum(right):5} right of {len(right):5}")
    offered: Counter[float] = Counter()
    borne: Counter[float] = Counter()
    for doubt in clusters.doubts:
        if doubt.of.id in hidden:
            chance = round(doubt.probability, 2)
            offered[chance] += 1
            borne[chance] += _holds(clusters.of[doubt.to.id], hidden[doubt.of.id])
    for chance in sorted(offered):
        print(f"offered at {chance:.2f}      {borne[chance]:5} right of {offered[chance]:5}")


if __name__ == "__main__":
    main()
