"""The application: every room behind the gate, each answered by one function in a thread of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kithly.app.bringing.desk import ImportDesk
from kithly.app.bringing.tray import Tray
from kithly.app.chosen import Watched
from kithly.app.doors import Door as Where
from kithly.app.doors import Event
from kithly.app.network import Network
from kithly.interfaces.loopback import own_hosts
from kithly.interfaces.web import doorbell
from kithly.interfaces.web.answering import endpoint, nowhere
from kithly.interfaces.web.assets import find_assets
from kithly.interfaces.web.doorbell import Bell
from kithly.interfaces.web.gate import Door, Gate
from kithly.interfaces.web.guests import Doorkeeper
from kithly.interfaces.web.house import House, present
from kithly.interfaces.web.keeper import Keeper
from kithly.interfaces.web.pages import Pages
from kithly.interfaces.web.phone_app import phone_app
from kithly.interfaces.web.phone_door import PhoneDoor
from kithly.interfaces.web.postman import Postman
from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import SEE_OTHER
from kithly.transport.near import near_addresses

MOST_THREADS = 8  # one person asks; each thread costs memory of its own


def build(
    network: Network,
    *,
    bell: Bell,
    doorkeeper: Doorkeeper | None = None,
    clock: Callable[[], datetime] = present,
    addresses: Callable[[], tuple[str, ...]] = near_addresses,
) -> Starlette:
    """Return the application.

    Args:
        network: Whose.
        bell: Where it will listen: part of the names it answers to.
        doorkeeper: Gives tickets out; a new one by default.
        clock: The present, aware.
        addresses: Where a phone could find this machine.

    Raises:
        KithlyError: Kithly was not built: files of the web app are missing.
    """
    assets, keeper = find_assets(), doorkeeper or Doorkeeper()

    def network_now() -> Network:
        return house.network_now()

    house = House(
        network=network,
        settings=Watched(network.settings),
        postman=Postman(network_now),
        keeper=Keeper(network_now),
        doorkeeper=keeper,
        assets=assets,
        pages=Pages(assets),
        bell=bell,
        tray=Tray(ImportDesk(network.settings.folder, now=None if clock is present else clock)),
        clock=clock,
        phone=PhoneDoor(lambda address, port: phone_app(house, address, port), network_now, addresses=addresses),
    )
    gate = Middleware(Gate, door=Door(keeper, house.cookie), hosts=own_hosts(bell.port), log=network.doors)
    app = Starlette(
        routes=list(_routes(house)),
        middleware=[gate],
        exception_handlers={HTTPException: nowhere(house)},
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
            await run_in_threadpool(house.phone.close)
            await run_in_threadpool(house.postman.end)
            await run_in_threadpool(house.keeper.end)
            await run_in_threadpool(house.tray.desk.close)
            await run_in_threadpool(house.network.doors.settle)

    return life


def _routes(house: House) -> Iterable[Route]:
    yield Route("/static/{version}/{name:path}", house.assets.answer, methods=["GET"])
    yield Route("/enter/{ticket}", _door(house), methods=["GET"])
    yield Route(doorbell.PATH, _rung(house), methods=["GET"])
    for room in ROOMS:
        yield Route(room.path, endpoint(house, room), methods=[room.method])


def _door(house: House) -> Callable[[Request], Response]:
    """Return what turns a ticket into a guest."""

    def enter(request: Request) -> Response:
        is_look = request.method == "HEAD"  # by a program that only tries the address: the ticket stays good
        secret = None if is_look else house.doorkeeper.enter(request.path_params["ticket"])
        answer = RedirectResponse("/", status_code=SEE_OTHER)
        if not is_look:
            house.network.doors.note(Where.PAGES, Event.OLD_TICKET if secret is None else Event.CAME_IN)
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
