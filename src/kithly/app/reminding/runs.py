"""The daily run: accounts read, answers taken, the digest sent; each run leaves a dated fact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kithly.app.accounts.sync import sync
from kithly.app.network import Network
from kithly.app.outbox.settling import settle
from kithly.app.reminding.mailbox import SET_UP, mailbox_of
from kithly.app.reminding.own_calendar import update_calendar
from kithly.app.reminding.posting import send_digest
from kithly.app.reminding.taking import take_answers
from kithly.app.reminding.target import target_of
from kithly.app.views import Outcome, RunView, Sent, SyncView
from kithly.errors import KithlyError
from kithly.store import Reading

KEPT = "daily_runs"  # name of the small fact
MOST = 30  # runs remembered
PATIENCE = 60.0  # seconds to wait for others who write: nobody stands beside the daily run
FAILED = frozenset({Outcome.RETRY, Outcome.SIGN_IN, Outcome.STOP})
NOT_SET_UP, NOT_SENT = "not set up", "failed"
DIGESTS = {
    Sent.SENT: "digest sent",
    Sent.ALREADY: "the digest had gone out",
    Sent.SILENT: "nothing to say today",
    Sent.UNKNOWN: "nobody knows whether the digest arrived",
    NOT_SET_UP: "no digest is set up",
    NOT_SENT: "the digest did not go out",
}


def run_daily(network: Network) -> RunView:
    """Read all accounts, take answers, send the digest; whatever fails does not keep the rest from being done."""
    run = RunView(at=network.now, finished=None)
    _keep(network, run)
    run = _read_accounts(network, run)
    run = _settle_outbox(network, run)
    run = _send(network, run)
    run = _write_calendar(network, run)
    run = replace(run, finished=network.now)
    _keep(network, run)
    return _told(run)


def _read_accounts(network: Network, run: RunView) -> RunView:
    with network.store.reading() as kept:
        if not kept.accounts.all():
            return run
    try:
        view = sync(network)
        return replace(_read(run, view), answered=take_answers(network))
    except KithlyError as error:
        return replace(run, error=str(error), hint=error.hint)


def _read(run: RunView, view: SyncView) -> RunView:
    failed = [one for one in view.accounts if one.outcome in FAILED]
    told = tuple(one.text for one in failed)
    first = failed[0] if failed else None
    return replace(
        run,
        accounts=len(view.accounts) - len(failed),
        failed=told,
        error=first.text if first else "",
        hint=first.remedy if first else "",
    )


def _settle_outbox(network: Network, run: RunView) -> RunView:
    try:
        settle(network)
    except KithlyError as error:
        return replace(run, error=run.error or str(error), hint=run.hint or error.hint)
    return run


def _send(network: Network, run: RunView) -> RunView:
    with network.store.reading() as kept:
        if mailbox_of(kept) is None and target_of(kept) is None:
            return replace(run, digest=NOT_SET_UP)
    try:
        view = send_digest(network)
        is_half = view.outcome is Sent.SENT and bool(view.why)  # the mail went out, and a service was not told
        return replace(run, digest=view.outcome.value, error=view.why if is_half else run.error)
    except KithlyError as error:
        return replace(run, digest=NOT_SENT, error=str(error), hint=error.hint)


def _write_calendar(network: Network, run: RunView) -> RunView:
    try:
        update_calendar(network)
    except KithlyError as error:
        return replace(run, error=run.error or str(error), hint=run.hint or error.hint)
    return run


def runs(kept: Reading) -> tuple[RunView, ...]:
    """Return the last runs, oldest first."""
    return tuple(_told(_of(one)) for one in json.loads(kept.meta.get(KEPT) or "[]"))


def _keep(network: Network, run: RunView) -> None:
    """Remember a run, in the place of what was known of it."""
    with network.store.transaction(patience=PATIENCE) as tx:
        others = [one for one in json.loads(tx.meta.get(KEPT) or "[]") if one["at"] != _text(run.at)]
        tx.meta.set(KEPT, json.dumps([*others, _value(run)][-MOST:]))


def _value(run: RunView) -> dict[str, Any]:
    return {
        "at": _text(run.at),
        "finished": _text(run.finished) if run.finished else None,
        "accounts": run.accounts,
        "failed": list(run.failed),
        "digest": run.digest,
        "error": run.error,
        "hint": run.hint,
    }


def _of(value: dict[str, Any]) -> RunView:
    return RunView(
        at=datetime.fromisoformat(value["at"]),
        finished=datetime.fromisoformat(value["finished"]) if value["finished"] else None,
        accounts=int(value["accounts"]),
        failed=tuple(value["failed"]),
        digest=str(value["digest"]),
        error=str(value["error"]),
        hint=str(value["hint"]),
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _told(run: RunView) -> RunView:
    """Return a run with its sentence: ``3 accounts read, digest sent``."""
    if run.finished is None:
        return replace(run, text="it broke off")
    counts = [f"{run.accounts} {'account' if run.accounts == 1 else 'accounts'} read"]
    counts += [f"{len(run.failed)} not"] if run.failed else []
    return replace(run, text=", ".join([*counts, DIGESTS.get(run.digest, run.digest)]))


def needs_more(run: RunView) -> bool:
    """Say whether another try may bring what this one did not."""
    return bool(run.failed or run.error)


def hints(run: RunView) -> Sequence[str]:
    """Return what to do after a run."""
    return [one for one in (run.hint, SET_UP if run.digest == NOT_SET_UP else "") if one]
