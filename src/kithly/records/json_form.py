"""Records as JSON that anybody can read: fields by their names, moments and days as ISO 8601, kinds by their words.

A field that holds its default is left out. The same types give the JSON Schema of what is written, so the two cannot
disagree. This is the form of an export; what is kept in the database is smaller (`kithly.store.payload`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import IntFlag, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from kithly.records.dates import PartialDate
from kithly.records.sighting import KINDS, Record

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]
Schema = dict[str, Any]

DAY_PATTERN: Final = r"^(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?|---\d{2})$"


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON holds it.

    Example:
        >>> from kithly.records import Post
        >>> to_json(Post(key="p1", kind="share", at=None, text="Hello"))
        {'key': 'p1', 'kind': 'share', 'at': None, 'text': 'Hello'}
    """
    kind: Any = type(record)
    told: dict[str, Any] = _encoder(kind)(record)
    return told


def from_json(kind: str, told: Any) -> Record:
    """Return the record that `to_json` was given.

    Args:
        kind: Key of `KINDS`.
        told: What the JSON holds.

    Raises:
        ValueError: It is no record of this kind.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no kind of record called {kind!r}")
    wanted: Any = KINDS[kind]
    record: Record = _decoder(wanted)(told)
    return record


def schema_of(kind: str) -> Schema:
    """Return the JSON Schema of all records of a kind."""
    return _schema(KINDS[kind])


def moment(at: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, no finer than it is.

    Example:
        >>> moment(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
        '2026-03-02T09:00:00Z'
    """
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def moment_of(text: Any) -> datetime:
    """Return the moment that `moment` was given.

    Raises:
        ValueError: It is none, or names no zone.
    """
    at = datetime.fromisoformat(_is(str, text))
    if at.tzinfo is None:
        raise ValueError("a moment names its zone")
    return at.astimezone(UTC)


def _whole(value: Any) -> Any:
    return value


def _parts(kind: Any) -> tuple[Any, bool]:
    """Return a type without None, and whether None may stand there."""
    if get_origin(kind) in {Union, UnionType}:
        inner = [one for one in get_args(kind) if one is not NoneType]
        return inner[0], len(inner) < len(get_args(kind))
    return kind, False


@cache
def _encoder(kind: Any) -> Encode:
    inner, may_lack = _parts(kind)
    encode = _encoder_of(inner)
    if may_lack and encode is not _whole:
        return lambda value: None if value is None else encode(value)
    return encode


def _encoder_of(kind: Any) -> Encode:
    if get_origin(kind) is tuple:
        each = _encoder(get_args(kind)[0])
        return lambda values: [each(value) for value in values]
    if kind in _PLAIN:
        return _PLAIN[kind][0]
    if _is_a(kind, IntFlag):
        return lambda flags: [str(flag.name).lower() for flag in flags]
    if _is_a(kind, StrEnum):
        return str
    return _fields_encoder(kind) if is_dataclass(kind) else _whole


def _fields_encoder(kind: Any) -> Encode:
    hints = get_type_hints(kind)
    told = tuple((one.name, one.default, _encoder(hints[one.name])) for one in fields(kind))

    def encode(value: Any) -> dict[str, Any]:
        found = ((name, default, each, getattr(value, name)) for name, default, each in told)
        return {name: each(one) for name, default, each, one in found if default is MISSING or one != default}

    return encode


@cache
def _decoder(kind: Any) -> Decode:
    inner, may_lack = _parts(kind)
    decode = _decoder_of(inner)
    return (lambda value: None if value is None else decode(value)) if may_lack else decode


def _decoder_of(kind: Any) -> Decode:
    if get_origin(kind) is tuple:
        each = _decoder(get_args(kind)[0])
        return lambda values: tuple(each(value) for value in _is(list, values))
    if get_origin(kind) is Literal:
        return lambda value: _one_of(get_args(kind), value)
    if kind in _PLAIN:
        return _PLAIN[kind][1]
    if _is_a(kind, IntFlag):
        return lambda names: _flags(kind, _is(list, names))
    if _is_a(kind, StrEnum):
        return lambda text: kind(_is(str, text))
    return _fields_decoder(kind) if is_dataclass(kind) else lambda value: _is(kind, value)


def _fields_decoder(kind: Any) -> Decode:
    hints = get_type_hints(kind)
    known = {one.name: _decoder(hints[one.name]) for one in fields(kind)}

    def decode(told: Any) -> Any:
        found: Mapping[str, Any] = _is(dict, told)
        strange = sorted(set(found) - set(known))
        if strange:
            raise ValueError(f"there is no field {strange[0]!r}")
        try:
            return kind(**{name: known[name](value) for name, value in found.items()})
        except TypeError:
            lacks = [one.name for one in fields(kind) if one.default is MISSING and one.name not in found]
            raise ValueError(f"the field {', '.join(lacks)} is missing") from None

    return decode


def _is(kind: type, value: Any) -> Any:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise ValueError(f"{type(value).__name__} where {kind.__name__} stands")


def _is_a(kind: Any, other: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, other)


def _one_of(words: tuple[Any, ...], value: Any) -> Any:
    if value not in words:
        raise ValueError(f"none of {', '.join(map(str, words))}")
    return value


def _flags(kind: type[IntFlag], names: list[Any]) -> IntFlag:
    known = {str(flag.name).lower(): flag for flag in kind}
    found = kind(0)
    for name in names:
        found |= known[_one_of(tuple(known), name)]
    return found


def _schema(kind: Any) -> Schema:
    inner, may_lack = _parts(kind)
    told = _schema_of(inner)
    return {"anyOf": [told, {"type": "null"}]} if may_lack else told


def _schema_of(kind: Any) -> Schema:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if _is_a(kind, IntFlag):
        return {"type": "array", "items": {"enum": [str(flag.name).lower() for flag in kind]}}
    if _is_a(kind, StrEnum):
        return {"enum": [one.value for one in kind]}
    return dict(_TYPES[kind]) if kind in _TYPES else _fields_schema(kind)


def _fields_schema(kind: Any) -> Schema:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "properties": {one.name: _schema(hints[one.name]) for one in fields(kind)},
        "required": [one.name for one in fields(kind) if one.default is MISSING],
        "additionalProperties": False,
    }


_PLAIN: Final[Mapping[Any, tuple[Encode, Decode]]] = {
    datetime: (moment, moment_of),
    PartialDate: (PartialDate.iso, lambda text: PartialDate.parse(_is(str, text))),
}
_TYPES: Final[Mapping[Any, Schema]] = {
    datetime: {"type": "string", "format": "date-time"},
    PartialDate: {"type": "string", "pattern": DAY_PATTERN},
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
}
