"""Taking words along from a page: every door, the user's own words, hostile ones, and twice at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.e2e.conftest import NOW, Kithly

from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.letters.ready import OwnWords, prepare, prepare_letter
from kithly.app.letters.sending import hand_over
from kithly.app.letters.weighing import Letter
from kithly.app.network import Network, open_network
from kithly.app.today.day import today
from kithly.app.today.outcome import done
from kithly.app.views import HelloView
from kithly.errors import Conflict, Refused, UserError

OWN = "Hello,\n\nI came across “Night ferries” and thought of you. How are you these days?\n\nRobin"


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield one


@pytest.fixture
def mailed(opened: Network) -> HelloView:
    """Return a hello with a draft and a mail door."""
    whole = (hello(opened, one.id) for one in today(opened, minutes=60, drafts=False).touches)
    return next(one for one in whole if one.draft and "email" in {door.key for door in one.doors})


def parsed(url: str | None) -> tuple[str, dict[str, list[str]]]:
    """Return address and fields of a mail link, as a mail program reads them."""
    assert url
    parts = urlsplit(url)
    assert parts.scheme == "mailto"
    return unquote(parts.path), parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))


def test_a_page_gets_a_link_that_holds_exactly_the_users_words(opened: Network, mailed: HelloView) -> None:
    words = OwnWords(text=OWN.replace("\n", "\r\n"), subject="Night ferries", channel="email")
    sent = hand_over(opened, prepare(opened, mailed.id, words), open_it=False)
    to, fields = parsed(sent.url)
    assert to == next(door.to for door in mailed.doors if door.key == "email")
    assert fields == {"subject": ["Night ferries"], "body": [OWN.replace("\n", "\r\n")]}
    assert (sent.paste, sent.text, sent.subject) == (False, OWN, "Night ferries")


def test_without_own_words_the_draft_goes_and_an_empty_subject_is_none(opened: Network, mailed: HelloView) -> None:
    door = hello(opened, mailed.id, channel="email")
    assert door.draft
    ready = prepare(opened, mailed.id, OwnWords(channel="email"))
    assert (ready.text, ready.subject) == (door.draft.text, door.draft.subject)
    bare = hand_over(opened, prepare(opened, mailed.id, OwnWords(channel="email", subject="")), open_it=False)
    assert set(parsed(bare.url)[1]) == {"body"}


def test_each_door_takes_the_same_words_its_own_way(opened: Network, mailed: HelloView) -> None:
    short = "Hello, I came across “Night ferries” and thought of you. It would be good to be connected here."
    for key, place in (("email", "mail"), ("linkedin", "linkedin"), ("note", "note"), ("copy", "copy")):
        ready = prepare(opened, mailed.id, OwnWords(text=short, channel=key), again=True)
        sent = hand_over(opened, ready, open_it=False)
        assert (sent.channel, sent.text) == (place, short)
        assert sent.paste is (key != "email")
        assert sent.url is None or sent.url.startswith(("mailto:", "https://www.linkedin.com/in/"))
        assert (sent.subject is None) is (key != "email")


def test_a_note_longer_than_linkedin_takes_is_stopped(opened: Network, mailed: HelloView) -> None:
    with pytest.raises(Refused, match="200 characters; this has"):
        prepare(opened, mailed.id, OwnWords(text="Night ferries " * 20, channel="note"))


@pytest.mark.parametrize("bad", ["\r\nBcc: eve@example.org", "\x00", "\u2028", "\u2029", "\x85", "\n\nBody", "\x1b[2J"])
def test_what_would_begin_a_new_header_is_gone_before_there_is_a_link(
    opened: Network, mailed: HelloView, bad: str
) -> None:
    words = OwnWords(text=f"{OWN}{bad}", subject=f"Night{bad} ferries", channel="email")
    sent = hand_over(opened, prepare(opened, mailed.id, words), open_it=False)
    to, fields = parsed(sent.url)
    assert to == next(door.to for door in mailed.doors if door.key == "email")
    assert set(fields) == {"subject", "body"}
    assert not [one for one in fields["subject"][0] if one in "\r\n\x00\u2028\u2029\x85\x1b"]
    assert not [one for one in fields["body"][0] if one in "\x00\u2028\u2029\x85\x1b"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=st.text(max_size=80), text=st.text(min_size=1, max_size=200))
def test_whatever_is_typed_the_link_has_one_address_one_subject_and_one_body(
    opened: Network, mailed: HelloView, subject: str, text: str
) -> None:
    words = OwnWords(text=text, subject=subject, channel="email", not_a_favour=True)
    try:
        sent = hand_over(opened, prepare(opened, mailed.id, words, again=True), open_it=False)
    except (UserError, Refused):
        return
    to, fields = parsed(sent.url)
    assert to == next(door.to for door in mailed.doors if door.key == "email")
    assert set(fields) <= {"subject", "body"}
    assert all(len(values) == 1 for values in fields.values())


@pytest.mark.parametrize("address", ["eve@example.org", "x@y.example\r\nBcc: eve@example.org", "", "a@b.example?bcc=c"])
def test_words_go_to_no_address_but_the_persons_own(opened: Network, mailed: HelloView, address: str) -> None:
    with pytest.raises(Refused, match="no address of this person"):
        prepare(opened, mailed.id, OwnWords(text=OWN, channel="email", to=address))


def test_pressed_many_times_at_once_it_goes_out_once(opened: Network, mailed: HelloView) -> None:
    ready = prepare(opened, mailed.id)

    def press(_: int) -> str:
        try:
            return hand_over(opened, ready, open_it=False).change
        except Conflict:
            return ""

    with ThreadPoolExecutor(8) as pool:
        changes = [one for one in pool.map(press, range(24)) if one]
    assert len(changes) == 1
    with pytest.raises(Conflict, match="not handed over twice"):
        prepare(opened, mailed.id)
    undo(opened, changes[0])
    assert prepare(opened, mailed.id).text == ready.text


def test_a_hello_that_is_done_is_not_taken_along(opened: Network, mailed: HelloView) -> None:
    kept = done(opened, mailed.id)
    with pytest.raises(Conflict, match="done already"):
        prepare(opened, mailed.id)
    undo(opened, kept.change)
    assert prepare(opened, mailed.id)


def test_a_letter_without_a_hello_goes_the_same_way_and_once_a_day(opened: Network, mailed: HelloView) -> None:
    letter = Letter(who=mailed.person.id, kind="reconnect")
    words = OwnWords(text=OWN, subject="Night ferries", channel="email")
    sent = hand_over(opened, prepare_letter(opened, letter, words), open_it=False)
    assert sent.touch is None
    assert parsed(sent.url)[1]["subject"] == ["Night ferries"]
    with pytest.raises(Conflict, match="today already"):
        hand_over(opened, prepare_letter(opened, letter, words), open_it=False)
    other = OwnWords(text=OWN + "\n\nPS: tea?", channel="copy")
    assert hand_over(opened, prepare_letter(opened, letter, other), open_it=False).url is None


def test_too_long_for_a_link_is_pasted(opened: Network, mailed: HelloView) -> None:
    words = OwnWords(text=f"{OWN}\n" + "Ships and quays. " * 120, channel="email")
    sent = hand_over(opened, prepare(opened, mailed.id, words), open_it=False)
    assert sent.paste
    assert len(sent.url or "") < 2_000
    assert "paste" in sent.handed_over
