"""Who a row names: a profile where its address is given, else a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kithly.records import Identity, Party, linkedin_identity, name_identity, name_key
from kithly.sources._formats.linkedin.names import ANONYMOUS, CACHED, is_anonymous, is_credential, shown_name

FAMILY = "linkedin"
MAX_PARTIES = 500
MAX_PIECES = 1_000  # pieces between commas that are looked at: no talk has so many people
_URL = re.compile(r"https?://[^\s,]+(?:,(?!\s*https?://)[^\s,]*)*")


@lru_cache(maxsize=CACHED)
def slug_of(url: str) -> Identity | None:
    """Return the identity of a profile's address; None for none and for addresses that are broken."""
    try:
        return linkedin_identity(url) if url.strip() else None
    except ValueError:
        return None


@lru_cache(maxsize=CACHED)
def party(name: str, url: str = "") -> Party:
    """Return one person as a row names them; without identity where LinkedIn hides who it is."""
    profile = slug_of(url)
    if is_anonymous(name):
        return Party(name="" if profile else ANONYMOUS, identity=profile)
    shown = shown_name(name)
    return Party(name=shown, identity=profile or name_identity(FAMILY, shown))


def recipients(names: str, urls: str, known: Collection[str]) -> tuple[tuple[Party, ...], int]:
    """Return the people a message went to, and how many they are.

    Names are joined by commas and hold commas themselves, so they are split only where a piece is a name
    that is known, or is told apart by the number of addresses.

    Args:
        names: The cell of names.
        urls: The cell of profile addresses, joined by commas; may be empty.
        known: Name keys of people who are named alone elsewhere in the export.
    """
    profiles = [address for address in (slug_of(url) for url in _URL.findall(urls)) if address]
    written = split_names(names, known)
    if profiles and len(written) == len(profiles):
        found = [party(name, f"linkedin.com/in/{one.value}") for name, one in zip(written, profiles, strict=True)]
        parties = [replaced(one, profile) for one, profile in zip(found, profiles, strict=True)]
    elif profiles:
        parties = [Party(name="", identity=profile) for profile in profiles]
        if len(profiles) == 1 and names.strip():
            parties = [Party(name=party(names).name, identity=profiles[0])]
    else:
        parties = [_by_name(name, known, alone=len(written) == 1) for name in written]
    beyond = max(0, names.count(",") + 1 - MAX_PIECES) if not profiles else 0
    return tuple(parties[:MAX_PARTIES]), len(parties) + beyond


def replaced(one: Party, profile: Identity) -> Party:
    """Return the party under exactly this profile."""
    return Party(name=one.name, identity=profile)


def _by_name(name: str, known: Collection[str], *, alone: bool) -> Party:
    """Return a party by name; a piece of a list that nobody is known by stays without identity."""
    one = party(name)
    return one if alone or name_key(one.name) in known else Party(name=one.name, identity=None)


def split_names(cell: str, known: Collection[str]) -> list[str]:
    """Split a cell of names at those commas that part people.

    Example:
        >>> split_names("Ana Ruiz, Ben Ode, MBA", {"ana ruiz", "ben ode"})
        ['Ana Ruiz', 'Ben Ode, MBA']
    """
    pieces = [piece.strip() for piece in cell.split(",", MAX_PIECES)[:MAX_PIECES] if piece.strip()]
    if len(pieces) <= 1:
        return pieces
    found: list[str] = []
    at = 0
    while at < len(pieces):
        length = _longest_known(pieces, at, known)
        found.append(", ".join(pieces[at : at + length]))
        at += length
        while at < len(pieces) and is_credential(pieces[at]):
            found[-1] += f", {pieces[at]}"
            at += 1
    return found


def _longest_known(pieces: Sequence[str], at: int, known: Collection[str]) -> int:
    for length in (3, 2):
        joined = ", ".join(pieces[at : at + length])
        if at + length <= len(pieces) and name_key(shown_name(joined)) in known:
            inner = any(name_key(shown_name(piece)) in known for piece in pieces[at + 1 : at + length])
            if not inner:
                return length
    return 1
