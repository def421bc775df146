"""The gate in front of every page: who asks, from where, and what browsers may do with the answer.

A server on the loopback address is reachable by every page the user's browser has open, and by every program of every
user of the machine. So each request must name this very server (a rebound name does not), must not come from another
site or another user, must bring the cookie of a guest, and, where it changes something, must come from a page of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kithly.app.doors import Door as Where
from kithly.app.doors import Doors, Event
from kithly.interfaces.peers import is_strangers
from kithly.interfaces.web.guests import Guest

SAFE_METHODS = frozenset({"GET", "HEAD"})
KNOWN_METHODS = SAFE_METHODS | {"POST", "PUT"}
OPEN_PATHS = ("/enter/", "/static/", "/alive")  # hold nothing of anybody's
OWN_SITES = frozenset({"same-origin", "none"})  # none: typed, or opened by another program
REFUSALS: Final = {
    Event.OTHER_USER: "Another user of this computer may not ask.",
    Event.OTHER_NAME: "This server answers only under its own address.",
    Event.OTHER_SITE: "Another site may not ask.",
    Event.OTHER_PAGE: "Only a page of this server may change anything.",
}
_MISTAKE = "Kithly made a mistake of its own; nothing was kept of this step."

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # No other site hears where somebody came from. "no-referrer" would also hide the origin of our own forms from us:
    # browsers then say "Origin: null" (Fetch, "append a request Origin header"), which no page of ours may be.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "origin-agent-cluster": "?1",  # a process of our own: to a browser, other ports of this address are the same site
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_LOCKED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Kithly</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/any/kithly.css">
<div id="page"><main class="page locked"><h1>This door is closed.</h1>
<p class="lede">Kithly opens only for whoever started it on this computer. It closes when you signed out,
after some days without a look, and when Kithly ended. One command opens it again.</p>
<p class="rise-little">In a terminal: <code>kithly web</code></p></main></div></html>
"""


class Guestbook(Protocol):
    """Who knows the guests."""

    def guest(self, secret: str) -> Guest | None:
        """Return whose a cookie is, or None."""
        ...

    def leave(self, guest: Guest, *, everyone: bool = False) -> None:
        """Let somebody out: what they hold opens nothing from now on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What is let through before anybody is known.

    Attributes:
        looks: Beginnings of addresses that anybody may look at; they hold nothing of anybody's.
        acts: Beginnings of addresses to which anybody may send a form, from a page of ours alone.
        locked: What all other addresses show to whoever is no guest.
        is_local: Only users of this machine come here, and the system is asked which.
    """

    looks: tuple[str, ...] = OPEN_PATHS
    acts: tuple[str, ...] = ()
    locked: str = _LOCKED
    is_local: bool = True


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody comes in, and leaves by.

    Attributes:
        keeper: Who knows the guests.
        cookie: The name of what they hold.
        where: As it is called where it is written down what happens there.
    """

    keeper: Guestbook
    cookie: str
    where: Where = Where.PAGES


class Gate:
    """Lets a request through to the pages, or answers it itself.

    Args:
        app: The pages.
        door: Which door it stands in, and who is in.
        hosts: Names with port by which this server may be asked: ``127.0.0.1:8765``.
        log: Where it is written down who was refused.
        welcome: Users of this machine who may ask, as in `is_strangers`.
        threshold: What is let through before anybody is known.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        door: Door,
        hosts: Iterable[str],
        log: Doors,
        welcome: Collection[int] | None = None,
        threshold: Threshold | None = None,
    ) -> None:
        self._app = app
        self._door = door
        self._hosts = frozenset(hosts)
        self._log = log
        self._welcome = welcome
        self._threshold = threshold or Threshold()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        await self._guarded(self._app if refusal is None else refusal, scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        why = self._foreign(scope, headers)
        if why is not None:
            self._note(scope, why)
            return PlainTextResponse(REFUSALS[why], status_code=403)
        if not path.startswith("/") or path.startswith("//"):  # the address of another server, or made to look like it
            return PlainTextResponse("Not here.", status_code=400)
        if scope["method"] not in KNOWN_METHODS:
            return PlainTextResponse("Not here.", status_code=405)
        if path.startswith(self._threshold.looks if scope["method"] in SAFE_METHODS else self._threshold.acts):
            return None
        guest = self._guest(headers)
        if guest is None:
            self._note(scope, Event.NO_KEY)
            return HTMLResponse(self._threshold.locked, status_code=401, headers={"cache-control": "no-store"})
        scope["kithly.guest"], scope["kithly.door"] = guest, self._door
        return None

    async def _guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let something answer, with our headers; a mistake of our own tells nothing."""
        has_begun = False

        async def sent(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                _add_headers(message)
            await send(message)

        try:
            await app(scope, receive, sent)
        except Exception:  # the outermost handler
            self._note(scope, Event.MISTAKE)
            if has_begun:
                raise
            await PlainTextResponse(_MISTAKE, status_code=500)(scope, receive, sent)

    def _guest(self, headers: Headers) -> Guest | None:
        """Return whose browser it is; nobody's where cookies name several."""
        found = [self._door.keeper.guest(value) for value in cookie_values(headers, self._door.cookie)]
        guests = [guest for guest in found if guest is not None]
        return guests[0] if len(guests) == 1 else None

    def _note(self, scope: Scope, event: Event) -> None:
        """Write down what happened at this door."""
        note(self._log, self._door.where, event, scope)

    def _foreign(self, scope: Scope, headers: Headers) -> Event | None:
        """Say why a request does not come from a page of ours or from the user's own hand; None if it may."""
        ends = (scope.get("server"), scope.get("client"))
        if self._threshold.is_local and is_strangers(*ends, welcome=self._welcome):
            return Event.OTHER_USER
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return Event.OTHER_NAME
        if not OWN_SITES.issuperset(headers.getlist("sec-fetch-site")):
            return Event.OTHER_SITE
        if scope["method"] not in SAFE_METHODS and headers.getlist("origin") != [f"http://{hosts[0].lower()}"]:
            return Event.OTHER_PAGE
        return None


def note(log: Doors, where: Where, event: Event, scope: Scope, *, holder: str = "") -> None:
    """Write down what happened to a request at a door; where from is known of other machines alone."""
    client = scope.get("client")
    log.note(where, event, holder=holder, peer=client[0] if client else "")


def cookie_values(headers: Headers, name: str) -> tuple[str, ...]:
    """Return all values of a cookie, each once: other servers of this machine may set one of the same name.

    Whatever they put into cookies of theirs does not hide ours.
    """
    pairs = (part.partition("=") for header in headers.getlist("cookie") for part in header.split(";"))
    found = dict.fromkeys(value.strip() for told, is_pair, value in pairs if is_pair and told.strip() == name)
    return tuple(found)


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")
