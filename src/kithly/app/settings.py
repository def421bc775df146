"""Where the data lives and how Kithly behaves: settings.toml < environment < options."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from kithly.errors import SettingsError

FILE = "settings.toml"
DATABASE = "kithly.db"
BACKUPS = "backups"  # the folder in the data folder that takes backups
DEFAULT_MINUTES = 10.0
MAX_MINUTES = 24 * 60.0
LEARN = "learn"
UNDO_SECONDS = 20.0  # to take a message back after the yes, before anything is opened
MAX_UNDO = 3_600.0
PATIENCE_SECONDS = 60.0  # a server that takes messages may say nothing
MAX_PATIENCE = 600.0  # what the standard allows it at the end of a mail (RFC 5321, 4.5.3.2.6)
KNOWN = (
    "minutes, network.read_pages, network.own_hosts, search.engine, search.url, outbox.undo_seconds, "
    "outbox.patience_seconds"
)
TABLES = {
    "network": ("read_pages", "own_hosts"),
    "search": ("engine", "url"),
    "outbox": ("undo_seconds", "patience_seconds"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this Kithly behaves.

    Attributes:
        folder: The data folder; everything Kithly keeps lies in it.
        minutes: Minutes a day the user has for hellos.
        is_learning: Whether they follow what gets done (``minutes = "learn"``).
        reads_pages: Whether a link given to ``found`` is fetched; off unless the user says so.
        own_hosts: Hosts of the user's own private network that pages may be read from; all others must be public.
        search_engine: The engine that ``look --search`` asks; empty for none.
        search_url: Where it is asked, if not where it always is.
        undo_seconds: Seconds in which an approved message can be taken back before it goes out.
        patience_seconds: Seconds a server that takes messages may say nothing.
    """

    folder: Path
    minutes: float = DEFAULT_MINUTES
    is_learning: bool = False
    reads_pages: bool = False
    own_hosts: tuple[str, ...] = ()
    search_engine: str = ""
    search_url: str = ""
    undo_seconds: float = UNDO_SECONDS
    patience_seconds: float = PATIENCE_SECONDS

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    @property
    def backups(self) -> Path:
        """The folder that takes backups unless the user chose another."""
        return self.folder / BACKUPS


def data_folder(folder: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the data lies, whether or not anything is there.

    Args:
        folder: The folder given as an option, or None for ``KITHLY_DATA``, else the platform's.
        environment: Environment variables.
        file: Read instead of the folder's own, to see whether it could be.
    """
    named = folder or (Path(environment["KITHLY_DATA"]) if environment.get("KITHLY_DATA") else None)
    return (named or user_data_path("kithly", appauthor=False)).expanduser().absolute()


def read_settings(
    folder: Path | None, environment: Mapping[str, str] = os.environ, *, file: Path | None = None
) -> Settings:
    """Return the settings in force.

    Args:
        folder: The folder given as an option, or None for ``KITHLY_DATA``, else the platform's.
        environment: Environment variables.
        file: Read instead of the folder's own, to see whether it could be.

    Raises:
        SettingsError: A value is unusable.
    """
    settings = Settings(folder=data_folder(folder, environment))
    settings = _apply(settings, _read_file(file or settings.folder / FILE))
    if "KITHLY_MINUTES" in environment:
        settings = _apply(settings, {"minutes": environment["KITHLY_MINUTES"]})
    return settings


def _read_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(FILE, f"{path} is not valid TOML: {error}.", hint="Mend or delete the file.") from error


def _apply(settings: Settings, values: Mapping[str, Any]) -> Settings:
    for key, value in values.items():
        if key in TABLES:
            settings = _with_table(settings, key, value)
            continue
        if key != "minutes":
            raise _unknown(key)
        is_learning = value == LEARN
        minutes = settings.minutes if is_learning else minutes_from(value)
        settings = replace(settings, minutes=minutes, is_learning=is_learning)
    return settings


def _with_table(settings: Settings, table: str, values: object) -> Settings:
    """Return the settings with those of a table: what may be asked of the network."""
    if not isinstance(values, dict):
        raise SettingsError(table, f"[{table}] is a table of settings.", hint=f"Known settings: {KNOWN}")
    for key, value in values.items():
        if key not in TABLES[table]:
            raise _unknown(f"{table}.{key}")
        if table == "outbox":
            settings = _with_seconds(settings, key, value)
        elif key == "read_pages":
            if not isinstance(value, bool):
                raise SettingsError(key, f"read_pages is true or false, not {value!r}.", hint="read_pages = true")
            settings = replace(settings, reads_pages=value)
        elif key == "own_hosts":
            settings = replace(settings, own_hosts=_hosts(value))
        elif not isinstance(value, str):
            raise SettingsError(key, f"search.{key} is a text, not {value!r}.", hint='engine = "searxng"')
        elif key == "engine":
            settings = replace(settings, search_engine=value.strip().lower())
        else:
            settings = replace(settings, search_url=value.strip())
    return settings


def _with_seconds(settings: Settings, key: str, value: object) -> Settings:
    """Return the settings with a number of seconds of the outbox."""
    most, least = (MAX_UNDO, 0.0) if key == "undo_seconds" else (MAX_PATIENCE, 1.0)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not least <= float(str(value)) <= most:
        said = f"outbox.{key} is a number of seconds from {least:.0f} to {most:,.0f}, not {value!r}."
        raise SettingsError(key, said, hint=f"{key} = 20")
    seconds = float(str(value))
    if key == "undo_seconds":
        return replace(settings, undo_seconds=seconds)
    return replace(settings, patience_seconds=seconds)


def _hosts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SettingsError(
            "own_hosts", f"own_hosts is a list of hosts, not {value!r}.", hint='own_hosts = ["wiki.lan"]'
        )
    return tuple(one.strip().lower() for one in value)


def _unknown(key: str) -> SettingsError:
    return SettingsError(key, f"There is no setting {key!r}.", hint=f"Known settings: {KNOWN}")


def minutes_from(value: object) -> float:
    """Return minutes a day, checked.

    Raises:
        SettingsError: Not a number from 0 to a day.
    """
    try:
        minutes = float(str(value))
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= MAX_MINUTES:
        raise SettingsError(
            "minutes",
            f"Minutes must be a number from 0 to {MAX_MINUTES:.0f}, not {value!r}.",
            hint="kithly today --minutes 10",
        )
    return minutes
