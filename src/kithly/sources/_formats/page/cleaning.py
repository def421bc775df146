"""Pages made small and sound before anything looks at them: what nobody reads goes, and what would take long."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from kithly.sources._formats.webtext import sound

MAX_PAGE = 1_000_000  # characters of a page that are looked at
MAX_BODY = 400_000  # characters in which people and posts are looked for
MOST_TAGS = 10_000  # of those; parsing them takes a second
MOST_WITHIN = 5  # microformats within each other: a post in a feed, its text, its author, their address
MOST_COPIED = 80_000  # elements: with classes of the old kind, each is copied as often as the square of its depth
RULES = 40  # and as often as there are names of the old kind that it might bear

Attributes = Mapping[str, str]

_HEAD = {
    "meta": {"property", "name", "content", "itemprop"},
    "link": {"rel", "type", "href", "title"},
    "a": {"rel", "href"},
    "base": {"href"},
    "time": {"datetime", "itemprop", "pubdate"},
}
_SHOWN = (
    "a", "abbr", "address", "area", "article", "aside", "b", "blockquote", "br", "cite", "code", "data", "dd", "del",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "i", "img", "ins", "li", "main", "nav", "ol", "p", "pre", "q", "s", "section", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "u", "ul",
)  # fmt: skip
_KEPT = {"class", "id", "headers", "href", "rel", "title", "datetime", "value", "alt"}
_UNSEEN = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea"}
_SCHEMES = {"http", "https", "mailto"}
_TAG = re.compile(r"<([a-z]+)((?: [a-z]+(?:=\"[^\"<>]*\")?)*)>")
_ATTRIBUTE = re.compile(r" ([a-z]+)(?:=\"([^\"]*)\")?")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_FRAME = re.compile(r"(?i)<(/?)(?:html|body)(?=[\s>])")
_ROOT = re.compile(r"(?i)\b(?:h-(?:card|entry|feed)|vcard|hentry|hfeed)\b")
_CLASS = re.compile(r'class="([^"]*)"')
_CLASSES = re.compile(r"(?i)(?:^|\s)(h-(?=[a-z])|e-|vcard|hentry|hfeed|hresume|hreview|vevent|adr|hproduct|hrecipe)")


def head_of(text: str) -> tuple[str, list[tuple[str, Attributes]]]:
    """Return the title of a page, and all its tags that tell of the page itself, in order, with their attributes."""
    nh3 = _nh3()
    bare: str = nh3.clean(
        sound(text[:MAX_PAGE]),
        tags={*_HEAD, "title"},
        clean_content_tags=_UNSEEN,
        attributes=_HEAD,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    title = _TITLE.search(bare)
    return unescape(title[1]) if title else "", list(_tags(bare))


def _tags(bare: str) -> Iterator[tuple[str, Attributes]]:
    for found in _TAG.finditer(bare):
        yield found[1], {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}


def body_of(text: str) -> str:
    """Return the part of a page in which people and posts are marked, sound and small; empty where none are."""
    if _ROOT.search(text) is None:
        return ""
    framed = _FRAME.sub(r"<\1div", text[:MAX_PAGE])
    bare: str = _nh3().clean(
        sound(framed),
        tags=set(_SHOWN),
        clean_content_tags=_UNSEEN,
        attributes=dict.fromkeys(_SHOWN, _KEPT),
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return _bounded(bare[:MAX_BODY])


def _bounded(bare: str) -> str:
    """Return markup with so many tags and microformats within each other as can be read quickly."""
    first, *pieces = bare.split("<", MOST_TAGS)
    bounds = _Bounds()
    return first + "".join(bounds.kept(pieces[: MOST_TAGS - 1]))


class _Bounds:
    """One way through sound markup."""

    def __init__(self) -> None:
        self._within: list[str] = []  # of each open element, by which classes it is one: new, old, or empty
        self._copied = 0

    def kept(self, pieces: list[str]) -> Iterator[str]:
        """Yield what stands between one ``<`` and the next, as far as it can be read quickly."""
        for piece in pieces:
            yield "<" + self._piece(piece)
            if self._copied > MOST_COPIED:
                return

    def _piece(self, piece: str) -> str:
        """Return a tag with what follows it, without its attributes where it stands too deep in microformats."""
        within = self._within
        if piece.startswith("/"):
            if within:
                within.pop()
            return piece
        tag, _, rest = piece.partition(">")
        name, _, attributes = tag.partition(" ")
        if name in {"br", "hr", "img", "area"}:
            return piece
        classes = _CLASS.search(attributes)
        found = _CLASSES.search(classes[1]) if classes else None
        within.append("" if found is None else "new" if found[1].endswith("-") else "old")
        if "old" in within:
            self._copied += (len(within) - within.index("old")) ** 2 + RULES
        return f"{name}>{rest}" if len(within) - within.count("") > MOST_WITHIN else piece


def _nh3() -> Any:
    # Imported when a page is met: it costs more than the start of any command may.
    return importlib.import_module("nh3")
