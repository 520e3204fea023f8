"""Doc -> names that the text marks as somebody's."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import Attribution, NamingMention
from onrecord.lexicon import load_lexicon
from onrecord.model import Document, Offsets
from onrecord.reading.counted import TokenIndex, fold_lemma

_PACKAGE = __package__ or "onrecord.reading"
# A name is short; longer words in quotation marks are a statement.
_LONGEST_NAME = 80
_QUOTED = re.compile(rf"[“\"‘](?P<name>[^“”\"‘’\n]{{2,{_LONGEST_NAME}}})[”\"’](?P<rest> [a-z]{{3,20}}s\b)?")
_JOINED = re.compile(r"[”\"’]?,? (?:and|but|while|or|though) [^.;:\n]{0,70}$")
_NOUNS = frozenset({"NOUN", "PROPN"})


def find_namings(
    document: Document, doc: Doc, attributions: Sequence[Attribution]
) -> tuple[NamingMention, ...]:
    """Return the names that the text marks as somebody's name for a thing, in order.

    'Places that X calls “A” and Y defines as “B”' gives two names, each the other's rival. The holder is who uses
    the name: the subject of 'calls', the agent of 'confirmed by', the speaker of 'says the sites are …' or of the
    words around 'so-called'; in the narrator's own 'so-called' nobody is told.
    """
    found = [*_find_called(doc), *_find_marked(doc), *_find_equated(doc)]
    unique: dict[Offsets, tuple[NamingMention, int | None]] = {}
    for naming, thing in sorted(found, key=lambda item: (item[0].name, item[0].holder is None)):
        if not any(naming.name.overlaps(name) for name in unique):
            unique[naming.name] = (naming, thing)
    named = [(_give_holder(naming, attributions), thing) for naming, thing in unique.values()]
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


def _pair(text: str, found: list[tuple[NamingMention, int | None]]) -> tuple[NamingMention, ...]:
    """Return the names, those of one thing paired: 'what X calls “A” and Y “B”'."""
    rivals: dict[int, int] = {}
    for index, (naming, thing) in enumerate(found[:-1]):
        following, other_thing = found[index + 1]
        between = text[naming.name.end : following.name.start]
        beside = len(between) <= _LONGEST_NAME and _JOINED.match(between) is not None
        if (beside or (thing is not None and thing == other_thing)) and naming.holder != following.holder:
            rivals[index], rivals[index + 1] = index + 1, index
    return tuple(replace(naming, rival=rivals.get(index)) for index, (naming, _) in enumerate(found))


def _find_called(doc: Doc) -> Iterator[tuple[NamingMention, int | None]]:
    """Yield the quoted names after a verb of naming, each with the token of the thing named."""
    verbs = load_lexicon(_PACKAGE, "namings.toml").words("verbs")
    tokens = TokenIndex(doc)
    for verb in doc:
        if verb.lemma_.lower() not in verbs:
            continue
        end = verb.idx + len(verb)
        match = _QUOTED.search(doc.text, end, end + _LONGEST_NAME + 60)
        between = tokens.between(end, match.start()) if match else []
        if match is None or any(token.pos_ in {"VERB", "AUX"} or token.text in ".;:" for token in between):
            continue
        mistaken = (
            verb.pos_ != "VERB"
        )  # the parser took the verb for a noun: 'villagers describes as “barracks”'
        if mistaken and not all(token.lower_ in {"as", "to"} for token in between):
            continue
        thing = None if mistaken else _find_thing(verb)
        if thing is not None and match.start() < thing.idx < match.end():
            thing = None
        keys = (fold_lemma(thing),) if thing is not None and thing.pos_ in _NOUNS else ()
        holder = _phrase_before(verb) if mistaken else _find_holder(verb)
        yield NamingMention(_name(match), holder, None, keys), thing.i if thing is not None else None


def _phrase_before(noun: Token) -> Offsets | None:
    first, last = noun.left_edge.i, noun.i - 1
    if first > last:
        return None
    return Offsets(noun.doc[first].idx, noun.doc[last].idx + len(noun.doc[last]))


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


def _find_holder(verb: Token) -> Offsets | None:
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        return next((_phrase(child) for child in agent.children if child.dep_ == "pobj"), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ in {"WDT", "WP"}:
        return None
    return _phrase(subject)


def _phrase(noun: Token) -> Offsets:
    """Return where a noun stands with the modifiers before it."""
    first = noun
    for child in noun.lefts:
        if child.dep_ in {"det", "amod", "compound", "poss", "nmod"}:
            first = min(first, child.left_edge, key=lambda token: token.i)
    return Offsets(first.idx, noun.idx + len(noun))


def _find_marked(doc: Doc) -> Iterator[tuple[NamingMention, int | None]]:
    """Yield the names after 'so-called' and 'known as'."""
    tokens = TokenIndex(doc)
    for entry in load_lexicon(_PACKAGE, "namings.toml").entries:
        for mark in entry.pattern.finditer(doc.text):
            match = re.compile(rf"\s(?:(?:the|a|an) )?{_QUOTED.pattern}").match(doc.text, mark.end())
            if match is not None:
                yield NamingMention(_name(match), None), None
            elif not entry.flag("quoted"):
                behind = tokens.between(mark.end(), mark.end() + _LONGEST_NAME)
                run = _noun_run(behind)
                if run:
                    yield NamingMention(Offsets(run[0].idx, run[-1].idx + len(run[-1])), None), None


def _noun_run(tokens: Sequence[Token]) -> list[Token]:
    run: list[Token] = []
    for token in tokens:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or (
            run and run[-1].pos_ in _NOUNS and token.pos_ == "ADJ"
        ):
            break
        run.append(token)
    return run if run and run[-1].pos_ in _NOUNS else []


def _find_equated(doc: Doc) -> Iterator[tuple[NamingMention, int | None]]:
    """Yield the names in 'Norland says the buildings are rest homes'."""
    lexicon = load_lexicon(_PACKAGE, "namings.toml")
    things, saying = lexicon.words("things"), lexicon.words("saying")
    for verb in doc:
        if verb.lemma_ != "be" or verb.head.lemma_ not in saying or verb.dep_ != "ccomp":
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        name = next((child for child in verb.children if child.dep_ == "attr" and child.pos_ in _NOUNS), None)
        if subject is None or name is None or subject.lemma_.lower() not in things:
            continue
        if any(child.dep_ in {"neg", "nummod"} for child in (*verb.children, *name.children)):
            continue
        run = [child for child in name.lefts if child.dep_ in {"compound", "amod"}] + [name]
        words = Offsets(run[0].left_edge.idx, name.idx + len(name))
        yield NamingMention(words, _find_holder(verb.head), None, (fold_lemma(subject),)), subject.i
