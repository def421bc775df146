"""The years with one person in sentences: calm, about the two, and each number told apart."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

import numpy as np

from kithly.app.persons.life import DAY, LATELY, MOST, Life
from kithly.app.views import SaidView
from kithly.app.when import day_said, month_said, on_day
from kithly.history.interactions import Ints
from kithly.ties import BAND_WORDS, BANDS, Band, chance, counted, duration, in_ten

SAME: Final = 0.075  # probabilities nearer than this are told as the same
SMALL: Final = 0.2  # a chance that never reached this has no peak worth telling
NO_WORDS = "We cannot tell yet: no messages between you two were seen."
NO_FORECAST = "Kept, and left in peace: nothing is expected any more."


def title_said(life: Life) -> str:
    """Return what to call the picture of the years; empty where nothing was seen."""
    if not len(life.seen):
        return ""
    return "Twelve years" if life.count == MOST else f"Since {month_said(_instant(life.seen[0]), UTC)}"


def news_said(life: Life, now: datetime, zone: tzinfo) -> str:
    """Return that they wrote after years, in a sentence; empty if that is no news."""
    back = life.came_back
    if back is None:
        return ""
    wrote = "wrote back" if back.is_answer else "wrote"
    name = life.person.given or life.person.name
    return f"{name} {wrote} {on_day(_instant(back.at), now, zone)}, after {duration(back.silence / DAY)}."


def answer_said(life: Life) -> SaidView | None:
    """Return whether an answer comes if the user writes now; None where that cannot be told."""
    if life.tie.reply is None:
        return None
    again = "again" if life.came_back and life.came_back.is_answer else "today"
    return SaidView(
        before=f"If you write {again},", number=chance(life.tie.reply), after="that an answer comes within a week."
    )


def why_unknown(life: Life) -> str:
    """Return why nobody can tell whether an answer comes, in a sentence; empty where it can be told."""
    if life.tie.reply is not None:
        return ""
    return NO_FORECAST if life.person.remembered else NO_WORDS


def in_touch_said(life: Life) -> SaidView | None:
    """Return the number of the curve: whether the two are in touch within 90 days; None where it cannot be told."""
    if life.tie.strength is None:
        return None
    number = in_ten(life.tie.strength)
    return SaidView(
        before="If things go on as usual,", number=number, after="that you two are in touch within 90 days."
    )


def until_said(life: Life, now: datetime, zone: tzinfo) -> str:
    """Return what the band was until lately, in a sentence; empty if it did not change."""
    bands = life.lately.band
    others = np.flatnonzero(bands != bands[-1])
    if life.tie.strength is None or not len(others) or BANDS[bands[others[-1]]] is Band.UNKNOWN:
        return ""
    before = life.now - DAY * (LATELY - int(others[-1]))
    contacts = life.seen[(life.seen > before) & (life.seen <= before + DAY)]
    at = _instant(contacts[0] if len(contacts) else before + DAY)
    when = day_said(at, now, zone)
    if not len(contacts) and when.startswith("this"):
        when = "today"  # silence has no hour
    return f"{BAND_WORDS[BANDS[bands[others[-1]]]].capitalize()} until {when}."


def is_your_turn(life: Life) -> bool:
    """Say whether the last words are theirs."""
    return _last(life.words(outgoing=False)) > _last(life.words(outgoing=True))


def curve_said(life: Life) -> str:
    """Return what the picture of the years says, in sentences; empty where nothing was seen."""
    if not len(life.seen):
        return ""
    parts = [_course_said(life), _strokes_said(life)]
    return " ".join(part for part in parts if part)


def _course_said(life: Life) -> str:
    """Return how the chance went: its peak, what it sank to, and now."""
    now = life.tie.strength
    places = np.flatnonzero(life.quarters.known)
    if now is None or len(places) < 2:
        return ""
    went = np.append(life.quarters.strength[places[:-1]], now)
    peak = int(np.argmax(went))
    chance_said = "The chance that you two are in touch within 90 days"
    if went[peak] < SMALL:
        return f"{chance_said} was always small, and is {in_ten(now)} now."
    if went[peak] - now <= SAME:
        return f"{chance_said} is {in_ten(now)}, as high as it ever was."
    low = peak + int(np.argmin(went[peak:]))
    said = f"{chance_said} was highest in {_end(life, places[peak])}"
    sank = f", sank until {_end(life, places[low])} ({in_ten(went[low])})" if now - went[low] > SAME else ""
    return f"{said} ({in_ten(went[peak])}){sank} and is {in_ten(now)} now."


def _strokes_said(life: Life) -> str:
    seen = life.written
    out, incoming = (int(np.count_nonzero(side - seen.met)) for side in (seen.out, seen.incoming))
    met = int(np.count_nonzero(seen.met))
    together = f"You met in {counted(met, 'quarter')}." if met else ""
    if not out and not incoming:
        return together or "No words in these years."
    if not out or not incoming:
        who, other = ("They", "you") if not out else ("You", "them")
        wrote = f"{who} wrote in {counted(out + incoming, 'quarter')}; nothing from {other} was seen."
    else:
        wrote = f"You wrote in {counted(out, 'quarter')}, they in {incoming:,}."
    return f"{wrote} {together}".strip()


def _end(life: Life, place: int) -> str:
    """Return the month in which a quarter of the picture ends."""
    months_back = 3 * (life.count - 1 - int(place))
    month = int(np.datetime64(life.now, "s").astype("datetime64[M]").astype(int))
    month += 2 - month % 3 - months_back
    return month_said(datetime(1970 + month // 12, month % 12 + 1, 1, tzinfo=UTC), UTC)


def _last(at: Ints) -> int:
    return int(at[-1]) if len(at) else 0


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
