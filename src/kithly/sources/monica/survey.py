"""One look through an export: who stands in it, and what its ids mean, before anything is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from kithly.records import Identity, IdentityKind, NamedDay, Party, Relation, clean_name, email_identity
from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Item
from kithly.sources.monica.stream import Told, Value, flat, instant, nested, special, text, values

MOST_ATTENDEES = 500
_TYPES = frozenset(
    ("contact_field_types", "activity_types", "life_event_types", "activity_type_categories", "life_event_categories")
)


@dataclass(slots=True)
class Survey:
    """What an export holds, as far as one value of it needs to know of the others.

    Attributes:
        names: Name of every contact, relatives included, by id.
        partial: Contacts that are only a name beside another's: relatives.
        types: What an id of a kind of field, activity or life event is called.
        owners: To whom a relative belongs, by the relative's id.
        relations: Whom the export names beside a contact, by the contact's id.
        relatives_days: Birthdays of relatives who are no contacts of their own, by the contact's id.
        present: Who took part in an activity, by its id.
        photos: Id of the photo that shows a contact, by the contact's id.
        users: Those who use Monica: their values, in the file's order.
        exported_by: Who made the export, as it says.
        exported_on: When; None if it does not say.
        me: Ids of contacts that are ego's own.
    """

    names: dict[str, str] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    types: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    relatives_days: dict[str, list[NamedDay]] = field(default_factory=dict)
    present: dict[str, list[str]] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)
    users: list[Told] = field(default_factory=list)
    exported_by: str = ""
    exported_on: datetime | None = None
    me: set[str] = field(default_factory=set)

    def party(self, contact: str) -> Party:
        """Return a contact as somebody who took part."""
        return Party(name=self.names.get(contact, ""), identity=uid(contact))

    def ego(self) -> Told | None:
        """Return the user who made the export; None where several use it and it does not say which."""
        made = [
            one for one in self.users if self.exported_by and self.exported_by in {one.get("uuid"), one.get("email")}
        ]
        return made[0] if made else self.users[0] if len(self.users) == 1 else None

    def ego_party(self) -> Party | None:
        """Return ego as a recipient; None where the export does not tell who that is."""
        found = self.ego()
        identity = email_identity(text(found, "email")) if found else None
        return Party(name=full_name(found or {}), identity=identity) if identity else None


def uid(contact: str) -> Identity | None:
    """Return the identity of a contact: Monica's id, which its cards carry too."""
    return Identity(IdentityKind.UID, contact.lower()) if contact else None


def full_name(told: Told) -> str:
    """Return the whole name of a contact or user."""
    return clean_name(" ".join(text(told, name) for name in ("first_name", "middle_name", "last_name")))


def survey(item: Item, *, most: int | None = None) -> Survey:
    """Look through an export.

    Args:
        item: The export.
        most: Only so many values, where what comes behind them is damaged; None for all.

    Raises:
        SourceFormatError: It is damaged.
    """
    found = Survey()
    days: dict[str, NamedDay] = {}
    related: list[Told] = []
    for value in islice(values(item), most):
        if value.kind == "contact":
            _contact(found, value.told, days)
        elif value.kind == "relationship":
            related.append(value.told)
        elif value.kind in {"user", "users"}:
            found.users.append(value.told)
            found.me |= {mine for mine in [text(value.told, "me_contact")] if mine}
        elif value.kind in _TYPES:
            found.types[text(value.told, "uuid")] = text(
                value.told, "type", "name", "key", "default_life_event_type_key"
            )
    _head(item, found)
    _relate(found, related, days)
    return found


def _head(item: Item, found: Survey) -> None:
    """Read who made the export, and when."""
    gathering = None
    for prefix, event, value in events(item):
        if prefix == "account" and event == "start_map":
            return
        if prefix == "export_date" and event == "string":
            found.exported_on = instant({"at": value}, "at")
        if prefix == "exported_by" and event == "string":
            found.exported_by = str(value)
        if prefix == "exported_by" and event == "start_map":
            gathering = builder()
        if gathering is not None and prefix.startswith("exported_by"):
            gathering.event(event, value)
            if prefix == "exported_by" and event == "end_map":
                found.exported_by = text(flat(gathering.value), "uuid", "email")


def _contact(found: Survey, told: Told, days: dict[str, NamedDay]) -> None:
    own = text(told, "uuid")
    found.names[own] = full_name(told) or clean_name(text(told, "nickname"))
    if told.get("is_partial") is True:
        found.partial.add(own)
        born = special(told, "birthdate")
        if born is not None:
            days[own] = NamedDay(label=f"birthday of {found.names[own]}".strip(), day=born)
    photos = [str(one) for kind, one in nested(told) if kind == "photo" and isinstance(one, str)]
    chosen = text(flat(told.get("avatar")), "avatar_photo") or next(iter(photos), "")
    if chosen:
        found.photos[own] = chosen
    for kind, one in nested(told):
        activity = one if isinstance(one, str) else text(flat(one), "uuid")
        if kind == "activity" and activity and len(found.present.setdefault(activity, [])) < MOST_ATTENDEES:
            found.present[activity].append(own)


def _relate(found: Survey, related: Sequence[Told], days: Mapping[str, NamedDay]) -> None:
    """Name everybody's relations: the type says what the second is to the first."""
    for told in related:
        whose, whom = text(told, "contact_is"), text(told, "of_contact")
        if whose not in found.names or whom not in found.names or not found.names[whom]:
            continue
        label = text(told, "type").replace("_", " ").lower() or "related"
        identity = None if whom in found.partial else uid(whom)
        one = Relation(label=label, name=found.names[whom], identity=identity)
        if one not in found.relations.setdefault(whose, []):
            found.relations[whose].append(one)
        if whom in found.partial:
            found.owners.setdefault(whom, whose)
        if whom in days and days[whom] not in found.relatives_days.setdefault(whose, []):
            found.relatives_days[whose].append(days[whom])


def is_told(found: Survey, value: Value) -> bool:
    """Say whether a relationship's both sides are in the export, so that it stands on a contact."""
    whose, whom = text(value.told, "contact_is"), text(value.told, "of_contact")
    return whose in found.names and bool(found.names.get(whom))
