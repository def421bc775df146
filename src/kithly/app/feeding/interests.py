"""Which items are about what the user said interests them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kithly.app.feeding.stream import Item
from kithly.people import PersonId
from kithly.reasons import MatchKind, Supply, needs_met
from kithly.records import one_line

_BETWEEN = re.compile(r"[,;\n]")
MOST_INTERESTS = 50


def interests_in(line: str) -> tuple[str, ...]:
    """Return the interests of a line: what stands between commas.

    Example:
        >>> interests_in("old boats, choirs;  marine structures")
        ('old boats', 'choirs', 'marine structures')
    """
    found = (one_line(one) for one in _BETWEEN.split(line))
    return tuple(dict.fromkeys(one for one in found if one))[:MOST_INTERESTS]


def of_interest(line: str, items: Sequence[Item]) -> Mapping[str, str]:
    """Return which of the user's interests an item is about, by the item's id: the one it holds most of.

    Told by the words themselves, as it is told whose need something new meets.

    Args:
        line: What interests the user, in their own words.
        items: What is new.
    """
    wanted = {PersonId(str(place)): one for place, one in enumerate(interests_in(line))}
    if not wanted:
        return {}
    supplies = [Supply(of=one.stored.id, said=MatchKind.NEWS, text=_words(one)) for one in items]
    found: dict[str, str] = {}
    for met in needs_met(wanted, supplies):
        found.setdefault(met.supply.of, wanted[met.person])
    return found


def _words(item: Item) -> str:
    return "\n".join((item.news.text, item.news.excerpt, *item.news.topics))
