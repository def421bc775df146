"""Reminders to the user alone: the daily mail to an address of their own, or a word to a service they named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol

from kithly.channels.letter import CHANNEL, mailbox, message_id
from kithly.errors import Refused
from kithly.records import clean_name, one_line
from kithly.transport.imap import Place
from kithly.transport.secrets import Secret
from kithly.transport.smtp import Manner, Post

MANNER = Manner(anew="Set it up again with an app password: kithly digest --set-up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One reminder.

    Attributes:
        subject: One line.
        text: The whole as plain text.
        html: The same as a page; empty for none.
        id: Message-ID, without brackets.
        at: When it is written, aware.
        short: What may be said where others see it: no names, no reasons.
    """

    subject: str
    text: str
    html: str
    id: str
    at: datetime
    short: str = ""


class Notifier(Protocol):
    """Whatever carries a reminder to the user, and to nobody else."""

    def notify(self, note: Note) -> None:
        """Give a reminder up, once.

        Raises:
            ChannelError: It was not taken.
            Unsure: Nobody knows whether it was.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ByMail:
    """The user's own mail server; from their address to their address.

    Attributes:
        place: The server.
        user: Name to sign in with.
        secret: Password or token.
        address: The user's own address that sends.
        to: The user's own address that receives.
        name: The user's name, as their own mail bears it: another one would be read back as theirs.
    """

    place: Place
    user: str
    secret: Secret
    address: str
    to: str
    name: str = ""

    def notify(self, note: Note) -> None:
        """Send the mail."""
        mail = as_mail(note, self.address, self.to, name=self.name)
        with Post.open(self.place, self.user, self.secret, MANNER) as post:
            post.send(self.address, self.to, mail)


def as_mail(note: Note, sender: str, to: str, *, name: str = "") -> bytes:
    """Return a reminder as a mail of a person to themselves, marked as written by a program (RFC 3834).

    Raises:
        Refused: An address is none, or the id may not stand in a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(sender, name)
    mail["To"] = _mailbox(to)
    mail["Subject"] = one_line(note.subject)
    mail["Date"] = format_datetime(note.at)
    mail["Message-ID"] = message_id(note.id)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(note.text, cte="quoted-printable")
    if note.html:
        mail.add_alternative(note.html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def _mailbox(address: str, name: str = "") -> Address:
    try:
        return mailbox(address, clean_name(name))
    except Refused:
        raise Refused(CHANNEL, "That is not one mail address.", hint="kithly digest --set-up you@example.org") from None
