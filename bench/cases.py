"""Small cases with their right answers: what is read of each, beside what its README asks for.

    python bench/cases.py CASES [--only 04-front-matter] [--record] [--lines]

CASES is a folder of folders, each with input files and a README. Every file must become a document or be named with
why; what `cases.toml` says of days, outlets and addresses is compared, and the exit status is 1 where it differs. With
`--record`, each case is also made into a record, and what `cases.toml` says of that is compared too: numbers in
dispute, last days of promises, who promises, denies, declines and sets terms, who is on record and who is not.
With `--lines` its lines are printed for a
person to compare with the README, which asks for more than can be compared here.
"""

import argparse
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from onrecord.builder import build_record, prepare
from onrecord.model import Document, Record, Relation, Unread

_FACTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WHOLE = ("numbers", "no_numbers", "said_on", "no_actors")  # compared whole, and not as a part of a name
EXPECTED, TOLD = _FACTS["documents"], _FACTS["told"]


def copy_inputs(case: Path, folder: Path) -> list[str]:
    """Copy the input files of a case to a folder, and return their names."""
    names = sorted(
        path.name for path in case.iterdir() if path.is_file() and not path.name.startswith("README")
    )
    folder.mkdir()
    for name in names:
        shutil.copyfile(case / name, folder / name)
    return names


def compare(case: str, names: list[str], items: list[Document | Unread]) -> Iterator[str]:
    """Yield what differs from what is expected of a case's files."""
    answered = {item.file.partition("#")[0] for item in items}
    yield from (f"{name}: neither read nor named" for name in names if name not in answered)
    for file, facts in EXPECTED.get(case, {}).items():
        found = next((item for item in items if item.file == file and isinstance(item, Document)), None)
        stated = () if found is None else (found.published.edtf, found.outlet, found.url)
        for wanted, got in zip(facts, stated or (None,), strict=False):
            if wanted != got:
                yield f"{file}: {got} and not {wanted}"


def compare_record(wanted: dict[str, list[object]], record: Record) -> Iterator[str]:
    """Yield what of a record differs from what is expected of a case."""
    names = {actor.id: actor.name for actor in record.actors}
    speakers = {names[item.speaker] for item in record.statements if item.speaker}
    deniers = {names[item.party] for item in record.denials if item.party}
    dues = {str(v.due.latest) for item in record.commitments for v in item.versions if v.due.latest}
    disputed = [
        {value.low or value.high for value in figure.values}
        for figure in record.figures
        if figure.relation in (Relation.CONTRADICT, Relation.TENSION)
    ]
    numbers = {value.low or value.high for figure in record.figures for value in figure.values}
    terms = {names[item.party] for item in record.terms if item.party}
    promised = {names[item.party] for item in record.commitments if item.party}
    silent = {names[item.party] for item in (*record.silences, *record.denials) if item.party}
    said = {str(item.said_on.edtf) for item in record.statements}
    relayed = {names[item.outlet] for item in record.relays if item.outlet}
    undisputed = [
        pair for pair in wanted.get("disputed", []) if not any({*pair} <= told for told in disputed)
    ]
    yield from (f"not told as disputed: {' against '.join(pair)}" for pair in undisputed)
    if wanted.get("disputed") == [] and disputed:
        yield f"told as disputed: {disputed}"
    for key, told, bad in (
        ("due", dues, False),
        ("denied_by", deniers, False),
        ("speakers", speakers, False),
        ("numbers", numbers, False),
        ("terms_of", terms, False),
        ("promised_by", promised, False),
        ("declined_by", silent, False),
        ("said_on", said, False),
        ("actors", set(names.values()), False),
        ("no_actors", set(names.values()), True),
        ("no_relays_of", relayed, True),
        ("no_promised_by", promised, True),
        ("no_speakers", speakers, True),
        ("no_numbers", numbers, True),
        ("no_due", dues, True),
    ):
        same = key in _WHOLE
        found = [
            item
            for item in wanted.get(key, [])
            if any(str(item) == str(one) if same else str(item) in str(one) for one in told) is bad
        ]
        yield from (f"{key}: {item}" for item in found)


def list_lines(record: Record) -> Iterator[str]:
    """Yield the lines of a record, as short as they can be told."""
    names = {actor.id: actor.name for actor in record.actors}
    for statement in record.statements:
        words = " … ".join(span.exact for span in statement.content)
        yield f"  {statement.act}: {names.get(statement.speaker, '?')}: {words}"
    for commitment in record.commitments:
        for version in commitment.versions:
            yield f"  promise: {names.get(commitment.party, '?')}: {version.span.exact} [{version.due.edtf}]"
    for figure in record.figures:
        values = ", ".join(f"{names.get(value.holder, '?')} {value.span.exact}" for value in figure.values)
        yield f"  figure {figure.relation}: {figure.quantity}: {values}"


def main() -> None:
    """Print every case and what was read of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--lines", action="store_true")
    asked = parser.parse_args()
    wrong = 0
    cases = sorted(path for path in asked.cases.iterdir() if path.is_dir() and list(path.glob("README*")))
    for case in (case for case in cases if asked.only in case.name):
        print(f"== {case.name}")
        with tempfile.TemporaryDirectory() as place:
            names = copy_inputs(case, Path(place, "inputs"))
            items = list(prepare([Path(place, "inputs")]))
            for item in items:
                if isinstance(item, Unread):
                    print(f"  not read: {item.file}: {item.reason}")
                else:
                    print(f"  {item.file}: {item.published.edtf}, {item.outlet}, {item.title}")
            for difference in compare(case.name, names, items):
                wrong += 1
                print(f"  WRONG: {difference}")
            if asked.record or asked.lines:
                record = build_record(Path(place, "inputs"), Path(place, "record")).record
                for difference in compare_record(TOLD.get(case.name, {}), record):
                    wrong += 1
                    print(f"  WRONG: {difference}")
                if asked.lines:
                    print(
                        *list_lines(record), next(case.glob("README*")).read_text(encoding="utf-8"), sep="\n"
                    )
    print(f"{len(cases)} cases, {wrong} facts wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
