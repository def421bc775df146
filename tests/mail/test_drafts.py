"""Approved words lie among the drafts of a real mailbox, marked as such, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.web.conftest import words_of
from tests.mail.conftest import SENT, Mailbox
from tests.mail.dovecot import PASSWORD
from tests.mail.outbox_side import Outbox, make_network
from tests.mail.test_outbox_page import WORDS, Clock, at_the_page

from kithly.channels.drafts import DraftsChannel
from kithly.errors import ChannelAuthError, Refused
from kithly.messages import Approved, Envelope, Recipient, Sender, approve, check
from kithly.sources.imap.folders import drafts_folder
from kithly.transport.imap import Folder, Place
from kithly.transport.secrets import Secret

FOLDER = "Entwürfe"
LATELY = datetime.now(UTC) - timedelta(hours=1)


def channel(mailbox: Mailbox, password: str = PASSWORD) -> DraftsChannel:
    place = Place(
        source="imap", at=mailbox.user, host="127.0.0.1", port=mailbox.server.port, security="none", is_named=True
    )
    return DraftsChannel(place=place, user=mailbox.user, secret=Secret(value=password), folder=drafts_folder)


def words(mailbox: Mailbox, *, number: int = 1, **more: Any) -> Approved:
    text = "Hi Ben,\n\nhow is the ferry? ⛴\n"
    verdict = check(text, kind="reply", channel="email", recipient=Recipient(name="Ben"), sender=Sender(name=""))
    place = {"to": "ben@example.net", "subject": "Ferry", "sender": mailbox.user, "sender_name": "Ana Öz"} | more
    envelope = Envelope(kind="reply", channel="drafts", id=f"draft-{number}@example.org", **place)
    return approve(text, verdict, envelope, yes=True)


def lying(mailbox: Mailbox, folder: str = FOLDER) -> list[tuple[set[bytes], EmailMessage]]:
    client = mailbox.client()
    client.select_folder(folder, readonly=True)
    told = client.fetch(client.search(["ALL"]), ["FLAGS", "BODY.PEEK[]"])
    client.logout()
    return [(set(one[b"FLAGS"]), message_from_bytes(one[b"BODY[]"], policy=default)) for one in told.values()]


def make_folder(mailbox: Mailbox, name: str = FOLDER) -> None:
    client = mailbox.client()
    client.create_folder(name)
    client.logout()


def test_a_draft_lies_there_once_marked_as_one_with_everything_in_it(mailbox: Mailbox) -> None:
    make_folder(mailbox)
    for _ in range(3):
        channel(mailbox).send(words(mailbox, in_reply_to="one@example.net", references=("one@example.net",)))
    ((flags, mail),) = lying(mailbox)
    assert b"\\Draft" in flags
    assert (mail["To"], mail["Subject"], mail["In-Reply-To"]) == ("ben@example.net", "Ferry", "<one@example.net>")
    assert mail["From"] == f"Ana Öz <{mailbox.user}>"
    assert mail.get_content().replace("\r\n", "\n") == "Hi Ben,\n\nhow is the ferry? ⛴\n"


def test_another_approval_is_another_draft(mailbox: Mailbox) -> None:
    make_folder(mailbox)
    for number in (1, 2):
        channel(mailbox).send(words(mailbox, number=number))
    assert len(lying(mailbox)) == 2


def test_it_is_found_and_what_was_thrown_away_is_not_known(mailbox: Mailbox) -> None:
    make_folder(mailbox)
    assert channel(mailbox).find(words(mailbox), since=LATELY) is None
    channel(mailbox).send(words(mailbox))
    assert channel(mailbox).find(words(mailbox), since=LATELY) is True


def test_without_a_folder_for_drafts_nothing_is_put_anywhere(mailbox: Mailbox) -> None:
    with pytest.raises(Refused, match="no folder for drafts"):
        channel(mailbox).send(words(mailbox))


def test_a_wrong_password_is_told(mailbox: Mailbox) -> None:
    with pytest.raises(ChannelAuthError) as caught:
        channel(mailbox, "wrong-canary").send(words(mailbox))
    assert "wrong-canary" not in str(caught.value)


def test_a_header_is_refused_before_anybody_is_asked(mailbox: Mailbox) -> None:
    nowhere = Place(source="imap", at="x", host="127.0.0.1", port=1, security="none")
    closed = DraftsChannel(place=nowhere, user="x", secret=Secret(value="x"), folder=drafts_folder)
    with pytest.raises(Refused, match="control character"):
        closed.send(words(mailbox, subject="Ferry\r\nBcc: eve@example.org"))


@pytest.mark.parametrize(
    ("folders", "name"),
    [
        ([("Drafts", ()), ("Konzepte", ("\\drafts",))], "Konzepte"),
        ([("INBOX.Brouillons", ())], "INBOX.Brouillons"),
        ([("Drafts", ("\\trash",)), ("Borradores", ())], "Borradores"),
        ([("INBOX", ()), ("Sent", ("\\sent",))], ""),
    ],
)
def test_the_folder_is_the_marked_one_else_one_called_so(folders: list[tuple[str, tuple[str, ...]]], name: str) -> None:
    known = [Folder(name=one, flags=frozenset(flags), delimiter=".") for one, flags in folders]
    assert drafts_folder(known) == name


def test_the_command_puts_a_hello_among_the_drafts_once(mailbox: Mailbox, tmp_path: Path) -> None:
    make_folder(mailbox)
    make_folder(mailbox, SENT)
    outbox = Outbox.copy(make_network(tmp_path / "made"), tmp_path)
    server = ("--server", f"127.0.0.1:{mailbox.server.port}", "--security", "none", "--stdin")
    none = outbox.send("ana", "--channel", "drafts")
    assert (none.code, lying(mailbox)) == (1, [])
    assert outbox.kithly("account", "add", mailbox.user, *server, stdin=f"{PASSWORD}\n".encode()).code == 0
    ran = outbox.send("ana", "--channel", "drafts")
    assert (ran.code, ran.json["channel"], ran.json["state"]) == (0, "drafts", "handed_over")
    assert outbox.send("ana", "--channel", "drafts").code == 1
    assert outbox.send("ana", "--channel", "drafts", "--again").code == 0
    ((_, mail),) = lying(mailbox)
    assert mail["To"] == "ana@example.net"
    assert mail["In-Reply-To"]


def test_the_page_puts_a_hello_among_the_drafts(mailbox: Mailbox, tmp_path: Path) -> None:
    make_folder(mailbox)
    make_folder(mailbox, SENT)
    outbox = Outbox.copy(make_network(tmp_path / "made"), tmp_path)
    touch = str(outbox.hello_to("ana")["touch"])
    with at_the_page(outbox, Clock()) as (browser, _):
        assert "among my drafts" not in browser.words(f"/hello/{touch}")
        server = ("--server", f"127.0.0.1:{mailbox.server.port}", "--security", "none", "--stdin")
        assert outbox.kithly("account", "add", mailbox.user, *server, stdin=f"{PASSWORD}\n".encode()).code == 0
        assert "Put among my drafts" in browser.words(f"/hello/{touch}")
        form = {"door": "email", "text": WORDS, "subject": "Re: the pump", "drafts": "yes"}
        told = words_of(browser.ok(browser.post(f"/hello/{touch}/send", form)))
    assert f"It lies among the drafts of {mailbox.user}" in told
    ((_, mail),) = lying(mailbox)
    assert "Tuesday at the pump" in mail.get_content()
