"""The network a command makes because there is none yet: said where it lies, and gone again where the command fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kithly.app.network import Network, open_network
from kithly.app.settings import DATABASE, data_folder
from kithly.errors import KithlyError


class FirstUse:
    """What stood of a data folder before a command.

    Attributes:
        made: Where a network was made that is still there; None for none.

    Args:
        asked: The folder given as an option; None for the usual one.
    """

    def __init__(self, asked: Path | None) -> None:
        self.made: Path | None = None
        self._asked = asked
        folder = data_folder(asked)
        self._stood = next(one for one in (folder, *folder.parents) if one.exists())

    @contextmanager
    def network(self, now: datetime | None, failures: tuple[type[BaseException], ...] = ()) -> Iterator[Network]:
        """Open the network; one that was made is taken away again where nothing was kept and the command fails.

        Args:
            now: The present; None for the clock.
            failures: What a command fails by besides the errors of Kithly.
        """
        fails: tuple[type[BaseException], ...] = (KithlyError, *failures)
        try:
            with open_network(self._asked, now=now) as opened:
                self.made = opened.settings.folder if opened.store.created else None
                yield opened
        except fails:
            self._take_back()
            raise

    def _take_back(self) -> None:
        from kithly.store.unmaking import take_away, unmake  # noqa: PLC0415 - needed rarely

        if self.made is not None and unmake(self.made / DATABASE):
            take_away(self.made, self._stood)
            self.made = None
