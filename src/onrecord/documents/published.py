"""The day a document came out: what was stated, what its text says, and what its address holds.

Nothing is asked of a clock. A day outside the years in which news is kept, or after a day on which the text
says it was changed, is no day of publication.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from onrecord.collect.days import WrittenDay, find_day, make_day, month_numbers, read_stated_days
from onrecord.documents.content import Line
from onrecord.documents.dayline import read_day_head, read_day_line
from onrecord.documents.masthead import Byline, Dateline, edge_lines, find_copyright, pattern_of
from onrecord.documents.stamps import is_sent, read_stamp_days
from onrecord.model import Basis, Offsets

_DRESS = "#*_ "  # around a title in bold
_BARE_DAY_WITHIN = 6  # lines; a day that is a line by itself at the top is the day of the text
_CHRONOLOGY = 40  # lines that are looked at for days at their heads
_TITLE_WITHIN = 3  # lines
_FOOT_WITHIN = 6  # lines, among which a release says that it ends or whom to ask
_SENT_WITHIN = 6  # lines; the last ones
_FEWEST_SENT = 2  # messages
_LONGEST_PLACED = 120
_MARK_WITHIN = 3  # lines; a machine's mark 'date 2031-09-14' stands in the first lines
_SHORTEST_SENTENCE = 60
_LONGEST_TITLE = 160
_TIME_FIRST = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?,? (?:on )?", re.IGNORECASE)
_ADDRESS_DAYS = (
    re.compile(r"/((?:19|20)\d\d)[/_-](\d{1,2}|[a-z]{3,9})[/_-](\d{1,2})(?![\d])", re.IGNORECASE),
    re.compile(r"[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)(?!\d)"),
)
_SWORN_AT = re.compile(r"(?:,? (?:at|in) [^.\n]{2,60})?\.?$")
_BLANK, _WIDE = re.compile(" "), re.compile(r"\s{3,}|\t+")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


class DayFound(Struct, frozen=True):
    """A window of days, how it is known, and the words that say so."""

    earliest: date | None
    latest: date | None
    basis: Basis
    words: Offsets | None = None
    furniture: Offsets | None = None  # the line or mark that holds it, where that is no sentence


def read_address_day(url: str | None) -> date | None:
    """Return the day that an article's address holds.

    >>> str(read_address_day("https://news.example/2031/dec/10/dam-opens/"))
    '2031-12-10'
    >>> read_address_day("https://news.example/dam-opens-47663031") is None
    True
    """
    for form in _ADDRESS_DAYS:
        if found := form.search((url or "")[:2_000]):
            month = int(found[2]) if found[2].isdigit() else month_numbers().get(found[2].lower(), 0)
            return make_day(int(found[1]), month, int(found[3]))
    return None


def bound_by_capture(captured: date | None) -> Iterator[DayFound]:
    """Yield the last day possible of a page that was saved on a day: the day after, since clocks stand in zones."""
    if captured:
        yield DayFound(None, captured + timedelta(days=1), Basis.INFERRED)


def read_stated(stated: str | None) -> DayFound | None:
    """Return the day that sources.csv or a line of JSON states."""
    days = read_stated_days(stated) if stated else None
    return DayFound(*days, Basis.METADATA) if days else None


def find_published(
    stated: DayFound | None,
    address: date | None,
    page: date | None,
    printed: Sequence[DayFound],
) -> DayFound | None:
    """Return the day that is founded best: stated, the page's own, the text's, the address's, what bounds it.

    Of the page's metadata and its address the earlier is taken: a page's makers change its metadata when they
    change the page, and its address never.
    """
    if stated:
        return stated
    changed = min((day.latest for day in printed if day.latest and day.earliest is None), default=date.max)
    in_page = [day for day in (page, address) if day and day <= changed]
    if page and in_page:
        return DayFound(min(in_page), min(in_page), Basis.METADATA)
    exact = [day for day in printed if day.basis is Basis.EXPLICIT and (day.latest or date.max) <= changed]
    if exact:
        return exact[0]
    if in_page:
        return DayFound(in_page[0], in_page[0], Basis.METADATA)
    return next((day for day in printed if day.basis is Basis.INFERRED), None)


def find_printed_days(
    lines: Sequence[Line], byline: Byline | None, dateline: Dateline | None, outlet: str | None = None
) -> list[DayFound]:
    """Return the days that the text's own first and last lines give, best first.

    `outlet` is whose the text is, where more than its dateline says so.
    """
    text = "\n".join(line.text for line in lines)
    found = [day for line in edge_lines(lines) for day in _labelled(line)]
    found += [day for line in lines[:_MARK_WITHIN] for day in _marked(line)]
    found += [
        day for line in _head(lines) for day in (*_bare(line), *_placed(line, text), *find_announced(line))
    ]
    around = (*_head(lines), *lines[-_FOOT_WITHIN:])
    released = any(pattern_of("released").match(line.text) for line in around) or any(
        pattern_of("section").match(line.text) for line in _head(lines)
    )
    opened = [
        (n, day)
        for n, line in enumerate(lines[:_CHRONOLOGY])
        for day in _opened(line, text, released=released)
    ]
    if len(opened) == 1:  # where several lines begin so, it is a chronology
        found += [day for number, day in opened if number < _BARE_DAY_WITHIN]
    found += _held(lines)
    if byline:
        found += _beside_author(byline)
    if dateline:
        found += _filed(lines, dateline, outlet)
    if not found:  # a paper that a report is about is older than the report
        found += [day for line in _head(lines) for day in _of_paper(line)]
    found += [day for line in lines[-_SENT_WITHIN:] for day in (*_sworn(line), *_sent(line))]
    found += [day for line in lines[-1:] for day in _bare(line)]
    found += [day for line in edge_lines(lines) for day in _updated(line)]
    found += _stamped(lines)
    found += _since(find_copyright(lines))
    return found


def _stamped(lines: Sequence[Line]) -> Iterator[DayFound]:
    """Yield the day of a chat that was all written on one."""
    days = read_stamp_days([line for line in lines if is_sent(line)])
    if len(days) >= _FEWEST_SENT and len({day.day for day in days.values()}) == 1:
        first = next(line for line in lines if line.number in days)
        yield _cite_day(first, days[first.number])


def _head(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the first lines, up to the first sentence: a day below it may head a chapter of the story.

    The very first line may be a title that is a sentence.
    """
    for number, line in enumerate(lines[:_BARE_DAY_WITHIN]):
        longest = _SHORTEST_SENTENCE if number else _LONGEST_TITLE
        if len(line.text) > longest and line.text[-1] in '.!?”"':
            return
        yield line


