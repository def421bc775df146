"""The people the user would be sorry to lose, a line each."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLineView:
    """One line and whom it means.

    Attributes:
        id: What it is called by.
        line: The whole line.
        name: The name taken out of it.
        about: Its other words; may be empty.
        person: Who it means: somebody known, or an entry of its own as long as nobody is joined with it.
        matched: Whether any other record tells of that person.
    """

    id: str
    line: str
    name: str
    about: str
    person: NamedView
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPeopleView:
    """All lines, in the order they were written.

    Attributes:
        people: The lines.
        change: The change they came with, to undo it by; None where nothing changed.
        text: What was changed, in a sentence.
    """

    people: tuple[NamedLineView, ...]
    change: str | None = None
    text: str = ""
