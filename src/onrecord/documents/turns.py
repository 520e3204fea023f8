"""Page -> turns and questions: transcripts, official reports, interviews, briefings.

A label is told by its shape and by its recurring through the document; a line that happens to begin with a name and a
colon is none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.documents.bearers import FirstOf, Tally, find_longest
from onrecord.documents.content import Line
from onrecord.documents.furniture import cut_out
from onrecord.documents.interviews import SURE_MAIN, SURE_MARKED, asks, cut_marked, find_end, find_main
from onrecord.documents.labels import (
    MOST_INITIALS,
    SURE,
    Labelled,
    find_alone,
    find_labels,
    is_counted,
    is_numbered,
    is_written_as_name,
)
from onrecord.documents.shapes import (
    Page,
    Shape,
    find_name,
    form_of,
    is_same_name,
    list_words,
    match_form,
    name_key,
    offices,
)
from onrecord.documents.stamps import is_sent, is_stamped
from onrecord.english import is_english
from onrecord.model import BlockKind, Offsets

_FEWEST_LABELS = 3
_FEWEST_SENT = 2  # messages with a stamp
_LEAST_SHARE = 0.25  # of the lines that have a label, in a transcript
_LEAST_FORMAL = (
    0.04  # in an official report, whose labels are in capitals and whose turns have many paragraphs
)
_ASKED = 0.8  # share of a label's lines that ask, from which it only asks
_ASKED_IN_HEAD = 0.4  # where the label is also in the head of the page
_ASKED_OF_TWO = 0.6  # where the other of two never asks
_LEAST_TALKING = 0.25  # of the turns that speak of 'me' or 'you', or ask
_WORD = re.compile(r"[^\W\d_][\w’']*")
_SAID = '.!?…”"’)'
_ENDS = '.!?:;,”"'
_NEAR = 6  # lines from a label that recurs
_MOST_OF_OUTLET = 5  # words of the name of a paper that asks
# What stands between turns and is nobody's: '(Laughter.)', '12:31 p.m.', '* * *'.
_DIRECTION = re.compile(
    r"[(\[][^()\[\]]{1,120}[)\]]|\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\W+", re.IGNORECASE
)


class _Speech(NamedTuple):
    """What stands from one label to the next."""

    one: Labelled
    lines: Sequence[Line]
    question: bool
    voice: Offsets | None
    label: tuple[Offsets, ...]  # what of the label is no part of what is said
    answerer: Offsets | None  # whose an answer below a question is that has no label of its own


def find_turns(page: Page) -> list[Shape]:
    """Return the turns and questions of a page, in the order of the text; none where it has no such shape."""
    labelled = _keep_recurring(page, _drop_common(page, list(find_labels(page))))
    if labelled := labelled or _keep_recurring(page, list(find_alone(page))):
        return list(_cut_turns(page, labelled))
    return list(cut_marked(page))


def _drop_common(page: Page, labelled: Sequence[Labelled]) -> list[Labelled]:
    """Return the labels without common words that do not recur, or that are not all capitals and do not ask."""
    heard = Counter(one.key for one in labelled)
    asked = Counter(one.key for one in labelled if _asks(page, one))
    named = {one.at for one in labelled if is_written_as_name(page.text[slice(*one.name)])}
    following = {one.at: other for one, other in pairwise(labelled)}
    # 'Speaker 2' and 'Speaker 3', where one of them is heard again; the points of a list are not
    names = [page.text[slice(*one.name)] for one in labelled if heard[one.key] > 1]
    numbered = {name.split()[0] for name in names if is_counted(name)}

    def is_label(one: Labelled) -> bool:
        name = page.text[slice(*one.name)]
        if _alone(one.key) in _special() or _is_initials(one) or is_written_as_name(name):
            return True
        if is_stamped(page.lines[one.at]) or (is_counted(name) and name.split()[0] in numbered):
            return True
        marked = name.isupper() or (one.bold and bool(named))
        return heard[one.key] > 1 and (marked or 2 * asked[one.key] >= heard[one.key])

    def is_asker(one: Labelled) -> bool:
        """Tell whether a label stands once, and who has several turns answers right below: a paper at a briefing."""
        below = following.get(one.at)
        short = len(page.text[slice(*one.name)].split()) <= _MOST_OF_OUTLET
        return (
            short
            and one.sure != SURE["dash"]
            and one.speech < page.lines[one.at].end  # 'Participants:' heads a list
            and _first_said(page, one).rstrip()[-1:] in _SAID  # 'Speakers: Ana Lima, mayor' is one
            and below is not None
            and below.at <= one.at + _NEAR
            and below.at in named
            and heard[below.key] >= _FEWEST_LABELS
        )

    return [one for one in labelled if is_label(one) or is_asker(one)]


def _keep_recurring(page: Page, labelled: Sequence[Labelled]) -> list[Labelled]:
    """Return the labels, where they recur and make up the document; none where they don't."""
    told = _find_told(labelled) | {
        one.key for one in labelled if _is_initials(one) and page.find_introduced(page.text[slice(*one.name)])
    }
    labelled = [one for one in labelled if _alone(one.key) in _special() or one.key in told]
    full = _find_full(labelled)
    heard = Counter(full[one.key] for one in labelled)
    often = [one.at for one in labelled if heard[full[one.key]] > 1]
    # one that recurs, or stands among others that do: who speaks but once in a panel
    kept = [
        one for one in labelled if bisect_left(often, one.at - _NEAR) < bisect_right(often, one.at + _NEAR)
    ]
    sent = [one for one in labelled if is_stamped(page.lines[one.at])]
    if len(sent) >= _FEWEST_SENT and len(sent) == len(labelled):
        kept = sent  # messages of a chat, though of one alone or of some that wrote but once
        named = {one.key for one in sent if not all(map(is_english, one.key))}
        if len(named) > 1 and all(is_sent(page.lines[one.at]) for one in sent):
            return kept  # what they write need not speak of 'me' or 'you'
    elif len(kept) < _FEWEST_LABELS or not often or len({*_find_full(kept).values()}) < 2:
        return []
    talking = sum(_talks(_first_said(page, one)) for one in kept)
    if talking < _LEAST_TALKING * len(kept):
        return []
    spoken = page.lines[kept[0].at :]
    formal = all(one.sure >= SURE["caps"] or _alone(one.key) in _special() for one in kept)
    share = _LEAST_FORMAL if formal and len(kept) > _FEWEST_LABELS else _LEAST_SHARE
    return kept if len(kept) >= share * len(spoken) else []


