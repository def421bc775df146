"""Where something lies that the user named or handed over, as text to be found again by: a file, or an account."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kithly.sources import Arrival, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlace:
    """An account of the user's, to be read where it is.

    Attributes:
        id: Eight hexadecimal digits.
        name: What the user calls it: its address.
    """

    id: str
    name: str


FOLLOWED_PLACE = AccountPlace(id="followed", name="What you follow")
"""Everything that is followed, read in one go: two hundred pages are no two hundred jobs."""

Place = Path | Arrival | AccountPlace


def place_out(place: Place) -> dict[str, Any] | str:
    """Return a place as JSON can hold it."""
    if isinstance(place, Path):
        return str(place)
    if isinstance(place, AccountPlace):
        return {"account": place.id, "name": place.name}
    beside = [place_out(one) for one in place.beside]
    return {"path": str(place.path), "name": place.name, "mark": place.mark, "beside": beside}


def place_in(told: dict[str, Any] | str) -> Place:
    """Return the place that `place_out` was given."""
    if isinstance(told, dict) and "account" in told:
        return AccountPlace(id=told["account"], name=told["name"])
    return _file_in(told)


def _file_in(told: dict[str, Any] | str) -> Path | Arrival:
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
    return _file_in(place), (container, name)
