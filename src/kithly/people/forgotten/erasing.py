"""What is left of a record without those who were forgotten; pure, the same for what is kept and for what comes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from kithly.people.forgotten.marks import Marks
from kithly.records import (
    Contact,
    Flag,
    Gesture,
    Identity,
    IdentityKind,
    Meeting,
    Message,
    News,
    PartialDate,
    Party,
    PersonNote,
    Profile,
    Record,
    Relation,
)

QUOTED = ">"  # how a line of somebody else's words begins
_WEAK = frozenset({IdentityKind.NAME, IdentityKind.UID})  # handles that tell one person from another only in one place

Own = Collection[Identity]
Clean = Callable[[Any, Marks], Any]

KEPT: Final = frozenset({(Contact, "photo")})
"""Fields that are text by type and no words: the sum of a picture."""

NAMES: Final = frozenset({(Contact, "name"), (Profile, "name"), (News, "author")})
"""Fields that hold the name of whom the record is of, or of who wrote it."""

OWN_WORDS: Final = frozenset({(Message, "own")})
"""Fields that mostly stand in another one of the record too, and need no second look then."""


def without(record: Record, marks: Marks, own: Own = ()) -> Record | None:
    """Return what may be kept of a record.

    Args:
        record: As its source gave it.
        marks: Who was forgotten.
        own: Ego's own addresses and profiles: a message with nobody else is with whom was forgotten alone.

    Returns:
        The record itself where nobody of them is in it, another one without them, or None where it is theirs.
    """
    if gone_from(record, marks, own):
        return None
    return _left(record, marks)


def gone_from(record: Record, marks: Marks, own: Own = ()) -> bool:
    """Say whether a record is of somebody who was forgotten and goes as a whole."""
    match record:
        case Message():
            others = [one for one in (*record.to, *record.cc) if not _is_own(one, own)]
            is_own = Flag.SENT in record.flags or record.sender is None or _is_own(record.sender, own)
            return _of_message(record.sender, others, marks, is_own=is_own)
        case Meeting():
            others = [one for one in record.attendees if not _is_own(one, own) and not _is_owner(one, record)]
            meant = [one for one in (*others, *record.declined) if marks.means(one)]
            return bool(meant) and all(marks.means(one) for one in others)
        case Contact():
            return _is_theirs(record, marks)
        case Gesture() | PersonNote():
            return marks.means(record.other)
        case News():
            return marks.means(record.about) or marks.names(record.author)
        case _:
            return False


def _of_message(sender: Party | None, others: list[Party], marks: Marks, *, is_own: bool) -> bool:
    if sender is not None and marks.means(sender):
        return True
    return is_own and bool(others) and all(marks.means(one) for one in others)


def _is_own(party: Party, own: Own) -> bool:
    return party.identity is not None and party.identity in own


def _is_owner(party: Party, meeting: Meeting) -> bool:
    return meeting.is_mine and party.identity is not None and party.identity == meeting.owner


def _is_theirs(contact: Contact, marks: Marks) -> bool:
    if any(marks.knows(one) for one in contact.identities):
        return True
    told = [one for one in contact.identities if one.kind not in _WEAK and not marks.shares(one)]
    return not told and marks.names(contact.name)


def _left(record: Record, marks: Marks) -> Record:
    """Return a record that stays, without those who were forgotten; the very one where nothing of them is in it."""
    plan = _plan_of(record)
    told = _changes(record, plan.people, marks)
    if may_hold := marks.may_hold(_texts(record)):
        told |= _changes(record, plan.words, marks)
    match record:
        case Message() if told or may_hold:
            told |= _message(record, told, marks)
        case Meeting() if _is_fewer(record, told, "attendees"):
            told["attendance"] = record.attendance or len(record.attendees)
        case Contact() | Profile() if "name" in told:
            told |= _renamed(record, told["name"], marks)
        case Contact() | Profile() if marks.may_hold((record.name,)):  # somebody else, who bears it in every form
            told = {name: value for name, value in told.items() if name not in {"given", "nickname"}}
    return replace(record, **told) if told else record


def _message(record: Message, told: dict[str, Any], marks: Marks) -> dict[str, Any]:
    """Return what else changes of a message: lines of others go where one who was forgotten is among them."""
    text, own = told.get("text", record.text), record.own
    if own and (text is not record.text or own not in text):
        own = marks.cleaned(own)
    more: dict[str, Any] = {}
    if _is_fewer(record, told, "to", "cc"):
        more["recipients"] = record.recipients or len(record.to) + len(record.cc)
    if more or "text" in told:
        text, own = _unquoted(text, own), _unquoted(own, own)
    return more if text is record.text and own is record.own else {**more, "text": text, "own": own}


def _renamed(record: Contact | Profile, name: str, marks: Marks) -> dict[str, Any]:
    """Return what goes with another name: a given name that is no part of it any more, and bare names."""
    handles = (marks.rebared(one, name) for one in record.identities)
    return {"given": record.given if record.given in name else "", "identities": tuple(one for one in handles if one)}


def _is_fewer(record: Any, told: dict[str, Any], *names: str) -> bool:
    return any(len(told[name]) < len(getattr(record, name)) for name in names if name in told)


def _texts(value: Any) -> list[str]:
    """Return all words of a record, or of a value in one."""
    plan = _plan_of(value)
    found = [one for one in plan.values(value) if one]
    found += (one for name in plan.lists for one in getattr(value, name))
    for name in plan.nested:
        told = getattr(value, name)
        for one in told if isinstance(told, tuple) else (told,) if told else ():
            found += _texts(one)
    if plan.own_words:
        whole = found[:]
        found += (one for name in plan.own_words if not any((one := getattr(value, name)) in text for text in whole))
    return found


class _Plan:
    """How the fields of one kind of value are gone through: by their types, so that a new one is not missed."""

    def __init__(self, kind: type) -> None:
        hints = get_type_hints(kind)
        cleans = [(one.name, _clean(kind, one.name, hints[one.name])) for one in fields(kind)]
        told = [(name, clean) for name, clean in cleans if clean is not None]
        self.people = tuple((name, clean) for name, clean in told if clean in _OF_PEOPLE)
        self.words = tuple((name, clean) for name, clean in told if clean not in _OF_PEOPLE)
        self.own_words = tuple(name for name, _ in self.words if (kind, name) in OWN_WORDS)
        seen = [(name, clean) for name, clean in self.words if name not in self.own_words]
        self.lists = tuple(name for name, clean in seen if clean is _list)
        self.nested = tuple(name for name, clean in seen if clean in {_nested, _all_nested})
        self.values = _getter(tuple(name for name, clean in seen if clean is _text))


@cache
def _plan(kind: Any) -> _Plan:
    return _Plan(kind)


def _plan_of(value: Any) -> _Plan:
    kind: Any = type(value)
    return _plan(kind)


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[str, ...]]:
    """Return what takes some fields of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _changes(value: Any, plan: tuple[tuple[str, Clean], ...], marks: Marks) -> dict[str, Any]:
    """Return the fields of a value that change."""
    told = {}
    for name, clean in plan:
        was = getattr(value, name)
        if was and (now := clean(was, marks)) is not was and now != was:
            told[name] = now
    return told


