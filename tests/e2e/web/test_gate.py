"""The gate: nobody but the user's own browser on a page of ours reads or changes anything."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.e2e.web.conftest import ORIGIN, PORT, Browser, browsing

from kithly.interfaces.web.gate import HEADERS
from kithly.interfaces.web.guests import TICKET_SECONDS, Doorkeeper
from kithly.interfaces.web.house import House
from kithly.interfaces.web.rooms import ROOMS

LOOKS = sorted({room.path for room in ROOMS if room.method == "GET"})
ACTS = sorted({(room.path, room.method) for room in ROOMS if room.method != "GET"})
FOREIGN_HOSTS = (
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1.evil.example:{PORT}",
    f"localhost.evil.example:{PORT}",
    f"0.0.0.0:{PORT}",
    f"[::]:{PORT}",
    f"127.1:{PORT}",
    f"2130706433:{PORT}",
    f"0x7f.1:{PORT}",
    "",
)
FOREIGN_ORIGINS = (None, "null", "http://evil.example", f"https://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}", "")


def filled(path: str) -> str:
    """Return a path whose parts stand for nobody."""
    return re.sub(r"\{[^}]*\}", "0123456789", path)


@pytest.fixture(scope="module")
def browser(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return one browser for all tests: none of them may change anything."""
    folder = shutil.copytree(imported, tmp_path_factory.mktemp("gate") / "network")
    with browsing(folder) as one:
        one.get("/today")  # the first look at a day writes its plan
        before = one.network.store.stamp()
        yield one
        assert one.network.store.stamp() == before


@pytest.fixture
def house(browser: Browser) -> House:
    """Return what the rooms share."""
    return browser.house


@pytest.fixture
def outsider(browser: Browser) -> Iterator[TestClient]:
    """Return a browser that never came in."""
    with TestClient(browser.client.app, base_url=ORIGIN) as client:
        yield client


