"""Beginning a hello that no plan chose: the user wants to write to somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kithly.app.derived.closely import reasons_now
from kithly.app.letters.writing import IN_TOUCH, reason_for
from kithly.app.lookup import find_person
from kithly.app.network import EGO, Network
from kithly.app.said.decisions import decide
from kithly.app.today.inbox import standing_of
from kithly.app.today.planning import keep_day, open_day
from kithly.app.today.touches import WISH
from kithly.errors import UserError
from kithly.people import Person
from kithly.plan import Past, Touch, as_touch
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind
from kithly.records import Evidence
from kithly.store import Writing


def begin(network: Network, who: str, *, about: Collection[str] = ()) -> str:
    """Begin a hello to somebody beside the day's plan, and return its id.

    The best reason of the day leads it; where there is none, the user's wish does, which is kept as their word.

    Args:
        network: Whose.
        who: A part of the name, an address or an id.
        about: Ids of records it should be about: a reason they prove comes before a better one.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        UserError: The person died.
    """
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        if person.remembered:
            raise UserError(f"{person.name} is remembered: there is nothing to write.", hint="Look at their page.")
        day = open_day(tx, network)
        facts, reasons = reasons_now(tx, [person.id], day.ties, now=network.now.astimezone(network.zone))
        begun = tuple(one for one in reasons if one.has_begun(network.now))
        meant = tuple(one for one in begun if any(proof.record in about for proof in one.evidence))
        reason = reason_for(meant or begun, None) or _wish(tx, network, facts[0])
        own = Past.before(day.past, network.today).by_person().get(person.id, Past((), network.today))
        touch = as_touch(reason, own, standing_of(facts[0]), ego=EGO)
        keep_day(tx, replace(day.written, beside=_with(day.written.beside, touch)))
    return str(touch.id)


def _with(beside: tuple[Touch, ...], touch: Touch) -> tuple[Touch, ...]:
    return (*(one for one in beside if one.id != touch.id), touch)


def _wish(tx: Writing, network: Network, facts: Facts) -> Reason:
    """Return the reason that the user wants to write; it stands on their word of today."""
    person, today = facts.person, network.today
    word = _word_of_today(tx, network, person) or _say(tx, network, person)
    return Reason(
        person=person.id,
        kind=ReasonKind.WISH,
        key=f"{WISH}|{today.isoformat()}",
        text=f"You want to write to {person.name}.",
        touch=_kind(facts),
        on=today,
        evidence=(Evidence(record=word, source="self", at=network.now),),
    )


def _kind(facts: Facts) -> TouchKind:
    """Return an answer where the two are in touch anyway, else a reconnection."""
    return TouchKind.REPLY if facts.tie.band in IN_TOUCH else TouchKind.RECONNECT


def _word_of_today(tx: Writing, network: Network, person: Person) -> str | None:
    said = (one for one in tx.decisions.all(WISH) if one.subject == person.id)
    return next((one.id for one in said if one.value == network.today.isoformat()), None)


def _say(tx: Writing, network: Network, person: Person) -> str:
    text = f"You began a hello to {person.name}."
    _, ids = decide(tx, network, WISH, [(person.id, network.today.isoformat())], text)
    return ids[0]
