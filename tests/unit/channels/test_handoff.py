"""Hand-over by link and clipboard."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from kithly.channels import HandOver, connection_note, door_link, hand_over, mailto, open_in, profile_link
from kithly.errors import ChannelUnavailable, Refused
from kithly.messages import Approved, Envelope, Recipient, Sender, approve, check


def approved(text: str, **place: Any) -> Approved:
    envelope = Envelope(kind=place.pop("kind", "reply"), **place)
    verdict = check(text, kind=envelope.kind, channel="email", recipient=Recipient(name=""), sender=Sender(name=""))
    return approve(text, verdict, envelope, yes=True)


def test_a_mail_link_carries_subject_and_body_exactly() -> None:
    link = mailto("ana+x@example.org", subject="Tram & sea? 50 %", body="Hi Ana,\nübermorgen & so\r\n")
    parts = urlsplit(link)
    assert unquote(parts.path) == "ana+x@example.org"
    assert parse_qs(parts.query) == {"subject": ["Tram & sea? 50 %"], "body": ["Hi Ana,\r\nübermorgen & so\r\n"]}
    assert "+" not in parts.query


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\0", "\u2028", "\x85"])
def test_no_header_can_be_injected(break_: str) -> None:
    with pytest.raises(Refused):
        mailto("ana@example.org", subject=f"Hi{break_}Bcc: eve@example.org", body="")
    with pytest.raises(Refused):
        mailto(f"ana@example.org{break_}Bcc: eve@example.org", subject=None, body="")


@pytest.mark.parametrize(
    "to", ["", "ana", "a@example.org,b@example.org", "a@example.org?bcc=b@example.org&x=", "<a@b.c> x"]
)
def test_only_one_plain_address_is_taken(to: str) -> None:
    try:
        link = mailto(to, subject=None, body="")
    except Refused:
        return
    assert "bcc=" not in link
    assert link.count("@") == 1
    EmailMessage()["To"] = unquote(link.removeprefix("mailto:"))


def test_a_long_mail_goes_to_the_clipboard() -> None:
    over = hand_over(
        approved("Hi Ana, " + "how is the ferry? " * 200, channel="mail", to="ana@example.org", subject="Ferry")
    )
    assert over.open == "mailto:ana@example.org?subject=Ferry"
    assert over.paste is not None
    assert over.paste.startswith("Hi Ana")


def test_a_linkedin_message_is_pasted_at_the_profile() -> None:
    over = hand_over(approved("Hi Ana, how is the ferry?", channel="linkedin", to="ana-example-ü"))
    assert over.open == "https://www.linkedin.com/in/ana-example-%C3%BC/"
    assert over.paste == "Hi Ana, how is the ferry?"


def test_a_connection_note_over_200_characters_is_refused() -> None:
    assert connection_note("a\n b") == "a b"
    assert connection_note("x" * 200)
    with pytest.raises(Refused):
        connection_note("😀" * 101)
    with pytest.raises(Refused):
        hand_over(approved("I found the Oslo kite. " * 20, channel="linkedin", to="ana", kind="connect"))


@pytest.mark.parametrize("slug", ["", "..", "a/b", "a?x=1", "a#b", "a b", "a\nb", "a\\b"])
def test_a_slug_leads_nowhere_else(slug: str) -> None:
    with pytest.raises(Refused):
        profile_link(slug)


@pytest.mark.parametrize(
    ("channel", "to", "link"),
    [
        ("whatsapp", "+4722990199", "https://wa.me/4722990199"),
        ("telegram", "zulmira_e", "https://t.me/zulmira_e"),
        ("signal", "+4722990199", "https://signal.me/#p/+4722990199"),
    ],
)
def test_a_chat_is_opened_by_a_link_that_holds_no_words(channel: str, to: str, link: str) -> None:
    over = hand_over(approved("Hi Zulmira, how is the ferry?", channel=channel, to=to))
    assert (over.open, over.paste) == (link, "Hi Zulmira, how is the ferry?")


@pytest.mark.parametrize("to", ["22990199", "+47 22", "+4722990199?text=x", "../x", "https://x.example", "+0123456789"])
def test_a_chat_takes_only_an_address_of_its_own(to: str) -> None:
    for channel in ("whatsapp", "signal", "sms"):
        with pytest.raises(Refused):
            hand_over(approved("Hi", channel=channel, to=to))
    with pytest.raises(Refused):
        hand_over(approved("Hi", channel="telegram", to=f"{to}/?"))


def test_a_chat_without_a_link_gives_text_to_paste() -> None:
    for channel in ("signal", "slack", "whatsapp"):
        over = hand_over(approved("Hi Zulmira", channel=channel))
        assert (over.open, over.paste) == (None, "Hi Zulmira")


def test_an_sms_opens_with_its_words_in_it_on_every_phone() -> None:
    over = hand_over(approved("Hi Zulmira & Bo,\nhow is the ferry? 🚢", channel="sms", to="+4722990199"))
    number, _, query = str(over.open).removeprefix("sms:").partition("?")
    assert number == "+4722990199"
    assert query.startswith("&body=")  # as iPhones want it, behind the ? that Android wants
    assert parse_qs(query) == {"body": ["Hi Zulmira & Bo,\nhow is the ferry? 🚢"]}
    assert over.paste == "Hi Zulmira & Bo,\nhow is the ferry? 🚢"


def test_a_long_sms_is_pasted() -> None:
    over = hand_over(approved("Hi Ana, " + "how is the ferry? " * 200, channel="sms", to="+4722990199"))
    assert over.open == "sms:+4722990199"
    assert over.paste is not None


def test_a_door_s_link_holds_words_only_where_no_server_sees_them() -> None:
    links = {door: door_link(door, "+4722990199", body="secret words") for door in ("sms", "signal", "whatsapp")}
    assert {door for door, link in links.items() if "secret" in link} == {"sms"}
    assert all(links.values())
    assert door_link("sms", "22990199", body="hi") == door_link("signal", "22990199") == ""


def test_an_unknown_channel_gives_text_to_paste() -> None:
    over = hand_over(approved("Hi\x07 Ana\r\n", channel="sms"))
    assert over == HandOver(channel="sms", open=None, paste="Hi Ana\n", note=over.note)


def test_only_web_and_mail_links_are_opened() -> None:
    opened: set[str] = set()

    def browser(link: str) -> bool:
        opened.add(link)
        return True

    open_in("https://example.org/", browser=browser)
    open_in("sms:+4722990199", browser=browser)
    assert opened == {"https://example.org/", "sms:+4722990199"}
    with pytest.raises(Refused):
        open_in("file:///etc/passwd", browser=lambda _: True)
    with pytest.raises(ChannelUnavailable):
        open_in("https://example.org/", browser=lambda _: False)
