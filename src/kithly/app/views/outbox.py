"""What goes out, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingView:
    """One message that Kithly sends.

    Attributes:
        id: Its id in the outbox.
        state: ``drafted``, ``approved``, ``sending``, ``sent``, ``unknown``, ``failed`` or ``taken_back``.
        channel: By what it goes.
        act: ``message``, ``reply``, ``like``, ``boost`` or ``post``.
        kind: What it is for.
        touch: The hello it settles; None for none.
        person: To whom; None for everybody.
        to: Address or account.
        subject: For mail.
        text: The words.
        text_line: Where it stands, as a sentence.
        approved_at: When the user said yes.
        undo_until: Until when it can be taken back; None where it cannot, or need not.
        at: When that changed last.
        said: What the other side said.
        url: Where it can be seen; None if nowhere.
        change: The change that approved it.
        next: Commands that settle it, where it needs the user.
    """

    id: str
    state: str
    channel: str
    act: str
    kind: str
    touch: str | None
    person: NamedView | None
    to: str
    subject: str | None
    text: str
    text_line: str
    approved_at: datetime
    undo_until: datetime | None
    at: datetime
    said: str
    url: str | None
    change: str
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxView:
    """The outbox.

    Attributes:
        waiting: Messages of which something is still to come, oldest first.
        settled: The newest that were sent or taken back, newest first.
        senders: The user's own address or account, by the channel it sends by.
    """

    waiting: tuple[OutgoingView, ...]
    settled: tuple[OutgoingView, ...]
    senders: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSetView:
    """What was set up to send, or ended: the change that takes it back, the sentence, and more to say."""

    change: str
    text: str
    words: tuple[str, ...] = ()
