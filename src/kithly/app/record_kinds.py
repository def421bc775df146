"""What kinds of records are called where they are counted."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "contact": ("entry in an address book or list", "entries in address books and lists"),
    "message": ("message", "messages"),
    "gesture": ("invitation, endorsement or the like", "invitations, endorsements and the like"),
    "meeting": ("meeting", "meetings"),
    "note": ("note of a source", "notes of sources"),
    "news": ("piece of news", "pieces of news"),
    "post": ("post", "posts"),
    "position": ("position", "positions"),
    "profile": ("profile", "profiles"),
}
"""Kinds in the order they are told, each for one and for several."""
