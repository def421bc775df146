"""What a record says beside its words, as labelled lines."""

from __future__ import annotations

from collections.abc import Iterable

from kithly.app.views import FieldView
from kithly.records import (
    Contact,
    Gesture,
    Identity,
    IdentityKind,
    Meeting,
    News,
    Party,
    Position,
    Post,
    Profile,
    Record,
)

NAMED = 20  # people of a meeting who are named

KINDS = {
    IdentityKind.EMAIL: "Mail",
    IdentityKind.PHONE: "Phone",
    IdentityKind.LINKEDIN: "LinkedIn",
    IdentityKind.UID: "Card",
    IdentityKind.MASTODON: "Mastodon",
    IdentityKind.BLUESKY: "Bluesky",
    IdentityKind.GITHUB: "GitHub",
    IdentityKind.URL: "Page",
    IdentityKind.WHATSAPP: "WhatsApp",
    IdentityKind.TELEGRAM: "Telegram",
    IdentityKind.FACEBOOK: "Facebook",
    IdentityKind.SLACK: "Slack",
    IdentityKind.OTHER: "Address",
}


def fields_of(record: Record) -> tuple[FieldView, ...]:
    """Return what a record says beside its words; empty values are left out."""
    match record:
        case Contact():
            told = [*_contact(record), *_identities(record.identities)]
        case Profile():
            told = [("Name", record.name), ("Headline", record.headline), ("Place", record.location)]
            told += [("Birthday", record.birthday.iso() if record.birthday else ""), *_identities(record.identities)]
        case Gesture():
            told = [("Company", record.company), ("Position", record.title), ("State", record.status)]
        case Position():
            told = _position(record)
        case Post():
            told = [("Page", record.url)]
        case Meeting():
            told = _meeting(record)
        case News():
            told = _news(record)
        case _:
            told = []
    return tuple(FieldView(label=label, value=value) for label, value in told if value)


def _contact(record: Contact) -> list[tuple[str, str]]:
    return [
        ("Name", record.name),
        ("Position", record.title),
        ("Company", record.company),
        ("Connected", record.connected_on.iso() if record.connected_on else ""),
        ("Birthday", record.birthday.iso() if record.birthday else ""),
        ("Called", record.nickname),
        *((one.label.capitalize(), one.day.iso()) for one in record.days),
        *((one.label.capitalize(), one.name) for one in record.relations),
        *(("Place", place) for place in record.places),
        *(("List", label) for label in record.labels),
        ("Died", (record.died_on.iso() if record.died_on else "yes") if record.died else ""),
        ("Note", record.note),
    ]


def _meeting(record: Meeting) -> list[tuple[str, str]]:
    return [
        ("Title", record.title),
        ("Place", record.place),
        ("Took part", f"{record.attendance:,}" if record.attendance else ""),
        ("With", ", ".join(_who(one) for one in record.attendees[:NAMED])),
        ("Said no", ", ".join(_who(one) for one in record.declined[:NAMED])),
        ("State", "cancelled: it never took place" if record.is_cancelled else ""),
    ]


def _who(party: Party) -> str:
    """Return how a meeting names somebody."""
    shown = party.identity.value if party.identity and party.identity.kind is not IdentityKind.NAME else ""
    return party.name or shown


def _news(record: News) -> list[tuple[str, str]]:
    return [
        ("About", record.about.name),
        ("Company", record.company),
        ("Position", record.title),
        ("Years", str(record.years or "")),
        ("Day", record.day.iso() if record.day else ""),
        ("Town", record.place),
        ("By", record.author),
        ("Topics", ", ".join(record.topics)),
        ("Page", record.url),
    ]


def _position(record: Position) -> list[tuple[str, str]]:
    return [
        ("School" if record.kind == "school" else "Company", record.organisation),
        ("Degree" if record.kind == "school" else "Position", record.title),
        ("From", record.started.iso() if record.started else ""),
        ("To", record.finished.iso() if record.finished else ""),
    ]


def _identities(identities: Iterable[Identity]) -> list[tuple[str, str]]:
    return [(KINDS[one.kind], one.value) for one in identities if one.kind in KINDS]
