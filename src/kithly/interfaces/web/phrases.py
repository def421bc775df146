"""The words pages share: days, lengths of time, chances, doors and sources as one would say them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup

from kithly.app.derived.proof import SOURCES as SOURCE_WORDS
from kithly.app.figures import megabytes
from kithly.app.persons.facts import DAYS, fact_word
from kithly.app.show import message_word
from kithly.app.views import FactView
from kithly.app.when import told_day
from kithly.interfaces.pictures.marks import WORDS
from kithly.interfaces.web.marking import pieces
from kithly.interfaces.web.rows import belongs, lately, strip_of
from kithly.plan import CHATS
from kithly.ties import Band
from kithly.ties.words import counted, duration

WEEK = 7  # days; nearer ones are named by their weekday
SURE, HARDLY = 0.95, 0.05  # beyond these a chance is told in words

SOURCES: Final[Mapping[str, str]] = {
    **SOURCE_WORDS,
    "email": "Mail",
    "linkedin": "LinkedIn",
    "self": "Your own word",
}
DOORS: Final[Mapping[str, str]] = {
    "email": "Mail",
    "mail": "Mail",
    "linkedin": "LinkedIn message",
    "linkedin_note": "Note with a request",
    "note": "Note with a request",
    "sms": "Text message",
    **{chat.value: message_word(chat) for chat in CHATS},
    "phone": "Phone",
    "mastodon": "At Mastodon",
    "bluesky": "At Bluesky",
    "web": "Where it stands",
    "self": "Your own word",
    "other": "Any way you like",
}
KEYS: Final = (
    ("J K", "next, the one before"),
    ("Enter", "open"),
    ("S", "send"),
    ("D", "done already"),
    ("L", "look first"),
    ("Z", "later"),
    ("N", "not this person"),
    ("M", "not this reason"),
    ("Q", "leave in peace"),
    ("E", "edit the draft"),
    ("U", "undo"),
    ("/", "search"),
    (".", "enough for today"),
    ("?", "these keys"),
)


def day(at: date | datetime | None, now: datetime) -> str:
    """Return a day as one would say it: today, yesterday, a weekday within a week, else the date.

    Args:
        at: A day, or an instant (told in the zone of ``now``); None where nothing tells.
        now: The present, aware, in the user's zone.
    """
    if at is None:
        return "no date"
    told = at.astimezone(now.tzinfo).date() if isinstance(at, datetime) else at
    ago = (now.date() - told).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    if 1 < ago < WEEK:
        return f"{told:%A}"
    return f"{told.day} {told:%B}" if ago > 0 and told.year == now.year else f"{told.day} {told:%B} {told.year}"


def short_day(at: date | datetime | None, now: datetime) -> str:
    """Return a day for a narrow column: ``Today, 7:12``, ``Thursday``, ``19 Nov``, ``2 Sep 2020``.

    Args:
        at: A day, or an instant (told in the zone of ``now``); None where nothing tells.
        now: The present, aware, in the user's zone.
    """
    told = at.astimezone(now.tzinfo) if isinstance(at, datetime) else at
    said = day(at, now)
    if told is None or not said[0].isdigit():
        hour = f", {told.hour}:{told.minute:02d}" if isinstance(told, datetime) and said == "today" else ""
        return said.capitalize() + hour
    return f"{told.day} {told:%b}" if said[-1].isalpha() else f"{told.day} {told:%b} {told.year}"


def fact(one: FactView) -> Markup:
    """Return what an address book says of a person, as a clause; foreign words keep their own direction."""
    word = fact_word(one)
    word = word[:1].upper() + word[1:]
    if one.kind not in DAYS:
        return Markup("<bdi>{}</bdi>: <bdi>{}</bdi>").format(word, one.value)
    value = told_day(one.value) if one.value else ""
    return Markup("<bdi>{}</bdi> {}").format(word, value) if value else Markup("<bdi>{}</bdi>").format(word)


def long_day(at: date) -> str:
    """Return a day with its weekday: Monday, 23 November."""
    return f"{at:%A}, {at.day} {at:%B}"


def clock(at: datetime, now: datetime) -> str:
    """Return the hour of an instant in the user's zone: ``7:12``."""
    told = at.astimezone(now.tzinfo)
    return f"{told.hour}:{told.minute:02d}"


