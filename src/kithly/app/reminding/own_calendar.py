"""The calendar of hellos on a server of the user's: one that Kithly made there itself, and keeps in step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from kithly.app.accounts.rows import account_of, chosen_row, secret_of
from kithly.app.network import Network
from kithly.app.reminding.calendar_file import event_text
from kithly.app.reminding.calendars import calendar_view
from kithly.app.reminding.leaves import Leaf, leaves
from kithly.app.said.decisions import decide
from kithly.app.views import CalendarView, DoneView
from kithly.errors import NotFound, SettingsError
from kithly.sources.caldav.own import make_calendar, write_calendar
from kithly.store import AccountRow, Reading

CALENDAR = "calendar"  # kind of the decisions
SERVER = "server"  # their subject
KEPT = "calendar_marks"  # name of the small fact: mark and content of each event as it was written
KIND = "caldav"
ADD = "kithly account add https://dav.example.org/ --as caldav"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the calendar stands: the account, and the address that was made in it."""

    row: AccountRow
    url: str


def begin_calendar(network: Network, named: str) -> CalendarView:
    """Make a calendar of Kithly's own in an account, and write into it; one that was made there before is kept.

    Raises:
        NotFound: There is no such account.
        SettingsError: It holds no calendars.
        SourceError: The server does not let it be made.
    """
    with network.store.reading() as kept:
        row, known = chosen_row(kept, named), _place(kept)
    account = account_of(row)
    if row.kind != KIND:
        raise SettingsError("account", f"{account.address} holds no calendars.", hint=ADD)
    if known is None or known.row.id != row.id:
        url = make_calendar(account, secret_of(network, row))
        with network.store.transaction() as tx:
            text = f"Your hellos stand in a calendar of their own at {account.address}."
            decide(tx, network, CALENDAR, [(SERVER, {"account": row.id, "url": url})], text)
            tx.meta.set(KEPT, "")
    view = update_calendar(network)
    return view or calendar_view(leaves(network))


def update_calendar(network: Network) -> CalendarView | None:
    """Bring the calendar on the server up to date; None where there is none.

    Raises:
        SourceError: The server is away, or the calendar is gone.
    """
    with network.store.reading() as kept:
        place = _place(kept)
        before: dict[str, list[str]] = json.loads(kept.meta.get(KEPT) or "{}")
    if place is None:
        return None
    found = leaves(network)
    wanted = {_name(one): event_text(one) for one in found}
    marks = {name: mark for name, (mark, _) in before.items()}
    same = {name for name, data in wanted.items() if name in before and before[name][1] == _hash(data)}
    account, secret = account_of(place.row), secret_of(network, place.row)
    done = write_calendar(account, secret, place.url, wanted, marks, same=same)
    kept_now = {name: [mark, _hash(wanted[name]) if name in wanted else ""] for name, mark in done.marks.items()}
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, json.dumps(kept_now))
    told = f"{done.written} written, {done.removed} removed"
    told += f", {done.kept} left as you changed them" if done.kept else ""
    return replace(
        calendar_view(found),
        account=account.address,
        written=done.written,
        removed=done.removed,
        kept=done.kept,
        text=f"The calendar at {account.address}: {told}.",
    )


def end_calendar(network: Network) -> DoneView:
    """Write into the calendar on the server no more; it stays there as it is.

    Raises:
        NotFound: There is none.
    """
    with network.store.reading() as kept:
        place = _place(kept)
    if place is None:
        raise NotFound(
            "calendar", "", message="There is no calendar on a server.", hint="kithly calendar --account ..."
        )
    text = "Nothing is written into that calendar any more; remove it in your calendar program if you like."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, CALENDAR, [(SERVER, None)], text)
    return DoneView(change=change, text=text)


def _place(kept: Reading) -> _Place | None:
    told: list[Mapping[str, Any] | None] = [one.value for one in kept.decisions.all(CALENDAR) if one.subject == SERVER]
    value = told[-1] if told else None
    if value is None:
        return None
    row = next((row for row in kept.accounts.all() if row.id == value["account"]), None)
    return _Place(row=row, url=str(value["url"])) if row else None


def _name(leaf: Leaf) -> str:
    return f"{leaf.uid.partition('@')[0]}.ics"


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
