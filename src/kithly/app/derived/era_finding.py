"""Ego's eras and who may belong to them: found at each rebuild, and kept as small facts until the next.

Looking at them then costs a page what reading a list costs, however long the history is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from kithly.app.derived.ego import Ego
from kithly.app.derived.recognise import Recognised
from kithly.app.said.era_words import era_in, era_out
from kithly.history import RecordColumns
from kithly.history.companies import mail_domain
from kithly.history.era_clues import DAY, Connected, Employed, Known
from kithly.history.era_domains import Domains
from kithly.history.era_proposals import ClueKind, Proof, Proposal, propose
from kithly.history.era_trail import NO_DOMAIN, seconds_of, trail
from kithly.history.eras import Era, Held, Role, eras_of
from kithly.history.interactions import Ints
from kithly.history.lexicon import folded
from kithly.people import PersonId
from kithly.records import Contact, Evidence, IdentityKind, PartialDate, Position
from kithly.store import IdentityColumns, Reading, Stored, Writing

ERAS = "eras"  # name of the small fact that keeps the eras and who is likely in each
FORM = 2  # of all of them; a store that keeps them in another form is looked at anew
PROPOSED = "era:"  # how the names of the small facts begin that keep all who are proposed for one era
CHUNK = 100  # people whose reasons are kept in one small fact: a page shows a few


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Somebody proposed for an era.

    Attributes:
        person: Their id on the day of the last rebuild.
        one: Why, and how likely.
    """

    person: PersonId
    one: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEra:
    """An era with everybody proposed for it, the likeliest first."""

    era: Era
    people: tuple[Proposed, ...]


def find_eras(
    tx: Reading,
    who: Recognised,
    columns: RecordColumns,
    ego: Ego,
    contacts: Mapping[int, Stored],
    *,
    now: datetime,
) -> tuple[FoundEra, ...]:
    """Return ego's eras with who may belong to each.

    Args:
        tx: Where to read.
        who: Who is who.
        columns: All messages and gestures.
        ego: Who the user is.
        contacts: All contact records by number.
        now: The present; nothing later is seen.
    """
    today = now.date()
    eras = eras_of(_positions(tx), today=today)
    if not eras:
        return ()
    domain_of, names = _domains(who.known_as, who.index_of_identity, ego.identities)
    moves = trail(
        who.interactions,
        columns,
        domain_of,
        who.index_of_identity,
        own=ego.identities,
        now=int(now.timestamp()),
    )
    family = folded(ego.facts.name.rpartition(" ")[2])
    found = propose(eras, moves, _known(tx, who, contacts), Domains(names=names, own_name=family), today=today)
    return tuple(
        FoundEra(era=era, people=tuple(Proposed(person=who.persons[one.person], one=one) for one in people))
        for era, people in zip(eras, found, strict=True)
    )


def keep_eras(tx: Writing, found: Sequence[FoundEra]) -> None:
    """Keep the eras, and who is proposed for each."""
    likely = {one.era.key: " ".join(each.person for each in one.people if each.one.is_likely) for one in found}
    tx.meta.set(ERAS, json.dumps({"form": FORM, "eras": [_kept(one.era) for one in found], "likely": likely}))
    for one in found:
        people = {
            "ids": " ".join(each.person for each in one.people),
            "kinds": "".join(_kinds_out(each.one.kinds) for each in one.people),
            "domains": sorted({each.one.domain for each in one.people} - {""}),
        }
        tx.meta.set(PROPOSED + one.era.key, json.dumps(people))
        for start in range(0, len(one.people), CHUNK):
            rows = [_proposal_out(each.one) for each in one.people[start : start + CHUNK]]
            text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
            tx.meta.set(f"{PROPOSED}{one.era.key}:{start // CHUNK}", text)


def kept_eras(tx: Reading) -> tuple[tuple[Era, ...], Mapping[str, frozenset[PersonId]]] | None:
    """Return ego's eras, and by key who is likely in each; None before the first rebuild of this version."""
    value = json.loads(tx.meta.get(ERAS) or "{}")
    if value.get("form") != FORM:
        return None
    now_of = tx.assignments.resolver()
    likely = {key: frozenset(now_of(PersonId(one)) for one in ids.split()) for key, ids in value["likely"].items()}
    return tuple(_read(one) for one in value["eras"]), likely


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPeople:
    """Who is proposed for one era, the likeliest first.

    Attributes:
        ids: Their ids; of two entries that became one person since the last rebuild, the same id.
        kinds: What speaks for each.
        domains: The era's mail domains that any of them used.
    """

    ids: tuple[PersonId, ...] = ()
    kinds: tuple[frozenset[ClueKind], ...] = ()
    domains: tuple[str, ...] = ()


