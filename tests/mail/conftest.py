"""A real mail server for the time of all tests here, and a fresh mailbox of it for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import imapclient
import pytest
from tests.mail.dovecot import COMMAND, PASSWORD, USERS, Dovecot, is_here
from tests.mail.faulty_post import FaultyOffice, faulty_office
from tests.mail.outbox_side import Outbox, make_network

from kithly.sources import Account, Cursor, Part, Told
from kithly.sources.imap import Imap
from kithly.transport.secrets import Secret

SENT = "Gesendet übermittelt"  # the folder that the server marks as Sent


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One user's mailbox on the server."""

    server: Dovecot
    user: str

    @property
    def account(self) -> Account:
        """The account, as the user would add it."""
        given = Account(kind="imap", address=self.user, host="127.0.0.1", port=self.server.port, security="none")
        return Imap().find(given).accounts[0]

    def with_settings(self, **settings: str) -> Account:
        """Return the account with some settings."""
        return replace(self.account, settings={**self.account.settings, **settings})

    def deliver(self, *mails: bytes, folder: str = SENT, flags: str = "S") -> None:
        """Put mails into a folder."""
        self.server.deliver(self.user, folder, mails, flags=flags)

    def client(self) -> Any:
        """Return a connection of another program to the mailbox."""
        client = imapclient.IMAPClient("127.0.0.1", self.server.port, ssl=False)
        client.login(self.user, PASSWORD)
        return client

    def read(self, after: dict[str, Cursor] | None = None, **settings: str) -> Run:
        """Read the mailbox by its source."""
        return run(self.with_settings(**settings), after or {})


@dataclass(frozen=True, slots=True)
class Run:
    """What one reading told, and the cursors it ended with."""

    told: tuple[Told, ...]
    cursors: dict[str, Cursor]

    def of(self, *kinds: type) -> list[Any]:
        """Return what was told of some kinds."""
        return [one for one in self.told if isinstance(one, kinds)]


def run(account: Account, after: dict[str, Cursor], *, password: str = PASSWORD, known: Iterable[int] = ()) -> Run:
    """Read an account to its end."""
    told, cursors, part = [], dict(after), ""
    reading = Imap().read(account, Secret(value=password), after=after, known=frozenset(known))
    with closing(reading):  # type: ignore[type-var] # it is a generator
        for one in reading:
            told.append(one)
            part = one.name if isinstance(one, Part) else part
            if isinstance(one, Cursor):
                cursors[part] = one
    return Run(tuple(told), cursors)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    if not is_here():
        pytest.fail(f"These tests need a Dovecot: {COMMAND}")
    server = Dovecot.begin()
    yield server
    server.end()


@pytest.fixture(scope="session")
def _unused() -> Callable[[], str]:
    left = iter(USERS)
    return lambda: next(left)


@pytest.fixture
def mailbox(dovecot: Dovecot, _unused: Callable[[], str]) -> Mailbox:
    return Mailbox(dovecot, _unused())


@pytest.fixture
def other(dovecot: Dovecot, _unused: Callable[[], str]) -> Mailbox:
    return Mailbox(dovecot, _unused())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network whose hellos can be sent; tests copy it."""
    return make_network(tmp_path_factory.mktemp("made"))


@pytest.fixture
def post() -> Iterator[FaultyOffice]:
    """Return a server that sends mail, and goes wrong where it is told to."""
    with faulty_office() as office:
        yield office


@pytest.fixture
def outbox(made: Path, tmp_path: Path, post: FaultyOffice) -> Outbox:
    """Return an own copy of the network, set up to send by that server."""
    found = Outbox.copy(made, tmp_path)
    assert found.set_up(post.port).code == 0
    return found
