"""What becomes of a message that shall go out: its states, and which events lead from one to another.

Between the moment a connection is opened and the moment the other side says what it made of the words, nobody can know
whether they went out. A message found in that moment is *unknown*, and only the user's own word leads from there back
to another try.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Outgoing(StrEnum):
    """Where a message stands."""

    DRAFTED = "drafted"  # words that nobody approved yet; they may change
    APPROVED = "approved"  # text and Message-ID are fixed; it goes out when the time to take it back is over
    SENDING = "sending"  # kept before a connection is opened: from here on it may be out
    SENT = "sent"  # the other side took it, or it was found where sent things stand, or the user says so
    UNKNOWN = "unknown"  # given up, and nobody knows whether it was taken
    FAILED = "failed"  # surely not taken
    TAKEN_BACK = "taken_back"  # by the user, before anything was opened


class Happened(StrEnum):
    """What may happen to a message."""

    APPROVED = "approved"  # the user's yes
    TAKEN_BACK = "taken_back"  # the user's no
    OPENED = "opened"  # a connection is about to be opened
    TOOK = "took"  # the other side has it
    REFUSED = "refused"  # the other side surely has it not
    LOST = "lost"  # the other side never said, or whoever sent it is no longer there to tell
    FOUND = "found"  # it stands where sent things stand
    SAID_SENT = "said_sent"  # the user knows that it went out
    RESTORED = "restored"  # the network it stands in came out of a backup: what became of it since, nobody knows
    AGAIN = "again"  # the user wants another try: of one that is unknown, it is their word that it did not arrive


_LEADS: Mapping[Outgoing, Mapping[Happened, Outgoing]] = {
    Outgoing.DRAFTED: {Happened.APPROVED: Outgoing.APPROVED, Happened.TAKEN_BACK: Outgoing.TAKEN_BACK},
    Outgoing.APPROVED: {
        Happened.OPENED: Outgoing.SENDING,
        Happened.TAKEN_BACK: Outgoing.TAKEN_BACK,
        Happened.RESTORED: Outgoing.UNKNOWN,
    },
    Outgoing.SENDING: {
        Happened.TOOK: Outgoing.SENT,
        Happened.REFUSED: Outgoing.FAILED,
        Happened.LOST: Outgoing.UNKNOWN,
        Happened.RESTORED: Outgoing.UNKNOWN,
    },
    Outgoing.UNKNOWN: {
        Happened.FOUND: Outgoing.SENT,
        Happened.SAID_SENT: Outgoing.SENT,
        Happened.AGAIN: Outgoing.APPROVED,
    },
    Outgoing.FAILED: {
        Happened.AGAIN: Outgoing.APPROVED,
        Happened.TAKEN_BACK: Outgoing.TAKEN_BACK,
        Happened.RESTORED: Outgoing.UNKNOWN,
    },
    Outgoing.TAKEN_BACK: {},  # its words may be approved anew, as another message
    Outgoing.SENT: {},
}

MAY_BE_OUT = frozenset({Outgoing.SENDING, Outgoing.SENT, Outgoing.UNKNOWN})
"""States in which the recipient may have it."""

ON_ITS_WAY = MAY_BE_OUT | {Outgoing.APPROVED}
"""States in which the same message is not approved once more."""

WAITS = frozenset({Outgoing.DRAFTED, Outgoing.APPROVED, Outgoing.SENDING, Outgoing.UNKNOWN, Outgoing.FAILED})
"""States in which something is still to come of it, by Kithly or by the user."""


def after(state: Outgoing, happened: Happened) -> Outgoing | None:
    """Return the state an event leads to; None where it can not happen in this one.

    >>> after(Outgoing.APPROVED, Happened.OPENED).value
    'sending'
    >>> after(Outgoing.SENT, Happened.AGAIN) is None
    True
    """
    return _LEADS[state].get(happened)


def may_happen(state: Outgoing) -> tuple[Happened, ...]:
    """Return what may happen to a message in a state."""
    return tuple(_LEADS[state])
