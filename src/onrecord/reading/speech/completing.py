"""Drafts -> drafts with the whole of what parse and tagger cut: a name, a speaker, the verb behind an aside."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.model import Offsets
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech

_LONGEST_LINE = 120  # characters of a name with its titles
_LONGEST_ASIDE = 300  # characters from the end of what was found to the end of its sentence
_NAME_END = re.compile(r"(?:[A-Z][\w’'.]* )*[A-Z][\w’']*-$")
_DASHES = frozenset({"–", "—", "-", "--"})
_SPACED_DASHES = tuple(f" {dash} " for dash in sorted(_DASHES))
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def complete(speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with their sources and contents whole."""
    return [_join_name(speech, _end_parenthesis(speech, draft)) for draft in _continue_speaker(drafts)]


def _end_parenthesis(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with the verb that stands behind a pair of dashes, where its content ends at one of them.

    'She said the delay – and some doubted even that – did not mean that it was over': the parse ends at the dash.
    """
    if draft.cue is None or not draft.content or draft.cue.start > draft.content[-1].start:
        return draft
    *before, last = draft.content
    if not any(dash in speech.text[last.start : last.end + _LONGEST_ASIDE] for dash in _SPACED_DASHES):
        return draft
    sentence = [t for t in speech.tokens_between(last.start, last.end + _LONGEST_ASIDE) if not t.is_space]
    ends = (n for n, token in enumerate(sentence) if n and token.is_sent_start)
    sentence = sentence[: next(ends, len(sentence))]
    dashes = [n for n, token in enumerate(sentence) if token.text in _DASHES and _is_spaced(token)]
    for first, second in pairwise(dashes):
        held = [t for t in sentence[:second] if t.text not in _DASHES and t.idx + len(t) <= last.end]
        behind = next((t for t in sentence[second + 1 :] if t.pos_ != "ADV"), None)
        cut = last.end <= sentence[second].idx + 1
        at_dash = cut and bool(held) and held[-1] in (sentence[first - 1], sentence[second - 1])
        if at_dash and behind is not None and behind.tag_ in _FINITE:
            end = sentence[-2] if sentence[-1].text == "." else sentence[-1]
            return replace(draft, content=(*before, Offsets(last.start, end.idx + len(end))))
    return draft


def _continue_speaker(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, 'adding that…' given to whoever the words of saying right before it in the sentence name."""
    mended = list(drafts)
    for number, draft in enumerate(drafts):
        verb = draft.verb
        if (
            verb is None
            or draft.cue is None
            or verb.tag_ != "VBG"
            or lemma_of(verb) not in list_words("adding")
        ):
            continue
        before = [
            other
            for other in drafts
            if other.cue is not None
            and other.verb is not None
            and other.source is not None
            and other.verb.sent == verb.sent
            and other.cue.end <= draft.cue.start
            and lemma_of(other.verb) in list_words("saying")
        ]
        last = max(before, key=lambda other: other.verb.i if other.verb is not None else 0, default=None)
        if last is not None:
            mended[number] = replace(draft, source=last.source)
    return mended


def _join_name(speech: Speech, draft: Draft) -> Draft:
    """Return the draft with the whole name of a source that is the end of one: 'Mon Ja-[in] said'."""
    source = draft.source
    if source is None or speech.text[source.start - 1 : source.start] != "-":
        return draft
    found = _NAME_END.search(speech.text, max(0, source.start - _LONGEST_LINE), source.start)
    return replace(draft, source=Offsets(found.start(), source.end)) if found else draft


def _is_spaced(token: Token) -> bool:
    return bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
