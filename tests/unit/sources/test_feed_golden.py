"""Feeds and a page of our own making, with the news they hold beside them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kithly.sources import Account
from kithly.sources._formats.feed import Feed, read_feed
from kithly.sources._formats.page import read_page
from kithly.sources.feed.publishing import Publishing

GOLDEN = Path(__file__).parents[2] / "golden" / "feed"
ON = datetime(2026, 8, 1, tzinfo=UTC)
WHOSE = {"notes.atom": "zita", "house.rss": "zita", "notes.json": "", "page.html": "zita"}


def told_by(path: Path) -> dict[str, Any]:
    data, url = path.read_bytes(), "https://zita.example/"
    page = read_page(data, url=url, fetched=ON) if path.suffix == ".html" else None
    feed = page.posts if page else read_feed(data, url=url, fetched=ON)
    assert isinstance(feed, Feed)
    settings = {"person": WHOSE[path.name], "identity": "url:https://zita.example"}
    account = Account(kind="feed", address="https://zita.example/", settings=settings)
    owner = page.owner.name if page and page.owner else ""
    publishing = Publishing(account=account, feed=feed, now=ON, is_first=True, owner=owner)
    news = [asdict(publishing.news(item)) for item in feed.items]
    plain = [{name: value for name, value in one.items() if value not in ("", (), None, 0)} for one in news]
    told = {"title": feed.title, "home": feed.home, "problems": feed.problems, "news": plain}
    return json.loads(json.dumps(told, default=str))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", sorted(WHOSE))
def test_a_sample_holds_the_news_beside_it(name: str) -> None:
    expected = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    assert told_by(GOLDEN / name) == expected


def test_every_sample_has_its_news() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*WHOSE, *(f"{name}.json" for name in WHOSE)}


def test_what_is_new_has_one_key_wherever_its_feed_moves() -> None:
    told = told_by(GOLDEN / "notes.atom")["news"]
    assert len({one["key"] for one in told}) == len(told)
    assert all(one["key"].startswith("feed|") for one in told)
