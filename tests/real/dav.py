"""Real DAV servers on this machine's own address, each in a process of its own with an empty folder."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "robin", "tree-frog"
START = 20.0  # seconds a server may take until it answers


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        name: ``radicale`` or ``xandikos``.
        url: Its address, with a slash at the end.
        home: Where the user's collections lie.
        asks_who: Whether it wants user and password.
    """

    name: str
    url: str
    home: str
    asks_who: bool


@contextlib.contextmanager
def radicale(folder: Path, *, port: int = 0) -> Iterator[Server]:
    """Run Radicale with one user and what an earlier one left in the folder; at a free port unless told."""
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n", "utf-8")
    port = port or free_port()
    order = [
        *(sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}"),
        *("--auth-type", "htpasswd", "--auth-htpasswd-filename", str(users), "--auth-htpasswd-encryption", "plain"),
        *("--storage-filesystem-folder", str(folder / "collections"), "--auth-delay", "0"),
    ]
    url = f"http://127.0.0.1:{port}/"
    with _running(order, url):
        yield Server("radicale", url, f"{url}{USER}/", asks_who=True)


@contextlib.contextmanager
def xandikos(folder: Path) -> Iterator[Server]:
    """Run Xandikos with its first address book and calendar; it asks nobody who they are."""
    port = free_port()
    order = [
        *(sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "git"), "--defaults"),
        *("--current-user-principal", f"/{USER}/", "-l", "127.0.0.1", "-p", str(port), "--no-detect-systemd"),
    ]
    url = f"http://127.0.0.1:{port}/"
    with _running(order, url):
        yield Server("xandikos", url, f"{url}{USER}/", asks_who=False)


SERVERS = {"radicale": radicale, "xandikos": xandikos}


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def _running(order: list[str], url: str) -> Iterator[None]:
    server = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(url, server)
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    where = urllib.request.Request(url)  # noqa: S310 - an address of our own
    until = time.monotonic() + START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at once ({server.returncode})")
        try:
            urllib.request.urlopen(where, timeout=2).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server does not answer")