def kept_people(tx: Reading, key: str) -> KeptPeople:
    """Return who is proposed for an era, without the reasons."""
    text = tx.meta.get(PROPOSED + key)
    if text is None:
        return KeptPeople()
    value, now_of = json.loads(text), tx.assignments.resolver()
    return KeptPeople(
        ids=tuple(now_of(PersonId(one)) for one in value["ids"].split()),
        kinds=tuple(_KINDS[mark] for mark in value["kinds"]),
        domains=tuple(value["domains"]),
    )


def kept_reasons(tx: Reading, key: str, places: Collection[int]) -> dict[int, Proposal]:
    """Return why some people are proposed for an era, by their place in `KeptPeople`."""
    found: dict[int, Proposal] = {}
    for chunk in sorted({place // CHUNK for place in places}):
        rows = json.loads(tx.meta.get(f"{PROPOSED}{key}:{chunk}") or "[]")
        found |= {
            place: _proposal_in(place, rows[place % CHUNK])
            for place in places
            if place // CHUNK == chunk and place % CHUNK < len(rows)
        }
    return found


def _positions(tx: Reading) -> list[Held]:
    return [
        Held(position=one.record, evidence=Evidence(record=one.id, source=one.source, at=one.observed_at))
        for one in tx.records.by_kind("position")
        if isinstance(one.record, Position)
    ]


def _domains(known_as: IdentityColumns, index: Ints, own: frozenset[int]) -> tuple[Ints, list[str]]:
    """Return the domain code of each identity of people ego knows and of ego's, and the domains themselves."""
    codes: dict[str, int] = {}
    found = np.full(len(index), NO_DOMAIN, np.int64)
    wanted = index >= 0
    wanted[list(own)] = True
    email = IdentityKind.EMAIL.value
    for seq, kind, value in zip(known_as.seqs, known_as.kinds, known_as.values, strict=True):
        if wanted[seq] and kind == email and (domain := mail_domain(value)):
            found[seq] = codes.setdefault(domain, len(codes))
    return found, list(codes)


def _known(tx: Reading, who: Recognised, contacts: Mapping[int, Stored]) -> Known:
    """Return what address books say of everybody: connections, and employers by the day they were observed."""
    several = set(tx.records.with_several_versions("contact"))
    versions = tx.records.versions_of(sorted(several)) if several else {}
    connected: dict[int, Connected] = {}
    employed: dict[int, list[Employed]] = {}
    for place, person in enumerate(who.persons):
        for seq in who.contacts[person]:
            stored = contacts.get(seq)
            if stored is None or not isinstance(stored.record, Contact):
                continue
            if (one := _connected(stored.record.connected_on, seq)) is not None:
                connected[place] = min(connected.get(place, one), one, key=lambda each: each.first)
            jobs = (_job(version) for version in versions.get(seq, (stored,)))
            employed.setdefault(place, []).extend(job for job in jobs if job)
    told = {place: sorted(jobs, key=lambda job: (job.at, job.record)) for place, jobs in employed.items() if jobs}
    return Known(people=len(who.persons), connected=connected, employed=told)


def _connected(on: PartialDate | None, seq: int) -> Connected | None:
    first = on.first_day() if on else None
    if on is None or first is None:
        return None
    days = 1 if on.day else 28 if on.month else 365
    begins = seconds_of(first)
    return Connected(first=begins, last=begins + days * DAY - 1, record=seq)


def _job(stored: Stored) -> Employed | None:
    record = stored.record
    if not isinstance(record, Contact) or not record.company:
        return None
    return Employed(company=record.company, at=int(stored.observed_at.timestamp()), record=stored.seq)


def _kept(era: Era) -> dict[str, Any]:
    proofs = [[one.record, one.source, one.at.isoformat() if one.at else None] for one in era.evidence]
    return {**era_out(era), "evidence": proofs}


def _read(value: Mapping[str, Any]) -> Era:
    evidence = tuple(
        Evidence(record=record, source=source, at=datetime.fromisoformat(at) if at else None)
        for record, source, at in value["evidence"]
    )
    return replace(era_in(value), evidence=evidence)


_MARKS = tuple(ClueKind)
_KINDS = {
    f"{bits:x}": frozenset(kind for place, kind in enumerate(_MARKS) if bits >> place & 1)
    for bits in range(1 << len(_MARKS))
}


def _kinds_out(kinds: Collection[ClueKind]) -> str:
    """Return what speaks for somebody as one hexadecimal digit."""
    return f"{sum(1 << place for place, kind in enumerate(_MARKS) if kind in kinds):x}"


def _proposal_out(one: Proposal) -> list[Any]:
    kinds = _kinds_out(one.kinds)
    return [one.likelihood, one.role.value, kinds, one.because, [list(proof) for proof in one.proof], one.domain]


def _proposal_in(place: int, row: Sequence[Any]) -> Proposal:
    likelihood, role, kinds, because, proof, domain = row
    return Proposal(
        person=place,
        likelihood=likelihood,
        role=Role(role),
        kinds=_KINDS[kinds],
        because=because,
        proof=tuple(Proof(*one) for one in proof),
        domain=domain,
    )
