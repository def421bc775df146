"""Which parts of a message are its text, told by the server's own description of it (BODYSTRUCTURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_PART = 1 << 20  # bytes of one part that are fetched
WHOLE = "TEXT"  # in the place of a part's number: the body as it is
MAX_PARTS = 20  # parts of one message that are fetched
MAX_DEPTH = 100  # of parts in parts; deeper is an attack, not mail
BLANK = 512  # bytes: a plain part this small may say nothing, and the other form is fetched too
_TEXTS = frozenset(("text/plain", "text/html", "text/enriched", "text/markdown"))
_ALTERNATIVES = frozenset(("text/html", "text/enriched", "multipart/related"))  # that say what the plain part says
_BLANKS = re.compile(r"[ \t\r\n]+")  # no others: bytes of UTF-8 look like some
_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+*'%~-]+")


class TooDeep(ValueError):
    """Parts are nested beyond all reason."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """One part of a message.

    Attributes:
        kind: Media type, lower case.
        number: Its number on the server: ``1``, ``2.1``.
        options: Parameters of its type.
        disposition: How it is meant to be shown, with its parameters; an empty word for nothing said.
        encoding: Its transfer encoding.
        size: Its bytes as they are sent.
        subject: Of an attached message.
        children: Of a part that is made of parts.
        is_wanted: It is text to be read.
    """

    kind: str
    number: str
    options: Mapping[str, str] = field(default_factory=dict)
    disposition: tuple[str, Mapping[str, str]] = ("", {})
    encoding: str = ""
    size: int = 0
    subject: str = ""
    children: list[Piece] = field(default_factory=list)
    is_wanted: bool = False

    def all(self) -> Iterator[Piece]:
        """Yield this part and all within it."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))

    def wanted(self) -> tuple[str, ...]:
        """Return the numbers of the parts to fetch; all in one where the server makes out no text in several."""
        chosen = [one for one in self.all() if one.is_wanted]
        if self.children and not any(one.size for one in chosen) and not any(_is_other(one) for one in self.all()):
            return (WHOLE,)
        return tuple(one.number for one in chosen)

    def head(self, boundary: str) -> bytes:
        """Return the header fields of the part, as they would stand before it."""
        options = {name: value for name, value in self.options.items() if name.lower() != "boundary"}
        if self.children:
            options["boundary"] = boundary
        lines = [f"Content-Type: {self.kind}{_written(options)}"]
        if self.encoding and not self.children:
            lines.append(f"Content-Transfer-Encoding: {self.encoding}")
        shown, names = self.disposition
        if shown:
            lines.append(f"Content-Disposition: {shown}{_written(names)}")
        return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n"


def read_structure(told: Any, *, with_html: bool) -> Piece:
    """Return the parts of a message, those marked that are to be fetched.

    Args:
        told: BODYSTRUCTURE, as the library gives it.
        with_html: Fetch the HTML beside a plain part too.

    Raises:
        ValueError: It is none.
    """
    root = _piece(told, "", 0)
    _choose(root, with_html=with_html)
    return root


def _piece(told: Any, number: str, depth: int) -> Piece:
    if depth > MAX_DEPTH:
        raise TooDeep
    if not isinstance(told, list | tuple) or not told:
        raise ValueError("no structure")
    if isinstance(told[0], list | tuple):
        return _several(told, number, depth)
    return _single(told, number or "1")


def _several(told: Sequence[Any], number: str, depth: int) -> Piece:
    parts = list(told[0]) if isinstance(told[0], list) else [one for one in told if isinstance(one, tuple)]
    before = f"{number}." if number else ""
    children = [_piece(part, f"{before}{place}", depth + 1) for place, part in enumerate(parts, 1)]
    rest = list(told[1:]) if isinstance(told[0], list) else []
    return Piece(
        kind=f"multipart/{_word(rest[0] if rest else b'mixed') or 'mixed'}",
        number=number,
        options=_options(_at(rest, 1)),
        disposition=_disposition(_at(rest, 2)),
        children=children,
    )


def _single(told: Sequence[Any], number: str) -> Piece:
    if not isinstance(told[0], bytes):
        raise ValueError("no kind")  # noqa: TRY004 - foreign data, told as one problem
    kind = f"{_word(_at(told, 0)) or 'text'}/{_word(_at(told, 1)) or 'plain'}"
    place = {"text": 9, "message": 11 if kind == "message/rfc822" else 8}.get(kind.partition("/")[0], 8)
    envelope = _at(told, 7) if kind == "message/rfc822" else None
    size = _at(told, 6)
    return Piece(
        kind=kind,
        number=number,
        options=_options(_at(told, 2)),
        disposition=_disposition(_at(told, place)),
        encoding=_word(_at(told, 5)),
        size=size if isinstance(size, int) else 0,
        subject=_text(_at(envelope, 1)) if isinstance(envelope, tuple) else "",
    )


def _choose(root: Piece, *, with_html: bool) -> None:
    """Mark the text: of alternatives the plain one, and the HTML where that may be blank, or is asked for."""
    left = MAX_PARTS
    skipped: set[int] = set()
    for piece in root.all():
        if piece.kind == "multipart/alternative":
            skipped |= _spared(piece, with_html=with_html)
        if piece.kind in _TEXTS and left and id(piece) not in skipped and _is_text(piece):
            piece.is_wanted = True
            left -= 1


def _spared(piece: Piece, *, with_html: bool) -> set[int]:
    plain = next((one for one in piece.children if one.kind == "text/plain" and _is_text(one)), None)
    if plain is None or with_html or plain.size <= BLANK:
        return set()
    others = (one for one in piece.children if one is not plain and one.kind in _ALTERNATIVES)
    return {id(one) for other in others for one in other.all()}


def _is_text(piece: Piece) -> bool:
    shown, names = piece.disposition
    named = any(key.lower().startswith(("filename", "name")) for key in (*names, *piece.options))
    return shown != "attachment" and not (named and piece.kind != "text/html")


def _is_other(piece: Piece) -> bool:
    return not piece.children and not piece.is_wanted


def _at(told: Any, place: int) -> Any:
    return told[place] if isinstance(told, list | tuple) and len(told) > place else None


def _options(told: Any) -> dict[str, str]:
    if not isinstance(told, list | tuple):
        return {}
    pairs = zip(told[::2], told[1::2], strict=False)
    return {_text(name): _text(value) for name, value in pairs if not isinstance(name, tuple)}


def _disposition(told: Any) -> tuple[str, Mapping[str, str]]:
    if isinstance(told, list | tuple) and told and isinstance(told[0], bytes):
        return _word(told[0]), _options(_at(told, 1))
    return "", {}


def _word(value: Any) -> str:
    found = _TOKEN.match(_text(value).strip())
    return found[0].lower() if found else ""


def _text(value: Any) -> str:
    """Return a word of the server's on one line."""
    if value is None or isinstance(value, tuple | list):
        return ""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return _BLANKS.sub(" ", text.replace("\0", "")).strip(" ")


def _written(options: Mapping[str, str]) -> str:
    """Return parameters as they stand in a header field."""
    return "".join(f"; {name}={_quoted(name, value)}" for name, value in options.items() if _TOKEN.fullmatch(name))


def _quoted(name: str, value: str) -> str:
    if name.endswith("*") and _TOKEN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
