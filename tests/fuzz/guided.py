"""Coverage-guided search for bytes that a reader cannot bear: ``python -m tests.fuzz.guided --minutes 10 [NAME...]``.

Each reader has a process of its own, so that a hang, a crash of foreign code and memory without end are seen from
outside. What is found lies in ``build/fuzz/NAME``; what was learnt stays there for the next time. Atheris does the
guiding where there is one (Linux on x86-64, up to Python 3.13); elsewhere the same edits are made without a guide.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parents[2] / "build" / "fuzz"
MEMORY = 1_280  # megabytes a process may hold in all: some 750 for all readers and the guide, the rest for one input
PATIENCE = 10  # seconds of one input before it hangs; its CPU time is held to less while it is read
LONGEST = 1 << 16  # bytes of one input
HAS_GUIDE = importlib.util.find_spec("atheris") is not None


def main(words: Sequence[str]) -> int:
    """Try every reader named, or all, one after the other; return how many could not bear something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="in all")
    parser.add_argument("--alone", action="store_true", help="try one reader in this very process")
    parser.add_argument("--runs", type=int, default=-1, help="inputs of each reader, at most")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where what was learnt and found lies")
    parser.add_argument("--unguided", action="store_true", help="look as where there is no atheris")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args(words)
    if asked.alone:
        look = _guided if HAS_GUIDE and not asked.unguided else _unguided
        look(asked.names, asked)
        return 0
    from tests.fuzz.targets import targets  # noqa: PLC0415 - a guided process loads it under its guide

    names = asked.names or list(targets())
    each = asked.minutes / len(names)
    return sum(_apart(name, each, asked) for name in names)


def _apart(name: str, minutes: float, asked: argparse.Namespace) -> int:
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.guided",
        "--alone",
        "--minutes",
        str(minutes),
        "--folder",
        asked.folder,
    ]
    ran = subprocess.run(
        [*command, "--runs", str(asked.runs), name], capture_output=True, text=True, errors="replace", check=False
    )
    told = (ran.stdout + ran.stderr).strip().splitlines()
    print(f"{name:24} {'whole' if ran.returncode == 0 else 'FOUND'}  {told[-1] if told else ''}", flush=True)  # noqa: T201
    if ran.returncode:
        print("\n".join(told[-30:]), flush=True)  # noqa: T201
    return int(ran.returncode != 0)


def _guided(names: Sequence[str], asked: argparse.Namespace) -> None:
    """Let atheris look, in this process, which it ends."""
    import atheris  # noqa: PLC0415 - only where there is one

    with atheris.instrument_imports(include=["kithly.sources"], enable_loader_override=False):
        from tests.fuzz.targets import targets  # noqa: PLC0415
    chosen = [targets()[name] for name in names or targets()]
    folder = asked.folder / (names[0] if len(names) == 1 else "all")
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for place, target in enumerate(chosen):
        for number, seed in enumerate(target.seeds):
            (corpus / f"seed-{target.name}-{number}").write_bytes(bytes([place])[: len(chosen) - 1] + seed[:LONGEST])

    def attempt(data: bytes) -> None:
        if len(chosen) == 1:
            chosen[0].attempt(data)
        elif data:
            chosen[data[0] % len(chosen)].attempt(data[1:])

    seconds = round(asked.minutes * 60)
    limits = [f"-max_total_time={seconds}", f"-runs={asked.runs}", f"-rss_limit_mb={MEMORY}", f"-timeout={PATIENCE}"]
    shown = [f"-artifact_prefix={folder}/", "-seed=1", f"-max_len={LONGEST}"]
    atheris.Setup([sys.argv[0], *limits, *shown, str(corpus)], attempt)
    atheris.Fuzz()


def _unguided(names: Sequence[str], asked: argparse.Namespace) -> None:
    """Look without a guide: the same bytes damaged again and again."""
    from tests.fuzz.damage import TELLING  # noqa: PLC0415
    from tests.fuzz.edits import WORDS, edited  # noqa: PLC0415
    from tests.fuzz.targets import targets  # noqa: PLC0415

    chance, until, count = Random(1), time.monotonic() + 60 * asked.minutes, 0  # noqa: S311 - the same search every time
    chosen = [targets()[name] for name in names or targets()]
    while time.monotonic() < until and count != asked.runs:
        target = chosen[count % len(chosen)]
        steps = [
            (chance.choice(("out", "double", "turn", "put", "grow", "end")), chance.randrange(1_001),
             chance.randrange(1_001), chance.choice((*WORDS, bytes([chance.choice(TELLING)]))))
            for _ in range(chance.randrange(1, 5))
        ]  # fmt: skip
        data = edited(chance.choice(target.seeds), steps)
        try:
            target.attempt(data)
        except BaseException:
            (asked.folder / target.name).mkdir(parents=True, exist_ok=True)
            (asked.folder / target.name / "crash").write_bytes(data)
            raise
        count += 1
    print(f"{count:,} inputs")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
