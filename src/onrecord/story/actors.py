"""Chains of all documents -> actors."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.annotations import Chain, FrameKind, Mention, MentionType, Reading
from onrecord.english import is_english
from onrecord.lexicon import load_lexicon
from onrecord.model import Actor, ActorLink, ActorType, Offsets, Span, identify
from onrecord.names import find_key_words, find_short_initials, is_acronym_of, is_spelt_out
from onrecord.story.clusters import BODIES, Cluster, Clusters, Member
from onrecord.story.linking import cluster_members
from onrecord.story.thresholds import find_sure, load_thresholds
from onrecord.story.titled import calls_somebody
from onrecord.world import find_country, fold_name

KINDS = {
    MentionType.PERSON: ActorType.PERSON,
    MentionType.ORGANISATION: ActorType.ORGANISATION,
    MentionType.STATE: ActorType.STATE,
    MentionType.GROUP: ActorType.GROUP,
    MentionType.OUTLET: ActorType.OUTLET,
    MentionType.ANONYMOUS: ActorType.ANONYMOUS,
}
# where documents differ on what somebody is, the first of these that any says
_PRECEDENCE = (
    MentionType.PERSON,
    MentionType.STATE,
    MentionType.OUTLET,
    MentionType.ORGANISATION,
    MentionType.GROUP,
    MentionType.ANONYMOUS,
)
_RARELY = 10  # how many times as often another full name is used


class Doubt(Struct, frozen=True):
    """Words that may name an actor other than the one they are told of."""

    span: Span
    actor: str
    probability: float


class Cast(Struct, frozen=True):
    """The actors of a story, and which chain of which document is which."""

    actors: tuple[Actor, ...]
    by_chain: Mapping[tuple[str, int], str]  # (document id, chain) -> actor id
    by_outlet: Mapping[str, str]  # the document's outlet as written -> actor id
    by_id: Mapping[str, Actor] = {}
    by_name: Mapping[str, Sequence[str]] = {}  # name or alias -> actor ids
    by_surname: Mapping[str, Sequence[str]] = {}  # last word of a person's full name -> actor ids
    doubts: Mapping[str, tuple[Doubt, ...]] = {}  # by document id, in the order of its text
    _at: dict[tuple[str, Offsets], str | None] = field(
        default_factory=dict
    )  # whom words name, as it was asked

    def of_chain(self, reading: Reading, chain: int | None) -> str | None:
        """Return the actor that a chain of the reading names."""
        return None if chain is None else self.by_chain.get((reading.document.id, chain))

    def at(self, reading: Reading, offsets: Offsets | None) -> str | None:
        """Return the actor whom the words at `offsets` name."""
        if offsets is None:
            return None
        key = (reading.document.id, offsets)
        if key not in self._at:
            self._at[key] = self.of_chain(reading, reading.chain_at(offsets))
        return self._at[key]

    def type_of(self, actor: str | None) -> ActorType | None:
        """Return what an actor is."""
        known = self.by_id.get(actor or "")
        return known.type if known else None

    def find_named(self, name: str) -> str | None:
        """Return the only actor of this name, or the only person of this surname."""
        named = self.by_name.get(name) or self.by_surname.get(name, ())
        return named[0] if len(named) == 1 else None

    def doubts_of(self, document: str) -> tuple[Doubt, ...]:
        """Return the words of a document that may name somebody else."""
        return self.doubts.get(document, ())

    def outlet_of(self, reading: Reading) -> str | None:
        """Return the outlet that published the document."""
        return self.by_outlet.get(reading.document.outlet or "")


def link_actors(readings: Sequence[Reading]) -> Cast:
    """Return the actors of the story: chains of different documents that name the same are one.

    An actor is someone who speaks, acts, is cited or publishes in at least one document, or is named in full.
    The result is the same whatever the order of the readings.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    clusters = cluster_members(ordered, frozenset(KINDS))
    outlets = _find_outlets(ordered, clusters.all)
    acting = _find_acting(ordered)
    mentions = _gather_mentions(ordered)
    actors: dict[str, Actor] = {}
    by_chain: dict[tuple[str, int], str] = {}
    published = {id(cluster): text for text, cluster in outlets.items() if cluster is not None}
    ids: dict[int, str] = {}
    offered = {clusters.of[join.to.id] for join in clusters.doubts if join.of.id in acting}
    for cluster in clusters.all:
        known = _is_actor(cluster, acting, mentions) or cluster in offered
        if not known and id(cluster) not in published:
            continue
        actor = _make_actor(cluster, mentions, actors, published.get(id(cluster)))
        actors[actor.id] = actor
        ids[id(cluster)] = actor.id
        by_chain.update({member.id: actor.id for member in cluster.members})
    by_outlet: dict[str, str] = {}
    for text, named in sorted(outlets.items()):
        if named is None:
            actor = _make_publisher(text, actors)
            actors[actor.id] = actor
            by_outlet[text] = actor.id
        else:
            by_outlet[text] = ids[id(named)]
    links = _tell_links(clusters, by_chain, mentions)
    actors = {ident: replace(actor, links=tuple(links.get(ident, ()))) for ident, actor in actors.items()}
    told = tuple(sorted(actors.values(), key=_reading_order))
    return Cast(
        told,
        by_chain,
        by_outlet,
        actors,
        by_name=_index((form, actor.id) for actor in told for form in {actor.name, *actor.aliases}),
        by_surname=_index(
            (actor.name.split()[-1], actor.id)
            for actor in told
            if actor.type is ActorType.PERSON and " " in actor.name
        ),
        doubts=_tell_doubts(clusters, by_chain, mentions),
    )


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, ident in pairs:
        found.setdefault(form, []).append(ident)
    return found


