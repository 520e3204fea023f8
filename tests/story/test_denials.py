"""Denials: which statement they answer, where that can be told."""

from onrecord.annotations import Attribution, Reading
from onrecord.model import Act, Document, Offsets, Quoted, Statement
from onrecord.story.denials import link_denials
from onrecord.story.statements import Statements


def make_story(*said: tuple[str, str, Act, str]) -> tuple[list[Reading], Statements]:
    """Return readings and statements for (document, speaker, act, content), told in that order."""
    texts: dict[str, str] = {}
    found: dict[tuple[str, int], Statement] = {}
    places = []
    for name, speaker, act, content in said:
        start = len(texts.setdefault(name, ""))
        texts[name] += content + " "
        places.append((name, speaker, act, start, start + len(content)))
    documents = {name: Document(name, f"{name}.txt", "", text) for name, text in texts.items()}
    attributions: dict[str, list[Attribution]] = {name: [] for name in texts}
    for name, speaker, act, start, end in places:
        index = len(attributions[name])
        attributions[name].append(Attribution(None, None, (Offsets(start, end),), Quoted.INDIRECT, act))
        span = documents[name].cite(start, end)
        key = f"{name}-{index}"
        found[name, index] = Statement(key, name, speaker, None, None, (span,), Quoted.INDIRECT, act)
    readings = [Reading(documents[name], attributions=tuple(attributions[name])) for name in texts]
    return readings, Statements(tuple(found.values()), found)


def answers(*said: tuple[str, str, Act, str]) -> dict[str, tuple[str, ...]]:
    """Return what each denial answers."""
    linked = link_denials(*make_story(*said))
    return {item.id: item.answers for item in linked.statements if item.act is Act.DENY}


def test_a_denial_answers_the_statement_whose_words_it_repeats():
    """The allegation is found among the others by what both say."""
    found = answers(
        ("a", "union", Act.ACCUSE, "the firm dumped acid into the Corran river"),
        ("a", "mayor", Act.ASSERT, "the bridge is open to lorries"),
        ("a", "firm", Act.DENY, "it had dumped any acid into the Corran river"),
    )

    assert {"a-2": ("a-0",)} == found


def test_a_denial_answers_across_documents():
    """What one document alleges another document's denial can answer."""
    found = answers(
        ("a", "union", Act.ACCUSE, "the firm dumped acid into the Corran river"),
        ("b", "firm", Act.DENY, "dumping acid into the Corran river"),
    )

    assert {"b-0": ("a-0",)} == found


def test_the_allegations_are_the_nearest_accusation_before():
    """'Denied the allegations' answers the accusation that the reader has just read."""
    found = answers(
        ("a", "union", Act.ACCUSE, "the firm of dumping acid"),
        ("a", "firm", Act.DENY, "the allegations"),
    )

    assert {"a-1": ("a-0",)} == found


def test_where_it_cannot_be_told_nothing_is_answered():
    """A denial of something nobody on record said stays alone."""
    found = answers(
        ("a", "mayor", Act.ASSERT, "the bridge is open to lorries"),
        ("a", "firm", Act.DENY, "it had bribed an inspector"),
    )

    assert {"a-1": ()} == found


def test_nobody_denies_himself():
    """A speaker's own words are not what he denies."""
    found = answers(
        ("a", "firm", Act.ASSERT, "acid from the plant reached the Corran river"),
        ("a", "firm", Act.DENY, "acid from the plant had harmed the Corran river"),
    )

    assert {"a-1": ()} == found


def test_statements_stay_in_their_order():
    """Linking adds answers and changes nothing else."""
    readings, statements = make_story(
        ("a", "union", Act.ACCUSE, "the firm of dumping acid"),
        ("a", "firm", Act.DENY, "the allegations"),
    )

    linked = link_denials(readings, statements)

    assert [item.id for item in statements.statements] == [item.id for item in linked.statements]
    assert linked.statements[1] == linked.of(readings[0], 1)


def test_an_empty_story_has_no_denials():
    """Nothing said, nothing answered."""
    assert () == link_denials([], Statements((), {})).statements
