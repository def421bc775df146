"""What a web page tells: of itself, of its feeds and accounts, of whoever it belongs to; and nothing that hurts."""

from __future__ import annotations

import gc
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent
from tests.unit.sources.payloads import MARKUP, PAYLOADS

from kithly.sources._formats.page import Card, FeedLink, Page, read_page

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
URL = "https://ana.example/notes/"
MOST_SECONDS = 6.0


def page(text: str | bytes, *, charset: str = "") -> Page:
    return read_page(text.encode() if isinstance(text, str) else text, url=URL, fetched=NOW, charset=charset)


def test_the_head_of_a_page_tells_what_it_is() -> None:
    told = page(
        '<html><head><title>Browser title</title><meta property="og:title" content="Tea &amp; cake > coffee">'
        "<meta name=description content='A note.'><meta property=og:site_name content=\"Ana's notes\">"
        "<link rel=canonical href=/tea?utm_source=x><meta name=author content='Ana Lee'>"
        '<meta property="article:published_time" content="2026-05-01T10:00:00+02:00">'
    )
    assert (told.title, told.description, told.site) == ("Tea & cake > coffee", "A note.", "Ana's notes")
    assert (told.canonical, told.author) == ("https://ana.example/tea", "Ana Lee")
    assert told.published == datetime(2026, 5, 1, 8, tzinfo=UTC)
    assert page("<title>Only this &amp; that</title>").title == "Only this & that"


def test_feeds_are_those_the_page_names_as_its_own() -> None:
    told = page(
        '<base href="/b/"><link rel="alternate" type="application/rss+xml" title="Posts" href="feed">'
        '<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="/atom">'
        '<link rel=alternate type="application/feed+json" href="/feed.json"><link rel=feed href="/list">'
        '<link rel=alternate hreflang=de href="/de"><link rel="alternate stylesheet" type="text/xml" href="/x">'
        '<link rel=alternate type="application/rss+xml" href="javascript:x">'
        '<!-- <link rel=alternate type="application/rss+xml" href="/old"> -->'
        '<link rel=alternate type="application/json" href="/wp-json/wp/v2/posts/1">'
    )
    assert [one.url for one in told.feeds] == [
        "https://ana.example/b/feed", "https://ana.example/atom", "https://ana.example/feed.json",
        "https://ana.example/list",
    ]  # fmt: skip
    assert told.feeds[0] == FeedLink(url="https://ana.example/b/feed", title="Posts", media="application/rss+xml")


def test_whatever_says_me_is_told_and_what_only_looks_so_is_not() -> None:
    told = page(
        '<link rel="me" href="https://m.example/@ana"><a rel="nofollow me" href="/about?utm_medium=x">a</a>'
        '<a rel=me href="mailto:Ana@Example.org?subject=x">m</a><a rel=me href="javascript:alert(1)">j</a>'
        '<a rel="home" href="/x">x</a><script>"<a rel=me href=https://evil.example/>"</script>'
        "<textarea><a rel=me href=https://evil.example/></textarea><a rel=me href=''>e</a>"
    )
    assert told.me == ("https://m.example/@ana", "https://ana.example/about", "mailto:ana@example.org")


CARD = (
    '<div class="h-card"><a class="p-name u-url" href="/notes/">Ana Lee</a> <span class="p-job-title">Baker</span> at '
    '<span class="p-org">Acme</span>, <span class="p-locality">Lyon</span> '
    '<a class="u-email" href="mailto:ana@ana.example">mail</a></div>'
)


def test_the_owner_of_a_page_is_who_its_card_says() -> None:
    owner = Card(name="Ana Lee", urls=("https://ana.example/notes/",), emails=("ana@ana.example",), organisation="Acme",
                 title="Baker", place="Lyon")  # fmt: skip
    assert page(CARD).owner == owner
    other = '<div class="h-card"><a class="p-name u-url" href="https://ben.example/">Ben</a></div>'
    assert page(CARD + other).owner == owner
    assert page(other).owner is None
    assert [card.name for card in page(CARD + other).cards] == ["Ana Lee", "Ben"]
    old = '<p class="vcard"><a class="fn url" href="https://ana.example/notes">Ana</a></p>'
    assert page(old).owner == Card(name="Ana", urls=("https://ana.example/notes",))
    mine = '<a rel=me href="https://m.example/@ana"></a><p class=h-card><a class=u-url href="https://m.example/@ana">Ana</a>'
    assert (told := page(mine).owner) is not None
    assert told.name == "Ana"


