"""Congratulations on a work anniversary: so many years only where a record counts them."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.kinds import MessageKind
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.memory import say_memory
from kithly.messages.wording.page import Page


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of congratulations; nothing where no employer is known."""
    company = usable(brief.news.company, sites=True) if brief.news else ""
    if brief.news is None or not company:
        return
    name = "years" if brief.years > 1 else "first" if brief.years else "untold"
    page.say(f"anniversary.{name}", brief.news.evidence, company=company, years=str(brief.years))
    say_memory(page, brief, spare=1)
    page.say("anniversary.close", spare=2)


KIND = Kind(write=write, subject="subject.congratulate", judged_as=MessageKind.ANNIVERSARY)
