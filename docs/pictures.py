"""Take the pictures of the documentation: pages of the demo network in a real browser, under a fixed clock.

Run it with `make pictures`; it needs a Chromium (`scripts/browser` brings one).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "images"
NOW = "2026-06-15T07:30:00+00:00"
DESKTOP, PHONE = (1180, 860), (390, 844)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PICTURES = (
    ("today", "/today", DESKTOP, "light"),
    ("today-phone", "/today", PHONE, "dark"),
    ("start", "/start", DESKTOP, "light"),
    ("people", "/people?sort=silent", DESKTOP, "light"),
    ("eras", "/eras", DESKTOP, "light"),
)


def kithly(data: Path, *words: str) -> list[str]:
    """Return a command over a data folder at the fixed time."""
    return [sys.executable, "-m", "kithly", "--data", str(data), "--now", NOW, *words]


def take(browser: Browser, address: str) -> None:
    """Come in once, and take every picture."""
    origin, state = address.partition("/enter/")[0], None
    for name, path, (width, height), theme in PICTURES:
        scheme = "dark" if theme == "dark" else "light"
        window = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=state, locale="en-GB"
        )
        page = window.new_page()
        if state is None:
            page.goto(address)
            state = window.storage_state()
        page.goto(origin + path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=FOLDER / f"{name}.png")
        window.close()


def main() -> None:
    """Make the demo, serve it, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    program = os.environ.get("KITHLY_CHROMIUM") or next((one for name in CHROMIUM if (one := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        data = Path(folder) / "kithly-demo"
        subprocess.run(kithly(data, "demo"), check=True, capture_output=True)
        words = kithly(data, "web", "--no-browser", "--port", "0")
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = next(line.strip() for line in server.stdout or () if line.startswith("http://"))
                browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
                take(browser, address)
                browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
