"""A mail has exactly the headers that are meant, whatever stands in them, and its words arrive as they were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.channels.letter import as_letter
from kithly.errors import Refused
from kithly.messages import Approved, Envelope, approved_before

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEANT = {"from", "to", "subject", "date", "message-id", "in-reply-to", "references"}
FORM = {"content-type", "content-transfer-encoding", "mime-version"}
anything = st.text(max_size=300)
line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300)
ids = st.from_regex(r"[!-;=?-~]{1,120}@[!-;=?-~]{1,120}", fullmatch=True)


@dataclass(frozen=True)
class Mailed:
    """A mail as its reader gets it."""

    raw: bytes

    @property
    def read(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


def approved(text: str = "Hello Zoë", **more: Any) -> Approved:
    envelope = Envelope(
        kind="reconnect",
        channel="mail",
        to="zoe@example.net",
        subject="Kraniche",
        id="0123abcd@example.org",
        sender="robin@example.org",
        sender_name="Robin Example",
    )
    return approved_before(text, replace(envelope, **more), allowed_favour=False, kept=True)


def mailed(words: Approved) -> Mailed:
    return Mailed(as_letter(words, AT))


def plain(mail: Mailed) -> str:
    """Return the words as they are read, with the line ends of this system."""
    words: str = mail.read.get_content()
    return words.replace("\r\n", "\n").rstrip("\n")


def headers(mail: Mailed) -> set[str]:
    """Return the names of the headers, and hold that each stands there once."""
    names = [name.lower() for name in mail.read]
    assert len(names) == len(set(names))
    return set(names)


@settings(max_examples=150)
@given(line, line, st.lists(ids, max_size=40).map(tuple))
def test_whatever_stands_in_them_there_are_exactly_the_headers_that_are_meant(
    subject: str, name: str, references: tuple[str, ...]
) -> None:
    mail = mailed(
        approved(subject=subject, sender_name=name, references=references, in_reply_to="".join(references[-1:]))
    )
    wanted = MEANT - (set() if references else {"in-reply-to", "references"})
    assert headers(mail) == wanted | FORM
    assert mail.read["Message-ID"] == "<0123abcd@example.org>"
    assert [one.addr_spec for one in mail.read["From"].addresses] == ["robin@example.org"]
    assert [one.addr_spec for one in mail.read["To"].addresses] == ["zoe@example.net"]
    told = str(mail.read["References"] or "").split()
    assert told == [f"<{one}>" for one in references][: len(told)] or len(references) > len(told) == 30
    assert (told[:1], told[-1:]) == ([f"<{one}>" for one in references[:1]], [f"<{one}>" for one in references[-1:]])
    assert all(len(row) <= 998 for row in mail.raw.split(b"\r\n"))
    assert mail.raw.isascii()


@settings(max_examples=100)
@given(anything, anything, anything, anything, st.lists(anything, max_size=3).map(tuple))
def test_what_could_begin_a_header_is_refused_or_harmless(
    subject: str, name: str, to: str, own_id: str, references: tuple[str, ...]
) -> None:
    words = approved(subject=subject, sender_name=name, to=to or "zoe@example.net", id=own_id, references=references)
    try:
        mail = mailed(words)
    except Refused:
        return
    assert headers(mail) <= MEANT | FORM


@pytest.mark.parametrize(
    "poison", ["\r\nBcc: all@example.com", "\nX: y", "\rX: y", "\0", "\u2028", "\u2029", "\x85", "\x0b"]
)
@pytest.mark.parametrize("where", ["subject", "sender_name", "sender", "to", "id", "in_reply_to", "references"])
def test_no_header_takes_a_line_break_of_any_kind(where: str, poison: str) -> None:
    clean = {"subject": "Hi", "sender_name": "Robin", "sender": "robin@example.org", "to": "zoe@example.net"}
    value = clean.get(where, "a@example.org") + poison
    poisoned: dict[str, Any] = {where: (value,) if where == "references" else value}
    with pytest.raises(Refused):
        mailed(approved(**poisoned))


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\0\r"), max_size=400))
def test_the_words_arrive_as_they_were(text: str) -> None:
    assert plain(mailed(approved(text))) == text.rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "👋🏽 שלום, مرحبا: right to left",
        ".\n..\n.leading dots",
        "From the start of a line\n> From",
        "x" * 5_000,
        "ü" * 100_000,
        "one\u2028two",
        "trailing space \n\ttab",
        "=3D =20 ?= =?utf-8?q?x?=",
    ],
)
def test_odd_words_arrive_as_they_were(text: str) -> None:
    mail = mailed(approved(text))
    assert plain(mail) == text
    assert mail.read.get_content_type() == "text/plain"
    assert all(len(row) <= 998 for row in mail.raw.split(b"\r\n"))


def test_a_long_id_is_never_encoded_or_cut() -> None:
    long = "x" * 200 + "@" + "y" * 200
    mail = mailed(approved(in_reply_to=long, references=(long,), id=long))
    for name in (b"Message-ID", b"In-Reply-To", b"References"):
        assert name + b": <" + long.encode() + b">" in mail.raw


@pytest.mark.parametrize(
    "to",
    ["", "zoe", "zoe@", "zoe@example.net,ben@example.net", "<zoe@example.net>", "zoe at example.net", "Zoe <z@b.de>",
     " zoe@example.net", "zoë@example.net"],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(to: str) -> None:
    with pytest.raises(Refused):
        mailed(approved(to=to))


def test_a_domain_with_other_letters_is_written_as_servers_know_it() -> None:
    assert mailed(approved(to="zoe@bücher.example")).read["To"].addresses[0].addr_spec == "zoe@xn--bcher-kva.example"


def test_nobody_gets_words_back_that_were_not_kept_as_approved() -> None:
    with pytest.raises(Refused):
        approved_before("Hello", Envelope(kind="reconnect", channel="mail"), allowed_favour=False, kept=False)
