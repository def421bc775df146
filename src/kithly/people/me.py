"""Me: which identities are ego's own, and how ego is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kithly.people.display_names import display_name, given_name
from kithly.people.robots import is_person_address
from kithly.records import Identity, IdentityKind, Position, Profile, name_key

USUAL_SHARE = 0.05  # of sent mail: an address that wrote this much of it is ego's
USUAL_COUNT = 10  # messages; or this many


@dataclass(frozen=True, slots=True, kw_only=True)
class EgoWord:
    """What the user said about themselves.

    Attributes:
        name: Name; empty for none.
        position: What they do; empty for none.
        mine: Identities they called their own.
        not_mine: Identities they called somebody else's.
    """

    name: str = ""
    position: str = ""
    mine: frozenset[Identity] = frozenset()
    not_mine: frozenset[Identity] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego:
    """The user, as the records and their own word tell.

    Attributes:
        name: Full name; empty if nothing tells it.
        given: Given name.
        headline: What they say they do.
        position: Present position, ``Engineer at Acme``; empty if unknown.
        identities: Their own addresses and profiles, sorted.
        uncertain: Identities that may be theirs, likeliest first: to be asked.
    """

    name: str = ""
    given: str = ""
    headline: str = ""
    position: str = ""
    identities: tuple[Identity, ...] = ()
    uncertain: tuple[Identity, ...] = ()


NO_EGO_WORD = EgoWord()


def recognise_ego(
    profiles: Sequence[tuple[datetime, Profile]],
    *,
    sent: Mapping[Identity, int] | None = None,
    names_seen: Mapping[Identity, str] | None = None,
    positions: Sequence[tuple[datetime, Position]] = (),
    word: EgoWord = NO_EGO_WORD,
) -> Ego:
    """Return who ego is; independent of the order of what is given.

    Args:
        profiles: What sources say of ego, with when they were observed.
        sent: How many messages under a Sent label each identity wrote.
        names_seen: Display name each identity is used under: ego is called so where no profile tells a name.
        positions: Ego's own jobs and schools, with when they were observed.
        word: What the user said.
    """
    newest = [profile for _, profile in sorted(profiles, key=_newest_first)]
    certain = [profile for profile in newest if profile.certain]
    named = next((profile for profile in (*certain, *newest) if display_name(profile.name)), None)
    own, uncertain = ego_identities(newest, sent=sent or {}, word=word)
    told = display_name(named.name) if named else _name_beside(own, sent or {}, names_seen or {})
    name = word.name or told
    return Ego(
        name=name,
        given=given_name(name, "" if word.name or not named else named.given),
        headline=next((profile.headline for profile in certain if profile.headline), ""),
        position=word.position or _position(positions),
        identities=own,
        uncertain=uncertain,
    )


def ego_identities(
    profiles: Iterable[Profile], *, sent: Mapping[Identity, int], word: EgoWord = NO_EGO_WORD
) -> tuple[tuple[Identity, ...], tuple[Identity, ...]]:
    """Tell ego's own identities from those that may be.

    A certain profile's are ego's; so are an inferred profile's that bears ego's very name, and the
    addresses that usually write what lies under Sent. The user's word comes before all.

    Returns:
        Own ones, sorted; uncertain ones, those with most sent mail first.
    """
    profiles = tuple(profiles)
    names = {name_key(profile.name) for profile in profiles if profile.certain} - {""}
    own = {identity for profile in profiles if _is_ego(profile, names) for identity in profile.identities}
    own |= {identity for identity, count in sent.items() if _is_usual(identity, count, sum(sent.values()))}
    own = (own | word.mine) - word.not_mine
    told = {identity for profile in profiles for identity in profile.identities}
    open_ones = (told | sent.keys()) - own - word.not_mine
    return tuple(sorted(own)), tuple(sorted(open_ones, key=lambda identity: (-sent.get(identity, 0), identity)))


def _newest_first(item: tuple[datetime, Profile]) -> tuple[float, str, str, str]:
    at, profile = item
    return -at.timestamp(), profile.key, profile.name, profile.headline


def _name_beside(own: Iterable[Identity], sent: Mapping[Identity, int], names: Mapping[Identity, str]) -> str:
    """Return the name beside ego's own addresses: the most used, of two words or more before one word."""
    counts: Counter[str] = Counter()
    for identity in own:
        if name := display_name(names.get(identity, "")):
            counts[name] += max(1, sent.get(identity, 0))
    return min(counts, key=lambda name: (" " not in name, -counts[name], name), default="")


def _is_ego(profile: Profile, names: set[str]) -> bool:
    """Whether a profile is certainly ego's."""
    return profile.certain or name_key(profile.name) in names


def _is_usual(identity: Identity, count: int, total: int) -> bool:
    """Whether an address wrote enough of the sent mail, and is one a human writes from."""
    if identity.kind == IdentityKind.EMAIL and not is_person_address(identity.value, ""):
        return False
    return count >= USUAL_COUNT or (count > 0 and count >= USUAL_SHARE * total)


def _position(positions: Sequence[tuple[datetime, Position]]) -> str:
    """Return the present job that began last, as the newest export tells it."""
    jobs = [(at, job) for at, job in positions if job.kind == "work" and job.finished is None]
    if not jobs:
        return ""
    latest = max(at for at, _ in jobs)
    present = [job for at, job in jobs if at == latest]
    job = max(present, key=lambda job: (job.started.iso() if job.started else "", job.key))
    return " at ".join(part for part in (job.title, job.organisation) if part)
