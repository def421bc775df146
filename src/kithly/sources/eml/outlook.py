"""Outlook's own files, which are not read: what each is, and what to do instead."""

from __future__ import annotations

from kithly.sources.base import Item

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office's older files: .msg is one of many
_PST = b"!BDN"
_OLM_FOLDERS = ("com.microsoft.__messages/", "accounts/")  # folders of the zip that an .olm is
_MOVE = "open it in Thunderbird or Apple Mail, export its folders as mbox, and import those"


def why_not(item: Item) -> str | None:
    """Return why a file of Outlook is not read, with what to do; None for any other file."""
    name = item.name.lower()
    if item.leaves is not None:
        return None
    if item.container.lower().endswith(".olm") or (name.endswith(".xml") and _OLM_FOLDERS[0] in name):
        return "part of an Outlook for Mac archive (OLM): sign in to the account in Thunderbird, export its folders"
    head = item.head(8)
    if head.startswith(_PST):
        kind = "OST" if name.endswith(".ost") else "PST"
        return f"an Outlook archive ({kind}): {_MOVE}"
    if head == _OLE and name.endswith(".msg"):
        return "an Outlook message (MSG): in Outlook choose Save As, or drag it into Thunderbird, to get an .eml file"
    return None