ENTRY = (
    '<article class="h-entry"><a class="u-url p-name" href="/{0}">Post {0}</a> by <span class="p-author">Ana</span>'
    '<time class="dt-published" datetime="2026-05-0{0}">x</time><div class="e-content"><p>Text</p><p>{0}</p></div>'
    '<a class="p-category">tea</a></article>'
)


@pytest.mark.parametrize("wrap", ['<body class="h-feed"><h1 class="p-name">Notes</h1>{}</body>', "<div>{}</div>"])
def test_posts_on_a_page_are_a_feed_the_newest_first(wrap: str) -> None:
    told = page(wrap.format(ENTRY.format(1) + ENTRY.format(2))).posts
    assert told is not None
    assert [(one.title, one.link, one.excerpt, one.author, one.tags) for one in told.items] == [
        (f"Post {number}", f"https://ana.example/{number}", f"Text\n\n{number}", "Ana", ("tea",)) for number in (2, 1)
    ]
    assert told.items[0].published == datetime(2026, 5, 2, tzinfo=UTC)


def test_a_page_that_is_one_post_tells_of_that_post() -> None:
    told = page(ENTRY.format(1))
    assert told.posts is None
    assert (told.title, told.author, told.published) == ("Post 1", "Ana", datetime(2026, 5, 1, tzinfo=UTC))


def test_letters_are_those_that_were_meant() -> None:
    assert page("<title>Caf\u00e9</title>".encode("latin-1")).title == "Caf\u00e9"
    assert page("<title>\u0416\u0417\u0418</title>".encode("koi8-r"), charset="koi8-r").title == "\u0416\u0417\u0418"
    assert page("<title>Caf\u00e9</title>".encode("utf-16")).title == "Caf\u00e9"


def test_no_payload_is_markup_in_any_field() -> None:
    for payload in PAYLOADS:
        quoted = payload.replace("&", "&amp;").replace('"', "&quot;")
        entry = f'<div class="h-entry"><b class="p-name">{payload}</b><b class="p-author">{payload}</b></div>'
        told = page(
            f'<meta property="og:description" content="{quoted}"><meta name="author" content="{quoted}">'
            f'<link rel="me" href="{quoted}"><link rel="feed" href="{quoted}" title="{quoted}"><title>{payload}</title>'
            f'<div class="h-card"><a class="u-url p-name" href="{quoted}">{payload}</a></div>{entry}{entry}'
        )
        texts = [told.title, told.description, told.author, *(one.title for one in told.feeds)]
        texts += [text for card in told.cards for text in (card.name, card.organisation, card.note)]
        texts += [text for item in (told.posts.items if told.posts else ()) for text in (item.title, item.author)]
        assert not [text for text in texts if MARKUP.search(text)], payload
        links = [*told.me, *(one.url for one in told.feeds), *(url for card in told.cards for url in card.urls)]
        assert all(
            link.startswith(("https://", "http://", "mailto:")) and not set(link) & set("<>\"'") for link in links
        )


@pytest.mark.parametrize(
    "piece",
    [
        '<link rel="me" href="https://a.example/">', '<div class="h-entry">', '<a rel=me href="', "<", "<b></i>",
        "<div class='e-content h-entry'><p>x</p>", "<span class='vcard fn'>x", "<ul class=h-feed><li class=h-entry>",
        '<div class="h-card"><a class=u-url href=/x>x</a></div>', "<i class='p-name p-a p-b p-c'>x</i>", "<!--", "&a",
    ],
)  # fmt: skip
def test_no_page_takes_long(piece: str) -> None:
    data = b"<div class=h-card>" + piece.encode() * (4_900_000 // len(piece))
    began = time.process_time()
    page(data)
    assert spent(began) < MOST_SECONDS


def least(text: str) -> float:
    """Return the least CPU time of two readings; other programs and other tests' values do not count."""
    times = []
    gc.disable()
    try:
        for _ in range(2):
            began = time.process_time()
            page(text)
            times.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.parametrize(
    "inside", ["<div>" * 60 + "<p>x</p>" * 9_000, "<table>" + "<td headers=a id=a class=fn>" * 9_000]
)
def test_old_classes_around_a_large_page_do_not_take_long(inside: str) -> None:
    assert least(f"<div class=vcard>{inside}") < 13 * least(f"<div class=h-card>{inside}")  # 7; 18 without the count


GOOD = (CARD + ENTRY.format(1) + ENTRY.format(2)).encode()


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=20), st.integers(0, len(GOOD)))
def test_a_damaged_page_is_read_all_the_same(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    page(bytes(data[:length]))
