"""imapclient with limits: our own connection, no line or literal without end, and nothing logged.

The only module that imports imapclient. It overrides how a connection is made; the library has no other door for
that, so this stands in one place.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import socket
from collections.abc import Callable, Iterator

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

MAX_LINE = 32 << 20  # bytes: a SEARCH of four million messages is one line
MAX_LITERAL = 16 << 20  # bytes: twice the most that is ever asked for at once
MAX_ANSWER = MAX_LINE + (1 << 20)  # bytes of all that comes for one command
MAX_ANSWERS = 100_000  # lines of it; each costs memory, however short

# The library writes words of the server's into its log, which ends on the user's screen where nobody listens
logging.getLogger("imapclient").setLevel(logging.CRITICAL + 1)

imaplib._MAXLINE = MAX_LINE  # type: ignore[attr-defined] # noqa: SLF001 - its own is a mailbox of 140,000 messages

Dial = Callable[[], socket.socket]


class TooLarge(imaplib.IMAP4.error):
    """The server sends more than was asked for."""


class _Line(imaplib.IMAP4):
    """The connection itself."""

    def __init__(self, host: str, port: int, dial: Dial) -> None:
        self._dial = dial
        self._taken = self._lines = 0  # of the answer to the present command
        super().__init__(host, port)

    def _command(self, name: str, *args: object) -> bytes:
        self._taken = self._lines = 0
        return super()._command(name, *args)  # type: ignore[misc,no-any-return]  # unknown to its types

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        del timeout
        return self._dial()

    def read(self, size: int) -> bytes:
        """Read a literal."""
        if size > MAX_LITERAL:
            raise TooLarge(f"a literal of {size} bytes")
        self._take(size)
        data = bytes(super().read(size))
        if len(data) < size:
            raise self.abort("the connection ended in the middle of a literal")
        return data

    def readline(self) -> bytes:
        """Read a line."""
        line = bytes(super().readline())
        self._lines += 1
        self._take(len(line))
        return line

    def _take(self, size: int) -> None:
        self._taken += size
        if self._taken > MAX_ANSWER or self._lines > MAX_ANSWERS:
            raise TooLarge("got more than any command asks for")


class Client(IMAPClient):  # type: ignore[misc] # the library has no types
    """A connection to a mail server."""

    def __init__(self, host: str, port: int, *, dial: Dial, silence: float) -> None:
        self._dial = dial
        super().__init__(host, port, ssl=False)
        self._imap.debug = 0  # the library would format every line it reads for its log
        self.normalise_times = False
        self._imap.sock.settimeout(silence)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - the library's name
        return _Line(self.host, self.port, self._dial)

    def cut(self) -> None:
        """End the connection from another thread: whoever waits for it wakes up."""
        with contextlib.suppress(OSError):
            self._imap.sock.shutdown(socket.SHUT_RDWR)

    def sign_in(self, user: str, password: str) -> None:
        """Sign in with a password, by the way the server offers."""
        with _as_it_was():
            self._sign_in(user, password)

    def _sign_in(self, user: str, password: str) -> None:
        if not self.has_capability("AUTH=PLAIN"):
            self.login(user, password)
            return
        try:
            self.plain_login(user, password)
        except LoginError as error:
            if "BAD" not in str(error) or self.has_capability("LOGINDISABLED"):
                raise
            self.login(user, password)  # it offers what it cannot do

    def sign_in_by_token(self, user: str, token: str) -> None:
        """Sign in with an OAuth access token (RFC 7628, or Google's and Microsoft's older way)."""
        with _as_it_was():
            self._sign_in_by_token(user, token)

    def _sign_in_by_token(self, user: str, token: str) -> None:
        if self.has_capability("AUTH=OAUTHBEARER"):
            said = f"n,a={user.replace('=', '=3D').replace(',', '=2C')},\x01auth=Bearer {token}\x01\x01"
            self.sasl_login("OAUTHBEARER", _once(said, "\x01"))
        else:
            self.sasl_login("XOAUTH2", _once(f"user={user}\x01auth=Bearer {token}\x01\x01", ""))


@contextlib.contextmanager
def _as_it_was() -> Iterator[None]:
    """Let a connection that broke while signing in be no refused password, which the library makes of it."""
    try:
        yield
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            raise error.__context__ from None
        raise


def _once(first: str, then: str) -> Callable[[bytes], str]:
    """Say one thing, and another when asked again: the server tells why it refuses, and waits to be heard."""
    waiting = [first]
    return lambda _: waiting.pop() if waiting else then
