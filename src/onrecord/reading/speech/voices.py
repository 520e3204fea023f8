"""Blocks with a voice -> drafts: what stands in a turn, a post or a letter is its speaker's, or told by him."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from onrecord.model import Block, BlockKind, Document, Offsets
from onrecord.reading.speech.cues import list_words
from onrecord.reading.speech.drafts import Draft, Speech, span_of
from onrecord.reading.speech.sources import find_subject, is_plausible, phrase_of

_PARAGRAPH_END = re.compile(r"\s*\n\s*")
_MARKS = "”\"’'»)"
_LONGEST_LEAD = 300  # characters of the line that leads up to a post, with the white space behind it
_BREAK = "\n\n"  # between two paragraphs
_TURNS = (BlockKind.TURN, BlockKind.QUESTION)
_LONGEST_GREETING = 4  # words of 'Dear Mr Lund,'
_ENCLOSING = (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"))


def keep_out_of_headings(document: Document, speech: Speech, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts that the text beside its headings makes, without words of a heading in them.

    A heading is the writer's own: nobody it names says it, and no sentence begins in it.
    """
    headings = [block.offsets for block in document.blocks if block.kind is BlockKind.HEADING]
    for draft in drafts:
        held = [draft.cue, draft.source, *draft.content]
        if not any(words is not None and heading.overlaps(words) for heading in headings for words in held):
            yield draft
        elif draft.cue is None or not any(heading.overlaps(draft.cue) for heading in headings):
            content = tuple(part for piece in draft.content for part in _beside(piece, headings, speech.text))
            if content:
                yield replace(draft, source=_source_beside(draft, headings, speech), content=content)


def _source_beside(draft: Draft, headings: Sequence[Offsets], speech: Speech) -> Offsets | None:
    """Return what of a source stands in no heading; where nothing does, the subject of the word of saying."""
    parts = list(_beside(draft.source, headings, speech.text)) if draft.source else []
    if parts:
        return parts[-1]
    subject = find_subject(draft.verb) if draft.source and draft.verb is not None else None
    if subject is None or draft.verb is None or not is_plausible(subject):
        return None
    words = span_of(phrase_of(subject, [draft.verb]))
    return None if any(heading.overlaps(words) for heading in headings) else words


