"""Doc -> attributions: who said what, by the parse and by the forms that newspapers keep to."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, Stance, TimeMention, Unstated, find_outer
from onrecord.model import Act, Document, Offsets, Quoted
from onrecord.reading.columns import read_columns
from onrecord.reading.speech.complements import find_complement
from onrecord.reading.speech.completing import complete
from onrecord.reading.speech.cues import Report, group_verb, is_silent, lemma_of, list_words
from onrecord.reading.speech.days import find_said, inherit_days, release_day
from onrecord.reading.speech.drafts import Draft, Speech, span_of
from onrecord.reading.speech.hedging import is_hedged
from onrecord.reading.speech.judging import Judged, judge
from onrecord.reading.speech.phrases import find_phrase_reports
from onrecord.reading.speech.quotations import find_quotations
from onrecord.reading.speech.quoted import attribute_quotations
from onrecord.reading.speech.saying import trace_via
from onrecord.reading.speech.sources import find_name_before, find_subject, is_plausible, phrase_of
from onrecord.reading.speech.tagged import add_unfound, draft_tagged, find_unstated, is_quoted_title
from onrecord.reading.speech.unsaid import find_forged, find_unsaid, join_unsaid
from onrecord.reading.speech.voices import drop_addressed, give_voice, keep_out_of_headings
from onrecord.reading.tagger.model import Read
from onrecord.times.redating import mask_furniture

# spaCy's labels of what a clause cannot do without: its subject, or its head.
_HELD = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "ccomp", "conj"})
_BULLETS = frozenset("•▪●*·–—-")
_SHORT = 90  # characters
_FEW = 5  # words
_FEWEST = 2
_VERBAL = frozenset({"VERB", "AUX", "INTJ"})
_TAIL = 3  # tokens at the end of a sentence among which its question mark stands
_LONGEST_SENTENCE = 250  # tokens; PolNeAR's longest sentences have under 100
_SAME = 0.8  # share of common characters from which two contents of one source are the same words


def find_attributions(
    document: Document, doc: Doc, read: Read, times: Sequence[TimeMention]
) -> tuple[tuple[Attribution, ...], tuple[Unstated, ...]]:
    """Return who said what in the document, in the order of the contents, and by whom nobody is on record.

    What is marked as furniture says nothing: the parse holds blanks in its place, at the document's offsets.
    """
    text = mask_furniture(document)
    speech = Speech(doc, find_quotations(text), text)
    own = _drop_repeats(list(keep_out_of_headings(document, speech, _draft_all(speech, read, times))))
    own = list(drop_addressed(document, speech, own))
    voiced = (_trim(draft, text) for draft in give_voice(document, speech, own))
    drafts = [draft for draft in voiced if draft.content]
    judged = judge(read, speech, drafts)
    said = [one for one in judged if one.stance is Stance.SAID and not _is_bare(one, text)]
    drafts = [one.draft for one in said]
    chains = trace_via(drafts)
    days = inherit_days([find_said(doc, draft, times) for draft in drafts], find_outer(drafts))
    found = [_attribute(speech, *each) for each in zip(said, chains, days, strict=True)]
    stated = sorted(found, key=lambda a: (a.content, a.cue or Offsets(0, 0), a.source or Offsets(0, 0)))
    unstated = find_unstated(text, read.attributions, stated, _name_stances(judged))
    tokens = [doc[place] for place in _readable(doc)]
    unsaid = [*find_unsaid(read, speech, tokens, stated), *find_forged(tokens)]
    return tuple(stated), join_unsaid(unstated, unsaid)


def _draft_all(speech: Speech, read: Read, times: Sequence[TimeMention]) -> list[Draft]:
    doc, text = speech.doc, speech.text
    places = list(_readable(doc))
    reports = [*find_verb_reports(doc, places), *find_phrase_reports(doc, places)]
    drafts = [draft for report in reports for draft in _draft(report) if _is_reported(speech, report, draft)]
    drafts = add_unfound(speech, list(draft_tagged(speech, read.attributions)), drafts, read.likely_cues)
    drafts = attribute_quotations(speech, drafts)
    drafts = complete(speech, drafts)
    drafts = [release_day(draft, text, times) for draft in drafts if not _names_nobody(draft, text)]
    drafts = _drop_repeats([draft for draft in (_trim(draft, text) for draft in drafts) if draft.content])
    return [draft for draft in drafts if not (_is_thin(doc, speech, draft) or _is_named(speech, draft))]


def _is_bare(one: Judged, text: str) -> bool:
    """Tell whether 'it' is all that is said, and nothing is done by it: 'they knew it', but not 'they denied it'."""
    words = " ".join(text[slice(*piece)] for piece in one.draft.content).lower()
    return words == "it" and one.act is Act.ASSERT


def _name_stances(judged: Iterable[Judged]) -> dict[Offsets, Stance]:
    return {one.draft.cue: one.stance for one in judged if one.draft.cue and one.stance is not Stance.SAID}


def _readable(doc: Doc) -> Iterator[int]:
    """Yield the tokens of the sentences that a parse can be trusted with; a longer one is a list or a hostile text."""
    for sentence in doc.sents:
        if len(sentence) <= _LONGEST_SENTENCE:
            yield from range(sentence.start, sentence.end)


def find_verb_reports(doc: Doc, places: Iterable[int]) -> Iterator[Report]:
    """Yield what each verb of the cue lexicon among the tokens at `places` attributes, and to whom."""
    pos = read_columns(doc).pos
    for verb in (doc[place] for place in places if pos[place] in ("VERB", "AUX")):
        complement = None if _is_thought_of(verb) else find_complement(verb)
        if complement is None:
            continue
        subject = find_subject(verb)
        if is_silent(verb, sourced=subject is not None):
            continue
        source = phrase_of(subject, [verb]) if subject is not None and is_plausible(subject) else ()
        if subject is None and verb.tag_ in ("VBD", "VBZ", "VBP"):
            source = find_name_before(verb)
        yield Report(group_verb(verb, *complement.cue), source, complement.content, verb)


def _is_thought_of(verb: Token) -> bool:
    """Tell whether the verb says what could or might be so: 'voters must decide', 'does anybody want it?'."""
    if lemma_of(verb) in list_words("saying"):
        return False
    aux = [child for child in verb.children if child.dep_ == "aux"]
    modal = any(child.lower_ in list_words("unsaid_modal") for child in aux)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    inverted = subject is not None and any(child.i < subject.left_edge.i for child in aux)
    asked = inverted and any(token.text == "?" for token in verb.sent[-_TAIL:])
    return modal or asked


def _is_thin(doc: Doc, speech: Speech, draft: Draft) -> bool:
    """Tell whether the words alone tell a reader nothing, being few, unquoted, and nobody's or no clause."""
    around = speech.around(draft.cue)
    if any(index != around for piece in draft.content for index in speech.overlapping(piece)):
        return False
    spans = [doc.char_span(piece.start, piece.end, alignment_mode="expand") for piece in draft.content]
    words = [t for span in spans if span is not None for t in span if t.is_alpha or t.like_num]
    if len(words) > _FEW:
        return False
    if draft.probability is not None and words and all(token.pos_ == "PROPN" for token in words):
        return True  # a name and nothing that is said of it: 'the office admitted Olaf Holm'
    if draft.source is None or all(token.lower_ in list_words("pointing") for token in words):
        return True
    lemma = lemma_of(draft.verb) if draft.verb is not None else ""
    says = lemma in list_words("telling") or lemma in list_words("mentioning")
    verbal = any(token.pos_ in _VERBAL for token in words)
    named = draft.verb is None and _holds_noun(speech, draft.cue)  # 'a report on conditions in the valley'
    return ((says or named) and not verbal) or (len(words) <= _FEWEST and words[0].lower_ == "to")


