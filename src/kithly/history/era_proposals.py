"""Proposals: who may belong to which era, how likely, and because of what. Nothing is asserted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kithly.history.era_clues import Clues, Connected, Employed, Finder, Known
from kithly.history.era_domains import Domains, era_domains
from kithly.history.era_trail import Trail
from kithly.history.eras import Era, EraKind, Role, span_text

LIKELY = 0.5  # from here on a proposal is ticked
MOST = 0.97  # nothing read out of records is surer than this

# Chance that a person belongs to the era if only this speaks for it: assumed, and set so that in invented networks
# of other seeds ticked and unticked people are mostly right (docs/explanation/eras.md).
WROTE_THEN = 0.92  # wrote from its mail domain in those years
SENT_THEN = 0.8  # ego wrote to them there in those years, and no answer is kept
WROTE_LATER = 0.2  # from its domain, but not in those years: ego was elsewhere
WROTE_UNSEEN = 0.55  # the same, where no mail of those years is kept
NAMED_THEN = 0.85  # an address book of those years names it as their employer
NAMED_LATER = 0.35  # one of other years does
CONNECTED_IN_TOUCH = 0.55  # connected in those years, and in touch then
CONNECTED_LATER = 0.4  # connected, and words only afterwards
CONNECTED_SILENT = 0.3  # connected, and never a word, though words with others are kept
CONNECTED_UNSEEN = 0.5  # connected, and nothing is kept that could tell more
WAVE = 0.6  # factor for the crowd that every account begins with
MET_AT_WORK = 0.6  # first mail ever, and to ego's address of the era
MET_IN_TALK = 0.5  # first mail ever, both wrote, and ego's address of the era is not known
MET_ONCE = 0.35
MET_ELSEWHERE = 0.15  # first mail ever, though to another address of ego's
# Factors on the odds.
PRIVATELY = 0.5  # connected, and the first mail was to another address though there was one of the era
FROM_ANOTHER = 0.12  # wrote in those years from another organisation's domain
EMPLOYED_ELSEWHERE = 0.3  # an address book of those years names another employer


class ClueKind(StrEnum):
    """What speaks for a proposal."""

    WROTE = "wrote"
    CONNECTED = "connected"
    NAMED = "named"
    MET = "met"


class Proof(NamedTuple):
    """A record that shows a clue.

    Attributes:
        record: Record number.
        at: When it happened, seconds since 1970; 0 where the record does not say.
        quote: Exact words of it, or empty.
    """

    record: int
    at: int
    quote: str


class Proposal(NamedTuple):
    """Somebody who may belong to an era.

    Attributes:
        person: Index of the person.
        likelihood: 0 to 1 that they belong to it as `Era.role` says.
        role: How they may belong: another one where they wrote from another organisation.
        kinds: What speaks for it.
        because: The same in words: ``wrote from @halden.example, 2013–17``.
        proof: Records that show it; never empty.
        domain: The era's mail domain they used; empty for none.
    """

    person: int
    likelihood: float
    role: Role
    kinds: frozenset[ClueKind]
    because: str
    proof: tuple[Proof, ...]
    domain: str = ""

    @property
    def is_likely(self) -> bool:
        """Whether it is ticked unless the user says otherwise."""
        return self.likelihood >= LIKELY


def propose(
    eras: Sequence[Era], moves: Trail, known: Known, domains: Domains, *, today: date
) -> tuple[tuple[Proposal, ...], ...]:
    """Return for each era the people who may belong to it, the likeliest first.

    Each person stands where the evidence is best, and besides wherever they wrote from an era's domain in its years.

    Args:
        eras: Ego's.
        moves: What happened with everybody.
        known: What address books say of everybody.
        domains: What the domain codes mean.
        today: The present day.
    """
    finder = Finder(moves, known, domains, today=today)
    codes = era_domains(eras, moves, domains, today=today)
    found = [
        {clues.person: (_proposal(clues, era), clues.is_there) for clues in finder.clues(era, own)}
        for era, own in zip(eras, codes, strict=True)
    ]
    best: dict[int, tuple[float, int, int]] = {}
    for place, era in enumerate(eras):
        span = era.span(today)
        length = (span[1] - span[0]).days if span else 1 << 20
        for person, (one, _) in found[place].items():
            best[person] = max(best.get(person, (-1.0, 0, 0)), (one.likelihood, -length, -place))
    return tuple(
        tuple(
            sorted(
                (one for one, is_sure in proposals.values() if is_sure or best[one.person][2] == -place),
                key=lambda one: (-one.likelihood, one.person),
            )
        )
        for place, proposals in enumerate(found)
    )


def likelihood(clues: Clues, era: Era) -> float:
    """Return how likely somebody belongs to an era as its role says, 0 to 1.

    The chances of what speaks for it are joined as independent ones; what speaks against it divides the odds.

    Args:
        clues: What speaks for and against it.
        era: The era.
    """
    misses = 1.0
    for chance in _chances(clues):
        misses *= 1 - chance
    odds = (1 - misses) / max(misses, 1 - MOST)
    if clues.connected and clues.at_work is False:
        odds *= PRIVATELY
    if era.role is Role.COWORKERS and not clues.is_there:
        odds *= FROM_ANOTHER if clues.other_domain else 1.0
        odds *= EMPLOYED_ELSEWHERE if clues.elsewhere else 1.0
    if era.kind is EraKind.SCHOOL and clues.elsewhere:
        odds *= EMPLOYED_ELSEWHERE
    return min(odds / (1 + odds), MOST)


def _chances(clues: Clues) -> Iterator[float]:
    if clues.domain:
        yield _wrote_there(clues)
    if clues.named:
        yield NAMED_THEN if clues.named_then else NAMED_LATER
    if clues.connected:
        yield _connected(clues) * (WAVE if clues.in_wave else 1.0)
    if clues.met_at and not (clues.connected and clues.at_work is False):
        yield _met(clues)


def _wrote_there(clues: Clues) -> float:
    if clues.is_there:
        return WROTE_THEN if clues.wrote else SENT_THEN
    return WROTE_LATER if clues.is_seen else WROTE_UNSEEN


def _connected(clues: Clues) -> float:
    if clues.incoming or clues.outgoing:
        return CONNECTED_IN_TOUCH
    if not clues.is_seen:
        return CONNECTED_UNSEEN
    return CONNECTED_LATER if clues.any_contact else CONNECTED_SILENT


def _met(clues: Clues) -> float:
    if clues.at_work is not None:
        return MET_AT_WORK if clues.at_work else MET_ELSEWHERE
    return MET_IN_TALK if clues.incoming and clues.outgoing else MET_ONCE


def _proposal(clues: Clues, era: Era) -> Proposal:
    parts = list(_parts(clues))
    is_client = era.role is Role.COWORKERS and bool(clues.other_domain) and not clues.is_there
    return Proposal(
        person=clues.person,
        likelihood=round(likelihood(clues, era), 3),
        role=Role.CLIENTS if is_client else era.role,
        kinds=frozenset(kind for kind, _, _ in parts),
        because="; ".join([*(text for _, text, _ in parts), *_beside(clues)]),
        proof=tuple(dict.fromkeys(proof for _, _, proofs in parts for proof in proofs)),
        domain=clues.domain,
    )


def _parts(clues: Clues) -> Iterator[tuple[ClueKind, str, tuple[Proof, ...]]]:
    """Yield what speaks for it, with words and proof, strongest first."""
    if clues.domain:
        first, last = clues.at_first, clues.at_last
        did = "you wrote to" if clues.sent else "wrote from"
        text = f"{did} @{clues.domain}, {span_text(_year(first), _year(last))}"
        proofs = zip(clues.at_records, (first, last), strict=True)
        yield ClueKind.WROTE, text, tuple(Proof(record, at, "") for record, at in proofs)
    if clues.named:
        yield ClueKind.NAMED, f"at {clues.named.company} in {_month(clues.named.at)}", (_of_job(clues.named),)
    if clues.connected:
        one = clues.connected
        yield ClueKind.CONNECTED, f"connected {_when(one)}", (Proof(one.record, _exact(one), ""),)
    if clues.met_at and not clues.domain:
        text = f"first met in mail, {_year(clues.met_at)}"
        yield ClueKind.MET, text, (Proof(clues.met_record, clues.met_at, ""),)


def _beside(clues: Clues) -> Iterator[str]:
    """Yield what else there is to know: how much they wrote, and what speaks against it."""
    if not clues.is_there and clues.other_domain:
        yield f"mail with @{clues.other_domain}"
    elif clues.connected and not clues.domain and not clues.met_at and (clues.is_seen or clues.any_contact):
        yield _wrote(clues)
    if clues.elsewhere and not clues.is_there:
        yield f"at {clues.elsewhere.company} in {_month(clues.elsewhere.at)}"


def _wrote(clues: Clues) -> str:
    if clues.incoming:
        return f"wrote {_times(clues.incoming)}"
    if clues.outgoing:
        return "you wrote, no answer"
    if not clues.any_contact:
        return "never wrote"
    return "in touch later" if clues.later else "in touch at other times"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _of_job(job: Employed) -> Proof:
    return Proof(job.record, job.at, job.company)


def _exact(one: Connected) -> int:
    """Return the day of a connection; 0 where only the month or year is told."""
    return one.first if one.last - one.first < 86_400 else 0


def _when(one: Connected) -> str:
    """Return ``May 2014``, or the year where no month is told."""
    return _month(one.first) if one.last - one.first < 31 * 86_400 else str(_year(one.first))


@lru_cache(maxsize=1 << 14)  # days of connections and letters
def _year(at: int) -> int:
    return datetime.fromtimestamp(at, UTC).year


@lru_cache(maxsize=1 << 14)
def _month(at: int) -> str:
    return f"{_MONTHS[datetime.fromtimestamp(at, UTC).month - 1]} {_year(at)}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
