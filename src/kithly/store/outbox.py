"""What goes out: each message with its fixed words, where it stands, and what the other side said.

A row changes its state by compare-and-set alone: whoever is second, be it another process, another tab or the
scheduler, changes nothing and is told so.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from kithly.errors import Conflict, NotFound
from kithly.people import PersonId
from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.changes import Changes
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import ChangeId

_ID_BYTES = 4
_TAKEN_BACK, _SENT = "taken_back", "sent"  # states of `messages.outgoing`, which a look at the store must not load
SHORTEST_ID = 4  # characters of an id that may stand for the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message that goes out.

    Attributes:
        key: What goes out at most once: a hello, or words without one.
        change: The change that approved it.
        state: Where it stands, by name (`messages.outgoing`).
        channel: Name of the channel.
        kind: A message or touch kind, by name.
        person: To whom; empty for everybody.
        to: Address or account; empty for everybody.
        text: The words, fixed at approval.
        message_id: Message-ID without brackets, or the name under which a network takes it once; fixed too.
        approved_at: When the user said yes.
        due_at: Until when it can be taken back; then it goes out.
        changed_at: When its state changed last.
        id: Eight hexadecimal digits; given by the store.
        act: What goes out.
        touch: The hello it settles; empty for none.
        target: Address of what is answered, liked or boosted; empty for none.
        sender: Ego's own address or account.
        sender_name: Ego's name beside it.
        subject: For mail; None elsewhere.
        in_reply_to: Message-ID answered, without brackets; empty for none.
        references: Message-IDs of the thread, oldest first.
        allowed_favour: Whether the user said "this is not a favour".
        claim: Mark of whoever sends it, or sent it last; empty before.
        tries: How often a connection was opened for it.
        said: What the other side said, or why nobody knows; empty for nothing.
        url: Where it can be seen; empty if nowhere.
        bounced: Whether the other side says that nobody is at that address.
    """

    key: str
    change: ChangeId
    state: str
    channel: str
    kind: str
    person: PersonId
    to: str
    text: str
    message_id: str
    approved_at: datetime
    due_at: datetime
    changed_at: datetime
    id: str = ""
    act: str = "message"
    touch: str = ""
    target: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    allowed_favour: bool = False
    claim: str = ""
    tries: int = 0
    said: str = ""
    url: str = ""
    bounced: bool = False


