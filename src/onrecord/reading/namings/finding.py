"""Doc -> names that the text marks as somebody's."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, NamingMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets
from onrecord.reading.columns import read_columns
from onrecord.reading.figures.counted import TokenIndex, fold_lemma
from onrecord.reading.namings.plain_names import (
    find_namer,
    find_parallel_names,
    find_plain_names,
    read_phrase,
    read_thing,
)

_PACKAGE = __package__ or "onrecord.reading.namings"
# A name is short; longer words in quotation marks are a statement.
_LONGEST_NAME = 80
_QUOTED = re.compile(rf"[“\"‘](?P<name>[^“”\"‘’\n]{{2,{_LONGEST_NAME}}})[”\"’](?P<rest> [a-z]{{3,20}}s\b)?")
_MARKED = re.compile(rf"\s(?:(?:the|a|an) )?{_QUOTED.pattern}")
_JOINED = re.compile(r"[”\"’]?,? (?:and|but|while|or|though) [^.;:\n]{0,70}$")
_NOUNS = frozenset({"NOUN", "PROPN"})
# Names that stand in so many characters of one another, with so few others between, may be rivals.
_FURTHEST, _MOST_BACK = 1200, 3

_Named = tuple[NamingMention, Token | None]


def find_namings(
    document: Document, doc: Doc, attributions: Sequence[Attribution]
) -> tuple[NamingMention, ...]:
    """Return the names that the text marks as somebody's name for a thing, in order.

    'Places that X calls “A” and Y defines as “B”' gives two names, each the other's rival. The holder is who uses
    the name: the subject of 'calls', the agent of 'confirmed by', the speaker of 'says the sites are …' or of the
    words around 'so-called'; in the narrator's own 'so-called' nobody is told.
    """
    found = [*_find_called(doc), *_find_marked(doc), *_find_equated(doc)]
    found += [*find_plain_names(doc), *find_parallel_names(doc)]
    unique: list[_Named] = []
    for naming, thing in sorted(found, key=lambda item: (item[0].name, item[0].holder is None)):
        if not unique or not naming.name.overlaps(unique[-1][0].name):
            unique.append((naming, thing))
    named = [(_give_holder(naming, attributions), thing) for naming, thing in unique]
    return _pair(document.text, named)


def _give_holder(naming: NamingMention, attributions: Sequence[Attribution]) -> NamingMention:
    """Return the naming with the speaker of the words it stands in, where they name no other holder."""
    if naming.holder is not None:
        return naming
    around = [
        (content.end - content.start, attribution.source)
        for attribution in attributions
        for content in attribution.content
        if attribution.source is not None and content.covers(naming.name)
    ]
    return replace(naming, holder=min(around)[1]) if around else naming


def _pair(text: str, found: Sequence[_Named]) -> tuple[NamingMention, ...]:
    """Return the names, those of one thing paired: 'what X calls “A” and Y “B”', also from sentence to sentence."""
    rivals: dict[int, int] = {}
    for index, (naming, thing) in enumerate(found):
        for before in range(index - 1, max(-1, index - 1 - _MOST_BACK), -1):
            earlier, other_thing = found[before]
            if words_of(text, naming.name) == words_of(text, earlier.name) or naming.holder == earlier.holder:
                continue
            between = text[earlier.name.end : naming.name.start]
            beside = len(between) <= _LONGEST_NAME and _JOINED.match(between) is not None
            if beside or (len(between) <= _FURTHEST and _is_same_thing(other_thing, thing)):
                rivals.setdefault(index, before)
                rivals.setdefault(before, index)
                break
    return tuple(replace(naming, rival=rivals.get(index)) for index, (naming, _) in enumerate(found))


def words_of(text: str, name: Offsets) -> str:
    """Return a name's words without case."""
    return text[name.start : name.end].casefold()


def _is_same_thing(earlier: Token | None, later: Token | None) -> bool:
    """Tell whether two names are given to one thing: to one word, to two of one lemma, or to 'them' after it."""
    if earlier is None or later is None:
        return False
    pronoun = later.pos_ == "PRON" and later.tag_ not in {"WP", "WDT"}
    return pronoun or earlier.i == later.i or (earlier.lemma_ == later.lemma_ and later.pos_ in _NOUNS)


def _find_called(doc: Doc) -> Iterator[_Named]:
    """Yield the quoted names after a verb of naming, each with the token of the thing named."""
    verbs = load_lexicon(_PACKAGE, "namings.toml").words("verbs")
    tokens, columns = TokenIndex(doc), read_columns(doc)
    text = columns.text
    for i, lemma in enumerate(columns.lemmas):
        if lemma not in verbs:
            continue
        verb = doc[i]
        end = verb.idx + len(verb)
        match = _QUOTED.search(text, end, end + _LONGEST_NAME + 60)
        between = tokens.between(end, match.start()) if match else []
        if match is None or any(token.pos_ in {"VERB", "AUX"} or token.text in ".;:" for token in between):
            continue
        if verb.pos_ != "VERB":
            continue
        if not _is_noun_phrase(tokens.between(match.start("name"), match.end("name"))):
            continue
        after = verb.i + 1 + (doc[verb.i + 1].lower_ == "to")  # 'refer to the huts as'
        thing = read_thing(doc, after)[0] or _find_thing(verb)
        if thing is not None and match.start() < thing.idx < match.end():
            thing = None
        keys = (fold_lemma(thing),) if thing is not None and thing.pos_ in _NOUNS else ()
        passive = not any(child.dep_ == "nsubj" for child in verb.children)
        agent = _find_agent(tokens, match.end()) if passive else None
        holder = agent or find_namer(verb)
        yield NamingMention(_name(match), holder, None, keys), thing


