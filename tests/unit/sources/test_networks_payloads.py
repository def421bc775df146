"""Markup that runs elsewhere, in every field of a post, an account and an event: none of it comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.contracts.networks.bluesky_server import DID, HANDLE, author, post
from tests.contracts.networks.mastodon_server import ACCOUNT, account, status
from tests.unit.sources.payloads import MARKUP, PAYLOADS

from kithly.records import Channel, Identity, IdentityKind, News, Party, Sighted
from kithly.sources._formats.networks import profile_news
from kithly.sources.bluesky import whom as bluesky
from kithly.sources.bluesky.posts import post_news
from kithly.sources.github import whom as github
from kithly.sources.github.events import Event, event_news, event_of
from kithly.sources.mastodon import whom as mastodon
from kithly.sources.mastodon.statuses import Whose, status_news

NOW = datetime.now(UTC)
# What is compared with known words, and says nothing where it is another one
KEPT = frozenset(("$type", "visibility", "state", "action", "ref_type", "type", "created_at", "createdAt", "indexedAt"))


def filled(told: Any, payload: str) -> Any:
    """Return foreign JSON with the payload in the place of every text."""
    if isinstance(told, dict):
        return {name: value if name in KEPT else filled(value, payload) for name, value in told.items()}
    if isinstance(told, list):
        return [filled(one, payload) for one in told]
    return payload if isinstance(told, str) else told


def told_with(payload: str) -> Iterator[News]:
    whole = status("1", "words", NOW, account("zita", ACCOUNT), spoiler_text="", card={"title": "t", "url": "u"},
                   media_attachments=[{"description": "d"}], tags=[{"name": "t"}])  # fmt: skip
    boost = status("2", "words", NOW, account("zita", ACCOUNT), reblog=whole)
    party = Party(name="Zita", identity=Identity(IdentityKind.MASTODON, "zita@tide.example"))
    for one in (filled(whole, payload) | {"spoiler_text": ""}, filled(boost, payload)):
        yield from of(status_news(one, Whose(host="tide.example", account=payload, party=party), NOW))
    embed = {"external": {"uri": "u", "title": "t", "description": "d"}, "images": [{"alt": "a"}]}
    item = post(f"at://{DID}/x/y", "words", NOW, author(DID, HANDLE, "Zita"), embed=embed, tags=["t"])
    yield from of(post_news(filled(item, payload), party, payload, NOW))
    for kind, inner in EVENTS.items():
        event = event_of({"type": kind, "actor": {"login": "zita"}, "repo": {"name": "a/b"}, "id": payload,
                          "payload": filled(inner, payload)}, "zita", NOW)  # fmt: skip
        if isinstance(event, Event):
            yield from of(event_news(event, party, "zita"))
    for after in (
        mastodon.profile_of(filled(account("zita", "1", fields=[{"name": "n", "value": "v"}]), payload), "x"),
        bluesky.profile_of({"description": payload, "website": payload}),
        github.profile_of(dict.fromkeys(("name", "company", "location", "bio", "blog"), payload)),
    ):
        news = profile_news({"bio": "before"}, after, party, channel=Channel.WEB, url="", now=NOW)
        if isinstance(news, Sighted):
            yield from of(news.record)
    names = (
        mastodon.party_of({"display_name": payload}, "a@b.example"),
        bluesky.party_of({"displayName": payload}, DID),
    )
    assert not any(MARKUP.search(one.name) for one in names)


EVENTS: dict[str, dict[str, Any]] = {
    "ReleaseEvent": {"action": "published", "release": {"tag_name": "t", "name": "n", "body": "b", "html_url": "u"}},
    "CreateEvent": {"ref_type": "repository", "description": "d"},
    "PullRequestEvent": {"action": "merged", "number": 1, "pull_request": {"title": "t", "user": {"login": "l"}}},
    "IssueCommentEvent": {"comment": {"body": "b", "html_url": "u"}, "issue": {"number": 1, "title": "t"}},
}


def of(found: object) -> Iterator[News]:
    if isinstance(found, News):
        yield found


@pytest.mark.parametrize("number", range(0, len(PAYLOADS), 20))
def test_no_payload_is_markup_afterwards(number: int) -> None:
    counted = 0
    for payload in list(PAYLOADS)[number : number + 20]:
        for news in told_with(payload):
            counted += 1
            texts = [news.text, news.excerpt, news.author, news.company, news.place, news.url, *news.topics]
            assert not [one for one in texts if MARKUP.search(one)]
            assert not news.url or re.match(r"https?://", news.url)
    assert counted
