"""Reading an account for the desk, as files are read for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import chain

from kithly.app.accounts.sync import sync
from kithly.app.bringing.desk_lines import Order, Told
from kithly.app.bringing.desk_reader import when_free
from kithly.app.bringing.import_progress import Report
from kithly.app.bringing.import_report import Tally, file_view
from kithly.app.bringing.places import FOLLOWED_PLACE, AccountPlace
from kithly.app.network import Network
from kithly.app.views import FileView, ImportView, Outcome, ReadPartView, SyncedView, SyncView
from kithly.errors import KithlyError

FAILED = frozenset({Outcome.RETRY, Outcome.SIGN_IN, Outcome.STOP})
STEPS = {  # on a page, where nobody types commands
    Outcome.RETRY: "Try again later.",
    Outcome.SIGN_IN: "Add it once more, with a new password.",
    Outcome.STOP: "No further try will mend it; it can be removed.",
}
FILLED = "the text of {count:,} mails known by their head was read"


def sync_ordered(
    order: Order,
    stop: threading.Event,
    say: Callable[[Told], None],
    *,
    after: Callable[[Network], object] | None = None,
) -> ImportView:
    """Read an account.

    Args:
        order: Which, and where.
        stop: Set to stop.
        say: Told how far it is.
        after: What is done once it is read.

    Raises:
        KithlyError: It cannot be read.
    """
    account = order.what
    if not isinstance(account, AccountPlace):
        raise TypeError("a file is no account")

    def read(network: Network, report: Report) -> ImportView:
        is_all = account == FOLLOWED_PLACE
        view = sync(network, () if is_all else [account.id], only_followed=is_all, report=report)
        if after is not None and not view.stopped:
            after(network)
        return as_import(view)

    return when_free(order, stop, say, read)


def as_import(view: SyncView) -> ImportView:
    """Return a sync as the desk shows what it reads: each part of an account is a file.

    Of several accounts one that failed is told beside the others, and stops none of them.

    Raises:
        KithlyError: Nothing was read and every account failed.
    """
    failed = [one for one in view.accounts if one.outcome in FAILED]
    if len(failed) == len(view.accounts) and not view.totals.read:
        raise KithlyError(failed[0].text, hint=STEPS[failed[0].outcome])
    return ImportView(
        import_=view.change,
        files=tuple(chain.from_iterable(_files(one) for one in view.accounts)),
        totals=view.totals,
        people=view.people,
        interactions=view.interactions,
        seconds=view.seconds,
        dry_run=False,
        hints=view.hints,
        stopped=view.stopped or (bool(failed) and len(view.accounts) == 1),
    )


def _files(account: SyncedView) -> list[FileView]:
    """Return the parts of an account; one that failed in the middle says why at its end."""
    files = [_file(account.kind, part) for part in account.parts]
    if account.outcome in FAILED:
        files.append(file_view(account.address, None, Tally(), note=f"{account.text} {STEPS[account.outcome]}".strip()))
    return files


def _file(kind: str, part: ReadPartView) -> FileView:
    return FileView(
        path=part.path,
        source=kind,
        read=part.read,
        new=part.new,
        same=part.same,
        merged=part.merged,
        held=part.held,
        skipped=part.skipped,
        problems=part.problems,
        note=FILLED.format(count=part.filled) if part.filled else None,
    )