def _is_noun_phrase(tokens: Sequence[Token]) -> bool:
    """Tell a name from what somebody thinks of a thing: 'a disaster', 'sinister'."""
    words = [token for token in tokens if not token.is_punct]
    return bool(words) and words[0].lower_ not in {"a", "an"} and any(token.pos_ in _NOUNS for token in words)


def _find_agent(tokens: TokenIndex, position: int) -> Offsets | None:
    """Return who is named right behind a quoted name: 'known as “rest homes” by the ministry'."""
    behind = tokens.between(position, position + len(" by") + 1)
    by = next((token for token in behind if token.lower_ == "by"), None)
    agent = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
    return read_phrase(agent, None) if agent is not None else None


def _name(match: re.Match[str]) -> Offsets:
    """Return the name without its quotation marks, or with them and the noun behind: '“rest” homes'."""
    if match["rest"]:
        return Offsets(match.start("name") - 1, match.end("rest"))
    name = match["name"].rstrip(",. ")
    start = match.start("name") + len(match["name"]) - len(match["name"].lstrip())
    return Offsets(start, max(start + 1, match.start("name") + len(name)))


def _find_thing(verb: Token) -> Token | None:
    token = verb
    while token.dep_ == "conj" and token.head.pos_ == "VERB":
        token = token.head
    if token.dep_ == "relcl":
        return token.head
    wanted = ("nsubjpass",) if any(child.dep_ == "nsubjpass" for child in verb.children) else ("dobj",)
    return next((child for child in verb.children if child.dep_ in wanted), None)


def _find_marked(doc: Doc) -> Iterator[_Named]:
    """Yield the names after 'so-called' and 'known as'."""
    tokens, text = TokenIndex(doc), read_columns(doc).text
    for entry in load_lexicon(_PACKAGE, "namings.toml").entries:
        for mark in entry.pattern.finditer(text):
            match = _MARKED.match(text, mark.end())
            if match is not None:
                said = tokens.between(mark.start(), mark.end())
                subject = entry.get("mark") == "subject" and said and said[0].pos_ == "VERB"
                if subject:
                    yield NamingMention(_name(match), find_namer(said[0])), None
                elif entry.get("mark") == "prefix":
                    yield (
                        NamingMention(_name(match), _find_agent(tokens, match.end())),
                        _find_marked_thing(said),
                    )
            elif not entry.flag("quoted"):
                behind = tokens.between(mark.end(), mark.end() + _LONGEST_NAME)
                run = _noun_run(behind)
                if run:
                    yield NamingMention(Offsets(run[0].idx, run[-1].idx + len(run[-1])), None), run[-1]


def _find_marked_thing(said: Sequence[Token]) -> Token | None:
    """Return the thing of 'huts known as'."""
    verb = next((token for token in said if token.pos_ == "VERB"), None)
    return verb.head if verb is not None and verb.dep_ == "acl" and verb.head.pos_ in _NOUNS else None


def _noun_run(tokens: Sequence[Token]) -> list[Token]:
    run: list[Token] = []
    for token in tokens:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or (
            run and run[-1].pos_ in _NOUNS and token.pos_ == "ADJ"
        ):
            break
        run.append(token)
    return run if run and run[-1].pos_ in _NOUNS else []


def _find_equated(doc: Doc) -> Iterator[_Named]:
    """Yield the names in 'Norland says the buildings are rest homes'."""
    lexicon = load_lexicon(_PACKAGE, "namings.toml")
    things, saying = lexicon.words("things"), lexicon.words("saying")
    for i, lemma in enumerate(read_columns(doc).lemmas):
        if lemma != "be":
            continue
        verb = doc[i]
        if verb.head.lemma_ not in saying or verb.dep_ != "ccomp":
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        name = next((child for child in verb.children if child.dep_ == "attr" and child.pos_ in _NOUNS), None)
        if subject is None or name is None or subject.lemma_.lower() not in things:
            continue
        if any(child.dep_ in {"neg", "nummod"} for child in (*verb.children, *name.children)):
            continue
        run = [child for child in name.lefts if child.dep_ in {"compound", "amod"}] + [name]
        words = Offsets(run[0].left_edge.idx, name.idx + len(name))
        yield NamingMention(words, find_namer(verb.head), None, (fold_lemma(subject),)), subject
