"""What the user waved off twice before, and so does not see again: told from the hellos of the past."""

from __future__ import annotations

from collections.abc import Mapping

from kithly.app.network import Network
from kithly.app.today.plan_record import past_touches
from kithly.people import PersonId
from kithly.plan import Outcome, Past
from kithly.reasons import ENOUGH, LEARNABLE, Reason, kind_of, learned
from kithly.store import Reading

VERDICTS = frozenset({Outcome.SKIPPED_REASON, Outcome.DONE})


class NoReply:
    """Says which reasons are of a kind that the user waved off twice in a row.

    It reads nothing for people of whom the user waved nothing off twice.
    """

    def __init__(self, kept: Reading, pasts: Mapping[PersonId, Past]) -> None:
        self._kept = kept
        self._pasts = pasts
        self._learned: dict[PersonId, frozenset[str]] = {}

    def covers(self, reason: Reason) -> bool:
        """Say whether a reason is left out."""
        if _head(reason.key) not in LEARNABLE:
            return False
        if reason.person not in self._learned:
            self._learned[reason.person] = self._of(reason.person)
        kinds = self._learned[reason.person]
        return bool(kinds) and self._kinds([reason.key])[reason.key] in kinds

    def _of(self, person: PersonId) -> frozenset[str]:
        past = self._pasts.get(person)
        told = [one for one in past.touches if one.outcome in VERDICTS] if past is not None else []
        told = [one for one in told if _head(one.reason_key) in LEARNABLE]
        if sum(one.outcome is Outcome.SKIPPED_REASON for one in told) < ENOUGH:
            return frozenset()
        told.sort(key=lambda one: (one.on, one.outcome is Outcome.DONE))  # of one day the word that undoes counts last
        kinds = self._kinds([one.reason_key for one in told])
        return learned((kinds[one.reason_key], one.outcome is Outcome.SKIPPED_REASON) for one in told)

    def _kinds(self, keys: list[str]) -> dict[str, str]:
        """Return the kind of each key, by the record it names."""
        stored = {one.id: one.record for one in self._kept.records.get([key.partition(":")[2] for key in keys])}
        return {key: kind_of(key, stored.get(key.partition(":")[2])) for key in keys}


def is_learned(network: Network, reason: Reason) -> bool:
    """Say whether further ones of a reason's kind are left out by now.

    Not for use inside a write transaction, which may know more.
    """
    with network.store.reading() as kept:
        past = Past.before(past_touches(kept, network.today, network.zone), network.today)
        return NoReply(kept, past.by_person()).covers(reason)


def _head(key: str) -> str:
    return key.partition(":")[0]
