"""Sync: what is new in the user's accounts becomes records; everything derived from them follows.

Accounts are read side by side, a few at a time (`pool`). What was read and how far that is are one transaction, so
that a killed sync goes on where it stopped, and a second one finds nothing new. What everybody may read is left alone
for some hours after it was asked, and as long as its server wishes (`pace`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kithly.app.accounts.followed import FOLLOWED, is_open
from kithly.app.accounts.pace import keep_asked, next_time, read_asked
from kithly.app.accounts.pool import read_all
from kithly.app.accounts.reading import AccountReading, Common
from kithly.app.accounts.rows import ADD, NO_ACCOUNT, account_of, chosen_row
from kithly.app.accounts.tallies import totals_of
from kithly.app.bringing.import_ledger import Ledger, open_ledger, settle, sizes
from kithly.app.bringing.import_progress import Report
from kithly.app.network import Network
from kithly.app.views import BeforeAfter, SyncedView, SyncView
from kithly.errors import NotFound
from kithly.store import AccountRow


def sync(
    network: Network, named: Sequence[str] = (), *, only_followed: bool = False, report: Report | None = None
) -> SyncView:
    """Read what is new in all accounts, or in those named.

    Args:
        network: Where to.
        named: Ids or addresses; none for all.
        only_followed: Only what others publish, where none is named.
        report: Called after each batch; stops the sync by raising `Stopped`.

    Raises:
        NotFound: There is no such account, or none at all.
        StoreBusy: An import or another sync runs.
    """
    rows = _chosen(network, named, only_followed=only_followed)
    with network.store.import_lock(), open_ledger(network, dry_run=False, report=report) as ledger:
        people, interactions = sizes(ledger)
        views = _read_all(ledger, rows, named=bool(named))
        advice = settle(ledger)
        after_people, after_interactions = sizes(ledger)
    return SyncView(
        change=ledger.change if ledger.changed else None,
        accounts=views,
        totals=totals_of([view.totals for view in views]),
        people=BeforeAfter(before=people, after=after_people),
        interactions=BeforeAfter(before=interactions, after=after_interactions),
        seconds=round(ledger.seconds(), 3),
        hints=advice,
        stopped=ledger.stopped,
    )


def _chosen(network: Network, named: Sequence[str], *, only_followed: bool) -> tuple[AccountRow, ...]:
    with network.store.reading() as kept:
        if named:
            return tuple({row.id: row for row in (chosen_row(kept, one) for one in named)}.values())
        rows = tuple(row for row in kept.accounts.all() if not only_followed or row.kind in FOLLOWED)
    if not rows:
        raise NotFound("account", "", message=NO_ACCOUNT, hint=ADD)
    return rows


def _read_all(ledger: Ledger, rows: Sequence[AccountRow], *, named: bool) -> tuple[SyncedView, ...]:
    common = Common(ledger=ledger, text=_text(rows))
    readings = {row.id: AccountReading(common, row) for row in rows}
    resting = _resting(ledger.network, rows, named=named)
    due = [reading for id_, reading in readings.items() if id_ not in resting]
    try:
        read_all(due)
    except BaseException:
        ledger.stopped = True
        raise
    views = tuple(
        reading.rested(resting[id_]) if id_ in resting else reading.outcome() for id_, reading in readings.items()
    )
    with ledger.writing() as tx:
        keep_asked(tx, views, now=ledger.network.now)
    return views


def _resting(network: Network, rows: Sequence[AccountRow], *, named: bool) -> dict[str, datetime]:
    """Return the accounts that are left alone now, by id, each with until when."""
    found: dict[str, datetime] = {}
    with network.store.reading() as kept:
        asked = read_asked(kept)
        for row in rows:
            if is_open(row):
                until = next_time(asked.get(row.id), kept.accounts.cursors(row.id).values(), named=named)
                if until is not None and until > network.now:
                    found[row.id] = until
    return found


def _text(rows: Sequence[AccountRow]) -> str:
    first = account_of(rows[0]).address
    return f"Read {first}" if len(rows) == 1 else f"Read {first} and {len(rows) - 1} more"
