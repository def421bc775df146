"""Facets: which part of a text is a link, a tag or a name. They count bytes of UTF-8, not characters.

Reference: the lexicon ``app.bsky.richtext.facet``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST = 200  # facets of one post that are looked at; the longest posts hold 300 characters

TAG, LINK, MENTION = "tag", "uri", "did"  # by which field of a facet its value is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text that means something.

    Attributes:
        kind: `TAG`, `LINK` or `MENTION`.
        words: The part as it stands in the text.
        value: The tag, the address, or the id of the account.
    """

    kind: str
    words: str
    value: str


def pieces(record: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield the parts of a post's text, in the order of its facets; those that point beside the text are none."""
    text, facets = record.get("text"), record.get("facets")
    if not isinstance(text, str) or not isinstance(facets, list):
        return
    whole = text.encode("utf-8", "replace")
    for facet in facets[:MOST]:
        words = _words(whole, facet) if isinstance(facet, Mapping) else None
        features = facet.get("features") if words is not None else None
        for feature in features if isinstance(features, list) else ():
            yield from _piece(feature, words or "")


def _words(whole: bytes, facet: Mapping[str, Any]) -> str | None:
    index = facet.get("index")
    begin, end = (index.get("byteStart"), index.get("byteEnd")) if isinstance(index, Mapping) else (None, None)
    if type(begin) is not int or type(end) is not int or not 0 <= begin < end <= len(whole):
        return None
    try:
        return whole[begin:end].decode("utf-8")
    except UnicodeDecodeError:  # it begins or ends within a character
        return None


def _piece(feature: object, words: str) -> Iterator[Piece]:
    if not isinstance(feature, Mapping):
        return
    for kind in (TAG, LINK, MENTION):
        if isinstance(feature.get(kind), str):
            yield Piece(kind=kind, words=words, value=feature[kind])
            return
