"""An account of one's own is let publish from the browser: its token is tried, and stands on no page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.networks.serving import serving
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.accounts.publisher import publisher_of
from kithly.testing.channels import CANARY


@pytest.fixture
def home() -> Iterator[MastodonHome]:
    with serving(MastodonHome()) as running:
        assert isinstance(running, MastodonHome)
        yield running


def asked(home: MastodonHome) -> dict[str, str | list[str]]:
    server = f"127.0.0.1:{home.port}"
    return {"kind": "mastodon", "address": "@me@tide.example", "server": server, "security": "none", "own": "yes"}


def test_it_says_where_the_token_is_made_then_tries_and_keeps_it(stranger: Browser, home: MastodonHome) -> None:
    page = stranger.ok(stranger.post("/accounts/find", asked(home)))
    assert "Choose New application" in page or "New application" in words_of(page)
    assert "let Kithly publish by it" in words_of(page)
    done = stranger.ok(stranger.post("/accounts/add", {**asked(home), "secret": CANARY}))
    assert "Kithly publishes as @me@tide.example" in words_of(done)
    assert CANARY not in done
    with stranger.network.store.reading() as kept:
        assert publisher_of(kept, "mastodon") is not None


def test_a_token_that_is_not_taken_is_told_beside_the_form_and_nothing_is_kept(
    stranger: Browser, home: MastodonHome
) -> None:
    page = stranger.ok(stranger.post("/accounts/add", {**asked(home), "secret": "another-token"}))
    assert 'role="alert"' in page
    with stranger.network.store.reading() as kept:
        assert publisher_of(kept, "mastodon") is None


def test_only_networks_it_publishes_at_are_asked(stranger: Browser) -> None:
    page = stranger.ok(stranger.post("/accounts/find", {"kind": "imap", "address": "me@example.org", "own": "yes"}))
    assert "publishes at Mastodon and Bluesky alone" in words_of(page)
