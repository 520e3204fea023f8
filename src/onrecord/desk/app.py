"""The addresses of the desk. What changes anything is sent by a form; no address that is only opened does."""

import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord.builder import publish_again
from onrecord.desk.forms import (
    Form,
    add_line,
    merge_people,
    read_form,
    read_split,
    rule_line,
    split_people,
)
from onrecord.desk.pages import mark_words, read_asset, render
from onrecord.desk.queue import Question, name_target
from onrecord.desk.state import Desk
from onrecord.errors import OnrecordError
from onrecord.model import Verdict
from onrecord.rulings.ruling import LineKind
from onrecord.search.entries import list_states, list_sureness
from onrecord.search.query import Order, Sought, search

Handler = Callable[[Request], Awaitable[Response]]
_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_CHECKED = {"yes": True, "no": False}
_SHOWN = 500  # rulings, actors or lines of one page
_LISTED = 2_000  # names and commitments that a form offers


def make_app(desk: Desk) -> Starlette:
    """Return the desk as an application; who may ask it is decided before, by `guard`."""
    return Starlette(
        routes=[
            Route("/", _asked(desk, _review)),
            Route("/document/{document}", _asked(desk, _document)),
            Route("/search", _asked(desk, _search)),
            Route("/people", _asked(desk, _people)),
            Route("/rulings", _asked(desk, _rulings)),
            Route("/rule", _asked(desk, _rule), methods=["POST"]),
            Route("/undo", _asked(desk, _undo), methods=["POST"]),
            Route("/add", _asked(desk, _add), methods=["POST"]),
            Route("/merge", _asked(desk, _merge), methods=["POST"]),
            Route("/split", _asked(desk, _split), methods=["POST"]),
            Route("/publish", _asked(desk, _publish), methods=["POST"]),
            Route("/desk.css", _asset("desk.css", "text/css")),
            Route("/desk.js", _asset("desk.js", "text/javascript")),
        ]
    )


def _asset(name: str, media_type: str) -> Handler:
    async def send(_request: Request) -> Response:
        return Response(read_asset(name), media_type=media_type)

    return send


def _asked(desk: Desk, answer: Callable[[Desk, Request], Awaitable[Response]]) -> Handler:
    """Return what answers a request; an error raised on purpose is a page that says what to do."""

    async def handle(request: Request) -> Response:
        try:
            desk.look_again()
            return await answer(desk, request)
        except OnrecordError as error:
            return _page("problem", desk, status=400, problem=str(error))

    return handle


