"""Public single messages of every make go through the message reader, judged by the standard library."""

from __future__ import annotations

import email
import email.policy
import email.utils
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

from kithly.records import Message, Problem
from kithly.sources._formats.email import guarded, read_message

MIN_FILES = 200
# Texts beside the messages that are expected output, not mail
NOT_MAIL = ("_decoded", "-summary", ".html", ".json")


def messages(corpora: Path) -> list[Path]:
    files = [path for path in sorted((corpora / "eml").rglob("*")) if path.is_file()]
    return [path for path in files if not any(mark in path.name for mark in NOT_MAIL)]


def _oracle(raw: bytes) -> tuple[str, str, datetime | None] | None:
    """Return subject, address and date by the standard library's slow reader, or None if it fails."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        senders = message["from"].addresses if message["from"] else ()
        address = senders[0] if senders else None
        at = message["date"].datetime if message["date"] else None
    except Exception:  # noqa: BLE001 - the oracle breaks on foreign mail; then it has nothing to say
        return None
    spec = address.addr_spec if isinstance(address, Address) else ""
    at = at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
    return " ".join(str(message["subject"] or "").split()), spec.lower(), at


def _guarded(path: Path) -> Message | Problem:
    return guarded(lambda: read_message(path.read_bytes()), at=path.name)


def test_no_message_raises_and_hardly_any_is_lost(corpora: Path) -> None:
    paths = messages(corpora)
    assert len(paths) >= MIN_FILES
    outcomes = {path.name: _guarded(path) for path in paths}
    failures = [
        name for name, each in outcomes.items() if isinstance(each, Problem) and "cannot be read" in each.reason
    ]
    assert failures == []
    assert sum(isinstance(each, Message) for each in outcomes.values()) / len(outcomes) > 0.95


def test_subject_sender_and_date_agree_with_the_standard_library(corpora: Path) -> None:
    compared = agreed_subject = agreed_sender = agreed_date = 0
    for path in messages(corpora):
        raw = path.read_bytes()
        message, oracle = read_message(raw), _oracle(raw)
        if not isinstance(message, Message) or oracle is None or not raw.strip():
            continue
        subject, address, at = oracle
        if "\ufffd" in subject or any("\ud800" <= letter <= "\udfff" for letter in subject):
            continue
        compared += 1
        found = message.sender.identity.value if message.sender and message.sender.identity else ""
        agreed_subject += " ".join(message.subject.split()) == subject
        agreed_sender += found == address or not address
        agreed_date += at is None or at.year < 1971 or message.at == at.astimezone(UTC).replace(microsecond=0)
    assert compared > MIN_FILES / 2
    assert min(agreed_subject, agreed_sender, agreed_date) / compared > 0.95
