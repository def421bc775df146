"""What the name of a mail's file tells beside the mail: the letters of a maildir, and the numbers of sync programs."""

from __future__ import annotations

import re

# What follows the unique name: ":2," and letters, with ";" or "!" where a disk allows no colon
_STATE = re.compile(r"[:;!]2,([A-Za-z]*)$")
_SYNC = re.compile(r",U=\d+|,FMD5=[0-9a-f]+")  # where mbsync and offlineimap keep their own numbers
_UNWANTED = {"T": "deleted in the mail program", "D": "a draft"}


def has_state(name: str) -> bool:
    """Say whether a file's name ends as those of a maildir do."""
    return _STATE.search(name) is not None


def bare(name: str) -> str:
    """Return the part of a file's name that stays while its mail is read, answered and synchronised.

    Example:
        >>> bare("cur/1700000000.M1P2.host,S=10,U=4:2,RS")
        '1700000000.M1P2.host,S=10'
    """
    return _SYNC.sub("", _STATE.sub("", name)).rpartition("/")[2]


def unwanted(name: str) -> str:
    """Say by the letters behind a file's name why its mail is not wanted; empty if it is."""
    found = _STATE.search(name)
    return next((why for letter, why in _UNWANTED.items() if found and letter in found[1]), "")
