"""The beginning: who the user is, what is known so far, and what comes next."""

from __future__ import annotations

from kithly.app.belonging.eras import eras
from kithly.app.belonging.named import list_named
from kithly.app.belonging.triage import triage
from kithly.app.bringing.so_far import so_far
from kithly.app.derived.me import show_me
from kithly.app.network import Network
from kithly.app.views import BeginningView


def beginning(network: Network) -> BeginningView:
    """Return how far the user is with bringing their people together."""
    return BeginningView(
        me=show_me(network),
        so_far=so_far(network),
        named=list_named(network),
        undecided=sum(not row.decided for row in triage(network).people),
        years=sum(bool(era.waiting) for era in eras(network, shown=0).eras),
    )
