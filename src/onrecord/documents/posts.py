"""Page -> posts: what a head or a foot says who put up and when, embedded, framed or copied as a site shows it."""

import re
from collections.abc import Iterator

from onrecord.collect.days import find_day
from onrecord.documents.content import Line, Markup
from onrecord.documents.letters import DayAt
from onrecord.documents.shapes import Page, Shape, find_name, form_of, match_form
from onrecord.model import BlockKind, Offsets

_FEWEST_FRAMED = 3  # lines: a name, words and a day
_FEWEST_WITHIN = 3  # of these, beside what a network puts around them
_DAY_WITHIN = 3  # lines: a name, what its bearer is, a day
_LONGEST_POST = 6  # paragraphs
_LINK = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/\S*")
_QUOTED = re.compile(r"^>+[ \t]?", re.MULTILINE)  # before the lines of a quotation in Markdown
_LONGEST_POST_FOOT = 80  # characters
_POST_HEAD = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,4})"
    r"(?P<handle> (?:[·|•,] ?)?\(?@[\w.@-]{2,60}\)?(?: ?[·|•,].{4,40}|[ ·|•,]{1,3}\d{1,2} ?[a-z]{1,7}(?: ago)?)?)?"
)
_HANDLE = re.compile(r"\(?@[\w.@-]{2,60}\)?(?: ?[·|•,].{4,40})?")
_OWN_HANDLE = re.compile(r"(?P<handle>@[\w.-]{2,60})(?:\s+|$)")
_BESIDE = re.compile(
    r"(?:, [^\n]{1,60}| ?[(|·•][^\n]{1,60}| ✓| @[\w.@-]{2,60})"
)  # a name: what its bearer is
_BEHIND_NAME = re.compile(r"(?<=\w) [-|·•] .*$")  # 'Ana Lima - Mayor of Port Elm', as pages are named
_HEADS = re.compile(r"[·|•]")  # outside of a block, a name, a handle and a day so parted stand over a post
_SURE_POST, _SURE_PASTED = 0.95, 0.85


def find_posts(page: Page) -> Iterator[Shape]:
    """Yield posts that are embedded with the foot that their sites give them: who, by which handle, on which day."""
    for index, line in enumerate(page.lines):
        found = form_of("post").search(line.text[-300:]) or form_of("shared").search(line.text[-300:])
        if found is None or (_HEADS.search(found[0]) and not page.holds(Markup.QUOTE, line)):
            continue
        if "day" not in found.re.groupindex and not _is_apart(page, index):
            continue
        offset = line.end - len(line.text[-300:])
        day = find_day(line.text[-300:], found.start("day")) if "day" in found.re.groupindex else None
        named = re.sub(r"[\W_]+$", "", _BEHIND_NAME.sub("", found["name"]))
        if not named:
            continue
        name = Offsets(offset + found.start("name"), offset + found.start("name") + len(named))
        first = _first_of_post(page, index)
        begin = offset + found.start()
        if first.start >= begin:
            continue
        end = max(begin - 1, first.start + 1)
        words = Offsets(offset + day.start, offset + day.end) if day else None
        links = (Offsets(link.start(), link.end()) for link in _LINK.finditer(page.text, first.start, end))
        signs = (Offsets(*sign.span()) for sign in _QUOTED.finditer(page.text, first.start, end))
        frame = (
            Offsets(other.start, other.end)
            for other in page.lines_within(Offsets(first.start, end))
            if form_of("post_frame").match(other.text)
        )
        silent = (*signs, *links, *frame, Offsets(begin, name.start), Offsets(name.end, line.end))
        yield Shape(
            first.start, end, BlockKind.POST, _SURE_POST, name, day.day if day else None, words, silent
        )


def find_pasted_posts(page: Page) -> Iterator[Shape]:
    """Yield posts that were copied as a site shows them: name, handle, words, and a day below them or in the head."""
    index = 0
    while index < len(page.lines):
        head = _read_post_head(page, index)
        index += 1
        if head is None:
            continue
        name, below, day = head
        found = None if day else _find_post_foot(page, below)
        foot, day = found if found else (min(below + 1, len(page.lines)), day)
        lines = page.lines[below:foot]
        if day is None or not lines:
            continue
        first, last = page.lines[index - 1], page.lines[foot - 1 if found is None else foot]
        silent = [Offsets(first.start, name.start), Offsets(name.end, lines[0].start)]
        silent += [Offsets(last.start, last.end)] if found else []
        kept = tuple(words for words in silent if words.start < words.end)
        words = Offsets(day.start, day.end)
        yield Shape(lines[0].start, lines[-1].end, BlockKind.POST, _SURE_PASTED, name, day.day, words, kept)
        index = foot


def _read_post_head(page: Page, index: int) -> tuple[Offsets, int, DayAt | None] | None:
    """Return whose post begins at a line, the line below its head, and the day in the head."""
    line = page.lines[index]
    found = _POST_HEAD.fullmatch(line.text)
    following = page.lines[index + 1 : index + 2]
    if found is None or any(page.quoted_deep(line) > page.quoted_deep(other) for other in following):
        return None  # it closes the block that it stands in
    below = index + 1
    if not found["handle"]:
        handle = page.lines[below] if below < len(page.lines) else None
        if handle is None or not _HANDLE.fullmatch(handle.text):
            return None
        line, below = handle, below + 1
    first = page.lines[index]
    name = Offsets(first.start + found.start("name"), first.start + found.end("name"))
    return name, below, _find_foot_day(line)


def _find_post_foot(page: Page, below: int) -> tuple[int, DayAt] | None:
    for place in range(below, min(below + _LONGEST_POST + 1, len(page.lines))):
        line = page.lines[place]
        if place > below and len(line.text) <= _LONGEST_POST_FOOT and (day := _find_foot_day(line)):
            return place, day
    return None


