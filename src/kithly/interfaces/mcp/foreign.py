"""Words of other people, made harmless for a reader that might take them for orders.

What somebody wrote is data. It stands in fields named ``said_by_others`` and nowhere else, without characters that
are not seen (which have carried hidden orders: Unicode tags, zero-width and direction marks), and never whole books.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from kithly.history import is_sensitive

MOST: Final = 400  # characters of one quotation
MOST_WHOLE: Final = 3_000  # characters of a record that are told at once, and of a draft
WITHHELD: Final = "(personal: open it in Kithly)"
# Cc control, Cf format (zero-width, direction marks, Unicode tags), Co private use, Cs surrogates, Cn unassigned;
# Zl and Zp are line ends of their own kind (Unicode Standard, 4.5).
UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
SELECTORS: Final = frozenset(
    chr(one) for one in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)  # variation selectors: marks without a look of their own, in which bytes can be hidden


def seen(text: str, most: int = MOST, *, keep_lines: bool = False) -> str:
    """Return a text with what is seen of it alone, shortened.

    Args:
        text: Anybody's words.
        most: Characters that are kept.
        keep_lines: Whether line ends stay.
    """
    kept = "".join(_seen(one, keep_lines=keep_lines) for one in text[: most * 4])
    flat = kept.strip() if keep_lines else " ".join(kept.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def _seen(one: str, *, keep_lines: bool) -> str:
    if one == "\n" and keep_lines:
        return one
    if one in SELECTORS:
        return ""
    category = unicodedata.category(one)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in UNSEEN else one


def told(text: str, most: int = MOST, *, keep_lines: bool = False) -> str:
    """Return words that may be passed on; of what touches illness, death, law or money only that there is something."""
    return WITHHELD if is_sensitive(text) else seen(text, most, keep_lines=keep_lines)


def name(text: str) -> str:
    """Return a name, a company or another short label."""
    return seen(text, 120)
