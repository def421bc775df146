"""A word after a meeting of these days."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact
from kithly.messages.wording.times import propose


def write(page: Page, brief: Brief) -> None:
    """Say what the meeting was about, else where it was, and suggest to go on."""
    if say_fact(page, "after_meeting.about", brief.met_about, "about"):
        propose(page, brief, "after_meeting.close")
    elif _say_town(page, brief) or say_fact(page, "after_meeting.venue", brief.met_at, "venue"):
        propose(page, brief, "after_meeting.place_close")


def _say_town(page: Page, brief: Brief) -> bool:
    town = usable(brief.stay.town) if brief.stay else ""
    if brief.stay is None or not town:
        return False
    page.say("after_meeting.place", *brief.stay.evidence, place=town)
    return True


KIND = Kind(write=write, subject="subject.after_meeting")
