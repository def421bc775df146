"""A search of the web by the command line: off by default, shown with what was asked, failing in one sentence."""

from __future__ import annotations

import json

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.shapes import NAMED, instant, maybe, misfits, schema, text, words
from tests.unit.transport.servers import answering, said

LOOK = {
    "schema": schema("look"),
    "person": NAMED,
    "links": [{"label": words, "url": words}],
    "search": maybe(
        {
            "engine": words,
            "asked": words,
            "query": words,
            "results": [{"title": words, "url": words, "text": text, "at": maybe(instant)}],
            "trouble": maybe(words),
            "next": maybe(words),
        }
    ),
}
FOUND = {
    "results": [
        {"url": "https://zita.example/night", "title": "Night <b>ferries</b>", "content": "by Zita"},
        {"url": "javascript:hit()", "title": "\x1b[31mred"},
    ]
}


def setting(kithly: Kithly, engine: str, url: str) -> None:
    (kithly.data / "settings.toml").write_text(f'[search]\nengine = "{engine}"\nurl = "{url}"\n', "utf-8")


@pytest.fixture
def met(kithly: Kithly) -> Kithly:
    kithly.ok("met", "Zita Quill")
    return kithly


def test_without_a_choice_nobody_is_asked_and_the_setting_is_named(met: Kithly) -> None:
    assert met.view("look", "zita", "--no-open")["search"] is None
    ran = met("look", "zita", "--search")
    assert ran.code == 1
    assert "settings.toml" in ran.err


def test_a_search_shows_what_was_asked_and_its_links(met: Kithly) -> None:
    body = json.dumps(FOUND).encode()
    with answering(said("200 OK", "Content-Type: application/json", body=body)) as server:
        setting(met, "searxng", server.url)
        told = met.ok("look", "zita", "--search")
        view = met.view("look", "zita", "--search")
    assert misfits(view, LOOK) == []
    assert 'Asked SearXNG at 127.0.0.1 for: "Zita Quill"' in told
    assert told.index("Asked") < told.index("https://zita.example/night")
    assert [one["url"] for one in view["search"]["results"]] == ["https://zita.example/night"]
    assert "\x1b" not in told


def test_a_failing_engine_is_one_sentence_beside_the_links(met: Kithly) -> None:
    setting(met, "searxng", "http://127.0.0.1:9")
    ran = met("look", "zita", "--search", "--json")
    assert ran.code == 3
    assert misfits(ran.json, LOOK) == []
    assert ran.json["links"]
    assert "refuses the connection" in ran.json["search"]["trouble"]


def test_a_key_is_kept_apart_and_shown_nowhere(met: Kithly) -> None:
    assert "is kept in" in met.ok("look", "--key", "--stdin", stdin=b"canary-77-key\n")
    good = said("200 OK", body=b'{"web": {"results": []}}')
    with answering(good) as server:
        setting(met, "brave", server.url)
        told = met.ok("look", "zita", "--search")
        asked = server.asked[0].lower()
    assert b"x-subscription-token: canary-77-key" in asked
    assert "It found nothing." in told
    assert "canary" not in told
    holding = [path.name for path in met.data.iterdir() if b"canary-77-key" in path.read_bytes()]
    assert holding in ([], ["secrets.json"])


def test_an_unknown_engine_names_the_known_ones(met: Kithly) -> None:
    setting(met, "oracle", "https://oracle.example")
    ran = met("look", "zita", "--search")
    assert ran.code == 1
    assert "searxng, brave" in ran.err
