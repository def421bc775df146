"""The published shapes of backups."""

from __future__ import annotations

import re
from typing import Any

from tests.e2e.shapes import count, instant, maybe, one_of, schema, text, words, yes_no

COUNTS = {"people": count, "records": count, "decisions": count}
WHY = one_of("hand", "daily", "upgrade")


def sha256(value: Any) -> bool:
    """Hold for a SHA-256, hexadecimal."""
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


BACKUP = {
    "schema": schema("backup"),
    **dict.fromkeys(("path", "kithly", "revision", "text", "next"), words),
    "made_at": instant,
    "why": WHY,
    "bytes": count,
    "counts": COUNTS,
    "files": [{"name": words, "bytes": count, "sha256": sha256}],
    "left_out": [words],
    "compared": yes_no,
}
BACKUPS = {
    "schema": schema("backups"),
    "folder": words,
    "chosen": maybe(words),
    "automatic": yes_no,
    "backups": [
        {
            "path": words,
            "name": words,
            "bytes": count,
            "made_at": maybe(instant),
            "why": maybe(WHY),
            "counts": maybe(COUNTS),
            "text": text,
        }
    ],
    "bytes": count,
    "last": text,
    "is_well": yes_no,
    "text": words,
    "next": text,
    "places": [{"folder": words, "is_there": yes_no, "backups": count}],
}
RESTORE = {
    "schema": schema("restore"),
    **dict.fromkeys(("path", "folder", "text", "next"), words),
    "made_at": instant,
    "counts": COUNTS,
    "words": [words],
}
FORGET_COUNTS = [{"what": words, "count": count}]
FORGET = {
    "schema": schema("forget"),
    "person": {"id": words, "name": words},
    **{key: [{"id": words, "name": words}] for key in ("alike", "others")},
    "each": [{**dict.fromkeys(("id", "name", "text"), words), "goes": FORGET_COUNTS}],
    **{key: [words] for key in ("names", "handles", "shared", "stays", "backups")},
    **dict.fromkeys(("goes", "changes"), FORGET_COUNTS),
    **dict.fromkeys(("text", "next", "seal"), words),
}
FORGOTTEN = {
    "schema": schema("forgotten"),
    **dict.fromkeys(("goes", "changes"), FORGET_COUNTS),
    "purged": yes_no,
    **{key: [words] for key in ("removed", "backups", "words")},
    "text": words,
}
EXPORT = {
    "schema": schema("export"),
    **dict.fromkeys(("path", "text", "next"), words),
    "bytes": count,
    "files": [{"name": words, "count": count, "bytes": count, "sha256": sha256}],
    "left_out": [words],
}
