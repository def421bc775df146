"""Every variant of mbox as a sample, with the records it holds beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.records import Flag, Message, Party, Problem, Sighted
from kithly.sources.base import Item, Known
from kithly.sources.mbox import Mbox

GOLDEN = Path(__file__).parents[2] / "golden" / "mbox"
SAMPLES = sorted(GOLDEN.glob("*.mbox"))
NAMES = {"thunderbird-sent.mbox": "Mail/Local Folders/Sent"}


def _item(path: Path) -> Item:
    return Item(
        path=path.name,
        name=NAMES.get(path.name, path.name),
        size=path.stat().st_size,
        modified=datetime(2026, 1, 1, tzinfo=UTC),
        container="",
        opener=lambda: path.open("rb"),
    )


def _party(party: Party | None) -> str:
    if party is None:
        return ""
    return f"{party.name} <{party.identity.value if party.identity else ''}>"


def _plain(message: Message) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(message, name) for name in ("key", "recipients", "subject", "text", "own")}
    row |= {name: getattr(message, name) for name in ("signature", "message_id", "parent", "thread")}
    row |= {"at": message.at.isoformat() if message.at else None, "sender": _party(message.sender)}
    row |= {"to": [_party(party) for party in message.to], "cc": [_party(party) for party in message.cc]}
    flags = [flag.name for flag in Flag if flag in message.flags]
    return row | {"flags": flags, "labels": list(message.labels), "attachments": list(message.attachments)}


def _outcomes(path: Path) -> list[dict[str, object]]:
    rows = []
    for outcome in Mbox().read(_item(path)):
        if isinstance(outcome, Sighted):
            assert isinstance(outcome.record, Message)
            rows.append(_plain(outcome.record))
        else:
            assert isinstance(outcome, Problem)
            rows.append({"at": outcome.at, "reason": outcome.reason, "held": outcome.held})
    return rows


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert _outcomes(path) == expected


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_reading_goes_on_at_every_offset_with_the_same_records(path: Path) -> None:
    whole = list(Mbox().read(_item(path)))
    for place, outcome in enumerate(whole):
        if isinstance(outcome, Sighted):
            assert outcome.resume is not None
            assert list(Mbox().read(_item(path), resume=outcome.resume)) == whole[place + 1 :]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_known_messages_are_counted_and_not_read_again(path: Path) -> None:
    first = list(Mbox().read(_item(path)))
    known = {outcome.raw for outcome in first if isinstance(outcome, Sighted)}
    again = list(Mbox().read(_item(path), known=known))
    assert 0 not in known
    assert len(again) == len(first)
    assert [type(outcome) for outcome in again] == [Known if isinstance(each, Sighted) else Problem for each in first]


def test_samples_are_recognised() -> None:
    assert SAMPLES
    assert all(Mbox().recognises(_item(path)) for path in SAMPLES)


@pytest.mark.parametrize("other", sorted(path.name for path in (GOLDEN.parent / "linkedin").rglob("*.csv")))
def test_another_source_s_sample_is_refused(other: str) -> None:
    path = next((GOLDEN.parent / "linkedin").rglob(other))
    assert not Mbox().recognises(_item(path))
