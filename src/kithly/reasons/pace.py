"""Silence against the rhythm of the two, and against what the user said: the cadence of a person or a circle."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kithly.people import Cadence
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.records import Evidence
from kithly.ties import Band
from kithly.ties.words import counted, duration

LIVING = frozenset({Band.STRONG, Band.WARM, Band.COOLING})  # beyond, it is a tie to wake
LONG_SILENCE = 365  # days; from here on it is a reconnection
FADES_FULLY = 0.3  # a fall of the chance of contact that makes a silence worth the most


def own_rhythm(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the reason of a tie silent for longer than the two usually are; none where the user set a cadence.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    tie, pace, last = facts.tie, facts.pace, facts.last
    if last is None or pace.wish or pace.unusual_after is None or tie.band not in LIVING or tie.usual_gap_days is None:
        return ()
    newest = max(facts.exchanges, key=lambda one: (one.at, one.record), default=None)
    silent, usual = (now.date() - _day(last, now)).days, duration(tie.usual_gap_days)
    if silent < pace.unusual_after or silent >= LONG_SILENCE or newest is None or usual == duration(silent):
        return ()
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.RHYTHM,
            key=f"rhythm:{_day(last, now).isoformat()}",
            text=f"You and {facts.called} are usually in touch about every {_every(usual)}; "
            f"now it has been {duration(silent)}.",
            touch=TouchKind.GREET,
            channel=newest.channel,
            on=_day(last, now),
            worth=rhythm_worth(tie.drift_90),
            evidence=(newest.evidence(),),
        ),
    )


def rhythm_worth(drift: float | None) -> float:
    """Return what a silence longer than usual is worth: more the more the chance of contact falls without a word."""
    fading = min(-(drift or 0.0) / FADES_FULLY, 1.0)
    return round(worth.RHYTHM + (worth.RHYTHM_FADING - worth.RHYTHM) * max(fading, 0.0), 4)


def cadence(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the reason of somebody with whom the user wants to be in touch, from the ideal day on.

    Contact of any kind begins it anew; where none was ever seen it is due at once.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    wish, last = facts.pace.wish, facts.pace.last
    if wish is None:
        return ()
    since = _day(last, now) if last else None
    today = now.date()
    if since and today < since + timedelta(days=wish.ideal):
        return ()
    touch = TouchKind.RECONNECT if since and (today - since).days >= LONG_SILENCE else TouchKind.GREET
    of_circle = f" ({wish.circle})" if wish.circle else ""
    seen = f"it has been {duration((today - since).days)}" if since else "no contact is on record yet"
    said = facts.pace.proof
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.CADENCE,
            key=cadence_key(since),
            text=f"You want to be in touch with {facts.called} {every(wish.ideal)}{of_circle}; {seen}.",
            touch=touch,
            on=latest_day(wish, since),
            starts=since + timedelta(days=wish.ideal) if since else None,
            worth=cadence_worth(wish, since, today),
            evidence=(_word(wish, now), *((said,) if said else ())),
        ),
    )


def cadence_key(since: date | None) -> str:
    """Return the key of a cadence's reason: another after every contact."""
    return f"cadence:{since.isoformat() if since else 'never'}"


def latest_day(wish: Cadence, since: date | None) -> date | None:
    """Return the day from which a cadence comes before other warm reasons; None where no contact was ever seen."""
    return since + timedelta(days=wish.latest) if since else None


def cadence_worth(wish: Cadence, since: date | None, today: date) -> float:
    """Return what it is worth: at the ideal a little, at the latest and beyond the most."""
    if since is None:
        return worth.CADENCE
    share = ((today - since).days - wish.ideal) / max(wish.latest - wish.ideal, 1)
    return round(worth.CADENCE + (worth.CADENCE_LATEST - worth.CADENCE) * min(max(share, 0.0), 1.0), 4)


def every(days: int) -> str:
    """Return ``every 90 days``, ``every day``."""
    return f"every {counted(days, 'day').removeprefix('1 ')}"


def _every(usual: str) -> str:
    """Return ``6 weeks``, or ``week`` for one of them."""
    number, _, unit = usual.partition(" ")
    return unit if number == "1" else usual


def _day(at: datetime, now: datetime) -> date:
    return at.astimezone(now.tzinfo).date()


def _word(wish: Cadence, now: datetime) -> Evidence:
    """Return the user's own word as proof."""
    return Evidence(record=wish.record, source="self", at=datetime.fromtimestamp(wish.said_at, now.tzinfo))
