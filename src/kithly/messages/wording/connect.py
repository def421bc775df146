"""The note that goes with a request to connect: 200 characters."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_found, say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of a note."""
    opened = say_found(page, brief, "connect.found") or say_fact(page, "connect.met", brief.met_at, "place")
    if not opened and brief.talk and brief.talk.channel == "mail":
        opened = say_talk(page, "connect", brief)
    company = usable(brief.news.company, sites=True) if brief.news else ""
    if not opened and brief.news and company:
        page.say("connect.news", brief.news.evidence, company=company)
    page.say("connect.close", spare=1)


KIND = Kind(write=write, is_note=True)