def _holds_noun(speech: Speech, cue: Offsets | None) -> bool:
    return cue is not None and any(t.pos_ == "NOUN" for t in speech.tokens_between(cue.start, cue.end))


def _is_named(speech: Speech, draft: Draft) -> bool:
    """Tell whether the marks hold a name, by rule taken for words: 'he said on “The Evening Hour”'."""
    quoted = any(speech.overlapping(piece) for piece in draft.content)
    return draft.probability is None and quoted and is_quoted_title(speech.text, draft.content)


def _names_nobody(draft: Draft, text: str) -> bool:
    """Tell whether the words only say that somebody would not be named or quoted: 'asked not to be identified'."""
    words = text[draft.content[0].start : draft.content[-1].end].lower() if draft.content else ""
    return len(words) < _SHORT and any(unnamed in words for unnamed in list_words("unnamed"))


def _is_reported(speech: Speech, report: Report, draft: Draft) -> bool:
    """Tell whether the report is the document's, or names who said it within the words of another.

    'I think' and 'we hope' in a quotation are how its speaker talks, no statements of their own.
    """
    if speech.around(draft.cue) is None:
        return True
    says = report.verb is not None and lemma_of(report.verb) in list_words("saying")
    return says and any(token.pos_ == "PROPN" for token in report.source)


def _draft(report: Report) -> Iterator[Draft]:
    """Yield the report by offsets, its content without the words of its cue and source; none where that is empty."""
    cue = tuple(sorted(report.cue, key=lambda token: token.i))
    barred = {token.i for token in (*cue, *report.source)}
    content = [token for token in report.content if token.i not in barred]
    pieces = list(_pieces_of(content)) if content else []
    if cue and pieces:
        pieces = _drop_fronted(pieces, cue[0])
    if pieces:
        source = span_of(report.source) if report.source else None
        yield Draft(
            source, span_of(cue) if cue else None, tuple(span_of(piece) for piece in pieces), report.verb
        )


