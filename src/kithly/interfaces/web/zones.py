"""Time zones to choose from, by region."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

REGIONS: Final = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def zones() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the places of each region: a zone's name and what it is called on screen."""
    found: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for zone in sorted(available_timezones()):
        region, _, place = zone.partition("/")
        if region in found:
            found[region].append((zone, place.replace("_", " ").replace("/", ", ")))
    return {**{region: tuple(places) for region, places in found.items()}, "Other": (("UTC", "UTC"),)}
