"""JSON Schemas of the lines of an export."""

from __future__ import annotations

from typing import Any, Final

from kithly.records import KINDS
from kithly.records.json_form import schema_of
from kithly.store.interchange.nouns import Form, Noun

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MOMENT: Final = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "integer"}]}
_FORMS: Final[dict[Form, dict[str, Any]]] = {
    Form.MOMENT: _MOMENT,
    Form.JSON: {},
    Form.HEX: {"type": "string", "pattern": "^([0-9a-f]{2})*$"},
    Form.BYTES: {"type": "string", "contentEncoding": "base64"},
    Form.NODE: {"type": "integer", "description": "The number of a record or an identity, as kind says."},
}


def line_schema(noun: Noun) -> dict[str, Any]:
    """Return the schema of one line of a table."""
    names = ("number", *noun.columns) if noun.is_numbered else noun.columns
    return {
        "$schema": DIALECT,
        "title": noun.name,
        "description": noun.says,
        "type": "object",
        "properties": {name: _property(noun, name) for name in names},
        "required": list(names),
        "additionalProperties": False,
    }


def _property(noun: Noun, name: str) -> dict[str, Any]:
    if name == "number":
        return {"type": "integer", "minimum": 1, "description": "By which other lines of this export name this one."}
    column = noun.table.c[name]
    told = _told(noun, name)
    return {"anyOf": [told, {"type": "null"}]} if column.nullable else told


def _told(noun: Noun, name: str) -> dict[str, Any]:
    form, target = noun.forms.get(name), noun.refers.get(name)
    if target is not None:
        return {"type": "integer", "description": f"A number of {target}; 0 for none."}
    if form is Form.RECORD:
        return {"description": "The fields of a record of its kind.", "anyOf": [schema_of(kind) for kind in KINDS]}
    if form is not None:
        return dict(_FORMS[form])
    kind = noun.table.c[name].type.python_type
    return {"type": {str: "string", int: "integer"}[kind]}
