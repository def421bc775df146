"""A word to a service the user named, by Apprise: that the day is there and how much, and no name or reason."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kithly.channels.notify import Note
from kithly.errors import ChannelUnavailable, Refused

CHANNEL = "notify"
EXTRA = "pip install 'kithly[notify]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByService:
    """A service by its Apprise address.

    Attributes:
        url: The address, tokens and all; left out wherever this is shown.
    """

    url: str = field(repr=False)

    @property
    def name(self) -> str:
        """What the service is called.

        Raises:
            Refused: Apprise knows no such service.
            ChannelUnavailable: Apprise is not installed.
        """
        return str(_service(self.url).service_name)

    def notify(self, note: Note) -> None:
        """Tell the service; only `Note.subject` and `Note.short` leave."""
        service = _service(self.url)
        with _silence():
            told = service.notify(body=note.short, title=note.subject)
        if not told:
            raise ChannelUnavailable(CHANNEL, f"{self.name} did not take the reminder.", hint="Try again later.")


@contextmanager
def _silence() -> Iterator[None]:
    """Let the library say nothing: its log shows addresses, tokens and all, and its warnings help no user."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _service(url: str) -> Any:
    with _silence():
        try:
            from apprise import Apprise  # noqa: PLC0415 - an extra, and slow to load
        except ImportError:
            raise ChannelUnavailable(CHANNEL, "Other services need the extra “notify”.", hint=EXTRA) from None
        found = Apprise.instantiate(url, suppress_exceptions=True)
    if found is None:
        raise Refused(
            CHANNEL, "Apprise knows no service by that address.", hint="For example: ntfy://ntfy.sh/your-topic"
        )
    return found
