"""What the learned reader found to be done by words -> frames with their party, act and day."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Frame, FrameKind, Mention, TimeMention, TimeType
from onrecord.model import Block, BlockKind, Document, Offsets, Outcome
from onrecord.reading.clauses import (
    Clause,
    find_condition,
    find_main_act,
    part_clauses,
    part_sentences,
    reach_subject,
)
from onrecord.reading.columns import read_columns
from onrecord.reading.conditions import find_conditions
from onrecord.reading.doers import PARTY, find_doer, find_party, with_article
from onrecord.reading.phrases import complete_act, complete_phrase, keep_longest_sentence, leave_quotation
from onrecord.reading.speech.cues import list_words
from onrecord.reading.speech.unsaid import calls_false, names_nobody
from onrecord.reading.speech.voices import find_labels, find_leads
from onrecord.reading.tagger.decoding import Floats
from onrecord.reading.tagger.frames import Framed, Words, find_held
from onrecord.reading.tagger.model import Read
from onrecord.reading.wording import word_act

_ACT, _DUE = 1, 2  # places of these roles among a word's chances
_DUE_AT = 0.3  # mean chance of a time's words, from which it is the day of the act
_NO_DAY = frozenset({"PRESENT_REF", "PAST_REF"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_EMPTY = frozenset({"be", "have", "do"})
_SPOKEN = frozenset({BlockKind.TURN, BlockKind.QUESTION, BlockKind.POST, BlockKind.MAIL})
_HALF = 0.5
_PROMISED = frozenset({FrameKind.ANNOUNCEMENT, FrameKind.OUTCOME})
_ENDING = re.compile(r"[.!?…][”\"’')]*\s|\n")
_FEW = 4  # words between a day that is refused and the one in its place
_TAIL = 3  # tokens at the end of a sentence among which its question mark stands


def find_frames(
    doc: Doc,
    read: Read,
    times: Sequence[TimeMention],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    document: Document,
) -> tuple[Frame, ...]:
    """Return what is announced, required and denied and what is told of outcomes, in the order of the words.

    The party to words of a turn or a post is named in it, or is whoever speaks. A heading says nothing by itself, nor
    does who asks.
    """
    found = []
    blocks, labels, leads = document.blocks, find_labels(document), find_leads(document)
    parts = (part for framed in read.frames for part in _part(doc, framed, times))
    for framed in parts:
        frame = _make_frame(doc, framed, times, mentions, attributions)
        bare = leads if framed.kind == FrameKind.DENIAL else ()  # 'Lima answered:' denies nothing by itself
        if any(words.covers(framed.words) for words in (*labels, *bare)):
            continue
        held = next((block for block in blocks if block.offsets.overlaps(frame.words)), None)
        if (held and held.kind is BlockKind.HEADING) or _is_asked(doc, frame, held):
            continue
        if frame.attribution is None and _is_conditional(doc, frame):
            continue
        if frame.kind is FrameKind.ANNOUNCEMENT and _is_doubted(doc, frame):
            continue
        if frame.party and held and not (held.voice is None and held.kind not in _SPOKEN):
            inside = held.offsets.covers(frame.party)
            frame = replace(frame, party=frame.party if inside else held.voice)
        if frame.party and any(
            block.kind is BlockKind.HEADING and block.offsets.overlaps(frame.party) for block in blocks
        ):
            said = None if frame.attribution is None else attributions[frame.attribution]
            frame = replace(frame, party=said.source if said else None)
        chance = read.join(framed.kind, framed.probability, list_acts(frame.words, attributions))
        found.append(replace(frame, probability=chance))
    found = _add_conditions(found, find_conditions(doc, attributions))
    return tuple(sorted(_drop_same(found), key=lambda frame: (frame.words, frame.kind)))


def _add_conditions(frames: Sequence[Frame], conditions: Iterable[Frame]) -> list[Frame]:
    """Return the frames with the terms that statements set by their grammar in place of less likely ones there."""
    kept = list(frames)
    for one in conditions:
        same = [other for other in kept if other.kind is one.kind and other.words.overlaps(one.words)]
        if all(other.probability < one.probability for other in same):
            kept = [other for other in kept if other not in same]
            kept.append(one)
    return kept


def _drop_same(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with the likeliest of those that announce by the same words, as two sentences' frames may.

    Words inside those of a likelier announcement for the same day, 'by 1 May', announce nothing besides.
    """
    best: dict[tuple[FrameKind, Offsets], Frame] = {}
    for frame in frames:
        key = frame.kind, frame.words
        if frame.kind is not FrameKind.ANNOUNCEMENT:
            continue
        if key not in best or frame.probability > best[key].probability:
            best[key] = frame
    kept = [frame for frame in frames if best.get((frame.kind, frame.words), frame) is frame]
    return [frame for frame in kept if not any(_says_more(other, frame) for other in best.values())]


