"""Who the user is, as far as exports, Sent mail and their own word tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

import numpy as np

from kithly.history import RecordColumns
from kithly.people.me import Ego as EgoFacts
from kithly.people.me import EgoWord, recognise_ego
from kithly.records import (
    Contact,
    Flag,
    Identity,
    IdentityKind,
    Position,
    Profile,
    bluesky_identity,
    email_identity,
    linkedin_identity,
    mastodon_identity,
    name_identity,
    name_key,
)
from kithly.store import Decision, IdentityColumns, Reading, Writing

EGO_KIND = "ego"  # kind of the stand-in identity in gestures
CHATS = (
    "facebook",
    "imessage",
    "instagram",
    "signal",
    "telegram",
    "whatsapp",
)  # sources that know people by their names alone
KEPT = "ego"  # name of the small fact that keeps what a rebuild found


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego:
    """Who the user is.

    Attributes:
        identities: Numbers of all identities that are ego's.
        facts: Name, addresses and guesses, for showing.
    """

    identities: frozenset[int]
    facts: EgoFacts


def own_cards(tx: Reading, links: Iterable[tuple[int, int]], own: Collection[int], *, name: str) -> frozenset[int]:
    """Return the numbers of ego's own cards in address books: they name an address of ego's, and ego.

    A card with the address but another name is somebody's who shares it.

    Args:
        tx: Where to read.
        links: Which record names which identity, by number.
        own: Numbers of ego's identities.
        name: What ego is called; empty where nothing tells, and then no card is theirs.
    """
    found = {record for record, identity in links if identity in own} if name else set()
    cards = [(one.seq, one.record) for one in tx.records.get(sorted(found)) if isinstance(one.record, Contact)]
    called = name_key(name)
    return frozenset(seq for seq, card in cards if card.connected_on is None and name_key(card.name) == called)


def find_ego(tx: Reading, columns: RecordColumns | None = None) -> Ego:
    """Return who the user is.

    Args:
        tx: Where to read.
        columns: All messages, to see who wrote what a Sent label says ego wrote; None to read them.
    """
    identities = tx.identities.all()
    sent = _sent(identities, tx.interactions.columns() if columns is None else columns)
    profiles, word = _profiles(tx), word_of_ego(tx.decisions.all("me"))
    facts = recognise_ego(
        profiles,
        sent=sent,
        names_seen=_names_of(identities, sent),
        positions=[
            (one.observed_at, one.record) for one in tx.records.by_kind("position") if isinstance(one.record, Position)
        ],
        word=replace(word, mine=word.mine | (_namesakes(identities, profiles, word.name) - word.not_mine)),
    )
    seqs = set(tx.identities.seq_of(facts.identities).values())
    seqs |= {seq for seq, kind in zip(identities.seqs, identities.kinds, strict=True) if kind == EGO_KIND}
    return Ego(identities=frozenset(seqs), facts=facts)


def keep_ego(tx: Writing, facts: EgoFacts) -> None:
    """Keep who the user is, so that commands need not read all messages to know."""
    value = {name: getattr(facts, name) for name in ("name", "given", "headline", "position")}
    for name in ("identities", "uncertain"):
        value[name] = [(one.kind.value, one.value) for one in getattr(facts, name)]
    tx.meta.set(KEPT, json.dumps(value))


def kept_ego(tx: Reading) -> EgoFacts:
    """Return who the user is, as the last rebuild found."""
    text = tx.meta.get(KEPT)
    if text is None:
        return find_ego(tx).facts
    value = json.loads(text)
    for name in ("identities", "uncertain"):
        value[name] = tuple(Identity(IdentityKind(kind), handle) for kind, handle in value[name])
    return EgoFacts(**value)


def word_of_ego(decisions: Iterable[Decision]) -> EgoWord:
    """Return what the user said about themselves, as `people` needs it."""
    name = position = ""
    mine: set[Identity] = set()
    not_mine: set[Identity] = set()
    for one in decisions:
        if one.subject == "name":
            name = str(one.value)
        elif one.subject == "position":
            position = str(one.value)
        elif one.subject in {"address", "not-address"}:
            said = {identity} if (identity := own_identity(str(one.value))) else set()
            is_mine = one.subject == "address"
            mine, not_mine = (mine | said, not_mine - said) if is_mine else (mine - said, not_mine | said)
    return EgoWord(name=name, position=position, mine=frozenset(mine), not_mine=frozenset(not_mine))


def own_identity(text: str, guesses: Collection[Identity] = ()) -> Identity | None:
    """Return what the user calls their own; None for what is no address.

    Args:
        text: A mail address, the address of a LinkedIn profile, ``linkedin:slug``, an account of the fediverse or of
            Bluesky (``@me@tide.example``, ``bluesky:me.example``), a name as a chat has it (``whatsapp:Ana``), or a
            guess as it is shown.
        guesses: What may be theirs.
    """
    identity = email_identity(text) or linkedin_identity(text)
    if identity is None and text.strip().lower().startswith(f"{IdentityKind.LINKEDIN}:"):
        identity = linkedin_identity("linkedin.com/in/" + text.strip().partition(":")[2])
    identity = identity or _published_as(text.strip())
    chat, colon, name = text.strip().partition(":")
    if identity is None and colon and chat.lower() in CHATS:
        identity = name_identity(chat.lower(), name)
    return identity or next((one for one in guesses if one.value == text.strip().lower()), None)


def _published_as(text: str) -> Identity | None:
    """Return the account of a network that a text names by its kind, or as only the fediverse writes it."""
    kind, colon, value = text.partition(":")
    if colon and kind.lower() in {IdentityKind.MASTODON, IdentityKind.BLUESKY}:
        return mastodon_identity(value) if kind.lower() == IdentityKind.MASTODON else bluesky_identity(value)
    return mastodon_identity(text) if text.startswith("@") and "@" in text[1:] else None


def word_for(identity: Identity) -> str:
    """Return an identity as `own_identity` reads it."""
    is_profile = identity.kind is IdentityKind.LINKEDIN
    if identity.kind in {IdentityKind.MASTODON, IdentityKind.BLUESKY}:
        return f"{identity.kind}:{identity.value}"
    return f"linkedin.com/in/{quote(identity.value)}" if is_profile else identity.value


def _profiles(tx: Reading) -> list[tuple[datetime, Profile]]:
    """Return all that sources ever said of ego: a newer export that tells less takes no address away."""
    return [
        (observed_at, record)
        for number, _ in tx.records.ids_of_kind("profile")
        for observed_at, record in tx.records.history(number)
        if isinstance(record, Profile)
    ]


def _namesakes(
    identities: IdentityColumns, profiles: Iterable[tuple[datetime, Profile]], name: str
) -> frozenset[Identity]:
    """Return who bears ego's own full name in a chat that knows people by their names alone."""
    keys = {name_key(one.name) for _, one in profiles if one.certain} | {name_key(name)}
    wanted = {f"{chat}:{key}" for chat in CHATS for key in keys if " " in key}
    rows = zip(identities.kinds, identities.values, strict=True) if wanted else ()
    bare = IdentityKind.NAME.value
    return frozenset(Identity(IdentityKind.NAME, value) for kind, value in rows if kind == bare and value in wanted)


def _names_of(identities: IdentityColumns, some: Collection[Identity]) -> dict[Identity, str]:
    """Return the names that stand beside some identities."""
    wanted = {(one.kind.value, one.value): one for one in some}
    rows = zip(identities.kinds, identities.values, identities.names, strict=True)
    return {wanted[kind, value]: name for kind, value, name in rows if (kind, value) in wanted}


def _sent(identities: IdentityColumns, columns: RecordColumns) -> dict[Identity, int]:
    """Return how many messages under a Sent label each identity wrote."""
    sent = (columns.flags & int(Flag.SENT)) != 0
    seqs, counts = np.unique(columns.sender[sent & (columns.sender >= 0)], return_counts=True)
    count_of = dict(zip(seqs.tolist(), counts.tolist(), strict=True))
    rows = zip(identities.seqs, identities.kinds, identities.values, strict=True)
    return {
        Identity(IdentityKind(kind), value): count_of[seq]
        for seq, kind, value in rows
        if seq in count_of and kind != EGO_KIND
    }
