"""Accounts: what is kept of each, and what a sync of them did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kithly.app.views.imports import BeforeAfter, CountsView, ProblemView
from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One account.

    Attributes:
        id: Eight hexadecimal digits.
        kind: Name of what reads it: ``imap`` ...
        title: What it is called: ``mail account``.
        address: What the user typed.
        user: Name it signs in with.
        server: Where, as ``host:port``; empty where the address says it.
        secret: Where its password or token lies: ``keyring``, ``file``, or ``nowhere`` where none is needed.
        added_at: When it was added.
        parts: Names of the parts that are read.
        person: Whose it is, of one that is followed; None where it is the user's own, or nobody's.
        settings: What the user set for it, by name: ``folders`` ...
    """

    id: str
    kind: str
    title: str
    address: str
    user: str
    server: str
    secret: str
    added_at: datetime
    parts: tuple[str, ...] = ()
    person: NamedView | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsView:
    """All accounts, in the order they were added."""

    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAddedView:
    """An account was tested and kept.

    Attributes:
        change: The change to undo it by; None where a known account was only signed in again.
        text: What was done, in a sentence.
        account: The account.
        words: What was found there, and where its secret lies if it has one, a sentence each.
    """

    change: str | None
    text: str
    account: AccountView
    words: tuple[str, ...] = ()


class Outcome(StrEnum):
    """How the sync of an account ended."""

    DONE = "done"
    RETRY = "retry"  # it will work later
    SIGN_IN = "sign_in"  # the password or token is not taken
    STOP = "stop"  # no try will mend it
    STOPPED = "stopped"  # the user wanted no more


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPartView:
    """What was read of one part of an account; counts as of an imported file.

    Attributes:
        path: Account and part, as shown.
        part: The part: a folder, a calendar; empty where the account has none.
        read: All records; the sum of the other five.
        new: Never seen before.
        same: Known with this content.
        merged: Known, with new content.
        held: Waiting for the user.
        skipped: Unreadable, or excluded by a rule.
        filled: Records, known by their head only before, of which the text was read; not among ``read``.
        gone: Records the account holds no longer; what was read of them stays.
        problems: Where and why records were held or skipped.
    """

    path: str
    part: str
    read: int
    new: int
    same: int
    merged: int
    held: int
    skipped: int
    filled: int = 0
    gone: int = 0
    problems: tuple[ProblemView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedView:
    """What became of one account.

    Attributes:
        id: The account.
        kind: Name of what reads it.
        address: What the user calls it.
        outcome: How it ended.
        text: Why it ended so, in a sentence; empty where it is done.
        remedy: What to do next; empty where nothing is to be done.
        parts: What was read, part by part; without those in which there was nothing to read.
        totals: Sums over the parts.
        asked: Whether its server was asked at all; what everybody may read is left alone for some hours.
    """

    id: str
    kind: str
    address: str
    outcome: Outcome
    text: str
    remedy: str
    parts: tuple[ReadPartView, ...]
    totals: CountsView
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncView:
    """What a sync did.

    Attributes:
        change: The change to undo it by; None where nothing was read.
        accounts: Each account.
        totals: Sums over the accounts.
        people: People known, before and after.
        interactions: Contacts with them, before and after.
        seconds: How long it took.
        hints: What to do next, a sentence each.
        stopped: The user wanted no more.
        answered: What became of answers to digests, a sentence each.
    """

    change: str | None
    accounts: tuple[SyncedView, ...]
    totals: CountsView
    people: BeforeAfter
    interactions: BeforeAfter
    seconds: float
    hints: tuple[str, ...] = ()
    stopped: bool = False
    answered: tuple[str, ...] = ()
