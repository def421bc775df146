"""Settings of programs: a token is shown once, and taken away for good."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.passes.checking import check_pass
from kithly.app.passes.keeping import list_passes

PAGE = "/settings/programs"
TOKEN = re.compile(r"kithly_[\w-]{43}")


def test_a_token_is_made_shown_once_and_taken_away(browser: Browser) -> None:
    assert "No program may ask." in browser.words(PAGE)
    fields: dict[str, str | list[str]] = {"name": "Status line", "scope": ["read", "write"], "days": "30"}
    made = browser.ok(browser.post(PAGE, fields))
    token = TOKEN.findall(made)
    assert len(token) == 1
    found = check_pass(browser.network, token[0])
    assert found is not None
    assert (found.name, found.scopes) == ("Status line", ("read", "write"))
    listed = browser.ok(browser.get(PAGE))
    assert "Status line may read, write until" in words_of(listed)
    assert not TOKEN.search(listed)
    gone = browser.ok(browser.post(f"{PAGE}/revoke", program=found.id))
    assert "Status line may come in no more." in words_of(gone)
    assert "Status line : taken away." in words_of(gone)
    assert 'class="toast"' not in gone or "/undo" not in gone
    assert check_pass(browser.network, token[0]) is None


def test_the_page_of_a_token_is_kept_by_no_browser(browser: Browser) -> None:
    answer = browser.post(PAGE, {"name": "x", "scope": "read"})
    assert answer.headers["cache-control"] == "no-store"
    assert "hx-" not in browser.ok(browser.get(PAGE)).split(f'action="{PAGE}"')[1].split(">")[0]


def test_what_makes_no_pass_is_told_in_a_sentence(browser: Browser) -> None:
    for fields in ({"name": "", "scope": "read"}, {"name": "x"}, {"name": "x", "scope": "all"}):
        browser.post(PAGE, dict(fields))
        assert not list_passes(browser.network).passes
    assert "A pass needs a scope." in words_of(browser.ok(browser.post(PAGE, name="x", back=PAGE)))
