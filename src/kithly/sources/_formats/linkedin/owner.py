"""Whose export it is: no file says so in one place, but several tell it together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kithly.records import Identity, IdentityKind, name_key
from kithly.sources._formats.linkedin.names import is_anonymous, shown_name
from kithly.sources._formats.linkedin.parties import party, recipients, slug_of
from kithly.sources._formats.table import Row

MIN_PARTNERS = 2  # with one partner, "who is in most conversations" fits both


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The member whose export it is.

    Attributes:
        name: Clean name; empty if unknown.
        profile: Their profile, if an address under their name was seen.
        certain: False if told only by who takes part in most conversations.
    """

    name: str = ""
    profile: Identity | None = None
    certain: bool = True


class OwnerClues:
    """Gathers from rows what tells the owner."""

    def __init__(self) -> None:
        self._profile_name = ""
        self._told_names: Counter[str] = Counter()
        self._told_slugs: Counter[str] = Counter()
        self._talks: dict[str, set[str]] = {}
        self._writers: dict[str, dict[str, str]] = {}
        self._slugs_by_name: dict[str, Counter[str]] = {}
        self._names: dict[str, Counter[str]] = {}

    def profile(self, name: str) -> None:
        """Note the name of Profile.csv."""
        self._profile_name = self._profile_name or name

    def invitation(self, row: Row) -> None:
        """Note the side of an invitation that is the owner's."""
        sent = row.get("direction").upper() == "OUTGOING"
        if not sent and row.get("direction").upper() != "INCOMING":
            return
        own = party(row.get("from" if sent else "to"), row.get("inviterprofileurl" if sent else "inviteeprofileurl"))
        self._told(own.name, slug_of(row.get("inviterprofileurl" if sent else "inviteeprofileurl")))

    def message(self, row: Row) -> None:
        """Note who takes part in a conversation, and whose a message of 2018 is."""
        direction = row.get("direction").upper()
        if direction in {"OUTGOING", "INCOMING"}:
            name = row.get("from") if direction == "OUTGOING" else row.get("to")
            if not is_anonymous(name) and ("," not in name or direction == "OUTGOING"):
                self._told(shown_name(name), None)
            return
        talk = row.get("conversationid")
        sender = self._taking_part(row.get("from"), row.get("senderprofileurl"))
        if not sender:
            return
        self._writers.setdefault(talk, {})[sender] = name_key(shown_name(row.get("from")))
        partners = self._talks.setdefault(talk, set())
        partners.add(sender)
        people, _ = recipients(row.get("to"), row.get("recipientprofileurls"), ())
        if len(people) == 1 or row.get("recipientprofileurls"):
            partners.update(filter(None, (self._person(one.name, one.identity) for one in people)))

    def talks(self) -> frozenset[str]:
        """Return the conversations in which two or more people wrote."""
        return frozenset(talk for talk, writers in self._writers.items() if len(writers) > 1)

    def profiles(self) -> dict[tuple[str, str], str]:
        """Return the profile of each name in each conversation, where the name has one there."""
        found: dict[tuple[str, str], str] = {}
        for talk, writers in self._writers.items():
            names = Counter(writers.values())
            for writer, name in writers.items():
                if names[name] == 1 and not writer.startswith("name:"):
                    found[talk, name] = writer
        return found

    def owner(self) -> Owner:
        """Return whose export it is, as far as the rows told."""
        name = self._profile_name or _most(self._told_names)
        under_name = self._slugs_by_name.get(name_key(name), Counter()) if name else Counter()
        told = _most(self._told_slugs)
        slug = told or (_most(under_name) if under_name else "")
        if slug:
            certain = bool(told) or len(under_name) == 1
            return Owner(name=name or _most(self._names.get(slug, Counter())), profile=_profile(slug), certain=certain)
        frequent = self._most_frequent()
        if name and frequent.profile is None:
            return Owner(name=name)
        return Owner(name=name or frequent.name, profile=frequent.profile, certain=False)

    def _told(self, name: str, profile: Identity | None) -> None:
        if name and not is_anonymous(name):
            self._told_names[name] += 1
        if profile:
            self._told_slugs[profile.value] += 1

    def _taking_part(self, name: str, url: str) -> str:
        one = party(name, url)
        return self._person(one.name, one.identity)

    def _person(self, name: str, identity: Identity | None) -> str:
        """Return a token for a person and remember the name under the profile."""
        if identity is None:
            return ""
        if identity.kind is not IdentityKind.LINKEDIN:
            token = "name:" + name_key(name)
            self._names.setdefault(token, Counter())[name] += 1
            return token
        if name:
            self._slugs_by_name.setdefault(name_key(name), Counter())[identity.value] += 1
            self._names.setdefault(identity.value, Counter())[name] += 1
        return identity.value

    def _profiled(self, token: str) -> str:
        """Return the profile instead of a name, where one profile alone is known under it."""
        slugs: Mapping[str, int] = self._slugs_by_name.get(token.removeprefix("name:"), {})
        return next(iter(slugs)) if token.startswith("name:") and len(slugs) == 1 else token

    def _most_frequent(self) -> Owner:
        """Return who takes part in most conversations, if with several partners and more than anybody."""
        often: Counter[str] = Counter()
        partners: dict[str, set[str]] = {}
        for together in self._talks.values():
            people = {self._profiled(person) for person in together}
            for person in people:
                often[person] += 1
                partners.setdefault(person, set()).update(people - {person})
        best = often.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return Owner()
        token = best[0][0]
        if len(partners[token]) < MIN_PARTNERS:
            return Owner()
        if token.startswith("name:"):
            return Owner(name=_most(self._names[token]), certain=False)
        return Owner(name=_most(self._names.get(token, Counter())), profile=_profile(token), certain=False)


def _profile(slug: str) -> Identity:
    return Identity(IdentityKind.LINKEDIN, slug)


def _most(counter: Counter[str]) -> str:
    """Return the most common entry; the first by name among equals, so that order does not matter."""
    return min(counter, key=lambda entry: (-counter[entry], entry)) if counter else ""
