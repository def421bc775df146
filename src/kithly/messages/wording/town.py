"""Ego will be in their town: the day, what the two share, and a coffee."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.memory import say_memory
from kithly.messages.wording.myself import tell_of_me
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import day_in


def write(page: Page, brief: Brief) -> None:
    """Say when and where, and suggest to meet; nothing where the town is unfit to be named."""
    stay = brief.stay
    town = usable(stay.town) if stay else ""
    if stay is None or not stay.is_egos or not town or brief.on is None:
        return
    page.say("town.there", *stay.evidence, town=town, day=day_in(page.book, brief.on))
    say_memory(page, brief, spare=1)
    page.turn()
    tell_of_me(page, brief)
    page.say("town.close")


KIND = Kind(write=write, subject="subject.town")
