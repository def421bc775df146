"""Cards as each program writes them, with the records they hold beside them."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from kithly.records import Contact, Identity, NamedDay, PartialDate, Relation, Sighted
from kithly.sources.base import Item
from kithly.sources.vcard import VCard

GOLDEN = Path(__file__).parents[2] / "golden" / "vcard"
SAMPLES = sorted(GOLDEN.glob("*.vcf"))


def _item(path: Path) -> Item:
    return Item(
        path=path.name,
        name=path.name,
        size=path.stat().st_size,
        modified=datetime(2026, 1, 1, tzinfo=UTC),
        container="",
        opener=lambda: path.open("rb"),
    )


def _plain(value: object) -> object:
    match value:
        case PartialDate():
            return value.iso()
        case Identity():
            return f"{value.kind}:{value.value}"
        case NamedDay():
            return f"{value.label} {value.day.iso()}"
        case Relation():
            return f"{value.label} {value.name} {_plain(value.identity) if value.identity else ''}".strip()
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _record(sighted: Sighted) -> dict[str, object]:
    assert isinstance(sighted.record, Contact)
    told = {each.name: getattr(sighted.record, each.name) for each in fields(Contact)}
    row = {name: _plain(value) for name, value in told.items() if value}
    return {"at": sighted.at, "observed_at": sighted.observed_at.isoformat(), **row}


def outcomes(path: Path) -> list[dict[str, object]]:
    return [
        _record(one) if isinstance(one, Sighted) else {"at": one.at, "reason": one.reason}
        for one in VCard().read(_item(path))
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    assert VCard().recognises(_item(path))
    assert outcomes(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_picture_travels_with_its_record_and_is_named_by_its_hash(path: Path) -> None:
    for one in VCard().read(_item(path)):
        if isinstance(one, Sighted):
            assert isinstance(one.record, Contact)
            assert one.record.photo == (sha256(one.photo).hexdigest() if one.photo else "")


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_reading_twice_gives_the_same(path: Path) -> None:
    assert list(VCard().read(_item(path))) == list(VCard().read(_item(path)))


def test_a_glance_counts_the_cards() -> None:
    counted = {path.stem: VCard().glance(_item(path)).counts["cards"] for path in SAMPLES}
    assert counted == {"android": 3, "apple": 4, "google": 4, "nextcloud": 5, "odd": 10, "outlook": 1}


def test_no_sample_of_another_format_is_taken_for_cards() -> None:
    others = [path for path in GOLDEN.parent.rglob("*") if path.is_file() and path.suffix != ".vcf"]
    assert len(others) > 50
    assert [path for path in others if VCard().recognises(_item(path))] == []
