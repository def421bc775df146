"""A network with words of every kind, and an export as a dictionary."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Kithly

FORMULAS = ("=1+1", "+1+1", "@SUM(1)", '=HYPERLINK("https://example.org")', "first\n=1+1", "'=quoted")


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def give_words(kithly: Kithly) -> None:
    """Say something of every kind that can be said."""
    ana, ben, carl, dora, eve = (row["id"] for row in kithly.view("people", "--limit", "5")["people"])
    today = [one["id"] for one in kithly.view("today", "--minutes", "60")["touches"]]
    for words in (
        ("note", ana, "=HYPERLINK(1) met in Oslo\nFrom the fair, “jam”"),
        ("circle", ana, "Climbing"),
        ("importance", ben, "high"),
        ("cadence", ben, "90"),
        ("needs", carl, "--looks-for", "a printer"),
        ("quiet", dora),
        ("remembered", eve),
        ("log", carl, "a call about jam"),
        ("met", "Zoë Þórsdóttir", "--where", "the harbour"),
        ("found", ben, "https://example.org/talk"),
        ("me", "--set", "timezone=Europe/Oslo", "--set", "now=I build boats"),
        ("same", ana, ben),
        ("done", today[0]),
        ("snooze", today[1]),
        ("skip", today[2]),
    ):
        kithly.ok(*words)
    kithly.ok("undo")  # a change that was taken back goes along too
