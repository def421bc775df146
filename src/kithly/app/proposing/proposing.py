"""Proposals made, listed, and answered by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from kithly.app.network import Network
from kithly.app.proposing.kinds import KINDS, STRANGERS, TOUCHES
from kithly.app.views import DoneView, NamedView
from kithly.app.views.proposals import ProposalsView, ProposalView
from kithly.errors import Conflict, SettingsError
from kithly.people import PersonId
from kithly.records import clean_name
from kithly.store import ChangeId, ProposalRow, Reading

LASTS: Final = timedelta(days=30)  # an unanswered proposal ends
MOST_OPEN: Final = 100
MOST_SETTLED: Final = 20  # shown of those that were answered
A_MOMENT: Final = timedelta(minutes=1)  # what a yes takes at most; later, nobody knows whether it was carried out
MOST_NAME: Final = 40  # characters of what an assistant calls itself
OPEN, TAKEN, ACCEPTED, DECLINED = "open", "taken", "accepted", "declined"
UNSURE = "unsure"


def propose(
    network: Network, kind: str, subject: Sequence[str], value: Mapping[str, Any], *, proposer: str = ""
) -> ProposalView:
    """Keep a proposal for the user to answer; the same one again is the one that waits already.

    Args:
        network: Whose.
        kind: What is to be done, one of `kinds.KINDS`.
        subject: Whom it is about, each by id or any unambiguous part of the name; or a hello's id.
        value: What is to be kept.
        proposer: What the assistant calls itself.

    Raises:
        SettingsError: There is no such kind, or the value makes no sense.
        NotFound: Nobody is called so, or there is no such hello.
        Conflict: Several are; or too many proposals wait.
    """
    if kind not in KINDS or not subject:
        raise SettingsError("kind", f"There is no kind of proposal {kind!r}.", hint=", ".join(KINDS))
    checked = KINDS[kind].check(network, subject, value)
    row = ProposalRow(
        proposer=clean_name(proposer)[:MOST_NAME] or "An assistant",
        kind=kind,
        subject="\n".join(checked.subject),
        value=checked.value,
        text=checked.text,
        made_at=network.now,
    )
    with network.store.transaction() as tx:
        waiting = tx.proposals.since(network.now - LASTS, OPEN)
        known = next((one for one in waiting if _what(one) == _what(row)), None)
        if known is None and len(waiting) >= MOST_OPEN:
            raise Conflict("proposal", kind, message="Too many proposals wait already.", hint="kithly proposals")
        kept = known or tx.proposals.get(tx.proposals.add(row))
        return _view(tx, network, kept)


def proposals(network: Network) -> ProposalsView:
    """Return the proposals that wait for the user's word, and the last that were settled."""
    with network.store.reading() as kept:
        rows = kept.proposals.since(network.now - LASTS)
        views = [_view(kept, network, row) for row in rows]
    waiting = tuple(one for one in views if one.state in {OPEN, UNSURE})
    settled = [one for one in reversed(views) if one.state in {ACCEPTED, DECLINED}]
    return ProposalsView(proposals=waiting, settled=tuple(settled[:MOST_SETTLED]))


def proposals_waiting(network: Network) -> int:
    """Return how many proposals wait for the user's word; worked out anew only where something was written."""

    def count() -> int:
        with network.store.reading() as kept:
            return len(kept.proposals.since(network.now - LASTS, OPEN, TAKEN))

    return network.recall.get(("proposals waiting", network.today), count)


def accept_proposal(network: Network, proposal: str) -> DoneView:
    """Carry a proposal out after the user's yes: an ordinary change, which undo takes back.

    Args:
        network: Whose.
        proposal: Its id, or the beginning of it.

    Raises:
        NotFound: There is no such proposal, or what it is about is not there any more.
        Conflict: It was answered before, has ended, or makes no sense any more.
        SettingsError: It makes no sense any more.
    """
    row = _move(network, _waiting(network, proposal), TAKEN, at=network.now)
    subject = row.subject.split("\n")
    try:
        checked = KINDS[row.kind].check(network, subject, row.value)
        told = KINDS[row.kind].do(network, checked.subject, checked.value)
    except BaseException:
        _move(network, row, OPEN)
        raise
    _move(network, row, ACCEPTED, at=network.now, change=ChangeId(told.change))
    return told


def decline_proposal(network: Network, proposal: str) -> ProposalView:
    """Put a proposal aside for good; nothing of it is kept.

    Raises:
        NotFound: There is no such proposal.
        Conflict: It was answered before, or has ended.
    """
    row = _move(network, _waiting(network, proposal), DECLINED, at=network.now)
    with network.store.reading() as kept:
        return _view(kept, network, row)


def _waiting(network: Network, proposal: str) -> ProposalRow:
    with network.store.reading() as kept:
        row = kept.proposals.get(proposal)
    if row.state in {ACCEPTED, DECLINED}:
        raise Conflict("proposal", proposal, message="It was answered before.", hint="kithly proposals")
    if row.state == TAKEN and row.settled_at is not None and row.settled_at > network.now - A_MOMENT:
        raise Conflict("proposal", proposal, message="A yes to it is being carried out.", hint="kithly proposals")
    if row.made_at <= network.now - LASTS:
        raise Conflict("proposal", proposal, message="It is too old; let it be proposed again.")
    return row


def _move(
    network: Network, row: ProposalRow, state: str, *, at: datetime | None = None, change: ChangeId | None = None
) -> ProposalRow:
    """Bring a proposal to another state, and return it so; nobody else may have been faster."""
    with network.store.transaction() as tx:
        if not tx.proposals.move(row, state, at=at, change=change):
            raise Conflict("proposal", row.id, message="It was answered before.", hint="kithly proposals")
        return tx.proposals.get(row.id)


def _what(row: ProposalRow) -> tuple[str, str, tuple[tuple[str, Any], ...]]:
    return row.kind, row.subject, tuple(sorted(row.value.items()))


def _view(kept: Reading, network: Network, row: ProposalRow) -> ProposalView:
    return ProposalView(
        id=row.id,
        kind=row.kind,
        text=row.text,
        people=_people(kept, row),
        proposer=row.proposer,
        at=row.made_at.astimezone(network.zone),
        state=UNSURE if row.state == TAKEN else row.state,
    )


def _people(kept: Reading, row: ProposalRow) -> tuple[NamedView, ...]:
    if row.kind in TOUCHES | STRANGERS:
        return ()
    ids = [kept.assignments.resolve(PersonId(one)) for one in row.subject.split("\n")]
    found = {one.person.id: one.person.name for one in kept.people.some(set(ids))}
    return tuple(NamedView(id=one, name=found[one]) for one in ids if one in found)
