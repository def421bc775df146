"""Where a file lies that the user named or handed over, as text to be found again by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kithly.sources import Arrival, Item


def place_out(place: Path | Arrival) -> dict[str, Any] | str:
    """Return a place as JSON can hold it."""
    if isinstance(place, Path):
        return str(place)
    beside = [place_out(one) for one in place.beside]
    return {"path": str(place.path), "name": place.name, "mark": place.mark, "beside": beside}


def place_in(told: dict[str, Any] | str) -> Path | Arrival:
    """Return the place that `place_out` was given."""
    return Path(told) if isinstance(told, str) else _arrival_in(told)


def _arrival_in(told: dict[str, Any]) -> Arrival:
    beside = tuple(_arrival_in(one) for one in told["beside"])
    return Arrival(path=Path(told["path"]), name=told["name"], mark=told["mark"], beside=beside)


def lies(place: Path | Arrival) -> Path:
    """Return the path on disk."""
    return place.path if isinstance(place, Arrival) else place


def origin_of(place: Path | Arrival, item: Item) -> str:
    """Return where an item is found again: the place that was named, whole, and what it is called in there."""
    whole = place if isinstance(place, Arrival) else place.absolute()
    return json.dumps([place_out(whole), item.container, item.name], ensure_ascii=False)


def read_origin(text: str) -> tuple[Path | Arrival, tuple[str, str]] | None:
    """Return the place and the item's container and name, as `origin_of` told; None where nothing was told."""
    if not text:
        return None
    place, container, name = json.loads(text)
    return place_in(place), (container, name)
