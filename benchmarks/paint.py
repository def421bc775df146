"""When a phone on a slow line first shows a page: Chromium made slow by its own developer tools, with nothing kept.

    python benchmarks/paint.py FOLDER [--rounds N] [--page PATH ...]

FOLDER holds any network; the web world (`benchmarks/pages.py`) or `kithly --data FOLDER demo` make one. The line is
what Chromium calls Slow 4G, the processor four times slower than this one. The best of the rounds counts, for other
programs only ever make it slower.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.worlds import NOW
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE: Any = {"width": 390, "height": 844}
SLOWER = 4  # times: what Lighthouse takes for a phone of the middle range
BITS = 1.6e6  # a second, down
UP_BITS = 750e3
ROUND_TRIP = 150  # milliseconds
ROUNDS = 9
SETTLED = 1_500  # milliseconds after the load in which the largest part may still come
SEEN = """() => new Promise((told) => {
  const seen = { largest: 0, shift: 0 };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.largest = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shift += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    seen.first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    seen.files = [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")].map(
      (one) => ({ name: one.name.split("/").pop(), start: one.startTime, end: one.responseEnd, bytes: one.transferSize,
        blocks: one.renderBlockingStatus === "blocking" }));
    told(seen);
  }, 100);
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """What one look at a page took.

    Attributes:
        first: Milliseconds until the first words stood there.
        largest: Until the largest part did.
        shift: How much moved afterwards (Cumulative Layout Shift).
        files: What was fetched: name, start, end, bytes, whether it held the paint up.
    """

    first: float
    largest: float
    shift: float
    files: tuple[dict[str, Any], ...]


@contextmanager
def served(folder: Path, now: str) -> Iterator[str]:
    """Serve a network, and yield the address that lets one browser in."""
    words = [sys.executable, "-m", "kithly", "--data", str(folder), "--now", now, "web", "--no-browser", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield next(line.strip() for line in server.stdout or () if line.startswith("http"))
        finally:
            server.terminate()


def came_in(browser: Browser, address: str, path: str) -> StorageState:
    """Use the ticket, and look once at full speed: the server's own first look is measured elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.goto(address.partition("/enter/")[0] + path)
    state = context.storage_state()
    context.close()
    return state


def look(browser: Browser, address: str, state: StorageState) -> Paint:
    """Look at a page as a slow phone that has kept nothing."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=3, is_mobile=True, storage_state=state)
    page = context.new_page()
    _slow(page)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    seen = page.evaluate(SEEN)
    context.close()
    return Paint(first=seen["first"], largest=seen["largest"], shift=seen["shift"], files=tuple(seen["files"]))


def _slow(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": BITS / 8, "uploadThroughput": UP_BITS / 8}
    tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def looked_at(folder: Path, path: str, *, rounds: int, now: str = NOW.isoformat()) -> list[Paint]:
    """Serve a network, and look at a page of it several times.

    Args:
        folder: The data folder.
        path: The page.
        rounds: How often.
        now: The present of the server.
    """
    program = os.environ.get("KITHLY_CHROMIUM") or next((one for name in CHROMIUM if (one := shutil.which(name))), None)
    with served(folder, now) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        state = came_in(browser, address, "/today")
        origin = address.partition("/enter/")[0]
        found = [look(browser, origin + path, state) for _ in range(rounds)]
        browser.close()
    return found


def tell(path: str, paints: list[Paint]) -> None:
    """Print the best look, and what was fetched for it."""
    best = min(paints, key=lambda one: one.first)
    middle = sorted(one.first for one in paints)[len(paints) // 2]
    blocking = [one for one in best.files if one["blocks"]]
    print(f"{path}: first paint {best.first:.0f} ms (middle {middle:.0f}), largest {best.largest:.0f} ms,", end=" ")
    print(f"moved {best.shift:.3f}, {len(blocking)} files hold it up, {sum(one['bytes'] for one in best.files)} bytes")
    for one in best.files:
        held = "blocks" if one["blocks"] else ""
        print(f"  {one['name'][:44]:44} {one['start']:6.0f} {one['end']:6.0f} ms {one['bytes']:8} {held}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--page", nargs="*", default=["/today"])
    parser.add_argument("--now", default=NOW.isoformat())
    chosen = parser.parse_args()
    for path in chosen.page:
        tell(path, looked_at(chosen.folder, path, rounds=chosen.rounds, now=chosen.now))


if __name__ == "__main__":
    main()
