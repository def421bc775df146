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
from collections.abc import Iterator
from typing import Self

from kithly.errors import ChannelAuthError, ChannelUnavailable, KithlyError, Refused, Unsure
from kithly.transport.addresses import Refusal, is_loopback, resolve
from kithly.transport.imap import NONE, STARTTLS, TLS, Place, context_for
from kithly.transport.secrets import TOKEN, Secret

CHANNEL = "mail"
CONNECT = 10.0  # seconds until a connection stands
SILENCE = 60.0  # seconds a server may say nothing
HELLO = "localhost"  # the name given to servers: the true one would tell them what this machine is called
LATER, AGAIN = "Try again later.", "Set it up again with an app password: kithly digest --set-up"
QUOTED = 160  # characters of a server's own words that are shown
_UNSAFE = re.compile(r"[^\x20-\x7e\xa0-\ufffd]+|https?://\S+")


class Post:
    """A signed-in connection to a server that sends mail. Close it."""

    def __init__(self, client: smtplib.SMTP, place: Place) -> None:
        self._client = client
        self._place = place

    @classmethod
    def open(cls, place: Place, user: str, secret: Secret) -> Post:
        """Connect and sign in.

        Raises:
            ChannelUnavailable: Nobody answers, not in time, or not provably the one who is meant.
            ChannelAuthError: The password or token is not taken.
            Refused: This server may not be spoken to, or without TLS.
        """
        with _told(place, secret.value):
            client = _connected(place)
        try:
            with _told(place, secret.value):
                _secure(client, place)
                _sign_in(client, place, user, secret)
        except BaseException:
            client.close()
            raise
        return cls(client, place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign out where the server still listens, and close the connection."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
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
            Unsure: Nobody knows.
        """
        with _told(self._place, ""):
            self._command(*self._client.mail(sender, [f"size={len(mail)}"] if self._client.has_extn("size") else []))
            self._command(*self._client.rcpt(to))
            self._command(*self._client.docmd("DATA"), wanted=354)
        try:
            self._client.send(_dotted(mail))
            code, words = self._client.getreply()
        except (smtplib.SMTPException, OSError):
            said = f"{self._place.host} broke off before it said whether it took the mail."
            raise Unsure(CHANNEL, said, hint="It is not sent again today.") from None
        with _told(self._place, ""):
            self._command(code, words)

    def _command(self, code: int, words: bytes, *, wanted: int = 250) -> None:
        if code != wanted and not (wanted == 250 and code == 251):
            raise smtplib.SMTPResponseException(code, words)


class _Pinned(smtplib.SMTP):
    """A connection to addresses that were looked at before, and to no others."""

    def __init__(self, place: Place) -> None:
        self._to = place
        super().__init__(timeout=SILENCE, local_hostname=HELLO)
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


def _connected(place: Place) -> smtplib.SMTP:
    if place.security == NONE and not is_loopback(place.host):
        raise Refused(CHANNEL, f"{place.host}: a connection without TLS is for this very machine only.")
    client = _Pinned(place)
    code, words = client.connect(place.host, place.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)
    return client


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
def _told(place: Place, secret: str) -> Iterator[None]:
    """Raise every failure of what happens inside as one of ours."""
    try:
        yield
    except KithlyError:
        raise
    except Refusal as error:
        raise Refused(CHANNEL, f"{error}.") from None
    except smtplib.SMTPAuthenticationError as error:
        said = f"{place.host} does not take the password or token{_words(error, secret)}."
        raise ChannelAuthError(CHANNEL, said, hint=AGAIN) from None
    except smtplib.SMTPResponseException as error:
        said = f"{place.host} does not take it{_words(error, secret)}."
        kind = Refused if 500 <= error.smtp_code < 600 else ChannelUnavailable
        raise kind(CHANNEL, said, hint=LATER if kind is ChannelUnavailable else AGAIN) from None
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
