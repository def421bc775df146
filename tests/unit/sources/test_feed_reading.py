"""Feeds of every kind as one plain form: what they tell, how they are known again, which dates are believed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from tests.unit.sources.payloads import MARKUP, PAYLOADS

from kithly.sources._formats.feed import Feed, FeedRefused, could_be_feed, read_feed

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
HOME = "https://ana.example"


def feed(text: str | bytes, *, content_type: str = "") -> Feed:
    data = text.encode() if isinstance(text, str) else text
    return read_feed(data, content_type=content_type, url=f"{HOME}/feed", fetched=NOW)


def rss(*items: str, head: str = "<title>Notes</title><link>https://ana.example/</link>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{body}</channel></rss>'


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<link rel="self" href="/feed"/><link href="/"/><author><name>Ana Lee</name></author>
<entry><title type="html">Tea &amp;amp; cake</title>
<link rel="enclosure" href="/a.mp3"/><link href="/tea?utm_source=feed"/>
<id>tag:ana.example,2026:1</id>
<published>2026-05-01T10:00:00+02:00</published><updated>2026-05-02T10:00:00Z</updated>
<category term="tea" label="Tea"/>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p><p>text.</p></div></content>
</entry></feed>"""
RSS = rss(
    "<title>Tea &amp;amp; cake</title><link>https://ana.example/tea?utm_source=feed</link>"
    "<guid isPermaLink='false'>tag:ana.example,2026:1</guid><pubDate>Fri, 01 May 2026 10:00:00 +0200</pubDate>"
    "<category>Tea</category><description>Short.</description>"
    "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;Long&lt;/p&gt;&lt;p&gt;text."
    "</content:encoded><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ana Lee</dc:creator>"
)
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://ana.example/"><title>Notes</title>
<link>https://ana.example/</link></channel><item rdf:about="tag:ana.example,2026:1"><title>Tea &amp;amp; cake</title>
<link>https://ana.example/tea</link><dc:date>2026-05-01T08:00:00Z</dc:date><dc:subject>Tea</dc:subject>
<dc:creator>Ana Lee</dc:creator><description>&lt;p&gt;Long&lt;/p&gt;&lt;p&gt;text.</description></item></rdf:RDF>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Notes", "home_page_url": "https://ana.example/",
    "items": [{
        "id": "tag:ana.example,2026:1", "url": "/tea?utm_source=feed", "title": "Tea &amp; cake", "summary": "Short.",
        "content_html": "<p>Long</p><p>text.", "date_published": "2026-05-01T10:00:00+02:00", "tags": ["Tea"],
        "authors": [{"name": "Ana Lee"}, {"name": "Ben"}],
    }],
})  # fmt: skip


@pytest.mark.parametrize("text", [ATOM, RSS, RDF, JSON], ids=["atom", "rss", "rdf", "json"])
def test_one_thing_is_the_same_in_every_kind_of_feed(text: str) -> None:
    told = feed(text)
    assert could_be_feed(text.encode())
    assert (told.title, told.home, told.left_out, told.problems) == ("Notes", "https://ana.example/", 0, ())
    (item,) = told.items
    assert (item.id, item.title, item.link) == ("tag:ana.example,2026:1", "Tea & cake", "https://ana.example/tea")
    assert (item.published, item.is_dated) == (datetime(2026, 5, 1, 8, tzinfo=UTC), True)
    assert (item.author, item.tags) == ("Ana Lee" if text != ATOM else "", ("Tea",))
    assert (item.content, item.excerpt) == ("Long\n\ntext.", "Long\n\ntext.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "<guid>http://www.ana.example/1/</guid><title>a</title>",
            "<guid>https://ana.example/1</guid><title>b</title>",
        ),
        ("<link>https://ana.example/1?utm_source=x</link>", "<link>http://ana.example/1</link><title>new</title>"),
        ("<guid>7</guid><link>https://ana.example/a</link>", "<guid>7</guid><link>https://ana.example/b</link>"),
    ],
)
def test_an_item_is_known_again(first: str, second: str) -> None:
    assert feed(rss(first)).items[0].id == feed(rss(second)).items[0].id


def test_what_has_neither_id_nor_address_is_known_by_title_and_date() -> None:
    one = "<title>Tea</title><pubDate>Fri, 01 May 2026 10:00:00 GMT</pubDate>"
    ids = [feed(rss(text)).items[0].id for text in (one, one + "<description>x</description>", "<title>Tea</title>")]
    assert ids[0].startswith("hash:")
    assert ids[0] == ids[1] != ids[2]


def test_an_item_that_stands_twice_is_one() -> None:
    assert len(feed(rss("<guid>1</guid><title>a</title>", "<guid>1</guid><title>a</title>")).items) == 1


