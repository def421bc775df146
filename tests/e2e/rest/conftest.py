"""A program with a pass: the door in front of nothing, over an imported network."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.e2e.conftest import NOW

from kithly.app.network import Network, open_network
from kithly.app.passes.keeping import make_pass
from kithly.app.passes.scopes import SCOPES
from kithly.interfaces.rest.door import Door

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx's successor
    from starlette.testclient import TestClient

PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
ROOT = "/api/v1"
PAGE = "a page"


pages = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse(PAGE))])


@dataclass(slots=True, kw_only=True)
class Clock:
    """The present of a door; a test may move it."""

    now: datetime = NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with a pass.

    Attributes:
        client: Asks.
        network: The network behind the door, to look at directly.
        token: What it shows.
        clock: The present.
    """

    client: TestClient
    network: Network
    token: str
    clock: Clock

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> httpx2.Response:
        """Ask below the root of the door, with the pass."""
        shown = {"authorization": f"Bearer {self.token}", **(headers or {})}
        answer: httpx2.Response = self.client.request(method, ROOT + path, headers=shown, **more)
        return answer

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> httpx2.Response:
        """Look."""
        return self.ask("GET", path, headers, params=query or None)

    def view(self, path: str, **query: Any) -> Any:
        """Look, demand that it is there, and return the document."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Send a document."""
        return self.ask("POST", path, {"content-type": "application/json", **headers}, content=json.dumps(body))

    def with_scopes(self, *scopes: str, days: int | None = None) -> Program:
        """Return another program, which may do other things."""
        network = replace(self.network, now=self.clock.now)
        return replace(self, token=make_pass(network, "another", scopes, days=days).token)


@contextmanager
def asking(folder: Path, scopes: Sequence[str] = tuple(SCOPES)) -> Generator[Program]:
    """Open the door over a data folder, for a program that may do anything."""
    clock = Clock()
    with open_network(folder, now=NOW) as network:
        token = make_pass(network, "a program", scopes).token
        door = Door(pages, network=lambda: replace(network, now=clock.now), port=PORT, log=network.doors)
        with TestClient(door, base_url=ORIGIN) as client:
            yield Program(client=client, network=network, token=token, clock=clock)


@pytest.fixture(scope="module")
def reader(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Return one program for all tests of a module: none of them changes what is known."""
    folder = shutil.copytree(imported, tmp_path_factory.mktemp("reader") / "network")
    with asking(folder) as one:
        yield one


@pytest.fixture
def program(imported: Path, tmp_path: Path) -> Iterator[Program]:
    """Return a program before an own copy of the imported network."""
    shutil.copytree(imported, tmp_path / "network")
    with asking(tmp_path / "network") as one:
        yield one
