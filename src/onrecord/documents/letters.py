"""Page -> mails and letters: what has a head or a foot that says who wrote it and when."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from onrecord.collect.days import find_day
from onrecord.documents.bodies import is_body
from onrecord.documents.content import Line, Markup
from onrecord.documents.furniture import cut_out
from onrecord.documents.masthead import find_dateline, pattern_of
from onrecord.documents.published import DayFound
from onrecord.documents.quotations import find_led
from onrecord.documents.shapes import (
    Page,
    Shape,
    find_name,
    list_words,
    match_form,
    name_key,
    offices,
)
from onrecord.documents.statements import find_foot, speaks_of_itself
from onrecord.english import is_english
from onrecord.model import Basis, BlockKind, Offsets

_FEWEST_HEADS = 3
_HEADS_WITHIN = 12  # lines
_LONGEST_SIGNATURE = 4  # lines below 'Yours sincerely'
_LONGEST_FOOT = 8  # lines from the words that close a mail to its end
_HEAD = re.compile(r"(?:> ?)*\*?(?P<name>[A-Za-z-]{2,12}):\*? ?(?P<value>.*)")
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()@]+@[^\s<>()@]+[>)\]]?")
_PREFIX = re.compile(r"(?:> ?)+")
_SIGNED = ("--", "—")  # lines that part a signature from a mail
_FEWEST_OF_NAME = 2  # words of a person's, in the head of a mail
_FEWEST_TOLD = 2  # words for saying in a report
_WORD = re.compile(r"[\w’']+")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_TOLD = re.compile(r"^P\.? ?S\b|\d [a-z]")  # a postscript, something counted
_STOPPED = re.compile(r"[.!?:;][”\"’')]*$")
_MOST_PLAIN = 4  # words in lower case in a line of a signature
_OPENING = '“"«‘'
_SURE_MAIL, _SURE_WROTE, _SURE_LETTER = 0.95, 0.9, 0.85


class DayAt(NamedTuple):
    """A day and where it stands."""

    day: date
    start: int
    end: int


class _Begin(NamedTuple):
    """The head of a mail: its first line, the line below it, who wrote the mail and when."""

    at: int  # the place of its first line
    below: int
    voice: Offsets | None
    day: DayAt | None
    silent: tuple[Offsets, ...]
    sure: float


def find_quoted_in_mails(page: Page) -> Iterator[Shape]:
    """Yield quotations in a mail that are signed or led in by a name: they are of whom it names, not of its writer."""
    mails = [shape for shape in find_mails(page) if shape.sure == _SURE_MAIL]
    for quotation in find_led(page) if mails else ():
        opened = page.text[max(0, quotation.start - 1) : quotation.start + 1]
        inside = any(mail.start <= quotation.start and quotation.end <= mail.end for mail in mails)
        if inside and any(mark in opened for mark in _OPENING):
            yield quotation


def find_mails(page: Page) -> list[Shape]:
    """Return the mails in a text: each below heads of its own or below a line that says who wrote what is quoted.

    A line is of whoever wrote at its depth of quoting: answers between the lines that they quote are not of whoever is
    quoted.
    """
    begins = {begin.at: begin for begin in (*_find_quoted(page), *_find_headed(page))}
    shapes: list[Shape] = []
    writers: dict[int, _Begin] = {}  # by their depth
    run: list[Line] = []
    now: _Begin | None = None
    index = 0
    while begins and index < len(page.lines):
        if (begin := begins.get(index)) is not None:
            shapes += _close_mail(page, run, now)
            run, now = [], begin
            depth = _depth(page, page.lines[index])
            below = page.lines[begin.below] if begin.below < len(page.lines) else None
            deeper = begin.sure == _SURE_WROTE and below is not None and _depth(page, below) > depth
            writers = {known: writer for known, writer in writers.items() if known < depth + deeper}
            if deeper and depth not in writers and (outer := writers.get(max(writers, default=-1))):
                writers[depth] = outer
            writers[depth + deeper] = begin
            index = begin.below
            continue
        line = page.lines[index]
        index += 1
        if not writers or (_is_rule(line) and line.text not in _SIGNED):
            continue
        writer = writers.get(_depth(page, line))
        if writer is not now:
            shapes += _close_mail(page, run, now)
            run, now = [], writer
        run.append(line)
    shapes += _close_mail(page, run, now)
    return list(_head_once(sorted(shapes)))


def _head_once(shapes: list[Shape]) -> Iterator[Shape]:
    """Yield shapes of which only the first below a head holds it."""
    held: set[Offsets] = set()
    for shape in shapes:
        yield shape._replace(silent=tuple(words for words in shape.silent if words not in held))
        held.update(shape.silent)


def find_mail_day(page: Page) -> Iterator[DayFound]:
    """Yield the day of the mail with whose head a text begins."""
    first = next((n for n, line in enumerate(page.lines) if not _is_rule(line)), 0)
    for begin in _find_headed(page, first + 1):
        if begin.day:
            words = Offsets(begin.day.start, begin.day.end)
            yield DayFound(begin.day.day, begin.day.day, Basis.EXPLICIT, words)
        return


def _depth(page: Page, line: Line) -> int:
    """Return how often a line is quoted: by its marks, and by the blocks that it is set in."""
    prefix = _PREFIX.match(line.text)
    return page.quoted_deep(line) + (prefix[0].count(">") if prefix else 0)


def _close_mail(page: Page, lines: list[Line], begin: _Begin | None) -> Iterator[Shape]:
    """Yield lines that one writer wrote, without the name that he put below them."""
    signed = _find_signed(page, lines, begin) if begin is not None else None
    whole, lines = lines, lines[: signed.foot] if signed else _drop_signature(page, lines, begin)
    if not lines:
        return
    below = whole[len(lines) :]
    if not (_is_signature(below) and any(line.text in _SIGNED for line in below)):
        below = []
    prefixes = ((line, _PREFIX.match(line.text)) for line in lines)
    quoted = tuple(Offsets(line.start, line.start + found.end()) for line, found in prefixes if found)
    start, end = lines[0].start, lines[-1].end
    if begin is None:  # quoted, and nothing says of whom
        yield Shape(start, end, BlockKind.MAIL, _SURE_WROTE, silent=quoted)
        return
    day = begin.day
    words = Offsets(day.start, day.end) if day else None
    voice = signed.name if signed else begin.voice
    silent = (*begin.silent, *quoted, *(Offsets(line.start, line.end) for line in below))
    if signed:
        silent = (*(cut_out(silent, [signed.name])), *([begin.voice] if begin.voice else []))
    filed = begin.sure == _SURE_MAIL and find_dateline(lines) is not None and _is_report(lines)
    if begin.voice and not signed and (filed or _hands_out(page, lines, begin)):
        yield Shape(
            start,
            end,
            BlockKind.PARAGRAPH,
            begin.sure,
            None,
            day.day if day else None,
            words,
            (*silent, begin.voice),
        )
        return
    yield Shape(start, end, BlockKind.MAIL, begin.sure, voice, day.day if day else None, words, silent)


class _Signed(NamedTuple):
    """Whose a mail is by its foot, and the place of the line at which that begins."""

    name: Offsets
    foot: int


def _find_signed(page: Page, lines: list[Line], begin: _Begin) -> _Signed | None:
    """Return who signs a mail that an office sends, or somebody on another's behalf, and that speaks of its writer.

    A mail that tells of whoever signs it was written by another.
    """
    sent_for = next((n for n, line in enumerate(lines) if match_form("sent_for", line)), None)
    if begin.sure != _SURE_MAIL or (sent_for is None and not _is_of_office(page, begin.voice)):
        return None
    last = sent_for if sent_for and len(lines) - sent_for <= _LONGEST_SIGNATURE else len(lines)
    (first, _), signers = find_foot(page, lines[:last])
    people = [name for name in signers if not is_body(page.text[slice(*name)])]
    while first and match_form("closing", lines[first - 1]):
        first -= 1
    own = [line for line in lines[:first] if speaks_of_itself(line)]
    if not people or not own:
        return None
    surname = name_key(page.text[slice(*people[0])])[-1]
    named = re.compile(rf"\b{re.escape(surname)}\b", re.IGNORECASE)
    if any(named.search(line.text) for line in lines[:first] if not speaks_of_itself(line)):
        return None
    return _Signed(people[0], first)


def _is_of_office(page: Page, sender: Offsets | None) -> bool:
    """Tell whether the sender of a mail is no person by his name: an office, a body, a list, an address alone."""
    if sender is None:
        return True
    words = [word.casefold() for word in _WORD.findall(page.text[slice(*sender)])]
    known = offices() | list_words("body") | list_words("desk")
    return len(words) < _FEWEST_OF_NAME or all(map(is_english, words)) or not known.isdisjoint(words)


def _hands_out(page: Page, lines: list[Line], begin: _Begin) -> bool:
    """Tell whether an office passes on a release by mail, which says so and tells of whoever issues it.

    Its words are in the release's own voice, and those that it quotes their speakers', not of whoever sent it.
    """
    heads = [line for line in page.lines_within(_reach_of(begin)) if _HEAD.match(line.text)]
    values = [line.text.partition(":")[2].strip() for line in heads]
    marked = any(pattern_of("released").match(text) for text in (*values, *(line.text for line in lines)))
    plain = " ".join(_QUOTED.sub(" ", line.text) for line in lines)
    singular = list_words("first_person") - list_words("we")
    own = {word.casefold() for word in _WORD.findall(plain)} & singular
    return marked and not own and _is_of_office(page, begin.voice)


def _reach_of(begin: _Begin) -> Offsets:
    places = [*begin.silent, *([begin.voice] if begin.voice else [])]
    return Offsets(min(one.start for one in places), max(one.end for one in places))


def _is_report(lines: list[Line]) -> bool:
    """Tell whether lines tell of what others say, and say nothing of whoever wrote them or to whoever reads them."""
    plain = _QUOTED.sub(" ", "\n".join(line.text for line in lines))
    words = [word[0].casefold() for word in _WORD.finditer(plain)]
    own = list_words("first_person") | list_words("second_person")
    told = list_words("reported") - list_words("reported_loosely")
    return own.isdisjoint(words) and sum(word in told for word in words) >= _FEWEST_TOLD


def _drop_signature(page: Page, lines: list[Line], begin: _Begin | None) -> list[Line]:
    """Return the lines up to words that close a letter, a line that parts a signature, or the writer's own name."""
    ends = [
        n
        for n, line in enumerate(lines)
        if len(lines) - n <= _LONGEST_FOOT
        and (match_form("closing", line) or (line.text in _SIGNED and _is_signature(lines[n:])))
    ]
    if ends:
        lines = lines[: ends[0] if _is_signature(lines[ends[0] :]) else ends[-1]]
    voice = begin.voice if begin else None
    named = (
        {word.casefold() for word in re.findall(r"[^\W\d_]+", page.text[slice(*voice)])} if voice else set()
    )
    while (
        len(lines) > 1
        and named.issuperset(words := re.findall(r"[^\W\d_]+", lines[-1].text.casefold()))
        and words
    ):
        lines = lines[:-1]
    return lines


