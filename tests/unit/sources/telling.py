"""What a source tells of a sample, as JSON holds it: for samples with their records beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kithly.records import Flag, Message, Problem, Sighted
from kithly.sources import FileSource, Known, items
from kithly.sources.base import Item

ON = datetime(2026, 8, 1, tzinfo=UTC)  # day on which samples say they were written


def item_of(name: str, data: bytes, *, container: str = "", answers: Mapping[str, str] | None = None) -> Item:
    """Return a file held in memory as something to read."""
    return Item(
        path=f"{container}/{name}" if container else name,
        name=name,
        size=len(data),
        modified=ON,
        container=container,
        opener=lambda: io.BytesIO(data),
        answers=answers or {},
    )


def items_in(place: Path) -> tuple[Item, ...]:
    """Return the files of a sample, all written on one day."""
    return tuple(replace(item, modified=ON) for item in items(place))


def read(source: FileSource, item: Item, *, resume: int = 0) -> list[Sighted | Problem]:
    """Return everything a source says of a file."""
    found = list(source.read(item, resume=resume))
    assert not any(isinstance(one, Known) for one in found)
    return found


def told_by(source: FileSource, item: Item) -> list[Any]:
    """Return everything a source says of a file, as JSON holds it."""
    return json.loads(json.dumps([_told(one) for one in read(source, item)]))  # type: ignore[no-any-return]


def _told(one: Sighted | Problem) -> dict[str, Any]:
    if isinstance(one, Problem):
        return {"place": one.at, "problem": one.reason, "held": one.held, **_question(one)}
    told = {"place": one.at, "record": type(one.record).__name__, **_plain(asdict(one.record))}
    if isinstance(one.record, Message):
        told["flags"] = [flag.name for flag in Flag if flag in one.record.flags]
    return told


def _question(one: Problem) -> dict[str, Any]:
    return {"question": one.question.text} if one.question else {}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in ("", None, (), False)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