def _first_said(page: Page, one: Labelled) -> str:
    """Return the first paragraph that stands behind a label, or below one that is alone on its line."""
    return page.text[one.speech : page.lines[_place_said(page, one)].end]


def _place_said(page: Page, one: Labelled) -> int:
    """Return the place of the line in which what is said begins."""
    return one.at + (one.speech >= page.lines[one.at].end and one.at + 1 < len(page.lines))


def _is_unsent(page: Page, one: Labelled) -> bool:
    """Tell whether what stands behind a label was no words: '<Media omitted>'."""
    return form_of("unsent").match(_first_said(page, one).strip()) is not None


def _asks(page: Page, one: Labelled) -> bool:
    before = page.text[page.lines[one.at].start : one.name.start]
    return is_numbered(before) or asks(_first_said(page, one))


def _talks(speech: str) -> bool:
    """Tell whether somebody speaks of himself, to another, or asks; what is listed under labels does not."""
    words = {word.casefold() for word in _WORD.findall(speech)}
    return "?" in speech or bool(words & (list_words("first_person") | list_words("second_person")))


def _alone(key: tuple[str, ...]) -> str:
    """Return the one word of a label: 'a' of 'A:', and nothing of 'A. LIMA:'."""
    return key[0] if len(key) == 1 else ""


def _special() -> frozenset[str]:
    return list_words("question") | list_words("answer")


def _find_told(labelled: Sequence[Labelled]) -> set[tuple[str, ...]]:
    """Return the keys that are a name, or initials of one that is a label too: 'AL' where 'Ana Lima' was before."""
    again = Counter(one.key for one in labelled if _is_initials(one))
    full = _find_full(labelled)
    return {
        one.key
        for one in labelled
        if len(one.key) > 1
        or not _is_initials(one)
        or not is_english(one.key[0])
        or (again[one.key] > 1 and len(again) > 1)  # 'CC' and 'HH' by turns
        or len(full[one.key]) > 1
    }


def _is_initials(one: Labelled) -> bool:
    letters, written = sum(map(len, one.key)), one.name.end - one.name.start
    return letters <= MOST_INITIALS and written <= 2 * letters and len(one.key) == 1  # 'AL', 'A.L.'