def _is_signature(lines: list[Line]) -> bool:
    """Tell whether lines hold no sentence, no postscript and nothing counted: names, offices and addresses do not."""
    return not any(_tells(line.text) for line in lines if not match_form("closing", line))


def _tells(text: str) -> bool:
    plain = sum(word.islower() for word in text.split())
    stopped = plain > 0 and _STOPPED.search(text) is not None  # 'Elm Press Ltd.' is no sentence
    return plain > _MOST_PLAIN or stopped or _TOLD.search(text) is not None


def _is_rule(line: Line) -> bool:
    """Tell whether the line only parts two mails: '-----Original Message-----', '________'."""
    return (
        not any(char.isalnum() for char in line.text)
        or (line.text.startswith("---") and line.text.endswith("---"))
        or match_form("forwarded", line) is not None
    )


def _find_headed(page: Page, within: int | None = None) -> Iterator[_Begin]:
    """Yield where the heads of a mail stand: From, with a day and whom it went to or what about."""
    index = 0
    while index < (len(page.lines) if within is None else within):
        last = index
        heads: dict[str, tuple[Line, re.Match[str]]] = {}
        while last < min(len(page.lines), index + _HEADS_WITHIN):
            found = _HEAD.match(page.lines[last].text)
            if found is None or found["name"].casefold() not in list_words("mail_head"):
                break
            heads[found["name"].casefold()] = page.lines[last], found
            last += 1
        dated = heads.get("date") or heads.get("sent")
        if len(heads) >= _FEWEST_HEADS and "from" in heads and dated:
            line, found = heads["from"]
            voice = _name_sender(line, found.start("value"))
            silent = [Offsets(one.start, one.end) for one, _ in heads.values() if one is not line]
            silent += _around(line, voice)
            day = _find_day(dated[0], dated[1].start("value"))
            yield _Begin(index, last, voice, day, tuple(silent), _SURE_MAIL)
        index = max(last, index + 1)


