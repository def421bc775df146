"""A reminder as a mail to oneself: whatever words it holds, it comes back as they were, and goes to one address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.app.reminding.gathering import Gathered
from kithly.app.reminding.letter import html_of, subject_of, text_of
from kithly.app.views import DigestItem, NamedView
from kithly.channels import door_link
from kithly.channels.notify import Note, as_mail
from kithly.errors import Refused

ME = "robin@example.org"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
anything = st.text(max_size=200)


def item(name: str, text: str, draft: str, link: str = "") -> DigestItem:
    person = NamedView(id="p", name=name)
    return DigestItem(
        number=1, touch="t", person=person, kind="reply", text=text, who=name, quiet=text, draft=draft, link=link,
        link_text="Write the mail",
    )  # fmt: skip


def read(mail: bytes) -> EmailMessage:
    found = message_from_bytes(mail, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@settings(max_examples=40)
@given(anything, anything, anything, anything)
def test_whatever_names_and_words_hold_the_mail_has_one_recipient_and_says_them(
    name: str, text: str, draft: str, ego: str
) -> None:
    found = Gathered(date=date(2026, 3, 2), items=(item(name, text, draft, door_link("email", ME, body=draft)),))
    plain, page = text_of(found), html_of(found)
    note = Note(subject=subject_of(found.date, found.items), text=plain, html=page, id="a@b.example", at=AT)
    mail = read(as_mail(note, ME, ME, name=" ".join(ego.split()) if ego.isprintable() else ""))
    assert [one.addr_spec for one in mail["To"].addresses] == [ME]
    assert not {"Cc", "Bcc", "Reply-To"} & set(mail.keys())
    body, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert body is not None
    assert html is not None
    assert body.get_content().replace("\r\n", "\n") == plain
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") == page.rstrip("\n")
    assert page.count("<a ") == page.count('<a href="mailto:')
    assert "<script" not in page


@pytest.mark.parametrize(
    "address", ["", "robin", "robin@example.org, ana@example.net", "robin@example.org\nBcc: x@y.z"]
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    note = Note(subject="x", text="x", html="", id="a@b.example", at=AT)
    for sender, to in ((ME, address), (address, ME)):
        with pytest.raises(Refused):
            as_mail(note, sender, to)


def test_a_link_too_long_for_mail_programs_carries_no_draft() -> None:
    link = door_link("email", "ana@example.net", subject="Ships", body="words " * 500)
    assert link == "mailto:ana@example.net?subject=Ships"


def test_a_link_leads_only_where_an_address_is_one() -> None:
    assert door_link("email", "ana@example.net?bcc=x@y.z", body="x") == ""
    assert door_link("linkedin", "../evil") == ""
    assert door_link("whatsapp", "+49 170") == ""
    assert door_link("copy", "x") == ""


HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"}


@settings(max_examples=60)
@given(anything, anything, anything)
def test_whatever_its_subject_name_and_id_hold_a_reminder_has_exactly_its_headers(
    subject: str, name: str, own_id: str
) -> None:
    note = Note(subject=subject, text="x", html="", id=own_id, at=AT)
    try:
        mail = read(as_mail(note, ME, ME, name=name))
    except Refused:
        return
    assert {one.lower() for one in mail} == HEADERS | {"content-transfer-encoding"}


@pytest.mark.parametrize("poison", ["\r\nBcc: all@example.com", "\nX: y", "\rX: y", "\0", "\u2028", "\x85", "> <x"])
def test_no_id_of_a_reminder_begins_a_line(poison: str) -> None:
    with pytest.raises(Refused):
        as_mail(Note(subject="x", text="x", html="", id=f"a@b.example{poison}", at=AT), ME, ME)
