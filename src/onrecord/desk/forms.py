"""What a page of the desk sends -> a ruling."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request

from onrecord.desk.queue import Question
from onrecord.desk.state import Desk
from onrecord.errors import InvalidRulings
from onrecord.model import Act, ActorType, DenialKind, Outcome, Record, RelayKind, Span, Verdict
from onrecord.numbers.numbers import states
from onrecord.rulings.ruling import Anchor, LineKind, Target, Told, Whom, anchor
from onrecord.rulings.telling import Reader, name_document
from onrecord.world import fold_name

_LARGEST = 512 * 1024  # bytes of what a page sends

_OF_PEOPLE = frozenset((LineKind.PAIR, LineKind.NAMES))  # ruled where people are merged and split

Form = Mapping[str, str]


async def read_form(request: Request) -> Form:
    """Return the fields of a form, line ends as documents have them.

    Raises:
        InvalidRulings: it is larger than any form of the desk, or no form.
    """
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > _LARGEST:
            raise InvalidRulings("that is more than a page of the desk sends")
    try:
        fields = parse_qs(content.decode(), keep_blank_values=True, max_num_fields=1_000)
    except ValueError:
        raise InvalidRulings("that is no form of the desk") from None
    return {name: "\n".join(values).replace("\r\n", "\n") for name, values in fields.items()}


def find_whom(record: Record, name: str, kept: Whom | None, new: ActorType) -> Whom | None:
    """Return whom a name in a form means: whoever it was, the only actor of that name, or somebody new."""
    plain = " ".join(name.split())
    if not plain:
        return None
    if kept is not None and plain == kept.name:
        return kept
    wanted = fold_name(plain)
    same = [
        actor.id
        for actor in record.actors
        if wanted in {fold_name(known) for known in (actor.name, *actor.aliases)}
    ]
    if len(same) == 1:
        return Reader(record).whom(same[0])
    if len(same) > 1:
        raise InvalidRulings(
            f"{len(same)} actors are called '{plain}': write the fuller name of the one meant"
        )
    try:
        return Whom(plain, None, new)
    except ValueError as error:
        raise InvalidRulings(str(error)) from None


def read_told(desk: Desk, kind: LineKind, form: Form, before: Told | None) -> Told:
    """Return what a line is to say, by the fields of its kind.

    Raises:
        InvalidRulings: a field holds what it can't.
    """
    read = _READERS.get(kind)
    try:
        fields = read(desk, form, before) if read else {}
        if kind not in {LineKind.OUTCOME, LineKind.EVENT}:
            kept = before.party if before else None
            new = ActorType.OUTLET if kind is LineKind.RELAY else ActorType.PERSON
            fields["party"] = find_whom(desk.ruled.record, form.get("party", ""), kept, new)
        return Told(**fields)
    except ValueError as error:
        raise InvalidRulings(f"this can't be ruled: {error}") from None


def _read_act(_desk: Desk, form: Form, _before: Told | None) -> dict[str, Any]:
    return {"act": Act(form.get("act", ""))}


def _read_denial(_desk: Desk, form: Form, _before: Told | None) -> dict[str, Any]:
    return {"denial": DenialKind(form.get("denial", ""))}


def _read_window(_desk: Desk, form: Form, _before: Told | None) -> dict[str, Any]:
    days = (_read_day(form.get("first", "")), _read_day(form.get("last", "")))
    return {"due": days if any(days) else None}


def _read_version(desk: Desk, form: Form, before: Told | None) -> dict[str, Any]:
    return {**_read_window(desk, form, before), "group": _read_group(desk, form)}


def _read_outcome(desk: Desk, form: Form, before: Told | None) -> dict[str, Any]:
    group = _read_group(desk, form) or (before.group if before else None)
    if group is None:
        raise InvalidRulings("say of which commitment this tells the outcome")
    return {"outcome": Outcome(form.get("outcome", "")), "group": group}


def _read_figure(desk: Desk, form: Form, _before: Told | None) -> dict[str, Any]:
    number = (form.get("low", "").strip() or None, form.get("high", "").strip() or None)
    named = {name: " ".join(form.get(name, "").split()) or None for name in ("quantity", "unit")}
    return {"number": number, "group": _read_group(desk, form), **named}


def _read_relay(_desk: Desk, form: Form, before: Told | None) -> dict[str, Any]:
    known = before.relay if before else None
    return {"relay": RelayKind(form["relay"]) if form.get("relay") else known}


def _read_member(desk: Desk, form: Form, before: Told | None) -> dict[str, Any]:
    """Return with which words a rival name, or a version of a quotation, stands: those chosen, or as it was."""
    return {"group": _read_group(desk, form) or (before.group if before else None)}


_READERS: Mapping[LineKind, Callable[[Desk, Form, Told | None], dict[str, Any]]] = {
    LineKind.STATEMENT: _read_act,
    LineKind.DENIAL: _read_denial,
    LineKind.VERSION: _read_version,
    LineKind.OUTCOME: _read_outcome,
    LineKind.FIGURE: _read_figure,
    LineKind.EVENT: _read_window,
    LineKind.RELAY: _read_relay,
    LineKind.NAMING: _read_member,
    LineKind.QUOTATION: _read_member,
}


def _check_number(span: Span, told: Told) -> None:
    if told.number is not None and not states(span.exact, *told.number):
        raise InvalidRulings("the words do not say this number: no figure is told without the words for it")


def _check_labels(desk: Desk, question: Question, after: Told) -> None:
    """Refuse a label that differs from what somebody called another value of the quantity: neither would win."""
    before = question.told or Told()
    for other in desk.questions:
        standing = desk.standing(other.target) if other.line == question.line and other != question else None
        ruled = standing.decided if standing else None
        if ruled is None or ruled.after is None:
            continue
        for field in ("quantity", "unit"):
            told, new = getattr(ruled.after, field), getattr(after, field)
            if new != getattr(before, field) and told not in {new, getattr(ruled.before or Told(), field)}:
                raise InvalidRulings(
                    f"“{other.target.words.exact}”, of the same quantity, was ruled to have the {field} “{told}”:"
                    " correct that first"
                )


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text.strip() else None


def _read_group(desk: Desk, form: Form) -> Anchor | None:
    """Return the words of the commitment that was chosen; those of the line itself where it is to stand alone."""
    chosen = form.get("group", "")
    if not chosen:
        return None
    if chosen == "alone":
        question = desk.find(form.get("line", ""))
        if question is None:
            raise InvalidRulings("the line is not in the record any more")
        return question.target.words
    added = desk.find(chosen)
    if added is not None:
        return added.target.words
    found = desk.homes.get(chosen)
    if found is None or found.lead is None:
        raise InvalidRulings("what it is to belong to is not in the record any more")
    return anchor(desk.documents[found.lead.document], found.lead)


def rule_line(desk: Desk, form: Form) -> None:
    """Rule on the line that a form is about.

    Raises:
        InvalidRulings: the line is gone, or what is ruled can't be.
        RecordError: it can't be written.
    """
    question = desk.find(form.get("line", ""))
    if question is None:
        raise InvalidRulings("the line is not in the record any more: it was built anew meanwhile")
    try:
        verdict, why = Verdict(form.get("verdict", "")), form.get("why", "")
    except ValueError:
        raise InvalidRulings("say what is ruled: accepted, rejected or corrected") from None
    before, kind = question.told, question.target.kind
    after = None
    if verdict is Verdict.CORRECTED:
        after = read_told(desk, kind, form, before)
        _check_number(question.span, after)
        _check_labels(desk, question, after)
        if not why.strip():
            raise InvalidRulings("say why: a correction changes what the record says of somebody")
    elif verdict is Verdict.ACCEPTED:
        after = before or Told()
        if kind is LineKind.OUTCOME and after.outcome is None:
            raise InvalidRulings("say which outcome it tells, and of which commitment: correct it")
    elif verdict is not Verdict.REJECTED:
        raise InvalidRulings("a line is accepted, corrected or rejected")
    desk.rule(verdict, question.target, before=before, after=after, published=question.published, why=why)


def add_line(desk: Desk, form: Form) -> Span:
    """Add the line that a form is about, at words that were chosen in a document, and return these.

    Raises:
        InvalidRulings: the words are not there, or what is ruled can't be.
        RecordError: it can't be written.
    """
    span = desk.cite(
        form.get("document", ""), _read_place(form, "start"), _read_place(form, "end"), form.get("words", "")
    )
    try:
        kind = LineKind(form.get("kind", ""))
        target = Target(kind, anchor(desk.documents[span.document], span))
    except ValueError as error:
        raise InvalidRulings(f"this can't be ruled: {error}") from None
    if kind in _OF_PEOPLE:
        raise InvalidRulings("say what the words are")
    if kind is LineKind.RELAY and (of := form.get("of", "")):
        if of not in desk.documents or of == span.document:
            raise InvalidRulings("choose another document of the record that this one repeats")
        target = target._replace(other=name_document(desk.documents[of]))
    after = read_told(desk, kind, form, None)
    _check_number(span, after)
    desk.rule(Verdict.ADDED, target, after=after, why=form.get("why", ""))
    return span


def _read_place(form: Form, name: str) -> int | None:
    text = form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def merge_people(desk: Desk, form: Form) -> None:
    """Rule that two actors are one; errors as in `rule_line`."""
    reader = Reader(desk.ruled.record)
    one, other = reader.whom(form.get("one", "")), reader.whom(form.get("other", ""))
    if one is None or other is None or one == other:
        raise InvalidRulings("choose two actors")
    if one.mention is None or other.mention is None:
        raise InvalidRulings("an actor whom no document names, such as a publisher, can't be merged")
    words, second = sorted((one.mention, other.mention))
    desk.rule(Verdict.ACCEPTED, Target(LineKind.PAIR, words, second), after=Told(), why=form.get("why", ""))


def read_split(desk: Desk, form: Form) -> tuple[Target, Told]:
    """Return which names of an actor are whose, as a form says it.

    Raises:
        InvalidRulings: there is no such actor, or he would keep no name, or lose none.
    """
    actor = next((one for one in desk.told.actors if one.id == form.get("actor", "")), None)
    names = tuple(sorted(name for name in form.get("names", "").split("\n") if name.strip()))
    if actor is None or not names:
        raise InvalidRulings("choose an actor and the names that are another's")
    moving = [span for span in actor.mentions if " ".join(span.exact.split()) in names]
    if not moving or len(moving) == len(actor.mentions):
        raise InvalidRulings("choose some of his names, and leave some")
    target = Target(LineKind.NAMES, anchor(desk.documents[moving[0].document], moving[0]))
    name = form.get("name", "") or moving[0].exact
    try:
        return target, Told(party=Whom(" ".join(name.split()), None, actor.type), names=names)
    except ValueError as error:
        raise InvalidRulings(str(error)) from None


def split_people(desk: Desk, form: Form) -> None:
    """Rule that some names of an actor are another's; errors as in `rule_line`."""
    target, after = read_split(desk, form)
    desk.rule(Verdict.CORRECTED, target, after=after, why=form.get("why", ""))