def _around(line: Line, kept: Offsets | None) -> list[Offsets]:
    if kept is None:
        return [Offsets(line.start, line.end)]
    pieces = [Offsets(line.start, kept.start), Offsets(kept.end, line.end)]
    return [piece for piece in pieces if piece.start < piece.end]


def _name_sender(line: Line, position: int) -> Offsets | None:
    """Return the name of whoever sent a mail, without his address; none where there is only an address."""
    value = _ADDRESS.sub(lambda found: " " * len(found[0]), line.text[position:])
    bare = value.strip(" \"'<>[]()")
    if not bare or not any(char.isupper() for char in bare):
        return None
    start = line.start + position + value.index(bare)
    return Offsets(start, start + len(bare))


def _find_day(line: Line, position: int) -> DayAt | None:
    text = line.text
    for start in (
        position,
        *(position + gap.end() for gap in re.finditer(r"[,\s]+", text[position : position + 40])),
    ):
        if day := find_day(text, start):
            return DayAt(day.day, line.start + day.start, line.start + day.end)
    return None


def _find_quoted(page: Page) -> Iterator[_Begin]:
    """Yield where 'On 14 May 2031, Ana Lima wrote:' stands above lines that are marked as quoted or set in."""
    for index, line in enumerate(page.lines[:-1]):
        below = page.lines[index + 1]
        quoted = below.text.startswith(">") or page.holds(Markup.QUOTE, below)
        own = match_form("wrote", line)
        found = own or (match_form("wrote_abroad", line) if quoted and line.text.endswith(":") else None)
        if found is None:
            continue
        name, day = _split_wrote(line, found)
        if name is None or day is None:
            continue
        if quoted or "@" in line.text or line.text.startswith(">"):
            yield _Begin(index, index + 1, name, day, tuple(_around(line, name)), _SURE_WROTE)


