"""Source -> the sources in it: an export of a press archive holds many articles in one text.

In exports of Factiva with tags, each field of an article begins with two letters ('HD', 'PD', 'LP'). Elsewhere a line
of its own parts them: it counts them ('2 of 14 DOCUMENTS', as in exports of Nexis and ProQuest), or ends each
one ('End of Document'; 'Document' and a key, as in exports of Factiva). It is taken for that only where it recurs. Or
each article begins with fields, a title and a day among them ('Title: …', 'Source: …', 'Date: …'), or is a row of a
table between bars whose heads have one for the text.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from onrecord.collect import kinds
from onrecord.collect.articles import is_article, make_article, names_text
from onrecord.collect.days import find_day
from onrecord.collect.encoding import decode_text
from onrecord.collect.said import find_said_columns
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.archive_fields import find_archive_lines, find_archive_title, is_archives_own
from onrecord.documents.content import cut_lines, unify_line_ends
from onrecord.documents.sourced import drop_place, find_sourced, is_section, read_source
from onrecord.errors import CannotRead
from onrecord.lexicon import load_lexicon
from onrecord.model import Unread

_FEWEST = 2
_HEAD_LINES = 3  # in which the outlet stands, with the day below it
_LONGEST_OUTLET = 80
_LONGEST_HEAD = 6_000  # characters that are looked at for an article's head
_COUNTED = re.compile(
    r"^[ \t]*(?:(?:document|article|item|record|result|story)[ \t]{1,3})?#?(?P<number>\d{1,5})(?: of |[ \t]?/[ \t]?)"
    r"(?P<all>\d{1,5})(?:[ \t]{1,3}(?:document|article|item|record|result|storie)s?)?:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# 'Record: 2', as in exports of EBSCO
_NUMBERED = re.compile(
    r"^[ \t]*(?:record|document|result)(?: no\.?)?[ \t]?[:#]?[ \t]?(?P<number>\d{1,5})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ENDED = re.compile(r"^[ \t]*(?:End of Document|Document [A-Z]{3,10}\d{8,}\w{0,20})[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"\d[\d,]* words", re.IGNORECASE)  # above the day and the outlet, in exports of Factiva
_NAMED = re.compile(
    r"^[ \t]*(?P<name>from|source|publication|newspaper|date|title|headline)[ \t]*:[ \t]*(?P<value>\S[^\n]{1,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE = re.compile(
    r"(?:Page|No\.?|Nr\.?|Vol\.?|Volume|Issue|Edition)(?: no\.?)? ?\d+\b", re.IGNORECASE
)  # of an issue
_RULE = re.compile(r"^[ \t]*([_=*~#-])\1{7,}[ \t]*$", re.MULTILINE)  # between two articles
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*(?:<br ?/?>\s*)+", re.IGNORECASE)
_RULED = re.compile(r"[|:\s=_+-]+")
_ROW_SIGN = re.compile(  # a head of a table for the texts of articles, with a rule below
    rb"(?im)^[ \t]*\|(?:.*\|)?[ \t*]*(?:full ?|article |story )?"
    rb"(?:text|body|content|article|story|transcript)[ \t*]*\|.*\n[ \t]*\|[ :|=-]+$"
)
_FIELD = re.compile(r"^([A-Z]{2,3})(?:[ \t]{1,6}(.*)|[ \t]*)$")
_STATED = re.compile(
    r"^[ \t]*Publication (?P<name>title|date)[ \t]*:[ \t]*(?P<value>[^\n]{2,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_STATES = re.compile(r"[ \t]*(?P<name>[A-Za-z][\w -]{1,24}?)[ \t]*:[ \t]+\S")
_BETWEEN = re.compile(
    r"[ \t]*(?:[=_*~#-]{3,}|[(\[]?\d{1,5}[.)\]]?)?[ \t]*"
)  # a rule, or the number of the next
_LONGEST_BEFORE = 500  # characters above the first article: what was asked for, and when
_SHORTEST_SENTENCE, _ENDS = 40, '.!?”"'  # characters of a line above it that tells something
_FEWEST_WORDS = 5  # of an article
_OF_ARCHIVES = ("head", "foot", "sure", "beside")  # lists of the names of their fields
_MOST_BLOCKS = 2  # of lines, among which an article's fields stand: below a headline, or without one
# The line between two articles in a web page that holds an export.
_PAGE_SIGN = re.compile(
    rb"(?i)>\s{0,20}(?:\d{1,5} of \d{1,5}\s{1,3}(?:documents|articles|records)"
    rb"|(?:document|article|record) \d{1,5} of \d{1,5})\s{0,20}<"
)
_KEY_SIGN = re.compile(rb">\s{0,20}(?:Document [A-Z]{3,10}\d{8,}\w{0,20}|End of Document)\s{0,20}<")
_SIGN = re.compile(
    rb"(?i)^HD[ \t]|\nHD[ \t]|(?:record|document|result)[^\n\d]{0,6}1\s"
    rb"|(?:^|\n)[ \t]*(?:_{8}|={8}|\*{8}|-{8}|~{8}|#{8})"
    rb"|\d words\s|ProQuest|\nLoad-Date:|\d(?: of |[ \t]?/[ \t]?)\d{1,5}|End of Document|\nDocument [A-Z]{3,10}\d{8}"
    rb"|(?:^|\n)[ \t]*(?:title|headline)[ \t]*:[^\n]*\n(?s:.*?)\n[ \t]*(?:title|headline)[ \t]*:"
)
_DATED_SIGN = re.compile(rb"(?:^|\n)[^\n]{0,100}\b(?:19|20)\d\d\b[^\n]{0,60}(?:\n|$)")


def part_exports(source: Source | Unread) -> Iterator[Source | Unread]:
    """Yield each article of an export as a source of its own, any other source as it is."""
    if isinstance(source, Unread) or not _may_hold_many(source):
        yield source
        return
    try:
        if source.media_type == kinds.PAGE:
            text = _read_page(source)
        else:
            text = unify_line_ends(decode_text(source.file, source.data))
    except CannotRead:  # it is refused where it is read
        yield source
        return
    if rows := list(_read_rows(source, text)):
        yield from rows
        return
    if tagged := list(_read_tagged(text)):
        for number, (part, stated) in enumerate(tagged, 1):
            yield _make(source, number, part, stated.get("HD"), stated.get("SN"), stated.get("PD"))
        return
    parts = list(_join_covers(_cut(text)))
    articles = (
        [(part, *_read_head(part)) for part in parts] if len(parts) >= _FEWEST else [*_cut_sourced(text)]
    )
    for number, (part, outlet, published) in enumerate(articles, 1):
        fields = _read_fields(part)
        yield _make(source, number, part, fields.get("title") or fields.get("headline"), outlet, published)
    if not articles:
        yield _state(source, text) if source.media_type == kinds.PLAIN else source


def _read_page(source: Source) -> str:
    """Return the text of a page, without its layout where it may hold the articles of an export with tags."""
    # the library that reads pages takes long to load, and most piles have none that may be an export
    from onrecord.documents.page import decode_page, read_outline, read_page  # noqa: PLC0415

    if len(_KEY_SIGN.findall(source.data)) >= _FEWEST:
        return "\n\n".join(
            line.text for line in cut_lines(read_outline(decode_page(source.file, source.data)))
        )
    return read_page(source).text


def _join_covers(parts: Iterator[str]) -> Iterator[str]:
    """Yield the articles of an export; what stands over or below all of them goes with the first or the last."""
    above, last = "", ""
    for part in parts:
        own = is_archives_own(cut_lines(part))
        if own and not last:
            above += part
        elif own:
            last += part
        else:
            if last:
                yield last
            above, last = "", above + part
    yield from filter(None, [last or above])


def _state(source: Source, text: str) -> Source:
    """Return one article that a press archive handed out, with the outlet and day of its fields."""
    lines = cut_lines(text)
    if not find_archive_lines(lines):
        return source
    outlet, published = _read_head(text)
    return replace(source, outlet=source.outlet or outlet, published=source.published or published)


def _may_hold_many(source: Source) -> bool:
    if source.media_type == kinds.PAGE:
        return any(len(sign.findall(source.data)) >= _FEWEST for sign in (_PAGE_SIGN, _KEY_SIGN))
    signs = [_ROW_SIGN] if source.media_type == kinds.MARKDOWN else [_ROW_SIGN, _SIGN, _DATED_SIGN]
    told = source.media_type in (kinds.PLAIN, kinds.MARKDOWN)
    return told and any(sign.search(source.data) for sign in signs)


def _read_rows(source: Source, text: str) -> Iterator[Source]:
    """Yield the article of each row of a table that is all of a text but a heading."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rows = [line for line in lines if line.startswith("|") and not _RULED.fullmatch(line)]
    heads, *body = [_list_cells(row) for row in rows] or [[]]
    if not body or not names_text(heads) or find_said_columns(heads) is not None:
        return
    if sum(len(line) for line in lines if not line.startswith("|")) > _LONGEST_BEFORE:
        return
    articles = [dict(zip(heads, cells, strict=False)) for cells in body]
    if not all(map(is_article, articles)):
        return
    for number, fields in enumerate(articles, 1):
        made = make_article(f"{source.file}#{number}", fields)
        yield replace(
            made,
            outlet=source.outlet or made.outlet,
            published=source.published or made.published,
            url=source.url or made.url,
        )


