"""A real HTTP server on loopback that a made-up network answers on, with its failures on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from kithly.sources import Account, AccountSource


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer: JSON, or bytes as they are; or none, after a while."""

    told: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    is_silent: bool = False  # the connection ends without a word
    after: float = 0.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""

    @property
    def told(self) -> Any:
        """The JSON that came along."""
        return json.loads(self.body or b"{}")


class Fake:
    """A network with one member, Zita, who publishes.

    Attributes:
        asked: Every request, in order.
        says: Answers instead of the next ones, by a part of the path; the first that fits is taken and used up.
        always: The same, never used up.
    """

    source: ClassVar[AccountSource]
    kind: ClassVar[str]
    address: ClassVar[str]  # as a person types it
    spellings: ClassVar[tuple[str, ...]]
    nonsense: ClassVar[tuple[str, ...]]
    identity: ClassVar[str]
    posts_path: ClassVar[str]  # a part of the path by which what is published is asked for

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.says: list[tuple[str, Said]] = []
        self.always: dict[str, Said] = {}
        self.port = 0

    def answer(self, asked: Asked) -> Said:
        """Answer as the network does."""
        raise NotImplementedError

    def publish(self, words: str, *, days_ago: float = 0.0) -> str:
        """Publish something, and return the key its news will have."""
        raise NotImplementedError

    def change_profile(self, words: str) -> None:
        """Have Zita say something else of herself."""
        raise NotImplementedError

    def spoil(self, key: str, how: Any) -> None:
        """Put something else in the place of all that is told of one post."""
        raise NotImplementedError

    def account(self, address: str = "") -> Account:
        """Return the account as the user types it, with this server named."""
        return Account(
            kind=self.kind, address=address or self.address, host="127.0.0.1", port=self.port, security="none"
        )

    def found(self) -> Account:
        """Return the account as it is kept."""
        from kithly.transport.secrets import NO_SECRET  # noqa: PLC0415

        (account,) = self.source.find(self.account()).accounts
        return replace(self.source.check(account, NO_SECRET).account, id="0123abcd")

    def respond(self, asked: Asked) -> Said:
        """Answer a request, as told or as the network does."""
        self.asked.append(asked)
        for number, (part, said) in enumerate(self.says):
            if part in asked.path:
                del self.says[number]
                return said
        return next((said for part, said in self.always.items() if part in asked.path), None) or self.answer(asked)


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            fields = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(path=parts.path, query=query, headers=fields, method=self.command, body=sent)
            said = fake.respond(asked)
            time.sleep(said.after)
            if said.is_silent:
                self.close_connection = True
                return
            body = json.dumps(said.told).encode() if said.raw is None else said.raw
            body = b"" if said.status == 304 else body
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name http.server uses
            del format, args

    return Handler


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """Give a network for the time of a test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
