"""Answers to a digest, from a real mailbox: taken once, from the user alone, and undone like any word of theirs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import account_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import mail
from tests.e2e.shapes import misfits
from tests.mail.conftest import SENT, Mailbox
from tests.mail.dovecot import PASSWORD
from tests.mail.post import PostOffice, post_office

from kithly.app.bringing.desk_lines import Order
from kithly.app.bringing.places import AccountPlace
from kithly.app.reminding.answers import Act, read_answer
from kithly.app.reminding.desk_reader import sync_and_take
from kithly.sources._formats.email import read_message

DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=3)
NAMES = ("ana", "ben", "cy")
ASKED = "Could you send me the list of harbour cranes?"


@dataclass
class Phone:
    """A user who reads the digest on a phone and answers it.

    Attributes:
        kithly: The command line on the machine at home.
        mailbox: The user's mailbox.
        post: Where digests are given up.
    """

    kithly: Kithly
    mailbox: Mailbox
    post: PostOffice

    def digest(self) -> EmailMessage:
        """Let the digest of today go out and arrive; return it."""
        assert self.kithly.view("digest", "--send")["outcome"] == "sent"
        sent = self.post.mails[-1]
        self.mailbox.deliver(sent.as_bytes(), folder="INBOX")
        return sent

    def answer(self, to: EmailMessage, text: str, *, folder: str = "INBOX", **fields: str) -> EmailMessage:
        """Answer a digest as a mail program would."""
        reply = EmailMessage()
        told = {
            "From": self.mailbox.user,
            "To": self.mailbox.user,
            "Subject": f"Re: {to['Subject']}",
            "Date": format_datetime(NOW + timedelta(hours=1)),
            "Message-ID": f"<answer-{len(text)}-{id(text)}@phone.example>",
            "In-Reply-To": str(to["Message-ID"]),
            "References": str(to["Message-ID"]),
            **{name.replace("_", "-"): value for name, value in fields.items()},
        }
        for name, value in told.items():
            if value:
                reply[name] = value
        subtype = "html" if text.lstrip().startswith("<") else "plain"
        reply.set_content(text, subtype=subtype)
        self.mailbox.deliver(reply.as_bytes(), folder=folder)
        return reply

    def sync(self) -> Any:
        """Read the mailbox; return what became of answers."""
        view = self.kithly.view("sync", now=LATER)
        assert misfits(view, shapes.SYNC) == []
        return view["answered"]

    def left(self) -> list[str]:
        """Return who still stands on today's list."""
        return [one["person"]["name"] for one in self.kithly.view("today", now=LATER)["touches"]]


@pytest.fixture
def phone(tmp_path: Path, mailbox: Mailbox) -> Iterator[Phone]:
    kithly = Kithly(data=tmp_path / "network")
    me = mailbox.user
    letters = b"".join(
        mail(place * 2 + turn, *pair, NOW - timedelta(days=4 + place + 300 * turn), ASKED)
        for place, name in enumerate(NAMES)
        for turn, pair in enumerate(((f"{name}@example.net", me), (me, f"{name}@example.net")))
    )
    (tmp_path / "old.mbox").write_bytes(letters)
    kithly.ok("me", "--set", f"address={me}", "--set", "name=Robin Example")
    kithly.ok("import", tmp_path / "old.mbox")
    kithly.ok("rhythm", "--minutes", "20")
    password = f"{PASSWORD}\n".encode()
    mailbox.deliver(folder="INBOX")
    with post_office() as post:
        at = ("--security", "none", "--stdin")
        kithly(
            "account", "add", me, "--server", f"127.0.0.1:{mailbox.server.port}", *at, "--set", "folders=sent,inbox",
            stdin=password,
        )  # fmt: skip
        kithly("digest", "--set-up", me, "--server", f"127.0.0.1:{post.port}", *at, stdin=password)
        yield Phone(kithly, mailbox, post)


def numbers(phone: Phone) -> list[str]:
    return [one["person"]["name"] for one in phone.kithly.view("digest")["items"]]


def test_an_answer_is_applied_at_the_next_sync_and_told_in_the_next_digest(phone: Phone) -> None:
    names = numbers(phone)
    assert len(names) == 3
    phone.answer(phone.digest(), "1 done, 2 later, 3 not")
    told = phone.sync()
    assert [one.partition(" (undo")[0] for one in told] == [
        f"1, {names[0]}: done",
        f"2, {names[1]}: later",
        f"3, {names[2]}: not for this reason",
    ]
    assert phone.left() == []
    again = phone.kithly.view("digest", now=NOW + DAY)
    assert again["outcome"] == "silent" or again["answered"] == told


def test_it_is_taken_once_however_often_it_is_read_and_wherever_it_lies(phone: Phone) -> None:
    digest = phone.digest()
    reply = phone.answer(digest, "1 done")
    phone.mailbox.deliver(reply.as_bytes(), folder=SENT)
    assert len(phone.sync()) == 1
    assert phone.sync() == []
    done = [one for one in phone.kithly.view("changes")["changes"] if "Said hello" in one["text"]]
    assert len(done) == 1


