"""A real browser before a real server: what the pages do, what they ask for, and whether everybody can use them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
    Request,
    sync_playwright,
)
from tests.e2e.conftest import NOW

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Theme = Literal["light", "dark"]
DESKTOP, PHONE = (1280, 900), (390, 844)
GRAVE = frozenset({"serious", "critical", "moderate"})
PATIENCE = 15_000  # milliseconds: the machine may be busy


@dataclass(kw_only=True)  # playwright hangs a mark of its own on listeners
class Watch:
    """What went wrong in a browser: errors of scripts, breaches of the policy, requests to elsewhere."""

    origin: str
    flaws: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch one page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.flaws.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.flaws.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        refused = "status of 4" in message.text  # the browser tells of answers a test provokes
        if message.type == "error" and not refused:
            self.flaws.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        told = urlsplit(request.url)
        if f"{told.scheme}://{told.netloc}" != self.origin and told.scheme not in {"data", "blob", "about", "mailto"}:
            self.flaws.append(f"request: {request.url}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A server over one data folder, and browsers that came in.

    Attributes:
        data: The data folder.
        origin: The server's own address.
        watch: What went wrong so far.
        context: The browser that came in; more pages may be opened in it.
        page: Its first page.
    """

    data: Path
    origin: str
    watch: Watch
    context: BrowserContext
    page: Page

    def go(self, path: str) -> Page:
        """Open an address of the app in the first page."""
        self.page.goto(self.origin + path)
        return self.page

    def accessible(self, page: Page | None = None) -> None:
        """Demand that a checker of accessibility finds nothing of weight."""
        shown = page or self.page
        found = Axe().run(shown).response["violations"]
        grave = [
            (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["impact"] in GRAVE
        ]
        assert not grave, (shown.url, grave)

    def fits(self, page: Page | None = None) -> None:
        """Demand that nothing makes the page scroll sideways."""
        shown = page or self.page
        too_wide = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, (shown.url, too_wide)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return what drives browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return one browser for all tests of a worker: each opens its own window with its own cookies."""
    with launched(playwright) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright, *flags: str) -> Generator[Browser]:
    """Start a browser with some more flags."""
    named = os.environ.get("KITHLY_CHROMIUM")
    program = named or next((found for name in NAMES if (found := shutil.which(name))), None)
    browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def served(data: Path) -> Generator[str]:
    """Serve a data folder in a process of its own; give the address that lets one browser in."""
    words = ["--data", str(data), "--now", NOW.isoformat(), "web", "--no-browser", "--port", "0"]
    with subprocess.Popen([sys.executable, "-m", "kithly", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http://")), "")
        try:
            assert address, "the server did not start"
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


Opener = Callable[..., Pages]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Return a function that serves a folder and comes in with a browser; at the end nothing may have gone wrong."""
    watches: list[Watch] = []
    with ExitStack() as stack:

        def come_in(
            data: Path, *, size: tuple[int, int] = DESKTOP, theme: Theme = "light", script: bool = True
        ) -> Pages:
            address = stack.enter_context(served(data))
            context = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=theme,
                java_script_enabled=script,
                locale="en-GB",
            )
            stack.callback(context.close)
            watches.append(Watch(origin=address.partition("/enter/")[0]))
            return enter(context, address, watches[-1], data=data)

        yield come_in
    flaws = [flaw for watch in watches for flaw in watch.flaws]
    assert not flaws, flaws


def enter(context: BrowserContext, address: str, watch: Watch, *, data: Path) -> Pages:
    """Come in by a ticket, watched."""
    context.set_default_timeout(PATIENCE)
    context.on("page", watch.over)
    page = context.new_page()
    page.goto(address)
    return Pages(data=data, origin=watch.origin, watch=watch, context=context, page=page)


@pytest.fixture
def own_copy(imported: Path, tmp_path: Path) -> Path:
    """Return an own copy of the imported network."""
    return shutil.copytree(imported, tmp_path / "network")


@pytest.fixture
def pages(opened: Opener, own_copy: Path) -> Pages:
    """Return the imported network in a desktop window."""
    return opened(own_copy)
