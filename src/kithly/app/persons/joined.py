"""What a person is joined from, and what joined it; and every address with where it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kithly.app.derived.proof import SOURCES
from kithly.app.derived.record_fields import KINDS, fields_of
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.composition import Parts, parts_of
from kithly.app.persons.joints import Joints
from kithly.app.show import named
from kithly.app.views import FieldView, JoinedPartView, JoinedView, KnownAsView
from kithly.channels.handoff import mailto, profile_link
from kithly.errors import Refused
from kithly.people import Person
from kithly.records import Contact, Identity, IdentityKind
from kithly.store import Reading, Stored
from kithly.ties.words import counted

HEARD = {IdentityKind.EMAIL: "your mail", IdentityKind.LINKEDIN: "your exchanges on LinkedIn"}
BARE = "LinkedIn messages, under the name alone"


def joined(network: Network, who: str) -> JoinedView:
    """Return what a person is joined from.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    with network.store.reading() as kept:
        person = find_person(kept, who)
        return Made.of(kept, network, person, parts_of(kept, person.id)).joined()


@dataclass(frozen=True, slots=True)
class Made:
    """What a person is made of, ready to be told."""

    person: Person
    parts: Parts
    joints: Joints
    spoken: frozenset[int]

    @classmethod
    def of(cls, kept: Reading, network: Network, person: Person, parts: Parts) -> Made:
        """Read what tells of the parts of a person."""
        said = any(edge.said for edge in parts.whole.edges)
        said_at = {one.id: one.at for one in kept.decisions.all("same")} if said else {}
        return cls(
            person=person,
            parts=parts,
            joints=Joints(parts, said_at, network.zone),
            spoken=kept.identities.spoken([seq for _, seq, _ in parts.identities.values()]),
        )

    def joined(self) -> JoinedView:
        """Return the parts, records before addresses, the newest record first."""
        parts = self.parts
        records = sorted(parts.records.items(), key=lambda item: (item[1].observed_at, item[0]), reverse=True)
        alone = [key for key in sorted(parts.identities) if not parts.whole.named_by(key)]
        shown = [*(self._record(key, stored) for key, stored in records), *(self._address(key) for key in alone)]
        return JoinedView(person=named(self.person), parts=tuple(shown), text=_counted(len(records), len(alone)))

    def known_as(self) -> tuple[KnownAsView, ...]:
        """Return every address shown, with where it was seen."""
        return tuple(self._known_as(identity) for identity in self.person.identities if identity.kind in KINDS)

    def _known_as(self, identity: Identity) -> KnownAsView:
        key = f"{identity.kind.value}:{identity.value}"
        naming = [one for one in self.parts.records.values() if identity in _identities(one)]
        seen = [SOURCES.get(one.source, one.source) for one in naming]
        if key in self.parts.identities and self.parts.identities[key][1] in self.spoken:
            seen.append(HEARD.get(identity.kind, "messages"))
        return KnownAsView(
            key=key,
            word=KINDS[identity.kind],
            value=identity.value,
            url=link_to(identity),
            seen_in=tuple(dict.fromkeys(seen)),
        )

    def _record(self, key: str, stored: Stored) -> JoinedPartView:
        name = stored.record.name if isinstance(stored.record, Contact) else ""
        return JoinedPartView(
            key=key,
            record=stored.id,
            source=SOURCES.get(stored.source, stored.source),
            at=stored.observed_at,
            name=name,
            says=tuple(one for one in fields_of(stored.record) if one.label != "Name"),
            why=tuple(dict.fromkeys(self.joints.of(key))),
            can_split=self.parts.whole.cut(key) is not None,
        )

    def _address(self, key: str) -> JoinedPartView:
        identity, _, name = self.parts.identities[key]
        bare = identity.kind is IdentityKind.NAME
        source = BARE if bare else HEARD.get(identity.kind, "your messages").capitalize()
        return JoinedPartView(
            key=key,
            record=None,
            source=source.replace("linkedin", "LinkedIn"),
            at=None,
            name=name,
            says=() if bare else (FieldView(label=KINDS[identity.kind], value=identity.value),),
            why=tuple(dict.fromkeys(self.joints.of(key))),
            can_split=self.parts.whole.cut(key) is not None,
        )


def link_to(identity: Identity) -> str | None:
    """Return a link to an address, profile or page; None if there is none that is safe to follow."""
    try:
        match identity.kind:
            case IdentityKind.EMAIL:
                return mailto(identity.value, subject=None, body="")
            case IdentityKind.PHONE:
                return f"tel:{identity.value}"
            case IdentityKind.LINKEDIN:
                return profile_link(identity.value)
            case IdentityKind.URL:
                return identity.value if identity.value.startswith("https://") else None
            case _:
                return None
    except Refused:
        return None


def _identities(stored: Stored) -> Iterable[Identity]:
    return stored.record.identities if isinstance(stored.record, Contact) else ()


def _counted(records: int, addresses: int) -> str:
    """Return how many parts there are, in words."""
    if records + addresses == 1:
        return "From one record" if records else "From one address in your messages"
    told = [counted(records, "record")] if records else []
    told += [f"{addresses:,} {'address' if addresses == 1 else 'addresses'} in your messages"] if addresses else []
    return f"Joined from {' and '.join(told)}"
