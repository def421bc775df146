"""Small mailboxes of a few letters, for networks made for one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.e2e.conftest import NOW

from kithly.app.letters.hello import hello
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


def a_day_to_reconnect(opened: Network) -> Network:
    """Return the network on the first day on which a long silence is to be ended with a draft.

    The days before are planned too, as for somebody who looks at Today each morning.
    """
    for day in range(14):
        one = replace(opened, now=opened.now + timedelta(days=day))
        touches = today(one, minutes=60, drafts=False).touches
        if any(touch.kind == "reconnect" and hello(one, touch.id).draft for touch in touches):
            return one
    raise AssertionError("Nobody is to be written to again in two weeks.")
