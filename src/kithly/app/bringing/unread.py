"""What a file is that Kithly cannot read yet, so that its user is told more than no."""

from __future__ import annotations

import re

from kithly.sources.base import Item

# First bytes that tell a format, after white space and a byte order mark; lower case.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"<?xml", "an XML file"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"%pdf", "a PDF"),
    (b"{", "a JSON file"),
    (b"[", "a JSON file"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"gif8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zxz", "an XZ archive"),
    (b"bzh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"sqlite format 3", "a database"),
)
_ENDINGS: tuple[tuple[str, str], ...] = (
    (".pst", "an Outlook archive (PST)"),
    (".olm", "an Outlook archive (OLM)"),
    (".msg", "an Outlook message"),
    (".csv", "a table"),
    (".tsv", "a table"),
    (".xlsx", "a spreadsheet"),
    (".docx", "a text document"),
    (".doc", "a text document"),
    (".pptx", "slides"),
    (".heic", "a picture"),
    (".mp4", "a film"),
    (".mov", "a film"),
    (".mp3", "sound"),
    (".m4a", "sound"),
    (".dmg", "a program to install"),
    (".exe", "a program to install"),
    (".iso", "a disk image"),
    (".html", "a web page"),
)
READABLE = (
    "Kithly reads LinkedIn exports, mail (mbox, eml, maildir), address books (vcf, csv), calendars (ics), "
    "chats and Monica."
)
_DISCORD = re.compile(rb'\{\s*"guild"\s*:')  # as DiscordChatExporter writes it
EMPTY = "empty file"
CANNOT_THESE = "Kithly cannot read these yet"
CANNOT_THIS = "Kithly cannot read this kind of file yet"
PACKED = frozenset({"a RAR archive", "a 7-Zip archive", "an XZ archive", "a bzip2 archive", "a Zstandard archive"})
HEAD = 256  # bytes looked at


def unread(item: Item) -> str:
    """Return why a file nobody recognised was not read, in one clause."""
    if not item.size:
        return EMPTY
    head = item.head(HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _DISCORD.match(head):
        return f"a Discord chat: {CANNOT_THESE}"
    kind = next((name for beginning, name in _BEGINNINGS if head.startswith(beginning)), "")
    kind = kind or next((name for ending, name in _ENDINGS if item.name.lower().endswith(ending)), "")
    if kind in PACKED:
        return f"{kind}: unpack it, then import the folder"
    return f"{kind}: {CANNOT_THESE}" if kind else CANNOT_THIS
