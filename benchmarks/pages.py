"""What each page of the web app costs the server: asked through the whole app, gate and template included.

    python benchmarks/pages.py FOLDER [--rounds N] [--only PATH ...]

FOLDER holds the web world (`benchmarks.web_world`), and is made if it does not. Three looks are told apart: the
*first* after the server started; *again*, when nothing was written since; and *after a word* on one person.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import web_world
from benchmarks.asgi import asked
from benchmarks.worlds import NOW

from kithly.app.belonging.word import note
from kithly.app.network import Network, open_network
from kithly.app.persons.finding import find_people
from kithly.app.today.day import today
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import new_bell

PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
PIECE = ((b"hx-request", b"true"), (b"hx-request-type", b"partial"))
ROUNDS = 60
WORDS = 6  # looks after a word
TYPED = ("a", "an", "ana", "bud", "budget", "os", "oslo", "oslo pl", "be", "berg", "thank", "thanks au", "works")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one look took.

    Attributes:
        wall: Seconds on the clock.
        cpu: Seconds of the processor, all threads.
        size: Bytes of the answer.
    """

    wall: float
    cpu: float
    size: int


class Visitor:
    """A browser's place before the app, in this process and without a socket.

    One task outlives all looks, as in a server: the threads in which pages are made stay with it.
    """

    def __init__(self, network: Network) -> None:
        self._app = build(network, bell=new_bell(PORT), clock=lambda: NOW)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_until_complete, args=(asyncio.Event().wait(),), daemon=True).start()
        house = self._app.state.house
        secret = house.doorkeeper.enter(house.doorkeeper.ticket())
        self._cookie = f"{house.cookie}={secret}".encode()

    def look(self, path: str, *, is_piece: bool = False) -> Cost:
        """Ask for a page that must be there."""
        headers = [(b"cookie", self._cookie), (b"sec-fetch-site", b"same-origin"), *(PIECE if is_piece else ())]
        wall, cpu = time.perf_counter(), time.process_time()
        answer = asyncio.run_coroutine_threadsafe(asked(self._app, path, headers, port=PORT), self._loop)
        messages = answer.result()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        status = next(message["status"] for message in messages if message["type"] == "http.response.start")
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return Cost(wall, cpu, sum(len(message.get("body", b"")) for message in messages))


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page.

    Attributes:
        name: What it is called in the table.
        paths: Its addresses, taken in turn.
        is_piece: Whether it is asked for as htmx asks.
    """

    name: str
    paths: tuple[str, ...]
    is_piece: bool = False


def pages(network: Network) -> Iterator[Page]:
    """Yield every page that is looked at, of this network."""
    people = find_people(network, sort="importance", limit=10_000).people
    with network.store.reading() as kept:
        most = kept.people.most_contacted(1)[0][0].id
        record = kept.records.by_kind("contact")[0].id
    touch = today(network, drafts=False).touches[0].id
    some = tuple(f"/people/{one.id}" for one in people[:: max(len(people) // ROUNDS, 1)])
    for path in (
        "/today",
        "/inbox",
        "/merges",
        "/eras",
        "/triage",
        "/changes",
        "/start",
        "/settings",
        "/courage",
        "/network",
        "/network/ahead",
        "/network/circles",
        "/network/map",
        "/network/map/data",
        "/network/map/circles/0",
        "/network/waking",
        "/years",
    ):
        yield Page(path, (path,))
    yield Page("/hello", (f"/hello/{touch}",))
    yield Page("/years/{year}", tuple(f"/years/{network.today.year - ago}" for ago in range(12)))
    yield Page("/people", ("/people", "/people?sort=strength", "/people?sort=silent", "/people?place=family"))
    yield Page("/people typed", tuple(f"/people/found?q={quote(text)}" for text in TYPED), is_piece=True)
    yield Page("/people/{person}", some)
    yield Page("one of 5,000 messages", (f"/people/{most}",))
    yield Page("/records/{record}", (f"/records/{record}",))
    yield Page("/search", tuple(f"/search?q={quote(text)}" for text in TYPED))
    yield Page("/search typed", tuple(f"/search/found?q={quote(text)}" for text in TYPED), is_piece=True)


def measured(visitor: Visitor, network: Network, page: Page, rounds: int) -> tuple[Cost, list[Cost], list[Cost]]:
    """Return the first look, the looks when nothing was written, and those after a word on somebody."""
    first = visitor.look(page.paths[0], is_piece=page.is_piece)
    paths = cycle(page.paths)
    again = [visitor.look(next(paths), is_piece=page.is_piece) for _ in range(rounds)]
    whom = find_people(network, sort="importance", limit=WORDS).people
    after = []
    for one in whom:
        note(network, one.id, f"likes island {time.monotonic_ns()}")  # words that were said before change nothing
        after.append(visitor.look(page.paths[0], is_piece=page.is_piece))
    return first, again, after


def share(costs: list[Cost], part: float, of: Callable[[Cost], float]) -> float:
    """Return the value below which a part of the looks lies, in milliseconds."""
    ordered = sorted(of(cost) for cost in costs)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    with open_network(web_world.at(chosen.folder), now=NOW) as network:
        visitor = Visitor(network)
        every = list(pages(network))
        network.recall.forget()
        gc.collect()
        gc.freeze()
        print(f"{'ms':24} {'first':>8} {'p50':>7} {'p95':>7} {'CPU':>7} {'after':>7} {'CPU':>7} {'kB':>6}")
        for page in every:
            if not chosen.only or page.name in chosen.only:
                first, again, after = measured(visitor, network, page, chosen.rounds)
                figures = [first.wall * 1e3]
                figures += [share(again, 0.5, _wall), share(again, 0.95, _wall), share(again, 0.5, _cpu)]
                figures += [share(after, 0.5, _wall), share(after, 0.5, _cpu)]
                told = f"{page.name:24} {figures[0]:8.1f} " + " ".join(f"{figure:7.1f}" for figure in figures[1:])
                print(f"{told} {again[0].size / 1024:6.1f}", flush=True)


def _wall(cost: Cost) -> float:
    return cost.wall


def _cpu(cost: Cost) -> float:
    return cost.cpu


if __name__ == "__main__":
    main()
