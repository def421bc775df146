"""The public test pages of microformats: all go through, and what we read of them is what stands beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.unit.sources.payloads import MARKUP

from kithly.sources._formats.page import read_page
from kithly.sources._formats.page.marked import card_of, every, marked, text_of
from kithly.sources._formats.webtext import plain_line, web_address

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
URL = "http://example.com/"
FIELDS = (
    "name",
    "org",
    "note",
    "job-title",
    "role",
    "locality",
    "published",
    "updated",
    "author",
    "summary",
    "content",
)

# Where we read otherwise than the page beside it says, and why.
PARSER = "mf2py itself reads the old classes otherwise"
BASE = "the base of a page is read with its head, which is not looked at here"
DIFFERING = {
    "microformats-v1/hresume/affiliation": PARSER,
    "microformats-v1/hresume/contact": PARSER,
    "microformats-v1/hresume/education": PARSER,
    "microformats-v1/hresume/work": PARSER,
    "microformats-v1/hreview/vcard": PARSER,
    "microformats-v1/includes/hcarditemref": PARSER,
    "microformats-v2/h-card/baseurl": BASE,
    "microformats-v2/h-card/relativeurlsempty": BASE,
    "microformats-v2/h-card/impliedphoto": "a name that only a picture in an object bears is not read",
    "microformats-v2/h-entry/u-property": "the address of an object is not read",
    "microformats-v2/h-entry/urlincontent": "the address of a picture is no text",
}


def pages(corpora: Path) -> Iterator[Path]:
    yield from sorted((corpora / "microformats").rglob("*.html"))


def test_every_public_page_goes_through_and_leaves_no_markup(corpora: Path) -> None:
    read = 0
    for path in pages(corpora):
        told = read_page(path.read_bytes(), url=URL, fetched=NOW)
        texts = [told.title, told.description, told.site, told.author]
        for card in told.cards:
            texts += [card.name, card.organisation, card.title, card.place, card.note]
            assert all(url.startswith(("http://", "https://")) for url in card.urls)
        for item in told.posts.items if told.posts else ():
            texts += [item.title, item.content, item.excerpt, item.author, *item.tags]
        assert not [text for text in texts if MARKUP.search(text)], path
        read += 1
    assert read > 60


def test_people_and_posts_are_those_that_stand_beside_the_pages(corpora: Path) -> None:
    compared, differing = 0, {}
    for path in pages(corpora):
        beside = path.with_suffix(".json")
        if not beside.exists():
            continue
        compared += 1
        ours = _told(marked(path.read_text("utf-8"), url=URL))
        theirs = _told(json.loads(beside.read_text("utf-8"))["items"])
        if ours != theirs:
            name = f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"
            differing[name] = [(one, two) for one, two in zip(ours, theirs, strict=False) if one != two] or (
                ours,
                theirs,
            )
    assert compared > 60
    assert differing.keys() == DIFFERING.keys(), differing


def _told(items: Any) -> list[tuple[str, dict[str, str]]]:
    """Return the fields we read of all people and posts."""
    kinds = ("h-card", "h-entry", "h-feed")
    return [(kind, _fields(one)) for kind in kinds for one in every(items, kind)]


def _fields(one: Mapping[str, Any]) -> dict[str, str]:
    card = card_of(one)
    urls = " ".join(card.urls) if card else web_address(text_of(one, "url"), base=URL)
    told = {name: plain_line(text_of(one, name)) for name in FIELDS}
    return {name: value for name, value in {**told, "url": urls}.items() if value}
