"""Devices that were paired: whose browser a cookie is, and what a browser seems to be."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from kithly.app.network import Network
from kithly.app.passes.checking import check_pass
from kithly.app.passes.keeping import revoke_pass
from kithly.app.passes.scopes import DEVICE
from kithly.errors import KithlyError
from kithly.interfaces.web.guests import SECRET_BYTES, Guest

MOST_GUESTS: Final = 32
_MACHINES: Final = (  # what the name of a browser (RFC 9110, 10.1.5) tells of the machine; the first that fits
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android phone"),
    ("Macintosh", "Mac"),
    ("Windows", "Windows computer"),
    ("Linux", "Linux computer"),
)
_BROWSERS: Final = (  # most claim to be others as well, which therefore come later
    (("EdgA/", "EdgiOS/", "Edg/"), "Edge"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("OPR/", "OPT/", "OPX/"), "Opera"),
    (("FxiOS/", "Firefox/"), "Firefox"),
    (("CriOS/", "Chrome/"), "Chrome"),
    (("Safari/",), "Safari"),
)


class Devices:
    """Knows which devices are in: as `Doorkeeper.guest` does, but by passes that outlive the server.

    Args:
        network: Gives the network as of this moment.
    """

    def __init__(self, network: Callable[[], Network]) -> None:
        self._network = network
        self._lock = threading.Lock()
        self._guests: OrderedDict[str, Guest] = OrderedDict()

    def guest(self, secret: str) -> Guest | None:
        """Return whose a cookie is, or None; asked anew at each request, so that unpairing works at once."""
        try:
            found = check_pass(self._network(), secret, kind=DEVICE)
        except KithlyError:
            return None  # the store cannot be read: nobody comes in
        if found is None:
            return None
        with self._lock:
            guest = self._guests.setdefault(
                found.id, Guest(token=secrets.token_urlsafe(SECRET_BYTES), device=found.name, pass_id=found.id)
            )
            self._guests.move_to_end(found.id)
            while len(self._guests) > MOST_GUESTS:
                self._guests.popitem(last=False)
        return guest

    def leave(self, guest: Guest, *, everyone: bool = False) -> None:
        """Let a device out for good, as unpairing does; whether others leave is said at the computer alone.

        Raises:
            StoreBusy: Somebody else writes; it is still in.
        """
        del everyone
        revoke_pass(self._network(), guest.pass_id)
        with self._lock:
            self._guests.pop(guest.pass_id, None)


def named(browser: str) -> str:
    """Return what a browser seems to be, in words.

    Args:
        browser: As it calls itself.

    Example:
        >>> named("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1")
        'iPhone in Safari'
    """
    machine = next((word for mark, word in _MACHINES if mark in browser), "A device")
    program = next((word for marks, word in _BROWSERS if any(mark in browser for mark in marks)), "")
    return f"{machine} in {program}" if program else machine
