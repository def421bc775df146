"""A real server that takes mail (aiosmtpd) on this machine, which may refuse, break off or hang where it is told to."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from tests.mail.dovecot import PASSWORD, TOKEN, free_port


@dataclass
class PostOffice:
    """What the server was given, and how it behaves.

    Attributes:
        port: Where it listens.
        mails: What it took, oldest first.
        sign_ins: How often somebody signed in.
        fault: Where it goes wrong: ``mail``, ``rcpt``, ``data`` break off there, ``taken`` breaks off once the mail is
            taken; ``4xx`` and ``5xx`` are its answers to a whole mail; empty for nowhere.
    """

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    sign_ins: int = 0
    fault: str = ""

    # The names are those of aiosmtpd's hooks.

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Let in whoever has the password or the token."""
        del server, session, envelope
        self.sign_ins += 1
        if isinstance(data, LoginPassword):
            return AuthResult(success=data.password.decode() == PASSWORD, handled=False)
        return AuthResult(success=mechanism == "XOAUTH2" and TOKEN in str(data), handled=False)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take the sender."""
        if self.fault == "mail":
            server.transport.abort()
        if not session.authenticated:
            return "530 5.7.0 Sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take the recipient."""
        del options
        if self.fault == "rcpt":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take the mail."""
        if self.fault in {"4xx", "5xx"}:
            return "451 4.3.0 Too busy" if self.fault == "4xx" else "554 5.7.1 Not wanted"
        if self.fault == "data":
            server.transport.abort()
            return "250 lost"
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        mail["X-Envelope"] = f"{envelope.mail_from} {','.join(envelope.rcpt_tos)}"
        self.mails.append(mail)
        if self.fault == "taken":
            server.transport.abort()
        return "250 OK"


def certificate(folder: Path) -> ssl.SSLContext:
    """Return what proves a server to be localhost, to whoever does not look closely."""
    key, chain = folder / "post-key.pem", folder / "post-cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context


@contextmanager
def post_office(context: ssl.SSLContext | None = None, *, security: str = "none") -> Iterator[PostOffice]:
    """Open a post office.

    Args:
        context: What proves it, for ``tls`` and ``starttls``.
        security: How it speaks.
    """
    office = PostOffice(port=free_port())
    more: dict[str, Any] = {"ssl_context": context} if security == "tls" else {}
    if security == "starttls":
        more = {"tls_context": context, "require_starttls": True}
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=office.port,
        server_hostname="localhost",
        authenticator=office.authenticate,
        auth_require_tls=False,
        **more,
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
