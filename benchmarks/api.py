"""What each look of a program costs the server: asked through the whole door, its gate and its pass included.

    python benchmarks/api.py FOLDER [--rounds N] [--only PATH ...]

FOLDER holds the web world (`benchmarks.web_world`), and is made if it does not. Two looks are told apart: the *first*
after the server started, and *again*, when nothing was written since. *Unchanged* is one that names what it has.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import web_world
from benchmarks.asgi import asked
from benchmarks.worlds import NOW

from kithly.app.network import Network, open_network
from kithly.app.passes.keeping import make_pass
from kithly.app.persons.finding import find_people
from kithly.app.today.day import today
from kithly.interfaces.rest.door import Door

PORT = 8765
ROOT = "/api/v1"
ROUNDS = 100


class Program:
    """A program before the door, in this process and without a socket."""

    def __init__(self, network: Network) -> None:
        self._door = Door(_nothing, network=lambda: network, port=PORT, log=network.doors)
        self._token = make_pass(network, "benchmark").token.encode()

    async def look(self, path: str, mark: bytes = b"") -> tuple[float, int, bytes]:
        """Ask for something that must be there; return milliseconds of the processor, bytes, and the mark."""
        shown = [(b"authorization", b"Bearer " + self._token), *([(b"if-none-match", mark)] if mark else [])]
        begun = time.process_time()
        messages = await asked(self._door, ROOT + path, shown, port=PORT)
        cost = (time.process_time() - begun) * 1e3
        head = next(message for message in messages if message["type"] == "http.response.start")
        if head["status"] != (304 if mark else 200):
            raise SystemExit(f"{path} answered {head['status']}")
        size = sum(len(message.get("body", b"")) for message in messages)
        return cost, size, dict(head["headers"])[b"etag"]


async def _nothing(*_: Any) -> None:
    """Answer nothing: no page is asked for here."""


def looks(network: Network) -> Iterator[tuple[str, ...]]:
    """Yield the addresses that are asked for, several where another one is asked for each time."""
    people = find_people(network, sort="importance", limit=ROUNDS).people
    touch = today(network, drafts=False).touches[0].id
    yield from (
        ("/people",),
        ("/people?limit=5",),
        ("/people?sort=silent&limit=100",),
        ("/changes",),
        ("/me",),
        ("/inbox",),
        ("/today",),
        (f"/hellos/{touch}",),
        ("/strength",),
        ("/network",),
        ("/years",),
        ("/forecast",),
    )
    for part in ("", "/tie", "/timeline", "/draft"):
        yield tuple(f"/people/{one.id}{part}" for one in people)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    with open_network(web_world.at(chosen.folder), now=NOW) as network:
        program, every = Program(network), list(looks(network))
        network.recall.forget()
        gc.collect()
        gc.freeze()
        wanted = [paths for paths in every if not chosen.only or paths[0] in chosen.only]
        asyncio.run(_all_measured(program, wanted, chosen.rounds))  # one loop: its threads stay, as in a server


async def _all_measured(program: Program, every: list[tuple[str, ...]], rounds: int) -> None:
    print(f"{'CPU, ms':32} {'first':>8} {'again':>7} {'unchanged':>10} {'kB':>6}")
    for paths in every:
        await _measured(program, paths, rounds)


async def _measured(program: Program, paths: tuple[str, ...], rounds: int) -> None:
    first, size, _ = await program.look(paths[0])
    turns = cycle(paths)
    again = [(await program.look(next(turns)))[0] for _ in range(rounds)]
    marks = {path: (await program.look(path))[2] for path in paths}
    turns = cycle(paths)
    known = [(await program.look(path, marks[path]))[0] for path in (next(turns) for _ in range(rounds))]
    told = f"{statistics.median(again):7.2f} {statistics.median(known):10.2f} {size / 1024:6.1f}"
    print(f"{paths[0]:32} {first:8.1f} {told}", flush=True)


if __name__ == "__main__":
    main()
