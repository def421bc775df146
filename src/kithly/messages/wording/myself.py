"""What ego does now, as one sentence of a draft in its language."""

from __future__ import annotations

from kithly.messages.about_me import about_me
from kithly.messages.brief import Brief, usable
from kithly.messages.language import is_in
from kithly.messages.phrasebook import OTHERWISE
from kithly.messages.wording.page import Page

_PEOPLE = {"de": ("ich", "wir"), "es": ("yo", "nosotros"), "fr": ("je", "j'", "nous"), "pt": ("eu", "nós")}


def tell_of_me(page: Page, brief: Brief, *, spare: int = 0) -> None:
    """Add a line on ego; none where nothing is known in the language of the draft."""
    if page.book.language == OTHERWISE:
        told = about_me(brief.ego)
        if told:
            page.tell(told, spare=spare)
        return
    now = usable(brief.ego.now, sites=True)
    position, company = usable(brief.ego.position.split("|")[0]), usable(brief.ego.company, sites=True)
    if now and is_in(now, page.book.language):
        _tell_now(page, now, spare)
    elif position and company:
        _say(page, "position_at", spare, position=position, company=company)
    elif position or company:
        _say(page, "position" if position else "company", spare, position=position, company=company)


def _tell_now(page: Page, now: str, spare: int) -> None:
    """Say ego's own words: as they are where they begin with "I", else behind a colon."""
    if now.lower().startswith(_PEOPLE[page.book.language]):
        page.tell(f"{now[0].upper()}{now[1:]}.", spare=spare)
    else:
        _say(page, "now", spare, now=now)


def _say(page: Page, name: str, spare: int, **words: str) -> None:
    page.tell(page.book.phrase(f"about_me.{name}", page.seed, **words), spare=spare)
