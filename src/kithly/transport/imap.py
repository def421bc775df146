"""Speaking to a mail server: connected within limits, signed in, and failing in one of three ways."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from kithly.errors import SourceFormatError
from kithly.transport.addresses import is_loopback, resolve
from kithly.transport.imap_failures import Failures
from kithly.transport.secrets import TOKEN, Secret

if TYPE_CHECKING:
    from kithly.transport.imap_client import Client

TLS, STARTTLS, NONE = "tls", "starttls", "none"
CONNECT = 10.0  # seconds until a connection stands
SILENCE = 60.0  # seconds a server may say nothing at all
COMMAND = 300.0  # seconds one command may take, however it drips


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which server, and for whom.

    Attributes:
        source: Name of the source, for errors.
        at: What the user calls the account, for errors.
        host: The server.
        port: Its port.
        security: ``tls``, ``starttls`` or ``none``; the last for this very machine only.
        is_named: The user named this host: it may lie in a private network.
    """

    source: str
    at: str
    host: str
    port: int
    security: str = TLS
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    r"""A mail folder as the server lists it.

    Attributes:
        name: Decoded name.
        flags: Its attributes, as ``\Sent``, in lower case.
        delimiter: What separates it from the folder it lies in; empty if unknown.
    """

    name: str
    flags: frozenset[str] = frozenset()
    delimiter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A folder that was opened for reading.

    Attributes:
        exists: How many messages are in it.
        validity: Its UIDVALIDITY: another one means that all numbers are new; 0 where the server has none.
        next: The number the next message will get; 0 if it does not say.
        modseq: Its HIGHESTMODSEQ; 0 where the server keeps none.
    """

    exists: int
    validity: int
    next: int
    modseq: int


class Session:
    """A signed-in connection. Use it in one thread, and close it."""

    def __init__(self, client: Client, failures: Failures) -> None:
        self._client = client
        self._failures = failures

    @classmethod
    def open(cls, place: Place, user: str, secret: Secret) -> Session:
        """Connect and sign in.

        Raises:
            SourceUnavailable: Nobody answers, not in time, or not provably the one who is meant.
            SourceAuthError: The password or token is not taken.
            SourceFormatError: What answers is no mail server, or may not be spoken to.
        """
        failures = Failures(place.source, place.at, place.host, secret.value)
        with failures.told():
            client = _connected(place)
        try:
            with failures.told(signing_in=True), _in_time(client, COMMAND):
                _secure(client, place)
                _sign_in(client, user, secret)
        except BaseException:
            _leave(client)
            raise
        return cls(client, failures)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign out where the server still listens, and close the connection."""
        with contextlib.suppress(Exception), _in_time(self._client, CONNECT):
            self._client.logout()
        _leave(self._client)

    def has(self, capability: str) -> bool:
        """Say whether the server offers something."""
        with self._asking():
            return bool(self._client.has_capability(capability))

    def folders(self) -> tuple[Folder, ...]:
        """Return all folders that can be opened."""
        with self._asking():
            rows = self._client.list_folders()
        found = []
        for flags, delimiter, name in rows:
            marks = frozenset(_text(flag).lower() for flag in flags)
            if marks.isdisjoint(("\\noselect", "\\nonexistent")):
                found.append(Folder(name=_text(name), flags=marks, delimiter=_text(delimiter or b"")))
        return tuple(found)

    def examine(self, folder: str) -> Opened:
        """Open a folder for reading only; nothing in it changes by that."""
        with self._asking():
            told = self._client.select_folder(folder, readonly=True)
        return Opened(
            exists=_number(told.get(b"EXISTS")),
            validity=_number(told.get(b"UIDVALIDITY")),
            next=_number(told.get(b"UIDNEXT")),
            modseq=_number(told.get(b"HIGHESTMODSEQ")),
        )

    def append(self, folder: str, mail: bytes, *, at: datetime, flags: Sequence[str] = ("\\Seen",)) -> None:
        """Put a mail into a folder.

        Args:
            folder: Its name.
            mail: The whole mail, lines ending in CR LF.
            at: When it was sent or written, aware.
            flags: Its marks; that it was read, where nothing else is said.
        """
        with self._asking():
            self._client.append(folder, mail, flags, at)

    def numbers(self, *, since: date | None = None) -> list[int]:
        """Return the UIDs of all messages in the open folder, or of those that arrived since a day, ascending."""
        with self._asking():
            found = self._client.search(["ALL"] if since is None else ["SINCE", since])
        return sorted({int(one) for one in found})

    def referring(self, message_id: str, *, since: date) -> list[int]:
        """Return the UIDs in the open folder of a mail and of all that refer to it, ascending.

        Args:
            message_id: Its id, with brackets.
            since: The day it was sent; a day before it is allowed for other clocks.
        """
        fields = [["HEADER", name, message_id] for name in ("Message-ID", "In-Reply-To", "References")]
        day = since - timedelta(days=1)
        with self._asking():
            found = self._client.search(["SINCE", day, "OR", fields[0], ["OR", fields[1], fields[2]]])
        return sorted({int(one) for one in found})

    def holding(self, message_id: str, *, since: date) -> list[int]:
        """Return the UIDs in the open folder of a mail itself, ascending; several where copies lie there.

        Args:
            message_id: Its id, with brackets.
            since: The day it was sent; a day before it is allowed for other clocks.
        """
        with self._asking():
            found = self._client.search(["SINCE", since - timedelta(days=1), "HEADER", "Message-ID", message_id])
        return sorted({int(one) for one in found})

    def fetch(self, uids: Sequence[int], items: Collection[str]) -> dict[int, Mapping[bytes, Any]]:
        """Return what the server says of some messages, by UID; those that are gone are left out.

        Args:
            uids: Which; as many as belong into one command.
            items: What of them.
        """
        if not uids:
            return {}
        with self._asking():
            return dict(self._client.fetch(uids, list(items)))

    def changed(self, first: int, last: int, *, since: int) -> list[int]:
        """Return the UIDs between two that changed after a modification number (CONDSTORE), ascending."""
        with self._asking():
            found = self._client.search(["UID", f"{first}:{last}", "MODSEQ", str(since + 1)])
        return sorted({int(one) for one in found})

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        with self._failures.told(), _in_time(self._client, COMMAND):
            yield


