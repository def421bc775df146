"""Reading a page that was found: only when switched on, once, guarded; kept with its day, and taken back whole."""

from __future__ import annotations

import json

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.hostile_words import payloads
from tests.unit.transport.servers import answering, said

PAGE = """<!doctype html><html><head><title>Night ferries &amp; more</title>
<meta name="description" content="What they carry, and for whom.">
<meta name="author" content="{author}">
{published}
</head><body><h1>Night ferries</h1></body></html>"""
DATED = '<meta property="article:published_time" content="2026-02-20T08:00:00Z">'


def page(*, author: str = "Zita Quill", published: str = DATED) -> bytes:
    body = PAGE.format(author=author, published=published).encode()
    return said("200 OK", "Content-Type: text/html; charset=utf-8", body=body)


@pytest.fixture
def met(kithly: Kithly) -> Kithly:
    kithly.ok("met", "Zita Quill")
    return kithly


def switch_on(met: Kithly, *, own: bool = True) -> None:
    hosts = 'own_hosts = ["127.0.0.1"]\n' if own else ""
    (met.data / "settings.toml").write_text(f"[network]\nread_pages = true\n{hosts}", "utf-8")


def test_nothing_is_asked_unless_it_is_switched_on(met: Kithly) -> None:
    with answering(page()) as server:
        met.ok("found", "zita", f"{server.url}/night")
    assert server.asked == []


def test_a_page_is_read_once_and_its_title_and_day_are_kept(met: Kithly) -> None:
    switch_on(met)
    with answering(page()) as server:
        done = met.view("found", "zita", f"{server.url}/night")
    assert len(server.asked) == 1
    assert set(done) == {"schema", "change", "text", "person"}
    assert "The page is called “Night ferries & more”, of 20 February 2026." in done["text"]
    (news,) = met.view("person", "zita")["news"]
    assert (news["kind"], news["quote"], news["source"]) == ("post", "Night ferries & more", "self")
    (item,) = met.view("feed")["items"]
    assert (item["title"], item["text"]) == ("Night ferries & more", "What they carry, and for whom.")
    assert met.view("changes")["changes"][0]["kind"] == "found"
    met.ok("undo")
    assert met.view("person", "zita")["news"] == []
    assert met.view("feed")["items"] == []
    checks = {one["name"]: one["ok"] for one in met("doctor", "--json").json["checks"]}
    assert checks["consistency"]
    assert checks["imports"]


def test_a_page_by_somebody_else_only_names_them(met: Kithly) -> None:
    switch_on(met)
    with answering(page(author="Ben Other")) as server:
        met.ok("found", "zita", f"{server.url}/night")
    assert [one["kind"] for one in met.view("person", "zita")["news"]] == ["alert"]


def test_a_page_without_a_day_is_no_news_but_its_title_goes_with_the_link(met: Kithly) -> None:
    switch_on(met)
    with answering(page(published="")) as server:
        met.ok("found", "zita", f"{server.url}/2f9c")
    assert met.view("person", "zita")["news"] == []
    assert met.view("feed")["items"][0]["title"] == "Night ferries & more"


def test_a_machine_inside_the_network_is_not_asked_because_somebody_pasted_its_address(met: Kithly) -> None:
    switch_on(met, own=False)
    with answering(page()) as server:
        told = met.ok("found", "zita", f"Night ferries {server.url}/night")
    assert server.asked == []
    assert "The page could not be read" in " ".join(told.split())
    assert len(met.view("feed")["items"]) == 1


def test_linkedin_is_never_asked(met: Kithly) -> None:
    switch_on(met)
    told = met.ok("found", "zita", "https://www.linkedin.com/posts/zita-quill_night-ferries")
    assert "could not be read" not in told
    with answering(said("302 Found", "Location: https://www.linkedin.com/posts/x")) as server:
        told = met.ok("found", "zita", f"{server.url}/short")
    assert "never asks" in " ".join(told.split())


@pytest.mark.parametrize(
    "answer",
    [
        said("404 Not Found"),
        said("200 OK", "Content-Type: application/pdf", body=b"%PDF"),
        said("200 OK", "Content-Type: text/html", body=b""),
        b"nonsense",
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_the_link_is_kept_all_the_same(met: Kithly, answer: bytes) -> None:
    switch_on(met)
    with answering(answer) as server:
        told = met.ok("found", "zita", f"Night ferries {server.url}/again")
    assert "page" in told
    assert "Traceback" not in told
    assert len(met.view("feed")["items"]) == 1


def test_a_hostile_page_is_plain_words(met: Kithly) -> None:
    switch_on(met)
    for words in payloads()[::9]:
        body = f'<title>{words}</title><meta name=description content="{words}">{DATED}<p>x'.encode()
        with answering(said("200 OK", "Content-Type: text/html", body=body)) as server:
            met("found", "zita", f"{server.url}/p")
    told = met.ok("feed", "--all", "--limit", "200") + met.ok("person", "zita")
    assert not {one for one in told if not one.isprintable() and one != "\n"}
    for item in met.view("feed", "--all", "--limit", "200")["items"]:
        assert json.dumps(item)
        assert all(item[name].isprintable() for name in ("title", "text", "author"))
