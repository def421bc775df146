"""What can be proposed: of each kind what it holds, how it reads, and which use case a yes calls.

Only what the user could take back with one undo is a kind. Nothing here sends, hands over, forgets, signs in,
or changes a setting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kithly.app.belonging.levels import IMPORTANCE
from kithly.app.belonging.word import circle, importance, met, note
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.merging import different, same
from kithly.app.persons.wishes import LINE, LONGEST, cadence, needs
from kithly.app.today.outcome import done, log, skip, snooze
from kithly.app.today.touches import touch_named
from kithly.app.views import DoneView
from kithly.errors import Conflict, SettingsError
from kithly.records import clean_name, name_key, one_line

MOST_TEXT: Final = 2_000  # characters an assistant may propose to keep
MOST_NAME: Final = 100  # characters of a name or a circle
MOST_DAYS: Final = 366  # days a hello can be put off by a proposal
# Cf format (direction marks, tags), Co private use, Cs surrogates, Cn unassigned (Unicode Standard, 4.5).
UNSEEN: Final = frozenset({"Cf", "Co", "Cs", "Cn"})
SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))))  # bytes can be hidden there
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proposal that makes sense now.

    Attributes:
        subject: Ids of whom or what it is about.
        value: What is to be kept.
        text: The same in a sentence, with the names of today.
    """

    subject: tuple[str, ...]
    value: Value
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of proposal.

    Attributes:
        check: Takes whom or what it is about, and what is to be kept; returns it checked, or raises.
        do: Carries a checked one out.
    """

    check: Callable[[Network, Sequence[str], Value], Checked]
    do: Callable[[Network, Sequence[str], Value], DoneView]


def _person(network: Network, who: str) -> tuple[str, str]:
    """Return id and name of the person meant."""
    with network.store.reading() as kept:
        person = find_person(kept, who)
    return person.id, person.name


def _line(text: str) -> str:
    """Return words on one line, and only what is seen of them."""
    return one_line("".join(one for one in text if unicodedata.category(one) not in UNSEEN and one not in SELECTORS))


def _text(value: Value, key: str = "text", most: int = MOST_TEXT) -> str:
    """Return words as they are seen: nobody says yes to characters that are not."""
    said = str(value.get(key) or "")
    told = _line(said) if most < MOST_TEXT else "\n".join(_line(one) for one in said.splitlines()).strip()
    if not told or len(told) > most:
        raise SettingsError(key, f"This holds 1 to {most:,} characters.")
    return told


def _on(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told)) if told else None
    except ValueError as error:
        raise SettingsError("on", f"{told!r} is no day.", hint="Write it as 2026-03-02.") from error


def _note(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    text = _text(value)
    return Checked(subject=(id_,), value={"text": text}, text=f"Note on {name}: “{text}”")


def _log(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    on, text = _on(value.get("on")) or network.today, _text(value)  # the day of proposing, not of the yes
    if on > network.today:
        raise SettingsError("on", f"{on} has not come yet.")
    incoming = bool(value.get("incoming"))
    began = f"{name} got in touch with you" if incoming else f"You were in touch with {name}"
    told = {"text": text, "incoming": incoming, "on": on.isoformat()}
    return Checked(subject=(id_,), value=told, text=f"{began} on {on.day} {on:%B %Y}: “{text}”")


def _circle(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    label, remove = clean_name(_text(value, "name", MOST_NAME)), bool(value.get("remove"))
    text = f"{name} is no longer in your circle “{label}”" if remove else f"{name} is in your circle “{label}”"
    return Checked(subject=(id_,), value={"name": label, "remove": remove}, text=text)


def _importance(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    level = str(value.get("level"))
    if level not in IMPORTANCE:
        raise SettingsError("level", f"There is no level {level!r}.", hint=", ".join(IMPORTANCE))
    return Checked(subject=(id_,), value={"level": level}, text=f"{name} matters to you: {level}")


def _cadence(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    days = value.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST:
        raise SettingsError("days", f"A cadence is 1 to {LONGEST:,} days.")
    return Checked(subject=(id_,), value={"days": days}, text=f"In touch with {name} every {days:,} days")


def _needs(network: Network, who: Sequence[str], value: Value) -> Checked:
    id_, name = _person(network, who[0])
    told = {key: _text(value, key, LINE) for key in ("looks_for", "offers") if value.get(key)}
    if not told:
        raise SettingsError("needs", "What do they look for, or offer?")
    words = {"looks_for": "looks for", "offers": "offers"}
    text = " and ".join(f"{words[key]} “{one}”" for key, one in told.items())
    return Checked(subject=(id_,), value=told, text=f"{name} {text}")


def _met(network: Network, who: Sequence[str], value: Value) -> Checked:
    name = clean_name(_line(who[0]))
    if not name or len(name) > MOST_NAME:
        raise SettingsError("name", f"A name has 1 to {MOST_NAME} characters.")
    told = {key: _line(str(value.get(key) or ""))[:MOST_TEXT] for key in ("where", "about")}
    where = f" at “{told['where']}”" if told["where"] else ""
    about = f", about “{told['about']}”" if told["about"] else ""
    with network.store.reading() as kept:
        known = " (somebody of that name is known already)" if kept.people.called(name_key(name)) else ""
    return Checked(subject=(name,), value=told, text=f"You met {name}{where}{about}{known}")


def _two(network: Network, who: Sequence[str], text: str) -> Checked:
    if len(who) != len(("a", "b")):
        raise SettingsError("people", "Two people are needed.")
    (left, a), (right, b) = (_person(network, one) for one in who)
    if left == right:
        raise Conflict("person", a, message=f"{a} is one person already.")
    return Checked(subject=(left, right), value={}, text=text.format(a=f"{a} [{left}]", b=f"{b} [{right}]"))


def _same(network: Network, who: Sequence[str], value: Value) -> Checked:
    del value
    return _two(network, who, "{a} and {b} are one person")


def _different(network: Network, who: Sequence[str], value: Value) -> Checked:
    del value
    return _two(network, who, "{a} and {b} are two people")


def _touch(network: Network, which: str) -> tuple[str, str, str]:
    """Return id and reason of a hello, and whom it is to."""
    touch = touch_named(network, which)
    return touch.id, touch.reason.text, _person(network, touch.person)[1]


def _done(network: Network, which: Sequence[str], value: Value) -> Checked:
    del value
    id_, why, name = _touch(network, which[0])
    return Checked(subject=(id_,), value={}, text=f"The hello to {name} is done (“{why}”)")


def _snooze(network: Network, which: Sequence[str], value: Value) -> Checked:
    id_, why, name = _touch(network, which[0])
    days = value.get("days", 7)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MOST_DAYS:
        raise SettingsError("days", f"A hello is put off 1 to {MOST_DAYS} days.")
    return Checked(
        subject=(id_,), value={"days": days}, text=f"The hello to {name} comes back in {days} days (“{why}”)"
    )


def _skip(network: Network, which: Sequence[str], value: Value) -> Checked:
    id_, why, name = _touch(network, which[0])
    person = bool(value.get("person"))
    text = f"{name} is left alone for 90 days" if person else f"Not for this reason again: {name} (“{why}”)"
    return Checked(subject=(id_,), value={"person": person}, text=text)


KINDS: Final[Mapping[str, Kind]] = {
    "note": Kind(check=_note, do=lambda network, who, value: note(network, who[0], value["text"])),
    "log": Kind(
        check=_log,
        do=lambda network, who, value: log(
            network, who[0], value["text"], incoming=value["incoming"], day=_on(value["on"])
        ),
    ),
    "circle": Kind(
        check=_circle, do=lambda network, who, value: circle(network, who[0], value["name"], remove=value["remove"])
    ),
    "importance": Kind(check=_importance, do=lambda network, who, value: importance(network, who[0], value["level"])),
    "cadence": Kind(check=_cadence, do=lambda network, who, value: cadence(network, who[0], value["days"])),
    "needs": Kind(
        check=_needs,
        do=lambda network, who, value: needs(
            network, who[0], looks_for=value.get("looks_for"), offers=value.get("offers")
        ),
    ),
    "met": Kind(
        check=_met, do=lambda network, who, value: met(network, who[0], where=value["where"], about=value["about"])
    ),
    "same": Kind(check=_same, do=lambda network, who, _: same(network, *who)),
    "different": Kind(check=_different, do=lambda network, who, _: different(network, *who)),
    "done": Kind(check=_done, do=lambda network, which, _: done(network, which[0])),
    "snooze": Kind(check=_snooze, do=lambda network, which, value: snooze(network, which[0], days=value["days"])),
    "skip": Kind(check=_skip, do=lambda network, which, value: skip(network, which[0], person=value["person"])),
}
"""Every kind of proposal, by name."""

TOUCHES: Final = frozenset({"done", "snooze", "skip"})  # kinds whose subject is a hello
STRANGERS: Final = frozenset({"met"})  # kinds whose subject is a name nobody has yet
