"""A profile names another town or employer: it is asked about, and never stated or congratulated on."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.memory import say_memory
from kithly.messages.wording.myself import tell_of_me
from kithly.messages.wording.page import Page


def write_town(page: Page, brief: Brief) -> None:
    """Ask about the town."""
    stay = brief.stay
    town = usable(stay.town) if stay else ""
    if stay is not None and town:
        page.say("elsewhere.town", *stay.evidence, town=town)
        _go_on(page, brief)


def write_employer(page: Page, brief: Brief) -> None:
    """Ask about the employer."""
    company = usable(brief.news.company, sites=True) if brief.news else ""
    if brief.news is not None and company:
        page.say("elsewhere.employer", brief.news.evidence, company=company)
        _go_on(page, brief)


def _go_on(page: Page, brief: Brief) -> None:
    say_memory(page, brief, spare=1)
    page.turn()
    tell_of_me(page, brief)
    page.say("reconnect.follow_up")


TOWN = Kind(write=write_town)
EMPLOYER = Kind(write=write_employer)