class Outbox:
    """The messages of an ego that go out."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, row: OutboxRow) -> str:
        """Keep a message and return its id.

        Raises:
            Conflict: The same is on its way already, or was sent.
            NotFound: There is no such change.
        """
        if self.with_key(row.key) is not None:
            raise Conflict("message", row.key, message="This is on its way already.", hint="kithly outbox")
        seq = self._scope.numbers(schema.outbox, 1)[0]
        text_id = f"{self._scope.text_id}\0outbox\0{seq}".encode()
        identifier = blake2b(text_id, digest_size=_ID_BYTES).hexdigest()
        change = Changes(self._scope).number(row.change)
        values = {"seq": seq, "ego_id": self._scope.ego, "id": identifier, "change": change, **_values(row)}
        self._scope.conn.execute(schema.outbox.insert().values(**values))
        return identifier

    def move(self, row: OutboxRow, state: str, at: datetime, **more: Any) -> bool:
        """Let a message stand elsewhere, if it stands where it is thought to, in the same hands.

        Args:
            row: As it was read.
            state: Where it shall stand.
            at: When.
            **more: Further fields that change: ``claim``, ``tries``, ``said``, ``url``, ``bounced``, ``due_at``.

        Returns:
            Whether it did; False where somebody else was quicker.
        """
        table = schema.outbox
        changed = {name: _plain_value(name, value) for name, value in more.items()}
        chosen = table.update().where(
            table.c.ego_id == self._scope.ego,
            table.c.id == row.id,
            table.c.state == row.state,
            table.c.claim == row.claim,
        )
        done = self._scope.conn.execute(chosen.values(state=str(state), changed_at=to_seconds(at), **changed))
        return done.rowcount == 1

    def get(self, named: str) -> OutboxRow:
        """Return a message by its id or a beginning that is its own.

        Raises:
            NotFound: There is none.
            Conflict: The beginning fits several, or is too short to mean one.
        """
        asked = named.strip().lower()
        table = schema.outbox.c
        found = self._rows(table.id.startswith(asked, autoescape=True)) if asked else ()
        if not found:
            raise NotFound("message", named, hint="kithly outbox")
        if len(found) > 1 or len(asked) < SHORTEST_ID:
            told = f"{named!r} is too short to mean one message."
            raise Conflict("message", named, message=told, hint="kithly outbox shows their ids")
        return found[0]

    def with_key(self, key: str) -> OutboxRow | None:
        """Return the message that stands under a key; one that was taken back does not."""
        table = schema.outbox.c
        found = self._rows(table.key == plain(key), table.state != _TAKEN_BACK)
        return found[0] if found else None

    def of_touch(self, touch: str) -> OutboxRow | None:
        """Return the newest message for a hello; None where there is none but such as were taken back."""
        table = schema.outbox.c
        found = self._rows(table.touch == touch, table.state != _TAKEN_BACK) if touch else ()
        return found[-1] if found else None

    def of_change(self, change: str) -> tuple[OutboxRow, ...]:
        """Return the messages that a change approved."""
        return self._rows(schema.changes.c.id == change)

    def changes_of(self, states: Collection[str]) -> frozenset[str]:
        """Return the changes whose messages stand in some states."""
        table = schema.outbox.c
        query = select(schema.changes.c.id).join(schema.outbox, schema.changes.c.seq == table.change)
        query = query.where(table.ego_id == self._scope.ego, table.state.in_(sorted(str(one) for one in states)))
        return frozenset(self._scope.conn.execute(query).scalars())

    def standing(self, states: Collection[str]) -> tuple[OutboxRow, ...]:
        """Return the messages in some states, oldest first."""
        return self._rows(schema.outbox.c.state.in_(sorted(str(one) for one in states)))

    def newest(self, count: int) -> tuple[OutboxRow, ...]:
        """Return the newest messages, newest first."""
        return self._rows()[::-1][:count]

    def to(self, persons: Collection[PersonId]) -> tuple[OutboxRow, ...]:
        """Return the messages to some people, oldest first."""
        return self._rows(schema.outbox.c.person.in_(sorted(persons)))

    def bounced(self, to: str) -> OutboxRow | None:
        """Return the newest message of which the other side said that nobody is at its address; None for none."""
        table = schema.outbox.c
        found = self._rows(table.recipient == plain(to), table.bounced != 0)
        return found[-1] if found else None

    def took(self, to: str, since: datetime) -> bool:
        """Say whether an address took a message after a moment."""
        table = schema.outbox.c
        return bool(
            self._rows(
                table.recipient == plain(to),
                table.state == _SENT,
                table.changed_at > to_seconds(since),
            )
        )

    def _rows(self, *conditions: ColumnElement[bool]) -> tuple[OutboxRow, ...]:
        table = schema.outbox
        query = (
            select(table, schema.changes.c.id.label("change_id"))
            .join(schema.changes, schema.changes.c.seq == table.c.change)
            .where(table.c.ego_id == self._scope.ego, *conditions)
            .order_by(table.c.seq)
        )
        return tuple(_row(row) for row in self._scope.conn.execute(query))


def _values(row: OutboxRow) -> dict[str, Any]:
    return {
        "key": plain(row.key),
        "state": str(row.state),
        "channel": row.channel,
        "act": str(row.act),
        "kind": row.kind,
        "touch": row.touch,
        "person": row.person,
        "recipient": plain(row.to),
        "target": plain(row.target),
        "sender": plain(row.sender),
        "sender_name": plain(row.sender_name),
        "subject": None if row.subject is None else plain(row.subject),
        "text": plain(row.text),
        "message_id": plain(row.message_id),
        "in_reply_to": plain(row.in_reply_to),
        "refs": plain(json.dumps(row.references)),
        "not_a_favour": int(row.allowed_favour),
        "approved_at": to_seconds(row.approved_at),
        "due_at": to_seconds(row.due_at),
        "changed_at": to_seconds(row.changed_at),
        "claim": row.claim,
        "tries": row.tries,
        "said": plain(row.said),
        "url": plain(row.url),
        "bounced": int(row.bounced),
    }


def _plain_value(name: str, value: Any) -> Any:
    if name == "due_at":
        return to_seconds(value)
    return plain(value) if isinstance(value, str) else int(value)


def _row(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        key=row.key,
        change=ChangeId(row.change_id),
        state=row.state,
        channel=row.channel,
        act=row.act,
        kind=row.kind,
        touch=row.touch,
        person=PersonId(row.person),
        to=row.recipient,
        target=row.target,
        sender=row.sender,
        sender_name=row.sender_name,
        subject=row.subject,
        text=row.text,
        message_id=row.message_id,
        in_reply_to=row.in_reply_to,
        references=tuple(json.loads(row.refs)),
        allowed_favour=bool(row.not_a_favour),
        approved_at=from_seconds(row.approved_at),
        due_at=from_seconds(row.due_at),
        changed_at=from_seconds(row.changed_at),
        claim=row.claim,
        tries=row.tries,
        said=row.said,
        url=row.url,
        bounced=bool(row.bounced),
    )
