"""spaCy's attribute ruler, asked once for each kind of word instead of once for each word.

The ruler of an English pipeline matches some 180 patterns at every token. Almost all of them look at one token's
tag, lower form and label alone, so what they say of one token they say of the next like it. The others are tried
only where their first token fits.
"""

import re
from typing import Any, NamedTuple, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

_COLUMNS = ("TAG", "LOWER", "DEP", "IS_SPACE")  # what a pattern may look at to be asked once
_LOWER = _COLUMNS.index("LOWER")
_Kind = tuple[int, int, int, int]  # a token's values in these columns
_Pattern = list[dict[str, Any]]


class _Test(NamedTuple):
    column: int
    values: frozenset[int]
    inside: bool  # whether the token's value must be one of these, or none of them


class _Told(NamedTuple):
    """What the patterns say of a kind of token."""

    numbers: tuple[int, ...]  # of the patterns that it fits
    attributes: dict[int, int]  # that these give it
    begins: bool  # whether a pattern of several tokens may begin with it


class TokenRuler:
    """What `ruler` does, with the same result."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._attributes: list[dict[int, int]] = ruler.attrs
        self._indices: list[int] = ruler.indices
        self._strings = ruler.vocab.strings
        self._rules: list[tuple[int, tuple[_Test, ...]]] = []
        self._first: list[tuple[_Test, ...]] = []  # what the others ask of their first token
        self._first_forms: list[re.Pattern[str]] = []  # or what its lower form must be like
        self._others = Matcher(ruler.vocab)
        self._longest = 1
        for number, entry in enumerate(ruler.patterns):
            for pattern in cast("list[_Pattern]", entry["patterns"]):
                self._add(number, pattern)
        tests = [test for _, tests in self._rules for test in tests] + [t for ts in self._first for t in ts]
        self._forms = frozenset(v for test in tests if test.column == _LOWER for v in test.values)
        # no more than the pipeline has tags and labels, times the few forms that patterns name
        self._known: dict[_Kind, _Told] = {}

    def _add(self, number: int, pattern: _Pattern) -> None:
        tests = self._read(pattern[0])
        if tests is not None and len(pattern) == 1:
            self._rules.append((number, tests))
            return
        self._others.add(str(number), [pattern])
        self._longest = max(self._longest, len(pattern))
        form = pattern[0].get("LOWER")
        if tests is None and isinstance(form, dict) and set(form) == {"REGEX"}:
            self._first_forms.append(re.compile(form["REGEX"]))
        else:
            self._first.append(tests or ())

    def _read(self, asked: dict[str, Any]) -> tuple[_Test, ...] | None:
        """Return what a pattern asks of a token, or None where it asks anything else."""
        tests = []
        for name, wanted in asked.items():
            listed = wanted if isinstance(wanted, dict) else {"IN": [wanted]}
            if name not in _COLUMNS or len(listed) != 1 or not set(listed) <= {"IN", "NOT_IN"}:
                return None
            [(how, values)] = listed.items()
            numbers = (self._strings.add(value) if isinstance(value, str) else int(value) for value in values)
            tests.append(_Test(_COLUMNS.index(name), frozenset(numbers), how == "IN"))
        return tuple(tests)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes that the patterns give to each token; later patterns have precedence."""
        rows = doc.to_array(list(_COLUMNS)).tolist()
        told = [
            self._tell((tag, lower if lower in self._forms else 0, dep, space))
            for tag, lower, dep, space in rows
        ]
        lowers = {row[_LOWER] for row in rows}
        fitting = {n for n in lowers if any(form.search(self._strings[n]) for form in self._first_forms)}
        further: dict[int, set[int]] = {}
        for first, (row, kind) in enumerate(zip(rows, told, strict=True)):
            if kind.begins or row[_LOWER] in fitting:
                self._match(doc, first, further)
        for token, kind in zip(doc, told, strict=True):
            more = further.get(token.i)
            set_token_attrs(token, self._merge({*kind.numbers, *more}) if more else kind.attributes)
        return doc

    def _match(self, doc: Doc, first: int, further: dict[int, set[int]]) -> None:
        """Enter under their tokens the patterns of several tokens that are found from `first` on."""
        window = doc[first : first + self._longest]
        for key, start, end in self._others(window, allow_missing=True, as_spans=False):
            number = int(self._strings[key])
            index = self._indices[number]
            further.setdefault(first + (start if index >= 0 else end) + index, set()).add(number)

    def _tell(self, kind: _Kind) -> _Told:
        if kind not in self._known:
            numbers = tuple(number for number, tests in self._rules if _fits(kind, tests))
            begins = any(_fits(kind, tests) for tests in self._first)
            self._known[kind] = _Told(numbers, self._merge(set(numbers)), begins)
        return self._known[kind]

    def _merge(self, numbers: set[int]) -> dict[int, int]:
        return {name: value for n in sorted(numbers) for name, value in self._attributes[n].items()}


def _fits(kind: _Kind, tests: tuple[_Test, ...]) -> bool:
    return all((kind[test.column] in test.values) == test.inside for test in tests)


@Language.factory("onrecord_attributes")
def make_token_ruler(nlp: Language, name: str) -> TokenRuler:  # noqa: ARG001 - spaCy gives both
    """Return the pipeline's attribute ruler in its faster form."""
    return TokenRuler(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))


def replace_ruler(nlp: Language) -> None:
    """Put the faster form in the place of the pipeline's attribute ruler, if all its patterns are of a fixed length."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = cast("AttributeRuler", nlp.get_pipe("attribute_ruler"))
    patterns = (pattern for entry in ruler.patterns for pattern in cast("list[_Pattern]", entry["patterns"]))
    if not any("OP" in asked for pattern in patterns for asked in pattern):
        nlp.add_pipe("onrecord_attributes", before="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
