"""The waves of the last weeks: how many of those who wished ego well are thanked, and who is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kithly.app.derived.wave import well_wishers, wishes_of
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.plan_record import past_touches
from kithly.app.views import NamedView, WaveView
from kithly.people import Person, PersonId
from kithly.plan import Outcome, PastTouch
from kithly.reasons import Wished, wave_key, what_they_did
from kithly.store import Reading
from kithly.ties import Column

SHOWN = timedelta(days=21)  # as long as a thank-you for it is suggested


def waves_now(kept: Reading, network: Network) -> tuple[WaveView, ...]:
    """Return the waves of the last three weeks, newest first; those who are left in peace are counted, never listed."""
    wishers = wishes_of(kept, well_wishers(kept))
    if not wishers:
        return ()
    people = {row.person.id: row.person for row in kept.people.some(wishers)}
    past = past_touches(kept, network.today, network.zone)
    groups: dict[str, list[tuple[PersonId, Wished]]] = {}
    for person, ones in wishers.items():
        for one in ones:
            if person in people and network.now - one.about <= SHOWN:
                groups.setdefault(wave_key(one), []).append((person, one))
    views = [_view(kept, network, ones, people, past) for ones in groups.values()]
    return tuple(sorted(views, key=lambda view: (view.day, view.text), reverse=True))


def _view(
    kept: Reading,
    network: Network,
    wishes: Sequence[tuple[PersonId, Wished]],
    people: dict[PersonId, Person],
    past: Sequence[PastTouch],
) -> WaveView:
    left = tuple(
        named(people[person])
        for person, one in sorted(wishes, key=lambda pair: (pair[1].at, people[pair[0]].name, pair[0]))
        if people[person].is_plannable and not _is_settled(kept, person, one, past)
    )
    one = wishes[0][1]
    did = what_they_did(one, network.now.astimezone(network.zone))
    return WaveView(
        text=_text(did, len(wishes), left),
        day=one.about.astimezone(network.zone).date(),
        wished=len(wishes),
        left=left,
    )


def _is_settled(kept: Reading, person: PersonId, one: Wished, past: Sequence[PastTouch]) -> bool:
    """Say whether ego wrote to them since, or does not want to thank them."""
    state = kept.ties.of(person)
    if state is not None and float(state[Column.LAST_OUT]) > one.at.timestamp():
        return True
    outcomes = {touch.outcome for touch in past if touch.person == person and touch.reason_key == wave_key(one)}
    return not outcomes.isdisjoint({Outcome.DONE, Outcome.SKIPPED_REASON})


def _text(did: str, wished: int, left: Sequence[NamedView]) -> str:
    who = "One person" if wished == 1 else f"{wished} people"
    if not left:
        return f"{who} {did}. Everyone is thanked."
    return f"{who} {did}; {len(left)} still to thank."
