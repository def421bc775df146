"""Public exports of Slack: all go through, and each row is a record or a problem."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.sources.telling import read

from kithly.records import Problem, Sighted
from kithly.sources import items
from kithly.sources.slack import Slack

ASSETS = "chat/rusq+slackdump/internal/fixtures/assets"


def test_a_whole_export_goes_through_as_a_folder_and_as_a_zip(corpora: Path) -> None:
    source, told = Slack(), []
    for place in ("source_export_dir", "source_export.zip"):
        found = {item.name: item for item in items(corpora / ASSETS / place)}
        unread = {name: source.not_read(item) for name, item in found.items() if not source.recognises(item)}
        assert all(unread.values()), unread
        days = {name: read(source, item) for name, item in found.items() if "/" in name}
        for name, rows in days.items():
            assert len(rows) == len(json.loads(found[name].head(1 << 20))), name
        assert not any(isinstance(one, Sighted) for rows in days.values() for one in rows)  # who is ego is not known
        told.append([one for rows in days.values() for one in rows if isinstance(one, Problem) and one.held])
    assert told[0] == told[1]
    assert told[0]  # answers in a thread


def test_talks_kept_by_another_program_are_named_or_read(corpora: Path) -> None:
    for path in sorted((corpora / ASSETS).rglob("*.json")):
        for item in items(path):
            if Slack().recognises(item):
                read(Slack(), item)
            elif path.name.startswith("CHY5"):
                assert Slack().not_read(item)