def _page(name: str, desk: Desk, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(render(name, by=desk.by, left=len(desk.open), page=name, **values), status)


def _go(address: str, said: str = "") -> RedirectResponse:
    address, _, fragment = address.partition("#")
    told = f"{'&' if '?' in address else '?'}said={quote(said)}" if said else ""
    return RedirectResponse(f"{address}{told}{'#' if fragment else ''}{fragment}", 303)


def _said(request: Request) -> str:
    return request.query_params.get("said", "")[:300]


class Offer(NamedTuple):
    """What lines of some kinds may be put with."""

    label: str
    kinds: str
    choices: list[tuple[str, str]]


def _offers(desk: Desk) -> dict[str, Any]:
    """Return what forms offer to choose from."""
    told, added = desk.told, defaultdict[LineKind, list[tuple[str, str]]](list)
    for one in desk.added:
        added[one.target.kind].append((one.key, f"added: {one.target.words.exact[:100]}"))

    def offer(label: str, kinds: str, ids: Iterable[str], kind: LineKind) -> Offer:
        return Offer(
            label, kinds, [*added[kind], *((one, desk.homes[one].label) for one in islice(ids, _LISTED))]
        )

    return {
        "names": desk.names[:_LISTED],
        "offers": [
            offer("Commitments", "version outcome", (one.id for one in told.commitments), LineKind.VERSION),
            offer("Quantities", "figure", (one.id for one in told.figures), LineKind.FIGURE),
            offer("Rival names", "naming", (one.id for one in told.namings), LineKind.NAMING),
            offer("Quotations", "quotation", (one.id for one in told.altered_quotations), LineKind.QUOTATION),
        ],
    }


async def _review(desk: Desk, request: Request) -> Response:
    """Show one line beside its document, and where the next is: of all lines, or in one document from its beginning."""
    asked = request.query_params
    key, inside = asked.get("line"), desk.documents.get(asked.get("in", ""))
    open_ones = desk.open
    if inside is not None:
        still = {one.key for one in desk.open}
        lines = [one for one in desk.list_document(inside.id) if one.key in still or one.key == key]
        open_ones = lines
    place = next((n for n, one in enumerate(open_ones) if one.key == key), None)
    question = open_ones[place or 0] if open_ones and (key is None or place is not None) else None
    if question is None and key:
        question = desk.find(key)  # one that is ruled on already
    if question is None:
        return _page("done", desk, inside=inside, said=_said(request))
    follows = open_ones[(place or 0) + 1] if len(open_ones) > (place or 0) + 1 else None
    return _page(
        "review", desk, **_show(desk, question), follows=follows.key if follows else "", inside=inside,
        left_inside=len(open_ones), said=_said(request),
    )  # fmt: skip


def _show(desk: Desk, question: Question) -> dict[str, Any]:
    words = question.target.words
    spans = desk.places.find(words)
    document = desk.documents[spans[0].document if spans else question.span.document]
    marks = [(words.start, words.end, "words")]
    second = desk.places.find(question.target.other)
    if second and second[0].document == document.id:
        marks.append((second[0].start, second[0].end, "other"))
    home = desk.homes.get(question.line)
    other = second[0].document if question.target.kind is LineKind.PAIR and second else None
    other = other or (home.elsewhere if home else None)
    return {
        "question": question,
        "told": question.told,
        "place": f"{words.start}-{words.end}",
        "document": document,
        "text": mark_words(document, marks),
        "elsewhere": desk.documents.get(other or ""),
        "standing": desk.standing(question.target),
        "home": home,
        **_offers(desk),
    }


async def _document(desk: Desk, request: Request) -> Response:
    document = desk.documents.get(request.path_params["document"])
    if document is None:
        return _page("problem", desk, status=404, problem="There is no such document in the record any more.")
    questions = desk.list_document(document.id)
    still = {one.key for one in desk.open}
    chosen = request.query_params.get("at", "")
    marks = [
        (one.span.start, one.span.end, f"line-{one.key}") for one in questions if one.target.other is None
    ]
    if (place := _PLACE.fullmatch(chosen)) is not None:
        start, end = int(place[1]), int(place[2])
        marks = [(start, end, "words")] if 0 <= start < end <= len(document.text) else marks
    text = mark_words(document, marks)
    return _page(
        "document", desk, document=document, text=text, questions=questions[:_SHOWN], still=still,
        open_here=sum(one.key in still for one in questions), back=desk.find(request.query_params.get("back", "")),
        files=[(one.id, one.file) for one in desk.told.documents[:_LISTED] if one.id != document.id],
        said=_said(request), **_offers(desk),
    )  # fmt: skip


async def _search(desk: Desk, request: Request) -> Response:
    asked = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    hits = None
    if asked:
        hits = search(
            desk.directory,
            Sought(
                asked.get("words", ""), asked.get("actor"), asked.get("kind"), asked.get("act"),
                asked.get("outlet"), _read_day(asked.get("from")), _read_day(asked.get("to")),
                _CHECKED.get(asked.get("checked", "")), asked.get("state"), asked.get("sure"),
                order=Order.DAY if asked.get("order") == "day" else Order.FIT, limit=100,
            ),
            desk.read_again,
            desk.indexed,
        )  # fmt: skip
    return _page(
        "search",
        desk,
        asked=asked,
        hits=hits,
        states=list_states(),
        sureness=list_sureness(),
        key_of=desk.key_at,
    )


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


async def _people(desk: Desk, request: Request) -> Response:
    """Show who is in the record, and what a merge or a split of them would move, before it is made."""
    record = desk.ruled.record
    said = Counter(one.speaker for one in record.statements)
    acts = Counter(one.party for one in record.commitments)
    actors = {actor.id: actor for actor in record.actors}
    told = {actor.id: actor for actor in desk.told.actors}
    asked = request.query_params
    pair = [actors[name] for name in (asked.get("one", ""), asked.get("other", "")) if name in actors]
    split = told.get(asked.get("split", ""))
    forms = Counter(" ".join(span.exact.split()) for span in split.mentions) if split else Counter[str]()
    parting = None
    if split and asked.getlist("names"):
        form = {"actor": split.id, "names": "\n".join(asked.getlist("names")), "name": asked.get("name", "")}
        parting = _preview_split(desk, form)
    return _page(
        "people", desk, actors=record.actors, said_by=said, acts_of=acts, pair=pair if len(set(pair)) == 2 else None,
        split=split, forms=sorted(forms.items()), told=told, parting=parting, said=_said(request),
    )  # fmt: skip


def _preview_split(desk: Desk, form: Form) -> dict[str, Any]:
    """Return what a split would move: the names, and the lines that would then be another's."""
    target, after = read_split(desk, form)
    before = {one.id: one.speaker for one in desk.ruled.record.statements}
    record = desk.try_out(Verdict.CORRECTED, target, after)
    moved = [one.content[0].exact for one in record.statements if before.get(one.id) != one.speaker]
    other = after.party.name if after.party else ""
    mentions = sum(len(actor.mentions) for actor in record.actors if actor.name == other)
    return {"names": after.names, "name": other, "statements": moved, "mentions": mentions}


async def _rulings(desk: Desk, request: Request) -> Response:
    stands = {head.ruling for one in desk.ruled.standings for head in one.heads}
    return _page(
        "rulings", desk, rulings=desk.rulings[: -_SHOWN - 1 : -1], stands=stands, ruled=desk.ruled,
        key_of=name_target, find=desk.find, said=_said(request),
    )  # fmt: skip


async def _rule(desk: Desk, request: Request) -> Response:
    form = await read_form(request)
    rule_line(desk, form)
    follows, inside = desk.find(form.get("next", "")), desk.documents.get(form.get("in", ""))
    asked = {"in": inside.id if inside else "", "line": follows.key if follows else ""}
    asked = {name: value for name, value in asked.items() if value}
    return _go(f"/?{urlencode(asked)}#words" if asked else "/", "Ruled.")


async def _undo(desk: Desk, request: Request) -> Response:
    form = await read_form(request)
    undone = desk.undo(form.get("ruling") or None)
    if undone is None:
        return _go("/", "There is nothing of yours to undo.")
    question = desk.find(name_target(undone.target))
    said = f"Undone: {undone.verdict}."
    if form.get("ruling"):
        return _go("/rulings", said)
    return _go(f"/?line={question.key}#words" if question else "/rulings", said)


async def _add(desk: Desk, request: Request) -> Response:
    form = await read_form(request)
    span = add_line(desk, form)
    back = desk.find(form.get("back", ""))
    kept = f"&back={back.key}" if back else ""
    said = "Added."
    if form.get("kind") in {LineKind.NAMING, LineKind.QUOTATION} and not form.get("group"):
        said = "Added. It is told as soon as other words are put with it."
    return _go(f"/document/{span.document}?at={span.start}-{span.end}{kept}#words", said)


async def _merge(desk: Desk, request: Request) -> Response:
    merge_people(desk, await read_form(request))
    return _go("/people", "Merged.")


async def _split(desk: Desk, request: Request) -> Response:
    split_people(desk, await read_form(request))
    return _go("/people", "Split.")


async def _publish(desk: Desk, request: Request) -> Response:
    form = await read_form(request)
    publish_again(desk.directory, reviewed_only=form.get("reviewed") == "only")
    return _go("/rulings", "Published: the dossier and record.json say what was ruled.")
