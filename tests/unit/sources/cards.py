"""Cards for the tests of their reader: from text to what was read."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from kithly.records import Contact, Problem, Sighted
from kithly.sources.base import Item
from kithly.sources.vcard import VCard

ON = datetime(2026, 3, 6, tzinfo=UTC)


def item(data: bytes, name: str = "contacts.vcf") -> Item:
    return Item(path=name, name=name, size=len(data), modified=ON, container="", opener=lambda: io.BytesIO(data))


def outcomes(data: bytes) -> list[Sighted | Problem]:
    return list(VCard().read(item(data)))


def contacts(data: bytes) -> list[Contact]:
    return [one.record for one in outcomes(data) if isinstance(one, Sighted) and isinstance(one.record, Contact)]


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def one(*lines: str, version: str = "3.0") -> Contact:
    """Return the only contact of a card of these lines; a name is added."""
    (found,) = contacts(card("FN:Zita Quill", *lines, version=version))
    return found


def handles(contact: Contact) -> list[str]:
    return [f"{identity.kind}:{identity.value}" for identity in contact.identities]