def _beside(words: Offsets, headings: Iterable[Offsets], text: str) -> Iterator[Offsets]:
    """Yield the parts of some words that stand in no heading, without the white space around them."""
    start = words.start
    for heading in (*(one for one in headings if one.overlaps(words)), Offsets(words.end, words.end + 1)):
        part = text[start : max(start, heading.start)]
        if any(char.isalnum() for char in part):
            yield Offsets(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
        start = max(start, heading.end)


def drop_addressed(document: Document, speech: Speech, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts of what is said aloud without whoever is spoken to in their sources.

    In 'Minister, the rowers say that it was shut' no second comma stands before the verb, as behind 'Ana Lima, the
    minister,'.
    """
    spoken = [block.offsets for block in document.blocks if block.kind in _TURNS]
    starts = {sentence.start for block in spoken for sentence in speech.sentences_of(block)}
    for draft in drafts:
        if draft.source is None or draft.cue is None or draft.source.start not in starts:
            yield draft
            continue
        before = speech.text[draft.source.start : max(draft.source.start, draft.cue.start)]
        addressed, comma, subject = before.partition(", ")
        alone = comma and "," not in subject and not any(mark in addressed for mark in '“"(:;')
        if not (alone and len(addressed.split()) <= _LONGEST_GREETING and subject.strip()):
            yield draft
        elif draft.source.end > draft.source.start + len(addressed):
            start = draft.source.start + len(addressed) + len(comma)
            yield replace(draft, source=Offsets(start, max(start + 1, draft.source.end)))
        else:
            subject_of = find_subject(draft.verb) if draft.verb is not None else None
            named = span_of(phrase_of(subject_of, [draft.verb])) if subject_of and draft.verb else None
            yield replace(draft, source=named) if named and named.start >= draft.source.end else draft


def give_voice(document: Document, speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with one of each paragraph of a block that has a voice, in that voice.

    What words in the block give to somebody else stays his as well: the speaker then tells of it. What they give to
    'me' or to nobody is the speaker's own.
    """
    found = list(drafts)
    labels = find_labels(document)
    before: Block | None = None
    for block in document.blocks:
        asked, before = before is not None and _is_question(speech.text, before), block
        if block.voice is None:
            continue
        reply = block.start if asked and block.kind is BlockKind.TURN else None
        found = [draft for draft in found if not _is_own(speech, draft, block)]
        found += [
            Draft(
                block.voice,
                None,
                words,
                probability=block.sure,
                voiced=True,
                reply=reply if reply == words[0].start else None,
            )
            for paragraph in _paragraphs(speech.text, block)
            if not _is_label(labels, paragraph)
            if (words := _without_questions(speech, paragraph))
        ]
    return found


def _is_question(text: str, block: Block) -> bool:
    asked = text[slice(*block.offsets)].rstrip().rstrip(_MARKS).endswith("?")
    return block.kind is BlockKind.QUESTION or asked


def find_labels(document: Document) -> list[Offsets]:
    """Return the words before each turn on its line, which name its speaker and say nothing: 'MS. LIMA: '."""
    found, end = [], 0
    for block in document.blocks:
        if block.kind in _TURNS:
            start = max(end, document.text.rfind("\n", 0, block.start) + 1)
            if start < block.start:
                found.append(Offsets(start, block.start))
            end = block.end
    return found


def _is_label(labels: Sequence[Offsets], words: Offsets) -> bool:
    """Tell whether words share a character with one of the labels, which stand in order."""
    place = bisect_left(labels, words.end, key=lambda label: label.start)
    return place > 0 and labels[place - 1].overlaps(words)


def find_leads(document: Document) -> list[Offsets]:
    """Return the lines that lead up to what a block with a voice holds: 'Lima wrote on her page:'."""
    found = []
    for block in document.blocks:
        near = document.text[max(0, block.start - _LONGEST_LEAD) : block.start]
        end = block.start - len(near) + len(near.rstrip())
        if block.voice is not None and document.text[end - 1 : end] == ":":
            found.append(Offsets(document.text.rfind("\n", 0, end) + 1, end))
    return found


def _is_own(speech: Speech, draft: Draft, block: Block) -> bool:
    """Tell whether the draft lies in the block and names nobody else."""
    cue = draft.cue or draft.content[0]
    if not block.offsets.overlaps(cue):  # 'Lima replied an hour later:', or the signature of the words above
        return draft.source is not None and all(block.offsets.covers(piece) for piece in draft.content)
    if draft.source is None or draft.source == block.voice:
        return True
    if not block.offsets.overlaps(draft.source):
        # a neighbour's, whose words a rule took to go on here, or whoever is addressed above: 'Minister,'
        return draft.cue is None or _BREAK in speech.text[draft.source.end : cue.start]
    named = speech.text[slice(*draft.source)].casefold()
    return named in list_words("first_person")


def _without_questions(speech: Speech, paragraph: Offsets) -> tuple[Offsets, ...]:
    """Return the sentences of a paragraph, those that follow each other as one; who asks says nothing is so."""
    kept: list[Offsets] = []
    together = False
    for sentence in speech.sentences_of(paragraph):
        asked = speech.text[slice(*sentence)].rstrip(_MARKS).endswith("?")
        if not asked and together:
            kept[-1] = Offsets(kept[-1].start, sentence.end)
        elif not asked:
            kept.append(sentence)
        together = not asked
    return tuple(kept)


def _paragraphs(text: str, block: Block) -> Iterator[Offsets]:
    """Yield the paragraphs of a block, without quotation marks that enclose all of one."""
    position = block.start
    for gap in (*_PARAGRAPH_END.finditer(text, block.start, block.end), None):
        end = gap.start() if gap else block.end
        words = text[position:end]
        start = position + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        for opening, closing in _ENCLOSING:
            if text[start : start + 1] == opening and text.find(closing, start + 1, end) == end - 1:
                start, end = start + 1, end - 1
        greets = text[start:end].endswith(",") and len(text[start:end].split()) <= _LONGEST_GREETING
        if any(char.isalnum() for char in text[start:end]) and not greets:
            yield Offsets(start, end)
        position = gap.end() if gap else block.end
