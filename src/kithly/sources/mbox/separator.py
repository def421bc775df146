"""The line that stands between two messages of an mbox: what is one, and what it tells.

Three things decide: the line itself (sender, then a date), the line before it (blank in a clean
file) and the line after it (a header). A line that is weaker in one of them must be stronger in
the others, so that ``From my side ...`` inside a text splits nothing.
"""

from __future__ import annotations

import re

MAX_LINE = 1_000  # bytes of a separator line that are looked at; none is longer in practice
_MIN_TAIL = 12  # bytes: a date needs at least this much

_NAME = rb"[^\W\d_]{2,12}\.?"  # a weekday or month, in any language
_ZONE = rb"(?:[+-]\d{4}|[A-Z]{1,5}(?:[ ]DST)?|\([A-Za-z ]{1,30}\))"
_CLOCK = rb"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[ ]?[AaPp][Mm])?"
# Thu Aug  9 18:39:17 2012, with a zone before or after the year, with or without the weekday
_ASCTIME = (
    rb"(?:" + _NAME + rb",?[ \t]+)?" + _NAME + rb"[ \t]+\d{1,2},?[ \t]+" + _CLOCK
    + rb"(?:[ \t]+" + _ZONE + rb"){0,2}[ \t]+(?:\d{4}|\d{2})(?:[ \t]+" + _ZONE + rb"){0,2}"
)  # fmt: skip
# Thu, 9 Aug 2012 18:39:17 +0200
_RFC822 = (
    rb"(?:" + _NAME + rb",?[ \t]+)?\d{1,2}[ \t-]+" + _NAME + rb"[ \t-]+(?:\d{4}|\d{2})[ \t]+" + _CLOCK
    + rb"(?:[ \t]+" + _ZONE + rb"){0,2}"
)  # fmt: skip
_ISO = rb"\d{4}-\d{2}-\d{2}[T \t]+" + _CLOCK + rb"[ \t]*(?:Z|[+-]\d{2}:?\d{2}|" + _ZONE + rb")?"
_DATE_AT_END = re.compile(
    rb"(?:^|(?<=[ \t]))(?:" + rb"|".join((_ASCTIME, _RFC822, _ISO)) + rb")[ \t]*(?:remote from \S+)?[ \t]*$"
)
_HEADER = re.compile(rb"[!-9;-~]{1,200}+[ \t]*:")
_SENDER = re.compile(rb"\S+|\"[^\"]*\"(?:[ \t]*<\S*>)?|\S+ at \S+|-|<[^>]*>|\S+[ \t]+\([^)]*\)")
_PATCH = re.compile(rb"From [0-9a-f]{40}(?:[0-9a-f]{24})? Mon Sep 17 00:00:00 2001")
_KNOWN = frozenset(
    b"from to cc bcc date subject message-id received return-path reply-to sender mime-version "
    b"content-type content-transfer-encoding content-length status x-status x-uid x-uidl in-reply-to "
    b"references delivered-to envelope-to list-id precedence x-gm-thrid x-gmail-labels "
    b"x-mozilla-status x-mozilla-status2 x-mozilla-keys x-account-key dkim-signature "
    b"authentication-results arc-seal received-spf x-imap x-imapbase x-spam-status x-evolution "
    b"resent-from resent-date resent-to organization user-agent x-mailer x-from-line lines "
    b"newsgroups path apparently-to errors-to importance auto-submitted comments keywords".split()
)


def is_header(line: bytes) -> bool:
    """Say whether a line has the shape of a header field."""
    return _HEADER.match(line) is not None


def is_known_header(line: bytes) -> bool:
    """Say whether a line is a header field that mail really has."""
    name, colon, _ = line.partition(b":")
    lower = name.strip().lower()
    return bool(colon) and (lower in _KNOWN or (lower.startswith((b"x-", b"list-")) and b" " not in lower))


def separates(line: bytes, before: bytes, after: bytes) -> bool:
    r"""Say whether ``line`` (which starts with ``From ``) begins a new message.

    Args:
        line: The line without its line break.
        before: Up to 4 bytes in front of the line; empty at the start of the file.
        after: The next line without its line break.
    """
    clean = not before or before.endswith((b"\n\n", b"\n\r\n")) or not before.strip(b"\r\n\x00")
    follows = is_header(after) or after.startswith(b">From ")
    dated = _dated_sender(line)
    if dated is None:
        bare = line.rstrip() == b"From" or line.startswith(b"From -")
        return bare and clean and is_known_header(after)
    if _SENDER.fullmatch(dated) or not dated:
        return follows or (clean and not after.strip())
    return clean and is_known_header(after)


def _dated_sender(line: bytes) -> bytes | None:
    """Return what stands between ``From `` and the date, or None if no date ends the line."""
    line = line[:MAX_LINE].rstrip()
    if len(line) < _MIN_TAIL or not any(48 <= byte <= 57 for byte in line[-_MIN_TAIL:]):
        remote = line.find(b" remote from ")
        if remote < 0:
            return None
    found = _DATE_AT_END.search(line, 5)
    return None if found is None else line[5 : found.start()].strip()


def is_patch(line: bytes) -> bool:
    """Say whether a line is the constant separator of `git format-patch`."""
    return _PATCH.match(line) is not None
