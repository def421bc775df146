"""Triage: whether somebody written with a lot is network, family or a service. A guess with its reason, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kithly.history.companies import mail_domain
from kithly.history.lexicon import entries, words
from kithly.people import Person, Place
from kithly.people.commonness import family_shares, given_shares
from kithly.people.folding import fold
from kithly.people.name_tokens import name_tokens
from kithly.people.nicknames import full_forms
from kithly.records import IdentityKind, name_key

COMMON = 5e-4  # share of people: a family name this common says little by itself
MANY = 40  # messages from them; hardly an answer to so many shows notices
SEVERAL = 10  # messages from them to which there never was an answer
HARDLY = 2  # messages of ego's
SENDS = 0.5  # of what they wrote: whoever ego writes to more often than so is no mere sender
INTIMATE = 300  # messages between two who write to each other's private addresses alone
BALANCED = 0.25  # share of the messages that the quieter side wrote, at least
OFF_HOURS = 0.5  # share of messages in evenings and at weekends, as between people who live together


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """Somebody written with a lot.

    Attributes:
        person: Who.
        wrote: How often they wrote to ego, clicks without words left out.
        written: How often ego wrote to them.
        off_hours: Share of the messages in evenings and at weekends, in ego's zone; None if not looked at.
    """

    person: Person
    wrote: int
    written: int
    off_hours: float | None = None

    @property
    def domains(self) -> frozenset[str]:
        """Mail domains of organisations that they have an address at."""
        mails = (one.value for one in self.person.identities if one.kind is IdentityKind.EMAIL)
        return frozenset(filter(None, map(mail_domain, mails)))

    @property
    def has_mail(self) -> bool:
        """Whether any mail address of theirs is known."""
        return any(one.kind is IdentityKind.EMAIL for one in self.person.identities)

    @property
    def may_be_intimate(self) -> bool:
        """Whether it is worth looking at the hours they write at."""
        total = self.wrote + self.written
        is_private = self.has_mail and not self.domains and not self.person.company
        is_balanced = min(self.wrote, self.written) >= BALANCED * total
        return is_private and self.person.connected_on is None and total >= INTIMATE and is_balanced


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Where somebody may belong.

    Attributes:
        place: Network, family or service.
        why: One clause for the user's eyes.
    """

    place: Place
    why: str


def guess_place(one: Correspondent, *, ego_name: str) -> Guess:
    """Guess where somebody belongs; in doubt the network, where nobody is overlooked.

    A family name makes nobody family who has an address at an organisation or, if the name is common, a LinkedIn
    connection.

    Args:
        one: Who.
        ego_name: Ego's full name.
    """
    return _service_by_name(one) or _family(one, ego_name) or _service_by_silence(one) or _network(one)


def _service_by_name(one: Correspondent) -> Guess | None:
    if looks_human(one.person.name):
        return None
    name = name_key(one.person.name).split()
    mails = (identity.value for identity in one.person.identities if identity.kind is IdentityKind.EMAIL)
    local = [part for mail in mails for part in name_key(mail.partition("@")[0]).split() if part not in name]
    sends = one.written <= one.wrote * SENDS
    for tokens, where in ((name, "name"), (local, "address")):
        if word := service_word(tokens, endings=sends):
            return Guess(place=Place.SERVICE, why=f"“{word}” in the {where}")
    return None


def _service_by_silence(one: Correspondent) -> Guess | None:
    """Return a service for what only sends: ego wrote never, or hardly ever."""
    hardly = one.written <= HARDLY and one.wrote >= MANY
    if not one.domains or not (hardly or (one.written == 0 and one.wrote >= SEVERAL)):
        return None
    return Guess(place=Place.SERVICE, why=f"{one.wrote:,} to you, you wrote {times(one.written)}")


def _family(one: Correspondent, ego_name: str) -> Guess | None:
    called = name_key(one.person.name).split()
    is_alone = len(called) == 1 or (len(called) == 2 and not one.domains and one.person.connected_on is None)
    if is_alone and called[0] in words("kin"):
        return Guess(place=Place.FAMILY, why=f"called {one.person.name}")
    shared = _shared_family_name(one.person.name, ego_name)
    is_common = family_shares().get(shared, 0.0) >= COMMON
    outside = {domain for domain in one.domains if shared not in domain}
    if shared and not outside and not (is_common and (one.person.connected_on or one.person.company)):
        return Guess(place=Place.FAMILY, why="shares your family name")
    if one.may_be_intimate and one.off_hours is not None and one.off_hours >= OFF_HOURS:
        return Guess(place=Place.FAMILY, why="you two write in the evenings and at weekends, privately")
    return None


def _network(one: Correspondent) -> Guess:
    return Guess(place=Place.NETWORK, why=f"{one.wrote:,} from them, {one.written:,} from you")


def looks_human(name: str) -> bool:
    """Say whether a name begins with a known given name and goes on."""
    tokens = name_tokens(name)
    return (
        tokens is not None and bool(tokens.given) and (tokens.given in given_shares() or tokens.given in full_forms())
    )


def service_word(tokens: Sequence[str], *, endings: bool = True) -> str:
    """Return the first word that tells of a service, or an empty text.

    Args:
        tokens: Folded words.
        endings: Whether words count that only end like one: a family name may (Burbank).

    Example:
        >>> service_word(["fjellbank"]), service_word(["tannlege", "brekke"]), service_word(["ana", "banks"])
        ('fjellbank', 'tannlege', '')
    """
    whole, starts, ends = _services()
    return next(
        (one for one in tokens if one in whole or one.startswith(starts) or (endings and one.endswith(ends))), ""
    )


@cache
def _services() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    told = entries("services")
    whole = frozenset(one for one in told if "*" not in one)
    starts = tuple(one[:-1] for one in told if one.endswith("*"))
    return whole, starts, tuple(one[1:] for one in told if one.startswith("*"))


def _shared_family_name(name: str, ego_name: str) -> str:
    """Return the family name two people have in common, also as a part of a double name; empty if none."""
    mine, yours = name_tokens(ego_name), name_tokens(name)
    if mine is None or yours is None or not mine.given or not yours.given:
        return ""
    own = {mine.family, *mine.middle} & {yours.family, *yours.middle}
    given = {*given_shares(), *full_forms()}
    return mine.family if mine.family in own else next((one for one in sorted(own) if fold(one) not in given), "")


def times(number: int) -> str:
    """Return ``never``, ``once``, ``twice``, ``3 times``."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")