_Mentions = Mapping[tuple[str, int], Sequence[tuple[Mention, Span]]]


def _tell_links(
    clusters: Clusters, by_chain: Mapping[tuple[str, int], str], mentions: _Mentions
) -> dict[str, list[ActorLink]]:
    """Return why each actor is called otherwise in other documents, by its id."""
    links: dict[str, set[ActorLink]] = {}
    for join in clusters.joins:
        actor = by_chain.get(join.of.id)
        words, to = (_first_words(member, mentions) for member in (join.of, join.to))
        if actor is None or words is None or to is None:
            continue
        if fold_name(join.of.chain.name) != fold_name(join.to.chain.name):
            links.setdefault(actor, set()).add(ActorLink(words, to, join.tie, join.probability))
    return {actor: sorted(found, key=lambda link: (link.span, link.to)) for actor, found in links.items()}


def _tell_doubts(
    clusters: Clusters, by_chain: Mapping[tuple[str, int], str], mentions: _Mentions
) -> dict[str, tuple[Doubt, ...]]:
    best: dict[tuple[Span, str], float] = {}
    for join in clusters.doubts:
        own, other = by_chain.get(join.of.id), by_chain.get(join.to.id)
        words = _first_words(join.of, mentions)
        if own is None or other is None or own == other or words is None:
            continue
        best[words, other] = max(join.probability, best.get((words, other), 0.0))
    found: dict[str, list[Doubt]] = {}
    for (words, other), chance in sorted(best.items()):
        found.setdefault(words.document, []).append(Doubt(words, other, chance))
    return {document: tuple(doubts) for document, doubts in found.items()}


def _first_words(member: Member, mentions: _Mentions) -> Span | None:
    """Return the first words of a document that name somebody, by the fullest name where any do."""
    told = [span for _, span in mentions.get(member.id, ())]
    full = [span for span in told if member.chain.name in " ".join(span.exact.split())]
    return min(full or told, default=None)


def _reading_order(actor: Actor) -> tuple[str, str]:
    return fold_name(actor.name), actor.id


def _find_acting(readings: Sequence[Reading]) -> frozenset[tuple[str, int]]:
    """Return the chains that speak, relay, promise, require, deny, hold a figure or use a name.

    Who has no name and belongs to nobody named is an actor only by speaking, but for a body: 'The union will strike.'
    """
    found: set[tuple[str, int]] = set()
    for reading in readings:
        likely = [frame for frame in reading.frames if frame.probability >= load_thresholds().candidate]
        words = [frame.party for frame in likely] + [name.holder for name in reading.namings]
        told = [chain for item in words if (chain := reading.chain_at(item)) is not None]
        chains = [chain for chain in told if _may_act(reading.chains[chain])]
        # who denies, or will not say, speaks
        answers = [frame.party for frame in find_sure(reading, FrameKind.DENIAL)]
        answers += [silence.party for silence in reading.silences]
        chains += [chain for item in answers if (chain := reading.chain_at(item)) is not None]
        cited = [reading.chain_at(citation.outlet) for citation in reading.citations]
        chains += [chain for chain in cited if chain is not None]
        chains += _find_givers(reading)
        for attribution in reading.attributions:
            chains += attribution.via_chains
            if attribution.speaker is not None:
                chains.append(attribution.speaker)
        found.update((reading.document.id, chain) for chain in chains)
    return frozenset(found)


