"""The tables of a stored record, one or more for each word of the vocabulary.

Every span of a record is a row of `evidence`, and a trigger refuses words that are not in their document.
Documents never change. A `position` keeps the order of the record; days and decimals are kept as text; `edtf`
and `clock` follow from other columns and are never stored.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Enum,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

from onrecord.model import (
    Act,
    ActorTie,
    ActorType,
    Basis,
    CandidateKind,
    DenialKind,
    Flaw,
    Ground,
    Move,
    Outcome,
    Quoted,
    Relation,
    RelayKind,
    Tie,
)

SCHEMA_VERSION = 8  # kept in the file's header

tables = MetaData()


def _text(name: str, *, empty: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=empty)


def _choice(name: str, kind: type[StrEnum], *, empty: bool = False) -> Column[Any]:
    values = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(name, values, nullable=empty)


def _link(name: str, target: str, *, empty: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, ForeignKey(f"{target}.id"), nullable=empty, primary_key=key)


def _words(name: str = "evidence", *, empty: bool = False) -> Column[Any]:
    return _link(name, "evidence", empty=empty)


def _probability(name: str = "probability", *, empty: bool = True) -> Column[Any]:
    return Column(name, Float, CheckConstraint(f"{name} BETWEEN 0 AND 1"), nullable=empty)


def _window(name: str) -> list[Column[Any]]:
    return [
        Column(f"{name}_earliest", Date),
        Column(f"{name}_latest", Date),
        _choice(f"{name}_basis", Basis),
        _words(f"{name}_evidence", empty=True),
        _words(f"{name}_anchor", empty=True),
    ]


def _item(name: str, *columns: Column[Any]) -> Table:
    """Return the table of one array of the record."""
    position = Column("position", Integer, nullable=False, unique=True)
    return Table(name, tables, Column("id", Text, primary_key=True), position, *columns)


def _line(name: str, *columns: Column[Any]) -> Table:
    """Return the table of an array whose items have no id."""
    position = Column("position", Integer, primary_key=True, autoincrement=False)
    return Table(name, tables, position, *columns)


def _part(name: str, owner: str, *columns: Column[Any]) -> Table:
    """Return the table of an array inside an item."""
    position = Column("position", Integer, primary_key=True, autoincrement=False)
    whole: Column[Any] = Column(
        owner, ForeignKey(f"{owner}.{'position' if owner == 'relay' else 'id'}"), primary_key=True
    )
    return Table(name, tables, whole, position, *columns)


# the record as a whole
record = _line("record", Column("format", Integer, nullable=False), Column("as_of", Date))
unread = _line("unread", _text("file"), _text("reason"))

# what was read, which never changes; what is known about it beside its content stands in `publication`
document = _item(
    "document",
    _text("file"),
    _text("sha256"),
    _text("text_sha256"),
    _text("text"),
    _text("title", empty=True),
    _text("url", empty=True),
    _text("language"),
    _text("archived", empty=True),
    Column("captured", Date),
)
evidence = Table(
    "evidence",
    tables,
    Column("id", Integer, primary_key=True),
    _link("document_id", "document"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    UniqueConstraint("document_id", "start", "end"),
    CheckConstraint('0 <= start AND start < "end"'),
)
furniture = _part(
    "furniture", "document", Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)
)
flaw = _part("flaw", "document", _choice("kind", Flaw))

actor = _item("actor", _text("name"), _choice("type", ActorType))
alias = _part("alias", "actor", _text("name"))
mention = _part("mention", "actor", _words())
actor_link = _part(
    "actor_link", "actor", _words(), _words("linked_to"), _choice("tie", ActorTie), _probability()
)
publication = Table(
    "publication",
    tables,
    _link("document", "document", key=True),
    _link("outlet", "actor", empty=True),
    *_window("published"),
)

statement = _item(
    "statement",
    _link("document", "document"),
    _link("speaker", "actor", empty=True),
    _words("source", empty=True),
    _words("cue", empty=True),
    _choice("quoted", Quoted),
    _choice("act", Act),
    Column("hedged", Boolean, nullable=False),
    *_window("said_on"),
    _probability(),
    _probability("act_probability"),
)
statement_content = _part("statement_content", "statement", _words())
statement_via = _part("statement_via", "statement", _link("actor", "actor"))
statement_answer = _part("statement_answer", "statement", _link("answered", "statement"))

term = _item(
    "term",
    _link("party", "actor", empty=True),
    _text("about"),
    _words(),
    _link("statement", "statement", empty=True),
    _probability(),
)

commitment = _item(
    "commitment",
    _link("party", "actor", empty=True),
    _text("action"),
    _link("beneficiary", "actor", empty=True),
    Column("slip_days", Integer),
    _choice("outcome", Outcome),
    _probability(),
    _choice("ground", Ground, empty=True),
    _probability("action_worth"),
)
version = _part(
    "version",
    "commitment",
    _link("statement", "statement", empty=True),
    _words(),
    _link("said_by", "actor", empty=True),
    *_window("said_on"),
    *_window("due"),
    _text("due_text", empty=True),
    _choice("move", Move),
    Column("slip_days", Integer),
    Column("hedged", Boolean, nullable=False),
    Column("schedule", Boolean, nullable=False),
    _words("linked_to", empty=True),
    _choice("tie", Tie, empty=True),
    _text("shared"),
    Column("origins", Integer, nullable=False),
    _probability(),
)
version_outlet = _part(
    "version_outlet",
    "commitment",
    Column("version", Integer, nullable=False),
    _link("outlet", "actor"),
)
outcome_evidence = _part("outcome_evidence", "commitment", _words())
commitment_term = _part("commitment_term", "commitment", _link("term", "term"))

figure = _item(
    "figure",
    _text("quantity"),
    _text("unit"),
    _choice("relation", Relation),
    Column("origins", Integer, nullable=False),
    _probability(),
    _choice("ground", Ground, empty=True),
)
figure_evidence = _part("figure_evidence", "figure", _words())
figure_outlet = _part("figure_outlet", "figure", _link("outlet", "actor"))
value = _part(
    "value",
    "figure",
    _text("low", empty=True),
    _text("high", empty=True),
    _text("qualifier", empty=True),
    _link("holder", "actor", empty=True),
    _words(),
    _link("statement", "statement", empty=True),
    *_window("given_on"),
    _words("updates", empty=True),
)

naming = _item("naming")
name = _part("name", "naming", _link("holder", "actor", empty=True), _words())

relay = _line(
    "relay",
    _link("document", "document"),
    _choice("kind", RelayKind),
    _link("outlet", "actor", empty=True),
    _link("of_document", "document", empty=True),
    Column("directed", Boolean, nullable=False),
)
relay_evidence = _part("relay_evidence", "relay", _words())

altered_quotation = _item(
    "altered_quotation", _link("speaker", "actor", empty=True), _words("original", empty=True)
)
altered_words = _part("altered_words", "altered_quotation", _words())
altered_version = _part("altered_version", "altered_quotation", _words())

happening = _item(
    "event",
    *_window("when"),
    _words(),
    Column("documents", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
)
event_also = _part("event_also", "event", _words())
event_outlet = _part("event_outlet", "event", _link("outlet", "actor"))

silence = _item("silence", _link("party", "actor", empty=True), _words(), *_window("told_on"))

denial = _item(
    "denial",
    _link("party", "actor", empty=True),
    _choice("kind", DenialKind),
    _words(),
    _words("denied", empty=True),
    _link("statement", "statement", empty=True),
    _probability(),
)
denial_answer = _part("denial_answer", "denial", _text("answered"))  # a line of any of `_ANSWERABLE`
_ANSWERABLE = (statement, commitment, term, figure, happening, denial)
for line in _ANSWERABLE:
    denial_answer.add_is_dependent_on(line)

# what waits for a person, and stands in no published form
candidate = _item(
    "candidate",
    _choice("kind", CandidateKind),
    _words(),
    _link("party", "actor", empty=True),
    _probability(empty=False),
)

# what each document said by itself: as it was read, and with the days that the other documents give it
reading = _line(
    "reading",
    Column("document_id", Text, nullable=False, unique=True),
    _text("key"),
    _text("digest"),
    _text("made", empty=True),
    _text("content"),
    _text("dated", empty=True),
)

WRONG_WORDS = "evidence differs from its document"
_WORDS_ARE_ELSEWHERE = """new.exact IS NOT
    (SELECT substr(text, new.start + 1, new."end" - new.start) FROM document WHERE id = new.document_id)"""

_ANSWER_IS_NOWHERE = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {line.name} WHERE id = new.answered)"  # noqa: S608 - names of our own tables
    for line in _ANSWERABLE
)

_REFUSALS = (
    ("evidence_is_in_the_document BEFORE INSERT ON evidence", _WORDS_ARE_ELSEWHERE, WRONG_WORDS),
    ("evidence_stays_in_the_document BEFORE UPDATE ON evidence", _WORDS_ARE_ELSEWHERE, WRONG_WORDS),
    ("document_stays BEFORE UPDATE ON document", "1", "a document never changes"),
    (
        "document_is_not_replaced BEFORE INSERT ON document",
        "EXISTS (SELECT 1 FROM document WHERE id = new.id)",
        "a document never changes",
    ),
    (
        "cited_document_stays BEFORE DELETE ON document",
        "EXISTS (SELECT 1 FROM evidence WHERE document_id = old.id)",
        "evidence points into this document",
    ),
    (
        "answer_is_in_the_record BEFORE INSERT ON denial_answer",
        _ANSWER_IS_NOWHERE,
        "a denial answers what is not in the record",
    ),
)


def _create_triggers(_target: MetaData, connection: Connection, **_settings: object) -> None:
    """Make the triggers, which each kind of database words in its own way, after the tables."""
    if connection.dialect.name == "sqlite":
        for trigger, condition, refusal in _REFUSALS:
            act = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            connection.execute(text(f"CREATE TRIGGER {trigger} WHEN {condition} {act}"))


event.listen(tables, "after_create", _create_triggers)
