"""Whose a notice is: lookalikes, forged senders and forwarded copies tell nothing, and hostile ones do no harm."""

from __future__ import annotations

import time

import pytest
from tests.pace import spent

from kithly.people import is_person_address
from kithly.records import Message, News
from kithly.sources._formats.email import read_message
from kithly.sources._formats.notices.reading import notices

SUBJECT = "Congratulate Ana Marzipan for 5 years at Teapot Works"
LINKEDIN = "notifications-noreply@linkedin.com"


def _mail(*fields: str, sender: str = LINKEDIN, subject: str = SUBJECT, body: str = "Nothing more.") -> bytes:
    head = [
        f"From: LinkedIn <{sender}>",
        "To: Dora Quince <dora@example.net>",
        f"Subject: {subject}",
        "Date: Mon, 2 Mar 2026 09:30:00 +0000",
        *fields,
    ]
    return "\n".join([*head, "", body]).encode("utf-8", "surrogateescape")


def _told(raw: bytes) -> tuple[News, ...]:
    message = read_message(raw)
    assert isinstance(message, Message)
    return notices(raw, message)


@pytest.mark.parametrize(
    "fields",
    [
        ("DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=x; b=AA",),
        ("Message-ID: <1.2.JavaMail.app@lva1-app3333.prod.linkedin.com>",),
        ("X-LinkedIn-Template: email_notification_digest_01",),
        ("Return-Path: <s-abc@bounce.linkedin.com>",),
        ("List-Unsubscribe: <https://www.linkedin.com/e/v2?x>",),
        ("Received: from mailc-fa.linkedin.com (mailc-fa.linkedin.com [108.174.0.1]) by mx.example.net; Mon, 2 Mar",),
        ("Authentication-Results: mx.example.net; dkim=pass header.d=linkedin.com header.s=x; spf=fail",),
        ("Authentication-Results: mx.example.net;\n dkim=pass header.i=@e.linkedin.com;\n dmarc=none",),
    ],
    ids=["signed", "id", "template", "bounce", "unsubscribe", "received", "passed", "passed by a part"],
)
def test_one_true_sign_beside_the_address_is_enough(fields: tuple[str, ...]) -> None:
    assert [one.about.name for one in _told(_mail(*fields))] == ["Ana Marzipan"]


@pytest.mark.parametrize(
    ("sender", "fields"),
    [
        (LINKEDIN, ()),
        (LINKEDIN, ("DKIM-Signature: v=1; d=evil.example; b=AA", "X-LinkedIn-Template: email_notification_digest_01")),
        (LINKEDIN, ("Return-Path: <a@evil.example>", "Message-ID: <1@linkedin.com>")),
        (LINKEDIN, ("Authentication-Results: mx; dkim=fail header.d=linkedin.com", "Message-ID: <1@linkedin.com>")),
        (LINKEDIN, ("Authentication-Results: mx.example.net; spf=softfail; dmarc=fail header.from=linkedin.com",)),
        (LINKEDIN, ("List-Id: <devel.lists.example.net>", "DKIM-Signature: v=1; d=linkedin.com; b=AA")),
        (LINKEDIN, ("X-BeenThere: devel@lists.example.net", "DKIM-Signature: v=1; d=linkedin.com; b=AA")),
        ("x@linkedin.com.evil.example", ("DKIM-Signature: v=1; d=linkedin.com.evil.example; b=AA",)),
        ("x@linkedin-mail.com", ("DKIM-Signature: v=1; d=linkedin-mail.com; b=AA",)),
        ("x@notlinkedin.com", ("DKIM-Signature: v=1; d=notlinkedin.com; b=AA",)),
        ("linkedin.com@evil.example", ("Message-ID: <1@linkedin.com>",)),
        ("x@linkedin.co", ("Message-ID: <1@linkedin.com>",)),
    ],
    ids=["nothing", "signed by another", "bounced to another", "failed", "policy failed", "through a list",
         "through another list", "lookalike", "with a dash", "with a front", "as a name", "cut short"],
)  # fmt: skip
def test_a_sender_whom_its_header_does_not_bear_out_tells_nothing(sender: str, fields: tuple[str, ...]) -> None:
    assert _told(_mail(*fields, sender=sender)) == ()


