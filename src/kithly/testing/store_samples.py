"""Invented records for the contract of stores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from kithly.records import (
    NO_FLAGS,
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    IdentityKind,
    Message,
    Party,
    Record,
    Sighted,
)
from kithly.store import Added, ChangeId, FileId, Store, Writing

MAY = datetime(2024, 5, 1, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, tzinfo=UTC)
JULY = datetime(2024, 7, 1, tzinfo=UTC)
NOW = datetime(2024, 8, 1, 9, 30, tzinfo=UTC)

MAIL, LINKEDIN = "mail", "linkedin"


def email(name: str) -> Identity:
    """Return the identity of an invented mailbox."""
    return Identity(IdentityKind.EMAIL, f"{name}@example.org")


def party(name: str) -> Party:
    """Return an invented person with a mailbox."""
    return Party(name=name.title(), identity=email(name))


def contact(name: str, *, company: str = "", mailbox: str = "") -> Contact:
    """Return a connection with a profile and perhaps a mailbox."""
    profile = Identity(IdentityKind.LINKEDIN, name)
    identities = (profile, email(mailbox)) if mailbox else (profile,)
    return Contact(key=f"profile/{name}", name=f"{name.title()} Fictional", identities=identities, company=company)


def mail(
    key: str,
    sender: str,
    *to: str,
    text: str = "",
    days: int = 0,
    answers: str = "",
    flags: Flag = NO_FLAGS,
) -> Message:
    """Return a mail, ``days`` after May 1st."""
    return Message(
        key=key,
        channel=Channel.MAIL,
        at=MAY + timedelta(days=days),
        sender=party(sender),
        to=tuple(party(name) for name in to),
        recipients=len(to),
        subject=f"About {key}",
        text=text,
        own=text,
        message_id=key,
        parent=answers,
        thread=answers or key,
        flags=flags,
    )


def endorsement(name: str, *, outgoing: bool) -> Gesture:
    """Return an endorsement given or received."""
    return Gesture(
        key=f"endorsement/{name}/{outgoing}",
        kind=GestureKind.ENDORSEMENT,
        channel=Channel.LINKEDIN,
        outgoing=outgoing,
        other=Party(name=f"{name.title()} Fictional", identity=Identity(IdentityKind.LINKEDIN, name)),
        at=MAY,
        text="Juggling",
    )


def sighted(record: Record, at: datetime = MAY, *, raw: int = 0) -> Sighted:
    """Return a record as seen in an export of that day."""
    return Sighted(record=record, at=f"record {record.key}", observed_at=at, raw=raw)


def begin(tx: Writing, path: str, *, family: str = MAIL) -> tuple[ChangeId, FileId]:
    """Open a change with one file."""
    change = tx.changes.open("import", f"Imported {path}", NOW)
    fingerprint = f"fingerprint of {ascii(path)[1:-1]}"
    return change, tx.files.begin(change, path, family, fingerprint, 1)


def keep(store: Store, path: str, records: Sequence[Sighted], *, family: str = MAIL) -> tuple[ChangeId, Added]:
    """Import some records as one file of one change."""
    with store.transaction() as tx:
        change, file = begin(tx, path, family=family)
        added = tx.records.add(file, family, family, records)
        tx.files.finish(file, {"read": len(records)})
    return change, added


def canonical(store: Store) -> str:
    """Return the canonical dump."""
    with store.reading() as kept:
        return kept.canonical()


def derived(store: Store) -> str:
    """Return the dump of what is derived."""
    with store.reading() as kept:
        return kept.derived()
