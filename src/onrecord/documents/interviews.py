"""Page -> who is interviewed or takes the questions, and the questions that are marked up with the answers below."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from onrecord.documents.bodies import is_body
from onrecord.documents.content import Markup
from onrecord.documents.labels import Labelled, find_labels, is_initials, is_written_as_name
from onrecord.documents.nameplate import is_named_as_outlet
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
from onrecord.model import BlockKind, Offsets

_FEWEST_ANSWERS = 3  # behind one name, where nothing marks the questions
_FEWEST_QUESTIONS = 2  # marked up, in an interview
_MOST_OF_NAME = 5  # words of a person's name
_LONGEST_QUESTION = 600
_LONGEST_BARE = 200  # characters of a question that nothing marks
_LONGEST_INTRODUCTION = 600  # characters of a paragraph that says who is met
_NEAR = 6  # lines from the head to the first question
_NUMBERED = re.compile(r"(\d{1,2})[.)] \S")
_WORD = re.compile(r"[^\W\d_][\w’']*")
SURE_MARKED, SURE_MAIN = 0.85, 0.75


def asks(words: str) -> bool:
    """Tell whether words end with a question, whatever marks it up."""
    return words.rstrip("”\"'*_ ").endswith("?")


def find_end(page: Page, index: int) -> int:
    """Return the index of the line at which the last turn has ended."""
    for later in range(index + 1, len(page.lines)):
        if match_form("end", page.lines[later]):
            return later
    return len(page.lines)


def cut_marked(page: Page) -> Iterator[Shape]:
    """Yield the questions that are marked up as such, and the answers where it is said whose they are."""
    main = find_main(page)
    strong = [
        index
        for index, line in enumerate(page.lines)
        if (page.is_bold(line) or page.holds(Markup.HEADING, line)) and len(line.text) <= _LONGEST_QUESTION
    ]
    asked = [index for index in strong if asks(page.lines[index].text)]
    if main is not None and (
        put := _find_put(page, main, strong) or _find_put(page, main, _find_numbered(page))
    ):
        strong = asked = put
    elif main is not None and len(asked) < _FEWEST_QUESTIONS:
        strong = asked = _find_bare_questions(page, main)
    labels = {
        label.at: label
        for label in find_labels(page)
        if is_written_as_name(page.text[slice(*label.name)]) or is_initials(page.text[slice(*label.name)])
    }
    if len(asked) < _FEWEST_QUESTIONS and (above := _find_above_answers(page, labels)):
        strong = asked = above
    if len(asked) < _FEWEST_QUESTIONS:
        if main is not None:
            yield from _cut_headed_answers(page, main)
        return
    answers = list(_pair(page, [index for index in strong if index >= asked[0]]))
    main = main or _find_answering(page, asked, answers, labels)
    if main is None or _are_told(page, main, [below for _, below in answers if below]):
        return
    for question, below in answers:
        line = page.lines[question]
        asker = labels.get(question)
        start = asker.speech if asker and asker.speech < line.end else line.start
        silent = (Offsets(line.start, start),) if line.start < start else ()
        yield Shape(start, line.end, BlockKind.QUESTION, SURE_MARKED, silent=silent)
        if not below:
            continue
        first, last = page.lines[below[0]], page.lines[below[-1]]
        label = labels.get(below[0])
        if label is None or label.speech >= last.end:
            yield Shape(first.start, last.end, BlockKind.TURN, SURE_MAIN, main)
            continue
        again = is_same_name(label.key, name_key(page.text[slice(*main)]))
        voice = main if again else label.name
        silent = (Offsets(first.start, label.speech),) if voice != label.name else ()
        yield Shape(label.speech, last.end, BlockKind.TURN, SURE_MARKED, voice, silent=silent)


def _find_above_answers(page: Page, labels: Mapping[int, Labelled]) -> list[int]:
    """Return the paragraphs right above those that one name is before throughout, where most of them ask.

    Of an interview that only gives the name, or the initials, of whoever answers, nothing else marks the questions.
    """
    heard = Counter(label.key for label in labels.values())
    answering = [at for at, label in labels.items() if heard[label.key] >= _FEWEST_ANSWERS]
    if len({labels[at].key for at in answering}) != 1 or not min(answering):
        return []
    asked = [at - 1 for at in answering if at - 1 not in labels]
    asking = sum(asks(page.lines[number].text) for number in asked)
    short = all(len(page.lines[number].text) <= _LONGEST_QUESTION for number in asked)
    return asked if short and len(asked) >= _FEWEST_ANSWERS and 2 * asking >= len(answering) else []


def _are_told(page: Page, main: Offsets, answers: list[range]) -> bool:
    """Tell whether most of what stands below the questions tells of whoever would answer them."""
    surname = _surname(page, main)
    words = ["\n".join(page.lines[place].text for place in below) for below in answers]
    told = [
        one for one in words if surname.search(one) and _words(one).isdisjoint(list_words("first_person"))
    ]
    return 2 * len(told) > len(answers)


def _find_put(page: Page, main: Offsets, strong: list[int]) -> list[int]:
    """Return what is marked up and put to whoever is interviewed, where not all of it ends as a question.

    Each has an answer below it, most answers are of somebody who speaks of himself, none tells of whoever is
    interviewed, and what is put asks or speaks to somebody.
    """
    surname = _surname(page, main)
    first = max((n for n, line in enumerate(page.lines) if line.start <= main.start), default=-1)
    while (put := [n for n in strong if n > first]) and len(put) >= _FEWEST_QUESTIONS:
        told = ["\n".join(page.lines[n].text for n in below) for _, below in _pair(page, put)]
        of_main = [n for n, words in zip(put, told, strict=True) if not words or surname.search(words)]
        if of_main:
            if len(put) - put.index(of_main[-1]) <= _FEWEST_QUESTIONS:
                return []
            first = of_main[-1]  # what stands up to there introduces it
            continue
        own = sum(not _words(words).isdisjoint(list_words("first_person")) for words in told)
        spoken = sum(_is_put(page.lines[n].text) for n in put)
        return put if 2 * own >= len(put) and 2 * spoken >= len(put) else []
    return []


def _find_numbered(page: Page) -> list[int]:
    """Return the lines that are numbered from one up, as the questions of some interviews are."""
    found = [
        (index, int(one[1])) for index, line in enumerate(page.lines) if (one := _NUMBERED.match(line.text))
    ]
    counted = [number for _, number in found] == list(range(1, len(found) + 1))
    return [index for index, _ in found] if counted else []


def _is_put(words: str) -> bool:
    return asks(words) or not _words(words).isdisjoint(list_words("second_person"))


def _cut_headed_answers(page: Page, main: Offsets) -> Iterator[Shape]:
    """Yield questions that are bold at the head of the paragraph that answers them, with the answers."""
    heads = {index: label for index, line in enumerate(page.lines) if (label := page.find_label(line))}
    asked = {index: label for index, label in heads.items() if asks(page.text[slice(*label)])}
    if len(asked) < _FEWEST_QUESTIONS:
        return
    heads = {index: label for index, label in heads.items() if index >= min(asked)}
    surname = _surname(page, main)
    told = {
        n: page.text[heads[n].end : page.lines[below[-1] if below else n].end]
        for n, below in _pair(page, list(heads))
    }
    if any(map(surname.search, told.values())):
        return
    for index, question in heads.items():
        words = told[index]
        start = question.end + len(words) - len(words.lstrip(" *_:–—-"))
        yield Shape(*question, BlockKind.QUESTION, SURE_MARKED)
        if start < question.end + len(words):
            yield Shape(start, question.end + len(words), BlockKind.TURN, SURE_MAIN, main)


def _surname(page: Page, name: Offsets) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name_key(page.text[slice(*name)])[-1])}\b", re.IGNORECASE)


def _pair(page: Page, questions: list[int]) -> Iterator[tuple[int, range]]:
    """Yield each question with the lines of its answer."""
    for index, following in pairwise([*questions, find_end(page, questions[-1])]):
        yield index, range(index + 1, following)


def _find_answering(
    page: Page, asked: list[int], answers: list[tuple[int, range]], labels: Mapping[int, Labelled]
) -> Offsets | None:
    """Return who answers where nothing in the head says it outright.

    That is who is the only one with a label over an answer; else who is named in the head and addressed in a question,
    or whose name the title begins with. The answers are then of somebody who speaks of himself and is not told of.
    """
    named = [labels[below[0]] for _, below in answers if below and below[0] in labels]
    if named:
        first = named[0]
        if not all(is_same_name(first.key, other.key) for other in named):
            return None
        whole = {
            page.text[slice(*name)]: name
            for name, _ in _name_in_head(page, asked[0])
            if is_initials(page.text[slice(*first.name)])
            and is_same_name(first.key, name_key(page.text[slice(*name)]))
        }
        return next(iter(whole.values())) if len(whole) == 1 else first.name
    told = ["\n".join(page.lines[place].text for place in below) for _, below in answers if below]
    own = sum(not _words(words).isdisjoint(list_words("first_person")) for words in told)
    if len(answers) <= _FEWEST_QUESTIONS or 2 * own < len(told):
        return None
    questions = [page.lines[index].text for index, _ in answers]
    spoken_to = any(not _words(words).isdisjoint(list_words("second_person")) for words in questions)
    singular = list_words("first_person") - list_words("we")
    alone = sum(not _words(words).isdisjoint(singular) for words in told) >= _FEWEST_QUESTIONS
    for name, titled in _name_in_head(page, asked[0]):
        surname = _surname(page, name)
        addressed = any(map(surname.search, questions))
        told_of = any(map(surname.search, told))
        if not told_of and (addressed or (spoken_to and titled) or (alone and _is_all_named(page, name))):
            return name
    return None


def _is_all_named(page: Page, name: Offsets) -> bool:
    """Tell whether a name is a person's, and the only one in the first line of a page."""
    line = page.lines[0]
    words = page.text[slice(*name)]
    if name.end > line.end or not is_written_as_name(words) or not 1 < len(words.split()) <= _MOST_OF_NAME:
        return False
    before = find_name(page.text, line.start, name.start)
    return before is None and find_name(page.text, name.end, line.end) is None and not is_body(words)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _name_in_head(page: Page, first: int) -> Iterator[tuple[Offsets, bool]]:
    """Yield the names above the first question, and whether each is what the title begins with, before a colon."""
    title = (page.title or "").partition(":")
    for line in page.lines[: min(first, _NEAR)]:
        position = line.start
        asker = form_of("interviewer").search(line.text)
        end = line.start + asker.start() if asker else line.end
        while name := find_name(page.text, position, end):
            words = page.text[slice(*name)]
            yield name, bool(title[1]) and title[0].strip() == words and len(words.split()) <= _MOST_OF_NAME
            position = name.end


