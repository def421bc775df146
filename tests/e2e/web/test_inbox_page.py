"""The inbox as a page: what is owed by kind, settled or waved off where it stands, and what is left out for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.web.conftest import Browser, browsing

DAY = timedelta(days=1)
ASKED = "Could you send me the list of harbour cranes?"
WHO = {name: ((False, (4 + number) * DAY), (True, (300 + number) * DAY)) for number, name in enumerate(("ana", "ben"))}


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Browser]:
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
    kithly.ok("import", write_letters(tmp_path / "mail.mbox", WHO, ASKED))
    with browsing(kithly.data) as browser:
        yield browser


def test_what_is_owed_stands_with_its_words_and_is_waved_off_in_place(asked: Browser) -> None:
    page = asked.ok(asked.get("/inbox"))
    assert page.count(f"“{ASKED}”") + page.count(ASKED) >= 2
    off = re.findall(r'action="(/hello/\w+/not-reason)"', page)
    assert len(off) == 2
    after = asked.ok(asked.post(off[0], {"back": "/inbox"}))
    assert "Somebody made the effort" in after
    assert len(re.findall(r'action="/hello/\w+/not-reason"', after)) == 1


def test_a_promise_of_the_users_own_has_its_place(asked: Browser) -> None:
    with asked.network.store.reading() as kept:
        (ana,) = [row.person.id for row in kept.people.list(limit=9) if row.person.name.startswith("Ana")]
    form = {"text": "", "on": "2026-02-20", "promised": "send the drawing", "by": "2026-03-01"}
    asked.ok(asked.post(f"/people/{ana}/talked", form))
    words = asked.words("/inbox")
    assert "What you said you would do" in words
    assert "send the drawing" in words
