"""A long quotation does several things; each run of sentences that does one is a statement of its own."""

from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Doc

from onrecord.model import Act, Offsets
from onrecord.reading.speech.acts import tell_act_by_content, tell_act_by_cue
from onrecord.reading.speech.drafts import Draft, Speech
from onrecord.reading.speech.voices import hear, tell_act_of_clauses

_SHORTEST = 3  # words; what is shorter goes with its neighbour


def split_by_act(speech: Speech, draft: Draft) -> Iterator[Draft]:
    """Yield the draft in runs of sentences that do the same; a cue that tells the act keeps it whole."""
    doc, text = speech.doc, speech.text
    cue = text[draft.cue.start : draft.cue.end] if draft.cue else ""
    whole = " ".join(text[piece.start : piece.end] for piece in draft.content)
    if not draft.continued and tell_act_by_cue(cue, whole) is not None:
        yield draft
        return
    voice = hear(speech, draft)
    runs: list[tuple[Act, list[Offsets]]] = []
    for piece in draft.content:
        for sentence in _sentences(doc, text, piece):
            words = text[sentence.start : sentence.end]
            act = tell_act_of_clauses(speech, voice, sentence) or tell_act_by_content(words) or Act.ASSERT
            broken = bool(runs) and not _begins_sentence(text, runs[-1][1][-1], sentence)
            if runs and (act == runs[-1][0] or broken or len(words.split()) < _SHORTEST):
                last = runs[-1][1]
                if piece.covers(last[-1]):
                    last[-1] = Offsets(last[-1].start, sentence.end)
                else:
                    last.append(sentence)
            else:
                runs.append((act, [sentence]))
    for act, pieces in runs:
        yield replace(draft, content=tuple(pieces), act=act)


def _begins_sentence(text: str, before: Offsets, words: Offsets) -> bool:
    """Tell whether the words begin a sentence of their own, and do not go on with one that was interrupted."""
    first = text[words.start : words.start + 2].lstrip("“\"‘'«")[:1]
    return not first.islower() and (
        before.end == words.start or any(c in ".?!" for c in text[before.end - 2 : words.start])
    )


def _sentences(doc: Doc, text: str, piece: Offsets) -> Iterator[Offsets]:
    """Yield the parts of the piece that lie in one sentence each, without the white space around them."""
    span = doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if span is None:
        yield piece
        return
    cuts = [token.idx for token in span[1:] if token.is_sent_start]
    for start, end in zip([piece.start, *cuts], [*cuts, piece.end], strict=True):
        words = text[start:end]
        if words.strip():
            yield Offsets(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
