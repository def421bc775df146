"""Does a text ask a favour? Openly, or between the lines.

Three families of the lexicon play together: `favour` groups say it outright; `signal` groups are innocent
alone and a hint in company (job hunting, and "you came to mind"); `guard` groups say that what looks like a
request is an offer, a disclaimer, logistics of a meeting, or thanks for what was given before.
"""

from __future__ import annotations

from collections.abc import Iterable

from kithly.messages.lexicon import Hit, Lexicon

_PAIRS = (
    ("signal.link", "signal.wares"),
    ("signal.need", "signal.resource"),
    ("signal.hunting", "signal.resource"),
    ("signal.need", "signal.insider"),
    ("signal.hunting", "signal.insider"),
    ("signal.wish", "signal.insider"),
    ("signal.hunting", "signal.hook"),
    ("signal.growth", "signal.fit"),
    ("signal.hunting", "signal.growth"),
    ("signal.problem", "signal.expert"),
    ("signal.pitch", "signal.close"),
)
_NEAR = 2  # sentences between the two halves of a hint
_NEARBY = frozenset(
    {"guard.logistics", "guard.invite", "guard.interest", "guard.wondering"}
)  # these void only what they overlap


def favours(hits: Iterable[Hit], *, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the places in which a favour is asked, in order of the text.

    Args:
        hits: Every hit of the lexicon in the text.
        lexicon: Where they come from; its guards say which groups they void.
    """
    found = list(hits)
    guards = [hit for hit in found if hit.group.startswith("guard.")]
    asks = [hit for hit in found if hit.group.startswith(("favour.", "signal."))]
    free = [hit for hit in asks if not any(_voids(guard, hit, lexicon=lexicon) for guard in guards)]
    direct = [hit for hit in free if hit.group.startswith("favour.")]
    return tuple(sorted(direct + _hints(free), key=lambda hit: (hit.start, -hit.end)))


def _voids(guard: Hit, hit: Hit, *, lexicon: Lexicon) -> bool:
    """Whether a guard in the same clause says that a hit is no request."""
    if guard.clause is not hit.clause:
        return False
    groups = lexicon.texts[guard.group].get("voids")
    if groups is not None and hit.group not in groups.split():
        return False
    return guard.group not in _NEARBY or (guard.first < hit.last and hit.first < guard.last)


def _hints(free: list[Hit]) -> list[Hit]:
    """Return the second halves of those pairs of signals that stand close together and make a hint."""
    return [
        second
        for one, other in _PAIRS
        for second in free
        if second.group == other
        and any(first.group == one and abs(first.clause.sentence - second.clause.sentence) <= _NEAR for first in free)
    ]
