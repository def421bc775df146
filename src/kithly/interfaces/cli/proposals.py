"""proposals, mcp: what an assistant may ask, and what only the user may answer."""

from __future__ import annotations

import sys

import click

from kithly.app.network import Network
from kithly.app.views.proposals import ProposalsView, ProposalView
from kithly.errors import UserError
from kithly.interfaces.cli.run import chosen, done, network, show
from kithly.interfaces.cli.text import plural, say
from kithly.interfaces.cli.verb import Verb

NO_TERMINAL = "Only you can say yes to a proposal, at a terminal or on the page."


@click.command(
    "proposals",
    cls=Verb,
    help="What your assistant proposes to keep. Nothing of it is kept before your yes; each yes is asked for here, or "
    "given on the page, and no option says it for you. proposals yes ID, proposals no ID answer one.",
)
@click.argument("answer", required=False, type=click.Choice(("yes", "no")), metavar="[yes|no]")
@click.argument("proposal", required=False, metavar="ID")
def proposals(answer: str | None, proposal: str | None) -> None:
    """List proposals, or answer one."""
    from kithly.app.proposing.proposing import decline_proposal
    from kithly.app.proposing.proposing import proposals as waiting

    if bool(answer) != bool(proposal):
        raise click.UsageError("Say which: kithly proposals yes ID, or kithly proposals no ID")
    with network() as opened:
        if answer is None or proposal is None:
            show("proposals", waiting(opened), _text)
        elif answer == "no":
            show("proposal", decline_proposal(opened, proposal), lambda one: say(f"Put aside: {one.text}."))
        else:
            _accept(opened, proposal, waiting(opened))


def _accept(opened: Network, proposal: str, view: ProposalsView) -> None:
    """Ask for the yes to one proposal, whole as it stands, and carry it out."""
    from kithly.app.proposing.proposing import accept_proposal

    named = next((one for one in view.proposals if one.id.startswith(proposal.lower())), None)
    if named is not None:
        if not sys.stdin.isatty():
            raise UserError(NO_TERMINAL, hint=f"kithly proposals yes {named.id}, or the page Proposals in kithly web")
        say(_told(named))
        if not click.confirm("Keep this?", err=True):
            raise UserError("Left as it is.")
    show("proposal_kept", accept_proposal(opened, proposal), done)


def _told(one: ProposalView) -> str:
    unsure = " Kithly was stopped while it kept this: look at kithly changes before you say yes again."
    return f"{one.proposer} proposes: {one.text}.{unsure if one.state == 'unsure' else ''}"


def _text(view: ProposalsView) -> None:
    for one in view.proposals:
        say(f"{_told(one)}   [{one.id}]")
    if not view.proposals:
        say("Nothing is proposed. How an assistant comes in: kithly mcp --help")
        return
    say()
    say(f"{plural(len(view.proposals), 'proposal')}. kithly proposals yes ID, or kithly proposals no ID.")


@click.command(
    "mcp",
    cls=Verb,
    help="Let an assistant (a program that speaks MCP) read your network and propose: it is started by the assistant, "
    "and speaks with it by standard input and output. It sends nothing, and keeps nothing before your yes. What it "
    "reads goes to whoever runs the assistant's model: docs/how-to/assistant.md.",
)
def mcp() -> None:
    """Serve one assistant until it goes."""
    from kithly.interfaces.mcp.server import serve

    with network() as opened:
        now = chosen().get("now")
        serve(opened, clock=(lambda: now) if now else None)


COMMANDS = {"proposals": proposals, "mcp": mcp}
