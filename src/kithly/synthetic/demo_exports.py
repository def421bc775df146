"""The demo's exports: two LinkedIn archives, three mailboxes, an address book and a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from kithly.synthetic.books import write_address_book, write_calendar
from kithly.synthetic.group_mail import write_group_mail
from kithly.synthetic.lately import lately
from kithly.synthetic.linkedin import era_of, linkedin_file_name, write_linkedin
from kithly.synthetic.mail import write_mbox
from kithly.synthetic.model import Shape
from kithly.synthetic.notices import write_notices
from kithly.synthetic.world import make_world

DEMO_SEED = 20
MAILBOX_NAME = "All mail Including Spam and Trash.mbox"
GROUPS_NAME = "Mail among several.mbox"
NOTICES_NAME = "Notifications.mbox"
BOOK_NAME = "Address book.vcf"
CALENDAR_NAME = "Calendar.ics"
_LAST_EXPORT_DAYS = 30
_YEAR_DAYS = 365
_SHOWS_ADDRESS = 0.5  # more than in a real export, so that five minutes show people known from both sides


def demo(path: Path, *, today: date, seed: int = DEMO_SEED) -> tuple[Path, ...]:
    """Write the exports of the demo network: 150 invented people over ten years.

    Args:
        path: Folder to write into; made if missing.
        today: The day the demo is shown; the newest archive is a month old, the mail reaches up to that day.
        seed: Which network.

    Returns:
        The older archive, the newer archive, the mailbox, mail among several, notifications, address book, calendar.
    """
    path.mkdir(parents=True, exist_ok=True)
    new = lately(make_world(seed, today=today, shape=Shape(shows_address=_SHOWS_ADDRESS)))
    world = new.world
    newer = today - timedelta(days=_LAST_EXPORT_DAYS)
    written: list[Path] = []
    for on in (newer - timedelta(days=_YEAR_DAYS), newer):
        target = path / linkedin_file_name(on, complete=True)
        written.append(write_linkedin(world, target, on=on, era=era_of(on), complete=True))
    mailbox = path / MAILBOX_NAME
    write_mbox(world, mailbox, style="takeout", until=today)
    groups = path / GROUPS_NAME
    write_group_mail(world, groups)
    notices, book, calendar = path / NOTICES_NAME, path / BOOK_NAME, path / CALENDAR_NAME
    write_notices(new, notices)
    write_address_book(new, book)
    write_calendar(new, calendar)
    return (*written, mailbox, groups, notices, book, calendar)