def month(at: date | datetime | None) -> str:
    """Return a month: March 2019."""
    return f"{at:%B} {at.year}" if at else "no date"


def in_ten(chance: float | None) -> str:
    """Return a probability as people tell it.

    Example:
        >>> in_ten(0.72), in_ten(0.02), in_ten(None)
        ('about 7 in 10', 'hardly any', 'cannot tell yet')
    """
    if chance is None:
        return "cannot tell yet"
    if chance < HARDLY:
        return "hardly any"
    if chance >= SURE:
        return "nearly sure"
    return f"about {max(1, round(chance * 10))} in 10"


def about(number: float | None) -> str:
    """Return an estimated count, rounded as far as it can be trusted."""
    return "an unknown number" if number is None else f"about {round(number):,}"


def minutes(number: float) -> str:
    """Return minutes in words: 4 minutes."""
    return counted(round(number), "minute")


def number_word(number: int) -> str:
    """Return a small number as a word, a larger one in figures."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if 0 <= number < len(words) else f"{number:,}"


def quiet(tie: Any) -> str:
    """Return how long it has been quiet against the pair's own rhythm: 14 months, usually 3."""
    if tie is None or tie.silent_days is None:
        return ""
    told = "today" if tie.silent_days < 1 else duration(tie.silent_days)
    if tie.usual_gap_days is None or tie.band in {Band.FAINT, Band.UNKNOWN}:
        return told
    return f"{told}, usually {duration(tie.usual_gap_days)}"


def band_word(band: Band | str) -> str:
    """Return what a band is called."""
    return WORDS[Band(band)]


def door(channel: str) -> str:
    """Return what a channel is called."""
    return DOORS.get(channel, channel.replace("_", " ").capitalize())


def source_word(source: str) -> str:
    """Return what a source is called."""
    return SOURCES.get(source, source.replace("_", " "))


def as_json(value: object) -> str:
    """Return a value as one reads what is sent: with its letters, an entry a line."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def greeting(now: datetime) -> str:
    """Return the greeting of the hour."""
    return "Good morning" if 4 <= now.hour < 12 else "Good afternoon" if 12 <= now.hour < 18 else "Good evening"


def first_up(text: str) -> str:
    """Return words as the beginning of a line: their first letter large."""
    return text[:1].upper() + text[1:]


def one_line(text: str, most: int = 90) -> str:
    """Return the beginning of a text on one line, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + "…"


def with_link(text: str, person: Any) -> Markup:
    """Return a sentence in which the name of a person leads to their page; all of it is escaped."""
    before, name, after = text.partition(person.name)
    if not name:
        return Markup("{}").format(text)
    return Markup('{}<a href="/people/{}"><bdi>{}</bdi></a>{}').format(before, person.id, name, after)


def stop(text: str) -> str:
    """Return a sentence with its full stop, one only: a company may end in one."""
    return text if text.endswith(".") else f"{text}."


def plain_hint(hint: str) -> str:
    """Return a hint without the command that stands behind its colon: a page has buttons instead."""
    words, command, _ = hint.partition(": kithly ")
    return f"{words}." if command else hint


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "about": about,
    "band_word": band_word,
    "belongs": belongs,
    "clock": clock,
    "counted": counted,
    "day": day,
    "as_json": as_json,
    "door": door,
    "first_up": first_up,
    "duration": duration,
    "in_ten": in_ten,
    "lately": lately,
    "long_day": long_day,
    "minutes": minutes,
    "month": month,
    "number_word": number_word,
    "one_line": one_line,
    "plain_hint": plain_hint,
    "with_link": with_link,
    "pieces": pieces,
    "quiet": quiet,
    "short_day": short_day,
    "size": megabytes,
    "source_word": source_word,
    "stop": stop,
    "strip": strip_of,
    "fact": fact,
    "told_day": told_day,
}
GLOBALS: Final[Mapping[str, Any]] = {"keys": KEYS, "greeting": greeting}
