"""The source of LinkedIn exports: which file is which, and every row as a record or a problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.linkedin.export import Export, survey
from kithly.sources._formats.linkedin.kinds import recognised
from kithly.sources._formats.linkedin.reading import read_file
from kithly.sources.base import Glance, Item
from kithly.sources.linkedin_export.glance import glance
from kithly.sources.linkedin_export.unread import why_not_read


class LinkedInExport:
    """Reads the export a LinkedIn member downloads: a zip, a folder, or a single file of it."""

    name = "linkedin_export"
    family = "linkedin"
    version = 2

    def __init__(self) -> None:
        self._last: tuple[object, PurePosixPath, Export] | None = None

    def recognises(self, item: Item) -> bool:
        """Say whether this item is a file of an export that is read, by its columns."""
        return recognised(item) is not None

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file of an export is not read; None if it is not LinkedIn's."""
        return why_not_read(item)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one record or one problem for each row of the item.

        Where no Profile.csv lies beside them, messages and invitations also yield whose export it is.

        Args:
            item: What to read.
            resume: Not used; an export is small and is read from its start.

        Raises:
            SourceFormatError: The item has no header of LinkedIn's, or its name does not say which of two it is.
        """
        kind = recognised(item)
        if kind is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no file of a LinkedIn export.")
        yield from read_file(item, kind, self._export(item))

    def glance(self, item: Item) -> Glance:
        """Return how many rows the item has, and when the export was made."""
        return glance(item)

    def _export(self, item: Item) -> Export:
        """Return what the item's export tells as a whole, looked through once for all its files."""
        folder = PurePosixPath(item.name).parent
        if self._last is None or self._last[0] is not item.siblings or self._last[1] != folder or not item.siblings:
            self._last = (item.siblings, folder, survey(item))
        return self._last[2]
