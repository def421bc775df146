"""What a phone sees: the page that pairs it, and after the user's yes the rooms that are open to phones.

The rules are those of the pages on the computer, with the phone's own address for the loopback one: the request must
name exactly this address and port, what changes something must come from a page of it, and the cookie is another.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kithly.app.derived.me import show_me
from kithly.app.doors import Door as Place
from kithly.app.doors import Event
from kithly.app.passes.keeping import make_pass
from kithly.app.passes.scopes import DEVICE, SCOPES
from kithly.app.views.passes import MadePassView
from kithly.errors import KithlyError, UserError
from kithly.interfaces.web.answering import endpoint, nowhere
from kithly.interfaces.web.closed import is_open
from kithly.interfaces.web.devices import Devices, named
from kithly.interfaces.web.failures import in_words
from kithly.interfaces.web.forms import sent_form
from kithly.interfaces.web.gate import Door, Gate, Threshold, note
from kithly.interfaces.web.house import House
from kithly.interfaces.web.pairing import GOOD_FOR, Answer, Knock
from kithly.interfaces.web.phone_door import Where
from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import SEE_OTHER, Room, Visit

MOST_THREADS: Final = 4
MOST_FORM: Final = 2_000  # bytes of a form of somebody who is not known yet
KEPT_FOR: Final = 400 * 86_400  # seconds; as long as browsers keep a cookie; the pass ends before
WAIT, CODE, WITH = "/pair/wait", "/pair/code", "/pair/with/{token}"
PAGE: Final = "pair.html"


def phone_app(house: House, address: str, port: int) -> Starlette:
    """Return what answers phones at an address.

    Args:
        house: What all rooms share.
        address: Where it listens.
        port: The same.
    """
    where = Where(address=address, port=port)
    locked = house.pages.alone(PAGE, state="code", where=where, wrong=False)
    threshold = Threshold(looks=("/pair/", "/static/"), acts=("/pair/",), locked=locked, is_local=False)
    gate = Middleware(
        Gate,
        door=Door(Devices(house.network_now), cookie_of(port), Place.PHONE),
        hosts=[where.host],
        log=house.network.doors,
        threshold=threshold,
    )
    return Starlette(
        routes=list(_routes(house, where)),
        middleware=[gate],
        exception_handlers={HTTPException: nowhere(house)},
        lifespan=_life,
    )


def cookie_of(port: int) -> str:
    """Return the name of the cookie of a paired device."""
    return f"kithly-device-{port}"


@asynccontextmanager
async def _life(app: Starlette) -> AsyncIterator[None]:
    del app
    to_thread.current_default_thread_limiter().total_tokens = MOST_THREADS
    yield


def _routes(house: House, where: Where) -> Iterable[Route]:
    pairing = _Pairing(house, where)
    yield Route("/static/{version}/{name:path}", house.assets.answer, methods=["GET"])
    yield Route(WAIT, pairing.wait, methods=["GET"])
    yield Route(CODE, pairing.by_code, methods=["POST"])
    yield Route(WITH, pairing.look, methods=["GET"])
    yield Route(WITH, pairing.by_token, methods=["POST"])
    for room in ROOMS:
        shown = room if is_open(room.path) else Room(path=room.path, method=room.method, answer=_at_the_computer)
        yield Route(room.path, endpoint(house, shown), methods=[room.method])


def _at_the_computer(visit: Visit) -> Response:
    """Say that a room is closed to phones."""
    visit.network.doors.note(Place.PHONE, Event.CLOSED_ROOM, holder=visit.guest.pass_id)
    return visit.show("at_computer.html", status=403)


class _Pairing:
    """The pages that pair a phone."""

    def __init__(self, house: House, where: Where) -> None:
        self._house = house
        self._where = where
        self._cookie = f"kithly-knock-{where.port}"

    async def look(self, request: Request) -> Response:
        """Show what the QR code leads to, and ask: looking uses nothing up."""
        if not self._house.phone.pairing.is_good(request.path_params["token"]):
            return self._page("code", wrong=True, status=410)
        return await run_in_threadpool(self._ask, request.path_params["token"])

    def _ask(self, token: str) -> Response:
        return self._page("ask", path=WITH.format(token=token), name=show_me(self._house.network_now()).name)

    async def by_token(self, request: Request) -> Response:
        """Ask the computer, by the secret of the QR code."""
        name = named(request.headers.get("user-agent", ""))
        return self._asked(request, self._house.phone.pairing.ask_by_token(request.path_params["token"], name))

    async def by_code(self, request: Request) -> Response:
        """Ask the computer, by the code that was typed."""
        try:
            form = await sent_form(request, most=MOST_FORM)
        except (UserError, ClientDisconnect) as error:
            return in_words(error) if isinstance(error, UserError) else Response()
        code = form.get("code", "")
        name = named(request.headers.get("user-agent", ""))
        told = code if isinstance(code, str) else ""
        return self._asked(request, self._house.phone.pairing.ask_by_code(told, name))

    def _asked(self, request: Request, knock: Knock | None) -> Response:
        event = Event.WRONG_CODE if knock is None else Event.ASKED
        note(self._house.network.doors, Place.PHONE, event, request.scope)
        if knock is None:
            return self._page("code", wrong=True, status=403)
        answer = RedirectResponse(WAIT, status_code=SEE_OTHER)
        answer.set_cookie(
            self._cookie, knock.secret, max_age=int(GOOD_FOR), path="/pair/", httponly=True, samesite="strict"
        )
        return answer

    async def wait(self, request: Request) -> Response:
        """Say what became of the question; after the user's yes the phone gets its cookie, once."""
        secret, pairing = request.cookies.get(self._cookie, ""), self._house.phone.pairing
        knock = pairing.knock_of(secret)
        answer, _ = pairing.outcome(secret)
        if answer is Answer.YES:
            return await run_in_threadpool(self._come_in, secret, is_script="hx-request" in request.headers)
        mark = knock.mark if knock is not None else ""
        return self._page(answer.value, mark=mark)

    def _come_in(self, secret: str, *, is_script: bool) -> Response:
        """Make the pass of a device, and give it to that device alone."""
        try:
            made = self._house.phone.pairing.come_in(secret, self._pass)
        except KithlyError as error:
            return in_words(error)
        if made is None:
            return self._page(Answer.ENDED.value, mark="")
        answer = Response(headers={"hx-redirect": "/"}) if is_script else RedirectResponse("/", status_code=SEE_OTHER)
        cookie = cookie_of(self._where.port)
        answer.set_cookie(cookie, made.token, max_age=KEPT_FOR, path="/", httponly=True, samesite="strict")
        answer.delete_cookie(self._cookie, path="/pair/", httponly=True, samesite="strict")
        return answer

    def _pass(self, name: str) -> MadePassView:
        return make_pass(self._house.network_now(), name, tuple(SCOPES), kind=DEVICE)

    def _page(self, state: str, *, status: int = 200, **values: object) -> Response:
        told = {"wrong": False, **values}
        page = self._house.pages.alone(PAGE, state=state, where=self._where, **told)
        return HTMLResponse(page, status_code=status)
