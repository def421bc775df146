"""Out: how approved words leave, and which pages to look at first."""

from kithly.channels.handoff import HandOver, connection_note, door_link, hand_over, mailto, open_in, profile_link
from kithly.channels.look import Link, pages

__all__ = [
    "HandOver",
    "Link",
    "connection_note",
    "door_link",
    "hand_over",
    "mailto",
    "open_in",
    "pages",
    "profile_link",
]
