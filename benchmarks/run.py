"""Measure speed and size, hold every figure against its gate, and end badly where one is beyond what is refused.

    python benchmarks/run.py [--only NAME ...] [--sheet SHEET ...] [--rounds N] [--folder FOLDER] [--keep]

The machine may be shared and noisy, so CPU time counts, with children, as a ratio to a fixed piece of work measured
right before and after it; the best of several rounds. `--folder` keeps the prepared files for the next run, `--keep`
adds a line to `history.jsonl` and puts the figures into the documentation. The mailbox needs the public mailboxes:
KITHLY_CORPORA=FOLDER; a gate that was not measured is a failure.
"""

from __future__ import annotations

import argparse
import compileall
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import record
from benchmarks.calibration import calibrate
from benchmarks.gates import TABLE, Gate, Verdict, gates
from benchmarks.sheets import SHEETS, Place, Reading

import kithly

ROUNDS = 3


def readings(chosen: Sequence[Gate], place: Place) -> Iterator[tuple[Gate, Reading]]:
    """Measure, a sheet after the other."""
    for name, sheet in SHEETS.items():
        wanted = {gate.name: gate for gate in chosen if gate.sheet == name}
        if wanted:
            yield from ((wanted[one.name], one) for one in sheet(place, list(wanted)))


def told(gate: Gate, reading: Reading | None, verdict: Verdict) -> str:
    """Return a gate's line of the table."""
    measured = f"{reading.value:10.3f}" if reading else " " * 10
    note = f"  {reading.note}" if reading and reading.note else ""
    return f"{gate.name:24}{measured}{gate.aim:10g}{gate.refuse:10g} {gate.unit:3} {verdict}{note}"


def run(chosen: Sequence[Gate], place: Place) -> tuple[dict[str, Reading], list[str]]:
    """Measure and print; return what was measured, and the gates that let nothing through."""
    found: dict[str, Reading] = {}
    refused = []
    print(f"{'gate':24}{'measured':>10}{'aim':>10}{'refuse':>10}      verdict")
    for gate, reading in readings(chosen, place):
        found[gate.name] = reading
        verdict = gate.verdict(reading.value, os.getloadavg()[0])
        print(told(gate, reading, verdict), flush=True)
        if not verdict.is_fine:
            refused.append(gate.name)
    for gate in chosen:
        if gate.name not in found:
            print(told(gate, None, Verdict.MISSING), flush=True)
            refused.append(gate.name)
    return found, refused


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="keep the prepared files here for the next run")
    parser.add_argument("--only", nargs="*", default=[], help="names of gates")
    parser.add_argument("--sheet", nargs="*", default=[], help="names of sheets")
    parser.add_argument("--gates", type=Path, default=TABLE, help="another table of gates")
    parser.add_argument("--keep", action="store_true", help="write the figures down")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write down; returns 1 if a gate lets nothing through."""
    asked = _asked(arguments)
    every = gates(asked.gates).values()
    chosen = [gate for gate in every if not (asked.only or asked.sheet) or gate.name in asked.only]
    chosen += [gate for gate in every if gate.sheet in asked.sheet]
    compileall.compile_dir(Path(kithly.__file__).parent, quiet=1)  # as an installed Kithly has it
    with tempfile.TemporaryDirectory() as folder:
        place = Place(prepared=asked.folder or Path(folder) / "prepared", scratch=Path(folder), rounds=asked.rounds)
        found, refused = run(chosen, place)
    if asked.keep:
        figures = {name: (one.value, one.raw) for name, one in found.items()}
        with record.HISTORY.open("a", encoding="utf-8") as file:
            file.write(record.line(figures, unit=calibrate(), load=os.getloadavg()[0]) + "\n")
        record.main()
    print(f"Refused: {', '.join(refused)}." if refused else "Nothing is beyond what is refused.")
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main())
