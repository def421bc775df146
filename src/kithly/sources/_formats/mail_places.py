"""Which mail folder a path means, however the program that made it writes its name."""

from __future__ import annotations

import binascii
import re
from functools import lru_cache

from kithly.sources._formats.labels import SKIPPED, normal_label

_FOLDERS = frozenset(("sent", "inbox", "archived")) | SKIPPED
_INHERITED = frozenset(("sent",)) | SKIPPED  # a folder inside one of these holds the same kind of mail
_ENDING = re.compile(r"(?i)\.(?:mbox|mbx|mbs|txt|sbd|directory|maildir|eml|emlx)$")
_NUMBER = re.compile(r"[-_ ]?\(?\d{1,3}\)?$")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def from_utf7(name: str) -> str:
    """Return a folder's name out of the modified UTF-7 of IMAP (RFC 3501 section 5.1.3); a broken one as it is.

    Example:
        >>> from_utf7("Envoy&AOk-s &- lus")
        'Envoyés & lus'
    """
    return _SHIFTED.sub(_unshifted, name) if "&" in name else name


def _unshifted(found: re.Match[str]) -> str:
    packed = found[1].replace(",", "/")
    if not packed:
        return "&"
    try:
        return binascii.a2b_base64(packed + "=" * (-len(packed) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return found[0]


def is_mail_folder(name: str) -> bool:
    """Say whether a folder has a name as mail programs give it: ``Sent Messages.mbox``, ``Inbox.sbd``, ``.Sent``."""
    return name.startswith(".") or _ENDING.search(name) is not None


def folder_of(name: str, *, is_maildir: bool = False) -> str:
    """Return the normal name of the mail folder a file or folder holds, or an empty string.

    Thunderbird names the file after the folder (``Sent``), Apple Mail puts a file ``mbox`` into a folder ``Sent
    Messages.mbox``, Takeout writes ``Sent.mbox`` in the account's language, Dovecot makes a folder ``.Sent.2024``,
    KMail one ``.sent-mail.directory``. Whatever lies inside the trash of a mail program is trash too; a folder of the
    user's own that happens to be called so says nothing.

    Args:
        name: Path inside the export.
        is_maildir: Every folder in the path is a mail folder.
    """
    pieces = _pieces(name)
    last = _label(pieces[-1][0]) if pieces else ""
    if last in _FOLDERS:
        return last
    around = [_label(piece) for piece, is_mail_folder in pieces[:-1] if is_mail_folder or is_maildir]
    return next((label for label in reversed(around) if label in _INHERITED), "")


def _pieces(name: str) -> list[tuple[str, bool]]:
    """Return the folders of a path, each with whether its name is one that a mail program gave."""
    parts = [part for part in name.replace("\\", "/").split("/") if part]
    if len(parts) > 1 and parts[-1].lower() == "mbox":
        parts.pop()
    pieces: list[tuple[str, bool]] = []
    for part in parts:
        bare = _ENDING.sub("", part)
        if bare.startswith("."):
            pieces += [(piece, True) for piece in bare.split(".") if piece]
        else:
            pieces.append((bare, bare != part))
    return pieces


@lru_cache(maxsize=1_024)
def _label(part: str) -> str:
    return normal_label(_NUMBER.sub("", from_utf7(part)).replace("_", " ").strip())
