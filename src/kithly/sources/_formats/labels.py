"""Gmail's labels in plain English, whatever language the account speaks."""

from __future__ import annotations

import csv
import tomllib
from functools import cache, lru_cache
from importlib import resources

MAX_LABELS = 100  # labels kept of one message

# What lies there is not mail between people: unwanted, unsent, thrown away, or no mail at all.
SKIPPED = frozenset(("spam", "trash", "drafts", "chats"))
_SYSTEM = ("inbox", "sent", "drafts", "spam", "trash", "chats", "starred", "important", "unread", "opened", "archived")
_CATEGORIES = ("personal", "promotions", "social", "updates", "forums")


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("kithly.sources._formats").joinpath("labels.toml").read_text("utf-8")
    rows: dict[str, list[str]] = tomllib.loads(text)
    return {
        "system": {word: name for name in _SYSTEM for word in rows[name]},
        "category": {word: name for name in _CATEGORIES for word in rows[name]},
        "prefix": dict.fromkeys(rows["categories"], "category"),
    }


@lru_cache(maxsize=4_096)
def read_labels(value: str) -> tuple[str, ...]:
    """Return the labels of an ``X-Gmail-Labels`` header, system labels in English.

    Args:
        value: The header's value, decoded as a whole before it is split here: one encoded word may
            hold several labels and half a quoted one.
    """
    text = value.replace("\u00a0", " ").replace("\u202f", " ")
    try:
        row = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:
        row = text.split(",")
    labels = [normal_label(label) for label in row[:MAX_LABELS]]
    return tuple(dict.fromkeys(label for label in labels if label))


def normal_label(label: str) -> str:
    """Return the English name of a system label or mail folder; any other name as it is.

    Example:
        >>> normal_label("Messages envoyés")
        'sent'
    """
    label = " ".join(label.replace("\u00a0", " ").split()).strip('"')
    lower = label.casefold()
    table = _table()
    if lower in table["system"]:
        return table["system"][lower]
    if lower.startswith(("imap_$", "$")):
        return lower
    prefix, rest = _category(lower)
    if prefix in table["prefix"]:
        return f"category {table['category'].get(rest, rest)}"
    return label


def _category(lower: str) -> tuple[str, str]:
    head, colon, rest = lower.partition(":")
    if not colon:
        head, _, rest = lower.partition(" ")
    return head.strip(), rest.strip().strip("\"„“”«»' ")
