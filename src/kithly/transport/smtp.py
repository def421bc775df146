"""Giving a mail up to a server for sending: signed in to, within limits, and honest about what became of it.

A mail is given up at most once. Where the connection breaks after the last line of it was sent and before the server
said what it made of it, nobody can know whether it went out; that is told apart from every plain failure.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from kithly.errors import ChannelAuthError, ChannelUnavailable, KithlyError, NobodyThere, Refused, Unsure
from kithly.transport.addresses import Refusal, is_loopback, resolve
from kithly.transport.imap import NONE, STARTTLS, TLS, Place, context_for
from kithly.transport.secrets import TOKEN, Secret

CHANNEL = "mail"
CONNECT = 10.0  # seconds until a connection stands
SILENCE = 60.0  # seconds a server may say nothing
GOODBYE = 2.0  # seconds to wait for an answer to the last word: what is said by then is said
WHOLE = 5.0  # times that long everything about one mail may take, however the server drips
HELLO = "localhost"  # the name given to servers: the true one would tell them what this machine is called
LATER, ANEW = "Try again later.", "Set it up again with an app password."
NOWHERE = (550, 551, 553)  # what a server answers to an address it knows nobody at (RFC 5321, 4.2.3)
QUOTED = 160  # characters of a server's own words that are shown
_UNSAFE = re.compile(r"[^\x20-\x7e\xa0-\ufffd]+|https?://\S+")
_DETAIL = re.compile(rb"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a server is spoken to.

    Attributes:
        patience: Seconds it may say nothing.
        anew: What the user can do where it takes no password.
    """

    patience: float = SILENCE
    anew: str = ANEW


USUAL = Manner()


