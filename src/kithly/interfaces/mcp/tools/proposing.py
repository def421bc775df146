"""Tools that propose: each keeps a sentence for the user to answer in Kithly itself, and does nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from kithly.app.network import Network
from kithly.app.proposing.proposing import proposals, propose
from kithly.app.views.proposals import ProposalView
from kithly.interfaces.mcp.answers import Proposal, Proposals
from kithly.interfaces.mcp.asked import Hello, Label, Who, Words
from kithly.interfaces.mcp.foreign import told

MOST = 20  # proposals told at once
Day = Annotated[str, Field(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="A day as 2026-03-02; empty for today.")]
Line = Annotated[str, Field(max_length=300)]
Days = Annotated[int, Field(ge=1, le=366)]


def propose_note(network: Network, proposer: str, *, who: Who, text: Words) -> Proposal:
    """Propose a note on somebody."""
    return _propose(network, proposer, "note", (who,), {"text": text})


def propose_log(
    network: Network, proposer: str, *, who: Who, text: Words, on: Day = "", they_began: bool = False
) -> Proposal:
    """Propose to keep a contact no source saw: a call, a coffee, a text."""
    return _propose(network, proposer, "log", (who,), {"text": text, "on": on, "incoming": they_began})


def propose_same(network: Network, proposer: str, *, a: Who, b: Who) -> Proposal:
    """Propose that two entries are one person."""
    return _propose(network, proposer, "same", (a, b), {})


def propose_different(network: Network, proposer: str, *, a: Who, b: Who) -> Proposal:
    """Propose that two entries are two people."""
    return _propose(network, proposer, "different", (a, b), {})


def propose_circle(network: Network, proposer: str, *, who: Who, circle: Label, remove: bool = False) -> Proposal:
    """Propose to put somebody into a circle of the user's, or to take them out."""
    return _propose(network, proposer, "circle", (who,), {"name": circle, "remove": remove})


def propose_importance(
    network: Network, proposer: str, *, who: Who, level: Literal["low", "normal", "high", "highest"]
) -> Proposal:
    """Propose how much somebody matters to the user."""
    return _propose(network, proposer, "importance", (who,), {"level": level})


def propose_cadence(
    network: Network, proposer: str, *, who: Who, days: Annotated[int, Field(ge=1, le=3_650)]
) -> Proposal:
    """Propose how often the user wants to be in touch with somebody."""
    return _propose(network, proposer, "cadence", (who,), {"days": days})


def propose_needs(network: Network, proposer: str, *, who: Who, looks_for: Line = "", offers: Line = "") -> Proposal:
    """Propose to keep what somebody looks for, or offers."""
    return _propose(network, proposer, "needs", (who,), {"looks_for": looks_for, "offers": offers})


def propose_met(network: Network, proposer: str, *, name: Label, where: Line = "", about: Line = "") -> Proposal:
    """Propose to note somebody the user has just met."""
    return _propose(network, proposer, "met", (name,), {"where": where, "about": about})


def propose_done(network: Network, proposer: str, *, hello: Hello) -> Proposal:
    """Propose that one of today's hellos is done."""
    return _propose(network, proposer, "done", (hello,), {})


def propose_snooze(network: Network, proposer: str, *, hello: Hello, days: Days = 7) -> Proposal:
    """Propose to bring one of today's hellos back later."""
    return _propose(network, proposer, "snooze", (hello,), {"days": days})


def propose_skip(network: Network, proposer: str, *, hello: Hello, person: bool = False) -> Proposal:
    """Propose not to suggest this again: this reason, or this person for a season."""
    return _propose(network, proposer, "skip", (hello,), {"person": person})


def read_proposals(network: Network) -> Proposals:
    """List the proposals that wait for the user's yes. An assistant cannot answer them."""
    return Proposals(proposals=tuple(_told(one) for one in proposals(network).proposals[-MOST:]))


def _propose(network: Network, proposer: str, kind: str, subject: Sequence[str], value: Mapping[str, Any]) -> Proposal:
    return _told(propose(network, kind, subject, value, proposer=proposer))


def _told(view: ProposalView) -> Proposal:
    return Proposal(id=view.id, text=told(view.text), state=view.state)
