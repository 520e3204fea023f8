"""Whether letters that spell a name stand for it where they stand."""

import re
from itertools import pairwise

from onrecord.publish.protect.folding import fold_word
from onrecord.publish.protect.spelling import Form, Kind
from onrecord.publish.protect.standing import Standing, tell_standing
from onrecord.publish.protect.view import Setting, View
from onrecord.publish.protect.words import is_common, is_made_of_words, list_words

_SHORT = 3  # letters of a name that may also be initials of something
_EMBEDDED = 5  # letters of a name that is found within a longer word of an address
_TELLING = 6  # and of any text
_BROKEN = 4  # letters of a name that may be broken over two lines without a hyphen
_LONGEST_WORD = 14  # letters of a common word that could hold a name by chance
# what may stand between two words of a name, and behind an initial of it
_JOINT = re.compile(r"[\s_+]{0,4}[-'’`´·/&|]{0,2}[\s_+]{0,6}|\.|\s{0,20}")
_AFTER_INITIAL = re.compile(r"\.?[\s_-]{0,3}")
_TURNED = re.compile(r",[ \n]{0,2}|[^\n]*\n?[^\n]*")


def judge(view: View, start: int, end: int, form: Form) -> Standing:
    """Tell whether letters that spell a name stand for it."""
    if form.kind is Kind.INITIALS:
        return _sure(_are_initials(view, start, end, form))
    inner = [place for place in range(start + 1, end) if place - start not in form.cuts and view.gap(place)]
    joints = [view.gap(start + cut) for cut in form.cuts]
    if not inner and not _are_joints(form, joints):
        return Standing.NO
    if inner:
        whole = view.is_edge(start) and _ends(view, start, end, form, edge=True)
        if not (whole and _holds_together(view, start, end, form, inner)):
            return Standing.NO
    elif not (view.is_bound(start) and _ends(view, start, end, form, edge=False)):
        return _sure(_is_embedded(view, start, end, form))
    if form.kind is Kind.HANDLE:
        return _sure(not inner and _is_handle(view, start, end, form, joints))
    if form.kind is Kind.PART:
        return _judge_part(view, start, end, form)
    return _sure(_names_together(view, start, form, joints))


def _are_joints(form: Form, joints: list[str]) -> bool:
    """Tell whether what stands between words can stand within a name: a blank, a hyphen, a comma behind a surname."""
    places = [0, *sorted(form.cuts)]
    longest = 2 if form.kind is Kind.HANDLE else 1  # 'Þ' is folded to 'th'
    initial = [end - start <= longest for start, end in pairwise(places)]
    turned = form.kind is Kind.TURNED or (form.kind is Kind.HANDLE and not any(initial))
    if turned and not all(_TURNED.fullmatch(joint) for joint in joints):
        return False
    return all(
        _JOINT.fullmatch(joint)
        or (after and _AFTER_INITIAL.fullmatch(joint))
        or (turned and place == 0 and joint.startswith(",") and not joint.strip(", \n"))
        for place, (joint, after) in enumerate(zip(joints, initial, strict=True))
    )


def _sure(yes: bool) -> Standing:
    return Standing.SURE if yes else Standing.NO


def _ends(view: View, start: int, end: int, form: Form, *, edge: bool) -> bool:
    """Tell whether a word ends behind some letters, or an ending makes another word of the name."""
    if view.is_edge(end) if edge else view.is_bound(end):
        return True
    last = view.token(end, end)[1]
    ending = view.letters[end:last]
    if ending not in list_words("endings") or (len(form.letters) < _SHORT and form.kind is not Kind.INITIALS):
        return False
    if form.common and form.kind is Kind.PART:  # 'the Grants', but not 'grants'
        family = (
            fold_word(view.before(start)[0]) == "the"
            and view.capital[start]
            and not view.opens_sentence(start)
        )
        return ending == "s" and family
    return not is_common(view.letters[start:last])


def _is_handle(view: View, start: int, end: int, form: Form, joints: list[str]) -> bool:
    """Tell whether a name with an initial stands for somebody: 'A. Lund', '@alund'."""
    if view.is_address(start, end):
        return not is_common(form.letters)
    pointed = any("." in joint for joint in joints)
    return pointed and all(view.capital[place] for place in (start, *(start + cut for cut in form.cuts)))


def _judge_part(view: View, start: int, end: int, form: Form) -> Standing:
    if form.common:
        plural = not view.is_bound(end)
        return Standing.LIKELY if plural else tell_standing(view, start, end, form)
    size = end - start
    if (
        form.letters in list_words("suffixes")
        and view.text[view.starts[start] - 1 : view.starts[start]] == "."
    ):
        return Standing.NO  # 'page.html', of whoever is called so
    if size > 2:
        short = size == _SHORT and all(view.capital[start:end]) and not view.is_headline(start, end)
        return _sure(
            not short or form.listed or view.setting is not Setting.PROSE or view.gap(start + 1) != ""
        )
    if view.is_address(start, end):
        suffix = (
            view.text[view.starts[start] - 1 : view.starts[start]] == "." and view.setting is Setting.PROSE
        )
        return _sure(view.is_edge(start) and view.is_edge(end) and not suffix)
    title = fold_word(view.before(start)[0]) in list_words("honorifics")
    return _sure(view.capital[start] and (title or form.listed or not view.capital[start + 1]))


