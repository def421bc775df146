"""The application behind the door: every operation, and what answers where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.routing import Route as Plain

from kithly import __version__
from kithly.app.doors import Door, Event
from kithly.interfaces.rest.answers import ROOT, marked
from kithly.interfaces.rest.endpoint import MOST_PLACES, Route, endpoint_of
from kithly.interfaces.rest.once import Answers
from kithly.interfaces.rest.operations import OPERATIONS
from kithly.interfaces.rest.problems import Refusal, mistaken, told
from kithly.interfaces.rest.versions import IF_MATCH

_OWN = "Value error, "  # what pydantic puts in front of a sentence of ours
NO_VERSION = "This overwrites something, and must tell which version of it you saw."


def build() -> FastAPI:
    """Return the application."""
    app = FastAPI(
        title="Kithly",
        version=__version__,
        openapi_url=None,  # described below: in a thread, and once
        docs_url=None,  # both would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.router.route_class = Route
    app.state.answers = Answers()
    for kind, answer in ((HTTPException, _refused), (RequestValidationError, _invalid), (Exception, _mistaken)):
        app.add_exception_handler(kind, answer)
    for one in OPERATIONS:
        app.add_api_route(
            ROOT + one.path,
            endpoint_of(one),
            methods=[one.method],
            operation_id=one.id,
            summary=one.does,
            tags=[one.tag],
            status_code=one.status,
            response_class=Response,
            response_model=None,
        )
    app.add_route(f"{ROOT}/openapi.json", _description(app), methods=["GET"])
    return app


def _description(app: FastAPI) -> Callable[[Request], Response]:
    """Return what describes every operation, to whoever has a pass."""

    @cache
    def told() -> bytes:
        from kithly.interfaces.rest.described import description  # noqa: PLC0415 - whoever never asks pays nothing

        return json.dumps(description(app, ROOT, OPERATIONS), ensure_ascii=False).encode("utf-8")

    return lambda request: marked(request, told())


def _refused(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses."""
    if isinstance(error.__cause__, Refusal):  # raised while a body was taken
        return told(error.__cause__)
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return told(Refusal("no_address", "There is nothing at this address.", hint="GET /api/v1/openapi.json"))
    if status == 405:
        methods = set(_methods(request))
        allowed = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
        return told(Refusal("method", f"Here one may {allowed}.", headers={"allow": allowed}))
    return told(Refusal("input", "The request cannot be read."))


def _methods(request: Request) -> Iterable[str]:
    for route in request.app.routes:
        if isinstance(route, Plain) and route.matches(request.scope)[0] is not Match.NONE:
            yield from route.methods or ()


def _invalid(request: Request, error: Exception) -> Response:
    """Answer a question that is not as it must be: where and why, without what was told there."""
    del request
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    if any(one["type"] == "missing" and one["loc"] == ("header", IF_MATCH) for one in found):
        return told(Refusal("no_version", NO_VERSION, hint=f"Look first, and send its ETag as {IF_MATCH}."))
    places = tuple((".".join(map(str, one["loc"])), str(one["msg"]).removeprefix(_OWN)) for one in found[:MOST_PLACES])
    return told(Refusal("input", "The request is not as it must be.", places=places))


def _mistaken(request: Request, error: Exception) -> Response:
    request.scope["kithly.network"].doors.note(Door.PROGRAMS, Event.MISTAKE)
    return mistaken(error)
