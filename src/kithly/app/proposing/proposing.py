"""Proposals made, listed, and answered by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from kithly.app.network import Network
from kithly.app.proposing.kinds import KINDS, STRANGERS, TOUCHES, Checked
from kithly.app.proposing.standing import standing
from kithly.app.views import DoneView, NamedView
from kithly.app.views.proposals import ProposalsView, ProposalView
from kithly.errors import Conflict, SettingsError
from kithly.people import PersonId
from kithly.records import clean_name
from kithly.store import ChangeId, ProposalRow, Reading

LASTS: Final = timedelta(days=30)  # an unanswered proposal ends
GONE: Final = timedelta(days=90)  # so long after it was made, one that was never answered is taken away
MOST_OPEN: Final = 100
MOST_SETTLED: Final = 20  # shown of those that were answered
A_MOMENT: Final = timedelta(minutes=1)  # what a yes takes at most; later, nobody knows whether it was carried out
MOST_NAME: Final = 40  # characters of what an assistant calls itself
OPEN, TAKEN, ACCEPTED, DECLINED = "open", "taken", "accepted", "declined"
UNSURE = "unsure"
SEEN: Final = "seen"  # name in a kept value: what stood when it was proposed, which is no part of what would be kept


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
        row = replace(row, value=_with_seen(tx, kind, checked))
        tx.proposals.drop(OPEN, before=network.now - GONE)
        waiting = tx.proposals.since(network.now - LASTS, OPEN)
        known = next((one for one in waiting if _what(one) == _what(row)), None)
        if known is None and len(waiting) >= MOST_OPEN:
            raise Conflict("proposal", kind, message="Too many proposals wait already.", hint="kithly proposals")
        if known is None:
            return _view(tx, network, tx.proposals.get(tx.proposals.add(row)))
        tx.proposals.renew(known, row)
        return _view(tx, network, tx.proposals.get(known.id))


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
        Conflict: It was answered before, has ended, or makes no sense any more; or the user said something else since,
            and then it is put aside; or it reads differently now, and then it waits with its new sentence.
        SettingsError: It makes no sense any more.
    """
    row = _move(network, _waiting(network, proposal), TAKEN, at=network.now)
    try:
        _refuse_stale(network, row)
        checked = KINDS[row.kind].check(network, row.subject.split("\n"), row.value)
        _refuse_reworded(network, row, checked)
        told = KINDS[row.kind].do(network, checked.subject, checked.value)
    except _Stale:
        _move(network, row, DECLINED, at=network.now)
        raise
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


class _Stale(Conflict):
    """The user said something else since it was proposed."""


def _with_seen(kept: Reading, kind: str, checked: Checked) -> dict[str, Any]:
    """Return what would be kept, and what stands where it would be."""
    seen = standing(kept, kind, checked.subject, checked.value)
    return {**checked.value, **({} if seen is None else {SEEN: seen})}


def _refuse_stale(network: Network, row: ProposalRow) -> None:
    """Refuse to overwrite what the user said after it was proposed.

    Raises:
        Conflict: They said something.
    """
    if SEEN not in row.value:  # it overwrites nothing
        return
    with network.store.reading() as kept:
        now = standing(kept, row.kind, row.subject.split("\n"), row.value)
    if now != row.value[SEEN]:
        message = f"Since then you said something else; what stands: {now}."
        raise _Stale("proposal", row.id, message=message, hint="It is put aside: let it be proposed again.")


def _refuse_reworded(network: Network, row: ProposalRow, checked: Checked) -> None:
    """Refuse to carry out what reads otherwise than what was shown, as after two people became one.

    Raises:
        Conflict: It reads differently; from now on its new sentence is shown.
    """
    with network.store.transaction() as tx:
        value = _with_seen(tx, row.kind, checked)
        fresh = replace(row, subject="\n".join(checked.subject), value=value, text=checked.text)
        tx.proposals.renew(row, fresh)
        kept = tx.proposals.get(row.id)
    if kept.text != row.text:
        message = f"It reads differently now: {kept.text}."
        raise Conflict("proposal", row.id, message=message, hint="Read it again, and say yes if it is right.")


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
    value = tuple(sorted((name, one) for name, one in row.value.items() if name != SEEN))
    return row.kind, row.subject, value


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