def _list_cells(row: str) -> list[str]:
    cells = [_BREAK.sub("\n\n", cell.replace("\\|", "|").strip()) for cell in _BAR.split(row.strip("|"))]
    return [cell.strip("* ") if len(cell) <= _LONGEST_OUTLET else cell for cell in cells]


def _make(
    source: Source, number: int, part: str, title: str | None, outlet: str | None, published: str | None
) -> Source:
    data = part.encode("utf-8", "replace")
    return replace(
        source,
        file=f"{source.file}#{number}",
        media_type=kinds.PLAIN,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        title=source.title or title,
        outlet=source.outlet or outlet,
        published=source.published or published,
    )


def _read_tagged(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the text of each article whose fields have tags, with its headline, outlet and day."""
    fields: dict[str, list[str]] = {}
    name = ""
    for line in [*text.split("\n"), "HD"]:
        found = _FIELD.match(line)
        if found and found[1] in load_lexicon("onrecord.documents", "exports.toml").words("factiva"):
            name = found[1]
            if name in fields and name == "HD":
                yield from _compose(fields)
                fields = {}
            fields.setdefault(name, [])
            line = found[2] or ""  # noqa: PLW2901 - what stands behind the tag
        elif not fields:
            continue
        fields[name].append(line.strip())


def _compose(fields: dict[str, list[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    told = {key: "\n".join(lines).strip() for key, lines in fields.items()}
    body = [told[key] for key in ("LP", "TD") if told.get(key)]
    day = find_day(told.get("PD", ""))
    if not (told.get("HD") and body and day):
        return
    stated = {key: " ".join(told[key].split()) for key in ("HD", "SN") if told.get(key)}
    yield "\n\n".join([stated["HD"], *body]) + "\n", {**stated, "PD": day.day.isoformat()}


def _cut(text: str) -> Iterator[str]:
    """Yield the articles; those that are counted must be counted from the first to the last."""
    counted = list(_COUNTED.finditer(text))
    if _count_up(counted):
        yield from _cut_at(text, counted)
        return
    numbered = list(_NUMBERED.finditer(text))
    if _count_up(numbered) and all(_read_head(part)[1] for part in _cut_at(text, numbered)):
        yield from _cut_at(text, numbered)
        return
    ended = list(_ENDED.finditer(text))
    if len(ended) < _FEWEST:
        yield from list(_cut_headed(text)) or _cut_ruled(text)
        return
    starts = [0, *(found.end() for found in ended)]
    ends = [*(found.start() for found in ended), len(text)]
    for start, end in zip(starts, ends, strict=True):
        if text[start:end].strip():
            yield text[start:end].strip("\n") + "\n"


def _cut_ruled(text: str) -> Iterator[str]:
    """Yield the articles between rules, of which each has its outlet and its day at its head.

    An archive's list of them above, and its own line below, are none.
    """
    parts = [part.strip("\n") + "\n" for part in _RULE.split(text)[::2] if part.strip()]
    if len(parts) > _FEWEST and (is_archives_own(cut_lines(parts[0])) or not any(_keep_above(parts[0]))):
        parts = parts[1:]
        if len(parts) > _FEWEST and len(cut_lines(parts[-1])) == 1 and not _read_head(parts[-1])[1]:
            parts = parts[:-1]
    if len(parts) >= _FEWEST and all(
        all(_read_head(part)) and len(part.split()) > _FEWEST_WORDS for part in parts
    ):
        yield from parts


def _cut_sourced(text: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the articles of a list in which each has a line of its paper and day, with these; none if one is empty.

    What is told above the first is an article of its own.
    """
    lines = cut_lines(text)
    heads = list(find_sourced(lines))
    if len(heads) < _FEWEST or sum(len(line.text) for line in lines[: heads[0].first]) > _LONGEST_BEFORE:
        return
    parts: list[tuple[str, str | None, str | None]] = [
        (above, None, None) for above in _keep_above(text[: lines[heads[0].first].start])
    ]
    for head, end in zip(heads, [*(one.first for one in heads[1:]), len(lines)], strict=True):
        if sum(len(line.text.split()) for line in lines[head.end : end]) < _FEWEST_WORDS:
            return
        stop = lines[end].start if end < len(lines) else len(text)
        part = text[lines[head.first].start : stop].rstrip() + "\n"
        parts.append((part, head.outlet, head.day.isoformat()))
    yield from parts


def _keep_above(text: str) -> Iterator[str]:
    """Yield what stands above the first article, where there are sentences in it: more than what was asked for."""
    if any(len(line.text) > _SHORTEST_SENTENCE and line.text[-1] in _ENDS for line in cut_lines(text)):
        yield text.strip("\n") + "\n"


def _cut_headed(text: str) -> Iterator[str]:
    """Yield the articles of which each begins with fields, and what is told above them.

    None where one has no day or no words below its fields.
    """
    lines = text.split("\n")
    heads = list(_find_heads(lines))
    if len(heads) < _FEWEST or sum(len(line) for line in lines[: heads[0][0]]) > _LONGEST_BEFORE:
        return
    parts = list(_keep_above("\n".join(lines[: heads[0][0]])))
    for (start, below), end in zip(heads, [*(head[0] for head in heads[1:]), len(lines)], strict=True):
        last = end
        while last > below and _BETWEEN.fullmatch(lines[last - 1]):
            last -= 1
        if sum(len(line.split()) for line in lines[below:last]) < _FEWEST_WORDS:
            return
        parts.append("\n".join(lines[start:last]) + "\n")
    yield from parts


def _find_heads(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from which line to which below it fields stand of which one is a title and one a day."""
    known = load_lexicon("onrecord.documents", "front_matter.toml")
    archives = load_lexicon("onrecord.documents", "exports.toml")
    fields = {re.sub(r"\W|_", "", name) for part in _OF_ARCHIVES for name in archives.words(part)}
    names = {name for _, listed in known.lists for name in listed} | fields
    position = 0
    while position < len(lines):
        end, found = position, set[str]()
        while end < len(lines) and (field := _STATES.match(lines[end])):
            name = re.sub(r"\W|_", "", field["name"]).lower()
            if name not in names:
                break
            dated = name in known.words("published") and find_day(lines[end], field.end() - 1) is not None
            found |= {"day"} if dated else {"title"} if name in known.words("title") else {name} & fields
            end += 1
        headline = _find_headline(lines, position)
        if {"title", "day"} <= found:
            yield position, end
        elif "day" in found and len(found) > _FEWEST and headline is not None:
            yield headline, end
        position = max(end, position + 1)


def _find_headline(lines: Sequence[str], fields: int) -> int | None:
    """Return the headline over an article's fields: a line with a blank one above, and perhaps one below."""
    above = fields - 1 - (fields > 1 and not lines[fields - 1].strip())
    alone = above >= 0 and len(lines[above].split()) > 1 and not (above and lines[above - 1].strip())
    return above if alone and lines[above].rstrip()[-1] not in ".:;," else None


def _count_up(found: Sequence[re.Match[str]]) -> bool:
    """Tell whether lines count from one up."""
    numbers = [int(one["number"]) for one in found]
    return len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))


