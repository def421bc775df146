"""Feeds made to hurt: they are refused or cut, in seconds and in bounded memory, whatever they are made of."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.sources._formats.feed import Feed, FeedRefused, read_feed
from kithly.sources._formats.feed.values import MOST_ITEMS

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
SIZE = 4_900_000  # bytes: as large as a feed may be
MOST_SECONDS = 2.0
MOST_MEMORY = 256 << 10  # kilobytes of the whole process
JSON_HEAD = b'{"version": "https://jsonfeed.org/version/1", '


def rss(body: bytes) -> bytes:
    return b"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>" + body + b"</channel></rss>"


def filled(piece: bytes, *, before: bytes = b"", after: bytes = b"") -> bytes:
    return rss(before + piece * (SIZE // len(piece)) + after)


def many(field: bytes, piece: bytes, *, each: int = 16_000) -> bytes:
    whole = b"<item><%s>%s</%s></item>" % (field, piece * (each // len(piece)), field)
    return rss(whole * min(300, SIZE // len(whole)))


ITEM = b"<item><title>Post</title><guid>%d</guid><pubDate>%02d May %d 10:00:00 GMT</pubDate></item>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a tag without end": lambda: filled(b"<a ", before=b"<item><title>"),
    "one tag": lambda: filled(b"a", before=b"<item><x a='", after=b"'/></item>"),
    "attributes": lambda: rss(b"<item><x " + b" ".join(b"a%d='1'" % n for n in range(400_000)) + b"/></item>"),
    "signs that open": lambda: b"<" * SIZE,
    "signs that open, inside": lambda: filled(b"<", before=b"<item><description>"),
    "ands": lambda: filled(b"&a", before=b"<item><description>"),
    "unknown entities": lambda: filled(b"&foo;", before=b"<item><description>"),
    "depth": lambda: filled(b"<a>", before=b"<item>"),
    "items in items": lambda: filled(b"<item>"),
    "comments": lambda: filled(b"<!--"),
    "sections": lambda: filled(b"<![CDATA["),
    "instructions": lambda: filled(b"<?a "),
    "declarations": lambda: b"<!DOCTYPE " * (SIZE // 10),
    "brackets": lambda: b"<!DOCTYPE " + b"[" * SIZE,
    "an author": lambda: filled(b"a", before=b"<item><author>", after=b"</author></item>"),
    "authors": lambda: many(b"author", b"a"),
    "addresses of authors": lambda: many(b"author", b"a.b@c-"),
    "dates": lambda: many(b"pubDate", b" 1"),
    "links": lambda: many(b"link", b"http://a/"),
    "categories": lambda: filled(b"<category>a</category>", before=b"<item>", after=b"</item>"),
    "markup": lambda: many(b"description", b"&lt;a&gt;&lt;div&gt;"),
    "tables": lambda: many(b"description", b"&lt;table&gt;a"),
    "namespaces": lambda: rss(b"".join(b"<item xmlns:a%d='http://x/%d'>" % (n, n) for n in range(150_000))),
    "broken letters": lambda: filled(b"\xc3\x28", before=b"<item><title>"),
    "other letters": lambda: filled(b"\xe9 ", before=b"<item><description>"),
    "zeros": lambda: b"\x00\xff\xfe" * (SIZE // 3),
    "wide letters": lambda: ("\ufeff<rss><channel>" + "<item><title>x</title></item>" * 80_000).encode("utf-16"),
    "JSON in depth": lambda: JSON_HEAD + b'"items": ' + b"[" * SIZE,
    "JSON objects": lambda: b'{"a":' * (SIZE // 5),
    "a JSON number": lambda: JSON_HEAD + b'"items": ' + b"9" * SIZE + b"}",
}

ALONE = """
import re, sys, time
from pathlib import Path
from tests.pace import spent
from tests.unit.sources import test_feed_hostile as hostile
began = time.process_time()
told = hostile.attempted(hostile.HOSTILE[sys.argv[1]]())
assert spent(began) < 2 * hostile.MOST_SECONDS, spent(began)
used = int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])  # its own, not its parent's
assert used < hostile.MOST_MEMORY, used
"""


def attempted(data: bytes) -> Feed | str:
    try:
        return read_feed(data, url="https://ana.example/feed", fetched=NOW)
    except FeedRefused as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_feed_takes_longer_than_two_seconds(name: str) -> None:
    data = HOSTILE[name]()
    began = time.process_time()
    attempted(data)
    assert spent(began) < MOST_SECONDS


@pytest.mark.parametrize("name", ["unknown entities", "declarations", "wide letters", "JSON in depth"])
def test_no_feed_takes_more_memory_than_a_small_machine_has(name: str) -> None:
    subprocess.run([sys.executable, "-c", ALONE, name], check=True, timeout=60)


def test_entities_are_refused_before_anything_is_parsed() -> None:
    names = "abcdefghijklmnopqrst"
    declared = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise(names))
    bomb = f'<!DOCTYPE x [<!ENTITY a "lol">{declared}]>'.encode()
    began = time.process_time()
    for text in (
        bomb,
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        b"<!DOCTYPE x [<!entity % a 'b'>]>",
    ):
        assert "entities of its own" in str(attempted(text + rss(b"<item><title>&t;&a;</title></item>")[21:]))
    assert spent(began) < 0.5


def test_of_a_hundred_thousand_items_the_newest_are_read_and_the_rest_counted() -> None:
    days = [(2000 + number % 25, 1 + number % 28) for number in range(50_000)]
    data = rss(b"".join(ITEM % (number, day, year) for number, (year, day) in enumerate(days)))
    began = time.process_time()
    told = attempted(data)
    assert spent(began) < MOST_SECONDS
    assert isinstance(told, Feed)
    assert (len(told.items), told.left_out) == (MOST_ITEMS, len(days) - MOST_ITEMS)
    newest = sorted(days, reverse=True)[:MOST_ITEMS]
    assert [(item.published.year, item.published.day) for item in told.items] == newest


@pytest.mark.parametrize("kind", ["atom", "json"])
def test_long_feeds_of_other_kinds_are_cut_to_the_newest_too(kind: str) -> None:
    days = [f"{2000 + number % 25}-05-01T10:00:00Z" for number in range(20_000)]
    if kind == "json":
        rows = [{"id": number, "title": "x", "date_published": day} for number, day in enumerate(days)]
        data = json.dumps({"version": "https://jsonfeed.org/version/1", "items": rows}).encode()
    else:
        entries = "".join(
            f"<entry><id>{n}</id><title>x</title><updated>{day}</updated></entry>" for n, day in enumerate(days)
        )
        data = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()
    told = attempted(data)
    assert isinstance(told, Feed)
    assert (len(told.items), told.left_out) == (MOST_ITEMS, 20_000 - MOST_ITEMS)
    assert {item.published.year for item in told.items} == {2024}


def test_articles_as_long_as_books_are_read_from_their_beginning() -> None:
    book = b"<p>word</p>" * 300_000
    for text in (b"<![CDATA[" + book + b"]]>", book.replace(b"<", b"&lt;")):
        told = attempted(rss(b"<item><title>x</title><description>" + text[:4_900_000] + b"</description></item>"))
        assert isinstance(told, Feed)
        assert told.items[0].excerpt.startswith("word\n\nword")
        assert len(told.items[0].excerpt) <= 2_000


GOOD = rss(b"".join(ITEM % (number, number + 1, 2026) for number in range(8)))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(GOOD)))
def test_a_damaged_feed_is_read_or_refused_and_nothing_else(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    attempted(bytes(data[:length]))


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    attempted(data)
    attempted(b"<rss><channel><item>" + data)
    attempted(JSON_HEAD + b'"items": [' + data + b"]}")
