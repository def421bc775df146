"""Maildirs of five programs and single mails as samples, with the records they hold beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kithly.records import Flag, Message, Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources.base import Item, Known
from kithly.sources.eml import Eml
from kithly.sources.maildir import Maildir
from kithly.sources.mbox import Mbox

GOLDEN = Path(__file__).parents[2] / "golden"
SAMPLES = [
    *(path for path in sorted((GOLDEN / "maildir").iterdir()) if path.is_dir()),
    *(path for path in sorted((GOLDEN / "eml").iterdir()) if path.suffix != ".json"),
]
IDS = [f"{path.parent.name}-{path.stem}" for path in SAMPLES]
SOURCES = (Eml(), Maildir(), Mbox())


def source_of(item: Item) -> Eml | Maildir | Mbox | None:
    found = [source for source in SOURCES if source.recognises(item)]
    assert len(found) < 2
    return found[0] if found else None


def _plain(outcome: object) -> dict[str, object]:
    if isinstance(outcome, Problem):
        return {"at": outcome.at, "reason": outcome.reason, "held": outcome.held}
    assert isinstance(outcome, Sighted)
    message = outcome.record
    assert isinstance(message, Message)
    row: dict[str, object] = {"at": outcome.at, "when": message.at.isoformat() if message.at else None}
    row |= {"key": message.key, "subject": message.subject, "own": message.own, "signature": message.signature}
    row |= {"from": message.sender and message.sender.name, "to": [party.name for party in message.to]}
    return row | {"flags": [flag.name for flag in Flag if flag in message.flags], "labels": list(message.labels)}


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    rows = {}
    for item in items(path):
        source = source_of(item)
        outcomes = [_plain(one) for one in source.read(item)] if source else []
        name = f"{item.name} ({source.name if source else 'not read'})"
        rows[name] = sorted(outcomes, key=lambda one: str(one["at"]))  # a copy of the sample has other times
    return rows


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    assert _rows(path) == json.loads(path.with_name(path.stem + ".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_a_zip_of_a_sample_gives_the_same_records(path: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    shutil.copytree(path, box, dirs_exist_ok=True) if path.is_dir() else shutil.copy(path, box)
    packed = Path(shutil.make_archive(str(tmp_path / path.stem), "zip", box))
    keys = sorted(str(one.get("key")) for rows in _rows(path).values() for one in rows)
    assert sorted(str(one.get("key")) for rows in _rows(packed).values() for one in rows) == keys


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_reading_goes_on_behind_every_message(path: Path) -> None:
    for item in items(path):
        source = source_of(item)
        whole = list(source.read(item)) if source else []
        for place, outcome in enumerate(whole):
            if source and isinstance(outcome, Sighted) and outcome.resume is not None:
                assert list(source.read(item, resume=outcome.resume)) == whole[place + 1 :]


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_known_messages_are_counted_and_not_opened_again(path: Path) -> None:
    for item in items(path):
        source = source_of(item)
        if not isinstance(source, (Eml, Maildir)) or item.leaves is None:
            continue
        whole = list(source.read(item))
        known = {one.raw for one in whole if isinstance(one, Sighted)}
        again = list(source.read(item, known=known))
        assert 0 not in known
        assert [type(one) for one in again] == [Known if isinstance(one, Sighted) else Problem for one in whole]


OTHERS = sorted(
    path for path in GOLDEN.rglob("*") if path.is_file() and path.relative_to(GOLDEN).parts[0] not in {"eml", "maildir"}
)


def test_samples_of_other_sources_are_refused() -> None:
    assert OTHERS
    for path in OTHERS:
        if path.suffix != ".json":
            assert [item.path for item in items(path) if Eml().recognises(item) or Maildir().recognises(item)] == []