def _find_givers(reading: Reading) -> Iterator[int]:
    """Yield who gives a number, and so speaks; no crowd that is counted itself: 'not less than 300 guards'."""
    for holder in {figure.holder for figure in reading.figures if figure.holder is not None}:
        number = reading.chain_at(holder)
        if number is None:
            continue
        chain = reading.chains[number]
        crowd = chain.type is MentionType.GROUP and not _is_told(chain)
        if not crowd or not any(holder.covers(figure.offsets) for figure in reading.figures):
            yield number


def _may_act(chain: Chain) -> bool:
    """Tell whether it can be somebody who acts and says nothing; 'a team' is nobody in particular."""
    return _is_told(chain) or (chain.type is MentionType.ORGANISATION and not chain.indefinite)


def _is_told(chain: Chain) -> bool:
    """Tell whether a reader can know who it is: by a name, by whose it is, or by the names of several together."""
    together = chain.type is MentionType.GROUP and not chain.names and not chain.titles
    return bool(chain.names) or chain.part_of is not None or together


def _gather_mentions(readings: Iterable[Reading]) -> dict[tuple[str, int], list[tuple[Mention, Span]]]:
    """Return the mentions of each chain by name or description; a phrase around another one is left out."""
    found: dict[tuple[str, int], list[tuple[Mention, Span]]] = {}
    for reading in readings:
        by_chain: dict[int, list[Mention]] = {}
        for mention in reading.mentions:
            if mention.chain is not None and mention.type is not MentionType.PRONOUN:
                by_chain.setdefault(mention.chain, []).append(mention)
        others = _find_names(reading)
        for chain, mentions in by_chain.items():
            found[reading.document.id, chain] = [
                (mention, reading.document.cite(*words))
                for mention, words in _widen(_innermost(mentions), mentions, others)
            ]
    return found


def _find_names(reading: Reading) -> list[int]:
    """Return where the innermost phrases that name people begin, in order."""
    named = [mention for mention in reading.mentions if mention.type is MentionType.PERSON]
    return sorted({mention.start for mention in _innermost(named)})


def _innermost(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.end, -mention.start)):
        if not kept or not mention.offsets.covers(kept[-1].offsets):
            kept.append(mention)
    return kept


def _widen(
    inner: Sequence[Mention], mentions: Sequence[Mention], others: Sequence[int]
) -> Iterator[tuple[Mention, Offsets]]:
    """Yield each mention with the widest phrase around it that names nobody else: a title and a name are one phrase.

    `others` are where the names of people stand, of whomever, in order.
    """
    innermost = {mention.offsets for mention in inner}
    people = (other.offsets for other in mentions if other.type is MentionType.PERSON)
    wider = [words for words in people if words not in innermost]
    for mention in inner:
        own = mention.offsets
        if not wider:
            yield mention, own
            continue
        around = [
            words
            for words in wider
            if words.covers(own)
            and sum(words.covers(one) for one in innermost) == 1
            and _count_starts(others, words) == _count_starts(others, own)
        ]
        yield mention, max(around, key=lambda words: words.end - words.start, default=own)


def _count_starts(starts: Sequence[int], words: Offsets) -> int:
    return bisect_left(starts, words.end) - bisect_left(starts, words.start)


def _is_actor(
    cluster: Cluster,
    acting: frozenset[tuple[str, int]],
    mentions: _Mentions,
) -> bool:
    if any(member.id in acting for member in cluster.members):
        return True
    names = cluster.names
    count = sum(len(mentions.get(member.id, ())) for member in cluster.members)
    if _tell_type(cluster) is MentionType.PERSON:
        return any(len(name.split()) > 1 for name in names) and (count > 1 or bool(cluster.titles))
    if _tell_type(cluster) is MentionType.ORGANISATION:
        return bool(names) and count > 1
    return bool(names) and _tell_type(cluster) in (MentionType.STATE, MentionType.OUTLET)


def _tell_type(cluster: Cluster) -> MentionType:
    """Return what most documents that give a full name take it for."""
    if len(cluster.members) == 1:
        return cluster.members[0].chain.type
    if MentionType.STATE in cluster.types:
        return MentionType.STATE
    full = [member for member in cluster.members if " " in member.chain.name] or cluster.members
    counts = Counter(member.chain.type for member in full)
    return min(counts, key=lambda kind: (-counts[kind], _PRECEDENCE.index(kind)))


def _make_actor(
    cluster: Cluster,
    mentions: _Mentions,
    known: Mapping[str, Actor],
    published: str | None,
) -> Actor:
    told = [pair for member in cluster.members for pair in mentions.get(member.id, ())]
    counts = Counter(" ".join(mention.exact.split()) for mention, _ in told)
    kind = ActorType.OUTLET if published else KINDS[_tell_type(cluster)]
    name = _choose_name(cluster, counts, kind)
    titles = {title for title in cluster.titles if calls_somebody(title)}
    forms = {*cluster.names, *titles} | ({published} if published else set())
    return Actor(
        id=_make_id(kind, name, cluster, known),
        name=name,
        type=kind,
        aliases=tuple(sorted(forms - {name})),
        mentions=tuple(sorted({span for _, span in told})),
    )


