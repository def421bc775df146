"""Comparing: what two people have in common and where they differ, line by line, for the eye of the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kithly.people.features import PHONE_DIGITS, company_key, title_key
from kithly.people.person import Person
from kithly.records import IdentityKind, name_key


class Agreement(StrEnum):
    """How two people stand to each other in one thing."""

    SAME = "same"
    DIFFERS = "differs"
    OPEN = "open"  # one of them does not tell, or a difference says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing told of two people.

    Attributes:
        what: ``name``, ``company``, ``title``, ``email``, ``linkedin``, ``phone`` or ``birthday``.
        left: What the records of one say; empty where they say nothing.
        right: The same of the other.
        agreement: How the two stand to each other.
    """

    what: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    agreement: Agreement


def compare(left: Person, right: Person) -> tuple[Line, ...]:
    """Return what is told of two people, line by line; what is told of neither is left out."""
    lines = (_line(what, told(left), told(right), key) for what, told, key in _THINGS)
    return tuple(line for line in lines if line.left or line.right)


def _line(what: str, left: tuple[str, ...], right: tuple[str, ...], key: Callable[[str], str]) -> Line:
    return Line(what=what, left=left, right=right, agreement=_agreement(what, _keys(left, key), _keys(right, key)))


def _keys(values: tuple[str, ...], key: Callable[[str], str]) -> frozenset[str]:
    return frozenset(key(value) or value for value in values)


def _agreement(what: str, left: frozenset[str], right: frozenset[str]) -> Agreement:
    """Return how two sets of values stand to each other: most people have several addresses and numbers."""
    if left & right:
        return Agreement.SAME
    if not left or not right or what in _SEVERAL:
        return Agreement.OPEN
    return Agreement.DIFFERS


def _handles(kind: IdentityKind) -> Callable[[Person], tuple[str, ...]]:
    return lambda person: tuple(one.value for one in person.identities if one.kind is kind)


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _last_digits(phone: str) -> str:
    return phone[-PHONE_DIGITS:]


_SEVERAL = frozenset({"email", "phone"})
_THINGS: tuple[tuple[str, Callable[[Person], tuple[str, ...]], Callable[[str], str]], ...] = (
    ("name", lambda person: _some(person.name), name_key),
    ("company", lambda person: _some(person.company), company_key),
    ("title", lambda person: _some(person.title), title_key),
    ("email", _handles(IdentityKind.EMAIL), str.casefold),
    ("linkedin", _handles(IdentityKind.LINKEDIN), str.casefold),
    ("phone", _handles(IdentityKind.PHONE), _last_digits),
    ("birthday", lambda person: _some(person.birthday.iso() if person.birthday else ""), str),
)
