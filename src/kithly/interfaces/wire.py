"""The one JSON form and the one table of errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from inspect import getdoc
from math import isfinite
from typing import Any

from kithly.errors import (
    ChangedMeanwhile,
    ChannelAuthError,
    ChannelUnavailable,
    Conflict,
    KithlyError,
    NotFound,
    SchemaTooNew,
    SettingsError,
    SourceAuthError,
    SourceUnavailable,
    StoreBusy,
    StoreError,
    Unsure,
)

VERSION = 1

DONE, MUST_ACT, WRONG_USAGE, UNAVAILABLE, STORE_UNUSABLE = 0, 1, 2, 3, 4

# First match wins: error class, exit code, HTTP status, name on the wire.
ERRORS: tuple[tuple[type[Exception], int, int, str], ...] = (
    (NotFound, MUST_ACT, 404, "not_found"),
    (ChangedMeanwhile, MUST_ACT, 409, "changed_meanwhile"),
    (Conflict, MUST_ACT, 409, "conflict"),
    (SettingsError, MUST_ACT, 400, "settings"),
    (SourceUnavailable, UNAVAILABLE, 503, "source_unavailable"),
    (SourceAuthError, UNAVAILABLE, 503, "source_auth"),
    (Unsure, UNAVAILABLE, 503, "unsure"),
    (ChannelUnavailable, UNAVAILABLE, 503, "channel_unavailable"),
    (ChannelAuthError, UNAVAILABLE, 503, "channel_auth"),
    (SchemaTooNew, STORE_UNUSABLE, 500, "schema_too_new"),
    (StoreBusy, MUST_ACT, 409, "busy"),
    (StoreError, STORE_UNUSABLE, 500, "store"),
    (KithlyError, MUST_ACT, 400, "error"),
)

PROBLEM = "urn:kithly:error:"  # what the type of a problem begins with (RFC 9457, 3.1.1); its name follows

# What only the door for programs refuses: name on the wire, HTTP status, what it means.
DOOR: Mapping[str, tuple[int, str]] = {
    "no_pass": (401, "There is no pass, or it is no good any more."),
    "not_allowed": (403, "The pass does not allow this."),
    "foreign": (403, "The request does not come from a program of this machine."),
    "no_address": (404, "There is nothing at this address."),
    "method": (405, "This cannot be done here."),
    "key_used": (409, "The key of an act was used for another one."),
    "too_large": (413, "There is too much in the request."),
    "not_json": (415, "The request is not in JSON."),
    "input": (422, "The request is not as it must be."),
    "no_version": (428, "It must tell which version of what it overwrites was seen."),
    "unexpected": (500, "A mistake of Kithly's own."),
}


def status_of(error: Exception) -> tuple[int, int, str]:
    """Return exit code, HTTP status and name of an error."""
    for kind, exit_code, http, name in ERRORS:
        if isinstance(error, kind):
            return exit_code, http, name
    return MUST_ACT, 500, "unexpected"


def title_of(error: Exception) -> str:
    """Return what an error means, whatever this one says: the first line of its class in the table."""
    kind = next((kind for kind, *_ in ERRORS if isinstance(error, kind)), KithlyError)
    return (getdoc(kind) or "").splitlines()[0]


def document(name: str, view: Any) -> str:
    """Return a view as one JSON document with its schema.

    Args:
        name: Schema name, as in ``kithly/<name>/1``.
        view: A frozen value of `app.views`, or a mapping.
    """
    whole = {"schema": f"kithly/{name}/{VERSION}", **(_shallow(view) if is_dataclass(view) else view)}
    try:
        return _clean(json.dumps(whole, ensure_ascii=False, allow_nan=False, default=_shallow))
    except (TypeError, ValueError):  # a number that is none, or a key that is no text: seen to one by one
        return json.dumps(plain(whole), ensure_ascii=False)


def line(view: Any) -> str:
    """Return a view as one line of JSON Lines."""
    return json.dumps(plain(view), ensure_ascii=False)


def error_document(error: Exception) -> str:
    """Return an error as one JSON document."""
    _, _, kind = status_of(error)
    body: dict[str, Any] = {"error": str(error), "kind": kind, "hint": getattr(error, "hint", "")}
    if isinstance(error, Conflict) and error.candidates:
        body["candidates"] = list(error.candidates)
    body |= both_versions(error)
    return document("error", body)


def _shallow(value: Any) -> Any:
    """Return the outermost layer of a value in the form of `plain`; the encoder asks again for what lies within.

    Raises:
        TypeError: JSON has nothing like it.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return _simple(value)
    kind: Any = type(value)
    return {shown: getattr(value, name) for shown, name in _fields(kind)}


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a view, as they are shown and as they are called; a class is asked once."""
    return tuple((field.name.rstrip("_"), field.name) for field in fields(kind))


def _clean(text: str) -> str:
    """Return text without broken characters."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def both_versions(error: Exception) -> dict[str, Any]:
    """Return what is kept and what was asked for, where the two do not agree; nothing of other errors."""
    if not isinstance(error, ChangedMeanwhile):
        return {}
    return {"current": error.current, "yours": error.yours, "version": error.version}


def plain(value: Any) -> Any:
    """Return a value as JSON types: dates as ISO text, tuples as lists, enumerations by value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return _simple(value)


def _simple(value: Any) -> Any:
    """Return instants as ISO text in UTC, days as ISO text, text without broken characters, only finite numbers."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value
