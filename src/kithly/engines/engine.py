"""What an engine is asked to do, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

Id = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an engine is asked to do.

    Attributes:
        archive: A Parquet file, or a folder of them.
        into: Where the ties are written.
        now: The moment asked about, seconds since 1970, UTC.
        egos: Whose own box was seen; None for everybody.
    """

    archive: str
    into: str
    now: int
    egos: frozenset[Id] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of an archive.

    Attributes:
        read: Rows of the archive.
        left_out: How many were left out, by reason; with those used they add up to those read.
        without_count: Rows used that do not say to how many they went; each counts as to one.
        egos: People of whom ties were found.
        ties: Rows written.
    """

    read: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    without_count: int = 0
    egos: int = 0
    ties: int = 0

    @property
    def used(self) -> int:
        """Rows that count."""
        return self.read - sum(self.left_out.values())

    def lines(self) -> list[str]:
        """Return it in words."""
        found = [f"{self.read:,} rows read, {self.used:,} used."]
        found += [f"{count:,} left out: {reason}." for reason, count in self.left_out.items() if count]
        if self.without_count:
            found.append(f"{self.without_count:,} used rows do not say to how many they went: counted as to one.")
        return [*found, f"{self.ties:,} ties of {self.egos:,} people written."]


class Engine(Protocol):
    """Works out the ties of everybody in an archive."""

    def run(self, order: Order) -> Summary:
        """Write the ties of an archive as Parquet: columns as in `tables.schema`, rows in no particular order.

        Raises:
            UserError: If the archive cannot be read, has other columns, or no row that counts.
        """
