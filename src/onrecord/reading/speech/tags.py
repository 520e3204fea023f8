"""The words beside a quotation -> whose it is: '“…,” said Mia Rao', 'Mia Rao said: “…”', '“…” — Mia Rao'."""

from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.speech.cues import group_verb, is_negated, lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech, span_of
from onrecord.reading.speech.quotations import Quotation, is_sentence, last_character
from onrecord.reading.speech.sources import find_subject, is_plausible, phrase_of
from onrecord.reading.speech.speakers import first_name, is_title
from onrecord.reading.speech.unlisted import read_after, read_before

_LONGEST_TAG = 40  # tokens between a quotation and the end of the words that say whose it is
_LONGEST_GAP = 400  # characters between a quotation and the words that say whose it is
_LONGEST_LINE = 120  # characters of a line that holds a signature
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_LONGEST_BREAK = 4  # characters between a quotation and the dash before its signature
_SIGNING = frozenset({"PROPN", "DET", "ADP", "X"})  # parts of speech in a name that no dash sets off
_NEAR = 5  # tokens from a verb to the words that are its object
_ENDS_WORDS = frozenset(",?!…–—-")
_FEWEST_REPORTED = 3  # words of a fragment that is reported, and is no name
_FEWEST = 4  # words of a quotation whose comma is lost


def find_tag(speech: Speech, index: int) -> Draft | None:
    """Return the attribution of a quotation by the words after it or before it."""
    return (
        _signed(speech, index)
        or _tag_after(speech, index, listed=True)
        or _tag_before(speech, index, listed=True)
        or _tag_after(speech, index, listed=False)
        or _tag_before(speech, index, listed=False)
        or _tag_of_next(speech, index)
    )


def find_tag_after(speech: Speech, index: int) -> Draft | None:
    """Return the attribution of a quotation by a listed verb of saying after it, the surest of all."""
    return _tag_after(speech, index, listed=True)


def _tag_of_next(speech: Speech, index: int) -> Draft | None:
    """Return whose the quotation beside it is: '“No boat left…” “Nobody slept,” said Mia Rao'."""
    if index + 1 >= len(speech.quotations):
        return None
    quotation, following = speech.quotations[index], speech.quotations[index + 1]
    gap = speech.text[quotation.end : following.start]
    if "\n" in gap or gap.strip() or not is_sentence(speech.text, quotation):
        return None
    tagged = _signed(speech, index + 1) or _tag_after(speech, index + 1, listed=True)
    return replace(tagged, content=(quotation.offsets,)) if tagged is not None else None


def _signed(speech: Speech, index: int) -> Draft | None:
    """Return the attribution by a name that ends the line, or is one: '“It was never safe.” — Mia Rao'."""
    quotation = speech.quotations[index]
    rest = speech.text[quotation.end : quotation.end + _LONGEST_BREAK]
    space = len(rest) - len(rest.lstrip())
    beside = "\n" not in rest[:space]
    dashed = rest[space : space + 1] in _DASHES and (beside or speech.stands_alone(index))
    plain = rest[space : space + 1].isupper() and is_sentence(speech.text, quotation)
    lined = plain and not beside and speech.stands_alone(index)
    if not dashed and not (plain and beside) and not lined:
        return None
    name = _signature(speech, quotation.end + space, dashed=dashed and not beside)
    if not dashed and any(token.pos_ not in _SIGNING for token in name if not token.is_punct):
        return None
    if not name or (lined and not any(token.text == "," for token in name)):  # 'Mia Rao, The Norvik Post'
        return None
    return Draft(span_of(name), None, (quotation.offsets,))


def _tag_after(speech: Speech, index: int, *, listed: bool) -> Draft | None:
    quotation = speech.quotations[index]
    ends = last_character(speech.text, quotation)
    follows = speech.text[quotation.end : quotation.end + 2].lstrip()[:1]
    bare = ends.isalnum() and follows.isalpha()  # the comma was lost
    if ends not in _ENDS_WORDS and follows != "," and not (ends == "." and follows.islower()) and not bare:
        return None
    words = speech.text[quotation.words.start : quotation.words.end]
    gap = _gap_after(speech, index)
    if not bare:
        return _read_tag(gap, quotation, after=True) if listed else read_after(gap, words, quotation.offsets)
    whole = len(words.split()) >= _FEWEST and not words[0].islower() and not is_title(words)
    name = first_name(gap)
    beside = gap[len(name) if name and name[0] == gap[0] else 0 :][:1]
    if whole and beside and lemma_of(beside[0]) in list_words("saying"):
        return _read_tag(gap, quotation, after=True)
    return None


def _gap_after(speech: Speech, index: int) -> list[Token]:
    """Return the tokens from the quotation to the end of the sentence, or the quotation after it."""
    start = speech.quotations[index].end
    limit = speech.quotations[index + 1].start if index + 1 < len(speech.quotations) else len(speech.text)
    gap: list[Token] = []
    for token in speech.tokens_between(start, min(limit, start + _LONGEST_GAP)):
        if "\n\n" in token.text or token.text in (".", "!", "?") or len(gap) > _LONGEST_TAG:
            break
        if not token.is_space:
            gap.append(token)
    return gap


def _signature(speech: Speech, start: int, *, dashed: bool) -> list[Token]:
    """Return the name that stands from `start` to the end of the line."""
    behind = speech.text.find("\n", start, start + _LONGEST_LINE)
    end = behind if behind >= 0 else len(speech.text)
    if end - start > _LONGEST_LINE:
        return []
    tokens = [token for token in speech.tokens_between(start, end) if not token.is_space]
    name = [token for token in tokens if token.text not in _DASHES]
    if dashed:  # a line of its own may end with a stop, and say on what occasion
        name = name[: next((n for n, t in enumerate(name) if t.text in (".", ",") and n), len(name))]
    plain = all(token.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "NUM", "PUNCT", "X") for token in name)
    return name if name and plain and name[0].is_title and name[-1].text not in ".!?" else []


