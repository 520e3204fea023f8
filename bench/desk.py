"""How fast a record is searched and a desk answers, and whether a ruling is lost when it is killed.

    python bench/desk.py search --statements 1000000
    python bench/desk.py pages --statements 25000 --documents 1000
    python bench/desk.py kills --times 500

Each makes a record of invented words in a folder for temporary files, and removes it. `pages` and `kills` serve it in
a process forked from this one. `kills` ends that with SIGKILL at a random moment of a stream of rulings, and counts
those that were acknowledged and are not in the file.
"""

import argparse
import contextlib
import hashlib
import http.client
import os
import random
import re
import signal
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from onrecord.desk.queue import list_questions
from onrecord.desk.serve import serve_desk
from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    DocumentEntry,
    Quoted,
    Record,
    Span,
    Statement,
    when,
)
from onrecord.own import MANIFEST_FILE, RECORD_FILE, SEARCH_FILE
from onrecord.record.load import load_record
from onrecord.record.manifest import encode_manifest, list_files
from onrecord.record.write import write_record
from onrecord.rulings.store import read_rulings
from onrecord.search.index import bring_up, prepare
from onrecord.search.query import Order, Sought, find

_WORDS = 5_000
_SENTENCE = 12  # words
_ACTORS = 400


def make_record(statements: int, documents: int) -> Record:
    """Return a record of invented words, the same for the same numbers; common words are common, as in any text."""
    chance = random.Random(1)  # noqa: S311 - it need not be a secret
    words = [f"w{number:04}" for number in range(_WORDS)]
    weights = list(accumulate(1 / (number + 1) for number in range(_WORDS)))
    actors = [f"Given{number} Family{number % 300}" for number in range(_ACTORS)]
    mentions: list[list[Span]] = [[] for _ in actors]
    entries, told = [], []
    for place in range(documents):
        many = statements // documents + (place < statements % documents)
        pieces, spans, position = [], [], 0
        for _ in range(many):
            who, said = (
                chance.randrange(_ACTORS),
                " ".join(chance.choices(words, cum_weights=weights, k=_SENTENCE)),
            )
            pieces.append(f"{actors[who]} said {said}. ")
            start = position + len(actors[who]) + 6
            spans.append((who, position, start, start + len(said)))
            position += len(pieces[-1])
        text = "".join(pieces) or "nothing"
        day = date(2020, 1, 1) + timedelta(days=place % 900)
        ident = f"document-{place:012}"
        entries.append(
            DocumentEntry(
                ident, f"{place:06}.txt", hashlib.sha256(ident.encode()).hexdigest(),
                hashlib.sha256(text.encode()).hexdigest(), text, None, None, None, "en",
                when(day, day, Basis.METADATA), (),
            )
        )  # fmt: skip
        for number, (who, first, start, end) in enumerate(spans):
            source = Span(ident, first, first + len(actors[who]), actors[who])
            mentions[who].append(source)
            told.append(
                Statement(
                    f"statement-{place}-{number}", ident, f"actor-{who}", source, None,
                    (Span(ident, start, end, text[start:end]),), Quoted.INDIRECT, chance.choice(list(Act)),
                    said_on=when(day, day, Basis.METADATA), probability=round(chance.uniform(0.5, 1), 3),
                )
            )  # fmt: skip
    people = tuple(
        Actor(f"actor-{number}", name, ActorType.PERSON, (), tuple(mentions[number]))
        for number, name in enumerate(actors)
        if mentions[number]
    )
    return Record(as_of=date(2022, 7, 1), documents=tuple(entries), actors=people, statements=tuple(told))


