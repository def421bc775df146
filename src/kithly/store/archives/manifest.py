"""The manifest of a backup: what lies in it, of which moment, and by which sums it is known to be whole."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from kithly.errors import StoreDamaged, StoreError

FAMILY, VERSION = "kithly/backup_manifest", 1
DATABASE, SETTINGS = "kithly.db", "settings.toml"
KEPT = (DATABASE, SETTINGS)
"""The files a backup may hold; no other name is ever written to a disk."""

MANIFEST = "manifest.json"
MOST_BYTES = 65_536  # of a manifest; one of ours has some 700
MOST_SETTINGS = 1 << 20  # bytes of settings; those of a user have some hundred
FIRST_YEAR, LAST_YEAR = 1900, 2200  # a clock may tell
MOST_SIZE = 1 << 48  # bytes of a database: more than SQLite can hold
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[\w.+ -]{0,64}")


class Why(StrEnum):
    """What a backup was made for."""

    HAND = "hand"  # the user asked for it: only they delete it
    DAILY = "daily"
    UPGRADE = "upgrade"  # before the database was upgraded


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file in a backup: its name, its bytes, their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds, counted: people known, records, decisions."""

    revision: str
    people: int
    records: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """The sum of the canonical dump, and the number of the form it was made by."""

    form: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_at: When, aware UTC.
        kithly: Version of the Kithly that made it.
        why: What for.
        network: Mark of the network it is of; empty where it has none.
        contents: What the database holds.
        canonical: The sum of its canonical dump; None where it was made before an upgrade.
        parts: The files.
    """

    made_at: datetime
    kithly: str
    why: Why
    network: str
    contents: Contents
    canonical: Canonical | None
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes of all files, as they are taken out."""
        return sum(part.size for part in self.parts)


def to_text(manifest: Manifest) -> str:
    """Return a manifest as JSON."""
    held, canonical = manifest.contents, manifest.canonical
    told = {
        "schema": f"{FAMILY}/{VERSION}",
        "made_at": manifest.made_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "kithly": manifest.kithly,
        "revision": held.revision,
        "why": manifest.why.value,
        "network": manifest.network,
        "counts": {"people": held.people, "records": held.records, "decisions": held.decisions},
        "canonical": {"form": canonical.form, "sha256": canonical.sha256} if canonical else None,
        "files": [{"name": part.name, "bytes": part.size, "sha256": part.sha256} for part in manifest.parts],
    }
    return json.dumps(told, indent=2) + "\n"


def from_text(text: bytes, name: str) -> Manifest:
    """Return the manifest that `to_text` wrote.

    Args:
        text: As it stands in the backup; anybody may have written it.
        name: What to call the backup.

    Raises:
        StoreError: A newer Kithly wrote it.
        StoreDamaged: It is none.
    """
    try:
        told = json.loads(text)
        _same_version(str(told["schema"]), name)
        return _read(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise no_backup(name) from error


def no_backup(name: str) -> StoreDamaged:
    """Return the error of a file that is no backup, or is one no longer."""
    return StoreDamaged(
        f"{name} is not a whole backup of Kithly's.", hint="Take another one: kithly backup list shows them."
    )


def _same_version(schema: str, name: str) -> None:
    family, _, number = schema.rpartition("/")
    if family != FAMILY:
        raise ValueError(schema)
    if int(number) > VERSION:
        raise StoreError(f"{name} was made by a newer Kithly.", hint="Update Kithly, then run this again.")


def _read(told: Mapping[str, Any]) -> Manifest:
    parts = tuple(_part(one) for one in told["files"])
    names = [part.name for part in parts]
    if DATABASE not in names or len(set(names)) != len(names) or not set(names) <= set(KEPT):
        raise ValueError(names)
    if any(part.size > MOST_SETTINGS for part in parts if part.name == SETTINGS):
        raise ValueError(names)
    canonical = told["canonical"]
    return Manifest(
        made_at=_instant(told["made_at"]),
        kithly=_word(told["kithly"]),
        why=Why(told["why"]),
        network=_word(told["network"]),
        contents=Contents(
            revision=_word(told["revision"]),
            people=_number(told["counts"]["people"]),
            records=_number(told["counts"]["records"]),
            decisions=_number(told["counts"]["decisions"]),
        ),
        canonical=Canonical(form=_number(canonical["form"]), sha256=_sum(canonical["sha256"])) if canonical else None,
        parts=parts,
    )


def _part(told: Mapping[str, Any]) -> Part:
    return Part(name=str(told["name"]), size=_number(told["bytes"]), sha256=_sum(told["sha256"]))


def _instant(told: str) -> datetime:
    found = datetime.fromisoformat(told)
    if found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(told)
    return found.astimezone(UTC)


def _number(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= MOST_SIZE:
        raise ValueError(told)
    return told


def _sum(told: str) -> str:
    if not _SHA256.fullmatch(told):
        raise ValueError(told)
    return told


def _word(told: str) -> str:
    if not _WORD.fullmatch(told):
        raise ValueError(told)
    return told
