"""Text and addresses out of the open web: nothing of markup is left, and nothing that only traces."""

from __future__ import annotations

import time

import pytest
from tests.pace import spent
from tests.unit.sources.payloads import MARKUP, PAYLOADS

from kithly.sources._formats.webtext import MAX_MARKUP, address_key, plain, plain_line, plain_text, web_address


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 300


@pytest.mark.parametrize("make", [plain, plain_line])
def test_no_payload_is_markup_afterwards(make: type[str]) -> None:
    assert not [payload for payload in PAYLOADS if MARKUP.search(make(f"Before {payload} after"))]
    assert not [payload for payload in PAYLOADS if MARKUP.search(make(make(payload)))]


def test_no_payload_becomes_an_address_that_runs() -> None:
    for payload in PAYLOADS:
        for address in (payload, f"https://a.example/{payload}", f"javascript:{payload}"):
            found = web_address(address, base="https://b.example/")
            assert found == "" or found.startswith(("https://a.example/", "https://b.example/", "https://evil.example"))
            assert not set(found) & set("<>\"'` \n\0")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("AT&amp;T &amp;amp; more", "AT&T &amp; more"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("if x < y && y > z", "if x < y && y > z"),
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("Use the &lt;dialog&gt; element", "Use the \u2039dialog> element"),
        ("line one\nline two & three", "line one\nline two & three"),
        ("<b>split\nby</b> a break", "split by a break"),
        ("caf\u0065\u0301 \u200bx\u202ey", "caf\u00e9 xy"),
        ("<style>p{}</style>seen<script>x</script>", "seen"),
    ],
)
def test_what_a_reader_sees_is_what_comes_out(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://a.example/x?utm_source=rss&id=3&fbclid=1#part", "https://a.example/x?id=3#part"),
        ("/x", "https://b.example/x"),
        ("HTTPS://A.Example/X", "https://a.example/X"),
        ("ftp://a.example/", ""), ("mailto:a@b.example", ""), ("https://me:pw@a.example/", ""), ("https://[::1", ""),
        ("https://a.example:99999/", ""), ("https://a.example/" + "x" * 2_000, ""), ("", ""), ("   ", ""),
    ],
)  # fmt: skip
def test_addresses_are_of_the_open_web(address: str, clean: str) -> None:
    assert web_address(address, base="https://b.example/feed") == clean


def test_one_page_has_one_key_however_it_is_reached() -> None:
    ways = ("http://www.a.example/p/", "https://a.example/p", "https://a.example/p?utm_medium=feed#top")
    assert {address_key(way) for way in ways} == {"a.example/p"}
    assert address_key("tag:a.example,2020:1") == ""


@pytest.mark.parametrize(
    "piece", ["&", "<", "<a ", "&lt;", "\n", "<p>", "<a><div>", "<table>a", "&a", "<!--", "\u202e"]
)
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    plain(piece * (5_000_000 // len(piece)))
    plain_line(piece * (MAX_MARKUP // len(piece)))
    assert spent(began) < 1


def test_text_that_is_no_markup_keeps_its_signs_and_can_be_shown_all_the_same() -> None:
    assert plain_text("a < b &amp; c\n\n\n\n<i>d") == "a < b &amp; c\n\n\u2039i>d"


def test_joiners_that_words_and_emoji_hang_on_stay_and_half_characters_do_not_break_it() -> None:
    family, persian = "\U0001f469\u200d\U0001f466", "\u0645\u06cc\u200c\u0631\u0648\u0645"
    assert plain(f"<p>{family} {persian}\u202e</p>") == f"{family} {persian}"
    assert plain("<p>half \ud800 of one</p>") == "half ? of one"
