"""Versions of the user's word: a mark of every field that may be overwritten, and the look at it before that is done.

A version is made of the fields as they are shown, one mark for each, so it needs nothing kept, and it tells which of
them were changed since. Two who change different fields both get their way. Two who change the same one do not: the
second is told what is there now.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from kithly.errors import ChangedMeanwhile

MARK_BYTES = 9  # of one field: 72 bits, of which two words agree by chance once in 10^21
MARK = MARK_BYTES * 4 // 3  # characters of it

Fields = Mapping[str, Any]  # values are what JSON holds; their names are those under which they are changed


def version_of(fields: Fields) -> str:
    """Return the version of some fields: equal for equal words, whoever said them and when.

    Example:
        >>> len(version_of({"quiet": True, "place": "family"}))
        24
        >>> version_of({"quiet": True}) == version_of({"quiet": False})
        False
    """
    return "".join(_mark(name, fields[name]) for name in sorted(fields))


def hold(expected: str | None, now: Fields, asked: Fields, *, kind: str, id: str, message: str) -> None:  # noqa: A002
    """Refuse to overwrite what was changed since it was shown. To be asked inside the transaction that overwrites.

    Args:
        expected: The version that was shown, or several parted by commas, of which one must fit; None where nobody
            looked, and the last word counts.
        now: All fields as they are kept.
        asked: Those to be changed, as they shall be.
        kind: What they are about, as in `Conflict`.
        id: Which.
        message: What was changed meanwhile, in a sentence.

    Raises:
        ChangedMeanwhile: A field that shall be changed was changed to something else; nothing may be kept then.
    """
    if expected is None:
        return
    clashing = min((_clashing(one, now, asked) for one in expected.split(",")), key=len)
    if clashing:
        current = {name: now[name] for name in asked}
        raise ChangedMeanwhile(
            kind, id, message=message, current=current, yours=asked, clashing=clashing, version=version_of(now)
        )


def _clashing(expected: str, now: Fields, asked: Fields) -> tuple[str, ...]:
    shown = _shown(expected, now)
    return tuple(
        name
        for name, wanted in asked.items()
        if shown.get(name) != _mark(name, now[name]) and _text(wanted) != _text(now[name])
    )


def left_as_shown(expected: str, names: Collection[str], sent: Fields) -> frozenset[str]:
    """Return the fields that a form sent as they were shown: whoever sent it does not mean to change them.

    Args:
        expected: The version that was shown.
        names: Of all fields it is made of.
        sent: What the form holds of them.
    """
    shown = _shown(expected, names)
    return frozenset(name for name, told in sent.items() if shown.get(name) == _mark(name, told))


def _shown(version: str, fields: Collection[str]) -> dict[str, str]:
    """Return the marks in a version by field; nothing of what is no version of these fields."""
    names = sorted(fields)
    if len(version) != MARK * len(names):
        return {}
    return {name: version[place * MARK : (place + 1) * MARK] for place, name in enumerate(names)}


def _mark(name: str, value: Any) -> str:
    told = f"{name}={_text(value)}".encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(blake2b(told, digest_size=MARK_BYTES).digest()).decode("ascii")


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
