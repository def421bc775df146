"""Names and hellos at hand for whoever types: read straight from the file, without anything that takes time to load."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kithly.app.settings import read_settings
from kithly.errors import SettingsError

MOST = 100  # names offered
PATIENCE = 0.1  # seconds to wait for a file that is being written
# One network has one ego today: its rows are all there are.
NAMES = "SELECT name FROM people WHERE known = 1 ORDER BY name_key"
NAMED = "SELECT person, name FROM people"
NEWEST_PLAN = 'SELECT "plan" FROM plans ORDER BY day DESC LIMIT 1'


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """Something that can be typed.

    Attributes:
        word: What is typed.
        told: What it stands for.
    """

    word: str
    told: str = ""


def names_at_hand(folder: Path | None, begin: str) -> list[AtHand]:
    """Return names of people ego knows that begin so; none where nothing can be read.

    Args:
        folder: The data folder given as an option; None for the usual one.
        begin: What was typed so far, in any case.
    """
    rows = _read(folder, NAMES)
    wanted = begin.casefold()
    names = dict.fromkeys(str(name) for (name,) in rows)
    first = [name for name in names if name.casefold().startswith(wanted)]
    return [AtHand(word=name) for name in first[:MOST]]


def hellos_at_hand(folder: Path | None, begin: str) -> list[AtHand]:
    """Return the ids of the newest day's hellos that begin so, with what each is.

    Args:
        folder: The data folder given as an option; None for the usual one.
        begin: What was typed so far.
    """
    rows = _read(folder, NEWEST_PLAN)
    names = dict(_read(folder, NAMED))
    try:
        touches = json.loads(rows[0][0])["touches"] if rows else []
        told = [AtHand(word=str(one["id"]), told=f"{one['kind']} {names.get(one['person'], '')}") for one in touches]
    except (ValueError, KeyError, TypeError):
        return []
    return [one for one in told if one.word.startswith(begin.lower())]


def _read(folder: Path | None, query: str) -> list[Any]:
    """Return what a query finds; nothing where there is no database yet, or none that can be read at once."""
    try:
        database = read_settings(folder).database
        if not database.is_file():
            return []
        place = f"{database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(place, uri=True, timeout=PATIENCE)) as kept:
            return kept.execute(query).fetchall()
    except (OSError, SettingsError, sqlite3.Error, ValueError):
        return []
