"""What is attached to a post: pictures, a page, another post.

Reference: the lexicons ``app.bsky.embed.*``; a server shows each as its ``#view``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kithly.sources._formats.networks import line, name, page
from kithly.sources.bluesky.labels import NOT_FOR_STRANGERS, PUT_AWAY, labels_of, warning_of

QUOTED = 500  # characters of what is quoted, or said of a page or picture

Json = Mapping[str, Any]


def told_by(embed: object) -> Iterator[str]:
    """Yield what is attached, a line each."""
    if not isinstance(embed, Mapping):
        return
    yield from _page(as_map(embed.get("external")))
    images = embed.get("images")
    for image in images if isinstance(images, list) else ():
        yield _picture(as_map(image).get("alt"))
    if str(embed.get("$type", "")).startswith("app.bsky.embed.video"):
        yield _picture(embed.get("alt"))
    record = as_map(embed.get("record"))
    yield _quoted(as_map(record.get("record")) or record)
    yield from told_by(embed.get("media"))


def called(author: Json) -> str:
    """Return what an account is called, with its handle: ``Ben Quay (@ben.example)``."""
    handle, shown = line(author.get("handle"), 253), name(author.get("displayName"))
    full = f"@{handle}" if handle and handle != "handle.invalid" else line(author.get("did"), 253)
    return f"{shown} ({full})" if shown and full else shown or full


def as_map(value: object) -> Json:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def _page(external: Json) -> Iterator[str]:
    url, title = page(external.get("uri")), line(external.get("title"))
    if url or title:
        yield f"Link: {title} {url}".replace("  ", " ").rstrip()
        yield line(external.get("description"), QUOTED)


def _picture(alt: object) -> str:
    words = line(alt, QUOTED)
    return f"Picture: {words}" if words else ""


def _quoted(record: Json) -> str:
    """Return a post that is quoted; of one behind a label, the label's warning; nothing of one that is put away."""
    author, value = as_map(record.get("author")), as_map(record.get("value"))
    labels = labels_of(record, value)
    if not value or (labels | labels_of(author)) & {*PUT_AWAY, NOT_FOR_STRANGERS}:
        return ""
    words = warning_of(labels) or line(value.get("text"), QUOTED)
    return f"Quoting {called(author) or 'a post'}: {words}" if words else ""