def _cut_at(text: str, heads: Sequence[re.Match[str]]) -> Iterator[str]:
    """Yield what stands below each of the lines that count the articles."""
    ends = [*(found.start() for found in heads[1:]), len(text)]
    for found, end in zip(heads, ends, strict=True):
        if text[found.end() : end].strip():
            yield text[found.end() : end].strip("\n") + "\n"


def _read_fields(part: str) -> dict[str, str]:
    """Return what fields at the head of an article state, by their names in lower case."""
    head = part[:_LONGEST_HEAD].split("\n\n", _MOST_BLOCKS)[:_MOST_BLOCKS]
    return {found["name"].lower(): found["value"].strip() for found in _NAMED.finditer("\n\n".join(head))}


def _read_head(part: str) -> tuple[str | None, str | None]:
    """Return the outlet and the day that stand at the head of an article, one below the other."""
    whole = cut_lines(part[:_LONGEST_HEAD])
    head = next(find_sourced(whole[: 2 * _HEAD_LINES]), None)
    if head is not None and not head.first:
        return clean_stated(head.outlet), head.day.isoformat()
    own = [line for line in whole[find_archive_title(whole) :] if not _PAGE.match(line.text)]
    lines = own[: _HEAD_LINES + 3]
    for above, below in pairwise(lines):
        if _WORDS.fullmatch(above.text):
            break
        if (day := find_day(below.text)) and len(above.text) <= _LONGEST_OUTLET:
            return clean_stated(drop_place(above.text)), day.day.isoformat()
    for place, line in enumerate(lines):
        if source := read_source(line.text):
            apart = place > 0 and is_section(source[0])  # the paper's name has a line of its own
            name = lines[place - 1].text if apart else source[0]
            return clean_stated(drop_place(name)), source[1].isoformat()
    for counted, dated, outlet in zip(lines, lines[1:], lines[2:], strict=False):
        if _WORDS.fullmatch(counted.text) and (day := find_day(dated.text)):
            return clean_stated(outlet.text), day.day.isoformat()
    fields = _read_fields(part)
    paper = next(
        (fields[name] for name in ("from", "source", "publication", "newspaper") if name in fields), None
    )
    if paper and (day := find_day(fields.get("date", ""))):
        return clean_stated(drop_place(paper)), day.day.isoformat()
    stated = {found["name"].lower(): found["value"] for found in _STATED.finditer(part)}
    day = find_day(stated.get("date", ""))
    title = stated.get("title", "").partition(";")[0]  # behind it, the place of its office
    return clean_stated(title), day.day.isoformat() if day else None
