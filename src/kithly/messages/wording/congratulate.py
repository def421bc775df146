"""Congratulations on a new job or role that a record tells of."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_found, say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of congratulations; none where they merely are elsewhere than when you last spoke."""
    news = brief.news
    company = usable(news.company, sites=True) if news else ""
    if news is None or not company or not news.is_fresh:
        return
    title = usable(news.title)
    opening = "opening" if not news.is_promotion else "promoted" if title else "promoted_untitled"
    page.say(f"congratulate.{opening}", news.evidence, company=company, title=title)
    before = usable(news.before, sites=True)
    if before and news.before_evidence and not news.is_promotion:
        proof = (news.evidence, news.before_evidence)
        page.say("congratulate.before", *proof, spare=1, before=before, company=company)
    else:
        say_talk(page, "congratulate", brief, spare=1)
    say_found(page, brief, "found.also", spare=2)
    page.say("congratulate.close")


KIND = Kind(write=write, subject="subject.congratulate")
