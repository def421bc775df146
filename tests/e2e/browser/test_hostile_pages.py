"""Pages of others in the user's own browser, which holds the key: they read nothing and change nothing."""

from __future__ import annotations

import http.server
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route
from tests.e2e.browser.conftest import PATIENCE, launched, served
from tests.e2e.conftest import Kithly

PROBES = Path(__file__).with_name("probes.js").read_text("utf-8")
REBOUND = "rebind.example"
# Chromium asks before a page reaches into the user's own machine. Not every browser does, so it must not be needed.
TRUSTING = "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"
FLAGS = (f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP *.evil.example 127.0.0.1", TRUSTING)
SOMEBODY = "Quarrenhold"
LOOKS = ("/today", "/people", "/search?q=Zita", "/settings", "/static/any/kithly.js", "/enter/guess", "/alive")
CHANGE = "/settings/me"
MALLORY = {"name": "Mallory", "token": "guess", "back": "/settings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prey:
    """A server with somebody's network, and a browser of the user that holds the key to it."""

    data: Path
    origin: str
    context: BrowserContext
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def port(self) -> int:
        return urlsplit(self.origin).port or 0

    def state(self) -> list[bytes]:
        """Return every byte that is kept: whatever is written changes the database or what is written ahead of it."""
        return [(self.data / name).read_bytes() for name in ("kithly.db", "kithly.db-wal")]


@pytest.fixture(scope="module")
def prey(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prey]:
    """Return them, once for all pages that hunt."""
    data = tmp_path_factory.mktemp("prey") / "network"
    Kithly(data=data).ok("met", "Zita", SOMEBODY)
    with served(data) as address, launched(playwright, *FLAGS) as browser:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        context.new_page().goto(address)
        prey = Prey(data=data, origin=address.partition("/enter/")[0], context=context)
        context.on(
            "response", lambda answer: prey.answers.update([answer.status]) if f":{prey.port}" in answer.url else None
        )
        context.pages[0].goto(f"{prey.origin}/today")
        yield prey
        context.close()


def hunt(page: Page, base: str, patience: int = 3_000) -> dict[str, str]:
    """Try everything from a page, all of it at once, and return what was read within so many milliseconds."""
    page.evaluate(PROBES)
    found: dict[str, str] = page.evaluate("(told) => window.probe(...told)", [base, LOOKS, CHANGE, MALLORY, patience])
    return found


def read_in(found: dict[str, str]) -> dict[str, str]:
    """Return what was read at all, by the way it was."""
    told = {name: one.removeprefix("loaded").strip() for name, one in found.items()}
    return {name: one for name, one in told.items() if one and not one.startswith("nothing")}


def test_hunting_from_a_page_of_ours_finds_prey(prey: Prey) -> None:
    """What the tests below find is nothing: so it must be shown that there is something to find."""
    page = prey.context.new_page()
    page.goto(f"{prey.origin}/settings")
    ways = ("fetch /people", "xhr /people", "window /people")
    for patience in (3_000, 12_000, 48_000):  # some ways never end; on a busy machine those that do take longer
        found = hunt(page, prey.origin, patience)
        if all(SOMEBODY in found[way] for way in ways):
            break
    page.close()
    assert len(found) > 100
    for way in ways:
        assert SOMEBODY in found[way], way


def rebound(prey: Prey) -> Page:
    """Return a page that came from elsewhere under a name that now leads here: its origin names our own port."""
    page = prey.context.new_page()
    origin = f"http://{REBOUND}:{prey.port}"

    def elsewhere(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Elsewhere</title><body>")

    page.route(f"{origin}/evil", elsewhere)
    page.goto(f"{origin}/evil")
    return page


def test_a_rebound_name_reads_and_changes_nothing(prey: Prey) -> None:
    before = prey.state()
    page = rebound(prey)
    prey.answers.clear()
    found = hunt(page, f"http://{REBOUND}:{prey.port}")
    page.close()
    assert set(prey.answers) == {403}, prey.answers  # it did reach the server, and was refused each time
    assert prey.answers[403] > 50
    assert set(read_in(found).values()) == {"This server answers only under its own address."}
    assert prey.state() == before


@contextmanager
def neighbour() -> Iterator[tuple[str, list[str]]]:
    """Serve a hostile page on another port of the same address; give its origin and the cookies it was told."""
    cookies: list[str] = []

    class NextDoor(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("cookie", ""))
            self.send_response(200)
            self.send_header("content-type", "text/html")
            if self.path == "/toss":
                for name, path in ((told.partition("=")[0].strip(), "/today") for told in cookies[-1].split(";")):
                    self.send_header("set-cookie", f"{name}=theirs; path={path}")
            self.end_headers()
            with suppress(OSError):  # a page that closed does not wait
                self.wfile.write(b"<!doctype html><title>Next door</title><body>")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), NextDoor) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", cookies
        server.shutdown()


def test_a_neighbour_on_another_port_reads_and_changes_nothing(prey: Prey) -> None:
    before = prey.state()
    with neighbour() as (origin, _):
        page = prey.context.new_page()
        page.goto(origin)
        prey.answers.clear()
        found = hunt(page, prey.origin)
        page.close()
    assert set(prey.answers) == {403}, prey.answers
    assert read_in(found) == {}
    assert prey.state() == before


def test_a_neighbour_learns_not_even_which_pages_and_files_there_are(prey: Prey) -> None:
    told: set[tuple[int, bytes, str]] = set()
    paths = ("/", "/today", "/nowhere", "/static/any/kithly.js", "/static/any/nothing.js", "/enter/x", "/alive")
    with neighbour() as (origin, _):
        page = prey.context.new_page()
        for path in paths:
            page.goto(origin)
            with page.expect_response(f"{prey.origin}{path}") as waited:
                page.evaluate("(url) => { window.location.href = url; }", prey.origin + path)
            answer = waited.value
            told.add((answer.status, answer.body(), str(sorted(answer.headers.items()))))
        page.close()
    assert len(told) == 1, told
    assert told.pop()[:2] == (403, b"Another site may not ask.")


def test_cookies_of_a_neighbour_do_not_shut_the_door(prey: Prey) -> None:
    with neighbour() as (origin, cookies):
        page = prey.context.new_page()
        page.goto(f"{origin}/toss")
        page.goto(f"{origin}/today")
        assert any("=theirs" in told for told in cookies)
        answer = page.goto(f"{prey.origin}/today")
        page.close()
    assert answer is not None
    assert answer.status == 200


def test_whoever_a_page_of_ours_leads_to_does_not_learn_from_where(prey: Prey) -> None:
    with neighbour() as (origin, _):
        page = prey.context.new_page()
        page.goto(f"{prey.origin}/today")
        page.evaluate("(there) => { window.location.href = there; }", origin)
        page.wait_for_url(f"{origin}/**")
        assert page.evaluate("[document.referrer, window.opener, window.name]") == ["", None, ""]
        page.close()
