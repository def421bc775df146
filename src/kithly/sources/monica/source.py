"""The source of Monica's JSON export (Monica 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from kithly.errors import SourceFormatError
from kithly.records import Contact, Problem, Record, Sighted
from kithly.sources._formats.decode import decode_head
from kithly.sources._formats.guard import attempt
from kithly.sources.base import Item
from kithly.sources.monica.contacts import contact_of, digest_of, picture_of, profile_of
from kithly.sources.monica.happenings import Outcome, activity, of_contact
from kithly.sources.monica.stream import Told, Value, text, values
from kithly.sources.monica.survey import Survey, is_told, survey

SQL = "Monica's SQL export: make the JSON export instead (Settings, Export data)"
START = "the start"
_MARKS = ("version", "app_version", "export_date", "account")
_SQL_HEAD = re.compile(r"^#.{0,200}export of data", re.MULTILINE)
_IGNORED = {  # values that say nothing of people
    "addressbook": "how an address book is fetched, nothing of a person",
    "address_book": "how an address book is fetched, nothing of a person",
    "addressbook_subscription": "how an address book is fetched, nothing of a person",
    "address_book_subscription": "how an address book is fetched, nothing of a person",
    "journal_entries": "a page of your own journal: about you, not about anybody you know",
    "document": "a file: Kithly keeps no files",
}


class Monica:
    """Reads the file that Monica's *Export data* makes."""

    name = "monica"
    family = "monica"
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item begins as an export of Monica's."""
        head = decode_head(item.head()).lstrip("\ufeff \t\r\n")
        if not head.startswith("{"):
            return False
        found = {mark for mark in _MARKS if re.search(rf'"{mark}"\s*:', head)}
        return found >= {"app_version", "export_date"} or (found >= {"version", "account"} and '"uuid"' in head)

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why Monica's other export is not read; None if it is none."""
        if not item.name.lower().endswith(".sql"):
            return None
        head = decode_head(item.head())
        return SQL if _SQL_HEAD.search(head) and "contacts" in head else None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # read from its start
        """Yield every value of the export as a record or a problem.

        Args:
            item: What to read.
            resume: Not used; what is known already changes nothing.

        Raises:
            SourceFormatError: It is damaged at its very start.
        """
        found = _surveyed(item)
        reading = _Reading(found, found.exported_on or item.modified)
        place = START
        try:
            for value in values(item):
                place = value.at
                yield from reading.of(value)
        except SourceFormatError as error:
            if place == START:
                raise
            yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")
        yield from reading.left()


def _surveyed(item: Item) -> Survey:
    """Look through the export; one that breaks off is read as far as it goes, told by the reading itself."""
    try:
        return survey(item)
    except SourceFormatError:
        return _until_it_breaks(item)


def _until_it_breaks(item: Item) -> Survey:
    """Look through what stands before the damage: values come one by one, so the last whole one is known."""
    count = 0
    try:
        for _ in values(item):
            count += 1
    except SourceFormatError:
        pass
    return survey(item, most=count)


class _Reading:
    """One export on its way to records; contacts with a picture wait until the picture comes."""

    def __init__(self, found: Survey, observed_at: datetime) -> None:
        self._found = found
        self._observed_at = observed_at
        self._waiting: dict[str, tuple[str, Contact]] = {}  # by the id of their photo

    def of(self, value: Value) -> Iterator[Sighted | Problem]:
        """Yield what one value says."""
        if value.kind == "contact":
            yield from self._contact(value)
        elif value.kind == "photo":
            yield from self._photo(value)
        elif value.kind == "relationship":
            yield from self._relationship(value)
        elif value.kind in {"user", "activity"} or value.kind in _IGNORED:
            yield self._told(value.at, attempt(lambda: self._plain(value)))
        elif value.kind and value.kind.endswith(("_types", "_categories", "genders")):
            return  # words of the export itself, told by what uses them
        else:
            yield Problem(at=value.at, reason=f"Kithly does not know what a {value.kind or 'value'} is")

    def left(self) -> Iterator[Sighted | Problem]:
        """Yield the contacts whose picture never came."""
        for at, contact in self._waiting.values():
            yield self._told(at, contact)

    def _plain(self, value: Value) -> Record | str:
        if value.kind == "user":
            return profile_of(value.told) if value.told is self._found.ego() or self._is_ego(value.told) else OTHER_USER
        if value.kind == "activity":
            return activity(value.told, self._found)
        return _IGNORED[value.kind]

    def _is_ego(self, told: Told) -> bool:
        ego = self._found.ego()
        return ego is not None and text(ego, "uuid", "email") == text(told, "uuid", "email")

    def _contact(self, value: Value) -> Iterator[Sighted | Problem]:
        if text(value.told, "uuid") in self._found.me:
            yield Problem(at=value.at, reason="your own entry: about you, not about anybody you know")
        else:
            outcome = attempt(lambda: contact_of(value.told, self._found))
            photo = self._found.photos.get(text(value.told, "uuid"), "")
            if isinstance(outcome, Contact) and photo:
                self._waiting[photo] = (value.at, outcome)
            else:
                yield self._told(value.at, outcome)
        told: list[Outcome] | str = attempt(lambda: list(of_contact(value.told, self._found)))
        for place, one in [("entries", told)] if isinstance(told, str) else told:
            yield self._told(f"{value.at}, {place}", one)

    def _photo(self, value: Value) -> Iterator[Sighted | Problem]:
        at, contact = self._waiting.pop(text(value.told, "uuid"), ("", None))
        if contact is None:
            yield Problem(at=value.at, reason="a further picture: one of each person is kept")
            return
        picture = attempt(lambda: picture_of(value.told))
        if isinstance(picture, str):
            yield self._told(at, contact)
            yield Problem(at=value.at, reason=picture)
        else:
            pictured = replace(contact, photo=digest_of(picture))
            yield Sighted(record=pictured, at=at, observed_at=self._observed_at, photo=picture)

    def _relationship(self, value: Value) -> Iterator[Problem]:
        """A relationship stands on its contact; one that leads nowhere is told."""
        if not is_told(self._found, value):
            yield Problem(at=value.at, reason="one of the two is not in the export")

    def _told(self, at: str, outcome: Record | str) -> Sighted | Problem:
        if isinstance(outcome, str):
            return Problem(at=at, reason=outcome)
        observed = getattr(outcome, "at", None) or self._observed_at
        return Sighted(record=outcome, at=at, observed_at=observed)


OTHER_USER = "somebody else who uses the same Monica"
