"""Small mailboxes of a few letters, for networks made for one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.e2e.conftest import NOW

from kithly.app.network import Network
from kithly.app.today.day import today

ME = "robin@example.org"
TEXT = "The harbour crane turns again, and the ferries run late."

Told = tuple[bool, timedelta]
"""Whether ego wrote it, and how long before now."""


def mail(number: int, sender: str, to: str, at: datetime, text: str = TEXT) -> bytes:
    """Return one mail in an mbox."""
    lines = [
        f"From {sender} {at:%a %b %d %H:%M:%S %Y}",
        f"From: {sender.split('@', maxsplit=1)[0].title()} Example <{sender}>",
        f"To: {to.split('@', maxsplit=1)[0].title()} Example <{to}>",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        f"Message-ID: <{number}.{to}.{sender}>",
        "Subject: Ships",
        *(["X-Gmail-Labels: Sent"] if sender == ME else []),
        "",
        text,
        "",
        "",
    ]
    return "\n".join(lines).encode()


def write_letters(path: Path, who: Mapping[str, Sequence[Told]], text: str = TEXT) -> Path:
    """Write letters with some people into one mailbox."""
    letters = [
        mail(number, *((ME, address) if outgoing else (address, ME)), NOW - ago, text)
        for name, told in who.items()
        for address in [f"{name}@example.net"]
        for number, (outgoing, ago) in enumerate(told)
    ]
    path.write_bytes(b"".join(letters))
    return path


def days_go_by(opened: Network, days: int) -> None:
    """Plan the days before, as somebody who looks at Today each morning does: what was shown then is not new now."""
    for before in range(days, 0, -1):
        today(replace(opened, now=opened.now - timedelta(days=before)), minutes=60, drafts=False)
