"""Nobody is at an address any more: said with the draft, and before a message is taken along."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly

ME = "Tom Sample <tom@sample.example>"
BRUNO = "Bruno Weg <bruno@gone.example>"
GONE = "Nobody seems to be at bruno@gone.example any more: a mail to it came back"


def mail(key: str, sender: str, to: str, body: str, *, days: int, subject: str = "Sailing in Kiel") -> str:
    at = format_datetime(NOW - timedelta(days=days))
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {at}\nMessage-ID: <{key}@sample.example>\n"
    return f"From x@y Thu Jan  1 00:00:00 2026\n{head}\n{body}\n\n"


@pytest.fixture
def bounced(tmp_path: Path) -> Kithly:
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("me", "--set", "address=tom@sample.example", "--set", "name=Tom Sample")
    notice = "Your message could not be delivered.\n\n<bruno@gone.example>: 550 5.1.1 User unknown"
    path = tmp_path / "all.mbox"
    path.write_text(
        mail("m1", ME, BRUNO, "Hi Bruno,\n\nhow is the new mainsail?\n\nTom", days=22)
        + mail("m2", BRUNO, ME, "Hi Tom,\n\ngood. Will you come to the regatta in June?\n\nBruno", days=20)
        + mail("m3", "MAILER-DAEMON@sample.example", ME, notice, days=10, subject="Undelivered Mail"),
        "utf-8",
    )
    kithly.ok("import", path)
    return kithly


def test_a_draft_to_an_address_that_came_back_says_so(bounced: Kithly) -> None:
    said = " ".join(bounced.ok("write", "Bruno").split())
    assert GONE in said
    assert "“<bruno@gone.example>: 550 5.1.1 User unknown”" in said
    assert "came back" not in bounced.ok("write", "Bruno", "--channel", "other")


def test_a_message_is_not_taken_along_to_it_unless_another_way_is_named(bounced: Kithly) -> None:
    touch = bounced.view("today", "--minutes", "60")["touches"][0]["id"]
    stopped = bounced("send", touch, "--yes", "--no-open")
    assert stopped.code == 1
    assert GONE in " ".join(stopped.err.split())
    assert bounced("send", touch, "--yes", "--no-open", "--channel", "copy").code == 0


def test_of_two_addresses_the_one_that_works_is_taken(bounced: Kithly, tmp_path: Path) -> None:
    card = tmp_path / "bruno.vcf"
    addresses = "EMAIL:bruno@gone.example\nEMAIL:bruno@here.example\n"
    card.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Bruno Weg\nN:Weg;Bruno;;;\n{addresses}END:VCARD\n", "utf-8")
    bounced.ok("import", card)
    assert "came back" not in bounced.ok("write", "Bruno")
    touch = bounced.view("today", "--minutes", "60")["touches"][0]["id"]
    assert "mailto:bruno@here.example" in bounced.ok("send", touch, "--yes", "--no-open")