def _pieces_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of tokens that stand together, up to the end of the paragraph."""
    run = [tokens[0]]
    for token in tokens[1:]:
        if run and run[-1].is_space and "\n" in run[-1].text and _begins_paragraph(run[-1], token):
            break
        if run and token.i != run[-1].i + 1:
            yield run
            run = []
        run.append(token)
    yield run


def _begins_paragraph(gap: Token, token: Token) -> bool:
    return gap.text.count("\n") > 1 or token.text in _BULLETS


def _drop_fronted(pieces: list[list[Token]], cue: Token) -> list[list[Token]]:
    """Return the pieces without an adverbial before the words of saying: 'In a statement, she said it was late'.

    What stands there belongs to the content where it holds its subject: 'The gate, she said, was late'.
    """
    if pieces[-1][0].i < cue.i:
        return pieces
    return [piece for piece in pieces if piece[0].i > cue.i or _holds_subject(piece)]


def _holds_subject(piece: Sequence[Token]) -> bool:
    inside = {token.i for token in piece}
    return any(
        token.text in ("“", '"', "‘", "''")
        or (token.dep_ in _HELD and token.head.i not in inside)
        or token.dep_ == "ROOT"
        for token in piece
    )


def _trim(draft: Draft, text: str) -> Draft:
    pieces = (trim_content(piece, text) for piece in draft.content)
    return replace(draft, content=tuple(piece for piece in pieces if piece is not None))


# 'NORVIK (Norwire) - ', before the first words of an agency's report.
_DATELINE = re.compile(r"(?:[A-Z][\w./,’' ]{0,40})?\([A-Z]\w{1,20}\) ?[-–—]{1,2} ")
_EDGES = frozenset(",;:–—- \t\r\n\u00a0")
_LISTED = frozenset("•▪●·◦‣")  # before an item of a list
_MARKS = frozenset("“”\"„«»‘’'`")
_INNER_MARK = re.compile(r"[“”\"„«»]")


def trim_content(piece: Offsets, text: str) -> Offsets | None:
    """Return the piece without commas, dashes and spaces at its ends, the bullet before it or marks that enclose it.

    >>> trim_content(Offsets(0, 16), "“It will open,” ")
    Offsets(start=1, end=13)
    """
    start, end = piece
    dateline = _DATELINE.match(text, start)  # all of the piece may lie in it
    start = min(dateline.end(), end) if dateline else start
    while True:
        while start < end and (text[start] in _EDGES | _LISTED or text[start].isspace()):
            start += 1
        while start < end and (text[end - 1] in _EDGES or text[end - 1].isspace()):
            end -= 1
        if start >= end or not any(char.isalnum() for char in text[start:end]):
            return None
        opens, closes = text[start] in _MARKS, text[end - 1] in _MARKS
        if not (opens or closes) or _INNER_MARK.search(text, start + 1, end - 1):
            return Offsets(start, end)
        start, end = start + opens, end - closes


def _drop_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without those that give the words of another to the same source, or by the same cue."""
    kept: list[Draft] = []
    recent: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.content[0].start, d.verb is None, d.cue or Offsets(0, 0))):
        recent = [other for other in recent if other.content[-1].end > draft.content[0].start]
        if not any(_repeats(draft, other) for other in recent):
            kept.append(draft)
            recent.append(draft)
    return kept


def _repeats(draft: Draft, other: Draft) -> bool:
    same_cue = draft.cue == other.cue and draft.content == other.content
    if not same_cue and draft.source != other.source:
        return False
    return _share(draft.content, other.content) >= _SAME


def _share(one: Iterable[Offsets], other: Iterable[Offsets]) -> float:
    """Return the characters that both hold as a share of those that either holds."""
    ones, others = list(one), list(other)
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ones for b in others)
    either = sum(a.end - a.start for a in ones) + sum(b.end - b.start for b in others) - both
    return both / either if either else 0.0


def _attribute(speech: Speech, judged: Judged, via: tuple[Offsets, ...], said: int | None) -> Attribution:
    text, draft = speech.text, judged.draft
    cue = text[draft.cue.start : draft.cue.end] if draft.cue and not draft.continued else ""
    content = " ".join(text[piece.start : piece.end] for piece in draft.content)
    return Attribution(
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        quoted=tell_quoted(speech, draft),
        act=judged.act,
        hedged=is_hedged(cue, content),
        via=via,
        said=said,
        probability=judged.probability,
        act_probability=judged.act_probability,
    )


def tell_quoted(speech: Speech, draft: Draft) -> Quoted:
    """Tell whether all, some or none of the content stands in quotation marks, the cue standing outside them.

    What stands in a speaker's own turn, post or letter is as he said it.
    """
    if draft.voiced:
        return Quoted.DIRECT
    holds = speech.around(draft.cue)
    quoted = plain = 0
    for piece in draft.content:
        inside = [speech.quotations[index].offsets for index in speech.overlapping(piece) if index != holds]
        covered = sum(min(q.end, piece.end) - max(q.start, piece.start) for q in inside)
        quoted += covered
        plain += max(0, piece.end - piece.start - covered - 2 * len(inside))
    if not quoted:
        return Quoted.INDIRECT
    return Quoted.MIXED if plain > 1 else Quoted.DIRECT
