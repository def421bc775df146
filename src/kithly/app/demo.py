"""The demo: a made-up network written as real exports into a folder of its own."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from kithly.app.network import system_zone
from kithly.app.settings import DATABASE, read_settings
from kithly.errors import Conflict
from kithly.synthetic import DEMO_SEED, demo

MARK = "this-is-a-demo"  # only a folder with this file in it is ever made anew
EXPORTS = "exports"


def prepare(folder: Path | None, *, now: datetime | None, seed: int | None) -> tuple[Path, tuple[Path, ...]]:
    """Write the demo's exports, replacing an earlier demo.

    Args:
        folder: Where to; None for ``kithly-demo`` beside the user's own data folder.
        now: The present; None for the clock.
        seed: Another seed, another network; None for the usual one.

    Returns:
        The demo's data folder and the exports to import.

    Raises:
        Conflict: The folder holds something that is no demo.
    """
    target = folder or read_settings(None).folder.parent / "kithly-demo"
    target = target.expanduser().absolute()
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        raise Conflict(
            "folder",
            str(target),
            message=f"{target} holds something that is not a demo; it is left alone.",
            hint="kithly --data ANOTHER-FOLDER demo",
        )
    _clear(target)
    today = (now or datetime.now(UTC)).astimezone(system_zone()).date()
    return target, tuple(demo(target / EXPORTS, today=today, seed=DEMO_SEED if seed is None else seed))


def _clear(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    (target / MARK).touch(mode=0o600)
    shutil.rmtree(target / EXPORTS, ignore_errors=True)
    (target / EXPORTS).mkdir(mode=0o700)
    for stale in target.glob(f"{DATABASE}*"):
        stale.unlink()
