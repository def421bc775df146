"""Answers to mails of ours in a mailbox: found by what they refer to, in the inbox and among what was sent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kithly.records import Message
from kithly.sources._formats.email import read_message
from kithly.sources._formats.email.headers import Headers, split_message
from kithly.sources.account import Account
from kithly.sources.imap.folders import chosen_folders
from kithly.sources.imap.messages import part_of
from kithly.sources.imap.source import place_of
from kithly.transport.imap import Session
from kithly.transport.secrets import Secret

FOLDERS = "inbox,sent"
MOST = 50  # mails of one folder
MOST_LISTED = 500  # mails of one folder whose references are looked at, where a server cannot search them
SIZE = 256 << 10  # bytes that are fetched of one mail; an answer is short
GMAIL = "X-GM-EXT-1"  # which finds whole words alone, and not what a header holds
_REFERENCES = "BODY.PEEK[HEADER.FIELDS (IN-REPLY-TO REFERENCES MESSAGE-ID)]"
_WHOLE = f"BODY.PEEK[]<0.{SIZE}>"
_PROGRAM = re.compile(rb"auto[-_ ]?(?:reply|replied|respon|generated|notified)|bulk|junk|list", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A mail that refers to one of ours.

    Attributes:
        refers: Which of ours, without brackets.
        message: What it says.
        by_program: Whether a program wrote it: an absence note, a report that nothing was delivered.
    """

    refers: tuple[str, ...]
    message: Message
    by_program: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a mailbox holds of ours.

    Attributes:
        arrived: Which of our mails lie there.
        answers: What refers to them, oldest first in each folder.
    """

    arrived: frozenset[str]
    answers: tuple[Answered, ...]


def find_answers(account: Account, secret: Secret, ids: Collection[str], *, since: date) -> Found:
    """Return what a mailbox holds of some mails of ours; nothing in it changes.

    Args:
        account: A mail account.
        secret: Its password or token.
        ids: Message-IDs, without brackets.
        since: The day of the oldest of them.

    Raises:
        SourceError: The mailbox cannot be read.
    """
    arrived: set[str] = set()
    answers: list[Answered] = []
    with Session.open(place_of(account), account.login, secret) as session:
        for folder in chosen_folders(session.folders(), FOLDERS):
            if not session.examine(folder.name).exists:
                continue
            uids = _uids(session, ids, since)
            for raw in _raws(session, uids):
                headers, _ = split_message(raw)
                arrived |= _named(headers, ("message-id",), ids)
                answers += _answer(raw, headers, ids)
    return Found(arrived=frozenset(arrived), answers=tuple(answers))


def _uids(session: Session, ids: Collection[str], since: date) -> list[int]:
    """Return the numbers of the mails that are ours, or refer to ours, in the open folder."""
    if session.has(GMAIL):
        listed = session.numbers(since=since)[-MOST_LISTED:]
        told = session.fetch(listed, [_REFERENCES])
        return [uid for uid in listed if any(one.encode() in _head(told.get(uid, {})) for one in ids)][-MOST:]
    found = {uid for one in ids for uid in session.referring(f"<{one}>", since=since)}
    return sorted(found)[-MOST:]


def _head(answer: object) -> bytes:
    return (part_of(answer, rb"BODY\[HEADER") or b"") if isinstance(answer, dict) else b""


def _raws(session: Session, uids: Sequence[int]) -> Iterator[bytes]:
    told = session.fetch(uids, [_WHOLE])
    for uid in uids:
        raw = part_of(told.get(uid, {}), rb"BODY\[\]")
        if raw:
            yield raw


def _answer(raw: bytes, headers: Headers, ids: Collection[str]) -> list[Answered]:
    refers = _named(headers, ("in-reply-to", "references"), ids)
    message = read_message(raw) if refers else ""
    if isinstance(message, str):
        return []
    return [Answered(refers=tuple(sorted(refers)), message=message, by_program=_by_program(headers))]


def _named(headers: Headers, fields: Sequence[str], ids: Collection[str]) -> set[str]:
    text = b" ".join(value for name in fields for value in headers.get(name, ()))
    return {one for one in ids if f"<{one}>".encode() in text}


def _by_program(headers: Headers) -> bool:
    """Say whether a program wrote it (RFC 3834, and what programs wrote before it)."""
    submitted = b" ".join(headers.get("auto-submitted", ())).strip().lower()
    if submitted and not submitted.startswith(b"no"):
        return True
    told = [*headers.get("precedence", ()), *headers.get("x-auto-response-suppress-by", ())]
    if any(name in headers for name in ("x-autoreply", "x-autorespond", "list-id")):
        return True
    if any(value.strip() == b"<>" for value in headers.get("return-path", ())):
        return True
    return any(_PROGRAM.search(value) for value in told) or b"report" in b" ".join(headers.get("content-type", ()))