def _find_bare_questions(page: Page, main: Offsets) -> list[int]:
    """Return the questions that are paragraphs of their own, where nothing below them tells of whoever answers."""
    lines = page.lines
    found = [
        index
        for index, line in enumerate(lines[1:], 1)
        if asks(line.text) and len(line.text) <= _LONGEST_BARE and line.number > lines[index - 1].number + 1
    ]
    surname = _surname(page, main)
    told_of = any(surname.search(line.text) for line in lines[found[0] :]) if found else False
    parted = all(other > one + 1 for one, other in pairwise(found))
    return found if found and found[0] <= _NEAR and parted and not told_of else []


def find_main(page: Page) -> Offsets | None:
    """Return who is interviewed or takes the questions, where the head of the page says so."""
    name = next(_name_main(page), None)
    words = page.text[slice(*name)].split() if name else []
    titled = any(word.casefold() in list_words("joining") for word in words)  # 'A View Of The Dam'
    return None if titled or len(words) > _MOST_OF_NAME else name


def _name_main(page: Page) -> Iterator[Offsets]:
    for number, line in enumerate(page.lines[:4]):
        if said := form_of("interview").search(line.text[:300]):
            if number and form_of("interviewer").search(line.text):
                continue  # 'Interview: Jo Park' below a title is whoever asked
            start = line.start + said.end()
            end = min(line.end, start + 120)
            name = _find_person(page, start, end)
            while name and _is_anothers(page.text[start : name.start]):
                other = _find_person(page, name.end, end)  # 'the mayor of Port Elm, Ana Lima'
                name = other if other and page.text[name.end : other.start] == ", " else None
                start = name.start if name else start
            if name:
                yield name
    if name := _name_met(page):
        yield name
    for line in page.lines[:4]:
        if (said := form_of("interviewed").search(line.text[:300])) and (
            name := find_name(page.text, line.start, line.start + said.start())
        ):
            if page.text[slice(*name)] == page.outlet or is_named_as_outlet(page.text[slice(*name)]):
                name = find_name(
                    page.text, line.start + said.end(), line.end
                )  # 'Elm Gazette talks to Ana Lima'
            if name:
                yield name
    title = (page.title or "")[:300]
    if said := form_of("interview").search(title):
        held = find_name(title, said.end(), len(title))
        start = page.text.find(title[slice(*held)]) if held else -1
        if held and start >= 0:
            yield Offsets(start, start + held.end - held.start)


