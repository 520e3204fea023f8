"""One walk through a document: names are known, descriptions and pronouns are resolved as they come."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Span, Token

from onrecord.annotations import Attribution, Citation, MentionType, Unstated
from onrecord.model import Offsets
from onrecord.names import find_key_words
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.beside import read_beside
from onrecord.reading.mentions.chains import (
    Book,
    Draft,
    find_body_draft,
    find_inside,
    find_inside_range,
    find_same_key,
)
from onrecord.reading.mentions.descriptions import Description, Kind, describe, find_descriptions
from onrecord.reading.mentions.name_types import list_words
from onrecord.reading.mentions.names import Name, find_names, find_spelt_out
from onrecord.reading.mentions.owners import group_names
from onrecord.reading.mentions.places import acts, find_demonyms, governs, is_dateline, is_seat, is_where
from onrecord.reading.mentions.pronouns import (
    FIRST,
    SINGULAR,
    THIRD,
    Place,
    can_act,
    count_quoted,
    find_antecedent,
    fits,
    has_nearer_subject,
    is_main_subject,
    is_subject,
    leads_in,
    mark_quoted,
    means_things,
    tell_gender,
)
from onrecord.reading.mentions.resolve import join_names, resolve
from onrecord.reading.mentions.scene import Scene, label_of
from onrecord.reading.mentions.speaking import find_speaking
from onrecord.reading.mentions.titles import find_titles, is_of_next
from onrecord.world import find_capital, find_seated

# someone told by age only
_AGED = re.compile(r"the \w+(?:-\w+)?-year-old", re.IGNORECASE)
_WINDOW = 120  # mentions that a pronoun can look back on


class Walk:
    """The state of one walk; `book` holds what was found."""

    def __init__(
        self,
        doc: Doc,
        attributions: Sequence[Attribution],
        citations: Sequence[Citation],
        voiced: Sequence[Offsets] = (),
        unstated: Sequence[Unstated] = (),
    ) -> None:
        self.doc = doc
        self.attributions = attributions
        self.unstated = unstated
        self.book = Book()
        self.sources = [words for a in attributions for words in (a.source, *a.via) if words is not None]
        self.outlets = [citation.outlet for citation in citations]
        cues = (self._span(attribution.cue) for attribution in attributions if attribution.cue is not None)
        self.cues = frozenset(span.start for span in cues if span is not None)
        self.names = find_names(doc, self.outlets, self.sources)
        self.quoted = mark_quoted(doc)
        for words in voiced:  # what somebody says in a turn or a post is as if in quotation marks
            if (span := self._span(words)) is not None:
                self.quoted[span.start : span.end] = [True] * len(span)
        beside = read_beside(doc, self.names, self.quoted)
        spelt_out = find_spelt_out(doc, self.names)
        self.owners = group_names(self.book, self.names, beside, doc.text.find("\n"), spelt_out)
        self.name_at = {i: name for name in self.names for i in range(name.first, name.last)}
        self.meant: dict[int, Draft | None] = {}  # token -> whom the phrase headed by it means
        self.titled: dict[int, Draft] = {}  # token of a title -> whose
        self.later: list[Description] = []  # descriptions whose owner may be named after them
        self.places: list[Place] = []
        self.last: dict[Draft, Place] = {}
        self.sentence_of = [0] * len(doc)
        for index, sentence in enumerate(doc.sents):
            self.sentence_of[sentence.start : sentence.end] = [index] * len(sentence)

    def read(self) -> Book:
        """Return the book with every mention entered."""
        self._tie_titles()
        self._let_places_act()
        self._let_peoples_speak()
        self._vote_genders()
        self._enter_names()
        self._follow()
        self._enter_first_persons()
        for item in self.later:
            self._describe(item, self.sentence_of[item.head])
        for words in self.outlets:
            self._cover_outlet(words)
        for words in (*self.sources, *self.outlets):
            self._cover(words)
        self._tell_outlets()
        return self.book

    def _text(self, first: int, last: int) -> Offsets:
        return Offsets(self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1]))

    def _tie_titles(self) -> None:
        for name in self.names:
            owner = self.owners.get(name)
            if name.type is not MentionType.PERSON or owner is None:
                continue
            for title in find_titles(self.doc, name):
                inside = find_inside_range(self.name_at, title.first, title.last)
                if is_of_next(self.doc, title, name, inside):
                    continue
                text = " ".join(self.doc[title.first : title.last].text.split())
                owner.entitle(text)
                for inner in find_inside(self.names, title.first, title.last):
                    head = self.owners.get(inner)
                    if head is not None and head is not owner and head not in owner.heads:
                        owner.heads.append(head)
                self.titled.update(
                    {i: owner for i in range(title.first, title.last) if i not in self.name_at}
                )
                if title.beside:
                    words = self._text(min(title.first, name.first), max(title.last, name.last))
                    self.book.mention(words, MentionType.PERSON, owner)

    def _let_places_act(self) -> None:
        """Take a capital for the government that sits there, and a place for its own, wherever it acts."""
        roots = {span.root.i for span in map(self._span, self.sources) if span is not None}
        places = [name for name in self.names if name.type is MentionType.PLACE and name not in self.owners]
        places = [name for name in places if not is_dateline(self.doc, name)]
        acting = {name for name in places if name.head in roots or governs(self.doc, name)}
        acting |= {name for name in places if is_seat(name.text) and acts(self.doc[name.head])}
        active = {name.words for name in acting}
        counts = Counter(name.words for name in places)
        located = {name.words for name in places if is_where(self.doc, name) or governs(self.doc, name)}
        located |= {words for words, count in counts.items() if count > 1}
        for name in places:
            own = not is_seat(name.text)
            with_it = name.words in active and (self.doc[name.head].dep_ == "poss" or own)
            if (name in acting or with_it) and not is_where(self.doc, name):
                owner = self._own(name, located) if own else self._seated(name.text)
                if owner is not None:
                    self.owners[name] = owner
                    owner.call(name.text)

    def _let_peoples_speak(self) -> None:
        """Take the name of a people for those who belong to it where it is a plural: 'Many Norwegians'."""
        for name in self.names:
            if name.type is MentionType.GROUP and name not in self.owners:
                token = self.doc[name.head]
                if token.tag_ in ("NNS", "NNPS") and name.text.endswith("s"):
                    self.owners[name] = find_same_key(self.book, name, MentionType.GROUP)
                    self.owners[name].call(name.text)

    def _own(self, name: Name, located: Collection[tuple[str, ...]]) -> Draft:
        """Return the government of a place; what is never said to be somewhere is some organisation."""
        if name.words in located:
            return self.book.state(name.text)
        key = frozenset(name.words)
        for draft in self.book.of_type(MentionType.ORGANISATION):
            if draft.key == key:
                return draft
        return self.book.open(Draft(MentionType.ORGANISATION, key=key))

    def _seated(self, text: str) -> Draft | None:
        if body := find_seated(text):
            return find_body_draft(self.book, body)
        country = find_capital(text)
        return self.book.state(country) if country else None

    def _vote_genders(self) -> None:
        """Learn whether somebody is 'he' or 'she' where only one person can be meant."""
        by_sentence: dict[int, list[tuple[int, Draft]]] = {}
        for name in self.names:
            if name.type is MentionType.PERSON and (owner := self.owners.get(name)) is not None:
                by_sentence.setdefault(self.sentence_of[name.first], []).append((name.first, owner))
        votes: dict[int, Counter[str]] = {}
        for i, word in enumerate(read_columns(self.doc).lowers):
            gender = tell_gender(word)
            if not gender or self.quoted[i]:
                continue
            sentence = self.sentence_of[i]
            near = [owner for first, owner in by_sentence.get(sentence, []) if first < i]
            near += [owner for _, owner in by_sentence.get(sentence - 1, [])]
            if len({id(owner) for owner in near}) == 1:
                votes.setdefault(id(near[0]), Counter())[gender] += 1
        for draft in self.book.of_type(MentionType.PERSON):
            counts = votes.get(id(draft), Counter())
            if not draft.gender and counts["m"] != counts["f"]:
                draft.gender = max("mf", key=lambda gender: counts[gender])

    def _enter_names(self) -> None:
        for name in self.names:
            owner = self.owners.get(name)
            owner = self._part_possessed(name, owner)
            kind = owner.type if owner is not None else name.type
            if kind is MentionType.STATE and is_where(self.doc, name):
                self.book.mention(name.offsets, MentionType.PLACE, None)
            elif owner is not None or name.type is MentionType.PLACE:
                self.book.mention(name.offsets, kind, owner)
            self._extend_possessed(name, owner)

    def _part_possessed(self, name: Name, owner: Draft | None) -> Draft | None:
        """Return another than the body that others are short for: "Peru's Navy", where a text tells of the US Navy."""
        possessors = [child for child in self.doc[name.head].lefts if child.dep_ == "poss"]
        state = (
            self.owners.get(self.name_at[possessors[0].i])
            if possessors and possessors[0].i in self.name_at
            else None
        )
        if owner is None or owner.type is not MentionType.ORGANISATION or state is None or not state.country:
            return owner
        key = owner.key | find_key_words(state.country)
        fuller = [draft for draft in self.book.of_type(MentionType.ORGANISATION) if owner.key < draft.key]
        if not fuller:
            return owner
        found = next((draft for draft in fuller if draft.key == key), None)
        found = found or self.book.open(Draft(MentionType.ORGANISATION, key=key))
        self.owners[name] = found
        return found

    def _extend_possessed(self, name: Name, owner: Draft | None) -> None:
        """Enter "Lund's Road Board" as the board, and let it belong to Lund."""
        if owner is None or owner.type is not MentionType.ORGANISATION:
            return
        for child in self.doc[name.head].lefts:
            if child.dep_ == "poss" and child.right_edge.i < name.first and child.i in self.name_at:
                possessor = self.owners.get(self.name_at[child.i])
                owner.owner = owner.owner or (possessor if possessor is not owner else None)
                first = child.left_edge.i
                while self.doc[first].pos_ == "DET":
                    first += 1
                words = self._text(first, name.last)
                self.book.mention(words, owner.type, owner)
                if possessor is not None and possessor.type is MentionType.STATE:
                    owner.call(" ".join(self.doc[first : name.last].text.split()))

    def _follow(self) -> None:
        """Resolve descriptions and pronouns in the order of the text."""
        inside = {**self.name_at, **self.titled}
        described = {item.head: item for item in find_descriptions(self.doc, inside, self.cues)}
        for head, (kind, end) in find_speaking(self.doc, self.attributions, self.unstated, inside).items():
            if head not in described and (item := self._describe_until(head, kind, end)) is not None:
                described[head] = item
        self.later = [item for item in described.values() if self._waits(item)]
        described = {i: item for i, item in described.items() if not self._waits(item)}
        spoken = self._speakers_by_sentence()
        last: Draft | None = None
        seen = -1
        heads = {name.head: name for name in self.names}
        columns = read_columns(self.doc)
        for i, (pos, lower) in enumerate(zip(columns.pos, columns.lowers, strict=True)):
            sentence = self.sentence_of[i]
            while seen < sentence - 1:
                seen += 1
                last = self._last_speaker(spoken.get(seen, ()), last)
            if i in heads:
                self._place(self.doc[i], self.owners.get(heads[i]))
            elif i in described:
                self._describe(described[i], sentence)
            elif pos == "PRON" and lower in THIRD:
                self._refer(self.doc[i], sentence, last)

    def _describe_until(self, head: int, kind: Kind, end: int) -> Description | None:
        """Return the phrase of a noun that speaks, which goes no further than the words of its source."""
        item = describe(self.doc, self.doc[head], kind, self.cues)
        if item is None or item.last <= end:
            return item
        return replace(item, last=end, words=self._text(item.first, end))

    def _waits(self, item: Description) -> bool:
        """Tell whether whoever stands behind it may be named after it: a document's author, my office's 'I'."""
        mine = item.possessor is not None and self.doc[item.possessor].lower_ in FIRST
        return item.kind is Kind.DOCUMENT or mine

    def _speakers_by_sentence(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for attribution in self.attributions:
            span = self._span(attribution.source) if attribution.source else None
            if span is not None:
                found.setdefault(self.sentence_of[span.start], []).append(span)
        return found

    def _last_speaker(self, spans: Iterable[Span], last: Draft | None) -> Draft | None:
        """Return who spoke last: in a sentence whose speaker tells of another's words, the one who tells."""
        for span in spans:
            draft = self._gather(span) or self._head_draft(span.root)
            if draft is not None and span.root.head.dep_ == "ROOT" and not leads_in(span.root.head):
                return draft
            last = draft or last
        return last

    def _place(self, token: Token, draft: Draft | None) -> None:
        self.meant[token.i] = draft
        if draft is not None:
            plural = any(child.dep_ == "conj" for child in token.children)
            sentence, quoted = self.sentence_of[token.i], self.quoted[token.i]
            main = is_main_subject(token)
            self.places.append(Place(token.i, draft, sentence, is_subject(token), quoted, plural, main))
            self.last[draft] = self.places[-1]

    def _describe(self, item: Description, sentence: int) -> None:
        scene = Scene(self.doc, self.book, self.places, self.last, self._head_of, self._inside)
        draft = self._find_beside(item) or resolve(item, scene, sentence)
        self._place(self.doc[item.head], draft)
        if draft is not None:
            self.book.mention(item.words, draft.type, draft)

    def _find_beside(self, item: Description) -> Draft | None:
        """Return the body that stands beside its description: 'Lund Rail, the firm', 'the operator, Lund Rail'.

        What is told so of a name that could be a person's is no person.
        """
        person = item.kind is Kind.PERSON and item.lemma not in list_words(
            "persons"
        )  # 'the promoter, Lund Live'
        if item.kind is not Kind.ORGANISATION and not person:
            return None
        head = self.doc[item.head]
        apposed = [child for child in head.rights if child.dep_ == "appos"]
        if item.kind is Kind.ORGANISATION and head.dep_ == "appos":
            apposed.append(head.head)
        names = [self.name_at[token.i] for token in apposed if token.i in self.name_at]
        found = {draft: None for name in names if (draft := self.owners.get(name)) is not None}
        draft = next(iter(found)) if len(found) == 1 else None
        if draft is None or item.lemma in list_words("governments"):
            return None
        bare = draft.type is MentionType.PERSON and not draft.titles
        bare = bare and (" " not in draft.name or item.lemma in list_words("organisations"))
        if bare and item.kind is Kind.ORGANISATION:
            draft.type = MentionType.ORGANISATION
        if draft.type not in (MentionType.ORGANISATION, MentionType.OUTLET):
            return None
        draft.entitle(label_of(item, self.doc))
        return draft

    def _refer(self, token: Token, sentence: int, last: Draft | None) -> None:
        several = token.lower_ not in SINGULAR
        if several and (not can_act(token) or has_nearer_subject(token, self._head_draft, self.quoted)):
            return
        if token.lower_ in ("it", "they") and means_things(token, self._head_draft):
            return
        places = self.places[-_WINDOW:] + self._names_ahead(token, sentence)
        draft = find_antecedent(self.doc, token, places, sentence, self.quoted[token.i], last)
        if draft is not None and draft in (told := self._list_told_of(token)):
            draft = last if last is not None and last not in told and fits(token, last, False) else None
        elif draft is None and token.lower_ in SINGULAR and not self.quoted[token.i]:
            # 'he said' after a long quotation
            before = sentence - count_quoted(token, self.quoted, self.sentence_of)
            draft = find_antecedent(self.doc, token, places, before, False, last)
        if draft is not None and not draft.gender and not self.quoted[token.i]:
            draft.gender = tell_gender(token.lower_)
        if draft is not None and draft.type is MentionType.PERSON and token.lower_ not in SINGULAR:
            draft = self._join_place(places, draft)
        self._place(token, draft)
        self.book.mention(Offsets(token.idx, token.idx + len(token)), MentionType.PRONOUN, draft)

    def _list_told_of(self, token: Token) -> Collection[Draft]:
        """Return who is named in what the pronoun's bearer says, and is therefore another: 'Lund, he said, …'."""
        content = (
            span
            for attribution in self.attributions
            if attribution.source == (token.idx, token.idx + len(token))
            for words in attribution.content
            if (span := self._span(words)) is not None
        )
        names = (name for span in content for name in find_inside_range(self.name_at, span.start, span.end))
        return {self.owners[name] for name in names if name in self.owners}

    def _join_place(self, places: Sequence[Place], draft: Draft) -> Draft | None:
        """Return the group of those named side by side whom 'they' means, with the first of them."""
        place = next((place for place in reversed(places) if place.draft is draft and place.plural), None)
        token = self.doc[place.token] if place is not None else None
        return None if token is None else self._join((token, *token.conjuncts))

    def _names_ahead(self, token: Token, sentence: int) -> list[Place]:
        end = token.sent.end
        ahead = []
        for i in range(token.i + 1, end):
            name = self.name_at.get(i)
            if name is not None and name.head == i and (owner := self.owners.get(name)) is not None:
                ahead.append(Place(i, owner, sentence, is_subject(self.doc[i]), self.quoted[i]))
        return ahead

    def _inside(self, item: Description) -> list[Draft]:
        found = [
            owner
            for name in find_inside_range(self.name_at, item.first, item.last)
            if (owner := self.owners.get(name)) is not None
        ]
        return found + [
            self.book.state(country) for country in find_demonyms(self.doc[item.first : item.last])
        ]

    def _head_of(self, i: int) -> Draft | None:
        return self._head_draft(self.doc[i])

    def _head_draft(self, token: Token) -> Draft | None:
        """Return whom the phrase headed by `token` means."""
        if token.i in self.name_at:
            return self.owners.get(self.name_at[token.i])
        if token.i in self.titled:
            return self.titled[token.i]
        return self.meant.get(token.i)

    def _span(self, words: Offsets) -> Span | None:
        span = self.doc.char_span(*words, alignment_mode="expand")
        return span if span is not None and len(span) else None

    def _cover_outlet(self, words: Offsets) -> None:
        """Take the words of a citation for the one outlet that they name: 'the Lund Gazette and agencies'."""
        span = self._span(words)
        inside = find_inside_range(self.name_at, span.start, span.end) if span is not None else []
        owners = {self.owners[name]: None for name in inside if name in self.owners}
        outlets = [owner for owner in owners if owner.type is MentionType.OUTLET]
        if len(outlets) == 1 == len(owners):
            self.book.mention(words, MentionType.OUTLET, outlets[0])

    def _cover(self, words: Offsets) -> None:
        """Make sure that the words of a source are a mention, of whoever it is."""
        span = self._span(words)
        if span is None or not span.text.strip():
            return
        draft = self._gather(span) or self._head_draft(span.root) or self._find_within(span)
        if draft is None and _AGED.fullmatch(span.text):
            draft = self._find_aged(span)
        if draft is None and span.root.i not in self.meant:
            draft = self._describe_anyhow(span)
        pronoun = len(span) == 1 and span.root.pos_ == "PRON"
        kind = MentionType.PRONOUN if pronoun else draft.type if draft is not None else MentionType.THING
        self.book.mention(words, kind, draft)

    def _find_aged(self, span: Span) -> Draft | None:
        """Return the one person named in the two sentences up to here, whom 'the 60-year-old' then means."""
        sentence = self.sentence_of[span.start]
        near = {
            place.draft: None
            for place in self.places
            if place.token < span.start
            and sentence - place.sentence <= 1
            and place.draft.type is MentionType.PERSON
        }
        return next(iter(near)) if len(near) == 1 else None

    def _tell_outlets(self) -> None:
        """Take an organisation that is cited as an outlet for one, though it has no name: 'a local newspaper'."""
        for words in self.outlets:
            _, draft = self.book.mentions.get(words, (None, None))
            if draft is not None and draft.type is MentionType.ORGANISATION:
                draft.type = MentionType.OUTLET

    def _gather(self, span: Span) -> Draft | None:
        """Return the group of several who speak together: 'Senator Ruiz and Mayor Lund'."""
        together = [span.root]
        for token in span.root.subtree:
            joined = token.dep_ == "conj" or self._stands_beside(token)
            if joined and token.head in together and span.start <= token.i < span.end:
                together.append(token)
        return self._join(sorted(together, key=lambda token: token.i))

    def _stands_beside(self, token: Token) -> bool:
        """Tell whether 'and' joins the person named to the one on whom the parse hangs the name: 'Rao and Lund'."""
        joined = token.dep_ in ("nmod", "compound") and any(child.dep_ == "cc" for child in token.rights)
        drafts = [self._head_draft(one) for one in (token, token.head)] if joined else []
        return joined and all(draft is not None and draft.type is MentionType.PERSON for draft in drafts)

    def _join(self, together: Sequence[Token]) -> Draft | None:
        """Return the group of those whom the tokens mean; none where they are fewer than two."""
        drafts = [self._head_draft(token) for token in together]
        named = list(dict.fromkeys(draft for draft in drafts if draft is not None))
        if len(named) < 2:
            return None
        label = join_names(named)
        key = frozenset(word for draft in named for word in draft.key)
        for draft in self.book.of_type(MentionType.GROUP):
            if draft.label == label:
                return draft
        return self.book.open(Draft(MentionType.GROUP, label=label, key=key))

    def _find_within(self, span: Span) -> Draft | None:
        """Return the one person named in the words, where the parse found no other head."""
        people = [
            name
            for name in find_inside_range(self.name_at, span.start, span.end)
            if name.type is MentionType.PERSON and self.doc[name.head].dep_ not in ("poss", "pobj")
        ]
        owners = list(dict.fromkeys(self.owners[name] for name in people if name in self.owners))
        return owners[0] if len(owners) == 1 else None

    def _describe_anyhow(self, span: Span) -> Draft | None:
        """Return whom a source means whose head no list holds: a plural is a group, 'one of' is one of those."""
        root = span.root
        if root.pos_ == "PRON" and root.tag_ in ("WP", "WDT") and root.head.dep_ == "relcl":
            return self._head_draft(root.head.head)
        for child in root.children:
            if root.lower_ in list_words("parts") and child.lower_ == "of":
                return next((d for t in child.children if (d := self._head_draft(t)) is not None), None)
        if root.pos_ not in ("NOUN", "PROPN"):
            return None
        lemma = root.lemma_.lower()
        person = lemma.endswith(tuple(sorted(list_words("person_endings"))))
        person = person and root.pos_ == "NOUN" and lemma not in list_words("no_agents")
        plural = root.tag_ in ("NNS", "NNPS")
        if root.lower_ in list_words("shares"):  # 'sixty percent of voters'
            person = plural = any(child.lower_ == "of" for child in root.children)
        kind = Kind.DOCUMENT if not person else Kind.GROUP if plural else Kind.PERSON
        if lemma in list_words("administrative_units") and not plural:
            kind = Kind.ORGANISATION
        item = describe(self.doc, root, kind, self.cues)
        if item is None:
            return None
        scene = Scene(self.doc, self.book, self.places, self.last, self._head_of, self._inside)
        return resolve(item, scene, self.sentence_of[root.i])

    def _enter_first_persons(self) -> None:
        """Take 'I' in quoted words for whoever is quoted, and 'my office' with it."""
        for attribution in self.attributions:
            span = self._span(attribution.source) if attribution.source else None
            draft = self._head_draft(span.root) if span is not None else None
            if draft is None or draft.type is not MentionType.PERSON:
                continue
            for content in attribution.content:
                self._enter_within(content, draft)

    def _enter_within(self, content: Offsets, draft: Draft) -> None:
        span = self._span(content)
        for token in span if span is not None else ():
            if token.lower_ in FIRST and self.quoted[token.i] and token.i not in self.meant:
                self.meant[token.i] = draft
                self.book.mention(Offsets(token.idx, token.idx + len(token)), MentionType.PRONOUN, draft)