def _choose_name(cluster: Cluster, counts: Mapping[str, int], kind: ActorType) -> str:
    """Return the fullest proper name, of those equally full the one most used; else what the text calls it.

    A full name that is hardly used beside another is left out: it is a slip, or two names run together. So is one that
    goes on before or behind another that is used more: 'Gives Ada Lund', 'Ada Lund Tweeted'.
    """
    names = cluster.names
    if kind is ActorType.STATE:
        names = [name for name in names if find_country(name)] or names
        # 'Germany', where some documents tell of West Germany
        names = [name for name in names if fold_name(find_country(name) or "") == fold_name(name)] or names
    mixed = [name for name in names if not name.isupper()]
    if kind is ActorType.PERSON and not any(map(is_spelt_out, mixed)):
        called = {
            member.chain.name for member in cluster.members
        }  # whole in capitals alone: told in small letters
        lowered = {name: counts.get(name.upper(), 0) for name in called if name.upper() in names}
        mixed = [*mixed, *sorted(name for name in lowered if " " in name)]
        counts = {**counts, **lowered}
    mixed = mixed or names
    if not mixed:
        called = {member.chain.name for member in cluster.members}
        return min(called, key=lambda name: (-counts.get(name, 0), -len(name.split()), name))
    most = max(counts.get(name, 0) for name in mixed if " " in name) if any(" " in n for n in mixed) else 0
    usual = [name for name in mixed if counts.get(name, 0) * _RARELY >= most and " " in name] or mixed
    if kind is ActorType.PERSON:
        usual = [name for name in usual if not any(_runs_on(name, one, counts) for one in usual)]
    return min(
        usual, key=lambda name: (-len(name.split()), not is_spelt_out(name), -counts.get(name, 0), name)
    )


def _runs_on(name: str, other: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a name has plain words before or behind another full one, which is used more often."""
    if " " not in other or counts.get(other, 0) <= counts.get(name, 0):
        return False
    further = name.removesuffix(f" {other}") if name.endswith(f" {other}") else name.removeprefix(f"{other} ")
    return further != name and any(map(is_english, further.split()))


def _make_id(kind: ActorType, name: str, cluster: Cluster, known: Mapping[str, Actor]) -> str:
    """Return the id; those who share a name and are not one are told apart by where they stand."""
    plain = identify("actor", kind, fold_name(name))
    if (
        kind is not ActorType.ANONYMOUS
        and (cluster.names or kind is not ActorType.GROUP)
        and plain not in known
    ):
        return plain
    first = cluster.members[0]
    return identify("actor", kind, fold_name(name), first.document, first.index)


def _outlet_key(name: str) -> frozenset[str]:
    """Return the words of an outlet's name that it is never without."""
    common = load_lexicon("onrecord.story", "outlets.toml").words("outlet_words")
    words = find_key_words(name.split("(", maxsplit=1)[0])
    return (words - common) or words


def _find_outlets(readings: Sequence[Reading], clusters: Sequence[Cluster]) -> dict[str, Cluster | None]:
    """Return, for each publisher as written, the cluster of chains that name it."""
    by_key: dict[frozenset[str], list[Cluster]] = {}
    for cluster in clusters:
        if cluster.types <= BODIES:
            for key in {_outlet_key(name) for name in cluster.names}:
                by_key.setdefault(key, []).append(cluster)
    by_initials: dict[str, dict[Cluster, None]] = {}
    for cluster in clusters:
        for name in cluster.names if MentionType.OUTLET in cluster.types else ():
            for form in {fold_name(name), *find_short_initials(name)}:
                by_initials.setdefault(form, {})[cluster] = None
    found: dict[str, Cluster | None] = {}
    for text in sorted({reading.document.outlet for reading in readings if reading.document.outlet}):
        forms = sorted({fold_name(text), *find_short_initials(text)})
        same = by_key.get(_outlet_key(text), []) or [
            cluster
            for cluster in dict.fromkeys(one for form in forms for one in by_initials.get(form, ()))
            if any(is_acronym_of(text, name) or is_acronym_of(name, text) for name in cluster.names)
        ]
        found[text] = same[0] if len(same) == 1 else None
    return found


def _make_publisher(text: str, known: Mapping[str, Actor]) -> Actor:
    ident = identify("actor", ActorType.OUTLET, fold_name(text))
    return known.get(ident) or Actor(ident, text, ActorType.OUTLET)
