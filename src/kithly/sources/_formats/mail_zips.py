"""Mails in files of their own inside a zip: the members of one folder become one item."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from kithly.errors import SourceFormatError
from kithly.sources._formats.mail_folders import DELIVERED, FEW, MAILDIR, MAILS, NUMBER_NAME, has_mail_name
from kithly.sources._formats.mail_head import emlx_start, is_mail
from kithly.sources._formats.mail_states import has_state
from kithly.sources.base import HEAD, Item, Listing


@dataclass(frozen=True, slots=True)
class PackedLeaves:
    """The mails of one folder of a zip.

    Attributes:
        form: `MAILDIR` or `MAILS`.
        members: The files by their path inside the folder.
        is_on_disk: Never: what a member holds is known only once it is unpacked.
    """

    form: str
    members: dict[str, Item]
    is_on_disk: bool = False

    def names(self) -> list[str]:
        """Return the names of all files, in order."""
        return sorted(self.members)

    def listing(self) -> Listing:
        """Return all files with size and time."""
        names = self.names()
        found = [self.members[name] for name in names]
        changed = array("q", (int(one.modified.timestamp()) for one in found))
        return Listing(names=names, sizes=array("q", (one.size for one in found)), changed=changed)

    def open(self, name: str) -> BinaryIO:
        """Open one of them."""
        return self.members[name].opener()


def packed_folders(found: Iterable[Item]) -> list[Item]:
    """Return the members of zips, those that are mails of one folder as one item."""
    items = list(found)
    by_folder: dict[tuple[str, str], dict[str, Item]] = {}
    for item in items:
        folder, _, name = item.name.rpartition("/")
        by_folder.setdefault((item.container, folder), {})[name] = item
    groups = _maildirs(by_folder) | _singles(by_folder)
    gone = {id(item) for group in groups.values() for item in group.members.values()}
    kept = [item for item in items if id(item) not in gone]
    return kept + [_packed(container, folder, leaves) for (container, folder), leaves in groups.items()]


_ByFolder = dict[tuple[str, str], dict[str, Item]]


def _maildirs(by_folder: _ByFolder) -> dict[tuple[str, str], PackedLeaves]:
    groups: dict[tuple[str, str], PackedLeaves] = {}
    for (container, folder), files in list(by_folder.items()):
        root, _, last = folder.rpartition("/")
        if last in DELIVERED and files and _is_delivered(files, (container, root), by_folder):
            group = groups.setdefault((container, root), PackedLeaves(MAILDIR, {}))
            group.members.update({f"{last}/{name}": item for name, item in files.items() if not name.startswith(".")})
            del by_folder[container, folder]
    return {key: group for key, group in groups.items() if group.members}


def _is_delivered(files: dict[str, Item], root: tuple[str, str], by_folder: _ByFolder) -> bool:
    container, path = root
    if all((container, f"{path}/{name}".lstrip("/")) in by_folder for name in DELIVERED):
        return True
    return any(has_state(name) or _begins_as_mail(files[name]) for name in sorted(files)[:FEW])


def _begins_as_mail(item: Item) -> bool:
    return _tolerant(lambda: is_mail(item.head()) or emlx_start(item.head()) > 0)


def _tolerant(ask: Callable[[], bool]) -> bool:
    """Return the answer about a member, or no where it cannot be opened: it is named when it is read."""
    try:
        return ask()
    except (OSError, SourceFormatError):
        return False


def _singles(by_folder: _ByFolder) -> dict[tuple[str, str], PackedLeaves]:
    groups = {}
    for key, files in by_folder.items():
        named = {name: item for name, item in files.items() if has_mail_name(name)}
        numbered = {name: item for name, item in files.items() if NUMBER_NAME.fullmatch(name)}
        if len(numbered) >= FEW and all(_begins_as_mail(numbered[name]) for name in sorted(numbered)[:FEW]):
            named |= numbered
        if len(named) >= FEW:
            groups[key] = PackedLeaves(MAILS, named)
    return groups


def _packed(container: str, folder: str, leaves: PackedLeaves) -> Item:
    members = leaves.members.values()
    first = next(iter(members))
    inside = first.path.removesuffix(first.name).rstrip("/")
    shown = f"{inside}/{folder}" if folder else inside
    return replace(
        first,
        path=shown if leaves.form == MAILDIR else f"{shown}/*.eml",
        name=folder or container,
        size=max(sum(one.size for one in members), len(members)),
        modified=max(one.modified for one in members),
        opener=BytesIO,
        mark=" ".join(one.mark for one in members)[:HEAD],
        leaves=leaves,
    )
