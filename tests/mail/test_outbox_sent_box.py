"""What nobody knows of is looked for among what was sent, over a real connection; copies are put there once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.letters import ME
from tests.mail.conftest import SENT, Mailbox
from tests.mail.dovecot import PASSWORD
from tests.mail.faulty_post import HANG, FaultyOffice
from tests.mail.outbox_side import Outbox

from kithly.app.network import open_network


@pytest.fixture
def outbox(made: Path, tmp_path: Path, post: FaultyOffice, mailbox: Mailbox) -> Outbox:
    """Return an outbox whose user reads their mailbox too, under the address that sends."""
    found = Outbox.copy(made, tmp_path)
    own = mailbox.user
    found.kithly.ok("me", "--set", f"address={own}")
    given = f"{PASSWORD}\n".encode()
    imap = ("--server", f"127.0.0.1:{mailbox.server.port}", "--security", "none", "--stdin")
    mailbox.deliver(a_mail(own), folder=SENT)
    assert found.kithly("account", "add", own, *imap, stdin=given).code == 0
    server = ("--server", f"127.0.0.1:{post.port}", "--security", "none", "--stdin")
    assert found.kithly("outbox", "set-up", own, *server, stdin=given).code == 0
    return found


def a_mail(own: str) -> bytes:
    return (
        f"Message-ID: <old@example.org>\r\nDate: Mon, 02 Mar 2026 08:00:00 +0000\r\nFrom: {own}\r\n"
        "To: zoe@example.net\r\nSubject: Old\r\n\r\nAn old mail.\r\n"
    ).encode()


def sent_ids(mailbox: Mailbox) -> list[Any]:
    """Return the Message-IDs of all that lies among what was sent."""
    with mailbox.client() as client:
        client.select_folder(SENT, readonly=True)
        found = client.fetch(client.search(), ["BODY[HEADER.FIELDS (MESSAGE-ID)]"])
        return [bytes(row[b"BODY[HEADER.FIELDS (MESSAGE-ID)]"]).strip() for row in found.values()]


def test_a_copy_is_put_among_what_was_sent_once(outbox: Outbox, post: FaultyOffice, mailbox: Mailbox) -> None:
    assert outbox.send("ana").json["state"] == "sent"
    own = post.mails[0]["Message-ID"].encode()
    assert [own in one for one in sent_ids(mailbox)].count(True) == 1
    with mailbox.client() as client:
        client.select_folder(SENT, readonly=True)
        seen = client.fetch(client.search(["HEADER", "Message-ID", own.decode()]), ["FLAGS"])
    assert all(b"\\Seen" in row[b"FLAGS"] for row in seen.values())


def test_a_server_that_keeps_a_copy_itself_gets_no_second_one(
    outbox: Outbox, post: FaultyOffice, mailbox: Mailbox
) -> None:
    post.reached = lambda place: mailbox.deliver(bytes(post.mails[-1])) if place == "taken" else None
    assert outbox.send("ana").json["state"] == "sent"
    own = post.mails[0]["Message-ID"].encode()
    assert [own in one for one in sent_ids(mailbox)].count(True) == 1


@pytest.mark.parametrize("how", ["abort", HANG])
def test_one_that_is_found_among_what_was_sent_is_sent_without_a_question(
    outbox: Outbox, post: FaultyOffice, mailbox: Mailbox, how: str
) -> None:
    post.where, post.how = "taken", how
    ran = outbox.send("ana")
    assert (ran.json["state"], len(post.mails)) == ("unknown", 1)
    mailbox.deliver(bytes(post.mails[0]))  # its server put it there in the meantime
    assert outbox.waiting() == []
    assert outbox.state(ran.json["outbox"]) == "sent"
    assert "ana" not in [one["person"]["name"].lower() for one in outbox.kithly.view("inbox")["owed"]]
    assert len(post.mails) == 1


def test_again_looks_first_and_sends_nothing_that_did_go_out(
    outbox: Outbox, post: FaultyOffice, mailbox: Mailbox
) -> None:
    post.where = "taken"
    sent = outbox.send("ana").json
    post.where = ""
    mailbox.deliver(bytes(post.mails[0]))
    view = outbox.kithly.view("outbox", "again", sent["outbox"])
    assert (view["state"], len(post.mails)) == ("sent", 1)


def test_one_that_is_not_found_is_asked_about(outbox: Outbox, post: FaultyOffice) -> None:
    post.where = "body"
    sent = outbox.send("ana").json
    assert [one["state"] for one in outbox.waiting()] == ["unknown"]
    post.where = ""
    assert outbox.kithly.view("outbox", "again", sent["outbox"])["state"] == "sent"
    assert len(post.mails) == 1


def test_a_mailbox_that_cannot_be_looked_at_keeps_nothing_from_being_sent(
    outbox: Outbox, post: FaultyOffice, mailbox: Mailbox
) -> None:
    with mailbox.client() as client:
        client.logout()
    with open_network(outbox.kithly.data) as opened, opened.store.transaction() as tx:
        row = tx.accounts.all()[0]
        tx.accounts.adjust(row.id, {**row.settings, "port": 1})
    assert outbox.send("ana").json["state"] == "sent"
    post.where = "taken"
    assert outbox.send("ben").json["state"] == "unknown"
    assert [one["state"] for one in outbox.waiting()] == ["unknown"]
    assert len(post.mails) == 2


def test_the_copy_read_by_a_sync_is_the_same_contact(outbox: Outbox, post: FaultyOffice) -> None:
    before = outbox.contacts("ana")
    outbox.send("ana")
    outbox.kithly.ok("sync")
    assert outbox.contacts("ana") == before + 1
    assert ME.encode() not in post.mails[0]["X-Envelope"].encode()
