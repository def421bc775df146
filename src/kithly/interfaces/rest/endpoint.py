"""Around every operation: may they, is the question as it must be, and what if it goes wrong."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Coroutine, Iterator
from typing import Any, get_type_hints

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from kithly.app.doors import Door, Event
from kithly.errors import KithlyError
from kithly.interfaces.rest.answers import answered
from kithly.interfaces.rest.gate import CHALLENGE
from kithly.interfaces.rest.once import KEY_FIELD, Key, once
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.problems import Refusal, told

MOST_PLACES = 20
_REQUEST = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)


class Route(APIRoute):
    """The address of an operation: what the pass does not allow is refused before anything of the request is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer = super().get_route_handler()
        operation: Operation = self.endpoint.operation  # type: ignore[attr-defined]
        known = frozenset(_names_in(self.dependant))

        async def guarded(request: Request) -> Response:
            try:
                check_scope(request, operation)
                check_query(request, known)
            except KithlyError as error:
                return told(error)
            return await answer(request)

        return guarded


def endpoint_of(operation: Operation) -> Callable[..., Response]:
    """Return what the framework calls, in a thread: it reads from the signature what may be asked."""

    def endpoint(*, request: Request, **asked: Any) -> Response:
        try:
            request.scope["kithly.page"] = asked
            key = asked.pop(KEY_FIELD, None)

            def act() -> Response:
                return answered(request, operation, operation.answer(request.scope["kithly.network"], **asked))

            return once(request, key, asked, act) if key else act()
        except Exception as error:  # noqa: BLE001 - the outermost handler: a traceback may hold anybody's words
            if not isinstance(error, KithlyError):
                request.scope["kithly.network"].doors.note(Door.PROGRAMS, Event.MISTAKE)
            return told(error)

    endpoint.__name__ = operation.id
    endpoint.__doc__ = operation.does
    endpoint.operation = operation  # type: ignore[attr-defined]
    endpoint.__signature__ = _signature(operation)  # type: ignore[attr-defined]
    return endpoint


def check_scope(request: Request, operation: Operation) -> None:
    """Refuse what the pass does not allow.

    Raises:
        Refusal: It lacks the scope.
    """
    if operation.scope not in request.scope["kithly.pass"].scopes:
        network, held = request.scope["kithly.network"], request.scope["kithly.pass"]
        network.doors.note(Door.PROGRAMS, Event.NO_SCOPE, holder=held.id)
        wanted = f'{CHALLENGE}, error="insufficient_scope", scope="{operation.scope}"'
        raise Refusal(
            "not_allowed",
            f"This pass does not allow to {operation.scope}.",
            hint=f"kithly token add NAME --scope {operation.scope}",
            headers={"www-authenticate": wanted},
        )


def check_query(request: Request, known: Collection[str]) -> None:
    """Refuse parameters that mean nothing here, or stand there twice.

    Args:
        request: What was asked.
        known: Names of the parameters there are.

    Raises:
        Refusal: There are such.
    """
    told_of = [name for name, _ in request.query_params.multi_items()]
    odd = [(f"query.{name}", "There is no such parameter.") for name in dict.fromkeys(told_of) if name not in known]
    odd += [(f"query.{name}", "It stands there twice.") for name in known if told_of.count(name) > 1]
    if odd:
        raise Refusal("input", "The question holds what means nothing here.", places=tuple(odd[:MOST_PLACES]))


def taken_by(operation: Operation) -> tuple[str, ...]:
    """Return the names of what an operation takes beside the parts of its address: parameters, or fields of a body."""
    asked = get_dependant(path=operation.path, call=endpoint_of(operation))
    bodies = (one.field_info.annotation for one in asked.body_params)
    fields = (name for kind in bodies if kind is not None for name in getattr(kind, "model_fields", ()))
    return (*_names_in(asked), *fields)


def _names_in(asked: Dependant) -> Iterator[str]:
    """Yield the names of the parameters of an address, also of those it takes together."""
    yield from (field.alias for field in asked.query_params)
    for one in asked.dependencies:
        yield from _names_in(one)


def _signature(operation: Operation) -> inspect.Signature:
    """Return the signature of an operation with the request in place of the network."""
    answer = operation.answer
    hints = get_type_hints(answer, include_extras=True)
    own = list(inspect.signature(answer).parameters.values())[1:]
    asked = [one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY) for one in own]
    key = [inspect.Parameter(KEY_FIELD, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Key)]
    return inspect.Signature([_REQUEST, *asked, *(key if operation.is_keyed else [])], return_annotation=Response)
