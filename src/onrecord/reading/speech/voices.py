"""A draft's words -> the act that their grammar tells, read as the speaker's own: who 'he' and 'we' are in it."""

from spacy.tokens import Token

from onrecord.model import Act, Offsets
from onrecord.reading.speech.agency import Voice
from onrecord.reading.speech.clause_acts import tell_act_by_clauses
from onrecord.reading.speech.clauses import find_clauses, list_clause_words
from onrecord.reading.speech.drafts import Draft, Speech
from onrecord.reading.speech.speakers import can_speak


def tell_act_of_clauses(speech: Speech, voice: Voice, sentence: Offsets) -> Act | None:
    """Return the act that the main clauses of a sentence of somebody's words tell."""
    return tell_act_by_clauses(find_clauses(speech.tokens_between(sentence.start, sentence.end)), voice)


def hear(speech: Speech, draft: Draft) -> Voice:
    """Return whose words a draft's are."""
    cue = draft.cue
    said = speech.tokens_between(cue.start, cue.end) if cue and not draft.continued else []
    words = {token.lower_ for token in said}
    return Voice(
        _Speaker(speech, draft).owns,
        insists=bool(words & list_clause_words("insisting")),
        announces=bool(words & list_clause_words("announcing")),
    )


class _Speaker:
    """Whom the subjects of a draft's words stand for."""

    def __init__(self, speech: Speech, draft: Draft) -> None:
        self._speech = speech
        source = draft.source
        named = speech.tokens_between(source.start, source.end) if source else []
        self._names = frozenset(token.lower_ for token in named if token.pos_ == "PROPN")
        self._around = speech.around(draft.cue)

    def owns(self, subject: Token) -> bool:
        """Tell whether a subject stands for the speaker or what is the speaker's: 'I', 'our office', 'she said she'.

        Outside quotation marks a pronoun of the third person is taken for whoever speaks.
        """
        if subject.lower_ in list_clause_words("speaking"):
            return True
        own = list_clause_words("speaking")
        if not self._is_quoted(subject):
            own |= list_clause_words("reported")
        if subject.lower_ in own or (subject.pos_ == "PROPN" and subject.lower_ in self._names):
            return True
        near = (word for word in subject.subtree if word.pos_ == "PRON" and word.i <= subject.i + 2)
        return (subject.pos_ == "PRON" or can_speak(subject)) and any(word.lower_ in own for word in near)

    def _is_quoted(self, token: Token) -> bool:
        around = self._speech.around(Offsets(token.idx, token.idx + len(token)))
        return around is not None and around != self._around
