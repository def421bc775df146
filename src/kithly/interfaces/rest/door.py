"""The door for programs, in front of the pages of the same server: what is not under ``/api`` goes on to them.

Whatever answers is made at the first request that brings a good pass, so that whoever never uses it pays nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kithly.app.doors import Door as Where
from kithly.app.doors import Doors, Event
from kithly.app.network import Network
from kithly.app.passes.checking import check_pass
from kithly.errors import KithlyError
from kithly.interfaces.loopback import own_hosts
from kithly.interfaces.rest.gate import HEADERS, check_body, limited, no_pass, refuse_foreign, token_in
from kithly.interfaces.rest.problems import Refusal, mistaken, told

ROOT = "/api"


class Door:
    """Answers what programs ask, if they may.

    Args:
        pages: What answers everything else.
        network: Gives the network as of this moment.
        port: Where the server listens: part of the names it answers to.
        log: Where it is written down who came in and who was refused.
    """

    def __init__(self, pages: ASGIApp, *, network: Callable[[], Network], port: int, log: Doors) -> None:
        self._pages = pages
        self._log = log
        self._network = network
        self._hosts = frozenset(own_hosts(port))
        self._making = threading.Lock()
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        path = scope.get("path", "")
        if scope["type"] == "http" and (path == ROOT or path.startswith(f"{ROOT}/")):
            await self._guarded(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with our headers; a mistake of our own tells nothing. ``HEAD`` is ``GET`` whose body stays here."""
        has_begun, is_head = False, scope["method"] == "HEAD"
        scope = {**scope, "method": "GET"} if is_head else scope

        async def sent(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                kept = [(name, value) for name, value in message["headers"] if name not in _OURS]
                message["headers"] = [*kept, *HEADERS]
            await send({**message, "body": b""} if is_head and "body" in message else message)

        try:
            await self._answer(scope, receive, sent)
        except KithlyError as error:
            self._note(error.event if isinstance(error, Refusal) else None)
            await told(error)(scope, receive, sent)
        except Exception as error:  # the outermost handler: a traceback may hold anybody's words
            self._note(Event.MISTAKE)
            if has_begun:
                raise
            await mistaken(error)(scope, receive, sent)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refuse_foreign(scope, self._hosts)
        token = token_in(scope)
        app = await run_in_threadpool(self._entered, scope, token)
        check_body(scope)
        await app(scope, limited(receive), send)

    def _note(self, event: Event | None) -> None:
        """Write down what happened here."""
        if event is not None:
            self._log.note(Where.PROGRAMS, event)

    def _entered(self, scope: Scope, token: str) -> ASGIApp:
        """Note who asks, and return what answers.

        Raises:
            Refusal: The pass is not good.
        """
        network = self._network()
        found = check_pass(network, token)
        if found is None:
            raise no_pass(was_told=True)
        scope["kithly.network"], scope["kithly.pass"] = network, found
        return self._api()

    def _api(self) -> ASGIApp:
        with self._making:
            if self._made is None:
                from kithly.interfaces.rest.api import build  # noqa: PLC0415 - whoever never asks pays nothing

                self._made = build()
            return self._made


_OURS = frozenset(name for name, _ in HEADERS)
