"""Following a page: its feed is found by itself, its posts stand in the feed, and one that is broken stops no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.feed_shapes import FEED
from tests.e2e.follow_shapes import FOLLOW, FOLLOWED
from tests.e2e.hostile_words import payloads
from tests.e2e.shapes import misfits
from tests.unit.sources.feed_server import Site, rss, site

HOME = """<html><head><title>Zita Quill</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="me" href="https://github.com/zita-q"><a rel="me" href="https://pots.example/@zita">me</a></head></html>"""
TODAY = datetime.now(UTC)


def item(title: str, *, days: int = 1, link: str = "", text: str = "") -> str:
    when = (TODAY - timedelta(days=days)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    place = f"/{link or title.replace(' ', '-')}"
    head = f"<title>{title}</title><link>{place}</link><pubDate>{when}</pubDate>"
    return f"{head}<description>{text}</description>"


@pytest.fixture
def met(kithly: Kithly) -> Kithly:
    """Return a network that knows Zita, as of now."""
    today = replace(kithly, now=TODAY)
    today.ok("met", "Zita Quill")
    return today


def follow(met: Kithly, told: Site, path: str = "/", who: str = "zita") -> Any:
    ran = met("follow", who, f"{told.url}{path}", "--set", "private=yes", "--json")
    assert ran.code == 0, ran
    return ran.json


def test_a_page_leads_to_its_feed_and_that_into_the_feed_of_its_person(met: Kithly) -> None:
    with site({"/": HOME, "/feed.xml": rss(item("Night ferries", text="What they carry"))}) as told:
        view = follow(met, told)
        met.ok("sync")
        asked = list(told.asked)
        met.ok("feed")
        assert told.asked == asked
    assert misfits(view, FOLLOWED) == []
    assert asked == ["/", "/feed.xml", "/feed.xml"]
    assert {one["address"] for one in view["suggestions"]} == {"https://github.com/zita-q", "@zita@pots.example"}
    feed = met.view("feed")
    assert misfits(feed, FEED) == []
    (one,) = feed["items"]
    assert (one["person"]["name"], one["title"], one["text"]) == ("Zita Quill", "Night ferries", "What they carry")
    listed = met.view("follow")
    assert misfits(listed, FOLLOW) == []
    assert {one["proof"] for one in listed["suggestions"]} == {"one way"}


def test_an_interest_of_ones_own_is_added_without_saying_what_it_is(met: Kithly) -> None:
    with site({"/feed.xml": rss(item("Kilns of today"))}) as told:
        ran = met("account", "add", f"{told.url}/feed.xml", "--set", "private=yes")
        assert ran.code == 0, ran
        met.ok("sync")
    (one,) = met.view("feed")["items"]
    assert (one["person"], one["title"]) == (None, "Kilns of today")


def test_a_broken_page_is_one_sentence_and_stops_no_other(met: Kithly) -> None:
    with site({"/a.xml": rss(item("One")), "/b.xml": rss(item("Two")), "/c.xml": rss(item("Three"))}) as told:
        for name in "abc":
            follow(met, told, f"/{name}.xml")
        told.pages["/b.xml"] = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        words = met.ok("sync")
    assert "Of 3 followed pages, 2 had something new, 1 could not be read." in " ".join(words.split())
    assert words.count("b.xml") == 1
    assert {one["title"] for one in met.view("feed")["items"]} == {"One", "Three"}


def test_hostile_feeds_reach_no_terminal_and_no_page(met: Kithly) -> None:
    told_items = [item(f"<![CDATA[{words}]]>", link=str(place), text=f"<![CDATA[{words}]]>")
                  for place, words in enumerate(payloads()[::6]) if "]]>" not in words]  # fmt: skip
    clean = [one for one in told_items if all(letter.isprintable() or letter in "\n\t" for letter in one)]
    with site({"/feed.xml": rss(*clean, title="&lt;script&gt;hit()&lt;/script&gt;")}) as told:
        follow(met, told, "/feed.xml")
        met.ok("sync")
    words = met.ok("feed", "--limit", "500")
    assert not {one for one in words if not one.isprintable() and one != "\n"}
    view = met.view("feed", "--all", "--limit", "500")
    assert view["total"] > 20
    for one in view["items"]:
        assert one["url"] == "" or one["url"].startswith(("http://", "https://"))
        assert all(one[name].isprintable() for name in ("title", "text", "author", "said"))


def test_an_entity_bomb_is_refused_in_a_sentence_and_nothing_is_kept(met: Kithly) -> None:
    doctype = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    bomb = f'{doctype}<rss version="2.0"><channel><title>&b;</title></channel></rss>'
    with site({"/feed.xml": bomb}) as told:
        ran = met("follow", "zita", f"{told.url}/feed.xml", "--set", "private=yes")
    assert ran.code in {1, 3}
    assert "Traceback" not in ran.err
    assert met.view("account", "list")["accounts"] == []
