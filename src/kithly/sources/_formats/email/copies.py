"""Copies of one message: Sent, a list's, an export's. They are one record, and one of them is what is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.records import Flag, Message

_ONE, _TWO = timedelta(seconds=1), timedelta(seconds=2)
_LIST, _SENT = int(Flag.LIST), int(Flag.SENT)


def observed_at(message: Message, otherwise: datetime) -> datetime:
    """Return when a copy of a message counts as seen: at its own date, the better copy a second later.

    Of two versions of a record the later is current, whatever came first; so the copy in the Sent folder, which names
    everybody it went to, stands above one that arrived, and that above one that a list sent round with its footer.

    Args:
        message: The copy.
        otherwise: When its file was written, for a message without a date.
    """
    if message.at is None:
        return otherwise
    flags = int(message.flags)
    if flags & _SENT:
        return message.at + _TWO
    return message.at if flags & _LIST else message.at + _ONE
