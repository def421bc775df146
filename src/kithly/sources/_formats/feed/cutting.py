"""The newest items of a long feed, found in its bytes before anything is parsed."""

from __future__ import annotations

import re
from itertools import pairwise

from kithly.sources._formats.feed.values import MOST_ITEMS

MOST_SIGNS = 60_000  # of ``<`` in what is parsed: a parser takes a second for so many elements

_ITEM = re.compile(rb"<(?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry)[\s>]")
_CLOSE = re.compile(rb"</(?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry)\s{0,9}>")
_ISO_DAY = re.compile(rb">\s{0,9}(\d{4})-(\d\d)-(\d\d)(?:[T ]([\d:]{5,8}))?")
_MAIL_DAY = re.compile(
    rb"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w{0,6} (\d{4})(?: ([\d:]{5,8}))?"
)
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")

Day = tuple[int, int, int, bytes]


def newest(data: bytes, *, most: int = MOST_ITEMS) -> tuple[bytes, int]:
    """Return a feed with its newest items only, and how many were left out.

    A feed that is not long comes back as it is. What stands between items goes where items are left out.
    """
    starts = [found.start() for found in _ITEM.finditer(data)]
    if len(starts) <= most and data.count(b"<") <= MOST_SIGNS:
        return data, 0
    if not starts:
        return data, 0
    end = _end(data, starts[-1])
    items = [data[begin:after] for begin, after in pairwise([*starts, end])]
    chosen = _chosen(items, most)
    body = b"".join(items[place] for place in sorted(chosen))
    return data[: starts[0]] + body + data[end:], len(items) - len(chosen)


def _end(data: bytes, last: int) -> int:
    """Return where the last item ends."""
    found = _CLOSE.search(data, last)
    return found.end() if found else len(data)


def _chosen(items: list[bytes], most: int) -> set[int]:
    """Return the places of the newest items: as many as may be, and not more than can be parsed quickly."""
    ranked = sorted(range(len(items)), key=lambda place: _day(items[place]), reverse=True)
    chosen, signs = set[int](), 0
    for place in ranked[:most]:
        signs += items[place].count(b"<")
        if signs > MOST_SIGNS and chosen:
            break
        chosen.add(place)
    return chosen


def _day(item: bytes) -> Day:
    """Return the first date an item names, good enough to order by; items without one are the oldest."""
    head = item[:20_000]
    found = _ISO_DAY.search(head)
    if found is not None:
        return int(found[1]), int(found[2]), int(found[3]), found[4] or b""
    found = _MAIL_DAY.search(head)
    if found is not None:
        return int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), found[4] or b""
    return 0, 0, 0, b""
