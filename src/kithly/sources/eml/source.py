"""Reads single mails: ``.eml`` of any program, Apple Mail's ``.emlx``, the numbered files of MH; alone or by folder."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kithly.records import Problem, Sighted
from kithly.sources._formats.mail_files import Manner, folder_glance, read_folder, read_one
from kithly.sources._formats.mail_folders import MAILS, has_mail_name
from kithly.sources._formats.mail_head import emlx_start, is_mail
from kithly.sources._formats.mail_places import folder_of
from kithly.sources._formats.mail_states import bare, unwanted
from kithly.sources.base import Glance, Item, Known
from kithly.sources.eml.apple import opened
from kithly.sources.eml.outlook import why_not

_MANNER = Manner(bare=bare, unwanted=unwanted, opened=opened)


class Eml:
    """One mail a file; many of one folder are read as one."""

    name = "eml"
    family = "mail"
    version = 1
    skips_known = True  # `read` takes the raw hashes that need not be opened again

    def recognises(self, item: Item) -> bool:
        """Say whether the item begins as a mail does, or is a folder of such files."""
        if item.leaves is not None:
            return item.leaves.form == MAILS
        head = item.head()
        return is_mail(head, fields=1 if has_mail_name(item.name) else 2) or emlx_start(head) > 0

    def read(self, item: Item, *, resume: int = 0, known: Container[int] = ()) -> Iterator[Sighted | Known | Problem]:
        """Yield the message, or every message of a folder, the youngest file first.

        Args:
            item: The file or folder.
            resume: Place to go on from, as given by an earlier `Sighted.resume`.
            known: Raw hashes of messages that need not be opened again; each is yielded as `Known`.
        """
        if item.leaves is None:
            return read_one(item, _MANNER, folder=folder_of(f"{item.container}/{item.name}".rpartition("/")[0]))
        folder = folder_of(item.name if item.name == item.container else f"{item.container}/{item.name}")
        return read_folder(item, _MANNER, folder=folder, resume=resume, known=known)

    def glance(self, item: Item) -> Glance:
        """Return how many messages there are, and of which years some of them are."""
        return Glance(counts={"mails": 1}, is_exact=True) if item.leaves is None else folder_glance(item, _MANNER)

    def not_read(self, item: Item) -> str | None:
        """Say why a file of Outlook is not read, and what to do."""
        return why_not(item)
