"""What the gates measure, a sheet for each kind of thing: jobs, ties in memory, pages, the API, a server at rest ...

A sheet takes the place where prepared files lie, and yields readings by the names of `gates.toml`.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import api, engines, idle, install, pages, paint, web_world
from benchmarks.calibration import CALIBRATION_SECONDS, Figure, calibrate, measured
from benchmarks.jobs import Jobs
from benchmarks.worlds import NOW
from supply import builds
from supply.locks import ROOT

from kithly.app.network import open_network
from kithly.app.persons.searching import search
from kithly.sources._formats.feed.reading import read_feed

MILLISECONDS: Final = 1_000
FEED_ITEMS, FEED_BYTES = 200, 4_600  # as the feed that other readers were measured on: 926 kB
KB: Final = 1_024
ASKED: Final = "oslo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a run works.

    Attributes:
        prepared: Keeps files and stores for the next run.
        scratch: Goes with this run.
        rounds: How often each job is done; the best counts.
    """

    prepared: Path
    scratch: Path
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured for one gate.

    Attributes:
        name: Of the gate.
        value: In the gate's unit; CPU time as it would be on the machine the limits were set on.
        raw: CPU time as it was here; None where it is no time.
        note: What else is worth telling.
    """

    name: str
    value: float
    raw: float | None = None
    note: str = ""


def _cpu(name: str, figure: Figure, scale: float = 1.0) -> Reading:
    return Reading(name=name, value=figure.calibrated * scale, raw=figure.cpu * scale, note=figure.note)


def jobs(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """Whole commands and single steps."""
    every = Jobs(place.prepared, place.scratch)
    for name in wanted:
        if name.startswith("mail") and every.mbox is None:
            continue  # the runner says that it was not measured, and ends badly
        job = getattr(every, name)
        if name in {"mail_memory", "mail_size"}:
            yield Reading(name=name, value=job())
        else:
            first = name not in {"backup", "backup_verify", "demo", "export", "restore", "who_is_who_large"}
            yield _cpu(name, measured(job, place.rounds if first else 1), MILLISECONDS if name in IN_MS else 1.0)


IN_MS: Final = frozenset({"mail_unchanged", "plan", "one_message"})


def ties(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """The strength of ties, from columns in memory."""
    for messages, size in zip(engines.SIZES, ("1m", "10m"), strict=True):
        told = engines.log(messages)
        for name, job in (("sums", engines.sums), ("states", engines.whole)):
            if f"{name}_{size}" in wanted:
                yield _cpu(f"{name}_{size}", measured(lambda job=job, told=told: job(told), place.rounds))  # type: ignore[misc]


def looks(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """Pages of the web app, when nothing was written since: the dearest of all, and some by name."""
    with open_network(web_world.at(place.prepared / "web"), now=NOW) as network:
        visitor = pages.Visitor(network)
        every = list(pages.pages(network))
        network.recall.forget()
        gc.collect()
        gc.freeze()
        found = {page.name: _best(visitor, page, place.rounds) for page in every}
        gc.unfreeze()
    dearest = max(found, key=lambda name: found[name][0].value)
    latest = max(found, key=lambda name: found[name][1].value)
    named = {f"page {name}": told[0] for name, told in found.items()}
    whole = {"page_cpu": found[dearest][0], "page_cpu_p95": found[latest][1], "page_p50": found[dearest][2]}
    notes = {"page_cpu": dearest, "page_cpu_p95": latest, "page_p50": dearest}
    for name in wanted:
        told = whole.get(name) or named[name]
        yield Reading(name=name, value=told.value, raw=told.raw, note=notes.get(name, ""))


def _best(visitor: pages.Visitor, page: pages.Page, rounds: int) -> tuple[Reading, Reading, Reading]:
    """Return the best of several rounds, of each figure."""
    found = [_looked(visitor, page) for _ in range(rounds)]
    middle, late, clock = (min(figures, key=lambda one: one.value) for figures in zip(*found, strict=True))
    return middle, late, clock


def _looked(visitor: pages.Visitor, page: pages.Page) -> tuple[Reading, Reading, Reading]:
    """Return the middle and the slowest twentieth of the CPU, and the middle on the clock, in milliseconds."""
    visitor.look(page.paths[0], is_piece=page.is_piece)
    paths, before = cycle(page.paths), calibrate()
    costs = [visitor.look(next(paths), is_piece=page.is_piece) for _ in range(pages.ROUNDS)]
    unit = (before + calibrate()) / 2 / CALIBRATION_SECONDS
    cpu, late = (pages.share(costs, part, lambda cost: cost.cpu) for part in (0.5, 0.95))
    clock = pages.share(costs, 0.5, lambda cost: cost.wall)
    middle, slow = (Reading(name=page.name, value=one / unit, raw=one) for one in (cpu, late))
    return middle, slow, Reading(name=page.name, value=clock, raw=clock)


def answers(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """Answers of the API, its gate and pass included: the list of people, and the slowest hundredth of all."""
    with open_network(web_world.at(place.prepared / "web"), now=NOW) as network:
        program, every = api.Program(network), list(api.looks(network))
        found = asyncio.run(_answered(program, every, place.rounds))
    drafts = next(path for path in found if path.endswith("/draft"))
    dearest = max(found.keys() - {drafts}, key=lambda path: found[path][1])
    (_, late, unit), listed, draft = found[dearest], found["/people"], found[drafts]
    readings = {
        "api_draft": Reading(name="api_draft", value=draft[0] / draft[2], raw=draft[0]),
        "api_list": Reading(name="api_list", value=listed[0] / listed[2], raw=listed[0]),
        "api_p99": Reading(name="api_p99", value=late / unit, raw=late, note=dearest.split("?")[0]),
    }
    yield from (readings[name] for name in wanted)


async def _answered(
    program: api.Program, every: list[tuple[str, ...]], rounds: int
) -> dict[str, tuple[float, float, float]]:
    """Return the middle, the slowest hundredth, and the unit beside them, of the best round."""
    found = {}
    for paths in every:
        await program.look(paths[0])
        tried = [await _one_round(program, paths) for _ in range(rounds)]
        found[paths[0]] = min(tried, key=lambda one: one[0] / one[2])
    return found


async def _one_round(program: api.Program, paths: tuple[str, ...]) -> tuple[float, float, float]:
    turns, before = cycle(paths), calibrate()
    costs = sorted([(await program.look(next(turns)))[0] for _ in range(api.ROUNDS)])
    unit = (before + calibrate()) / 2 / CALIBRATION_SECONDS
    return costs[len(costs) // 2], costs[int(len(costs) * 0.99)], unit


def words(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """Searching 100,000 messages as one types, without the page around it: the last word may go on."""
    with open_network(web_world.at(place.prepared / "web"), now=NOW) as network:
        search(network, f"{ASKED}*")  # the dates of all messages are read once
        costs, before = [], calibrate()
        for text in _never_asked():
            began = time.process_time()
            search(network, f"{text}*")
            costs.append((time.process_time() - began) * MILLISECONDS)
        unit = (before + calibrate()) / 2 / CALIBRATION_SECONDS
    ordered = sorted(costs)
    for name, part in (("search_p50", 0.5), ("search_p95", 0.95)):
        if name in wanted:
            raw = ordered[int(len(ordered) * part)]
            yield Reading(name=name, value=raw / unit, raw=raw)


def _never_asked() -> list[str]:
    """Return words and beginnings of words, common and rare, each once: what was asked before is kept."""
    every = [text for text in pages.TYPED if text != ASKED]
    return [*every, *(f"{one} {other}" for one in every for other in every[::3] if one != other)]


def feed(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """A feed of 200 items, read and made harmless."""
    line = (
        "<p>We moved the line to the islands this week; <a href='https://ana.example/x'>the notes</a> tell why.</p>\n"
    )
    body = f"<![CDATA[{line * (FEED_BYTES // len(line))}]]>"
    items = (
        f"<item><title>Post {number}</title><link>https://ana.example/{number}</link><guid>{number}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 09:{number % 60:02}:00 +0000</pubDate><description>{body}</description></item>"
        for number in range(FEED_ITEMS)
    )
    data = f"<rss version='2.0'><channel><title>Ana</title>{''.join(items)}</channel></rss>".encode()

    def read() -> Figure:
        began = time.process_time()
        told = read_feed(data, fetched=NOW)
        return Figure(time.process_time() - began, 0, f"{len(told.items)} items, {len(data) // KB} kB")

    if wanted:
        yield _cpu("feed", measured(read, place.rounds), MILLISECONDS)


def rest(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """What a server holds when it is left alone."""
    stages = (("/today",), idle.EVERY_DAY, idle.NOW_AND_THEN)
    names = ("idle_start", "idle_today", "idle_days", "idle_all")
    folder = web_world.at(place.prepared / "web")
    for name, megabytes in zip(names, idle.waited(folder, stages), strict=True):
        if name in wanted:
            yield Reading(name=name, value=megabytes)


def sizes(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """What is brought to a user's machine, and to a browser."""
    if "wheel" in wanted:
        wheel = builds.build(ROOT, place.scratch / "release")["wheel"]
        yield Reading(name="wheel", value=wheel.stat().st_size / 1e6)
    if "install" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            install.install(Path(folder))
            yield Reading(name="install", value=install.size_of(Path(folder)) / install.MEGABYTE)
    if "map_data" in wanted:
        with open_network(web_world.at(place.prepared / "web"), now=NOW) as network:
            yield Reading(name="map_data", value=pages.Visitor(network).look("/network/map/data").size / KB)


def paints(place: Place, wanted: Collection[str]) -> Iterator[Reading]:
    """The first words of Today on a slow phone."""
    if wanted:
        folder = place.scratch / "painted"
        shutil.copytree(web_world.at(place.prepared / "web"), folder)
        found = paint.looked_at(folder, "/today", rounds=paint.ROUNDS)
        yield Reading(name="paint", value=min(one.first for one in found) / MILLISECONDS)


SHEETS: Final[dict[str, Callable[[Place, Collection[str]], Iterator[Reading]]]] = {
    "jobs": jobs,
    "ties": ties,
    "pages": looks,
    "api": answers,
    "words": words,
    "feed": feed,
    "rest": rest,
    "sizes": sizes,
    "paint": paints,
}
