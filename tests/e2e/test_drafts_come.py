"""Nearly every reason comes with a draft, proven and within the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.closely import Ties, reasons_now
from kithly.app.drafts.drafting import Drafter
from kithly.app.network import Network, open_network
from kithly.messages import Draft, NoDraft
from kithly.messages.wording import PERSONAL
from kithly.reasons import TouchKind
from kithly.synthetic import demo

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WRITTEN = {TouchKind.REPLY, TouchKind.THANK, TouchKind.RECONNECT, TouchKind.CONGRATULATE}


def _drafts(network: Network) -> list[Draft | NoDraft]:
    """Return the draft of every reason, or why there is none."""
    with network.store.reading() as tx:
        ties = Ties(tx, network.now)
        persons = [row.person.id for row in tx.people.list()]
        _, reasons = reasons_now(tx, persons, ties, now=network.now)
        drafter = Drafter(tx, network, ties)
        return [
            drafter.write(one.person, one.touch, one.channel or "email", reason=one)
            for one in reasons
            if one.touch in WRITTEN
        ]


def test_nineteen_reasons_of_twenty_come_with_a_draft(tmp_path: Path) -> None:
    files = demo(tmp_path / "exports", today=NOW.date(), seed=3)
    with open_network(tmp_path / "network", now=NOW) as network:
        import_paths(network, files)
        every = _drafts(network)
    asked = [one for one in every if not (isinstance(one, NoDraft) and one.reason == PERSONAL)]
    made = [one for one in asked if isinstance(one, Draft)]
    assert len(asked) > 50
    assert len(made) >= 0.95 * len(asked)
    assert all(draft.claims for draft in made)
    assert {breach.rule for draft in made for breach in draft.breaches} <= {"has_about_me"}