def _labelled(line: Line) -> Iterator[DayFound]:
    """Yield the day of 'Published: 14 September 2031', where the line says no more than that."""
    if label := pattern_of("published").match(line.text):
        yield from _whole_line(line, label.end())
        if head := read_day_line(line.text[label.end() :], ""):
            yield _cite_day(line, head.day.shift(label.end()), whole=True)


def _marked(line: Line) -> Iterator[DayFound]:
    """Yield the day of a mark 'date 2031-09-14' that a machine put before the first sentence."""
    label = pattern_of("published").match(line.text[:60])
    day = find_day(line.text, label.end()) if label and label[0].lower().startswith("date") else None
    if day and re.match(r"\s{1,3}[\W_]{0,2}[A-Z]", line.text[day.end : day.end + 6]):
        words = Offsets(line.start + day.start, line.start + day.end)
        yield DayFound(day.day, day.day, Basis.EXPLICIT, words, Offsets(line.start, words.end))


def _bare(line: Line) -> Iterator[DayFound]:
    """Yield the day of a line that is nothing but a day and a time."""
    if len(line.text) <= 60:
        yield from _whole_line(line, 0)


def _placed(line: Line, text: str) -> Iterator[DayFound]:
    """Yield the day of a line that is a place and a day, in any order, and no more."""
    if not pattern_of("updated").match(line.text) and (head := read_day_line(line.text, text)):
        yield _cite_day(line, head.day, whole=True)