def _tag_before(speech: Speech, index: int, *, listed: bool) -> Draft | None:
    quotation = speech.quotations[index]
    gap = _gap_before(speech, index)
    if not gap:
        return None
    turns = gap[-1].text in (":", ",") and _turns_to_another(gap)
    if not listed:
        words = speech.text[quotation.words.start : quotation.words.end]
        found = read_before(gap, words, quotation.offsets)
        return found or (
            None if turns else _read_object(gap, quotation) or _read_fragment(gap, words, quotation)
        )
    beside = gap[-1].text in (":", ",", "that", "as") or gap[-1].pos_ in ("VERB", "AUX")
    return _read_tag(gap, quotation, after=False) if beside and not turns else None


def _read_object(gap: Sequence[Token], quotation: Quotation) -> Draft | None:
    """'…, calling it “…”', 'Mia Rao dismissed the plan as “…”': a verb whose object holds the words."""
    near = [
        token for token in gap[-_NEAR:] if token.pos_ == "VERB" and lemma_of(token) in list_words("object")
    ]
    if not near or is_negated(near[-1]) or any(t.is_punct for t in gap if t.i > near[-1].i):
        return None
    subject = find_subject(near[-1])
    if subject is None or not is_plausible(subject) or subject.i >= near[-1].i:
        return None
    source = span_of(phrase_of(subject, [near[-1]]))
    return Draft(source, span_of(group_verb(near[-1])), (quotation.offsets,), near[-1])


def _read_fragment(gap: list[Token], words: str, quotation: Quotation) -> Draft | None:
    """Return words that stand within a reported clause: 'Mia Rao added that it had been a “great luxury to have”'."""
    if len(words.split()) < _FEWEST_REPORTED or not words[0].islower():
        return None
    verbs = [t for t in gap if t.pos_ == "VERB" and lemma_of(t) in list_words("saying") and t.tag_ != "VB"]
    if not verbs or any(token.text == ";" for token in gap if token.i > verbs[-1].i):
        return None
    return _read_tag(gap, quotation, after=False)


def _turns_to_another(gap: Sequence[Token]) -> bool:
    """Tell whether somebody acts after the last verb of saying: 'Lund insisted, but Rao shot back: “…”'."""
    finite = [t for t in gap if t.tag_ in ("VBD", "VBZ") and t.pos_ == "VERB"]
    if len(finite) < 2 or lemma_of(finite[-1]) in list_words("saying"):
        return False
    own = any(child.dep_ == "nsubj" for child in finite[-1].children)
    return own and finite[-1].dep_ in ("conj", "ROOT", "ccomp", "parataxis")


def _gap_before(speech: Speech, index: int) -> list[Token]:
    """Return the tokens from the beginning of the sentence, or the quotation before, to the quotation.

    A colon leads to a quotation in the next paragraph.
    """
    quotation = speech.quotations[index]
    before = index - 1
    while before >= 0 and before > index - _NEAR and _is_name(speech, before):
        before -= 1
    floor = speech.quotations[before].end if before >= 0 else 0
    gap: list[Token] = []
    for token in reversed(speech.tokens_between(max(floor, quotation.start - _LONGEST_GAP), quotation.start)):
        if token.text in ("!", "?") or len(gap) > _LONGEST_TAG:
            break
        if "\n\n" in token.text and (gap or _last_word(speech, token.idx) != ":"):
            break
        if token.text == "." and gap and token.i + 1 < len(speech.doc) and token.nbor().is_sent_start:
            break
        if token.is_space and gap and token.nbor().is_sent_start and gap[0].text != ":":
            break
        if not token.is_space:
            gap.insert(0, token)
    return gap


def _is_name(speech: Speech, index: int) -> bool:
    """Tell whether a quotation is a title within a sentence: 'told “Norvik Today” that “…”'."""
    quotation = speech.quotations[index]
    words = speech.text[quotation.words.start : quotation.words.end]
    return is_title(words) and words[-1].isalnum()


def _last_word(speech: Speech, position: int) -> str:
    return speech.text[max(0, position - 4) : position].rstrip()[-1:]


def _read_tag(gap: list[Token], quotation: Quotation, *, after: bool) -> Draft | None:
    verbs = [token for token in gap if token.pos_ == "VERB" and lemma_of(token) in list_words("saying")]
    if not verbs:
        return None
    verb = verbs[0] if after else verbs[-1]
    if any(child.dep_ == "neg" and child in gap for child in verb.children):
        return None
    source = _name_speaker(verb, gap, quotation, after=after)
    return Draft(source, span_of(group_verb(verb)), (quotation.offsets,), verb)


def _name_speaker(verb: Token, gap: list[Token], quotation: Quotation, *, after: bool) -> Offsets | None:
    subject = find_subject(verb)
    inside = subject is not None and quotation.start <= subject.idx < quotation.end
    if subject is not None and not inside and is_plausible(subject):
        return span_of(phrase_of(subject, [verb]))
    before = [token for token in gap if token.i < verb.i and token.pos_ not in ("AUX", "ADV", "PUNCT")]
    behind = [token for token in gap if token.i > verb.i]
    for tokens in (before, behind) if after else (before,):
        name = first_name(tokens)
        if name:
            return span_of(name)
    return None
