"""The port of what goes out: a channel takes approved words once, and can be asked whether it took them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from kithly.messages import Approved


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
