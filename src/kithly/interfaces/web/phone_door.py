"""The door for paired phones: a second listener, at one address of the local network, for as long as the user wants.

It is closed until the user opens it, and closes by itself when the address is gone or the server ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from starlette.types import ASGIApp

from kithly.app.doors import Door, Event
from kithly.app.network import Network
from kithly.app.passes.nearby import note_door
from kithly.errors import KithlyError, SettingsError
from kithly.interfaces.web.pairing import Pairing
from kithly.interfaces.web.quiet import quiet_server
from kithly.transport.near import is_held, listening, near_addresses

if TYPE_CHECKING:
    import uvicorn

PORTS: Final = range(8790, 8800)  # the first free one: a phone keeps the address
BACKLOG: Final = 32
MOST_AT_ONCE: Final = 48  # connections; a browser opens six
LOOK_EVERY: Final = 5.0  # seconds between two looks whether the address is still there
PATIENCE: Final = 8.0  # seconds to wait for the listener's end
NOWHERE: Final = "This computer has no address in a local network now, so a phone cannot find it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where phones come in.

    Attributes:
        address: One address of this machine.
        port: The port.
    """

    address: str
    port: int

    @property
    def host(self) -> str:
        """What a request must say in ``Host`` (RFC 3986, 3.2.2)."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"

    @property
    def url(self) -> str:
        """The address to open on the phone."""
        return f"http://{self.host}"


@dataclass(slots=True, kw_only=True)
class _Listener:
    where: Where
    server: uvicorn.Server
    thread: threading.Thread
    over: threading.Event = field(default_factory=threading.Event)


class PhoneDoor:
    """Opens and closes the door.

    Args:
        app: Makes what answers there, by address and port.
        network: Gives the network as of this moment.
        addresses: Where others nearby can find this machine.
        is_here: Says whether this machine still has an address.
        look_every: Seconds between two looks whether it has.
    """

    def __init__(
        self,
        app: Callable[[str, int], ASGIApp],
        network: Callable[[], Network],
        *,
        addresses: Callable[[], tuple[str, ...]] = near_addresses,
        is_here: Callable[[str], bool] = is_held,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self.pairing = Pairing()
        self._app = app
        self._network = network
        self._addresses = addresses
        self._is_here = is_here
        self._look_every = look_every
        self._lock = threading.RLock()
        self._listener: _Listener | None = None

    @property
    def where(self) -> Where | None:
        """Where it is open; None while it is closed."""
        listener = self._listener
        return listener.where if listener is not None and listener.thread.is_alive() else None

    def choices(self) -> tuple[str, ...]:
        """Return the addresses at which it could be opened, first the one this machine uses itself."""
        return self._addresses()

    def open(self, address: str = "") -> Where:
        """Open the door, at an address or at the first there is; one that is open elsewhere is moved.

        Raises:
            SettingsError: This machine has no such address in a local network, or no port is free.
        """
        known = self.choices()
        wanted = address or (known[0] if known else "")
        if wanted not in known or not wanted:
            said = f"{wanted} is no address of this computer in a local network." if wanted else NOWHERE
            raise SettingsError("address", said, hint="Join the network your phone is in, and try again.")
        with self._lock:
            if self.where is not None and self.where.address == wanted:
                return self.where
            self.close()
            self._listener = self._begun(wanted)
            return self._listener.where

    def close(self) -> None:
        """Close the door: nobody comes in any more; who is paired stays paired."""
        with self._lock:
            listener, self._listener = self._listener, None
        self.pairing.end()
        if listener is None:
            return
        listener.over.set()
        listener.server.should_exit = True
        if listener.thread is not threading.current_thread():
            listener.thread.join(PATIENCE)
        self._note(None)

    def _begun(self, address: str) -> _Listener:
        """Return a listener that has begun.

        Raises:
            SettingsError: No port is free.
        """
        try:
            socket = listening(address, PORTS, backlog=BACKLOG)
        except OSError as error:
            said = f"Nothing can listen at {address} now."
            raise SettingsError("address", said, hint="Choose another address, or try again.") from error
        where = Where(address=address, port=socket.getsockname()[1])
        server = quiet_server(self._app(where.address, where.port), most_at_once=MOST_AT_ONCE)

        def run() -> None:
            with socket:
                server.run(sockets=[socket])

        listener = _Listener(where=where, server=server, thread=_thread(run, "kithly-phone"))
        self._note(where)
        listener.thread.start()
        _thread(lambda: self._watch(listener), "kithly-phone-watch").start()
        return listener

    def _watch(self, listener: _Listener) -> None:
        """Close the door when its address is gone."""
        while not listener.over.wait(self._look_every):
            if not self._is_here(listener.where.address):
                with self._lock:
                    if self._listener is listener:
                        self.close()
                return

    def _note(self, where: Where | None) -> None:
        """Let other processes know, for `doctor`; nothing rests on it."""
        with suppress(KithlyError):
            network = self._network()
            network.doors.note(Door.PHONE, Event.OPENED if where else Event.CLOSED)
            note_door(network, (where.address, where.port) if where else None)


def _thread(target: Callable[[], None], name: str) -> threading.Thread:
    return threading.Thread(target=target, name=name, daemon=True)
