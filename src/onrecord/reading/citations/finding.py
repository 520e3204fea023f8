"""Doc -> citations of outlets: where a document says that it has something from the press.

An outlet is known by the words that cite it together with the shape of its name ('… Times', '… News Agency'), a
noun beside it ('the newspaper …') or a list of the world's agencies and large outlets. A ministry or a company
is no outlet, whatever cites it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Doc

from onrecord.annotations import Citation
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets
from onrecord.reading.citations.credits import find_credits
from onrecord.reading.citations.outlet_names import find_outlet_names

_PACKAGE = __package__ or "onrecord.reading.citations"
# The words that cite stand this near to the name: 'told a reporter for the state-owned news agency '.
_NEAR = 90
# 'The paper' is the outlet cited at most this far before.
_FURTHEST_BACK = 3000
# What stands between outlets that are cited together.
_LISTED = re.compile(r",? and (?:[Tt]he )?|, (?:[Tt]he )?|/")
_PROGRAMME = re.compile(
    r"(?:['’]s?)? ?[“\"][A-Z0-9][^”\"\n]{2,40}[”\"]"
    r"|['’]s [A-Z][a-z]+(?: (?:[A-Z][a-z]+|the|of|and|with|This)){1,4}(?<! the)(?<! of)(?<! and)(?<! with)"
)


class _Cues(Struct, frozen=True):
    before: re.Pattern[str]
    after: re.Pattern[str]
    programme: re.Pattern[str]
    again: re.Pattern[str]
    unnamed: re.Pattern[str]


@cache
def _cues() -> _Cues:
    lexicon = load_lexicon(_PACKAGE, "citations.toml")
    before = "|".join(f"(?:{entry.form})" for entry in lexicon.entries if entry.get("side") == "before")
    after = "|".join(f"(?:{entry.form})" for entry in lexicon.entries if entry.get("side") == "after")
    programme = "|".join(entry.form for entry in lexicon.entries if entry.get("side") == "programme")
    media = _choice("media")
    describing, unnamed = _choice("describing"), _choice("unnamed")
    owner = r"(?:the|a|an|its|their|his|her|[A-Z]\w{1,15}(?: [A-Z]\w{1,15})?['’]s?) "
    kind = rf"(?:[\w-]{{1,18}} ){{0,2}}(?:{media}|news|TV|channel|agency|network),? "
    staff = (
        r"['’]s? (?:(?:[a-z]{2,15} ){0,3}(?:editor|correspondent|reporter|bureau chief|newspaper)\b"
        r"(?:,? (?-i:[A-Z][\w.’'-]{1,15}(?: [A-Z][\w.’'-]{1,15}){1,2}),?)?|"
        r"(?-i:[A-Z][\w.’'-]{1,15}(?: [A-Z][\w.’'-]{1,15}){1,2}(?= (?:reports|reported|says|said|writes|wrote)\b)))"
    )
    with_others = r"(?:/(?-i:[A-Z][\w&.]{0,20}(?: [A-Z][\w&.]{0,20}){0,3})){1,3}(?= polls?\b)"
    when = r",? (?:on \w{3,9}|in a \w{1,12}|in its [\w ]{1,20})"
    return _Cues(
        before=re.compile(
            rf"(?<!\w)(?P<cue>{before})\s(?:[a-z]{{1,15}}['’]?s? )??(?:{owner})?(?:(?:{describing}) )?(?:{kind})?"
            r"[\"“‘']?$",
            re.IGNORECASE,
        ),
        after=re.compile(
            rf"(?:{with_others})?(?:{staff})?[\"”’']?,?(?: (?:{media}|{_choice('run')}))?(?:{when})?,? "
            rf"(?P<cue>{after})(?!\w)",
            re.IGNORECASE,
        ),
        # 'on Norland TV’s “The Week”'
        programme=re.compile(rf"(?<!\w)(?P<cue>{programme}) (?:the )?$", re.IGNORECASE),
        again=re.compile(
            rf"(?<!\w)(?:the|that) (?P<noun>{_choice('again')})(?!\w| (?:{_choice('owning')})\b)",
            re.IGNORECASE,
        ),
        unnamed=re.compile(
            rf"(?<![\w-])(?:{describing}) (?:(?:{describing}|[A-Z][\w-]{{1,15}}) ){{0,3}}(?:{unnamed})"
            rf"(?![\w-]| (?:{_choice('press_people')})\b)"
            rf"|(?<![\w-])(?:[A-Z][A-Za-z.]{{1,15}}(?:['’]s)?|[Ss]tate|[Ll]ocal|[Nn]ational|[Rr]egional) "
            rf"(?:(?:state|official|central|public|national) ){{0,2}}"
            rf"(?:{unnamed})(?![\w-]| (?:{_choice('press_people')})\b)",
        ),
    )


def _choice(name: str) -> str:
    words = sorted(load_lexicon(_PACKAGE, "citations.toml").words(name), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in words)


def find_citations(
    document: Document,
    doc: Doc,  # noqa: ARG001 - every finder takes the parse; names of outlets need none
) -> tuple[Citation, ...]:
    """Return where the document says that it has something from an outlet, in order.

    The evidence is the words of citing with the name. 'Told the paper' cites the outlet named before; an outlet
    that nobody names ('state media said') is cited by the words that stand for it. Agency credits in datelines
    and author lines count; a photograph's credit does not, since the text is not from there.
    """
    text = document.text
    labels = [block.voice for block in document.blocks if block.voice is not None]
    # 'Ms Lima (Harbours):' before a turn says whose it is, as an author line does
    found = [
        credit for credit in find_credits(text) if not any(credit[0].overlaps(label) for label in labels)
    ]
    found += _find_cited(text)
    found += _find_unnamed(text)
    found = _drop_repeated(found)
    found += list(_find_again(text, found))
    return tuple(Citation(outlet, evidence) for evidence, outlet in sorted(found))


def _find_cited(text: str) -> Iterator[tuple[Offsets, Offsets]]:
    names = list(find_outlet_names(text))
    found = [_find_evidence(text, name) for name in names]
    beside = [bool(_LISTED.fullmatch(text[one.end : next_.start])) for one, next_ in pairwise(names)]
    for index, listed in enumerate(beside):  # 'told the Herald and the Wire'
        before = found[index]
        if listed and found[index + 1] is None and before is not None and before.end == names[index].end:
            found[index + 1] = Offsets(before.start, names[index + 1].end)
    for index, listed in reversed(list(enumerate(beside))):  # 'the Herald and the Wire reported'
        after = found[index + 1]
        if listed and found[index] is None and after is not None and after.start == names[index + 1].start:
            found[index] = Offsets(names[index].start, after.end)
    for index, (one, next_) in enumerate(pairwise(names)):  # 'a Herald/Wire poll' is all of it
        first, second = found[index], found[index + 1]
        if first is not None and second is not None and text[one.end : next_.start] == "/":
            found[index + 1] = Offsets(first.start, second.end)
    yield from ((evidence, name) for evidence, name in zip(found, names, strict=True) if evidence is not None)


def _find_evidence(text: str, name: Offsets) -> Offsets | None:
    start = max(0, name.start - _NEAR)
    before = _cues().before.search(text, start, name.start)
    if before is not None and "\n" not in text[before.start() : name.start]:
        return Offsets(before.start("cue"), name.end)
    show = _PROGRAMME.match(text, name.end)
    on = _cues().programme.search(text, start, name.start) if show is not None else None
    if on is not None and show is not None:
        return Offsets(on.start("cue"), show.end())
    after = _cues().after.match(text, name.end, name.end + _NEAR)
    if after is not None and "\n" not in after[0]:
        return Offsets(name.start, after.end())
    return None


def _find_unnamed(text: str) -> Iterator[tuple[Offsets, Offsets]]:
    for match in _cues().unnamed.finditer(text):
        words = Offsets(match.start(), match.end())
        if match[0].lower().startswith(("the ", "social ")) or _is_nobody(match[0]):
            continue
        evidence = _find_evidence(text, words)
        if evidence is not None:
            yield evidence, words


def _is_nobody(words: str) -> bool:
    """Tell 'a newspaper' and 'this newspaper' from 'a Norland newspaper': the noun alone points at no outlet."""
    lexicon = load_lexicon(_PACKAGE, "citations.toml")
    first, _, rest = words.partition(" ")
    pointing = first.lower() in lexicon.words("bare") or first in lexicon.words("not_outlets")
    return pointing and rest.lower() in lexicon.words("unnamed")


def _find_again(text: str, found: list[tuple[Offsets, Offsets]]) -> Iterator[tuple[Offsets, Offsets]]:
    """Yield the citations of an outlet that is not named again: 'told the paper'."""
    outlets = [outlet for _, outlet in found]
    agencies = load_lexicon(_PACKAGE, "outlets.toml").words("agencies")
    unsure = load_lexicon(_PACKAGE, "citations.toml").words("unsure")
    for match in _cues().again.finditer(text):
        before = bisect_left(outlets, (match.start(), 0)) - 1
        if before < 0 or match.start() - outlets[before].end > _FURTHEST_BACK:
            continue
        if match["noun"].lower() in unsure and text[slice(*outlets[before])] not in agencies:
            continue  # 'the agency' is any body's
        evidence = _find_evidence(text, Offsets(match.start(), match.end()))
        beside = [words for words, _ in found[before : before + 2]]
        if evidence is not None and not any(evidence.overlaps(words) for words in beside):
            yield evidence, outlets[before]


def _drop_repeated(found: Sequence[tuple[Offsets, Offsets]]) -> list[tuple[Offsets, Offsets]]:
    """Return the citations in the order of their outlets, those with an outlet found already left out."""
    kept: list[tuple[Offsets, Offsets]] = []
    for evidence, outlet in sorted(found, key=lambda item: (item[1].start, -item[1].end, item[0])):
        if not kept or not outlet.overlaps(kept[-1][1]):
            kept.append((evidence, outlet))
    return kept