def _clean(kind: type, name: str, hint: Any) -> Clean | None:
    """Return what cleans a field of a kind of value; None where no word of anybody can stand in it.

    Raises:
        TypeError: Nobody said yet what such a field may hold.
    """
    options = [one for one in get_args(hint) if one is not NoneType] if NoneType in get_args(hint) else [hint]
    inner = options[0]
    if (kind, name) in KEPT or get_origin(inner) is Literal or _is_wordless(inner):
        return None
    if (kind, name) in NAMES:
        return _name
    if get_origin(inner) is tuple and _is_wordless(get_args(inner)[0]):
        return None
    if inner in _CLEANS:
        return _CLEANS[inner]
    if get_origin(inner) is tuple and is_dataclass(get_args(inner)[0]):
        return _all_nested
    if is_dataclass(inner):
        return _nested
    raise TypeError(f"{kind.__name__}.{name}: how are those who were forgotten taken out of {hint}?")


def _is_wordless(hint: Any) -> bool:
    return hint in _WORDLESS or (isinstance(hint, type) and issubclass(hint, Enum))


def _text(value: str, marks: Marks) -> str:
    return marks.cleaned(value)


def _list(values: tuple[str, ...], marks: Marks) -> tuple[str, ...]:
    return tuple(marks.cleaned(one) for one in values)


def _name(value: str, marks: Marks) -> str:
    return marks.renamed(value)


def _party(value: Party, marks: Marks) -> Party | None:
    return marks.party(value)


def _parties(values: tuple[Party, ...], marks: Marks) -> tuple[Party, ...]:
    return tuple(left for one in values if (left := marks.party(one)) is not None)


def _relations(values: tuple[Relation, ...], marks: Marks) -> tuple[Relation, ...]:
    told = [(one, marks.party(Party(name=one.name, identity=one.identity))) for one in values]
    return tuple(
        replace(one, label=marks.cleaned(one.label), name=left.name, identity=left.identity)
        for one, left in told
        if left is not None
    )


def _nested(value: Any, marks: Marks) -> Any:
    plan = _plan_of(value)
    told = _changes(value, (*plan.people, *plan.words), marks)
    return replace(value, **told) if told else value


def _all_nested(values: tuple[Any, ...], marks: Marks) -> tuple[Any, ...]:
    return tuple(_nested(one, marks) for one in values)


_WORDLESS: Final = frozenset({bool, int, float, date, datetime, Identity, PartialDate})
_CLEANS: Final[dict[Any, Clean]] = {
    str: _text,
    tuple[str, ...]: _list,
    Party: _party,
    tuple[Party, ...]: _parties,
    tuple[Relation, ...]: _relations,
}
_OF_PEOPLE: Final = frozenset({_name, _party, _parties, _relations})


def _unquoted(text: str, own: str) -> str:
    """Return the author's own words of a text that quotes others, among them perhaps whom was forgotten."""
    kept = own or text
    return "\n".join(line for line in kept.splitlines() if not line.lstrip().startswith(QUOTED))
