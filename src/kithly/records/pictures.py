"""Which pictures are kept: what a page can show safely, and no larger than a portrait needs."""

from __future__ import annotations

MAX_PICTURE = 5 << 20  # bytes; a portrait as address books keep them has a tenth of that

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def media_type(picture: bytes) -> str:
    """Return what kind of picture bytes are, by themselves: PNG, JPEG, GIF or WebP; empty for anything else."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _MAGIC if picture.startswith(mark)), "")


def why_not_kept(picture: bytes) -> str:
    """Return in one clause why a picture is not kept; empty for one that is.

    Example:
        >>> why_not_kept(b"<svg/>")
        'its picture is not kept: it is no PNG, JPEG, GIF or WebP'
    """
    if len(picture) > MAX_PICTURE:
        return f"its picture is not kept: it is larger than {MAX_PICTURE >> 20} MB"
    return "" if media_type(picture) else "its picture is not kept: it is no PNG, JPEG, GIF or WebP"
