"""Worth waking as a page: who, what once was, why write, page after page and nobody twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.belonging.word import quiet
from kithly.app.persons import numbers
from kithly.app.persons.numbers import dormant
from kithly.interfaces.web.rooms import network as rooms

FAMILY = ("/network", "/network/map", "/network/circles", "/network/waking", "/network/ahead", "/years")


def shown(page: str) -> list[str]:
    """Return the ids of the people of a page, in their order."""
    return re.findall(r'id="waking-(\w+)"', page)


def test_everybody_worth_waking_is_told_with_what_was_and_why(browser: Browser) -> None:
    view = dormant(browser.network, limit=rooms.PAGE)
    page = browser.ok(browser.get("/network/waking"))
    assert shown(page) == [one.person.id for one in view.people]
    told = words_of(page)
    for one in view.people:
        assert one.person.name in told
        assert not one.reason.evidence or one.reason.text in told
        assert all(said.text[1:] in told for said in one.tie.because)
        assert f'action="/write/{one.person.id}"' in page
    proofs = {proof.record for one in view.people for proof in one.reason.evidence[:2] if proof.record}
    assert proofs
    assert all(f'href="/records/{record}"' in page for record in proofs)


def test_a_long_list_is_read_on_and_shows_nobody_twice(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "PAGE", 2)
    monkeypatch.setattr(numbers, "POOL", 3)
    total = dormant(browser.network).total
    assert total > 3
    seen: list[str] = []
    for first in range(0, total, 2):
        piece = browser.ok(browser.piece("/network/waking/more", **{"from": str(first)}))
        assert "<html" not in piece
        seen += shown(piece)
    assert len(seen) == len(set(seen)) == total
    assert seen == [one.person.id for one in dormant(browser.network, limit=total).people]


def test_writing_to_somebody_opens_a_hello(browser: Browser) -> None:
    one = dormant(browser.network, limit=1).people[0].person
    answer = browser.post(f"/write/{one.id}")
    assert str(answer.url.path).startswith("/hello/")
    assert one.name in words_of(browser.ok(answer))


def test_whoever_is_left_in_peace_is_not_woken(browser: Browser) -> None:
    one = dormant(browser.network, limit=1).people[0].person
    quiet(browser.network, one.id, on=True)
    assert one.id not in shown(browser.ok(browser.get("/network/waking")))


def test_nobody_known_nothing_seen_and_behind_the_last_are_told_apart(
    stranger: Browser, browser: Browser, tmp_path: Path
) -> None:
    assert "Nobody is here yet." in stranger.words("/network/waking")
    assert "Those were all." in browser.words("/network/waking", **{"from": "5000"})
    Kithly(data=tmp_path / "data").ok("met", "Zita", "Quarrenhold")
    with browsing(tmp_path / "data") as alone:
        assert "Who went quiet cannot be told yet." in alone.words("/network/waking")


def test_the_pages_about_the_network_lead_to_one_another(browser: Browser) -> None:
    for path in FAMILY:
        page = browser.ok(browser.get(path))
        assert all(f'href="{other}"' in page for other in FAMILY)
        nav = page.partition('class="family"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]+)" aria-current="page"', nav) == [path]
