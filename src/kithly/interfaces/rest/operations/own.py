"""What is the user's own: who they are, what was changed, what waits, whether all is sound."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from kithly.app.accounts.keeping import list_accounts
from kithly.app.bringing.held import held
from kithly.app.bringing.start import StartView, next_step
from kithly.app.changes import list_changes
from kithly.app.checkup import doctor
from kithly.app.derived.me import show_me
from kithly.app.drafts.writers import writer_set
from kithly.app.letters.writer_setup import what_left
from kithly.app.network import Network
from kithly.app.views import (
    AccountsView,
    ChangesView,
    DoctorView,
    HeldView,
    MeView,
    SentLogView,
    WriterView,
)
from kithly.interfaces.rest.asked import MOST_TEXT
from kithly.interfaces.rest.operation import Operation

OfKind = Annotated[str, Query(max_length=MOST_TEXT, description="Only of one kind: imap, feed, mastodon ...")]


def start(network: Network) -> StartView:
    """Tell the next sensible step."""
    return next_step(network)


def me(network: Network) -> MeView:
    """Tell who you are."""
    return show_me(network)


def changes(network: Network) -> ChangesView:
    """List what was imported, merged and edited, newest first."""
    return list_changes(network)


def accounts(network: Network, *, kind: OfKind = "") -> AccountsView:
    """List the accounts that Kithly reads, and what you follow."""
    return list_accounts(network, kind=kind)


def held_questions(network: Network) -> HeldView:
    """List what waits for your answer."""
    return held(network)


def writer(network: Network) -> WriterView:
    """Tell which language model may write drafts."""
    return writer_set(network)


def what_left_for_drafts(network: Network) -> SentLogView:
    """List what left this machine for drafts, word for word."""
    return what_left(network)


def health(network: Network) -> DoctorView:
    """Check that everything is sound."""
    return doctor(network)


TAG = "Yours"
_LOOKS = (
    ("/start", "start", start),
    ("/me", "me", me),
    ("/changes", "changes", changes),
    ("/accounts", "accounts", accounts),
    ("/held", "held", held_questions),
    ("/writer", "writer", writer),
    ("/writer/log", "writer_log", what_left_for_drafts),
    ("/doctor", "doctor", health),
)
OPERATIONS = tuple(
    Operation(path=path, method="GET", name=name, answer=answer, tag=TAG, is_versioned=name == "me")
    for path, name, answer in _LOOKS
)
