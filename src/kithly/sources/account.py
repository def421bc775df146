"""What a source of accounts is: something that signs in to a server and reads records out of it, step by step.

A source of this kind knows a protocol. It is told an account and a secret, never keeps either, and knows
nothing of the store: what it has to remember it gives out as a `Cursor` and is given back the next time.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kithly.records import Problem, Sighted
from kithly.sources.base import Known
from kithly.transport.secrets import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where to sign in, and as whom; never the secret.

    Attributes:
        kind: Name of its source.
        address: What the user typed: a mail address, or the address of a server.
        id: Eight hexadecimal digits; empty until it is kept.
        user: Name to sign in with; empty for ``address``.
        host: Server; empty until it is found.
        port: Its port; 0 until it is found.
        security: ``tls`` from the first byte, ``starttls``, or ``none`` (this very machine only).
        settings: What else its source has to know, by name; texts only.
    """

    kind: str
    address: str
    id: str = ""
    user: str = ""
    host: str = ""
    port: int = 0
    security: str = "tls"
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def login(self) -> str:
        """The name to sign in with."""
        return self.user or self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where an account may be, before anybody signs in.

    Attributes:
        accounts: What to try, the likeliest first; at least one.
        words: What was found, a sentence each.
        page: Address of the provider's page where an app password or token is made; empty where none is known.
        steps: What to click there, a sentence each.
        asks: What is asked for: ``app password``, ``password``, ``access token``; empty where everybody may read it.
    """

    accounts: tuple[Account, ...]
    words: tuple[str, ...] = ()
    page: str = ""
    steps: tuple[str, ...] = ()
    asks: str = "password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A connection that works.

    Attributes:
        account: The account with all that was found out: this is kept.
        words: What was found there, a sentence each: ``Sent holds 4,120 messages.``
    """

    account: Account
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What follows is read in this part of the account, until the next `Part`: a folder, a calendar, an address book.

    A source without parts gives none; then all is read in the part with the empty name.

    Attributes:
        name: For the user; unique in the account.
        total: How much there is to read in it now, to show how far it is; 0 if unknown.
    """

    name: str
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """All that was yielded before is read: a later reading goes on behind it.

    It is kept in the transaction that keeps the records before it, so give one at least every 1,000 records
    where the protocol has such a place. What was read behind the last one is read again after a break.

    Attributes:
        value: JSON text that only the source understands. It holds for the present part.
    """

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A record the account held and holds no longer. It is counted; what was read stays.

    Attributes:
        key: The record's key, or the server's own name of it.
        kind: Key of `records.KINDS`; empty if unknown.
    """

    key: str
    kind: str = ""


Told = Part | Sighted | Known | Problem | Cursor | Gone

Cursors = Mapping[str, Cursor]
"""The last cursor of each part, by the part's name; empty at the first reading, and after an undo."""


class AccountSource(Protocol):
    """Reads one kind of account.

    Whatever fails as a whole is one of three errors, with a sentence for the user: `SourceUnavailable` (retry
    later), `SourceAuthError` (sign in again), `SourceFormatError` (stop: no try will mend it). A record that
    cannot be read is a `Problem`.

    Attributes:
        name: Short name, kept with every record and account; the account's ``kind``.
        family: Namespace of record keys, shared with the sources of files that read the same things.
        version: Raised when reading changes.
        title: What the user calls it: ``mail account``.
    """

    name: str
    family: str
    version: int
    title: str

    def find(self, account: Account) -> Found:
        """Say where an account may be, without signing in; may ask directories and servers.

        Args:
            account: What the user said; whatever is given there holds.

        Raises:
            SourceFormatError: What was said is no such account.
            SourceUnavailable: Nothing is found.
        """
        ...

    def check(self, account: Account, secret: Secret) -> Checked:
        """Sign in and say in words what is there; read no records.

        Raises:
            SourceUnavailable: No server answers there.
            SourceAuthError: The secret is not taken.
            SourceFormatError: What answers is no such server.
        """
        ...

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield what is new since the cursors, newest first where that can be, streaming.

        The generator may be closed at any point: it closes its connection then.

        Args:
            account: As `check` gave it.
            secret: The password or token.
            after: The last cursor of each part.
            known: Raw hashes of records of this family that are kept already.
        """
        ...
