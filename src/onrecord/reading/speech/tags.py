"""The words beside a quotation -> whose it is: '“…,” said Mia Rao', 'Mia Rao said: “…”', '“…” — Mia Rao'."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.speech.cues import group_verb, is_negated, lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech, is_sentence, span_of
from onrecord.reading.speech.quotations import Quotation
from onrecord.reading.speech.sources import find_name_before, find_subject, is_plausible, phrase_of

_LONGEST_TAG = 40  # tokens between a quotation and the end of the words that say whose it is
_LONGEST_NAME = 25  # tokens of a speaker's name with title and apposition
_LONGEST_LINE = 120  # characters of a line that holds a signature
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_SENTENCE_ENDS = frozenset(".!?…")


def find_tag(speech: Speech, index: int) -> Draft | None:
    """Return the attribution of a quotation by the words after it or before it."""
    return _tag_after(speech, index) or _tag_before(speech, index)


def _tag_after(speech: Speech, index: int) -> Draft | None:
    quotation = speech.quotations[index]
    ends = speech.text[quotation.words.end - 1]
    follows = speech.text[quotation.end : quotation.end + 2].lstrip()[:1]
    if follows and follows in _DASHES and (signed := _signature(speech, index)):
        return Draft(signed, None, (quotation.offsets,))
    if ends not in ",?!…–—-" and follows != "," and not (ends == "." and follows.islower()):
        return None
    limit = speech.quotations[index + 1].start if index + 1 < len(speech.quotations) else len(speech.text)
    gap: list[Token] = []
    for token in speech.tokens_between(quotation.end, min(limit, quotation.end + 400)):
        if "\n\n" in token.text or token.text in (".", "!", "?") or len(gap) > _LONGEST_TAG:
            break
        if not token.is_space:
            gap.append(token)
    return _read_tag(gap, quotation, after=True)


def _signature(speech: Speech, index: int) -> Offsets | None:
    """Return the name after a dash that ends the line: '“It was never safe.” — Mia Rao'."""
    start = speech.quotations[index].end
    behind = speech.text.find("\n", start, start + _LONGEST_LINE)
    end = behind if behind >= 0 else len(speech.text)
    if end - start > _LONGEST_LINE:
        return None
    tokens = [token for token in speech.tokens_between(start, end) if not token.is_space]
    name = [token for token in tokens if token.text not in _DASHES]
    plain = all(token.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "NUM", "PUNCT", "X") for token in name)
    return span_of(name) if name and plain and name[0].is_title and name[-1].text not in ".!?" else None


def _tag_before(speech: Speech, index: int) -> Draft | None:
    quotation = speech.quotations[index]
    floor = speech.quotations[index - 1].end if index else 0
    gap: list[Token] = []
    for token in reversed(speech.tokens_between(max(floor, quotation.start - 400), quotation.start)):
        if "\n\n" in token.text or token.text in ("!", "?") or len(gap) > _LONGEST_TAG:
            break
        if token.text == "." and gap and token.i + 1 < len(speech.doc) and token.nbor().is_sent_start:
            break
        if token.is_space and gap and token.nbor().is_sent_start and gap[0].text != ":":
            break
        if not token.is_space:
            gap.insert(0, token)
    misread = bool(gap) and _is_misread_verb(gap[-1])
    if not gap or (
        not misread and gap[-1].text not in (":", ",", "that", "as") and gap[-1].pos_ not in ("VERB", "AUX")
    ):
        return None
    return _read_tag(gap, quotation, after=False)


def _read_tag(gap: list[Token], quotation: Quotation, *, after: bool) -> Draft | None:
    verbs = [token for token in gap if token.pos_ == "VERB" and lemma_of(token) in list_words("saying")]
    if not verbs and not after and _is_misread_verb(gap[-1]):
        return Draft(_name_before(gap[-1]), span_of(gap[-1:]), (quotation.offsets,), gap[-1])
    if not verbs and after:
        return _read_uncommon_tag(gap, quotation)
    if not verbs:
        return None
    verb = verbs[0] if after else verbs[-1]
    if is_negated(verb):
        return None
    source = _name_speaker(verb, gap, quotation, after=after)
    return Draft(source, span_of(group_verb(verb)), (quotation.offsets,), verb)


def _read_uncommon_tag(gap: list[Token], quotation: Quotation) -> Draft | None:
    """Return the attribution by a verb that no list holds: '“We were lied to,” thundered the mayor'."""
    number = next((n for n, token in enumerate(gap) if token.tag_ in ("VBD", "VBZ")), None)
    if number is None or gap[number].pos_ != "VERB":
        return None
    before, behind = gap[:number], gap[number + 1 :]
    stop = next((n for n, token in enumerate(behind) if token.is_punct), len(behind))
    name = first_name(before) if before else first_name(behind[:stop])
    alone = name and (before == name or (not before and behind[: len(name)] == name))
    if not alone:
        return None
    return Draft(span_of(name), span_of(gap[number : number + 1]), (quotation.offsets,), gap[number])


def find_subject_before(speech: Speech, index: int) -> Draft | None:
    """Return the quotation as that of whom the sentence before it is about: 'The minister was blunt. “No.”'."""
    quotation = speech.quotations[index]
    gap = speech.text[max(0, quotation.start - 3) : quotation.start]
    if gap.rstrip()[-1:] not in _SENTENCE_ENDS or "\n" in gap or not is_sentence(speech.text, quotation):
        return None
    position = bisect_left(speech.token_starts, quotation.start) - 1
    while position >= 0 and speech.doc[position].is_space:
        position -= 1
    if position < 0:
        return None
    top = speech.doc[position].sent.root
    subject = find_subject(top)
    if subject is None or subject.dep_ != "nsubj" or speech.around(span_of([subject])) is not None:
        return None
    speaks = (
        subject.ent_type_ in ("PERSON", "ORG")
        or subject.lower_ in list_words("personal")
        or lemma_of(subject) in list_words("label")
    )
    return Draft(span_of(phrase_of(subject, [top])), None, (quotation.offsets,)) if speaks else None


def _name_before(verb: Token) -> Offsets | None:
    name = find_name_before(verb)
    return span_of(name) if name else None


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


def _is_misread_verb(token: Token) -> bool:
    """Tell whether a verb before a quotation was read as a plural: 'The group denounces “…”'."""
    return token.tag_ == "NNS" and lemma_of(token) in list_words("saying") | list_words("object")


def first_name(tokens: Sequence[Token]) -> list[Token]:
    """Return the first run of tokens that can be a name or a pronoun."""
    run: list[Token] = []
    for token in tokens[:_LONGEST_NAME]:
        if token.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM") or (
            run and token.lower_ in ("of", "'s", "’s", "for")
        ):
            run.append(token)
        elif run:
            break
    while run and run[-1].pos_ not in ("PROPN", "NOUN", "PRON"):
        run.pop()
    return run