def _connected(place: Place) -> Client:
    from kithly.transport.imap_client import Client  # noqa: PLC0415 - loads imapclient, which only accounts need

    if place.security == NONE and not is_loopback(place.host):
        raise _broken(place, "a connection without TLS is for this very machine only")
    context = context_for(place.host)

    def dial() -> socket.socket:
        plain = _dialled(place)
        if place.security != TLS:
            return plain
        return context.wrap_socket(plain, server_hostname=place.host)

    return Client(place.host, place.port, dial=dial, silence=SILENCE)


def _dialled(place: Place) -> socket.socket:
    failure: OSError | None = None
    for address in resolve(place.host, place.port, own=(place.host,) if place.is_named else ()):
        try:
            return socket.create_connection((address, place.port), CONNECT)
        except OSError as error:
            failure = error
    raise failure or OSError("no address")


def context_for(host: str) -> ssl.SSLContext:
    """Return how TLS is spoken with a host: verified, but on this very machine, where bridges sign for themselves."""
    context = ssl.create_default_context()
    if is_loopback(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _secure(client: Client, place: Place) -> None:
    if place.security != STARTTLS:
        return
    if not client.has_capability("STARTTLS"):
        raise _broken(place, f"{place.host} offers no STARTTLS, and nothing is sent without it")
    client.starttls(context_for(place.host))


def _sign_in(client: Client, user: str, secret: Secret) -> None:
    if secret.form == TOKEN:
        client.sign_in_by_token(user, secret.value)
    else:
        client.sign_in(user, secret.value)


@contextlib.contextmanager
def _in_time(client: Client, seconds: float) -> Iterator[None]:
    """Cut the connection if what happens takes longer, however busy the server looks."""
    timer = threading.Timer(seconds, client.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _leave(client: Client) -> None:
    with contextlib.suppress(Exception):
        client.shutdown()


def _broken(place: Place, why: str) -> SourceFormatError:
    return SourceFormatError(place.source, place.at, f"{place.at}: {why}.", hint="Check the server of the account.")


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(value: Any) -> int:
    """Return the number of a SELECT answer, however it is wrapped; 0 for none."""
    if isinstance(value, list | tuple):
        value = value[-1] if value else 0
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return 0
