"""A network between the program and a server that does what networks do: counts, drips, breaks off, garbles."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = 4_096
_RESET = struct.pack("ii", 1, 0)  # close at once, with a reset


@dataclass(slots=True, kw_only=True)
class Faults:
    """What goes wrong on the way from the server.

    Attributes:
        after: Bytes that pass unharmed, over all connections.
        resets: Then the connection is reset.
        ends: Then it is closed as if the server were done.
        garbles: Then every piece is noise.
        stalls: Then nothing comes any more.
        delay: Seconds each piece takes.
        heals: So many bytes later all is well for as long again, and then it fails again; 0 for never.
    """

    after: int = 0
    resets: bool = False
    ends: bool = False
    garbles: bool = False
    stalls: bool = False
    delay: float = 0.0
    heals: int = 0


@dataclass(slots=True)
class Proxy:
    """Stands before a server."""

    target: int
    faults: Faults = field(default_factory=Faults)
    passed: int = 0
    connections: int = 0
    port: int = 0
    _listener: socket.socket | None = None
    _open: list[socket.socket] = field(default_factory=list)

    def begin(self) -> None:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def end(self) -> None:
        """Close everything."""
        for one in (self._listener, *self._open):
            if one is not None:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
                there = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            self.connections += 1
            self._open += [here, there]
            threading.Thread(target=self._carry, args=(here, there), daemon=True).start()
            threading.Thread(target=self._bring, args=(there, here), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _bring(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                time.sleep(self.faults.delay)
                if not self._pass(piece, target):
                    return
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _pass(self, piece: bytes, target: socket.socket) -> bool:
        faults, self.passed = self.faults, self.passed + len(piece)
        if not faults.after or self.passed <= faults.after:
            target.sendall(piece)
            return True
        if faults.heals:
            faults.after = self.passed + faults.heals
        if faults.resets:
            target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            target.shutdown(socket.SHUT_RD)  # wakes who listens on it, else it stays open
            target.close()
        if faults.ends:
            target.shutdown(socket.SHUT_RDWR)
        if faults.garbles:
            target.sendall(bytes(byte ^ 0x5A for byte in piece) + b"\r\n")
            return True
        return faults.stalls


@contextlib.contextmanager
def proxy(target: int, faults: Faults | None = None) -> Iterator[Proxy]:
    """Give a proxy for the time of a test."""
    running = Proxy(target, faults or Faults())
    running.begin()
    try:
        yield running
    finally:
        running.end()
