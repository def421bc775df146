"""A plug-in that reads diaries and has to ask which of day and month comes first: found by its own entry point."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SOURCE = """
from datetime import UTC, datetime
from kithly.records import Choice, Contact, PartialDate, Problem, Question, Sighted

class Diary:
    name = family = "diary"
    version = 1

    def recognises(self, item):
        return item.head(6) == b"DIARY\\n"

    def read(self, item, *, resume=0):
        owner = ""
        with item.opener() as stream:
            lines = stream.read().decode().splitlines()
        for number, line in enumerate(lines[1:], start=2):
            if line.startswith("OF "):
                owner = line[3:]
                continue
            day, name = line.split(" ", 1)
            first, second, year = map(int, day.split("/"))
            yield self._entry(item, number, (first, second, year), name, owner)

    def _entry(self, item, number, told, name, owner):
        first, second, year = told
        order = "day-first" if first > 12 else None
        question = None
        if order is None:
            question = Question(
                key="date-order:" + owner,
                text=f"Which comes first in {first:02}/{second:02}/{year}, the day or the month?",
                choices=(Choice(value="day-first", text="the day"), Choice(value="month-first", text="the month")),
            )
            order = item.answers.get(question.key)
        if order is None:
            reason = "day and month cannot be told apart"
            return Problem(at=f"line {number}", reason=reason, held=True, question=question)
        day, month = (first, second) if order == "day-first" else (second, first)
        met = PartialDate(year=year, month=month, day=day)
        contact = Contact(key=f"{name} {met}", name=name, birthday=met)
        return Sighted(record=contact, at=f"line {number}", observed_at=datetime(2026, 1, 1, tzinfo=UTC))
"""
ENTRY = "[kithly.sources]\ndiary = kithly_diary_example:Diary\n"
DIARY = "DIARY\nOF {owner}\n03/04/2021 Ana Fictional\n25/04/2021 Ben Fictional\n05/06/2021 Cy Fictional\n"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process, and those it starts, find the plug-in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kithly_diary_example.py").write_text(SOURCE, "utf-8")
    told = folder / "kithly_diary_example-1.0.dist-info"
    told.mkdir(exist_ok=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: kithly-diary-example\nVersion: 1.0\n", "utf-8")
    (told / "entry_points.txt").write_text(ENTRY, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))


def write_diary(path: Path, owner: str = "Nobody") -> Path:
    """Write a diary of three entries, of which two can be read in two ways."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DIARY.format(owner=owner), "utf-8")
    return path