def find_announced(line: Line) -> Iterator[DayFound]:
    """Yield the day of a line that says no more than what kind of release it heads: 'Press release, 14 May 2031'."""
    if label := pattern_of("announced").match(line.text[:_LONGEST_PLACED]):
        for start in sorted(
            {label.end(), *(gap.end() for gap in re.finditer(r"\s", label[0]))}, reverse=True
        ):
            if days := list(_whole_line(line, start)):
                yield from days
                return
        if head := read_day_line(line.text[label.end() :], ""):  # 'Ref. 12/31 – Norvik, 14 May 2031'
            yield _cite_day(line, head.day.shift(label.end()), whole=True)


def _of_paper(line: Line) -> Iterator[DayFound]:
    """Yield the day of a line that says no more than what kind of paper it heads: 'Working brief, 14 May 2031'."""
    bare = line.text.strip(_DRESS)
    bare_line = replace(line, start=line.start + line.text.find(bare), text=bare)
    if label := pattern_of("paper").match(bare[:_LONGEST_PLACED]):
        yield from _whole_line(bare_line, label.end())


def _held(lines: Sequence[Line]) -> Iterator[DayFound]:
    """Yield the day on which a title says that what it heads was held: 'Press conference on 14 May 2031'."""
    for line in lines[:_TITLE_WITHIN]:
        if day := find_occasion(line.text):
            yield _cite_day(line, day)
            return


def find_occasion(title: str) -> WrittenDay | None:
    """Return the day at the end of a title of something that was held or given on a day.

    >>> str(find_occasion("Press conference by the mayor, Port Elm, 14 May 2031").day)
    '2031-05-14'
    >>> find_occasion("Flood at Port Elm, 14 May 2031") is None
    True
    """
    if len(title) > _LONGEST_TITLE or not (kind := pattern_of("occasion").search(title)):
        return None
    # 'Minutes of the meeting of 14 May 2031', 'Minutes of 14 May 2031'
    taken = pattern_of("minutes").match(title) or pattern_of("minutes").match(f"{kind[0].strip()} meeting")
    taken = taken or pattern_of("sat").match(title)
    marks = r"(?:,| on| [–—-]|[:(|]| of| from) ?(?:the )?" if taken else r"(?:,| on| [–—-]|[:(|]) ?(?:the )?"
    for gap in re.finditer(marks, title[kind.end() :]):
        day = find_day(title, kind.end() + gap.end())
        if day and not title[day.end :].strip(" .)*_"):
            return day
    return None


def _opened(line: Line, text: str, *, released: bool) -> Iterator[DayFound]:
    """Yield the day with which a text begins: '(Port Elm, 14 May 2031) The gate', 'GENEVA (14 May 2031) –'."""
    opening = line.text[:_LONGEST_PLACED]
    filed = pattern_of("dateline_dated").match(opening) or pattern_of("dateline").match(opening)
    if filed and not released and not pattern_of("release").match(opening):
        return  # a report's, which comes out on the day or the next
    if head := read_day_head(line.text, text):
        yield _cite_day(line, head.day)


def _sent(line: Line) -> Iterator[DayFound]:
    """Yield the day of a wire's last line: 'Elm Press, May 14, 2031 10:32 GMT', '141032 GMT May 31'."""
    text = line.text
    if len(text) > _LONGEST_PLACED:
        return
    for gap in re.finditer(r"^|(?<=[A-Z][\w.&]) [|–—-]? ?|(?<=[\w.&]), | [|–—-] ", text):
        day = find_day(text, gap.end())
        if day and pattern_of("sent").match(text[day.end :]):
            yield _cite_day(line, day, whole=True)
            return
    if (found := pattern_of("telegram").match(text)) and found["month"].lower() in month_numbers():
        year = int(found["year"]) % 100 + 2000
        if told := make_day(year, month_numbers()[found["month"].lower()], int(found["day"])):
            yield _cite_day(line, WrittenDay(told, found.start("day"), found.end("year")), whole=True)