def _names_together(view: View, start: int, form: Form, joints: list[str]) -> bool:
    """Tell whether several words of a name beside each other stand for it: 'Will Grant', but not 'will grant'."""
    places = [start, *(start + cut for cut in sorted(form.cuts))]
    ends = [*places[1:], start + len(form.letters)]
    words = [view.letters[a:b] for a, b in zip(places, ends, strict=True)]
    main = [word not in list_words("particles") for word in words]
    main = main if any(main) else [True] * len(words)
    capitals = [view.capital[place] for place, whole in zip(places, main, strict=True) if whole]
    words = [word for word, whole in zip(words, main, strict=True) if whole]
    if all(capitals) or not any(" " in joint or "\n" in joint for joint in joints):
        return view.is_address(start, ends[-1]) or all(capitals) or not form.common or "" in joints
    if view.is_address(start, ends[-1]) and view.setting is Setting.ADDRESS:
        return True
    if form.kind is Kind.TURNED:
        return False
    if not any(capitals):
        return not form.common and len(form.letters) > _BROKEN
    return all(capital or not is_common(word) for capital, word in zip(capitals, words, strict=True))


def _are_initials(view: View, start: int, end: int, form: Form) -> bool:
    """Tell whether letters stand for a body by its initials: all capitals, whole or each with its point."""
    gaps = [view.gap(place) for place in range(start + 1, end)]
    if not view.is_edge(start) or not _ends(view, start, end, form, edge=True):
        return False
    if not (all(gap == "" for gap in gaps) or all(re.match(r"^\.\s?$|^[\s]$", gap) for gap in gaps)):
        return False
    if view.is_address(start, end):
        return True
    if not all(view.capital[start:end]):
        return False
    return not (form.common and view.is_headline(start, end))


def _holds_together(view: View, start: int, end: int, form: Form, inner: list[int]) -> bool:
    """Tell whether a name that something parts is still read as one: over a line's end, or letter by letter."""
    every = [view.gap(place) for place in range(start + 1, end)]
    if all(every):
        return end - start > 2 and all(len(gap) <= 8 for gap in every)
    if any(re.search(r"[^\s\-*_~`'’.·]", gap) or len(gap) > 8 for gap in every):
        return False
    pieces = [view.letters[a:b] for a, b in zip([start, *inner], [*inner, end], strict=True)]
    foreign = any(not is_common(piece) for piece in pieces)
    if all(view.is_hyphened(place) for place in inner):
        broken = any("\n" in view.gap(place) for place in inner)
        return broken or foreign or (view.capital[start] and not form.common)
    if any("." in view.gap(place) or "'" in view.gap(place) or "’" in view.gap(place) for place in inner):
        return False
    return (foreign and view.capital[start] and end - start >= _BROKEN and form.kind is Kind.PART) or (
        foreign and view.capital[start] and form.kind in (Kind.WHOLE, Kind.TURNED) and end - start > _TELLING
    )


def _is_embedded(view: View, start: int, end: int, form: Form) -> bool:
    """Tell whether a name stands within a longer word: '@freebrandvold', 'Brandvoldgate'."""
    if form.kind in (Kind.HANDLE, Kind.INITIALS) or (form.common and form.kind is Kind.PART):
        return False
    first, last = view.token(start, end)
    letters = view.letters
    before = "" if view.is_bound(start) else letters[first:start]
    after = "" if view.is_bound(end) else letters[end:last]
    if view.gap(start + 1) or any(view.gap(place) for place in range(start + 1, end)):
        return False
    if _is_by_chance(letters, first, last, start, end):
        return False
    size = end - start
    if view.is_address(start, end):
        words = is_made_of_words(before.strip("0123456789")) and is_made_of_words(after.strip("0123456789"))
        return size >= _EMBEDDED or (size >= _SHORT and words)
    joined = form.kind is not Kind.PART and size > _TELLING
    words = is_made_of_words(before, 4) and (after in list_words("endings") or is_made_of_words(after, 4))
    return size >= _TELLING and (joined or words)


def _is_by_chance(letters: str, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether a common word holds the letters of a name by chance, as 'commander' holds 'Mander'."""
    return any(
        is_common(letters[a:b])
        for a in range(max(first, end - _LONGEST_WORD), start + 1)
        for b in range(end, min(last, start + _LONGEST_WORD) + 1)
        if b - a > end - start
    )