def _split_wrote(line: Line, found: re.Match[str]) -> tuple[Offsets | None, DayAt | None]:
    day = _find_day(line, found.start("day"))
    if day is None:
        return None, None
    start, end = max(day.end, line.start + found.start("name")), line.start + found.end("name")
    text = line.text[start - line.start : end - line.start]
    # a time and its zone stand between the day and the name
    behind = re.match(
        r"(?:[ ,]|\bat\b|\d{1,2}[:.]\d{2}(?::\d{2})?|[AaPp]\.?[Mm]\.?|\b[A-Z]{2,4}\b(?=,)|[+-]\d{4})*", text
    )
    start += behind.end() if behind else 0
    return (Offsets(start, end), day) if start < end else (None, day)


def find_letter(page: Page) -> list[Shape]:
    """Return a letter: between its salutation and its closing words, in the voice of whoever signs below them."""
    opened: int | None = None
    found = []
    for index, line in enumerate(page.lines):
        if match_form("salutation", line):
            opened = index
        elif opened is not None and match_form("closing", line):
            name = _find_signature(page, index)
            if name is not None and index > opened + 1:
                first, last = page.lines[opened + 1], page.lines[index - 1]
                found.append(Shape(first.start, last.end, BlockKind.MAIL, _SURE_LETTER, name))
            opened = None
    return found


def _find_signature(page: Page, closing: int) -> Offsets | None:
    for line in page.lines[closing + 1 : closing + 1 + _LONGEST_SIGNATURE]:
        if name := find_name(page.text, line.start, line.end):
            return name
    return None
