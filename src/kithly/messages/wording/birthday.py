"""A birthday wish, in time or a little late."""

from __future__ import annotations

from kithly.messages.brief import Brief, given_name
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_found, say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of a wish; none where the day is no birthday."""
    if not brief.is_birthday:
        return
    given = "" if page.book.is_formal else given_name(brief.recipient.given)
    page.say("greet.late" if brief.is_late else "greet.opening", comma_given=f", {given}" if given else "")
    say_talk(page, "greet", brief)
    say_found(page, brief, "found.also", spare=2)
    page.say("greet.late_close" if brief.is_late else "greet.close", spare=1)


KIND = Kind(write=write, subject="subject.greet", greets=True)