def _find_full(labelled: Sequence[Labelled]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for each key the longest of the same bearer."""
    return find_longest(one.key for one in labelled)


def _is_asking(one: Labelled) -> bool:
    return _alone(one.key) in list_words("question")


def _cut_turns(page: Page, labelled: Sequence[Labelled]) -> Iterator[Shape]:
    main = find_main(page)
    asking = set(_find_asking(page, labelled, main))
    last: Offsets | None = None  # whoever answered last
    examined = False  # he is a witness: what is answered next is his
    ends = [one.at for one in labelled[1:]]
    longest = max(end - one.at for one, end in zip(labelled, ends, strict=False))
    # nothing but the length of the others tells where the last turn ends
    ends.append(min(find_end(page, labelled[-1].at), labelled[-1].at + longest))
    if all(is_stamped(page.lines[one.at]) for one in labelled):
        ends = [_find_message_end(page, one.at, end) for one, end in zip(labelled, ends, strict=True)]
    told_of = _is_told_of(page, labelled, ends)
    full = FirstOf({one.key: one.name for one in reversed(labelled) if len(one.key) > 1})
    spell_out = _spell_out(page, main)
    roles = {one.key for one in labelled if _is_office(one.key)}
    held = _find_holders(page, labelled)
    longest_of = _find_full(labelled)
    bearers = {longest_of[one.key] for one in labelled if one.key not in asking} - {
        (word,) for word in _special()
    }
    if main is not None:
        yield from _cut_opening(page, main, labelled[0].at)
    below = [*labelled[1:], None]
    for one, end, following in zip(labelled, ends, below, strict=True):
        if told_of:
            end = _place_said(page, one) + 1  # noqa: PLW2901 - what stands below the words is somebody's telling of them
        question = one.key in asking
        own = one.name if not (_is_asking(one) or _alone(one.key) in list_words("answer")) else None
        if own is not None and _is_initials(one):
            own = full.find(one.key) or spell_out(page.text[slice(*one.name)], one.key, one.at) or own
        if own is not None and one.key in held:
            own = held[one.key]
        named = own == one.name
        if named:
            own = page.find_introduced(page.text[slice(*one.name)]) or own
        office = roles == {one.key} or set(one.key) <= list_words("answering")
        if own is not None and main is not None and office:
            own = None  # 'SPOKESMAN' at the briefing of a spokesman who is named
        other = main if main is not None else last if len(bearers) < 2 or examined else None
        voice = None if question else own or other
        if not question:
            last = voice
        if own is not None:
            examined = set(one.key) <= list_words("answering")
        label: tuple[Offsets, ...] = (Offsets(one.name.start, max(one.speech, one.name.end)),)
        if voice is not None and one.aside is not None and one.aside.start < voice.end <= one.aside.end:
            label = tuple(cut_out(label, [voice]))  # 'TREASURER (Ana Lima)'
        if voice == one.name or (named and voice == own):
            before = Offsets(page.lines[one.at].start, one.name.start)  # '>> ', '[00:12] '
            label = tuple(part for part in (before, one.aside) if part and part.start < part.end)
        answered = following is not None and following.key not in asking  # below its own label
        answerer = None if answered else main or last
        speech = _Speech(one, page.lines[one.at : end], question, voice, label, answerer)
        yield from _cut(speech, page)


def _find_holders(page: Page, labelled: Sequence[Labelled]) -> dict[tuple[str, ...], Offsets]:
    """Return of the labels that are an office alone the name behind them in brackets: 'PRESIDING JUDGE (Ana Lima)'.

    Where there are two, the office says no more than it says; a name in common words is a place or a party.
    """
    told: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    found: dict[tuple[str, ...], Offsets] = {}
    for one in labelled:
        office = page.text[slice(*one.name)].split()[-1].strip(".").casefold() in offices()
        name = find_name(page.text, *one.aside) if office and one.aside is not None else None
        if name is None or one.aside is None:
            continue
        words = page.text[slice(*name)]
        # also where it stands beside other words: '(Ana Lima) [by phone]'
        told.setdefault(one.key, set()).add(name_key(words))
        whole = page.text[slice(*one.aside)].strip(" ()[]") == words
        if whole and not any(map(is_english, name_key(words))) and len(name_key(words)) > 1:
            found.setdefault(one.key, name)
    return {key: name for key, name in found.items() if len(told[key]) == 1}


def _find_message_end(page: Page, at: int, end: int) -> int:
    """Return where a message of a chat ends: with the next, though no name can be read of its sender."""
    return next((place for place in range(at + 1, end) if is_stamped(page.lines[place])), end)


def _spell_out(page: Page, main: Offsets | None) -> Callable[[str, tuple[str, ...], int], Offsets | None]:
    """Return what finds the name of which a label at a line is the initials.

    Its bearer is interviewed, or stands above with them in brackets.
    """

    @cache
    def find_above(initials: str, key: tuple[str, ...]) -> tuple[int, Offsets] | None:
        for number, line in enumerate(page.lines):
            place = line.text.find(f"({initials})")
            name = find_name(page.text, line.start, line.start + place) if place > 0 else None
            while name is not None and name.end < line.start + place - 1:
                name = find_name(page.text, name.end, line.start + place)
            if name is not None and is_same_name(key, name_key(page.text[slice(*name)])):
                return number, name
        return None

    def find(initials: str, key: tuple[str, ...], at: int) -> Offsets | None:
        if main is not None and is_same_name(key, name_key(page.text[slice(*main)])):
            return main
        above = find_above(initials, key) if f"({initials})" in page.text else None
        return above[1] if above is not None and above[0] < at else None

    return find


def _is_direction(line: Line) -> bool:
    return _DIRECTION.fullmatch(line.text) is not None or match_form("examiner", line) is not None


def _is_office(key: tuple[str, ...]) -> bool:
    return all(word in list_words("honorific") for word in key)


def _cut_opening(page: Page, main: Offsets, first: int) -> Iterator[Shape]:
    """Yield what whoever takes the questions says before the first of them: of himself, and told by nobody."""
    named = max(n for n, line in enumerate(page.lines) if n == 0 or line.start <= main.start)
    lines = [line for line in page.lines[named + 1 : first] if not _is_direction(line)]
    while lines and lines[0].text[-1] not in _ENDS:
        lines = lines[1:]  # a day, a place, an author
    words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    surname = name_key(page.text[slice(*main)])[-1]
    if words & list_words("first_person") and surname not in words:
        headings = (line for line in lines if page.is_bold(line) and line.text[-1] not in _ENDS)
        silent = tuple(Offsets(line.start, line.end) for line in headings)
        yield Shape(lines[0].start, lines[-1].end, BlockKind.TURN, SURE_MAIN, main, silent=silent)


def _is_told_of(page: Page, labelled: Sequence[Labelled], ends: Sequence[int]) -> bool:
    """Tell whether paragraphs without a label tell of whoever spoke before them: an article quotes a transcript."""
    for one, end in zip(labelled, ends, strict=True):
        surname = one.key[-1]
        if len(surname) <= MOST_INITIALS:
            continue
        below = page.lines[_place_said(page, one) + 1 : end]
        told = (line for line in below if surname in line.text.casefold() and _holds_word(line, surname))
        if not all(_is_of_oneself(line) for line in told):
            return True
    return False


def _holds_word(line: Line, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", line.text, re.IGNORECASE) is not None


def _is_of_oneself(line: Line) -> bool:
    return bool({word.casefold() for word in _WORD.findall(line.text)} & list_words("first_person"))


def _find_asking(page: Page, labelled: Sequence[Labelled], main: Offsets | None) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the labels that only ask."""
    heads = {
        name_key(re.split(r"[,|]", line.text)[0]) for line in page.lines[: min(labelled[0].at, _NEAR)]
    }  # the paper that prints its interview, alone on a line of the head or before a comma
    heard = Tally(Counter(one.key for one in labelled if not _is_unsent(page, one)))
    asked = Tally(Counter(one.key for one in labelled if _asks(page, one)))
    asked_for = name_key(page.text[slice(*main)]) if main is not None else ()
    keys = {one.key for one in labelled}
    only = _find_only_asker(page, labelled, heard, asked)
    of_two = any(is_same_name(key, asked_for) for key in keys) and len({*_find_full(labelled).values()}) == 2
    for key in keys:
        if _alone(key) in list_words("question"):
            yield key
        elif _alone(key) in list_words("answer"):
            continue
        elif page.outlet and _is_outlet(key, page.outlet):
            yield key
        else:
            other = of_two and not is_same_name(key, asked_for)  # than whoever is interviewed
            other = other or (key,) == only  # asks, where the other of two never does
            turns, least = heard.count(key), _ASKED_IN_HEAD if key in heads or other else _ASKED
            if asked.count(key) >= least * turns and turns < len(labelled):
                yield key


def _find_only_asker(
    page: Page, labelled: Sequence[Labelled], heard: Tally, asked: Tally
) -> tuple[tuple[str, ...], ...]:
    """Return the one of two who mostly asks, where the other never does and the head names both."""
    keys = sorted({one.key for one in labelled})
    head = {word.casefold() for line in page.lines[: labelled[0].at] for word in _WORD.findall(line.text)}
    if len(keys) != 2 or not all(key[-1] in head for key in keys):
        return ()
    asking = [key for key in keys if asked.count(key)]
    often = [key for key in asking if asked.count(key) >= _ASKED_OF_TWO * heard.count(key)]
    return tuple(often) if len(asking) == 1 else ()


def _is_outlet(key: tuple[str, ...], outlet: str) -> bool:
    words = outlet.casefold().split()
    told = [word for word in words if word not in list_words("small")]
    initials = {"".join(word[0] for word in words), "".join(word[0] for word in told)}
    return " ".join(key) in {" ".join(words), " ".join(told)} or (len(key) == 1 and _alone(key) in initials)


def _cut(speech: _Speech, page: Page) -> Iterator[Shape]:
    """Yield what is said from a label to the next: a question with the answer below it, or a turn."""
    one, lines = speech.one, speech.lines
    marked = [n for n, line in enumerate(lines) if n and page.is_bold(line)]
    if marked and not speech.question:
        yield from _cut_answered(page, speech, marked)
        return
    told = [line for line in lines if not _is_direction(line)]
    last = told[-1].end if told else lines[0].end
    first = max(one.speech, lines[0].start)
    if first >= last:
        return
    if len(told) < 2 and _is_unsent(page, one):
        yield Shape(first, last, BlockKind.QUESTION, one.sure, silent=(*speech.label, Offsets(first, last)))
        return
    if not speech.question:
        directions = (line for line in lines[1:] if _is_direction(line))
        silent = (
            *speech.label,
            *(Offsets(line.start, line.end) for line in directions),
            *_find_stage_words(page, first, last),
            *_end_of_cell(lines[0]),
        )
        yield Shape(first, last, BlockKind.TURN, one.sure, speech.voice, one.day, one.day_words, silent)
        return
    told = [line for line in told if line.end > one.speech]  # without a label that is alone on its line
    alone = speech.answerer is None
    asked = [line for line in told if alone or line is told[0] or asks(line.text)]
    cut = asked[-1].end
    silent = (*speech.label, *_find_stage_words(page, first, cut))
    yield Shape(first, cut, BlockKind.QUESTION, one.sure, silent=silent)
    below = [line for line in told if line.start > cut]
    if below and speech.answerer is not None:
        sure = round(one.sure * SURE["dash"], 2)
        yield Shape(below[0].start, last, BlockKind.TURN, sure, speech.answerer)


def _find_stage_words(page: Page, start: int, end: int) -> Iterator[Offsets]:
    """Yield what stands in brackets among somebody's words and is heard, and said by nobody: '(Laughter.)'."""
    return (Offsets(*found.span()) for found in form_of("stage").finditer(page.text, start, end))


def _end_of_cell(line: Line) -> Iterator[Offsets]:
    if line.text.endswith(" |"):
        yield Offsets(line.end - 2, line.end)


def _cut_answered(page: Page, speech: _Speech, marked: list[int]) -> Iterator[Shape]:
    """Yield a turn and, below it, questions in bold without a label, each with its answer."""
    one, lines, label = speech.one, speech.lines, speech.label
    starts = [one.speech, *(lines[n + 1].start for n in marked if n + 1 < len(lines))]
    ends = [*(lines[n - 1].end for n in marked), lines[-1].end]
    for start, end in zip(starts, ends, strict=False):
        if start < end:
            silent = (*label, *_find_stage_words(page, start, end))
            yield Shape(start, end, BlockKind.TURN, one.sure, speech.voice, silent=silent)
            label = ()
    for n in marked:
        yield Shape(lines[n].start, lines[n].end, BlockKind.QUESTION, SURE_MARKED)
