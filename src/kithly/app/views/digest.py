"""The daily mail: what stands in it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kithly.app.views.people import NamedView


class Sent(StrEnum):
    """What became of today's digest."""

    SHOWN = "shown"  # it was only asked for here
    SENT = "sent"
    ALREADY = "already"  # it went out earlier today
    UNKNOWN = "unknown"  # it was given up, and nobody knows whether it was taken; it is not sent again today
    SILENT = "silent"  # there is nothing to say, or the user is away


Day = date  # a field of that name hides the type from whoever reads the class


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One hello, or one thing owed, under the number it is answered by.

    Attributes:
        number: From 1.
        touch: Id of the hello.
        person: Whom.
        kind: What to do: ``reconnect``, ``reply`` ...
        text: Why now, one sentence.
        who: Position and company.
        quiet: The silence in a few words; empty where nothing can be said.
        channel: The door.
        minutes: What it costs.
        link: A ``mailto:``, ``sms:`` or ``https:`` link; empty where there is none.
        link_text: What the link says.
        subject: Of the mail; empty for none.
        draft: Words to edit; empty where there are none.
        why_not: Why there are none.
        owed: Whether it is owed and not among the day's hellos.
    """

    number: int
    touch: str
    person: NamedView
    kind: str
    text: str
    who: str = ""
    quiet: str = ""
    channel: str = ""
    minutes: float = 0.0
    link: str = ""
    link_text: str = ""
    subject: str = ""
    draft: str = ""
    why_not: str = ""
    owed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """The digest of a day.

    Attributes:
        date: The day, in the user's zone.
        outcome: What became of it.
        to: The address or the kind of service it goes to; None where it is only shown.
        subject: Its subject.
        text: The whole as plain text; empty where it is silent.
        html: The same as a page for a mail program.
        items: The hellos, then what is owed.
        ahead: Birthdays of the next days, a sentence each.
        notes: The quiet notes of the day, a sentence each.
        answered: What became of the answers to earlier digests, a sentence each.
        why: Why it is silent, or not sent again; empty else.
        service: The service that was told that the day is there; empty for none.
    """

    date: Day
    outcome: Sent
    to: str | None
    subject: str
    text: str
    html: str
    items: tuple[DigestItem, ...] = ()
    ahead: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    why: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSetView:
    """Where digests go from now on.

    Attributes:
        change: The change to undo it by; None where nothing changed.
        text: What was done, in a sentence.
        words: What was found, and where the secret lies, a sentence each.
    """

    change: str | None
    text: str
    words: tuple[str, ...] = ()
