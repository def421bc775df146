"""Networks on loopback in which ego has an account and may publish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from tests.contracts.networks.serving import Asked, Fake, Said, serving

from kithly.channels.calling import Server
from kithly.channels.channel import Channel
from kithly.testing.channels import CANARY
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret


class Home(Fake):
    """A network that takes what ego publishes.

    Attributes:
        dying: What to do instead of answering, by a part of the path: whether the thing is done first.
    """

    target: ClassVar[str]
    nowhere: ClassVar[tuple[str, ...]]
    gone: ClassVar[str]
    long: ClassVar[str]
    write: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.dying: dict[str, tuple[bool, float]] = {}

    def open(self, server: Server, secret: Secret, limits: Limits) -> Channel:
        """Return the channel of ego's account."""
        raise NotImplementedError

    def respond(self, asked: Asked) -> Said:
        """Answer, or do it and fall silent, or fall silent."""
        part = next((part for part in self.dying if part in asked.path), None)
        if part is None:
            return super().respond(asked)
        did_it, after = self.dying.pop(part)
        if did_it:
            super().respond(asked)
        else:
            self.asked.append(asked)
        return Said(is_silent=True, after=after)

    def is_in(self, asked: Asked, token: str) -> bool:
        """Say whether somebody proves to be ego."""
        return asked.headers.get("authorization") == f"Bearer {token}"


class Playing:
    """A network as the contract wants it."""

    home: Any  # with what each network has of its own

    def __init__(self, home: Home) -> None:
        self.home = home
        self.target, self.gone, self.long, self.write = home.target, home.gone, home.long, home.write
        self.nowhere = home.nowhere

    def channel(self, *, seconds: float = 10.0, secret: str = CANARY) -> Any:
        """Return the channel of ego's account, with what each has of its own."""
        server = Server(host="127.0.0.1", port=self.home.port, security="none", at="@me@tide.example")
        return self.home.open(server, Secret(value=secret, form="token"), Limits(total=seconds, redirects=0))

    def nobody(self) -> Any:
        """Return a channel to where nothing listens."""
        server = Server(host="127.0.0.1", port=1, security="none", at="@me@tide.example")
        return self.home.open(server, Secret(value=CANARY, form="token"), Limits(total=5.0, redirects=0))

    def asked(self) -> int:
        """Return how often it was asked anything."""
        return len(self.home.asked)

    def heard(self) -> set[str]:
        """Return the names of all header fields that came."""
        return {name for asked in self.home.asked for name in asked.headers}

    def refuse(self, part: str, status: int, headers: dict[str, str] | None = None) -> None:
        """Refuse the next request with a part in its path."""
        told = {"error": "No <b>thanks</b>", "message": "see https://evil.example/x"}
        self.home.says.append((part, Said(status=status, told=told, headers=headers or {})))

    def die(self, part: str, *, did_it: bool, after: float = 0.0) -> None:
        """Say nothing to the next such request, and break off after some seconds."""
        self.home.dying[part] = (did_it, after)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.home, name)


@contextmanager
def playing(home: Home) -> Iterator[Playing]:
    """Give a network for the time of a test."""
    with serving(home):
        yield Playing(home)
