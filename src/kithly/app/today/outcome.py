"""What became of a hello: done, snoozed, skipped; and contacts no source saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.today.no_reply import is_learned
from kithly.app.today.plan_record import past_touches
from kithly.app.today.planning import standing_day
from kithly.app.today.touches import touch_named
from kithly.app.views import DoneView
from kithly.errors import Conflict, NotFound, SettingsError
from kithly.plan import Outcome, Touch
from kithly.store import Reading

PERSON_SKIP_DAYS = 90
DAYS_IN_WEEK = 7
MAX_TEXT = 2_000  # characters of what a logged contact was about
LEARNED = "More of this kind from them is left out from now on."


def done(network: Network, touch_id: str, *, at: datetime | None = None) -> DoneView:
    """Keep that a touch is done; it counts as contact unless a source shows the same.

    Args:
        network: Whose.
        touch_id: The touch.
        at: When it was; None for now.
    """
    return _settle(network, touch_id, Outcome.DONE, "Said hello to {name}.", at=at)


def snooze(network: Network, touch_id: str, *, days: int) -> DoneView:
    """Bring a touch back after some days."""
    until = network.today + timedelta(days=days)
    return _settle(network, touch_id, Outcome.SNOOZED, f"{{name}} comes back {_on(network, until)}.", until=until)


def snooze_all(network: Network, *, days: int) -> DoneView:
    """Bring everything that is left of today's plan back after some days, as one change.

    Raises:
        NotFound: Nothing is left today.
    """
    until = network.today + timedelta(days=days)
    with network.store.transaction() as tx:
        day = standing_day(tx, network)
        left = [one for one in day.written.plan.touches if one.id not in day.settled()] if day else []
        if not left:
            raise NotFound("hello", "", message="Nothing is left today.", hint="kithly today")
        text = f"What is left of today comes back {_on(network, until)}."
        said = [(one.person, touch_value(network, one, Outcome.SNOOZED, until)) for one in left]
        change, _ = decide(tx, network, "touch", said, text)
    return done_view(change, text)


def skip(network: Network, touch_id: str, *, person: bool) -> DoneView:
    """Never show this reason again, or leave the person alone for a season."""
    if not person:
        reason = touch_named(network, touch_id).reason
        kept = _settle(network, touch_id, Outcome.SKIPPED_REASON, "Not for this reason again: {name}.")
        return replace(kept, text=f"{kept.text} {LEARNED}") if is_learned(network, reason) else kept
    until = network.today + timedelta(days=PERSON_SKIP_DAYS)
    text = f"{{name}} is left alone until {until.day} {until:%B %Y}."
    return _settle(network, touch_id, Outcome.SKIPPED_PERSON, text, until=until)


def _on(network: Network, day: date) -> str:
    """Return a day to come as one says it: ``tomorrow``, ``on Friday``, ``on 4 December 2026``."""
    days = (day - network.today).days
    if days == 1:
        return "tomorrow"
    return f"on {day:%A}" if days < DAYS_IN_WEEK else f"on {day:%A}, {day.day} {day:%B %Y}"


def _settle(
    network: Network,
    touch_id: str,
    outcome: Outcome,
    text: str,
    *,
    until: date | None = None,
    at: datetime | None = None,
) -> DoneView:
    touch = touch_named(network, touch_id)
    with network.store.transaction() as tx:
        _refuse_done(tx, network, touch)
        person = find_person(tx, touch.person)
        sentence = text.replace("{name}", person.name)
        value = touch_value(network, touch, outcome, until)
        if at is not None:
            value["on"] = at.astimezone(network.zone).date().isoformat()
        change, _ = decide(tx, network, "touch", [(person.id, value)], sentence, at)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)


def touch_value(network: Network, touch: Touch, outcome: Outcome, until: date | None = None) -> dict[str, str | None]:
    """Return what is kept of the user's word on a hello."""
    return {
        "touch": touch.id,
        "kind": touch.kind.value,
        "reason": touch.reason.key,
        "outcome": outcome.value,
        "on": network.today.isoformat(),
        "until": until.isoformat() if until else None,
        "place": touch.channel,
    }


def _refuse_done(tx: Reading, network: Network, touch: Touch) -> None:
    """Refuse to count one hello as two contacts, or to put off what is done.

    Raises:
        Conflict: It was done before.
    """
    past = past_touches(tx, network.today, network.zone)
    if any(one.id == touch.id and one.outcome is Outcome.DONE for one in past):
        raise Conflict(
            "hello", touch.id, message="This hello is done already.", hint="A further contact: kithly log NAME"
        )


def log(
    network: Network,
    who: str,
    text: str = "",
    *,
    incoming: bool = False,
    day: date | None = None,
    at: datetime | None = None,
) -> DoneView:
    """Keep a contact that no source saw.

    Args:
        network: Whose.
        who: With whom.
        text: What about.
        incoming: Whether they got in touch.
        day: When it was; None for now.
        at: The very moment, if it is known; then the day is not asked.

    Raises:
        SettingsError: The day lies in the future.
    """
    if day is not None and day > network.today:
        raise SettingsError("on", f"{day.isoformat()} has not come yet.", hint="kithly log NAME --on YYYY-MM-DD")
    when = at or (network.now if day in {None, network.today} else _noon(network, day))
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        value = {"text": text.strip()[:MAX_TEXT], "incoming": incoming}
        sentence = f"Kept: {person.name} got in touch." if incoming else f"Kept: you were in touch with {person.name}."
        change, _ = decide(tx, network, "log", [(person.id, value)], sentence, when)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)


def _noon(network: Network, day: date | None) -> datetime:
    """Return noon of a day in ego's zone, for contacts of which only the day is told."""
    return datetime.combine(day or network.today, time(12), network.zone).astimezone(UTC)
