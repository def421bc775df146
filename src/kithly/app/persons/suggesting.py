"""Pairs that may be one person: found by comparing everybody once after a rebuild, and kept until the next.

What the user decides in between changes no score: pairs that were joined or called two fall away, and of people
joined since, the one who stands for both is named.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kithly.app.belonging.memberships import belonging_now
from kithly.app.belonging.named import named_suggestions
from kithly.app.derived.closely import ties_now
from kithly.app.derived.compared import compared
from kithly.app.derived.contradictions import standing
from kithly.app.derived.neighbours import nodes_named
from kithly.app.derived.portrait import portraits
from kithly.app.network import A_LOOK, Network
from kithly.errors import StoreBusy
from kithly.people import PersonId
from kithly.people.portraits import Suggestion
from kithly.records import Because, Evidence
from kithly.store import Reading

KEPT = "suggestions"  # name of the small fact
MOST = 20_000  # pairs kept; nobody looks at more, but many may be sure and joined at once
LEVEL = 1  # of zlib: most of what it saves, at once
FORM = 2  # of the small fact


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was found after a rebuild, and what of it stands.

    Attributes:
        found: As found, surest first.
        rebuilds: After which rebuild.
        said: What the user said of who is who, as far as it matters here.
        standing: What no decision settled since, by today's people.
    """

    found: tuple[Suggestion, ...]
    rebuilds: int
    said: _Said
    standing: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """Who was merged with whom, and which people the user called two."""

    forwards: Mapping[PersonId, PersonId]
    apart: frozenset[frozenset[str]]

    @classmethod
    def of(cls, kept: Reading) -> _Said:
        """Return what is said now."""
        return cls(kept.assignments.forwards(), frozenset(frozenset(pair) for pair in apart_of(kept)))


def suggested(network: Network) -> tuple[Suggestion, ...]:
    """Return the pairs that may be one person and wait for the user's word, surest first.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> _Found:
        with network.store.reading() as kept:
            rebuilds, found = kept.renewals.mark().rebuilds, _kept(kept)
            if found is not None:
                return _seen(kept, found, rebuilds)
        return _compared(network)

    def renew(old: _Found) -> _Found:
        with network.store.reading() as kept:
            if kept.renewals.mark().rebuilds == old.rebuilds:
                return old if _Said.of(kept) == old.said else _seen(kept, old.found, old.rebuilds)
        return make()

    return network.recall.carry("suggested", make, renew).standing


def _compared(network: Network) -> _Found:
    """Compare everybody, and keep what is found; a second or two in a large network.

    Pairs the user called two are kept too, and do not stand: taken back, that word gives them back. Of a line about
    somebody, which the likeliest of its namesakes answer, both is kept: who they are with that word, and without.
    """
    ties, belongs = ties_now(network), belonging_now(network)
    with network.store.reading() as kept:
        rebuilds, everybody, apart = kept.renewals.mark().rebuilds, portraits(kept), apart_of(kept)
        named = [one for pairs in (apart, ()) for one in named_suggestions(kept, everybody, pairs, belongs, ties)]
        found = both(compared(kept, everybody, most=MOST), named)[:MOST]
        seen = _seen(kept, found, rebuilds)
    # While somebody else writes nothing is kept: what was found is shown all the same, and found again.
    with suppress(StoreBusy), network.store.transaction(patience=A_LOOK) as tx:
        if tx.renewals.mark().rebuilds == rebuilds:
            tx.meta.set(KEPT, _packed([FORM, rebuilds, [_out(one) for one in found]]))
    return seen


def both(found: Iterable[Suggestion], named: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Join what records and what the user's own lines suggest, surest first; of one pair the surer counts."""
    pairs: dict[tuple[str, str], Suggestion] = {}
    for one in (*found, *named):
        other = pairs.get((one.a, one.b))
        if other is None or one.score > other.score:
            pairs[one.a, one.b] = one
    return tuple(sorted(pairs.values(), key=lambda one: (-one.score, one.a, one.b)))


def apart_of(kept: Reading) -> list[tuple[str, str]]:
    """Return the pairs of people the user called two."""
    said = [(one.subject, str(one.value)) for one in standing(kept, "different")]
    named = nodes_named(kept, {key for pair in said for key in pair})
    owners = {
        kind: kept.assignments.of(kind, [node.seq for node in named.values() if node.kind == kind])
        for kind in ("identity", "record")
    }
    owner = {key: row.person for key, node in named.items() if (row := owners[node.kind].get(node.seq))}
    pairs = [(owner.get(left), owner.get(right)) for left, right in said]
    return [(left, right) for left, right in pairs if left and right]


def _seen(kept: Reading, found: tuple[Suggestion, ...], rebuilds: int) -> _Found:
    said = _Said.of(kept)
    return _Found(found=found, rebuilds=rebuilds, said=said, standing=_standing(kept, found, said.apart))


def _standing(kept: Reading, found: Sequence[Suggestion], apart: frozenset[frozenset[str]]) -> tuple[Suggestion, ...]:
    """Return the pairs no decision settled, by today's people."""
    now_of = kept.assignments.resolver()
    living = kept.people.known({now_of(PersonId(id_)) for one in found for id_ in (one.a, one.b)})
    pairs: dict[tuple[PersonId, PersonId], Suggestion] = {}
    for one in found:
        left, right = sorted((now_of(PersonId(one.a)), now_of(PersonId(one.b))))
        if left != right and {left, right} <= living and frozenset((left, right)) not in apart:
            is_same = (left, right) == (one.a, one.b)
            pairs.setdefault((left, right), one if is_same else _called(one, now_of(PersonId(one.a)), left, right))
    return tuple(pairs.values())


def _called(one: Suggestion, first: PersonId, left: PersonId, right: PersonId) -> Suggestion:
    """Return a pair by today's ids; the evidence of each side stays with it."""
    if first == left:
        return replace(one, a=left, b=right)
    turned = tuple(replace(because, evidence=because.evidence[::-1]) for because in one.because)
    return replace(one, a=left, b=right, because=turned)


def _kept(kept: Reading) -> tuple[Suggestion, ...] | None:
    """Return what was kept after the last rebuild; None where nothing was."""
    value = _unpacked(kept.meta.get(KEPT) or "")
    if value[:2] != [FORM, kept.renewals.mark().rebuilds]:
        return None
    return tuple(_in(one) for one in value[2])


def _packed(value: list[Any]) -> str:
    """Return a value as a short text: the sentences repeat their words."""
    return b64encode(zlib.compress(json.dumps(value).encode(), LEVEL)).decode()


def _unpacked(text: str) -> list[Any]:
    """Return what was packed; nothing where an older Kithly kept it otherwise."""
    if not text or text.startswith("["):
        return []
    value: list[Any] = json.loads(zlib.decompress(b64decode(text)))
    return value


def _out(one: Suggestion) -> list[Any]:
    because = [
        [told.text, [[e.record, e.source, e.at and e.at.isoformat(), e.quote, e.url] for e in told.evidence]]
        for told in one.because
    ]
    return [one.a, one.b, one.score, because]


def _in(value: list[Any]) -> Suggestion:
    a, b, score, because = value
    return Suggestion(
        a=a,
        b=b,
        score=score,
        because=tuple(Because(text=text, evidence=tuple(_proof(*one) for one in proof)) for text, proof in because),
    )


def _proof(record: str, source: str, at: str | None, quote: str | None, url: str | None) -> Evidence:
    return Evidence(record=record, source=source, at=datetime.fromisoformat(at) if at else None, quote=quote, url=url)
