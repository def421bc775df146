"""Slack's markup as plain words: mentions, links, references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

DEEPEST: Final = 12  # blocks within blocks that are looked into
_MARKED = re.compile(r"<([^<>\s][^<>]*)>")
_MENTION = re.compile(r"<@([A-Z][A-Z0-9]{2,})(?:\|[^<>]*)?>")
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain(text: str, name_of: Callable[[str], str]) -> str:
    """Return a text without markup.

    Args:
        text: As Slack keeps it.
        name_of: Gives the name of a user's id.

    Example:
        >>> plain("<@U024BE7LH> see <https://a.example|the plan> &amp; go", lambda _: "Ana")
        '@Ana see the plan (https://a.example) & go'
    """
    text = _MARKED.sub(lambda found: _words(found[1], name_of), text)
    for escaped, sign in _ESCAPED:
        text = text.replace(escaped, sign)
    return text.strip()


def mentioned(text: str) -> tuple[str, ...]:
    """Return the ids of those whom a text names, each once."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def _words(inside: str, name_of: Callable[[str], str]) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{name_of(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    if not label or label == target or target.endswith(label):
        return target.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({target})"


def text_in(blocks: object) -> str:
    """Return the text of a message that has only blocks, in Slack's markup."""
    return "".join(_pieces(blocks, DEEPEST)).strip()


def _pieces(told: object, deep: int) -> Iterator[str]:
    if isinstance(told, list) and deep:
        for one in told:
            yield from _pieces(one, deep - 1)
    elif isinstance(told, Mapping) and deep:
        yield _own(told)
        for inner in ("elements", "text", "fields"):
            if isinstance(told.get(inner), (list, Mapping)):
                yield from _pieces(told[inner], deep - 1)
        if told.get("type") in {"rich_text_section", "section", "header"}:
            yield "\n"


def _own(told: Mapping[str, Any]) -> str:
    kind, text = told.get("type"), told.get("text")
    if kind == "user":
        return f"<@{told.get('user_id')}>"
    if kind == "link":
        return f"<{told.get('url')}|{text}>" if isinstance(text, str) else f"<{told.get('url')}>"
    return text if isinstance(text, str) else ""
