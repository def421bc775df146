"""Reads maildirs: Dovecot, Courier, KMail, Thunderbird, mu, notmuch, offlineimap, mbsync."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from kithly.records import Problem, Sighted
from kithly.sources._formats.mail_files import Manner, folder_glance, read_folder
from kithly.sources._formats.mail_folders import MAILDIR
from kithly.sources._formats.mail_places import folder_of
from kithly.sources._formats.mail_states import bare, unwanted
from kithly.sources.base import Glance, Item, Known

_INDEX = re.compile(r"(?i)\.msf$")
_MANNER = Manner(bare=bare, unwanted=unwanted)


class Maildir:
    """A mail folder with a file for each mail, read as one."""

    name = "maildir"
    family = "mail"
    version = 1
    skips_known = True  # `read` takes the raw hashes that need not be opened again

    def recognises(self, item: Item) -> bool:
        """Say whether the item is a folder with ``cur`` and ``new`` in it that hold mail."""
        return item.leaves is not None and item.leaves.form == MAILDIR

    def read(self, item: Item, *, resume: int = 0, known: Container[int] = ()) -> Iterator[Sighted | Known | Problem]:
        """Yield every message and every flaw of the folder, the youngest file first.

        Args:
            item: The folder.
            resume: Place to go on from, as given by an earlier `Sighted.resume`.
            known: Raw hashes of messages that need not be opened again; each is yielded as `Known`.
        """
        return read_folder(item, _MANNER, folder=folder_of(item.name, is_maildir=True), resume=resume, known=known)

    def glance(self, item: Item) -> Glance:
        """Return how many messages the folder holds, and of which years some of them are."""
        return folder_glance(item, _MANNER)

    def not_read(self, item: Item) -> str | None:
        """Say why a file is not read that lies beside mail folders."""
        return "Thunderbird's index of a mail folder: it holds no mail" if _INDEX.search(item.name) else None
