"""What records tell of a message that goes out: the thread it answers, and that nobody is at an address any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e import outbox_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME
from tests.e2e.shapes import misfits
from tests.mail.faulty_post import FaultyOffice
from tests.mail.outbox_side import DAY, Outbox

NOTICE = """\
From MAILER-DAEMON {at:%a %b %d %H:%M:%S %Y}
Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: {me}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Date: {at:%a, %d %b %Y %H:%M:%S} +0000
Message-ID: <bounce-{at:%H%M}@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<{to}>: host mx.example.net said: {said}
    (in reply to RCPT TO command)

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1

--b--

"""


def bounce(outbox: Outbox, said: str, *, to: str = "ana@example.net", ago: timedelta = DAY) -> None:
    """Import a notice of a mail system."""
    path = outbox.kithly.data.parent / "bounce.mbox"
    path.write_text(NOTICE.format(at=NOW - ago, me=ME, to=to, said=said))
    outbox.kithly.ok("import", path)


def test_an_address_of_which_a_notice_says_that_nobody_is_there_is_not_written_to(
    outbox: Outbox, post: FaultyOffice
) -> None:
    bounce(outbox, "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown")
    ran = outbox.send("ana")
    assert ran.code == 1
    assert (
        "Nobody seems to be at ana@example.net any more: a mail to it came back on 1 March 2026" in ran.error["error"]
    )
    assert "another address" in ran.error["hint"]
    assert post.mails == []
    assert outbox.send("ben").json["state"] == "sent"


@pytest.mark.parametrize(
    ("said", "to", "ago"),
    [
        ("450 4.2.2 mailbox full, will be retried", "ana@example.net", DAY),
        ("550 5.1.1 User unknown", "anna@example.net", DAY),
        ("550 5.1.1 User unknown", "ana@example.net", 30 * DAY),  # she wrote since
        ("552 5.2.2 mailbox full", "ana@example.net", DAY),
    ],
)
def test_a_notice_of_something_else_keeps_nobody_from_writing(
    outbox: Outbox, post: FaultyOffice, said: str, to: str, ago: timedelta
) -> None:
    bounce(outbox, said, to=to, ago=ago)
    assert outbox.send("ana").json["state"] == "sent"
    assert len(post.mails) == 1


def test_the_whole_thread_is_named_oldest_first(tmp_path: Path, post: FaultyOffice) -> None:
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
    (tmp_path / "mail.mbox").write_bytes(b"".join(thread("ana@example.net")))
    kithly.ok("import", tmp_path / "mail.mbox")
    (kithly.data / "settings.toml").write_text("[outbox]\nundo_seconds = 0\n")
    outbox = Outbox(kithly)
    assert outbox.set_up(post.port).code == 0
    assert outbox.send("ana").json["state"] == "sent"
    assert post.mails[0]["In-Reply-To"] == "<three@example.net>"
    assert post.mails[0]["References"].split() == ["<zero@else.example>", "<one@example.net>", "<two@example.org>",
                                                   "<three@example.net>"]  # fmt: skip


def thread(other: str) -> Iterator[bytes]:
    """Yield a talk of three mails; the first answers one that is not kept."""
    ids = ("zero@else.example", "one@example.net", "two@example.org", "three@example.net")
    for number in (1, 2, 3):
        sender, to = (ME, other) if number == 2 else (other, ME)
        at = NOW - (10 - number) * DAY
        yield (
            f"From {sender} {at:%a %b %d %H:%M:%S %Y}\n"
            f"From: {sender.partition('@')[0].title()} Example <{sender}>\nTo: {to}\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000\nMessage-ID: <{ids[number]}>\nIn-Reply-To: <{ids[number - 1]}>\n"
            f"References: {' '.join(f'<{one}>' for one in ids[:number])}\nSubject: Re: Cranes\n\n"
            "Could you send me the list of harbour cranes?\n\n"
        ).encode()


def test_the_documents_keep_their_shape(outbox: Outbox, post: FaultyOffice) -> None:
    post.where = "body"
    assert misfits(outbox.send("ana").json, shapes.SEND) == []
    post.where = ""
    assert misfits(outbox.send("ben").json, shapes.SEND) == []
    assert misfits(outbox.send("cleo", "--hand-over").json, shapes.SEND) == []
    view = outbox.kithly.view("outbox")
    assert misfits(view, shapes.OUTBOX) == []
    assert ([one["state"] for one in view["waiting"]], len(view["settled"])) == (["unknown"], 1)
    assert misfits(outbox.kithly.view("outbox", "show", view["waiting"][0]["id"]), shapes.OUTGOING) == []
    assert misfits(outbox.kithly.view("outbox", "off"), shapes.OUTBOX_SET_UP) == []


def test_doctor_names_what_waits_and_whether_mail_can_be_sent(outbox: Outbox, post: FaultyOffice) -> None:
    told = {one["name"]: one for one in outbox.kithly("doctor", "--json").json["checks"]}
    assert (told["outbox"]["ok"], told["outbox"]["next"]) == (True, None)
    post.where = "body"
    outbox.send("ana")
    told = {one["name"]: one for one in outbox.kithly("doctor", "--json").json["checks"]}
    assert (told["outbox"]["ok"], told["outbox"]["next"]) == (False, "kithly outbox")
    outbox.kithly.ok("outbox", "sent", outbox.waiting()[0]["id"])
    (outbox.kithly.data / "secrets.json").unlink()
    told = {one["name"]: one for one in outbox.kithly("doctor", "--json").json["checks"]}
    assert (told["outbox"]["ok"], told["outbox"]["next"]) == (False, "kithly outbox set-up")


def test_what_a_human_reads_says_what_to_do(outbox: Outbox, post: FaultyOffice) -> None:
    post.where = "body"
    outbox.send("ana", "--at-once")
    told = outbox.kithly.ok("outbox")
    assert "Nobody knows whether it went out." in told
    assert "kithly outbox sent" in told
    assert "kithly outbox again" in told
    post.where, post.how = "rcpt", "450 4.2.1 Slowly"
    outbox.send("ben")
    told = outbox.kithly.ok("outbox")
    assert "It did not go out." in told
    assert "Slowly" in told
    back = next(one for one in outbox.waiting() if one["state"] == "failed")
    assert "nothing was sent" in outbox.kithly.ok("outbox", "back", back["id"])


def test_a_commands_hints_name_what_there_is(outbox: Outbox) -> None:
    for words in (("outbox", "back", "nothing"), ("outbox", "sent", "ffffffff"), ("outbox", "again", "")):
        ran = outbox.kithly(*words)
        assert ran.code == 1
        assert "kithly outbox" in ran.err