def _find_foot_day(line: Line) -> DayAt | None:
    """Return the day of a line that gives a day and perhaps a time: '9:02 AM · Mar 4, 2031'."""
    for gap in re.finditer(r"^|[·|•,] ?|@[\w.@-]+ ", line.text[:_LONGEST_POST_FOOT]):
        if day := find_day(line.text, gap.end()):
            return DayAt(day.day, line.start + day.start, line.start + day.end)
    return None


def _first_of_post(page: Page, index: int) -> Line:
    """Return the line with which a post begins: as its markup says, else the paragraph above its foot."""
    foot = page.lines[index]
    if page.holds(Markup.QUOTE, foot):
        first = index
        while first and index - first < _LONGEST_POST and _is_same_block(page, page.lines[first - 1], foot):
            first -= 1
        return page.lines[first]
    if foot.text.startswith(">"):  # a quotation as Markdown has it
        first = index
        while first and index - first < _LONGEST_POST and page.lines[first - 1].text.startswith(">"):
            first -= 1
        return page.lines[first]
    alone = any(form_of(part).match(foot.text) for part in ("post", "shared"))
    return page.lines[max(0, index - 1)] if alone else foot


def _is_apart(page: Page, index: int) -> bool:
    """Tell whether something sets the words of a post apart from the article's, where its foot alone does not.

    Of many a post only the foot is in a page, below a paragraph of the article: the rest is loaded later.
    """
    line = page.lines[index]
    framed = any(match_form("post_frame", above) for above in page.lines[max(0, index - 2) : index])
    quoted = page.holds(Markup.QUOTE, line) or line.text.startswith(">")
    return framed or quoted or form_of("shared").match(line.text) is None


def _is_same_block(page: Page, line: Line, foot: Line) -> bool:
    return any(
        kind is Markup.QUOTE and words.start <= line.start and foot.end <= words.end
        for kind, words in page.marked
    )


def find_framed_posts(page: Page) -> Iterator[Shape]:
    """Yield posts in a block of their own whose first line is a name and whose second or last gives a day.

    What a network puts around them is no part of them. Where a line of the block is of that kind, or a handle, what
    the writer is may stand behind the name and in the line below.
    """
    for kind, words in page.marked:
        whole = page.lines_within(words) if kind is Markup.QUOTE else ()
        lines = [line for line in whole if not _is_frame(line)]
        framed = len(lines) < len(whole) or any(map(_is_handle, lines))
        if len(whole) < _FEWEST_FRAMED or len(lines) > _LONGEST_POST or len(lines) < _FEWEST_WITHIN:
            continue
        first = lines[0]
        name = find_name(page.text, first.start, first.end)
        rest = page.text[name.end : first.end] if name else ""
        if name is None or name.start != first.start or (rest and not (framed and _BESIDE.fullmatch(rest))):
            continue
        reach = range(1, min(_DAY_WITHIN if framed else 2, len(lines) - 1))
        found = next(((n, day) for n in (*reach, len(lines) - 1) if (day := _find_last_day(lines[n]))), None)
        if found is None:
            continue
        place, day = found
        told = lines[place + 1 :] if place in reach else lines[1:place]
        if len(told) > 1 and _is_handle(told[0]):
            told = told[1:]
        writer = name
        passed_on = match_form("passed_on", told[0]) if told else None
        if passed_on:  # the words are not those of whoever put them up
            named = Offsets(told[0].start + passed_on.end() + 1, told[0].end)
            writer = find_name(page.text, *named) or named
            told = told[1:]
        if not told:
            continue
        silent = [Offsets(line.start, line.end) for line in whole if line not in told and line is not first]
        silent += [Offsets(name.end, first.end)] if rest else []
        yield Shape(
            told[0].start,
            told[-1].end,
            BlockKind.POST,
            _SURE_PASTED,
            writer,
            day.day,
            Offsets(day.start, day.end),
            tuple(sorted(silent)),
        )


def find_handled_posts(page: Page) -> Iterator[Shape]:
    """Yield posts in a block of their own that begin with a handle and give no day, as films are embedded."""
    for kind, words in page.marked:
        lines = (
            [line for line in page.lines_within(words) if not _is_frame(line)] if kind is Markup.QUOTE else []
        )
        handle = _OWN_HANDLE.match(lines[0].text) if 0 < len(lines) <= _LONGEST_POST else None
        if handle is None or not page.text[lines[0].start + handle.end() : lines[-1].end].strip():
            continue
        frame = [line for line in page.lines_within(words) if line not in lines]
        silent = tuple(Offsets(line.start, line.end) for line in frame)
        voice = Offsets(lines[0].start, lines[0].start + handle.end("handle"))
        start = lines[0].start + handle.end()
        yield Shape(start, lines[-1].end, BlockKind.POST, _SURE_PASTED, voice, silent=silent)


def _is_frame(line: Line) -> bool:
    """Tell whether a line is what a network puts around a post: 'Post by @ana', '204 reactions', 'View on Elm'."""
    return any(match_form(part, line) for part in ("post_frame", "post_by", "post_counts"))


def _is_handle(line: Line) -> bool:
    return _HANDLE.fullmatch(line.text) is not None


def _find_last_day(line: Line) -> DayAt | None:
    """Return the day that stands in a short line behind a link or a time, or alone."""
    if len(line.text) > _LONGEST_POST_FOOT:
        return None
    for gap in re.finditer(r"^|[\s·|•,]+", line.text):
        day = find_day(line.text, gap.end())
        if day and not re.search(r"[a-z]{3,} [a-z]{3,}", line.text[: day.start]):
            return DayAt(day.day, line.start + day.start, line.start + day.end)
    return None
