"""Apple Mail's files: a line with the number of bytes, the message, then a property list of what Mail knows of it."""

from __future__ import annotations

import re

from kithly.sources._formats.mail_head import emlx_start

# <key>flags</key><integer>8623750145</integer>
_FLAGS = re.compile(rb"<key>flags</key>\s*<integer>(\d{1,19})</integer>")
_DELETED, _DRAFT = 1 << 1, 1 << 6  # bits of the flags, as Apple Mail sets them
MAX_LIST = 65_536  # bytes of a property list that are looked at


def opened(raw: bytes) -> tuple[bytes, str]:
    """Return the message a file holds, and why it is not wanted, or nothing.

    Args:
        raw: The file's bytes, of Apple Mail or any other program.
    """
    start = emlx_start(raw)
    if not start:
        return raw, ""
    end = start + int(raw[:start])
    found = _FLAGS.search(raw, end, end + MAX_LIST)
    flags = int(found[1]) if found else 0
    if flags & _DELETED:
        return b"", "deleted in the mail program"
    return raw[start:end], "a draft" if flags & _DRAFT else ""
