"""A real server for mail (aiosmtpd) that dies, refuses, hangs or strikes back wherever in the talk it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from tests.mail.dovecot import PASSWORD, free_port

PLACES = ("connect", "ehlo", "auth", "mail", "rcpt", "data", "body", "taken", "after")
"""Where something can happen: at each command; when the mail came; when it is taken, before and after the 250."""

ABORT, HANG = "abort", "hang"


@dataclass
class FaultyOffice:
    """What the server was given, and how it behaves.

    Attributes:
        port: Where it listens.
        where: Where it goes wrong, one of `PLACES`; empty for nowhere.
        how: ``abort``, ``hang``, or its whole answer, ``451 4.3.0 Busy``.
        reached: Called with every place that is reached, before anything else happens there.
        mails: What it took, oldest first: what lies here is delivered.
        talks: How many connections there were.
    """

    port: int
    where: str = ""
    how: str = ABORT
    reached: Callable[[str], None] = lambda _: None
    mails: list[EmailMessage] = field(default_factory=list)
    talks: int = 0

    async def goes_wrong(self, place: str, server: SMTP) -> bool:
        """Do what shall happen at a place; say whether the talk ends there or was answered."""
        self.reached(place)
        if place != self.where:
            return False
        if self.how == ABORT:
            _abort(server)
        elif self.how == HANG:
            await asyncio.sleep(3_600)
        else:
            await server.push(self.how)
        return True

    def deliver(self, envelope: Envelope) -> None:
        """Take a mail for good."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        mail["X-Envelope"] = f"{envelope.mail_from} {','.join(envelope.rcpt_tos)}"
        self.mails.append(mail)

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take the mail, or not."""
        if await self.goes_wrong("body", server):
            return "250 lost" if self.how in {ABORT, HANG} else self.how
        self.deliver(envelope)
        if await self.goes_wrong("taken", server):
            return "250 lost"
        asyncio.get_running_loop().call_later(0.01, self._after, server)
        return "250 2.0.0 Taken"

    def _after(self, server: SMTP) -> None:
        self.reached("after")
        if self.where == "after":
            _abort(server)

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        """Let in whoever has the password."""
        is_right = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
        return AuthResult(success=is_right, handled=False)


def _abort(server: SMTP) -> None:
    transport: Any = server.transport
    if transport is not None:
        transport.abort()


class _Talk(SMTP):
    """One talk, in which anything may happen before a command is answered."""

    office: FaultyOffice

    async def _handle_client(self) -> None:
        self.office.talks += 1
        if not await self.office.goes_wrong("connect", self):
            await super()._handle_client()
        elif self.transport is not None:
            self.transport.close()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd finds commands by these names
        if not await self.office.goes_wrong("ehlo", self):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        if not await self.office.goes_wrong("ehlo", self):
            await super().smtp_HELO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self.office.goes_wrong("auth", self):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        if not await self.office.goes_wrong("mail", self):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        if not await self.office.goes_wrong("rcpt", self):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self.office.goes_wrong("data", self):
            await super().smtp_DATA(arg)


class _Desk(Controller):
    def factory(self) -> SMTP:
        """Return the server of one talk."""
        talk = _Talk(self.handler, **self.SMTP_kwargs)
        talk.office = self.handler
        return talk


@contextmanager
def faulty_office(context: ssl.SSLContext | None = None) -> Iterator[FaultyOffice]:
    """Open a post office; with TLS from the first byte if it can prove itself."""
    office = FaultyOffice(port=free_port())
    desk = _Desk(
        office,
        hostname="127.0.0.1",
        port=office.port,
        server_hostname="localhost",
        authenticator=office.authenticate,
        auth_require_tls=False,
        ssl_context=context,
    )
    desk.start()
    try:
        yield office
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            desk.stop()
