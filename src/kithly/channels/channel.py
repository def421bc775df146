"""The port of what goes out: a channel takes approved words once, and can be asked whether it took them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from kithly.messages import Approved
from kithly.transport.imap import Folder, Place
from kithly.transport.secrets import NO_SECRET, Secret
from kithly.transport.smtp import SILENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the other side said when it took something.

    Attributes:
        id: Its name there: a Message-ID, the address of a post.
        url: Where it can be seen; empty if nowhere.
    """

    id: str
    url: str = ""


@runtime_checkable
class Channel(Protocol):
    """Sends approved words, each at most once."""

    name: str

    def send(self, approved: Approved) -> Receipt:
        """Send once; no retry of its own.

        Raises:
            Refused: It will never go out like this; nothing was sent.
            ChannelAuthError: The other side lets us not in; nothing was sent.
            ChannelUnavailable: It surely did not go out; another try is allowed.
            Unsure: Nobody knows.
        """
        ...

    def find(self, approved: Approved, *, since: datetime) -> bool | None:
        """Return whether it went out, looked up where sent things stand; None where that cannot be told.

        Args:
            approved: What was given up.
            since: When at the earliest, aware.

        Raises:
            ChannelError: It could not be looked up now.
        """
        ...


@runtime_checkable
class KeepsCopies(Protocol):
    """A channel that can put a copy of what it sent where sent things stand."""

    def keep_copy(self, approved: Approved) -> None:
        """Put a copy there, unless one lies there already.

        Raises:
            ChannelError: It could not be done; that it was sent stands.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The mailbox in which what was sent stands.

    Attributes:
        place: Its server.
        user: Name to sign in with.
        secret: Password or token.
        sent: Names the folders of sent mail among all folders, the one for copies first.
    """

    place: Place
    user: str
    secret: Secret
    sent: Callable[[Sequence[Folder]], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Ego's own account by which something goes out.

    Attributes:
        address: The account, as ego calls it: a mail address, a handle.
        at: When it goes out, aware.
        user: Name to sign in with.
        secret: Password or token.
        place: The mail server; None where the account is no mailbox.
        box: Where what was sent stands; None where that is not known.
        patience: Seconds the other side may say nothing.
        settings: What else the kind of account needs, by name.
    """

    address: str
    at: datetime
    user: str = ""
    secret: Secret = NO_SECRET
    place: Place | None = None
    box: Box | None = None
    patience: float = SILENCE
    settings: Mapping[str, str] = field(default_factory=dict)


class Opener(Protocol):
    """Makes a channel for an account of ego's; registered under the channel's name as ``kithly.channels``.

    Attributes:
        name: Of the channel, as in `Approved.channel`.
        accounts: The kind of accounts by which it sends, where those that are read serve; empty for its own.
    """

    name: str
    accounts: str

    def check(self, approved: Approved) -> None:
        """Look whether words can go out like this, before anything is kept or opened.

        Raises:
            Refused: They never will.
        """
        ...

    def open(self, sender: Sender) -> Channel:
        """Return the channel. No connection is made yet.

        Raises:
            ChannelError: The account is none by which this can go out.
        """
        ...
