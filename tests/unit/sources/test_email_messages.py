"""Whole messages: what becomes of headers and bodies of every make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kithly.records import Flag, Message
from kithly.sources._formats.email import Envelope, read_message

HEAD = b"From: Ana <ana@example.org>\nTo: ben@example.com\nDate: Thu, 9 Aug 2012 18:39:17 +0000\nMessage-ID: <m1@x>\n"


def _read(raw: bytes, envelope: Envelope | None = None) -> Message:
    message = read_message(raw, envelope=envelope or Envelope())
    assert isinstance(message, Message), message
    return message


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (b"=?utf-8?q?H=C3=A9llo?= world", "Héllo world"),
        (b"=?utf-8?b?w6k=?= =?utf-8?b?w6k=?=", "éé"),
        (b"=?utf-8?b?w6k=?=\n =?utf-8?b?w6k=?=", "éé"),
        (b"=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
        (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        (b"=?gb2312?B?1tDOxA==?=", "中文"),
        (b"=?windows-1252?Q?caf=E9?=", "café"),
        (b"=?iso-8859-1?Q?50_=80?=", "50 €"),
        (b"=?utf-8*en?Q?caf=C3=A9?=", "café"),
        (b"=?no-such-charset?Q?caf=C3=A9?=", "café"),
        (b"=?utf-8?Q?caf=E9?=", "café"),
        (b"=?utf-8?Q?not closed", "=?utf-8?Q?not closed"),
        (b"=?utf-8?B?w6!!k?=", "é"),
        (b"=?utf-8?Q?two words?=", "two words"),
        (b"(=?utf-8?Q?x?=)", "(x)"),
        (b"caf\xe9", "café"),
        (b"caf\xc3\xa9", "café"),
        (b"nul\x00 and bell\x07", "nul and bell"),
        ("e\u0301".encode(), "é"),
        (b"=?utf-8?Q?a=0D=0ABcc:_x@example.org?=", "a Bcc: x@example.org"),
        (b"=?hex?Q?6161?=", "6161"),
    ],
)
def test_a_subject_is_read_in_any_charset(subject: bytes, expected: str) -> None:
    assert _read(HEAD + b"Subject: " + subject + b"\n\nHi\n").subject == expected


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (b"text/plain; charset=utf-8", "Grüße".encode(), "Grüße"),
        (b"text/plain; charset=us-ascii", "Grüße".encode("latin-1"), "Grüße"),
        (b"text/plain; charset=utf-8", "Grüße".encode("latin-1"), "Grüße"),
        (b"text/plain; charset=koi8-r", "Привет".encode("koi8-r"), "Привет"),
        (b'text/plain; charset="no-such"', "Grüße".encode(), "Grüße"),
        (b"text/plain; charset=utf-7", b"caf+AOk-", "café"),
        (b"text", b"Hi", "Hi"),
        (b"", b"Hi", "Hi"),
        (b"text/html", b"<p>One</p><p>Two &eacute;<script>x()</script><!-- no --></p>", "One\n\nTwo é"),
        (b"text/html", b"1 < 2<br>3<style>a{}</style>", "1 < 2\n3"),
        (b"text/html", b"Yes.<blockquote>Old<br>words</blockquote>End", "Yes.\n> \n> Old\n> words\n\nEnd"),
        (b"text/html; charset=iso-8859-1", b"caf\xe9", "café"),
        (b"text/html", b'<meta charset="windows-1251">\xcf\xf0', "Пр"),
        (b"text/plain; format=flowed", b"one \ntwo\n> q \n> r\nthree", "one two\n> q \n> r\nthree"),
        (b"text/plain; format=flowed; delsp=yes", b"on \ne\n two", "one\ntwo"),
        (b"text/plain", b"a\r\nb\rc", "a\nb\nc"),
        (b"multipart/mixed", b"no boundary", "no boundary"),
        (b"multipart/mixed; boundary=b", b"--b\n\nfirst\n--b\nContent-Type: text/plain\n\nsecond", "first\nsecond"),
        (b"multipart/mixed; boundary=zz", b"--b\n\nfirst", ""),
    ],
)
def test_a_body_becomes_text(kind: bytes, body: bytes, expected: str) -> None:
    header = b"Content-Type: " + kind + b"\n" if kind else b""
    assert _read(HEAD + header + b"\n" + body).text == expected


@pytest.mark.parametrize(
    ("encoding", "body"),
    [(b"base64", b"R3LDvMOfZQ=="), (b"base64", b"R3LDv\nMOfZQ"), (b"BASE64", b"R3!LDv*MOfZQ="),
     (b"quoted-printable", b"Gr=C3=BC=\n=C3=9Fe"), (b"8bit", "Grüße".encode())],
)  # fmt: skip
def test_a_transfer_encoding_is_undone_however_broken(encoding: bytes, body: bytes) -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding + b"\n\n"
    assert _read(head + body).text == "Grüße"


def test_an_attached_message_lends_its_subject_only() -> None:
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nmine\n--b\nContent-Type: message/rfc822\n\n"
    message = _read(raw + b"Subject: theirs\n\nnot mine\n--b--\n")
    assert (message.text, message.attachments) == ("mine", ("theirs",))


def test_broken_parts_are_read_by_the_slower_reader() -> None:
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nSGk*\n--b--\n"
    assert _read(raw).text == "Hi"


def test_the_same_mail_in_two_boxes_has_one_key_and_equal_fields() -> None:
    one = _read(HEAD + b"Received: from a by b; Thu, 9 Aug 2012 19:00:00 +0000\n\nHi\n\n")
    other = _read(HEAD.replace(b"\n", b"\r\n") + b"\r\nHi")
    assert one == other


def test_two_mails_with_one_id_stay_apart() -> None:
    assert _read(HEAD + b"\nHi").key != _read(HEAD.replace(b"18:39", b"18:40") + b"\nHi").key


def test_a_thread_is_found_by_subject_and_people_where_ids_are_missing() -> None:
    head = b"From: %s\nTo: %s\nDate: Thu, 9 Aug 2012 18:39:17 +0000\nSubject: %s\n\nHi"
    asked = _read(head % (b"ana@example.org", b"ben@example.com", b"Pots"))
    answered = _read(head % (b"ben@example.com", b"ana@example.org", b"AW: Re[2]: pots"))
    assert asked.thread == answered.thread
    assert asked.key != answered.key


def test_references_and_replies_name_thread_and_parent() -> None:
    message = _read(HEAD + b"References: <a@x>\n\t<b@x>\nIn-Reply-To: Your mail of today <c@x>\n\nHi")
    assert (message.thread, message.parent) == ("a@x", "c@x")
    message = _read(HEAD + b"References: <a@x> <b@x>\n\nHi")
    assert (message.thread, message.parent) == ("a@x", "b@x")


@pytest.mark.parametrize(
    ("header", "flag"),
    [
        (b"List-Id: Pots <pots.example.org>", Flag.LIST), (b"Precedence: list", Flag.LIST),
        (b"List-Post: <mailto:pots@example.org>", Flag.LIST), (b"X-Mailman-Version: 2.1", Flag.LIST),
        (b"List-Unsubscribe: <mailto:x@example.org>", Flag.BULK), (b"Precedence: bulk", Flag.BULK),
        (b"Feedback-ID: 1:2:3:pots", Flag.BULK), (b"Auto-Submitted: auto-replied", Flag.AUTOMATIC),
        (b"X-Autoreply: yes", Flag.AUTOMATIC), (b"Return-Path: <>", Flag.AUTOMATIC),
        (b"Content-Type: text/calendar", Flag.INVITE), (b"X-Gmail-Labels: Inbox,Sent", Flag.SENT),
        (b"Auto-Submitted: no", Flag(0)), (b"X-Gmail-Labels: Inbox,Sent to me", Flag(0)),
    ],
)  # fmt: skip
def test_headers_tell_the_kind_of_mail(header: bytes, flag: Flag) -> None:
    flags = _read(HEAD + header + b"\n\nHi").flags
    assert flags & (Flag.LIST | Flag.BULK | Flag.AUTOMATIC | Flag.INVITE | Flag.SENT) == flag


def test_the_person_behind_a_list_is_the_sender() -> None:
    head = b"From: 'Ana Lee' via Pots <pots@example.org>\nList-Id: <pots.example.org>\n"
    named = _read(head + b"Reply-To: Ana <ana@example.org>\n\nHi").sender
    original = _read(head + b"X-Original-From: Ana Lee <ana@example.org>\nReply-To: pots@example.org\n\nHi").sender
    unknown = _read(head + b"Reply-To: pots@example.org\n\nHi").sender
    address = _read(b"From: 'ana@example.org' via Pots <pots@example.org>\nList-Id: <pots.example.org>\n\nHi").sender
    found = [
        (each.name, each.identity.value if each.identity else "")
        for each in (named, original, unknown, address)
        if each
    ]
    assert found == [
        ("Ana", "ana@example.org"),
        ("Ana Lee", "ana@example.org"),
        ("Ana Lee", ""),
        ("", "ana@example.org"),
    ]


def test_a_bad_date_falls_back_to_received_then_to_the_separator() -> None:
    head = b"From: ana@example.org\nDate: Thu, 9 Aug 0100 99:00\n"
    hop = b"Received: from a by b;\n\tThu, 9 Aug 2012 19:00:00 +0000\n"
    envelope = Envelope(stamp=b"ana@example.org Fri Aug 10 10:00:00 2012")
    assert _read(head + hop + b"\nHi", envelope).at == datetime(2012, 8, 9, 19, tzinfo=UTC)
    assert _read(head + b"\nHi", envelope).at == datetime(2012, 8, 10, 10, tzinfo=UTC)
    assert _read(head + b"\nHi").at is None


def test_a_date_from_the_future_is_not_believed() -> None:
    latest = datetime(2013, 1, 1, tzinfo=UTC)
    raw = HEAD.replace(b"2012", b"2038") + b"Received: from a by b; Thu, 9 Aug 2012 19:00:00 +0000\n\nHi"
    assert _read(raw, Envelope(latest=latest)).at == datetime(2012, 8, 9, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"X-Gmail-Labels: =?utf-8?q?Corbeille?=\nFrom: a@example.org\n\nHi", "in Trash"),
        (b"X-Gmail-Labels: Entw\xc3\xbcrfe\nFrom: a@example.org\n\nHi", "in Drafts"),
        (b'X-Gmail-Labels: "Chat"\nFrom: a@example.org\n\nHi', "in Chats"),
        (b"X-Mozilla-Status: 0009\nFrom: a@example.org\n\nHi", "deleted in the mail program"),
        (b"", "nothing in it"),
        (b"\n\n\n", "nothing in it"),
    ],
)
def test_what_is_no_mail_between_people_is_left_out_with_its_reason(raw: bytes, reason: str) -> None:
    assert read_message(raw) == reason


def test_a_forgotten_blank_line_loses_nothing() -> None:
    message = _read(HEAD + b"Subject: x\nHello Ben, this is text\nand more")
    assert message.subject == "x"
    assert message.text == "Hello Ben, this is text\nand more"
