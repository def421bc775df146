"""Public feeds of three readers' tests: all go through, none leaves markup, and what is expected of them is met."""

from __future__ import annotations

import ast
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import struct_time

from tests.pace import spent
from tests.unit.sources.payloads import MARKUP

from kithly.sources._formats.feed import Feed, FeedItem, FeedRefused, read_feed
from kithly.sources._formats.feed.moments import believed, of_struct
from kithly.sources._formats.webtext import address_key, plain, plain_line, web_address

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
URL = "https://feeds.example/feed"
MOST_REFUSED = 11
MOST_SECONDS = 20.0  # CPU seconds for all of them; they take one

EXPECT = re.compile(
    r"Expect:\s+(?:not bozo and )?(?P<where>feed|entries\[0\])"
    r"(?P<path>(?:\[(?:'\w+'|\d)\])+) == u?(?P<value>['\"(].*)$",
    re.MULTILINE,
)
FIELDS = {  # what another reader calls what we read, and what we call it
    ("feed", "['title']"): "title", ("feed", "['link']"): "home",
    ("entries[0]", "['title']"): "title", ("entries[0]", "['link']"): "link", ("entries[0]", "['guid']"): "id",
    ("entries[0]", "['id']"): "id", ("entries[0]", "['summary']"): "excerpt",
    ("entries[0]", "['description']"): "excerpt",
    ("entries[0]", "['content'][0]['value']"): "content", ("entries[0]", "['author_detail']['name']"): "author",
    ("entries[0]", "['published_parsed']"): "published", ("entries[0]", "['updated_parsed']"): "updated",
    ("entries[0]", "['tags'][0]['term']"): "tags", ("entries[0]", "['title_detail']['value']"): "title",
    ("entries[0]", "['summary_detail']['value']"): "excerpt",
}  # fmt: skip

REFUSED = {
    "doctype_contains_entity_decl.xml": "entities of its own",
    "entity_in_doctype.xml": "entities of its own",
    "empty_feed.xml": "empty",
    "invalid.json": "no feed",
    "unknown.json": "no feed",
    "rss_empty_document.xml": "no feed",
    # CDF, which nobody has written since 1999: without an item its root says nothing
    "channel_abstract_map_description.xml": "no feed",
    "channel_abstract_map_tagline.xml": "no feed",
    "channel_href_map_link.xml": "no feed",
    "channel_href_map_links.xml": "no feed",
    "channel_lastmod.xml": "no feed",
    "channel_lastmod_parsed.xml": "no feed",
    "channel_title.xml": "no feed",
}


def files(corpora: Path) -> Iterator[Path]:
    for path in sorted((corpora / "feeds").rglob("*")):
        if path.is_file() and path.suffix != ".html":
            yield path


@cache
def read(path: Path) -> Feed | str:
    try:
        return read_feed(path.read_bytes(), url=URL, fetched=NOW)
    except FeedRefused as refusal:
        return str(refusal)


def test_every_public_feed_goes_through_in_time(corpora: Path) -> None:
    began = time.process_time()
    told = {path: read(path) for path in files(corpora)}
    refused = {path: reason for path, reason in told.items() if isinstance(reason, str)}
    assert len(told) >= 900
    assert {path.name for path in refused} <= REFUSED.keys(), refused
    assert all(REFUSED[path.name] in reason for path, reason in refused.items()), refused
    assert len(refused) <= MOST_REFUSED
    assert spent(began) < MOST_SECONDS


def test_no_text_of_a_public_feed_holds_markup(corpora: Path) -> None:
    for path in files(corpora):
        told = read(path)
        if isinstance(told, str):
            continue
        texts = [told.title, told.author, *told.authors]
        for item in told.items:
            texts += [item.title, item.content, item.excerpt, *item.tags]
            assert item.link == "" or item.link.startswith(("http://", "https://")), path
        assert not [text for text in texts if MARKUP.search(text)], path


def test_what_other_readers_expect_of_their_feeds_is_read(corpora: Path) -> None:
    asked, differing = Counter[str](), {}
    for path in files(corpora):
        found = EXPECT.search(path.read_bytes()[:4_000].decode("utf-8", "replace"))
        told = read(path)
        field = FIELDS.get((found["where"], found["path"])) if found else None
        if found is None or field is None or isinstance(told, str):
            continue
        wanted = _literal(found["value"].strip())
        if wanted is None:
            asked["no plain value"] += 1
            continue
        whole: Feed | FeedItem | None = told if found["where"] == "feed" else next(iter(told.items), None)
        if whole is None:
            asked["says nothing else"] += 1  # an author or a date alone is no item to us
            continue
        asked["compared"] += 1
        ours, theirs = _ours(whole, field), _theirs(field, wanted)
        if ours != theirs:
            differing[path.relative_to(corpora / "feeds").as_posix()] = (field, ours, theirs)
    assert asked["compared"] > 150
    assert {name.rpartition("/")[2] for name in differing} <= DIFFERING.keys(), differing


DIFFERING = {
    "entry_content_and_summary.xml": "the excerpt is the longer of summary and content",
    **dict.fromkeys(
        ("http_channel_link_base_content_location.xml", "http_channel_link_base_docuri.xml",
         "http_entry_id_base_content_location.xml", "http_entry_id_base_docuri.xml",
         "http_item_link_base_content_location.xml", "http_item_link_base_docuri.xml"),
        "relative to an address that only their own test server tells",
    ),
}  # fmt: skip


def _literal(text: str) -> object:
    """Return a value; None for what is reckoned or joined with other conditions."""
    try:
        value: object = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return value


def _ours(whole: Feed | FeedItem, field: str) -> object:
    value = getattr(whole, field)
    return value[0] if field == "tags" and value else value


def _theirs(field: str, wanted: object) -> object:
    """Return what another reader expects, in the form in which we keep it."""
    if isinstance(wanted, tuple):
        return believed(of_struct(struct_time(wanted)), fetched=NOW)
    text = str(wanted)
    if field in {"link", "home"}:
        return web_address(text, base=URL)
    if field == "id":
        return address_key(text) or text
    return plain(text) if field in {"content", "excerpt"} else plain_line(text)


def test_the_full_feeds_of_another_reader_are_read_in_full(corpora: Path) -> None:
    folder = corpora / "feeds" / "lemon24+reader" / "tests" / "data"
    told = {name: read(folder / name) for name in ("full.atom", "full.rss", "full.json")}
    items = {name: [item.id for item in one.items] for name, one in told.items() if isinstance(one, Feed)}
    assert {name: len(ids) for name, ids in items.items()} == {"full.atom": 2, "full.rss": 2, "full.json": 2}
    whole = told["full.json"]
    assert isinstance(whole, Feed)
    assert (whole.title, whole.home, whole.author) == ("My Example Feed", "https://example.org/", "Joe")
    assert [(item.id, item.link, item.author) for item in whole.items] == [
        ("2", "https://example.org/second-item", ""),
        ("1", "https://example.org/initial-post", "Jane"),
    ]


def test_relative_addresses_are_made_whole(corpora: Path) -> None:
    folder = corpora / "feeds" / "lemon24+reader" / "tests" / "data"
    for name in ("relative.atom", "relative.rss"):
        told = read(folder / name)
        assert isinstance(told, Feed)
        assert all(item.link.startswith(("http://", "https://")) for item in told.items)