class Post:
    """A signed-in connection to a server that sends mail. Close it."""

    def __init__(self, client: smtplib.SMTP, place: Place, manner: Manner = USUAL) -> None:
        self._client = client
        self._place = place
        self._manner = manner

    @classmethod
    def open(cls, place: Place, user: str, secret: Secret, manner: Manner = USUAL) -> Post:
        """Connect and sign in.

        Args:
            place: The server.
            user: Name to sign in with.
            secret: Password or token.
            manner: How it is spoken to.

        Raises:
            ChannelUnavailable: Nobody answers, not in time, or not provably the one who is meant.
            ChannelAuthError: The password or token is not taken.
            Refused: This server may not be spoken to, or without TLS.
        """
        with _told(place, secret.value, manner.anew):
            client = _connected(place, manner.patience)
        try:
            with _told(place, secret.value, manner.anew), _in_time(client, WHOLE * manner.patience):
                _secure(client, place)
                _sign_in(client, place, user, secret)
        except BaseException:
            client.close()
            raise
        return cls(client, place, manner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign out where the server still listens, and close the connection."""
        with contextlib.suppress(smtplib.SMTPException, OSError, AttributeError):
            self._client.sock.settimeout(GOODBYE)  # type: ignore[union-attr] # none where it is closed already
            self._client.quit()
        self._client.close()

    def send(self, sender: str, to: str, mail: bytes) -> None:
        """Give one mail up, once.

        Args:
            sender: Address it is sent from.
            to: Address it is for.
            mail: The whole mail, lines ending in CR LF.

        Raises:
            ChannelUnavailable: It was not taken.
            Refused: The server does not want it, now or ever.
            NobodyThere: It knows nobody at the address it is for.
            Unsure: Nobody knows.
        """
        with _in_time(self._client, WHOLE * self._manner.patience):
            with self._telling():
                size = [f"size={len(mail)}"] if self._client.has_extn("size") else []
                self._command(*self._client.mail(sender, size))
                self._address(*self._client.rcpt(to))
                self._command(*self._client.docmd("DATA"), wanted=354)
            code, words = self._given_up(mail)
            with self._telling():
                self._command(code, words)

    def _given_up(self, mail: bytes) -> tuple[int, bytes]:
        """Send the mail itself, and return the answer."""
        try:
            self._client.send(_dotted(mail))
            code, words = self._client.getreply()
        except (smtplib.SMTPException, OSError):
            code, words = 0, b""
        if not 200 <= code < 600:  # smtplib calls it -1 where what came is no answer
            said = f"{self._place.host} broke off before it said whether it took the mail."
            raise Unsure(CHANNEL, said, hint="It is not sent again by itself.") from None
        return code, words

    def _telling(self) -> contextlib.AbstractContextManager[None]:
        return _told(self._place, "", LATER)

    def _address(self, code: int, words: bytes) -> None:
        """Take the answer to the address it is for."""
        found = _DETAIL.match(words)
        detail = (found[2], found[3]) if found else None
        if 500 <= code < 600 and (detail[0] == b"1" or detail == (b"2", b"1") if detail else code in NOWHERE):
            error = smtplib.SMTPResponseException(code, words)
            said = f"{self._place.host} knows nobody at that address{_words(error, '')}."
            raise NobodyThere(CHANNEL, said, hint="Look whether there is another address.")
        self._command(code, words)

    def _command(self, code: int, words: bytes, *, wanted: int = 250) -> None:
        if code != wanted and not (wanted == 250 and code == 251):
            raise smtplib.SMTPResponseException(code, words)


class _Pinned(smtplib.SMTP):
    """A connection to addresses that were looked at before, and to no others."""

    def __init__(self, place: Place, patience: float) -> None:
        self._to = place
        super().__init__(timeout=patience, local_hostname=HELLO)
        self._host = place.host  # whom STARTTLS must prove to speak with

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        failure: OSError | None = None
        for address in resolve(host, port, own=(host,) if self._to.is_named else ()):
            try:
                plain = socket.create_connection((address, port), CONNECT)
            except OSError as error:
                failure = error
                continue
            plain.settimeout(timeout)
            return context_for(host).wrap_socket(plain, server_hostname=host) if self._to.security == TLS else plain
        raise failure or OSError("no address")


def _connected(place: Place, patience: float) -> smtplib.SMTP:
    if place.security == NONE and not is_loopback(place.host):
        raise Refused(CHANNEL, f"{place.host}: a connection without TLS is for this very machine only.")
    client = _Pinned(place, patience)
    try:
        with _in_time(client, WHOLE * patience):
            _welcome(*client.connect(place.host, place.port))
    except BaseException:
        client.close()
        raise
    return client


def _welcome(code: int, words: bytes) -> None:
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)


def _secure(client: smtplib.SMTP, place: Place) -> None:
    client.ehlo_or_helo_if_needed()
    if place.security != STARTTLS:
        return
    if not client.has_extn("starttls"):
        raise Refused(CHANNEL, f"{place.host} offers no STARTTLS, and nothing is sent without it.")
    client.starttls(context=context_for(place.host))
    client.ehlo()


def _sign_in(client: smtplib.SMTP, place: Place, user: str, secret: Secret) -> None:
    if not client.has_extn("auth"):
        if is_loopback(place.host):
            return  # a mail program of this very machine, which takes mail from whoever sits at it
        raise Refused(CHANNEL, f"{place.host} lets nobody sign in, and takes no mail from strangers.")
    if secret.form == TOKEN:
        bearer = f"user={user}\x01auth=Bearer {secret.value}\x01\x01"
        client.auth("XOAUTH2", lambda challenge=None: "" if challenge else bearer)
    else:
        client.login(user, secret.value)


def _dotted(mail: bytes) -> bytes:
    """Return a mail as it goes over the wire: CR LF, lone dots doubled, the end marked (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail)
    body = re.sub(rb"(?m)^\.", b"..", lines)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


@contextlib.contextmanager
def _in_time(client: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Cut the connection if what happens takes longer, however busy the server looks."""
    timer = threading.Timer(seconds, _cut, (client,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(client: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, AttributeError):
        client.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr] # none where it is closed already


@contextlib.contextmanager
def _told(place: Place, secret: str, anew: str) -> Iterator[None]:
    """Raise every failure of what happens inside as one of ours."""
    try:
        yield
    except KithlyError:
        raise
    except Refusal as error:
        raise Refused(CHANNEL, f"{error}.") from None
    except smtplib.SMTPAuthenticationError as error:
        said = f"{place.host} does not take the password or token{_words(error, secret)}."
        raise ChannelAuthError(CHANNEL, said, hint=anew) from None
    except smtplib.SMTPResponseException as error:
        said = f"{place.host} does not take it{_words(error, secret)}."
        kind = Refused if 500 <= error.smtp_code < 600 else ChannelUnavailable
        raise kind(CHANNEL, said, hint=LATER if kind is ChannelUnavailable else anew) from None
    except ssl.SSLCertVerificationError:
        said = f"{place.host} cannot prove that it is the one it should be (its certificate is not valid)."
        raise ChannelUnavailable(CHANNEL, said, hint=LATER) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        said = f"{place.host} {_why(error)}."
        raise ChannelUnavailable(CHANNEL, said, hint=LATER) from None


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    text = str(error).lower()
    if "timed out" in text:  # which smtplib tells as a connection that was closed
        return "does not answer in time"
    if any(words in text for words in ("name or service", "nodename", "getaddrinfo", "no address")):
        return "is not known by that name"
    if "refused" in text:
        return "refuses the connection"
    return "breaks the connection off"


def _words(error: smtplib.SMTPResponseException, secret: str) -> str:
    """Return what the server says, made harmless: no addresses, no secret; in brackets, or nothing."""
    told = error.smtp_error
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    bare = text.replace(secret, "***") if secret else text
    bare = " ".join(_UNSAFE.sub(" ", bare).replace('"', "'").split())[:QUOTED].rstrip(" .:,")
    return f' (it says: "{bare}")' if bare else ""