def _sworn(line: Line) -> Iterator[DayFound]:
    """Yield the day on which a statement was sworn or signed: 'Sworn on May 14, 2031'."""
    for gap in _BLANK.finditer(line.text, max(0, len(line.text) - _LONGEST_PLACED)):
        day = find_day(line.text, gap.end())
        if day and _SWORN_AT.match(line.text[day.end :]):
            before = line.text[: gap.start()]
            if any(said.end() == len(before) for said in pattern_of("sworn").finditer(before)):
                yield _cite_day(line, day)
            break
    for gap in _WIDE.finditer(line.text[:_LONGEST_PLACED]):  # 'Signature: A. Lima      Date: 14 May 2031'
        label = pattern_of("published").match(line.text[gap.end() :])
        day = find_day(line.text, gap.end() + label.end()) if label else None
        if day and not line.text[day.end :].strip(" ."):
            yield _cite_day(line, day)


def _cite_day(line: Line, day: WrittenDay, *, whole: bool = False) -> DayFound:
    """Return a day that its words give outright; where they are all of the line, it is furniture."""
    words = Offsets(line.start + day.start, line.start + day.end)
    furniture = Offsets(line.start, line.end) if whole else None
    return DayFound(day.day, day.day, Basis.EXPLICIT, words, furniture)


def _whole_line(line: Line, position: int) -> Iterator[DayFound]:
    time = _TIME_FIRST.match(line.text, position)
    day = find_day(line.text, position) or (find_day(line.text, time.end()) if time else None)
    if day and pattern_of("rest").match(line.text[day.end :]):
        words = Offsets(line.start + day.start, line.start + day.end)
        yield DayFound(day.day, day.day, Basis.EXPLICIT, words, Offsets(line.start, line.end))


def _beside_author(byline: Byline) -> Iterator[DayFound]:
    """Yield the day of 'By Ana Lima | 14 September 2031'."""
    line = byline.line
    for gap in re.finditer(r"[,|·•–—-] ?| on ", line.text):
        if (day := find_day(line.text, gap.end())) and pattern_of("rest").match(line.text[day.end :]):
            words = Offsets(line.start + day.start, line.start + day.end)
            yield DayFound(day.day, day.day, Basis.EXPLICIT, words, Offsets(line.start, line.end))
            return


def _filed(lines: Sequence[Line], dateline: Dateline, outlet: str | None) -> Iterator[DayFound]:
    """Yield the days that a dateline with a year allows: a report comes out the day it is filed or the next.

    What an agency sends out is out on that day, and so is a text that is nobody's but the agency's in its dateline.
    """
    sent = dateline.agency is not None and outlet in (None, dateline.agency)
    line = next(line for line in lines if line.start == dateline.start)
    words = line.text[: dateline.end - dateline.start]
    for gap in re.finditer(r"(?:^|[\s,])(?=\w)", words):
        if day := find_day(words, gap.end()):
            span = Offsets(line.start + day.start, line.start + day.end)
            latest = day.day if sent else day.day + timedelta(days=1)
            yield DayFound(day.day, latest, Basis.INFERRED, span)
            return


def _updated(line: Line) -> Iterator[DayFound]:
    """Yield the last day possible: a text that was updated on a day had been published by then."""
    label = pattern_of("updated").match(line.text)
    if label is None:
        return
    time = _TIME_FIRST.match(line.text, label.end())
    day = find_day(line.text, label.end()) or (find_day(line.text, time.end()) if time else None)
    if day and pattern_of("rest").match(line.text[day.end :]):
        words = Offsets(line.start + day.start, line.start + day.end)
        yield DayFound(None, day.day, Basis.INFERRED, words, Offsets(line.start, line.end))


def _since(line: Line | None) -> Iterator[DayFound]:
    """Yield the year of a copyright line.

    'Copyright 2031 Elm Press' is put under each report as it comes out (on 4,000 dated articles the year is
    the article's in 11 of 12). A line with the sign ©, or with a span of years, is the site's, of the year in
    which the page was fetched (of 342, 45 gave the article's year and none an earlier one): it only ends the
    window.
    """
    years = list(_YEARS.finditer(line.text[:100])) if line else []
    if line and years:
        last = int(years[-1][0])
        words = Offsets(line.start + years[0].start(), line.start + years[-1].end())
        of_report = len(years) == 1 and line.text.lower().startswith("copyright") and "©" not in line.text
        earliest = date(last, 1, 1) if of_report else None
        yield DayFound(earliest, date(last, 12, 31), Basis.INFERRED, words)
