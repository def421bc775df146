"""What the user said about backups: where those of every day lie, and whether there are any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kithly.app.network import Network
from kithly.app.said.decisions import decide
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.store import Reading
from kithly.store.archives.making import own_folder, told_of

BACKUP = "backup"  # kind of the decisions
FOLDER, AUTOMATIC = "folder", "automatic"  # their subjects
WITHIN = "kithly-backups"  # in a folder the user chose: where it is not, the disk is not there
HINT = "kithly backup --folder FOLDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What holds for backups.

    Attributes:
        own: The folder for them in the data folder.
        chosen: The one on a disk the user chose; None for none.
        automatic: Whether one is made every day.
    """

    own: Path
    chosen: Path | None = None
    automatic: bool = True

    @property
    def is_there(self) -> bool:
        """Whether the folder the user chose can be reached, if there is one."""
        return self.chosen is None or self.chosen.is_dir()

    @property
    def place(self) -> Path:
        """Where a backup goes now: a disk that is not there does not keep one from being made."""
        return self.chosen if self.chosen is not None and self.chosen.is_dir() else self.own


def choice_of(network: Network) -> Choice:
    """Return what holds for the backups of a network."""
    with network.store.reading() as kept:
        return choice_in(kept, network.settings.backups)


def places_of(network: Network) -> tuple[Path, ...]:
    """Return every folder backups of a network may lie in: its own, and those the user chose at any time."""
    with network.store.reading() as kept:
        said = [one.value for one in kept.decisions.all(BACKUP) if one.subject == FOLDER and one.value]
    return tuple(dict.fromkeys([network.settings.backups, *(Path(str(one)) for one in said)]))


def choice_in(kept: Reading, own: Path) -> Choice:
    """Return the same of a store that is being read."""
    said = {one.subject: one.value for one in kept.decisions.all(BACKUP)}
    folder = said.get(FOLDER)
    return Choice(own=own, chosen=Path(str(folder)) if folder else None, automatic=bool(said.get(AUTOMATIC, True)))


def choose_folder(network: Network, named: str) -> DoneView:
    """Let backups go to a folder of the user's, on another disk perhaps; empty for the data folder.

    Raises:
        SettingsError: It is no folder that can be written.
        UserError: The same, said by the system.
    """
    if not named.strip():
        return _keep(network, FOLDER, None, "Backups lie in the data folder.")
    try:
        folder = Path(named.strip()).expanduser()
        is_there = folder.is_absolute() and folder.is_dir()
    except (ValueError, RuntimeError, OSError) as error:  # no path at all, nobody's home, or longer than any
        raise SettingsError("folder", "That is no folder.", hint=HINT) from error
    if not is_there:
        raise SettingsError("folder", f"There is no folder {named.strip()}.", hint=HINT)
    if folder.resolve().is_relative_to(network.settings.folder.resolve()):
        raise SettingsError("folder", "That is in the data folder, where they lie anyway.", hint=HINT)
    place = folder / WITHIN
    with told_of(network.settings.database, folder):
        own_folder(place)
    return _keep(network, FOLDER, str(place), f"Backups lie in {place}.")


def choose_automatic(network: Network, *, on: bool) -> DoneView:
    """Let a backup be made every day Kithly runs, or not."""
    text = "A backup is made every day Kithly runs." if on else "No backup is made by itself, save before an upgrade."
    return _keep(network, AUTOMATIC, on, text)


def _keep(network: Network, subject: str, value: object, text: str) -> DoneView:
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, BACKUP, [(subject, value)], text)
    return DoneView(change=change, text=text)
