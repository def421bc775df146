"""The schemas of what is answered, made of the very views that are shown, in the form `wire` gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from kithly.interfaces import wire
from kithly.interfaces.rest.operation import Operation

Schema = dict[str, Any]

REF = "#/components/schemas/"
PROBLEM = "problem"
_ATTRIBUTE = re.compile(r"^    (\w+): (.*)$")


def views_of(operation: Operation) -> Mapping[str, type]:
    """Return the views an operation may answer with, by the name of their document."""
    told = get_type_hints(operation.answer)["return"]
    kinds = tuple(kind for kind in get_args(told) if kind is not type(None)) or (told,)
    return {operation.names.get(kind, operation.name): kind for kind in kinds}


def reference(name: str) -> Schema:
    """Return the way to the schema of a document."""
    return {"$ref": f"{REF}{name}.document"}


def components(operations: Iterable[Operation]) -> Schema:
    """Return the schemas of every document, and of all they are made of."""
    views = {name: kind for one in operations for name, kind in views_of(one).items()}
    parts = _parts(tuple(views.values()))
    documents = {f"{name}.document": _document(name, parts[kind.__name__]) for name, kind in views.items()}
    needed = set(_reachable(documents, parts))
    return documents | {name: parts[name] for name in sorted(needed)} | {PROBLEM: problem()}


def problem() -> Schema:
    """Return the schema of what went wrong (RFC 9457)."""
    text = {"type": "string"}
    place = {"type": "object", "required": ["at", "reason"], "properties": {"at": text, "reason": text}}
    return {
        "type": "object",
        "description": "What went wrong, in one sentence, with the next step.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "enum": [f"{wire.PROBLEM}{name}" for name in _kinds()]},
            "title": {**text, "description": "What such an error means."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {**text, "description": "What happened, in one sentence."},
            "hint": {**text, "description": "What to do next."},
            "candidates": {"type": "array", "items": text, "description": "What else could be meant."},
            "current": {"type": "object", "description": "What is kept now of the fields you wanted to change."},
            "yours": {"type": "object", "description": "What you sent, by the same fields."},
            "version": {**text, "description": "Of what is kept now: send it as If-Match to overwrite it knowingly."},
            "errors": {"type": "array", "items": place, "description": "Where the request is not as it must be."},
        },
    }


def _kinds() -> list[str]:
    return sorted({name for *_, name in wire.ERRORS} | set(wire.DOOR))


@cache
def _parts(kinds: tuple[type, ...]) -> dict[str, Schema]:
    """Return the schemas of views and of all they hold, by the name of their class."""
    adapters: list[Any] = [(kind.__name__, "serialization", TypeAdapter(kind)) for kind in kinds]
    _, told = TypeAdapter.json_schemas(adapters, ref_template=f"{REF}{{model}}")
    return {name: _as_sent(schema) for name, schema in told["$defs"].items()}


def _as_sent(schema: Schema) -> Schema:
    """Return the schema of one view in the form it is sent: every field is there, described by its class."""
    words = _described(schema.get("description", ""))
    sent = {key: value for key, value in schema.items() if key != "title"}
    if words[""]:
        sent["description"] = words[""]
    if "properties" in schema:
        sent["properties"] = {
            name.rstrip("_"): _field(field, words.get(name, "")) for name, field in schema["properties"].items()
        }
        sent["required"] = list(sent["properties"])
    return sent


def _field(schema: Schema, words: str) -> Schema:
    kept = {key: value for key, value in schema.items() if key not in {"title", "default"}}
    return kept | ({"description": words} if words else {})


def _described(docstring: str) -> dict[str, str]:
    """Return what a docstring says of a class, under the empty name, and of each attribute."""
    head, _, rest = docstring.partition("\n\nAttributes:\n")
    words, name = {"": " ".join(head.split("\n\n")[0].split())}, ""
    for line in rest.splitlines():
        begun = _ATTRIBUTE.match(line)
        name = begun[1] if begun else name
        if name:
            words[name] = f"{words.get(name, '')} {begun[2] if begun else line.strip()}".strip()
    return words


def _document(name: str, view: Schema) -> Schema:
    """Return the schema of a whole document: a view and its name."""
    mark = {"type": "string", "const": f"kithly/{name}/{wire.VERSION}"}
    return {
        **view,
        "properties": {"schema": mark, **view["properties"]},
        "required": ["schema", *view["required"]],
    }


def _reachable(documents: Mapping[str, Schema], parts: Mapping[str, Schema]) -> Iterator[str]:
    """Yield the names of the parts that documents are made of."""
    waiting, seen = list(documents.values()), set()
    while waiting:
        for name in _references(waiting.pop()):
            if name not in seen:
                seen.add(name)
                waiting.append(parts[name])
                yield name


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix(REF)
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)
