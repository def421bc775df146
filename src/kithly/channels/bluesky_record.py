"""What is kept in ego's repository at Bluesky: keys that never name two things, and links told by their bytes.

Reference: the lexicons ``app.bsky.feed.*`` and ``app.bsky.richtext.facet``; "Record Key" of the specification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from kithly.channels.counted import links

POST, LIKE, REPOST = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"
MOST_SIGNS = 300  # graphemes of a post
MOST_BYTES = 3_000  # of a post
FACET = "app.bsky.richtext.facet"

_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"  # of a key, in their order
_KEY_LENGTH = 13
_FROM, _YEARS = 1_577_836_800_000_000, 126_230_400_000_000  # microseconds: 2020-01-01 since 1970, and four years
_CLOCKS = 1_024
_TAG = re.compile(r"(?<![\w&/])#([^\W\d_]\w{0,63})(?!\w)")

Json = Mapping[str, Any]


def record_key(name: str) -> str:
    """Return the key under which something is kept: always the same for the same name, never for another.

    It has the form of a moment (TID), as these collections want it; the moment is one of four past years and means
    nothing. What stands there under it can neither be kept twice nor be written over.

    Args:
        name: Under which it was approved.

    Example:
        >>> record_key("a") == record_key("a"), len(record_key("a"))
        (True, 13)
    """
    digest = int.from_bytes(blake2b(name.encode(), digest_size=16).digest(), "big")
    moment, clock = _FROM + digest // _CLOCKS % _YEARS, digest % _CLOCKS
    number = moment * _CLOCKS + clock
    return "".join(_SIGNS[number >> (5 * place) & 31] for place in reversed(range(_KEY_LENGTH)))


def post_record(text: str, at: str, answered: Json | None = None) -> dict[str, Any]:
    """Return a post.

    Args:
        text: Its words.
        at: When it is written, in ISO 8601.
        answered: The post it answers, as the server shows it; None for none.
    """
    record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": at}
    found = facets(text)
    if found:
        record["facets"] = found
    if answered is not None:
        parent = reference(answered)
        record["reply"] = {"root": _root(answered) or parent, "parent": parent}
    return record


def mark_record(kind: str, at: str, subject: Json) -> dict[str, Any]:
    """Return a like or repost of a post that the server shows."""
    return {"$type": kind, "subject": reference(subject), "createdAt": at}


def reference(post: Json) -> dict[str, str]:
    """Return how a record names a post: by its address and the mark of its content."""
    return {"uri": str(post["uri"]), "cid": str(post["cid"])}


def facets(text: str) -> list[dict[str, Any]]:
    """Return which bytes of a text are links and tags."""
    found = [(begin, end, {"$type": f"{FACET}#link", "uri": text[begin:end]}) for begin, end in links(text)]
    taken = [(begin, end) for begin, end, _ in found]
    found += [
        (*tag.span(), {"$type": f"{FACET}#tag", "tag": tag[1]})
        for tag in _TAG.finditer(text)
        if not any(begin <= tag.start() < end for begin, end in taken)
    ]
    return [
        {"index": {"byteStart": _bytes(text[:begin]), "byteEnd": _bytes(text[:end])}, "features": [feature]}
        for begin, end, feature in sorted(found, key=lambda one: one[:2])
    ]


def _root(answered: Json) -> dict[str, str] | None:
    """Return the beginning of the thread that the answered post belongs to; None where it is one itself."""
    record = answered.get("record")
    reply = record.get("reply") if isinstance(record, Mapping) else None
    root = reply.get("root") if isinstance(reply, Mapping) else None
    is_named = isinstance(root, Mapping) and isinstance(root.get("uri"), str) and isinstance(root.get("cid"), str)
    return reference(root) if is_named and root is not None else None


def _bytes(text: str) -> int:
    return len(text.encode())
