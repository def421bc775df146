"""What else lies in a Google Takeout: each product in one line, by the name its folder has in any language."""

from __future__ import annotations

import re

from kithly.sources.base import Item, Siblings

_PART = re.compile(r"(?i)takeout-\d{8}t\d{6}z(?:-[\d-]+)?(?:\s*\(\d+\))?(?:\.zip|\.tgz|\.tar\.gz)?$")
_PAGE = "archive_browser.html"  # the table of contents Google puts beside the products
_INSIDE = "/Takeout/"
_LATER = frozenset({"google chat", "hangouts", "google hangouts"})


def why_not(item: Item) -> str | None:
    """Return why a file of a Takeout is not read; None for files that are of no Takeout.

    Mail, contacts and calendars are read by their own sources; what comes here is what none of them wanted.
    """
    if not _is_takeout(item):
        return None
    name = item.name.partition("Takeout/")[2] if item.name.startswith("Takeout/") else item.name
    product, inside, _ = name.partition("/")
    if not inside:
        return "the table of contents of a Google Takeout" if name == _PAGE else None
    if product.casefold() in _LATER:
        return f"{product}, out of a Google Takeout: Kithly cannot read these talks yet"
    return f"{product}, out of a Google Takeout: neither mail nor contacts nor calendar"


def _is_takeout(item: Item) -> bool:
    if _INSIDE in f"/{item.path}" or _PART.match(item.container):
        return True
    siblings = item.siblings
    return siblings.once("takeout", lambda: _has_page(siblings))


def _has_page(siblings: Siblings) -> bool:
    return any(name.rpartition("/")[2] == _PAGE for name in siblings)
