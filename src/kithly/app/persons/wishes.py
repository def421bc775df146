"""What a person looks for and offers, a line each; and how often the user wants to be in touch."""

from __future__ import annotations

from kithly.app.derived.closely import ties_now
from kithly.app.derived.needs_found import keep_matches
from kithly.app.derived.needs_told import in_need
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import Word, decide, done_view, words_of
from kithly.app.show import named
from kithly.app.views import CadenceView, DoneView, NeedsView
from kithly.errors import SettingsError
from kithly.people import Person
from kithly.records import one_line
from kithly.store import Reading, Writing
from kithly.ties.words import counted, duration

LINE = 300  # characters of a need or an offer
LONGEST = 3_650  # days of a cadence: ten years


def needs(network: Network, who: str, *, looks_for: str | None = None, offers: str | None = None) -> DoneView:
    """Keep what a person looks for or offers.

    Args:
        network: Whose.
        who: The person.
        looks_for: One line; empty to forget it; None to leave it as it is.
        offers: The same.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: Neither is given.
    """
    told = {"looks_for": looks_for, "offers": offers}
    value = {name: one_line(text)[:LINE] for name, text in told.items() if text is not None}
    if not value:
        raise SettingsError("needs", "What do they look for, or offer?", hint="kithly needs NAME --looks-for TEXT")
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        sentence = _needs_said(person, value)
        change, _ = decide(tx, network, "needs", [(person.id, value)], sentence)
        _look_for_matches(tx, network, person)
    return done_view(change, sentence, person)


def _look_for_matches(tx: Writing, network: Network, person: Person) -> None:
    """Find anew whose need may be met by whom; whoever had a match or has one now is looked at."""
    before = in_need(tx)
    keep_matches(tx, {row.person.id: row.person for row in tx.people.all()}, words_of(tx), now=network.now)
    refresh_people(tx, {person.id, *before, *in_need(tx)}, now=network.now)


def needs_of(network: Network, who: str) -> NeedsView:
    """Return what a person looks for and offers."""
    with network.store.reading() as kept:
        person, word = _said(kept, who)
    return NeedsView(person=named(person), looks_for=word.looks_for, offers=word.offers)


def cadence(network: Network, who: str, days: int | None) -> DoneView:
    """Keep how often the user wants to be in touch with a person.

    Args:
        network: Whose.
        who: The person.
        days: Every so many days; None for as it comes.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: Nobody can keep that.
    """
    if days is not None and not 1 <= days <= LONGEST:
        raise SettingsError("days", f"Every 1 to {LONGEST:,} days, or none.", hint="kithly cadence NAME 90")
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        wish = f"every {counted(days, 'day')}" if days else "as it comes"
        sentence = f"In touch with {person.name}: {wish}."
        change, _ = decide(tx, network, "cadence", [(person.id, days)], sentence)
    return done_view(change, sentence, person)


def cadence_of(network: Network, who: str) -> CadenceView:
    """Return how often the user wants to be in touch with a person, and how long ago it was."""
    ties = ties_now(network)
    with network.store.reading() as kept:
        person, word = _said(kept, who)
    return cadence_view(person, word.cadence, ties.of(person.id).silent_days)


def cadence_view(person: Person, days: int | None, silent_days: int | None) -> CadenceView:
    """Return a cadence as shown."""
    return CadenceView(
        person=named(person), days=days, silent_days=silent_days, text=cadence_said(days, silent_days) if days else ""
    )


def cadence_said(days: int, silent_days: int | None) -> str:
    """Return a cadence and the silence in a sentence.

    Example:
        >>> cadence_said(90, 120)
        'You want to be in touch every 90 days. The last time was 4 months ago.'
    """
    wish = f"You want to be in touch every {counted(days, 'day').removeprefix('1 ')}."
    if silent_days is None:
        return wish
    return f"{wish} The last time was {'today' if not silent_days else duration(silent_days) + ' ago'}."


def _said(kept: Reading, who: str) -> tuple[Person, Word]:
    person = find_person(kept, who)
    return person, words_of(kept).get(person.id, Word())


def _needs_said(person: Person, value: dict[str, str]) -> str:
    told = [("looks for", value.get("looks_for")), ("offers", value.get("offers"))]
    kept = [f"{verb}: {text}" for verb, text in told if text]
    if not kept:
        return f"What {person.name} needs is forgotten."
    return f"{person.name} {'; '.join(kept)}"
