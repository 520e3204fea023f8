"""Figures -> who gives them: whoever says the words around a number, and never who only does what is told."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, FigureMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets, Quoted
from onrecord.numbers.number_words import SHARES
from onrecord.reading.figures.counted import Counted, TokenIndex
from onrecord.reading.figures.lookup import Lookup
from onrecord.reading.figures.words import list_words as list_figure_words
from onrecord.reading.speech.cues import lemma_of, list_words
from onrecord.reading.speech.drafts import span_of
from onrecord.reading.speech.sources import phrase_of
from onrecord.reading.speech.speakers import can_speak

# Lists of the lexicon of cues of which each word or phrase says that somebody says or thinks something.
_CUES = (
    "saying",
    "thinking",
    "infinitive",
    "directive",
    "object",
    "prepositional",
    "phrasal",
    "impersonal",
    "noun",
    "adjective",
    "adverb",
    "source_preposition",
)
# An aside between dashes or brackets is no longer.
_LONGEST_ASIDE = 200
# Further back no dash is looked for that opens or closes one.
_LONGEST_SENTENCE = 1000
_DASH = re.compile(r"\s(?:--?|[—–])\s|(?<=\w)(?:—|--)(?=\w)")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TIMED = frozenset({"DATE", "TIME"})


class Givers:
    """The sayings of a document, for each of its numbers to find its own."""

    def __init__(self, doc: Doc, text: str, attributions: Sequence[Attribution]) -> None:
        self._text, self._tokens, self._attributions = text, TokenIndex(doc), attributions
        self._contents = Lookup(
            (content, index)
            for index, attribution in enumerate(attributions)
            if self._is_said(attribution)
            for content in attribution.content
        )

    def attribute(self, figure: FigureMention, counted: Counted) -> FigureMention:
        """Return the figure with its giver: the speaker of the words around it, or in them the subject of 'put it at'.

        What a narrator adds to reported words in an aside that is a clause of its own is nobody else's: 'the mayor
        said that the bridge - which has cost 30 million - is safe'.
        """
        around = [
            (content, index)
            for content, index in self._contents.at(Offsets(figure.start, figure.start + 1))
            if not self._is_aside(figure, content, self._attributions[index])
            and not self._is_done_to(counted, self._attributions[index])
            and not self._is_polled(figure, self._attributions[index])
        ]
        innermost = min(around, key=lambda item: (item[0].end - item[0].start, item[1]), default=None)
        holder = _find_holder(counted.root)
        if innermost is None:
            return replace(figure, holder=holder or _find_speaker_behind(counted.root))
        content, attribution = innermost
        # of 'Rao said that 12 were ill, the Gazette reported' it is Rao
        inside = holder is not None and content.covers(holder)
        return replace(figure, attribution=attribution, holder=holder if inside else None)

    def _is_said(self, attribution: Attribution) -> bool:
        """Tell whether somebody says the content: in quotation marks, by a word of saying, or in a paper.

        Who 'signed a 30-million bill' has not said how much it is worth.
        """
        if attribution.cue is None or attribution.quoted is not Quoted.INDIRECT:
            return True
        cue = self._tokens.between(*attribution.cue)
        told = {word for token in cue for word in (lemma_of(token), token.lower_)}
        words, phrases = _list_sayings()
        if not told.isdisjoint(words) or any(phrase <= told for phrase in phrases):
            return True
        source = self._tokens.between(*attribution.source) if attribution.source is not None else []
        return any(_is_paper(token) for token in source)

    def _is_done_to(self, counted: Counted, attribution: Attribution) -> bool:
        """Tell whether so many are whom a verb is done to that says something by a clause alone: 'charged 12 men'."""
        if attribution.cue is None or attribution.quoted is not Quoted.INDIRECT:
            return False
        token = counted.head if counted.head is not None else counted.root
        while token.dep_ == "conj":
            token = token.head
        verb = token.head
        if token.dep_ != "dobj" or not attribution.cue.covers(Offsets(verb.idx, verb.idx + len(verb))):
            return False
        telling = list_words("object") | list_words("infinitive") | list_figure_words("giving")
        return lemma_of(verb) in (list_words("saying") | list_words("directive")) - telling

    def _is_polled(self, figure: FigureMention, attribution: Attribution) -> bool:
        """Tell whether those who say it are they whom a share counts: 'more people said that they would stay (42%)'."""
        source = self._tokens.between(*attribution.source) if attribution.source is not None else []
        return figure.unit in SHARES and any(
            token.lower_ in list_figure_words("polled") for token in source[:1]
        )

    def _is_aside(self, figure: FigureMention, content: Offsets, attribution: Attribution) -> bool:
        if attribution.quoted is not Quoted.INDIRECT:
            return False
        cue = self._tokens.between(*attribution.cue) if attribution.cue is not None else []
        if any(token.lower_ in list_words("source_preposition") for token in cue):
            return False  # 'according to' stands for all of the sentence
        aside = _find_aside(self._text, figure.start, figure.end, content)
        return aside is not None and any(token.tag_ in _FINITE for token in self._tokens.between(*aside))


def _find_aside(text: str, start: int, end: int, content: Offsets) -> Offsets | None:
    """Return the words between two dashes or brackets of some content that stand around a number."""
    first, last = max(content.start, start - _LONGEST_ASIDE), min(content.end, end + _LONGEST_ASIDE)
    opened, closed = text.rfind("(", first, start), text.find(")", end, last)
    if opened > text.rfind(")", first, start) and closed >= 0:
        return Offsets(opened + 1, closed)
    dashes = list(_DASH.finditer(text, max(content.start, start - _LONGEST_SENTENCE), start))
    behind = _DASH.search(text, end, last)
    if len(dashes) % 2 and behind is not None and dashes[-1].end() >= first:
        return Offsets(dashes[-1].end(), behind.start())
    return None


@cache
def _list_sayings() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Return the words and the phrases that say that somebody says, thinks or gives something."""
    cues = frozenset().union(*(list_words(name) for name in _CUES), list_figure_words("giving"))
    words = frozenset(cue for cue in cues if " " not in cue)
    return words, tuple(frozenset(cue.split()) for cue in sorted(cues - words))


