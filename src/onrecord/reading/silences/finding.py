"""Doc -> who was asked and did not answer, which is no denial."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.annotations import SilenceMention
from onrecord.lexicon import Entry, compile_any, load_lexicon, lower_in_place
from onrecord.model import Document, Offsets
from onrecord.reading.speech.drafts import span_of
from onrecord.reading.speech.sources import find_subject, phrase_of
from onrecord.reading.speech.speakers import can_speak
from onrecord.times.redating import mask_furniture


@cache
def _entries() -> tuple[Entry, ...]:
    return load_lexicon("onrecord.reading.silences", "silences.toml").entries


@cache
def _any_entry() -> re.Pattern[str]:
    return compile_any(_entries())


def find_silences(document: Document, doc: Doc) -> tuple[SilenceMention, ...]:
    """Return the words that tell that somebody was asked and did not answer, in the order of the text."""
    text = mask_furniture(document)
    if not _any_entry().search(lower_in_place(text)):  # one pass for most documents, and not one an entry
        return ()
    found: dict[int, SilenceMention] = {}
    for entry in _entries():
        for match in entry.pattern.finditer(text):
            told = match.groupdict().get("party")
            asked = Offsets(match.start("party"), match.start("party") + len(told.rstrip())) if told else None
            silence = _read(doc, Offsets(*match.span()), asked)
            known = found.get(match.start())
            if silence is not None and (known is None or known.words.end < silence.words.end):
                found[match.start()] = silence
    return tuple(found[start] for start in sorted(found))


def _read(doc: Doc, words: Offsets, asked: Offsets | None) -> SilenceMention | None:
    span = doc.char_span(*words, alignment_mode="expand")
    if span is None:
        return None
    if asked is not None:  # what was sent is the subject, and who got it is named
        name = doc.char_span(*asked, alignment_mode="expand")
        spoken = name is not None and can_speak(name.root)
        return SilenceMention(words, asked) if spoken else None
    for verb in _find_verbs(list(span)):
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        subject = passive or find_subject(verb)
        if subject is not None and can_speak(subject):
            return SilenceMention(words, span_of(phrase_of(subject, [verb])))
    return None


def _find_verbs(tokens: list[Token]) -> Iterator[Token]:
    """Yield the verbs of the words, the one that governs the others first."""
    verbs = [token for token in tokens if token.pos_ in {"VERB", "AUX"}]
    yield from sorted(verbs, key=lambda verb: (sum(1 for _ in verb.ancestors), verb.i))
