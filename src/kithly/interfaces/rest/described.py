"""The description of the door: OpenAPI 3.1, with examples out of a made-up network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from kithly import __version__
from kithly.interfaces.rest import problems, schemas
from kithly.interfaces.rest.answers import MEDIA
from kithly.interfaces.rest.operation import SAFE, Operation

EXAMPLES = "examples.json"  # written by docs/api_examples.py
ALWAYS = (401, 403, 422, 500)  # refusals of every operation
OF_WORDS = (400, 409, 413, 415)  # and of those that take a body
HOLDER = "pass"  # name of the way in
_TEXT = {"type": "string"}
_HEADERS: Mapping[str, Any] = {
    "ETag": {"description": "Mark of the content, for If-None-Match.", "schema": _TEXT},
    "Location": {"description": "Where what was made is found.", "schema": _TEXT},
    "Link": {"description": "The other pages (RFC 8288): first, last, next, prev.", "schema": _TEXT},
    "X-Total-Count": {"description": "How many there are in all.", "schema": {"type": "integer"}},
}
ABOUT = (
    "What `kithly --json` prints, over HTTP, on this machine alone. Every request carries a token made by "
    "`kithly token add`. Errors are `application/problem+json`."
)


def description(app: FastAPI, root: str, operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the description of an application that holds some operations.

    Args:
        app: Where they are.
        root: What stands before their paths.
        operations: All of them.
    """
    told = get_openapi(title="Kithly", version=__version__, description=ABOUT, routes=app.routes)
    kept = {key: one for key, one in told.get("components", {}).get("schemas", {}).items() if "Validation" not in key}
    all_of_them = tuple(operations)
    for one in all_of_them:
        _describe(told["paths"][root + one.path][one.method.lower()], one)
    told["components"] = {
        "schemas": {**kept, **schemas.components(all_of_them)},
        "securitySchemes": {HOLDER: {"type": "http", "scheme": "bearer", "description": "A token."}},
    }
    return told


def _describe(told: dict[str, Any], operation: Operation) -> None:
    """Complete what the framework tells of one operation."""
    told["security"] = [{HOLDER: [operation.scope]}]
    told["description"] = f"Needs a token with the scope `{operation.scope}`."
    for one in told.get("parameters", ()):
        one["schema"] = _without_null(one["schema"])
        example = examples()["asked"].get(one["name"])
        if example is not None and one["in"] == "path":
            one["example"] = example
    if "requestBody" in told and operation.id in examples()["sent"]:
        told["requestBody"]["content"][MEDIA]["example"] = examples()["sent"][operation.id]
    told["responses"] = _responses(operation)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out, but is never sent as null."""
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "title", "description"}}
    return {**kinds[0], **rest} if len(kinds) == 1 else {**rest, **({"anyOf": kinds} if kinds else {})}


def _responses(operation: Operation) -> dict[str, Any]:
    is_look = operation.method in SAFE
    refused = {*ALWAYS, *operation.refusals, *(() if is_look else OF_WORDS), *((428,) if operation.overwrites else ())}
    answers: dict[str, Any] = {str(operation.status): _success(operation)}
    if is_look:
        answers["304"] = {"description": "Nothing is new: it is what If-None-Match named."}
    return answers | {str(status): _problem(status) for status in sorted(refused)}


def _success(operation: Operation) -> dict[str, Any]:
    kinds = [schemas.reference(name) for name in schemas.views_of(operation)]
    content: dict[str, Any] = {"schema": kinds[0] if len(kinds) == 1 else {"oneOf": kinds}}
    example = examples()["answered"].get(operation.id)
    if example is not None:
        content["example"] = example
    names = _HEADERS if operation.is_paged else {"ETag": None}
    headers = {name: _HEADERS[name] for name in names}
    if operation.place is not None:
        headers["Location"] = _HEADERS["Location"]
    links = {name: _link(name, filled) for name, filled in operation.leads.items()}
    answer = {"description": operation.does, "content": {MEDIA: content}, "headers": headers}
    return answer | ({"links": links} if links else {})


def _link(name: str, filled: Mapping[str, str]) -> dict[str, Any]:
    """Return how an answer leads to another operation."""
    told = {part: f"$response.body#/{path}" for part, path in filled.items()}
    body = {part.removeprefix("body/"): way for part, way in told.items() if part.startswith("body/")}
    parts = {part: way for part, way in told.items() if not part.startswith("body/")}
    link: dict[str, Any] = {"operationId": name}
    return link | ({"parameters": parts} if parts else {}) | ({"requestBody": body} if body else {})


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": f"{schemas.REF}{schemas.PROBLEM}"}
    return {"description": HTTPStatus(status).phrase, "content": {problems.MEDIA: {"schema": schema}}}


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """Return what was asked of a made-up network, sent to it, and answered."""
    told: dict[str, dict[str, Any]] = json.loads(resources.files(__package__).joinpath(EXAMPLES).read_text("utf-8"))
    return told
