"""Sync: what is new in the user's accounts becomes records; everything derived from them follows.

Accounts are read side by side, each in a thread of its own. What was read and how far that is are one transaction,
so that a killed sync goes on where it stopped, and a second one finds nothing new.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from kithly.app.accounts.reading import AccountReading, Common
from kithly.app.accounts.rows import ADD, NO_ACCOUNT, account_of, chosen_row
from kithly.app.accounts.tallies import totals_of
from kithly.app.bringing.import_ledger import Ledger, open_ledger, settle, sizes
from kithly.app.bringing.import_progress import Report
from kithly.app.network import Network
from kithly.app.views import BeforeAfter, SyncedView, SyncView
from kithly.errors import NotFound
from kithly.store import AccountRow

PATIENCE = 0.2  # seconds between looks at whether the user wants no more


def sync(network: Network, named: Sequence[str] = (), *, report: Report | None = None) -> SyncView:
    """Read what is new in all accounts, or in those named.

    Args:
        network: Where to.
        named: Ids or addresses; none for all.
        report: Called after each batch; stops the sync by raising `Stopped`.

    Raises:
        NotFound: There is no such account, or none at all.
        StoreBusy: An import or another sync runs.
    """
    rows = _chosen(network, named)
    with network.store.import_lock(), open_ledger(network, dry_run=False, report=report) as ledger:
        people, interactions = sizes(ledger)
        views = _read_all(ledger, rows)
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


def _chosen(network: Network, named: Sequence[str]) -> tuple[AccountRow, ...]:
    with network.store.reading() as kept:
        if named:
            return tuple({row.id: row for row in (chosen_row(kept, one) for one in named)}.values())
        rows = kept.accounts.all()
    if not rows:
        raise NotFound("account", "", message=NO_ACCOUNT, hint=ADD)
    return rows


def _read_all(ledger: Ledger, rows: Sequence[AccountRow]) -> tuple[SyncedView, ...]:
    common = Common(ledger=ledger, text=_text(rows))
    readings = [AccountReading(common, row) for row in rows]
    if len(readings) == 1:
        return (readings[0].run(),)
    threads = [threading.Thread(target=reading.run_apart, daemon=True) for reading in readings]
    for thread in threads:
        thread.start()
    try:
        while any(thread.is_alive() for thread in threads):
            time.sleep(PATIENCE)
    except BaseException:
        ledger.stopped = True
        raise
    return tuple(reading.outcome() for reading in readings)


def _text(rows: Sequence[AccountRow]) -> str:
    first = account_of(rows[0]).address
    return f"Read {first}" if len(rows) == 1 else f"Read {first} and {len(rows) - 1} more"
