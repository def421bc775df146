"""Times as people say them in a language: when a talk was, and when there could be one."""

from __future__ import annotations

from kithly.messages.brief import Brief, Slot, Talk
from kithly.messages.phrasebook import Phrasebook
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import day_in

MOST_SLOTS = 3  # times proposed in one letter


def when(page: Page, brief: Brief, talk: Talk) -> str:
    """Return the year of a talk as it follows its name; of this year the month, of this month nothing."""
    if talk.at is None:
        return ""
    if brief.now is None or talk.at.year != brief.now.year:
        return page.book.writing["year"].format(year=talk.at.year)
    months = page.book.writing["from_months"].split(", ")
    return "" if talk.at.month == brief.now.month else f" {months[talk.at.month - 1]}"


def propose(page: Page, brief: Brief, name: str) -> None:
    """Suggest a talk: at the times ego is free, else in the open words of a list."""
    if brief.slots:
        page.say("follow_up.slots", slots=_together(page.book, brief.slots[:MOST_SLOTS]))
    else:
        page.say(name)


def _together(book: Phrasebook, slots: tuple[Slot, ...]) -> str:
    told = [_said(book, slot) for slot in slots]
    return book.writing["or"].join(part for part in (", ".join(told[:-1]), told[-1]) if part)


def _said(book: Phrasebook, slot: Slot) -> str:
    at = slot.starts
    time = book.writing["time"].format(hour=at.hour, minute=f"{at.minute:02}")
    weekday = book.writing["day_names"].split()[at.weekday()]
    return book.writing["slot"].format(weekday=weekday, date=day_in(book, at.date()), time=time)
