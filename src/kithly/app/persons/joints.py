"""Why the parts of a person are one: what records share, what the user said, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from kithly.app.derived.proof import SOURCES
from kithly.app.persons.composition import Parts
from kithly.app.when import month_said
from kithly.people.composition import Edge, Joint
from kithly.people.matching import AGAINST, suggest
from kithly.people.portraits import Portrait, Seen
from kithly.reasons import day_in_words
from kithly.records import Contact, Evidence, Identity, IdentityKind

ANY = 0.01  # probability; what speaks for two parts is told however little it is


@dataclass(frozen=True, slots=True)
class Joints:
    """Tells what joins the parts of one person.

    Attributes:
        parts: What they are made of.
        said_at: When the user said that two parts are one, by the id of their word.
        zone: Where days begin.
    """

    parts: Parts
    said_at: Mapping[str, datetime]
    zone: tzinfo

    def of(self, key: str) -> Iterator[str]:
        """Yield what joins a part to the others, in sentences."""
        own = self.parts.whole.own_of(key)
        for edge in self.parts.whole.edges:
            ends = {edge.left, edge.right} & own
            if len(ends) != 1:
                continue  # within the part, or elsewhere
            if edge.joint is Joint.SAID:
                yield self._said(edge)
                yield from self._alike(own)
            elif edge.joint is Joint.BORNE:
                yield _only_one(self._written(edge.left))
            elif edge.left == key:
                yield from self._shared(key, edge.right)
            else:
                yield f"{self._label(edge.left)} names {_called(self.parts.identities[key][0])}."

    def _shared(self, key: str, identity: str) -> Iterator[str]:
        """Yield which other records name an identity too."""
        one = self.parts.identities[identity][0]
        naming = [other for other in self.parts.whole.named_by(identity) if other != key]
        for other in sorted(naming, key=lambda record: self.parts.records[record].observed_at):
            bare = one.kind is IdentityKind.NAME
            yield _only_one(self._written(other)) if bare else f"{self._label(other)} names {_called(one)} too."

    def _alike(self, own: frozenset[str]) -> Iterator[str]:
        """Yield what speaks for a part and the rest being one person."""
        rest = self.parts.whole.keys - own
        found = suggest([Portrait(id="a", seen=self._seen(own)), Portrait(id="b", seen=self._seen(rest))], least=ANY)
        yield from (because.text for one in found for because in one.because if not because.text.startswith(AGAINST))

    def _seen(self, keys: Iterable[str]) -> tuple[Seen, ...]:
        """Return what some parts say, as persons are compared."""
        found = []
        for key in sorted(keys):
            if key in self.parts.records:
                stored = self.parts.records[key]
                proof = Evidence(record=stored.id, source=stored.source, at=stored.observed_at)
                found += [Seen.of(stored.record, proof)] if isinstance(stored.record, Contact) else []
            else:
                identity, _, name = self.parts.identities[key]
                handles = () if identity.kind is IdentityKind.NAME else (identity,)
                proof = Evidence(record="", source=identity.kind.value)
                found.append(Seen(evidence=proof, name=name, identities=handles))
        return tuple(found)

    def _label(self, record: str) -> str:
        """Return what to call a record in a sentence."""
        stored = self.parts.records[record]
        month = month_said(stored.observed_at, self.zone)
        return f"The {SOURCES.get(stored.source, stored.source)} of {month}"

    def _written(self, key: str) -> str:
        """Return the name a part goes by."""
        if key in self.parts.identities:
            return self.parts.identities[key][2]
        record = self.parts.records[key].record
        return record.name if isinstance(record, Contact) else ""

    def _said(self, edge: Edge) -> str:
        at = self.said_at.get(edge.said)
        when = f" on {day_in_words(at, self.zone)}" if at else ""
        return f"You said{when} that they are one person."


def _called(identity: Identity) -> str:
    return "the same LinkedIn profile" if identity.kind is IdentityKind.LINKEDIN else identity.value


def _only_one(name: str) -> str:
    return f"Nobody else on LinkedIn is called {name}."
