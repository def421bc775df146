"""Own samples of every era of LinkedIn's export against the records they hold."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kithly.records import Problem
from kithly.sources._formats.archive import items
from kithly.sources.linkedin_export import LinkedInExport

GOLDEN = Path(__file__).parents[2] / "golden" / "linkedin"
ERAS = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in ("", None, (), False)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def told_by(folder: Path) -> dict[str, Any]:
    """Return everything the source says about a folder, as JSON holds it."""
    source = LinkedInExport()
    told: dict[str, Any] = {}
    for item in items(folder):
        if not source.recognises(item):
            told[item.name] = source.not_read(item)
            continue
        told[item.name] = [
            {"place": one.at, "problem": one.reason}
            if isinstance(one, Problem)
            else {
                "place": one.at,
                "observed": one.observed_at.isoformat(),
                "record": type(one.record).__name__,
                **_plain(asdict(one.record)),
            }
            for one in source.read(item)
        ]
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]  # json returns Any


@pytest.mark.parametrize("era", ERAS)
def test_every_era_gives_the_records_written_beside_it(era: str) -> None:
    expected = json.loads((GOLDEN / f"{era}.json").read_text("utf-8"))
    assert told_by(GOLDEN / era) == expected


def test_there_is_a_sample_of_every_era() -> None:
    years = {era.split("-")[-1][:4] for era in ERAS}
    assert years == {"2018", "2020", "2022", "2024", "2026"}
