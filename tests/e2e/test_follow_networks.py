"""Following an account of a real protocol, from the yes to the feed; hostile words on the way harm nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.contracts.networks.bluesky_server import BlueskyServer
from tests.contracts.networks.github_server import GitHubServer
from tests.contracts.networks.mastodon_server import MastodonServer
from tests.contracts.networks.serving import Fake, Said, serving
from tests.e2e.account_shapes import ACCOUNTS, SYNC
from tests.e2e.conftest import Kithly
from tests.e2e.feed_shapes import FEED
from tests.e2e.follow_shapes import FOLLOWED
from tests.e2e.hostile_words import payloads
from tests.e2e.shapes import misfits

from kithly.history.followable import account_kind, followable_identity
from kithly.records import Identity, IdentityKind

HANDLE = "@zita@tide.example"


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    with serving(MastodonServer()) as running:
        assert isinstance(running, MastodonServer)
        yield running


@pytest.fixture
def met(kithly: Kithly) -> Kithly:
    """Return a network that knows Zita, as of now: a server tells of today."""
    today = replace(kithly, now=datetime.now(UTC))
    today.ok("met", "Zita Quill")
    return today


def follow(met: Kithly, server: MastodonServer, *more: str) -> Any:
    place = ("--server", f"127.0.0.1:{server.port}", "--security", "none")
    return met("follow", "zita", HANDLE, *place, "--json", *more)


def test_an_account_is_followed_read_and_in_the_feed_of_its_person(met: Kithly, server: MastodonServer) -> None:
    server.publish("Night ferries, and what they carry", days_ago=1)
    ran = follow(met, server)
    assert ran.code == 0, ran
    assert misfits(ran.json, FOLLOWED) == []
    assert (ran.json["account"]["kind"], ran.json["person"]["name"]) == ("mastodon", "Zita Quill")
    view = met.view("sync")
    assert misfits(view, SYNC) == []
    assert view["totals"]["new"] == 1
    feed = met.view("feed")
    assert misfits(feed, FEED) == []
    (item,) = feed["items"]
    assert (item["person"]["name"], item["channel"]) == ("Zita Quill", "mastodon")
    assert "Night ferries" in item["title"]
    assert misfits(met.view("account", "list", "--kind", "mastodon"), ACCOUNTS) == []


def test_it_is_not_asked_again_at_the_next_hour_and_says_so_in_a_sentence(met: Kithly, server: MastodonServer) -> None:
    server.publish("One", days_ago=1)
    follow(met, server)
    met.ok("sync")
    asked = len(server.asked)
    told = met.ok("sync", now=met.now + timedelta(hours=1))
    assert len(server.asked) == asked
    assert "Not asked again before" in told
    met.ok("sync", now=met.now + timedelta(hours=5))
    assert len(server.asked) > asked


def test_a_server_that_fails_is_one_sentence_and_nothing_is_lost(met: Kithly, server: MastodonServer) -> None:
    server.publish("One", days_ago=1)
    follow(met, server)
    met.ok("sync")
    server.always["/statuses"] = Said(status=503)
    ran = met("sync", now=met.now + timedelta(hours=5))
    assert ran.code == 3
    assert "Traceback" not in ran.out + ran.err
    assert len(met.view("feed")["items"]) == 1


def test_unfollowing_is_removing_the_account_and_undo_brings_it_back(met: Kithly, server: MastodonServer) -> None:
    follow(met, server)
    met.ok("account", "remove", HANDLE)
    assert met.view("follow")["following"] == []
    met.ok("undo")
    assert [one["address"] for one in met.view("follow")["following"]] == [HANDLE]


def test_hostile_posts_reach_no_terminal_and_no_page(met: Kithly, server: MastodonServer) -> None:
    for number, words in enumerate(payloads()):
        if number % 8 == 0:
            card = {"url": words, "title": words, "description": words}
            server.publish(words, days_ago=1, card=card, url=words, tags=[{"name": words}], spoiler_text=words)
    server.member["display_name"] = "\x1b[31mZita\u202e"
    follow(met, server)
    met.ok("sync")
    told = met.ok("feed", "--limit", "500")
    assert not {one for one in told if not one.isprintable() and one != "\n"}
    for item in met.view("feed", "--all", "--limit", "500")["items"]:
        assert item["url"] == "" or item["url"].startswith(("https://", "http://"))
        assert all(item[name].isprintable() for name in ("title", "text", "author", "said"))


@pytest.mark.parametrize("kind", [MastodonServer, BlueskyServer, GitHubServer])
def test_what_is_suggested_of_an_identity_is_what_its_source_understands(met: Kithly, kind: type[Fake]) -> None:
    name, _, value = kind.identity.partition(":")
    found = followable_identity(Identity(IdentityKind(name), value))
    assert found is not None
    assert found.kind == account_kind(found.address) or found.address.startswith("did:")
    with serving(kind()) as running:
        running.publish("Night ferries, and what they carry", days_ago=1)
        place = ("--server", f"127.0.0.1:{running.port}", "--security", "none", "--as", found.kind)
        ran = met("follow", "zita", found.address, *place, "--json")
        assert ran.code == 0, ran
        assert met.view("sync")["totals"]["new"] >= 1
    assert {one["person"]["name"] for one in met.view("feed", "--all")["items"]} == {"Zita Quill"}
