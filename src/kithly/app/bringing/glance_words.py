"""What a file is, in a sentence, as far as a glance tells."""

from __future__ import annotations

from collections.abc import Sequence

from kithly.app.figures import counted, day_words, megabytes
from kithly.app.views import AmountView, ColumnView, GlanceView

_CALLED = {  # what one and several are called
    "contacts_csv": ("a table of people", "tables of people"),
    "eml": ("single mails", "folders of single mails"),
    "google_contacts": ("Google Contacts", "files of Google Contacts"),
    "ical": ("a calendar", "calendars"),
    "maildir": ("a mail folder", "mail folders"),
    "mbox": ("a mailbox", "mailboxes"),
    "outlook_csv": ("contacts of Outlook", "files of Outlook's contacts"),
    "thunderbird_csv": ("an address book of Thunderbird", "address books of Thunderbird"),
    "meta_export": ("a file of Facebook or Instagram", "files of Facebook or Instagram"),
    "imessage": ("an iMessage talk", "iMessage talks"),
    "signal": ("a Signal chat", "Signal chats"),
    "slack": ("a day of Slack", "days of Slack"),
    "telegram": ("a Telegram export", "Telegram exports"),
    "monica": ("an export of Monica", "exports of Monica"),
    "vcard": ("an address book", "address books"),
    "whatsapp": ("a WhatsApp chat", "WhatsApp chats"),
}
COLUMNS = 8  # columns of a table that are named
TOLD = 4  # kinds of records that are named; the others are in the view


def glance_text(view: GlanceView, *, files: int, more: int, columns: Sequence[ColumnView] = ()) -> str:
    """Return what a file is and holds.

    Args:
        view: Everything else that is shown of it.
        files: How many files of it would be read.
        more: How many files of it were not looked at.
        columns: What its columns are taken for.
    """
    parts = [_export(view) if view.source == "linkedin_export" else _mailbox(view, files)]
    if columns:
        parts.append("columns taken for: " + _columns(columns))
    if view.unread:
        parts.append(f"{counted(view.unread, 'other file')} in it not read")
    if more:
        parts.append(f"{counted(more, 'more file')} not looked at")
    if view.known:
        parts.append("read before and not changed since")
    return "; ".join(parts)


def _export(view: GlanceView) -> str:
    made = f" of {day_words(view.made_on)}" if view.made_on else ""
    return f"LinkedIn export{made}" + (": " if view.found else "") + _told(view.found)


def _mailbox(view: GlanceView, files: int) -> str:
    called = _CALLED.get(view.source or "", (f"a file for {view.source}", "files"))
    first = called[0] if files == 1 else f"{files:,} {called[1]}"
    return ", ".join(part for part in (first, megabytes(view.size), _told(view.found), _years(view)) if part)


def _told(found: tuple[AmountView, ...]) -> str:
    said = (
        ("about " if one.about else "") + f"{one.count:,} {one.what if one.count != 1 else one.what.removesuffix('s')}"
        for one in found[:TOLD]
    )
    return ", ".join(said)


def _columns(columns: Sequence[ColumnView]) -> str:
    """Return what columns are taken for: those that hold something of their own, in words."""
    told = [f"{one.column} ({one.words})" for one in columns if one.field not in {"line", "ignore"}]
    rest = len(columns) - len(told[:COLUMNS])
    return ", ".join(told[:COLUMNS]) + (f", and {counted(rest, 'more column')}" if rest else "")


def _years(view: GlanceView) -> str:
    if view.first is None or view.last is None:
        return ""
    years = {view.first.year, view.last.year}
    return " to ".join(str(year) for year in sorted(years))
