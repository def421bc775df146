"""What the server says of one message, as a record; or why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from kithly.records import Message, Problem, Sighted
from kithly.sources._formats.email import Envelope, guarded, observed_at, read_message
from kithly.sources.base import Known

CLOCK_SLACK = timedelta(days=2)  # how far a mail's date may lie behind its arrival
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)  # an arrival before this is a server without a clock
MAX_SIZE = 256 << 20  # bytes of a message, attachments and all; of a larger one the text is not fetched
_UNWANTED = {b"\\deleted": "deleted in the mail program", b"\\draft": "a draft"}
_HAS_ID = re.compile(rb"(?im)^message-id:[ \t\r\n]*[^\s]")
_UNNAMED = re.compile(r"[\x00-\x1f]")

Answer = Mapping[bytes, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One message as the server lists it.

    Attributes:
        uid: Its number.
        folder: Name of its folder, to say where it was seen.
        label: What lying in that folder says of it.
        header: Its header block, with Gmail's labels as a field where there are some.
        size: Its bytes in all.
        arrived: When it came to lie there; None if the server does not say.
        unwanted: Why it is not wanted; empty if it is.
    """

    uid: int
    folder: str
    label: str
    header: bytes
    size: int
    arrived: datetime | None
    unwanted: str

    @property
    def at(self) -> str:
        """Where it was seen, for people."""
        return f"message {self.uid} in {self.folder}"

    @property
    def has_id(self) -> bool:
        """Whether its key is told by its header alone."""
        return _HAS_ID.search(self.header) is not None

    def raw(self, stage: str) -> int:
        """Return what tells it from all others without reading it: 63 bits, never 0."""
        told = f"{stage}\0{self.label}\0{self.size}\0".encode() + self.header
        return (int.from_bytes(blake2b(told, digest_size=8).digest()) >> 1) or 1


def seen_of(uid: int, answer: Answer, *, folder: str, label: str) -> Seen | Problem:
    """Return one message as the server lists it."""
    header = part_of(answer, rb"BODY\[HEADER")
    at = f"message {uid} in {folder}"
    if header is None:
        return Problem(at=at, reason="the server does not give its header")
    flags = {bytes(flag).lower() for flag in answer.get(b"FLAGS") or () if isinstance(flag, bytes)}
    size, arrived = answer.get(b"RFC822.SIZE"), answer.get(b"INTERNALDATE")
    return Seen(
        uid=uid,
        folder=folder,
        label=label,
        header=_with_labels(header, answer.get(b"X-GM-LABELS")),
        size=size if isinstance(size, int) else 0,
        arrived=arrived.astimezone(UTC) if isinstance(arrived, datetime) else None,
        unwanted=next((why for flag, why in _UNWANTED.items() if flag in flags), ""),
    )


def part_of(answer: Answer, pattern: bytes) -> bytes | None:
    """Return what was fetched of a message under a name; servers write the names in their own way."""
    for key, value in answer.items():
        if isinstance(key, bytes) and re.match(pattern, key, re.IGNORECASE):
            return value if isinstance(value, bytes) else b"" if value is None else str(value).encode()
    return None


def read_head(seen: Seen) -> Sighted | Problem:
    """Return what the header of a message says."""
    outcome = _read(seen, seen.header.rstrip(b"\r\n") + b"\r\n\r\n")
    if isinstance(outcome, Problem):
        return outcome
    record = replace(outcome, text="", own="", signature="", attachments=(), headers_only=True)
    return _sighted(seen, record, "head")


def read_whole(seen: Seen, message: bytes) -> Sighted | Problem:
    """Return what a message says."""
    outcome = _read(seen, message)
    return outcome if isinstance(outcome, Problem) else _sighted(seen, outcome, "text")


def is_known(seen: Seen, stage: str, known: Any) -> Known | None:
    """Return that a message was read before, if it was."""
    raw = seen.raw(stage)
    return Known(raw=raw, at=seen.at) if raw in known else None


def _read(seen: Seen, message: bytes) -> Message | Problem:
    if seen.unwanted:
        return Problem(at=seen.at, reason=seen.unwanted)
    arrived = seen.arrived if seen.arrived and seen.arrived > OLDEST else None
    envelope = Envelope(latest=arrived + CLOCK_SLACK if arrived else None, folder=seen.label)
    return guarded(lambda: read_message(message, fallback_at=arrived, envelope=envelope), at=seen.at)


def _sighted(seen: Seen, record: Message, stage: str) -> Sighted:
    otherwise = seen.arrived or OLDEST
    return Sighted(record=record, at=seen.at, observed_at=observed_at(record, otherwise), raw=seen.raw(stage))


def _with_labels(header: bytes, told: Any) -> bytes:
    """Return the header with Gmail's labels in it, as its own export writes them."""
    if not isinstance(told, tuple) or not told:
        return header
    labels = (_label(one) for one in told)
    quoted = ",".join('"' + label.replace('"', "") + '"' for label in labels if label)
    return b"X-Gmail-Labels: " + quoted.encode("utf-8", "replace") + b"\r\n" + header


def _label(told: Any) -> str:
    from imapclient.imap_utf7 import decode  # noqa: PLC0415 - loaded already where a server answers

    text = str(decode(told)) if isinstance(told, bytes) else str(told)
    return _UNNAMED.sub("", text.removeprefix("\\")).strip()
