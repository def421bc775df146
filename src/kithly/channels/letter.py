"""Approved words as a mail: plain text, exactly the headers that are meant, and no way to begin another one."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import Any

from kithly.errors import Refused
from kithly.messages import Approved
from kithly.records import email_identity

CHANNEL = "mail"
MAX_REFERENCES = 30  # ids of a thread that are named: the first, which began it, and the newest
MAX_ID = 500  # characters of a Message-ID
DENSE = 3  # from one letter in so many on that is not ASCII, base64 is the shorter and the kinder form

_UNSAFE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, lone surrogates, separators of lines and paragraphs
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]+")  # printable ASCII without blanks and angle brackets


class _Ids(BaseHeader):
    """Message-IDs, folded between them and never encoded: what answers a mail must find it by the very same letters."""

    max_count = 1

    @classmethod
    def parse(cls, string: str, kwds: dict[str, Any]) -> None:
        """Take the value as it is; named as the library wants it."""
        UniqueUnstructuredHeader.parse(string, kwds)

    def fold(self, *, policy: Policy) -> str:
        """Return the header with each id on a line of its own."""
        return f"{self.name}: {(policy.linesep + ' ').join(str(self).split())}{policy.linesep}"


def _registry() -> HeaderRegistry:
    found = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references"):
        found.map_to_type(name, _Ids)
    return found


POLICY = SMTP.clone(header_factory=_registry())


def as_letter(approved: Approved, at: datetime) -> bytes:
    """Return approved words as a mail from ego to one person.

    Args:
        approved: With the Message-ID, ego's address and name, the recipient and the thread that is answered.
        at: When it goes out, aware.

    Raises:
        Refused: A header would hold what no header may, or an address is none.
    """
    mail = EmailMessage(policy=POLICY)
    mail["From"] = mailbox(approved.sender, approved.sender_name)
    mail["To"] = mailbox(approved.to)
    mail["Subject"] = _line(approved.subject or "", "subject")
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(approved.id)
    if approved.in_reply_to:
        mail["In-Reply-To"] = message_id(approved.in_reply_to)
    if approved.references:
        mail["References"] = " ".join(message_id(one) for one in _shortened(approved.references))
    mail.set_content(_body(approved.text), cte=_form(approved.text))
    return mail.as_bytes()


def mailbox(address: str, name: str = "") -> Address:
    """Return an address as it stands in a header.

    Raises:
        Refused: It is none, or cannot be written to.
    """
    shown, identity = _line(name, "name"), email_identity(_line(address, "address"))
    if identity is None or identity.value != unicodedata.normalize("NFC", address).lower():
        raise Refused(CHANNEL, "That is not one mail address.", hint="Look at their addresses: kithly person NAME")
    local, _, domain = address.rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii")
        return Address(shown, local.encode("ascii").decode("ascii"), plain)
    except (UnicodeError, ValueError):
        said = f"{address} has letters that mail servers do not take."
        raise Refused(CHANNEL, said, hint="Use another address, or hand it over: kithly send ID --hand-over") from None


def bare(address: str) -> str:
    """Return an address as servers are told it.

    Raises:
        Refused: It is none.
    """
    return mailbox(address).addr_spec


def _line(text: str, what: str) -> str:
    """Return what stands in a header.

    Raises:
        Refused: It could begin a line of its own.
    """
    if any(unicodedata.category(letter) in _UNSAFE for letter in text):
        raise Refused(CHANNEL, f"The {what} holds a line break or another control character.", hint="Take it out.")
    return text


def message_id(value: str) -> str:
    """Return a Message-ID as it stands in a header.

    Raises:
        Refused: It could begin a line of its own, or is no id.
    """
    if not _ID.fullmatch(value) or len(value) > MAX_ID:
        raise Refused(CHANNEL, "A Message-ID of the thread is none that may be sent.", hint="Write it as a new mail.")
    return f"<{value}>"


def is_id(value: str) -> bool:
    """Say whether a Message-ID, without brackets, may stand in a mail of ours."""
    return bool(_ID.fullmatch(value)) and "@" in value and len(value) <= MAX_ID


def _shortened(ids: tuple[str, ...]) -> tuple[str, ...]:
    return ids if len(ids) <= MAX_REFERENCES else (ids[0], *ids[1 - MAX_REFERENCES :])


def _body(text: str) -> str:
    """Return the words with the line ends of this system, which the mail turns into those of mail."""
    if any(unicodedata.category(letter) == "Cs" for letter in text) or "\0" in text:
        raise Refused(CHANNEL, "The text holds characters that no mail can carry.", hint="Write it anew.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _form(text: str) -> str:
    odd = sum(not letter.isascii() for letter in text)
    return "base64" if odd * DENSE > len(text) else "quoted-printable"
