"""Every lexicon carries its own examples; here they are run."""

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.lexicon import load_lexicon

ROOT = Path(str(files("onrecord")))
LEXICONS = [
    (".".join(path.relative_to(ROOT.parent).parent.parts), path.name) for path in sorted(ROOT.rglob("*.toml"))
]
ENTRIES = [
    pytest.param(entry, id=f"{name}:{entry.form[:60]}")
    for package, name in LEXICONS
    for entry in load_lexicon(package, name).entries
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_matches_its_examples_and_not_its_counterexamples(entry):
    """A pattern finds what it says it finds and leaves what it says it leaves."""
    assert entry.examples
    assert [] == [example for example in entry.examples if not entry.pattern.search(example)]
    assert [] == [example for example in entry.counterexamples if entry.pattern.search(example)]


@pytest.mark.parametrize(("package", "name"), LEXICONS)
def test_lexicon_says_what_it_is(package, name):
    """The first line of a word list says what it holds; a reader need not guess."""
    first = files(package).joinpath(name).read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert len(first) > 20
