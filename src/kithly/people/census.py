"""The census: shares of names, employers and titles, from the network and the shipped tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kithly.people.commonness import RARE_FAMILY, RARE_GIVEN, family_shares, given_shares
from kithly.people.features import Features

LEAST_SIZE = 5_000  # people; a smaller network is a part of a world in which John Smith is common
ENTRIES = 2.0  # of one person, before they are joined: what a user with several sources has
TABLE_WEIGHT = 5_000.0  # the shipped tables count like this many people beside the network itself
TITLE_SHARE = 0.02  # people who have one title; and how many people this guess counts for
TITLE_WEIGHT = 200.0


class Census:
    """How common names, employers and titles are in this network and in general.

    Attributes:
        size: Persons in the network, at least 2.
        population: Persons among whom namesakes are expected, at least `LEAST_SIZE`.
    """

    def __init__(self, people: Sequence[Features]) -> None:
        self.size = max(len(people), 2)
        self.population = max(self.size, LEAST_SIZE)
        self._given = Counter(name.given for person in people for name in person.names[:1])
        self._family = Counter(name.family for person in people for name in person.names[:1])
        self._given_shares: dict[str, float] = {}
        self._family_shares: dict[str, float] = {}
        self._organisations = Counter(word for person in people for word in person.organisations)
        self._titles = Counter(title for person in people for title in person.titles)

    def given(self, name: str) -> float:
        """Return the share of people with this given name."""
        share = self._given_shares.get(name)
        if share is None:
            share = self._given_shares[name] = self._share(self._given[name], given_shares().get(name, RARE_GIVEN))
        return share

    def family(self, name: str) -> float:
        """Return the share of people with this family name."""
        share = self._family_shares.get(name)
        if share is None:
            share = self._family_shares[name] = self._share(self._family[name], family_shares().get(name, RARE_FAMILY))
        return share

    def full(self, given: str, family: str) -> float:
        """Return the share of people with this full name, in whichever order it is usual."""
        return max(self.given(given) * self.family(family), self.given(family) * self.family(given))

    def organisation(self, word: str) -> float:
        """Return the share of people known to be there, the pair itself counted once."""
        return max(self._organisations[word] - 1, 1) / self.population

    def title(self, title: str) -> float:
        """Return the share of people with this title, the pair itself counted once."""
        count = self._titles[title] - 1 + TITLE_WEIGHT * TITLE_SHARE
        return count / (self.size + TITLE_WEIGHT)

    def _share(self, count: int, table: float) -> float:
        """Blend the network's own count (less the pair itself) with the table."""
        others = max(count / ENTRIES - 1, 0.0)
        return (others + TABLE_WEIGHT * table) / (self.size / ENTRIES + TABLE_WEIGHT)
