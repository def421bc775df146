"""Words of either side repeated in a draft, and days as people say them."""

from __future__ import annotations

from datetime import date

from kithly.messages.brief import usable_quote
from kithly.messages.occasion import Sign
from kithly.messages.phrasebook import Phrasebook
from kithly.messages.wording.page import Page

_ENDS = ("?", "…", "!")


def say_words(page: Page, name: str, sign: Sign, **more: str) -> bool:
    """Say something with the words of a sign; say whether these are fit to be repeated.

    Phrases take them as ``words``, or as ``sentence`` where they end one.
    """
    words = usable_quote(sign.words)
    if not words:
        return False
    page.say(
        name, sign.evidence, words=words, spare=0, sentence=words if words.endswith(_ENDS) else f"{words}.", **more
    )
    return True


def day_in(book: Phrasebook, on: date) -> str:
    """Return a day of this year as it is said in a language.

    Example:
        >>> from kithly.messages.phrasebook import phrasebook
        >>> day_in(phrasebook("en"), date(2026, 8, 9))
        '9 August'
    """
    month = book.writing["month_names"].split()[on.month - 1]
    return book.writing["day_of"].format(day=on.day, month=month)
