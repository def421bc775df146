"""The rooms of the app: which address is answered by which function."""

from __future__ import annotations

from typing import Final

from kithly.interfaces.web.rooms import (
    accounts,
    changes,
    eras,
    feed,
    files,
    held,
    hello,
    inbox,
    merges,
    network,
    notes,
    outbox,
    people,
    people_edits,
    person,
    person_words,
    records,
    search,
    settings,
    settings_days,
    share,
    start,
    talks,
    today,
    triage,
    writer,
)
from kithly.interfaces.web.visit import Room

ROOMS: Final[tuple[Room, ...]] = (
    *today.ROOMS,
    *hello.ROOMS,
    *writer.ROOMS,
    *inbox.ROOMS,
    *notes.ROOMS,
    *outbox.ROOMS,
    *feed.ROOMS,
    *share.ROOMS,
    *people.ROOMS,
    *people_edits.ROOMS,
    *talks.ROOMS,
    *person.ROOMS,
    *person_words.ROOMS,
    *records.ROOMS,
    *search.ROOMS,
    *merges.ROOMS,
    *network.ROOMS,
    *start.ROOMS,
    *files.ROOMS,
    *held.ROOMS,
    *triage.ROOMS,
    *eras.ROOMS,
    *changes.ROOMS,
    *accounts.ROOMS,
    *settings.ROOMS,
    *settings_days.ROOMS,
)
