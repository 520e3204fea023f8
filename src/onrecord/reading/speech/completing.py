"""Drafts -> drafts with the whole of what parse and tagger cut: a name, and who goes on speaking."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Offsets
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import Draft, Speech

_LONGEST_LINE = 120  # characters of a name with its titles
_NAME_END = re.compile(r"(?:[A-Z][\w’'.]* )*[A-Z][\w’']*-$")


def complete(speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with their sources and contents whole."""
    return [_join_name(speech, draft) for draft in _continue_speaker(drafts)]


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