def _is_anothers(words: str) -> bool:
    """Tell whether the words before a name say that it is where somebody has an office: 'the mayor of Port Elm'."""
    told = [word.casefold() for word in _WORD.findall(words)]
    place = next((n for n, word in enumerate(told) if word in list_words("between")), None)
    return place is not None and place > 0 and told[place - 1] in offices() and "," not in words


def _name_met(page: Page) -> Offsets | None:
    """Return who is named before words that say that somebody met him: Lima, where 'Jo Park met her'."""
    for line in page.lines[:_NEAR]:
        if met := form_of("met").search(line.text[:_LONGEST_INTRODUCTION]):
            name = find_name(page.text, line.start, line.start + met.start())
            rest = page.text[name.end : line.start + met.start()] if name else ""
            return name if rest.strip() else None
    return None


def _find_person(page: Page, start: int, end: int) -> Offsets | None:
    """Return the first name that is not the paper's: 'an interview with the Courier, the mayor, Ana Lima, said'."""
    while name := find_name(page.text, start, end):
        words = page.text[slice(*name)]
        rest = find_name(page.text, name.end, end)
        listed = page.text[: name.start].endswith(" the ") and rest is not None
        if words != page.outlet and not (listed and _fold_words(words).isdisjoint(list_words("honorific"))):
            return name
        start = name.end
    return None


def _fold_words(words: str) -> set[str]:
    return {word.strip(".").casefold() for word in words.split()}