def test_every_room_stands_behind_the_gate(browser: Browser) -> None:
    routes = [route for route in browser.client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    open_ones = {"/static/{version}/{name:path}", "/enter/{ticket}", "/alive"}
    assert {route.path for route in routes} - open_ones == {room.path for room in ROOMS}


@pytest.mark.parametrize("path", LOOKS)
def test_without_a_cookie_no_room_tells_anything(outsider: TestClient, path: str) -> None:
    answer = outsider.get(filled(path), follow_redirects=False)
    assert answer.status_code == 401
    assert "kithly web" in answer.text


@pytest.mark.parametrize(("path", "method"), ACTS)
def test_without_a_cookie_nothing_is_changed(browser: Browser, outsider: TestClient, path: str, method: str) -> None:
    before = browser.network.store.stamp()
    answer = outsider.request(method, filled(path), headers={"origin": ORIGIN}, data={"token": browser.token})
    assert answer.status_code == 401
    assert browser.network.store.stamp() == before


@pytest.mark.parametrize("cookie", ["", "nobody", "a" * 5_000, "\x7f", "ü"])
def test_a_made_up_cookie_opens_nothing(outsider: TestClient, cookie: str) -> None:
    answer = outsider.get("/today", headers={b"cookie": f"kithly-{PORT}={cookie}".encode()})
    assert answer.status_code == 401


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_rebound_or_foreign_name_is_refused(browser: Browser, host: str) -> None:
    for path in ("/today", "/static/any/kithly.css", "/enter/x", "/alive"):
        assert browser.client.get(path, headers={"host": host}).status_code == 403


def test_two_names_at_once_are_refused(browser: Browser) -> None:
    headers = [("host", f"127.0.0.1:{PORT}"), ("host", "evil.example")]
    assert browser.client.get("/today", headers=headers).status_code == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_own_names_are_answered(browser: Browser, name: str) -> None:
    assert browser.client.get("/static/any/kithly.css", headers={"host": f"{name}:{PORT}"}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense", ""])
@pytest.mark.parametrize("path", ["/today", "/static/any/kithly.css", "/enter/x"])
def test_another_site_may_not_even_look(browser: Browser, site: str, path: str) -> None:
    assert browser.client.get(path, headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize(("path", "method"), ACTS)
def test_a_change_must_come_from_this_very_origin(browser: Browser, path: str, method: str, origin: str | None) -> None:
    before = browser.network.store.stamp()
    headers = {} if origin is None else {"origin": origin}
    answer = browser.client.request(method, filled(path), data={"token": browser.token}, headers=headers)
    assert answer.status_code == 403
    assert browser.network.store.stamp() == before


@pytest.mark.parametrize("token", [None, "", "wrong", "ü", "x" * 4_000])
@pytest.mark.parametrize(("path", "method"), ACTS)
def test_a_change_must_carry_the_token(browser: Browser, path: str, method: str, token: str | None) -> None:
    before = browser.network.store.stamp()
    sent = {} if token is None else {"token": token}
    answer = browser.client.request(method, filled(path), data=sent, headers={"origin": ORIGIN})
    assert answer.status_code == 403
    assert browser.network.store.stamp() == before


@pytest.mark.parametrize(("path", "method"), ACTS)
def test_a_change_cannot_be_made_by_a_look_or_plain_text(browser: Browser, path: str, method: str) -> None:
    before = browser.network.store.stamp()
    if path not in LOOKS:
        assert browser.client.get(filled(path), follow_redirects=False).status_code in {404, 405}
    body = f'{{"token": "{browser.token}"}}'
    headers = {"origin": ORIGIN, "content-type": "text/plain"}
    assert browser.client.request(method, filled(path), content=body, headers=headers).status_code == 403
    assert browser.network.store.stamp() == before


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "QUERY"])
def test_other_methods_are_not_known(browser: Browser, method: str) -> None:
    assert browser.client.request(method, "/today", headers={"origin": ORIGIN}).status_code == 405


@pytest.mark.parametrize("path", ["/today", "/people", "/nowhere", "/static/any/kithly.css", "/static/any/../gate.py"])
def test_every_answer_carries_the_policy(browser: Browser, path: str) -> None:
    headers = browser.client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "'unsafe" not in HEADERS["content-security-policy"]


def test_pages_are_not_kept_by_the_browser_and_files_are(browser: Browser, house: House) -> None:
    assert browser.get("/today").headers["cache-control"] == "no-store"
    assert "immutable" in browser.get(house.assets.url("kithly.css")).headers["cache-control"]
    assert browser.get("/static/any/kithly.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["../gate.py", "..%2fgate.py", "%2e%2e/gate.py", "/etc/hostname", "nothing.css"])
def test_only_files_of_the_app_are_given_out(browser: Browser, name: str) -> None:
    assert browser.client.get(f"/static/any/{name}").status_code in {403, 404}


def test_a_ticket_is_good_once_and_leaves_a_cookie_no_script_can_read(house: House, outsider: TestClient) -> None:
    ticket = house.doorkeeper.ticket()
    first = outsider.get(f"/enter/{ticket}", follow_redirects=False)
    assert first.headers["location"] == "/"
    assert {part.strip().lower() for part in first.headers["set-cookie"].split(";")[1:]} == {
        "httponly",
        "path=/",
        "samesite=strict",
    }
    assert "set-cookie" not in outsider.get(f"/enter/{ticket}", follow_redirects=False).headers


def test_a_ticket_is_too_old_after_ten_minutes() -> None:
    time = [0.0]
    keeper = Doorkeeper(lambda: time[0])
    ticket = keeper.ticket()
    time[0] = TICKET_SECONDS
    assert keeper.enter(ticket) is None


def test_what_opens_the_door_is_not_kept_on_disk(browser: Browser, house: House) -> None:
    secret = browser.client.cookies[house.cookie]
    browser.get("/today")
    kept = [path for path in browser.network.settings.folder.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if secret.encode() in path.read_bytes()]


def test_the_doorbell_answers_only_to_its_key(house: House, outsider: TestClient) -> None:
    assert outsider.get("/alive").status_code == 404
    assert outsider.get("/alive", headers={"x-kithly-key": "wrong"}).status_code == 404
    address = outsider.get("/alive", headers={"x-kithly-key": house.bell.key}).json()["address"]
    assert outsider.get(address.removeprefix(ORIGIN), follow_redirects=False).headers["set-cookie"]


@pytest.mark.parametrize(
    "told",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/%5cevil",
        "http://[",
        "/\t/evil.example",
        "/\r\nx",
    ],
)
def test_no_form_leads_to_another_site(browser: Browser, told: str) -> None:
    sent = {"token": browser.token, "back": told, "theme": "dark"}
    answer = browser.client.post("/settings/look", data=sent, headers={"origin": ORIGIN}, follow_redirects=False)
    assert re.fullmatch(r"/(?![/\\]).*", answer.headers["location"])
