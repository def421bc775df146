"""A book pasted into a hello is refused with a sentence, and every page goes on."""

from __future__ import annotations

import re

import pytest
from tests.e2e.web.conftest import Browser, words_of

BOOK = "a boat and a crane. " * 50_000


@pytest.mark.parametrize("way", ["weigh", "keep", "send", "model"])
def test_far_too_many_words_stop_no_page(browser: Browser, way: str) -> None:
    found = re.search(r'data-touch="(\w+)"', browser.get("/today").text)
    assert found is not None
    touch = found[1]
    answer = browser.post(f"/hello/{touch}/{way}", {"text": BOOK, "door": "email"})
    assert "that is no message" in words_of(answer.text)
    for page in (f"/hello/{touch}", "/today", f"/today?open={touch}"):
        assert browser.get(page).status_code == 200, page
