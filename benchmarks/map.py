"""How smooth the map of the network is in a browser: frames while it is moved, and how soon it stands.

    python benchmarks/map.py FOLDER [--ties 8000] [--size 1280x900]

FOLDER holds a network (`benchmarks.web_world` makes one). Chromium draws by its processor here, without a graphics
card, which is the worst case. With ``--ties`` lines between people drawn by lot are added, up to so many.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

SOFTWARE = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
DRAWN = "#map-canvas[data-drawn]"
FRAMES = """() => { window.frames_ = []; let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; window.ticking = requestAnimationFrame(tick); };
  window.ticking = requestAnimationFrame(tick); }"""
STEPS = 40  # of the mouse, in each of the two ways
PATIENCE = 60_000  # milliseconds


def more_ties(route: Route, wanted: int) -> None:
    """Answer with the map's data and lines by lot."""
    answer = route.fetch()
    told = answer.json()
    chance, people = random.Random(1), len(told["people"])  # noqa: S311 - a seed, so that it is the same each time
    while len(told["ties"]) < 3 * wanted:
        told["ties"] += [*sorted(chance.sample(range(people), 2)), 1]
    pairs = {tuple(told["ties"][at : at + 2]): told["ties"][at + 2] for at in range(0, len(told["ties"]), 3)}
    told["ties"] = [number for (a, b), records in pairs.items() for number in (a, b, records)]
    route.fulfill(body=json.dumps(told), content_type="application/json")


def frames(page: Page, move: Any) -> list[float]:
    """Return the milliseconds of each frame while something moves, the shortest first."""
    page.evaluate(FRAMES)
    move()
    found: list[float] = page.evaluate(
        "() => { cancelAnimationFrame(window.ticking); return window.frames_.slice(1); }"
    )
    return sorted(found)


def place(page: Page) -> tuple[float, float, float, float]:
    """Return where the map lies in the window."""
    told = "document.getElementById('map-canvas').getBoundingClientRect()"
    x, y, width, height = page.evaluate(f"(({{ x, y, width, height }}) => [x, y, width, height])({told})")
    return x, y, width, height


def drag(page: Page) -> None:
    """Drag the map around in a circle of small steps."""
    x, y, _, _ = place(page)
    x, y = x + 40, y + 40
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + 3 * step % 200, y + 2 * step % 150)
        page.wait_for_timeout(10)
    page.mouse.up()


def nearer(page: Page) -> None:
    """Go nearer and away again with the wheel."""
    x, y, width, height = place(page)
    page.mouse.move(x + width / 2, y + height / 2)
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step < STEPS / 2 else 60)
        page.wait_for_timeout(10)


def told(name: str, found: list[float]) -> str:
    """Return frame times in a line."""
    middle, late, last = (found[min(int(len(found) * part), len(found) - 1)] for part in (0.5, 0.95, 1))
    return f"{name:8} {len(found):4} frames, p50 {middle:5.1f} ms, p95 {late:5.1f} ms, longest {last:5.1f} ms"


def measure(page: Page, origin: str) -> None:
    """Open the map, wait until it stands, and move it."""
    page.goto(f"{origin}/network/map")
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    stands = page.evaluate("performance.now()")
    size, order = page.evaluate(
        "() => { const { graph } = document.getElementById('map').map; return [graph.size, graph.order]; }"
    )
    data = page.evaluate(
        "performance.getEntriesByType('resource').find((one) => one.name.endsWith('/data')).decodedBodySize"
    )
    print(f"{order:,} people, {size:,} ties, {data / 1024:.0f} kB; stands after {stands:.0f} ms")
    print(told("dragged", frames(page, lambda: drag(page))))
    print(told("nearer", frames(page, lambda: nearer(page))))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ties", type=int, default=0)
    parser.add_argument("--size", default="1280x900")
    chosen = parser.parse_args()
    words = [sys.executable, "-m", "kithly", "--data", str(chosen.folder), "web", "--no-browser", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as driver:
        address = next(line.strip() for line in server.stdout or () if line.startswith("http://"))
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=[*SOFTWARE])
        width, _, height = chosen.size.partition("x")
        page = browser.new_page(viewport={"width": int(width), "height": int(height)})
        if chosen.ties:
            page.route("**/network/map/data", lambda route: more_ties(route, chosen.ties))
        page.goto(address)
        for _ in range(2):  # the second look is one of a server that has begun
            measure(page, address.partition("/enter/")[0])
        browser.close()
        server.terminate()


if __name__ == "__main__":
    main()