def _says_more(frame: Frame, other: Frame) -> bool:
    same = frame.kind is other.kind and frame.due is not None and frame.due == other.due
    inside = frame.words != other.words and frame.words.covers(other.words)
    return same and inside and frame.probability >= other.probability


def _is_asked(doc: Doc, frame: Frame, block: Block | None) -> bool:
    """Tell whether the words stand in a question, by which nothing is promised: 'Will the bank pay by Easter?'.

    'So you deny that anybody warned you?', asked of another, denies nothing; a paper's own question may.
    """
    spoken = block is not None and block.kind in _SPOKEN
    span = doc.char_span(*frame.words, alignment_mode="expand")
    if span is None or not (spoken or frame.kind is FrameKind.ANNOUNCEMENT):
        return False
    return "?" in [token.text for token in span[-1].sent[-_TAIL:]]


def _is_conditional(doc: Doc, frame: Frame) -> bool:
    """Tell whether a text says by itself what would follow: 'Should he resign, the board will meet on Monday'."""
    span = doc.char_span(*(frame.act or frame.words), alignment_mode="expand")
    return (
        frame.kind is FrameKind.ANNOUNCEMENT
        and span is not None
        and any(find_condition(verb) is not None for verb in (span.root, *span.root.ancestors))
    )


def _is_doubted(doc: Doc, frame: Frame) -> bool:
    """Tell whether the words stand in what is open or called false: 'unclear whether it will', 'it is a lie that'.

    Who will decide whether to act announces the decision.
    """
    span = doc.char_span(*frame.words, alignment_mode="expand")
    if span is None:
        return False
    if any(child.lower_ == "whether" for verb in (span.root, *span.root.ancestors) for child in verb.lefts):
        return True
    return any(calls_false(verb) for verb in span.root.ancestors)


def list_acts(words: Offsets, attributions: Sequence[Attribution]) -> dict[str, float]:
    """Return the acts of the statements in which the words stand, each with the best chance that it has."""
    found: dict[str, float] = {}
    for one in attributions:
        if any(piece.overlaps(words) for piece in one.content) or (one.cue and one.cue.overlaps(words)):
            found[one.act.value] = max(found.get(one.act.value, 0.0), one.act_probability or 0.0)
    return found


def _make_frame(
    doc: Doc,
    framed: Framed,
    times: Sequence[TimeMention],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
) -> Frame:
    roles, kind = framed.roles, FrameKind(framed.kind)
    due = _find_due(doc, framed, times) if kind is FrameKind.ANNOUNCEMENT else None
    due_words = None if due is None else times[due].window or times[due].offsets
    words = _cover(complete_phrase(doc, framed.words), due_words)
    if kind is FrameKind.ANNOUNCEMENT:
        words = _reach_nobody(doc, words)
    act = _find_act(doc, framed, words, due_words)
    if act and kind is FrameKind.DENIAL and any(_names_speaker(one, act) for one in attributions):
        act = None
    heads, objects = _name_act(doc, act or framed.words, due_words)
    party = find_doer(doc, framed.words, act, mentions) if kind is FrameKind.ANNOUNCEMENT else None
    party = party or find_party(doc, roles, mentions)
    frame = Frame(
        kind=kind,
        words=words,
        probability=framed.probability,
        party=with_article(party, mentions),
        act=act,
        due=due,
        due_words=due_words,
        outcome=Outcome(framed.outcome) if kind is FrameKind.OUTCOME else None,
        attribution=_find_attribution(framed.words, attributions),
        heads=heads,
        objects=objects,
        recalled=any(token.tag_ == "VBD" for token in _tokens(doc, framed.words)),
    )
    named = word_act(doc, frame, roles) if kind is FrameKind.ANNOUNCEMENT else None
    return frame if named is None else replace(frame, wording=named.pieces, worth=named.worth)