@pytest.mark.parametrize(
    ("told", "published", "is_dated"),
    [
        ("Fri, 01 May 2026 10:00:00 GMT", datetime(2026, 5, 1, 10, tzinfo=UTC), True),
        ("2026-05-01", datetime(2026, 5, 1, tzinfo=UTC), True),
        ("Mon, 04 May 2026 10:00:00 GMT", NOW, True),
        ("yesterday, I think", NOW, False),
        ("Fri, 01 May 2099 10:00:00 GMT", NOW, False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", NOW, False),
        ("Wed, 14 Jun 100 10:00:00 GMT", NOW, False),
        ("Fri, 32 May 2026 25:61:00 GMT", NOW, False),
        ("", NOW, False),
    ],
)
def test_only_dates_that_can_be_true_are_the_feeds_own(told: str, published: datetime, *, is_dated: bool) -> None:
    (item,) = feed(rss(f"<title>Tea</title><pubDate>{told}</pubDate>")).items
    assert (item.published, item.is_dated) == (published, is_dated)


def test_the_newest_comes_first_and_undated_ones_last_in_their_order() -> None:
    dates = ["Fri, 01 May 2026", "", "Sat, 02 May 2026", ""]
    told = feed(rss(*(f"<title>{n}</title><pubDate>{day}</pubDate>" for n, day in enumerate(dates))))
    assert [item.title for item in told.items] == ["2", "0", "1", "3"]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ({"id": 12}, "id", "12"),
        ({"id": 1.5}, "id", "1.5"),
        ({"id": None, "url": "https://ana.example/x"}, "id", "ana.example/x"),
        ({"author": {"name": "Old Way"}}, "author", "Old Way"),
        ({"author": "Bare"}, "author", "Bare"),
        ({"authors": [{"url": "x"}, {"name": "Second"}]}, "author", "Second"),
        ({"content_text": "a < b\nc"}, "content", "a < b\nc"),
        ({"external_url": "https://b.example/"}, "link", "https://b.example/"),
        ({"date_modified": "2026-05-01T00:00:00Z"}, "is_dated", True),
        ({"date_published": 5}, "is_dated", False),
        ({"tags": ["a", 3, None, "a"]}, "tags", ("a",)),
    ],
)
def test_json_feeds_are_read_as_loosely_as_they_are_written(row: dict[str, object], field: str, value: object) -> None:
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"title": "t", **row}, 3, None]})
    told = feed(text)
    assert getattr(told.items[0], field) == value
    assert [place for place, _ in told.problems] == ["item 2", "item 3"]


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<title>Caf\u00e9</title>")[21:].encode("latin-1"),
        rss("<title>Caf\u00e9</title>").encode("utf-16"),
        b"\xef\xbb\xbf" + rss("<title>Caf\u00e9</title>").encode(),
        rss("<title>Caf\u00e9</title>")[21:].encode("cp1252"),
        rss("<title>Caf&#233;</title>").encode(),
        rss("<title>Caf&eacute;</title>").encode(),
    ],
)
def test_letters_are_those_that_were_meant(data: bytes) -> None:
    assert feed(data).items[0].title == "Caf\u00e9"


def test_the_charset_of_the_answer_is_heard() -> None:
    told = feed(rss("<title>\u0416</title>")[21:].encode("koi8-r"), content_type="text/xml; charset=koi8-r")
    assert told.items[0].title == "\u0416"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><body>x</body></html>", "no feed"), ("", "empty"), ("plain words", "no feed"), ("{}", "no feed"),
        ('{"version": "https://jsonfeed.org/version/1"', "no sound JSON"), ("{" + '"a":' * 5 + "[" * 200, "deep"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss("<title>&a;</title>")[21:], "entities of its own"),
        ("x" * (5 << 20) + "x", "larger than 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(FeedRefused, match=reason):
        feed(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<!-- <rss> --><html>", False), ("<!DOCTYPE html><p>", False),
        ("\ufeff <?xml version='1.0'?><!-- x --><rss>", True),
        ("<rdf:RDF xmlns='x'>", True), ("<atom:feed>", True), (' {"version"', True), ("", False),
    ],
)  # fmt: skip
def test_a_feed_is_told_from_a_page_by_its_first_element(text: str, *, answer: bool) -> None:
    assert could_be_feed(text.encode()) is answer


def test_ill_formed_feeds_are_read_all_the_same() -> None:
    told = feed(rss("<title>AT&T</title><link>https://a.example/?a=1&b=2</link>", "<title>b</title><br>"))
    assert {(item.title, item.link) for item in told.items} == {("AT&T", "https://a.example/?a=1&b=2"), ("b", "")}


@pytest.mark.parametrize("way", ["escaped", "cdata", "raw"])
def test_no_payload_is_markup_in_any_field_of_an_xml_feed(way: str) -> None:
    def put(payload: str) -> str:
        if way == "raw":
            return payload
        escaped = payload.replace("&", "&amp;").replace("<", "&lt;")
        return escaped if way == "escaped" else f"<![CDATA[{payload.replace(']]>', ']]&gt;')}]]>"

    fields = ("title", "link", "guid", "author", "category", "description", "pubDate", "comments")
    for payload in PAYLOADS:
        value = put(payload)
        try:
            told = feed(rss("".join(f"<{name}>{value}</{name}>" for name in fields), head=f"<title>{value}</title>"))
        except FeedRefused:
            continue  # a document type with entities
        _assert_plain(told, payload)


def test_no_payload_is_markup_in_any_field_of_a_json_feed() -> None:
    names = ("id", "url", "external_url", "title", "summary", "content_html", "content_text", "date_published")
    for payload in PAYLOADS:
        row = {**dict.fromkeys(names, payload), "tags": [payload], "authors": [{"name": payload}]}
        text = json.dumps({"version": "https://jsonfeed.org/version/1", "title": payload, "items": [row]})
        _assert_plain(feed(text), payload)


def _assert_plain(told: Feed, payload: str) -> None:
    texts = [told.title, told.author]
    for item in told.items:
        texts += [item.title, item.author, item.content, item.excerpt, *item.tags]
        assert item.link == "" or item.link.startswith(("http://", "https://"))
        assert not set(item.link) & set("<>\"'")
    assert not [text for text in texts if MARKUP.search(text)], payload