def test_it_is_undone_like_a_word_given_in_the_app_and_not_taken_again(phone: Phone) -> None:
    first = numbers(phone)[0]
    phone.answer(phone.digest(), "1 done")
    (told,) = phone.sync()
    phone.kithly.ok("undo", told.rpartition("kithly undo ")[2].rstrip(").").strip(), now=LATER)
    assert first in phone.left()
    assert phone.sync() == []
    assert first in phone.left()


def test_an_answer_that_was_only_sent_is_found_among_what_was_sent(phone: Phone) -> None:
    phone.answer(phone.digest(), "2 done", folder=SENT)
    assert len(phone.sync()) == 1


FORGED: tuple[dict[str, str], ...] = (
    {"From": "ana@example.net"},
    {"From": "Robin Example <ana@example.net>"},
    {"In_Reply_To": "", "References": ""},
    {"In_Reply_To": "<kithly-20260302-0000@example.org>", "References": ""},
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"X_Autoreply": "yes"},
    {"To": "friend@example.net"},
    {"Cc": "friend@example.net"},
)


def test_whoever_else_writes_changes_nothing(phone: Phone) -> None:
    before, digest = numbers(phone), phone.digest()
    for fields in FORGED:
        phone.answer(digest, "1 done 2 done 3 not", **fields)
    assert phone.sync() == []
    assert sorted(phone.left()) == sorted(before)


TOP = (
    "1 done\n\nOn Mon, 2 Mar 2026 at 10:00, Kithly <me@example.org> wrote:\n> 2. Reply to Ben\n> 1 done 2 later 3 not\n"
)
BOTTOM = "> 2. Reply to Ben\n> Answer this mail with a number and a word: 1 done 2 later 3 not\n\n1 done\n"
OUTLOOK = (
    "1 done\n\n________________________________\nFrom: Kithly <me@example.org>\nSent: Monday, March 2, 2026 10:00 AM\n"
    "To: me@example.org\nSubject: Monday\n\n2. Reply to Ben\n"
    "Answer this mail with a number and a word: 1 done 2 later 3 not"
)
SIGNED = "1 done\n\n-- \nRobin Example\n2 Harbour Lane, 3 not a street\n"
PHONE = "1 done\n\nSent from my iPhone\n\n> On 2 Mar 2026, at 10:00, Kithly wrote:\n> \n> 3 not\n"
PAGE = (
    "<html><body><div>1 done</div><br><div class='gmail_quote'><div>On Mon, 2 Mar 2026, Kithly wrote:<br></div>"
    "<blockquote><p><b>2. Reply to Ben</b></p><p>Answer this mail with a number and a word: 1 done 2 later 3 not</p>"
    "</blockquote></div></body></html>"
)
BARE_PAGE = (
    "<html><body><p>1 done</p><hr><p>Three hellos, about ten minutes.</p><p><b>2. Reply to Ben</b></p>"
    "<p>Answer this mail with a number and a word: 1 done 2 later 3 not</p></body></html>"
)


@pytest.mark.parametrize("text", [TOP, BOTTOM, OUTLOOK, SIGNED, PHONE, PAGE, BARE_PAGE])
def test_however_a_mail_program_answers_only_the_users_own_words_count(text: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "me@example.org", "Re: Monday", format_datetime(NOW)
    mail.set_content(text, subtype="html" if text.startswith("<") else "plain")
    message = read_message(mail.as_bytes())
    assert not isinstance(message, str)
    assert read_answer(message.own, 3).acts == {1: Act.DONE}


def test_an_answer_as_a_page_is_read_from_the_mailbox(phone: Phone) -> None:
    names = numbers(phone)
    phone.answer(phone.digest(), PAGE)
    assert [one.partition(" (undo")[0] for one in phone.sync()] == [f"1, {names[0]}: done"]


def test_what_is_not_clear_is_told_and_changes_nothing(phone: Phone) -> None:
    before = numbers(phone)
    phone.answer(phone.digest(), "1 hmm, and thanks")
    assert phone.sync() == ["What you meant by 1 was not clear; nothing was changed."]
    assert sorted(phone.left()) == sorted(before)


def test_a_later_word_in_the_app_stands_above_an_earlier_answer(phone: Phone) -> None:
    first = phone.kithly.view("digest")["items"][0]
    phone.answer(phone.digest(), "1 not")
    phone.kithly.ok("snooze", first["touch"], now=LATER)
    assert phone.sync() == []


def test_a_digest_of_which_nobody_knew_is_known_to_have_gone_out_once_it_lies_there(phone: Phone) -> None:
    phone.post.fault = "taken"
    assert phone.kithly.view("digest", "--send")["outcome"] == "unknown"
    phone.mailbox.deliver(phone.post.mails[-1].as_bytes(), folder="INBOX")
    phone.sync()
    assert phone.kithly.view("digest", "--send")["outcome"] == "already"


def test_an_account_read_on_a_page_takes_answers_too(phone: Phone) -> None:
    phone.answer(phone.digest(), "1 done")
    (account,) = phone.kithly.view("account", "list")["accounts"]
    place = AccountPlace(id=account["id"], name=account["address"])
    sync_and_take(Order(folder=phone.kithly.data, what=place, now=LATER), threading.Event(), lambda _: None)
    assert len(phone.left()) == 2
    assert phone.sync() == []
