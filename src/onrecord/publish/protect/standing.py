"""Whether a word that is a common word too stands for somebody where it stands: 'Ms May', but not 'in May'."""

import re
from enum import Enum

from onrecord.publish.protect.folding import fold_word
from onrecord.publish.protect.spelling import Form
from onrecord.publish.protect.view import Setting, View
from onrecord.publish.protect.words import is_common, list_roles, list_titles, list_verbs, list_words


class Standing(Enum):
    """How sure it is that a word stands as a name."""

    SURE = "sure"
    LIKELY = "likely"  # where the name stands for sure elsewhere in the document
    NO = "no"


def tell_standing(view: View, start: int, end: int, form: Form) -> Standing:
    """Tell how sure it is that letters which are a common word stand as a part of a name."""
    if view.is_address(start, end):
        return _stand_in_address(view, start, end, form)
    if not view.capital[start] or view.setting is Setting.LABEL:
        return Standing.SURE if view.capital[start] else Standing.NO
    word, between = view.before(start)
    before, title = fold_word(word), word[:1].isupper()
    if before in list_words("honorifics") or (title and before in list_words("short_titles")):
        return Standing.SURE
    if "." in between:  # the word of a sentence before
        before, title = "", False
    blank, after = view.after(end)
    if form.letters in list_words("particles") or _is_month(form, before, after):
        return Standing.NO
    if title and between.isspace() and _heads(before):
        return Standing.NO if form.letters in list_words("function_words") else Standing.SURE
    if form.letters in list_roles() and _names_an_office(before, after):
        return Standing.NO
    follows = fold_word(after) if blank or after.startswith(("'", "’")) else ""
    if view.opens_sentence(start) or view.is_headline(start, end):
        return _stand_at_start(form, after, follows)
    return _stand_inside(view, start, form, (before, after, follows))


def _stand_inside(view: View, start: int, form: Form, around: tuple[str, str, str]) -> Standing:
    """Judge a word that has its capital within a sentence, by what stands around it."""
    before, after, follows = around
    if before in list_words("determiners") and (
        not follows or not after[:1].islower() or follows in _acting()
    ):
        return Standing.SURE if after[:1].isupper() and not is_common(follows) else Standing.NO
    if _is_inside_title(view, start):
        return Standing.NO
    return Standing.LIKELY if form.letters in list_words("function_words") else Standing.SURE


def _heads(word: str) -> bool:
    return word in list_titles() or word in list_words("offices_and_names")


def _acting() -> frozenset[str]:
    return list_verbs() | list_words("doing")


def _stand_at_start(form: Form, after: str, follows: str) -> Standing:
    """Judge a word whose capital is the sentence's, by what follows it."""
    if form.letters in list_words("function_words"):
        return Standing.NO
    if follows in list_verbs():
        return Standing.SURE
    if form.listed and follows not in list_words("function_words"):
        return Standing.SURE
    if follows in list_words("doing") or not follows or after[:1].isupper() or follows == "and":
        return Standing.LIKELY
    return Standing.LIKELY if re.search(r"^(?!need|feed|seed|speed|red)\w+ed$", follows) else Standing.NO


def _is_month(form: Form, before: str, after: str) -> bool:
    """Tell whether a month is meant: 'in May', '4 March'."""
    if form.letters not in list_words("months") | list_words("seasons"):
        return False
    beside = list_words("month_prepositions") | list_words("determiners") | {"before", "after", "from"}
    return before in beside or before[-1:].isdigit() or after[:1].isdigit()


def _names_an_office(before: str, after: str) -> bool:
    """Tell whether an office or a body is meant: 'the Commissioner', 'Bishop Lund'."""
    return before in list_words("determiners") or after[:1].isupper()


def _is_inside_title(view: View, start: int) -> bool:
    """Tell whether the word ends what a name of a thing begins with an article: 'the Red Cross'."""
    first = view.starts[start]
    found = re.search(r"\b[Tt]he((?: [A-Z][\w-]*){1,3}) $", view.text[max(0, first - 80) : first])
    if not found:
        return False
    words = [fold_word(word) for word in found[1].split()]
    return all(is_common(word) and word not in list_roles() for word in words)


def _stand_in_address(view: View, start: int, end: int, form: Form) -> Standing:
    """Judge a word of an address, where a capital is rare: alone it is a name, among others it is one of a title."""
    first, last = view.token(start, end)
    chunk = view.chunk(start, end) if view.setting is not Setting.ADDRESS else view.text
    if form.listed:
        return Standing.SURE
    if (first, last) != (start, end):  # in camel case
        return Standing.SURE if (view.capital[start] and "#" in chunk) or "@" in chunk else Standing.LIKELY
    if form.letters in list_words("function_words") or form.letters in list_roles():
        return Standing.NO
    before = view.text[view.starts[start] - 1 : view.starts[start]]
    if before == "@" or (before == "#" and view.capital[start]):
        return Standing.SURE
    words = re.findall(r"[^\W\d_]+", re.split(r"[/\\]", chunk)[-1].rpartition(".")[0] or chunk)
    numbered = re.search(r"\d[-_/.]*$", view.text[max(0, view.starts[start] - 2) : view.starts[start]])
    if numbered and form.letters in list_words("months"):
        return Standing.NO
    return Standing.SURE if len(words) <= 2 or view.capital[start] else Standing.NO