def _names_speaker(attribution: Attribution, words: Offsets) -> bool:
    """Tell whether some words are only those of who speaks, or of that and of saying: 'Ana' in 'Ana Rao said'."""
    source, cue = attribution.source, attribution.cue
    if source is None or not source.overlaps(words):
        return False
    ends = [source, *([cue] if cue else [])]
    around = Offsets(min(one.start for one in ends), max(one.end for one in ends))
    return around.covers(words) and not any(piece.overlaps(words) for piece in attribution.content)


def _part(doc: Doc, framed: Framed, times: Sequence[TimeMention]) -> Iterator[Framed]:
    """Yield a frame for each sentence of an announcement, and for each clause that is joined in it.

    Those without an act or a day of their own, or that look back, announce nothing by themselves.
    """
    if framed.kind != FrameKind.ANNOUNCEMENT:
        yield framed
        return
    days = [times[index].window or times[index].offsets for index in _list_days(doc, framed, times)]
    ends = [framed.words, *days]
    words = Offsets(min(one.start for one in ends), max(one.end for one in ends))
    sentences = part_sentences(doc, words)
    if len(sentences) < 2:
        yield from _part_sentence(doc, framed, words, days)
        return
    told = [_take(framed, sentence) for sentence in _keep_ahead(framed, sentences, days)]
    if not told:
        told = [_take(framed, max(sentences, key=lambda one: one.words.end - one.words.start))]
    for one in told:
        yield from _part_sentence(doc, one, one.words, days)


def _part_sentence(doc: Doc, framed: Framed, words: Offsets, days: Sequence[Offsets]) -> Iterator[Framed]:
    told = _keep_ahead(framed, part_clauses(doc, words, days), days)
    if len(told) < 2:
        yield framed
    else:
        yield from (_take(framed, clause) for clause in told)


def _keep_ahead(framed: Framed, clauses: Sequence[Clause], days: Sequence[Offsets]) -> list[Clause]:
    """Return the clauses with an act or a day that may be of what is to come."""
    told = []
    for clause in clauses:
        dated = any(clause.words.overlaps(day) for day in days)
        if (dated or _keep(framed.roles, clause.words).run(_ACT)) and clause.looks_ahead(dated=dated):
            told.append(clause)
    return told


def _take(framed: Framed, clause: Clause) -> Framed:
    """Return the frame of the words of one clause."""
    roles = _keep(framed.roles, clause.words)
    return framed._replace(words=clause.words, roles=Words(roles.places, _keep_party(framed.roles, roles)))


def _keep(roles: Words, words: Offsets) -> Words:
    """Return the chances without those of what stands outside some words."""
    first, end = find_held(roles.places, words)
    held = np.zeros_like(roles.chances)
    held[first:end] = roles.chances[first:end]
    return Words(roles.places, held)


def _keep_party(whole: Words, part: Words) -> Floats:
    """Return the chances of a clause with those of the party, which may be named in another."""
    chances = part.chances.copy()
    if not (chances[:, PARTY] >= _HALF).any():
        chances[:, PARTY] = whole.chances[:, PARTY]
    return chances


def _find_act(doc: Doc, framed: Framed, words: Offsets, due: Offsets | None) -> Offsets | None:
    """Return the words that name the act, without those of its day where they stand at its end."""
    act = framed.roles.run(_ACT)
    if act is None:
        return None
    if framed.kind == FrameKind.ANNOUNCEMENT:
        act = find_main_act(doc, act, words) or act
    if framed.kind in _PROMISED:
        return reach_subject(doc, complete_act(doc, keep_longest_sentence(doc, act), words, due), words)
    return leave_quotation(doc, complete_phrase(doc, keep_longest_sentence(doc, act)))


def _cover(words: Offsets, due: Offsets | None) -> Offsets:
    """Return the words with the last of a day that they only begin to tell: 'by the end of [March]'."""
    if due is None or not due.overlaps(words):
        return words
    return Offsets(min(words.start, due.start), max(words.end, due.end))