def test_a_copy_that_a_person_forwards_is_their_own_mail() -> None:
    quoted = f"---------- Forwarded message ---------\nFrom: LinkedIn <{LINKEDIN}>\nSubject: {SUBJECT}\n"
    assert _told(_mail("Message-ID: <1@linkedin.com>", sender="ben@example.org", body=quoted)) == ()


def test_the_profile_is_taken_from_beside_the_very_name_and_never_the_readers_own() -> None:
    body = (
        "https://www.linkedin.com/comm/in/dora-quince?trk=eml-x-header-0-profile\n\nCleo Teapot\n"
        "https://www.linkedin.com/comm/in/cleo-teapot?trk=eml-pymk\n\nThis email was intended for Dora Quince (Baker)\n"
    )
    (news,) = _told(_mail("X-LinkedIn-Template: email_notification_digest_01", body=body))
    assert news.about.identity is None


def test_the_words_of_a_template_inside_a_name_make_no_second_person() -> None:
    subject = "Eve accepted your invitation, explore their network accepted your invitation, explore their network"
    told = _told(_mail("Message-ID: <1@linkedin.com>", subject=subject))
    assert len(told) <= 1


def test_markup_in_a_notice_stays_text() -> None:
    subject = "<script>alert(1)</script> Marzipan recently posted"
    assert _told(_mail("Message-ID: <1@linkedin.com>", subject=subject)) == ()
    page = (
        'Content-Type: text/html\n\n<a href="javascript:alert(1)">Ana Marzipan</a>'
        '<a href="https://evil.example/in/ana">Ana Marzipan</a><script>x</script>'
    )
    raw = _mail("Message-ID: <1@linkedin.com>", body="").rstrip() + b"\n" + page.encode()
    (news,) = _told(raw)
    assert (news.about.identity, news.url) == (None, "")


@pytest.mark.parametrize(
    "raw",
    [
        _mail("Message-ID: <1@linkedin.com>", subject="Congratulate " + "A " * 500_000 + "for 5 years at X"),
        _mail("Message-ID: <1@linkedin.com>", subject="Congratulate " * 60 + "for 5 years at " * 20),
        _mail("Message-ID: <1@linkedin.com>", body="Congratulate " * 200_000),
        _mail("Message-ID: <1@linkedin.com>", body="Ana Marzipan (" * 100_000),
        _mail("Message-ID: <1@linkedin.com>", body="https://linkedin.com/" + "in/" * 300_000),
        _mail("Message-ID: <1@linkedin.com>", body="<a href='" * 100_000),
        _mail("DKIM-Signature: " + "d=x;" * 200_000, "Message-ID: <1@linkedin.com>"),
        _mail("List-Unsubscribe: " + "<mailto:" * 200_000, "Message-ID: <1@linkedin.com>"),
        _mail("Message-ID: <1@linkedin.com>", "Content-Type: text/html", body="<a href='x'" * 100_000 + ">Ana</a>"),
        _mail("Message-ID: <1@linkedin.com>", subject="=?utf-8?q?" + "=F0" * 30_000 + "?="),
    ],
    ids=["subject of 1 MB", "half fitting", "one line", "open brackets", "long address", "open links", "signatures",
         "addresses", "open tags", "broken words"],
)  # fmt: skip
def test_a_hostile_notice_is_read_in_no_time(raw: bytes) -> None:
    began = time.process_time()
    assert len(_told(raw)) <= 1
    assert spent(began) < 1.5


@pytest.mark.parametrize(
    "address",
    [
        LINKEDIN, "invitations@linkedin.com", "messages-noreply@linkedin.com", "hit-reply@linkedin.com",
        "inmail-hit-reply@linkedin.com", "hit-reply-premium-inmail@linkedin.com", "updates-noreply@linkedin.com",
        "messaging-digest-noreply@linkedin.com", "newsletters-noreply@linkedin.com", "notifications@github.com",
        "noreply@github.com", "notification+ab@facebookmail.com", "notify@twitter.com", "info@x.com", "info@meetup.com",
        "noreply@event.eventbrite.com", "invite@eventbrite.com", "googlealerts-noreply@google.com",
        "scholaralerts-noreply@google.com",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Ana Marzipan", "Ana Marzipan via LinkedIn", ""])
def test_nobody_sits_behind_the_address_of_a_notice(address: str, name: str) -> None:
    assert not is_person_address(address, name)
