"""What no parser should be given: entities of its own, elements too deep or too many, names as long as books.

The bytes of a feed are passed over once, in linear time; what is harmless comes out as it went in.
"""

from __future__ import annotations

import re

from kithly.sources._formats.feed.values import FeedRefused

DEEPEST = 200  # elements within elements; articles in XHTML stay below 40
MOST_ELEMENTS = 60_000  # tags, those of text in CDATA not counted
MOST_ATTRIBUTES = 100  # of one element
LONGEST_TAG = 65_536  # bytes
LONGEST_ARTICLE = 200_000  # bytes of an element in which an article may stand: far more than is kept of it
MOST_TAGS = 60  # keywords of one item
LONGEST_FIELD = 8_192  # bytes of one that holds none: a date, an address
LONGEST_NAME = 300  # bytes of the name of a person

# Elements in which an article may stand, and those of html it may be written in.
_LONG = frozenset((
    b"description", b"summary", b"content", b"encoded", b"body", b"abstract", b"subtitle", b"tagline", b"info",
    b"fullitem", b"prodlink", b"div", b"p", b"span", b"pre", b"code", b"li", b"td", b"blockquote", b"a",
    b"b", b"i", b"em", b"strong",
))  # fmt: skip
_NAMES = frozenset((
    b"author", b"contributor", b"creator", b"email", b"managingeditor", b"name", b"owner", b"publisher", b"webmaster",
))  # fmt: skip
_KEYWORDS = frozenset((b"category", b"keywords", b"subject", b"tag", b"tags"))
_ITEMS = frozenset((b"item", b"entry"))
_LOOSE_AND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,32};)")
_NEVER_CLOSED = frozenset((b"br", b"img", b"hr", b"input", b"wbr", b"col", b"source"))
_SELDOM_CLOSED = frozenset((b"p", b"li", b"td", b"tr", b"dt", b"dd"))
_DECLARATION = re.compile(rb"\s{0,99}<\?xml\s[^<>]{0,300}\?>")
_BEGUN = re.compile(rb"<[A-Za-z_]")
_BEFORE_ROOT = re.compile(rb"[^<]+|<!--|<\?[^<>]*>|<!(?!--)[^<>]*>|<+(?![A-Za-z_!?])|<")
_PIECE = re.compile(rb"<!\[CDATA\[|<!--|<[!?][^<>]*>|</?[A-Za-z_][^<>\s/]*[^<>]*>")
_ENTITY = re.compile(rb"(?i)<!ENTITY")
_NAME = re.compile(rb"</?(?:[^<>\s/:]*:)?([^<>\s/:]*)")
_SECTION, _COMMENT = b"<![CDATA[", b"<!--"


def passed(data: bytes) -> bytes:
    """Return the bytes of a feed as a parser may be given them.

    Raises:
        FeedRefused: It brings entities of its own, or is nested too deep, or has too many elements.
    """
    if _ENTITY.search(data):
        raise FeedRefused("it brings entities of its own, which may be a trap")
    declaration = _DECLARATION.match(data)
    walk = _Walk(data)
    walk.run(_root(data))
    return (declaration[0] if declaration else b"") + b"".join(walk.out)


def _root(data: bytes) -> int:
    """Return where the first element begins, behind declarations, comments and a document type."""
    at = 0
    while not _BEGUN.match(data, at) and (found := _BEFORE_ROOT.match(data, at)) is not None:
        at = found.end()
        if found[0] == _COMMENT:
            at = _after(data, b"-->", at)
    return at


def _after(data: bytes, end: bytes, at: int) -> int:
    found = data.find(end, at)
    return len(data) if found < 0 else found + len(end)


class _Walk:
    """One way through a feed."""

    def __init__(self, data: bytes) -> None:
        self.out: list[bytes] = []
        self._data = data
        self._open: list[bytes] = []
        self._room: list[int] = [LONGEST_FIELD]  # bytes that may still come, of each open element
        self._count = self._keywords = 0

    def run(self, at: int) -> None:
        data = self._data
        while (found := _PIECE.search(data, at)) is not None:
            self._text(data[at : found.start()])
            at = self._piece(found)
        self._text(data[at:])

    def _piece(self, found: re.Match[bytes]) -> int:
        """Take a piece and return where the next one begins; comments, declarations and instructions go."""
        piece, after = found[0], found.end()
        if piece == _COMMENT:
            return _after(self._data, b"-->", after)
        if piece == _SECTION:
            after = _after(self._data, b"]]>", after)
            self._cdata(self._data[found.start() : after])
        elif piece[1:2] not in b"!?":
            self._tag(piece)
        return after

    def _tag(self, tag: bytes) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise FeedRefused("it has too many elements")
        found = _NAME.match(tag)
        name = found[1].lower() if found else b""
        if tag.startswith(b"</"):
            self._close(name)
        elif not tag.endswith(b"/>") and not self._is_left_open(name):
            self._open.append(name)
            self._room.append(_room(name))
            if len(self._open) > DEEPEST:
                raise FeedRefused("it is nested too deep")
        if len(tag) <= LONGEST_TAG and tag.count(b"=") <= MOST_ATTRIBUTES and not self._is_one_keyword_more(name):
            self.out.append(tag)

    def _is_one_keyword_more(self, name: bytes) -> bool:
        """Say whether an item has more keywords than anybody reads; both ends of each are counted."""
        if name in _ITEMS:
            self._keywords = 0
        self._keywords += name in _KEYWORDS
        return name in _KEYWORDS and self._keywords > 2 * MOST_TAGS

    def _close(self, name: bytes) -> None:
        if name not in self._open:
            return
        while self._open.pop() != name:
            self._room.pop()
        self._room.pop()

    def _is_left_open(self, name: bytes) -> bool:
        """Say whether an element is of html that is not closed, and so holds nothing."""
        return name in _NEVER_CLOSED or (name in _SELDOM_CLOSED and self._open[-1:] == [name])

    def _text(self, text: bytes) -> None:
        """Take text, as far as there is room for it; signs that open nothing are written as what they are."""
        text = text[: self._room[-1]]
        self._room[-1] -= len(text)
        self.out.append(_LOOSE_AND.sub(b"&amp;", text).replace(b"<", b"&lt;"))

    def _cdata(self, section: bytes) -> None:
        if len(section) > self._room[-1]:
            section = section[: self._room[-1]] + b"]]>"
        self._room[-1] -= min(len(section), self._room[-1])
        if section.startswith(_SECTION):
            self.out.append(section)


def _room(name: bytes) -> int:
    if name in _LONG:
        return LONGEST_ARTICLE
    return LONGEST_NAME if name in _NAMES else LONGEST_FIELD
