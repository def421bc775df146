"""A word after a meeting of these days."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact


def write(page: Page, brief: Brief) -> None:
    """Say what the meeting was about, else in which town it was, and suggest to go on."""
    if say_fact(page, "after_meeting.about", brief.met_about, "about"):
        page.say("after_meeting.close")
    elif say_fact(page, "after_meeting.place", brief.met_at, "place"):
        page.say("after_meeting.place_close")


KIND = Kind(write=write)
