"""What a phone on a slow line waits for before it shows the first words (`benchmarks/paint.py` takes the time)."""

from __future__ import annotations

import gzip
import re

import pytest
from tests.e2e.web.conftest import Browser

MOST_SHEETS = 1  # on the pages of every day; a page with pictures of its own has one more
MOST_BYTES = 14 << 10  # what a server may send before the first acknowledgement (RFC 6928), some 14 kB
PAGES = ("/today", "/inbox", "/people", "/search", "/start", "/settings", "/changes")
_SHEET = re.compile(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"')
_SCRIPT = re.compile(r"<script[^>]*>")
_FONT = re.compile(rb"url\(([^)]+\.woff2)\)")


def sheets(browser: Browser, path: str) -> list[str]:
    """Return the addresses of a page's style sheets."""
    return _SHEET.findall(browser.ok(browser.get(path)))


@pytest.mark.parametrize("path", PAGES)
def test_one_small_file_stands_before_the_first_words(browser: Browser, path: str) -> None:
    page = browser.ok(browser.get(path))
    found = _SHEET.findall(page)
    assert len(found) == MOST_SHEETS
    assert len(packed(browser, found[0])) < MOST_BYTES
    assert all("defer" in script for script in _SCRIPT.findall(page))
    assert "@import" not in browser.get(found[0]).text


def test_pages_with_pictures_of_their_own_bring_one_sheet_more(browser: Browser) -> None:
    for path in ("/network", "/years", "/feed"):
        assert len(sheets(browser, path)) <= MOST_SHEETS + 1


def test_fonts_wait_for_the_words_and_are_found_from_the_one_sheet(browser: Browser) -> None:
    page = browser.ok(browser.get("/today"))
    assert 'rel="preload"' not in page  # they would take the line from the sheet
    [sheet] = _SHEET.findall(page)
    text = browser.get(sheet).content
    fonts = {name.decode() for name in _FONT.findall(text)}
    assert text.count(b"font-display: swap") == text.count(b"@font-face") > 3
    assert {browser.get(sheet.rpartition("/")[0] + "/" + name).status_code for name in fonts} == {200}


@pytest.mark.parametrize("name", ["paper.css", "kithly.js", "vendor/htmx.min.js", "vendor/icons.svg"])
def test_files_are_sent_packed_to_whoever_can_unpack_them(browser: Browser, name: str) -> None:
    plain = browser.client.get(f"/static/any/{name}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert browser.get(f"/static/any/{name}").content == plain.content
    assert len(packed(browser, f"/static/any/{name}")) < len(plain.content) / 2
    assert plain.headers["vary"] == "accept-encoding"


def test_pages_are_not_packed(browser: Browser) -> None:  # beside a secret, a length tells too much
    assert "content-encoding" not in browser.get("/today").headers


def packed(browser: Browser, path: str) -> bytes:
    """Return a file as it crosses the line."""
    with browser.client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw)
    return raw
