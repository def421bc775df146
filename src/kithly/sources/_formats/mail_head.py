"""Whether bytes are a single mail: told by its header fields, whatever the file is called."""

from __future__ import annotations

import re

BLOCK = 65_536  # bytes of a header block that are looked at
MOST_LINES = 50  # first lines among which a header field is looked for
MOST_ODD = 2  # lines of it that may be no field: real mail has a few broken ones
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_EMLX_COUNT = re.compile(rb"\d{1,10}[ \t]*\r?\n")
_KNOWN = frozenset(
    b"from to cc bcc date subject message-id received return-path reply-to sender mime-version content-type "
    b"content-transfer-encoding in-reply-to references delivered-to envelope-to list-id dkim-signature "
    b"x-mozilla-status x-account-key authentication-results received-spf x-mailer user-agent organization newsgroups "
    b"x-received x-original-to x-gmail-labels x-gm-thrid thread-topic x-unsent x-apparently-to auto-submitted".split()
)
# One of these says that somebody sent it; the others stand in web pages and memos too.
_SENT = frozenset(b"from received return-path message-id delivered-to x-unsent sender x-mozilla-status".split())
_SAVED_PAGE = frozenset(b"snapshot-content-location x-maf-information".split())  # of .mht: a web page as a mail
_BREAKS = re.compile(rb"\r\n?|\n")


def emlx_start(head: bytes) -> int:
    """Return where the message begins in a file of Apple Mail, behind the line that counts its bytes; 0 for others."""
    found = _EMLX_COUNT.match(head)
    return found.end() if found and is_mail(head[found.end() :]) else 0


def has_header(raw: bytes) -> bool:
    """Say whether one of the first lines is a field that mail has: all that is asked of a file in a mail folder."""
    lines = _BREAKS.split(raw[:BLOCK], maxsplit=MOST_LINES)[:MOST_LINES]
    return any((field := _FIELD.match(line)) is not None and field[1].lower() in _KNOWN for line in lines)


def is_mail(head: bytes, *, fields: int = 2) -> bool:
    r"""Say whether a file that begins so is a single mail.

    Args:
        head: Its first bytes.
        fields: How many well-known fields must stand there: fewer where the file's name says that it is a mail.

    Example:
        >>> is_mail(b"From: Ana Lee <ana@example.org>\nSubject: Pots\n\nDear Ben")
        True
    """
    lines = _BREAKS.split(head[:BLOCK].lstrip(b"\xef\xbb\xbf\r\n"))
    if _FIELD.match(lines[0]) is None:
        return False
    found: set[bytes] = set()
    odd = 0
    for line in lines:
        if not line:
            break
        field = _FIELD.match(line)
        if field is not None:
            found.add(field[1].lower())
        elif line[:1] not in {b" ", b"\t"}:
            odd += 1
            if odd > MOST_ODD:
                return False
    is_written = b"subject" in found and b"to" in found and not found.isdisjoint((b"mime-version", b"date"))
    return not found & _SAVED_PAGE and len(found & _KNOWN) >= fields and (is_written or bool(found & _SENT))