def _reach_nobody(doc: Doc, words: Offsets) -> Offsets:
    """Return the words with a subject that is nobody, without which they say the contrary: '[nobody] will pay'."""
    span = doc.char_span(*words, alignment_mode="expand")
    verbs = [] if span is None else [token for token in (span.root, *span) if token.pos_ in ("VERB", "AUX")]
    subjects = [child for child in verbs[0].lefts if child.dep_ in ("nsubj", "nsubjpass")] if verbs else []
    if not subjects or subjects[0].idx >= words.start:
        return words
    start = subjects[0].left_edge.idx
    return (
        Offsets(min(start, words.start), words.end)
        if names_nobody(read_columns(doc).text[start : words.start])
        else words
    )


def _find_due(doc: Doc, framed: Framed, times: Sequence[TimeMention]) -> int | None:
    """Return which time of the sentences of an act is likeliest its day; a bare length is its day where no day is.

    Of days that stood in another sentence than the act they were read for, two of eleven were its own in marked piles.
    """
    best: tuple[bool, float, int] | None = None
    for index in _list_days(doc, framed, times):
        time = times[index]
        named = time.type is not TimeType.DURATION or time.act_latest is not None
        chance = framed.roles.share(_DUE, time.offsets)
        if best is None or (named, chance) > best[:2]:
            best = named, chance, index
    return None if best is None else best[2]


def _list_days(doc: Doc, framed: Framed, times: Sequence[TimeMention]) -> Iterator[int]:
    """Yield which times may be the day of the act."""
    first, last = framed.roles.places[0].start, framed.roles.places[-1].end
    for index, time in enumerate(times):
        if not first <= time.start < last or time.type is TimeType.SET or time.value in _NO_DAY:
            continue
        likely = framed.roles.share(_DUE, time.offsets) >= _DUE_AT or _replaces(doc, times, index)
        if _replaces(doc, times, index + 1):
            continue
        if likely and not _are_parted(doc, framed.words, time.offsets):
            yield index


def _replaces(doc: Doc, times: Sequence[TimeMention], index: int) -> bool:
    """Tell whether a time takes the place of the one before it: 'not on 15 May but at the end of June'."""
    if not 0 < index < len(times):
        return False
    before, time = times[index - 1], times[index]
    between = read_columns(doc).text[before.end : time.start].replace(",", " ").split()
    if not between or between[0].lower() not in list_words("instead") or len(between) > _FEW:
        return False
    span = doc.char_span(*before.offsets, alignment_mode="expand")
    return span is not None and any(token.dep_ == "neg" and token.i < span.start for token in span[0].sent)


def _are_parted(doc: Doc, words: Offsets, time: Offsets) -> bool:
    """Tell whether the end of a sentence stands between some words and a time."""
    early, late = sorted((words, time))
    span = doc.char_span(early.start, late.end, alignment_mode="expand")
    between = read_columns(doc).text[early.end : late.start]
    return (
        span is not None
        and _ENDING.search(between) is not None
        and any(token.is_sent_start for token in span[1:] if token.idx >= early.end)
    )


def _tokens(doc: Doc, words: Offsets) -> list[Token]:
    span = doc.char_span(*words, alignment_mode="expand")
    return [] if span is None else list(span)


def _name_act(doc: Doc, words: Offsets, due: Offsets | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lemmas of the act's verbs, else of the noun that names it, and of what it is about."""
    tokens = [t for t in _tokens(doc, words) if due is None or not due.start <= t.idx < due.end]
    verbs = [t for t in tokens if t.pos_ == "VERB" and t.lemma_.lower() not in _EMPTY]
    nouns = [t for t in tokens if t.pos_ in _NAMING]
    if not verbs:
        verbs = [t for t in nouns if t.head not in nouns and t.pos_ != "ADJ"][:1]
    objects = [t for t in nouns if t not in verbs]
    return _lemmas(verbs), _lemmas(objects)


def _lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.lemma_.lower() for token in tokens))


def _find_attribution(words: Offsets, attributions: Sequence[Attribution]) -> int | None:
    """Return the attribution whose content holds half of the words, of several the shortest."""
    best: tuple[int, int] | None = None
    for index, one in enumerate(attributions):
        shared = sum(max(0, min(p.end, words.end) - max(p.start, words.start)) for p in one.content)
        length = sum(piece.end - piece.start for piece in one.content)
        if shared >= _HALF * min(words.end - words.start, length) and (best is None or length < best[0]):
            best = length, index
    return None if best is None else best[1]