def _is_paper(token: Token) -> bool:
    """Tell whether a word of a source is what is written, and speaks for whoever wrote it."""
    documents = load_lexicon("onrecord.reading.mentions", "roles.toml").words("documents")
    return token.pos_ == "NOUN" and (token.lower_ in documents or lemma_of(token) in documents)


def _find_holder(root: Token) -> Offsets | None:
    """Return by whom a number is given: 'She puts it at 12', 'a survey finds that 12 do', 'the mayor's count of 12'."""
    token = root
    passed: list[Token] = []
    while token.head != token:
        came, token = token, token.head
        passed.append(came)
        if (owner := _find_owner(token, came)) is not None:
            return owner
        if lemma_of(token) not in list_figure_words("giving") or token.pos_ != "VERB":
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj" and child != came), None)
        if subject is None or not _can_give(subject) or not _gives(token, subject, passed):
            continue
        doc = root.doc
        first = subject.left_edge.i
        last = max(
            (part.i for part in subject.subtree if part.dep_ not in {"relcl", "acl"}), default=subject.i
        )
        last = min(last, token.i - 1)
        while last > first and (doc[last].is_punct or doc[last].is_space):
            last -= 1
        if first <= last:
            return Offsets(doc[first].idx, doc[last].idx + len(doc[last]))
    return None


def _find_speaker_behind(root: Token) -> Offsets | None:
    """Return who is named as saying all that stands before: '12 barns burned, the mayor, Ada Rao, said'.

    The parse takes the name for one more thing that burned, and the verb for another one of the barns.
    """
    tokens = [token for token in root.sent if not token.is_space]
    while tokens and (tokens[-1].is_punct or tokens[-1].ent_type_ in _TIMED or tokens[-1].lower_ == "on"):
        tokens.pop()
    if not tokens or tokens[-1].tag_ not in _FINITE or lemma_of(tokens[-1]) not in list_words("saying"):
        return None
    tokens.pop()
    if tokens and tokens[-1].text == ",":
        tokens.pop()
    first = len(tokens)
    while first and tokens[first - 1].pos_ == "PROPN":
        first -= 1
    commas = [place for place in range(first) if tokens[place].text == "," and tokens[place].i > root.i]
    if first == len(tokens) or not commas or commas[-1] != first - 1:
        return None
    if len(commas) > 1 and _is_title(tokens[commas[-2] + 1 : commas[-1]]):
        first = commas[-2] + 1
    return span_of(tokens[first:])


def _is_title(words: Sequence[Token]) -> bool:
    """Tell whether words between commas say who somebody is: 'the mayor of Lund', 'its leader', 'Lund's mayor'."""
    owned = any(token.tag_ == "POS" for token in words)
    return (owned or words[0].pos_ in {"DET", "PRON"}) and not any(token.tag_ in _FINITE for token in words)


def _find_owner(noun: Token, came: Token) -> Offsets | None:
    """Return whose a count is that is reached from its number: 'the mayor's count of 12', 'a claim by her of 12'."""
    counts = list_figure_words("anaphors") | list_figure_words("claims")
    if noun.pos_ != "NOUN" or lemma_of(noun) not in counts or came.lower_ != "of":
        return None
    held = [child for child in noun.children if child.dep_ == "poss"]
    for child in noun.rights:
        agents = [child, *(low for low in child.children if child.dep_ == "acl")]
        by = [agent for agent in agents if agent != came and agent.lower_ in list_figure_words("by_whom")]
        held += [low for agent in by for low in agent.children if low.dep_ == "pobj"]
    owner = next((token for token in held if token.pos_ in {"NOUN", "PROPN"} and can_speak(token)), None)
    return None if owner is None else span_of([token for token in phrase_of(owner) if token.tag_ != "POS"])


def _can_give(subject: Token) -> bool:
    """Tell whether a subject is named, or is a person whom the text has named: 'She put the number at 12'."""
    named = subject.pos_ in {"NOUN", "PROPN"} and lemma_of(subject) not in list_figure_words("anaphors")
    return named or subject.lower_ in {"he", "she"}


def _gives(verb: Token, subject: Token, passed: Sequence[Token]) -> bool:
    """Tell whether a verb says that its subject gives a number, and not what it does to so many or must show.

    'Put it nearer to 12' is told from 'put 12 on leave', and 'found that 12 had left' from 'found 12 boxes'.
    """
    lemma, helping = lemma_of(verb), {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if helping & list_figure_words("obliging") or (verb.tag_ == "VBN" and not helping):
        return False
    if lemma in list_figure_words("placing_at"):
        put = next((child for child in verb.children if child.dep_ == "dobj" and child != passed[-1]), None)
        counted = put is not None and (
            put.lower_ == "it" or lemma_of(put) in list_figure_words("anaphors") | list_figure_words("tolls")
        )
        return counted or any(token.dep_ == "prep" and token.lower_ == "at" for token in passed)
    if lemma in list_figure_words("speaking_of"):
        return passed[-1].dep_ == "prep" and passed[-1].lower_ == "of"
    if lemma in list_figure_words("clausal") and not _is_paper(subject):
        return passed[-1].dep_ == "ccomp"
    return True
