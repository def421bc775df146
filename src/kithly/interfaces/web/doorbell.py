"""The doorbell: a second start finds the server that runs already and asks it for a way in.

The running server leaves its port and a key in the data folder, readable by its owner only. Whoever can read the
folder could read the data anyway, so the key opens nothing more than that.
"""

from __future__ import annotations

import hmac
import http.client
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kithly.transport.whole_files import write_whole

FILE: Final = "web.json"
HEADER: Final = "x-kithly-key"
PATH: Final = "/alive"
PATIENCE = 2.0  # seconds to wait for a server that may be gone
LONGEST = 10_000  # bytes of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """Where a server listens, and what shows that a caller may read the data folder."""

    port: int
    key: str

    def is_known(self, told: str | None) -> bool:
        """Say whether somebody knows the key."""
        return told is not None and hmac.compare_digest(told.encode("utf-8", "replace"), self.key.encode())


def new_bell(port: int) -> Bell:
    """Return a bell with a fresh key."""
    return Bell(port=port, key=secrets.token_urlsafe(32))


@contextmanager
def hung(bell: Bell, folder: Path) -> Iterator[None]:
    """Hang the bell for as long as the server runs."""
    path = folder / FILE
    write_whole(path, json.dumps({"port": bell.port, "key": bell.key}).encode())
    try:
        yield
    finally:
        if _read(path) == bell:
            path.unlink(missing_ok=True)


def ring(folder: Path) -> str | None:
    """Return an address that lets a browser into the server that runs for this folder; None if none runs."""
    bell = _read(folder / FILE)
    if bell is None:
        return None
    call = http.client.HTTPConnection("127.0.0.1", bell.port, timeout=PATIENCE)
    with suppress(OSError, http.client.HTTPException, ValueError):
        try:
            call.request("GET", PATH, headers={HEADER: bell.key})
            answer = call.getresponse()
            told = json.loads(answer.read(LONGEST)) if answer.status == http.client.OK else {}
        finally:
            call.close()
        address = told.get("address") if isinstance(told, dict) else None
        return address if isinstance(address, str) and is_way_in(address, bell.port) else None
    return None


def is_way_in(address: str, port: int) -> bool:
    """Say whether an address leads into a server here: on the port of one that ended, anybody may listen by now."""
    begin = f"http://127.0.0.1:{port}/enter/"
    return address.startswith(begin) and re.fullmatch(r"[\w-]+", address.removeprefix(begin), re.ASCII) is not None


def _read(path: Path) -> Bell | None:
    try:
        told = json.loads(path.read_text("utf-8"))
        return Bell(port=int(told["port"]), key=str(told["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
