"""Which folders of a mailbox are read: Sent, and on wish the inbox, the archive, or any by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kithly.sources._formats.labels import normal_label
from kithly.transport.imap import Folder

SENT, INBOX, ARCHIVE = "sent", "inbox", "archive"
DEFAULT = SENT
_FLAGS = {SENT: "\\sent", ARCHIVE: "\\archive"}
_LABELS = {SENT: "sent", INBOX: "inbox", ARCHIVE: "archived"}
_ALL = "\\all"  # Gmail's All Mail: its archive holds everything
_DRAFTS = "\\drafts"
_OTHERS = frozenset(("\\trash", "\\junk", _DRAFTS, "\\flagged", "\\important"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A folder that is read.

    Attributes:
        name: Its name on the server, and to the user.
        label: What lying in it says of a message: ``sent``, ``inbox``, ``archived``, or nothing.
    """

    name: str
    label: str


def chosen_folders(folders: Sequence[Folder], wanted: str) -> tuple[Chosen, ...]:
    """Return the folders that are wanted, Sent first; each once.

    Args:
        folders: All folders of the mailbox.
        wanted: ``sent``, ``inbox``, ``archive`` or names of folders, with commas between them.
    """
    roles = [one.strip() for one in wanted.split(",") if one.strip()] or [DEFAULT]
    roles.sort(key=lambda one: one.lower() != SENT)
    found: dict[str, Chosen] = {}
    for role in roles:
        for folder in _of_role(folders, role):
            label = _LABELS.get(role.lower(), _label(folder))
            found.setdefault(folder.name, Chosen(name=folder.name, label=label))
    return tuple(found.values())


def drafts_folder(folders: Sequence[Folder]) -> str:
    """Return the name of the folder for drafts: the one the server marks as that, else one called so; empty for none.

    Args:
        folders: All folders of the mailbox.
    """
    marked = [folder.name for folder in folders if _DRAFTS in folder.flags]
    unmarked = [folder for folder in folders if folder.flags.isdisjoint((*_OTHERS, _ALL, *_FLAGS.values()))]
    named = [folder.name for folder in unmarked if normal_label(_leaf(folder)) == "drafts"]
    return next(iter((*marked, *named)), "")


def _of_role(folders: Sequence[Folder], role: str) -> list[Folder]:
    lower = role.lower()
    if lower == INBOX:
        return [folder for folder in folders if folder.name.upper() == "INBOX"]
    if lower not in _FLAGS:
        return [folder for folder in folders if folder.name.casefold() == role.casefold()]
    marked = [folder for folder in folders if _FLAGS[lower] in folder.flags]
    if lower == ARCHIVE and not marked:
        marked = [folder for folder in folders if _ALL in folder.flags]
    named = [folder for folder in folders if folder not in marked and _is_named(folder, _LABELS[lower])]
    return _with_inner(folders, [*marked, *named])


def _is_named(folder: Folder, label: str) -> bool:
    """Say whether a folder is one by its name, in any of the languages known, and nothing else by a mark."""
    return folder.flags.isdisjoint((*_OTHERS, _ALL, *_FLAGS.values())) and _label(folder) == label


def _label(folder: Folder) -> str:
    label = normal_label(_leaf(folder))
    return label if label in _LABELS.values() else ""


def _leaf(folder: Folder) -> str:
    """Return a folder's own name, without those it lies in."""
    return folder.name.rpartition(folder.delimiter)[2] if folder.delimiter else folder.name


def _with_inner(folders: Sequence[Folder], outer: Sequence[Folder]) -> list[Folder]:
    """Return folders with those that lie in them: ``Sent/2023``."""
    starts = [folder.name + folder.delimiter for folder in outer if folder.delimiter]
    inner = [folder for folder in folders if any(folder.name.startswith(start) for start in starts)]
    return [*outer, *(folder for folder in inner if folder not in outer)]