def take(run: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000


def say(taken: Sequence[float]) -> str:
    """Return the median and the longest of some times."""
    return f"median {median(taken):7.1f} ms, longest {max(taken):7.1f} ms"


def measure(times: int, run: Callable[[], object]) -> str:
    """Return the median and the longest of several runs."""
    return say([take(run) for _ in range(times)])


def bench_search(folder: Path, statements: int) -> None:
    """Print how long questions of several kinds take."""
    connection = sqlite3.connect(folder / SEARCH_FILE, isolation_level=None)
    record = make_record(statements, max(1, statements // 25))
    prepare(connection)
    begin = time.perf_counter()
    bring_up(connection, record, "bench")
    print(f"index of {statements:,} statements made in {time.perf_counter() - begin:.1f} s")
    questions = {
        "a rare word": Sought("w4000"),
        "a word in one line of seven": Sought("w0002"),
        "the commonest word": Sought("w0000"),
        "the same, by day": Sought("w0000", order=Order.DAY),
        "a common word, in a month": Sought("w0002", first=date(2022, 3, 1), last=date(2022, 3, 31)),
        "a common word of an actor": Sought("w0002", actor="Given7 Family7"),
        "a common word, denied": Sought("w0002", kind="statement", act="deny"),
        "a beginning": Sought("w00*"),
        "three words": Sought("w0010 w0050 w0200"),
        "a phrase": Sought('"w0001 w0003"'),
        "an actor": Sought(actor="Given7 Family7"),
        "an actor and a word": Sought("w0100", actor="Given7 Family7"),
        "an act in a month": Sought("w0050", act="deny", first=date(2020, 3, 1), last=date(2020, 3, 31)),
    }
    for name, sought in questions.items():
        print(f"{name:<30} {measure(10, lambda sought=sought: find(connection, sought))}")
    connection.close()


class Client:
    """A desk in a process of its own, and one connection to it."""

    def __init__(self, folder: Path) -> None:
        reading, writing = os.pipe()
        self.process = os.fork()
        if not self.process:  # has loaded everything, so that it opens soon
            os.close(reading)
            serve_desk(folder, "Bench", 0, lambda address: os.write(writing, f"{address}\n".encode()))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            found = re.search(r"127\.0\.0\.1:(\d+)/\?token=(\S+)", lines.readline())
        if not found:
            raise SystemExit("the desk did not open")
        self.port, token = int(found[1]), found[2]
        self.headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": f"onrecord-desk-{self.port}={token}",
            "Origin": f"http://127.0.0.1:{self.port}",
        }

    def ask(self, path: str, form: dict[str, str] | None = None) -> int:
        """Return the status of an answer, read to its end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            body = urlencode(form) if form is not None else None
            connection.request("GET" if form is None else "POST", path, body, self.headers)
            response = connection.getresponse()
            response.read()
            return response.status

    def kill(self) -> None:
        """End it at once, and wait until it has ended."""
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def bench_pages(folder: Path, statements: int, documents: int) -> None:
    """Print how long each page of a desk takes."""
    write_record(folder / RECORD_FILE, make_record(statements, documents))
    (folder / MANIFEST_FILE).write_bytes(encode_manifest(list_files(folder, "none", None)))
    keys = [question.key for question in list_questions(load_record(folder / RECORD_FILE))]
    begin = time.perf_counter()
    client = Client(folder)
    print(f"the desk opened in {time.perf_counter() - begin:.1f} s")
    client.ask("/search?words=w4000")
    for path in (
        "/",
        f"/?line={keys[len(keys) // 2]}",
        "/document/document-000000000007",
        "/people",
        "/rulings",
    ):
        print(f"{path[:30]:<32} {measure(10, lambda path=path: client.ask(path))}")
    print(f"{'/search?words=w0100':<32} {measure(10, lambda: client.ask('/search?words=w0100'))}")
    rest = iter(keys)
    print(
        f"{'a ruling':<32} "
        f"{measure(10, lambda: client.ask('/rule', {'line': next(rest), 'verdict': 'accepted'}))}"
    )
    for path in ("/", "/people", "/rulings", "/search?words=w0100"):
        taken = []
        for _ in range(5):
            client.ask("/rule", {"line": next(rest), "verdict": "accepted"})
            taken.append(take(lambda path=path: client.ask(path)))
        print(f"{path + ' after a ruling':<32} {say(taken)}")
    client.kill()


def bench_kills(folder: Path, times: int) -> None:
    """Kill a desk while it rules, again and again, and count the rulings that it acknowledged and lost."""
    write_record(folder / RECORD_FILE, make_record(400, 10))
    keys = [question.key for question in list_questions(load_record(folder / RECORD_FILE))]
    chance = random.Random(7)  # noqa: S311 - it need not be a secret
    acknowledged = lost = torn = 0
    for number in range(times):
        client = Client(folder)
        before = len(read_rulings(folder).rulings)
        timer = threading.Timer(chance.uniform(0.0, 0.3), os.kill, (client.process, signal.SIGKILL))
        timer.start()
        answered = 0
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                form = {"line": chance.choice(keys), "verdict": chance.choice(["accepted", "rejected"])}
                answered += client.ask("/rule", form) == 303
        timer.join()
        client.kill()
        after = read_rulings(folder)
        torn += not (folder / "rulings.jsonl").read_bytes().endswith(b"\n") if after.content else 0
        acknowledged += answered
        lost += max(0, answered - (len(after.rulings) - before))
        if (number + 1) % 50 == 0 or number + 1 == times:
            print(f"{number + 1} kills: {acknowledged} acknowledged, {lost} lost, {torn} torn lines left out")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["search", "pages", "kills"])
    parser.add_argument("--statements", type=int, default=25_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.what == "search":
            bench_search(Path(folder), asked.statements)
        elif asked.what == "pages":
            bench_pages(Path(folder), asked.statements, asked.documents)
        else:
            bench_kills(Path(folder), asked.times)


if __name__ == "__main__":
    main()
