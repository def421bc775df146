"""What a person looks for and offers, a line each; and how often the user wants to be in touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from kithly.app.belonging.guarded import hold_word, said_already, word_in
from kithly.app.belonging.levels import IMPORTANCE
from kithly.app.derived.between import note_found
from kithly.app.derived.closely import come_near, ties_now
from kithly.app.derived.needs_found import keep_matches
from kithly.app.derived.needs_told import in_need
from kithly.app.derived.pace import LOGGED, last_contacts_of
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.circle_guarded import hold_circle
from kithly.app.said.circle_words import CIRCLE_CADENCE, CIRCLE_IMPORTANCE, circle_key
from kithly.app.said.decisions import CADENCE, Word, decide, done_view, words_of
from kithly.app.show import named
from kithly.app.views import CadenceView, DoneView, NeedsView, ResetView
from kithly.errors import NotFound, SettingsError
from kithly.people import Cadence, Person
from kithly.people.cadence import usual_latest
from kithly.reasons import Pace, day_in_words
from kithly.reasons.pace import every
from kithly.records import one_line
from kithly.store import Reading, Writing
from kithly.ties import Tie
from kithly.ties.words import counted, duration

LINE = 300  # characters of a need or an offer
LONGEST = 3_650  # days of a cadence: ten years
PLACES = {"mail": "mail", "sms": "text message"}  # what a message at a channel is called


def needs(
    network: Network,
    who: str,
    *,
    looks_for: str | None = None,
    offers: str | None = None,
    expected: str | None = None,
) -> DoneView:
    """Keep what a person looks for or offers.

    Args:
        network: Whose.
        who: The person.
        looks_for: One line; empty to forget it; None to leave it as it is.
        offers: The same.
        expected: The version of the word that was shown; None where the last word counts.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        ChangedMeanwhile: It was changed since to something else.
        SettingsError: Neither is given.
    """
    told = {"looks_for": looks_for, "offers": offers}
    value = {name: one_line(text)[:LINE] for name, text in told.items() if text is not None}
    if not value:
        raise SettingsError("needs", "What do they look for, or offer?", hint="kithly needs NAME --looks-for TEXT")
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        word = word_in(tx, person.id)
        hold_word(expected, word, dict(value), person)
        sentence = _needs_said(person, value)
        before = said_already(word.decisions, "needs", value)
        if before is not None:
            return done_view(before.change, sentence, person)
        change, _ = decide(tx, network, "needs", [(person.id, value)], sentence)
        look_for_matches(tx, network, person)
    return done_view(change, sentence, person)


def look_for_matches(tx: Writing, network: Network, person: Person) -> None:
    """Find anew whose need may be met by whom; whoever had a match or has one now is looked at."""
    before = in_need(tx)
    keep_matches(tx, {row.person.id: row.person for row in tx.people.all()}, words_of(tx), now=network.now)
    note_found(tx)
    refresh_people(tx, {person.id, *before, *in_need(tx)}, now=network.now)


def needs_of(network: Network, who: str) -> NeedsView:
    """Return what a person looks for and offers."""
    with network.store.reading() as kept:
        person, word = _said(kept, who)
    return NeedsView(person=named(person), looks_for=word.looks_for, offers=word.offers)


def cadence(
    network: Network, who: str, days: int | None, *, latest: int | None = None, expected: str | None = None
) -> DoneView:
    """Keep how often the user wants to be in touch with a person.

    Args:
        network: Whose.
        who: The person.
        days: Every so many days; None for as it comes, whatever was said of their circles.
        latest: After so many days it comes before other warm reasons; None for a third later.
        expected: As in `needs`.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        ChangedMeanwhile: It was changed since to something else.
        SettingsError: Nobody can keep that.
    """
    value = cadence_value(days, latest)
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        word = word_in(tx, person.id)
        hold_word(expected, word, {"cadence": cadence_asked(days, latest)}, person)
        sentence = f"In touch with {person.name}: {wished(days, latest)}."
        before = said_already(word.decisions, CADENCE, value)
        if before is not None:
            return done_view(before.change, sentence, person)
        change, _ = decide(tx, network, "cadence", [(person.id, value)], sentence)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)


def circle_cadence(
    network: Network, name: str, days: int | None, *, latest: int | None = None, expected: str | None = None
) -> DoneView:
    """Keep how often the user wants to be in touch with each person of a circle; a word on the person counts more.

    Args:
        network: Whose.
        name: Of the circle.
        days: As in `cadence`.
        latest: The same.
        expected: The version of what is said of the circle that was shown; None where the last word counts.

    Raises:
        NotFound: There is no such circle.
        ChangedMeanwhile: It was changed since to something else.
        SettingsError: Nobody can keep that.
    """
    value = cadence_value(days, latest)
    with network.store.transaction() as tx:
        circle, people = _circle(tx, name)
        hold_circle(tx, expected, circle, {"cadence": cadence_asked(days, latest) if days else None})
        told = {"days": days, "latest": latest, "name": circle} if value is not None else None
        sentence = f"In touch with {circle} ({counted(people, 'person')}): {wished(days, latest)}."
        change, _ = decide(tx, network, CIRCLE_CADENCE, [(circle_key(circle), told)], sentence)
        refresh(tx, now=network.now)
    return done_view(change, sentence.replace("persons", "people"))


def circle_importance(network: Network, name: str, level: str, *, expected: str | None = None) -> DoneView:
    """Keep how much the people of a circle matter to the user; a word on the person counts more.

    Args:
        network: Whose.
        name: Of the circle.
        level: A key of `levels.IMPORTANCE`.
        expected: As in `circle_cadence`.

    Raises:
        NotFound: There is no such circle.
        ChangedMeanwhile: It was changed since to something else.
    """
    with network.store.transaction() as tx:
        circle, _ = _circle(tx, name)
        hold_circle(tx, expected, circle, {"importance": level})
        sentence = f"The people of {circle} matter: {level}."
        value = {"level": IMPORTANCE[level], "name": circle}
        change, _ = decide(tx, network, CIRCLE_IMPORTANCE, [(circle_key(circle), value)], sentence)
        refresh(tx, now=network.now)
    return done_view(change, sentence)


def _circle(kept: Reading, name: str) -> tuple[str, int]:
    """Return a circle's name as it was written, and how many people it has.

    Raises:
        NotFound: Nobody is in it.
    """
    named = [one for word in words_of(kept).values() for one in word.circles if circle_key(one) == circle_key(name)]
    if not named:
        raise NotFound("circle", name, hint=f"kithly circle NAME {name!r} puts somebody into it")
    return named[-1], len(named)


def cadence_value(days: int | None, latest: int | None) -> Any:
    """Return a cadence as it is kept.

    Raises:
        SettingsError: Nobody can keep that.
    """
    if days is not None and not 1 <= days <= LONGEST:
        raise SettingsError("days", f"Every 1 to {LONGEST:,} days, or none.", hint="kithly cadence NAME 90")
    if latest is not None and (days is None or not days < latest <= LONGEST):
        raise SettingsError(
            "latest", f"The latest lies beyond the days, up to {LONGEST:,}.", hint="kithly cadence NAME 90 --latest 120"
        )
    return days if latest is None else {"days": days, "latest": latest}


def cadence_asked(days: int | None, latest: int | None) -> dict[str, int | None]:
    """Return a cadence that is asked for, as the field it is shown by."""
    return {"days": days, "latest": None if days is None else latest or usual_latest(days)}


def wished(days: int | None, latest: int | None) -> str:
    """Return a cadence in words: ``every 90 days``, or ``as it comes``."""
    at_latest = f", after {counted(latest, 'day')} at the latest" if latest else ""
    return f"{every(days)}{at_latest}" if days else "as it comes"


def cadence_of(network: Network, who: str) -> CadenceView:
    """Return how often the user wants to be in touch with a person, and what contact began it anew."""
    ties = ties_now(network)
    with network.store.reading() as kept:
        person, word = _said(kept, who)
        near = come_near(kept, [person.id], {person.id: word})
        last = last_contacts_of(kept, near.persons, near.met.interactions, {person.id: word}, now=network.now)
        pace = replace(last.get(person.id, Pace()), wish=word.wish)
    return cadence_view(person, pace, ties.of(person.id), network.now.astimezone(network.zone))


def cadence_view(person: Person, pace: Pace, tie: Tie | None, now: datetime) -> CadenceView:
    """Return a cadence as shown.

    Args:
        person: Whose.
        pace: The user's wish, and the last contact that counts for it.
        tie: How ego stands with them.
        now: The present, in ego's zone.
    """
    silent_days = tie.silent_days if tie else None
    wish = pace.wish
    if wish is None:
        return CadenceView(person=named(person), days=None, silent_days=silent_days, text="")
    last = pace.last.astimezone(now.tzinfo).date() if pace.last else None
    days = (now.date() - last).days if last else None
    return CadenceView(
        person=named(person),
        days=wish.ideal,
        silent_days=silent_days,
        text=cadence_said(wish, days),
        latest=wish.latest,
        circle=wish.circle,
        due=last + timedelta(days=wish.ideal) if last else now.date(),
        reset=_reset(pace, now.tzinfo),
    )


def cadence_said(wish: Cadence, days: int | None) -> str:
    """Return a cadence and the silence in a sentence.

    Example:
        >>> from kithly.people import Cadence
        >>> cadence_said(Cadence(ideal=90, latest=120), 120)
        'You want to be in touch every 90 days. The last time was 4 months ago.'
    """
    of_circle = f", as with all of {wish.circle}" if wish.circle else ""
    said = f"You want to be in touch {every(wish.ideal)}{of_circle}."
    if days is None:
        return said
    return f"{said} The last time was {'today' if not days else duration(days) + ' ago'}."


def _reset(pace: Pace, zone: tzinfo | None) -> ResetView | None:
    if pace.last is None or pace.proof is None:
        return None
    return ResetView(at=pace.last, text=_reset_said(pace, zone), evidence=pace.proof)


def _reset_said(pace: Pace, zone: tzinfo | None) -> str:
    """Return what began it anew: ``Mail of yours on 3 March 2026``, as a sentence."""
    when = day_in_words(pace.last, zone) if pace.last else ""
    if pace.told == "meeting":
        return f"You met on {when}."
    if pace.told == LOGGED:
        return f"You told of a contact on {when}."
    place = PLACES.get(pace.told, "message")
    return f"{place.capitalize()} {'of yours' if pace.outgoing else 'from them'} on {when}."


def _said(kept: Reading, who: str) -> tuple[Person, Word]:
    person = find_person(kept, who)
    return person, words_of(kept).get(person.id, Word())


def _needs_said(person: Person, value: dict[str, str]) -> str:
    told = [("looks for", value.get("looks_for")), ("offers", value.get("offers"))]
    kept = [f"{verb}: {text}" for verb, text in told if text]
    if not kept:
        return f"What {person.name} needs is forgotten."
    return f"{person.name} {'; '.join(kept)}"
