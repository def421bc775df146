"""Mails made to hurt are imported as any user would: each in less than two seconds of CPU and 256 MB."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.hostile_imports import imported
from tests.unit.sources.hostile_mails import HEAD, HOSTILE

SECONDS = 2.0  # of CPU, beyond the start of the program
MEGABYTES = 256  # of memory in all
GOOD = HEAD.replace(b"<m@x>", b"<good@x>") + b"Subject: whole\n\nHello\n"
AFTER = GOOD.replace(b"<good@x>", b"<after@x>")
LINE = b"From ana@example.org Thu Aug  9 18:39:17 2012\n"


def test_every_hostile_mail_costs_little_and_its_neighbours_nothing(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    names = {f"{place:03}.mbox": name for place, name in enumerate(HOSTILE)}
    for file, name in names.items():
        (given / file).write_bytes(LINE + GOOD + b"\n" + LINE + HOSTILE[name] + b"\n\n" + LINE + AFTER)
    told = imported(given, tmp_path / "out")
    assert told.keys() == names.keys()
    for one in told.values():
        one.held_to(seconds=SECONDS, megabytes=MEGABYTES)
        assert one.totals["read"] >= 3, one
        assert one.totals["new"] >= 2, one  # both neighbours
