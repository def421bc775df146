"""The calendar of hellos and birthdays: shown, or written into a file that any calendar program opens."""

from __future__ import annotations

from pathlib import Path

from kithly.app.network import Network
from kithly.app.reminding.calendar_file import MADE_BY, calendar_text
from kithly.app.reminding.leaves import Leaf, leaves
from kithly.app.views import CalendarView, LeafView
from kithly.errors import Conflict, UserError
from kithly.transport.whole_files import write_whole

MOST_READ = 4_096  # bytes of a file that tell whose it is


def show_calendar(network: Network) -> CalendarView:
    """Return what stands in the calendar."""
    return calendar_view(leaves(network))


def calendar_of(network: Network) -> bytes:
    """Return the calendar as a file, in iCalendar's form."""
    return calendar_text(leaves(network))


def write_calendar(network: Network, path: Path) -> CalendarView:
    """Write the calendar into a file, whole or not at all.

    Raises:
        Conflict: The file is there and is none of Kithly's.
        UserError: It cannot be written.
    """
    found = leaves(network)
    data = calendar_text(found)
    try:
        if path.exists() and not _is_ours(path):
            said = f"{path} is there already, and is no calendar of Kithly's."
            raise Conflict("file", str(path), message=said, hint="Name another file.")
        write_whole(path, data)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from None
    return calendar_view(found, path=path)


def _is_ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return MADE_BY.encode() in stream.read(MOST_READ)


def calendar_view(found: tuple[Leaf, ...], *, path: Path | None = None) -> CalendarView:
    """Return leaves as shown."""
    birthdays = sum(1 for one in found if one.rule)
    hellos = len(found) - birthdays
    told = (
        f"{hellos} {'hello' if hellos == 1 else 'hellos'}, {birthdays} {'birthday' if birthdays == 1 else 'birthdays'}"
    )
    return CalendarView(
        leaves=tuple(LeafView(uid=one.uid, on=one.on, title=one.title, text=one.text, rule=one.rule) for one in found),
        path=str(path) if path else None,
        account=None,
        written=0,
        removed=0,
        kept=0,
        text=f"Wrote {told} into {path}." if path else f"{told}.",
    )
