"""Reading one account: batch by batch, from where it was left; how it ends, in words."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from kithly.app.accounts.batches import batches
from kithly.app.accounts.followed import is_open
from kithly.app.accounts.rows import account_of, secret_of, source_of
from kithly.app.accounts.tallies import Batch, PartSoFar, added, totals_of
from kithly.app.bringing.import_file import MAIL
from kithly.app.bringing.import_ledger import Ledger, settle_early
from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.import_report import forgotten
from kithly.app.derived.refresh import UNSETTLED
from kithly.app.views import Outcome, SyncedView
from kithly.app.when import told_day
from kithly.errors import KithlyError, NotFound, SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.records import Problem, Sighted
from kithly.sources import Account, AccountSource, Cursor, Known, Part, Told
from kithly.store import AccountRow, ChangeId, Writing

SYNC = "sync"  # kind of the changes that syncs are kept under
GOES_ON = "It was stopped here; the next sync goes on where it stopped."


@dataclass(slots=True, kw_only=True)
class Common:
    """What all accounts of one sync share; one of them writes at a time.

    Attributes:
        ledger: The run.
        text: What to call its change.
        turn: Held by the one who writes.
    """

    ledger: Ledger
    text: str
    turn: threading.RLock = field(default_factory=threading.RLock)

    def change(self, tx: Writing) -> ChangeId:
        """Return the change of this sync, opened when the first record is kept."""
        ledger = self.ledger
        if ledger.change is None or not ledger.changed:
            ledger.change = tx.changes.open(SYNC, self.text, ledger.network.now)
        ledger.changed = True
        return ledger.change


class AccountReading:
    """One account on its way into the store."""

    def __init__(self, common: Common, row: AccountRow) -> None:
        self._common = common
        self.row = self._row = row
        self._account = account_of(row)
        self._parts: dict[str, PartSoFar] = {}
        self._began = time.monotonic()
        self._view: SyncedView | None = None
        self._fault: BaseException | None = None

    def run(self) -> SyncedView:
        """Read what is new; however it ends, what was read before that is kept."""
        try:
            self._read()
        except SourceAuthError as error:
            return self._ended(Outcome.SIGN_IN, error)
        except SourceUnavailable as error:
            return self._ended(Outcome.RETRY, error)
        except SourceError as error:
            return self._ended(Outcome.STOP, error)
        if self._common.ledger.stopped:
            return self._ended(Outcome.STOPPED, KithlyError(GOES_ON))
        return self._ended(Outcome.DONE, None)

    def run_apart(self) -> None:
        """Run in a thread; a fault of our own is raised where the outcome is asked for."""
        try:
            self._view = self.run()
        except Exception as fault:  # noqa: BLE001 - a stranger's page must not take the user's own accounts down
            self._fault = fault
            if is_open(self._row):
                self._view = self._ended(Outcome.STOP, self._own_mistake(fault))
        except BaseException as fault:  # noqa: BLE001 - carried to the thread that asks for the outcome
            self._fault = fault

    def rested(self, until: datetime) -> SyncedView:
        """Return that it was not asked, because it is left alone for a while."""
        local = until.astimezone(self._common.ledger.network.zone)
        text = f"Not asked again before {local:%H:%M} on {told_day(local.date().isoformat())}."
        return replace(self._ended(Outcome.DONE, None), text=text, asked=False)

    def _own_mistake(self, fault: Exception) -> KithlyError:
        """Name a fault of our own without any words that may come from what was read."""
        return KithlyError(f"{self._account.address}: Kithly made a mistake of its own ({type(fault).__name__}) here.")

    def outcome(self) -> SyncedView:
        """Return what became of it.

        Raises:
            BaseException: Whatever its thread ended with.
        """
        if self._view is None:
            raise self._fault or KithlyError("The sync was broken off.")
        return self._view

    def _read(self) -> None:
        network = self._common.ledger.network
        source = self._source()
        secret = secret_of(network, self._row)
        with network.store.reading() as kept:
            after = {part: Cursor(value=value) for part, value in kept.accounts.cursors(self._row.id).items()}
            known = () if is_open(self._row) else kept.records.known_raw(source.family)
        self._common.ledger.has_mail |= source.family == MAIL
        with _closed(source.read(self._account, secret, after=after, known=known)) as told:
            for one in batches(told):
                if isinstance(one, Part):
                    self._part(one.name).total = one.total
                else:
                    self._keep(source, one)
                if self._common.ledger.stopped:
                    return
        self._finish()

    def _source(self) -> AccountSource:
        try:
            return source_of(self._common.ledger.network, self._row.kind)
        except NotFound:
            kind, address = self._row.kind, self._account.address
            raise SourceFormatError(kind, address, f"{address}: nothing here reads {kind} accounts.") from None

    def _part(self, name: str) -> PartSoFar:
        if name not in self._parts:
            path = f"{self._account.address}/{name}" if name else self._account.address
            self._parts[name] = PartSoFar(name=name, path=path)
        return self._parts[name]

    def _keep(self, source: AccountSource, batch: Batch) -> None:
        part = self._part(batch.part)
        with self._common.turn:
            with self._common.ledger.writing() as tx:
                if batch.records:
                    self._keep_records(tx, source, part, batch)
                if batch.cursor is not None:
                    self._keep_cursor(tx, part, batch.cursor)
            part.gone += batch.gone
            settle_early(self._common.ledger)
            self._tell(part)

    def _keep_records(self, tx: Writing, source: AccountSource, part: PartSoFar, batch: Batch) -> None:
        change = self._common.change(tx)
        if part.file is None:
            mark = f"account:{self._row.id}:{part.name}"
            part.file = tx.files.begin(change, part.path, source.name, mark, source.version)
        found = tx.records.add(
            part.file, source.name, source.family, [one for one in batch.records if isinstance(one, Sighted)]
        )
        seen = tx.records.saw(part.file, [one.raw for one in batch.records if isinstance(one, Known)])
        part.tally = added(
            part.tally,
            counts={"new": found.new, "same": found.same + seen, "merged": found.merged},
            problems=[*(one for one in batch.records if isinstance(one, Problem)), *forgotten(found)],
            read=len(batch.records) - found.filled,
        )
        part.filled += found.filled
        tx.files.progress(part.file, 0, part.tally.counts(), part.tally.problems)
        tx.meta.set(UNSETTLED, change)

    def _keep_cursor(self, tx: Writing, part: PartSoFar, cursor: Cursor) -> None:
        if part.file is not None:
            tx.accounts.keep_cursor(self._row.id, part.name, cursor.value, file=part.file)
        else:
            tx.accounts.move_cursor(self._row.id, part.name, cursor.value)

    def _finish(self) -> None:
        with self._common.turn, self._common.ledger.writing() as tx:
            for part in self._parts.values():
                if part.file is not None:
                    tx.files.finish(part.file, part.tally.counts(), part.tally.problems)

    def _tell(self, part: PartSoFar) -> None:
        done = part.tally.read + part.filled
        self._common.ledger.tell(
            Progress(
                path=part.path,
                offset=done,
                size=max(part.total, done),
                read=done,
                seconds=time.monotonic() - self._began,
                settled=self._common.ledger.settled,
            )
        )

    def _ended(self, outcome: Outcome, error: KithlyError | None) -> SyncedView:
        parts = tuple(part.view() for part in self._parts.values() if part.has_news)
        return SyncedView(
            id=self._row.id,
            kind=self._row.kind,
            address=self._account.address,
            outcome=outcome,
            text="" if error is None else str(error),
            remedy=_remedy(outcome, error, self._account),
            parts=parts,
            totals=totals_of(parts),
        )


@contextmanager
def _closed(told: Iterator[Told]) -> Iterator[Iterator[Told]]:
    """Close what an account tells when the sync ends, and its connection with it."""
    try:
        yield told
    finally:
        if isinstance(told, Generator):
            told.close()


def _remedy(outcome: Outcome, error: KithlyError | None, account: Account) -> str:
    """Say what to do next, in one sentence."""
    if outcome is Outcome.RETRY:
        return (error and error.hint) or f"Try again later: kithly sync {account.address}"
    if outcome is Outcome.SIGN_IN:
        return f"Sign in again: kithly account add {account.address}"
    if outcome is Outcome.STOP:
        return f"No further try will mend it. To leave it out: kithly account remove {account.address}"
    return ""
