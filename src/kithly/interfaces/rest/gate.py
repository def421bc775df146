"""The gate of the door for programs: nobody but a program of this machine that holds a pass.

A page that the user's browser has open could ask this address too, so whatever tells that a page asks from elsewhere is
refused, and no page of another site is ever told that it may (there are no CORS headers). A cookie opens nothing here.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from kithly.app.doors import Event
from kithly.interfaces.peers import is_strangers
from kithly.interfaces.rest.problems import Refusal

MOST_BODY = 262_144  # bytes: words about people, never files
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
OWN_SITES = frozenset({"same-origin", "none"})  # what a browser says of a page of ours, and of the address bar
JSON = "application/json"
CHALLENGE = 'Bearer realm="kithly"'

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"private, no-cache"),  # may be kept by whoever asked, and is asked about each time
    (b"vary", b"authorization"),
)


def refuse_foreign(scope: Scope, hosts: Collection[str]) -> None:
    """Refuse a request that does not come from a program of this machine.

    Args:
        scope: The request.
        hosts: Names with port by which this server may be asked.

    Raises:
        Refusal: It comes from another user, under another name, or from a page of another site.
    """
    headers = Headers(scope=scope)
    if is_strangers(scope.get("server"), scope.get("client")):
        raise Refusal("foreign", "Another user of this computer may not ask.", event=Event.OTHER_USER)
    named = headers.getlist("host")
    if len(named) != 1 or named[0].lower() not in hosts:
        raise Refusal("foreign", "This server answers only under its own address.", event=Event.OTHER_NAME)
    own = {f"http://{host}" for host in hosts}
    if not own.issuperset(headers.getlist("origin")) or not OWN_SITES.issuperset(headers.getlist("sec-fetch-site")):
        raise Refusal("foreign", "Another site may not ask.", event=Event.OTHER_SITE)


def token_in(scope: Scope) -> str:
    """Return the token a request carries.

    Raises:
        Refusal: It carries none, or several.
    """
    told = Headers(scope=scope).getlist("authorization")
    scheme, _, token = told[0].partition(" ") if len(told) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise no_pass()
    return token.strip()


def no_pass(*, was_told: bool = False) -> Refusal:
    """Return the refusal of whoever has no pass that is good."""
    challenge = f'{CHALLENGE}, error="invalid_token"' if was_told else CHALLENGE
    return Refusal(
        "no_pass",
        "This needs a pass that is good.",
        hint="kithly token add NAME --scope read; then send: Authorization: Bearer TOKEN",
        headers={"www-authenticate": challenge},
        event=Event.NO_KEY,
    )


def check_body(scope: Scope) -> None:
    """Refuse what is told to be too long, or not to be JSON.

    Raises:
        Refusal: It is.
    """
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length[:12]) > MOST_BODY:
        raise too_large()
    brings = length != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] in WITH_BODY and brings and kind != JSON:
        raise Refusal("not_json", "The request must be in JSON.", hint=f"Content-Type: {JSON}")


def limited(receive: Receive) -> Receive:
    """Return what takes no more of a request than it may hold, whatever it told of its length."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BODY:
            raise too_large()
        return message

    return take


def too_large() -> Refusal:
    """Return the refusal of a request with too much in it."""
    return Refusal("too_large", f"A request may hold {MOST_BODY:,} bytes at most.")
