"""Lines about people the user would be sorry to lose, as decisions: which stand, and which entries they left behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kithly.people import PersonId
from kithly.people.named_lines import NamedLine
from kithly.store import Decision, Reading

NAMED = "named"  # kind of the decision
WITHDRAWN = "withdrawn"  # kind of the decision that takes back an older one; its subject is the older one's id


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """One line that stands.

    Attributes:
        decision: Its id.
        person: Whom it was about when it was written.
        line: The whole line.
        name: The name in it.
        about: Its other words.
        record: Id of the entry made for it; empty where somebody known was meant.
        place: Its place in the list.
        at: When it was written.
    """

    decision: str
    person: PersonId
    line: str
    name: str
    about: str
    record: str
    place: int
    at: datetime


def line_value(line: NamedLine, *, record: str, place: int) -> dict[str, Any]:
    """Return a line as it is kept."""
    return {"line": line.line, "name": line.name, "about": line.about, "record": record, "place": place}


def standing_lines(tx: Reading) -> tuple[OwnLine, ...]:
    """Return the lines that stand, in their order."""
    gone = withdrawn(tx.decisions.all(WITHDRAWN))
    lines = [_own_line(one) for one in tx.decisions.all(NAMED) if one.id not in gone]
    return tuple(sorted(lines, key=lambda one: one.place))


def all_lines(tx: Reading) -> tuple[OwnLine, ...]:
    """Return all lines that were ever written, those taken away too, in the order they were written."""
    return tuple(map(_own_line, tx.decisions.all(NAMED)))


def left_behind(tx: Reading) -> frozenset[str]:
    """Return the ids of the entries whose lines were all taken away: they make nobody known any more."""
    told = tx.decisions.all(NAMED)
    if not told:
        return frozenset()
    gone = withdrawn(tx.decisions.all(WITHDRAWN))
    entries = {_own_line(one).record for one in told} - {""}
    return frozenset(entries - {_own_line(one).record for one in told if one.id not in gone})


def withdrawn(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the decisions that newer ones take back."""
    return frozenset(one.subject for one in decisions if one.kind == WITHDRAWN)


def _own_line(one: Decision) -> OwnLine:
    value = one.value if isinstance(one.value, dict) else {}
    return OwnLine(
        decision=one.id,
        person=PersonId(one.subject),
        line=str(value.get("line", "")),
        name=str(value.get("name", "")),
        about=str(value.get("about", "")),
        record=str(value.get("record", "")),
        place=int(value.get("place", 0)),
        at=one.at,
    )
