"""A real address book on a server that is away now and then."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.real.dav import PASSWORD, USER, Server, free_port, radicale

from kithly.transport.dav import Dav, Holding, address_of
from kithly.transport.http import Http, Login, Peer

MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype><d:displayname>Friends</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)


@dataclass
class Book:
    """An address book on a Radicale of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    server: Server | None = None
    _open: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def begin(self) -> None:
        """Let the server run, with all it was given before."""
        self.folder.mkdir(exist_ok=True)
        self.server = self._open.enter_context(radicale(self.folder, port=self.port))

    def end(self) -> None:
        """Let the server be away."""
        self._open.close()
        self.server = None

    def make(self) -> None:
        """Make the address book."""
        with self._http() as http:
            headers = {"Content-Type": "application/xml"}
            http.demand(http.ask("MKCOL", f"{self.home}friends/", headers=headers, body=MAKE.encode()))

    def put(self, cards: Iterable[tuple[str, str]]) -> None:
        """Put cards there, in the place of those of the same name."""
        with self._http() as http:
            book = Dav(http).collections(f"{self.home}friends/", Holding.CARDS)[0]
            for name, card in cards:
                where, headers = address_of(book, name), {"Content-Type": "text/vcard; charset=utf-8"}
                http.demand(http.ask("PUT", where, headers=headers, body=card.encode()))

    @property
    def home(self) -> str:
        assert self.server is not None
        return self.server.home

    @contextlib.contextmanager
    def _http(self) -> Iterator[Http]:
        login = Login(user=USER, value=PASSWORD)
        with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)) as http:
            yield http
