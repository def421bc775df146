"""The application: every room behind the gate, each answered by one function in a thread of its own."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kithly.app.bringing.desk import ImportDesk
from kithly.app.bringing.tray import Tray
from kithly.app.network import Network, zone_of
from kithly.errors import KithlyError, UserError
from kithly.interfaces.loopback import own_hosts
from kithly.interfaces.web import doorbell
from kithly.interfaces.web.arriving import ArrivingFile, arriving
from kithly.interfaces.web.assets import find_assets
from kithly.interfaces.web.doorbell import Bell
from kithly.interfaces.web.failures import failed, in_words, mistaken, unusable
from kithly.interfaces.web.forms import sent_form
from kithly.interfaces.web.gate import SAFE_METHODS, Gate
from kithly.interfaces.web.guests import Doorkeeper, Guest
from kithly.interfaces.web.house import House, present
from kithly.interfaces.web.keeper import Keeper
from kithly.interfaces.web.pages import Pages
from kithly.interfaces.web.postman import Postman
from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import SEE_OTHER, THEMES, Room, Visit

MOST_THREADS = 8  # one person asks; each thread costs memory of its own
WHOLE = ("#page", "body")  # what a swap that changes the whole page says it is aimed at
SAYING = (*WHOLE, "#ten")  # parts of the page that bring along what was just done
TOKEN_FIELD, TOKEN_HEADER = "token", "x-kithly-token"


def build(
    network: Network,
    *,
    bell: Bell,
    doorkeeper: Doorkeeper | None = None,
    clock: Callable[[], datetime] = present,
) -> Starlette:
    """Return the application.

    Args:
        network: Whose.
        bell: Where it will listen: part of the names it answers to.
        doorkeeper: Gives tickets out; a new one by default.
        clock: The present, aware.

    Raises:
        KithlyError: Kithly was not built: files of the web app are missing.
    """
    assets, keeper = find_assets(), doorkeeper or Doorkeeper()

    def network_now() -> Network:
        return replace(network, now=clock().astimezone(UTC), zone=zone_of(network.store))

    house = House(
        network=network,
        postman=Postman(network_now),
        keeper=Keeper(network_now),
        doorkeeper=keeper,
        assets=assets,
        pages=Pages(assets),
        bell=bell,
        tray=Tray(ImportDesk(network.settings.folder, now=None if clock is present else clock)),
        clock=clock,
    )
    gate = Middleware(Gate, doorkeeper=keeper, hosts=own_hosts(bell.port), cookie=house.cookie)
    app = Starlette(
        routes=list(_routes(house)),
        middleware=[gate],
        exception_handlers={HTTPException: _nowhere(house)},
        lifespan=_life(house),
    )
    app.state.house = house
    return app


def _life(house: House) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Return what ends with the server: what is being read stops, and goes on where it stopped at the next start."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        del app
        to_thread.current_default_thread_limiter().total_tokens = MOST_THREADS
        house.postman.begin()
        if house.clock is present:  # a day by another clock is nobody's
            house.keeper.begin()
        try:
            yield
        finally:
            await run_in_threadpool(house.postman.end)
            await run_in_threadpool(house.keeper.end)
            await run_in_threadpool(house.tray.desk.close)

    return life


def _routes(house: House) -> Iterable[Route]:
    yield Route("/static/{version}/{name:path}", house.assets.answer, methods=["GET"])
    yield Route("/enter/{ticket}", _door(house), methods=["GET"])
    yield Route(doorbell.PATH, _rung(house), methods=["GET"])
    for room in ROOMS:
        yield Route(room.path, _endpoint(house, room), methods=[room.method])


def _door(house: House) -> Callable[[Request], Response]:
    """Return what turns a ticket into a guest."""

    def enter(request: Request) -> Response:
        is_look = request.method == "HEAD"  # by a program that only tries the address: the ticket stays good
        secret = None if is_look else house.doorkeeper.enter(request.path_params["ticket"])
        answer = RedirectResponse("/", status_code=SEE_OTHER)
        if secret is not None:
            answer.set_cookie(house.cookie, secret, httponly=True, samesite="strict", path="/")
        return answer

    return enter


def _rung(house: House) -> Callable[[Request], Response]:
    """Return what lets a second start of the same user in; nobody else learns that anything is here."""

    def rung(request: Request) -> Response:
        if not house.bell.is_known(request.headers.get(doorbell.HEADER)):
            return PlainTextResponse("Not here.", status_code=404)
        return JSONResponse({"address": house.way_in()})

    return rung


def _endpoint(house: House, room: Room) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        if room.takes_files:
            return await run_in_threadpool(_guarded, house, lambda: _received(house, room, request))
        try:
            form = FormData() if request.method in SAFE_METHODS else await sent_form(request)
        except (UserError, ClientDisconnect) as error:
            return in_words(error) if isinstance(error, UserError) else Response()
        if request.method not in SAFE_METHODS and not _is_ours(request, form):
            return _not_ours()
        return await run_in_threadpool(_guarded, house, lambda: _answered(house, room, request, form))

    return endpoint


def _guarded(house: House, answer: Callable[[], Response]) -> Response:
    """Return an answer; a mistake of our own becomes a calm page, so that no trace of it gets out."""
    try:
        house.stirred.stir()
        return answer()
    except Exception as error:  # noqa: BLE001 - the outermost handler: a traceback may hold anybody's words
        return mistaken(house.pages, error)


def _received(house: House, room: Room, request: Request) -> Response:
    """Answer a visit that brings files: nothing of them is taken before it is known to come from a page of ours."""
    try:
        form, files = arriving(request)
    except UserError as error:
        return in_words(error)
    return _answered(house, room, request, form, files) if _is_ours(request, form) else _not_ours()


def _is_ours(request: Request, form: FormData) -> bool:
    guest: Guest = request.scope["kithly.guest"]
    told = request.headers.get(TOKEN_HEADER) or form.get(TOKEN_FIELD)
    return isinstance(told, str) and hmac.compare_digest(told.encode(), guest.token.encode())


def _not_ours() -> Response:
    return PlainTextResponse("Only a page of this server may change anything.", status_code=403)


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
    )


def _nowhere(house: House) -> Callable[[Request, Exception], Response]:
    """Return what answers an address that does not exist."""

    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if request.method not in SAFE_METHODS or "kithly.guest" not in request.scope:
            return PlainTextResponse("Not here.", status_code=status)
        return _guarded(house, lambda: _no_page(house, request))

    return answer


def _no_page(house: House, request: Request) -> Response:
    try:
        visit = _visit(house, request, FormData())
    except KithlyError as error:
        return unusable(house.pages, error)
    sentence = f"There is no page {quote(request.url.path)[:80]}."
    template = "piece_error.html" if visit.is_partial else "error.html"
    return visit.show(template, status=404, sentence=sentence, hint="", candidates=())
