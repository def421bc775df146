"""What else lies at hand: backups, proposals, what runs by itself, how far the import is, the next pair to decide."""

from __future__ import annotations

from kithly.app.bringing.so_far import so_far
from kithly.app.network import Network
from kithly.app.owning.listing import backups
from kithly.app.persons.pairs import next_pair
from kithly.app.proposing.proposing import proposals
from kithly.app.reminding.installing import status
from kithly.app.reminding.machine import this_machine
from kithly.app.views import ServiceView, SoFarView
from kithly.app.views.owning import BackupsView
from kithly.app.views.pairs import PairsView
from kithly.app.views.proposals import ProposalsView
from kithly.interfaces.rest.operation import Operation


def list_backups(network: Network) -> BackupsView:
    """List the backups that lie there."""
    return backups(network)


def list_proposals(network: Network) -> ProposalsView:
    """List what an assistant proposed; the yes is yours alone, in the pages or the terminal."""
    return proposals(network)


def what_runs_by_itself(network: Network) -> ServiceView:
    """Tell whether Kithly runs every day by itself."""
    return status(network, this_machine())


def known_so_far(network: Network) -> SoFarView:
    """Tell what is known so far, while files are read."""
    return so_far(network)


def next_pair_to_decide(network: Network) -> PairsView:
    """Tell the next two entries that may be one person, side by side."""
    return next_pair(network)


TAG = "Yours"
_LOOKS = (
    ("/backups", "backups", list_backups),
    ("/proposals", "proposals", list_proposals),
    ("/service", "service", what_runs_by_itself),
    ("/so-far", "so_far", known_so_far),
    ("/merges/next", "pair", next_pair_to_decide),
)
OPERATIONS = tuple(
    Operation(path=path, method="GET", name=name, answer=answer, tag=TAG) for path, name, answer in _LOOKS
)
