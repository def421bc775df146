"""What would go with somebody who is to be forgotten, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetCountView:
    """So many of one kind: what it is called, and how many."""

    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetEachView:
    """What goes with one of several who go together: a message to two of them counts with both."""

    id: str
    name: str
    goes: tuple[ForgetCountView, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetView:
    """What is kept of somebody, before they are forgotten.

    Attributes:
        seal: A sum of what would go, to be handed back with the yes.
        person: Whom.
        others: The entries named beside them, which go too.
        each: What goes with each of them, where there are several.
        alike: Other entries of the same name: the same person's perhaps.
        names: The names by which they are known; in what stays, these are taken out.
        handles: Addresses, numbers and profiles that are theirs alone.
        shared: Those that somebody else has too; they stay.
        goes: What goes as a whole, counted.
        changes: What stays without them, counted.
        stays: What cannot be found or reached, a sentence each.
        backups: Backups made by hand that hold them still, by their paths.
        text: The whole in a sentence.
        next: What to do to go on.
    """

    seal: str
    person: NamedView
    others: tuple[NamedView, ...]
    each: tuple[ForgetEachView, ...]
    alike: tuple[NamedView, ...]
    names: tuple[str, ...]
    handles: tuple[str, ...]
    shared: tuple[str, ...]
    goes: tuple[ForgetCountView, ...]
    changes: tuple[ForgetCountView, ...]
    stays: tuple[str, ...]
    backups: tuple[str, ...]
    text: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenView:
    """That somebody was forgotten; it names nobody.

    Attributes:
        goes: What went, counted.
        changes: What stays without them, counted.
        purged: Whether no byte of them is left in the database's files; else that is done at the next start.
        removed: Backups of Kithly's own that were taken away.
        backups: Backups made by hand that hold them still, by their paths.
        words: What else there is to know, a sentence each.
        text: The whole in a sentence.
    """

    goes: tuple[ForgetCountView, ...]
    changes: tuple[ForgetCountView, ...]
    purged: bool
    removed: tuple[str, ...]
    backups: tuple[str, ...]
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftedView:
    """That somebody who was forgotten may be taken in again.

    Attributes:
        count: How many were meant.
        text: The whole in a sentence.
    """

    count: int
    text: str
