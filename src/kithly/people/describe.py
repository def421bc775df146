"""Describe: one person out of all that was said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kithly.people.display_names import display_name, given_name
from kithly.people.person import Person, PersonId, Place
from kithly.people.robots import is_person_address
from kithly.records import Contact, Identity, IdentityKind, PartialDate, clean_name

Observed = tuple[datetime, Contact]

_SHOWN = frozenset(IdentityKind) - {IdentityKind.NAME}
_ORDER = {IdentityKind.EMAIL: 0, IdentityKind.LINKEDIN: 1, IdentityKind.PHONE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserWord:
    """What the user decided about one person.

    Attributes:
        name: Name to show instead of what sources say; empty for none.
        given: Name to greet by; empty for none.
        circles: Circles the user put them in.
        importance: 0.5 low, 1 normal, 2 high, 4 highest.
        quiet: Do not contact.
        remembered: Died.
        place: Network, family, service, leave out.
    """

    name: str = ""
    given: str = ""
    circles: tuple[str, ...] = ()
    importance: float = 1.0
    quiet: bool = False
    remembered: bool = False
    place: Place = Place.NETWORK


NO_WORD = UserWord()


def describe(
    person: PersonId,
    contacts: Sequence[Observed] = (),
    *,
    names_seen: Mapping[Identity, str] | None = None,
    identities: Iterable[Identity] = (),
    word: UserWord = NO_WORD,
) -> Person:
    """Return one person; independent of the order of what is given.

    Args:
        person: Their id.
        contacts: Contact records with when they were observed; the newest tells employer and title.
        names_seen: Display name under which each identity wrote, as far as there is one.
        identities: All their identities.
        word: What the user decided.
    """
    newest = [contact for _, contact in sorted(contacts, key=lambda item: (-item[0].timestamp(), item[1].key))]
    seen = names_seen or {}
    everything = set(identities).union(*(contact.identities for contact in newest))
    shown = _sorted(everything, seen)
    source = next((contact for contact in newest if display_name(contact.name)), None)
    written = source.name if source else _best_written(seen)
    job = next((contact for contact in newest if contact.company or contact.title), None)
    return Person(
        id=person,
        name=word.name or display_name(written) or _fallback(shown, everything, seen),
        given=word.given or given_name(word.name or written, "" if word.name or not source else source.given),
        identities=shown,
        company=job.company if job else "",
        title=job.title if job else "",
        connected_on=next((contact.connected_on for contact in newest if contact.connected_on), None),
        birthday=_birthday(newest),
        circles=tuple(sorted(word.circles)),
        importance=word.importance,
        quiet=word.quiet,
        remembered=word.remembered,
        place=word.place,
    )


def _sorted(identities: Iterable[Identity], names: Mapping[Identity, str]) -> tuple[Identity, ...]:
    """Return what is shown, best first: own addresses, profile, phones, the rest, shared addresses."""

    def rank(identity: Identity) -> tuple[int, Identity]:
        is_mail = identity.kind == IdentityKind.EMAIL
        if is_mail and not is_person_address(identity.value, names.get(identity, "")):
            return len(_ORDER) + 1, identity
        return _ORDER.get(identity.kind, len(_ORDER)), identity

    return tuple(sorted((identity for identity in identities if identity.kind in _SHOWN), key=rank))


def _best_written(names: Mapping[Identity, str]) -> str:
    """Return the fullest display name: of two words or more, then the longest, then by alphabet."""
    cleaned = {name: display_name(name) for name in names.values()}
    named = [name for name, shown in cleaned.items() if shown]
    return min(named, key=lambda name: (len(cleaned[name].split()) < 2, -len(cleaned[name]), name), default="")


def _fallback(shown: Sequence[Identity], identities: Iterable[Identity], names: Mapping[Identity, str]) -> str:
    """Return what to call somebody whom nobody named: an address, else what stands where a name should."""
    if shown:
        return shown[0].value
    written = sorted(name for name in map(clean_name, names.values()) if name)
    bare = sorted(identity.value.partition(":")[2] for identity in identities)
    return next(iter([*written, *bare]), "")


def _birthday(newest: Sequence[Contact]) -> PartialDate | None:
    """Return the newest birthday, one with its year before one without."""
    told = [contact.birthday for contact in newest if contact.birthday]
    return next((day for day in told if day.year), told[0] if told else None)
