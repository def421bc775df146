"""Answering: a request becomes a visit, a room answers it in a thread, and whatever goes wrong becomes a calm page."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from kithly.app.doors import Door as Where
from kithly.app.doors import Event
from kithly.errors import KithlyError, UserError
from kithly.interfaces.web.arriving import ArrivingFile, arriving
from kithly.interfaces.web.failures import failed, in_words, mistaken, unusable
from kithly.interfaces.web.forms import sent_form
from kithly.interfaces.web.gate import REFUSALS, SAFE_METHODS, note
from kithly.interfaces.web.guests import Guest
from kithly.interfaces.web.house import House
from kithly.interfaces.web.visit import THEMES, Room, Visit

WHOLE = ("#page", "body")  # what a swap that changes the whole page says it is aimed at
SAYING = (*WHOLE, "#ten")  # parts of the page that bring along what was just done
TOKEN_FIELD, TOKEN_HEADER = "token", "x-kithly-token"


def endpoint(house: House, room: Room) -> Callable[[Request], object]:
    """Return what answers every request for a room."""

    async def endpoint(request: Request) -> Response:
        where = request.scope["kithly.door"].where
        if room.takes_files:
            return await run_in_threadpool(_guarded, house, where, lambda: _received(house, room, request))
        try:
            form = FormData() if request.method in SAFE_METHODS else await sent_form(request)
        except (UserError, ClientDisconnect) as error:
            return in_words(error) if isinstance(error, UserError) else Response()
        if request.method not in SAFE_METHODS and not _is_ours(request, form):
            return _not_ours(house, request)
        return await run_in_threadpool(_guarded, house, where, lambda: _answered(house, room, request, form))

    return endpoint


def _guarded(house: House, where: Where, answer: Callable[[], Response]) -> Response:
    """Return an answer; a mistake of our own becomes a calm page, so that no trace of it gets out."""
    try:
        house.stirred.stir()
        return answer()
    except Exception as error:  # noqa: BLE001 - the outermost handler: a traceback may hold anybody's words
        house.network.doors.note(where, Event.MISTAKE)
        return mistaken(house.pages, error)


def _received(house: House, room: Room, request: Request) -> Response:
    """Answer a visit that brings files: nothing of them is taken before it is known to come from a page of ours."""
    try:
        form, files = arriving(request)
    except UserError as error:
        return in_words(error)
    return _answered(house, room, request, form, files) if _is_ours(request, form) else _not_ours(house, request)


def _is_ours(request: Request, form: FormData) -> bool:
    guest: Guest = request.scope["kithly.guest"]
    told = request.headers.get(TOKEN_HEADER) or form.get(TOKEN_FIELD)
    return isinstance(told, str) and hmac.compare_digest(told.encode(), guest.token.encode())


def _not_ours(house: House, request: Request) -> Response:
    note(house.network.doors, request.scope["kithly.door"].where, Event.OTHER_PAGE, request.scope)
    return PlainTextResponse(REFUSALS[Event.OTHER_PAGE], status_code=403)


def _answered(
    house: House, room: Room, request: Request, form: FormData, files: Iterator[ArrivingFile] | None = None
) -> Response:
    """Answer a visit; a failure meant for the user becomes one sentence on a page, or on the page they came from."""
    try:
        visit = _visit(house, request, form)
    except KithlyError as error:
        return unusable(house.pages, error)
    if files is not None:
        visit = replace(visit, files=files)
    try:
        return room.answer(visit)
    except KithlyError as error:
        if room.method == "PUT":  # asked by a script of ours, which shows the sentence
            return in_words(error)
        return failed(visit, error, is_look=room.method == "GET")


def _visit(house: House, request: Request, form: FormData) -> Visit:
    chosen = request.cookies.get("kithly-theme", "")
    return Visit(
        network=house.network_now(),
        guest=request.scope["kithly.guest"],
        door=request.scope["kithly.door"],
        path=request.url.path,
        params={name: str(value) for name, value in request.path_params.items()},
        query=request.query_params,
        form=form,
        is_partial=request.headers.get("hx-request-type") == "partial",
        shows_said=request.headers.get("hx-target", "#page").endswith(SAYING),
        is_whole=request.headers.get("hx-target", "#page").endswith(WHOLE),
        came_from=request.headers.get("hx-current-url"),
        theme=chosen if chosen in THEMES else "",
        has_keys=request.cookies.get("kithly-keys") != "off",
        show_template=house.pages.show,
        tray=house.tray,
        postman=house.postman,
        keeper=house.keeper,
        phone=house.phone,
    )


def nowhere(house: House) -> Callable[[Request, Exception], Response]:
    """Return what answers an address that does not exist."""

    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if request.method not in SAFE_METHODS or "kithly.guest" not in request.scope:
            return PlainTextResponse("Not here.", status_code=status)
        return _guarded(house, request.scope["kithly.door"].where, lambda: _no_page(house, request))

    return answer


def _no_page(house: House, request: Request) -> Response:
    try:
        visit = _visit(house, request, FormData())
    except KithlyError as error:
        return unusable(house.pages, error)
    sentence = f"There is no page {quote(request.url.path)[:80]}."
    template = "piece_error.html" if visit.is_partial else "error.html"
    return visit.show(template, status=404, sentence=sentence, hint="", candidates=())
