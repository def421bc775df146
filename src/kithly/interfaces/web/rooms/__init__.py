"""The rooms of the app: which address is answered by which function."""

from __future__ import annotations

from typing import Final

from kithly.interfaces.web.rooms import changes, hello, merges, people, person, records, search, settings, today
from kithly.interfaces.web.visit import Room

ROOMS: Final[tuple[Room, ...]] = (
    *today.ROOMS,
    *hello.ROOMS,
    *people.ROOMS,
    *person.ROOMS,
    *records.ROOMS,
    *search.ROOMS,
    *merges.ROOMS,
    *changes.ROOMS,
    *settings.ROOMS,
)
