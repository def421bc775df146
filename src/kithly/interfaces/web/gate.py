"""The gate in front of every page: who asks, from where, and what browsers may do with the answer.

A server on the loopback address is reachable by every page the user's browser has open, and by every program of every
user of the machine. So each request must name this very server (a rebound name does not), must not come from another
site, must bring the cookie of a guest, and, where it changes something, must come from a page of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kithly.interfaces.web.guests import Doorkeeper

SAFE_METHODS = frozenset({"GET", "HEAD"})
KNOWN_METHODS = SAFE_METHODS | {"POST", "PUT"}
OPEN_PATHS = ("/enter/", "/static/", "/alive")  # hold nothing of anybody's
OWN_SITES = frozenset({"same-origin", "none"})  # none: typed, or opened by another program

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_LOCKED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Kithly</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/any/kithly.css"><main class="page locked"><h1>This door is closed.</h1>
<p class="lede">Kithly opens only for whoever started it on this computer. Start it again.</p>
<p>In a terminal: <code>kithly web</code></p></main></html>
"""


class Gate:
    """Lets a request through to the pages, or answers it itself.

    Args:
        app: The pages.
        doorkeeper: Who is in.
        hosts: Names with port by which this server may be asked: ``127.0.0.1:8765``.
        cookie: Name of the cookie.
    """

    def __init__(self, app: ASGIApp, *, doorkeeper: Doorkeeper, hosts: Iterable[str], cookie: str) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
        self._hosts = frozenset(hosts)
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        answer: ASGIApp = self._app if refusal is None else refusal
        await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        why = self._foreign(scope, headers)
        if why is not None:
            return PlainTextResponse(why, status_code=403)
        if scope["method"] not in KNOWN_METHODS:
            return PlainTextResponse("Not here.", status_code=405)
        if path.startswith(OPEN_PATHS) and scope["method"] in SAFE_METHODS:
            return None
        guest = self._doorkeeper.guest(cookie_value(headers, self._cookie))
        if guest is None:
            return HTMLResponse(_LOCKED, status_code=401, headers={"cache-control": "no-store"})
        scope["kithly.guest"] = guest
        return None

    def _foreign(self, scope: Scope, headers: Headers) -> str | None:
        """Say why a request does not come from a page of ours or from the user's own hand; None if it may."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return "This server answers only under its own address."
        if headers.get("sec-fetch-site", "none") not in OWN_SITES:
            return "Another site may not ask."
        if scope["method"] not in SAFE_METHODS and headers.getlist("origin") != [f"http://{hosts[0].lower()}"]:
            return "Only a page of this server may change anything."
        return None


def cookie_value(headers: Headers, name: str) -> str:
    """Return the value of a cookie; empty if there is none or several."""
    try:
        jar = SimpleCookie("; ".join(headers.getlist("cookie")))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sent
