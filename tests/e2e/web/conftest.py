"""A browser without a screen: the app behind its real gate, over an imported network."""

from __future__ import annotations

import html
import re
import shutil
import warnings
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import httpx2
import pytest

from kithly.app.network import Network, open_network
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import new_bell
from kithly.interfaces.web.house import House
from kithly.sources import AccountSource

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx's successor
    from starlette.testclient import TestClient

NOW = datetime.fromisoformat("2026-03-02T09:00:00+00:00")  # the present of the made-up exports
PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
PIECE = {"hx-request": "true", "hx-request-type": "partial"}

_TAG = re.compile(r"<[^>]*>")
_WHITE = re.compile(r"\s+")
_UNSEEN = re.compile(r"<(script|style|head|dialog|template)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """A browser that came in by a ticket.

    Attributes:
        client: Asks.
        network: The network behind the pages, to look at directly.
    """

    client: TestClient
    network: Network

    def get(self, path: str, **query: str) -> httpx2.Response:
        """Look at a page, following where it leads."""
        answer: httpx2.Response = self.client.get(path, params=query or None)
        return answer

    def piece(self, path: str, **query: str) -> httpx2.Response:
        """Ask for a piece of a page, as htmx does."""
        answer: httpx2.Response = self.client.get(path, params=query or None, headers=PIECE)
        return answer

    def words(self, path: str, **query: str) -> str:
        """Look at a page that must be there, and return its words."""
        return words_of(self.ok(self.get(path, **query)))

    def post(self, path: str, fields: Mapping[str, str | list[str]] | None = None, **more: str) -> httpx2.Response:
        """Send a form as a page of ours would, and follow where it leads."""
        sent = {"token": self.token, **(fields or {}), **more}
        answer: httpx2.Response = self.client.post(path, data=sent, headers={"origin": ORIGIN})
        return answer

    def ok(self, answer: httpx2.Response) -> str:
        """Demand that an answer is a page, and return it."""
        assert answer.status_code == 200, (answer.status_code, words_of(answer.text)[:300])
        return answer.text

    @property
    def house(self) -> House:
        """What the rooms share."""
        found: House = self.client.app.state.house  # type: ignore[attr-defined]
        return found

    @property
    def token(self) -> str:
        """What this browser's forms carry."""
        secret = self.client.cookies[self.house.cookie]
        guest = self.house.doorkeeper.guest(secret)
        assert guest is not None
        return guest.token


def words_of(page: str) -> str:
    """Return what a page says, without its tags, in one line."""
    return _WHITE.sub(" ", html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", page)))).strip()


@contextmanager
def browsing(
    folder: Path,
    *,
    now: datetime = NOW,
    clock: Callable[[], datetime] | None = None,
    accounts: Sequence[AccountSource] = (),
    addresses: tuple[str, ...] = (),
) -> Generator[Browser]:
    """Open the app over a data folder and come in; with another clock, accounts or addresses where some are given."""
    with open_network(folder, now=clock() if clock else now) as opened:
        network = replace(opened, account_sources=lambda: tuple(accounts)) if accounts else opened
        app = build(network, bell=new_bell(PORT), clock=clock or (lambda: now), addresses=lambda: addresses)
        with TestClient(app, base_url=ORIGIN) as client:
            client.get(f"/enter/{app.state.house.doorkeeper.ticket()}", follow_redirects=False)
            yield Browser(client=client, network=network)


@pytest.fixture
def browser(imported: Path, tmp_path: Path) -> Generator[Browser]:
    """Return a browser before an own copy of the imported network."""
    shutil.copytree(imported, tmp_path / "network")
    with browsing(tmp_path / "network") as one:
        yield one


@pytest.fixture
def stranger(tmp_path: Path) -> Generator[Browser]:
    """Return a browser before a network in which nobody is known yet."""
    with browsing(tmp_path / "empty") as one:
        yield one
