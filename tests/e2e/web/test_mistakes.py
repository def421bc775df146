"""Whatever goes wrong: one calm sentence and a next step, and nothing of anybody gets out."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.e2e.web.conftest import ORIGIN, Browser, words_of

from kithly.errors import NotFound, StoreBusy
from kithly.interfaces.web import application
from kithly.interfaces.web.failures import MOST_SENTENCE
from kithly.interfaces.web.house import House
from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import Room, Visit
from kithly.store import connecting

CONFESSION = "Zita Quarrenhold <zita@home.example> said saltmarsh-confession"
HOSTILE = '"><img src=x onerror=hit(1)>{{7*7}}\u202e</title><script>hit(2)</script>'
LOOKS = sorted({room.path for room in ROOMS if room.method == "GET"})


@pytest.fixture
def broken(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a browser before a Kithly in which every room has a mistake, which tells a secret."""

    def fail(_: Visit) -> None:
        raise RuntimeError(CONFESSION)

    rooms = tuple(Room(path=one.path, method=one.method, answer=fail, takes_files=one.takes_files) for one in ROOMS)  # type: ignore[arg-type]
    yield from _entered(browser, rooms, monkeypatch)


def _entered(browser: Browser, rooms: tuple[Room, ...], monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(application, "ROOMS", rooms)
    house: House = browser.client.app.state.house  # type: ignore[attr-defined]
    app = application.build(browser.network, bell=house.bell, doorkeeper=house.doorkeeper, clock=house.clock)
    with TestClient(app, base_url=ORIGIN, cookies=dict(browser.client.cookies)) as client:
        yield client


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.method} {room.path}")
def test_a_mistake_of_our_own_names_nobody(
    browser: Browser,
    broken: TestClient,
    room: Room,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    headers = {"origin": ORIGIN, "x-kithly-token": browser.token}
    answer = broken.request(room.method, room.path.replace("{", "").replace("}", ""), headers=headers)
    assert answer.status_code == 500
    assert "Kithly made a mistake of its own (RuntimeError)" in words_of(answer.text)
    assert "try again" in words_of(answer.text)
    assert 'id="page"' in answer.text  # so that a piece of a page is replaced by it
    told = answer.text + str(answer.headers) + caplog.text + "".join(capfd.readouterr())
    assert [word for word in ("Zita", "Quarrenhold", "saltmarsh", "Traceback", ".py") if word in told] == []


def test_a_programmer_may_ask_for_the_trace(
    broken: TestClient, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KITHLY_DEBUG", "1")
    assert CONFESSION not in broken.get("/today").text
    assert "broken.<locals>.fail" in capfd.readouterr().err


@pytest.mark.parametrize("path", [*LOOKS, "/nowhere"])
def test_a_network_that_cannot_be_read_is_told_calmly(
    browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.2)
    browser.network.store.close()
    (browser.network.settings.folder / "kithly.db").write_bytes(b"Quarrenhold" * 10_000)
    answer = browser.client.get(path.replace("{", "").replace("}", ""), follow_redirects=False)
    assert answer.status_code >= 500
    assert "Quarrenhold" not in answer.text
    assert "Traceback" not in answer.text
    assert 'href="/"' in answer.text


def test_a_busy_store_says_so_on_a_page_and_in_a_piece(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Visit) -> None:
        raise StoreBusy("Another Kithly is writing.", hint="Try again in a moment.")

    rooms = (Room(path="/x", method="GET", answer=busy),)  # type: ignore[arg-type]
    for client in _entered(browser, rooms, monkeypatch):
        page, piece = client.get("/x"), client.get("/x", headers={"hx-request-type": "partial"})
        assert page.status_code == piece.status_code == 409
        assert "Another Kithly is writing. Try again in a moment." in words_of(page.text)
        assert "<html" in page.text
        assert "<html" not in piece.text
        assert "Another Kithly is writing. Try again in a moment." in words_of(piece.text)


@pytest.mark.parametrize("path", LOOKS)
@pytest.mark.parametrize("is_piece", [False, True])
def test_a_hostile_address_is_words_and_nothing_else(browser: Browser, path: str, *, is_piece: bool) -> None:
    before, _, after = path.partition("{")
    asked = before + HOSTILE.replace("/", "%2f") + after.partition("}")[2] if after else path
    headers = {"hx-request": "true", "hx-request-type": "partial"} if is_piece else {}
    answer = browser.client.get(asked, params=dict.fromkeys(("q", "open", "door", "from"), HOSTILE), headers=headers)
    assert answer.status_code < 500
    assert "<img" not in answer.text
    assert "<script>" not in answer.text


def test_a_sentence_is_never_longer_than_one_reads(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: Visit) -> None:
        raise NotFound("person", HOSTILE * 1_000)

    rooms = (Room(path="/x", method="GET", answer=lost), Room(path="/x", method="PUT", answer=lost))  # type: ignore[arg-type]
    for client in _entered(browser, rooms, monkeypatch):
        assert len(words_of(client.get("/x").text)) < 3 * MOST_SENTENCE
        headers = {"origin": ORIGIN, "x-kithly-token": browser.token}
        told = client.put("/x", headers=headers)
        assert told.headers["content-type"].startswith("text/plain")
        assert len(html.unescape(told.text)) <= MOST_SENTENCE + 1
