"""One run of an import: where it writes, whom it tells, and when everything derived follows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta

from kithly.app.belonging.named import has_candidates
from kithly.app.bringing.import_pace import Pace
from kithly.app.bringing.import_progress import Progress, Report, Stopped
from kithly.app.bringing.import_report import hints
from kithly.app.bringing.passed_over import PassedOver
from kithly.app.derived.refresh import UNSETTLED, count_interactions, refresh
from kithly.app.derived.twins import keep_twins
from kithly.app.network import Network
from kithly.app.today.plan_record import void_day
from kithly.store import ChangeId, Store, Writing


@dataclass(slots=True)
class Ledger:
    """One run of an import.

    Attributes:
        network: Where to.
        writing: Opens a transaction, or gives the one that a dry run takes back.
        is_dry: Nothing is kept.
        report: Whom to tell after each batch.
        change: The change everything belongs to, once there is one.
        changed: Something was read.
        unchanged: Numbers of the files that were read before and are as they were.
        has_mail: Some of it was mail.
        settled: What was read some time ago is in Today, People and Search already.
        stopped: The listener wants no more.
        pace: When to settle while the import runs.
        passed_over: Files nobody can read, once they are asked for.
        began: When it began, by the monotonic clock.
    """

    network: Network
    writing: Callable[[], AbstractContextManager[Writing]]
    is_dry: bool = False
    report: Report | None = None
    change: ChangeId | None = None
    changed: bool = False
    unchanged: set[int] = field(default_factory=set)
    has_mail: bool = False
    settled: bool = False
    stopped: bool = False
    pace: Pace = field(default_factory=Pace)
    passed_over: PassedOver | None = None
    began: float = field(default_factory=time.monotonic)

    def tell(self, progress: Progress) -> None:
        """Tell how far it is; the listener may stop it."""
        if self.report is None:
            return
        try:
            self.report(progress)
        except Stopped:
            self.stopped = True

    def seconds(self) -> float:
        """Return how long it has taken until now."""
        return time.monotonic() - self.began


@contextmanager
def open_ledger(network: Network, *, dry_run: bool, report: Report | None) -> Iterator[Ledger]:
    """Give a ledger that writes batch by batch or, for a dry run, into one transaction taken back."""
    store: Store = network.store
    if not dry_run:
        yield Ledger(network=network, writing=store.transaction, report=report)
        return
    with store.rehearsal() as tx:
        yield Ledger(network=network, writing=lambda: nullcontext(tx), is_dry=True, report=report)


def sizes(ledger: Ledger) -> tuple[int, int]:
    """Return how many people are known, and how many contacts with them."""
    with ledger.writing() as tx:
        return tx.people.count(), count_interactions(tx)


def settle_early(ledger: Ledger) -> None:
    """Bring everything derived up to date while the import goes on, if it is time for that."""
    if ledger.is_dry or not ledger.pace.is_due():
        return
    began = ledger.pace.now()
    with ledger.writing() as tx:
        refresh(tx, now=ledger.network.now)
    ledger.settled = True
    ledger.pace.settled(began)


def settle(ledger: Ledger) -> tuple[str, ...]:
    """Bring everything derived up to date at the end, and say what the user should know."""
    with ledger.writing() as tx:
        if ledger.passed_over is not None and not ledger.is_dry:
            ledger.passed_over.keep(tx)
        going_on = ledger.change if ledger.changed else tx.meta.get(UNSETTLED)
        if going_on and ledger.unchanged:
            tx.imports.found_unchanged(going_on, ledger.unchanged)
        if ledger.changed or tx.meta.get(UNSETTLED):
            refresh(tx, now=ledger.network.now)
            tx.meta.set(UNSETTLED, "")
        if ledger.changed:
            ended = ledger.network.now + timedelta(seconds=ledger.seconds())
            void_day(tx, ended.astimezone(ledger.network.zone).date(), since=ledger.network.now)
        twins = keep_twins(tx) if ledger.changed and ledger.has_mail else 0
        return hints(tx, twins=twins, named=has_candidates(tx))
