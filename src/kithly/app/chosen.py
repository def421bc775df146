"""What the user chose, written into settings.toml: whatever else stands in it stays, and it is whole at any moment."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from kithly.app.network import Network
from kithly.app.settings import FILE, Settings, read_settings
from kithly.errors import UserError
from kithly.transport.whole_files import new_file, put_in_place

Value = bool | int | float | str
_ONE_AT_A_TIME = threading.Lock()


class Watched:
    """Settings that follow their file: a server sees at its next request what was written into it.

    Args:
        first: The settings in force.
    """

    def __init__(self, first: Settings) -> None:
        self._now = first
        self._mark = _mark_of(first.folder / FILE)

    def now(self) -> Settings:
        """Return the settings in force.

        Raises:
            SettingsError: The file holds a value that cannot be used.
        """
        mark = _mark_of(self._now.folder / FILE)
        if mark != self._mark:
            self._now, self._mark = read_settings(self._now.folder), mark
        return self._now


def keep_settings(network: Network, values: Mapping[tuple[str, str], Value | None]) -> Settings:
    """Write settings, and return those that are in force then.

    Args:
        network: Whose.
        values: By table and name; None takes one out, so that the usual holds.

    Raises:
        SettingsError: A value, or the file as it stands, cannot be used; then nothing is written.
        UserError: The file cannot be written.
    """
    read_settings(network.settings.folder)  # what cannot be read is not written over
    path = (network.settings.folder / FILE).resolve()
    with _ONE_AT_A_TIME:
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            _write(fresh, _changed(path, values))
            settings = read_settings(network.settings.folder, file=fresh)
            put_in_place(fresh, path)
        except OSError as error:
            raise UserError(f"{path} cannot be written: {error.strerror}.") from error
        finally:
            fresh.unlink(missing_ok=True)
    return settings


def _changed(path: Path, values: Mapping[tuple[str, str], Value | None]) -> str:
    """Return the text of the file with other values."""
    import tomlkit  # noqa: PLC0415 - slow to load, and needed only where something is written

    document = tomlkit.parse(path.read_text("utf-8") if path.exists() else "")
    for (table, name), value in values.items():
        if value is None:
            document.get(table, {}).pop(name, None)
        else:
            if table not in document:
                document[table] = tomlkit.table()
            document[table][name] = value  # a table, as `read_settings` found
    return tomlkit.dumps(document)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # of one who died
    with os.fdopen(new_file(path), "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _mark_of(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
